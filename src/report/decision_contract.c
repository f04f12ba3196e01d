/* The report to the committee about a contract: let it run, give notice, or use an option. */
#include "base/lang.h"
#include "base/memory.h"
#include "register/facts.h"
#include "report/decision_private.h"

struct clocked {
	struct contract_reading reading;
	struct contract_clock clock;
};

static void read_clock(const struct statement *statement, struct clocked *clocked)
{
	facts_contract(&statement->record, &clocked->reading);
	contract_clock(&clocked->reading.terms, statement->teller->session->today, &clocked->clock);
}

/* The state of the contract as the program reasons about it. */
void statement_contract_summary(const struct statement *statement)
{
	struct clocked clocked;
	struct reasons chain = {0};
	struct text words = {0}, source = {0};
	read_clock(statement, &clocked);
	contract_explain(&clocked.reading.terms, &clocked.clock, &chain);
	tell_reasons(&words, statement->teller, &chain);
	view_append_code(statement->teller->view, record_self(&statement->record), &source);
	text_append_text(&source, _(", the terms of the contract"));
	page_passage(statement->page, "summary", words.data, source.data);
	text_free(&words);
	text_free(&source);
}

void statement_contract_background(const struct statement *statement)
{
	tell_passage(statement->page, statement->teller, &statement->record, F_contract_purpose, false);
	tell_facts(statement->page, statement->teller, &statement->record,
	           "name;number;kind;supplier;unit;signed;start;end;renewal;renewal_months;notice_months;option_months;"
	           "options_used;procurement;next_procurement");
	page_subheading(statement->page, _("Systems"));
	tell_naming(statement->page, statement->teller, NULL, E_contract_system, F_contract_system_contract,
	            record_self(&statement->record), "systems",
	            "code=system.code;name=system.name;part;decide_by=system.decide_by;decide_state=system.decide_state");
	page_subheading(statement->page, _("What has been promised"));
	tell_children(statement->page, statement->teller, NULL, E_commitment, statement->record.id, "commitments",
	              "text;target;outcome;met;measured");
}

/* ---- what can be done ---- */

static void tell_way(const struct statement *statement, const char *name, const char *label, day_t by, day_t until)
{
	page_row(statement->page, (struct page_cell[]){page_name(name, label), page_day(by), page_day(until)});
}

void statement_contract_alternatives(const struct statement *statement)
{
	const struct page_column columns[] = {{"way", _("Way"), PAGE_NAME}, {"by", _("At the latest"), PAGE_DAY},
		{"until", _("It then runs until"), PAGE_DAY}};
	struct clocked clocked;
	read_clock(statement, &clocked);
	const struct contract_terms *terms = &clocked.reading.terms;
	const struct contract_clock *clock = &clocked.clock;
	bool over = (clock->remarks & CONTRACT_TERMINATED) != 0 || clock->state == CONTRACT_ENDED;
	page_table(statement->page, "ways", columns, COUNT_OF(columns), true);
	if (!over && clock->options_left > 0)
		tell_way(statement, "use_option", _("use the option"), clock->option_notice_day,
		         day_term_end(clock->current_end + 1,
		                      terms->option_months[terms->option_count - clock->options_left]));
	if (!over && contract_renews_tacitly(terms))
		tell_way(statement, "let_run", _("let it run"), DAY_UNSET, contract_current_end(terms, clock->current_end + 1));
	else if (!over && terms->running)
		tell_way(statement, "let_run", _("let it run"), DAY_UNSET, DAY_UNSET);
	else if (!over)
		tell_way(statement, "let_end", _("let it end"), DAY_UNSET, clock->current_end);
	if (!over && clock->last_notice_day != DAY_UNSET && clock->last_notice_day >= statement->teller->session->today)
		tell_way(statement, "give_notice", _("give notice for the end of the term"), clock->last_notice_day,
		         clock->current_end);
	if (!over && clock->exit_if_noticed != DAY_UNSET)
		tell_way(statement, "notice_today", _("give notice today"), statement->teller->session->today,
		         clock->exit_if_noticed);
	page_subheading(statement->page, _("Terms for leaving"));
	tell_passage(statement->page, statement->teller, &statement->record, F_contract_exit_terms, false);
}

void statement_contract_money(const struct statement *statement)
{
	tell_facts(statement->page, statement->teller, &statement->record,
	           "yearly_cost;total_value;ceiling;called_off;price_model;index_name;index_percent;exit_cost");
	page_subheading(statement->page, _("Changes of the contract"));
	tell_children(statement->page, statement->teller, NULL, E_contract_change, statement->record.id, "changes",
	              "date;+amount;ground;registry_number");
}
