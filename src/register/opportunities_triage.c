/* Opportunities as the first assessment takes them. */
#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "register/opportunities_private.h"

struct triage_limits opportunity_triage_limits(const struct conf *conf, day_t today)
{
	return (struct triage_limits){.amount = conf_number(conf, CONF_triage_amount, today),
	                              .hours = conf_number(conf, CONF_triage_hours, today),
	                              .units = conf_number(conf, CONF_triage_units, today)};
}

struct gathering {
	const struct view *view;
	struct triage_facts *facts;
	record_id *units; /* each once */
	size_t capacity;
};

static void add_unit(struct gathering *gathering, record_id unit)
{
	size_t count = (size_t)gathering->facts->units;
	for (size_t i = 0; i < count; i++)
		if (gathering->units[i] == unit)
			return;
	if (unit == 0)
		return;
	memory_grow(&gathering->units, &gathering->capacity, count, sizeof *gathering->units);
	gathering->units[count] = unit;
	gathering->facts->units++;
}

static bool take_usage(void *context, const struct record *row)
{
	add_unit(context, record_ref_id(row, F_usage_unit));
	return true;
}

static bool take_integration(void *context, const struct record *row)
{
	struct gathering *gathering = context;
	gathering->facts->integrations += record_choice(row, F_integration_state) != C_integration_state_closed;
	return true;
}

/* What is only touched is a neighbour of what it is about, unless nothing is replaced. */
static bool is_replaced(const struct view *view, record_id opportunity)
{
	struct records *rows = records_new(view, E_opportunity_system);
	struct record row;
	bool on = false, found = false;
	while (!found && records_child(rows, opportunity, &on, &row))
		found = record_choice(&row, F_opportunity_system_role) == C_involvement_replaced;
	records_free(&rows);
	return found;
}

static void add_system(struct gathering *gathering, struct ref ref)
{
	struct record system, integration;
	if (!view_record(gathering->view, ref, &system))
		return;
	int64_t users = record_number(&system, F_system_users);
	gathering->facts->users += users == NUMBER_UNSET ? 0 : users;
	each_child(gathering->view, E_usage, ref.id, take_usage, gathering);
	each_child(gathering->view, E_integration, ref.id, take_integration, gathering);
	struct naming *leading_here = naming_new(gathering->view, E_integration, F_integration_to_system, ref);
	while (naming_next(leading_here, &integration))
		take_integration(gathering, &integration);
	naming_free(&leading_here);
}

static void add_systems(struct gathering *gathering, record_id opportunity)
{
	uint8_t role = is_replaced(gathering->view, opportunity) ? C_involvement_replaced : C_involvement_touched;
	struct records *rows = records_new(gathering->view, E_opportunity_system);
	struct record row;
	bool on = false;
	while (opportunity != 0 && records_child(rows, opportunity, &on, &row))
		if (record_choice(&row, F_opportunity_system_role) == role)
			add_system(gathering, record_ref(&row, F_opportunity_system_system));
	records_free(&rows);
}

static bool take_hours(void *context, const struct record *row)
{
	struct triage_facts *facts = context;
	int64_t planned = record_number(row, F_allocation_planned);
	facts->hours += planned == NUMBER_UNSET ? 0 : planned;
	return true;
}

/* The chosen way counts, else the dearest: what is thought too small comes back as too little paper. */
static money_t over_its_life(struct opportunity_reader *reader, const struct record *opportunity)
{
	struct comparison comparison;
	money_t amount = record_number(opportunity, F_opportunity_budget), dearest = NUMBER_UNSET, chosen = NUMBER_UNSET;
	comparison_read(&comparison, opportunity_costs(reader), opportunity);
	for (size_t i = 1; i < comparison.count; i++) {
		const struct compared *way = &comparison.items[i];
		money_t cost = way->known ? way->cost.lcc[GUESS_LIKELY] : NUMBER_UNSET;
		if (cost != NUMBER_UNSET && (dearest == NUMBER_UNSET || cost > dearest))
			dearest = cost;
		if (cost != NUMBER_UNSET && record_yes(&way->record, F_alternative_chosen))
			chosen = cost;
	}
	comparison_free(&comparison);
	money_t life = chosen != NUMBER_UNSET ? chosen : dearest;
	return amount == NUMBER_UNSET || (life != NUMBER_UNSET && life > amount) ? life : amount;
}

static int64_t count_help(const struct record *opportunity)
{
	int64_t wanted = record_number(opportunity, F_opportunity_help_wanted), count = 0;
	for (; wanted != NUMBER_UNSET && wanted != 0; wanted &= wanted - 1)
		count++;
	return count;
}

void opportunity_triage_facts(struct opportunity_reader *reader, const struct record *opportunity,
                              struct triage_facts *facts)
{
	struct gathering gathering = {.view = reader->view, .facts = facts};
	*facts = (struct triage_facts){
		.work_changes = record_choice(opportunity, F_opportunity_work_changes),
		.way_of_working = record_is_set(opportunity, F_opportunity_new_way_of_working),
		.flows = record_is_set(opportunity, F_opportunity_flows),
		.roles = record_is_set(opportunity, F_opportunity_roles_changed),
		.functions_changed = record_number(opportunity, F_opportunity_functions_changed),
		.functions_new = record_number(opportunity, F_opportunity_functions_new),
		.amount = over_its_life(reader, opportunity),
		.help = count_help(opportunity),
		.urgent = record_is_set(opportunity, F_opportunity_urgent)};
	add_unit(&gathering, record_ref_id(opportunity, F_opportunity_unit));
	add_systems(&gathering, opportunity->id);
	each_child(reader->view, E_allocation, opportunity->id, take_hours, facts);
	free(gathering.units);
}

void opportunity_triage(struct opportunity_reader *reader, const struct record *opportunity, uint8_t work_changes,
                        struct triage *triage)
{
	const struct triage_limits limits = opportunity_triage_limits(reader->conf, reader->today);
	struct triage_facts facts;
	opportunity_triage_facts(reader, opportunity, &facts);
	facts.work_changes = work_changes != 0 ? work_changes : facts.work_changes;
	triage_find(&facts, &limits, triage);
}
