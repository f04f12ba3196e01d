/* OPP: what the gate of the decision asks, and nobody has answered. */
#include "audit/rule_help.h"
#include "audit/rules_opp.h"
#include "audit/world_lists.h"
#include "register/opportunities.h"

static bool is_between(const struct rule_case *at, uint8_t first, uint8_t last)
{
	uint8_t stage = record_choice(at->record, F_opportunity_stage);
	return stage >= first && stage <= last;
}

static bool is_decided(const struct rule_case *at)
{
	return is_between(at, C_stage_decided, C_stage_delivered);
}

static void add_answer(struct found *found, const struct gate *gate, enum gate_question question)
{
	const struct gate_answer *answer = gate_find(gate, question);
	if (answer != NULL && answer->reason.id != 0 && found->reasons.count < REASON_CHAIN)
		found->reasons.items[found->reasons.count++] = answer->reason;
}

/* ---- like for like ---- */

/* One that is allowed stays flagged too. */
void opp_look_for_like(const struct rule_case *at)
{
	if (!is_between(at, C_stage_prepared, C_stage_delivered))
		return;
	const struct gate *gate = decision_gate(at);
	if (gate->like_for_like != LIKE_REFUSED && gate->like_for_like != LIKE_ALLOWED)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_like_for_like);
	add_answer(found, gate, GATE_ASKS_like_for_like);
	found->severity = gate->like_for_like == LIKE_ALLOWED ? C_severity_low
	                  : is_decided(at)                    ? C_severity_high
	                                                      : found->severity;
	found_ask_leader(found, at);
}

/* ---- what every purchase must secure ---- */

void opp_look_for_musts(const struct rule_case *at)
{
	struct found *found = NULL;
	if (!is_between(at, C_stage_prepared, C_stage_running))
		return;
	const struct gate *gate = decision_gate(at);
	for (int must = MUST_DATA_OWNED; must < MUSTS; must++) {
		const struct gate_answer *answer = gate_find(gate, GATE_ASKS_data_owned + must - MUST_DATA_OWNED);
		if (answer == NULL || answer->state != GATE_MISSING)
			continue;
		found = found != NULL ? found : finding_add(at);
		reasons_add(&found->reasons, REASON_must_missing, (int64_t)(CHOICES_must * 256 + must));
	}
	if (found == NULL)
		return;
	found->severity = is_decided(at) ? C_severity_high : found->severity;
	found_ask_leader(found, at);
}

/* ---- decided before it was answered ---- */

#define QUESTIONS_TOLD 8

static void add_questions(struct found *found, const struct gate *gate)
{
	int told = 0;
	for (size_t i = 0; i < gate->count && told < QUESTIONS_TOLD; i++) {
		const struct gate_answer *answer = &gate->answers[i];
		if (answer->state != GATE_MISSING || answer->field == 0 || !ref_is_set(answer->record))
			continue;
		reasons_add(&found->reasons, REASON_fill_in_of, answer->record,
		            (int64_t)(answer->record.entity * 256 + answer->field));
		told++;
	}
}

void opp_look_for_urgent(const struct rule_case *at)
{
	day_t due = opportunity_gate_due(at->record, at->world->conf);
	if (!is_decided(at) || due == DAY_UNSET || due >= at->world->today)
		return;
	const struct gate *gate = decision_gate(at);
	if (gate->missing == 0)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_urgent_unanswered, (int64_t)due, (int64_t)gate->missing);
	add_questions(found, gate);
	found->due = due;
	found_ask_leader(found, at);
}
