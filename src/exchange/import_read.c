/* The second reading: what every row says. A row goes in whole or not at all, whatever number of records it gives. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "model/code.h"
#include "register/authority.h"

static struct value_reader make_reader(struct import *import, const struct import_plan *plan,
                                       const struct plan_cell *cell)
{
	return (struct value_reader){.resolve = import_resolve, .context = import, .today = import->session->today,
	                             .typed = plan->typed,
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

/* In a mapping it is the mapping that can say what 03/04/2026 is. */
static void ask_for_order(const struct import_plan *plan, const struct plan_cell *cell, struct slice text,
                          struct error *error)
{
	int parts[3];
	if (plan->typed && cell->field->type == TYPE_DATE && cell->dates == DATE_ISO && cell_date_parts(text, parts))
		error_set(error, ERROR_INPUT,
		          _("\"%.*s\" can be read as more than one day; say in the mapping: dates = \"day-month-year\" or "
		            "\"month-day-year\""),
		          (int)text.size, text.data);
}

/* What several records of the file are called gets what tells them apart after it, whatever their order. */
static void make_distinct(struct import *import, const struct plan_cell *cell, uint8_t entity,
                          const struct csv_row *row,
                          struct slice *text)
{
	struct text *made = &import->distinct;
	struct ref ref;
	bool several = false;
	if (cell->distinct == NULL || !names_find(import->names, NAME_UNIQUE, import_unique_scope(cell->field, entity), *text,
	                                          &ref, &several) ||
	    !several)
		return;
	text_clear(made);
	text_append(made, *text);
	text_append_text(made, " (");
	text_append(made, slice_trim(row->fields[cell->distinct_column].text));
	text_append_char(made, ')');
	*text = text_slice(made);
}

static bool is_same_folded(struct slice a, struct slice b)
{
	struct text one = {0}, other = {0};
	text_append_folded(&one, a);
	text_append_folded(&other, b);
	bool same = slice_equal(text_slice(&one), text_slice(&other));
	text_free(&one);
	text_free(&other);
	return same;
}

/* Rows that spell what tells their record differently (Esri, ESRI) say the same: the first spelling stands. */
static bool is_respelt(const struct import *import, struct ref ref, const struct field *field,
                       const struct draft *draft, const struct value *value)
{
	struct value before = draft_value(draft, field->number);
	if (field->type != TYPE_TEXT || !value->set || !before.set || slice_equal(before.text, value->text))
		return false;
	return ref.id != 0 && stage_find(&import->stage, ref) != NULL && is_same_folded(before.text, value->text);
}

static bool refuse_cell(struct import *import, const struct row_of_plan *at, const struct plan_cell *cell,
                        struct slice text, struct error *error)
{
	ask_for_order(import->sources[at->file].plan, cell, text, error);
	error_prefix(error, "%s", cell->field->name);
	import_fault(import, import_place(at, cell->field), cell->field->name, text, error->text);
	return false;
}

/* By another column of the file: whose row has it there. */
static bool find_in_file(struct import *import, const struct plan_cell *cell, struct slice text, struct value *value)
{
	bool several = false;
	*value = (struct value){.set = true};
	return cell->found_in != NULL &&
	       names_find(import->names, NAME_FOUND, import_found_scope(cell), text, &value->ref, &several) && !several;
}

static bool parse_cell(struct import *import, const struct import_plan *plan, const struct plan_cell *cell,
                       struct slice text, struct value *value, struct error *error)
{
	struct value_reader reader = make_reader(import, plan, cell);
	if (plan->typed && text.size > 0 && memchr(text.data, PLAN_SEVERAL, text.size) != NULL)
		return error_set(error, ERROR_INPUT, _("there are several values; say in the mapping: several = \"first\""));
	return find_in_file(import, cell, text, value) ||
	       value_parse(cell->field, text, &reader, &import->scratch, value, error);
}

/* Nothing answers to it: the words themselves are kept, in the field that takes them. */
static bool take_as_text(struct import *import, const struct row_of_plan *at, const struct plan_cell *cell,
                         struct slice text, struct draft *draft)
{
	const struct value_reader reader = make_reader(import, import->sources[at->file].plan, cell);
	struct value value;
	struct error error;
	error_clear(&error);
	if (!value_parse(cell->unknown_to, text, &reader, &import->scratch, &value, &error))
		return refuse_cell(import, at, cell, text, &error);
	draft_unset(draft, cell->field->number);
	draft_set(draft, cell->unknown_to->number, &value);
	import_keep_text(import, cell->unknown_to, value.text);
	return true;
}

