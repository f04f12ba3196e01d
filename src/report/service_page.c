#include "report/service_page.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/costs.h"
#include "register/figures.h"
#include "register/summary.h"
#include "report/report_private.h"
#include "report/telling.h"

struct reading_service {
	const struct teller *teller;
	struct service_page *page;
	struct record service;
	record_id *systems;
	size_t count, capacity;
	bool hidden; /* one that may not be seen is among them */
};

const char *service_section_title(enum service_section section)
{
	switch (section) {
	case SERVICE_PEOPLE: return _("Who answers for it");
	case SERVICE_SYSTEMS: return _("What it rests on");
	case SERVICE_COST: return _("What it costs");
	case SERVICE_CONTRACTS: return _("Contracts");
	case SERVICE_FINDINGS: return _("Put right");
	case SERVICE_INCIDENTS: return _("Incidents");
	default: return _("Development");
	}
}

static struct desk_item *add(struct reading_service *reading, enum service_section section, struct ref ref,
                             struct text *name, struct text *what, struct text *when)
{
	struct desk_item *item = desk_item_add(&reading->page->sections[section]);
	item->ref = ref;
	item->name = name->size > 0 ? text_take(name) : memory_copy_text("");
	item->what = what->size > 0 ? text_take(what) : memory_copy_text("");
	item->when = when->size > 0 ? text_take(when) : memory_copy_text("");
	return item;
}

static void append_day(struct text *out, const char *words, day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	if (day != DAY_UNSET)
		text_printf(out, "%s %s", words, day_text(day, buffer));
}

static void append_choice(struct text *out, uint8_t set, uint8_t number)
{
	const struct choice *choice = number == 0 ? NULL : schema_choice(schema_choices(set), number);
	if (choice != NULL)
		text_append_text(out, _(choice->label));
}

/* ---- who ---- */

static void read_people(struct reading_service *reading)
{
	struct naming *naming = naming_new(reading->teller->view, E_assignment, F_assignment_service,
	                                   record_self(&reading->service));
	day_t today = reading->teller->session->today;
	struct record row;
	while (naming_next(naming, &row)) {
		struct text name = {0}, what = {0}, when = {0};
		day_t to = record_day(&row, F_assignment_to), from = record_day(&row, F_assignment_from);
		struct ref person = record_ref(&row, F_assignment_person);
		if ((to != DAY_UNSET && to < today) || (from != DAY_UNSET && from > today))
			continue;
		teller_name(&name, reading->teller, person);
		append_choice(&what, CHOICES_role, record_choice(&row, F_assignment_role));
		append_day(&when, _("until"), to);
		add(reading, SERVICE_PEOPLE, person, &name, &what, &when);
	}
	naming_free(&naming);
}

/* ---- what it rests on ---- */

static enum desk_weight weight_of(uint8_t state)
{
	return state == C_decide_state_passed ? WEIGHT_DANGER : state == C_decide_state_now ? WEIGHT_WARNING : WEIGHT_PLAIN;
}

static enum desk_sign sign_of(uint8_t state)
{
	switch (state) {
	case C_decide_state_passed: return SIGN_GREAT;
	case C_decide_state_now: return SIGN_NEAR;
	case C_decide_state_soon: return SIGN_SMALL;
	default: return SIGN_NONE;
	}
}

static struct value figure(const struct reading_service *reading, const struct record *system, const char *name)
{
	return reading_field(reading->teller->reading, system, figure_find(system->entity, slice_of(name)));
}

static void tell_system(struct reading_service *reading, const struct record *system, const struct record *support)
{
	struct text name = {0}, what = {0}, when = {0};
	struct value ends = figure(reading, system, "support_ends"), decide = figure(reading, system, "decide_by");
	struct value state = figure(reading, system, "decide_state");
	uint8_t how = state.set ? (uint8_t)state.number : 0;
	teller_title(&name, reading->teller, system);
	append_day(&what, _("support to"), ends.set ? (day_t)ends.number : DAY_UNSET);
	if (what.size == 0 && record_is_set(support, F_support_importance))
		text_printf(&what, _("importance %lld"), (long long)record_number(support, F_support_importance));
	append_day(&when, _("decide by"), decide.set ? (day_t)decide.number : DAY_UNSET);
	struct desk_item *item = add(reading, SERVICE_SYSTEMS, record_self(system), &name, &what, &when);
	item->weight = weight_of(how);
	item->sign = sign_of(how);
}

static void read_systems(struct reading_service *reading)
{
	struct naming *naming = naming_new(reading->teller->view, E_support, F_support_service,
	                                   record_self(&reading->service));
	struct record support, system;
	while (naming_next(naming, &support)) {
		if (!reading_record(reading->teller->reading, (struct ref){E_system, support.parent}, &system))
			continue;
		if (!told_may_see(reading->teller, &system)) {
			reading->hidden = true;
			continue;
		}
		memory_grow(&reading->systems, &reading->capacity, reading->count, sizeof *reading->systems);
		reading->systems[reading->count++] = system.id;
		tell_system(reading, &system, &support);
	}
	naming_free(&naming);
}

/* ---- what it costs ---- */

static void read_cost(struct reading_service *reading)
{
	const struct session *session = reading->teller->session;
	struct cost_reader *reader = cost_reader_new(reading->teller->view, session->conf, session->today);
	struct system_cost cost;
	if (!reading->hidden && cost_reader_find(reader, record_self(&reading->service), &cost, NULL) && cost.lines > 0) {
		struct text name = {0}, what = {0}, when = {0};
		teller_money_short(&name, cost.cost.full, session->conf);
		text_append_text(&what, _("over its life"));
		if (cost.cost.full != 0)
			text_printf(&when, _("%lld %% is assumptions"),
				(long long)scaled(cost.full_estimated, 100, cost.cost.full));
		add(reading, SERVICE_COST, (struct ref){0}, &name, &what, &when);
	}
	cost_reader_free(&reader);
}

