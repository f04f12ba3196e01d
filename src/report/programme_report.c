#include "report/programme_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/benefits.h"
#include "register/programme.h"
#include "report/telling.h"

enum { BUDGET, SPENT, FORECAST, EXPECTED, REALISED, SUMS };

static const struct {
	const char *name, *label;
	uint8_t field; /* of the opportunity; 0: of its benefits */
} sums[SUMS] = {[BUDGET] = {"budget", N_("Budget"), F_opportunity_budget},
                [SPENT] = {"spent", N_("Spent"), F_opportunity_spent},
                [FORECAST] = {"forecast", N_("Forecast"), F_opportunity_forecast},
                [EXPECTED] = {"benefit_expected", N_("Benefit hoped for"), 0},
                [REALISED] = {"benefit_realised", N_("Benefit measured"), 0}};

struct telling {
	const struct teller *teller;
	struct page *page;
	struct benefit_reader *benefits;
	money_t sums[SUMS];
	size_t stated[SUMS], hidden, late, red;
	size_t stages[C_stage_stopped + 1];
	bool overflows;
};

static void add_to(struct telling *telling, int sum, money_t amount)
{
	if (amount == NUMBER_UNSET)
		return;
	telling->stated[sum]++;
	telling->overflows = !money_add(telling->sums[sum], amount, &telling->sums[sum]) || telling->overflows;
}

/* What one part hopes for and has measured, in a year. NUMBER_UNSET where no benefit says. */
static void read_benefits(struct telling *telling, record_id part, money_t amounts[SUMS])
{
	struct records *rows = records_new(telling->teller->view, E_benefit);
	struct record benefit;
	bool on = false;
	while (records_child(rows, part, &on, &benefit)) {
		struct benefit_row row;
		benefit_reader_read(telling->benefits, &benefit, &row);
		const money_t stated[] = {record_number(&benefit, F_benefit_yearly_value), row.facts.realised_value};
		for (int i = 0; i < 2; i++) {
			money_t *amount = &amounts[EXPECTED + i];
			if (stated[i] != NUMBER_UNSET && !money_add(*amount == NUMBER_UNSET ? 0 : *amount, stated[i], amount))
				telling->overflows = true;
		}
	}
	records_free(&rows);
}

static struct page_cell choice_cell(const struct record *part, uint8_t field)
{
	const struct field *row = schema_field(part->entity, field);
	const struct choice *choice = schema_choice(schema_choices(row->choices), record_choice(part, field));
	return page_name(choice == NULL ? "" : choice->name, choice == NULL ? "" : _(choice->label));
}

static void count_part(struct telling *telling, const struct record *part, const money_t amounts[SUMS])
{
	uint8_t stage = record_choice(part, F_opportunity_stage);
	day_t end = record_day(part, F_opportunity_end);
	bool under_way = stage == C_stage_decided || stage == C_stage_running;
	telling->stages[stage <= C_stage_stopped ? stage : 0]++;
	telling->late += under_way && end != DAY_UNSET && end < telling->teller->session->today;
	telling->red += record_choice(part, F_opportunity_health) == C_health_red && under_way;
	for (int i = 0; i < SUMS; i++)
		add_to(telling, i, amounts[i]);
}

static void add_part(struct telling *telling, const struct programme_part *part)
{
	const struct record *record = &part->record;
	money_t amounts[SUMS];
	struct text name = {0}, code = {0};
	if (!told_may_see(telling->teller, record)) {
		telling->hidden++;
		return;
	}
	for (int i = 0; i < SUMS; i++)
		amounts[i] = sums[i].field == 0 ? NUMBER_UNSET : record_number(record, sums[i].field);
	read_benefits(telling, record->id, amounts);
	count_part(telling, record, amounts);
	for (unsigned depth = 1; depth < part->depth; depth++)
		text_append_text(&name, "· ");
	teller_name(&name, telling->teller, record_self(record));
	view_append_code(telling->teller->view, record_self(record), &code);
	const struct page_cell cells[] = {page_code(code.data),
	                                  page_words(name.data),
	                                  page_number(part->depth),
	                                  choice_cell(record, F_opportunity_stage),
	                                  choice_cell(record, F_opportunity_health),
	                                  page_day(record_day(record, F_opportunity_end)),
	                                  page_money(amounts[BUDGET]),
	                                  page_money(amounts[SPENT]),
	                                  page_money(amounts[FORECAST]),
	                                  page_money(amounts[EXPECTED]),
	                                  page_money(amounts[REALISED])};
	page_row(telling->page, cells);
	text_free(&name);
	text_free(&code);
}

