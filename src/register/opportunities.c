/* Opportunities as the gate before the decision takes them. */
#include "register/opportunities_private.h"

#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"

struct opportunity_reader *opportunity_reader_new(const struct view *view, const struct conf *conf, day_t today)
{
	struct opportunity_reader *reader = memory_new(sizeof *reader);
	reader->view = view;
	reader->own_conf = conf == NULL ? conf_new() : NULL;
	reader->conf = conf == NULL ? reader->own_conf : conf;
	reader->today = today;
	return reader;
}

void opportunity_reader_free(struct opportunity_reader **reader)
{
	if (*reader == NULL)
		return;
	cost_reader_free(&(*reader)->costs);
	conf_free(&(*reader)->own_conf);
	free((*reader)->alternatives);
	free((*reader)->benefits);
	free((*reader)->systems);
	free(*reader);
	*reader = NULL;
}

struct cost_reader *opportunity_costs(struct opportunity_reader *reader)
{
	if (reader->costs == NULL)
		reader->costs = cost_reader_new(reader->view, reader->conf, reader->today);
	return reader->costs;
}

void each_child(const struct view *view, uint8_t entity, record_id parent, child_taker *take, void *context)
{
	struct records *rows = records_new(view, entity);
	struct record row;
	bool on = false;
	while (parent != 0 && records_child(rows, parent, &on, &row))
		if (!take(context, &row))
			break;
	records_free(&rows);
}

/* ---- alternatives and benefits ---- */

static uint8_t bit_where(const struct record *record, uint8_t field, unsigned bit)
{
	return (uint8_t)(record_is_set(record, field) ? bit : 0);
}

static bool take_alternative(void *context, const struct record *row)
{
	struct opportunity_reader *reader = context;
	struct gate_facts *facts = &reader->facts;
	memory_grow(&reader->alternatives, &reader->alternative_capacity, facts->alternative_count,
	            sizeof *reader->alternatives);
	reader->alternatives[facts->alternative_count++] = (struct gate_alternative){
		.self = record_self(row),
		.kind = record_choice(row, F_alternative_kind),
		.chosen = record_yes(row, F_alternative_chosen),
		.investment = record_number(row, F_alternative_investment),
		.change = record_number(row, F_alternative_change_and_training),
		.stated = bit_where(row, F_alternative_investment, GATE_INVESTMENT) |
		          bit_where(row, F_alternative_yearly_run, GATE_RUN) |
		          bit_where(row, F_alternative_yearly_develop_in, GATE_DEVELOP_IN) |
		          bit_where(row, F_alternative_yearly_develop_around, GATE_DEVELOP_AROUND) |
		          bit_where(row, F_alternative_exit_cost, GATE_EXIT_COST) |
		          bit_where(row, F_alternative_change_and_training, GATE_CHANGE)};
	return true;
}

static bool take_benefit(void *context, const struct record *row)
{
	struct opportunity_reader *reader = context;
	struct gate_facts *facts = &reader->facts;
	memory_grow(&reader->benefits, &reader->benefit_capacity, facts->benefit_count, sizeof *reader->benefits);
	reader->benefits[facts->benefit_count++] = (struct gate_benefit){
		.self = record_self(row),
		.stated = bit_where(row, F_benefit_owner, GATE_OWNER) | bit_where(row, F_benefit_measure, GATE_MEASURE) |
		          bit_where(row, F_benefit_baseline, GATE_BASELINE) |
		          bit_where(row, F_benefit_beneficiary, GATE_BENEFICIARY) | bit_where(row, F_benefit_due, GATE_DUE)};
	return true;
}

/* ---- what is bought, and what it must give ---- */

static bool take_goal(void *context, const struct record *row)
{
	struct opportunity_reader *reader = context;
	reader->facts.goals += record_number(row, F_opportunity_goal_degree) > 0;
	return true;
}

