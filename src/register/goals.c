#include "register/goals.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/benefits.h"
#include "register/ranking_private.h"
#include "register/scope.h"

struct reading_goals {
	struct goal_tree *tree;
	const struct view *view;
	day_t today;
	struct record_list goals; /* as they were entered */
	bool *taken;
	struct records *benefits;
	struct benefit_reader *reader;
};

/* ---- the tree ---- */

static void list_goals(struct reading_goals *reading)
{
	struct records *records = records_new(reading->view, E_goal);
	struct record_list *list = &reading->goals;
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
		list->items[list->count++] = record;
	}
	records_free(&records);
	reading->taken = memory_new_array(list->count + 1, sizeof *reading->taken);
}

static void take(struct reading_goals *reading, size_t at, unsigned depth)
{
	struct goal_tree *tree = reading->tree;
	const struct record *goal = &reading->goals.items[at];
	day_t until = record_day(goal, F_goal_until);
	int64_t weight = record_number(goal, F_goal_weight);
	memory_grow(&tree->items, &tree->capacity, tree->count, sizeof *tree->items);
	struct goal_row *row = &tree->items[tree->count++];
	*row = (struct goal_row){.goal = *goal, .depth = depth, .holds = until == DAY_UNSET || until >= reading->today};
	reading->taken[at] = true;
	tree->holding += row->holds;
	tree->weights += row->holds && weight != NUMBER_UNSET ? weight : 0;
}

/* Each goal, then those that belong to it. What has been taken is not taken again: no circle could hold it. */
static void take_with_below(struct reading_goals *reading, size_t at, unsigned depth)
{
	take(reading, at, depth);
	for (size_t i = 0; i < reading->goals.count; i++)
		if (!reading->taken[i] && record_ref_id(&reading->goals.items[i], F_goal_parent) == reading->goals.items[at].id)
			take_with_below(reading, i, depth + 1);
}

static void make_tree(struct reading_goals *reading)
{
	struct record above;
	for (size_t i = 0; i < reading->goals.count; i++)
		if (!reading->taken[i] && !view_record(reading->view, record_ref(&reading->goals.items[i], F_goal_parent), &above))
			take_with_below(reading, i, 0);
	for (size_t i = 0; i < reading->goals.count; i++)
		if (!reading->taken[i])
			take_with_below(reading, i, 0);
}

/* ---- contributions ---- */

static void add_money(money_t *sum, money_t amount)
{
	if (amount == NUMBER_UNSET)
		return;
	if (*sum == NUMBER_UNSET)
		*sum = 0;
	money_add(*sum, amount, sum);
}

static bool is_delivered(const struct record *opportunity)
{
	uint8_t stage = record_choice(opportunity, F_opportunity_stage);
	return stage == C_stage_delivered || stage == C_stage_realised;
}

static const struct contribution nothing = {0, 0, 0, NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET};

static struct contribution contribution_of(struct reading_goals *reading, const struct record *opportunity,
                                           int64_t degree)
{
	struct contribution part = nothing;
	struct record benefit;
	struct benefit_row row;
	bool on = false;
	part.delivered = is_delivered(opportunity);
	part.under_way = !part.delivered;
	part.degrees = degree == NUMBER_UNSET ? 0 : degree;
	part.budget = record_number(opportunity, F_opportunity_budget);
	while (records_child(reading->benefits, opportunity->id, &on, &benefit)) {
		benefit_reader_read(reading->reader, &benefit, &row);
		add_money(&part.expected, row.facts.yearly_value);
		add_money(&part.realised, benefit_realised(&row.facts));
	}
	return part;
}

static void add_part(struct contribution *sum, const struct contribution *part)
{
	sum->under_way += part->under_way;
	sum->delivered += part->delivered;
	sum->degrees += part->degrees;
	add_money(&sum->budget, part->budget);
	add_money(&sum->expected, part->expected);
	add_money(&sum->realised, part->realised);
}

static struct contribution *unit_part(struct goal_tree *tree, struct goal_row *goal, struct ref unit)
{
	for (size_t i = 0; i < goal->unit_count; i++)
		if (ref_equal(tree->units[goal->units_from + i].unit, unit))
			return &tree->units[goal->units_from + i].part;
	memory_grow(&tree->units, &tree->unit_capacity, tree->unit_count, sizeof *tree->units);
	tree->units[tree->unit_count++] = (struct goal_unit){unit, nothing};
	goal->unit_count++;
	return &tree->units[tree->unit_count - 1].part;
}

static void add_opportunities(struct reading_goals *reading, struct goal_row *goal)
{
	struct naming *links =
		naming_new(reading->view, E_opportunity_goal, F_opportunity_goal_goal, record_self(&goal->goal));
	struct record link, opportunity;
	goal->all = nothing;
	goal->units_from = reading->tree->unit_count;
	while (naming_next(links, &link)) {
		if (!view_record(reading->view, record_ref(&link, F_opportunity_goal_opportunity), &opportunity) ||
		    (!ranking_is_under_way(&opportunity) && !is_delivered(&opportunity)))
			continue;
		struct contribution part =
			contribution_of(reading, &opportunity, record_number(&link, F_opportunity_goal_degree));
		add_part(&goal->all, &part);
		add_part(unit_part(reading->tree, goal, record_ref(&opportunity, F_opportunity_unit)), &part);
	}
	naming_free(&links);
	reading->tree->without_action += goal->holds && goal->all.under_way == 0;
}

void goal_tree_read(struct goal_tree *tree, const struct view *view, const struct conf *conf, day_t today)
{
	struct reading_goals reading = {.tree = tree, .view = view, .today = today};
	*tree = (struct goal_tree){0};
	reading.benefits = records_new(view, E_benefit);
	reading.reader = benefit_reader_new(view, conf, today);
	list_goals(&reading);
	make_tree(&reading);
	for (size_t i = 0; i < tree->count; i++)
		add_opportunities(&reading, &tree->items[i]);
	benefit_reader_free(&reading.reader);
	records_free(&reading.benefits);
	free(reading.goals.items);
	free(reading.taken);
}

void goal_tree_free(struct goal_tree *tree)
{
	free(tree->items);
	free(tree->units);
	*tree = (struct goal_tree){0};
}
