/* The screen with a list of records. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/column_chooser.h"
#include "tui/prompt.h"
#include "tui/record_deeds.h"
#include "tui/table.h"
#include "tui/ways.h"
#include "tui/words.h"

/* Larger lists stand as they are stored until somebody asks for an order. */
#define SORTED_AT_ONCE 20000

struct listing_screen {
	struct screen screen;
	struct app *app;
	struct table table;
	char *given_title;
	struct text given_where; /* that the title says in words */
	uint64_t seen;
	unsigned words_turned;
};

static const struct listing_screen *of(const struct screen *screen)
{
	return (const void *)screen;
}

static const char *title(struct screen *screen)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	if (listing->given_title != NULL)
		return listing->given_title;
	return words_entities(listing->app, listing->table.entity);
}

static unsigned contexts(const struct screen *screen)
{
	unsigned of_list = list_view_contexts(&of(screen)->table.list);
	if (of_list & IN_TYPING)
		return IN_SCREEN | of_list;
	bool findings = of(screen)->table.entity->number == E_finding;
	return IN_SCREEN | of_list | IN_TABLE | IN_RECORDS | IN_REGISTER | (findings ? IN_FINDING : 0);
}

/* The condition stands over the list as long as it holds. */
static void draw(struct screen *screen, struct area area)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	struct area inside = area_inside(area, 0, 1);
	struct slice where = text_slice(&listing->table.where);
	int above = where.size > 0 && !slice_equal(where, text_slice(&listing->given_where)) ? 1 : 0;
	if (above) {
		int used = canvas_text(inside.row, inside.column, inside.columns, ROLE_LABEL, slice_of(_("where")));
		canvas_text(inside.row, inside.column + used + 1, inside.columns - used - 1, ROLE_WARNING, where);
	}
	table_draw(&listing->table, area_part(inside, above, 0, inside.rows - above, inside.columns));
}

static bool ask(struct listing_screen *listing, struct slice columns, struct slice where, struct error *error)
{
	struct text sort = {0}, kept = {0}, wanted = {0};
	text_append(&sort, text_slice(&listing->table.sort));
	text_append(&kept, columns);
	text_append(&wanted, where);
	bool ok = table_ask(&listing->table, text_slice(&kept), text_slice(&wanted), text_slice(&sort), error);
	glance_close(&listing->table.glance);
	text_free(&sort);
	text_free(&kept);
	text_free(&wanted);
	return ok;
}

static bool condition_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct listing_screen *listing = owner;
	(void)tui;
	return ask(listing, text_slice(&listing->table.columns), typed, error);
}

static unsigned ask_condition(struct listing_screen *listing)
{
	tui_prompt(listing->screen.tui, &(struct prompting){
		.title = _("Which records?"),
		.help = _("For example: criticality >= 3 and decide_by < today + 12m. Names as in the columns; words joined "
			  "by and, or, not. Empty shows all."),
		.text = text_slice(&listing->table.where),
		.taken = condition_typed,
		.owner = listing,
	});
	return DONE_HANDLED;
}

static void columns_chosen(struct tui *tui, void *owner, struct slice columns)
{
	struct listing_screen *listing = owner;
	struct error error = {0};
	if (!ask(listing, columns, text_slice(&listing->table.where), &error))
		tui_say_error(tui, &error);
}

static unsigned choose_columns(struct listing_screen *listing)
{
	column_chooser_open(listing->app, listing->table.entity, text_slice(&listing->table.columns), columns_chosen,
		listing);
	return DONE_HANDLED;
}

/* Esc takes the filter away first, then the condition, then the screen. */
static unsigned cancel(struct listing_screen *listing)
{
	struct error error = {0};
	unsigned done = table_act(&listing->table, ACTION_CANCEL);
	if (done != DONE_NOTHING || slice_equal(text_slice(&listing->table.where), text_slice(&listing->given_where)))
		return done;
	ask(listing, text_slice(&listing->table.columns), text_slice(&listing->given_where), &error);
	return DONE_HANDLED;
}

