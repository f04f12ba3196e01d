/* The two readings of the files: first who every row is, then what it says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "model/code.h"
#include "register/authority.h"

struct input *source_open(struct source *source, struct error *error)
{
	if (source->held.data != NULL)
		return input_open_bytes(source->path, text_slice(&source->held), source->plan == NULL ? ENCODING_DETECT : source->plan->encoding);
	return input_open(source->path, source->plan == NULL ? ENCODING_DETECT : source->plan->encoding, error);
}

bool record_wanted(const struct plan_record *record, const struct csv_row *row)
{
	if (record->when == NULL)
		return true;
	struct slice value = slice_trim(row->fields[record->when_column].text);
	for (size_t i = 0; i < record->skip_count; i++)
		if (strlen(record->skip[i]) == value.size && strncasecmp(record->skip[i], value.data, value.size) == 0)
			return false;
	return value.size > 0;
}

static const struct plan_translation *find_translation(const struct plan_cell *cell, struct slice value)
{
	value = slice_trim(value);
	for (size_t i = 0; i < cell->translation_count; i++)
		if (strlen(cell->translations[i].from) == value.size && strncasecmp(cell->translations[i].from, value.data, value.size) == 0)
			return &cell->translations[i];
	return NULL;
}

/* 03/04/2026 in the order that the mapping states, as ISO; anything else is left for the reader to judge. */
static void reorder_date(enum plan_date_order order, struct text *value)
{
	int a, b, c, end = 0;
	if (order == DATE_ISO || value->data == NULL || sscanf(value->data, "%2d%*1[-/.]%2d%*1[-/.]%4d%n", &a, &b, &c, &end) != 3 ||
	    (size_t)end != value->size)
		return;
	text_clear(value);
	text_printf(value, "%04d-%02d-%02d", c, order == DATE_DAY_MONTH_YEAR ? b : a, order == DATE_DAY_MONTH_YEAR ? a : b);
}

static void cut_to_limit(struct text *value)
{
	size_t characters = 0, at = 0;
	while (at < value->size && characters < 200) {
		at += text_grapheme((struct slice){value->data + at, value->size - at});
		characters++;
	}
	for (size_t i = 0; i < at; i++)
		if (value->data[i] == '\n')
			value->data[i] = ' ';
	value->size = at;
	value->data[at] = '\0';
}

bool cell_text(const struct plan_cell *cell, const struct csv_row *row, struct text *out)
{
	text_clear(out);
	if (cell->header == NULL && cell->constant != NULL) {
		text_append_text(out, cell->constant);
		return true;
	}
	const struct csv_field *field = &row->fields[cell->column];
	if (slice_trim(field->text).size == 0)
		return cell->clears;
	const struct plan_translation *translation = find_translation(cell, field->text);
	if (translation != NULL) {
		text_append_text(out, translation->to == NULL ? "" : translation->to);
		return true;
	}
	if (cell->translation_count > 0 && cell->otherwise != NULL) {
		text_append_text(out, cell->otherwise);
		return true;
	}
	text_append_text(out, cell->prefix == NULL ? "" : cell->prefix);
	text_append(out, field->text);
	reorder_date(cell->order, out);
	if (cell->cut)
		cut_to_limit(out);
	return true;
}

void import_fault(struct import *import, uint32_t file, uint32_t line, size_t column, const char *field, struct slice value, const char *reason)
{
	struct text shown = {0};
	text_append_harmless(&shown, value, false);
	memory_grow(&import->faults, &import->fault_capacity, import->fault_count, sizeof *import->faults);
	import->faults[import->fault_count++] = (struct fault){
		file, line, (uint32_t)column, memory_copy_text(field), memory_copy_text(shown.data == NULL ? "" : shown.data), memory_copy_text(reason),
	};
	text_free(&shown);
	if (import->options->fault != NULL) {
		struct text line_text = {0};
		text_printf(&line_text, "%s:%u: %s", import->sources[file].path, line, reason);
		import->options->fault(import->options->context, line_text.data);
		text_free(&line_text);
	}
}

record_id import_new_id(struct import *import, uint8_t entity)
{
	record_id *next = &import->next_id[entity];
	if (*next == 0)
		*next = import->first_id[entity] = view_next_id(import->view, entity);
	return (*next)++;
}

