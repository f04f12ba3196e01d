#include "report/budget_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/budgets.h"

#define YEARS_BACK 3
#define YEARS_AHEAD 2
#define YEARS (YEARS_BACK + 1 + YEARS_AHEAD)
#define PURPOSES 4
#define FUNDINGS 5

/* What one thing, or one unit, comes to this year. */
struct owner_sum {
	struct ref ref;
	struct budget_sum sum;
};

struct investment {
	struct ref owner;
	int16_t year;
	money_t amount;
};

struct making {
	const struct teller *teller;
	struct page *page;
	bool by_unit;
	int this_year;
	struct budget_sum years[YEARS], kinds[COST_KINDS], purposes[PURPOSES], fundings[FUNDINGS];
	struct owner_sum *owners;
	size_t owner_count, owner_capacity;
	struct investment *investments;
	size_t investment_count, investment_capacity;
};

/* ---- gathering ---- */

static struct budget_sum *sum_of_owner(struct making *making, struct ref owner)
{
	struct ref ref = making->by_unit ? budget_unit(making->teller->view, owner) : owner;
	for (size_t i = making->owner_count; i > 0; i--)
		if (ref_equal(making->owners[i - 1].ref, ref))
			return &making->owners[i - 1].sum;
	memory_grow(&making->owners, &making->owner_capacity, making->owner_count, sizeof *making->owners);
	making->owners[making->owner_count] = (struct owner_sum){.ref = ref};
	return &making->owners[making->owner_count++].sum;
}

static void add_investment(struct making *making, const struct budget_line *line)
{
	memory_grow(&making->investments, &making->investment_capacity, making->investment_count,
	            sizeof *making->investments);
	making->investments[making->investment_count++] =
		(struct investment){line->owner, line->year, budget_line_best(line)};
}

static bool take_line(void *context, const struct budget_line *line)
{
	struct making *making = context;
	int at = line->year - making->this_year + YEARS_BACK;
	if (line->funding == C_funding_investment && line->year <= making->this_year)
		add_investment(making, line);
	if (at >= 0 && at < YEARS)
		budget_sum_add(&making->years[at], line);
	if (line->year != making->this_year)
		return true;
	budget_sum_add(&making->kinds[line->kind < COST_KINDS ? line->kind : 0], line);
	budget_sum_add(&making->purposes[line->purpose < PURPOSES ? line->purpose : 0], line);
	budget_sum_add(&making->fundings[line->funding < FUNDINGS ? line->funding : 0], line);
	budget_sum_add(sum_of_owner(making, line->owner), line);
	return true;
}

/* ---- sums with a deviation ---- */

#define SUM_COLUMNS 5

static void fill_columns(struct page_column columns[SUM_COLUMNS])
{
	columns[0] = (struct page_column){"budget", _("Budget"), PAGE_MONEY, PAGE_BESIDE};
	columns[1] = (struct page_column){"forecast", _("Forecast"), PAGE_MONEY, PAGE_BESIDE};
	columns[2] = (struct page_column){"actual", _("Outcome"), PAGE_MONEY, PAGE_BESIDE};
	columns[3] = (struct page_column){"deviation", _("Deviation"), PAGE_MONEY, PAGE_BESIDE};
	columns[4] = (struct page_column){"deviation_share", _("Of the budget"), PAGE_PERCENT, PAGE_BESIDE};
}

static void fill_cells(struct page_cell cells[SUM_COLUMNS], const struct budget_sum *sum)
{
	bool ok = !sum->overflows;
	for (int basis = COST_BASIS_BUDGET; basis < COST_BASES; basis++)
		cells[basis - 1] = page_money(ok && sum->rows[basis] > 0 ? sum->of[basis] : NUMBER_UNSET);
	cells[3] = page_money(ok && sum->compared_lines > 0 ? sum->deviation : NUMBER_UNSET);
	cells[4] = page_percent(ok ? budget_deviation_share(sum) : NUMBER_UNSET);
}

static void tell_years(struct making *making)
{
	struct page_column columns[1 + SUM_COLUMNS] = {{"year", _("Year"), PAGE_YEAR, PAGE_BESIDE}};
	struct page_cell cells[1 + SUM_COLUMNS];
	fill_columns(columns + 1);
	page_heading(making->page, _("Year by year"));
	page_table(making->page, "by_year", columns, COUNT_OF(columns), false);
	for (int at = 0; at < YEARS; at++) {
		if (making->years[at].lines == 0)
			continue;
		cells[0] = page_year(making->this_year - YEARS_BACK + at);
		fill_cells(cells + 1, &making->years[at]);
		page_row(making->page, cells);
	}
	page_paragraph(making->page, _("The deviation is outcome, else forecast, less budget, of what has both. A budget that "
		"still waits for its outcome deviates by nothing."));
}

