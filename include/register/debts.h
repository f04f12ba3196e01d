/* Management debt and overlap cost of the register: the whole, and what of it lies at each system, unit and service.
 * Sources: DOMAIN 3.9, FORMULAS F23.
 *
 * A finding counts once: at the system it lies under, else at what it is about; at the unit of that. What lies at a
 * system is shared among the services that rest on it by their stated shares, as its cost is, so that all services and
 * `no service` are together the whole, to the öre. A system that overlaps with dearer ones in several functions counts
 * once in the whole; each function tells its own sum. */
#ifndef REGISTER_DEBTS_H
#define REGISTER_DEBTS_H

#include "lifecycle/debt.h"
#include "register/costs.h"

struct overdue {
	struct record finding; /* in the view */
	struct ref under;      /* the system it lies under, else what it is about; id 0: the register itself */
	record_id unit;        /* 0: none */
};

/* What lies at one record; of id 0 what lies at none. */
struct debt_group {
	struct ref ref;
	struct debt debt;
	money_t overlap;      /* a year, of its systems that are not the dearest for what they do */
	size_t overlapping;   /* how many these are */
	size_t from;          /* of `under`: its findings in `items`, `from` and debt.findings */
};
struct debt_groups {
	struct debt_group *items;
	size_t count, capacity;
};

struct overlapping {
	struct ref system;
	size_t function; /* index into the functions */
	money_t yearly;  /* NUMBER_UNSET: not known */
	bool dearest;    /* the one that would be left; of equally dear ones the first */
};
struct function_overlap {
	struct ref capability;
	struct overlap overlap;
	size_t from; /* its systems in `parts`: `from` and overlap.systems */
};

struct debts {
	day_t today;
	struct overdue *items; /* by where they lie, then the one that has waited longest first */
	size_t count, capacity;
	size_t hidden;         /* findings that `see` says no to: counted nowhere */
	struct debt whole;
	struct debt_groups under, units, services; /* largest first; under: systems, and what else findings are about */
	struct function_overlap *functions; /* those with two or more active systems, dearest overlap first */
	size_t function_count, function_capacity;
	struct overlapping *parts;
	size_t part_count, part_capacity;
	money_t overlap;       /* the whole; NUMBER_UNSET where the sums do not fit */
	size_t overlapping;    /* systems in it */
};

/* Which findings are counted (NULL: all), and which systems: the finding's `under`, or a system of a function. */
struct debt_choice {
	bool (*see)(void *context, const struct record *finding);
	bool (*take)(void *context, struct ref under, record_id unit);
	void *context;
};

void debts_read(struct debts *debts, const struct view *view, const struct conf *conf, day_t today,
                const struct debt_choice *choice);
void debts_free(struct debts *debts);

/* What the debt was on each of the days, counted back from the findings as they stand: those that have been accepted
 * meanwhile, or opened again, are not followed. */
void debts_back(const struct view *view, const day_t days[], size_t count, const struct debt_choice *choice,
                struct debt debts[]);

/* The overlap alone, of the whole register; *systems: how many are in it. NUMBER_UNSET as above. */
money_t debts_overlap(const struct view *view, const struct conf *conf, day_t today, size_t *systems);

/* What the runs of the audit counted, one for each day that has a completed run, the last first. */
struct debt_run {
	day_t day;
	money_t debt, overlap; /* NUMBER_UNSET: the run did not count it */
	int64_t findings;
};
/* At most `most` of them, and then only the last of each quarter where `quarters`. */
size_t debts_runs(const struct view *view, bool quarters, struct debt_run runs[], size_t most);

#endif
