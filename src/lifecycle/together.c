#include "lifecycle/together.h"

#include <stdlib.h>

#define USED UINT32_MAX

static int compare_options(const void *a, const void *b)
{
	const struct together_option *x = a, *y = b;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->purchase != y->purchase)
		return x->purchase < y->purchase ? -1 : 1;
	return (x->decide_by > y->decide_by) - (x->decide_by < y->decide_by);
}

/* Not used, and the first of its purchase from that end on. */
static bool is_new(const struct together_option options[], size_t from, size_t at)
{
	return options[at].purchase != USED &&
	       (options[at].before == DAY_UNSET || options[at].before < options[from].end);
}

static size_t count_from(const struct together_option options[], size_t count, size_t from, int64_t months)
{
	day_t last = day_add_months(options[from].end, months);
	size_t purchases = 0;
	for (size_t i = from; i < count && options[i].end <= last; i++)
		purchases += is_new(options, from, i);
	return purchases;
}

static size_t find_largest(const struct together_option options[], size_t count, int64_t months, size_t *from)
{
	size_t most = 0;
	for (size_t i = 0; i < count; i++) {
		size_t purchases = options[i].purchase == USED ? 0 : count_from(options, count, i, months);
		if (purchases <= most)
			continue;
		most = purchases;
		*from = i;
	}
	return most;
}

static void use_up(struct together_option options[], size_t count, uint32_t purchase)
{
	for (size_t i = 0; i < count; i++)
		if (options[i].purchase == purchase)
			options[i].purchase = USED;
}

static void add_member(struct together_set *set, const struct together_option *option)
{
	set->first = set->count == 0 ? option->end : set->first;
	set->last = option->end;
	set->join_by = day_earlier(set->join_by, option->decide_by);
	set->count++;
}

static void take_set(struct together_option options[], size_t count, size_t from, int64_t months,
                     struct together_option members[], struct together_set *set)
{
	day_t last = day_add_months(options[from].end, months);
	for (size_t i = from; i < count && options[i].end <= last; i++) {
		if (!is_new(options, from, i))
			continue;
		members[set->count] = options[i];
		add_member(set, &options[i]);
	}
	for (size_t i = 0; i < set->count; i++)
		use_up(options, count, members[i].purchase);
}

size_t together_find(struct together_option options[], size_t count, int64_t months, struct together_option members[],
                     struct together_set sets[])
{
	size_t found = 0, taken = 0, from = 0;
	if (count > 0)
		qsort(options, count, sizeof *options, compare_options);
	while (find_largest(options, count, months, &from) >= 2) {
		struct together_set *set = &sets[found++];
		*set = (struct together_set){.from = taken, .join_by = DAY_UNSET};
		take_set(options, count, from, months, members + taken, set);
		taken += set->count;
	}
	return found;
}
