/* The gate before the decision: the ways to go, what they cost, and whether the chosen one is like for like. */
#include "base/memory.h"
#include "lifecycle/exit.h"
#include "lifecycle/gate_private.h"

static const struct ref nowhere = {0, 0};

/* ---- what is chosen ---- */

static size_t count_chosen(const struct gate_facts *facts, const struct gate_alternative **chosen)
{
	size_t count = 0;
	*chosen = NULL;
	for (size_t i = 0; i < facts->alternative_count; i++) {
		if (!facts->alternatives[i].chosen)
			continue;
		*chosen = *chosen == NULL ? &facts->alternatives[i] : *chosen;
		count++;
	}
	return count;
}

uint8_t gate_chosen_kind(const struct gate_facts *facts)
{
	const struct gate_alternative *chosen;
	return count_chosen(facts, &chosen) == 0 ? 0 : chosen->kind;
}

bool gate_buys(const struct gate_facts *facts)
{
	if (facts->buys != 0)
		return facts->buys == C_yesno_yes;
	return facts->tendered || gate_chosen_kind(facts) == C_alternative_kind_replace;
}

static bool is_positive(int64_t number)
{
	return number != NUMBER_UNSET && number > 0;
}

static bool functions_change(const struct gate_facts *facts)
{
	return is_positive(facts->functions_changed) || is_positive(facts->functions_new);
}

/* Where nobody has said: a way that keeps or upgrades what is there, with every function as it was, is not noticed. */
bool gate_users_notice(const struct gate_facts *facts)
{
	uint8_t kind = gate_chosen_kind(facts);
	if (functions_change(facts) || facts->work_changes == ANSWER_YES || facts->work_changes == ANSWER_PARTLY)
		return true;
	return facts->work_changes != ANSWER_NO && kind != C_alternative_kind_keep && kind != C_alternative_kind_upgrade;
}

/* ---- alternatives and what they cost ---- */

static bool stands_beside_nothing(const struct gate_alternative *alternative)
{
	return alternative->kind != C_alternative_kind_keep;
}

/* To keep the system is a way to go too where it is the one that is chosen: with what that takes. */
void gate_judge_alternatives(const struct gate_facts *facts, struct gate_answer *answer)
{
	int64_t count = 0;
	for (size_t i = 0; i < facts->alternative_count; i++)
		count += stands_beside_nothing(&facts->alternatives[i]) || facts->alternatives[i].chosen;
	if (count > 0)
		gate_take(answer, facts->alternatives[0].self, reason_make(REASON_gate_alternatives, count));
	else
		gate_miss(answer, nowhere, reason_make(REASON_gate_no_alternative));
}

static bool is_priced(const struct gate_alternative *alternative)
{
	return (alternative->stated & (GATE_INVESTMENT | GATE_RUN)) != 0;
}

void gate_judge_nothing(const struct gate_facts *facts, struct gate_answer *answer)
{
	const struct gate_alternative *kept = NULL;
	for (size_t i = 0; i < facts->alternative_count && kept == NULL; i++)
		if (facts->alternatives[i].kind == C_alternative_kind_keep && is_priced(&facts->alternatives[i]))
			kept = &facts->alternatives[i];
	if (facts->nothing_known)
		gate_take(answer, facts->self, reason_make(REASON_gate_nothing_from_systems));
	else if (kept != NULL)
		gate_take(answer, kept->self, reason_make(REASON_gate_nothing_entered, kept->self));
	else
		gate_miss(answer, nowhere, reason_make(REASON_gate_nothing_not_known));
}

