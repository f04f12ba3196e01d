#include "report/cost_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "model/code.h"
#include "register/costs.h"
#include "report/cost_words.h"

struct making {
	const struct teller *teller;
	const struct cost_asking *asking;
	struct cost_reader *reader;
	struct page *page;
	struct system_cost cost;
	money_t effects[COST_ASSUMPTIONS];
};

/* ---- the sums ---- */

/* Where the rate is a nominal one that has been made real. */
static void tell_inflation(const struct making *making)
{
	const struct session *session = making->teller->session;
	int64_t inflation = conf_number(session->conf, CONF_inflation, session->today);
	if (inflation == 0 || making->asking->rate != NUMBER_UNSET)
		return;
	page_fact(making->page, "nominal_rate", _("made real exactly from the nominal rate"),
		page_percent(conf_number(session->conf, CONF_discount_rate, session->today)));
	page_fact(making->page, "inflation", _("and inflation"), page_percent(inflation));
}

static void tell_sums(const struct making *making)
{
	const struct lifecycle_cost *cost = &making->cost.cost;
	const struct cost_parameters *parameters = cost_reader_parameters(making->reader);
	struct page *page = making->page;
	page_fact(page, "first_year", _("From the year"), page_year(making->cost.first_year));
	page_fact(page, "years", _("Years ahead"), page_number(parameters->years));
	page_fact(page, "rate", _("Real discount rate"), page_percent(parameters->rate));
	tell_inflation(making);
	page_fact(page, "lcc_narrow", _("Life-cycle cost that today's budget sees"), page_money(cost->narrow));
	page_fact(page, "lcc", _("Life-cycle cost, full"), page_money(cost->full));
	page_fact(page, "not_in_budget", _("Not in today's budget"), page_money(cost->not_in_budget));
	page_fact(page, "yearly_narrow", _("As a yearly cost, today's budget"), page_money(cost->yearly_narrow));
	page_fact(page, "yearly", _("As a yearly cost, full"), page_money(cost->yearly_full));
	page_fact(page, "development_share", _("Development, share of the full cost"),
		page_percent(cost->development_share));
	page_fact(page, "estimated_narrow", _("Estimated, share of today's budget"),
		page_percent(cost_share(making->cost.narrow_estimated, cost->narrow)));
	page_fact(page, "estimated", _("Estimated, share of the full cost"),
		page_percent(cost_share(making->cost.full_estimated, cost->full)));
	if (cost->development_not_considered)
		page_paragraph(page, _("Future development is not considered: there is no cost for it, in the system or around it."));
}

/* ---- the years ---- */

#define YEAR_COLUMNS (COST_GROUPS + 2)

static void begin_years(struct page *page)
{
	struct page_column columns[YEAR_COLUMNS] = {{"year", _("Year"), PAGE_YEAR}};
	for (int group = 0; group < COST_GROUPS; group++)
		columns[1 + group] = (struct page_column){cost_group_name(group), cost_group_label(group), PAGE_MONEY};
	columns[YEAR_COLUMNS - 1] = (struct page_column){"sum", _("Sum"), PAGE_MONEY};
	page_heading(page, _("Year by year"));
	page_table(page, "by_year", columns, YEAR_COLUMNS, false);
}

static bool tell_years(const struct making *making, struct error *error)
{
	struct page_cell cells[YEAR_COLUMNS], sums[YEAR_COLUMNS];
	begin_years(making->page);
	for (int c = 0; c < YEAR_COLUMNS; c++)
		sums[c] = page_money(0);
	for (uint16_t t = 0; t <= making->cost.flows.years; t++) {
		cells[0] = page_year(making->cost.first_year + t);
		cells[YEAR_COLUMNS - 1] = page_money(0);
		for (int group = 0; group < COST_GROUPS; group++) {
			money_t amount = making->cost.flows.yearly[group][t];
			cells[1 + group] = page_money(amount);
			if (!money_add(cells[YEAR_COLUMNS - 1].number, amount, &cells[YEAR_COLUMNS - 1].number) ||
			    !money_add(sums[1 + group].number, amount, &sums[1 + group].number))
				return error_set(error, ERROR_INPUT, _("the sums are too large to be told"));
		}
		if (!money_add(sums[YEAR_COLUMNS - 1].number, cells[YEAR_COLUMNS - 1].number, &sums[YEAR_COLUMNS - 1].number))
			return error_set(error, ERROR_INPUT, _("the sums are too large to be told"));
		page_row(making->page, cells);
	}
	sums[0] = page_words("");
	page_sum(making->page, sums);
	return true;
}

/* ---- economic life ---- */

/* What a year costs when the system is kept so long, leaving it included; the lowest is where its economic life ends.
 */
static void tell_economic_life(const struct making *making)
{
	const struct page_column columns[] = {
		{"keep_years", _("Kept years"), PAGE_NUMBER}, {"until", _("To the year"), PAGE_YEAR},
		{"yearly_if_kept", _("A year costs"), PAGE_MONEY}};
	struct system_keeping keeping;
	if (making->asking->about.entity != E_system ||
	    !system_cost_keep(&making->cost, cost_reader_parameters(making->reader)->rate, &keeping))
		return;
	page_heading(making->page, _("If it is kept"));
	page_fact(making->page, "economic_life_years", _("Cheapest a year when kept, years"), page_number(keeping.best));
	page_table(making->page, "economic_life", columns, COUNT_OF(columns), false);
	for (uint16_t n = 1; n <= keeping.years; n++)
		page_row(making->page, (struct page_cell[]){
			page_number(n), page_year(keeping.first_year + n), page_money(keeping.yearly_of[n - 1])});
}