/* One cell into the draft. False with a fault noted. */
static bool take_cell(struct import *import, const struct row_of_plan *at, const struct plan_cell *cell,
                      struct ref ref, struct draft *draft)
{
	const struct import_plan *plan = import->sources[at->file].plan;
	struct slice text;
	struct value value;
	struct error error; /* its thousand bytes are not emptied for each cell of a million rows */
	error_clear(&error);
	if (cell->only_unset && draft_value(draft, cell->field->number).set)
		return true;
	if (!cell_text(cell, plan->typed, at->row, &import->cell, &text))
		return true;
	make_distinct(import, cell, draft->entity->number, at->row, &text);
	if (!parse_cell(import, plan, cell, text, &value, &error)) {
		if (cell->unknown_to != NULL && error.kind == ERROR_NOT_FOUND)
			return take_as_text(import, at, cell, text, draft);
		import->left_unknown += cell->leave_unknown && error.kind == ERROR_NOT_FOUND;
		return (cell->leave_unknown && error.kind == ERROR_NOT_FOUND) || refuse_cell(import, at, cell, text, &error);
	}
	shift(cell->field, import->options->shift_months, &value);
	if (!is_respelt(import, ref, cell->field, draft, &value))
		draft_set(draft, cell->field->number, &value);
	if (cell->unknown_to != NULL && value.set)
		draft_unset(draft, cell->unknown_to->number);
	return true;
}

/* A record of the row being read. */
struct reading_record {
	const struct plan_record *plan;
	struct identity identity;
	struct draft *draft;
	uint32_t base; /* revision of what is stored; 0: a new record */
	bool wanted;
};

static void copy_draft(struct draft *to, const struct draft *from)
{
	for (unsigned i = 1; i <= from->entity->field_count; i++) {
		struct value value = draft_value(from, (uint8_t)i);
		draft_set(to, (uint8_t)i, &value);
	}
}

static bool is_new(const struct import *import, struct ref ref)
{
	record_id first = import->first_id[ref.entity];
	return first != 0 && ref.id >= first;
}

/* From what stands in the row before it, else in the import, else in the register. */
static void start_draft(struct import *import, struct reading_record *records, size_t place)
{
	struct reading_record *record = &records[place];
	struct ref ref = record->identity.ref;
	const struct staged *staged = ref.id == 0 ? NULL : stage_find(&import->stage, ref);
	struct record stored;
	draft_clear(record->draft, record->plan->entity);
	record->base = 0;
	if (staged != NULL) {
		stage_draft(&import->stage, staged, record->draft);
		record->base = staged->base_revision;
	} else if (ref.id != 0 && !is_new(import, ref) && view_record(import->view, ref, &stored)) {
		draft_copy_record(record->draft, &stored);
		record->base = record_revision(&stored);
	}
	for (size_t i = 0; i < place; i++)
		if (ref.id != 0 && records[i].wanted && ref_equal(records[i].identity.ref, ref))
			copy_draft(record->draft, records[i].draft);
}

bool import_is_changed(const struct import *import, struct ref ref, const struct draft *draft)
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

static void count_ended_person(struct import *import, const struct draft *draft, struct ref ref)
{
	struct record stored;
	struct value to = draft_value(draft, F_person_active_to);
	if (draft->entity->number != E_person || !to.set || !view_record(import->view, ref, &stored))
		return;
	day_t before = record_day(&stored, F_person_active_to);
	import->people_ended += to.number < import->session->today &&
		(before == DAY_UNSET || before >= import->session->today);
}

static void stage_record_of_row(struct import *import, uint32_t file, const struct csv_row *row, size_t place,
                                struct reading_record *record)
{
	struct ref ref = record->identity.ref;
	const struct staged *before = ref.id == 0 ? NULL : stage_find(&import->stage, ref);
	bool again = before != NULL, of_this_row = again && before->file == file && before->line == row->line;
	bool by_content = ref.id == 0 || (record->identity.assumed && !again);
	struct ref equal;
	if (by_content && alike_find(import->alikes[place], import->view, &import->stage, record->draft, &equal)) {
		import->result->unchanged++;
		memory_grow(&import->alike_refs, &import->alike_capacity, import->alike_count, sizeof equal);
		import->alike_refs[import->alike_count++] = equal;
		return;
	}
	if (ref.id == 0)
		ref = (struct ref){record->plan->entity->number, import_new_id(import, record->plan->entity->number)};
	drop_default_code(record->draft, ref);
	bool changed = record->base == 0 || import_is_changed(import, ref, record->draft);
	count_ended_person(import, record->draft, ref);
	struct staged *staged = stage_put(&import->stage, ref, record->draft);
	staged->base_revision = record->base;
	staged->file = file;
	staged->line = (uint32_t)row->line;
	staged->changed = changed;
	import->result->merged += again && !of_this_row && place + 1 == import->sources[file].plan->record_count;
	if (by_content)
		alike_add(import->alikes[place], record->draft, ref);
}

static bool refuse_identity(struct import *import, const struct row_of_plan *at)
{
	const struct field *key = at->plan->key != NULL ? at->plan->key : &at->plan->entity->fields[F_code - 1];
	struct error error = {0};
	error_set(&error, ERROR_INPUT, _("%s: several records have this value; give the code"), key->name);
	import_fault(import, import_place(at, key), key->name, (struct slice){"", 0}, error.text);
	return false;
}

