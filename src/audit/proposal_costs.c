/* What the systems of a proposal cost in the year that runs, by their cost records. */
#include <stdlib.h>

#include "audit/proposal.h"
#include "base/memory.h"

static bool is_estimated(const struct record *cost)
{
	uint8_t certainty = record_choice(cost, F_cost_certainty);
	return certainty == C_certainty_estimated || certainty == C_certainty_unknown;
}

static struct cost_row *read_rows(const struct record_list *costs)
{
	struct cost_row *rows = memory_new_array(costs->count + 1, sizeof *rows);
	for (size_t i = 0; i < costs->count; i++)
		rows[i] = (struct cost_row){
			.year = (int16_t)record_number(&costs->items[i], F_cost_year),
			.kind = record_choice(&costs->items[i], F_cost_kind),
			.basis = record_choice(&costs->items[i], F_cost_basis),
			.amount = record_number(&costs->items[i], F_cost_amount),
			.estimated = is_estimated(&costs->items[i]),
		};
	return rows;
}

static void add_to_total(struct cost_total *total, const struct cost_year *year)
{
	total->systems++;
	total->overflows = total->overflows || !money_add(total->sum, year->sum, &total->sum) ||
	                   !money_add(total->estimated, year->estimated, &total->estimated);
}

void proposal_add_cost(struct proposal *proposal, const struct system_scope *scope, struct cost_total *total)
{
	const struct record_list *costs = &scope->lists[E_cost];
	int year = day_year(proposal->session->today);
	struct cost_row *rows = read_rows(costs);
	struct cost_year found;
	if (!cost_year_find(rows, costs->count, (int16_t)year, &found) || found.rows == 0) {
		reasons_add(&proposal->costs, REASON_proposal_cost_unknown, scope->facts.ref, (int64_t)year);
	} else {
		reasons_add(&proposal->costs, REASON_proposal_cost, scope->facts.ref, found.sum, (int64_t)year,
		            (int64_t)found.rows);
		if (found.carried != 0)
			reasons_add(&proposal->costs, REASON_proposal_cost_carried, found.carried);
		add_to_total(total, &found);
	}
	free(rows);
}

void proposal_add_total(struct proposal *proposal, const struct cost_total *total)
{
	if (total->systems == 0 || total->overflows)
		return;
	reasons_add(&proposal->costs, REASON_proposal_cost_total, total->sum,
	            total->sum == 0 ? (int64_t)0 : scaled(total->estimated, 10000, total->sum));
}
