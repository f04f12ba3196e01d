/* The ranking as a page: direction and benefit decide, all else stands beside them. Source: FORMULAS F12. */
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/authority.h"
#include "register/ranking.h"
#include "report/condition.h"
#include "report/portfolio_report.h"

static const struct {
	const char *name, *label;
} states[PRIORITY_STATES] = {
	[PRIORITY_RANKED] = {"ranked", N_("ranked")},
	[PRIORITY_NO_WEIGHTS] = {"no_weights", N_("the weights of the goals sum to nothing")},
	[PRIORITY_NO_GOAL] = {"no_goal", N_("it names no goal that holds")},
	[PRIORITY_NO_WEIGHT] = {"no_weight", N_("a goal that it names has no weight")},
	[PRIORITY_NO_BENEFIT] = {"no_benefit", N_("its benefit is not scored")},
};

struct telling {
	const struct teller *teller;
	const struct ranking *ranking;
	struct page *page;
	struct text code, title, goals, words; /* scratch */
};

static bool may_see(const struct telling *telling, const struct ranked *item)
{
	return authority_may_explain(telling->teller->session, telling->teller->view, &item->opportunity);
}

/* ---- what holds for all ---- */

static void tell_hours(struct telling *telling)
{
	const struct ranking *ranking = telling->ranking;
	bool given = ranking->has_hours;
	page_fact(telling->page, "hours_given", _("Hours given from this quarter on"),
		page_number(given ? ranking->hours_given : NUMBER_UNSET));
	page_fact(telling->page, "hours_planned", _("Planned for what is ranked"), page_number(ranking->hours_planned));
	page_fact(telling->page, "hours_promised", _("Promised to others under way"), page_number(ranking->hours_promised));
	if (!given)
		page_paragraph(telling->page,
			_("No hours given: nobody has said how many hours there are, so no line is drawn. Add them with forvalta add "
			  "capacity."));
	else if (!ranking->cut)
		page_paragraph(telling->page, _("The hours given are enough for all that is ranked: no line is drawn."));
}

static void tell_all(struct telling *telling)
{
	const struct ranking *ranking = telling->ranking;
	page_fact(telling->page, "ranked", _("Ranked"), page_number((int64_t)ranking->ranked));
	page_fact(telling->page, "not_ranked", _("Not ranked, something is not known"),
		page_number((int64_t)(ranking->count - ranking->ranked)));
	page_fact(telling->page, "not_received", _("Not received yet, no part of it"),
		page_number((int64_t)ranking->not_received));
	page_fact(telling->page, "goals", _("Goals with a weight"), page_number((int64_t)ranking->goals_weighted));
	page_fact(telling->page, "goals_without_weight", _("Goals without a weight, left out"),
		page_number((int64_t)ranking->goals_unweighted));
	page_fact(telling->page, "weights", _("Sum of the weights"), page_number(ranking->weights));
	page_paragraph(telling->page, _("Direction is what an opportunity does for the goals, 0 to 5, each by its politically "
		"decided weight; a goal that it does not name gets nothing from it. Priority is direction times benefit, 0 to "
		"100. Cost and hours decide nothing here: hours only draw the line. There are no equals: decide by comes first, "
		"then what was entered first."));
	if (ranking->weights == 0)
		page_paragraph(telling->page, _("The weights of the goals sum to nothing: nothing can be ranked. Give the goals the "
			"weights that have been decided."));
	tell_hours(telling);
}

/* ---- the rows ---- */

static const struct page_column *begin_columns(struct page_column columns[])
{
	const struct page_column all[] = {
		{"rank", _("Rank"), PAGE_NUMBER}, {"code", _("Code"), PAGE_CODE}, {"title", _("Opportunity"), PAGE_WORDS},
		{"priority", _("Priority"), PAGE_DECIMAL}, {"direction", _("Direction"), PAGE_DECIMAL},
		{"benefit", _("Benefit"), PAGE_NUMBER}, {"decide_by", _("Decide by"), PAGE_DAY},
		{"days_left", _("Days left"), PAGE_NUMBER}, {"hours", _("Hours"), PAGE_NUMBER},
		{"goals", _("Goals, weight × degree"), PAGE_WORDS, PAGE_BELOW},
		{"yearly_value", _("Value a year"), PAGE_MONEY, PAGE_BELOW}, {"debt", _("Debt removed"), PAGE_MONEY, PAGE_BELOW},
		{"cost", _("Cost over its life"), PAGE_MONEY, PAGE_BELOW},
		{"external_share", _("Share for those outside"), PAGE_PERCENT, PAGE_BELOW},
		{"innovation_share", _("Share that is new"), PAGE_PERCENT, PAGE_BELOW},
		{"hours_known", _("Hours given there"), PAGE_NAME, PAGE_BELOW},
		{"line", _("Line"), PAGE_NAME, PAGE_DATA}};
	memcpy(columns, all, sizeof all);
	return columns;
}