/* ---- assumptions ---- */

static void tell_assumptions(const struct making *making)
{
	const struct page_column columns[] = {{"assumption", _("Assumption of ours"), PAGE_NAME},
		{"effect", _("Makes up"), PAGE_MONEY}, {"share", _("Of the full cost"), PAGE_PERCENT}};
	bool begun = false;
	for (int i = 0; i < COST_ASSUMPTIONS; i++) {
		if (!cost_assumption_matters(making->effects[i], making->cost.cost.full))
			continue;
		if (!begun) {
			page_heading(making->page, _("What rests on assumptions"));
			page_table(making->page, "assumptions", columns, COUNT_OF(columns), false);
			begun = true;
		}
		page_row(making->page, (struct page_cell[]){
			page_name(cost_assumption_name(i), cost_assumption_label(i)), page_money(making->effects[i]),
			page_percent(cost_share(making->effects[i], making->cost.cost.full))});
	}
}

/* ---- the lines ---- */

static void append_code(struct text *out, const struct teller *teller, struct ref ref)
{
	struct record record;
	if (view_record(teller->view, ref, &record))
		code_append(out, &record);
}

static struct page_cell kind_cell(uint8_t kind)
{
	const struct choice *choice = schema_choice(schema_choices(CHOICES_cost_kind), kind);
	return choice == NULL ? page_words("") : page_name(choice->name, _(choice->label));
}

static bool tell_line(void *context, const struct cost_line *line)
{
	const struct making *making = context;
	struct text about = {0}, code = {0}, name = {0};
	bool may = cost_line_is_told(making->teller, line);
	append_code(&about, making->teller, line->about);
	if (may) {
		append_code(&code, making->teller, line->ref);
		teller_name(&name, making->teller, line->ref);
	}
	page_row(making->page, (struct page_cell[]){
		page_year(line->year), page_name(cost_group_name(line->group), cost_group_label(line->group)),
		may ? kind_cell(line->kind) : page_words(""),
		may ? page_name(cost_origin_name(line->origin), cost_origin_label(line->origin))
		    : page_name("hidden", _("not shown to you")),
		page_code(about.data), page_code(code.data), page_words(name.data),
		line->estimated ? page_name("yes", _("estimated")) : page_words(""),
		page_money(may ? line->amount : NUMBER_UNSET)});
	text_free(&about);
	text_free(&code);
	text_free(&name);
	return true;
}

static bool tell_lines(struct making *making)
{
	const struct page_column columns[] = {
		{"year", _("Year"), PAGE_YEAR}, {"group", _("Group"), PAGE_NAME}, {"kind", _("Kind"), PAGE_NAME},
		{"origin", _("Where it comes from"), PAGE_NAME}, {"system", _("System"), PAGE_CODE},
		{"code", _("Record"), PAGE_CODE}, {"name", _("Name"), PAGE_WORDS}, {"estimated", _("Certainty"), PAGE_NAME},
		{"amount", _("Amount"), PAGE_MONEY}};
	page_heading(making->page, _("What the sums are made of"));
	page_table(making->page, "lines", columns, COUNT_OF(columns), true);
	return cost_reader_lines(making->reader, making->asking->about, tell_line, making);
}

/* ---- all of it ---- */

static bool make(struct making *making, struct error *error)
{
	if (!cost_reader_find(making->reader, making->asking->about, &making->cost, making->effects))
		return error_set(error, ERROR_INPUT, _("the cost cannot be worked out: a sum does not fit; look at the amounts"));
	if (making->cost.lines == 0) {
		page_paragraph(making->page,
			_("No cost is known. Add the costs of a year (forvalta add cost), then it can be told."));
		return true;
	}
	tell_sums(making);
	tell_assumptions(making);
	if (!tell_years(making, error))
		return false;
	page_bars(making->page, _("Cost by year"), 1, COST_GROUPS);
	tell_economic_life(making);
	return !making->asking->lines || tell_lines(making) ||
	       error_set(error, ERROR_INPUT, _("the cost cannot be worked out: a sum does not fit; look at the amounts"));
}

void cost_report_use(struct cost_parameters *parameters, const struct cost_asking *asking)
{
	if (asking->years != NUMBER_UNSET)
		parameters->years = (uint16_t)asking->years;
	if (asking->rate != NUMBER_UNSET)
		parameters->rate = asking->rate;
}

struct page *cost_report(const struct teller *teller, const struct cost_asking *asking, struct error *error)
{
	struct making *making = memory_new(sizeof *making);
	struct text name = {0}, title = {0}, code = {0};
	teller_name(&name, teller, asking->about);
	append_code(&code, teller, asking->about);
	text_printf(&title, _("What it costs: %s"), name.data);
	making->teller = teller;
	making->asking = asking;
	making->reader = cost_reader_new(teller->view, teller->session->conf, teller->session->today);
	making->page = page_new("cost", title.data, teller->session->conf);
	page_fact(making->page, "code", _("Code"), page_code(code.data));
	cost_report_use(cost_reader_parameters(making->reader), asking);
	if (!make(making, error))
		page_free(&making->page);
	struct page *page = making->page;
	cost_reader_free(&making->reader);
	free(making);
	text_free(&name);
	text_free(&title);
	text_free(&code);
	return page;
}
