/* One record: what it says, what lies below it, what has happened to it. */
#include "tui/record_tabs.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/history_words.h"
#include "tui/plain_view.h"
#include "tui/record_deeds.h"
#include "tui/record_return.h"
#include "tui/record_screen.h"
#include "tui/record_tab_ways.h"
#include "tui/ways.h"
#include "tui/words.h"

#define HISTORY_MOST 300 /* revisions: more are told by the command */

static struct record_screen *of(struct screen *screen)
{
	return (struct record_screen *)screen;
}

static struct tab *tab_of(const struct screen *screen)
{
	const struct record_screen *record = (const void *)screen;
	return &record->tabs.items[record->current];
}

/* ---- reading ---- */

static void read_record(struct record_screen *record)
{
	struct related_list related = {0};
	struct glance glance = {0};
	struct record at;
	if (!glance_open(&glance, record->app))
		return;
	record->gone = !view_record(glance.view, record->ref, &at);
	record->past = history_may_read(&glance, record->ref);
	related_read(&related, glance.view, record->ref);
	record_tabs_make(record, &related);
	text_clear(&record->screen.title);
	words_name(&record->screen.title, &glance, record->ref);
	fact_list_read(&record->facts, &glance, record->gone ? NULL : &at);
	glance_close(&glance);
}

/* The columns without the one that says what everybody here knows. */
static void append_columns(struct text *out, const struct related *related)
{
	struct text all = {0};
	struct slice rest, name;
	if (related->entity->number == E_finding)
		text_append_text(&all, "severity,rule,about,person,due,state");
	else
		list_default_columns(&all, related->entity);
	rest = text_slice(&all);
	while (slice_next(&rest, ',', &name))
		if (related->field == NULL || !slice_equal_text(name, related->field->name))
			text_printf(out, "%s%.*s", out->size > 0 ? "," : "", (int)name.size, name.data);
	text_free(&all);
}

static void give_rows(struct tab *tab)
{
	table_give_none(tab->table);
	for (size_t i = 0; i < tab->related.count; i++)
		table_give(tab->table, tab->related.rows[i].parent, tab->related.rows[i].id);
	table_given(tab->table);
}

static void start_table(struct record_screen *record, struct tab *tab)
{
	struct text columns = {0};
	struct error error = {0};
	append_columns(&columns, &tab->related);
	tab->table = memory_new(sizeof(*tab->table));
	if (!table_start_given(tab->table, record->app, tab->related.entity, text_slice(&columns), &error))
		tui_say_error(record->app->tui, &error);
	give_rows(tab);
	table_leave_out_empty(tab->table);
	text_free(&columns);
}

static void read_history(struct record_screen *record)
{
	struct glance glance = {0};
	text_view_clear(&record->history);
	if (glance_open(&glance, record->app))
		history_show(&record->history, &glance, record->ref, HISTORY_MOST);
	glance_close(&glance);
}

static void look_at(struct record_screen *record, size_t tab)
{
	record->current = tab < record->tabs.count ? tab : 0;
	struct tab *now = &record->tabs.items[record->current];
	if (now->kind == TAB_RELATED && now->table == NULL)
		start_table(record, now);
	if (now->kind == TAB_HISTORY)
		read_history(record);
}

/* ---- drawing ---- */

static void draw(struct screen *screen, struct area area)
{
	struct record_screen *record = of(screen);
	struct tab *tab = tab_of(screen);
	struct area inside = area_inside(area, 0, 1);
	struct area body = area_part(inside, 2, 0, inside.rows - 2, inside.columns);
	record_tabs_draw(record, inside);
	if (tab->kind == TAB_FACTS)
		fact_list_draw(&record->facts, body);
	else if (tab->kind == TAB_RELATED)
		list_view_draw(&tab->table->list, area_part(inside, 1, 0, inside.rows - 1, inside.columns), true);
	else
		text_view_draw(&record->history, body);
}

/* ---- acting ---- */

static struct list_view *list_of(struct screen *screen)
{
	struct tab *tab = tab_of(screen);
	if (tab->kind == TAB_HISTORY)
		return NULL;
	return tab->kind == TAB_FACTS ? &of(screen)->facts.list : &tab->table->list;
}

static unsigned contexts_now(const struct screen *screen)
{
	const struct tab *tab = tab_of(screen);
	if (tab->kind == TAB_RELATED)
		return tab->related.entity->number == E_finding ? IN_FINDING : 0;
	return tab->kind == TAB_FACTS ? IN_FACTS : IN_TEXT;
}

/* What a deed is done to: the record in the row on a tab with rows, else the record itself. */
static struct ref subject(const struct screen *screen)
{
	const struct record_screen *record = (const void *)screen;
	const struct tab *tab = tab_of(screen);
	struct ref ref = record->ref;
	if (tab->kind == TAB_RELATED) {
		ref = (struct ref){tab->related.entity->number, 0};
		table_selected(tab->table, &ref);
	}
	return ref;
}

/* A row that only joins two records leads to the other one. */
static struct ref led_to(struct record_screen *record, const struct tab *tab, struct ref row)
{
	const struct field *other = related_other(&tab->related);
	struct glance glance = {0};
	struct record joining;
	struct ref to = {0};
	if (other != NULL && glance_open(&glance, record->app) && view_record(glance.view, row, &joining))
		to = record_ref(&joining, other->number);
	glance_close(&glance);
	return ref_is_set(to) ? to : row;
}

