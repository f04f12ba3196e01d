/* Answers that come back in a spreadsheet: each row is held against what stands before its answer is taken. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/csv.h"
#include "exchange/review_sheet_private.h"
#include "exchange/workbook.h"
#include "register/edit.h"
#include "register/reviews.h"

struct taking {
	struct session *session;
	const char *name;
	review_row_told *told;
	void *context;
	struct workbook workbook;
	struct csv *csv;
	size_t answers; /* the column where they begin */
	struct text scratch;
	struct draft draft; /* the answer of the row */
	struct csv_row row; /* no fields: none is at hand */
};

static struct slice cell(const struct taking *taking, size_t column)
{
	return slice_trim(taking->row.fields[column].text);
}

/* ---- the columns ---- */

static bool refuse_columns(const char *wanted, struct slice found, struct error *error)
{
	return error_set(error, ERROR_INPUT,
	                 _("columns have been moved, added or taken away: \"%.*s\" stands where \"%s\" was; copy the answers "
	                   "into the file as it was sent"),
	                 (int)found.size, found.data, wanted);
}

static bool check_names(struct taking *taking, size_t first, const char *const names[], size_t count,
                        struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		struct slice found = first + i < csv_column_count(taking->csv) ? csv_column(taking->csv, first + i) : SLICE("");
		if (!slice_equal_text(found, names[i]))
			return refuse_columns(names[i], found, error);
	}
	return true;
}

static bool check_columns(struct taking *taking, struct error *error)
{
	const char *answers[SHEET_ANSWERS];
	size_t columns = csv_column_count(taking->csv), prefix = strlen(SHEET_SEEN_PREFIX);
	for (size_t i = 0; i < SHEET_ANSWERS; i++)
		answers[i] = schema_field(schema_entity(E_review_item), review_sheet_answers[i])->name;
	if (csv_column_find(taking->csv, slice_of(review_sheet_first[SHEET_ITEM])) == SIZE_MAX)
		return error_set(error, ERROR_INPUT, _("these are no questions that forvalta review export has written"));
	taking->answers = columns < SHEET_SEEN + SHEET_ANSWERS ? SHEET_SEEN : columns - SHEET_ANSWERS;
	if (!check_names(taking, 0, review_sheet_first, SHEET_SEEN, error))
		return false;
	for (size_t i = SHEET_SEEN; i < taking->answers; i++) {
		struct slice name = csv_column(taking->csv, i);
		if (name.size <= prefix || memcmp(name.data, SHEET_SEEN_PREFIX, prefix) != 0)
			return refuse_columns(SHEET_SEEN_PREFIX, name, error);
	}
	return check_names(taking, taking->answers, answers, SHEET_ANSWERS, error);
}

/* ---- what was seen ---- */

static bool is_same_fact(const struct field *field, struct slice stands, struct slice found)
{
	const struct choice_set *set = review_fact_choices(field);
	const struct choice *choice = set == NULL ? NULL : schema_find_choice(set, stands);
	return choice == NULL ? slice_equal(slice_trim(stands), found) : schema_find_choice(set, found) == choice;
}

/* The value of the fact in what was kept; empty where it has none. */
static struct slice kept_fact(struct slice snapshot, const struct entity *subjects, const struct field *wanted)
{
	const struct field *field;
	struct slice value;
	while (review_fact_next(&snapshot, subjects, &field, &value))
		if (field == wanted)
			return value;
	return SLICE("");
}

static size_t count_facts(struct slice snapshot, const struct entity *subjects)
{
	const struct field *field;
	struct slice value;
	size_t count = 0;
	while (review_fact_next(&snapshot, subjects, &field, &value))
		count++;
	return count;
}

static bool check_seen(const struct taking *taking, const struct record *item, struct error *error)
{
	const struct entity *subjects = schema_entity(record_ref(item, F_review_item_subject).entity);
	struct slice kept = record_text(item, F_review_item_snapshot);
	size_t found = 0;
	for (size_t i = SHEET_SEEN; i < taking->answers; i++) {
		struct slice name = csv_column(taking->csv, i), prefix = SLICE(SHEET_SEEN_PREFIX);
		name = (struct slice){name.data + prefix.size, name.size - prefix.size};
		const struct field *field = schema_find_field(subjects, name);
		struct slice stands = field == NULL ? SLICE("") : kept_fact(kept, subjects, field);
		if (field == NULL || !is_same_fact(field, stands, cell(taking, i)))
			return error_set(error, ERROR_INPUT, _("%.*s: what was seen has been edited: \"%.*s\", and was \"%.*s\""),
			                 (int)name.size, name.data, (int)cell(taking, i).size, cell(taking, i).data, (int)stands.size,
			                 stands.data);
		found += stands.size > 0;
	}
	return found == count_facts(kept, subjects) ||
	       error_set(error, ERROR_INPUT, _("part of what was seen has been taken out of the file"));
}

