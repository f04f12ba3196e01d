#include "report/groups_page.h"

#include "base/lang.h"
#include "base/memory.h"

#define COLUMNS_MOST 64

struct groups {
	const struct list_plan *plan;
	const struct grouping *grouping;
	char *const *labels;
};

char *groups_label(const struct list_plan *plan, struct reading *reading, const struct record *record,
                   const struct value_writer *writer)
{
	const struct path *path = list_plan_group(plan);
	struct value value = reading_value(reading, record, path);
	int year = grouping_year(path, &value);
	struct text label = {0};
	if (year != 0)
		text_printf(&label, "%d", year);
	else
		value_append(&label, path_field(path), &value, writer);
	return text_take(&label);
}

static enum page_kind kind_of(const struct field *field)
{
	return field->type == TYPE_MONEY ? PAGE_MONEY : field->type == TYPE_DECIMAL ? PAGE_DECIMAL : PAGE_NUMBER;
}

static struct page_cell cell(enum page_kind kind, bool stated, int64_t number)
{
	return (struct page_cell){.kind = kind, .number = stated ? number : NUMBER_UNSET};
}

static void write_row(struct page *page, const struct groups *groups, size_t group, const struct page_column columns[],
                      const size_t places[], size_t count)
{
	struct page_cell cells[COLUMNS_MOST] = {{0}};
	bool all = group == GROUP_OF_ALL;
	cells[0] = page_words(all ? _("All") : groups->labels[group]);
	if (!all && groups->labels[group][0] == '\0')
		cells[0].label = _("(not stated)");
	cells[1] = page_number((int64_t)(all ? grouping_rows(groups->grouping) : grouping_at(groups->grouping, group)->count));
	for (size_t i = 2; i < count; i++) {
		int64_t sum = 0;
		bool stated = grouping_sum(groups->grouping, group, places[i], &sum);
		cells[i] = cell(columns[i].kind, stated, sum);
	}
	if (all)
		page_sum(page, cells);
	else
		page_row(page, cells);
}

static void write_page(struct page *page, const struct groups *groups)
{
	struct page_column columns[COLUMNS_MOST] = {{0}};
	struct text names[COLUMNS_MOST] = {{0}}, labels[COLUMNS_MOST] = {{0}};
	size_t places[COLUMNS_MOST] = {0}, count = 2;
	path_append(&names[0], list_plan_group(groups->plan));
	list_append_heading(&labels[0], list_plan_group(groups->plan));
	columns[0] = (struct page_column){names[0].data, labels[0].data, PAGE_WORDS, PAGE_BESIDE};
	columns[1] = (struct page_column){"count", _("Number"), PAGE_NUMBER, PAGE_BESIDE};
	for (size_t i = 0; i < list_plan_columns(groups->plan) && count < COLUMNS_MOST; i++) {
		const struct path *path = list_plan_column(groups->plan, i);
		if (!grouping_adds_up(path_field(path)))
			continue;
		path_append(&names[count], path);
		list_append_heading(&labels[count], path);
		columns[count] =
			(struct page_column){names[count].data, labels[count].data, kind_of(path_field(path)), PAGE_BESIDE};
		places[count++] = i;
	}
	page_table(page, "groups", columns, count, true);
	for (size_t i = 0; i < grouping_count(groups->grouping); i++)
		write_row(page, groups, i, columns, places, count);
	write_row(page, groups, GROUP_OF_ALL, columns, places, count);
	for (size_t i = 0; i < count; i++) {
		text_free(&names[i]);
		text_free(&labels[i]);
	}
}

struct page *groups_page(const struct list_plan *plan, const struct grouping *grouping, char *const labels[],
                         const struct conf *conf)
{
	const struct groups groups = {plan, grouping, labels};
	struct page *page = page_new("list", _(list_plan_entity(plan)->plural), conf);
	write_page(page, &groups);
	return page;
}