/* A given code of the program's own form takes the id it names, where that is still free. */
static struct ref new_ref(struct import *import, uint8_t entity, struct slice code)
{
	struct ref named;
	if (code.size > 0 && code_parse_default(code, &named) && named.entity == entity) {
		record_id next = import->next_id[entity] == 0 ? view_next_id(import->view, entity) : import->next_id[entity];
		if (named.id >= next && named.id < next + 1000000) {
			if (import->next_id[entity] == 0)
				import->first_id[entity] = next;
			import->next_id[entity] = named.id + 1;
			return named;
		}
	}
	return (struct ref){entity, import_new_id(import, entity)};
}

/* ---- pass 1: identities ---- */

static const struct plan_cell *cell_of(const struct plan_record *record, uint8_t field)
{
	for (size_t i = 0; i < record->cell_count; i++)
		if (record->cells[i].field->number == field)
			return &record->cells[i];
	return NULL;
}

static unsigned unique_scope(const struct field *field, uint8_t entity)
{
	return (unsigned)entity << 8 | field->number;
}

static bool stored_by(const struct import *import, const struct entity *entity, const struct field *field, struct slice text, struct ref *ref)
{
	struct index *index = index_new(import->view, field, entity->number);
	const struct value value = {.set = true, .text = text};
	struct index_hit hit;
	bool found = index_seek(index, &value, &hit);
	if (found)
		*ref = (struct ref){entity->number, hit.id};
	index_free(&index);
	return found;
}

struct identity_text {
	const struct field *field; /* NULL: the code */
	struct text text;
};

/* By code, else by the key, else by the first unique field that has a value. */
static bool find_identity_text(struct import *import, const struct plan_record *record, const struct csv_row *row, struct identity_text *identity)
{
	const struct plan_cell *code = cell_of(record, F_code);
	identity->field = NULL;
	if (record->key == NULL && code != NULL && cell_text(code, row, &identity->text) && slice_trim(text_slice(&identity->text)).size > 0)
		return true;
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct field *field = record->cells[i].field;
		bool wanted = record->key == NULL ? field->unique && field->type == TYPE_TEXT : field == record->key && field->type == TYPE_TEXT;
		identity->field = field;
		if (wanted && cell_text(&record->cells[i], row, &identity->text) && slice_trim(text_slice(&identity->text)).size > 0)
			return true;
	}
	(void)import;
	return false;
}

static struct ref find_stored(struct import *import, const struct plan_record *record, const struct identity_text *identity)
{
	struct ref ref = {0, 0};
	struct slice text = slice_trim(text_slice(&identity->text));
	if (identity->field == NULL) {
		if (view_find_code(import->view, text, &ref) && ref.entity != record->entity->number)
			ref = (struct ref){0, 0};
		return ref;
	}
	if (field_is_indexed(record->entity, identity->field))
		stored_by(import, record->entity, identity->field, text, &ref);
	return ref;
}

static void add_other_names(struct import *import, const struct plan_record *record, const struct csv_row *row, struct ref ref)
{
	struct text text = {0};
	struct ref other;
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct plan_cell *cell = &record->cells[i];
		bool name = cell->field->number == record->entity->name_field, unique = cell->field->unique && cell->field->type == TYPE_TEXT;
		if ((!name && !unique) || !cell_text(cell, row, &text) || text.size == 0)
			continue;
		if (unique)
			names_add(import->names, NAME_UNIQUE, unique_scope(cell->field, record->entity->number), text_slice(&text), ref, &other);
		if (name)
			names_add(import->names, NAME_NAME, record->entity->number, text_slice(&text), ref, &other);
	}
	text_free(&text);
}

static struct ref identify(struct import *import, const struct plan_record *record, const struct csv_row *row)
{
	struct identity_text identity = {0};
	struct ref ref = {0, 0}, other;
	if (find_identity_text(import, record, row, &identity)) {
		struct slice text = slice_trim(text_slice(&identity.text));
		enum name_kind kind = identity.field == NULL ? NAME_CODE : NAME_UNIQUE;
		unsigned scope = identity.field == NULL ? 0 : unique_scope(identity.field, record->entity->number);
		bool several;
		if (!names_find(import->names, kind, scope, text, &ref, &several)) {
			ref = find_stored(import, record, &identity);
			if (ref.id == 0)
				ref = new_ref(import, record->entity->number, identity.field == NULL ? text : (struct slice){"", 0});
			names_add(import->names, kind, scope, text, ref, &other);
		}
		add_other_names(import, record, row, ref);
	}
	text_free(&identity.text);
	return ref;
}

static void keep_identity(struct import *import, struct ref ref)
{
	memory_grow(&import->identities, &import->identity_capacity, import->identity_count, sizeof *import->identities);
	import->identities[import->identity_count++] = ref;
}

