/* A list as one has it, saved under a name and taken up again. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/listing.h"
#include "tui/own_columns.h"
#include "tui/picker.h"
#include "tui/prompt.h"
#include "tui/saved_view.h"
#include "tui/words.h"

enum { KEY_SAVE = 1, KEY_REMOVE = 2, KEY_USUAL = 3, KEY_VIEWS = 10 };

/* ---- the views there are ---- */

struct offering {
	struct listing_screen *listing;
	struct choices *choices;
	uint64_t next;
	/* Or one that is looked for: */
	uint64_t wanted;
	struct saved_view *taken;
};

static void copy(struct text *out, const struct text *in)
{
	text_append(out, text_slice(in));
}

static void append_part(struct text *out, const char *words, const struct text *part)
{
	if (part->size > 0)
		text_printf(out, "%s%s %s", out->size > 0 ? "; " : "", words, part->data);
}

static void offer(void *context, const struct saved_view *view)
{
	struct offering *offering = context;
	struct text words = {0};
	append_part(&words, _("where"), &view->where);
	append_part(&words, _("grouped by"), &view->group);
	append_part(&words, _("sorted by"), &view->sort);
	choices_add(offering->choices, offering->next++, view->name.data, words.size > 0 ? words.data : "", NULL);
	text_free(&words);
}

static void take(void *context, const struct saved_view *view)
{
	struct offering *offering = context;
	if (offering->next++ != offering->wanted)
		return;
	copy(&offering->taken->entity, &view->entity);
	copy(&offering->taken->name, &view->name);
	copy(&offering->taken->columns, &view->columns);
	copy(&offering->taken->where, &view->where);
	copy(&offering->taken->sort, &view->sort);
	copy(&offering->taken->group, &view->group);
}

static struct slice entity_of(const struct listing_screen *listing)
{
	return slice_of(listing->table.entity->name);
}

static bool find(struct listing_screen *listing, uint64_t key, struct saved_view *view)
{
	struct offering offering = {.listing = listing, .next = KEY_VIEWS, .wanted = key, .taken = view};
	saved_view_each(listing->app->session, entity_of(listing), take, &offering);
	return view->name.size > 0;
}

/* ---- taking one up ---- */

static bool ask(struct listing_screen *listing, const struct saved_view *view, struct error *error)
{
	return listing_ask(listing, text_slice(&view->columns), text_slice(&view->where), text_slice(&view->sort), error) &&
	       table_group_by(&listing->table, text_slice(&view->group), error);
}

static void take_up(struct listing_screen *listing, uint64_t key)
{
	struct saved_view view = {0};
	struct error error = {0};
	if (find(listing, key, &view) && !ask(listing, &view, &error))
		tui_say_error(listing->app->tui, &error);
	else
		copy(&listing->view, &view.name);
	glance_close(&listing->table.glance);
	listing->table.list.moved = false;
	list_view_select(&listing->table.list, 0);
	saved_view_free(&view);
}

/* As it was when the list was opened. */
static void take_usual(struct listing_screen *listing)
{
	struct saved_view view = {0};
	struct error error = {0};
	copy(&view.columns, &listing->usual);
	copy(&view.where, &listing->given_where);
	copy(&view.sort, &listing->given_sort);
	if (!ask(listing, &view, &error))
		tui_say_error(listing->app->tui, &error);
	glance_close(&listing->table.glance);
	own_columns_forget(listing->app, listing->name);
	saved_view_free(&view);
}

/* ---- saving ---- */

static bool name_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct listing_screen *listing = owner;
	const struct table *table = &listing->table;
	struct saved_view view = {0};
	struct slice name = slice_trim(typed);
	if (name.size == 0)
		return error_set(error, ERROR_INPUT, "%s", _("a view must have a name"));
	text_append_text(&view.entity, table->entity->name);
	text_append(&view.name, name);
	copy(&view.columns, &table->columns);
	copy(&view.where, &table->where);
	copy(&view.sort, &table->sort);
	copy(&view.group, &table->group);
	bool kept = saved_view_keep(&view, listing->app->session);
	if (kept) {
		text_clear(&listing->view);
		text_append(&listing->view, name);
		tui_say(tui, ROLE_GOOD, _("The view %s is saved; V brings it back."), listing->view.data);
	} else {
		error_set(error, ERROR_SYSTEM, "%s",
			_("there is nowhere to keep it: neither XDG_STATE_HOME nor HOME can be written to"));
	}
	saved_view_free(&view);
	return kept;
}

static void ask_name(struct listing_screen *listing)
{
	tui_prompt(listing->app->tui, &(struct prompting){
		.title = _("Save the view"),
		.help = _("What the list shows now, its columns, condition, order and groups, under a name of your own. One of the "
			  "same name is replaced."),
		.text = text_slice(&listing->view),
		.taken = name_typed,
		.owner = listing,
	});
}

/* ---- removing ---- */

static void removal_picked(struct tui *tui, void *owner, uint64_t key)
{
	struct listing_screen *listing = owner;
	struct saved_view view = {0};
	if (find(listing, key, &view) && saved_view_remove(&view, listing->app->session))
		tui_say(tui, ROLE_GOOD, _("The view %s is removed."), view.name.data);
	saved_view_free(&view);
}

static void picked(struct tui *tui, void *owner, uint64_t key);

static void pick(struct listing_screen *listing, const char *title, struct choices choices,
	void (*taken)(struct tui *tui, void *owner, uint64_t key))
{
	const struct list_column columns[] = {
		{.title = _("View"), .least = 20, .most = 40},
		{.title = _("What it shows"), .least = 16, .priority = 1},
	};
	tui_pick(listing->app->tui, &(struct picking){
		.title = title,
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = taken,
		.owner = listing,
	});
}

static void offer_views(struct listing_screen *listing, struct choices *choices)
{
	struct offering offering = {.listing = listing, .choices = choices, .next = KEY_VIEWS};
	saved_view_each(listing->app->session, entity_of(listing), offer, &offering);
}

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	struct listing_screen *listing = owner;
	struct choices choices = {0};
	(void)tui;
	if (key == KEY_SAVE) {
		ask_name(listing);
	} else if (key == KEY_USUAL) {
		take_usual(listing);
	} else if (key == KEY_REMOVE) {
		offer_views(listing, &choices);
		pick(listing, _("Which view is to be removed?"), choices, removal_picked);
	} else {
		take_up(listing, key);
	}
}

unsigned listing_views(struct listing_screen *listing)
{
	struct choices choices = {0};
	offer_views(listing, &choices);
	bool any = choices_count(&choices) > 0;
	choices_add(&choices, KEY_USUAL, _("As usual"), _("The usual columns and order, every row"), NULL);
	choices_add(&choices, KEY_SAVE, _("Save this one …"), _("What the list shows now, under a name"), NULL);
	if (any)
		choices_add(&choices, KEY_REMOVE, _("Remove one …"), _("Takes a saved view away"), NULL);
	pick(listing, _("Views"), choices, picked);
	return DONE_HANDLED;
}