/* ---- what hangs on its systems ---- */

static bool has(const struct desk_items *items, struct ref ref)
{
	for (size_t i = 0; i < items->count; i++)
		if (ref_equal(items->items[i].ref, ref))
			return true;
	return false;
}

static void tell_contract(struct reading_service *reading, struct ref ref)
{
	struct contract_reading terms;
	struct contract_clock clock;
	struct record contract;
	if (has(&reading->page->sections[SERVICE_CONTRACTS], ref) ||
	    !reading_record(reading->teller->reading, ref, &contract) || !told_may_see(reading->teller, &contract))
		return;
	facts_contract(&contract, &terms);
	contract_clock(&terms.terms, reading->teller->session->today, &clock);
	if (clock.state == CONTRACT_ENDED)
		return;
	struct text name = {0}, what = {0}, when = {0};
	teller_title(&name, reading->teller, &contract);
	append_day(&what, _("contract to"), clock.current_end);
	if (clock.last_notice_day >= reading->teller->session->today)
		append_day(&when, _("notice by"), clock.last_notice_day);
	add(reading, SERVICE_CONTRACTS, ref, &name, &what, &when);
}

static void read_contracts(struct reading_service *reading, record_id system)
{
	struct records *rows = records_new(reading->teller->view, E_contract_system);
	struct record row;
	bool on = false;
	while (records_child(rows, system, &on, &row))
		tell_contract(reading, record_ref(&row, F_contract_system_contract));
	records_free(&rows);
}

static void read_findings(struct reading_service *reading, record_id system)
{
	struct records *rows = records_new(reading->teller->view, E_finding);
	struct record row;
	bool on = false;
	while (records_child(rows, system, &on, &row)) {
		struct text name = {0}, what = {0}, when = {0};
		uint8_t severity = finding_severity(&row);
		if (!finding_state_is_open(record_choice(&row, F_finding_state)) || severity < C_severity_medium ||
		    !told_may_see(reading->teller, &row))
			continue;
		teller_name(&name, reading->teller, record_ref(&row, F_finding_about));
		teller_rule(&what, reading->teller, record_text(&row, F_finding_rule));
		append_day(&when, _("by"), record_day(&row, F_finding_due));
		struct desk_item *item = add(reading, SERVICE_FINDINGS, record_self(&row), &name, &what, &when);
		item->weight = severity >= C_severity_high ? WEIGHT_DANGER : WEIGHT_WARNING;
		item->sign = severity >= C_severity_high ? SIGN_GREAT : SIGN_SMALL;
	}
	records_free(&rows);
}

static void read_incidents(struct reading_service *reading, record_id system)
{
	struct records *rows = records_new(reading->teller->view, E_incident);
	struct record row;
	bool on = false;
	while (records_child(rows, system, &on, &row)) {
		struct text name = {0}, what = {0}, when = {0};
		if (record_is_set(&row, F_incident_closed) || !told_may_see(reading->teller, &row))
			continue;
		teller_title(&name, reading->teller, &row);
		teller_name(&what, reading->teller, (struct ref){E_system, system});
		append_day(&when, _("open since"), record_day(&row, F_incident_opened));
		add(reading, SERVICE_INCIDENTS, record_self(&row), &name, &what, &when);
	}
	records_free(&rows);
}

static void read_development(struct reading_service *reading)
{
	struct naming *naming = naming_new(reading->teller->view, E_opportunity, F_opportunity_service,
	                                   record_self(&reading->service));
	struct record row;
	while (naming_next(naming, &row)) {
		struct text name = {0}, what = {0}, when = {0};
		uint8_t stage = record_choice(&row, F_opportunity_stage);
		if (stage == C_stage_rejected || stage == C_stage_stopped || !told_may_see(reading->teller, &row))
			continue;
		teller_title(&name, reading->teller, &row);
		append_choice(&what, CHOICES_stage, stage);
		append_day(&when, _("decide by"), stage < C_stage_decided ? record_day(&row, F_opportunity_decide_by)
		                                                               : DAY_UNSET);
		add(reading, SERVICE_DEVELOPMENT, record_self(&row), &name, &what, &when);
	}
	naming_free(&naming);
}

/* ---- all of it ---- */

bool service_page_read(struct service_page *page, const struct teller *teller, record_id service)
{
	struct reading_service reading = {.teller = teller, .page = page};
	for (size_t i = 0; i < SERVICE_SECTIONS; i++)
		desk_items_clear(&page->sections[i]);
	if (!reading_record(teller->reading, (struct ref){E_service, service}, &reading.service) ||
	    !told_may_see(teller, &reading.service))
		return false;
	read_people(&reading);
	read_systems(&reading);
	read_cost(&reading);
	for (size_t i = 0; i < reading.count; i++) {
		read_contracts(&reading, reading.systems[i]);
		read_findings(&reading, reading.systems[i]);
		read_incidents(&reading, reading.systems[i]);
	}
	read_development(&reading);
	free(reading.systems);
	return true;
}

void service_page_free(struct service_page *page)
{
	for (size_t i = 0; i < SERVICE_SECTIONS; i++) {
		desk_items_clear(&page->sections[i]);
		free(page->sections[i].items);
	}
	*page = (struct service_page){0};
}