static bool tell_progress(struct import *import, const struct input *input, struct error *error)
{
	uint64_t done, size;
	if (import->options->progress == NULL || (import->result->rows & 0x3ff) != 0)
		return true;
	input_progress(input, &done, &size);
	return import->options->progress(import->options->context, done, size) || error_set(error, ERROR_STOPPED, _("stopped; nothing was written"));
}

/* The entity that a file in our own form holds: stated, or its name (system.csv). */
static const struct entity *source_entity(const struct import *import, const struct source *source, struct error *error)
{
	const char *base = strrchr(source->path, '/');
	struct slice name = slice_of(import->options->entity != NULL ? import->options->entity : base == NULL ? source->path : base + 1);
	for (size_t i = 0; import->options->entity == NULL && i < name.size; i++)
		if (name.data[i] == '.')
			name.size = i;
	const struct entity *entity = schema_find_entity(name);
	if (entity == NULL)
		error_set(error, ERROR_INPUT, _("%s: \"%.*s\" is no kind of record; say which with --entity"), source->path, (int)name.size, name.data);
	return entity;
}

static bool plan_source(struct import *import, struct source *source, const struct csv *csv, struct error *error)
{
	if (source->plan != NULL)
		return true;
	const struct entity *entity = source_entity(import, source, error);
	if (entity == NULL || !plan_from_header(&source->own, csv, entity, import->options->key, error))
		return false;
	source->plan = &source->own;
	return true;
}

typedef bool row_function(struct import *import, uint32_t file, const struct csv_row *row, struct error *error);

static bool read_source(struct import *import, uint32_t file, bool faults, row_function *handle, struct error *error)
{
	struct source *source = &import->sources[file];
	struct csv_options options = {.separator = import->options->plan == NULL ? 0 : import->options->plan->separator};
	struct input *input = source_open(source, error);
	struct csv *csv = input == NULL ? NULL : csv_new(input, &options, error);
	bool ok = csv != NULL && plan_source(import, source, csv, error) &&
	          (import->options->plan == NULL || plan_bind(import->options->plan, csv, error));
	struct csv_row row;
	struct error fault = {0};
	while (ok) {
		enum csv_outcome outcome = csv_next(csv, &row, &fault);
		if (outcome == CSV_END)
			break;
		if (outcome == CSV_FAILED) {
			if (error != NULL)
				*error = fault;
			ok = false;
		} else if (outcome == CSV_FAULT) {
			if (faults)
				import_fault(import, file, (uint32_t)row.line, 0, "", (struct slice){"", 0}, fault.text);
		} else {
			ok = handle(import, file, &row, error) && tell_progress(import, input, error);
		}
	}
	csv_free(&csv);
	input_free(&input);
	return ok;
}

static bool identify_row(struct import *import, uint32_t file, const struct csv_row *row, struct error *error)
{
	const struct import_plan *plan = import->sources[file].plan;
	(void)error;
	for (size_t i = 0; i < plan->record_count; i++)
		keep_identity(import, record_wanted(&plan->records[i], row) ? identify(import, &plan->records[i], row) : (struct ref){0, 0});
	return true;
}

bool import_read_identities(struct import *import, struct error *error)
{
	for (uint32_t file = 0; file < import->source_count; file++)
		if (!read_source(import, file, false, identify_row, error))
			return false;
	return true;
}

/* ---- pass 2: values ---- */

static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	struct import *import = context;
	const struct entity *entity = schema_entity(target);
	bool several = false;
	text = slice_trim(text);
	if (names_find(import->names, NAME_CODE, 0, text, ref, &several) && (target == 0 || ref->entity == target))
		return true;
	for (unsigned i = 0; entity != NULL && i < entity->field_count; i++)
		if (entity->fields[i].unique && names_find(import->names, NAME_UNIQUE, unique_scope(&entity->fields[i], target), text, ref, &several))
			return true;
	if (entity != NULL && names_find(import->names, NAME_NAME, target, text, ref, &several)) {
		struct ref stored;
		if (!several && (!register_resolve(import->view, target, text, &stored, NULL) || ref_equal(stored, *ref)))
			return true;
	}
	return register_resolve(import->view, target, text, ref, error);
}

struct value_reader import_reader(struct import *import, const struct import_plan *plan, const struct plan_cell *cell)
{
	return (struct value_reader){.resolve = resolve, .context = import, .today = import->session->today, .typed = plan->typed,
	                             .decimal = cell->decimal};
}

