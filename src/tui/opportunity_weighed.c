/* What is weighed for an opportunity: its alternatives beside doing nothing, its benefits, its offers beside what is
 * asked for. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/alternatives.h"
#include "register/authority.h"
#include "register/benefits.h"
#include "register/offers.h"
#include "report/portfolio_report.h"
#include "tui/canvas.h"
#include "tui/opportunity_tabs.h"
#include "tui/words.h"

static void put_text(struct word_row *row, size_t column, const char *words)
{
	struct text text = {0};
	text_append_text(&text, words);
	word_table_put(row, column, &text);
}

/* Without öre: what is worked out over a life is no better known. Nothing where it is not known. */
static void put_amount(struct word_row *row, size_t column, money_t money)
{
	struct text text = {0};
	if (money != NUMBER_UNSET)
		teller_amount(&text, money / 100 * 100);
	word_table_put(row, column, &text);
}

static void put_number(struct word_row *row, size_t column, int64_t number)
{
	struct text text = {0};
	if (number != NUMBER_UNSET)
		text_printf(&text, "%lld", (long long)number);
	word_table_put(row, column, &text);
}

static void put_day(struct word_row *row, size_t column, day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	put_text(row, column, day_text(day, buffer));
}

static void put_percent(struct word_row *row, size_t column, int64_t basis_points)
{
	struct text text = {0};
	if (basis_points != NUMBER_UNSET)
		text_printf(&text, "%lld %%", (long long)basis_points / 100);
	word_table_put(row, column, &text);
}

static void put_choice(struct word_row *row, size_t column, uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	if (choice != NULL)
		put_text(row, column, _(choice->label));
}

static bool is_hidden(struct word_table *table, struct glance *glance, const struct record *opportunity)
{
	if (authority_may_explain(glance->app->session, glance->view, opportunity))
		return false;
	table->list.empty = _("What is known of it is not shown to you.");
	return true;
}

/* ---- alternatives ---- */

enum { ALTERNATIVE, ALTERNATIVE_KIND, YEARS, OVER_LIFE, A_YEAR, AT_LEAST, AT_MOST, NET_BENEFIT, PAID_BACK };

static void add_alternative_columns(struct word_table *table)
{
	word_table_add_column(table, _("Alternative"), (struct list_column){.least = 18, .most = 36});
	word_table_add_column(table, _("Kind"), (struct list_column){.least = 8, .most = 12, .priority = 6});
	word_table_add_column(table, _("Years"), (struct list_column){.least = 5, .priority = 7, .right = true});
	word_table_add_column(table, _("Over its life"), (struct list_column){.least = 11, .priority = 3, .right = true});
	word_table_add_column(table, _("A year"), (struct list_column){.least = 10, .priority = 0, .right = true});
	word_table_add_column(table, _("At least"), (struct list_column){.least = 10, .priority = 5, .right = true});
	word_table_add_column(table, _("At most"), (struct list_column){.least = 10, .priority = 4, .right = true});
	word_table_add_column(table, _("Net benefit"), (struct list_column){.least = 11, .priority = 1, .right = true});
	word_table_add_column(table, _("Paid back"), (struct list_column){.least = 9, .priority = 2, .right = true});
}

/* Sums over systems that may not be seen would tell of them. */
static bool systems_are_seen(const struct glance *glance, const struct record *opportunity)
{
	struct records *rows = records_new(glance->view, E_opportunity_system);
	struct record row, system;
	bool on = false, seen = true;
	while (seen && records_child(rows, opportunity->id, &on, &row))
		seen = !view_record(glance->view, record_ref(&row, F_opportunity_system_system), &system) ||
		       authority_may_explain(glance->app->session, glance->view, &system);
	records_free(&rows);
	return seen;
}

