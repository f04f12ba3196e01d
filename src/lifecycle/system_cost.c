#include "lifecycle/cost_private.h"

#define WHOLE 10000
#define INCIDENT_MONTHS 24
#define MINUTES 60
#define MATTERS 20 /* one part in twenty is 5 % */

/* ---- integrations ---- */

static money_t assumed_adaptation(const struct cost_parameters *parameters, const struct integration_cost *integration)
{
	uint8_t kind = integration->kind > 0 && integration->kind < INTEGRATION_KINDS ? integration->kind : 1;

	return integration->openness == COST_OPEN ? parameters->adaptation_open[kind]
	                                          : parameters->adaptation_proprietary[kind];
}

/* One rebuilding a year, however many things change in it. */
static bool is_first_of_its_year(const struct integration_cost *integration, int at)
{
	for (int i = 0; i < at; i++)
		if (integration->changes[i] != DAY_UNSET &&
		    day_year(integration->changes[i]) == day_year(integration->changes[at]))
			return false;
	return true;
}

static struct cost_line integration_line(const struct cost_scan *scan, const struct integration_cost *integration,
                                         enum cost_origin origin)
{
	return (struct cost_line){.about = scan->facts->ref,
	                          .ref = integration->ref,
	                          .kind = COST_KIND_INTEGRATION,
	                          .group = COST_DEVELOPMENT_AROUND,
	                          .origin = origin};
}

static bool adaptation_lines(const struct cost_scan *scan, const struct integration_cost *integration)
{
	bool stated = integration->adaptation != NUMBER_UNSET;
	struct cost_line line = integration_line(scan, integration, COST_ADAPTATION);

	line.estimated = !stated;
	line.amount = stated ? integration->adaptation : assumed_adaptation(scan->parameters, integration);
	for (int i = 0; i < INTEGRATION_CHANGES && line.amount != 0; i++) {
		if (integration->changes[i] == DAY_UNSET || !is_first_of_its_year(integration, i))
			continue;
		line.year = (int16_t)day_year(integration->changes[i]);
		if (line.year >= scan->first_year && line.year <= scan->first_year + scan->years &&
		    !scan->take(scan->context, &line))
			return false;
	}
	return true;
}

static bool connection_lines(const struct cost_scan *scan, const struct integration_cost *integration)
{
	struct cost_line line = integration_line(scan, integration, COST_CONNECTION);

	line.amount = integration->yearly;
	if (integration->yearly == NUMBER_UNSET || integration->yearly == 0)
		return true;
	for (line.year = scan->first_year; line.year <= scan->last_running_year; line.year++)
		if (!scan->take(scan->context, &line))
			return false;
	return true;
}

/* ---- incidents ---- */

/* What it cost, or what the time of those who could not work costs. */
static money_t incident_amount(const struct cost_scan *scan, const struct incident_cost *incident)
{
	int64_t users = scan->facts->users;

	if (incident->cost != NUMBER_UNSET)
		return incident->cost;
	if (incident->downtime == NUMBER_UNSET || users == NUMBER_UNSET)
		return 0;
	money_t waited = scaled(scan->parameters->hour_cost, incident->downtime, MINUTES);
	waited = waited == NUMBER_UNSET ? NUMBER_UNSET : scaled(waited, users, 1);
	return waited == NUMBER_UNSET ? NUMBER_UNSET : scaled(waited, scan->parameters->downtime_share, WHOLE);
}

static bool incident_lines(const struct cost_scan *scan, const struct incident_cost *incident)
{
	struct cost_line line = {.about = scan->facts->ref, .ref = incident->ref, .group = COST_OTHER,
	                         .origin = COST_INCIDENT, .estimated = true};
	money_t amount = incident_amount(scan, incident);

	if (incident->opened > scan->today || incident->opened <= day_add_months(scan->today, -INCIDENT_MONTHS))
		return true;
	if (amount == NUMBER_UNSET)
		return false;
	line.amount = scaled(amount, 12, INCIDENT_MONTHS);
	for (line.year = scan->first_year; line.year <= scan->last_running_year && line.amount != 0; line.year++)
		if (!scan->take(scan->context, &line))
			return false;
	return true;
}

/* ---- leaving ---- */

struct running_sum {
	int16_t year;
	money_t sum;
};

static bool add_running(void *context, const struct cost_line *line)
{
	struct running_sum *running = context;

	return line->year != running->year || !cost_kind_runs(line->kind) ||
	       money_add(running->sum, line->amount, &running->sum);
}

/* A share of what the last year costs to run. */
static bool assumed_exit(const struct cost_scan *scan, int16_t year, money_t *amount)
{
	struct running_sum running = {.year = year};
	struct cost_scan ledger = *scan;

	ledger.take = add_running;
	ledger.context = &running;
	if (!cost_ledger_lines(&ledger))
		return false;
	*amount = scaled(running.sum, scan->parameters->exit_share, WHOLE);
	return *amount != NUMBER_UNSET;
}

