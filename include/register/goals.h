/* The goals as a tree, and what opportunities contribute to each, by unit. An opportunity that names two goals is
 * counted whole for both: sums over goals are not sums of opportunities. */
#ifndef REGISTER_GOALS_H
#define REGISTER_GOALS_H

#include "base/money.h"
#include "store/store.h"

struct conf;

struct contribution {
	size_t under_way, delivered; /* opportunities that somebody has received and nobody has ended; that are in use */
	int64_t degrees;             /* the sum of their degrees */
	/* NUMBER_UNSET where none is stated: budget; a year's benefits as hoped for and as measured. */
	money_t budget, expected, realised;
};

struct goal_row {
	struct record goal; /* in the view */
	unsigned depth;     /* 0: it belongs to no other */
	bool holds;         /* today */
	struct contribution all;
	size_t units_from, unit_count; /* in `units` of the tree, by unit */
};

struct goal_unit {
	struct ref unit; /* not set: of no unit */
	struct contribution part;
};

struct goal_tree {
	struct goal_row *items; /* each below the one that it belongs to */
	size_t count, capacity;
	struct goal_unit *units;
	size_t unit_count, unit_capacity;
	int64_t weights;  /* of those that hold */
	size_t holding, without_action; /* goals that hold; of these nothing under way names */
};

void goal_tree_read(struct goal_tree *tree, const struct view *view, const struct conf *conf, day_t today);
void goal_tree_free(struct goal_tree *tree);

#endif
