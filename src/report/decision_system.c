/* The report to the committee about a system: what is to come after it, and what is left until then. */
#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/scope.h"
#include "report/decision_private.h"
#include "report/upcoming.h"

#define YEARS_AHEAD 5

/* Why and by when, as the program reasons about it. */
void statement_system_summary(const struct statement *statement)
{
	const struct session *session = statement->teller->session;
	if (!authority_may_explain(session, statement->teller->view, &statement->record)) {
		page_paragraph(statement->page, _("Why a decision is needed is not shown to you."));
		return;
	}
	struct scope_reader *reader = scope_reader_new(statement->teller->view, session->conf, session->today, 0);
	const struct system_scope *scope = scope_read(reader, &statement->record);
	struct reasons chain = {0};
	struct text words = {0}, source = {0};
	decision_explain(&scope->facts, &scope->decision, NULL, &chain);
	tell_reasons(&words, statement->teller, &chain);
	view_append_code(statement->teller->view, record_self(&statement->record), &source);
	text_append_text(&source, _(", the decision clock"));
	page_passage(statement->page, "summary", words.data, source.data);
	scope_reader_free(&reader);
	text_free(&words);
	text_free(&source);
}

void statement_system_background(const struct statement *statement)
{
	tell_passage(statement->page, statement->teller, &statement->record, F_system_purpose, false);
	tell_facts(statement->page, statement->teller, &statement->record,
	           "name;phase;in_use_from;supplier;criticality;users;support_ends;decide_by;decide_state;decide_trigger;"
	           "trigger_day;earliest;gap");
	page_subheading(statement->page, _("Services touched"));
	tell_children(statement->page, statement->teller, NULL, E_support, statement->record.id, "services",
	              "code=service.code;name=service.name;importance;unit=service.unit;criticality=service.criticality");
}

void statement_system_alternatives(const struct statement *statement)
{
	struct upcoming_only only = {{0}, 0};
	system_list_add(&only.systems, statement->record.id);
	page_paragraph(statement->page, _("What comes up, and where the day to decide has passed what is left:"));
	upcoming_tell_only(statement->page, statement->teller, &only, YEARS_AHEAD, "upcoming");
	system_list_free(&only.systems);
	page_subheading(statement->page, _("Development opportunities"));
	tell_naming(statement->page, statement->teller, NULL, E_opportunity_system, F_opportunity_system_system,
	            record_self(&statement->record), "opportunities",
	            "code=opportunity.code;title=opportunity.title;stage=opportunity.stage;role");
}

void statement_system_money(const struct statement *statement)
{
	tell_facts(statement->page, statement->teller, &statement->record,
	           "lcc_narrow;lcc;debt;replacement_value;exit_cost");
}
