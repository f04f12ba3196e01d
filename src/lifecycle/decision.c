#include "lifecycle/lifecycle_private.h"

#define MONTH_LEAST 28 /* days */

const struct system_facts system_facts_unset = {
	.criticality = NUMBER_UNSET,
	.introduction_months = NUMBER_UNSET,
	.planned_retirement = DAY_UNSET,
	.next_value = NUMBER_UNSET,
};

const struct service_decision service_decision_none = {.decide_by = DAY_UNSET};

struct collector {
	const struct system_facts *facts;
	const struct lead_parameters *parameters;
	struct decision *decision;
	day_t today;
	size_t capacity;
};

static const struct decision_trigger trigger_unset = {
	.day = DAY_UNSET, .decide_by = DAY_UNSET, .leave_from = DAY_UNSET, .first_locked = DAY_UNSET,
};

static bool phase_runs(uint8_t phase)
{
	return phase == 0 || (phase >= PHASE_INTRODUCTION && phase <= PHASE_PHASE_OUT);
}

static int urgency(const struct decision_trigger *trigger)
{
	if (trigger->state == DECISION_DECIDED)
		return trigger->force == TRIGGER_MUST ? 3 : 4;
	if (trigger->force == TRIGGER_MUST)
		return 0;
	return trigger->decide_by != DAY_UNSET ? 1 : 2;
}

/* A total order, so that the same facts in another order give the same list. */
static bool more_urgent(const struct decision_trigger *a, const struct decision_trigger *b)
{
	if (urgency(a) != urgency(b))
		return urgency(a) < urgency(b);
	if (a->decide_by != b->decide_by)
		return a->decide_by < b->decide_by;
	if (a->day != b->day)
		return a->day < b->day;
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return a->about.id < b->about.id;
}

static void list_trigger(const struct collector *collector, const struct decision_trigger *trigger)
{
	struct decision *decision = collector->decision;
	size_t place;

	if (decision->trigger_count < collector->capacity)
		decision->trigger_count++;
	else
		decision->more++;
	if (collector->capacity == 0)
		return;
	place = decision->trigger_count - 1;
	if (decision->more > 0 && !more_urgent(trigger, &decision->triggers[place]))
		return;
	for (; place > 0 && more_urgent(trigger, &decision->triggers[place - 1]); place--)
		decision->triggers[place] = decision->triggers[place - 1];
	decision->triggers[place] = *trigger;
}

static bool named_by(const struct system_facts *facts, const struct opportunity_facts *opportunity,
                     const struct decision_trigger *trigger)
{
	if (opportunity->kind != trigger->kind)
		return false;
	return ref_equal(opportunity->about, trigger->about) ||
	       (trigger->kind == TRIGGER_LICENCE_END && licence_same_pool(facts, trigger->about, opportunity->about));
}

/* Without a day to follow it up a decision stands until the trigger's own day. */
static bool decision_stands(const struct decision_facts *decision, day_t trigger_day, day_t today)
{
	day_t until = decision->follow_up != DAY_UNSET ? decision->follow_up : trigger_day;

	return (decision->date == DAY_UNSET || decision->date <= today) && (until == DAY_UNSET || today <= until);
}

static void find_answer(const struct collector *collector, struct decision_trigger *trigger, bool procurement_started)
{
	const struct system_facts *facts = collector->facts;

	for (size_t i = 0; i < facts->opportunity_count; i++)
		if (named_by(facts, &facts->opportunities[i], trigger)) {
			trigger->answer = ANSWERED_BY_OPPORTUNITY;
			trigger->answered_by = facts->opportunities[i].opportunity;
			return;
		}
	if (procurement_started) {
		trigger->answer = ANSWERED_BY_PROCUREMENT;
		trigger->answered_by = trigger->about;
		return;
	}
	for (size_t i = 0; i < facts->decision_count; i++)
		if (decision_stands(&facts->decisions[i], trigger->day, collector->today)) {
			trigger->answer = ANSWERED_BY_DECISION;
			trigger->answered_by = facts->decisions[i].decision;
			return;
		}
}

