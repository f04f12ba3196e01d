/* The rows of a cost ledger as lines: which basis counts, and what goes on without a row of its own. */
#include "lifecycle/cost_private.h"

#define NO_YEAR INT16_MIN

/* The best basis of a kind in each year, and in its last year before the first. */
struct ledger {
	uint8_t best[COST_KINDS][COST_YEARS + 1];
	uint8_t past_best[COST_KINDS];
	int16_t past_year[COST_KINDS];
};

static bool is_kind(uint8_t kind)
{
	return kind > 0 && kind < COST_KINDS;
}

static void note_past(struct ledger *ledger, const struct cost_row *row)
{
	if (ledger->past_year[row->kind] < row->year) {
		ledger->past_year[row->kind] = row->year;
		ledger->past_best[row->kind] = 0;
	}
	if (ledger->past_year[row->kind] == row->year && row->basis > ledger->past_best[row->kind])
		ledger->past_best[row->kind] = row->basis;
}

static void read_ledger(const struct cost_scan *scan, struct ledger *ledger)
{
	const struct system_cost_facts *facts = scan->facts;

	*ledger = (struct ledger){0};
	for (int kind = 0; kind < COST_KINDS; kind++)
		ledger->past_year[kind] = NO_YEAR;
	for (size_t i = 0; i < facts->row_count; i++) {
		const struct cost_row *row = &facts->rows[i];
		int t = row->year - scan->first_year;
		if (!is_kind(row->kind) || row->basis == 0 || t > scan->years)
			continue;
		if (t < 0)
			note_past(ledger, row);
		else if (row->basis > ledger->best[row->kind][t])
			ledger->best[row->kind][t] = row->basis;
	}
}

static bool counts(const struct cost_scan *scan, const struct ledger *ledger, const struct cost_row *row)
{
	int t = row->year - scan->first_year;

	if (!is_kind(row->kind) || row->basis == 0 || t > scan->years)
		return false;
	if (t < 0)
		return row->year == ledger->past_year[row->kind] && row->basis == ledger->past_best[row->kind];
	return row->basis == ledger->best[row->kind][t];
}

static struct cost_line line_of(const struct cost_scan *scan, const struct cost_row *row)
{
	return (struct cost_line){
		.about = scan->facts->ref,
		.ref = row->ref,
		.year = row->year,
		.kind = row->kind,
		.group = cost_group_of(row->kind),
		.origin = COST_STATED,
		.estimated = row->estimated,
		.amount = row->kind == COST_KIND_RESIDUAL ? -row->amount : row->amount,
	};
}

/* Development grows dearer for each year that its system has been without support. */
static bool grow_development(const struct cost_scan *scan, struct cost_line *line)
{
	day_t ends = scan->facts->support_ends;

	if (line->kind != COST_KIND_DEVELOPMENT || ends == DAY_UNSET || line->year <= day_year(ends))
		return true;
	line->amount = cost_grown(line->amount, scan->parameters->development_growth,
	                          (uint16_t)(line->year - day_year(ends)));
	return line->amount != NUMBER_UNSET;
}

/* On from the row's year until one that has a row of its own. */
static bool carry(const struct cost_scan *scan, const struct ledger *ledger, const struct cost_row *row)
{
	struct cost_line line = line_of(scan, row);
	int16_t last = row->ends != 0 && row->ends < scan->last_running_year ? row->ends : scan->last_running_year;

	line.origin = COST_CARRIED;
	for (line.year++; line.year <= last; line.year++) {
		int t = line.year - scan->first_year;
		if (t >= 0 && ledger->best[row->kind][t] != 0)
			break;
		line.amount = cost_grown(line.amount, scan->parameters->index[row->kind], 1);
		if (line.amount == NUMBER_UNSET || (t >= 0 && !scan->take(scan->context, &line)))
			return false;
	}
	return true;
}

bool cost_ledger_lines(const struct cost_scan *scan)
{
	struct ledger ledger;

	read_ledger(scan, &ledger);
	for (size_t i = 0; i < scan->facts->row_count; i++) {
		const struct cost_row *row = &scan->facts->rows[i];
		struct cost_line line = line_of(scan, row);
		if (!counts(scan, &ledger, row))
			continue;
		if (row->year >= scan->first_year && (!grow_development(scan, &line) || !scan->take(scan->context, &line)))
			return false;
		if (cost_kind_runs(row->kind) && !carry(scan, &ledger, row))
			return false;
	}
	return true;
}

bool cost_ledger_states(const struct cost_scan *scan, uint8_t kind)
{
	for (size_t i = 0; i < scan->facts->row_count; i++) {
		const struct cost_row *row = &scan->facts->rows[i];
		if (row->kind == kind && row->year >= scan->first_year && row->year <= scan->first_year + scan->years)
			return true;
	}
	return false;
}
