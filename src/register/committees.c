#include "register/committees.h"

#define LEVELS 100 /* more is a circle, which no change through the register can make */

record_id committee_of(const struct view *view, record_id unit)
{
	struct record record;
	for (int level = 0; level < LEVELS && unit != 0; level++) {
		if (!view_record(view, (struct ref){E_unit, unit}, &record))
			return 0;
		if (record_choice(&record, F_unit_kind) == C_unit_kind_committee)
			return unit;
		unit = record_ref(&record, F_unit_parent).id;
	}
	return 0;
}

bool lies_within(const struct view *view, struct ref ref, struct ref above)
{
	struct record record;
	for (int level = 0; level < LEVELS && ref_is_set(ref); level++) {
		if (ref_equal(ref, above))
			return true;
		if (!view_record(view, ref, &record))
			return false;
		ref = record_ref(&record, ref.entity == E_unit ? F_unit_parent : F_object_parent);
	}
	return false;
}

static bool is_in_use(const struct record *usage, day_t today)
{
	day_t from = record_day(usage, F_usage_from), to = record_day(usage, F_usage_to);
	return (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || to >= today);
}

void committees_of_system(const struct view *view, const struct record *system, day_t today,
                          bool (*found)(void *context, record_id committee), void *context)
{
	struct records *usages = records_new(view, E_usage);
	record_id committee = committee_of(view, record_ref(system, F_system_unit).id);
	bool on = false, go_on = committee == 0 || found(context, committee);
	struct record usage;
	while (go_on && records_child(usages, system->id, &on, &usage)) {
		committee = is_in_use(&usage, today) ? committee_of(view, record_ref(&usage, F_usage_unit).id) : 0;
		go_on = committee == 0 || found(context, committee);
	}
	records_free(&usages);
}
