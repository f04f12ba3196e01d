#include "tui/cost_rows.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/costs.h"
#include "report/cost_words.h"

static const struct cost_choice everything = {.group = -1, .origin = -1};

static struct cost_row_shown *add_row(struct cost_rows *rows, char *label)
{
	memory_grow(&rows->items, &rows->capacity, rows->count, sizeof *rows->items);
	struct cost_row_shown *row = &rows->items[rows->count++];
	*row = (struct cost_row_shown){.label = label, .amount = NUMBER_UNSET, .estimated = NUMBER_UNSET, .group = -1,
		.choice = everything};
	return row;
}

static void add_heading(struct cost_rows *rows, char *label)
{
	add_row(rows, label)->heading = true;
}

static char *year_words(int year)
{
	struct text text = {0};
	text_printf(&text, "%d", year);
	return text_take(&text);
}

/* The rows from `first` on are drawn beside each other. */
static void set_largest(struct cost_rows *rows, size_t first)
{
	money_t largest = 0;
	for (size_t i = first; i < rows->count; i++)
		if (rows->items[i].amount > largest)
			largest = rows->items[i].amount;
	for (size_t i = first; i < rows->count; i++)
		rows->items[i].largest = largest;
}

/* ---- over the life ---- */

static void add_sum(struct cost_rows *rows, const char *label, money_t amount, int64_t estimated,
	struct cost_choice choice, bool drawn)
{
	struct cost_row_shown *row = add_row(rows, memory_copy_text(label));
	row->amount = amount;
	row->estimated = estimated;
	row->choice = choice;
	row->opens = true;
	row->picture = drawn ? PICTURE_BAR : PICTURE_NONE;
}

static void add_sums(struct cost_rows *rows, const struct cost_parameters *parameters)
{
	const struct lifecycle_cost *cost = &rows->cost.cost;
	struct cost_choice all = everything, narrow = everything, rest = everything;
	char rate[NUMBER_TEXT_SIZE];
	struct text title = {0};
	all.residual = narrow.narrow = rest.not_narrow = true;
	narrow.residual = true;
	money_t beside = rows->cost.full_estimated - rows->cost.narrow_estimated;
	text_printf(&title, _("Present value over %d years at %s %% real rate"), parameters->years,
		percent_local_text(parameters->rate, rate));
	add_heading(rows, text_take(&title));
	size_t first = rows->count;
	add_sum(rows, _("Life-cycle cost, full"), cost->full, cost_share(rows->cost.full_estimated, cost->full), all, true);
	add_sum(rows, _("Today's budget"), cost->narrow, cost_share(rows->cost.narrow_estimated, cost->narrow), narrow, true);
	add_sum(rows, _("Not in today's budget"), cost->not_in_budget, cost_share(beside, cost->not_in_budget), rest, true);
	set_largest(rows, first);
	add_sum(rows, _("A year, full"), cost->yearly_full, NUMBER_UNSET, all, false);
	add_sum(rows, _("A year, today's budget"), cost->yearly_narrow, NUMBER_UNSET, narrow, false);
}

/* ---- year by year ---- */

static void add_year(struct cost_rows *rows, uint16_t t)
{
	int16_t year = (int16_t)(rows->cost.first_year + t);
	struct cost_row_shown *row = add_row(rows, year_words(year));
	money_t sum = 0, estimated = 0;
	bool fits = true;
	for (int group = 0; group < COST_GROUPS; group++) {
		row->parts[group] = rows->cost.flows.yearly[group][t];
		fits = fits && money_add(sum, row->parts[group], &sum) &&
		       money_add(estimated, rows->cost.estimated.yearly[group][t], &estimated);
	}
	row->amount = fits ? sum : NUMBER_UNSET;
	row->estimated = fits ? cost_share(estimated, sum) : NUMBER_UNSET;
	row->picture = PICTURE_PARTS;
	row->choice.first_year = row->choice.last_year = year;
	row->opens = true;
}

static void add_years(struct cost_rows *rows)
{
	add_heading(rows, memory_copy_text(_("Year by year")));
	size_t first = rows->count;
	for (uint16_t t = 0; t <= rows->cost.flows.years; t++)
		add_year(rows, t);
	set_largest(rows, first);
}

/* ---- by group: the legend of the bars of the years, which stand below it ---- */

static void add_group(struct cost_rows *rows, int group)
{
	money_t sum = 0, estimated = 0;
	bool fits = true;
	for (uint16_t t = 0; t <= rows->cost.flows.years; t++)
		fits = fits && money_add(sum, rows->cost.flows.yearly[group][t], &sum) &&
		       money_add(estimated, rows->cost.estimated.yearly[group][t], &estimated);
	if (fits && sum == 0)
		return;
	struct cost_row_shown *row = add_row(rows, memory_copy_text(cost_group_label(group)));
	row->amount = fits ? sum : NUMBER_UNSET;
	row->estimated = fits ? cost_share(estimated, sum) : NUMBER_UNSET;
	row->picture = PICTURE_YEARS;
	row->group = row->choice.group = group;
	row->opens = true;
}

