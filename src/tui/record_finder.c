#include "tui/record_finder.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/finder.h"
#include "tui/picker.h"
#include "tui/words.h"

#define ENTITIES_MOST 12
#define FIRST_STEP 10
#define STEP 8

struct searched {
	struct list_plan *plan;
	struct finder *finder;
};

struct record_finder {
	struct app *app;
	struct searched searched[ENTITIES_MOST];
	size_t count;
	struct glance glance; /* open during one action or one picture */
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

struct ref record_found(uint64_t chosen)
{
	return (struct ref){(uint8_t)(chosen >> 32), (record_id)chosen};
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

static void rest(void *owner)
{
	glance_close(&((struct record_finder *)owner)->glance);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .filter = filter, .rest = rest};

static bool is_done(const struct record_finder *finder)
{
	bool done = true;
	for (size_t i = 0; i < finder->count; i++)
		done = done && finder_is_done(finder->searched[i].finder);
	return done;
}

static bool work(void *owner, struct list_view *list)
{
	struct record_finder *finder = owner;
	if (is_done(finder))
		return false;
	size_t before = count(finder);
	step(finder, STEP);
	if (is_done(finder) || (before < list->page && count(finder) > before)) {
		list_view_changed(list);
		tui_redraw(finder->app->tui);
	}
	rest(finder);
	return !is_done(finder);
}

static void close_finder(void *owner)
{
	struct record_finder *finder = owner;
	rest(finder);
	for (size_t i = 0; i < finder->count; i++) {
		finder_free(&finder->searched[i].finder);
		list_plan_free(&finder->searched[i].plan);
	}
	free(finder);
}

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
	const struct list_column columns[] = {
		{.title = _("Name"), .least = 20},
		{.title = _("Kind"), .least = 8, .most = 20, .priority = 1},
		{.title = _("Code"), .least = 8, .most = 12, .priority = 2},
	};
	struct record_finder *finder = memory_new(sizeof(*finder));
	finder->app = app;
	for (const uint8_t *entity = finding->entities; *entity != 0; entity++)
		search_in(finder, *entity);
	tui_pick(app->tui, &(struct picking){
		.title = finding->title,
		.typed = finding->typed,
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.source = &source,
		.source_owner = finder,
		.work = work,
		.closed = close_finder,
		.picked = finding->found,
		.create = finding->create,
		.owner = finding->owner,
	});
}
