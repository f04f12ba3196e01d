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
	static const uint8_t first[] = {E_finding, E_assignment, E_component,          E_contract_system,
	                                E_system,  E_licence,    E_integration,        E_support,
	                                E_cost,    E_permission, E_opportunity_system, E_incident};
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
	if (record->past)
		tabs->items[tabs->count++].kind = TAB_HISTORY;
	free(related->items);
}

void record_tab_words(struct text *out, const struct record_screen *record, size_t tab)
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

#define GAP 2
/* For "3 … " before the tabs in sight, and "  … 12 more" behind them. */
#define BEFORE_COLUMNS 5
#define BEHIND_COLUMNS 11

static int tab_columns(const struct record_screen *record, size_t tab)
{
	struct text words = {0};
	record_tab_words(&words, record, tab);
	int columns = canvas_width(text_slice(&words)) + GAP;
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
	while (first > 0 && used + tab_columns(record, first - 1) <= columns - BEFORE_COLUMNS)
		used += tab_columns(record, --first);
	return first;
}

static bool all_fit(const struct record_screen *record, int columns)
{
	int used = -GAP;
	for (size_t tab = 0; tab < record->tabs.count && used <= columns; tab++)
		used += tab_columns(record, tab);
	return used <= columns;
}

/* Those in sight from `first` on, as far as there is room; returns the first one behind them. */
static size_t draw_tabs(const struct record_screen *record, size_t first, struct area area)
{
	struct text words = {0};
	int column = area.column, end = area.column + area.columns;
	size_t tab = first;
	for (; tab < record->tabs.count && column < end; tab++) {
		record_tab_words(&words, record, tab);
		if (canvas_width(text_slice(&words)) > end - column && tab > record->current)
			break;
		enum role role = tab == record->current ? ROLE_SELECTED : ROLE_NORMAL;
		column += GAP + canvas_text(area.row, column, end - column, role, text_slice(&words));
	}
	text_free(&words);
	return tab;
}

/* How many are out of sight on either side. */
static void draw_hidden(struct area area, size_t before, size_t behind)
{
	struct text words = {0};
	if (before > 0) {
		text_printf(&words, "%zu %s", before, canvas_sign(SYMBOL_ELLIPSIS));
		canvas_text(area.row, area.column, BEFORE_COLUMNS, ROLE_MUTED, text_slice(&words));
		text_clear(&words);
	}
	if (behind > 0) {
		text_printf(&words, "%s ", canvas_sign(SYMBOL_ELLIPSIS));
		text_printf(&words, _("%zu more"), behind);
		canvas_text_right(area.row, area.column, area.columns, ROLE_MUTED, text_slice(&words));
	}
	text_free(&words);
}

void record_tabs_draw(const struct record_screen *record, struct area area)
{
	if (all_fit(record, area.columns)) {
		draw_tabs(record, 0, area);
		return;
	}
	int columns = int_clamp(area.columns - BEHIND_COLUMNS, 1, area.columns);
	size_t first = first_tab(record, columns);
	int before = first > 0 ? BEFORE_COLUMNS : 0;
	size_t behind = draw_tabs(record, first, area_part(area, 0, before, 1, columns - before));
	draw_hidden(area, first, record->tabs.count - behind);
}
