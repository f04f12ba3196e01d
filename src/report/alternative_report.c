/* The alternatives of an opportunity side by side. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/alternatives.h"
#include "report/cost_report.h"
#include "report/opportunity_parts.h"

static struct page_cell kind_cell(const struct compared *item)
{
	const struct choice *choice;
	if (item->nothing)
		return page_name("nothing", _("do nothing"));
	choice = schema_choice(schema_choices(CHOICES_alternative_kind), record_choice(&item->record, F_alternative_kind));
	return choice == NULL ? page_words("") : page_name(choice->name, _(choice->label));
}

static void append_title(struct text *out, const struct compared *item)
{
	if (item->nothing)
		text_append_text(out, _("As it is"));
	else
		text_append(out, record_text(&item->record, F_alternative_title));
}

static money_t when_known(const struct compared *item, money_t amount)
{
	return item->known ? amount : NUMBER_UNSET;
}

static int64_t even_year(const struct compared *item, day_t today)
{
	return item->known && item->break_even > 0 ? day_year(today) + item->break_even : NUMBER_UNSET;
}

static void add_row(struct page *page, const struct compared *item, day_t today)
{
	const struct alternative_cost *cost = &item->cost;
	struct text code = {0}, title = {0};
	if (!item->nothing)
		code_append(&code, &item->record);
	append_title(&title, item);
	page_row(page, (struct page_cell[]){
		page_words(title.data), page_code(code.data), kind_cell(item),
		page_number(item->known ? cost->years : NUMBER_UNSET), page_money(when_known(item, cost->lcc[GUESS_LIKELY])),
		page_money(when_known(item, cost->yearly[GUESS_LIKELY])), page_money(when_known(item, cost->yearly[GUESS_LEAST])),
		page_money(when_known(item, cost->yearly[GUESS_MOST])),
		page_money(item->benefit_known ? when_known(item, cost->net_mean) : NUMBER_UNSET),
		page_year(even_year(item, today))});
	text_free(&code);
	text_free(&title);
}

static void tell_table(struct page *page, const struct comparison *comparison, day_t today)
{
	const struct page_column columns[] = {
		{"title", _("Alternative"), PAGE_WORDS}, {"code", _("Code"), PAGE_CODE}, {"kind", _("Kind"), PAGE_NAME},
		{"life_years", _("Years"), PAGE_NUMBER}, {"lcc", _("Over its life"), PAGE_MONEY},
		{"yearly", _("A year"), PAGE_MONEY}, {"yearly_least", _("At least"), PAGE_MONEY},
		{"yearly_most", _("At most"), PAGE_MONEY}, {"net_mean", _("Net benefit"), PAGE_MONEY},
		{"break_even", _("Paid back"), PAGE_YEAR}};
	page_table(page, "alternatives", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < comparison->count; i++)
		add_row(page, &comparison->items[i], today);
	page_bars(page, _("Cost a year"), 5, 1);
	page_paragraph(page, _("Alternatives of different life are compared by what they cost a year. Net benefit is benefit "
		"less cost over the life, the mean of least, likely and most; of the chosen one, where it states no benefit "
		"itself, by what the benefits are worth. Paid back is the year in which the alternative "
		"has cost no more than going on as it is."));
}

/* ---- the curves ---- */

#define CURVES_MOST 12

static uint16_t longest(const struct comparison *comparison)
{
	uint16_t years = 0;
	for (size_t i = 0; i < comparison->count; i++)
		if (comparison->items[i].known && comparison->items[i].cost.years > years)
			years = comparison->items[i].cost.years;
	return years;
}

static void begin_curves(struct page *page, const struct comparison *comparison, size_t count)
{
	struct page_column columns[CURVES_MOST + 1] = {{"year", _("Year"), PAGE_YEAR}};
	struct text titles[CURVES_MOST] = {0}, names[CURVES_MOST] = {0};
	for (size_t i = 0; i < count; i++) {
		const struct compared *item = &comparison->items[i];
		append_title(&titles[i], item);
		if (item->nothing)
			text_append_text(&names[i], "nothing");
		else
			code_append(&names[i], &item->record);
		columns[1 + i] = (struct page_column){names[i].data, titles[i].data, PAGE_MONEY};
	}
	page_table(page, "cumulative", columns, count + 1, false);
	for (size_t i = 0; i < count; i++) {
		text_free(&titles[i]);
		text_free(&names[i]);
	}
}

