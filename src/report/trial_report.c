#include "report/trial_private.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "store/past.h"

struct making {
	struct session *session;
	const struct trial *trial;
	struct trial_side now, then;
	struct teller teller; /* of what would be */
	struct page *page;
	struct ref group; /* of the rows told last */
	struct kept_findings found_now, found_then;
};

static void append_value(struct text *out, const struct trial_side *side, const struct field *field, struct value value)
{
	const struct value_writer writer = view_writer(side->view, true);
	if (value.set)
		value_append(out, field, &value, &writer);
	else
		text_append_text(out, "–");
}

static struct value value_of(const struct trial_side *side, struct ref ref, const struct field *field)
{
	struct record record;
	return view_record(side->view, ref, &record) ? reading_field(side->reading, &record, field) : VALUE_UNSET;
}

/* The rows of one record stand under its name. */
static void begin_group(struct making *making, struct ref ref, const char *code, const char *name)
{
	struct text words = {0};
	if (ref_equal(making->group, ref))
		return;
	making->group = ref;
	struct record record;
	bool there = view_record(making->now.view, ref, &record);
	text_printf(&words, there ? "%s %s" : _("%s (new, only tried): %s"), code,
		there ? name : _(schema_entity(ref.entity)->label));
	page_group(making->page, words.data);
	text_free(&words);
}

/* A row where a field or figure would be another: which record, which of its facts, before and after. What somebody may
 * not see is not set on either side. */
static bool tell_difference(struct making *making, struct ref ref, const struct field *field)
{
	struct text code = {0}, name = {0}, before = {0}, after = {0};
	struct value now = value_of(&making->now, ref, field);
	append_value(&before, &making->now, field, now);
	struct value then = value_of(&making->then, ref, field);
	append_value(&after, &making->then, field, then);
	bool told = !slice_equal(text_slice(&before), text_slice(&after));
	if (told) {
		view_append_code(making->then.view, ref, &code);
		teller_name(&name, &making->teller, ref);
		begin_group(making, ref, code.data, name.data);
		page_row(making->page, (struct page_cell[]){
			page_code(code.data), page_words(name.data), page_name(field->name, _(field->label)),
			page_words(before.data), page_words(after.data)});
	}
	text_free(&code);
	text_free(&name);
	text_free(&before);
	text_free(&after);
	return told;
}

static void begin_table(struct making *making, const char *name, bool main)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE, PAGE_DATA}, {"name", _("Name"), PAGE_WORDS, PAGE_DATA},
		{"fact", _("What"), PAGE_NAME, PAGE_BESIDE}, {"now", _("Today"), PAGE_WORDS, PAGE_BESIDE},
		{"then", _("Then"), PAGE_WORDS, PAGE_BESIDE}};
	page_table(making->page, name, columns, COUNT_OF(columns), main);
	making->group = (struct ref){0};
}

/* ---- what is tried ---- */

static void tell_changes(struct making *making)
{
	const struct trial_records *changed = trial_changed(making->trial);
	size_t told = 0;
	page_heading(making->page, _("What is tried"));
	begin_table(making, "changes", false);
	for (size_t i = 0; i < changed->count; i++) {
		const struct entity *entity = schema_entity(changed->items[i].entity);
		for (unsigned number = F_secrecy_until + 1; number <= entity->field_count; number++)
			told += tell_difference(making, changed->items[i], schema_field(entity, (uint8_t)number));
	}
	if (told == 0)
		page_table_none(making->page, _("Nothing would be another."));
}

/* ---- clocks ---- */

static size_t tell_figures(struct making *making, struct ref ref)
{
	const struct field *figure;
	size_t told = 0;
	for (size_t i = 0; (figure = figure_at(schema_entity(ref.entity), i)) != NULL; i++)
		if (figure->type != TYPE_MONEY)
			told += tell_difference(making, ref, figure);
	return told;
}

static bool has_figures(struct ref ref)
{
	return figure_at(schema_entity(ref.entity), 0) != NULL && ref.entity != E_system && ref.entity != E_service;
}

static void tell_clocks(struct making *making)
{
	const struct trial_records *changed = trial_changed(making->trial), *touched = trial_touched(making->trial);
	size_t told = 0;
	page_heading(making->page, _("Clocks"));
	begin_table(making, "clocks", true);
	for (size_t i = 0; i < changed->count; i++)
		told += has_figures(changed->items[i]) ? tell_figures(making, changed->items[i]) : 0;
	for (size_t i = 0; i < touched->count; i++)
		told += tell_figures(making, touched->items[i]);
	if (told == 0)
		page_table_none(making->page, _("The same as today."));
}

/* ---- costs ---- */

