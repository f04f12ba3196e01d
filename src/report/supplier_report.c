/* Everything that rests on a supplier and on what is part of it: systems, contracts, licences, whom it touches, what it
 * costs, what has been promised, what could end together and how it could be left. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/committees.h"
#include "register/exits.h"
#include "register/together.h"
#include "report/exit_report.h"
#include "report/report.h"
#include "report/upcoming.h"

#define YEARS_BACK 2
#define YEARS_AHEAD 5
#define YEARS (YEARS_BACK + 1 + YEARS_AHEAD)

/* A contract that has not ended. */
struct supplied {
	record_id id;
	day_t start, until; /* until when it runs: DAY_UNSET as long as nobody ends it */
	day_t end;          /* the next end that can be met; DAY_UNSET: not known */
	money_t yearly;
	bool direct;
};

struct supplier_making {
	const struct teller *teller;
	struct page *page;
	struct record supplier;
	day_t today;
	struct system_list family, systems, services, committees;
	struct supplied *contracts;
	size_t contract_count, contract_capacity;
	money_t agreed[YEARS], costs[YEARS][COST_BASIS_ACTUAL + 1];
	size_t unknown[YEARS]; /* contracts whose cost a year is not known */
	bool overflows;
};

/* ---- what there is ---- */

static bool is_shown(const struct supplier_making *making, struct ref ref)
{
	struct record record;
	return reading_record(making->teller->reading, ref, &record) && told_may_see(making->teller, &record);
}

static struct supplied read_terms(const struct supplier_making *making, const struct record *contract)
{
	struct contract_reading reading;
	struct contract_clock clock;
	facts_contract(contract, &reading);
	contract_clock(&reading.terms, making->today, &clock);
	bool goes_on = (clock.remarks & CONTRACT_TERMINATED) == 0 &&
	               (reading.terms.running || contract_renews_tacitly(&reading.terms));
	return (struct supplied){
		.id = clock.state == CONTRACT_ENDED ? 0 : contract->id,
		.start = reading.terms.start,
		.until = goes_on ? DAY_UNSET : clock.final_end != DAY_UNSET ? clock.final_end : clock.current_end,
		.end = clock.exit_if_noticed != DAY_UNSET ? clock.exit_if_noticed : clock.current_end,
		.yearly = told_number(making->teller, contract, F_contract_yearly_cost),
		.direct = record_choice(contract, F_contract_procurement) == C_procurement_direct,
	};
}

static void read_contracts(struct supplier_making *making, record_id supplier)
{
	struct naming *naming = naming_new(making->teller->view, E_contract, F_contract_supplier,
	                                   (struct ref){E_supplier, supplier});
	struct record contract;
	while (naming_next(naming, &contract)) {
		struct supplied supplied = read_terms(making, &contract);
		if (supplied.id == 0 || !told_may_see(making->teller, &contract))
			continue;
		memory_grow(&making->contracts, &making->contract_capacity, making->contract_count, sizeof supplied);
		making->contracts[making->contract_count++] = supplied;
	}
	naming_free(&naming);
}

static bool add_committee(void *context, record_id committee)
{
	system_list_add(context, committee);
	return true;
}

static void read_touched(struct supplier_making *making, record_id id)
{
	struct records *supports = records_new(making->teller->view, E_support);
	struct record support, system;
	bool on = false;
	if (reading_record(making->teller->reading, (struct ref){E_system, id}, &system))
		committees_of_system(making->teller->view, &system, making->today, add_committee, &making->committees);
	while (records_child(supports, id, &on, &support)) {
		struct ref service = record_ref(&support, F_support_service);
		if (is_shown(making, service))
			system_list_add(&making->services, service.id);
	}
	records_free(&supports);
}

static void read_all(struct supplier_making *making)
{
	const struct view *view = making->teller->view;
	struct system_list all = {0};
	supplier_family(view, making->supplier.id, &making->family);
	for (size_t i = 0; i < making->family.count; i++)
		read_contracts(making, making->family.ids[i]);
	exits_systems(view, record_self(&making->supplier), making->today, &all);
	for (size_t i = 0; i < all.count; i++) {
		if (!is_shown(making, (struct ref){E_system, all.ids[i]}))
			continue;
		system_list_add(&making->systems, all.ids[i]);
		read_touched(making, all.ids[i]);
	}
	system_list_free(&all);
}

