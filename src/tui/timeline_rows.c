#include "tui/timeline_rows.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/words.h"

#define MARGIN 2 /* of every list */
#define GAP 2

/* ---- a table of records ---- */

/* The name, and on wide screens the day that matters most. */
static const struct {
	uint8_t entity;
	const char *day;
} days[] = {
	{E_system, "decide_by"}, {E_service, "decide_by"}, {E_opportunity, "decide_by"}, {E_contract, "current_end"},
	{E_component, "act_by"}, {E_licence, "end"}, {E_integration, "support_end"}, {E_release_plan, "start"},
};

static void append_columns(struct text *out, const struct entity *entity)
{
	text_append_text(out, schema_field(entity, entity->name_field)->name);
	for (size_t i = 0; i < COUNT_OF(days); i++)
		if (days[i].entity == entity->number)
			text_printf(out, ",%s", days[i].day);
}

static struct timeline_reader *reader_of(struct timeline_rows *rows, struct glance *glance)
{
	if (rows->reader == NULL) {
		rows->teller = words_teller(glance);
		rows->reader = timeline_reader_new(&rows->teller);
	}
	return rows->reader;
}

static const struct timeline_lane *lane_of(struct timeline_rows *rows, record_id id)
{
	struct timeline_lane *lane = &rows->kept[id % LANES_KEPT];
	struct ref about = {rows->table.entity->number, id};
	if (!ref_equal(lane->about, about) && glance_open(&rows->table.glance, rows->app))
		timeline_lane_read(reader_of(rows, &rows->table.glance), about, lane);
	return lane;
}

/* Of the table's own source everything but the picture is taken. */
static const struct list_source *table_source;

/* What is measured is not drawn: only what is in sight is read. */
static void table_cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct timeline_rows *rows = owner;
	if (column + 1 < rows->column_count)
		table_source->cell(owner, row, column, out, role);
	else if (rows->drawing)
		timeline_draw(out, lane_of(rows, (record_id)table_source->key(owner, row)), &rows->window, canvas_chart_style());
}

static void table_rest(void *owner)
{
	struct timeline_rows *rows = owner;
	timeline_reader_free(&rows->reader);
	table_source->rest(owner);
}

static void take_table(struct timeline_rows *rows)
{
	static struct list_source source;
	table_source = rows->table.list.source;
	source = *table_source;
	source.cell = table_cell;
	source.rest = table_rest;
	rows->table.list.source = &source;
}

bool timeline_rows_start_table(struct timeline_rows *rows, uint8_t entity, struct slice where, struct slice sort,
	struct error *error)
{
	struct text columns = {0};
	append_columns(&columns, schema_entity(entity));
	bool ok = table_start(&rows->table, rows->app, schema_entity(entity), text_slice(&columns), where, sort, error);
	text_free(&columns);
	if (ok)
		take_table(rows);
	return ok;
}

bool timeline_rows_start_given(struct timeline_rows *rows, uint8_t entity, struct error *error)
{
	struct text columns = {0};
	append_columns(&columns, schema_entity(entity));
	bool ok = table_start_given(&rows->table, rows->app, schema_entity(entity), text_slice(&columns), error);
	text_free(&columns);
	if (ok)
		take_table(rows);
	return ok;
}

/* ---- the lanes of a record ---- */

static size_t lane_count(void *owner)
{
	return ((struct timeline_rows *)owner)->lanes.count;
}

static void lane_cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct timeline_rows *rows = owner;
	if (column == 0)
		text_append_text(out, rows->names[row]);
	else if (column + 1 < rows->column_count)
		text_append_text(out, rows->kinds[row]);
	else if (rows->drawing)
		timeline_draw(out, &rows->lanes.items[row], &rows->window, canvas_chart_style());
	*role = rows->lanes.items[row].hidden ? ROLE_MUTED : ROLE_NORMAL;
}

static uint64_t lane_key(void *owner, size_t row)
{
	struct ref about = ((struct timeline_rows *)owner)->lanes.items[row].about;
	return (uint64_t)about.entity << 32 | about.id;
}

static const struct list_source lane_source = {.count = lane_count, .cell = lane_cell, .key = lane_key};

static const struct list_column lane_columns[] = {{.least = 22, .unsorted = true}, {.least = 10, .unsorted = true},
	{.least = 10, .unsorted = true}};

static void forget_lanes(struct timeline_rows *rows)
{
	for (size_t i = 0; i < rows->lanes.count; i++) {
		free(rows->names[i]);
		free(rows->kinds[i]);
	}
	free(rows->names);
	free(rows->kinds);
	free(rows->lanes.items);
	rows->names = rows->kinds = NULL;
	rows->lanes = (struct timeline_lanes){0};
}

static void name_lanes(struct timeline_rows *rows, struct glance *glance)
{
	rows->names = memory_new_array(rows->lanes.count + 1, sizeof *rows->names);
	rows->kinds = memory_new_array(rows->lanes.count + 1, sizeof *rows->kinds);
	for (size_t i = 0; i < rows->lanes.count; i++) {
		struct text name = {0};
		words_name(&name, glance, rows->lanes.items[i].about);
		rows->names[i] = text_take(&name);
		rows->kinds[i] = memory_copy_text(words_entity(rows->app, schema_entity(rows->lanes.items[i].about.entity)));
	}
}