static void add_table(struct telling *telling, const struct programme *programme)
{
	const struct page_column columns[] = {{"code", _("Code"), PAGE_CODE, PAGE_BESIDE},
	                                      {"title", _("Title"), PAGE_WORDS, PAGE_BESIDE},
	                                      {"depth", _("Depth"), PAGE_NUMBER, PAGE_DATA},
	                                      {"stage", _("Stage"), PAGE_NAME, PAGE_BESIDE},
	                                      {"health", _("Health"), PAGE_NAME, PAGE_DATA},
	                                      {"end", _("End"), PAGE_DAY, PAGE_BESIDE},
	                                      {"budget", _("Budget"), PAGE_MONEY, PAGE_BESIDE},
	                                      {"spent", _("Spent"), PAGE_MONEY, PAGE_BESIDE},
	                                      {"forecast", _("Forecast"), PAGE_MONEY, PAGE_BELOW},
	                                      {"benefit_expected", _("Benefit hoped for"), PAGE_MONEY, PAGE_BELOW},
	                                      {"benefit_realised", _("Benefit measured"), PAGE_MONEY, PAGE_BELOW}};
	page_table(telling->page, "parts", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < programme->count; i++)
		add_part(telling, &programme->parts[i]);
}

static void add_stages(struct telling *telling)
{
	const struct page_column columns[] = {{"stage", _("Stage"), PAGE_NAME, PAGE_BESIDE},
	                                      {"parts", _("Parts"), PAGE_NUMBER, PAGE_BESIDE}};
	const struct choice_set *set = schema_choices(CHOICES_stage);
	page_table(telling->page, "stages", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < set->count; i++) {
		const struct choice *choice = &set->choices[i];
		const struct page_cell cells[] = {page_name(choice->name, _(choice->label)),
		                                  page_number((int64_t)telling->stages[choice->number])};
		if (telling->stages[choice->number] > 0)
			page_row(telling->page, cells);
	}
}

/* A sum of which nobody has stated anything is not known, and not 0. */
static void add_sums(struct telling *telling)
{
	const struct page_column columns[] = {{"sum", _("Sum"), PAGE_NAME, PAGE_BESIDE},
	                                      {"amount", _("Amount"), PAGE_MONEY, PAGE_BESIDE},
	                                      {"stated_by", _("Parts that state it"), PAGE_NUMBER, PAGE_BESIDE}};
	page_table(telling->page, "sums", columns, COUNT_OF(columns), false);
	for (int i = 0; i < SUMS; i++) {
		const struct page_cell cells[] = {
			page_name(sums[i].name, _(sums[i].label)),
			page_or_unknown(page_money(telling->stated[i] == 0 ? NUMBER_UNSET : telling->sums[i])),
			page_number((int64_t)telling->stated[i])};
		page_row(telling->page, cells);
	}
}

static void add_facts(struct telling *telling, const struct record *programme, size_t count)
{
	struct text name = {0};
	teller_name(&name, telling->teller, record_self(programme));
	page_fact(telling->page, "about", _("About"), page_words(name.data));
	page_fact(telling->page, "stage", _("Stage"), choice_cell(programme, F_opportunity_stage));
	page_fact(telling->page, "frame", _("Its own budget, the frame"),
	          page_or_unknown(page_money(record_number(programme, F_opportunity_budget))));
	page_fact(telling->page, "parts", _("Parts"), page_number((int64_t)count));
	text_free(&name);
}

static void add_signs(struct telling *telling)
{
	page_fact(telling->page, "late", _("Under way past their end"), page_number((int64_t)telling->late));
	page_fact(telling->page, "off_course", _("Off course"), page_number((int64_t)telling->red));
	if (telling->hidden > 0)
		page_fact(telling->page, "hidden", _("Not shown to you"), page_number((int64_t)telling->hidden));
}

struct page *report_programme(const struct teller *teller, struct ref about, struct error *error)
{
	struct programme programme = {0};
	struct record record;
	if (about.entity != E_opportunity || !view_record(teller->view, about, &record)) {
		error_set(error, ERROR_INPUT, _("a programme is a development opportunity that others are parts of"));
		return NULL;
	}
	struct telling telling = {.teller = teller,
	                          .page = page_new("programme", _("Programme"), teller->session->conf),
	                          .benefits = benefit_reader_new(teller->view, teller->session->conf, teller->session->today)};
	programme_read(&programme, teller->view, about.id);
	if (!tell_hidden(telling.page, teller, &record)) {
		add_facts(&telling, &record, programme.count);
		add_table(&telling, &programme);
		add_stages(&telling);
		add_sums(&telling);
		add_signs(&telling);
	}
	programme_free(&programme);
	benefit_reader_free(&telling.benefits);
	if (telling.overflows) {
		page_free(&telling.page);
		error_set(error, ERROR_INPUT, _("the sums of the parts are too large to be added up"));
	}
	return telling.page;
}
