#include "tui/service_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/service_page.h"
#include "tui/canvas.h"
#include "tui/cost_screen.h"
#include "tui/list_view.h"
#include "tui/record_deeds.h"
#include "tui/record_screen.h"
#include "tui/ways.h"
#include "tui/words.h"

struct service_row {
	enum service_section section;
	size_t item; /* SIZE_MAX: the heading */
};

struct service_screen {
	struct screen screen;
	struct app *app;
	struct ref service;
	struct service_page page;
	struct service_row *rows;
	size_t count, capacity;
	struct list_view list;
	struct list_column columns[3];
};

static struct service_screen *of(struct screen *screen)
{
	return (struct service_screen *)screen;
}

/* ---- reading ---- */

static void add_row(struct service_screen *service, enum service_section section, size_t item)
{
	memory_grow(&service->rows, &service->capacity, service->count, sizeof(*service->rows));
	service->rows[service->count++] = (struct service_row){section, item};
}

static void choose_rows(struct service_screen *service)
{
	service->count = 0;
	for (enum service_section section = 0; section < SERVICE_SECTIONS; section++) {
		const struct desk_items *items = &service->page.sections[section];
		if (items->count > 0)
			add_row(service, section, SIZE_MAX);
		for (size_t i = 0; i < items->count; i++)
			add_row(service, section, i);
	}
	list_view_changed(&service->list);
}

static void read_service(struct service_screen *service)
{
	struct glance glance = {0};
	if (!glance_open(&glance, service->app))
		return;
	const struct teller teller = words_teller(&glance);
	service_page_read(&service->page, &teller, service->service.id);
	text_clear(&service->screen.title);
	words_name(&service->screen.title, &glance, service->service);
	glance_close(&glance);
	choose_rows(service);
}

/* ---- the list ---- */

static const struct desk_item *item_of(const struct service_screen *service, size_t row)
{
	const struct service_row *at = &service->rows[row];
	return at->item == SIZE_MAX ? NULL : &service->page.sections[at->section].items[at->item];
}

static size_t count(void *owner)
{
	return ((struct service_screen *)owner)->count;
}

static enum row_kind kind(void *owner, size_t row)
{
	return item_of(owner, row) == NULL ? ROW_HEADING : ROW_ITEM;
}

static const char *sign_text(enum desk_sign sign)
{
	switch (sign) {
	case SIGN_SMALL: return canvas_sign(SYMBOL_DOT);
	case SIGN_NEAR: return canvas_sign(SYMBOL_RISING);
	case SIGN_GREAT: return "!";
	default: return " ";
	}
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct service_screen *service = owner;
	const struct desk_item *item = item_of(service, row);
	if (item == NULL) {
		const struct desk_items *items = &service->page.sections[service->rows[row].section];
		text_printf(out, "%s %zu", service_section_title(service->rows[row].section), items->count);
	} else if (column == 0) {
		text_printf(out, "%s %s", sign_text(item->sign), item->name);
	} else {
		text_append_text(out, column == 1 ? item->what : item->when);
		*role = column == 2 || item->weight == WEIGHT_PLAIN ? ROLE_NORMAL
			: item->weight == WEIGHT_DANGER ? ROLE_DANGER : ROLE_WARNING;
	}
}

static uint64_t key(void *owner, size_t row)
{
	const struct service_screen *service = owner;
	const struct desk_item *item = item_of(service, row);
	uint64_t section = (uint64_t)service->rows[row].section + 1;
	return section << 48 | (item == NULL ? 0 : (uint64_t)(item->ref.entity + 1) << 40 | item->ref.id);
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct service_screen *service = owner;
	for (size_t row = 0; row < service->count; row++)
		if (item_of(service, row) != NULL && key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct service_screen *service = of(screen);
	struct area inside = area_inside(area, 0, 1);
	service->columns[0].most = int_clamp(inside.columns * 2 / 7, 16, 50);
	list_view_draw(&service->list, inside, true);
}

static unsigned open_row(struct service_screen *service)
{
	if (!list_view_has_selected(&service->list))
		return DONE_HANDLED;
	const struct desk_item *item = item_of(service, service->list.selected);
	if (item != NULL && ref_is_set(item->ref))
		open_record(service->app, item->ref);
	else if (item != NULL)
		cost_screen_open(service->app, service->service);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct service_screen *service = of(screen);
	if (action == ACTION_OPEN)
		return open_row(service);
	if (action != ACTION_SERVICE)
		return record_act(service->app, service->service, action);
	record_screen_open(service->app, service->service);
	return DONE_HANDLED;
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct service_screen *service = (const void *)screen;
	return action == ACTION_SERVICE || record_can(service->app, service->service, action);
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action == ACTION_SERVICE ? _("All its facts") : NULL;
}

static void follow(struct screen *screen)
{
	read_service(of(screen));
}

static void close_service(struct screen *screen)
{
	struct service_screen *service = of(screen);
	service_page_free(&service->page);
	list_view_free(&service->list);
	free(service->rows);
	free(service);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_SERVICE, ACTION_EDIT, ACTION_COSTS, ACTION_TIMELINE, ACTION_REPORT, ACTION_GO_DESK, ACTION_PALETTE,
	ACTION_CANCEL, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("The page of a service: who answers for it, what it rests on and by when that must be decided, what it "
		   "costs, what is to be put right and what is under way. Enter opens the row; i shows all facts of the service."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_RECORDS | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.hint = hint,
	.follow = follow,
	.close = close_service,
};

void service_screen_open(struct app *app, struct ref ref)
{
	struct service_screen *service = memory_new(sizeof(*service));
	service->screen.ops = &ops;
	service->app = app;
	service->service = ref;
	service->columns[0] = (struct list_column){.title = "", .least = 16, .most = 34};
	service->columns[1] = (struct list_column){.title = "", .least = 14, .most = 50, .priority = 2};
	service->columns[2] = (struct list_column){.title = "", .most = 26, .priority = 1, .right = true};
	list_view_start(&service->list, &source, service, service->columns, COUNT_OF(service->columns));
	service->list.bare = true;
	service->list.empty = _("Nothing is known of what the service rests on.");
	read_service(service);
	tui_push(app->tui, &service->screen);
}
