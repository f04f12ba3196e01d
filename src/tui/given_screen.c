#include "tui/given_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/record_deeds.h"
#include "tui/table_given.h"
#include "tui/ways.h"

struct given_screen {
	struct screen screen;
	struct app *app;
	struct table table;
};

static const struct given_screen *of(const struct screen *screen)
{
	return (const void *)screen;
}

static struct list_view *list_of(struct screen *screen)
{
	return &((struct given_screen *)screen)->table.list;
}

static unsigned contexts_now(const struct screen *screen)
{
	return of(screen)->table.entity->number == E_finding ? IN_FINDING : 0;
}

static void draw(struct screen *screen, struct area area)
{
	list_view_draw(list_of(screen), area_inside(area, 0, 1), true);
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct given_screen *given = (struct given_screen *)screen;
	struct ref ref = {given->table.entity->number, 0};
	bool there = table_selected(&given->table, &ref);
	if (action != ACTION_OPEN)
		return record_act(given->app, ref, action);
	if (there)
		open_record(given->app, ref);
	return DONE_HANDLED;
}

static bool can(const struct screen *screen, enum action_id action)
{
	struct ref ref = {of(screen)->table.entity->number, 0};
	table_selected(&of(screen)->table, &ref);
	return record_can(of(screen)->app, ref, action);
}

static void follow(struct screen *screen)
{
	struct given_screen *given = (struct given_screen *)screen;
	table_follow(&given->table);
	table_label(&given->table);
}

static void close_given(struct screen *screen)
{
	table_free(&((struct given_screen *)screen)->table);
	free(screen);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_FILTER, ACTION_SORT, ACTION_EDIT, ACTION_GO_DESK, ACTION_PALETTE, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("The records that the number counted, and no others. Type / and some letters to narrow them down, s to "
		   "sort by the next column. Enter opens the record under the cursor; Esc leads back to the number."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_RECORDS | IN_REGISTER,
	.contexts_now = contexts_now,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.follow = follow,
	.close = close_given,
};

/* "-due": by that column, the latest first. */
static void sort_by(struct table *table, const char *sort)
{
	bool falling = sort != NULL && *sort == '-';
	for (size_t i = 0; sort != NULL && i < table->list.column_count; i++) {
		struct text name = {0};
		path_append(&name, list_plan_column(table->plan, i));
		if (slice_equal_text(text_slice(&name), sort + falling)) {
			table->list.sort_column = i;
			table->list.falling = falling;
		}
		text_free(&name);
	}
}

void open_given(struct app *app, const struct given *given)
{
	struct given_screen *screen = memory_new(sizeof(*screen));
	struct error error = {0};
	screen->screen.ops = &ops;
	screen->app = app;
	screen_set_title(&screen->screen, given->title);
	if (!table_start_given(&screen->table, app, schema_entity(given->entity), slice_of(given->columns), &error)) {
		tui_say_error(app->tui, &error);
		screen_free(&screen->screen);
		return;
	}
	for (size_t i = 0; i < given->count; i++)
		table_give(&screen->table, 0, given->ids[i]);
	sort_by(&screen->table, given->sort);
	table_given(&screen->table);
	tui_push(app->tui, &screen->screen);
}
