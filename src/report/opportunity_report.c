/* A development opportunity as it stands. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/committees.h"
#include "report/findings_table.h"
#include "report/opportunity_parts.h"
#include "report/report.h"

struct opportunity_making {
	const struct teller *teller;
	struct page *page;
	struct record record;
	struct ref *about; /* its systems and itself */
	size_t about_count;
	bool all_seen;
};

static void tell_beginning(const struct opportunity_making *making)
{
	record_id unit = told_ref(making->teller, &making->record, F_opportunity_unit).id;
	record_id committee = unit == 0 ? 0 : committee_of(making->teller->view, unit);
	struct text name = {0};
	if (committee != 0)
		teller_name(&name, making->teller, (struct ref){E_unit, committee});
	tell_facts(making->page, making->teller, &making->record, "code;stage;track;size;service;unit");
	page_fact(making->page, "committee", _("Committee"), page_words(name.data));
	tell_facts(making->page, making->teller, &making->record,
	           "decide_by;decided;start;end;baseline_end;budget;spent;progress;health;old_system_ends;old_system_plan;"
	           "programme");
	text_free(&name);
}

static void tell_passages(const struct opportunity_making *making, const char *heading, const uint8_t fields[],
                          size_t count)
{
	page_heading(making->page, heading);
	for (size_t i = 0; i < count; i++)
		tell_passage(making->page, making->teller, &making->record, fields[i], true);
}

static void tell_why(const struct opportunity_making *making)
{
	static const uint8_t need[] = {F_opportunity_need, F_opportunity_acceptance};
	tell_passages(making, _("The need"), need, COUNT_OF(need));
	page_heading(making->page, _("What sets it off"));
	tell_opportunity_triggers(making->page, making->teller, &making->record);
	page_heading(making->page, _("Systems"));
	tell_opportunity_systems(making->page, making->teller, &making->record);
	page_heading(making->page, _("What the register knew when it was raised"));
	tell_opportunity_known(making->page, making->teller, &making->record);
}

static void tell_how(const struct opportunity_making *making)
{
	static const uint8_t work[] = {F_opportunity_new_way_of_working, F_opportunity_flows, F_opportunity_roles_changed,
		F_opportunity_target_people, F_opportunity_target_process, F_opportunity_target_technology};
	tell_passages(making, _("The way of working that changes"), work, COUNT_OF(work));
	tell_facts(making->page, making->teller, &making->record,
	           "functions_kept;functions_changed;functions_new;process_mapped;information_mapped;digital_first");
}

static void tell_alternatives(const struct opportunity_making *making)
{
	const struct session *session = making->teller->session;
	page_heading(making->page, _("Alternatives beside doing nothing"));
	if (!making->all_seen) {
		page_paragraph(making->page, _("What going on costs rests on a system that is not shown to you."));
		return;
	}
	struct cost_reader *reader = cost_reader_new(making->teller->view, session->conf, session->today);
	struct comparison comparison;
	comparison_read(&comparison, reader, &making->record);
	tell_comparison(making->page, &comparison, session->today);
	tell_comparison_curves(making->page, &comparison, session->today);
	comparison_free(&comparison);
	cost_reader_free(&reader);
}

static void tell_lists(const struct opportunity_making *making)
{
	struct page *page = making->page;
	const struct teller *teller = making->teller;
	record_id id = making->record.id;
	tell_children(page, teller, _("Benefits"), E_benefit, id, "benefits",
	              "code;title;beneficiary;baseline;target;outcome;due;+yearly_value;_kind;_measure;_owner;_payer;"
	              "_measured");
	tell_children(page, teller, _("Goals"), E_opportunity_goal, id, "goals",
	              "code=goal.code;name=goal.name;degree;weight=goal.weight;source=goal.source;_why");
	tell_children(page, teller, _("Requirements"), E_requirement, id, "requirements",
	              "code;text;level;weight;_traces_to;_acceptance;_owner");
	tell_children(page, teller, _("Milestones"), E_milestone, id, "milestones", "title;due;done;_note");
	tell_children(page, teller, _("Hours"), E_allocation, id, "allocations", "quarter;unit;person;planned;used");
}

static void tell_around(const struct opportunity_making *making)
{
	struct page *page = making->page;
	const struct teller *teller = making->teller;
	struct ref self = record_self(&making->record);
	tell_about(page, teller, _("Risks"), E_risk, F_risk_about, making->about, making->about_count, "risks",
	           "code;title;about;probability;consequence;next;_measure;_owner");
	tell_about(page, teller, _("Decisions"), E_decision, F_decision_about, &self, 1, "decisions",
	           "code;date;title;outcome;registry_number;amount;_text");
	tell_about(page, teller, _("Lessons"), E_lesson, F_lesson_about, making->about, making->about_count, "lessons",
	           "code;title;about;_what_happened;_what_we_learned");
	page_heading(page, _("To put right"));
	tell_findings(page, teller, making->about, making->about_count);
	page_heading(page, _("People"));
	tell_facts(page, teller, &making->record, "asked_by;received;received_by;sponsor;it_lead;reviewed_by;help_wanted");
}

struct page *report_opportunity(const struct teller *teller, struct ref about, struct error *error)
{
	struct opportunity_making making = {.teller = teller};
	struct text title = {0};
	if (!view_record(teller->view, about, &making.record)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
		return NULL;
	}
	text_append_text(&title, _("Development opportunity: "));
	teller_name(&title, teller, about);
	making.page = page_new("opportunity", title.data, teller->session->conf);
	making.all_seen = opportunity_systems(teller, &making.record, &making.about, &making.about_count);
	tell_beginning(&making);
	if (!tell_hidden(making.page, teller, &making.record)) {
		tell_why(&making);
		tell_how(&making);
		tell_alternatives(&making);
		page_heading(making.page, _("What must be answered"));
		tell_opportunity_gate(making.page, teller, &making.record);
		tell_lists(&making);
		tell_around(&making);
	}
	free(making.about);
	text_free(&title);
	return making.page;
}
