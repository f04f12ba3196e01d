/* Functions that two or more active systems are in use for, and what that costs a year. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/debts_private.h"

static bool is_active(const struct view *view, record_id id, struct record *system)
{
	if (!view_record(view, (struct ref){E_system, id}, system))
		return false;
	uint8_t phase = record_choice(system, F_system_phase);
	return phase == 0 || (phase >= C_phase_introduction && phase <= C_phase_phase_out);
}

/* A row as it is read: the function as a reference, until all are known. */
struct used_for {
	struct ref capability, system;
};
struct uses {
	struct used_for *items;
	size_t count, capacity;
};

static void read_uses(struct uses *uses, const struct view *view)
{
	struct records *rows = records_new(view, E_system_capability);
	struct record row, system;
	record_id asked = 0;
	bool active = false;
	for (bool there = records_first(rows, &row); there; there = records_next(rows, &row)) {
		if (row.parent != asked)
			active = is_active(view, row.parent, &system);
		asked = row.parent;
		if (!active)
			continue;
		memory_grow(&uses->items, &uses->capacity, uses->count, sizeof *uses->items);
		uses->items[uses->count++] =
			(struct used_for){record_ref(&row, F_system_capability_capability), {E_system, row.parent}};
	}
	records_free(&rows);
}

static int compare_uses(const void *a, const void *b)
{
	const struct used_for *x = a, *y = b;
	int order = ref_compare(x->capability, y->capability);
	return order != 0 ? order : ref_compare(x->system, y->system);
}

static void sort_uses(struct uses *uses)
{
	size_t kept = 0;
	if (uses->count > 0)
		qsort(uses->items, uses->count, sizeof *uses->items, compare_uses);
	for (size_t i = 0; i < uses->count; i++)
		if (kept == 0 || compare_uses(&uses->items[kept - 1], &uses->items[i]) != 0)
			uses->items[kept++] = uses->items[i];
	uses->count = kept;
}

static size_t end_of_function(const struct uses *uses, size_t from)
{
	size_t end = from;
	while (end < uses->count && ref_equal(uses->items[end].capability, uses->items[from].capability))
		end++;
	return end;
}

static void add_function(struct debts *debts, const struct uses *uses, size_t from, size_t end)
{
	memory_grow(&debts->functions, &debts->function_capacity, debts->function_count, sizeof *debts->functions);
	debts->functions[debts->function_count] =
		(struct function_overlap){.capability = uses->items[from].capability, .from = debts->part_count};
	for (size_t i = from; i < end; i++) {
		memory_grow(&debts->parts, &debts->part_capacity, debts->part_count, sizeof *debts->parts);
		debts->parts[debts->part_count++] =
			(struct overlapping){.system = uses->items[i].system, .function = debts->function_count};
	}
	debts->function_count++;
}

/* ---- what each costs a year ---- */

static int compare_systems(const void *a, const void *b)
{
	const struct overlapping *const *x = a, *const *y = b;
	return ref_compare((*x)->system, (*y)->system);
}

static money_t yearly_of(struct cost_reader *reader, struct ref system)
{
	struct system_cost cost;
	return cost_reader_find(reader, system, &cost, NULL) && cost.lines > 0 ? cost.cost.yearly_full : NUMBER_UNSET;
}

/* Each system once, in the order in which they stand. */
static void price_parts(struct debts *debts, const struct view *view, const struct conf *conf)
{
	if (debts->part_count == 0)
		return;
	struct overlapping **sorted = memory_new_array(debts->part_count, sizeof *sorted);
	struct cost_reader *reader = cost_reader_new(view, conf, debts->today);
	for (size_t i = 0; i < debts->part_count; i++)
		sorted[i] = &debts->parts[i];
	qsort(sorted, debts->part_count, sizeof *sorted, compare_systems);
	for (size_t i = 0; i < debts->part_count; i++)
		sorted[i]->yearly = i > 0 && ref_equal(sorted[i]->system, sorted[i - 1]->system)
		                        ? sorted[i - 1]->yearly
		                        : yearly_of(reader, sorted[i]->system);
	cost_reader_free(&reader);
	free(sorted);
}