void timeline_rows_read_record(struct timeline_rows *rows, struct ref about)
{
	struct glance glance = {0};
	forget_lanes(rows);
	if (glance_open(&glance, rows->app)) {
		timeline_lanes_read(reader_of(rows, &glance), about, &rows->lanes);
		timeline_reader_free(&rows->reader);
		name_lanes(rows, &glance);
	}
	glance_close(&glance);
	if (rows->list.source == NULL)
		list_view_start(&rows->list, &lane_source, rows, lane_columns, COUNT_OF(lane_columns));
	list_view_changed(&rows->list);
}

/* ---- drawing ---- */

struct list_view *timeline_rows_list(struct timeline_rows *rows)
{
	return rows->of_record ? &rows->list : &rows->table.list;
}

/* The names keep their width while rows come and go; the picture has the rest. */
static int name_columns(int available)
{
	return available < 84 ? 24 : available < 140 ? 30 : 40;
}

#define BESIDE_FROM 96 /* columns, from which there is room for one more beside the picture */
#define BESIDE_OF_RECORD 20
#define BESIDE_OF_TABLE 12

static const char *title_of(const struct timeline_rows *rows, size_t column)
{
	if (!rows->of_record)
		return rows->table.list_columns[column].title;
	return column == 0 ? _("Name") : _("Kind");
}

static void set_column(struct timeline_rows *rows, size_t column, int width)
{
	rows->columns[column] = (struct list_column){.title = title_of(rows, column), .least = width, .most = width,
		.unsorted = rows->of_record};
}

/* Every picture anew: the table sets its own columns when it is asked for something else. */
static void set_columns(struct timeline_rows *rows, int available)
{
	struct list_view *list = timeline_rows_list(rows);
	size_t beside = rows->of_record ? 1 : list_plan_columns(rows->table.plan) - 1;
	int name = name_columns(available), picture = available - MARGIN - name - GAP;
	int width = rows->of_record ? BESIDE_OF_RECORD : BESIDE_OF_TABLE;
	set_column(rows, 0, name);
	if (beside > 0 && available >= BESIDE_FROM)
		picture -= width + GAP;
	if (beside > 0)
		set_column(rows, 1, available >= BESIDE_FROM ? width : available + 1);
	if (beside > 0)
		rows->columns[1].priority = 1;
	rows->window.columns = picture > 1 ? picture : 1;
	text_clear(&rows->axis);
	timeline_axis(&rows->axis, &rows->window);
	rows->column_count = beside + 2;
	rows->columns[beside + 1] = (struct list_column){.title = rows->axis.data, .least = rows->window.columns,
		.most = rows->window.columns, .unsorted = true};
	list->columns = rows->columns;
	list->column_count = rows->column_count;
}

#define LEGEND_FROM 16 /* rows */

static int draw_legend(struct area area)
{
	struct text legend = {0};
	struct slice rest, line;
	int rows = 1, row = 0;
	timeline_legend(&legend, canvas_chart_style(), area.columns);
	for (size_t i = 0; i < legend.size; i++)
		rows += legend.data[i] == '\n';
	rest = text_slice(&legend);
	while (area.rows >= LEGEND_FROM && slice_next(&rest, '\n', &line))
		canvas_text(area.row + area.rows - rows + row++, area.column, area.columns, ROLE_MUTED, line);
	text_free(&legend);
	return row;
}

void timeline_rows_draw(struct timeline_rows *rows, struct area area)
{
	set_columns(rows, area.columns);
	int below = draw_legend(area);
	rows->drawing = true;
	list_view_draw(timeline_rows_list(rows), area_part(area, 0, 0, area.rows - below, area.columns), true);
	rows->drawing = false;
}

void timeline_rows_forget(struct timeline_rows *rows)
{
	for (size_t i = 0; i < LANES_KEPT; i++)
		rows->kept[i].about = (struct ref){0};
}

bool timeline_rows_selected(const struct timeline_rows *rows, struct ref *about)
{
	if (!rows->of_record)
		return table_selected(&rows->table, about);
	if (!list_view_has_selected(&rows->list))
		return false;
	*about = rows->lanes.items[rows->list.selected].about;
	return true;
}

bool timeline_rows_lane(struct timeline_rows *rows, struct timeline_lane *lane)
{
	struct ref about;
	if (!timeline_rows_selected(rows, &about))
		return false;
	if (rows->of_record) {
		*lane = rows->lanes.items[rows->list.selected];
		return true;
	}
	*lane = *lane_of(rows, about.id);
	table_rest(&rows->table);
	return ref_equal(lane->about, about);
}

void timeline_rows_free(struct timeline_rows *rows)
{
	timeline_reader_free(&rows->reader);
	forget_lanes(rows);
	if (rows->of_record)
		list_view_free(&rows->list);
	else
		table_free(&rows->table);
	text_free(&rows->axis);
}
