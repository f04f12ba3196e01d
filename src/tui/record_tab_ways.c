#include "tui/record_tab_ways.h"

#include "base/lang.h"
#include "base/memory.h"
#include "tui/picker.h"
#include "tui/ways.h"
#include "tui/words.h"

/* ---- another tab ---- */

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	struct record_screen *record = owner;
	(void)tui;
	record->turned(record, (size_t)key - 1);
}

void record_tabs_choose(struct record_screen *record, void (*turned)(struct record_screen *record, size_t tab))
{
	const struct list_column columns[] = {{.title = _("Tab"), .least = 20}};
	struct choices choices = {0};
	struct text words = {0};
	for (size_t tab = 0; tab < record->tabs.count; tab++) {
		record_tab_words(&words, record, tab);
		choices_add(&choices, tab + 1, words.data, NULL, NULL);
	}
	text_free(&words);
	record->turned = turned;
	tui_pick(record->app->tui, &(struct picking){
		.title = screen_title(&record->screen),
		.selected = record->current + 1,
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = picked,
		.owner = record,
	});
}

/* ---- its rows as a list ---- */

/* Every field by which a row of the tab may lead to the record. */
static void append_condition(struct text *out, const struct glance *glance, const struct related *related,
	struct ref ref)
{
	const struct entity *entity = related->entity;
	for (size_t i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if (!related_by(entity, field, ref))
			continue;
		text_printf(out, "%s%s = ", out->size > 0 ? " or " : "", field->name);
		view_append_code(glance->view, ref, out);
	}
}

void record_tab_as_list(struct record_screen *record, const struct tab *tab)
{
	const struct related *related = &tab->related;
	struct glance glance = {0};
	struct text where = {0}, title = {0};
	if (!glance_open(&glance, record->app))
		return;
	append_condition(&where, &glance, related, record->ref);
	words_name(&title, &glance, record->ref);
	glance_close(&glance);
	text_printf(&title, " · %s", words_entities(record->app, related->entity));
	if (related->entity->number == E_finding)
		open_findings(record->app, title.data, text_slice(&where));
	else
		open_listing(record->app, &(struct listing){
			.entity = related->entity->number, .title = title.data, .columns = text_slice(&tab->table->columns),
			.where = text_slice(&where)});
	text_free(&where);
	text_free(&title);
}
