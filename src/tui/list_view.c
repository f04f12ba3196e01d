#include "tui/list_view.h"

#include <stdlib.h>
#include <string.h>


static void rest(struct list_view *list)
{
	if (list->source->rest)
		list->source->rest(list->owner);
}

void list_view_start(struct list_view *list, const struct list_source *source, void *owner,
	const struct list_column *columns, size_t column_count)
{
	list->source = source;
	list->owner = owner;
	list->columns = columns;
	list->column_count = column_count < LIST_COLUMNS_MOST ? column_count : LIST_COLUMNS_MOST;
	list->sort_column = SIZE_MAX;
	list->selected = list->top = 0;
	list->page = 1;
	list_view_changed(list);
	rest(list);
}

void list_view_free(struct list_view *list)
{
	line_editor_free(&list->filter);
	free(list->marks);
	*list = (struct list_view){0};
}

static size_t count_of(const struct list_view *list)
{
	return list->source->count(list->owner);
}

static bool stands(const struct list_view *list, size_t row)
{
	enum row_kind kind = list->source->kind ? list->source->kind(list->owner, row) : ROW_ITEM;
	return kind == ROW_ITEM || kind == ROW_WIDE || kind == ROW_GROUP;
}

bool list_view_has_selected(const struct list_view *list)
{
	return list->selected < count_of(list) && stands(list, list->selected);
}

static void remember_key(struct list_view *list)
{
	bool known = list->source->key && list_view_has_selected(list);
	list->selected_key = known ? list->source->key(list->owner, list->selected) : 0;
}

/* The nearest row from `row` on that can be stood on, forwards first where `forwards`. */
static size_t standing_row(const struct list_view *list, size_t row, bool forwards)
{
	size_t count = count_of(list);
	for (int pass = 0; pass < 2; pass++, forwards = !forwards) {
		for (size_t i = row; i < count; i = forwards ? i + 1 : i - 1) {
			if (stands(list, i))
				return i;
		}
	}
	return row;
}

static void select_row(struct list_view *list, size_t row, bool forwards)
{
	size_t count = count_of(list);
	if (row >= count)
		row = count > 0 ? count - 1 : 0;
	list->selected = standing_row(list, row, forwards);
	remember_key(list);
}

void list_view_select(struct list_view *list, size_t row)
{
	select_row(list, row, true);
}

void list_view_changed(struct list_view *list)
{
	size_t row = list->selected;
	if (list->selected_key != 0 && list->source->find) {
		size_t found = list->source->find(list->owner, list->selected_key);
		row = found != SIZE_MAX ? found : row;
	}
	list_view_select(list, row);
	list_view_measure(list);
}

static void mark(struct list_view *list)
{
	if (!list_view_has_selected(list))
		return;
	if (list_view_is_item(list, list->selected))
		list_view_mark_turn(list, list->source->key(list->owner, list->selected));
	if (list->selected + 1 < count_of(list))
		select_row(list, list->selected + 1, true);
}

static void move(struct list_view *list, enum action_id action)
{
	size_t count = count_of(list), at = list->selected, page = list->page > 1 ? list->page - 1 : 1;
	bool down = action == ACTION_DOWN || action == ACTION_PAGE_DOWN || action == ACTION_FIRST;
	if (count == 0)
		return;
	if (action == ACTION_UP)
		at = at > 0 ? at - 1 : 0;
	else if (action == ACTION_DOWN)
		at = at + 1 < count ? at + 1 : at;
	else if (action == ACTION_PAGE_UP)
		at = at > page ? at - page : 0;
	else if (action == ACTION_PAGE_DOWN)
		at = at + page < count ? at + page : count - 1;
	else
		at = action == ACTION_FIRST ? 0 : count - 1;
	list->moved = true;
	select_row(list, at, down);
}

static void filter_changed(struct list_view *list)
{
	list->source->filter(list->owner, text_slice(&list->filter.text));
	list->top = 0;
	if (list->choosing) { /* what fits the words best is what Enter takes */
		list->selected = 0;
		list->selected_key = 0;
	}
	list_view_changed(list);
}