#define COLUMNS 17

/* "GOL-0001 25×4, GOL-0004 10×5" */
static void append_goals(struct telling *telling, const struct ranked *item)
{
	text_clear(&telling->goals);
	for (size_t i = 0; i < item->goal_count; i++) {
		const struct ranked_goal *goal = &telling->ranking->goals[item->goals_from + i];
		char weight[NUMBER_TEXT_SIZE] = "?";
		if (goal->part.weight != NUMBER_UNSET)
			number_text(goal->part.weight, weight);
		text_append_text(&telling->goals, i == 0 ? "" : ", ");
		view_append_code(telling->teller->view, goal->goal, &telling->goals);
		text_printf(&telling->goals, " %s×%d", weight, (int)goal->part.degree);
	}
}

static struct page_cell line_cell(const struct ranking *ranking, size_t at)
{
	if (!ranking->has_hours)
		return page_name("no_hours", _("no hours given"));
	return ranking->cut && at >= ranking->line ? page_name("below", _("below")) : page_name("above", _("above"));
}

static void name_item(struct telling *telling, const struct ranked *item)
{
	text_clear(&telling->code);
	text_clear(&telling->title);
	code_append(&telling->code, &item->opportunity);
	teller_title(&telling->title, telling->teller, &item->opportunity);
}

static int64_t days_left(const struct telling *telling, const struct ranked *item)
{
	return item->decide_by == DAY_UNSET ? NUMBER_UNSET : item->decide_by - telling->teller->session->today;
}

static void tell_ranked(struct telling *telling, size_t at)
{
	const struct ranked *item = &telling->ranking->items[at];
	const struct record *record = &item->opportunity;
	struct page_cell hidden[COLUMNS] = {page_number((int64_t)at + 1), page_code(telling->code.data),
		page_words(telling->title.data)};
	append_goals(telling, item);
	struct page_cell cells[COLUMNS] = {
		hidden[0], hidden[1], hidden[2], page_decimal(priority_score(&item->priority)),
		page_decimal(priority_direction(&item->priority)), page_number(item->priority.benefit), page_day(item->decide_by),
		page_number(days_left(telling, item)), page_number(item->hours), page_words(telling->goals.data),
		page_money(item->yearly_value), page_money(item->debt), page_money(item->cost),
		page_percent(record_number(record, F_opportunity_external_share)),
		page_percent(record_number(record, F_opportunity_innovation_share)),
		item->unmeasured ? page_name("no", _("not from everybody")) : page_words(NULL), line_cell(telling->ranking, at)};
	page_row(telling->page, may_see(telling, item) ? cells : hidden);
}

static void draw_line(struct telling *telling)
{
	const struct ranking *ranking = telling->ranking;
	const struct choice *side = schema_choice(schema_choices(CHOICES_side), ranking->short_side);
	char quarter[DAY_TEXT_SIZE];
	text_clear(&telling->words);
	text_clear(&telling->title);
	teller_name(&telling->title, telling->teller, ranking->short_unit);
	if (side != NULL)
		text_printf(&telling->title, " (%s)", _(side->label));
	text_printf(&telling->words, _("Here the hours run out: %s lacks %lld in %s"), telling->title.data,
		(long long)ranking->short_hours, quarter_text(ranking->short_quarter, quarter));
	page_line(telling->page, telling->words.data);
}

static void tell_ranking(struct telling *telling)
{
	const struct ranking *ranking = telling->ranking;
	struct page_column columns[COLUMNS];
	if (ranking->ranked > 0)
		page_heading(telling->page, _("In order"));
	page_table(telling->page, "ranking", begin_columns(columns), COLUMNS, true);
	for (size_t i = 0; i < ranking->ranked; i++) {
		if (ranking->cut && i == ranking->line)
			draw_line(telling);
		name_item(telling, &ranking->items[i]);
		tell_ranked(telling, i);
	}
}

/* ---- those that are not ranked ---- */

static void tell_unranked(struct telling *telling)
{
	const struct page_column columns[] = {{"code", _("Code"), PAGE_CODE}, {"title", _("Opportunity"), PAGE_WORDS},
		{"why", _("Why it is not ranked"), PAGE_NAME}, {"goals", _("Goals, weight × degree"), PAGE_WORDS, PAGE_BELOW}};
	const struct ranking *ranking = telling->ranking;
	if (ranking->ranked == ranking->count)
		return;
	page_heading(telling->page, _("Not ranked"));
	page_table(telling->page, "not_ranked_yet", columns, COUNT_OF(columns), false);
	for (size_t i = ranking->ranked; i < ranking->count; i++) {
		const struct ranked *item = &ranking->items[i];
		bool may = may_see(telling, item);
		name_item(telling, item);
		append_goals(telling, item);
		page_row(telling->page, (struct page_cell[]){
			page_code(telling->code.data), page_words(telling->title.data),
			may ? page_name(states[item->priority.state].name, _(states[item->priority.state].label))
			    : page_name("hidden", _("not shown to you")),
			page_words(may ? telling->goals.data : NULL)});
	}
}

