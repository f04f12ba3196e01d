/* The gates after the decision: what is new is handed over to those who look after it, and what is old is retired. */
#include "base/memory.h"
#include "lifecycle/exit.h"
#include "lifecycle/gate_private.h"

static const struct ref nowhere = {0, 0};

/* ---- hand-over ---- */

static bool is_ready(const struct gate_handed_over *system, enum gate_question question)
{
	switch (question) {
	case GATE_ASKS_owner: return system->owner;
	case GATE_ASKS_manager: return system->manager;
	case GATE_ASKS_documentation: return system->documentation == ANSWER_YES;
	case GATE_ASKS_plan: return system->plan;
	case GATE_ASKS_service_level: return system->covered || system->run_by_us;
	case GATE_ASKS_budget: return system->budgeted;
	case GATE_ASKS_licences: return system->licensed || system->run_by_us;
	case GATE_ASKS_permissions: return system->permitted;
	case GATE_ASKS_training: return system->trained;
	case GATE_ASKS_successor_exit: return system->exit_plan || !system->is_new;
	default: return true;
	}
}

/* Each system is asked; the first that is not ready is named. */
static void judge_systems(const struct handover_facts *facts, struct gate_answer *answer)
{
	bool in_system = answer->record.entity == E_system;
	for (size_t i = 0; i < facts->system_count; i++)
		if (!is_ready(&facts->systems[i], answer->question)) {
			struct ref system = facts->systems[i].self;
			gate_miss(answer, in_system ? system : nowhere, reason_make(REASON_gate_system_lacks, system));
			return;
		}
	gate_take(answer, in_system && facts->system_count > 0 ? facts->systems[0].self : nowhere,
	          reason_make(REASON_gate_all_stated, (int64_t)facts->system_count));
}

static void judge_handed_over(const struct handover_facts *facts, struct gate_answer *answer)
{
	if (facts->system_count > 0)
		gate_take(answer, nowhere, reason_make(REASON_gate_named, facts->systems[0].self));
	else
		gate_miss(answer, nowhere, reason_make(REASON_gate_nothing_handed_over));
}

static void judge_urgent(const struct handover_facts *facts, struct gate_answer *answer)
{
	struct reason open = reason_make(REASON_gate_left_open, (int64_t)facts->left_open, (int64_t)facts->left_open_due);
	bool late = facts->left_open > 0 && (facts->left_open_due == DAY_UNSET || facts->today > facts->left_open_due);
	(late ? gate_miss : gate_take)(answer, facts->self, open);
}

static bool anything_new(const struct handover_facts *facts)
{
	for (size_t i = 0; i < facts->system_count; i++)
		if (facts->systems[i].is_new)
			return true;
	return facts->system_count == 0;
}

static bool all_run_by_us(const struct handover_facts *facts)
{
	for (size_t i = 0; i < facts->system_count; i++)
		if (!facts->systems[i].run_by_us)
			return false;
	return facts->system_count > 0;
}

static void judge_delivered(const struct handover_facts *facts, enum gate_demand demand, struct gate_answer *answer)
{
	bool bought = answer->question == GATE_ASKS_service_level || answer->question == GATE_ASKS_licences;
	if (demand == DEMAND_URGENT && !facts->urgent)
		gate_leave_out(answer, reason_make(REASON_gate_nothing_urgent));
	else if (demand == DEMAND_NEW && !anything_new(facts))
		gate_leave_out(answer, reason_make(REASON_gate_not_new));
	else if (bought && all_run_by_us(facts))
		gate_leave_out(answer, reason_make(REASON_gate_run_by_us));
	else if (answer->question == GATE_ASKS_urgent_answered)
		judge_urgent(facts, answer);
	else if (answer->question == GATE_ASKS_handed_over)
		judge_handed_over(facts, answer);
	else if (facts->system_count == 0)
		gate_miss(answer, nowhere, reason_make(REASON_gate_nothing_handed_over));
	else
		judge_systems(facts, answer);
}

void gate_delivered(const struct handover_facts *facts, struct gate *gate)
{
	gate_begin(gate, GATE_DELIVERED, facts->track, facts->size);
	for (unsigned question = GATE_ASKS_urgent_answered; question <= GATE_ASKS_successor_exit; question++)
		judge_delivered(facts, gate_demand(question, gate->track), gate_add(gate, question));
	gate_end(gate);
}

/* ---- retirement ---- */

/* Which field says that it is done with. */
static uint8_t ending_field(uint8_t entity, uint8_t otherwise)
{
	return entity == E_retirement_step ? F_retirement_step_done : entity == E_licence_use ? F_licence_use_to : otherwise;
}

static void judge_left(const struct gate_left *left, struct gate_answer *answer)
{
	if (left->left > 0) {
		gate_miss(answer, left->first,
		          reason_make(REASON_gate_left, (int64_t)left->left, (int64_t)left->all, left->first));
		answer->field = ending_field(left->first.entity, answer->field);
	} else {
		gate_take(answer, nowhere, reason_make(REASON_gate_none_left, (int64_t)left->all));
	}
}

static void judge_retired(const struct retirement_facts *facts, struct gate_answer *answer)
{
	switch ((enum gate_question)answer->question) {
	case GATE_ASKS_archive:
		if (facts->archive_decided)
			judge_left(&facts->steps, answer);
		else
			gate_miss(answer, nowhere, reason_make(REASON_gate_no_archive_decision));
		break;
	case GATE_ASKS_contracts: judge_left(&facts->contracts, answer); break;
	case GATE_ASKS_permissions_removed: judge_left(&facts->permissions, answer); break;
	case GATE_ASKS_licences_released: judge_left(&facts->licences, answer); break;
	default: judge_left(&facts->integrations, answer); break;
	}
}

void gate_retired(const struct retirement_facts *facts, struct gate *gate)
{
	gate_begin(gate, GATE_RETIRED, 0, 0);
	for (unsigned question = GATE_ASKS_archive; question < GATE_QUESTIONS; question++) {
		struct gate_answer *answer = gate_add(gate, question);
		if (facts->never_used)
			gate_leave_out(answer, reason_make(REASON_gate_never_used));
		else
			judge_retired(facts, answer);
	}
	gate_end(gate);
}
