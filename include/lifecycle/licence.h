/* What the licences of a pool entitle to on a day, what is used of them, and what the difference is worth: one
 * arithmetic for every screen, rule and report. Source: DOMAIN 3.6, FORMULAS F7. Pure: no clock, no store. */
#ifndef LIFECYCLE_LICENCE_H
#define LIFECYCLE_LICENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "base/text.h"
#include "lifecycle/contract.h"

#define LICENCE_ACTIVE_DAYS 30 /* used within this: active, for the utilisation */

/* What a metric is counted by. A row for each C_metric_…. */
enum licence_count {
	LICENCE_BY_SEATS = 1, /* those who hold a seat; as measured where nobody is listed */
	LICENCE_BY_MEASURE,   /* as measured */
	LICENCE_BY_DEVICES,   /* devices listed, else as measured */
	LICENCE_BY_UNIT,      /* as many as the unit has: inhabitants, pupils, employees */
	LICENCE_BY_COVER,     /* nothing to count: covered or not */
};
enum licence_count licence_counted_by(uint8_t metric); /* 0: no such metric */

/* One purchase. Begin from licence_lot_unset. */
struct licence_lot {
	const struct contract_terms *terms; /* start, end and renewal; the caller's */
	int64_t quantity;  /* pieces; NUMBER_UNSET: not stated */
	int64_t pack_size; /* pieces that can only be bought together; NUMBER_UNSET: one by one */
	money_t unit_cost; /* of one piece for the period; where no quantity is stated, of the whole lot */
	uint8_t period;    /* C_period_…; 0: not stated */
	int64_t measured_use;
	day_t measured_on; /* a measurement without a day counts as older than every one with */
};
extern const struct licence_lot licence_lot_unset;

/* What the lot costs for its period; NUMBER_UNSET: not known. `counted`: pieces that the unit has, for a metric that
 * is counted by it, where the lot states no quantity; else NUMBER_UNSET. */
money_t licence_lot_cost(const struct licence_lot *lot, int64_t counted);
/* The same a year: a price each month times twelve. 0 for what was paid once; NUMBER_UNSET: not known. */
money_t licence_lot_yearly(const struct licence_lot *lot, int64_t counted);

/* A seat that is held on the day, by a person or by a device. Holders are told apart by `person`, else by `device`. */
struct licence_seat {
	struct ref person;
	struct slice device;
	day_t last_used; /* DAY_UNSET: not known, which is not unused */
	bool left;       /* the person's last day has passed */
	bool away;       /* for a longer time: never idle */
};

/* Holders and how they use it. Who has left is counted in nothing else but `held`. */
struct licence_seats {
	size_t held;    /* distinct holders */
	size_t people, devices;
	size_t left, away, idle, unknown, active; /* unknown: whether it is used */
};
/* Sorts the seats by holder, and counts each holder once, by the latest use. Idle: not used for longer than
 * `idle_days`. */
void licence_seats_count(struct licence_seat seats[], size_t count, day_t today, int64_t idle_days,
                         struct licence_seats *counts);

/* A pool: purchase lots of one product that are counted together; all of one metric. */
struct licence_pool {
	uint8_t metric; /* C_metric_… */
	const struct licence_lot *lots;
	size_t lot_count;
	struct licence_seats seats;
	bool seats_listed;  /* seats have been listed, on this day or another: none held is then none, not unknown */
	int64_t unit_count; /* for a metric counted by unit; NUMBER_UNSET: not known */
};

enum licence_basis { /* how the use is known */
	LICENCE_USE_UNKNOWN,
	LICENCE_USE_SEATS,
	LICENCE_USE_MEASURED,
	LICENCE_USE_UNIT,
	LICENCE_USE_COVER,
};

/* Counts and money that are not known are NUMBER_UNSET, days DAY_UNSET. */
struct licence_position {
	size_t valid;         /* lots in force on the day */
	size_t without_count; /* of these: no quantity, where the metric has one */
	enum licence_basis basis;
	day_t measured_on;    /* the oldest measurement that the use rests on; only where it is measured */
	int64_t entitled, required;
	int64_t balance;      /* entitled − required */
	int64_t unused, missing; /* max(0, balance), max(0, −balance) */
	int64_t utilisation;  /* basis points: active within 30 days of the entitled; where uses are listed */
	money_t yearly;       /* what the valid lots cost a year */
	struct licence_paid {
		int64_t quantity; /* NUMBER_UNSET: not known */
		money_t cost;     /* a year, or once; NUMBER_UNSET: not known */
	} by_period, once;    /* the valid lots by how they are paid for */
	money_t unused_yearly; /* of it, what is unused: first of the lots paid for by period, at their average price */
	money_t unused_once;  /* what has been paid once for the rest of the unused, at the average too */
	money_t missing_price; /* what is missing, in whole packs, at the price of the lot that began last */
	uint8_t missing_period; /* … for this period: C_period_… */
};

void licence_position(const struct licence_pool *pool, day_t today, struct licence_position *position);

/* What so many of the pool's pieces cost: first of those paid for by period, for these can be left, then of those that
 * were paid once, each at the average price of its kind. NUMBER_UNSET: not known. */
void licence_pieces_cost(const struct licence_position *position, int64_t pieces, money_t *yearly, money_t *once);

/* What is missing, a year: a price each month times twelve, 0 where it would be paid once; NUMBER_UNSET: not known. */
money_t licence_missing_yearly(const struct licence_position *position);

/* How many there are, how many are used and how that is known, what the difference is worth. `unit`: the first of the
 * `units` whose count the use is, where it is units'. */
void licence_explain(const struct licence_position *position, struct ref unit, size_t units, struct reasons *chain);

/* Covered or not, where there is nothing to count: a lot is in force. */
bool licence_covers(const struct licence_position *position);

#endif