static void put_costs(struct word_row *row, const struct compared *item, day_t today)
{
	const struct alternative_cost *cost = &item->cost;
	put_number(row, YEARS, cost->years);
	put_amount(row, OVER_LIFE, cost->lcc[GUESS_LIKELY]);
	put_amount(row, A_YEAR, cost->yearly[GUESS_LIKELY]);
	put_amount(row, AT_LEAST, cost->yearly[GUESS_LEAST]);
	put_amount(row, AT_MOST, cost->yearly[GUESS_MOST]);
	put_amount(row, NET_BENEFIT, item->benefit_known ? cost->net_mean : NUMBER_UNSET);
	put_number(row, PAID_BACK, item->break_even > 0 ? day_year(today) + item->break_even : NUMBER_UNSET);
}

static void add_alternative(struct word_table *table, const struct compared *item, day_t today, bool seen)
{
	struct ref none = {0}, about = item->nothing ? none : record_self(&item->record);
	struct word_row *row = word_table_add_row(table, about);
	struct text title = {0};
	bool chosen = !item->nothing && record_choice(&item->record, F_alternative_chosen) == C_yesno_yes;
	if (item->nothing)
		text_append_text(&title, _("Doing nothing"));
	else
		text_append(&title, record_text(&item->record, F_alternative_title));
	text_append_text(&title, chosen ? _(" (chosen)") : "");
	word_table_put(row, ALTERNATIVE, &title);
	if (!item->nothing)
		put_choice(row, ALTERNATIVE_KIND, CHOICES_alternative_kind, record_choice(&item->record, F_alternative_kind));
	if (item->known && seen)
		put_costs(row, item, today);
	else if (!seen)
		word_table_add_detail(table, _("What going on costs rests on a system that is not shown to you."));
	else
		word_table_add_detail(table, item->nothing
			? _("What it costs to go on is not known: no system that is replaced or touched has a cost.")
			: _("It cannot be worked out: look at its life, and that no least sum is above the most."));
}

size_t alternatives_tab_read(struct word_table *table, struct glance *glance, const struct record *opportunity)
{
	const struct session *session = glance->app->session;
	struct comparison comparison;
	bool seen = systems_are_seen(glance, opportunity);
	if (is_hidden(table, glance, opportunity))
		return 0;
	add_alternative_columns(table);
	struct cost_reader *reader = cost_reader_new(glance->view, session->conf, session->today);
	comparison_read(&comparison, reader, opportunity);
	for (size_t i = 0; i < comparison.count; i++)
		add_alternative(table, &comparison.items[i], session->today, seen || !comparison.items[i].nothing);
	size_t count = comparison.count;
	comparison_free(&comparison);
	cost_reader_free(&reader);
	return count;
}

/* ---- benefits ---- */

enum { BENEFIT, OWNER, DUE, REACHED, VALUE, REALISED };

static void add_benefit_columns(struct word_table *table)
{
	word_table_add_column(table, _("Benefit"), (struct list_column){.least = 20, .most = 44});
	word_table_add_column(table, _("Owner"), (struct list_column){.least = 10, .most = 24, .priority = 4});
	word_table_add_column(table, _("Due"), (struct list_column){.least = 10, .priority = 2});
	word_table_add_column(table, _("Reached"), (struct list_column){.least = 8, .priority = 0, .right = true});
	word_table_add_column(table, _("Value a year"), (struct list_column){.least = 12, .priority = 1, .right = true});
	word_table_add_column(table, _("Realised a year"), (struct list_column){.least = 15, .priority = 3, .right = true});
}

/* What it lacks, and what is measured next or has not been. */
static void add_benefit_details(struct word_table *table, struct glance *glance, const struct benefit_row *row)
{
	struct text words = {0};
	char buffer[DAY_TEXT_SIZE];
	unsigned missing = benefit_lacks(&row->facts);
	if (missing != 0) {
		text_printf(&words, "! %s ", _("lacks:"));
		tell_benefit_lacks(&words, missing);
		word_table_add_detail(table, words.data);
		text_clear(&words);
	}
	for (size_t i = 0; row->followed && i < FOLLOW_UPS; i++)
		text_printf(&words, "%s%s %s", i > 0 ? ", " : "", day_text(row->follow_ups[i].day, buffer),
			follow_up_label(row->follow_ups[i].state));
	if (words.size > 0)
		word_table_add_detail(table, words.data);
	text_clear(&words);
	if (benefit_is_paid_elsewhere(row)) {
		text_append_text(&words, _("paid by "));
		words_name(&words, glance, row->pays);
		word_table_add_detail(table, words.data);
	}
	text_free(&words);
}

