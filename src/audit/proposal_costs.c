/* What the systems of a proposal cost in the year that runs, by their cost records. */
#include <stdlib.h>

#include "audit/proposal.h"
#include "base/memory.h"
#include "register/costs.h"

static struct cost_row *read_rows(const struct record_list *costs)
{
	struct cost_row *rows = memory_new_array(costs->count + 1, sizeof *rows);
	for (size_t i = 0; i < costs->count; i++)
		rows[i] = facts_cost_row(&costs->items[i]);
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
