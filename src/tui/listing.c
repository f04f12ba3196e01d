/* The screen with a list of records. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/change_many.h"
#include "tui/column_chooser.h"
#include "tui/listing.h"
#include "tui/own_columns.h"
#include "tui/prompt.h"
#include "tui/record_deeds.h"
#include "tui/timeline_screen.h"
#include "tui/words.h"

/* Larger lists stand as they are stored until somebody asks for an order. */
#define SORTED_AT_ONCE 20000

static const struct listing_screen *of(const struct screen *screen)
{
	return (const void *)screen;
}

static struct list_view *list_of(struct screen *screen)
{
	return &((struct listing_screen *)screen)->table.list;
}

static unsigned contexts_now(const struct screen *screen)
{
	return of(screen)->table.entity->number == E_finding ? IN_FINDING : 0;
}

static void draw(struct screen *screen, struct area area)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	struct area inside = area_inside(area, 0, 1);
	list_view_share(&listing->table.list, inside.columns);
	int above = listing_draw_state(listing, inside);
	list_view_draw(&listing->table.list, area_part(inside, above, 0, inside.rows - above, inside.columns), true);
}

bool listing_ask(struct listing_screen *listing, struct slice columns, struct slice where, struct slice sort,
	struct error *error)
{
	struct text kept[3] = {{0}};
	text_append(&kept[0], columns);
	text_append(&kept[1], where);
	text_append(&kept[2], sort);
	text_clear(&listing->view);
	bool ok = table_ask(&listing->table, text_slice(&kept[0]), text_slice(&kept[1]), text_slice(&kept[2]), error);
	glance_close(&listing->table.glance);
	for (size_t i = 0; i < COUNT_OF(kept); i++)
		text_free(&kept[i]);
	return ok;
}

static bool ask_where(struct listing_screen *listing, struct slice where, struct error *error)
{
	const struct table *table = &listing->table;
	return listing_ask(listing, text_slice(&table->columns), where, text_slice(&table->sort), error);
}

static bool condition_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct listing_screen *listing = owner;
	(void)tui;
	return ask_where(listing, typed, error);
}

static unsigned ask_condition(struct listing_screen *listing)
{
	tui_prompt(listing->screen.tui, &(struct prompting){
		.title = _("Which records?"),
		.help = _("For example: criticality >= 3 and decide_by < today + 12m. Names as in the columns, with _ for a "
			  "space; conditions joined by and, or, not. Empty shows all."),
		.text = text_slice(&listing->table.where),
		.taken = condition_typed,
		.owner = listing,
	});
	return DONE_HANDLED;
}

static void columns_chosen(struct tui *tui, void *owner, struct slice columns, struct slice sort)
{
	struct listing_screen *listing = owner;
	struct error error = {0};
	struct slice usual = text_slice(&listing->usual), where = text_slice(&listing->table.where);
	if (!listing_ask(listing, columns.size > 0 ? columns : usual, where, sort, &error))
		tui_say_error(tui, &error);
	else if (columns.size == 0 || slice_equal(columns, usual))
		own_columns_forget(listing->app, listing->name);
	else
		own_columns_keep(listing->app, listing->name, columns);
}

static unsigned choose_columns(struct listing_screen *listing)
{
	const struct table *table = &listing->table;
	column_chooser_open(listing->app, table->entity, text_slice(&table->columns), text_slice(&table->sort),
		columns_chosen, listing);
	return DONE_HANDLED;
}

/* Esc takes the filter away first, then the condition, then the marks, then the screen. */
static unsigned cancel(struct listing_screen *listing)
{
	struct error error = {0};
	bool as_given = slice_equal(text_slice(&listing->table.where), text_slice(&listing->given_where));
	struct list_view *list = &listing->table.list;
	if (list_view_is_filtered(list) || (as_given && list->mark_count == 0))
		return DONE_NOTHING;
	if (as_given)
		list_view_marks_clear(list);
	else
		ask_where(listing, text_slice(&listing->given_where), &error);
	return DONE_HANDLED;
}

/* ---- changing many ---- */

static void many_changed(void *owner)
{
	list_view_marks_clear(&((struct listing_screen *)owner)->table.list);
}

static unsigned change_many(struct listing_screen *listing)
{
	const struct list_view *list = &listing->table.list;
	if (list->mark_count == 0)
		tui_say(listing->screen.tui, ROLE_WARNING, "%s",
			_("First mark what to change: Space one, * all."));
	else if (list->mark_count > MANY_MOST)
		tui_say(listing->screen.tui, ROLE_WARNING, _("At most %d at a time; %zu are marked."), MANY_MOST, list->mark_count);
	else
		change_many_open(listing->app, listing->table.entity, list->marks, list->mark_count, many_changed, listing);
	return DONE_HANDLED;
}

