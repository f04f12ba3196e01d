#include "tui/fact_list.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/words.h"

#define LABEL_MOST 40
#define BESIDE 6 /* columns taken by marker, mark and the gap between label and value */

static size_t count(void *owner)
{
	return ((struct fact_list *)owner)->count;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct fact_list *list = owner;
	const struct fact_row *at = &list->rows[row];
	const struct fact *fact = &list->facts.items[at->fact];
	if (column == 0 && at->first)
		text_append_text(out, fact->label);
	if (column == 1)
		text_append(out, (struct slice){fact->value + at->from, at->size});
	*role = fact->heading ? ROLE_HEADING : column == 0 ? ROLE_LABEL : fact->role;
}

static uint64_t key(void *owner, size_t row)
{
	return ((struct fact_list *)owner)->rows[row].fact + 1;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct fact_list *list = owner;
	for (size_t row = 0; row < list->count; row++)
		if (list->rows[row].fact + 1 == wanted)
			return row;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	const struct fact_list *list = owner;
	const struct fact_row *at = &list->rows[row];
	if (list->facts.items[at->fact].heading)
		return ROW_HEADING;
	return at->first ? ROW_ITEM : ROW_MORE;
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

void fact_list_start(struct fact_list *list)
{
	list->list_columns[0] = (struct list_column){.title = "", .least = 12, .most = LABEL_MOST};
	list->list_columns[1] = (struct list_column){.title = "", .least = 10};
	list->list.bare = true;
	list->list.empty = _("This record is no longer in the register.");
	list_view_start(&list->list, &source, list, list->list_columns, COUNT_OF(list->list_columns));
	list->list.bare = true;
}

void fact_list_free(struct fact_list *list)
{
	facts_free(&list->facts);
	free(list->rows);
	list_view_free(&list->list);
}

static void add_row(struct fact_list *list, size_t fact, size_t from, size_t size, bool first)
{
	memory_grow(&list->rows, &list->capacity, list->count, sizeof(*list->rows));
	list->rows[list->count++] = (struct fact_row){fact, from, size, first};
}

static int widest_label(const struct facts *facts, int columns)
{
	int widest = 12;
	for (size_t i = 0; i < facts->count; i++) {
		int width = facts->items[i].heading ? 0 : canvas_width(slice_of(facts->items[i].label));
		widest = width > widest ? width : widest;
	}
	return int_clamp(widest, 12, columns / 2 < LABEL_MOST ? columns / 2 : LABEL_MOST);
}

/* A value that is longer than its column goes on below. */
static void lay_out(struct fact_list *list, int columns)
{
	int label = widest_label(&list->facts, columns), wide = int_clamp(columns - BESIDE - label, 10, columns);
	list->list_columns[0].most = label;
	list->count = 0;
	list->columns = columns;
	for (size_t i = 0; i < list->facts.count; i++) {
		const struct fact *fact = &list->facts.items[i];
		struct slice rest = slice_of(fact->value), line;
		bool first = true;
		while (!fact->heading && layout_wrap(&rest, wide, &line)) {
			add_row(list, i, (size_t)(line.data - fact->value), line.size, first);
			first = false;
		}
		if (first)
			add_row(list, i, 0, 0, true);
	}
	list_view_changed(&list->list);
}

void fact_list_take(struct fact_list *list, struct facts *facts)
{
	facts_free(&list->facts);
	list->facts = *facts;
	*facts = (struct facts){0};
	lay_out(list, list->columns > 0 ? list->columns : 80);
}

void fact_list_read(struct fact_list *list, struct glance *glance, const struct record *record)
{
	struct facts facts = {0};
	if (record != NULL)
		facts_read(&facts, glance, record);
	fact_list_take(list, &facts);
}

void fact_list_draw(struct fact_list *list, struct area area)
{
	if (area.columns != list->columns)
		lay_out(list, area.columns);
	list_view_draw(&list->list, area, true);
}

const struct fact *fact_list_selected(const struct fact_list *list)
{
	if (!list_view_has_selected(&list->list))
		return NULL;
	return &list->facts.items[list->rows[list->list.selected].fact];
}

static bool is_figure(const struct field *field)
{
	return field->number >= FACTS_FIGURES && field->number < F_revision;
}

unsigned fact_list_why(const struct fact_list *list, struct app *app, struct ref ref)
{
	const struct fact *fact = fact_list_selected(list);
	struct glance glance = {0};
	struct text words = {0};
	struct record record;
	if (fact == NULL || fact->field == NULL || !glance_open(&glance, app))
		return DONE_HANDLED;
	text_printf(&words, "%s\n\n", fact->value);
	if (!is_figure(fact->field) || !view_record(glance.view, ref, &record) ||
	    !facts_why(&words, &glance, &record, fact->field))
		text_append_text(&words, _(fact->field->help));
	glance_close(&glance);
	tui_tell(app->tui, fact->label, words.data);
	text_free(&words);
	return DONE_HANDLED;
}
