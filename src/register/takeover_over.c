/* Which rows lie behind: what was done stays with whoever did it. */
#include "lifecycle/contract.h"
#include "register/facts.h"
#include "register/takeover_private.h"

enum over { OVER_DAY, OVER_SET, OVER_YEAR, OVER_QUARTER, OVER_CHOICE };

struct over_row {
	uint8_t entity, field;
	enum over how;
	uint32_t choices; /* bit (number − 1) of those that mean that it is over */
};

#define BIT(choice) (UINT32_C(1) << ((choice) - 1))
#define ENDS(entity, field) {E_##entity, F_##entity##_##field, OVER_DAY, 0}
#define IS_SET(entity, field) {E_##entity, F_##entity##_##field, OVER_SET, 0}

static const struct over_row rows[] = {
	ENDS(unit, to), ENDS(person, active_to), ENDS(supplier, to), ENDS(assignment, to), ENDS(object, to),
	ENDS(service, to), ENDS(usage, to), ENDS(permission, to), IS_SET(permission, removed), ENDS(member, to),
	ENDS(forum, to), ENDS(agenda_item, date), ENDS(goal, until), IS_SET(review_item, decided), IS_SET(problem, closed),
	IS_SET(risk, closed), IS_SET(review, closed), IS_SET(unit, succeeded_by), IS_SET(supplier, succeeded_by),
	IS_SET(person, same_as), IS_SET(system, retired_on),
	{E_cost, F_cost_year, OVER_YEAR, 0}, {E_plan, F_plan_year, OVER_YEAR, 0},
	{E_allocation, F_allocation_quarter, OVER_QUARTER, 0}, {E_capacity, F_capacity_quarter, OVER_QUARTER, 0},
	{E_system, F_system_phase, OVER_CHOICE, BIT(C_phase_retired)},
	{E_integration, F_integration_state, OVER_CHOICE, BIT(C_integration_state_closed)},
	{E_release_plan, F_release_plan_state, OVER_CHOICE,
     BIT(C_release_plan_state_released) | BIT(C_release_plan_state_failed) | BIT(C_release_plan_state_rolled_back) |
         BIT(C_release_plan_state_cancelled)},
	{E_problem, F_problem_state, OVER_CHOICE, BIT(C_problem_state_closed)},
	{E_activity, F_activity_state, OVER_CHOICE, BIT(C_activity_state_done) | BIT(C_activity_state_cancelled)},
	{E_opportunity, F_opportunity_stage, OVER_CHOICE,
     BIT(C_stage_realised) | BIT(C_stage_rejected) | BIT(C_stage_stopped)},
	{E_finding, F_finding_state, OVER_CHOICE, BIT(C_finding_state_resolved)},
};

static bool row_is_over(const struct over_row *row, const struct record *record, day_t day)
{
	struct civil_day civil = day_to_civil(day);
	if (!record_is_set(record, row->field))
		return false;
	switch (row->how) {
	case OVER_DAY: return record_day(record, row->field) < day;
	case OVER_SET: return true;
	case OVER_CHOICE: return (row->choices & BIT(record_choice(record, row->field))) != 0;
	default: break;
	}
	return record_number(record, row->field) <
	       (row->how == OVER_YEAR ? civil.year : civil.year * 4 + (civil.month - 1) / 3);
}

/* An agreement that renews itself is not over at its end. */
static bool terms_are_over(const struct contract_terms *terms, day_t day)
{
	struct contract_clock clock;
	contract_clock(terms, day, &clock);
	return clock.state == CONTRACT_ENDED;
}

static bool agreement_is_over(const struct record *record, day_t day)
{
	struct contract_reading reading;
	struct contract_terms terms;
	if (record->entity->number == E_licence) {
		facts_licence(record, &terms);
		return terms_are_over(&terms, day);
	}
	facts_contract(record, &reading);
	return terms_are_over(&reading.terms, day);
}

bool takeover_is_over(const struct record *record, day_t day)
{
	uint8_t entity = record->entity->number;
	if (entity == E_contract || entity == E_licence)
		return agreement_is_over(record, day);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].entity == entity && row_is_over(&rows[i], record, day))
			return true;
	return false;
}