/* ---- money ---- */

static void add(struct supplier_making *making, money_t *place, money_t amount)
{
	if (!money_add(*place, amount, place))
		making->overflows = true;
}

static void add_agreed(struct supplier_making *making, const struct supplied *contract)
{
	for (int y = YEARS_BACK; y < YEARS; y++) {
		int year = day_year(making->today) - YEARS_BACK + y;
		bool runs = (contract->start == DAY_UNSET || day_year(contract->start) <= year) &&
		            (contract->until == DAY_UNSET || day_year(contract->until) >= year);
		if (runs && contract->yearly == NUMBER_UNSET)
			making->unknown[y]++;
		else if (runs)
			add(making, &making->agreed[y], contract->yearly);
	}
}

static void add_cost(struct supplier_making *making, const struct record *cost)
{
	int64_t y = record_number(cost, F_cost_year) - day_year(making->today) + YEARS_BACK;
	money_t amount = told_number(making->teller, cost, F_cost_amount);
	uint8_t basis = record_choice(cost, F_cost_basis);
	if (y >= 0 && y < YEARS && amount != NUMBER_UNSET && basis <= COST_BASIS_ACTUAL)
		add(making, &making->costs[y][basis], amount);
}

/* What is booked on the contract, and under it on what else it serves. */
static void add_costs(struct supplier_making *making, struct ref contract)
{
	static const uint8_t fields[] = {F_cost_contract, F_cost_paid_under};
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		struct naming *naming = naming_new(making->teller->view, E_cost, fields[i], contract);
		struct record cost;
		while (naming_next(naming, &cost))
			add_cost(making, &cost);
		naming_free(&naming);
	}
}

/* Of contracts that have ended too: what was paid was paid. */
static void read_money(struct supplier_making *making)
{
	for (size_t i = 0; i < making->contract_count; i++)
		add_agreed(making, &making->contracts[i]);
	for (size_t i = 0; i < making->family.count; i++) {
		struct naming *naming = naming_new(making->teller->view, E_contract, F_contract_supplier,
		                                   (struct ref){E_supplier, making->family.ids[i]});
		struct record contract;
		while (naming_next(naming, &contract))
			if (told_may_see(making->teller, &contract))
				add_costs(making, record_self(&contract));
		naming_free(&naming);
	}
}

static void tell_money(const struct supplier_making *making)
{
	const struct page_column columns[] = {
		{"year", _("Year"), PAGE_YEAR}, {"agreed", _("Agreed a year"), PAGE_MONEY},
		{"unknown", _("Contracts without a known cost"), PAGE_NUMBER}, {"budget", _("Budget"), PAGE_MONEY},
		{"forecast", _("Forecast"), PAGE_MONEY}, {"actual", _("Actual"), PAGE_MONEY}};
	page_heading(making->page, _("Money year by year"));
	page_paragraph(making->page, _("Agreed is what the contracts that run that year say they cost; budget, forecast and "
		"actual are the costs entered on them. They are the same money seen twice, and are not to be added."));
	page_table(making->page, "by_year", columns, COUNT_OF(columns), false);
	for (int y = 0; y < YEARS; y++)
		page_row(making->page, (struct page_cell[]){
			page_year(day_year(making->today) - YEARS_BACK + y),
			page_money(y < YEARS_BACK ? NUMBER_UNSET : making->agreed[y]),
			page_number(y < YEARS_BACK ? NUMBER_UNSET : (int64_t)making->unknown[y]),
			page_money(making->costs[y][COST_BASIS_BUDGET]), page_money(making->costs[y][COST_BASIS_FORECAST]),
			page_money(making->costs[y][COST_BASIS_ACTUAL])});
	page_bars(making->page, _("Agreed a year"), 1, 1);
}

/* ---- lists ---- */