static bool take_requirement(void *context, const struct record *row)
{
	struct opportunity_reader *reader = context;
	int64_t secures = record_number(row, F_requirement_secures);
	reader->facts.tendered = true;
	if (record_choice(row, F_requirement_level) != C_requirement_level_must || secures == NUMBER_UNSET)
		return true;
	for (unsigned must = MUST_DATA_OWNED; must < MUSTS; must++)
		if ((secures >> (must - 1) & 1) != 0 && !ref_is_set(reader->facts.musts[must]))
			reader->facts.musts[must] = record_self(row);
	return true;
}

static bool take_offer(void *context, const struct record *row)
{
	struct opportunity_reader *reader = context;
	(void)row;
	reader->facts.tendered = true;
	return false;
}

/* What is already in use and is used instead gives what it gives. */
static bool take_used_instead(void *context, const struct record *row)
{
	static const uint8_t fields[MUSTS] = {[MUST_DATA_OWNED] = F_system_data_owned,
	                                      [MUST_OPEN_STANDARDS] = F_system_open_standards,
	                                      [MUST_OPEN_API] = F_system_open_api};
	struct opportunity_reader *reader = context;
	struct record system;
	if (record_choice(row, F_opportunity_system_role) != C_involvement_used_instead ||
	    !view_record(reader->view, record_ref(row, F_opportunity_system_system), &system))
		return true;
	for (unsigned must = MUST_DATA_OWNED; must < MUSTS; must++)
		if (record_choice(&system, fields[must]) == ANSWER_YES && !ref_is_set(reader->facts.musts[must]))
			reader->facts.musts[must] = record_self(&system);
	return true;
}

/* ---- money and mandate ---- */

money_t opportunity_sum(struct opportunity_reader *reader, const struct record *opportunity)
{
	money_t sum = record_number(opportunity, F_opportunity_budget);
	if (sum != NUMBER_UNSET)
		return sum;
	struct comparison comparison;
	comparison_read(&comparison, opportunity_costs(reader), opportunity);
	for (size_t i = 1; i < comparison.count && sum == NUMBER_UNSET; i++)
		if (comparison.items[i].known && record_yes(&comparison.items[i].record, F_alternative_chosen))
			sum = comparison.items[i].cost.narrow[GUESS_LIKELY];
	comparison_free(&comparison);
	return sum;
}

void read_mandate(const struct view *view, struct ref decision, money_t sum, day_t until,
                  struct gate_exception *exception)
{
	struct record record, forum;
	*exception = (struct gate_exception){.mandate = NUMBER_UNSET, .sum = sum, .until = until};
	if (!view_record(view, decision, &record))
		return;
	exception->decision = decision;
	exception->kind = record_choice(&record, F_decision_kind);
	exception->outcome = record_choice(&record, F_decision_outcome);
	if (view_record(view, record_ref(&record, F_decision_forum), &forum))
		exception->mandate = record_number(&forum, F_forum_mandate_amount);
}

/* A decision that names records is about no others. */
static bool is_elsewhere(const struct view *view, struct ref decision, record_id opportunity)
{
	struct records *rows = records_new(view, E_opportunity_system);
	struct record record, row;
	struct slice about = {0};
	struct ref ref;
	bool any = false, here = false, on = false;
	if (view_record(view, decision, &record))
		about = record_text(&record, F_decision_about);
	for (; value_list_next_ref(&about, &ref); any = true) {
		here = here || ref_equal(ref, (struct ref){E_opportunity, opportunity});
		for (on = false; !here && records_child(rows, opportunity, &on, &row);)
			here = ref_equal(ref, record_ref(&row, F_opportunity_system_system));
	}
	records_free(&rows);
	return any && !here;
}

static struct gate_person read_person(const struct opportunity_reader *reader, struct ref ref)
{
	struct record person;
	bool there = view_record(reader->view, ref, &person);
	day_t to = there ? record_day(&person, F_person_active_to) : DAY_UNSET;
	return (struct gate_person){ref, ref_is_set(ref) && (!there || (to != DAY_UNSET && to < reader->today))};
}

