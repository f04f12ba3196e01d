/* The page of a service: what it rests on, what happens next, what it costs over its life and for each unit delivered,
 * and who answers for it. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/committees.h"
#include "register/costs.h"
#include "report/findings_table.h"
#include "report/report.h"
#include "report/upcoming.h"

#define YEARS_AHEAD 5

struct service_making {
	const struct teller *teller;
	struct page *page;
	struct record service;
	struct system_list systems, contracts, integrations;
	struct system_cost cost;
	bool cost_known;
};

/* ---- what there is ---- */

static bool has_not_ended(const struct service_making *making, struct ref ref)
{
	struct contract_reading reading;
	struct contract_clock clock;
	struct record contract;
	if (!reading_record(making->teller->reading, ref, &contract))
		return false;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, making->teller->session->today, &clock);
	return clock.state != CONTRACT_ENDED;
}

static void read_contracts(struct service_making *making, record_id system)
{
	struct records *rows = records_new(making->teller->view, E_contract_system);
	struct record row;
	bool on = false;
	while (records_child(rows, system, &on, &row))
		if (has_not_ended(making, record_ref(&row, F_contract_system_contract)))
			system_list_add(&making->contracts, record_ref(&row, F_contract_system_contract).id);
	records_free(&rows);
}

/* Those that begin at the system and those that end there. */
static void read_integrations(struct service_making *making, record_id system)
{
	struct records *rows = records_new(making->teller->view, E_integration);
	struct naming *naming = naming_new(making->teller->view, E_integration, F_integration_to_system,
	                                   (struct ref){E_system, system});
	struct record row;
	bool on = false;
	while (records_child(rows, system, &on, &row))
		system_list_add(&making->integrations, row.id);
	while (naming_next(naming, &row))
		system_list_add(&making->integrations, row.id);
	naming_free(&naming);
	records_free(&rows);
}

static void read_all(struct service_making *making)
{
	struct naming *supports = naming_new(making->teller->view, E_support, F_support_service,
	                                     record_self(&making->service));
	struct record support;
	while (naming_next(supports, &support))
		system_list_add(&making->systems, support.parent);
	naming_free(&supports);
	for (size_t i = 0; i < making->systems.count; i++) {
		struct record system;
		if (!reading_record(making->teller->reading, (struct ref){E_system, making->systems.ids[i]}, &system) ||
		    !told_may_see(making->teller, &system))
			continue;
		read_contracts(making, system.id);
		read_integrations(making, system.id);
	}
}

/* All of its systems may be seen: else what they cost together would tell of those that may not. */
static bool may_see_systems(const struct service_making *making)
{
	struct record system;
	for (size_t i = 0; i < making->systems.count; i++)
		if (reading_record(making->teller->reading, (struct ref){E_system, making->systems.ids[i]}, &system) &&
		    !told_may_see(making->teller, &system))
			return false;
	return told_may_see(making->teller, &making->service);
}

/* ---- money ---- */

static void read_cost(struct service_making *making)
{
	const struct session *session = making->teller->session;
	struct cost_reader *reader = cost_reader_new(making->teller->view, session->conf, session->today);
	making->cost_known = may_see_systems(making) &&
	                     cost_reader_find(reader, record_self(&making->service), &making->cost, NULL) &&
	                     making->cost.lines > 0;
	cost_reader_free(&reader);
}

static money_t cost_of_year(const struct system_cost *cost, uint16_t t)
{
	money_t sum = 0;
	for (int group = 0; group < COST_GROUPS; group++)
		if (!money_add(sum, cost->flows.yearly[group][t], &sum))
			return NUMBER_UNSET;
	return sum;
}

static void tell_years(const struct service_making *making)
{
	const struct page_column columns[] = {{"year", _("Year"), PAGE_YEAR}, {"narrow", _("Today's budget"), PAGE_MONEY},
		{"beside", _("Not in today's budget"), PAGE_MONEY}, {"sum", _("Sum"), PAGE_MONEY}};
	const struct system_cost *cost = &making->cost;
	page_table(making->page, "cost_by_year", columns, COUNT_OF(columns), false);
	for (uint16_t t = 0; t <= cost->flows.years; t++) {
		money_t narrow = cost->flows.yearly[COST_NARROW][t], sum = cost_of_year(cost, t);
		page_row(making->page, (struct page_cell[]){page_year(cost->first_year + t), page_money(narrow),
			page_money(sum == NUMBER_UNSET ? NUMBER_UNSET : sum - narrow), page_money(sum)});
	}
	page_bars(making->page, _("Cost by year"), 1, 2);
}

static int64_t share(money_t part, money_t whole)
{
	return whole == 0 ? NUMBER_UNSET : scaled(part, 10000, whole);
}

