/* What a system costs over the years to come, line by line, each with what it rests on. Source: DOMAIN 3.4. Money in
 * öre excluding VAT, real prices, rates in basis points.
 *
 * Actual beats forecast beats budget for the same year and kind. A running kind without a row takes the rows of its
 * last year, times 1 + index each year, until the system is retired, and those of a contract that has been given
 * notice until it ends; the öre is rounded once a year. A row that somebody has written is never left out: costs follow
 * the money. */
#ifndef LIFECYCLE_SYSTEM_COST_H
#define LIFECYCLE_SYSTEM_COST_H

#include "base/date.h"
#include "lifecycle/cost.h"
#include "model/reason.h"

#define INTEGRATION_KINDS 5   /* api, file, database, manual; 0: not stated */
#define INTEGRATION_CHANGES 4

/* Of the stored choices of an integration's standard, the one that costs less to rebuild. */
#define COST_OPEN 1

enum cost_origin {
	COST_STATED,     /* a row of the ledger for that year */
	COST_CARRIED,    /* a row of an earlier year, of a kind that runs */
	COST_CONNECTION, /* an integration's yearly cost */
	COST_ADAPTATION, /* an integration is rebuilt, because an end of it changes */
	COST_INCIDENT,   /* the average of the last 24 months' incidents */
	COST_LEAVING,    /* leaving the system */
};

struct cost_line {
	struct ref about; /* the system, or service, that costs */
	struct ref ref;   /* what it rests on: a cost, an integration, an incident, a contract or the system */
	int16_t year;
	uint8_t kind;   /* enum cost_kind; 0 for incidents */
	enum cost_group group;
	enum cost_origin origin;
	bool estimated; /* nobody has agreed on it or booked it */
	money_t amount; /* a residual value is negative */
};

struct integration_cost {
	struct ref ref;
	money_t yearly, adaptation; /* NUMBER_UNSET: not stated */
	uint8_t kind, openness;     /* stored choices; 0: not stated, which counts as a proprietary api */
	day_t changes[INTEGRATION_CHANGES]; /* on which an end is replaced or loses support; DAY_UNSET */
};

struct incident_cost {
	struct ref ref;
	day_t opened;
	money_t cost;     /* lost time included; NUMBER_UNSET: not known */
	int64_t downtime; /* minutes; NUMBER_UNSET: not known */
};

struct system_cost_facts {
	struct ref ref;
	const struct cost_row *rows;
	size_t row_count;
	const struct integration_cost *integrations;
	size_t integration_count;
	const struct incident_cost *incidents;
	size_t incident_count;
	day_t support_ends; /* after which development in it grows dearer; DAY_UNSET: not known */
	day_t retires;      /* planned or past; DAY_UNSET: not within the horizon */
	money_t exit_cost;  /* the larger of the contract's and the system's; NUMBER_UNSET: not known */
	struct ref exit_ref;
	int64_t users;      /* of whom some lose their time when it stands still; NUMBER_UNSET: not known */
};

struct cost_parameters {
	uint16_t years;             /* N, 1 to COST_YEARS */
	int64_t rate;               /* r, real */
	int64_t index[COST_KINDS];  /* g, by kind */
	int64_t development_growth; /* o, a year past the end of support */
	money_t adaptation_open[INTEGRATION_KINDS], adaptation_proprietary[INTEGRATION_KINDS];
	int64_t exit_share;         /* of a year's running cost, where the cost of leaving is not known */
	money_t hour_cost;          /* of one person */
	int64_t downtime_share;     /* of the users, whose time a standstill takes */
};

/* False ends it. */
typedef bool cost_line_taker(void *context, const struct cost_line *line);
/* Every line from the year of `today` and `years` on, rows first, in their order. False where an amount does not fit,
 * or the taker says so. */
bool system_cost_lines(const struct system_cost_facts *facts, const struct cost_parameters *parameters, day_t today,
                       cost_line_taker *take, void *context);

struct system_cost {
	int16_t first_year;
	struct cost_flows flows;
	struct cost_flows estimated; /* of them: what nobody has agreed on or booked */
	struct lifecycle_cost cost;
	money_t narrow_estimated, full_estimated; /* present values */
	size_t lines;                /* none: no cost is known */
};
void system_cost_begin(struct system_cost *cost, uint16_t years, day_t today);
/* Adds a line to the sums: a taker whose context is a struct system_cost that has begun. */
bool system_cost_add(void *context, const struct cost_line *line);
/* The sums are in; now what they come to. False where they do not fit or the rate is of no use. */
bool system_cost_close(struct system_cost *cost, int64_t rate);
/* All of it at once. */
bool system_cost_find(const struct system_cost_facts *facts, const struct cost_parameters *parameters, day_t today,
                      struct system_cost *cost);

/* What the system costs by how many years it is kept: F2, DOMAIN 3.5. */
struct system_keeping {
	money_t yearly[COST_YEARS + 1]; /* what each year costs, leaving apart */
	money_t exit;                   /* leaving it, whenever that is */
	uint16_t years;                 /* until the last year that something is paid in */
	uint16_t best;                  /* kept so many years it costs least a year: its economic life */
	money_t yearly_of[COST_YEARS];  /* a year when kept 1, 2, … years, leaving included */
	int16_t first_year;
};
/* False where a sum does not fit, or nothing is paid after this year. */
bool system_cost_keep(const struct system_cost *cost, int64_t rate, struct system_keeping *keeping);

/* The horizon, each group that is not 0 with its present value, and the share that is estimated; only today's budget
 * where `narrow`. */
void system_cost_explain(const struct system_cost *cost, int64_t rate, bool narrow, struct reasons *chain);

/* What we have assumed where nobody has stated anything. */
enum cost_assumption {
	ASSUMED_DEVELOPMENT_GROWTH,
	ASSUMED_ADAPTATION,
	ASSUMED_LEAVING,
	ASSUMED_DOWNTIME,
	COST_ASSUMPTIONS,
};
/* The parameters without it: what the full cost is then less is how much the assumption makes up. One that moves the
 * sum by more than 5 % is to be told beside it. */
void cost_assume_nothing(struct cost_parameters *parameters, enum cost_assumption assumption);
bool cost_assumption_matters(money_t effect, money_t full);

/* One of several that share an amount by weight: the parts of all of them are together the amount, to the öre. `before`
 * is the sum of the weights that come before it, `whole` of all. */
money_t cost_part(money_t amount, int64_t before, int64_t weight, int64_t whole);

#endif