static unsigned open_row(struct record_screen *record)
{
	struct tab *tab = &record->tabs.items[record->current];
	struct ref ref = {0};
	if (tab->kind == TAB_RELATED) {
		if (table_selected(tab->table, &ref))
			open_record(record->app, led_to(record, tab, ref));
		return DONE_HANDLED;
	}
	const struct fact *fact = fact_list_selected(&record->facts);
	if (fact != NULL && ref_is_set(fact->ref) && !ref_equal(fact->ref, record->ref))
		open_record(record->app, fact->ref);
	else if (fact != NULL && fact->field != NULL && fact->field->number >= FACTS_FIGURES)
		return fact_list_why(&record->facts, record->app, record->ref);
	else if (fact != NULL && fact->field != NULL && record_can(record->app, record->ref, ACTION_EDIT))
		record_edit(record->app, record->ref, fact->field);
	return DONE_HANDLED;
}

static unsigned begin_new(struct record_screen *record)
{
	const struct tab *tab = &record->tabs.items[record->current];
	if (tab->kind == TAB_RELATED)
		record_new(record->app, tab->related.entity, tab->related.field, record->ref);
	else
		record_new_below(record->app, record->ref);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct record_screen *record = of(screen);
	switch ((int)action) {
	case ACTION_OPEN:
		return open_row(record);
	case ACTION_NEW:
		return begin_new(record);
	case ACTION_TAB_NEXT:
		look_at(record, (record->current + 1) % record->tabs.count);
		return DONE_HANDLED;
	case ACTION_TAB_PREVIOUS:
		look_at(record, (record->current + record->tabs.count - 1) % record->tabs.count);
		return DONE_HANDLED;
	case ACTION_TABS:
		record_tabs_choose(record, look_at);
		return DONE_HANDLED;
	case ACTION_AS_LIST:
		record_tab_as_list(record, tab_of(screen));
		return DONE_HANDLED;
	case ACTION_RETURN:
		record_return(record->app, record->ref);
		return DONE_HANDLED;
	case ACTION_WHY:
		return fact_list_why(&record->facts, record->app, record->ref);
	case ACTION_PLAIN:
		if (tab_of(screen)->kind != TAB_HISTORY)
			return record_act(record->app, subject(screen), action);
		plain_show_text(screen->tui, screen_title(screen), &record->history);
		return DONE_HANDLED;
	default: {
		unsigned done = record_act(record->app, subject(screen), action);
		bool reads = done == DONE_NOTHING && tab_of(screen)->kind == TAB_HISTORY;
		return reads ? text_view_act(&record->history, action) : done;
	}
	}
}

static bool can(const struct screen *screen, enum action_id action)
{
	const struct record_screen *record = (const void *)screen;
	const struct tab *tab = tab_of(screen);
	if (action == ACTION_RETURN)
		return record->gone ? record->past && !store_is_read_only(record->app->session->store)
		                    : record_can(record->app, record->ref, ACTION_EDIT);
	if (action == ACTION_AS_LIST)
		return tab->kind == TAB_RELATED;
	if (action == ACTION_NEW && tab->kind != TAB_RELATED)
		return !record->gone && record_can_new_below(record->app, record->ref);
	return record_can(record->app, subject(screen), action);
}

/* What was looked at before keeps its order, its filter and its marks. */
static void take_tables(struct record_screen *record, struct tabs *before)
{
	for (size_t i = 0; i < before->count; i++)
		for (size_t j = 0; j < record->tabs.count && before->items[i].table != NULL; j++) {
			struct tab *now = &record->tabs.items[j];
			if (!tabs_alike(now, &before->items[i]))
				continue;
			now->table = before->items[i].table;
			before->items[i].table = NULL;
			table_label(now->table);
			give_rows(now);
		}
}

/* Read anew where the person is: the same tab, the same row. */
static void follow(struct screen *screen)
{
	struct record_screen *record = of(screen);
	struct tabs before = record->tabs;
	size_t tab = 0;
	record->tabs = (struct tabs){0};
	read_record(record);
	if (record->tabs.count == 0) {
		record->tabs = before;
		return;
	}
	for (size_t i = 0; i < record->tabs.count; i++)
		if (tabs_alike(&record->tabs.items[i], &before.items[record->current]))
			tab = i;
	take_tables(record, &before);
	tabs_free(&before);
	look_at(record, tab);
}

static void close_record(struct screen *screen)
{
	struct record_screen *record = of(screen);
	tabs_free(&record->tabs);
	fact_list_free(&record->facts);
	text_view_free(&record->history);
	free(record);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_TAB_NEXT, ACTION_TABS, ACTION_AS_LIST, ACTION_NEXT_STEP, ACTION_REVIEW, ACTION_SERVICE,
	ACTION_EDIT, ACTION_WHY, ACTION_DECIDE, ACTION_TIMELINE, ACTION_COSTS, ACTION_REPORT, ACTION_NEW, ACTION_REMOVE,
	ACTION_FILTER, ACTION_PALETTE,
	ACTION_CANCEL, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("One record. Tab goes from what it says to what lies below it, what refers to it and what has happened to "
		   "it. Enter opens what a row leads to, or changes the fact; w says why a figure is what it is."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER | IN_RECORD | IN_RECORDS,
	.contexts_now = contexts_now,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.follow = follow,
	.close = close_record,
};

void record_screen_open(struct app *app, struct ref ref)
{
	struct record_screen *record = memory_new(sizeof(*record));
	record->screen.ops = &ops;
	record->app = app;
	record->ref = ref;
	fact_list_start(&record->facts);
	read_record(record);
	if (record->tabs.count == 0) {
		screen_free(&record->screen);
		return;
	}
	tui_push(app->tui, &record->screen);
}