/* In the year of retirement, else in the last of the horizon; a row of the ledger says it better. */
static bool leaving_line(const struct cost_scan *scan)
{
	const struct system_cost_facts *facts = scan->facts;
	bool known = facts->exit_cost != NUMBER_UNSET;
	struct cost_line line = {.about = facts->ref, .ref = known ? facts->exit_ref : facts->ref, .kind = COST_KIND_EXIT,
	                         .group = COST_EXIT, .origin = COST_LEAVING, .estimated = !known,
	                         .amount = facts->exit_cost};

	line.year = scan->last_running_year;
	if (line.year < scan->first_year || cost_ledger_states(scan, COST_KIND_EXIT))
		return true;
	if (!known && !assumed_exit(scan, line.year, &line.amount))
		return false;
	return line.amount == 0 || scan->take(scan->context, &line);
}

/* ---- all of it ---- */

static void begin_scan(struct cost_scan *scan)
{
	day_t retires = scan->facts->retires;

	scan->first_year = (int16_t)day_year(scan->today);
	scan->years = scan->parameters->years;
	scan->last_running_year = (int16_t)(scan->first_year + scan->years);
	if (retires != DAY_UNSET && day_year(retires) < scan->last_running_year)
		scan->last_running_year = (int16_t)day_year(retires);
}

bool system_cost_lines(const struct system_cost_facts *facts, const struct cost_parameters *parameters, day_t today,
                       cost_line_taker *take, void *context)
{
	struct cost_scan scan = {.facts = facts, .parameters = parameters, .today = today, .take = take, .context = context};
	bool ok = parameters->years <= COST_YEARS;

	begin_scan(&scan);
	ok = ok && cost_ledger_lines(&scan);
	for (size_t i = 0; ok && i < facts->integration_count; i++)
		ok = connection_lines(&scan, &facts->integrations[i]) && adaptation_lines(&scan, &facts->integrations[i]);
	for (size_t i = 0; ok && i < facts->incident_count; i++)
		ok = incident_lines(&scan, &facts->incidents[i]);
	return ok && leaving_line(&scan);
}

bool system_cost_add(void *context, const struct cost_line *line)
{
	struct system_cost *cost = context;
	int t = line->year - cost->first_year;
	money_t *place = &cost->flows.yearly[line->group][t], *estimated = &cost->estimated.yearly[line->group][t];

	cost->lines++;
	return money_add(*place, line->amount, place) &&
	       (!line->estimated || money_add(*estimated, line->amount, estimated));
}

bool system_cost_close(struct system_cost *cost, int64_t rate)
{
	struct lifecycle_cost estimated;

	if (!lifecycle_cost_find(&cost->flows, rate, &cost->cost) ||
	    !lifecycle_cost_find(&cost->estimated, rate, &estimated))
		return false;
	cost->narrow_estimated = estimated.narrow;
	cost->full_estimated = estimated.full;
	return true;
}

static bool read_keeping(const struct system_cost *cost, struct system_keeping *keeping)
{
	const struct cost_flows *flows = &cost->flows;

	*keeping = (struct system_keeping){.first_year = cost->first_year};
	for (uint16_t t = 0; t <= flows->years; t++)
		for (int group = 0; group < COST_GROUPS; group++) {
			money_t *place = group == COST_EXIT ? &keeping->exit : &keeping->yearly[t];
			if (!money_add(*place, flows->yearly[group][t], place))
				return false;
			if (group != COST_EXIT && flows->yearly[group][t] != 0)
				keeping->years = t;
		}
	return true;
}

bool system_cost_keep(const struct system_cost *cost, int64_t rate, struct system_keeping *keeping)
{
	if (!read_keeping(cost, keeping))
		return false;
	keeping->best = cost_economic_life(keeping->yearly, keeping->years, keeping->exit, rate, keeping->yearly_of);
	return keeping->best != 0;
}

void system_cost_begin(struct system_cost *cost, uint16_t years, day_t today)
{
	*cost = (struct system_cost){.first_year = (int16_t)day_year(today)};
	cost->flows.years = cost->estimated.years = years;
}

bool system_cost_find(const struct system_cost_facts *facts, const struct cost_parameters *parameters, day_t today,
                      struct system_cost *cost)
{
	system_cost_begin(cost, parameters->years, today);
	return system_cost_lines(facts, parameters, today, system_cost_add, cost) &&
	       system_cost_close(cost, parameters->rate);
}

void cost_assume_nothing(struct cost_parameters *parameters, enum cost_assumption assumption)
{
	switch (assumption) {
	case ASSUMED_DEVELOPMENT_GROWTH:
		parameters->development_growth = 0;
		break;
	case ASSUMED_ADAPTATION:
		for (int kind = 0; kind < INTEGRATION_KINDS; kind++)
			parameters->adaptation_open[kind] = parameters->adaptation_proprietary[kind] = 0;
		break;
	case ASSUMED_LEAVING:
		parameters->exit_share = 0;
		break;
	default:
		parameters->downtime_share = 0;
		break;
	}
}

bool cost_assumption_matters(money_t effect, money_t full)
{
	__int128 moved = effect < 0 ? -(__int128)effect : effect, whole = full < 0 ? -(__int128)full : full;

	return moved * MATTERS > whole;
}

money_t cost_part(money_t amount, int64_t before, int64_t weight, int64_t whole)
{
	return whole == 0 ? 0 : scaled(amount, before + weight, whole) - scaled(amount, before, whole);
}
