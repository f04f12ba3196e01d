#include "register/answers.h"

#include <stdlib.h>

#include "base/memory.h"

struct answer {
	struct ref about;
	union {
		struct opportunity_facts opportunity;
		struct decision_facts decision;
	};
};

struct answer_list {
	struct answer *items;
	size_t count, capacity;
};

struct answers {
	struct answer_list opportunities, decisions;
};

static void add(struct answer_list *list, const struct answer *answer)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = *answer;
}

static int compare_answers(const void *a, const void *b)
{
	return ref_compare(((const struct answer *)a)->about, ((const struct answer *)b)->about);
}

static void sort(struct answer_list *list)
{
	if (list->count > 0)
		qsort(list->items, list->count, sizeof *list->items, compare_answers);
}

static bool is_decided(const struct record *opportunity)
{
	uint8_t stage = record_choice(opportunity, F_opportunity_stage);
	return stage >= C_stage_decided && stage <= C_stage_realised;
}

static void read_opportunities(const struct view *view, struct answer_list *list)
{
	struct records *triggers = records_new(view, E_opportunity_trigger);
	struct record trigger, opportunity;
	for (bool there = records_first(triggers, &trigger); there; there = records_next(triggers, &trigger)) {
		struct ref parent = {E_opportunity, trigger.parent};
		if (!view_record(view, parent, &opportunity) || !is_decided(&opportunity))
			continue;
		struct ref about = record_ref(&trigger, F_opportunity_trigger_about);
		add(list,
		    &(struct answer){.about = about,
		                     .opportunity = {parent, about, record_choice(&trigger, F_opportunity_trigger_kind)}});
	}
	records_free(&triggers);
	sort(list);
}

static bool settles(const struct record *decision)
{
	switch (record_choice(decision, F_decision_outcome)) {
	case C_decision_outcome_approved:
	case C_decision_outcome_let_run:
	case C_decision_outcome_give_notice:
	case C_decision_outcome_use_option: return true;
	default:
		return false;
	}
}

static void read_decisions(const struct view *view, struct answer_list *list)
{
	struct records *decisions = records_new(view, E_decision);
	struct record decision;
	for (bool there = records_first(decisions, &decision); there; there = records_next(decisions, &decision)) {
		struct slice about = record_text(&decision, F_decision_about);
		struct ref ref;
		while (settles(&decision) && value_list_next_ref(&about, &ref))
			add(list, &(struct answer){.about = ref, .decision = {record_self(&decision), record_day(&decision, F_decision_date),
			                                                       record_day(&decision, F_decision_follow_up)}});
	}
	records_free(&decisions);
	sort(list);
}

struct answers *answers_read(const struct view *view)
{
	struct answers *answers = memory_new(sizeof *answers);
	read_opportunities(view, &answers->opportunities);
	read_decisions(view, &answers->decisions);
	return answers;
}

void answers_free(struct answers **answers)
{
	if (*answers == NULL)
		return;
	free((*answers)->opportunities.items);
	free((*answers)->decisions.items);
	free(*answers);
	*answers = NULL;
}

bool answers_are_none(const struct answers *answers)
{
	return answers->opportunities.count == 0 && answers->decisions.count == 0;
}

static const struct answer *find(const struct answer_list *list, struct ref about, size_t *at)
{
	const struct answer first = {.about = about};
	size_t place = *at != 0 ? *at : memory_first_at(&first, list->items, list->count, sizeof first, compare_answers);
	*at = place + 1;
	return place < list->count && ref_equal(list->items[place].about, about) ? &list->items[place] : NULL;
}

bool answers_opportunity(const struct answers *answers, struct ref about, size_t *at, struct opportunity_facts *found)
{
	const struct answer *answer = find(&answers->opportunities, about, at);
	if (answer != NULL)
		*found = answer->opportunity;
	return answer != NULL;
}

bool answers_decision(const struct answers *answers, struct ref about, size_t *at, struct decision_facts *found)
{
	const struct answer *answer = find(&answers->decisions, about, at);
	if (answer != NULL)
		*found = answer->decision;
	return answer != NULL;
}
