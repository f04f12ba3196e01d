/* What is shown beside the rank and decides nothing. */
#include "base/memory.h"
#include "register/alternatives.h"
#include "register/ranking_private.h"
#include "register/summary.h"

struct beside {
	const struct view *view;
	struct records *benefits, *systems, *alternatives;
	struct cost_reader *costs;
};

/* NUMBER_UNSET is nothing known yet; a sum that does not fit stays as it was. */
static void add_known(money_t *sum, money_t amount)
{
	if (amount == NUMBER_UNSET)
		return;
	if (*sum == NUMBER_UNSET)
		*sum = 0;
	money_add(*sum, amount, sum);
}

static money_t value_of(struct beside *beside, record_id opportunity)
{
	struct record benefit;
	money_t sum = NUMBER_UNSET;
	bool on = false;
	while (records_child(beside->benefits, opportunity, &on, &benefit))
		add_known(&sum, record_number(&benefit, F_benefit_yearly_value));
	return sum;
}

static money_t debt_of(struct beside *beside, record_id opportunity)
{
	struct record row;
	struct summary summary;
	money_t sum = NUMBER_UNSET;
	bool on = false;
	while (records_child(beside->systems, opportunity, &on, &row))
		if (record_choice(&row, F_opportunity_system_role) == C_involvement_replaced &&
		    summary_read(beside->view, record_ref(&row, F_opportunity_system_system), &summary))
			add_known(&sum, summary.debt);
	return sum;
}

static bool has_chosen(struct beside *beside, record_id opportunity)
{
	struct record alternative;
	bool on = false, chosen = false;
	while (!chosen && records_child(beside->alternatives, opportunity, &on, &alternative))
		chosen = record_yes(&alternative, F_alternative_chosen);
	return chosen;
}

static money_t cost_of(struct beside *beside, const struct record *opportunity)
{
	struct comparison comparison;
	money_t cost = NUMBER_UNSET;
	if (!has_chosen(beside, opportunity->id))
		return NUMBER_UNSET;
	comparison_read(&comparison, beside->costs, opportunity);
	for (size_t i = 1; i < comparison.count; i++)
		if (comparison.items[i].known && record_yes(&comparison.items[i].record, F_alternative_chosen))
			cost = comparison.items[i].cost.lcc[GUESS_LIKELY];
	comparison_free(&comparison);
	return cost;
}

void ranking_add_beside(struct ranking *ranking, const struct view *view, const struct conf *conf, day_t today)
{
	struct beside beside = {view, records_new(view, E_benefit), records_new(view, E_opportunity_system),
	                        records_new(view, E_alternative), cost_reader_new(view, conf, today)};
	for (size_t i = 0; i < ranking->count; i++) {
		struct ranked *item = &ranking->items[i];
		item->yearly_value = value_of(&beside, item->opportunity.id);
		item->debt = debt_of(&beside, item->opportunity.id);
		item->cost = cost_of(&beside, &item->opportunity);
	}
	cost_reader_free(&beside.costs);
	records_free(&beside.benefits);
	records_free(&beside.systems);
	records_free(&beside.alternatives);
}