static void tell_contracts(const struct supplier_making *making)
{
	struct told_table table;
	struct record contract;
	page_heading(making->page, _("Contracts"));
	told_table_begin(&table, making->page, making->teller, E_contract, "contracts",
	                 "code;name;current_end;last_notice_day;exit_if_noticed;+?yearly_cost;_state;_kind;_procurement;"
	                 "_renewal;_option_notice_day;_final_end;_supplier;_unit", true);
	for (size_t i = 0; i < making->contract_count; i++)
		if (reading_record(making->teller->reading, (struct ref){E_contract, making->contracts[i].id}, &contract))
			told_table_row(&table, &contract);
	told_table_end(&table);
}

static void tell_licences(const struct supplier_making *making)
{
	struct told_table table;
	page_heading(making->page, _("Licences"));
	told_table_begin(&table, making->page, making->teller, E_licence, "licences",
	                 "code;name;system;metric;quantity;unit_cost;period;end;renewal", false);
	for (size_t i = 0; i < making->family.count; i++) {
		struct naming *naming = naming_new(making->teller->view, E_licence, F_licence_supplier,
		                                   (struct ref){E_supplier, making->family.ids[i]});
		struct record licence;
		while (naming_next(naming, &licence))
			told_table_row(&table, &licence);
		naming_free(&naming);
	}
	told_table_end(&table);
}

/* ---- promises ---- */

struct promises {
	size_t made, met, missed;
};

static void tell_commitments(struct supplier_making *making, struct promises *promises)
{
	struct records *records = records_new(making->teller->view, E_commitment);
	struct told_table table;
	struct record commitment;
	page_heading(making->page, _("What has been promised"));
	told_table_begin(&table, making->page, making->teller, E_commitment, "commitments",
	                 "code;text;target;outcome;met;measured;_contract;_measure;_responsible", false);
	for (size_t i = 0; i < making->contract_count; i++) {
		bool on = false;
		while (records_child(records, making->contracts[i].id, &on, &commitment)) {
			uint8_t met = record_choice(&commitment, F_commitment_met);
			promises->made++;
			promises->met += met == C_yesno_yes;
			promises->missed += met == C_yesno_no;
			told_table_row(&table, &commitment);
		}
	}
	told_table_end(&table);
	records_free(&records);
}

static void tell_promises(struct supplier_making *making)
{
	struct promises promises = {0};
	tell_commitments(making, &promises);
	if (promises.made == 0)
		return;
	size_t measured = promises.met + promises.missed;
	page_fact(making->page, "promised", _("Promised"), page_number((int64_t)promises.made));
	page_fact(making->page, "met", _("Of them met"), page_number((int64_t)promises.met));
	page_fact(making->page, "not_measured", _("Not measured"), page_number((int64_t)(promises.made - measured)));
	page_fact(making->page, "delivery", _("Met, of those measured"),
	          page_percent(measured == 0 ? NUMBER_UNSET : scaled((int64_t)promises.met, 10000, (int64_t)measured)));
}

/* ---- what could end together ---- */

