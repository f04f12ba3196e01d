/* A mapping file into a plan. What it may hold is in the tables below; anything else is an error with its line. */
#include "exchange/mapping.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/document.h"

struct mapping {
	const struct document *document;
	struct import_plan *plan;
	struct error *error;
};

static bool refuse_unknown(struct mapping *mapping, const struct node *node, const char *known)
{
	return document_refuse(mapping->document, node, mapping->error, _("\"%s\" is not known here; what may stand here: %s"),
	                       node_name(node) == NULL ? "?" : node_name(node), known);
}

static bool take_text(struct mapping *mapping, const struct node *node, char **text)
{
	if (node_text(node) == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("%s: a text in quotes is wanted"), node_name(node));
	free(*text);
	*text = memory_copy_text(node_text(node));
	return true;
}

static bool take_bool(struct mapping *mapping, const struct node *node, bool *value)
{
	return node_bool(node, value) ||
	       document_refuse(mapping->document, node, mapping->error, _("%s: true or false is wanted"), node_name(node));
}

static bool take_texts(struct mapping *mapping, const struct node *node, char ***texts, size_t *count)
{
	if (!node_is_list(node))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: a list of texts is wanted: ( \"a\", \"b\" )"), node_name(node));
	*texts = memory_new_array(node_count(node) + 1, sizeof **texts);
	for (size_t i = 0; i < node_count(node); i++) {
		if (node_text(node_at(node, i)) == NULL)
			return document_refuse(mapping->document, node, mapping->error,
			                       _("%s: a list of texts is wanted: ( \"a\", \"b\" )"), node_name(node));
		(*texts)[(*count)++] = memory_copy_text(node_text(node_at(node, i)));
	}
	return true;
}

/* values = ( ("Level 1 - Public", "0"), ("n/a", "") ) : from, to; an empty text makes the field not set. */
static bool take_translations(struct mapping *mapping, const struct node *node, struct plan_cell *cell)
{
	if (!node_is_list(node))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("values: pairs are wanted: ( (\"from\", \"to\"), … )"));
	cell->translations = memory_new_array(node_count(node) + 1, sizeof *cell->translations);
	for (size_t i = 0; i < node_count(node); i++) {
		const struct node *pair = node_at(node, i);
		const char *from = node_count(pair) == 2 ? node_text(node_at(pair, 0)) : NULL;
		const char *to = node_count(pair) == 2 ? node_text(node_at(pair, 1)) : NULL;
		if (from == NULL || to == NULL)
			return document_refuse(mapping->document, pair, mapping->error,
			                       _("values: pairs are wanted: ( (\"from\", \"to\"), … )"));
		cell->translations[cell->translation_count++] =
			(struct plan_translation){memory_copy_text(from), memory_copy_text(to)};
	}
	return true;
}

static bool take_order(struct mapping *mapping, const struct node *node, struct plan_cell *cell)
{
	const char *text = node_text(node);
	if (text != NULL && strcmp(text, "iso") == 0)
		cell->order = DATE_ISO;
	else if (text != NULL && strcmp(text, "day-month-year") == 0)
		cell->order = DATE_DAY_MONTH_YEAR;
	else if (text != NULL && strcmp(text, "month-day-year") == 0)
		cell->order = DATE_MONTH_DAY_YEAR;
	else
		return document_refuse(mapping->document, node, mapping->error,
		                       _("dates: one of \"iso\", \"day-month-year\", \"month-day-year\" is wanted"));
	return true;
}

static bool take_decimal(struct mapping *mapping, const struct node *node, struct plan_cell *cell)
{
	const char *text = node_text(node);
	if (text == NULL || (strcmp(text, ",") != 0 && strcmp(text, ".") != 0))
		return document_refuse(mapping->document, node, mapping->error, _("decimal: \",\" or \".\" is wanted"));
	cell->decimal = *text;
	return true;
}

