/* Licence positions as the register has them: the lots of each pool, who holds its seats, what the unit counts. One
 * reader for figures, screens, rules and reports. DOMAIN 3.6. */
#ifndef REGISTER_LICENCES_H
#define REGISTER_LICENCES_H

#include "lifecycle/licence.h"
#include "register/scope.h"

/* How a pool stands. Lots of one pool have the same text as pool, case ignored, and the same metric, whatever system
 * they are for; a licence without that text is a pool of its own. */
struct licence_standing {
	const struct record_list *lots;          /* in the order of their ids, the first leads the pool */
	const struct licence_lot *facts;         /* of each lot */
	const struct contract_clock *clocks;     /* the same */
	const struct licence_seat *seats;        /* that are held today, by holder */
	size_t seat_count, use_count;            /* use_count: rows of use, on whatever day */
	struct ref unit;                         /* the first of those whose count it is; not set: none states one */
	size_t unit_count;
	int64_t counted;                         /* their count; NUMBER_UNSET: none */
	struct licence_seats counts;
	struct licence_position position;
};

struct licence_reader;
/* `conf` NULL: as standard. Both outlive it. What is counted by the unit is counted by those that use the system; where
 * nobody states who does, by its own: see licences_private.h. */
struct licence_reader *licence_reader_new(const struct view *view, const struct conf *conf, day_t today);
void licence_reader_free(struct licence_reader **reader);
/* Of the pool that the licence is a lot of; holds until the next call. */
const struct licence_standing *licence_standing_of(struct licence_reader *reader, const struct record *licence);
/* Whether the licence is the first lot of its pool, of those that are for the system with this id (0: of all): whoever
 * goes through licences meets each pool once. */
bool licence_leads(struct licence_reader *reader, const struct record *licence, record_id system);
/* What the lot itself costs a year, or *once; NUMBER_UNSET: not known. */
money_t licence_cost(struct licence_reader *reader, const struct record *licence, bool *once);
/* For how long a seat may be unused, in days, before it is idle: the option dormant_days. */
int64_t licence_idle_days(const struct licence_reader *reader);
day_t licence_today(const struct licence_reader *reader);
const struct view *licence_view(const struct licence_reader *reader);

/* A pool in a list of them, called by its first lot. */
struct licence_row {
	struct ref licence, system; /* system: of the first lot that is for one; not set: none is */
	size_t lots;
	struct licence_seats counts;
	struct licence_position position;
	money_t missing_yearly, missing_once; /* its missing_price, a year or once */
};
struct licence_rows {
	struct licence_row *items; /* what is missing first, then what is unused, by the money */
	size_t count, capacity;
	size_t hidden; /* lots of pools that may not be seen whole: half of one would tell a shortage that is none */
};
/* `= {0}` before. Of the system with this id, 0: of the whole register. `see` is asked of each licence and of the
 * system that it is for; NULL: all may be seen. */
void licence_rows_read(struct licence_rows *rows, struct licence_reader *reader, record_id system,
                       bool (*see)(void *context, const struct record *record), void *context);
void licence_rows_free(struct licence_rows *rows);

/* Sums over pools: what is not known is counted, never taken as nothing. */
struct licence_sums {
	size_t pools, unpriced; /* unpriced: what a year of it costs is not known */
	size_t short_pools, short_unpriced;
	size_t unused_pools, unused_unpriced;
	size_t unknown;         /* pools whose balance is not known, though their metric has one */
	money_t yearly, unused_yearly, unused_once;
	money_t missing_yearly, missing_once; /* a price each month counts twelve times */
	size_t left, idle;      /* seats of who has left, and of who has not used them */
};
void licence_sums_add(struct licence_sums *sums, const struct licence_row *row);

#endif