/* A row for each choice that has something, a sum below. */
static void tell_choices(struct making *making, const char *name, const char *label, uint8_t choices,
                         const struct budget_sum sums[], int count)
{
	struct page_column columns[3 + SUM_COLUMNS] = {{name, label, PAGE_NAME, PAGE_BESIDE}};
	struct page_cell cells[3 + SUM_COLUMNS];
	money_t whole = 0;
	fill_columns(columns + 1);
	columns[1 + SUM_COLUMNS] = (struct page_column){"best", _("Counted"), PAGE_MONEY, PAGE_BESIDE};
	columns[2 + SUM_COLUMNS] = (struct page_column){"share", _("Share"), PAGE_PERCENT, PAGE_BESIDE};
	page_table(making->page, name, columns, COUNT_OF(columns), false);
	for (int i = 0; i < count; i++)
		if (!money_add(whole, sums[i].best, &whole))
			whole = 0;
	for (int i = 0; i < count; i++) {
		const struct choice *choice = i == 0 ? NULL : schema_choice(schema_choices(choices), (uint8_t)i);
		if (sums[i].lines == 0)
			continue;
		cells[0] = choice == NULL ? page_name("not_stated", _("not stated")) : page_name(choice->name, _(choice->label));
		fill_cells(cells + 1, &sums[i]);
		cells[1 + SUM_COLUMNS] = page_money(sums[i].overflows ? NUMBER_UNSET : sums[i].best);
		cells[2 + SUM_COLUMNS] = page_percent(whole == 0 ? NUMBER_UNSET : scaled(sums[i].best, 10000, whole));
		page_row(making->page, cells);
	}
}

static void tell_this_year(struct making *making)
{
	struct text heading = {0};
	text_printf(&heading, _("The year %d"), making->this_year);
	page_heading(making->page, heading.data);
	tell_choices(making, "kind", _("Kind"), CHOICES_cost_kind, making->kinds, COST_KINDS);
	tell_choices(making, "purpose", _("Purpose"), CHOICES_cost_class, making->purposes, PURPOSES);
	tell_choices(making, "funding", _("Funding"), CHOICES_funding, making->fundings, FUNDINGS);
	page_paragraph(making->page, _("Counted is the outcome, else the forecast, else the budget; shares are of it."));
	text_free(&heading);
}

/* ---- whose ---- */

static int compare_owners(const void *a, const void *b)
{
	const struct owner_sum *x = a, *y = b;
	if (x->sum.best != y->sum.best)
		return x->sum.best > y->sum.best ? -1 : 1;
	return ref_compare(x->ref, y->ref);
}

/* The whole, which the rows come to. */
static void tell_whole(struct making *making)
{
	struct page_cell cells[2 + SUM_COLUMNS] = {page_words(""), page_words("")};
	fill_cells(cells + 2, &making->years[YEARS_BACK]);
	page_sum(making->page, cells);
}

static void tell_owner(struct making *making, const struct owner_sum *owner)
{
	struct page_cell cells[2 + SUM_COLUMNS];
	struct text code = {0}, name = {0};
	if (ref_is_set(owner->ref)) {
		view_append_code(making->teller->view, owner->ref, &code);
		teller_name(&name, making->teller, owner->ref);
	} else {
		text_append_text(&name, _("no unit is stated"));
	}
	cells[0] = page_code(code.data);
	cells[1] = page_words(name.data);
	fill_cells(cells + 2, &owner->sum);
	page_row(making->page, cells);
	text_free(&code);
	text_free(&name);
}

static void tell_owners(struct making *making)
{
	struct page_column columns[2 + SUM_COLUMNS] = {
		{"code", _("Code"), PAGE_CODE, PAGE_BESIDE}, {"name", _("Name"), PAGE_WORDS, PAGE_BESIDE}};
	fill_columns(columns + 2);
	if (making->owner_count == 0)
		return;
	qsort(making->owners, making->owner_count, sizeof *making->owners, compare_owners);
	page_heading(making->page, making->by_unit ? _("By responsible unit") : _("By what costs"));
	page_table(making->page, "owners", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < making->owner_count; i++)
		tell_owner(making, &making->owners[i]);
	tell_whole(making);
}