static void tell_cost(const struct service_making *making)
{
	const struct system_cost *cost = &making->cost;
	struct page *page = making->page;
	page_heading(page, _("What it costs"));
	if (!making->cost_known) {
		page_paragraph(page, _("What it costs is not known, or rests on what is not shown to you."));
		return;
	}
	page_fact(page, "cost_this_year", _("This year"), page_money(cost_of_year(cost, 0)));
	page_fact(page, "cost_narrow", _("Over its life, what today's budget sees"), page_money(cost->cost.narrow));
	page_fact(page, "cost_full", _("Over its life, full"), page_money(cost->cost.full));
	page_fact(page, "cost_yearly", _("As a yearly cost, full"), page_money(cost->cost.yearly_full));
	page_fact(page, "cost_estimated", _("Estimated, share of the full cost"),
	          page_percent(share(cost->full_estimated, cost->cost.full)));
	tell_years(making);
}

/* ---- what is delivered ---- */

/* The latest year with a volume, and the sum of its channels. */
static int64_t latest_volume(const struct service_making *making, int64_t *year)
{
	struct records *volumes = records_new(making->teller->view, E_volume);
	struct record volume;
	int64_t sum = NUMBER_UNSET;
	bool on = false;
	*year = 0;
	while (records_child(volumes, making->service.id, &on, &volume)) {
		int64_t of = record_number(&volume, F_volume_year), number = told_number(making->teller, &volume, F_volume_number);
		if (number == NUMBER_UNSET || of > day_year(making->teller->session->today) || of < *year)
			continue;
		sum = of > *year || sum == NUMBER_UNSET ? number : sum + number;
		*year = of;
	}
	records_free(&volumes);
	return sum;
}

static void tell_volumes(const struct service_making *making)
{
	int64_t year, volume = latest_volume(making, &year);
	money_t cost = making->cost_known ? cost_of_year(&making->cost, 0) : NUMBER_UNSET;
	tell_children(making->page, making->teller, _("What is delivered"), E_volume, making->service.id, "volumes",
	              "year;channel;number;note");
	if (volume == NUMBER_UNSET)
		return;
	page_fact(making->page, "volume_year", _("Latest year"), page_year(year));
	page_fact(making->page, "volume", _("Delivered that year, all channels"), page_number(volume));
	page_fact(making->page, "cost_each", _("This year's cost for each"),
	          page_money(cost == NUMBER_UNSET || volume == 0 ? NUMBER_UNSET : scaled(cost, 1, volume)));
}

/* ---- how it has been ---- */

#define MONTHS_BACK 12

struct disturbances {
	size_t count, open, significant, unknown; /* unknown: how long is not known */
	int64_t minutes;
};

static void add_incident(struct disturbances *sum, const struct service_making *making, const struct record *incident)
{
	day_t today = making->teller->session->today, opened = told_day(making->teller, incident, F_incident_opened);
	int64_t minutes = told_number(making->teller, incident, F_incident_downtime_minutes);
	if (opened == DAY_UNSET || opened > today || opened < day_add_months(today, -MONTHS_BACK))
		return;
	sum->count++;
	sum->open += !record_is_set(incident, F_incident_closed);
	sum->significant += record_yes(incident, F_incident_significant);
	sum->unknown += minutes == NUMBER_UNSET;
	sum->minutes += minutes == NUMBER_UNSET ? 0 : minutes;
}

static void tell_disturbances(const struct service_making *making)
{
	struct records *incidents = records_new(making->teller->view, E_incident);
	struct disturbances sum = {0};
	struct record incident;
	for (size_t i = 0; i < making->systems.count; i++) {
		bool on = false;
		while (records_child(incidents, making->systems.ids[i], &on, &incident))
			add_incident(&sum, making, &incident);
	}
	page_heading(making->page, _("Incidents of the last twelve months"));
	page_fact(making->page, "incidents", _("In the systems it rests on"), page_number((int64_t)sum.count));
	page_fact(making->page, "incidents_open", _("Of them open"), page_number((int64_t)sum.open));
	page_fact(making->page, "incidents_significant", _("Of them significant"), page_number((int64_t)sum.significant));
	page_fact(making->page, "downtime_minutes", _("Stood still, minutes"), page_number(sum.minutes));
	page_fact(making->page, "downtime_unknown", _("How long is not known"), page_number((int64_t)sum.unknown));
	records_free(&incidents);
}

/* Changes that are still to come, or under way. */
static void tell_changes(const struct service_making *making)
{
	struct records *plans = records_new(making->teller->view, E_release_plan);
	struct told_table table;
	struct record plan;
	page_heading(making->page, _("Planned changes"));
	told_table_begin(&table, making->page, making->teller, E_release_plan, "changes",
	                 "code;system;version;start;end;state;downtime_minutes;_title;_kind;_responsible", false);
	for (size_t i = 0; i < making->systems.count; i++) {
		bool on = false;
		while (records_child(plans, making->systems.ids[i], &on, &plan)) {
			day_t start = record_day(&plan, F_release_plan_start), end = record_day(&plan, F_release_plan_end);
			if (day_later(start, end) >= making->teller->session->today)
				told_table_row(&table, &plan);
		}
	}
	told_table_end(&table);
	records_free(&plans);
}