static unsigned open_selected(struct listing_screen *listing)
{
	struct ref ref;
	if (table_selected(&listing->table, &ref))
		open_record(listing->app, ref);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	struct ref ref = {listing->table.entity->number, 0};
	switch ((int)action) {
	case ACTION_OPEN:
		return open_selected(listing);
	case ACTION_CONDITION:
		return ask_condition(listing);
	case ACTION_COLUMNS:
		return choose_columns(listing);
	case ACTION_CANCEL:
		return cancel(listing);
	default:
		table_selected(&listing->table, &ref);
		unsigned done = record_act(listing->app, ref, action);
		return done != DONE_NOTHING ? done : table_act(&listing->table, action);
	}
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct listing_screen *listing = of(screen);
	struct ref ref = {listing->table.entity->number, 0};
	table_selected(&listing->table, &ref);
	return list_view_can(&listing->table.list, action) && record_can(listing->app, ref, action);
}

static unsigned type(struct screen *screen, keycode key)
{
	return table_type(&((struct listing_screen *)screen)->table, key);
}

static unsigned point(struct screen *screen, int row, int column)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	return list_view_point(&listing->table.list, row, column) ? open_selected(listing) : DONE_HANDLED;
}

static bool work(struct screen *screen)
{
	return table_work(&((struct listing_screen *)screen)->table);
}

static unsigned woken(struct screen *screen)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	if (app_has_moved(listing->app, &listing->seen))
		table_follow(&listing->table);
	if (listing->words_turned != listing->app->words_turned)
		table_label(&listing->table);
	listing->words_turned = listing->app->words_turned;
	return DONE_HANDLED;
}

static void close_listing(struct screen *screen)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	table_free(&listing->table);
	text_free(&listing->given_where);
	free(listing->given_title);
	free(listing);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_FILTER, ACTION_NEW, ACTION_CONDITION, ACTION_SORT, ACTION_COLUMNS, ACTION_GO_DESK, ACTION_PALETTE,
	ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("A list of records. Type / and some letters to narrow it down, f for a condition, s to sort by the next "
		   "column. Enter opens the record under the cursor."),
	.hints = hints,
	.title = title,
	.contexts = contexts,
	.draw = draw,
	.act = act,
	.can = can,
	.type = type,
	.point = point,
	.work = work,
	.woken = woken,
	.close = close_listing,
};

/* By name where the list is short enough to be sorted before anyone has noticed. */
static void append_own_sort(struct text *out, struct app *app, const struct entity *entity)
{
	const struct field *name = schema_field(entity, entity->name_field);
	struct glance glance = {0};
	if (name != NULL && glance_open(&glance, app) && view_count(glance.view, entity->number) <= SORTED_AT_ONCE)
		text_append_text(out, name->name);
	glance_close(&glance);
}

void open_listing(struct app *app, const struct listing *wanted)
{
	struct listing_screen *listing = memory_new(sizeof(*listing));
	const struct entity *entity = schema_entity(wanted->entity);
	struct text columns = {0}, sort = {0};
	struct error error = {0};
	listing->screen.ops = &ops;
	listing->app = app;
	listing->seen = app->sequence;
	listing->words_turned = app->words_turned;
	listing->given_title = memory_copy_text(wanted->title);
	text_append(&listing->given_where, wanted->title != NULL ? wanted->where : SLICE(""));
	if (wanted->columns.size > 0)
		text_append(&columns, wanted->columns);
	else
		list_default_columns(&columns, entity);
	if (wanted->sort.size > 0)
		text_append(&sort, wanted->sort);
	else
		append_own_sort(&sort, app, entity);
	if (table_start(&listing->table, app, entity, text_slice(&columns), wanted->where, text_slice(&sort), &error)) {
		tui_push(app->tui, &listing->screen);
	} else {
		tui_say_error(app->tui, &error);
		close_listing(&listing->screen);
	}
	text_free(&columns);
	text_free(&sort);
}

void open_findings(struct app *app, const char *title_, struct slice where)
{
	struct text condition = {0};
	text_append_text(&condition, FINDINGS_OPEN);
	if (where.size > 0)
		text_printf(&condition, " and %.*s", (int)where.size, where.data);
	open_listing(app, &(struct listing){
		.entity = E_finding,
		.title = title_,
		.columns = SLICE("severity,rule,about,person,due,system,state"),
		.where = text_slice(&condition),
		.sort = SLICE("-severity,due"),
	});
	text_free(&condition);
}
