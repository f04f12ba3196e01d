#include "lifecycle/release.h"

#include <stdlib.h>

#include "model/schema.h"

bool release_is_ahead(uint8_t state)
{
	return state == 0 || state == C_release_plan_state_planned || state == C_release_plan_state_approved ||
	       state == C_release_plan_state_testing;
}

bool release_is_made(uint8_t state)
{
	return state == C_release_plan_state_released || release_has_failed(state);
}

bool release_has_failed(uint8_t state)
{
	return state == C_release_plan_state_failed || state == C_release_plan_state_rolled_back;
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int compare_touches(const void *a, const void *b)
{
	const struct release_touch *x = a, *y = b;
	if (x->bond != y->bond)
		return ORDER(x->bond, y->bond);
	if (x->what != y->what)
		return ORDER(x->what, y->what);
	if (x->from != y->from)
		return ORDER(x->from, y->from);
	return ORDER(x->release, y->release);
}

static bool are_same(const struct release_touch *a, const struct release_touch *b)
{
	return a->bond == b->bond && a->what == b->what;
}

static day_t last_day(const struct release_touch *touch)
{
	return touch->to == DAY_UNSET || touch->to < touch->from ? touch->from : touch->to;
}

/* The second begins when the first does, or later. */
static bool meet(const struct release_touch *a, const struct release_touch *b, day_t since,
                 struct release_meeting *meeting)
{
	*meeting = (struct release_meeting){.first = a->release < b->release ? a->release : b->release,
	                                    .second = a->release < b->release ? b->release : a->release,
	                                    .bond = a->bond,
	                                    .what = a->what,
	                                    .from = b->from,
	                                    .to = day_earlier(last_day(a), last_day(b))};
	return a->release != b->release && meeting->to >= since;
}

/* Each release once with each thing: a system may have a product twice. */
static size_t leave_out_doubles(struct release_touch touches[], size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (touches[i].from != DAY_UNSET && (kept == 0 || compare_touches(&touches[kept - 1], &touches[i]) != 0))
			touches[kept++] = touches[i];
	return kept;
}

void release_find_meetings(struct release_touch touches[], size_t count, day_t since,
                           void (*take)(void *context, const struct release_meeting *meeting), void *context)
{
	struct release_meeting meeting;
	if (count > 0)
		qsort(touches, count, sizeof *touches, compare_touches);
	count = leave_out_doubles(touches, count);
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && are_same(&touches[i], &touches[j]) &&
		                       touches[j].from <= last_day(&touches[i]); j++)
			if (meet(&touches[i], &touches[j], since, &meeting))
				take(context, &meeting);
}
