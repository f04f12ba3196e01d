#include "lifecycle/review.h"

#include "base/memory.h"
#include "base/money.h"
#include "model/schema.h"

#define WHOLE 10000

#define ANSWER(kind, decision, settles, to_do, needs)                                                                  \
	{C_review_kind_##kind, C_review_decision_##decision, settles, to_do, needs}

static const struct review_answer answers[] = {
	ANSWER(permissions, keep, true, false, 0),
	ANSWER(permissions, reduce, true, true, F_review_item_reduce_to),
	ANSWER(permissions, remove, true, true, 0),
	ANSWER(permissions, suspend, true, true, F_review_item_suspend_until),
	ANSWER(permissions, not_mine, false, false, 0),
	ANSWER(permissions, later, false, false, 0),
	ANSWER(licences, keep, true, false, 0),
	ANSWER(licences, reduce, true, true, F_review_item_reduce_to),
	ANSWER(licences, remove, true, true, 0),
	ANSWER(licences, renegotiate, true, true, 0),
	ANSWER(licences, not_mine, false, false, 0),
	ANSWER(licences, later, false, false, 0),
	ANSWER(systems, confirmed, true, false, 0),
	ANSWER(systems, corrected, true, false, 0),
	ANSWER(systems, not_mine, false, false, 0),
	ANSWER(systems, later, false, false, 0),
};

const struct review_answer *review_answer(uint8_t kind, uint8_t decision)
{
	for (size_t i = 0; i < COUNT_OF(answers); i++)
		if (answers[i].kind == kind && answers[i].decision == decision)
			return &answers[i];
	return NULL;
}

const struct review_answer *review_answer_at(uint8_t kind, size_t index)
{
	for (size_t i = 0; i < COUNT_OF(answers); i++)
		if (answers[i].kind == kind && index-- == 0)
			return &answers[i];
	return NULL;
}

static bool approves(uint8_t decision)
{
	return decision == C_review_decision_keep || decision == C_review_decision_confirmed;
}

void review_counts_add(struct review_counts *counts, uint8_t kind, const struct review_state *state, day_t due)
{
	const struct review_answer *answer = review_answer(kind, state->decision);
	counts->items++;
	counts->by_decision[state->decision < REVIEW_DECISIONS ? state->decision : 0]++;
	if (answer == NULL || !answer->settles)
		return;
	counts->settled++;
	counts->on_time += due == DAY_UNSET || (state->decided != DAY_UNSET && state->decided <= due);
	counts->swept += approves(state->decision) && state->at_once != NUMBER_UNSET && state->at_once >= REVIEW_SWEEP;
	counts->to_do += answer->to_do;
	counts->done += answer->to_do && state->carried_out != DAY_UNSET;
}

int64_t review_progress(const struct review_counts *counts)
{
	return scaled((int64_t)counts->settled, WHOLE, (int64_t)counts->items);
}

int64_t review_on_time_share(const struct review_counts *counts)
{
	return scaled((int64_t)counts->on_time, WHOLE, (int64_t)counts->items);
}
