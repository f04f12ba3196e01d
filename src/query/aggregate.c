/* What lies below a record, or refers to it, counted and added up. */
#include "query/evaluation.h"

/* The children one after the other. */
struct walk {
	struct evaluation *evaluation;
	const struct aggregate *aggregate;
	struct ref of;
	bool started, found;
	struct index_hit hit;
};

static bool next_by_parent(struct walk *walk, struct record *child)
{
	return records_child(walk->evaluation->slots[walk->aggregate->slot].records, walk->of.id, &walk->found, child);
}

static bool next_by_index(struct walk *walk, struct record *child)
{
	struct index *index = walk->evaluation->slots[walk->aggregate->slot].index;
	const struct value value = {.set = true, .ref = walk->of};
	const struct view *view = reading_view(walk->evaluation->reading);
	for (;;) {
		bool there = walk->started ? index_next_same(index, &walk->hit) : index_seek(index, &value, &walk->hit);
		walk->started = true;
		if (!there)
			return false;
		if (view_record(view, (struct ref){walk->aggregate->entity->number, walk->hit.id}, child))
			return true;
	}
}

static bool next_child(struct walk *walk, struct record *child)
{
	return walk->aggregate->via->parent ? next_by_parent(walk, child) : next_by_index(walk, child);
}

static enum truth test_child(struct walk *walk, const struct record *child)
{
	return walk->aggregate->where == NULL ? TRUTH_TRUE : test_node(walk->evaluation, walk->aggregate->where, child);
}

struct bounds aggregate_count(struct evaluation *evaluation, const struct aggregate *aggregate,
                              const struct record *record)
{
	struct walk walk = {.evaluation = evaluation, .aggregate = aggregate, .of = record_self(record)};
	struct bounds bounds = {0, 0};
	struct record child;
	while (next_child(&walk, &child)) {
		enum truth truth = test_child(&walk, &child);
		bounds.least += truth == TRUTH_TRUE;
		bounds.most += truth != TRUTH_FALSE;
	}
	return bounds;
}

/* Saturates instead of wrapping: what is compared is then still on the right side. */
static int64_t add_up(int64_t sum, int64_t number)
{
	int64_t result;
	if (!__builtin_add_overflow(sum, number, &result))
		return result;
	return sum > 0 ? INT64_MAX - 1 : -INT64_MAX;
}

static void take_number(const struct aggregate *aggregate, struct value *so_far, int64_t number)
{
	if (!so_far->set)
		*so_far = (struct value){.set = true, .number = number};
	else if (aggregate->word == WORD_SUM)
		so_far->number = add_up(so_far->number, number);
	else if ((aggregate->word == WORD_MIN) == (number < so_far->number))
		so_far->number = number;
}

struct value aggregate_value(struct evaluation *evaluation, const struct aggregate *aggregate,
                             const struct record *record)
{
	struct walk walk = {.evaluation = evaluation, .aggregate = aggregate, .of = record_self(record)};
	struct value result = VALUE_UNSET;
	struct record child;
	bool undecided = false;
	while (next_child(&walk, &child)) {
		enum truth truth = test_child(&walk, &child);
		undecided |= truth == TRUTH_UNKNOWN;
		if (truth != TRUTH_TRUE)
			continue;
		struct value value = reading_value(evaluation->reading, &child, &aggregate->path);
		if (value.set)
			take_number(aggregate, &result, value.number);
	}
	return undecided ? VALUE_UNSET : result;
}
