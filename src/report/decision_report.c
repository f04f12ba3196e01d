/* The frame of a report to the committee (tjänsteskrivelse): the headings that such a report has, each filled in with
 * what the register knows and where it stands, and marked where nobody has written anything. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/committees.h"
#include "report/decision_private.h"
#include "report/report.h"
#include "report/upcoming.h"

/* ---- the head ---- */

static struct ref unit_of(const struct statement *statement)
{
	switch (statement->record.entity->number) {
	case E_opportunity: return told_ref(statement->teller, &statement->record, F_opportunity_unit);
	case E_contract: return told_ref(statement->teller, &statement->record, F_contract_unit);
	default: return told_ref(statement->teller, &statement->record, F_system_unit);
	}
}

/* The number of the matter: the contract's own, else of the last decision or document about it that has one. */
static void find_registry_number(const struct statement *statement, struct text *number)
{
	static const struct {
		uint8_t entity, about, number;
	} places[] = {{E_reference, F_reference_about, F_reference_registry_number},
	              {E_decision, F_decision_about, F_decision_registry_number}};
	struct ref self = record_self(&statement->record);
	if (self.entity == E_contract)
		text_append(number, told_text(statement->teller, &statement->record, F_contract_registry_number));
	for (size_t i = 0; i < COUNT_OF(places) && number->size == 0; i++) {
		struct records *records = records_new(statement->teller->view, places[i].entity);
		struct record record;
		for (bool there = records_last(records, &record); there && number->size == 0;
		     there = records_previous(records, &record))
			if (told_names(&record, places[i].about, &self, 1))
				text_append(number, told_text(statement->teller, &record, places[i].number));
		records_free(&records);
	}
}

static void tell_head(struct statement *statement)
{
	struct ref unit = unit_of(statement);
	record_id committee = unit.id == 0 ? 0 : committee_of(statement->teller->view, unit.id);
	struct text number = {0}, name = {0};
	find_registry_number(statement, &number);
	if (committee != 0)
		teller_name(&statement->committee, statement->teller, (struct ref){E_unit, committee});
	if (unit.id != 0)
		teller_name(&name, statement->teller, unit);
	page_fact(statement->page, "registry_number", _("Registry number"), page_words(number.data));
	page_fact(statement->page, "day", _("Day"), page_day(statement->teller->session->today));
	page_fact(statement->page, "committee", _("Committee"), page_words(statement->committee.data));
	page_fact(statement->page, "unit", _("Unit"), page_words(name.data));
	tell_facts(statement->page, statement->teller, &statement->record, "code");
	text_free(&number);
	text_free(&name);
}

/* ---- sections that are the same whatever it is about ---- */

static void tell_children_section(const struct statement *statement)
{
	page_passage(statement->page, "best_interests_of_children", NULL, NULL);
}

static void tell_no_staff(const struct statement *statement)
{
	page_passage(statement->page, "consequences_for_staff", NULL, NULL);
}

static void tell_no_proposal(const struct statement *statement)
{
	page_passage(statement->page, "proposal", NULL, NULL);
}

static void tell_risks(const struct statement *statement)
{
	if (!told_any_about(statement->teller, E_risk, F_risk_about, statement->about, statement->about_count))
		page_missing(statement->page);
	else
		tell_about(statement->page, statement->teller, NULL, E_risk, F_risk_about, statement->about, statement->about_count,
		           "risks", "code;title;about;probability;consequence;_measure;_owner");
}

static void tell_basis(const struct statement *statement)
{
	struct ref self = record_self(&statement->record);
	if (!told_any_about(statement->teller, E_reference, F_reference_about, statement->about, statement->about_count))
		page_missing(statement->page);
	else
		tell_about(statement->page, statement->teller, NULL, E_reference, F_reference_about, statement->about,
		           statement->about_count, "references", "title;kind;registry_number;dated;about;code");
	if (self.entity == E_opportunity) {
		page_subheading(statement->page, _("What must be answered"));
		tell_opportunity_gate(statement->page, statement->teller, &statement->record);
	}
	if (!told_any_about(statement->teller, E_decision, F_decision_about, &self, 1))
		return;
	page_subheading(statement->page, _("Earlier decisions"));
	tell_about(statement->page, statement->teller, NULL, E_decision, F_decision_about, &self, 1, "decisions",
	           "code;date;title;outcome;registry_number");
}

/* Who has been told of: people, and units. */
struct recipients {
	const struct statement *statement;
	struct system_list list[2];
};

/* Each once, as what they were named first. */
static void tell_recipient(struct recipients *told, struct ref who, const char *name, const char *as)
{
	const struct statement *statement = told->statement;
	struct text words = {0}, code = {0};
	if (!ref_is_set(who) || system_list_has(&told->list[who.entity == E_unit], who.id))
		return;
	system_list_add(&told->list[who.entity == E_unit], who.id);
	teller_name(&words, statement->teller, who);
	view_append_code(statement->teller->view, who, &code);
	page_row(statement->page, (struct page_cell[]){page_words(words.data), page_name(name, as), page_code(code.data)});
	text_free(&words);
	text_free(&code);
}

