/* The opportunities that wait or are under way in the order of their priority, with the line where the hours run out.
 * Sources: FORMULAS F12, DOMAIN 5.
 *
 * Ranked is what somebody has received and nobody has ended or joined with something else: stages received to running.
 * Goals count while they hold (`until`) and have a weight. Hours are those planned from the quarter of today on; they
 * come from the nearest unit upward that has given any for that quarter, and from its side where the allocation says
 * which. What others have been promised, which are under way but not in this list, is taken off first. */
#ifndef REGISTER_RANKING_H
#define REGISTER_RANKING_H

#include "lifecycle/priority.h"
#include "register/session.h"

struct ranked_goal {
	struct ref goal;
	struct priority_part part;
};

struct ranked {
	struct record opportunity; /* in the view */
	struct priority priority;
	day_t decide_by;
	size_t goals_from, goal_count; /* in `goals` of the ranking */
	int64_t hours;                 /* planned, NUMBER_UNSET: none given */
	bool unmeasured;               /* some of them from where nobody has said how many hours there are */
	/* Beside it, deciding nothing; NUMBER_UNSET: not known. */
	money_t yearly_value; /* of its benefits */
	money_t debt;         /* of the systems it would replace */
	money_t cost;         /* over its life, of the alternative that is chosen */
};

/* Hours of a unit in a quarter: of one side, and once more of both together. */
struct ranked_pool {
	record_id unit;
	int32_t quarter;
	uint8_t side; /* C_side_…; 0: both */
	int64_t given, promised, planned; /* promised to others under way; planned by those that are ranked */
};

struct ranking {
	struct ranked *items; /* those that are ranked, in order; then the others */
	size_t count, capacity, ranked;
	struct ranked_goal *goals;
	size_t goal_count, goal_capacity;

	int64_t weights;           /* Σ w */
	size_t goals_weighted, goals_unweighted; /* goals that hold */
	size_t not_received;       /* proposals that nobody has received yet: no part of it */

	bool has_hours;            /* somebody has said how many hours there are */
	int64_t hours_given, hours_promised, hours_planned; /* in all; promised to others; planned by those that are ranked */
	struct ranked_pool *pools; /* by unit, quarter and side */
	size_t pool_count;
	bool cut;                  /* the line is drawn */
	size_t line;               /* the first below it: index into `items` */
	struct ref short_unit;     /* what runs out there: whose hours, which side (0: either), when, how many too few */
	uint8_t short_side;
	int32_t short_quarter;
	int64_t short_hours;
};

/* Which opportunities are listed; NULL: all. */
typedef bool ranking_chooser(void *context, const struct record *opportunity);

void ranking_read(struct ranking *ranking, const struct view *view, const struct conf *conf, day_t today,
                  ranking_chooser *choose, void *context);
void ranking_free(struct ranking *ranking);

#endif