static bool check_codes(struct taking *taking, const struct view *view, const struct record *item,
                        struct error *error)
{
	const struct {
		size_t column;
		uint8_t field;
	} refs[] = {{SHEET_ROUND, F_review_item_review}, {SHEET_SUBJECT, F_review_item_subject}};
	for (size_t i = 0; i < COUNT_OF(refs); i++) {
		text_clear(&taking->scratch);
		view_append_code(view, record_ref(item, refs[i].field), &taking->scratch);
		struct slice found = cell(taking, refs[i].column), stands = text_slice(&taking->scratch);
		if (!slice_equal(found, stands))
			return error_set(error, ERROR_INPUT, _("%s: the question belongs to %.*s, not to %.*s"),
			                 review_sheet_first[refs[i].column], (int)stands.size, stands.data, (int)found.size, found.data);
	}
	return true;
}

static bool find_item(struct taking *taking, const struct view *view, struct record *item, struct error *error)
{
	struct slice code = cell(taking, SHEET_ITEM);
	struct ref ref;
	if (!view_find_code(view, code, &ref) || ref.entity != E_review_item || !view_record(view, ref, item))
		return error_set(error, ERROR_NOT_FOUND, _("\"%.*s\" is no question of a review"), (int)code.size, code.data);
	return check_codes(taking, view, item, error) && check_seen(taking, item, error);
}

/* ---- the answer ---- */

static bool is_filled_in(const struct taking *taking)
{
	for (size_t i = 0; i < SHEET_ANSWERS; i++)
		if (cell(taking, taking->answers + i).size > 0)
			return true;
	return false;
}

static bool take_answer(struct taking *taking, const struct view *view, struct error *error)
{
	const struct entity *item = schema_entity(E_review_item);
	const struct value_reader reader = register_reader(view, taking->session->today, true);
	draft_clear(&taking->draft, item);
	for (size_t i = 0; i < SHEET_ANSWERS; i++)
		if (!draft_parse(&taking->draft, schema_field(item, review_sheet_answers[i]), cell(taking, taking->answers + i),
		                 &reader, error))
			return false;
	return draft_value(&taking->draft, F_review_item_decision).set ||
	       error_set(error, ERROR_INPUT, _("decision: none is chosen, though other columns are filled in"));
}

/* A note that is not given leaves the one that is there. */
static bool stands_already(const struct taking *taking, const struct record *item)
{
	for (size_t i = 0; i < SHEET_ANSWERS; i++) {
		const struct field *field = schema_field(item->entity, review_sheet_answers[i]);
		struct value given = draft_value(&taking->draft, field->number), stands = record_value(item, field);
		bool same = given.set == stands.set && (!given.set || value_equal(field, &given, &stands));
		if (!same && !(i == SHEET_NOTE && !given.set))
			return false;
	}
	return true;
}

/* Who has answered meanwhile, when and what. */
static bool refuse_late(struct taking *taking, const struct view *view, const struct record *item, struct error *error)
{
	const struct choice *decision =
		schema_choice(schema_choices(CHOICES_review_decision), record_choice(item, F_review_item_decision));
	struct ref by = record_ref(item, F_review_item_decided_by);
	char day[DAY_TEXT_SIZE];
	text_clear(&taking->scratch);
	if (ref_is_set(by))
		view_append_name(view, by, &taking->scratch);
	if (decision == NULL || !record_is_set(item, F_review_item_decided))
		return error_set(error, ERROR_CONFLICT,
		                 _("the question has been changed since the file was written: send a new one"));
	return error_set(error, ERROR_CONFLICT, _("answered meanwhile by %s on %s: %s"),
	                 ref_is_set(by) ? taking->scratch.data : _("somebody else"),
	                 day_text(record_day(item, F_review_item_decided), day), lang_text(decision->label));
}

static struct review_choice choice_of(const struct draft *draft)
{
	struct value until = draft_value(draft, F_review_item_suspend_until);
	return (struct review_choice){
		.decision = (uint8_t)draft_value(draft, F_review_item_decision).number,
		.reduce_to = draft_value(draft, F_review_item_reduce_to).text,
		.suspend_until = until.set ? (day_t)until.number : DAY_UNSET,
		.passed_to = draft_value(draft, F_review_item_passed_to).ref.id,
		.note = draft_value(draft, F_review_item_note).text,
	};
}

/* ---- a row ---- */