/* ---- all of it ---- */

static void read_fields(struct opportunity_reader *reader, const struct record *opportunity)
{
	reader->facts = (struct gate_facts){
		.self = record_self(opportunity),
		.today = reader->today,
		.track = record_choice(opportunity, F_opportunity_track),
		.size = record_choice(opportunity, F_opportunity_size),
		.need = record_is_set(opportunity, F_opportunity_need),
		.acceptance = record_is_set(opportunity, F_opportunity_acceptance),
		.way_of_working = record_is_set(opportunity, F_opportunity_new_way_of_working),
		.flows = record_is_set(opportunity, F_opportunity_flows),
		.roles = record_is_set(opportunity, F_opportunity_roles_changed),
		.sponsor = read_person(reader, record_ref(opportunity, F_opportunity_sponsor)),
		.it_lead = read_person(reader, record_ref(opportunity, F_opportunity_it_lead)),
		.functions_kept = record_number(opportunity, F_opportunity_functions_kept),
		.functions_changed = record_number(opportunity, F_opportunity_functions_changed),
		.functions_new = record_number(opportunity, F_opportunity_functions_new),
		.work_changes = record_choice(opportunity, F_opportunity_work_changes),
		.process_mapped = record_choice(opportunity, F_opportunity_process_mapped),
		.information_mapped = record_choice(opportunity, F_opportunity_information_mapped),
		.digital_first = record_choice(opportunity, F_opportunity_digital_first),
		.buys = record_choice(opportunity, F_opportunity_buys),
		.exit_plan = record_is_set(opportunity, F_opportunity_exit_plan),
		.change_reason = record_is_set(opportunity, F_opportunity_change_reason),
		.change_value = conf_number(reader->conf, CONF_change_value, reader->today),
	};
}

static bool nothing_is_known(struct opportunity_reader *reader, const struct record *opportunity)
{
	struct comparison comparison;
	comparison_read(&comparison, opportunity_costs(reader), opportunity);
	bool known = comparison.items[0].known;
	comparison_free(&comparison);
	return known;
}

const struct gate_facts *opportunity_gate_facts(struct opportunity_reader *reader, const struct record *opportunity)
{
	static const struct {
		uint8_t entity;
		child_taker *take;
	} below[] = {{E_alternative, take_alternative}, {E_benefit, take_benefit}, {E_opportunity_goal, take_goal},
	             {E_requirement, take_requirement}, {E_offer, take_offer}, {E_opportunity_system, take_used_instead}};
	struct ref exception = record_ref(opportunity, F_opportunity_exception_decision);
	read_fields(reader, opportunity);
	for (size_t i = 0; i < COUNT_OF(below); i++)
		each_child(reader->view, below[i].entity, opportunity->id, below[i].take, reader);
	reader->facts.alternatives = reader->alternatives;
	reader->facts.benefits = reader->benefits;
	reader->facts.nothing_known = nothing_is_known(reader, opportunity);
	read_mandate(reader->view, exception, ref_is_set(exception) ? opportunity_sum(reader, opportunity) : NUMBER_UNSET,
	             record_day(opportunity, F_opportunity_exception_until), &reader->facts.exception);
	reader->facts.exception.elsewhere = is_elsewhere(reader->view, exception, opportunity->id);
	return &reader->facts;
}

void opportunity_gate(struct opportunity_reader *reader, const struct record *record, enum gate_kind kind,
                      struct gate *gate)
{
	struct retirement_facts retirement = {0};
	if (kind == GATE_DECIDED) {
		gate_decided(opportunity_gate_facts(reader, record), gate);
	} else if (kind == GATE_DELIVERED) {
		gate_delivered(opportunity_handover_facts(reader, record), gate);
	} else {
		system_retirement_facts(reader->view, record, reader->today, &retirement);
		gate_retired(&retirement, gate);
	}
}
