#include "tui/record_tabs.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/words.h"

void tabs_free(struct tabs *tabs)
{
	for (size_t i = 0; i < tabs->count; i++) {
		if (tabs->items[i].table != NULL)
			table_free(tabs->items[i].table);
		free(tabs->items[i].table);
		free(tabs->items[i].related.rows);
	}
	free(tabs->items);
	*tabs = (struct tabs){0};
}

bool tabs_alike(const struct tab *a, const struct tab *b)
{
	return a->kind == b->kind && a->related.entity == b->related.entity && a->related.field == b->related.field;
}

/* What is asked for most stands first, the rest in the schema's order. */
static size_t tab_rank(const struct related *related)
{
	static const uint8_t first[] = {E_finding, E_component, E_contract_system, E_system, E_licence, E_integration,
		E_support, E_assignment, E_cost, E_permission, E_opportunity_system, E_incident};
	for (size_t i = 0; i < COUNT_OF(first); i++)
		if (first[i] == related->entity->number)
			return i;
	return COUNT_OF(first) + related->entity->number;
}

static int compare_ranks(const void *a, const void *b)
{
	size_t left = tab_rank(a), right = tab_rank(b);
	return (left > right) - (left < right);
}

void record_tabs_make(struct record_screen *record, struct related_list *related)
{
	struct tabs *tabs = &record->tabs;
	*tabs = (struct tabs){.items = memory_new_array(related->count + 2, sizeof(*tabs->items))};
	tabs->items[tabs->count++].kind = TAB_FACTS;
	if (related->count > 1)
		qsort(related->items, related->count, sizeof(*related->items), compare_ranks);
	for (size_t i = 0; i < related->count; i++)
		tabs->items[tabs->count++] = (struct tab){.kind = TAB_RELATED, .related = related->items[i]};
	if (record->app->may_read_history)
		tabs->items[tabs->count++].kind = TAB_HISTORY;
	free(related->items);
}

static void append_tab(struct text *out, const struct record_screen *record, size_t tab)
{
	const struct tab *at = &record->tabs.items[tab];
	const struct field *other = at->kind == TAB_RELATED ? related_other(&at->related) : NULL;
	const struct entity *entity = other != NULL ? schema_entity(other->target) : at->related.entity;
	text_clear(out);
	if (at->kind == TAB_FACTS)
		text_append_text(out, words_entity(record->app, schema_entity(record->ref.entity)));
	else if (at->kind == TAB_HISTORY)
		text_append_text(out, _("History"));
	else if (at->related.entity->number == E_finding)
		text_printf(out, "%s %zu", _("To put right"), at->related.count);
	else
		text_printf(out, "%s %zu%s", words_entities(record->app, entity), at->related.count,
			at->related.more ? "+" : "");
}

static int tab_columns(const struct record_screen *record, size_t tab)
{
	struct text words = {0};
	append_tab(&words, record, tab);
	int columns = canvas_width(text_slice(&words)) + 2;
	text_free(&words);
	return columns;
}

/* The first tab in sight, so that the current one and, if possible, its neighbour are. */
static size_t first_tab(const struct record_screen *record, int columns)
{
	size_t first = record->current;
	int used = tab_columns(record, first);
	if (record->current + 1 < record->tabs.count)
		used += tab_columns(record, record->current + 1);
	while (first > 0 && used + tab_columns(record, first - 1) <= columns - 4)
		used += tab_columns(record, --first);
	return first;
}

void record_tabs_draw(const struct record_screen *record, struct area area)
{
	struct text words = {0};
	size_t first = first_tab(record, area.columns), tab = first;
	int column = area.column, end = area.column + area.columns - 2;
	if (first > 0)
		column += 1 + canvas_text(area.row, column, 1, ROLE_MUTED, slice_of(canvas_sign(SYMBOL_ELLIPSIS)));
	for (; tab < record->tabs.count && column < end; tab++) {
		append_tab(&words, record, tab);
		if (canvas_width(text_slice(&words)) > end - column && tab > record->current)
			break;
		enum role role = tab == record->current ? ROLE_SELECTED : ROLE_NORMAL;
		column += 2 + canvas_text(area.row, column, end - column, role, text_slice(&words));
	}
	if (tab < record->tabs.count)
		canvas_text(area.row, int_clamp(column, area.column, end + 1), 1, ROLE_MUTED,
			slice_of(canvas_sign(SYMBOL_ELLIPSIS)));
	text_free(&words);
}
