/* By what the rows of a list stand together: chosen among its columns first, then all that there is. */
#include "base/lang.h"
#include "base/memory.h"
#include "register/figures.h"
#include "tui/listing.h"
#include "tui/picker.h"
#include "tui/words.h"

enum { KEY_NONE = 1, KEY_COLUMNS = 2, KEY_FIGURES = 1000, KEY_FIELDS = 2000 };

/* Texts of several lines and lists have no value to stand together by. */
static bool groups(const struct field *field)
{
	return field->type != TYPE_REASONS && field->type != TYPE_NOTE && field->type != TYPE_TEXTS &&
	       field->type != TYPE_REFS && field->type != TYPE_NUMBERS && !field->secret;
}

static bool is_column(const struct table *table, const struct field *field)
{
	for (size_t i = 0; i < table->list.column_count; i++) {
		const struct path *path = list_plan_column(table->plan, i);
		if (path->count == 1 && path_field(path) == field)
			return true;
	}
	return false;
}

static void append_picked(struct text *out, const struct table *table, uint64_t key)
{
	if (key >= KEY_FIELDS)
		text_append_text(out, table->entity->fields[key - KEY_FIELDS].name);
	else if (key >= KEY_FIGURES)
		text_append_text(out, figure_at(table->entity, key - KEY_FIGURES)->name);
	else if (key >= KEY_COLUMNS)
		path_append(out, list_plan_column(table->plan, key - KEY_COLUMNS));
}

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	struct listing_screen *listing = owner;
	struct text path = {0};
	struct error error = {0};
	append_picked(&path, &listing->table, key);
	if (!table_group_by(&listing->table, text_slice(&path), &error))
		tui_say_error(tui, &error);
	glance_close(&listing->table.glance);
	listing->table.list.moved = false;
	list_view_select(&listing->table.list, 0);
	text_free(&path);
}

static void offer_columns(struct choices *choices, const struct listing_screen *listing)
{
	const struct table *table = &listing->table;
	for (size_t i = 0; i < table->list.column_count; i++) {
		const struct field *field = path_field(list_plan_column(table->plan, i));
		if (groups(field))
			choices_add(choices, KEY_COLUMNS + i, table->titles[i], _(field->help), NULL);
	}
}

static void offer_others(struct choices *choices, const struct listing_screen *listing)
{
	const struct table *table = &listing->table;
	const struct field *field;
	for (size_t i = 0; (field = figure_at(table->entity, i)) != NULL; i++)
		if (groups(field) && !is_column(table, field))
			choices_add(choices, KEY_FIGURES + i, words_field(listing->app, field), _(field->help), NULL);
	for (size_t i = 0; i < table->entity->field_count; i++) {
		field = &table->entity->fields[i];
		if (groups(field) && !is_column(table, field))
			choices_add(choices, KEY_FIELDS + i, words_field(listing->app, field), _(field->help), NULL);
	}
}

unsigned listing_group(struct listing_screen *listing)
{
	const struct list_column columns[] = {
		{.title = _("By"), .least = 16, .most = 34},
		{.title = _("What it is"), .least = 16, .priority = 1},
	};
	struct choices choices = {0};
	if (listing->table.group.size > 0)
		choices_add(&choices, KEY_NONE, _("Not in groups"), _("Every row by itself again"), NULL);
	offer_columns(&choices, listing);
	offer_others(&choices, listing);
	tui_pick(listing->app->tui, &(struct picking){
		.title = _("Group by what?"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = picked,
		.owner = listing,
	});
	return DONE_HANDLED;
}
