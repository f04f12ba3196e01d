#include "register/ranking_private.h"

#include <stdlib.h>

#include "base/memory.h"

struct reading_rank {
	struct ranking *ranking;
	const struct view *view;
	day_t today;
	struct records *links; /* contributions to goals */
	struct priority_part *parts;
	size_t part_capacity;
};

/* ---- goals ---- */

static bool holds(const struct record *goal, day_t today)
{
	day_t until = record_day(goal, F_goal_until);
	return until == DAY_UNSET || until >= today;
}

static void weigh_goals(struct ranking *ranking, const struct view *view, day_t today)
{
	struct records *goals = records_new(view, E_goal);
	struct record goal;
	for (bool there = records_first(goals, &goal); there; there = records_next(goals, &goal)) {
		int64_t weight = record_number(&goal, F_goal_weight);
		if (!holds(&goal, today))
			continue;
		if (weight == NUMBER_UNSET) {
			ranking->goals_unweighted++;
			continue;
		}
		ranking->goals_weighted++;
		ranking->weights += weight;
	}
	records_free(&goals);
}

static void add_goal(struct ranking *ranking, struct ref goal, int64_t weight, int64_t degree)
{
	memory_grow(&ranking->goals, &ranking->goal_capacity, ranking->goal_count, sizeof *ranking->goals);
	ranking->goals[ranking->goal_count++] = (struct ranked_goal){goal, {weight, degree}};
}

/* A goal named twice counts once, by what was said last. */
static bool is_named_already(struct ranking *ranking, size_t from, struct ref goal, int64_t degree)
{
	for (size_t i = from; i < ranking->goal_count; i++)
		if (ref_equal(ranking->goals[i].goal, goal)) {
			ranking->goals[i].part.degree = degree;
			return true;
		}
	return false;
}

static void read_goals(struct reading_rank *reading, struct ranked *item)
{
	struct ranking *ranking = reading->ranking;
	struct record link, goal;
	bool on = false;
	item->goals_from = ranking->goal_count;
	while (records_child(reading->links, item->opportunity.id, &on, &link)) {
		struct ref ref = record_ref(&link, F_opportunity_goal_goal);
		int64_t degree = record_number(&link, F_opportunity_goal_degree);
		if (!view_record(reading->view, ref, &goal) || !holds(&goal, reading->today) || degree == NUMBER_UNSET ||
		    is_named_already(ranking, item->goals_from, ref, degree))
			continue;
		add_goal(ranking, ref, record_number(&goal, F_goal_weight), degree);
	}
	item->goal_count = ranking->goal_count - item->goals_from;
}

/* ---- the opportunities ---- */

bool ranking_is_under_way(const struct record *opportunity)
{
	uint8_t stage = record_choice(opportunity, F_opportunity_stage);
	bool received = stage == 0 ? record_is_set(opportunity, F_opportunity_received)
	                           : stage >= C_stage_received && stage <= C_stage_running;
	return received && !record_is_set(opportunity, F_opportunity_joined_with);
}

static bool waits_for_answer(const struct record *opportunity)
{
	uint8_t stage = record_choice(opportunity, F_opportunity_stage);
	return stage == C_stage_raised || (stage == 0 && !record_is_set(opportunity, F_opportunity_received));
}

static void rank_one(struct reading_rank *reading, const struct record *opportunity)
{
	struct ranking *ranking = reading->ranking;
	memory_grow(&ranking->items, &ranking->capacity, ranking->count, sizeof *ranking->items);
	struct ranked *item = &ranking->items[ranking->count++];
	*item = (struct ranked){.opportunity = *opportunity, .decide_by = record_day(opportunity, F_opportunity_decide_by)};
	read_goals(reading, item);
	memory_grow(&reading->parts, &reading->part_capacity, item->goal_count, sizeof *reading->parts);
	for (size_t i = 0; i < item->goal_count; i++)
		reading->parts[i] = ranking->goals[item->goals_from + i].part;
	priority_find(reading->parts, item->goal_count, ranking->weights,
	              record_number(opportunity, F_opportunity_benefit_score), &item->priority);
	ranking->ranked += item->priority.state == PRIORITY_RANKED;
}

static int compare(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;
	const struct priority_place places[2] = {{left->priority, left->decide_by, left->opportunity.id},
	                                         {right->priority, right->decide_by, right->opportunity.id}};
	return priority_compare(&places[0], &places[1]);
}

void ranking_read(struct ranking *ranking, const struct view *view, const struct conf *conf, day_t today,
                  ranking_chooser *choose, void *context)
{
	*ranking = (struct ranking){0};
	struct reading_rank reading = {ranking, view, today, records_new(view, E_opportunity_goal), NULL, 0};
	struct records *opportunities = records_new(view, E_opportunity);
	struct record record;
	weigh_goals(ranking, view, today);
	for (bool there = records_first(opportunities, &record); there; there = records_next(opportunities, &record)) {
		if (choose != NULL && !choose(context, &record))
			continue;
		ranking->not_received += waits_for_answer(&record);
		if (ranking_is_under_way(&record))
			rank_one(&reading, &record);
	}
	records_free(&opportunities);
	records_free(&reading.links);
	free(reading.parts);
	if (ranking->count > 0)
		qsort(ranking->items, ranking->count, sizeof *ranking->items, compare);
	ranking_draw_line(ranking, view, today);
	ranking_add_beside(ranking, view, conf, today);
}

void ranking_free(struct ranking *ranking)
{
	free(ranking->items);
	free(ranking->goals);
	free(ranking->pools);
	*ranking = (struct ranking){0};
}