static bool take_cells(struct import *import, const struct row_of_plan *at, struct reading_record *record)
{
	bool ok = true;
	import_open_again(record->plan, record->draft, import->session->today);
	for (size_t i = 0; i < record->plan->cell_count; i++)
		ok = take_cell(import, at, &record->plan->cells[i], record->identity.ref, record->draft) && ok;
	return ok;
}

/* What tells which record it is has been read: where there is one, the row is read once more, over it. */
static bool take_same(struct import *import, const struct row_of_plan *at, struct reading_record *records, size_t place)
{
	struct reading_record *record = &records[place];
	if (record->identity.ref.id != 0 ||
	    !alike_find(import->alikes[place], import->view, &import->stage, record->draft, &record->identity.ref))
		return true;
	memory_grow(&import->alike_refs, &import->alike_capacity, import->alike_count, sizeof record->identity.ref);
	import->alike_refs[import->alike_count++] = record->identity.ref;
	start_draft(import, records, place);
	return take_cells(import, at, record);
}

/* A seat that a record says already is no second one beside it. */
static bool is_to_be_judged(struct import *import, const struct reading_record *record, size_t place)
{
	struct ref equal;
	return record->plan->entity->number != E_licence_use || record->identity.ref.id != 0 ||
	       !alike_find(import->alikes[place], import->view, &import->stage, record->draft, &equal);
}

static bool read_record(struct import *import, uint32_t file, const struct csv_row *row, struct reading_record *records,
                        size_t place)
{
	struct reading_record *record = &records[place];
	const struct row_of_plan at = {file, row, record->plan};
	bool ok = true;
	if (record->identity.several)
		return refuse_identity(import, &at);
	start_draft(import, records, place);
	if (record->plan->only_new && record->base != 0) {
		record->wanted = false;
		return true;
	}
	ok = take_cells(import, &at, record) && (record->plan->same_count == 0 || take_same(import, &at, records, place));
	if (ok && is_to_be_judged(import, record, place))
		ok = import_check_draft(import, &at, record->draft, record->identity.ref);
	import->nameless += !ok && record->identity.ref.id == 0;
	return ok;
}

static bool take_row(struct import *import, uint32_t file, const struct csv_row *row, struct error *error)
{
	const struct import_plan *plan = import->sources[file].plan;
	struct reading_record *records = import->records;
	bool ok = true;
	if (import->identity_at + plan->record_count > import->identity_count)
		return import_source_changed(&import->sources[file], error);
	for (size_t i = 0; i < plan->record_count; i++) {
		records[i].plan = &plan->records[i];
		records[i].identity = import->identities[import->identity_at++];
		records[i].wanted = record_wanted(&plan->records[i], row);
		ok = (!records[i].wanted || read_record(import, file, row, records, i)) && ok;
	}
	for (size_t i = 0; ok && i < plan->record_count; i++)
		if (records[i].wanted)
			stage_record_of_row(import, file, row, i, &records[i]);
	return true;
}

static bool may_import(struct import *import, const struct import_plan *plan, struct error *error)
{
	for (size_t i = 0; i < plan->record_count; i++)
		if (!authority_allows(import->session, import->view, DEED_ADD, plan->records[i].entity->number, NULL))
			return error_set(error, ERROR_DENIED, _("your role may not add records of the kind %s here"),
			                 _(plan->records[i].entity->label));
	return true;
}

static void prepare_source(struct import *import, const struct import_plan *plan)
{
	import->alikes = memory_new_array(plan->record_count, sizeof(struct alike *));
	import->records = memory_new_array(plan->record_count, sizeof *import->records);
	for (size_t i = 0; i < plan->record_count; i++) {
		import->alikes[i] = alike_new(import->view, &plan->records[i]);
		import->records[i].draft = memory_new(sizeof(struct draft));
		draft_init(import->records[i].draft, plan->records[i].entity);
	}
}

static void leave_source(struct import *import, const struct import_plan *plan)
{
	for (size_t i = 0; i < plan->record_count; i++) {
		alike_free(&import->alikes[i]);
		draft_free(import->records[i].draft);
		free(import->records[i].draft);
	}
	free(import->alikes);
	free(import->records);
}

bool import_read_rows(struct import *import, struct error *error)
{
	bool ok = true;
	for (uint32_t file = 0; ok && file < import->source_count; file++) {
		const struct import_plan *plan = import->sources[file].plan;
		prepare_source(import, plan);
		ok = may_import(import, plan, error) && import_read_source(import, file, true, take_row, error);
		leave_source(import, plan);
	}
	return ok && (import->identity_at == import->identity_count ||
	              import_source_changed(&import->sources[import->source_count - 1], error));
}