static bool is_now(const struct record *assignment, day_t today)
{
	day_t from = record_day(assignment, F_assignment_from), to = record_day(assignment, F_assignment_to);
	return (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || to >= today);
}

/* Those who answer for what it is about. */
static void tell_holders(struct recipients *told, struct ref about)
{
	const struct statement *statement = told->statement;
	uint8_t field = about.entity == E_system ? F_assignment_system : F_assignment_contract;
	struct naming *naming = naming_new(statement->teller->view, E_assignment, field, about);
	struct record row;
	while (naming_next(naming, &row)) {
		uint8_t role = record_choice(&row, F_assignment_role);
		bool answers = role == C_role_system_owner || role == C_role_system_manager || role == C_role_contract_owner ||
		               role == C_role_contract_manager || role == C_role_information_owner;
		struct page_cell cell = told_choice(CHOICES_role, role);
		if (answers && is_now(&row, statement->teller->session->today))
			tell_recipient(told, told_ref(statement->teller, &row, F_assignment_person), cell.words, cell.label);
	}
	naming_free(&naming);
}

static void tell_sent_to(const struct statement *statement)
{
	const struct page_column columns[] = {
		{"who", _("Who"), PAGE_WORDS}, {"as", _("As"), PAGE_NAME}, {"code", _("Code"), PAGE_CODE, PAGE_DATA}};
	const struct teller *teller = statement->teller;
	struct recipients told = {.statement = statement};
	page_table(statement->page, "sent_to", columns, COUNT_OF(columns), false);
	tell_recipient(&told, unit_of(statement), "unit", _("unit"));
	if (statement->record.entity->number == E_opportunity) {
		tell_recipient(&told, told_ref(teller, &statement->record, F_opportunity_sponsor), "sponsor", _("sponsor"));
		tell_recipient(&told, told_ref(teller, &statement->record, F_opportunity_it_lead), "it_lead",
		               _("leader in IT"));
	}
	for (size_t i = 0; i < statement->about_count; i++)
		if (statement->about[i].entity == E_system || statement->about[i].entity == E_contract)
			tell_holders(&told, statement->about[i]);
	system_list_free(&told.list[0]);
	system_list_free(&told.list[1]);
}

/* ---- the frame ---- */

static const struct {
	const char *heading;
	void (*opportunity)(const struct statement *);
	void (*contract)(const struct statement *);
	void (*system)(const struct statement *);
} sections[] = {
	{N_("Proposal for decision"), statement_opportunity_proposal, tell_no_proposal, tell_no_proposal},
	{N_("Summary"), statement_opportunity_summary, statement_contract_summary, statement_system_summary},
	{N_("Background"), statement_opportunity_background, statement_contract_background, statement_system_background},
	{N_("Alternatives"), statement_opportunity_alternatives, statement_contract_alternatives,
     statement_system_alternatives},
	{N_("Economic consequences"), statement_opportunity_money, statement_contract_money, statement_system_money},
	{N_("Consequences for staff"), statement_opportunity_staff, tell_no_staff, tell_no_staff},
	{N_("The best interests of children"), tell_children_section, tell_children_section, tell_children_section},
	{N_("Risks"), tell_risks, tell_risks, tell_risks},
	{N_("Basis for the decision"), tell_basis, tell_basis, tell_basis},
	{N_("The decision is sent to"), tell_sent_to, tell_sent_to, tell_sent_to},
};

static void tell_sections(const struct statement *statement)
{
	for (size_t i = 0; i < COUNT_OF(sections); i++) {
		page_heading(statement->page, _(sections[i].heading));
		switch (statement->record.entity->number) {
		case E_opportunity: sections[i].opportunity(statement); break;
		case E_contract: sections[i].contract(statement); break;
		default: sections[i].system(statement); break;
		}
	}
}

static void read_about(struct statement *statement)
{
	if (statement->record.entity->number == E_opportunity) {
		statement->all_seen = opportunity_systems(statement->teller, &statement->record, &statement->about,
		                                          &statement->about_count);
		return;
	}
	statement->about = memory_new(sizeof *statement->about);
	statement->about[0] = record_self(&statement->record);
	statement->about_count = 1;
	statement->all_seen = true;
}

static void read_comparison(struct statement *statement)
{
	const struct session *session = statement->teller->session;
	statement->costs = cost_reader_new(statement->teller->view, session->conf, session->today);
	if (statement->record.entity->number == E_opportunity)
		comparison_read(&statement->comparison, statement->costs, &statement->record);
}

struct page *report_decision(const struct teller *teller, struct ref about, struct error *error)
{
	struct statement statement = {.teller = teller};
	struct text title = {0};
	if (!view_record(teller->view, about, &statement.record)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
		return NULL;
	}
	text_append_text(&title, _("Report to the committee: "));
	teller_name(&title, teller, about);
	statement.page = page_new("decision", title.data, teller->session->conf);
	tell_head(&statement);
	if (!tell_hidden(statement.page, teller, &statement.record)) {
		read_about(&statement);
		read_comparison(&statement);
		tell_sections(&statement);
	}
	comparison_free(&statement.comparison);
	cost_reader_free(&statement.costs);
	free(statement.about);
	text_free(&statement.committee);
	text_free(&title);
	return statement.page;
}