/* No more than `months` away. The calendar is asked only where the days alone do not tell. */
static bool within_months(day_t day, day_t today, int months)
{
	if (day - today > MONTH_MOST * months)
		return false;
	return day - today <= MONTH_LEAST * months || day <= day_add_months(today, months);
}

uint8_t decision_state_on(uint8_t force, day_t decide_by, day_t today, const struct lead_parameters *parameters)
{
	if (force == TRIGGER_MAY)
		return decide_by != DAY_UNSET && decide_by - today <= parameters->door_days ? DECISION_SOON : DECISION_OPEN;
	if (decide_by < today)
		return DECISION_PASSED;
	if (within_months(decide_by, today, parameters->now_months))
		return DECISION_NOW;
	return within_months(decide_by, today, parameters->soon_months) ? DECISION_SOON : DECISION_OPEN;
}

static void add_trigger(const struct collector *collector, struct decision_trigger *trigger, bool procurement_started)
{
	struct decision *decision = collector->decision;
	bool must = trigger->force == TRIGGER_MUST;

	find_answer(collector, trigger, procurement_started);
	trigger->state = trigger->answer != ANSWERED_BY_NOTHING
	                     ? DECISION_DECIDED
	                     : decision_state_on(trigger->force, trigger->decide_by, collector->today, collector->parameters);
	decision->musts += must;
	decision->doors += !must;
	decision->answered += trigger->state == DECISION_DECIDED;
	decision->passed += trigger->state == DECISION_PASSED;
	if (decision->first.kind == 0 || more_urgent(trigger, &decision->first))
		decision->first = *trigger;
	list_trigger(collector, trigger);
}

static void add_must(const struct collector *collector, uint8_t kind, struct ref about, day_t day, bool assumed,
                     bool procurement_started)
{
	struct decision_trigger trigger = trigger_unset;

	if (day == DAY_UNSET)
		return;
	trigger.kind = kind;
	trigger.force = TRIGGER_MUST;
	trigger.about = about;
	trigger.day = day;
	trigger.decide_by = day_add_months(day, -collector->decision->lead.months);
	trigger.assumed = assumed;
	add_trigger(collector, &trigger, procurement_started);
}

static void add_door(const struct collector *collector, uint8_t kind, const struct contract_terms *terms,
                     bool procurement_started)
{
	struct decision_trigger trigger = trigger_unset;
	struct door door;

	trigger.kind = kind;
	trigger.force = TRIGGER_MAY;
	trigger.about = terms->ref;
	if (terms->running) {
		trigger.leave_from = day_later(day_later(collector->decision->earliest, terms->irrevocable_until),
		                               contract_exit_if_noticed(terms, collector->today));
	} else {
		door_find(terms, collector->today, collector->decision->lead.months, collector->decision->earliest, &door);
		trigger.day = door.exit;
		trigger.decide_by = door.decide_by;
		trigger.first_locked = door.first_locked;
		trigger.locked = door.locked;
	}
	add_trigger(collector, &trigger, procurement_started);
}

static void add_components(const struct collector *collector)
{
	const struct system_facts *facts = collector->facts;
	struct decision *decision = collector->decision;

	for (size_t i = 0; i < facts->component_count; i++) {
		const struct component_facts *component = &facts->components[i];
		const struct component_clock *clock = &facts->component_clocks[i];

		if (clock->remedy == REMEDY_REPLACE_SYSTEM) {
			add_must(collector, TRIGGER_SUPPORT_END, component->ref, clock->support_ends, clock->assumed, false);
			add_must(collector, TRIGGER_OWN_END, component->ref, component->own_end, clock->assumed, false);
		} else if (clock->act_by != DAY_UNSET && (decision->act_by == DAY_UNSET || clock->act_by < decision->act_by)) {
			decision->act_by = clock->act_by;
			decision->act_on = component->ref;
		}
	}
}