static void sum_function(struct debts *debts, struct function_overlap *function, size_t end)
{
	struct overlapping *dearest = NULL;
	for (size_t i = function->from; i < end; i++) {
		struct overlapping *part = &debts->parts[i];
		overlap_add(&function->overlap, part->yearly);
		if (part->yearly != NUMBER_UNSET && (dearest == NULL || part->yearly > dearest->yearly))
			dearest = part;
	}
	if (dearest != NULL)
		dearest->dearest = true;
}

/* ---- the whole: each system once ---- */

/* A function of which fewer than two systems' costs are known tells nothing. */
static bool counts(const struct debts *debts, const struct overlapping *part)
{
	return part->yearly != NUMBER_UNSET && !part->dearest &&
	       overlap_cost(&debts->functions[part->function].overlap) != NUMBER_UNSET;
}

static void add_to_whole(struct debts *debts, const struct view *view, const struct overlapping *part)
{
	record_id unit = debts_unit_of_system(view, part->system.id);
	struct debt_group *group = debts_group(&debts->under, part->system);
	if (group->overlapping > 0 || debts->overlap == NUMBER_UNSET)
		return;
	if (!money_add(debts->overlap, part->yearly, &debts->overlap)) {
		debts->overlap = NUMBER_UNSET;
		return;
	}
	group->overlapping = 1;
	group->overlap = part->yearly;
	debts->overlapping++;
	group = debts_group(&debts->units, (struct ref){E_unit, unit});
	group->overlapping++;
	group->overlap += part->yearly; /* at most the whole, which fits */
}

static int compare_functions(const void *a, const void *b)
{
	const struct function_overlap *x = a, *y = b;
	money_t one = overlap_cost(&x->overlap), other = overlap_cost(&y->overlap);
	one = one == NUMBER_UNSET ? -1 : one;
	other = other == NUMBER_UNSET ? -1 : other;
	return one != other ? (one < other) - (one > other) : ref_compare(x->capability, y->capability);
}

/* Of a choice: the functions in which one of its systems has a part. */
static bool is_taken(const struct view *view, const struct uses *uses, size_t from, size_t end,
                     const struct debt_choice *choice)
{
	bool taken = choice == NULL || choice->take == NULL;
	for (size_t i = from; !taken && i < end; i++)
		taken = choice->take(choice->context, uses->items[i].system,
		                     debts_unit_of_system(view, uses->items[i].system.id));
	return taken;
}

static bool takes(const struct view *view, const struct debt_choice *choice, struct ref system)
{
	return choice == NULL || choice->take == NULL ||
	       choice->take(choice->context, system, debts_unit_of_system(view, system.id));
}

void debts_read_overlap(struct debts *debts, const struct view *view, const struct conf *conf,
                        const struct debt_choice *choice)
{
	struct uses uses = {0};
	read_uses(&uses, view);
	sort_uses(&uses);
	for (size_t from = 0, end; from < uses.count; from = end) {
		end = end_of_function(&uses, from);
		if (end - from >= 2 && is_taken(view, &uses, from, end, choice))
			add_function(debts, &uses, from, end);
	}
	free(uses.items);
	price_parts(debts, view, conf);
	for (size_t f = 0; f < debts->function_count; f++)
		sum_function(debts, &debts->functions[f],
		             f + 1 < debts->function_count ? debts->functions[f + 1].from : debts->part_count);
	for (size_t i = 0; i < debts->part_count; i++)
		if (counts(debts, &debts->parts[i]) && takes(view, choice, debts->parts[i].system))
			add_to_whole(debts, view, &debts->parts[i]);
	if (debts->function_count > 0)
		qsort(debts->functions, debts->function_count, sizeof *debts->functions, compare_functions);
}

money_t debts_overlap(const struct view *view, const struct conf *conf, day_t today, size_t *systems)
{
	struct debts debts = {.today = today};
	debts_read_overlap(&debts, view, conf, NULL);
	money_t overlap = debts.overlap;
	*systems = debts.overlapping;
	debts_free(&debts);
	return overlap;
}