static void add_groups(struct cost_rows *rows)
{
	add_heading(rows, memory_copy_text(_("What it is made of, added up over the years")));
	for (int group = 0; group < COST_GROUPS; group++)
		add_group(rows, group);
}

/* ---- assumptions, and keeping it ---- */

static struct cost_choice choice_of(int assumption)
{
	struct cost_choice choice = everything;
	switch (assumption) {
	case ASSUMED_ADAPTATION: choice.origin = COST_ADAPTATION; break;
	case ASSUMED_LEAVING: choice.origin = COST_LEAVING; break;
	case ASSUMED_DOWNTIME: choice.origin = COST_INCIDENT; break;
	default: choice.group = COST_DEVELOPMENT_IN; break;
	}
	return choice;
}

static void add_assumptions(struct cost_rows *rows, const money_t effects[COST_ASSUMPTIONS])
{
	bool begun = false;
	for (int i = 0; i < COST_ASSUMPTIONS; i++) {
		if (!cost_assumption_matters(effects[i], rows->cost.cost.full))
			continue;
		if (!begun)
			add_heading(rows, memory_copy_text(_("What rests on assumptions of ours")));
		begun = true;
		add_sum(rows, cost_assumption_label(i), effects[i], NUMBER_UNSET, choice_of(i), true);
		rows->items[rows->count - 1].largest = rows->cost.cost.full;
	}
}

static void add_kept(struct cost_rows *rows, const struct system_keeping *keeping, uint16_t n)
{
	struct text label = {0};
	text_printf(&label, ngettext("%d year, to %d", "%d years, to %d", n), n, keeping->first_year + n);
	if (n == keeping->best)
		text_printf(&label, ", %s", _("cheapest"));
	struct cost_row_shown *row = add_row(rows, text_take(&label));
	row->amount = keeping->yearly_of[n - 1];
	row->picture = PICTURE_BAR;
	row->choice.last_year = (int16_t)(keeping->first_year + n);
	row->opens = true;
}

static void add_keeping(struct cost_rows *rows, int64_t rate)
{
	struct system_keeping keeping;
	if (!system_cost_keep(&rows->cost, rate, &keeping))
		return;
	add_heading(rows, memory_copy_text(_("What a year costs if it is kept so long, leaving it included")));
	size_t first = rows->count;
	for (uint16_t n = 1; n <= keeping.years; n++)
		add_kept(rows, &keeping, n);
	set_largest(rows, first);
}

/* ---- all of it ---- */

bool cost_rows_read(struct cost_rows *rows, const struct view *view, const struct session *session, struct ref about,
	struct error *error)
{
	struct cost_reader *reader = cost_reader_new(view, session->conf, session->today);
	const struct cost_parameters *parameters = cost_reader_parameters(reader);
	money_t effects[COST_ASSUMPTIONS];
	cost_rows_free(rows);
	bool ok = cost_reader_find(reader, about, &rows->cost, effects) ||
		  error_set(error, ERROR_INPUT, _("the cost cannot be worked out: a sum does not fit; look at the amounts"));
	rows->known = ok && rows->cost.lines > 0;
	if (rows->known) {
		add_sums(rows, parameters);
		add_groups(rows);
		add_years(rows);
		add_assumptions(rows, effects);
		if (about.entity == E_system)
			add_keeping(rows, parameters->rate);
	}
	cost_reader_free(&reader);
	return ok;
}

void cost_rows_free(struct cost_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->items[i].label);
	free(rows->items);
	*rows = (struct cost_rows){0};
}

static void draw_years(struct text *out, const struct cost_rows *rows, int group, int columns, enum chart_style style)
{
	size_t years = (size_t)rows->cost.flows.years + 1;
	text_printf(out, "%s ", chart_fill(style, (size_t)group));
	if (columns > 2)
		chart_sparkline(out, style, rows->cost.flows.yearly[group],
			years < (size_t)columns - 2 ? years : (size_t)columns - 2);
}

void cost_rows_draw(struct text *out, const struct cost_rows *rows, size_t row, int columns, enum chart_style style)
{
	const struct cost_row_shown *at = &rows->items[row];
	switch (at->picture) {
	case PICTURE_PARTS: chart_stack(out, style, at->parts, COST_GROUPS, at->largest, columns); break;
	case PICTURE_BAR: chart_bar(out, style, at->amount, at->largest, columns); break;
	case PICTURE_YEARS: draw_years(out, rows, at->group, columns, style); break;
	case PICTURE_NONE: break;
	}
}