static void shift(const struct field *field, int months, struct value *value)
{
	if (!value->set || months == 0)
		return;
	if (field->type == TYPE_DATE) {
		bool month_end = day_month_end((day_t)value->number) == (day_t)value->number;
		day_t moved = day_add_months((day_t)value->number, months);
		value->number = month_end ? day_month_end(moved) : moved;
	} else if (field->type == TYPE_QUARTER) {
		value->number += months / 3;
	} else if (field->type == TYPE_NUMBER && strcmp(field->name, "year") == 0) {
		value->number += months / 12;
	}
}

/* One cell into the draft. False with a fault noted. */
static bool take_cell(struct import *import, uint32_t file, const struct csv_row *row, const struct plan_cell *cell, struct draft *draft)
{
	const struct import_plan *plan = import->sources[file].plan;
	struct text text = {0};
	struct value value = VALUE_UNSET;
	struct error error = {0};
	struct value_reader reader = import_reader(import, plan, cell);
	bool ok = true;
	if (cell_text(cell, row, &text)) {
		ok = value_parse(cell->field, text_slice(&text), &reader, &import->scratch, &value, &error);
		if (ok) {
			shift(cell->field, import->options->shift_months, &value);
			draft_set(draft, cell->field->number, &value);
		}
	}
	if (!ok) {
		size_t line = row->line, column = 0;
		if (cell->header != NULL || cell->constant == NULL)
			csv_place(row, cell->column, &line, &column);
		error_prefix(&error, "%s", cell->field->name);
		import_fault(import, file, (uint32_t)row->line, column, cell->field->name, text_slice(&text), error.text);
	}
	text_free(&text);
	return ok;
}

static void start_draft(struct import *import, const struct plan_record *record, struct ref ref, struct draft *draft, uint32_t *base)
{
	const struct staged *staged = ref.id == 0 ? NULL : stage_find(&import->stage, ref);
	struct record stored;
	draft_clear(draft, record->entity);
	*base = 0;
	if (staged != NULL) {
		stage_draft(&import->stage, staged, draft);
		*base = staged->base_revision;
	} else if (ref.id != 0 && view_record(import->view, ref, &stored)) {
		draft_copy_record(draft, &stored);
		*base = record_revision(&stored);
	}
}

static bool is_changed(const struct import *import, struct ref ref, const struct draft *draft)
{
	struct record stored;
	if (!view_record(import->view, ref, &stored))
		return true;
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		struct value a = record_value(&stored, &draft->entity->fields[i]), b = draft_value(draft, (uint8_t)(i + 1));
		if (!value_equal(&draft->entity->fields[i], &a, &b))
			return true;
	}
	return false;
}

/* A code that is what the program gives anyway is no change. */
static void drop_default_code(struct draft *draft, struct ref ref)
{
	struct value code = draft_value(draft, F_code);
	struct ref named;
	if (code.set && code_parse_default(code.text, &named) && ref_equal(named, ref))
		draft_unset(draft, F_code);
}

static bool check_unique_names(struct import *import, uint32_t file, const struct csv_row *row, const struct draft *draft, struct ref ref)
{
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		struct value value = draft_value(draft, field->number);
		struct ref holder;
		bool several = false;
		if (!value.set || !field->unique || field->type != TYPE_TEXT)
			continue;
		if (names_find(import->names, NAME_UNIQUE, unique_scope(field, draft->entity->number), value.text, &holder, &several) && !ref_equal(holder, ref)) {
			char reason[300];
			snprintf(reason, sizeof reason, _("%s: another row of the import has the same value"), field->name);
			import_fault(import, file, (uint32_t)row->line, 0, field->name, value.text, reason);
			return false;
		}
	}
	return true;
}

static bool check_draft(struct import *import, uint32_t file, const struct csv_row *row, const struct draft *draft, struct ref ref)
{
	struct error error = {0};
	uint8_t field = 0;
	if (!check_unique_names(import, file, row, draft, ref))
		return false;
	if (register_check_imported(import->session, import->view, draft, ref, &field, &error))
		return true;
	const struct field *at = schema_field(draft->entity, field);
	import_fault(import, file, (uint32_t)row->line, 0, at == NULL ? "" : at->name, (struct slice){"", 0}, error.text);
	return false;
}

static void count_ended_person(struct import *import, const struct draft *draft, struct ref ref)
{
	struct record stored;
	struct value to = draft_value(draft, F_person_active_to);
	if (draft->entity->number != E_person || !to.set || !view_record(import->view, ref, &stored))
		return;
	day_t before = record_day(&stored, F_person_active_to);
	import->people_ended += to.number < import->session->today && (before == DAY_UNSET || before >= import->session->today);
}

