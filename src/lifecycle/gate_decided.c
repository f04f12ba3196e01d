/* The gate before the decision. */
#include "base/memory.h"
#include "lifecycle/exit.h"
#include "lifecycle/gate_private.h"

static const struct ref nowhere = {0, 0};

/* ---- a field of the opportunity ---- */

static void judge_stated(const struct gate_facts *facts, bool stated, struct gate_answer *answer)
{
	int64_t field = FIELD_ARGUMENT(E_opportunity, answer->field);
	if (stated)
		gate_take(answer, facts->self, reason_make(REASON_gate_stated, field));
	else
		gate_miss(answer, facts->self, reason_make(REASON_gate_not_stated, field));
}

/* Only a yes is one: partly is what remains to be done. */
static void judge_yes(const struct gate_facts *facts, uint8_t given, struct gate_answer *answer)
{
	int64_t field = FIELD_ARGUMENT(E_opportunity, answer->field);
	if (given == 0)
		gate_miss(answer, facts->self, reason_make(REASON_gate_not_stated, field));
	else
		(given == ANSWER_YES ? gate_take : gate_miss)(
			answer, facts->self, reason_make(REASON_gate_answer_is, field, CHOICE_ARGUMENT(CHOICES_answer, given)));
}

static void judge_track(const struct gate_facts *facts, struct gate_answer *answer)
{
	if (facts->track != 0 && facts->size != 0)
		gate_take(answer, facts->self,
		          reason_make(REASON_gate_track, CHOICE_ARGUMENT(CHOICES_track, facts->track),
		                      CHOICE_ARGUMENT(CHOICES_size, facts->size)));
	else {
		answer->field = facts->track == 0 ? F_opportunity_track : F_opportunity_size;
		gate_miss(answer, facts->self, reason_make(REASON_gate_not_stated, FIELD_ARGUMENT(E_opportunity, answer->field)));
	}
}

static void judge_person(const struct gate_facts *facts, const struct gate_person *person, struct gate_answer *answer)
{
	if (!ref_is_set(person->self))
		judge_stated(facts, false, answer);
	else if (person->gone)
		gate_miss(answer, facts->self, reason_make(REASON_gate_person_left, person->self));
	else
		gate_take(answer, facts->self, reason_make(REASON_gate_named, person->self));
}

static void judge_sponsor(const struct gate_facts *facts, struct gate_answer *answer)
{
	judge_person(facts, &facts->sponsor, answer);
}

static void judge_it_lead(const struct gate_facts *facts, struct gate_answer *answer)
{
	if (ref_is_set(facts->it_lead.self) && ref_equal(facts->it_lead.self, facts->sponsor.self))
		gate_miss(answer, facts->self, reason_make(REASON_gate_one_person_for_both, facts->it_lead.self));
	else
		judge_person(facts, &facts->it_lead, answer);
}

/* ---- benefits ---- */

static unsigned count_bits(uint8_t bits)
{
	unsigned count = 0;
	for (; bits != 0; bits &= (uint8_t)(bits - 1))
		count++;
	return count;
}

/* Where one is enough it is the one of which most is said. */
static const struct gate_benefit *fullest(const struct gate_facts *facts)
{
	const struct gate_benefit *best = facts->benefits;
	for (size_t i = 1; i < facts->benefit_count; i++)
		if (count_bits(facts->benefits[i].stated) > count_bits(best->stated))
			best = &facts->benefits[i];
	return best;
}

static void judge_benefit(const struct gate_facts *facts, struct gate_answer *answer)
{
	if (facts->benefit_count > 0)
		gate_take(answer, facts->benefits[0].self, reason_make(REASON_gate_count, (int64_t)facts->benefit_count));
	else
		gate_miss(answer, nowhere, reason_make(REASON_gate_no_benefit));
}

static void judge_benefit_field(const struct gate_facts *facts, bool all, uint8_t bit, struct gate_answer *answer)
{
	const struct gate_benefit *first = NULL;
	size_t lacking = 0, count = all ? facts->benefit_count : 1;
	const struct gate_benefit *benefits = all || facts->benefit_count == 0 ? facts->benefits : fullest(facts);
	for (size_t i = 0; facts->benefit_count > 0 && i < count; i++) {
		if ((benefits[i].stated & bit) != 0)
			continue;
		first = first == NULL ? &benefits[i] : first;
		lacking++;
	}
	if (facts->benefit_count == 0)
		gate_miss(answer, nowhere, reason_make(REASON_gate_no_benefit));
	else if (first != NULL)
		gate_miss_of_several(answer, first->self, lacking, answer->field);
	else
		gate_take(answer, benefits->self, reason_make(REASON_gate_all_stated, (int64_t)count));
}

/* ---- the rest ---- */

static void judge_goal(const struct gate_facts *facts, struct gate_answer *answer)
{
	if (facts->goals > 0)
		gate_take(answer, nowhere, reason_make(REASON_gate_count, (int64_t)facts->goals));
	else
		gate_miss(answer, nowhere, reason_make(REASON_gate_none));
}

static void judge_must(const struct gate_facts *facts, struct gate_answer *answer)
{
	struct ref by = facts->musts[answer->question - GATE_ASKS_data_owned + MUST_DATA_OWNED];
	if (ref_is_set(by))
		gate_take(answer, by, reason_make(REASON_gate_must_secured, by));
	else
		gate_miss(answer, nowhere, reason_make(REASON_gate_must_not_secured));
}

