/* What an import checks over the whole of itself: rows against the register and against each other, before anything is
 * written. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "register/authority.h"

#define DEEPEST 1000

struct place_of_fault import_place(const struct row_of_plan *at, const struct field *field)
{
	size_t line = at->row->line, column = 0;
	for (size_t i = 0; i < at->plan->cell_count; i++) {
		const struct plan_cell *cell = &at->plan->cells[i];
		if (cell->field == field && (cell->header != NULL || cell->constant == NULL))
			csv_place(at->row, cell->column, &line, &column);
	}
	return (struct place_of_fault){at->file, (uint32_t)at->row->line, (uint32_t)line, (uint32_t)column};
}

static bool refuse(struct import *import, const struct row_of_plan *at, const struct field *field, struct slice value,
                   const struct error *error)
{
	import_fault(import, import_place(at, field), field == NULL ? "" : field->name, value, error->text);
	return false;
}

/* ---- a row ---- */

/* Two rows about one record must not contradict each other: the later would silently win. */
static bool agrees(struct import *import, const struct row_of_plan *at, const struct draft *draft, struct ref ref)
{
	const struct staged *staged = ref.id == 0 ? NULL : stage_find(&import->stage, ref);
	struct record before;
	struct error error;
	if (staged == NULL || !stage_record(&import->stage, staged, &before))
		return true;
	for (size_t i = 0; i < at->plan->cell_count; i++) {
		const struct field *field = at->plan->cells[i].field;
		struct value old = record_value(&before, field), new = draft_value(draft, field->number);
		if (field->number == F_code || !old.set || !new.set || value_equal(field, &old, &new))
			continue;
		error_set(&error, ERROR_INPUT, _("%s: %s:%u says something else of the same record"), field->name,
		          import->sources[staged->file].name, import_line(import, staged->file, staged->line));
		return refuse(import, at, field, (struct slice){"", 0}, &error);
	}
	return true;
}

/* The first row of a name has it, unless that row was rejected: then the next. */
static bool is_claimed(struct import *import, const struct field *field, uint8_t entity, struct slice text,
                       struct ref ref)
{
	unsigned scope = import_unique_scope(field, entity);
	struct ref holder;
	struct record record;
	bool several;
	if (names_find(import->names, NAME_UNIQUE, scope, text, &holder, &several)) {
		const struct staged *staged = stage_find(&import->stage, holder);
		struct value mine = {.set = true, .text = text};
		if (!ref_equal(holder, ref) && staged != NULL && !staged->rejected && stage_record(&import->stage, staged, &record)) {
			struct value theirs = record_value(&record, field);
			if (theirs.set && value_compare(field, &mine, &theirs) == 0)
				return true;
		}
	}
	if (ref.id != 0)
		names_give(import->names, NAME_UNIQUE, scope, text, ref);
	return false;
}

static bool has_names_of_its_own(struct import *import, const struct row_of_plan *at, const struct draft *draft,
                                 struct ref ref)
{
	struct error error;
	for (unsigned i = 0; draft->entity->has_unique && i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		if (!field->unique || field->type != TYPE_TEXT)
			continue;
		struct value value = draft_value(draft, field->number);
		if (value.set && is_claimed(import, field, draft->entity->number, value.text, ref)) {
			error_set(&error, ERROR_INPUT, _("%s: another row of the import has the same value"), field->name);
			return refuse(import, at, field, value.text, &error);
		}
	}
	return true;
}

/* Administrators may all of it, and are not asked row by row. */
bool import_may_take(struct import *import, const struct draft *draft, struct ref ref, struct error *error)
{
	const struct session *session = import->session;
	struct text packed = {0};
	struct record before, after;
	if (session_has(session, C_access_administrator))
		return true;
	draft_pack(draft, &(struct record_stamp){.revision = 1}, &packed);
	record_open(&after, packed.data, packed.size);
	after.id = ref.id;
	after.parent = draft_parent(draft);
	const struct field *field = NULL;
	uint8_t fields[255];
	bool is_new = ref.id == 0 || !view_record(import->view, ref, &before);
	bool ok = authority_may_save(session, import->view, is_new ? NULL : &before, &after, false, &field);
	if (!ok && is_new)
		error_set(error, ERROR_DENIED, _("your role may not add records of the kind %s here"), _(after.entity->label));
	else if (!ok) {
		if (field == NULL && record_differences(&before, &after, fields) > 0) /* the whole of it: the first will do */
			field = schema_field(before.entity, fields[0]);
		ok = field == NULL || error_set(error, ERROR_DENIED, _("%s: your role may not change it"), field->name);
	}
	text_free(&packed);
	return ok;
}

static bool refuse_draft(struct import *import, const struct row_of_plan *at, const struct draft *draft, uint8_t number,
                         const struct error *error)
{
	const struct field *field = schema_field(draft->entity, number);
	struct text value = {0};
	struct value held = field == NULL ? VALUE_UNSET : draft_value(draft, number);
	const struct value_writer writer = view_writer(import->view, false);
	if (held.set)
		value_append(&value, field, &held, &writer);
	refuse(import, at, field, value.data == NULL ? (struct slice){"", 0} : text_slice(&value), error);
	text_free(&value);
	return false;
}