static unsigned open_selected(struct listing_screen *listing)
{
	struct ref ref;
	if (!table_turn_group(&listing->table) && table_selected(&listing->table, &ref))
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
	case ACTION_CHANGE_MANY:
		return change_many(listing);
	case ACTION_GROUP:
		return listing_group(listing);
	case ACTION_VIEWS:
		return listing_views(listing);
	case ACTION_EXPORT:
		return listing_export(listing);
	case ACTION_CANCEL:
		return cancel(listing);
	case ACTION_TIMELINE:
		if (timeline_open_table(listing->app, &listing->table))
			return DONE_HANDLED;
		break;
	default:
		break;
	}
	table_selected(&listing->table, &ref);
	return record_act(listing->app, ref, action);
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct listing_screen *listing = of(screen);
	struct ref ref = {listing->table.entity->number, 0};
	table_selected(&listing->table, &ref);
	return record_can(listing->app, ref, action);
}

static bool work(struct screen *screen)
{
	return table_work(&((struct listing_screen *)screen)->table);
}

static void follow(struct screen *screen)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	table_follow(&listing->table);
	table_label(&listing->table);
	if (!listing->titled)
		screen_set_title(screen, words_entities(listing->app, listing->table.entity));
}

static void close_listing(struct screen *screen)
{
	struct listing_screen *listing = (struct listing_screen *)screen;
	table_free(&listing->table);
	text_free(&listing->given_where);
	text_free(&listing->given_sort);
	text_free(&listing->view);
	text_free(&listing->usual);
	free(listing);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_FILTER, ACTION_NEW, ACTION_MARK, ACTION_COLUMNS, ACTION_PALETTE, ACTION_CONDITION,
	ACTION_GROUP, ACTION_VIEWS, ACTION_EXPORT, ACTION_CHANGE_MANY, ACTION_SORT, ACTION_TIMELINE,
	ACTION_GO_DESK, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("A list of records. Type / and some letters to narrow it down, f for a condition, s to sort by the next "
		   "column, c for the columns and several keys, G for groups with their sums, V for views of your own. Space marks "
		   "rows, which E changes together and x exports. Enter opens the record under the cursor."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_TABLE | IN_RECORDS | IN_REGISTER,
	.contexts_now = contexts_now,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.work = work,
	.follow = follow,
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

/* In the person's own columns, or the usual ones where those are none of this program's. */
static bool start(struct listing_screen *listing, const struct listing *wanted, struct slice sort, struct error *error)
{
	const struct entity *entity = schema_entity(wanted->entity);
	struct text own = {0};
	bool ok = own_columns_read(&own, listing->app, listing->name) &&
		  table_start(&listing->table, listing->app, entity, text_slice(&own), wanted->where, sort, NULL);
	text_free(&own);
	if (ok)
		return true;
	table_free(&listing->table);
	return table_start(&listing->table, listing->app, entity, text_slice(&listing->usual), wanted->where, sort, error);
}

static struct listing_screen *make(struct app *app, const struct listing *wanted)
{
	struct listing_screen *listing = memory_new(sizeof(*listing));
	const struct entity *entity = schema_entity(wanted->entity);
	listing->screen.ops = &ops;
	listing->app = app;
	listing->titled = wanted->title != NULL;
	listing->name = wanted->name != NULL ? wanted->name : entity->name;
	screen_set_title(&listing->screen, listing->titled ? wanted->title : words_entities(app, entity));
	text_append(&listing->given_where, wanted->title != NULL ? wanted->where : SLICE(""));
	if (wanted->columns.size > 0)
		text_append(&listing->usual, wanted->columns);
	else
		list_default_columns(&listing->usual, entity);
	return listing;
}

void open_listing(struct app *app, const struct listing *wanted)
{
	struct listing_screen *listing = make(app, wanted);
	struct text sort = {0};
	struct error error = {0};
	if (wanted->sort.size > 0)
		text_append(&sort, wanted->sort);
	else
		append_own_sort(&sort, app, schema_entity(wanted->entity));
	if (start(listing, wanted, text_slice(&sort), &error)) {
		listing->table.list.marking = true;
		text_append(&listing->given_sort, text_slice(&sort));
		tui_push(app->tui, &listing->screen);
	} else {
		tui_say_error(app->tui, &error);
		screen_free(&listing->screen);
	}
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