static bool take_empty(struct mapping *mapping, const struct node *node, struct plan_cell *cell)
{
	const char *text = node_text(node);
	if (text == NULL || (strcmp(text, "clear") != 0 && strcmp(text, "keep") != 0))
		return document_refuse(mapping->document, node, mapping->error, _("empty: \"clear\" or \"keep\" is wanted"));
	cell->clears = strcmp(text, "clear") == 0;
	return true;
}

static bool take_cell_option(struct mapping *mapping, const struct node *node, struct plan_cell *cell)
{
	const char *name = node_name(node);
	if (strcmp(name, "column") == 0)
		return take_text(mapping, node, &cell->header);
	if (strcmp(name, "constant") == 0)
		return take_text(mapping, node, &cell->constant);
	if (strcmp(name, "values") == 0)
		return take_translations(mapping, node, cell);
	if (strcmp(name, "otherwise") == 0)
		return take_text(mapping, node, &cell->otherwise);
	if (strcmp(name, "prefix") == 0)
		return take_text(mapping, node, &cell->prefix);
	if (strcmp(name, "distinct") == 0)
		return take_text(mapping, node, &cell->distinct);
	if (strcmp(name, "cut") == 0)
		return take_bool(mapping, node, &cell->cut);
	if (strcmp(name, "dates") == 0)
		return take_order(mapping, node, cell);
	if (strcmp(name, "decimal") == 0)
		return take_decimal(mapping, node, cell);
	if (strcmp(name, "empty") == 0)
		return take_empty(mapping, node, cell);
	return refuse_unknown(mapping, node,
	                      "column, constant, values, otherwise, prefix, distinct, cut, dates, decimal, empty");
}

/* name = "Column" or name = { column = "Column"; … }. */
static bool take_cell(struct mapping *mapping, const struct node *node, struct plan_record *record)
{
	struct plan_cell *cell = &record->cells[record->cell_count++];
	bool ok = true;
	*cell = (struct plan_cell){.decimal = '.', .column = SIZE_MAX};
	cell->field = schema_find_field(record->entity, slice_of(node_name(node)));
	if (cell->field == NULL || cell->field->internal) {
		const char *near = schema_nearest_field(record->entity, slice_of(node_name(node)));
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s has no field \"%s\" that can be given; the nearest is %s"), record->entity->name,
		                       node_name(node), near == NULL ? "?" : near);
	}
	if (node_text(node) != NULL)
		cell->header = memory_copy_text(node_text(node));
	else if (!node_is_group(node))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("%s: the name of a column, or a group { column = …; }, is wanted"), node_name(node));
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = take_cell_option(mapping, node_at(node, i), cell);
	if (ok && (cell->header == NULL) == (cell->constant == NULL))
		ok = document_refuse(mapping->document, node, mapping->error,
		                     _("%s: a column or a constant is wanted, one of them"), node_name(node));
	return ok;
}

static bool take_fields(struct mapping *mapping, const struct node *node, struct plan_record *record)
{
	bool ok = node_is_group(node) || document_refuse(mapping->document, node, mapping->error,
	                                                 _("fields: a group { field = \"Column\"; … } is wanted"));
	record->cells = memory_new_array(node_count(node) + 1, sizeof *record->cells);
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = take_cell(mapping, node_at(node, i), record);
	return ok;
}

static bool take_key(struct mapping *mapping, const struct node *node, struct plan_record *record)
{
	record->key = node_text(node) == NULL ? NULL : schema_find_field(record->entity, slice_of(node_text(node)));
	if (record->key == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("key: the name of a field is wanted"));
	return record->key->type == TYPE_TEXT ||
	       document_refuse(mapping->document, node, mapping->error, _("key: %s is no text; a key is a field of text"),
	                       record->key->name);
}

static bool has_cell(const struct plan_record *record, const struct field *field)
{
	for (size_t i = 0; i < record->cell_count; i++)
		if (record->cells[i].field == field)
			return true;
	return false;
}