/* The year in which an alternative has been paid back is pointed out. */
static void draw_curves(struct page *page, const struct comparison *comparison, size_t count, day_t today)
{
	struct page_mark marks[CURVES_MOST];
	struct text words[CURVES_MOST] = {0};
	size_t marked = 0;
	for (size_t i = 1; i < count; i++) {
		int64_t year = even_year(&comparison->items[i], today);
		if (year == NUMBER_UNSET)
			continue;
		text_printf(&words[marked], _("paid back %lld"), (long long)year);
		marks[marked] = (struct page_mark){1 + i, year, words[marked].data};
		marked++;
	}
	page_curves(page, _("Cost less benefit, added up"), 1, count, marks, marked);
	for (size_t i = 0; i < marked; i++)
		text_free(&words[i]);
}

void tell_comparison_curves(struct page *page, const struct comparison *comparison, day_t today)
{
	size_t count = comparison->count < CURVES_MOST ? comparison->count : CURVES_MOST;
	begin_curves(page, comparison, count);
	for (uint16_t t = 0; t <= longest(comparison); t++) {
		struct page_cell cells[CURVES_MOST + 1] = {page_year(day_year(today) + t)};
		for (size_t i = 0; i < count; i++) {
			const struct compared *item = &comparison->items[i];
			cells[1 + i] = page_money(item->known && t <= item->cost.years ? item->cost.cumulative[t] : NUMBER_UNSET);
		}
		page_row(page, cells);
	}
	draw_curves(page, comparison, count, today);
}

/* ---- all of it ---- */

static void tell_unknown(struct page *page, const struct comparison *comparison)
{
	if (!comparison->items[0].known)
		page_paragraph(page, _("What it costs to go on as it is is not known: no system that would be replaced or touched "
			"has a known cost."));
	for (size_t i = 1; i < comparison->count; i++)
		if (!comparison->items[i].known) {
			struct text words = {0}, title = {0};
			append_title(&title, &comparison->items[i]);
			text_printf(&words, _("%s cannot be worked out: look at its life and that the least sums are not above the most."),
				title.data);
			page_paragraph(page, words.data);
			text_free(&words);
			text_free(&title);
		}
}

void tell_comparison(struct page *page, const struct comparison *comparison, day_t today)
{
	tell_unknown(page, comparison);
	tell_table(page, comparison, today);
}

struct page *alternative_report(const struct teller *teller, const struct cost_asking *asking, struct error *error)
{
	struct cost_reader *reader = cost_reader_new(teller->view, teller->session->conf, teller->session->today);
	struct comparison comparison;
	struct record opportunity;
	struct text name = {0}, title = {0}, code = {0};
	struct page *page = NULL;
	if (!view_record(teller->view, asking->about, &opportunity)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
	} else {
		cost_report_use(cost_reader_parameters(reader), asking);
		comparison_read(&comparison, reader, &opportunity);
		teller_name(&name, teller, asking->about);
		code_append(&code, &opportunity);
		text_printf(&title, _("Alternatives: %s"), name.data);
		page = page_new("alternatives", title.data, teller->session->conf);
		page_fact(page, "code", _("Code"), page_code(code.data));
		page_fact(page, "rate", _("Real discount rate"), page_percent(cost_reader_parameters(reader)->rate));
		page_fact(page, "systems", _("Systems as they are"), page_number((int64_t)comparison.systems));
		page_heading(page, _("Side by side"));
		tell_comparison(page, &comparison, teller->session->today);
		page_heading(page, _("Added up year by year, benefit taken off"));
		tell_comparison_curves(page, &comparison, teller->session->today);
		comparison_free(&comparison);
	}
	cost_reader_free(&reader);
	text_free(&name);
	text_free(&title);
	text_free(&code);
	return page;
}

struct page *report_cost(const struct teller *teller, struct ref about, struct error *error)
{
	const struct cost_asking asking = {.about = about, .years = NUMBER_UNSET, .rate = NUMBER_UNSET};
	return about.entity == E_opportunity ? alternative_report(teller, &asking, error)
	                                     : cost_report(teller, &asking, error);
}
