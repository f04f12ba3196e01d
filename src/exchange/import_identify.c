/* The first reading: which record every row is, so that rows may refer to one another whatever their order. New records
 * get
 * provisional ids; when all files are read, each gets its own: the one its code states, or the next that is free. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "model/code.h"

#define PROVISIONAL UINT32_C(0x80000000)

unsigned import_unique_scope(const struct field *field, uint8_t entity)
{
	return (unsigned)entity << 8 | field->number;
}

/* ---- ids ---- */

static bool code_is_chosen(const struct import *import, uint8_t entity, record_id id)
{
	struct text code = {0};
	struct ref ref;
	code_append_default(&code, entity, id);
	bool chosen = view_find_code(import->view, text_slice(&code), &ref);
	text_free(&code);
	return chosen;
}

/* Whether anybody has chosen a code of the form that the program gives: then each new id is looked up. */
static bool codes_need_care(struct import *import, uint8_t entity)
{
	if (!import->care_known[entity]) {
		struct text prefix = {0};
		text_printf(&prefix, "%s-", schema_entity(entity)->prefix);
		import->care[entity] = view_code_begins(import->view, text_slice(&prefix));
		import->care_known[entity] = true;
		text_free(&prefix);
	}
	return import->care[entity];
}

record_id import_new_id(struct import *import, uint8_t entity)
{
	record_id *next = &import->next_id[entity];
	if (*next == 0)
		*next = import->first_id[entity] = view_next_id(import->view, entity);
	while (codes_need_care(import, entity) && code_is_chosen(import, entity, *next))
		++*next;
	return (*next)++;
}

static struct ref provisional_ref(struct import *import, uint8_t entity)
{
	return (struct ref){entity, PROVISIONAL + import->provisional[entity]++};
}

static void settle_entity(struct import *import, uint8_t entity)
{
	record_id highest = stated_highest(import, entity);
	import->settled[entity] = memory_new_array(import->provisional[entity] + 1, sizeof(record_id));
	for (uint32_t i = 0; i < import->provisional[entity]; i++) {
		record_id id = import_new_id(import, entity);
		while (stated_has(import, (struct ref){entity, id}))
			id = import_new_id(import, entity);
		import->settled[entity][i] = id;
	}
	if (highest != 0 && import->next_id[entity] == 0)
		import->first_id[entity] = import->next_id[entity] = view_next_id(import->view, entity);
	if (highest >= import->next_id[entity] && highest != 0)
		import->next_id[entity] = highest + 1;
}

static void settle_ref(void *context, struct ref *ref)
{
	const struct import *import = context;
	if (ref->id >= PROVISIONAL)
		ref->id = import->settled[ref->entity][ref->id - PROVISIONAL];
}

static void settle_ids(struct import *import)
{
	for (unsigned entity = 1; entity < ENTITY_LIMIT; entity++)
		if (schema_entity((uint8_t)entity) != NULL)
			settle_entity(import, (uint8_t)entity);
	for (size_t i = 0; i < import->identity_count; i++)
		settle_ref(import, &import->identities[i].ref);
	names_each(import->names, settle_ref, import);
	for (unsigned entity = 1; entity < ENTITY_LIMIT; entity++)
		free(import->settled[entity]);
}

/* ---- identities ---- */

static const struct plan_cell *cell_of(const struct plan_record *record, uint8_t field)
{
	for (size_t i = 0; i < record->cell_count; i++)
		if (record->cells[i].field->number == field)
			return &record->cells[i];
	return NULL;
}

unsigned import_count_named(const struct import *import, const struct entity *entity, struct slice text,
                            struct ref *ref)
{
	const struct field *name = schema_field(entity, entity->name_field);
	return name == NULL ? 0 : register_count_with(import->view, entity, name, text, ref);
}

struct identity_text {
	const struct field *field; /* NULL: the code */
	struct slice text;
};

static bool take_text(struct import *import, const struct plan_cell *cell, bool typed, const struct csv_row *row,
                      struct slice *text)
{
	if (!cell_text(cell, typed, row, &import->cell, text))
		return false;
	*text = slice_trim(*text);
	return text->size > 0;
}

