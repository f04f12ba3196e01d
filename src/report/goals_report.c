/* The goals, each with the one that it belongs to, where it was decided, and what is done about it. */
#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/authority.h"
#include "register/goals.h"
#include "report/portfolio_report.h"

struct telling {
	const struct teller *teller;
	const struct goal_tree *tree;
	struct page *page;
	struct text code, name, above, source; /* scratch */
};

static bool may_see(const struct telling *telling, const struct goal_row *row)
{
	return authority_may_explain(telling->teller->session, telling->teller->view, &row->goal);
}

/* "budget · 62 · 2025-11-24": how, by which decision, when. */
static void append_source(struct telling *telling, const struct record *goal)
{
	const struct choice *source = schema_choice(schema_choices(CHOICES_goal_source), record_choice(goal, F_goal_source));
	struct text *out = &telling->source;
	struct record decision;
	char day[DAY_TEXT_SIZE];
	text_clear(out);
	if (source != NULL)
		text_append_text(out, _(source->label));
	if (!view_record(telling->teller->view, record_ref(goal, F_goal_decision), &decision))
		return;
	text_printf(out, _("%sdecision %lld of %s"), out->size > 0 ? ", " : "",
		(long long)record_number(&decision, F_decision_number), day_text(record_day(&decision, F_decision_date), day));
	if (record_is_set(&decision, F_decision_registry_number)) {
		text_append_text(out, ", ");
		text_append(out, record_text(&decision, F_decision_registry_number));
	}
}

static void append_above(struct telling *telling, const struct record *goal)
{
	struct ref above = record_ref(goal, F_goal_parent);
	text_clear(&telling->above);
	if (ref_is_set(above))
		teller_name(&telling->above, telling->teller, above);
}

static void append_name(struct telling *telling, const struct goal_row *row)
{
	text_clear(&telling->name);
	for (unsigned i = 0; i < row->depth && i < 8; i++)
		text_append_text(&telling->name, "· ");
	teller_title(&telling->name, telling->teller, &row->goal);
}

static void tell_goal(struct telling *telling, const struct goal_row *row)
{
	const struct contribution *all = &row->all;
	int64_t weight = record_number(&row->goal, F_goal_weight);
	bool weighed = row->holds && weight != NUMBER_UNSET;
	text_clear(&telling->code);
	code_append(&telling->code, &row->goal);
	append_name(telling, row);
	append_above(telling, &row->goal);
	append_source(telling, &row->goal);
	struct page_cell hidden[13] = {page_code(telling->code.data), page_words(telling->name.data)};
	struct page_cell cells[] = {
		hidden[0], hidden[1], page_number(weight),
		page_percent(weighed ? scaled(weight, 10000, telling->tree->weights) : NUMBER_UNSET),
		page_number((int64_t)all->under_way), page_number((int64_t)all->delivered), page_number(all->degrees),
		page_words(telling->above.data), page_words(telling->source.data), page_day(record_day(&row->goal, F_goal_until)),
		page_money(all->budget), page_money(all->expected), page_money(all->realised)};
	page_row(telling->page, may_see(telling, row) ? cells : hidden);
}

static void tell_tree(struct telling *telling)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE}, {"goal", _("Goal"), PAGE_WORDS}, {"weight", _("Weight"), PAGE_NUMBER},
		{"share", _("Share"), PAGE_PERCENT}, {"under_way", _("Under way"), PAGE_NUMBER},
		{"delivered", _("Delivered"), PAGE_NUMBER}, {"degrees", _("Sum of degrees"), PAGE_NUMBER},
		{"belongs_to", _("Belongs to"), PAGE_WORDS, PAGE_BELOW}, {"source", _("Source"), PAGE_WORDS, PAGE_BELOW},
		{"until", _("Until"), PAGE_DAY, PAGE_BELOW}, {"budget", _("Budget"), PAGE_MONEY, PAGE_BELOW},
		{"yearly_value", _("Value a year"), PAGE_MONEY, PAGE_BELOW},
		{"realised", _("Realised a year"), PAGE_MONEY, PAGE_BELOW}};
	page_table(telling->page, "goals", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < telling->tree->count; i++)
		tell_goal(telling, &telling->tree->items[i]);
}

/* ---- by unit ---- */

static void tell_unit(struct telling *telling, const struct goal_row *row, const struct goal_unit *unit)
{
	text_clear(&telling->code);
	text_clear(&telling->name);
	text_clear(&telling->above);
	code_append(&telling->code, &row->goal);
	if (ref_is_set(unit->unit)) {
		view_append_code(telling->teller->view, unit->unit, &telling->above);
		teller_name(&telling->name, telling->teller, unit->unit);
	}
	page_row(telling->page, (struct page_cell[]){
		page_code(telling->code.data), page_code(telling->above.data),
		page_words(ref_is_set(unit->unit) ? telling->name.data : _("no unit stated")),
		page_number((int64_t)unit->part.under_way), page_number((int64_t)unit->part.delivered),
		page_number(unit->part.degrees), page_money(unit->part.budget), page_money(unit->part.expected),
		page_money(unit->part.realised)});
}

static void tell_units(struct telling *telling)
{
	const struct page_column columns[] = {
		{"goal", _("Goal"), PAGE_CODE}, {"unit", _("Code"), PAGE_CODE, PAGE_DATA}, {"unit_name", _("Unit"), PAGE_WORDS},
		{"under_way", _("Under way"), PAGE_NUMBER}, {"delivered", _("Delivered"), PAGE_NUMBER},
		{"degrees", _("Sum of degrees"), PAGE_NUMBER}, {"budget", _("Budget"), PAGE_MONEY},
		{"yearly_value", _("Value a year"), PAGE_MONEY}, {"realised", _("Realised a year"), PAGE_MONEY}};
	const struct goal_tree *tree = telling->tree;
	if (tree->unit_count == 0)
		return;
	page_heading(telling->page, _("By goal and unit"));
	page_table(telling->page, "by_unit", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < tree->count; i++)
		for (size_t u = 0; u < tree->items[i].unit_count && may_see(telling, &tree->items[i]); u++)
			tell_unit(telling, &tree->items[i], &tree->units[tree->items[i].units_from + u]);
}

/* ---- all of it ---- */

static void tell_head(struct telling *telling)
{
	const struct goal_tree *tree = telling->tree;
	page_fact(telling->page, "goals_that_hold", _("Goals that hold"), page_number((int64_t)tree->holding));
	page_fact(telling->page, "weights", _("Sum of the weights"), page_number(tree->weights));
	page_fact(telling->page, "without_action", _("Of these, nothing under way names"),
		page_number((int64_t)tree->without_action));
	page_fact(telling->page, "without_action_share", _("Share of the goals that hold"),
		page_percent(scaled((int64_t)tree->without_action, 10000, (int64_t)tree->holding)));
	page_paragraph(telling->page, _("Weights are set by political decision. An opportunity that names two goals is "
		"counted whole for both, so that sums over goals are not sums of opportunities."));
}

struct page *report_goals(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct goal_tree tree;
	(void)request;
	(void)error;
	goal_tree_read(&tree, teller->view, teller->session->conf, teller->session->today);
	struct telling telling = {.teller = teller, .tree = &tree};
	telling.page = page_new("goals", _("Goals and what is done about them"), teller->session->conf);
	tell_head(&telling);
	tell_tree(&telling);
	tell_units(&telling);
	goal_tree_free(&tree);
	text_free(&telling.code);
	text_free(&telling.name);
	text_free(&telling.above);
	text_free(&telling.source);
	return telling.page;
}
