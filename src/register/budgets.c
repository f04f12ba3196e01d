#include "register/budgets.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/committees.h"

struct scan {
	const struct view *view;
	struct ref about;
	struct budget_line *lines; /* of the rows below one system, or of no system */
	size_t count, capacity;
	bool (*take)(void *context, const struct budget_line *line);
	void *context;
};

/* ---- whose it is ---- */

static struct ref owner_of(const struct record *cost)
{
	static const uint8_t fields[] = {F_cost_system, F_cost_service, F_cost_object, F_cost_contract};
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (record_is_set(cost, fields[i]))
			return record_ref(cost, fields[i]);
	return (struct ref){0};
}

static struct ref belongs_to(const struct view *view, struct ref owner, bool unit)
{
	struct record record;
	if (!ref_is_set(owner) || !view_record(view, owner, &record))
		return (struct ref){0};
	switch (owner.entity) {
	case E_system: return record_ref(&record, unit ? F_system_unit : F_system_object);
	case E_service: return record_ref(&record, unit ? F_service_unit : F_service_object);
	case E_object: return unit ? record_ref(&record, F_object_unit) : owner;
	case E_contract: return unit ? record_ref(&record, F_contract_unit) : (struct ref){0};
	default: return (struct ref){0};
	}
}

struct ref budget_unit(const struct view *view, struct ref owner)
{
	return belongs_to(view, owner, true);
}

static bool is_asked_for(const struct scan *scan, struct ref owner)
{
	if (!ref_is_set(scan->about) || ref_equal(owner, scan->about))
		return true;
	if (scan->about.entity != E_unit && scan->about.entity != E_object)
		return false;
	return lies_within(scan->view, belongs_to(scan->view, owner, scan->about.entity == E_unit), scan->about);
}

/* ---- rows together ---- */

static int compare_lines(const void *a, const void *b)
{
	const struct budget_line *x = a, *y = b;
	int by_owner = ref_compare(x->owner, y->owner);
	if (by_owner != 0)
		return by_owner;
	return x->year != y->year ? x->year - y->year : x->kind - y->kind;
}

static uint8_t best_basis(const struct budget_line *line)
{
	uint8_t basis = COST_BASES - 1;
	while (basis > 0 && line->of[basis] == NUMBER_UNSET)
		basis--;
	return basis;
}

/* Of rows that say different things on the same basis the higher choice, in whatever order they come. */
static uint8_t choose(uint8_t basis, uint8_t choice, uint8_t other_basis, uint8_t other)
{
	if (basis != other_basis)
		return basis > other_basis ? choice : other;
	return choice > other ? choice : other;
}

/* A sum that does not fit is as large as can be, which whoever adds it up notices. */
static void join(struct budget_line *line, const struct budget_line *more)
{
	uint8_t basis = best_basis(line), other = best_basis(more);
	line->purpose = choose(basis, line->purpose, other, more->purpose);
	line->funding = choose(basis, line->funding, other, more->funding);
	for (uint8_t i = 1; i < COST_BASES; i++) {
		if (line->of[i] == NUMBER_UNSET)
			line->of[i] = more->of[i];
		else if (more->of[i] != NUMBER_UNSET && !money_add(line->of[i], more->of[i], &line->of[i]))
			line->of[i] = INT64_MAX;
	}
}

static bool settle(struct scan *scan)
{
	bool go_on = true;
	if (scan->count > 1)
		qsort(scan->lines, scan->count, sizeof *scan->lines, compare_lines);
	for (size_t i = 0; go_on && i < scan->count;) {
		struct budget_line *line = &scan->lines[i++];
		while (i < scan->count && compare_lines(line, &scan->lines[i]) == 0)
			join(line, &scan->lines[i++]);
		go_on = scan->take(scan->context, line);
	}
	scan->count = 0;
	return go_on;
}

static void add_cost(struct scan *scan, const struct record *cost, struct ref owner)
{
	uint8_t basis = record_choice(cost, F_cost_basis);
	money_t amount = record_number(cost, F_cost_amount);
	memory_grow(&scan->lines, &scan->capacity, scan->count, sizeof *scan->lines);
	struct budget_line *line = &scan->lines[scan->count++];
	*line = (struct budget_line){
		.owner = owner, .year = (int16_t)record_number(cost, F_cost_year), .kind = record_choice(cost, F_cost_kind),
		.purpose = record_choice(cost, F_cost_class), .funding = record_choice(cost, F_cost_funding),
		.of = {NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET}};
	if (basis > 0 && basis < COST_BASES)
		line->of[basis] = line->kind == COST_KIND_RESIDUAL ? -amount : amount;
}

void budgets_each(const struct view *view, struct ref about,
                  bool (*take)(void *context, const struct budget_line *line), void *context)
{
	struct scan scan = {.view = view, .about = about, .take = take, .context = context};
	struct records *costs = records_new(view, E_cost);
	struct record cost;
	record_id parent = 0;
	bool go_on = true;
	for (bool there = records_first(costs, &cost); there && go_on; there = records_next(costs, &cost)) {
		struct ref owner = owner_of(&cost);
		if (cost.parent != parent)
			go_on = settle(&scan);
		parent = cost.parent;
		if (go_on && is_asked_for(&scan, owner))
			add_cost(&scan, &cost, owner);
	}
	if (go_on)
		settle(&scan);
	free(scan.lines);
	records_free(&costs);
}