/* By code, else by the key, else by the first unique field that has a value. */
static bool find_identity_text(struct import *import, const struct plan_record *record, bool typed,
                               const struct csv_row *row, struct identity_text *identity)
{
	const struct plan_cell *code = cell_of(record, F_code);
	identity->field = NULL;
	if (record->key == NULL && code != NULL && take_text(import, code, typed, row, &identity->text))
		return true;
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct field *field = record->cells[i].field;
		bool wanted = record->key == NULL ? field->unique && field->type == TYPE_TEXT : field == record->key;
		identity->field = field;
		if (wanted && take_text(import, &record->cells[i], typed, row, &identity->text))
			return true;
	}
	return false;
}

static struct identity find_stored(struct import *import, const struct plan_record *record,
                                   const struct identity_text *identity)
{
	struct identity found = {.ref = {0, 0}};
	if (identity->field == NULL) {
		if (view_find_code(import->view, identity->text, &found.ref) && found.ref.entity != record->entity->number)
			found.ref = (struct ref){0, 0};
	} else if (field_is_indexed(record->entity, identity->field)) {
		found.several = register_count_with(import->view, record->entity, identity->field, identity->text, &found.ref) > 1;
	}
	return found;
}

static void add_names(struct import *import, const struct plan_record *record, bool typed, const struct csv_row *row,
                      struct ref ref)
{
	struct slice text;
	struct ref other;
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct plan_cell *cell = &record->cells[i];
		bool name = cell->field->number == record->entity->name_field, unique = cell->field->unique &&
		            cell->field->type == TYPE_TEXT;
		if ((!name && !unique) || !take_text(import, cell, typed, row, &text))
			continue;
		if (unique)
			names_add(import->names, NAME_UNIQUE, import_unique_scope(cell->field, record->entity->number), text, ref, &other);
		if (name)
			names_add(import->names, NAME_NAME, record->entity->number, text, ref, &other);
	}
}

/* A row that only its name speaks for, a name that nobody in the register has: a new record that others may refer to by
 * that name. Rows that are the same
 * byte for byte are one; rows that only mean the same are found out in the second reading. */
static struct identity assume_by_name(struct import *import, const struct plan_record *record, bool typed,
                                      const struct csv_row *row)
{
	struct identity identity = {.assumed = true};
	struct slice name;
	struct ref other, stored;
	bool several;
	const struct plan_cell *cell = record->key != NULL || record->entity->name_field == 0 ? NULL
	                               : cell_of(record, record->entity->name_field);
	bool alone = cell != NULL && take_text(import, cell, typed, row, &name) &&
	             import_count_named(import, record->entity, name, &stored) == 0;
	if (!alone)
		return (struct identity){.ref = {0, 0}};
	if (!names_find(import->names, NAME_ROW, record->entity->number, row->raw, &identity.ref, &several)) {
		identity.ref = provisional_ref(import, record->entity->number);
		names_add(import->names, NAME_ROW, record->entity->number, row->raw, identity.ref, &other);
	}
	add_names(import, record, typed, row, identity.ref);
	return identity;
}

/* A key without an index: the names of all that is stored are read once. */
static void learn_key(struct import *import, const struct plan_record *record)
{
	struct record stored;
	struct ref other;
	if (record->key == NULL || field_is_indexed(record->entity, record->key) ||
	    import->learnt[record->entity->number] == record->key->number)
		return;
	struct records *records = records_new(import->view, record->entity->number);
	for (bool there = records_first(records, &stored); there; there = records_next(records, &stored))
		if (record_is_set(&stored, record->key->number))
			names_add(import->names, NAME_UNIQUE, import_unique_scope(record->key, record->entity->number),
			          slice_trim(record_text(&stored, record->key->number)), record_self(&stored), &other);
	records_free(&records);
	import->learnt[record->entity->number] = record->key->number;
}