/* ---- lists ---- */

static void tell_systems(const struct service_making *making)
{
	struct naming *supports = naming_new(making->teller->view, E_support, F_support_service,
	                                     record_self(&making->service));
	struct told_table table;
	struct record support;
	page_heading(making->page, _("Systems it rests on"));
	told_table_begin(&table, making->page, making->teller, E_support, "systems",
	                 "code=system.code;name=system.name;importance;share;phase=system.phase;"
	                 "support_ends=system.support_ends;decide_by=system.decide_by;decide_state=system.decide_state;"
	                 "?lcc=system.lcc;_supplier=system.supplier;_unit=system.unit;"
	                 "_open_findings=system.open_findings", true);
	while (naming_next(supports, &support))
		told_table_row(&table, &support);
	told_table_end(&table);
	naming_free(&supports);
}

static void tell_next(const struct service_making *making)
{
	const struct upcoming_only only = {.systems = making->systems, .service = making->service.id};
	page_heading(making->page, _("What happens next"));
	upcoming_tell_only(making->page, making->teller, &only, YEARS_AHEAD, "upcoming");
}

static void tell_open_findings(const struct service_making *making)
{
	struct ref *about = memory_new_array(making->systems.count + 1, sizeof *about);
	for (size_t i = 0; i < making->systems.count; i++)
		about[i] = (struct ref){E_system, making->systems.ids[i]};
	about[making->systems.count] = record_self(&making->service);
	page_heading(making->page, _("To put right"));
	tell_findings(making->page, making->teller, about, making->systems.count + 1);
	free(about);
}

/* ---- all of it ---- */

static void tell_beginning(const struct service_making *making)
{
	record_id unit = told_ref(making->teller, &making->service, F_service_unit).id;
	record_id committee = committee_of(making->teller->view, unit);
	struct text name = {0};
	if (committee != 0)
		teller_name(&name, making->teller, (struct ref){E_unit, committee});
	tell_facts(making->page, making->teller, &making->service, "code;name;unit");
	page_fact(making->page, "committee", _("Committee"), page_words(name.data));
	tell_facts(making->page, making->teller, &making->service,
	           "object;audience;target_group;digital;criticality;users;support_ends;decide_by;decide_state;decide_trigger;"
	           "trigger_day;earliest;obsolescence;debt;open_findings");
	tell_passage(making->page, making->teller, &making->service, F_service_description, false);
	text_free(&name);
}

static void tell(const struct service_making *making)
{
	const struct teller *teller = making->teller;
	struct ref self = record_self(&making->service);
	tell_beginning(making);
	tell_naming(making->page, teller, _("Who answers for it"), E_assignment, F_assignment_service, self, "assignments",
	            "role;person;deputy;from;to");
	tell_systems(making);
	tell_next(making);
	tell_cost(making);
	tell_volumes(making);
	tell_open_findings(making);
	tell_disturbances(making);
	tell_changes(making);
	tell_ids(making->page, making->teller, _("Contracts"), E_contract,
	         making->contracts.ids, making->contracts.count, "contracts",
	         "code;name;current_end;last_notice_day;+?yearly_cost;_supplier;_state;_exit_if_noticed;_final_end");
	tell_ids(making->page, making->teller, _("Integrations"), E_integration,
	         making->integrations.ids, making->integrations.count, "integrations",
	         "code;from_system;to_system;kind;critical;support_end;+yearly_cost;_name;_external_party;_direction;"
	         "_standard");
	tell_naming(making->page, teller, _("Development opportunities"), E_opportunity, F_opportunity_service, self,
	            "opportunities", "code;title;stage;decide_by;budget;_sponsor;_need");
}

struct page *report_service(const struct teller *teller, struct ref about, struct error *error)
{
	struct service_making *making = memory_new(sizeof *making);
	struct page *page = NULL;
	struct text title = {0};
	making->teller = teller;
	if (!view_record(teller->view, about, &making->service)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
	} else {
		text_append_text(&title, _("Service: "));
		teller_name(&title, teller, about);
		page = making->page = page_new("service", title.data, teller->session->conf);
		if (!tell_hidden(page, teller, &making->service)) {
			read_all(making);
			read_cost(making);
			tell(making);
		}
	}
	system_list_free(&making->systems);
	system_list_free(&making->contracts);
	system_list_free(&making->integrations);
	free(making);
	text_free(&title);
	return page;
}