bool import_check_draft(struct import *import, const struct row_of_plan *at, const struct draft *draft, struct ref ref)
{
	struct error error;
	uint8_t number = 0;
	if (!agrees(import, at, draft, ref) || !has_names_of_its_own(import, at, draft, ref))
		return false;
	if (!register_check_imported(import->session, import->view, draft, ref, &number, &error))
		return refuse_draft(import, at, draft, number, &error);
	const struct field *field;
	struct ref holder;
	if (!import_is_contested(import, draft, ref, &field, &holder)) {
		register_refuse_taken(import->view, field, holder, &error);
		return refuse_draft(import, at, draft, field->number, &error);
	}
	return import_may_take(import, draft, ref, &error) || refuse_draft(import, at, draft, 0, &error);
}

/* ---- circles ---- */

/* The record as it will be. */
static bool find_record(const struct import *import, struct ref ref, struct record *record)
{
	const struct staged *staged = stage_find(&import->stage, ref);
	return staged != NULL && !staged->rejected ? stage_record(&import->stage, staged, record)
	                                           : view_record(import->view, ref, record);
}

static bool lies_in_itself(const struct import *import, const struct record *record, const struct field *field)
{
	struct ref self = record_self(record), up = record_ref(record, field->number);
	struct record above;
	for (unsigned steps = 0; up.id != 0 && steps < DEEPEST; steps++) {
		if (ref_equal(up, self))
			return true;
		if (!find_record(import, up, &above))
			return false;
		up = record_ref(&above, field->number);
	}
	return false;
}

static const struct field *hierarchy_field(const struct entity *entity)
{
	for (unsigned i = 0; entity->refers_to_itself && i < entity->field_count; i++)
		if (register_is_hierarchy(&entity->fields[i], entity->number))
			return &entity->fields[i];
	return NULL;
}

void import_reject_row(struct import *import, struct staged *staged, const struct field *field, const char *reason)
{
	import_fault(import, (struct place_of_fault){staged->file, staged->line, staged->line, 0}, field->name,
	             (struct slice){"", 0}, reason);
	staged->rejected = true;
}

static void reject(struct import *import, struct staged *staged, const struct field *field, const char *reason)
{
	struct error error = {0};
	error_set(&error, ERROR_INPUT, "%s: %s", field->name, reason);
	import_reject_row(import, staged, field, error.text);
}

static bool is_in_circle(const struct import *import, const struct staged *staged)
{
	const struct field *field = hierarchy_field(schema_entity(staged->ref.entity));
	struct record record;
	return field != NULL && staged->changed && !staged->rejected && stage_record(&import->stage, staged, &record) &&
	       record_is_set(&record, field->number) && lies_in_itself(import, &record, field);
}

/* Found first and rejected then: every row of a circle is told. */
static void reject_circles(struct import *import)
{
	size_t *places = NULL, count = 0, capacity = 0;
	for (size_t i = 0; i < import->stage.count; i++) {
		if (!is_in_circle(import, &import->stage.items[i]))
			continue;
		memory_grow(&places, &capacity, count, sizeof *places);
		places[count++] = i;
	}
	for (size_t i = 0; i < count; i++) {
		struct staged *staged = &import->stage.items[places[i]];
		reject(import, staged, hierarchy_field(schema_entity(staged->ref.entity)),
		       _("the records would lie inside one another in a circle; name another, or none"));
	}
	free(places);
}

/* ---- references to what is rejected ---- */

/* New in this import and not among what will be written. */
static bool is_missing(const struct import *import, struct ref ref)
{
	record_id first = import->first_id[ref.entity];
	if (ref.id == 0 || first == 0 || ref.id < first)
		return false;
	const struct staged *staged = stage_find(&import->stage, ref);
	return staged == NULL || staged->rejected;
}

static bool names_missing(const struct import *import, const struct record *record, const struct field *field)
{
	struct slice rest = record_text(record, field->number);
	struct ref item;
	if (field_holds_ref(field))
		return is_missing(import, record_ref(record, field->number));
	while (value_list_next_ref(&rest, &item))
		if (is_missing(import, item))
			return true;
	return false;
}

static bool reject_where_dangling(struct import *import, struct staged *staged)
{
	struct record record;
	if (staged->rejected || !stage_record(&import->stage, staged, &record))
		return false;
	for (unsigned i = 0; i < record.entity->field_count; i++) {
		const struct field *field = &record.entity->fields[i];
		if ((field_holds_ref(field) || field->type == TYPE_REFS) && record_is_set(&record, field->number) &&
		    names_missing(import, &record, field)) {
			reject(import, staged, field, _("the record it refers to was rejected"));
			return true;
		}
	}
	return false;
}

/* A new record that two rows agree on stands although a third of its rows was rejected. */
static void reject_dangling(struct import *import)
{
	bool any = import->fault_count > 0;
	while (any) {
		any = false;
		for (size_t i = 0; i < import->stage.count; i++)
			any = reject_where_dangling(import, &import->stage.items[i]) || any;
	}
}

void import_reject_together(struct import *import)
{
	size_t faults;
	do {
		faults = import->fault_count;
		reject_circles(import);
		import_reject_taken(import);
		reject_dangling(import);
	} while (import->fault_count > faults);
}