static void add_benefit(struct word_table *table, struct glance *glance, const struct benefit_row *benefit)
{
	struct word_row *row = word_table_add_row(table, record_self(&benefit->benefit));
	struct text title = {0}, owner = {0};
	struct ref owned_by = record_ref(&benefit->benefit, F_benefit_owner);
	words_title(&title, glance, &benefit->benefit);
	if (ref_is_set(owned_by))
		words_name(&owner, glance, owned_by);
	word_table_put(row, BENEFIT, &title);
	word_table_put(row, OWNER, &owner);
	put_day(row, DUE, benefit->facts.due);
	put_percent(row, REACHED, benefit_reached(&benefit->facts));
	put_amount(row, VALUE, benefit->facts.yearly_value);
	put_amount(row, REALISED, benefit_realised(&benefit->facts));
	add_benefit_details(table, glance, benefit);
}

static void add_benefit_sum(struct word_table *table, const struct benefit_sum *sum)
{
	struct word_row *row = word_table_add_row(table, (struct ref){0});
	put_text(row, BENEFIT, _("Together; realised of those due"));
	put_percent(row, REACHED, benefit_realisation(sum));
	put_amount(row, VALUE, sum->expected);
	put_amount(row, REALISED, sum->realised);
	row->role = ROLE_HEADING;
}

size_t benefits_tab_read(struct word_table *table, struct glance *glance, const struct record *opportunity)
{
	const struct session *session = glance->app->session;
	struct benefit_sum sum = {0};
	struct record record;
	bool on = false, sums = true;
	if (is_hidden(table, glance, opportunity))
		return 0;
	add_benefit_columns(table);
	table->list.empty = _("Nobody has said what it gives; n adds a benefit.");
	struct benefit_reader *reader = benefit_reader_new(glance->view, session->conf, session->today);
	struct records *rows = records_new(glance->view, E_benefit);
	while (records_child(rows, opportunity->id, &on, &record)) {
		struct benefit_row row;
		benefit_reader_read(reader, &record, &row);
		add_benefit(table, glance, &row);
		sums = benefit_add(&sum, &row.facts, session->today) && sums;
	}
	records_free(&rows);
	benefit_reader_free(&reader);
	if (sums && sum.count > 1)
		add_benefit_sum(table, &sum);
	return sum.count;
}

/* ---- offers ---- */

#define OFFERS_MOST (WORD_COLUMNS - 2)

enum { REQUIREMENT, WEIGHT, FIRST_OFFER };

static size_t beside(const struct offer_matrix *matrix)
{
	return matrix->offer_count < OFFERS_MOST ? matrix->offer_count : OFFERS_MOST;
}

static void add_offer_columns(struct word_table *table, struct glance *glance, const struct offer_matrix *matrix)
{
	word_table_add_column(table, _("Requirement"), (struct list_column){.least = 18, .most = 50});
	word_table_add_column(table, _("Weight"), (struct list_column){.least = 6, .priority = 1, .right = true});
	for (size_t i = 0; i < beside(matrix); i++) {
		struct text supplier = {0};
		text_append_text(&supplier, "");
		words_name(&supplier, glance, record_ref(&matrix->offers[i].record, F_offer_supplier));
		word_table_add_column(table, supplier.data,
			(struct list_column){.least = 12, .most = 18, .priority = (int)i + 2, .right = true});
		text_free(&supplier);
	}
}

