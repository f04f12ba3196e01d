/* The newest release of a product has no longer supported one after it, for none has come yet: that it must be answered
 * by replacing the system is then only taken for granted, and raises nothing until somebody says so. The clock and its
 * findings ask. */
#include "audit/raise_private.h"

static bool is_stated(const struct record *component)
{
	uint8_t remedy = record_choice(component, F_component_remedy);
	return remedy != 0 && remedy != C_remedy_unknown;
}

static bool is_newest(const struct view *view, const struct record *release)
{
	struct records *releases = records_new(view, E_release);
	day_t released = record_day(release, F_release_released);
	bool on = false, newest = released != DAY_UNSET;
	struct record other;
	while (newest && records_child(releases, release->parent, &on, &other)) {
		day_t day = record_day(&other, F_release_released);
		newest = day == DAY_UNSET || day <= released;
	}
	records_free(&releases);
	return newest;
}

bool raise_is_taken_for_granted(const struct view *view, const struct found_trigger *trigger)
{
	struct record component, release;
	return trigger->kind == C_trigger_kind_support_end && trigger->about.entity == E_component &&
	       view_record(view, trigger->about, &component) && !is_stated(&component) &&
	       view_record(view, record_ref(&component, F_component_release), &release) && is_newest(view, &release);
}
