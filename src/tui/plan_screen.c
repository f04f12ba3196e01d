#include "tui/plan_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/record_deeds.h"
#include "tui/work.h"
#include "tui/words.h"

static struct list_view *list_of(struct screen *screen)
{
	return &((struct plan_screen *)screen)->list;
}

static const struct section_row *row_of(const struct plan_screen *plan)
{
	return list_view_has_selected(&plan->list) ? sections_at(&plan->sections, plan->list.selected) : NULL;
}

/* The record under the cursor; without one what new rows are, in general. */
static struct ref ref_of(const struct plan_screen *plan)
{
	const struct section_row *row = row_of(plan);
	return row == NULL ? (struct ref){0, 0} : row->ref;
}

static void set_columns(struct plan_screen *plan)
{
	const struct plan *of = plan->plan;
	for (size_t i = 0; i < SECTION_CELLS; i++)
		plan->columns[i] = (struct list_column){.title = of->columns[i][0] == '\0' ? "" : _(of->columns[i]),
			.least = of->least[i], .most = of->most[i], .priority = of->priority[i], .unsorted = true};
	plan->list.empty = _(of->empty);
}

static void clear(struct plan_screen *plan)
{
	sections_clear(&plan->sections);
	text_clear(&plan->status);
	free(plan->own);
	plan->own = NULL;
}

static void read_plan(void *context)
{
	struct plan_screen *plan = context;
	struct glance glance = {0};
	clear(plan);
	if (glance_open(&glance, plan->app))
		plan->plan->read(plan, &glance);
	glance_close(&glance);
}

static void show_read(struct plan_screen *plan)
{
	sections_choose(&plan->sections);
	list_view_changed(&plan->list);
}

static void follow(struct screen *screen)
{
	struct plan_screen *plan = (struct plan_screen *)screen;
	screen_set_title(screen, _(plan->plan->title));
	set_columns(plan);
	plan->behind = true;
}

static void free_read(struct plan_screen *plan)
{
	sections_free(&plan->sections);
	text_free(&plan->status);
	free(plan->own);
}

/* Read beside what is shown, which stays until all of it is there. */
static bool work(struct screen *screen)
{
	struct plan_screen *plan = (struct plan_screen *)screen;
	struct plan_screen anew = {.app = plan->app, .plan = plan->plan, .sections.columns = plan->sections.columns};
	if (!plan->behind)
		return false;
	plan->behind = !work_out_quietly(plan->app, read_plan, &anew);
	if (plan->behind) {
		free_read(&anew);
		return true;
	}
	anew.sections.filter = plan->sections.filter;
	plan->sections.filter = (struct text){0};
	free_read(plan);
	plan->sections = anew.sections;
	plan->status = anew.status;
	plan->own = anew.own;
	show_read(plan);
	tui_redraw(screen->tui);
	return false;
}

static void draw(struct screen *screen, struct area area)
{
	struct plan_screen *plan = (struct plan_screen *)screen;
	struct area inside = area_inside(area, 0, 1);
	int used = canvas_text(inside.row, inside.column, inside.columns, ROLE_TITLE, slice_of(_(plan->plan->title)));
	if (canvas_width(text_slice(&plan->status)) + 2 <= inside.columns - used)
		canvas_text_right(inside.row, inside.column + used, inside.columns - used, ROLE_MUTED, text_slice(&plan->status));
	struct area rest = area_part(inside, 1, 0, inside.rows - 1, inside.columns);
	int above = plan->plan->above == NULL ? 0 : plan->plan->above(plan, rest, true);
	plan->columns[0].most = int_clamp(inside.columns * 2 / 5, 16, 60);
	struct area rows = area_part(rest, above, 0, rest.rows - above, rest.columns);
	if (rows.columns != plan->sections.columns) {
		plan->sections.columns = rows.columns;
		sections_choose(&plan->sections);
		list_view_changed(&plan->list);
	}
	list_view_draw(&plan->list, rows, true);
}

static unsigned open_row(struct plan_screen *plan)
{
	const struct section_row *row = row_of(plan);
	if (row == NULL)
		return DONE_HANDLED;
	if (ref_is_set(row->ref))
		open_record(plan->app, row->ref);
	else if (plan->plan->open != NULL)
		plan->plan->open(plan, row);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct plan_screen *plan = (struct plan_screen *)screen;
	unsigned done = plan->plan->act == NULL ? DONE_NOTHING : plan->plan->act(plan, action, row_of(plan));
	if (done != DONE_NOTHING)
		return done;
	if (action == ACTION_OPEN)
		return open_row(plan);
	if (action == ACTION_NEW) {
		record_new(plan->app, schema_entity(plan->plan->entity), NULL, (struct ref){0, 0});
		return DONE_HANDLED;
	}
	return ref_is_set(ref_of(plan)) ? record_act(plan->app, ref_of(plan), action) : DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	union {
		const struct screen *read_only;
		struct plan_screen *plan;
	} as = {.read_only = screen};
	struct ref ref = ref_of(as.plan);
	if (as.plan->plan->can != NULL && !as.plan->plan->can(as.plan, action, row_of(as.plan)))
		return false;
	if (action == ACTION_NEW)
		return record_can(as.plan->app, (struct ref){as.plan->plan->entity, 0}, action);
	return record_can(as.plan->app, ref, action);
}

static unsigned contexts_now(const struct screen *screen)
{
	return ((const struct plan_screen *)(const void *)screen)->plan->contexts;
}

static void close_plan(struct screen *screen)
{
	struct plan_screen *plan = (struct plan_screen *)screen;
	free_read(plan);
	list_view_free(&plan->list);
	free(plan);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_GATHER, ACTION_NEW, ACTION_EDIT, ACTION_FILTER,
	ACTION_GO_DESK,
	ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("What comes, with its days. Enter opens what the cursor stands on."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_RECORDS,
	.contexts_now = contexts_now,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.work = work,
	.follow = follow,
	.close = close_plan,
};

void plan_screen_open(struct app *app, const struct plan *of)
{
	struct plan_screen *plan = memory_new(sizeof(*plan));
	plan->screen.ops = &ops;
	plan->screen.help = of->help;
	plan->app = app;
	plan->plan = of;
	plan->sections.columns = 78;
	screen_set_title(&plan->screen, _(of->title));
	list_view_start(&plan->list, &sections_source, &plan->sections, plan->columns, SECTION_CELLS);
	set_columns(plan);
	plan->list.bare = true;
	if (!work_out(app, _(of->title), read_plan, plan)) {
		screen_free(&plan->screen);
		return;
	}
	show_read(plan);
	tui_push(app->tui, &plan->screen);
}