static int compare_ends(const void *a, const void *b)
{
	const struct supplied *x = a, *y = b;
	if (x->end != y->end)
		return x->end == DAY_UNSET ? 1 : y->end == DAY_UNSET ? -1 : x->end < y->end ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* How many of the contracts from `at` on end within a year of the first. */
static size_t end_together(const struct supplier_making *making, size_t at)
{
	size_t count = 0;
	day_t last = day_add_months(making->contracts[at].end, together_months(making->teller->session->conf));
	while (at + count < making->contract_count && making->contracts[at + count].end != DAY_UNSET &&
	       making->contracts[at + count].end <= last)
		count++;
	return count;
}

static void tell_group(const struct supplier_making *making, size_t at, size_t count, int64_t group)
{
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
	struct text words = {0};
	text_printf(&words, _("%zu contracts, %s to %s"), count, day_text(making->contracts[at].end, from),
	            day_text(making->contracts[at + count - 1].end, to));
	page_group(making->page, words.data);
	for (size_t i = at; i < at + count; i++) {
		struct ref ref = {E_contract, making->contracts[i].id};
		struct text code = {0}, name = {0};
		view_append_code(making->teller->view, ref, &code);
		teller_name(&name, making->teller, ref);
		page_row(making->page, (struct page_cell[]){page_number(group), page_day(making->contracts[i].end),
			page_code(code.data), page_words(name.data), page_or_unknown(page_money(making->contracts[i].yearly))});
		text_free(&code);
		text_free(&name);
	}
	text_free(&words);
}

static void tell_together(struct supplier_making *making)
{
	const struct page_column columns[] = {{"group", _("Group"), PAGE_NUMBER, PAGE_DATA}, {"end", _("Ends"), PAGE_DAY},
		{"code", _("Code"), PAGE_CODE}, {"name", _("Contract"), PAGE_WORDS}, {"yearly_cost", _("A year"), PAGE_MONEY}};
	int64_t groups = 0;
	if (making->contract_count > 0)
		qsort(making->contracts, making->contract_count, sizeof *making->contracts, compare_ends);
	page_heading(making->page, _("What could end together"));
	page_paragraph(making->page, _("Contracts whose next end that can still be met lies within twelve months of "
		"another's: they can be answered with one purchase."));
	page_table(making->page, "together", columns, COUNT_OF(columns), false);
	for (size_t at = 0, count; at < making->contract_count && making->contracts[at].end != DAY_UNSET; at += count) {
		count = end_together(making, at);
		if (count > 1)
			tell_group(making, at, count, ++groups);
	}
}

/* ---- all of it ---- */

static void tell_beginning(const struct supplier_making *making)
{
	struct page *page = making->page;
	size_t direct = 0;
	for (size_t i = 0; i < making->contract_count; i++)
		direct += making->contracts[i].direct;
	tell_facts(page, making->teller, &making->supplier, "code;name;part_of;organisation_number;country");
	page_fact(page, "members", _("Suppliers in the group, itself among them"), page_number((int64_t)making->family.count));
	page_fact(page, "system_count", _("Systems that rest on it"), page_number((int64_t)making->systems.count));
	page_fact(page, "contract_count", _("Contracts that have not ended"), page_number((int64_t)making->contract_count));
	page_fact(page, "direct_awards", _("Of them direct awards"), page_number((int64_t)direct));
	page_fact(page, "agreed_this_year", _("Agreed this year"), page_money(making->agreed[YEARS_BACK]));
	page_fact(page, "unknown_this_year", _("Contracts without a known cost"),
	          page_number((int64_t)making->unknown[YEARS_BACK]));
}

static void tell_clocks(const struct supplier_making *making)
{
	const struct upcoming_only only = {.systems = making->systems};
	page_heading(making->page, _("What comes up"));
	upcoming_tell_only(making->page, making->teller, &only, YEARS_AHEAD, "upcoming");
}

static void tell(struct supplier_making *making)
{
	tell_beginning(making);
	tell_ids(making->page, making->teller, _("Systems that rest on it"), E_system,
	         making->systems.ids, making->systems.count, "rests_on_it",
	         "code;name;phase;criticality;users;decide_by;decide_state;_unit;_supplier;_operated_by;_maintained_by");
	tell_contracts(making);
	tell_licences(making);
	tell_ids(making->page, making->teller, _("Services touched"), E_service,
	         making->services.ids, making->services.count, "services",
	         "code;name;unit;criticality;users;decide_by;decide_state");
	tell_ids(making->page, making->teller, _("Committees touched"), E_unit,
	         making->committees.ids, making->committees.count, "committees_touched", "code;name");
	tell_money(making);
	tell_clocks(making);
	tell_together(making);
	tell_promises(making);
	page_heading(making->page, _("Could we leave"));
	exit_report_append(making->page, making->teller, record_self(&making->supplier));
}

static void free_making(struct supplier_making *making)
{
	system_list_free(&making->family);
	system_list_free(&making->systems);
	system_list_free(&making->services);
	system_list_free(&making->committees);
	free(making->contracts);
}

struct page *report_supplier(const struct teller *teller, struct ref about, struct error *error)
{
	struct supplier_making making = {.teller = teller, .today = teller->session->today};
	struct text title = {0};
	if (!view_record(teller->view, about, &making.supplier)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
		return NULL;
	}
	text_append_text(&title, _("Supplier: "));
	teller_name(&title, teller, about);
	making.page = page_new("supplier", title.data, teller->session->conf);
	read_all(&making);
	read_money(&making);
	tell(&making);
	if (making.overflows) {
		error_set(error, ERROR_INPUT, _("the sums are too large to be told"));
		page_free(&making.page);
	}
	free_making(&making);
	text_free(&title);
	return making.page;
}
