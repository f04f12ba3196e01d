/* Lines and sums of systems and services. */
#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "register/costs_private.h"

static bool has_entries(const struct view *view, uint8_t entity, uint8_t field)
{
	struct index *index = index_new(view, schema_field(schema_entity(entity), field), entity);
	struct index_hit hit;
	bool any = index_first(index, &hit);
	index_free(&index);
	return any;
}

struct cost_reader *cost_reader_new(const struct view *view, const struct conf *conf, day_t today)
{
	struct cost_reader *reader = memory_new(sizeof *reader);
	reader->view = view;
	reader->conf = conf;
	reader->today = today;
	reader->parameters = facts_cost_parameters(conf, today);
	reader->leads = facts_lead_parameters(conf, today);
	reader->components = records_new(view, E_component);
	reader->contracts_cost = has_entries(view, E_cost, F_cost_contract);
	return reader;
}

void cost_reader_free(struct cost_reader **reader)
{
	if (*reader == NULL)
		return;
	scope_reader_free(&(*reader)->scopes);
	records_free(&(*reader)->components);
	free((*reader)->sharing.items);
	free((*reader)->rows);
	free((*reader)->integrations);
	free((*reader)->incidents);
	free(*reader);
	*reader = NULL;
}

struct cost_parameters *cost_reader_parameters(struct cost_reader *reader)
{
	return &reader->parameters;
}

void cost_reader_go_on(struct cost_reader *reader, bool goes_on)
{
	reader->goes_on = goes_on;
}

static const struct system_cost_facts *facts_of_system(struct cost_reader *reader, const struct record *system)
{
	if (reader->scopes == NULL)
		reader->scopes = scope_reader_new(reader->view, reader->conf, reader->today, COST_SCOPE);
	return cost_reader_facts(reader, scope_read(reader->scopes, system));
}

/* A line of a system as the service pays for it. */
struct sharing_taker {
	cost_line_taker *take;
	void *context;
	struct cost_weight weight;
};

static bool take_part(void *context, const struct cost_line *line)
{
	const struct sharing_taker *sharing = context;
	struct cost_line part = *line;
	part.amount = cost_part(line->amount, sharing->weight.before, sharing->weight.own, sharing->weight.whole);
	return sharing->take(sharing->context, &part);
}

static struct cost_weight weigh_support(struct cost_reader *reader, const struct record *support)
{
	struct records *supports = records_new(reader->view, E_support);
	struct record row;
	bool on = false;
	reader->sharing.count = 0;
	while (records_child(supports, support->parent, &on, &row))
		costs_list(&reader->sharing, &row);
	records_free(&supports);
	return costs_weigh(&reader->sharing, F_support_share, support->id);
}

/* A system's shares that are stated may leave a part to nobody: then the whole is the whole system. */
static struct cost_weight of_the_system(struct cost_weight weight)
{
	weight.whole = weight.whole < COST_SHARED_WHOLE ? COST_SHARED_WHOLE : weight.whole;
	return weight;
}

typedef bool facts_taker(struct cost_reader *reader, const struct system_cost_facts *facts,
                         const struct cost_weight *weight, void *context);

/* The facts of everything that makes up the cost: of a service each system that it rests on, with its weight, and what
 * it costs itself. */
static bool each_of_service(struct cost_reader *reader, struct ref service, facts_taker *take, void *context)
{
	struct naming *supports = naming_new(reader->view, E_support, F_support_service, service);
	struct record support, system;
	bool ok = true;
	while (ok && naming_next(supports, &support)) {
		const struct cost_weight weight = of_the_system(weigh_support(reader, &support));
		if (view_record(reader->view, (struct ref){E_system, support.parent}, &system))
			ok = take(reader, facts_of_system(reader, &system), &weight, context);
	}
	naming_free(&supports);
	costs_begin(reader, service);
	reader->facts.exit_cost = 0;
	costs_add_owned(reader, F_cost_service, service, NULL);
	return ok && take(reader, &reader->facts, NULL, context);
}

static bool each_facts(struct cost_reader *reader, struct ref about, facts_taker *take, void *context)
{
	struct record record;
	if (!view_record(reader->view, about, &record))
		return false;
	return about.entity == E_service ? each_of_service(reader, about, take, context)
	                                 : take(reader, facts_of_system(reader, &record), NULL, context);
}

struct line_taking {
	cost_line_taker *take;
	void *context;
};

static bool take_lines(struct cost_reader *reader, const struct system_cost_facts *facts,
                       const struct cost_weight *weight, void *context)
{
	const struct line_taking *taking = context;
	struct sharing_taker sharing = {.take = taking->take, .context = taking->context};
	if (weight == NULL)
		return system_cost_lines(facts, &reader->parameters, reader->today, taking->take, taking->context);
	sharing.weight = *weight;
	return system_cost_lines(facts, &reader->parameters, reader->today, take_part, &sharing);
}

bool cost_reader_lines(struct cost_reader *reader, struct ref about, cost_line_taker *take, void *context)
{
	struct line_taking taking = {take, context};
	return each_facts(reader, about, take_lines, &taking);
}

static bool find(struct cost_reader *reader, struct ref about, struct system_cost *cost)
{
	system_cost_begin(cost, reader->parameters.years, reader->today);
	return cost_reader_lines(reader, about, system_cost_add, cost) && system_cost_close(cost, reader->parameters.rate);
}

bool cost_reader_find(struct cost_reader *reader, struct ref about, struct system_cost *cost,
                      money_t effects[COST_ASSUMPTIONS])
{
	const struct cost_parameters with = reader->parameters;
	bool ok = find(reader, about, cost);
	for (int assumption = 0; ok && effects != NULL && assumption < COST_ASSUMPTIONS; assumption++) {
		struct system_cost without;
		cost_assume_nothing(&reader->parameters, (enum cost_assumption)assumption);
		ok = find(reader, about, &without);
		effects[assumption] = ok ? cost->cost.full - without.cost.full : 0;
		reader->parameters = with;
	}
	return ok;
}