static void add_contracts(const struct collector *collector, const struct main_contracts *mains)
{
	const struct system_facts *facts = collector->facts;

	for (size_t i = 0; i < facts->contract_count; i++) {
		const struct contract_facts *contract = &facts->contracts[i];

		if (!main_contract_counts(mains, i) || main_contract_followed(mains, i))
			continue;
		if (main_contract_is_door(contract))
			add_door(collector, TRIGGER_CONTRACT_END, contract->terms, contract->procurement_started);
		else
			add_must(collector, TRIGGER_CONTRACT_END, contract->terms->ref, main_contract_must_end(contract),
			         contract->clock->remarks & CONTRACT_RENEWAL_NOT_SET, contract->procurement_started);
	}
}

static void add_licences(const struct collector *collector)
{
	const struct system_facts *facts = collector->facts;

	for (size_t i = 0; i < facts->licence_count; i++) {
		const struct contract_terms *terms = facts->licences[i].terms;

		if (contract_renews_tacitly(terms))
			add_door(collector, TRIGGER_LICENCE_END, terms, false);
		else
			add_must(collector, TRIGGER_LICENCE_END, terms->ref, licence_pool_end(facts, i), false, false);
	}
}

static void add_integrations(const struct collector *collector)
{
	const struct system_facts *facts = collector->facts;

	for (size_t i = 0; i < facts->integration_count; i++)
		if (facts->integrations[i].critical)
			add_must(collector, TRIGGER_INTEGRATION_END, facts->integrations[i].ref,
			         facts->integrations[i].support_end, false, false);
}

static uint8_t next_procedure(const struct main_contracts *mains, const struct lead_parameters *parameters)
{
	uint8_t procedure = 0;
	bool found = false;

	for (size_t i = 0; i < mains->facts->contract_count; i++) {
		uint8_t next = mains->facts->contracts[i].next_procurement;

		if (!main_contract_counts(mains, i))
			continue;
		procedure = found ? lead_longer_procedure(procedure, next, parameters) : next;
		found = true;
	}
	return procedure;
}

static void conclude(struct decision *decision)
{
	decision->state = decision->first.state;
	if (decision->first.kind == 0 || decision->state == DECISION_DECIDED)
		return;
	decision->decide_by = decision->first.decide_by;
	if (decision->state == DECISION_PASSED)
		decision->gap = decision_gap(&decision->first, decision);
}

void decision_find(const struct system_facts *facts, day_t today, const struct lead_parameters *parameters,
                   struct decision_trigger triggers[], size_t capacity, struct decision *decision)
{
	struct collector collector = {
		.facts = facts, .parameters = parameters, .decision = decision, .today = today, .capacity = capacity};
	struct main_contracts mains;

	*decision = (struct decision){.decide_by = DAY_UNSET, .act_by = DAY_UNSET, .first = trigger_unset,
		.runs = phase_runs(facts->phase), .triggers = triggers};
	main_contracts_find(facts, &mains);
	lead_find(next_procedure(&mains, parameters), facts->introduction_months, facts->criticality, parameters,
	          &decision->lead);
	decision->earliest = day_add_months(today, decision->lead.months);
	if (!decision->runs)
		return;
	add_components(&collector);
	add_integrations(&collector);
	add_must(&collector, TRIGGER_PLANNED_RETIREMENT, facts->ref, facts->planned_retirement, false, false);
	add_contracts(&collector, &mains);
	add_licences(&collector);
	conclude(decision);
}

int32_t decision_gap(const struct decision_trigger *trigger, const struct decision *decision)
{
	return trigger->day == DAY_UNSET ? 0 : (int32_t)day_months_up(trigger->day, decision->earliest);
}

void service_decision_add(struct service_decision *service, struct ref system, const struct decision *decision)
{
	bool sooner = decision->decide_by != DAY_UNSET &&
	              (service->decide_by == DAY_UNSET || decision->decide_by < service->decide_by);

	if (sooner) {
		service->decide_by = decision->decide_by;
		service->system = system;
		service->state = decision->state;
	} else if (service->decide_by == DAY_UNSET && decision->state != DECISION_NONE &&
	           (service->state == DECISION_NONE || decision->state < service->state)) {
		service->state = decision->state;
		service->system = system;
	}
}