static void stage_row(struct import *import, uint32_t file, const struct csv_row *row, const struct plan_record *record, size_t place,
                      struct ref ref, struct draft *draft, uint32_t base)
{
	bool again = ref.id != 0 && stage_find(&import->stage, ref) != NULL;
	if (ref.id == 0 && alike_find(import->alikes[place], import->view, &import->stage, draft, &ref)) {
		import->result->unchanged++;
		return;
	}
	bool unidentified = ref.id == 0;
	if (unidentified)
		ref = (struct ref){record->entity->number, import_new_id(import, record->entity->number)};
	drop_default_code(draft, ref);
	bool changed = base == 0 || is_changed(import, ref, draft);
	count_ended_person(import, draft, ref);
	struct staged *staged = stage_put(&import->stage, ref, draft);
	staged->base_revision = base;
	staged->file = file;
	staged->line = (uint32_t)row->line;
	staged->changed = changed;
	import->result->merged += again && place + 1 == import->sources[file].plan->record_count;
	if (unidentified)
		alike_add(import->alikes[place], draft, ref);
}

/* Two rows about one record must not contradict each other: the later would silently win. */
static bool agrees(struct import *import, uint32_t file, const struct csv_row *row, const struct plan_record *record, struct ref ref, const struct draft *draft)
{
	const struct staged *staged = ref.id == 0 ? NULL : stage_find(&import->stage, ref);
	struct record before;
	if (staged == NULL || !stage_record(&import->stage, staged, &before))
		return true;
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct field *field = record->cells[i].field;
		struct value old = record_value(&before, field), new = draft_value(draft, field->number);
		if (field->number == F_code || !old.set || !new.set || value_equal(field, &old, &new))
			continue;
		char reason[300];
		snprintf(reason, sizeof reason, _("%s: %s:%u says something else of the same record"), field->name, import->sources[staged->file].path, staged->line);
		import_fault(import, file, (uint32_t)row->line, 0, field->name, (struct slice){"", 0}, reason);
		return false;
	}
	return true;
}

static bool take_record(struct import *import, uint32_t file, const struct csv_row *row, size_t place, struct ref ref, struct draft *draft)
{
	const struct plan_record *record = &import->sources[file].plan->records[place];
	uint32_t base;
	bool ok = true;
	start_draft(import, record, ref, draft, &base);
	if (record->only_new && base != 0)
		return true;
	for (size_t i = 0; i < record->cell_count; i++)
		ok = take_cell(import, file, row, &record->cells[i], draft) && ok;
	if (!ok || !agrees(import, file, row, record, ref, draft) || !check_draft(import, file, row, draft, ref))
		return false;
	stage_row(import, file, row, record, place, ref, draft, base);
	return true;
}

static bool take_row(struct import *import, uint32_t file, const struct csv_row *row, struct error *error)
{
	const struct import_plan *plan = import->sources[file].plan;
	struct draft draft;
	(void)error;
	import->result->rows++;
	draft_init(&draft, plan->records[0].entity);
	for (size_t i = 0; i < plan->record_count; i++) {
		struct ref ref = import->identities[import->identity_at++];
		if (record_wanted(&plan->records[i], row) && !take_record(import, file, row, i, ref, &draft)) {
			struct staged *staged = ref.id == 0 ? NULL : stage_find(&import->stage, ref);
			if (staged != NULL && staged->line == row->line && staged->file == file)
				staged->rejected = true;
		}
	}
	draft_free(&draft);
	return true;
}

static bool may_import(struct import *import, const struct import_plan *plan, struct error *error)
{
	for (size_t i = 0; i < plan->record_count; i++)
		if (!authority_allows(import->session, import->view, DEED_ADD, plan->records[i].entity->number, NULL))
			return error_set(error, ERROR_DENIED, _("your role may not add records of the kind %s here"), _(plan->records[i].entity->label));
	return true;
}

bool import_read_rows(struct import *import, struct error *error)
{
	bool ok = true;
	for (uint32_t file = 0; ok && file < import->source_count; file++) {
		const struct import_plan *plan = import->sources[file].plan;
		ok = may_import(import, plan, error);
		import->alikes = memory_new_array(plan->record_count, sizeof(struct alike *));
		for (size_t i = 0; i < plan->record_count; i++)
			import->alikes[i] = alike_new(import->view, &plan->records[i]);
		ok = ok && read_source(import, file, true, take_row, error);
		for (size_t i = 0; i < plan->record_count; i++)
			alike_free(&import->alikes[i]);
		free(import->alikes);
		import->alikes = NULL;
	}
	return ok;
}
