/* What comes up in the years to come, gathered in one pass: what the report of it shares among its files. */
#ifndef REPORT_UPCOMING_H
#define REPORT_UPCOMING_H

#include "lifecycle/bridge.h"
#include "register/costs.h"
#include "register/scope.h"
#include "report/telling.h"

/* The first six are the kinds of triggers. */
enum upcoming_kind {
	UPCOMING_OPTION = TRIGGER_LICENCE_END + 1, /* an option that can be called */
	UPCOMING_RENEWAL,                          /* a contract or licence that renews itself */
	UPCOMING_OPPORTUNITY,
	UPCOMING_KINDS,
};

/* How the cost of an item is known. COUNTED: it stands at an earlier item of the same system or agreement. */
enum upcoming_cost { COST_UNKNOWN, COST_YEARLY, COST_ONCE, COST_COUNTED };

struct upcoming_item {
	struct ref about, system; /* system: not set where there is none */
	record_id service, unit, committee, opportunity;
	uint32_t services;        /* how many rest on the system */
	uint32_t more;            /* triggers of the same system, kind and day beside this one */
	day_t day, decide_by;     /* DAY_UNSET: none */
	day_t earliest;           /* of what has passed */
	uint8_t kind, state, cost, stage;
	money_t yearly, once, estimated; /* NUMBER_UNSET: not known; estimated: of yearly */
	char *left;               /* what can still be done; NULL: nothing is said */
};

/* Which opportunity names a trigger. */
struct upcoming_named {
	struct ref about;
	uint8_t kind, stage;
	record_id opportunity;
};

struct upcoming {
	const struct teller *teller;
	day_t today, until;
	struct upcoming_item *items;
	size_t count, capacity;
	size_t system_at;              /* the first item of the system being read */
	struct upcoming_item *clocks; /* of contracts and licences, by what they are about */
	size_t clock_count, clock_capacity;
	struct upcoming_named *named; /* sorted by about and kind */
	size_t named_count, named_capacity;
	size_t hidden;   /* records that the person may not see */
	size_t upgrades; /* systems of which a component is to be put right within the years */
	bool overflows;  /* a system's costs do */
};

/* `= {0}` before. */
void upcoming_read(struct upcoming *upcoming, const struct teller *teller, int64_t years);
void upcoming_free(struct upcoming *upcoming);

/* upcoming_agreements.c: contracts, licences and opportunities, when the clocks are known. */
void upcoming_read_agreements(struct upcoming *upcoming);
/* Adds it where it comes up within the years; `left` is the list's. */
void upcoming_add(struct upcoming *upcoming, const struct upcoming_item *item);
/* Its unit, the committee above it, and the opportunity that answers it. */
void upcoming_place(const struct upcoming *upcoming, struct upcoming_item *item, record_id unit);
/* By the days until it is to be decided. */
uint8_t upcoming_state(day_t decide_by, day_t today);

#endif