static bool take_record_option(struct mapping *mapping, const struct node *node, struct plan_record *record)
{
	const char *name = node_name(node);
	if (strcmp(name, "entity") == 0)
		return true;
	if (strcmp(name, "fields") == 0)
		return take_fields(mapping, node, record);
	if (strcmp(name, "key") == 0)
		return take_key(mapping, node, record);
	if (strcmp(name, "when") == 0)
		return take_text(mapping, node, &record->when);
	if (strcmp(name, "when_not") == 0)
		return take_texts(mapping, node, &record->skip, &record->skip_count);
	if (strcmp(name, "only_new") == 0)
		return take_bool(mapping, node, &record->only_new);
	return refuse_unknown(mapping, node, "entity, fields, key, when, when_not, only_new");
}

static bool take_record(struct mapping *mapping, const struct node *node)
{
	const struct node *entity = node_is_group(node) ? node_find(node, "entity") : NULL;
	struct plan_record *record = &mapping->plan->records[mapping->plan->record_count++];
	bool ok = true;
	*record = (struct plan_record){.when_column = SIZE_MAX};
	record->entity = entity == NULL || node_text(entity) == NULL ? NULL : schema_find_entity(slice_of(node_text(entity)));
	if (record->entity == NULL)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("a record needs entity = \"…\"; forvalta schema lists them"));
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = take_record_option(mapping, node_at(node, i), record);
	if (ok && record->cell_count == 0)
		ok = document_refuse(mapping->document, node, mapping->error, _("a record needs fields = { … }"));
	if (ok && record->key != NULL && !has_cell(record, record->key))
		ok = document_refuse(mapping->document, node, mapping->error,
		                     _("key: %s is not among the fields of the record"), record->key->name);
	return ok;
}

static bool take_records(struct mapping *mapping, const struct node *node)
{
	bool ok = node_is_list(node) || document_refuse(mapping->document, node, mapping->error,
	                                                _("records: a list ( { entity = …; … }, … ) is wanted"));
	mapping->plan->records = memory_new_array(node_count(node) + 1, sizeof *mapping->plan->records);
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = take_record(mapping, node_at(node, i));
	return ok;
}

static bool take_separator(struct mapping *mapping, const struct node *node)
{
	const char *text = node_text(node);
	if (text == NULL || strlen(text) != 1 || strchr(",;\t", *text) == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("separator: \",\", \";\" or \"\\t\" is wanted"));
	mapping->plan->separator = *text;
	return true;
}

static bool take_encoding(struct mapping *mapping, const struct node *node)
{
	struct error error = {0};
	if (node_text(node) != NULL && input_encoding_parse(slice_of(node_text(node)), &mapping->plan->encoding, &error))
		return true;
	return document_refuse(mapping->document, node, mapping->error, "encoding: %s", error.text);
}

static bool take_option(struct mapping *mapping, const struct node *node)
{
	const char *name = node_name(node);
	if (strcmp(name, "records") == 0)
		return take_records(mapping, node);
	if (strcmp(name, "separator") == 0)
		return take_separator(mapping, node);
	if (strcmp(name, "encoding") == 0)
		return take_encoding(mapping, node);
	if (strcmp(name, "ignore") == 0)
		return take_texts(mapping, node, &mapping->plan->ignored, &mapping->plan->ignored_count);
	if (strcmp(name, "ignore_others") == 0)
		return take_bool(mapping, node, &mapping->plan->ignore_others);
	return refuse_unknown(mapping, node, "encoding, separator, ignore, ignore_others, records");
}

bool mapping_read(struct import_plan *plan, const char *file, struct error *error)
{
	struct document *document = document_read(file, error);
	struct mapping mapping = {document, plan, error};
	bool ok = document != NULL;
	*plan = (struct import_plan){.typed = true};
	for (size_t i = 0; ok && i < node_count(document_root(document)); i++)
		ok = take_option(&mapping, node_at(document_root(document), i));
	if (ok && plan->record_count == 0)
		ok = error_set(error, ERROR_INPUT, _("%s: the mapping has no records = ( … )"), file);
	document_free(&document);
	return ok;
}
