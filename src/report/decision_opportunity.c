/* The report to the committee about a development opportunity. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/decision_private.h"

static const struct compared *chosen_of(const struct statement *statement)
{
	for (size_t i = 1; i < statement->comparison.count; i++)
		if (record_yes(&statement->comparison.items[i].record, F_alternative_chosen))
			return &statement->comparison.items[i];
	return NULL;
}

static char *money_words(const struct statement *statement, money_t money)
{
	struct text words = {0};
	teller_money(&words, scaled(money, 1, 100) * 100, statement->teller->session->conf);
	return text_take(&words);
}

static void append_proposal(struct text *out, const struct statement *statement, const struct compared *chosen,
                            money_t budget)
{
	const char *committee = statement->committee.size > 0 ? statement->committee.data : _("The committee");
	struct text name = {0}, alternative = {0};
	teller_title(&name, statement->teller, &statement->record);
	teller_title(&alternative, statement->teller, &chosen->record);
	if (budget == NUMBER_UNSET) {
		text_printf(out, _("%s decides to carry out “%s” for “%s”."), committee, alternative.data, name.data);
	} else {
		char *sum = money_words(statement, budget);
		text_printf(out, _("%s decides to carry out “%s” for “%s” within a budget of %s."), committee, alternative.data,
		            name.data, sum);
		free(sum);
	}
	text_free(&name);
	text_free(&alternative);
}

/* What is chosen, by whom and for how much: where nothing is chosen, nobody has written anything. */
void statement_opportunity_proposal(const struct statement *statement)
{
	const struct compared *chosen = chosen_of(statement);
	money_t budget = told_number(statement->teller, &statement->record, F_opportunity_budget);
	struct text words = {0}, source = {0};
	if (chosen != NULL) {
		append_proposal(&words, statement, chosen, budget);
		tell_source(&source, statement->teller, &chosen->record, F_alternative_chosen);
	}
	if (chosen != NULL && budget != NUMBER_UNSET) {
		text_append_text(&source, "; ");
		tell_source(&source, statement->teller, &statement->record, F_opportunity_budget);
	}
	page_passage(statement->page, "proposal", words.data, source.data);
	text_free(&words);
	text_free(&source);
}

/* ---- summary ---- */

/* The trigger that comes first. */
static bool first_trigger(const struct statement *statement, struct record *first)
{
	struct records *triggers = records_new(statement->teller->view, E_opportunity_trigger);
	struct record trigger;
	bool on = false, found = false;
	while (records_child(triggers, statement->record.id, &on, &trigger)) {
		day_t due = record_day(&trigger, F_opportunity_trigger_due);
		if (due == DAY_UNSET || (found && due >= record_day(first, F_opportunity_trigger_due)))
			continue;
		*first = trigger;
		found = true;
	}
	records_free(&triggers);
	return found;
}

static void append_trigger(struct text *out, const struct statement *statement)
{
	char day[DAY_TEXT_SIZE];
	struct record trigger;
	struct text about = {0};
	if (!first_trigger(statement, &trigger))
		return;
	teller_name(&about, statement->teller, told_ref(statement->teller, &trigger, F_opportunity_trigger_about));
	struct page_cell kind =
		told_choice(CHOICES_trigger_kind, record_choice(&trigger, F_opportunity_trigger_kind));
	text_printf(out, _("It is set off by %s: %s, %s."), about.data, kind.label == NULL ? "" : kind.label,
	            day_text(record_day(&trigger, F_opportunity_trigger_due), day));
	text_free(&about);
}

static void append_decide_by(struct text *out, const struct statement *statement)
{
	char day[DAY_TEXT_SIZE];
	day_t by = told_day(statement->teller, &statement->record, F_opportunity_decide_by);
	if (by == DAY_UNSET)
		return;
	text_append_text(out, out->size > 0 ? "\n" : "");
	text_printf(out, by < statement->teller->session->today
	                     ? _("The last day to decide with every choice left was %s.")
	                     : _("It is to be decided by %s for there still to be a choice."), day_text(by, day));
}