/* ---- capital ---- */

struct capital_sum {
	money_t amount, remaining, depreciation, interest;
	bool overflows;
};

static void add_capital(struct capital_sum *sum, money_t amount, const struct capital_cost *cost)
{
	sum->overflows = sum->overflows || !money_add(sum->amount, amount, &sum->amount) ||
	                 !money_add(sum->remaining, cost->remaining, &sum->remaining) ||
	                 !money_add(sum->depreciation, cost->depreciation, &sum->depreciation) ||
	                 !money_add(sum->interest, cost->interest, &sum->interest);
}

static void tell_investment(struct making *making, const struct investment *investment, int64_t years, int64_t rate,
                            struct capital_sum *sum)
{
	const struct capital_cost cost =
		capital_cost_of(investment->amount, years, rate, making->this_year - investment->year + 1);
	struct text code = {0}, name = {0};
	if (making->this_year - investment->year >= years)
		return;
	view_append_code(making->teller->view, investment->owner, &code);
	teller_name(&name, making->teller, investment->owner);
	add_capital(sum, investment->amount, &cost);
	page_row(making->page, (struct page_cell[]){
		page_code(code.data), page_words(name.data), page_year(investment->year), page_money(investment->amount),
		page_money(cost.remaining), page_money(cost.depreciation), page_money(cost.interest),
		page_money(cost.depreciation + cost.interest)});
	text_free(&code);
	text_free(&name);
}

static void tell_capital(struct making *making)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE, PAGE_BESIDE}, {"name", _("Name"), PAGE_WORDS, PAGE_BESIDE},
		{"year", _("Invested"), PAGE_YEAR, PAGE_BESIDE}, {"amount", _("Amount"), PAGE_MONEY, PAGE_BESIDE},
		{"remaining", _("Not written off"), PAGE_MONEY, PAGE_BESIDE},
		{"depreciation", _("Written off"), PAGE_MONEY, PAGE_BESIDE}, {"interest", _("Interest"), PAGE_MONEY, PAGE_BESIDE},
		{"capital_cost", _("Capital cost"), PAGE_MONEY, PAGE_BESIDE}};
	const struct session *session = making->teller->session;
	int64_t years = conf_number(session->conf, CONF_depreciation_years, session->today);
	int64_t rate = conf_number(session->conf, CONF_internal_rate, session->today);
	struct capital_sum sum = {0};
	if (making->investment_count == 0)
		return;
	page_heading(making->page, _("What investments cost this year"));
	page_fact(making->page, "depreciation_years", _("Written off over, years"), page_number(years));
	page_fact(making->page, "internal_rate", _("Internal interest"), page_percent(rate));
	page_table(making->page, "capital", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < making->investment_count; i++)
		tell_investment(making, &making->investments[i], years, rate, &sum);
	if (!sum.overflows)
		page_sum(making->page, (struct page_cell[]){
			page_words(""), page_words(""), page_words(""), page_money(sum.amount), page_money(sum.remaining),
			page_money(sum.depreciation), page_money(sum.interest), page_money(sum.depreciation + sum.interest)});
}

/* ---- all of it ---- */

static struct page *make(const struct teller *teller, struct ref about, const char *title)
{
	struct making *making = memory_new(sizeof *making);
	making->teller = teller;
	making->this_year = day_year(teller->session->today);
	making->by_unit = !ref_is_set(about);
	making->page = page_new("budget", title, teller->session->conf);
	budgets_each(teller->view, about, take_line, making);
	tell_years(making);
	tell_this_year(making);
	tell_owners(making);
	tell_capital(making);
	struct page *page = making->page;
	free(making->owners);
	free(making->investments);
	free(making);
	return page;
}

struct page *report_budget(const struct teller *teller, struct ref about, struct error *error)
{
	struct text name = {0}, title = {0};
	(void)error;
	teller_name(&name, teller, about);
	text_printf(&title, _("Budget and outcome: %s"), name.data);
	struct page *page = make(teller, about, title.data);
	text_free(&name);
	text_free(&title);
	return page;
}

struct page *report_budget_whole(const struct teller *teller, const struct report_request *request,
                                 struct error *error)
{
	(void)request;
	(void)error;
	return make(teller, (struct ref){0}, _("Budget and outcome"));
}
