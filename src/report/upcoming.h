/* What comes up in the years to come, gathered in one pass: what the report of it shares among its files. */
#ifndef REPORT_UPCOMING_H
#define REPORT_UPCOMING_H

#include "audit/decided.h"
#include "lifecycle/bridge.h"
#include "register/costs.h"
#include "register/exits.h"
#include "register/licences.h"
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
	bool hidden;              /* which component it is may not be told */
};

/* Which opportunity names a trigger. */
struct upcoming_named {
	struct ref about;
	uint8_t kind, stage;
	record_id opportunity;
};

/* What is looked at where it is not the whole register: systems, with what they rest on, and the opportunities of a
 * service (0: none). */
struct upcoming_only {
	struct system_list systems;
	record_id service;
};

struct upcoming {
	const struct teller *teller;
	const struct upcoming_only *only; /* NULL: everything */
	day_t today, until;
	struct upcoming_item *items;
	size_t count, capacity;
	size_t system_at;              /* the first item of the system being read */
	struct upcoming_item *clocks; /* of contracts and licences, by what they are about */
	size_t clock_count, clock_capacity;
	struct upcoming_named *named; /* sorted by about and kind */
	size_t named_count, named_capacity;
	struct records *supports;
	struct licence_reader *licences;
	struct decided_terms decided;  /* of contracts */
	size_t hidden;   /* records that the person may not see */
	size_t upgrades; /* systems of which a component is to be put right within the years */
	bool overflows;  /* a system's costs do */
};

/* Begins anew. */
void upcoming_read(struct upcoming *upcoming, const struct teller *teller, int64_t years,
                   const struct upcoming_only *only);
void upcoming_free(struct upcoming *upcoming);

/* One more service that rests on the item's system: the first of those of highest criticality is named. */
struct upcoming_service {
	int64_t criticality; /* of the one that is named */
};
void upcoming_add_service(const struct upcoming *upcoming, struct upcoming_item *item, const struct record *service,
                          struct upcoming_service *best);
/* upcoming_agreements.c: contracts, licences and opportunities, when the clocks are known. */
void upcoming_read_agreements(struct upcoming *upcoming);
/* Adds it where it comes up within the years; `left` is the list's. */
void upcoming_add(struct upcoming *upcoming, const struct upcoming_item *item);
/* Its unit, the committee above it, and the opportunity that answers it. */
void upcoming_place(const struct upcoming *upcoming, struct upcoming_item *item, record_id unit);
/* upcoming_list.c: by group, then by the day to decide; what a system or agreement costs stays at its first item. */
void upcoming_sort(struct upcoming *upcoming, int64_t (*group)(const void *context, const struct upcoming_item *item),
                   const void *context);
/* The columns of the list, in which a row is a table's row. */
enum list_column {
	LIST_DECIDE_BY, LIST_STATE, LIST_DAY, LIST_KIND, LIST_NAME, LIST_CODE, LIST_SYSTEM, LIST_SYSTEM_NAME, LIST_BECAUSE,
	LIST_SERVICE, LIST_UNIT, LIST_COMMITTEE, LIST_YEARLY, LIST_ESTIMATED, LIST_ONCE, LIST_COST, LIST_OPPORTUNITY,
	LIST_ANSWER, LIST_STAGE, LIST_EARLIEST, LIST_LEFT, UPCOMING_COLUMNS
};
void upcoming_begin_list(struct page *page, const char *name, bool by_committee, bool main);
void upcoming_tell_item(struct page *page, const struct teller *teller, const struct upcoming_item *item);
/* All of it as a table. */
void upcoming_tell_only(struct page *page, const struct teller *teller, const struct upcoming_only *only, int64_t years,
                        const char *name);
/* By the days until it is to be decided. */
uint8_t upcoming_state(day_t decide_by, day_t today);

#endif