/* By a code that states its id, where the record is new; false where it is not such a code. */
static bool identify_by_stated(struct import *import, const struct plan_record *record, struct slice code, bool known,
                               struct ref *ref)
{
	struct ref named;
	if (!code_parse_default(code, &named) || named.entity != record->entity->number ||
	    !(known ? stated_has(import, named) : stated_take(import, named)))
		return false;
	*ref = named;
	return true;
}

static struct identity identify_by(struct import *import, const struct plan_record *record,
                                   const struct identity_text *by)
{
	struct identity identity = {.ref = {0, 0}};
	struct ref other;
	bool code = by->field == NULL;
	enum name_kind kind = code ? NAME_CODE : NAME_UNIQUE;
	unsigned scope = code ? 0 : import_unique_scope(by->field, record->entity->number);
	if ((code && identify_by_stated(import, record, by->text, true, &identity.ref)) ||
	    names_find(import->names, kind, scope, by->text, &identity.ref, &identity.several))
		return identity;
	identity = find_stored(import, record, by);
	if (identity.ref.id == 0 && code && identify_by_stated(import, record, by->text, false, &identity.ref))
		return identity;
	if (identity.ref.id == 0)
		identity.ref = provisional_ref(import, record->entity->number);
	if (!identity.several)
		names_add(import->names, kind, scope, by->text, identity.ref, &other);
	return identity;
}

static struct identity identify(struct import *import, const struct plan_record *record, bool typed,
                                const struct csv_row *row)
{
	struct identity_text by;
	if (record->same_count > 0) /* told when the whole row has been read */
		return (struct identity){.ref = {0, 0}};
	learn_key(import, record);
	if (!find_identity_text(import, record, typed, row, &by))
		return assume_by_name(import, record, typed, row);
	struct identity identity = identify_by(import, record, &by);
	add_names(import, record, typed, row, identity.ref);
	return identity;
}

unsigned import_found_scope(const struct plan_cell *cell)
{
	return (unsigned)cell->found_column << 8 | cell->field->target;
}

/* What the other rows refer to this one by, where it is not its code, unique field or name. */
static void add_found(struct import *import, const struct import_plan *plan, const struct csv_row *row,
                      const struct identity *identities)
{
	struct ref other;
	for (size_t i = 0; plan->typed && i < plan->record_count; i++)
		for (size_t c = 0; c < plan->records[i].cell_count; c++) {
			const struct plan_cell *cell = &plan->records[i].cells[c];
			struct slice text = {"", 0};
			if (cell->found_in != NULL)
				text = slice_trim(row->fields[cell->found_column].text);
			for (size_t r = 0; text.size > 0 && r < plan->record_count; r++)
				if (identities[r].ref.id != 0 && identities[r].ref.entity == cell->field->target)
					names_add(import->names, NAME_FOUND, import_found_scope(cell), text, identities[r].ref, &other);
		}
}

/* Known beforehand: which record of the register, or a new one. */
static struct identity identify_known(struct import *import, uint32_t file, const struct plan_record *record)
{
	struct ref ref = *import->sources[file].identities++;
	return (struct identity){.ref = ref.id != 0 ? ref : provisional_ref(import, record->entity->number)};
}

static bool identify_row(struct import *import, uint32_t file, const struct csv_row *row, struct error *error)
{
	const struct import_plan *plan = import->sources[file].plan;
	size_t first = import->identity_count;
	(void)error;
	for (size_t i = 0; i < plan->record_count; i++) {
		const struct plan_record *record = &plan->records[i];
		struct identity identity = {.ref = {0, 0}};
		if (import->sources[file].identities != NULL)
			identity = identify_known(import, file, record);
		else if (record_wanted(record, row))
			identity = identify(import, record, plan->typed, row);
		memory_grow(&import->identities, &import->identity_capacity, import->identity_count, sizeof *import->identities);
		import->identities[import->identity_count++] = identity;
	}
	add_found(import, plan, row, &import->identities[first]);
	return true;
}

bool import_read_identities(struct import *import, struct error *error)
{
	for (uint32_t file = 0; file < import->source_count; file++)
		if (!import_read_source(import, file, false, identify_row, error))
			return false;
	settle_ids(import);
	return true;
}
