/* What a mapping says of a record that a row gives. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/money.h"
#include "exchange/mapping_private.h"

const struct plan_cell *mapping_cell_of(const struct plan_record *record, const struct field *field)
{
	for (size_t i = 0; i < record->cell_count; i++)
		if (record->cells[i].field == field)
			return &record->cells[i];
	return NULL;
}

const struct field *mapping_field(struct mapping *mapping, const struct node *node, const struct entity *entity,
                                  const char *name)
{
	const struct field *field = name == NULL ? NULL : schema_find_field(entity, slice_of(name));
	if (field == NULL)
		document_refuse(mapping->document, node, mapping->error, _("%s: the name of a field is wanted"), node_name(node));
	return field;
}

static bool take_nothing(struct mapping *mapping, const struct node *node, void *into)
{
	(void)mapping;
	(void)node;
	(void)into;
	return true;
}

static bool take_fields(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	bool ok = node_is_group(node) || document_refuse(mapping->document, node, mapping->error,
	                                                 _("fields: a group { field = \"Column\"; … } is wanted"));
	record->cells = memory_new_array(node_count(node) + 1, sizeof *record->cells);
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = mapping_take_cell(mapping, node_at(node, i), record);
	return ok;
}

/* A list of fields, by name. */
static bool take_field_list(struct mapping *mapping, const struct node *node, const struct entity *entity,
                            const struct field ***fields, size_t *count)
{
	char **names = NULL;
	size_t named = 0;
	bool ok = mapping_take_texts(mapping, node, &names, &named);
	*fields = memory_new_array(named + 1, sizeof **fields);
	for (size_t i = 0; i < named; i++) {
		const struct field *field = ok ? mapping_field(mapping, node, entity, names[i]) : NULL;
		ok = field != NULL;
		if (ok)
			(*fields)[(*count)++] = field;
		free(names[i]);
	}
	free(names);
	return ok;
}

static bool take_same(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	return record->same == NULL &&
	       take_field_list(mapping, node, record->entity, &record->same, &record->same_count);
}

static bool take_listed(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	record->listed = mapping_field(mapping, node, record->entity, node_text(node));
	return record->listed != NULL;
}

static bool take_key(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	record->key = mapping_field(mapping, node, record->entity, node_text(node));
	return record->key != NULL &&
	       (record->key->type == TYPE_TEXT ||
	        document_refuse(mapping->document, node, mapping->error, _("key: %s is no text; a key is a field of text"),
	                        record->key->name));
}

static bool take_skipped(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	return mapping_take_texts(mapping, node, &record->skip, &record->skip_count);
}

/* range = ( "uid", "1000", "59999" ) */
static bool take_range(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	int64_t bounds[2] = {0, 0};
	bool ok = node_is_list(node) && node_count(node) == 3 && node_text(node_at(node, 0)) != NULL;
	for (size_t i = 0; ok && i < 2; i++)
		ok = node_text(node_at(node, i + 1)) != NULL &&
		     number_parse(slice_of(node_text(node_at(node, i + 1))), &bounds[i], NULL);
	if (!ok || bounds[0] > bounds[1])
		return document_refuse(mapping->document, node, mapping->error,
		                       _("range: a column and two numbers are wanted: ( \"uid\", \"1000\", \"59999\" )"));
	free(record->range);
	record->range = memory_copy_text(node_text(node_at(node, 0)));
	record->least = bounds[0];
	record->most = bounds[1];
	return true;
}

static bool take_whole(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	return take_field_list(mapping, node, record->entity, &record->whole, &record->whole_count);
}

static bool take_day_field(struct mapping *mapping, const struct node *node, const struct plan_record *record,
                           const struct field **field)
{
	*field = mapping_field(mapping, node, record->entity, node_text(node));
	return *field != NULL &&
	       ((*field)->type == TYPE_DATE ||
	        document_refuse(mapping->document, node, mapping->error, _("%s: %s is no date"), node_name(node),
	                        (*field)->name));
}