static void add_totals(struct word_table *table, const struct offer_matrix *matrix)
{
	char buffer[NUMBER_TEXT_SIZE];
	struct word_row *place = word_table_add_row(table, (struct ref){0});
	put_text(place, REQUIREMENT, _("Place"));
	for (size_t i = 0; i < beside(matrix); i++)
		put_number(place, FIRST_OFFER + i, matrix->fault == MATRIX_SOUND && matrix->offers[i].place > 0
			? (int64_t)matrix->offers[i].place : NUMBER_UNSET);
	struct word_row *total = word_table_add_row(table, (struct ref){0});
	put_text(total, REQUIREMENT, _("Total, of 5"));
	for (size_t i = 0; i < beside(matrix); i++) {
		int64_t hundredths = matrix_total(&matrix->offers[i].standing);
		if (matrix->fault == MATRIX_SOUND && hundredths != NUMBER_UNSET)
			put_text(total, FIRST_OFFER + i, decimal_local_text(hundredths, buffer));
	}
	struct word_row *price = word_table_add_row(table, (struct ref){0});
	put_text(price, REQUIREMENT, _("Price"));
	for (size_t i = 0; i < beside(matrix); i++)
		put_amount(price, FIRST_OFFER + i, matrix->offers[i].price);
	struct word_row *state = word_table_add_row(table, (struct ref){0});
	put_text(state, REQUIREMENT, _("State"));
	for (size_t i = 0; i < beside(matrix); i++)
		put_text(state, FIRST_OFFER + i, offer_state_label(matrix->offers[i].standing.state));
}

static void put_score(struct word_row *row, size_t column, const struct matrix_requirement *requirement,
	const struct matrix_score *score)
{
	bool given = requirement->must ? score->met != 0 : score->points != NUMBER_UNSET;
	if (!given)
		put_text(row, column, "?");
	else if (requirement->must)
		put_choice(row, column, CHOICES_answer, score->met);
	else
		put_number(row, column, score->points);
}

static void add_requirement(struct word_table *table, struct glance *glance, const struct offer_matrix *matrix,
	size_t at)
{
	struct word_row *row = word_table_add_row(table, record_self(&matrix->requirements[at]));
	struct text title = {0};
	words_title(&title, glance, &matrix->requirements[at]);
	word_table_put(row, REQUIREMENT, &title);
	if (matrix->facts[at].must)
		put_text(row, WEIGHT, _("must"));
	else
		put_number(row, WEIGHT, matrix->facts[at].weight);
	for (size_t i = 0; i < beside(matrix); i++)
		put_score(row, FIRST_OFFER + i, &matrix->facts[at], &matrix->offers[i].scores[at]);
}

static void add_matrix(struct word_table *table, struct glance *glance, const struct offer_matrix *matrix)
{
	add_offer_columns(table, glance, matrix);
	if (matrix->fault == MATRIX_NO_WEIGHT || matrix->fault == MATRIX_NO_WEIGHTS)
		word_table_add_detail(table, _("! A desirable requirement has no weight: nothing can be weighed."));
	if (matrix->offer_count > 0)
		add_totals(table, matrix);
	for (size_t i = 0; i < matrix->count; i++)
		add_requirement(table, glance, matrix, i);
}

/* What is asked for is open; what is offered is for those named on the opportunity until the award is published. */
size_t offers_tab_read(struct word_table *table, struct glance *glance, const struct record *opportunity)
{
	struct offer_matrix matrix;
	bool open = authority_reads_offers(glance->app->session, opportunity);
	if (is_hidden(table, glance, opportunity))
		return 0;
	if (open)
		offer_matrix_read(&matrix, glance->view, opportunity->id);
	else
		offer_matrix_read_asked(&matrix, glance->view, opportunity->id);
	table->list.empty = _("Nothing has been asked for yet; n adds a requirement or an offer.");
	size_t count = open ? matrix.offer_count : 0;
	add_matrix(table, glance, &matrix);
	offer_matrix_free(&matrix);
	if (!open)
		word_table_add_detail(table,
			_("Offers are closed until the award is published: those named on the opportunity see them."));
	return count;
}