static void filter_end(struct list_view *list)
{
	line_editor_set(&list->filter, SLICE(""));
	list->filtering = false;
	filter_changed(list);
}

/* Only what is in sight is sorted by, once anything is. */
static bool can_sort_by(const struct list_view *list, size_t column)
{
	bool drawn = false;
	for (size_t i = 0; i < list->column_count; i++)
		drawn = drawn || list->widths[i] > 0;
	return !list->columns[column].unsorted && (!drawn || list->widths[column] > 0);
}

static void sort(struct list_view *list, bool turn)
{
	bool none = list->sort_column == SIZE_MAX;
	list->falling = turn && !none ? !list->falling : false;
	for (size_t tries = 0; (!turn || none) && tries < list->column_count; tries++) {
		list->sort_column = none ? 0 : (list->sort_column + 1) % list->column_count;
		none = false;
		if (can_sort_by(list, list->sort_column))
			break;
	}
	list->source->sort(list->owner, list->sort_column, list->falling);
	list_view_changed(list);
}

unsigned list_view_contexts(const struct list_view *list)
{
	if (list->filtering || list->choosing)
		return IN_TYPING | IN_ENTRY | IN_CHOOSING;
	return IN_LIST | (list->marking ? IN_MARKING : 0) | (list->source->sort ? IN_SORTING : 0) |
	       (list->source->filter ? IN_NARROWING : 0);
}

bool list_view_is_filtered(const struct list_view *list)
{
	return list->filtering || list->filter.text.size > 0;
}

bool list_view_can(const struct list_view *list, enum action_id action)
{
	if (action == ACTION_OPEN || action == ACTION_MARK)
		return list_view_has_selected(list);
	return true;
}

static unsigned act_in_filter(struct list_view *list, enum action_id action)
{
	if (action == ACTION_ACCEPT && list->filtering) {
		list->filtering = false;
		return DONE_HANDLED;
	}
	if (!line_editor_act(&list->filter, action))
		return DONE_NOTHING;
	filter_changed(list);
	return DONE_HANDLED;
}

static unsigned act(struct list_view *list, enum action_id action)
{
	switch ((int)action) {
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
	case ACTION_FIRST:
	case ACTION_LAST:
		move(list, action);
		return DONE_HANDLED;
	case ACTION_FILTER:
		list->filtering = true;
		line_editor_act(&list->filter, ACTION_EDIT_END);
		return DONE_HANDLED;
	case ACTION_CANCEL:
		if (list->choosing || !list_view_is_filtered(list))
			return DONE_NOTHING;
		filter_end(list);
		return DONE_HANDLED;
	case ACTION_MARK:
		mark(list);
		return DONE_HANDLED;
	case ACTION_MARK_ALL:
		list_view_mark_all(list);
		return DONE_HANDLED;
	case ACTION_SORT:
	case ACTION_SORT_TURN:
		sort(list, action == ACTION_SORT_TURN);
		return DONE_HANDLED;
	default:
		return list->filtering || list->choosing ? act_in_filter(list, action) : DONE_NOTHING;
	}
}

unsigned list_view_act(struct list_view *list, enum action_id action)
{
	unsigned done = act(list, action);
	rest(list);
	return done;
}

bool list_view_point(struct list_view *list, int row, int column)
{
	size_t at = list->top + (size_t)(row - list->rows.row);
	if (!area_holds(list->rows, row, column) || at >= count_of(list) || !stands(list, at))
		return false;
	if (at == list->selected)
		return true;
	list->moved = true;
	list_view_select(list, at);
	rest(list);
	return false;
}

unsigned list_view_type(struct list_view *list, keycode key)
{
	if ((!list->filtering && !list->choosing) || !line_editor_type(&list->filter, key))
		return DONE_NOTHING;
	filter_changed(list);
	rest(list);
	return DONE_HANDLED;
}
