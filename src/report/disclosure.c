/* The masked copy, and the list of what is masked in it. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "query/expression.h"
#include "report/disclosure_private.h"

/* ---- what is masked ---- */

/* The number of this ground for the record at hand: a new one where it is the first of its fields. */
static uint32_t note_mask(struct copy *copy, const struct record *record, enum mask_ground ground, uint8_t field)
{
	uint32_t *number = &copy->numbers[ground];
	if (*number == 0) {
		memory_grow(&copy->masks, &copy->mask_capacity, copy->mask_count, sizeof *copy->masks);
		copy->masks[copy->mask_count++] =
			(struct copy_mask){.ref = record_self(record), .mask = {ground, copy->whole.of}};
		*number = (uint32_t)copy->mask_count;
	}
	copy->masks[*number - 1].fields[field / 64] |= UINT64_C(1) << field % 64;
	return *number;
}

static bool is_of_the_mask(uint8_t field)
{
	return field == F_code || field == F_secrecy_ground || field == F_secrecy_until;
}

static enum mask_ground ground_of(const struct copy *copy, const struct record *record, const struct field *field)
{
	if (is_of_the_mask(field->number))
		return MASK_NONE;
	return copy->whole.ground != MASK_NONE ? copy->whole.ground : masking_of_field(&copy->outside, record, field);
}

/* ---- what records are called ---- */

static bool name_is_masked(const struct copy *copy, const struct record *record)
{
	const struct field *name = schema_field(record->entity, record->entity->name_field);
	return masking_of_record(&copy->outside, copy->request->view, record).ground != MASK_NONE ||
	       (name != NULL && masking_of_field(&copy->outside, record, name) != MASK_NONE);
}

/* Its number, where a code that somebody has chosen could tell what is masked. */
void copy_append_code(struct copy *copy, struct ref ref, struct text *out)
{
	struct record record;
	bool there = view_record(copy->request->view, ref, &record);
	if (there && record_is_set(&record, F_code) && !name_is_masked(copy, &record) &&
	    !word_set_stands_in(copy->words, record_text(&record, F_code)))
		text_append(out, record_text(&record, F_code));
	else
		code_append_default(out, ref.entity, ref.id);
}

static void write_ref(void *context, struct ref ref, struct text *out)
{
	struct copy *copy = context;
	struct record record;
	struct text name = {0};
	if (copy->request->shown && view_record(copy->request->view, ref, &record) && !name_is_masked(copy, &record))
		text_append(&name, record_text(&record, record.entity->name_field));
	if (name.size > 0 && !word_set_stands_in(copy->words, text_slice(&name)))
		text_printf(out, "%s, ", name.data);
	copy_append_code(copy, ref, out);
	text_free(&name);
}

/* ---- a record ---- */

/* Leaves the cell's text behind `start`. A text that says what is masked elsewhere is taken back. */
static enum mask_ground append_value(struct copy *copy, const struct record *record, const struct field *field,
                                     size_t start)
{
	const struct value_writer writer = {.code = write_ref, .context = copy, .shown = copy->request->shown};
	struct value value = record_value(record, field);
	struct slice text;
	if (field->number == F_code) {
		copy_append_code(copy, record_self(record), &copy->texts);
		return MASK_NONE;
	}
	value_append(&copy->texts, field, &value, &writer);
	text = (struct slice){copy->texts.data + start, copy->texts.size - start};
	if (!field_holds_text(field) || text.size == 0 || !word_set_stands_in(copy->words, text))
		return MASK_NONE;
	copy->texts.size = start;
	return MASK_MENTION;
}

static void write_cell(struct copy *copy, const struct record *record, const struct field *field, size_t *start)
{
	enum mask_ground ground = ground_of(copy, record, field);
	*start = copy->texts.size;
	if (ground == MASK_NONE)
		ground = append_value(copy, record, field, *start);
	if (ground != MASK_NONE)
		text_printf(&copy->texts, _("[masked %u]"), note_mask(copy, record, ground, field->number));
}

bool copy_give_row(struct copy *copy, const struct report_table *table, const size_t *starts)
{
	for (size_t i = 0; i < table->column_count; i++) {
		size_t end = i + 1 < table->column_count ? starts[i + 1] : copy->texts.size;
		copy->cells[i] = end == starts[i] ? (struct slice){NULL, 0}
		                                  : (struct slice){copy->texts.data + starts[i], end - starts[i]};
	}
	return copy->sink->row(copy->sink->context, table, copy->cells, copy->error);
}