/* ---- hours ---- */

static void tell_pool(struct telling *telling, const struct ranked_pool *pool)
{
	const struct choice *side = schema_choice(schema_choices(CHOICES_side), pool->side);
	const struct ref unit = {E_unit, pool->unit};
	char quarter[DAY_TEXT_SIZE];
	text_clear(&telling->code);
	text_clear(&telling->title);
	view_append_code(telling->teller->view, unit, &telling->code);
	teller_name(&telling->title, telling->teller, unit);
	page_row(telling->page, (struct page_cell[]){
		page_code(telling->code.data), page_words(telling->title.data),
		side == NULL ? page_name("both", _("both sides")) : page_name(side->name, _(side->label)),
		page_words(quarter_text(pool->quarter, quarter)), page_number(pool->given), page_number(pool->promised),
		page_number(pool->planned), page_number(pool->given - pool->promised - pool->planned)});
}

/* Those that somebody draws on. */
static void tell_pools(struct telling *telling)
{
	const struct page_column columns[] = {
		{"unit", _("Code"), PAGE_CODE, PAGE_DATA}, {"unit_name", _("Unit"), PAGE_WORDS}, {"side", _("Side"), PAGE_NAME},
		{"quarter", _("Quarter"), PAGE_WORDS}, {"given", _("Hours given"), PAGE_NUMBER},
		{"promised", _("Promised"), PAGE_NUMBER}, {"planned", _("Planned"), PAGE_NUMBER},
		{"left", _("Hours left"), PAGE_NUMBER}};
	const struct ranking *ranking = telling->ranking;
	bool begun = false;
	for (size_t i = 0; i < ranking->pool_count; i++) {
		if (ranking->pools[i].promised == 0 && ranking->pools[i].planned == 0)
			continue;
		if (!begun) {
			page_heading(telling->page, _("Hours by quarter"));
			page_table(telling->page, "hours", columns, COUNT_OF(columns), false);
			begun = true;
		}
		tell_pool(telling, &ranking->pools[i]);
	}
}

/* ---- the goals of each, for programs ---- */

static void tell_parts(struct telling *telling)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE, PAGE_DATA}, {"goal", _("Goal"), PAGE_CODE, PAGE_DATA},
		{"weight", _("Weight"), PAGE_NUMBER, PAGE_DATA}, {"degree", _("Degree"), PAGE_NUMBER, PAGE_DATA}};
	const struct ranking *ranking = telling->ranking;
	page_table(telling->page, "parts", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < ranking->count; i++) {
		const struct ranked *item = &ranking->items[i];
		name_item(telling, item);
		for (size_t g = 0; g < item->goal_count && may_see(telling, item); g++) {
			const struct ranked_goal *goal = &ranking->goals[item->goals_from + g];
			text_clear(&telling->goals);
			view_append_code(telling->teller->view, goal->goal, &telling->goals);
			page_row(telling->page, (struct page_cell[]){page_code(telling->code.data), page_code(telling->goals.data),
				page_number(goal->part.weight), page_number(goal->part.degree)});
		}
	}
}

/* ---- all of it ---- */

static bool choose(void *context, const struct record *opportunity)
{
	return condition_holds(context, opportunity);
}

static struct page *tell(const struct teller *teller, const struct ranking *ranking)
{
	struct telling telling = {.teller = teller, .ranking = ranking};
	telling.page = page_new("priority", _("Priority of development opportunities"), teller->session->conf);
	tell_all(&telling);
	tell_ranking(&telling);
	tell_unranked(&telling);
	tell_pools(&telling);
	tell_parts(&telling);
	text_free(&telling.code);
	text_free(&telling.title);
	text_free(&telling.goals);
	text_free(&telling.words);
	return telling.page;
}

struct page *priority_report(const struct teller *teller, struct slice where, struct error *error)
{
	struct condition condition;
	struct ranking ranking;
	if (!condition_read(&condition, teller, E_opportunity, where, error))
		return NULL;
	ranking_read(&ranking, teller->view, teller->session->conf, teller->session->today, choose, &condition);
	struct page *page = tell(teller, &ranking);
	ranking_free(&ranking);
	condition_free(&condition);
	return page;
}

struct page *report_priority(const struct teller *teller, const struct report_request *request, struct error *error)
{
	return priority_report(teller, request->where, error);
}
