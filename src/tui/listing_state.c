/* What holds of a list stands over it: nobody is to take some rows for all of them, or wonder at their order. */
#include "base/lang.h"
#include "tui/canvas.h"
#include "tui/listing.h"
#include "tui/words.h"

#define ROWS_MOST 3

static void begin_part(struct text *out)
{
	if (out->size > 0)
		text_printf(out, " %s ", canvas_sign(SYMBOL_DOT));
}

static void append_view(struct text *out, const struct listing_screen *listing)
{
	if (listing->view.size == 0)
		return;
	begin_part(out);
	text_printf(out, "%s %s", _("view"), listing->view.data);
}

static void append_group(struct text *out, const struct listing_screen *listing)
{
	const struct path *path = list_plan_group(listing->table.plan);
	if (path == NULL)
		return;
	begin_part(out);
	text_printf(out, "%s %s", _("grouped by"), words_field(listing->app, path_field(path)));
	if (!listing->table.grouped)
		text_append_text(out, " …");
}

/* The condition, unless the title says it in words. */
static void append_condition(struct text *out, const struct listing_screen *listing)
{
	struct slice where = text_slice(&listing->table.where);
	if (where.size == 0 || slice_equal(where, text_slice(&listing->given_where)))
		return;
	begin_part(out);
	text_printf(out, "%s ", _("where"));
	text_append(out, where);
}

static void append_key(struct text *out, const struct listing_screen *listing, const struct list_sort *sort)
{
	for (size_t step = 0; step < sort->path.count; step++)
		text_printf(out, "%s%s", step > 0 ? ": " : "", words_field(listing->app, sort->path.fields[step]));
	text_append_text(out, canvas_sign(sort->descending ? SYMBOL_FALLING : SYMBOL_RISING));
}

/* The arrows over the columns tell it where they are all to be seen. */
static bool tells_order(const struct table *table)
{
	for (size_t key = list_plan_group(table->plan) != NULL; key < list_plan_sorts(table->plan); key++) {
		size_t column = table_column_of(table, &list_plan_sort(table->plan, key)->path);
		if (column == SIZE_MAX || table->list.widths[column] == 0)
			return true;
	}
	return false;
}

static void append_order(struct text *out, const struct listing_screen *listing)
{
	const struct table *table = &listing->table;
	if (!tells_order(table))
		return;
	begin_part(out);
	text_append_text(out, _("sorted by"));
	for (size_t key = 0; key < list_plan_sorts(table->plan); key++) {
		text_append_text(out, key > 0 ? ", " : " ");
		append_key(out, listing, list_plan_sort(table->plan, key));
	}
}

int listing_draw_state(const struct listing_screen *listing, struct area area)
{
	struct text words = {0};
	append_view(&words, listing);
	append_condition(&words, listing);
	append_group(&words, listing);
	append_order(&words, listing);
	struct slice rest = text_slice(&words), line;
	int rows = 0;
	for (; rows < ROWS_MOST && rest.size > 0 && layout_wrap(&rest, area.columns, &line); rows++)
		canvas_text(area.row + rows, area.column, area.columns, ROLE_WARNING, line);
	text_free(&words);
	return rows;
}