/* gone = "remove" or the name of a date. */
static bool take_gone(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	record->gone_removed = node_text(node) != NULL && strcmp(node_text(node), "remove") == 0;
	return record->gone_removed || take_day_field(mapping, node, record, &record->gone_end);
}

static bool take_gone_since(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	return take_day_field(mapping, node, record, &record->gone_since);
}

static bool take_gone_again(struct mapping *mapping, const struct node *node, void *into)
{
	struct plan_record *record = into;
	return take_day_field(mapping, node, record, &record->gone_again);
}

static const struct mapping_option record_options[] = {
	{"entity", take_nothing, 0},
	{"fields", take_fields, 0},
	{"key", take_key, 0},
	{"same", take_same, 0},
	{"listed", take_listed, 0},
	{"when", mapping_take_text, offsetof(struct plan_record, when)},
	{"when_not", take_skipped, 0},
	{"range", take_range, 0},
	{"only_new", mapping_take_flag, offsetof(struct plan_record, only_new)},
	{"whole", take_whole, 0},
	{"gone", take_gone, 0},
	{"gone_since", take_gone_since, 0},
	{"gone_again", take_gone_again, 0},
	{NULL, NULL, 0},
};

/* What is whole is told by constants, and somebody must say what becomes of what is gone from it. */
static bool check_whole(struct mapping *mapping, const struct node *node, const struct plan_record *record)
{
	bool says = record->gone_removed || record->gone_end != NULL;
	if (says != (record->whole_count > 0))
		return document_refuse(mapping->document, node, mapping->error,
		                       _("whole and gone go together: which records the file is the whole list of, and what "
		                         "becomes of those that it no longer has"));
	if (record->gone_since != NULL && record->gone_end == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("gone_since goes with gone = \"a date\" only"));
	if (record->gone_again != NULL && record->gone_since == NULL)
		return document_refuse(mapping->document, node, mapping->error, _("gone_again goes with gone_since only"));
	for (size_t i = 0; i < record->whole_count; i++) {
		const struct plan_cell *cell = mapping_cell_of(record, record->whole[i]);
		if (cell == NULL || cell->constant == NULL)
			return document_refuse(mapping->document, node, mapping->error, _("whole: %s must be a constant of the record"),
			                       record->whole[i]->name);
	}
	return true;
}

static bool check_same(struct mapping *mapping, const struct node *node, const struct plan_record *record)
{
	const struct plan_cell *listed = record->listed == NULL ? NULL : mapping_cell_of(record, record->listed);
	if (record->same_count > 0 && record->key != NULL)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("key or same tells which record a row is, not both"));
	return record->listed == NULL ||
	       (listed != NULL && listed->header != NULL && listed->translation_count + listed->beginning_count > 0) ||
	       document_refuse(mapping->document, node, mapping->error,
	                       _("listed: a field of the record with a column and values is wanted"));
}

static bool check_record(struct mapping *mapping, const struct node *node, const struct plan_record *record)
{
	if (record->cell_count == 0)
		return document_refuse(mapping->document, node, mapping->error, _("a record needs fields = { … }"));
	if (record->key != NULL && mapping_cell_of(record, record->key) == NULL)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("key: %s is not among the fields of the record"), record->key->name);
	return check_same(mapping, node, record) && check_whole(mapping, node, record);
}

bool mapping_take_record(struct mapping *mapping, const struct node *node)
{
	const struct node *entity = node_is_group(node) ? node_find(node, "entity") : NULL;
	struct plan_record *record = &mapping->plan->records[mapping->plan->record_count++];
	bool ok = true;
	*record = (struct plan_record){.when_column = SIZE_MAX};
	record->entity = entity == NULL || node_text(entity) == NULL ? NULL : schema_find_entity(slice_of(node_text(entity)));
	if (record->entity == NULL)
		return document_refuse(mapping->document, node, mapping->error,
		                       _("a record needs entity = \"…\"; forvalta schema lists them"));
	mapping->entity = record->entity;
	for (size_t i = 0; ok && i < node_count(node); i++)
		ok = mapping_take(mapping, node_at(node, i), record_options, record);
	return ok && check_record(mapping, node, record);
}