static bool write_record(struct copy *copy, const struct report_table *table, const struct record *record)
{
	size_t starts[255];
	text_clear(&copy->texts);
	memset(copy->numbers, 0, sizeof copy->numbers);
	copy->whole = masking_of_record(&copy->outside, copy->request->view, record);
	for (unsigned i = 0; i < record->entity->field_count; i++)
		write_cell(copy, record, &record->entity->fields[i], &starts[i]);
	return copy_give_row(copy, table, starts);
}

/* ---- the records ---- */

static bool write_records(struct copy *copy, const struct report_table *table, const struct entity *entity)
{
	const struct view *view = copy->request->view;
	record_id end = view_next_id(view, entity->number);
	struct record record;
	bool ok = true;
	for (record_id id = 1; ok && id < end; id++)
		if (view_record(view, (struct ref){entity->number, id}, &record) &&
		    (copy->evaluation == NULL || evaluation_test(copy->evaluation, &record) == TRUTH_TRUE))
			ok = write_record(copy, table, &record);
	return ok;
}

static bool write_entity(struct copy *copy, const struct entity *entity)
{
	struct report_column columns[255];
	const struct report_table table = {.name = entity->name, .title = _(entity->plural), .columns = columns,
	                                   .column_count = entity->field_count, .records = true};
	if (view_count(copy->request->view, entity->number) == 0)
		return true;
	for (unsigned i = 0; i < entity->field_count; i++)
		columns[i] = (struct report_column){entity->fields[i].name, _(entity->fields[i].label), 0};
	return copy->sink->table(copy->sink->context, &table, copy->error) && write_records(copy, &table, entity);
}

static bool is_wanted(const struct report_request *request, const struct entity *entity)
{
	for (size_t i = 0; i < request->entity_count; i++)
		if (request->entities[i] == entity)
			return true;
	return request->entity_count == 0;
}

static bool write_all(struct copy *copy)
{
	const struct entity *entity;
	bool ok = true;
	for (size_t i = 0; ok && (entity = schema_entity_at(i)) != NULL; i++)
		if (is_wanted(copy->request, entity))
			ok = write_entity(copy, entity);
	return ok;
}

/* ---- the whole ---- */

static bool begin(struct copy *copy)
{
	char day[DAY_TEXT_SIZE];
	struct text words = {0};
	text_printf(&words,
	            _("Made on %s. What is masked stands as a number in brackets, whether there is anything or not; the list "
	              "at the end says where and on which ground.\n"),
	            day_text(copy->request->session->today, day));
	const struct report_head head = {"disclosure", _("Masked copy for disclosure"), text_slice(&words)};
	bool ok = copy->sink->begin(copy->sink->context, &head, copy->error);
	text_free(&words);
	return ok;
}

/* What is asked for is asked as by somebody outside: which records are listed tells nothing of what is masked. */
static bool make_ready(struct copy *copy, struct expression **where)
{
	const struct report_request *request = copy->request;
	copy_read_words(copy);
	if (request->where.size == 0)
		return true;
	if (request->entity_count != 1)
		return error_set(copy->error, ERROR_USAGE, _("--where is about the records of one kind: name it"));
	*where = expression_parse(request->entities[0], request->where, NULL, copy->error);
	if (*where != NULL)
		copy->evaluation = evaluation_new(*where, copy->reading, NULL, copy->error);
	return copy->evaluation != NULL || error_prefix(copy->error, _("where"));
}

bool report_disclosure(const struct report_request *request, struct report_sink *sink, struct error *error)
{
	struct copy copy = {.request = request, .sink = sink, .error = error, .words = word_set_new()};
	struct expression *where = NULL;
	copy.outside = session_for_outside(request->session, request->personal);
	copy.reading = reading_new(request->view, &copy.outside);
	bool ok = make_ready(&copy, &where) && begin(&copy) && write_all(&copy) && copy_write_masks(&copy) &&
	          sink->end(sink->context, error);
	evaluation_free(&copy.evaluation);
	expression_free(&where);
	reading_free(&copy.reading);
	word_set_free(&copy.words);
	text_free(&copy.texts);
	free(copy.masks);
	return ok;
}