enum cost_column { COLUMN_CODE, COLUMN_NAME, NARROW_NOW, NARROW_THEN, FULL_NOW, FULL_THEN, FULL_MORE, COST_COLUMNS };

static money_t money_of(const struct trial_side *side, struct ref ref, const char *figure)
{
	struct value value = value_of(side, ref, figure_find(schema_entity(ref.entity), slice_of(figure)));
	return value.set ? value.number : NUMBER_UNSET;
}

static money_t more(money_t now, money_t then)
{
	money_t difference;
	now = now == NUMBER_UNSET ? 0 : now;
	then = then == NUMBER_UNSET ? 0 : then;
	return money_add(then, -now, &difference) ? difference : NUMBER_UNSET;
}

/* Of systems alone: what a service costs is part of what its systems do. */
static void add_up(struct page_cell sums[], const struct page_cell cells[])
{
	for (int c = NARROW_NOW; c < COST_COLUMNS; c++)
		if (cells[c].number != NUMBER_UNSET && sums[c].number != NUMBER_UNSET &&
		    !money_add(sums[c].number, cells[c].number, &sums[c].number))
			sums[c].number = NUMBER_UNSET;
}

static bool tell_cost(struct making *making, struct ref ref, struct page_cell sums[])
{
	struct text code = {0}, name = {0};
	money_t now = money_of(&making->now, ref, "lcc"), then = money_of(&making->then, ref, "lcc");
	money_t narrow_now = money_of(&making->now, ref, "lcc_narrow");
	money_t narrow_then = money_of(&making->then, ref, "lcc_narrow");
	bool moved = now != then || narrow_now != narrow_then;
	view_append_code(making->then.view, ref, &code);
	teller_name(&name, &making->teller, ref);
	const struct page_cell cells[COST_COLUMNS] = {
		page_code(code.data), page_words(name.data), page_money(narrow_now), page_money(narrow_then),
		page_money(now), page_money(then), page_money(more(now, then))};
	if (moved) {
		page_row(making->page, cells);
		if (ref.entity == E_system)
			add_up(sums, cells);
	}
	text_free(&code);
	text_free(&name);
	return moved;
}

static void tell_costs(struct making *making)
{
	const struct page_column columns[COST_COLUMNS] = {
		{"code", _("Code"), PAGE_CODE, PAGE_BESIDE}, {"name", _("Name"), PAGE_WORDS, PAGE_BESIDE},
		{"lcc_narrow_now", _("Today's budget, now"), PAGE_MONEY, PAGE_BESIDE},
		{"lcc_narrow_then", _("Then"), PAGE_MONEY, PAGE_BESIDE}, {"lcc_now", _("Full, now"), PAGE_MONEY, PAGE_BESIDE},
		{"lcc_then", _("Then"), PAGE_MONEY, PAGE_BESIDE}, {"difference", _("Difference"), PAGE_MONEY, PAGE_BESIDE}};
	const struct trial_records *touched = trial_touched(making->trial);
	struct page_cell sums[COST_COLUMNS] = {page_words(""), page_words(_("the systems together"))};
	size_t told = 0;
	for (int c = NARROW_NOW; c < COST_COLUMNS; c++)
		sums[c] = page_money(0);
	page_heading(making->page, _("Cost over the life"));
	page_table(making->page, "costs", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < touched->count; i++)
		told += tell_cost(making, touched->items[i], sums);
	if (told > 0)
		page_sum(making->page, sums);
	else
		page_table_none(making->page, _("The same as today."));
}

/* ---- all of it ---- */

static struct page *make(struct making *making)
{
	struct rule_titles rules = {0};
	making->then.view = trial_view(making->trial);
	making->now.view = view_present(making->then.view);
	making->then.reading = reading_new(making->then.view, making->session);
	making->now.reading = reading_new(making->now.view, making->session);
	making->teller = (struct teller){.session = making->session, .view = making->then.view,
	                                 .reading = making->then.reading, .rules = &rules};
	making->page = page_new("what_if", _("What if"), making->session->conf);
	tell_changes(making);
	tell_clocks(making);
	tell_costs(making);
	trial_tell_findings(making->page, &making->teller, &making->found_now, &making->found_then);
	reading_free(&making->then.reading);
	reading_free(&making->now.reading);
	rule_titles_free(&rules);
	return making->page;
}

struct page *trial_report(struct session *session, struct trial *trial, struct error *error)
{
	struct making making = {.session = session, .trial = trial};
	bool ok = kept_findings_read(&making.found_now, trial_session(trial), session, error) && trial_make(trial, error) &&
	          kept_findings_read(&making.found_then, trial_session(trial), session, error);
	struct page *page = ok ? make(&making) : NULL;
	kept_findings_free(&making.found_now);
	kept_findings_free(&making.found_then);
	return page;
}