/* ---- all of them ---- */

#define FACT(name) offsetof(struct gate_facts, name)

/* Whether what the demand depends on is not so: with the reason. */
static bool is_spared(const struct gate_facts *facts, enum gate_demand demand, struct reason *why)
{
	if (demand == DEMAND_NOTICED && !gate_users_notice(facts))
		*why = reason_make(REASON_gate_nobody_notices);
	else if (demand == DEMAND_BOUGHT && !gate_buys(facts))
		*why = reason_make(REASON_gate_nothing_bought);
	else if (demand == DEMAND_REPLACED && gate_chosen_kind(facts) != C_alternative_kind_replace)
		*why = reason_make(REASON_gate_nothing_replaced);
	else
		return false;
	return true;
}

/* How each question is judged: by a function of its own, else by one that many share and the fact that it looks at. */
static const struct judge {
	void (*alone)(const struct gate_facts *facts, struct gate_answer *answer);
	void (*by_demand)(const struct gate_facts *facts, enum gate_demand demand, struct gate_answer *answer);
	void (*stated)(const struct gate_facts *facts, bool stated, struct gate_answer *answer);
	void (*answered)(const struct gate_facts *facts, uint8_t given, struct gate_answer *answer);
	uint8_t benefit;
	size_t at; /* of the fact */
} judges[] = {
	[GATE_ASKS_track] = {.alone = judge_track},
	[GATE_ASKS_need] = {.stated = judge_stated, .at = FACT(need)},
	[GATE_ASKS_acceptance] = {.stated = judge_stated, .at = FACT(acceptance)},
	[GATE_ASKS_sponsor] = {.alone = judge_sponsor},
	[GATE_ASKS_it_lead] = {.alone = judge_it_lead},
	[GATE_ASKS_alternatives] = {.alone = gate_judge_alternatives},
	[GATE_ASKS_nothing] = {.alone = gate_judge_nothing},
	[GATE_ASKS_cost] = {.by_demand = gate_judge_cost},
	[GATE_ASKS_chosen] = {.alone = gate_judge_chosen},
	[GATE_ASKS_way_of_working] = {.stated = judge_stated, .at = FACT(way_of_working)},
	[GATE_ASKS_flows] = {.stated = judge_stated, .at = FACT(flows)},
	[GATE_ASKS_roles] = {.stated = judge_stated, .at = FACT(roles)},
	[GATE_ASKS_benefit] = {.alone = judge_benefit},
	[GATE_ASKS_benefit_owner] = {.benefit = GATE_OWNER},
	[GATE_ASKS_benefit_measure] = {.benefit = GATE_MEASURE},
	[GATE_ASKS_benefit_baseline] = {.benefit = GATE_BASELINE},
	[GATE_ASKS_benefit_beneficiary] = {.benefit = GATE_BENEFICIARY},
	[GATE_ASKS_benefit_date] = {.benefit = GATE_DUE},
	[GATE_ASKS_goal] = {.alone = judge_goal},
	[GATE_ASKS_process_mapped] = {.answered = judge_yes, .at = FACT(process_mapped)},
	[GATE_ASKS_information_mapped] = {.answered = judge_yes, .at = FACT(information_mapped)},
	[GATE_ASKS_digital_first] = {.answered = judge_yes, .at = FACT(digital_first)},
	[GATE_ASKS_exit_plan] = {.stated = judge_stated, .at = FACT(exit_plan)},
	[GATE_ASKS_data_owned] = {.alone = judge_must},
	[GATE_ASKS_open_standards] = {.alone = judge_must},
	[GATE_ASKS_open_api] = {.alone = judge_must},
	[GATE_ASKS_change_training] = {.by_demand = gate_judge_change},
};

static void judge(struct gate *gate, const struct gate_facts *facts, enum gate_demand demand,
                  struct gate_answer *answer)
{
	const struct judge *how = &judges[answer->question];
	const char *fact = (const char *)facts + how->at;
	if (answer->question == GATE_ASKS_like_for_like)
		gate_judge_like_for_like(gate, facts, answer);
	else if (how->alone != NULL)
		how->alone(facts, answer);
	else if (how->by_demand != NULL)
		how->by_demand(facts, demand, answer);
	else if (how->stated != NULL)
		how->stated(facts, *(const bool *)fact, answer);
	else if (how->answered != NULL)
		how->answered(facts, *(const uint8_t *)fact, answer);
	else
		judge_benefit_field(facts, demand == DEMAND_ALL, how->benefit, answer);
}

void gate_decided(const struct gate_facts *facts, struct gate *gate)
{
	struct reason why;
	gate_begin(gate, GATE_DECIDED, facts->track, facts->size);
	for (unsigned question = 0; question <= GATE_ASKS_change_training; question++) {
		enum gate_demand demand = gate_demand(question, gate->track);
		struct gate_answer *answer = gate_add(gate, question);
		if (demand == DEMAND_NO)
			gate_leave_out_of_track(gate, answer);
		else if (is_spared(facts, demand, &why))
			gate_leave_out(answer, why);
		else
			judge(gate, facts, demand, answer);
	}
	gate_end(gate);
}
