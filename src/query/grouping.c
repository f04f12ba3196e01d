#include "query/grouping.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/hash.h"
#include "query/list_private.h"

struct sum {
	int64_t sum;
	bool stated, too_large;
};

struct grouping {
	const struct list_plan *plan;
	struct group *groups;
	size_t count, capacity, rows;
	size_t columns[LIST_COLUMNS_MAX]; /* of the plan, those that add up */
	size_t summed;
	struct sum *sums;                 /* of all, then group by group; `summed` each */
	size_t sum_capacity;
	struct text key;
};

bool grouping_adds_up(const struct field *field)
{
	switch (field->type) {
	case TYPE_MONEY:
		return true;
	case TYPE_NUMBER:
	case TYPE_DECIMAL:
		return field->unit == UNIT_users || field->unit == UNIT_people || field->unit == UNIT_pieces ||
		       field->unit == UNIT_hours || field->unit == UNIT_minutes;
	default:
		return false;
	}
}

static void grow_sums(struct grouping *grouping, size_t groups)
{
	size_t wanted = (groups + 1) * grouping->summed;
	while (grouping->sum_capacity < wanted) {
		memory_grow(&grouping->sums, &grouping->sum_capacity, grouping->sum_capacity, sizeof *grouping->sums);
	}
	for (size_t i = groups * grouping->summed; i < wanted; i++)
		grouping->sums[i] = (struct sum){0};
}

struct grouping *grouping_new(const struct list_plan *plan)
{
	struct grouping *grouping = memory_new(sizeof *grouping);
	grouping->plan = plan;
	for (size_t i = 0; i < plan->column_count; i++)
		if (grouping_adds_up(path_field(&plan->columns[i])))
			grouping->columns[grouping->summed++] = i;
	grow_sums(grouping, 0);
	return grouping;
}

void grouping_free(struct grouping **grouping)
{
	if (*grouping == NULL)
		return;
	free((*grouping)->groups);
	free((*grouping)->sums);
	text_free(&(*grouping)->key);
	free(*grouping);
	*grouping = NULL;
}

int grouping_year(const struct path *path, const struct value *value)
{
	uint8_t type = path_field(path)->type;
	if (!value->set || (type != TYPE_DATE && type != TYPE_MOMENT))
		return 0;
	return day_year(type == TYPE_DATE ? (day_t)value->number : moment_day(value->number));
}

/* The bytes by which the rows are sorted tell groups apart, but for days. */
static uint64_t key_of(struct grouping *grouping, struct reading *reading, const struct record *record)
{
	const struct path *path = &grouping->plan->sorts[0].path;
	struct value value = reading_value(reading, record, path);
	int year = grouping_year(path, &value);
	text_clear(&grouping->key);
	if (year != 0)
		text_printf(&grouping->key, "%d", year);
	else
		sort_key_append_one(&grouping->key, grouping->plan, 0, reading, record);
	uint64_t key = hash_64(grouping->key.data, grouping->key.size, 0);
	return key == 0 ? 1 : key;
}

static void begin_group(struct grouping *grouping, uint64_t key)
{
	memory_grow(&grouping->groups, &grouping->capacity, grouping->count, sizeof *grouping->groups);
	grouping->groups[grouping->count++] = (struct group){.first = grouping->rows, .key = key};
	grow_sums(grouping, grouping->count);
}

static void add_to(struct sum *sum, int64_t number)
{
	sum->stated = true;
	sum->too_large = sum->too_large || __builtin_add_overflow(sum->sum, number, &sum->sum);
}

static void add_values(struct grouping *grouping, struct reading *reading, const struct record *record)
{
	struct sum *all = grouping->sums, *group = grouping->sums + grouping->count * grouping->summed;
	for (size_t i = 0; i < grouping->summed; i++) {
		struct value value = reading_value(reading, record, &grouping->plan->columns[grouping->columns[i]]);
		if (!value.set)
			continue;
		add_to(&all[i], value.number);
		add_to(&group[i], value.number);
	}
}

void grouping_add(struct grouping *grouping, struct reading *reading, const struct record *record)
{
	size_t count = grouping->count;
	uint64_t key = record != NULL ? key_of(grouping, reading, record) : count > 0 ? grouping->groups[count - 1].key : 1;
	if (count == 0 || grouping->groups[count - 1].key != key)
		begin_group(grouping, key);
	grouping->groups[grouping->count - 1].count++;
	grouping->rows++;
	if (record != NULL)
		add_values(grouping, reading, record);
}

size_t grouping_rows(const struct grouping *grouping)
{
	return grouping->rows;
}

size_t grouping_count(const struct grouping *grouping)
{
	return grouping->count;
}

const struct group *grouping_at(const struct grouping *grouping, size_t group)
{
	return &grouping->groups[group];
}

bool grouping_sum(const struct grouping *grouping, size_t group, size_t column, int64_t *sum)
{
	size_t row = group == GROUP_OF_ALL ? 0 : group + 1;
	for (size_t i = 0; i < grouping->summed; i++) {
		const struct sum *found = &grouping->sums[row * grouping->summed + i];
		if (grouping->columns[i] != column || !found->stated || found->too_large)
			continue;
		*sum = found->sum;
		return true;
	}
	return false;
}