/* The first field that is missing; 0 where none is. To keep what there is needs no investment. */
static uint8_t missing_cost(const struct gate_alternative *alternative, bool full)
{
	static const struct {
		uint8_t bit, field;
	} wanted[] = {{GATE_INVESTMENT, F_alternative_investment}, {GATE_RUN, F_alternative_yearly_run},
	              {GATE_DEVELOP_IN, F_alternative_yearly_develop_in},
	              {GATE_DEVELOP_AROUND, F_alternative_yearly_develop_around},
	              {GATE_EXIT_COST, F_alternative_exit_cost}};
	if (!full)
		return is_priced(alternative) ? 0 : F_alternative_investment;
	for (size_t i = alternative->kind == C_alternative_kind_keep; i < COUNT_OF(wanted); i++)
		if ((alternative->stated & wanted[i].bit) == 0)
			return wanted[i].field;
	return 0;
}

void gate_judge_cost(const struct gate_facts *facts, enum gate_demand demand, struct gate_answer *answer)
{
	bool full = demand == DEMAND_FULL;
	struct ref first = nowhere;
	size_t lacking = 0;
	uint8_t first_field = 0;
	for (size_t i = 0; i < facts->alternative_count; i++) {
		uint8_t field = missing_cost(&facts->alternatives[i], full);
		if (field == 0)
			continue;
		first = lacking == 0 ? facts->alternatives[i].self : first;
		first_field = lacking == 0 ? field : first_field;
		lacking++;
	}
	if (facts->alternative_count == 0)
		gate_miss(answer, nowhere, reason_make(REASON_gate_no_alternative));
	else if (lacking > 0)
		gate_miss_of_several(answer, first, lacking, first_field);
	else
		gate_take(answer, facts->alternatives[0].self,
		          reason_make(REASON_gate_all_stated, (int64_t)facts->alternative_count));
}

void gate_judge_chosen(const struct gate_facts *facts, struct gate_answer *answer)
{
	const struct gate_alternative *chosen;
	size_t count = count_chosen(facts, &chosen);
	if (count == 1)
		gate_take(answer, chosen->self, reason_make(REASON_gate_chosen, chosen->self));
	else if (count == 0)
		gate_miss(answer, facts->alternative_count == 0 ? nowhere : facts->alternatives[0].self,
		          reason_make(REASON_gate_none_chosen));
	else
		gate_miss(answer, chosen->self, reason_make(REASON_gate_several_chosen, (int64_t)count));
}

/* ---- like for like: F13 ---- */

static bool decides(const struct gate_exception *exception)
{
	return exception->kind == C_decision_kind_committee || exception->kind == C_decision_kind_delegated ||
	       exception->kind == C_decision_kind_forum;
}

bool gate_exception_holds(const struct gate_exception *exception, day_t today, struct reason *why)
{
	struct ref decision = exception->decision;
	bool limited = exception->kind == C_decision_kind_forum;
	if (exception->outcome != C_decision_outcome_approved)
		*why = reason_make(REASON_gate_exception_not_approved, decision);
	else if (exception->elsewhere)
		*why = reason_make(REASON_gate_exception_elsewhere, decision);
	else if (!decides(exception))
		*why = reason_make(REASON_gate_exception_not_mandated, decision);
	else if (limited && (exception->mandate == NUMBER_UNSET || exception->sum == NUMBER_UNSET))
		*why = reason_make(REASON_gate_exception_sum_not_known, decision);
	else if (limited && exception->mandate < exception->sum)
		*why = reason_make(REASON_gate_exception_too_much, decision, exception->mandate, exception->sum);
	else if (exception->until == DAY_UNSET)
		*why = reason_make(REASON_gate_exception_no_end, decision);
	else if (exception->until < today)
		*why = reason_make(REASON_gate_exception_passed, decision, (int64_t)exception->until);
	else {
		*why = reason_make(REASON_gate_exception_allowed, decision, (int64_t)exception->until);
		return true;
	}
	return false;
}

static int64_t or_none(int64_t number)
{
	return number == NUMBER_UNSET ? 0 : number;
}

