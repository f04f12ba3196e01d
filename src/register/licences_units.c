#include <stdlib.h>

#include "base/memory.h"
#include "register/licences_private.h"

#define LEVELS 12 /* of units above one another: more is a ring */

static uint8_t field_of(uint8_t metric)
{
	switch (metric) {
	case C_metric_inhabitant: return F_unit_inhabitants_served;
	case C_metric_pupil: return F_unit_pupils;
	case C_metric_employee: return F_unit_employees;
	default: return 0;
	}
}

static bool is_counted(const struct licence_units *units, struct ref unit)
{
	for (size_t i = 0; i < units->count; i++)
		if (ref_equal(units->items[i].unit, unit))
			return true;
	return false;
}

static void add_nearest(struct licence_units *units, struct ref unit, uint8_t field)
{
	struct record record;
	for (unsigned level = 0; level < LEVELS && view_record(units->view, unit, &record); level++) {
		int64_t count = record_number(&record, field);
		if (count != NUMBER_UNSET && is_counted(units, unit))
			return;
		if (count != NUMBER_UNSET) {
			memory_grow(&units->items, &units->capacity, units->count, sizeof *units->items);
			units->items[units->count++] = (struct stated){unit, count};
			return;
		}
		unit = record_ref(&record, F_unit_parent);
	}
}

static void add_users(struct licence_units *units, const struct record *system, uint8_t field)
{
	struct record usage;
	bool on = false, any = false;
	while (records_child(units->usages, system->id, &on, &usage)) {
		day_t from = record_day(&usage, F_usage_from), to = record_day(&usage, F_usage_to);
		if ((from != DAY_UNSET && from > units->today) || (to != DAY_UNSET && to < units->today))
			continue;
		any = true;
		add_nearest(units, record_ref(&usage, F_usage_unit), field);
	}
	if (!any)
		add_nearest(units, record_ref(system, F_system_unit), field);
}

static void add_lot(struct licence_units *units, const struct record *lot, uint8_t field)
{
	struct record owner;
	if (view_record(units->view, (struct ref){E_system, lot->parent}, &owner))
		add_users(units, &owner, field);
	else if (view_record(units->view, record_ref(lot, F_licence_contract), &owner))
		add_nearest(units, record_ref(&owner, F_contract_unit), field);
}

static bool lies_within_another(const struct licence_units *units, struct ref unit)
{
	struct record record;
	for (unsigned level = 0; level < LEVELS && view_record(units->view, unit, &record); level++) {
		unit = record_ref(&record, F_unit_parent);
		if (is_counted(units, unit))
			return true;
	}
	return false;
}

/* The outermost are kept; who lies within whom is asked before any is taken away. */
static int64_t sum_outermost(struct licence_units *units)
{
	size_t kept = 0;
	int64_t sum = NUMBER_UNSET;
	for (size_t i = 0; i < units->count; i++)
		if (lies_within_another(units, units->items[i].unit))
			units->items[i].count = NUMBER_UNSET;
	for (size_t i = 0; i < units->count; i++) {
		if (units->items[i].count == NUMBER_UNSET)
			continue;
		sum = (sum == NUMBER_UNSET ? 0 : sum) + units->items[i].count; /* counts are of 31 bits */
		units->items[kept++] = units->items[i];
	}
	units->count = kept;
	return sum;
}

int64_t licence_units_count(struct licence_units *units, uint8_t metric, const struct record_list *lots)
{
	uint8_t field = field_of(metric);
	units->count = 0;
	if (field == 0)
		return NUMBER_UNSET;
	if (units->usages == NULL)
		units->usages = records_new(units->view, E_usage);
	for (size_t i = 0; i < lots->count; i++)
		add_lot(units, &lots->items[i], field);
	return sum_outermost(units);
}

void licence_units_free(struct licence_units *units)
{
	records_free(&units->usages);
	free(units->items);
	units->items = NULL;
}
