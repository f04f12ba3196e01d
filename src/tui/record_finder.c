#include "tui/record_finder.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/finder.h"
#include "tui/canvas.h"
#include "tui/list_view.h"
#include "tui/words.h"

#define ENTITIES_MOST 12
#define FIRST_STEP 10
#define STEP 8
#define WIDEST 78

struct searched {
	struct list_plan *plan;
	struct finder *finder;
};

struct record_finder {
	struct screen screen;
	struct app *app;
	struct record_finding finding;
	char *title;
	struct searched searched[ENTITIES_MOST];
	size_t count;
	struct glance glance;
	struct list_view list;
	struct list_column columns[3];
};

/* Rows stand entity by entity: which one, and the place in it. */
static const struct searched *at(const struct record_finder *finder, size_t *row)
{
	for (size_t i = 0; i < finder->count; i++) {
		size_t rows = finder_count(finder->searched[i].finder);
		if (*row < rows)
			return &finder->searched[i];
		*row -= rows;
	}
	return NULL;
}

static size_t count(void *owner)
{
	const struct record_finder *finder = owner;
	size_t rows = 0;
	for (size_t i = 0; i < finder->count; i++)
		rows += finder_count(finder->searched[i].finder);
	return rows;
}

static struct ref ref_at(const struct record_finder *finder, size_t row)
{
	const struct searched *searched = at(finder, &row);
	if (searched == NULL)
		return (struct ref){0};
	return (struct ref){list_plan_entity(searched->plan)->number, finder_row(searched->finder, row).id};
}

static uint64_t key(void *owner, size_t row)
{
	struct ref ref = ref_at(owner, row);
	return (uint64_t)ref.entity << 32 | ref.id;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct record_finder *finder = owner;
	struct ref ref = ref_at(finder, row);
	if (!ref_is_set(ref) || !glance_open(&finder->glance, finder->app))
		return;
	*role = column == 0 ? ROLE_NORMAL : ROLE_MUTED;
	if (column == 0)
		words_name(out, &finder->glance, ref);
	else if (column == 1)
		text_append_text(out, words_entity(finder->app, schema_entity(ref.entity)));
	else
		view_append_code(finder->glance.view, ref, out);
}

static void step(struct record_finder *finder, unsigned milliseconds)
{
	for (size_t i = 0; i < finder->count && glance_open(&finder->glance, finder->app); i++)
		if (!finder_is_done(finder->searched[i].finder))
			finder_step(finder->searched[i].finder, finder->glance.reading, milliseconds, NULL);
}

static void filter(void *owner, struct slice typed)
{
	struct record_finder *finder = owner;
	for (size_t i = 0; i < finder->count; i++)
		finder_set_words(finder->searched[i].finder, typed);
	step(finder, FIRST_STEP);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .filter = filter};

static const char *title(struct screen *screen)
{
	return ((struct record_finder *)screen)->title;
}

static unsigned contexts(const struct screen *screen)
{
	return list_view_contexts(&((const struct record_finder *)(const void *)screen)->list);
}

static void draw(struct screen *screen, struct area area)
{
	struct record_finder *finder = (struct record_finder *)screen;
	struct area inside = canvas_frame(area_center(area, area.rows, WIDEST), finder->title);
	list_view_draw(&finder->list, inside, true);
	glance_close(&finder->glance);
}

static unsigned take(struct record_finder *finder)
{
	struct record_finding finding = finder->finding;
	struct tui *tui = finder->screen.tui;
	struct ref ref = {0};
	if (!list_view_has_selected(&finder->list))
		return DONE_HANDLED;
	ref = ref_at(finder, finder->list.selected);
	tui_close(tui, &finder->screen);
	finding.found(tui, finding.owner, ref);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct record_finder *finder = (struct record_finder *)screen;
	if (action == ACTION_ACCEPT)
		return take(finder);
	if (action == ACTION_CANCEL)
		return DONE_NOTHING;
	unsigned done = list_view_act(&finder->list, action);
	glance_close(&finder->glance);
	return done;
}

static unsigned type(struct screen *screen, keycode typed)
{
	struct record_finder *finder = (struct record_finder *)screen;
	unsigned done = list_view_type(&finder->list, typed);
	glance_close(&finder->glance);
	return done;
}

static unsigned point(struct screen *screen, int row, int column)
{
	struct record_finder *finder = (struct record_finder *)screen;
	return list_view_point(&finder->list, row, column) ? take(finder) : DONE_HANDLED;
}

static bool is_done(const struct record_finder *finder)
{
	bool done = true;
	for (size_t i = 0; i < finder->count; i++)
		done = done && finder_is_done(finder->searched[i].finder);
	return done;
}

static bool work(struct screen *screen)
{
	struct record_finder *finder = (struct record_finder *)screen;
	if (is_done(finder))
		return false;
	size_t before = count(finder);
	step(finder, STEP);
	if (is_done(finder) || (before < finder->list.page && count(finder) > before)) {
		list_view_changed(&finder->list);
		tui_redraw(screen->tui);
	}
	glance_close(&finder->glance);
	return !is_done(finder);
}

static void close_finder(struct screen *screen)
{
	struct record_finder *finder = (struct record_finder *)screen;
	glance_close(&finder->glance);
	for (size_t i = 0; i < finder->count; i++) {
		finder_free(&finder->searched[i].finder);
		list_plan_free(&finder->searched[i].plan);
	}
	list_view_free(&finder->list);
	free(finder->title);
	free(finder);
}

static const struct screen_ops ops = {
	.window = true,
	.help = N_("Type some letters of a name, of another name or of a code; Enter takes the one under the cursor."),
	.title = title,
	.contexts = contexts,
	.draw = draw,
	.act = act,
	.type = type,
	.point = point,
	.work = work,
	.close = close_finder,
};

static void search_in(struct record_finder *finder, uint8_t entity)
{
	const struct list_request request = {.columns = SLICE("code")};
	struct list_plan *plan = list_plan_new(schema_entity(entity), &request, NULL);
	if (plan == NULL || finder->count == ENTITIES_MOST)
		return;
	finder->searched[finder->count++] = (struct searched){plan, finder_new(plan)};
}

void record_finder_open(struct app *app, const struct record_finding *finding)
{
	struct record_finder *finder = memory_new(sizeof(*finder));
	finder->screen.ops = &ops;
	finder->app = app;
	finder->finding = *finding;
	finder->title = memory_copy_text(finding->title);
	for (const uint8_t *entity = finding->entities; *entity != 0; entity++)
		search_in(finder, *entity);
	finder->columns[0] = (struct list_column){.title = _("Name"), .least = 20};
	finder->columns[1] = (struct list_column){.title = _("Kind"), .least = 8, .most = 20, .priority = 1};
	finder->columns[2] = (struct list_column){.title = _("Code"), .least = 8, .most = 12, .priority = 2};
	finder->list.choosing = true;
	line_editor_set(&finder->list.filter, finding->typed);
	filter(finder, finding->typed);
	list_view_start(&finder->list, &source, finder, finder->columns, COUNT_OF(finder->columns));
	glance_close(&finder->glance);
	tui_push(app->tui, &finder->screen);
}