/* Basis points; −1 where it cannot be said. That some change is enough to know that it is more than none. */
static int32_t degree_of(const struct gate_facts *facts)
{
	int64_t moving = or_none(facts->functions_changed) + or_none(facts->functions_new);
	int64_t all = moving + or_none(facts->functions_kept);
	bool known = facts->functions_changed != NUMBER_UNSET && facts->functions_new != NUMBER_UNSET;
	if (moving == 0)
		return known ? 0 : -1;
	return known && facts->functions_kept != NUMBER_UNSET ? (int32_t)(moving * 10000 / all) : -1;
}

static bool nothing_changes(const struct gate_facts *facts)
{
	return facts->functions_changed == 0 && facts->functions_new == 0;
}

/* That it is like for like, and whether it may be. */
static void judge_exception(struct gate *gate, const struct gate_facts *facts, enum reason_id what,
                            struct gate_answer *answer)
{
	struct reason why = reason_make(what);
	bool allowed = ref_is_set(facts->exception.decision) && gate_exception_holds(&facts->exception, facts->today, &why);
	gate->like_for_like = allowed ? LIKE_ALLOWED : LIKE_REFUSED;
	if (ref_is_set(facts->exception.decision))
		answer->field = why.id == REASON_gate_exception_no_end || why.id == REASON_gate_exception_passed
		                    ? F_opportunity_exception_until
		                    : F_opportunity_exception_decision;
	(allowed ? gate_take : gate_miss)(answer, facts->self, why);
}

void gate_judge_like_for_like(struct gate *gate, const struct gate_facts *facts, struct gate_answer *answer)
{
	int64_t moving = or_none(facts->functions_changed) + or_none(facts->functions_new);
	bool gains = facts->way_of_working || facts->benefit_count > 0;
	gate->degree = degree_of(facts);
	if (nothing_changes(facts)) {
		judge_exception(gate, facts, REASON_gate_functions_retained, answer);
	} else if (!gains) {
		answer->field = F_opportunity_new_way_of_working;
		judge_exception(gate, facts, REASON_gate_nothing_gained, answer);
	} else if (gate->degree < 0) {
		gate->like_for_like = moving > 0 ? LIKE_NO : LIKE_UNKNOWN;
		answer->field = facts->functions_kept == NUMBER_UNSET ? F_opportunity_functions_kept
		                : facts->functions_changed == NUMBER_UNSET ? F_opportunity_functions_changed
		                                                           : F_opportunity_functions_new;
		gate_miss(answer, facts->self, reason_make(REASON_gate_functions_not_known));
	} else {
		gate->like_for_like = LIKE_NO;
		gate_take(answer, facts->self,
		          reason_make(REASON_gate_degree, (int64_t)gate->degree, moving,
		                      moving + or_none(facts->functions_kept)));
	}
}

/* ---- change and training ---- */

/* Of what it costs to get there: investment, change and training. */
static int64_t change_share(const struct gate_alternative *chosen)
{
	money_t whole;
	if (!money_add(or_none(chosen->investment), chosen->change, &whole) || whole <= 0)
		return 10000;
	return (int64_t)((__int128)chosen->change * 10000 / whole);
}

void gate_judge_change(const struct gate_facts *facts, enum gate_demand demand, struct gate_answer *answer)
{
	const struct gate_alternative *chosen;
	if (count_chosen(facts, &chosen) == 0) {
		gate_miss(answer, nowhere, reason_make(REASON_gate_none_chosen));
		return;
	}
	if ((chosen->stated & GATE_CHANGE) == 0 || chosen->change == NUMBER_UNSET) {
		gate_miss_of_several(answer, chosen->self, 1, answer->field);
		return;
	}
	int64_t share = change_share(chosen);
	if (demand != DEMAND_REASONED || share >= facts->change_value)
		gate_take(answer, chosen->self, reason_make(REASON_gate_change_share, chosen->change, share));
	else if (facts->change_reason)
		gate_take(answer, chosen->self,
		          reason_make(REASON_gate_change_reasoned, chosen->change, share, facts->change_value));
	else {
		gate_miss(answer, facts->self, reason_make(REASON_gate_change_below, chosen->change, share, facts->change_value));
		answer->field = F_opportunity_change_reason;
	}
}