static void append_chosen_cost(struct text *out, const struct statement *statement, const struct compared *chosen)
{
	struct text title = {0};
	char *sum = money_words(statement, chosen->cost.yearly[GUESS_LIKELY]);
	teller_title(&title, statement->teller, &chosen->record);
	text_append_text(out, out->size > 0 ? "\n" : "");
	text_printf(out, _("“%s” costs about %s a year over %u years."), title.data, sum, chosen->cost.years);
	text_free(&title);
	free(sum);
}

static void append_costs(struct text *out, const struct statement *statement)
{
	const struct compared *chosen = chosen_of(statement), *nothing = &statement->comparison.items[0];
	if (!statement->all_seen)
		return;
	if (chosen != NULL && chosen->known)
		append_chosen_cost(out, statement, chosen);
	if (nothing->known) {
		char *sum = money_words(statement, nothing->cost.yearly[GUESS_LIKELY]);
		text_append_text(out, out->size > 0 ? "\n" : "");
		text_printf(out, _("To go on as it is costs about %s a year."), sum);
		free(sum);
	}
}

void statement_opportunity_summary(const struct statement *statement)
{
	struct text words = {0}, source = {0};
	append_trigger(&words, statement);
	append_decide_by(&words, statement);
	append_costs(&words, statement);
	view_append_code(statement->teller->view, record_self(&statement->record), &source);
	text_append_text(&source, _(", triggers, decide by and alternatives"));
	page_passage(statement->page, "summary", words.data, source.data);
	text_free(&words);
	text_free(&source);
}

/* ---- the rest ---- */

void statement_opportunity_background(const struct statement *statement)
{
	tell_passage(statement->page, statement->teller, &statement->record, F_opportunity_need, true);
	tell_passage(statement->page, statement->teller, &statement->record, F_opportunity_acceptance, true);
	page_subheading(statement->page, _("What sets it off"));
	tell_opportunity_triggers(statement->page, statement->teller, &statement->record);
	page_subheading(statement->page, _("Systems"));
	tell_opportunity_systems(statement->page, statement->teller, &statement->record);
	tell_opportunity_known(statement->page, statement->teller, &statement->record);
}

static bool may_compare(const struct statement *statement)
{
	if (!statement->all_seen)
		page_paragraph(statement->page, _("What going on costs rests on a system that is not shown to you."));
	return statement->all_seen;
}

void statement_opportunity_alternatives(const struct statement *statement)
{
	if (may_compare(statement))
		tell_comparison(statement->page, &statement->comparison, statement->teller->session->today);
	page_subheading(statement->page, _("Why, and why not"));
	tell_children(statement->page, statement->teller, NULL, E_alternative, statement->record.id, "reasons",
	              "code;title;kind;chosen;_why_not");
}

void statement_opportunity_money(const struct statement *statement)
{
	tell_facts(statement->page, statement->teller, &statement->record, "budget;spent;external_share");
	page_paragraph(statement->page, _("What the alternatives cost is estimated; least and most say how sure it is. "
		"Costs are without value added tax and without the rise of prices."));
	if (may_compare(statement))
		tell_comparison_curves(statement->page, &statement->comparison, statement->teller->session->today);
	page_subheading(statement->page, _("Benefits"));
	tell_children(statement->page, statement->teller, NULL, E_benefit, statement->record.id, "benefits",
	              "title;beneficiary;baseline;target;due;+yearly_value;_measure;_owner;_payer");
}

void statement_opportunity_staff(const struct statement *statement)
{
	static const uint8_t fields[] = {F_opportunity_new_way_of_working, F_opportunity_flows, F_opportunity_target_people};
	tell_passage(statement->page, statement->teller, &statement->record, F_opportunity_roles_changed, false);
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (told_value(statement->teller, &statement->record, fields[i]).set)
			tell_passage(statement->page, statement->teller, &statement->record, fields[i], true);
}
