/* Incidents as the register has them: which come again without a problem behind them, and the shares of F19. */
#ifndef REGISTER_INCIDENTS_H
#define REGISTER_INCIDENTS_H

#include "lifecycle/incident.h"
#include "register/scope.h"

/* Incidents of one system on one component and of one category that no problem stands behind. A component that nobody
 * has named is the system as a whole; an incident without a category is like no other. */
struct incident_pattern {
	struct ref system, component; /* component not set: none is named */
	struct slice category;        /* as the oldest of them has it; in the view */
	size_t from, count;           /* in `incidents` of the patterns, by the day */
	day_t first, last;
	struct ref problem;           /* an open one about the component, or that gathers such incidents; not set: none */
};

struct incident_patterns {
	struct incident_pattern *items;
	size_t count, capacity;
	struct ref *incidents;
	size_t incident_count, incident_capacity;
	struct pattern_work *work;    /* memory that is used again */
	size_t hidden;                /* incidents of systems that `see` says no to */
};

struct pattern_limits {
	int64_t least, days; /* so many within so many days */
	day_t since, today;  /* older ones have become history */
};
/* As configured, over the last twelve months. */
struct pattern_limits pattern_limits(const struct conf *conf, day_t today);

/* `= {0}` before the first; adds those of one system. */
void incident_patterns_add(struct incident_patterns *patterns, const struct record_list *incidents,
                           const struct record_list *problems, struct pattern_limits limits);
/* Of the whole register, those that went on last first. `see` NULL: all systems. */
void incident_patterns_read(struct incident_patterns *patterns, const struct view *view, struct pattern_limits limits,
                            bool (*see)(void *context, const struct record *system), void *context);
/* Forgets what was found, keeps the memory. */
void incident_patterns_clear(struct incident_patterns *patterns);
void incident_patterns_free(struct incident_patterns *patterns);
/* The pattern that the incident is part of; NULL: none. */
const struct incident_pattern *incident_pattern_of(const struct incident_patterns *patterns, struct ref incident);

bool problem_is_open(const struct record *problem);

/* What a period says: incidents opened in it, and releases whose last day lies in it. */
struct incident_period {
	day_t from, to;
	struct change_counts counts;
	size_t downtime_stated;
	int64_t downtime_minutes; /* of those that say */
	money_t cost;             /* the same; NUMBER_UNSET: does not fit */
	size_t cost_stated, without_problem, open;
};
/* `from` and `to` of each are given. */
void incident_periods_read(struct incident_period periods[], size_t count, const struct view *view,
                           bool (*see)(void *context, const struct record *system), void *context);

#endif