/* As the row finds the register; *seen is what is to be answered. */
static enum review_outcome weigh_row(struct taking *taking, const struct view *view, struct review_seen *seen,
                                     struct error *error)
{
	struct record item;
	if (!find_item(taking, view, &item, error))
		return REVIEW_ROW_REFUSED;
	if (!is_filled_in(taking))
		return REVIEW_ROW_OPEN;
	if (!take_answer(taking, view, error))
		return REVIEW_ROW_REFUSED;
	*seen = (struct review_seen){item.id, record_revision(&item)};
	if (stands_already(taking, &item))
		return REVIEW_ROW_STANDS;
	text_clear(&taking->scratch);
	text_printf(&taking->scratch, "%u", seen->revision);
	if (slice_equal(text_slice(&taking->scratch), cell(taking, SHEET_REVISION)))
		return REVIEW_ROW_ACCEPTED;
	refuse_late(taking, view, &item, error);
	return REVIEW_ROW_REFUSED;
}

static enum review_outcome decide_row(struct taking *taking, const struct review_seen *seen, struct error *error)
{
	const struct review_choice choice = choice_of(&taking->draft);
	struct record item;
	size_t failed;
	if (review_decide(taking->session, seen, 1, &choice, &failed, error))
		return REVIEW_ROW_ACCEPTED;
	struct view *view = error->kind == ERROR_CONFLICT ? view_open(taking->session->store, error) : NULL;
	if (view != NULL && view_record(view, (struct ref){E_review_item, seen->id}, &item))
		refuse_late(taking, view, &item, error);
	view_close(&view);
	return REVIEW_ROW_REFUSED;
}

static void tell(struct taking *taking, uint32_t sheet_row, enum review_outcome outcome, const struct error *error)
{
	const struct choice *decision = schema_choice(schema_choices(CHOICES_review_decision),
	                                              (uint8_t)draft_value(&taking->draft, F_review_item_decision).number);
	bool answered = outcome == REVIEW_ROW_ACCEPTED || outcome == REVIEW_ROW_STANDS;
	const struct review_row row = {
		.row = sheet_row,
		.item = taking->row.count > SHEET_ITEM ? cell(taking, SHEET_ITEM) : SLICE(""),
		.outcome = outcome,
		.words = answered && decision != NULL ? lang_text(decision->label) : error->text,
	};
	taking->told(taking->context, &row);
}

static void take_row(struct taking *taking, uint32_t sheet_row)
{
	struct error error = {0};
	struct review_seen seen;
	struct view *view = view_open(taking->session->store, &error);
	enum review_outcome outcome = view == NULL ? REVIEW_ROW_REFUSED : weigh_row(taking, view, &seen, &error);
	view_close(&view);
	if (outcome == REVIEW_ROW_ACCEPTED)
		outcome = decide_row(taking, &seen, &error);
	tell(taking, sheet_row, outcome, &error);
}

/* ---- a file ---- */

static void refuse_row(struct taking *taking, uint32_t sheet_row, const char *reason)
{
	struct error error = {0};
	error_set(&error, ERROR_INPUT, "%s", reason);
	tell(taking, sheet_row, REVIEW_ROW_REFUSED, &error);
}

static bool take_rows(struct taking *taking, struct error *error)
{
	struct csv_row *row = &taking->row;
	enum csv_outcome outcome;
	while ((outcome = csv_next(taking->csv, row, error)) == CSV_ROW || outcome == CSV_FAULT) {
		const struct workbook_fault *fault = workbook_fault_at(&taking->workbook, row->line);
		uint32_t sheet_row, column;
		workbook_place(&taking->workbook, row->line, 1, &sheet_row, &column);
		if (sheet_row <= SHEET_ROW_FIRST)
			continue;
		if (fault != NULL || outcome == CSV_FAULT)
			refuse_row(taking, sheet_row, fault != NULL ? fault->reason : row->fault);
		else
			take_row(taking, sheet_row);
	}
	*row = (struct csv_row){0};
	return outcome == CSV_END;
}

static bool take_sheet(struct taking *taking, struct slice bytes, struct error *error)
{
	if (!workbook_begins(bytes))
		return error_set(error, ERROR_INPUT, _("this is no spreadsheet (.xlsx)"));
	if (!workbook_read(&taking->workbook, bytes, taking->name, NULL, error))
		return false;
	struct input *input = input_open_bytes(taking->name, text_slice(&taking->workbook.csv), ENCODING_UTF8);
	taking->csv = csv_new(input, &(const struct csv_options){.separator = ','}, error);
	bool done = taking->csv != NULL && check_columns(taking, error) && take_rows(taking, error);
	csv_free(&taking->csv);
	input_free(&input);
	workbook_free(&taking->workbook);
	return done;
}

void review_sheet_read(struct session *session, struct slice bytes, const char *name, review_row_told *told,
                       void *context)
{
	struct taking taking = {.session = session, .name = name, .told = told, .context = context};
	struct error error = {0};
	draft_init(&taking.draft, schema_entity(E_review_item));
	if (!take_sheet(&taking, bytes, &error))
		tell(&taking, 0, REVIEW_ROW_REFUSED, &error);
	draft_free(&taking.draft);
	text_free(&taking.scratch);
}
