#include "register/alternatives.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/costs_private.h"

/* ---- an alternative's facts ---- */

static struct money_range range_of(const struct record *record, uint8_t least, uint8_t likely, uint8_t most)
{
	return (struct money_range){
		{record_number(record, least), record_number(record, likely), record_number(record, most)}};
}

#define RANGE(field)                                                                                                   \
	range_of(alternative, F_alternative_##field##_min, F_alternative_##field, F_alternative_##field##_max)

static uint16_t ready_year(const struct record *alternative, day_t today, int64_t life)
{
	day_t ready = record_day(alternative, F_alternative_ready);
	int64_t year = ready == DAY_UNSET ? 0 : day_year(ready) - day_year(today);
	return (uint16_t)(year < 0 ? 0 : year > life ? life : year);
}

void facts_alternative(const struct record *alternative, day_t today, money_t old_yearly,
                       struct alternative_facts *facts)
{
	int64_t life = record_number(alternative, F_alternative_life_years);
	int64_t parallel = record_number(alternative, F_alternative_parallel_months);
	life = life == NUMBER_UNSET ? 0 : life;
	*facts = (struct alternative_facts){
		.life_years = (uint16_t)life,
		.ready_year = ready_year(alternative, today, life),
		.parallel_months = parallel == NUMBER_UNSET ? 0 : parallel,
		.old_yearly = old_yearly,
		.investment = RANGE(investment),
		.yearly_run = RANGE(yearly_run),
		.develop_in = RANGE(yearly_develop_in),
		.develop_around = RANGE(yearly_develop_around),
		.change_and_training = RANGE(change_and_training),
		.business_time = RANGE(business_time),
		.exit_cost = RANGE(exit_cost),
		.benefit = RANGE(yearly_benefit),
	};
}

/* ---- doing nothing ---- */

struct nothing {
	money_t yearly[COST_YEARS + 1], narrow[COST_YEARS + 1];
	money_t running; /* next year */
	int16_t first_year;
	size_t lines;
	bool overflows;
};

static bool add_line(void *context, const struct cost_line *line)
{
	struct nothing *nothing = context;
	int t = line->year - nothing->first_year;
	nothing->lines++;
	return money_add(nothing->yearly[t], line->amount, &nothing->yearly[t]) &&
	       (line->group != COST_NARROW || money_add(nothing->narrow[t], line->amount, &nothing->narrow[t])) &&
	       (t != 1 || !cost_kind_runs(line->kind) || money_add(nothing->running, line->amount, &nothing->running));
}

static bool has_role(struct cost_reader *reader, record_id opportunity, uint8_t role)
{
	struct records *rows = records_new(reader->view, E_opportunity_system);
	struct record row;
	bool on = false, found = false;
	while (!found && records_child(rows, opportunity, &on, &row))
		found = record_choice(&row, F_opportunity_system_role) == role;
	records_free(&rows);
	return found;
}

static void add_systems(struct comparison *comparison, struct cost_reader *reader, record_id opportunity,
                        struct nothing *nothing)
{
	uint8_t role = has_role(reader, opportunity, C_involvement_replaced) ? C_involvement_replaced : C_involvement_touched;
	struct records *rows = records_new(reader->view, E_opportunity_system);
	struct record row;
	bool on = false;
	while (records_child(rows, opportunity, &on, &row)) {
		size_t before = nothing->lines;
		if (record_choice(&row, F_opportunity_system_role) != role)
			continue;
		nothing->overflows = nothing->overflows || !cost_reader_lines(reader, record_ref(&row, F_opportunity_system_system),
		                                                                add_line, nothing);
		comparison->systems += nothing->lines > before;
	}
	records_free(&rows);
}

/* ---- side by side ---- */

static struct compared *add(struct comparison *comparison, const struct record *record)
{
	memory_grow(&comparison->items, &comparison->capacity, comparison->count, sizeof *comparison->items);
	struct compared *item = &comparison->items[comparison->count++];
	*item = (struct compared){.record = *record};
	return item;
}

static void add_nothing(struct comparison *comparison, struct cost_reader *reader, const struct record *opportunity,
                        struct nothing *nothing)
{
	struct compared *item = add(comparison, opportunity);
	reader->goes_on = true; /* to do nothing is to keep what was planned to go */
	add_systems(comparison, reader, opportunity->id, nothing);
	reader->goes_on = false;
	item->nothing = item->benefit_known = true;
	item->known = comparison->systems > 0 && !nothing->overflows &&
	              alternative_nothing(nothing->yearly, nothing->narrow, reader->parameters.years,
	                                  reader->parameters.rate, &item->cost);
}

static bool states_benefit(const struct alternative_facts *facts)
{
	for (int guess = 0; guess < GUESSES; guess++)
		if (facts->benefit.of[guess] != NUMBER_UNSET)
			return true;
	return false;
}

/* What the benefits of the opportunity are worth in a year: they are expected of the way that is chosen. NUMBER_UNSET
 * where none of them says. */
static money_t value_of_benefits(const struct view *view, record_id opportunity)
{
	struct records *rows = records_new(view, E_benefit);
	money_t sum = NUMBER_UNSET;
	struct record row;
	bool on = false;
	while (records_child(rows, opportunity, &on, &row)) {
		money_t value = record_number(&row, F_benefit_yearly_value);
		if (value != NUMBER_UNSET && !money_add(sum == NUMBER_UNSET ? 0 : sum, value, &sum))
			break;
	}
	records_free(&rows);
	return sum;
}

static void add_alternative(struct comparison *comparison, struct cost_reader *reader, const struct record *record,
                            money_t running)
{
	struct compared *item = add(comparison, record);
	const struct compared *nothing = &comparison->items[0];
	struct alternative_facts facts;
	facts_alternative(record, reader->today, running, &facts);
	if (!states_benefit(&facts) && record_yes(record, F_alternative_chosen))
		facts.benefit.of[GUESS_LIKELY] = value_of_benefits(reader->view, record->parent);
	item->benefit_known = states_benefit(&facts);
	item->known = alternative_cost_find(&facts, reader->parameters.rate, &item->cost);
	if (item->known && nothing->known)
		item->break_even = alternative_break_even(&item->cost, &nothing->cost);
}

void comparison_read(struct comparison *comparison, struct cost_reader *reader, const struct record *opportunity)
{
	struct nothing *nothing = memory_new(sizeof *nothing);
	struct records *rows = records_new(reader->view, E_alternative);
	struct record row;
	bool on = false;
	*comparison = (struct comparison){0};
	nothing->first_year = (int16_t)day_year(reader->today);
	add_nothing(comparison, reader, opportunity, nothing);
	while (records_child(rows, opportunity->id, &on, &row))
		add_alternative(comparison, reader, &row, nothing->running);
	records_free(&rows);
	free(nothing);
}

void comparison_free(struct comparison *comparison)
{
	free(comparison->items);
	*comparison = (struct comparison){0};
}
