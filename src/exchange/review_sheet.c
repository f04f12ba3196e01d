/* Writing the questions of a round: what is asked, what was seen, and where to answer. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/review_sheet_private.h"
#include "exchange/spreadsheet.h"
#include "lifecycle/review.h"
#include "store/store.h"

const char *const review_sheet_first[SHEET_SEEN] = {"round", "revision", "item", "subject"};
const uint8_t review_sheet_answers[SHEET_ANSWERS] = {F_review_item_decision, F_review_item_reduce_to,
                                                     F_review_item_suspend_until, F_review_item_passed_to,
                                                     F_review_item_note};

#define WIDTH_LEAST 10
#define WIDTH_MOST 48
#define NOTE_WIDTH 40
#define CHOICES_MOST 16

/* ---- which ---- */

static int compare_questions(const void *a, const void *b)
{
	const struct review_question *x = a, *y = b;
	if (x->reviewer != y->reviewer)
		return x->reviewer < y->reviewer ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

void review_questions_read(struct review_questions *questions, const struct view *view, struct ref round)
{
	struct records *records = records_new(view, E_review_item);
	struct record record, item;
	bool found = false, there = view_record(view, round, &record);
	uint8_t kind = there ? record_choice(&record, F_review_kind) : 0;
	while (there && records_child(records, round.id, &found, &item)) {
		const struct review_answer *answer = review_answer(kind, record_choice(&item, F_review_item_decision));
		if (answer != NULL && answer->settles)
			continue;
		memory_grow(&questions->items, &questions->capacity, questions->count, sizeof *questions->items);
		questions->items[questions->count++] =
			(struct review_question){record_ref_id(&item, F_review_item_reviewer), item.id};
	}
	records_free(&records);
	if (questions->count > 0)
		qsort(questions->items, questions->count, sizeof *questions->items, compare_questions);
}

void review_questions_free(struct review_questions *questions)
{
	free(questions->items);
	*questions = (struct review_questions){0};
}

/* ---- what was seen ---- */

bool review_fact_next(struct slice *snapshot, const struct entity *entity, const struct field **field,
                      struct slice *value)
{
	struct slice line, name;
	if (snapshot->size == 0 || !slice_next(snapshot, '\n', &line) || !slice_next(&line, '=', &name))
		return false;
	*field = schema_find_field(entity, name);
	*value = line;
	return *field != NULL;
}

const struct choice_set *review_fact_choices(const struct field *field)
{
	return field->type == TYPE_CHOICE   ? schema_choices(field->choices)
	       : field->type == TYPE_YESNO  ? schema_choices(CHOICES_yesno)
	       : field->type == TYPE_ANSWER ? schema_choices(CHOICES_answer)
	                                    : NULL;
}

static struct slice shown_fact(const struct field *field, struct slice value)
{
	const struct choice_set *set = review_fact_choices(field);
	const struct choice *choice = set == NULL ? NULL : schema_find_choice(set, value);
	return choice == NULL ? value : slice_of(lang_text(choice->label));
}

/* ---- the sheet ---- */

struct writing {
	const struct view *view;
	const struct entity *subjects;
	struct spreadsheet *sheet;
	struct record round;
	struct text scratch, code;
	size_t row, columns;    /* columns: where the answers begin */
	size_t of_field[256];   /* the column of what was seen; 0: none of the questions has it */
	size_t *widths;
};

static struct ref subject_of(const struct record *item)
{
	return record_ref(item, F_review_item_subject);
}

static void put(struct writing *writing, size_t column, struct slice text, enum spreadsheet_look look)
{
	size_t width = text_width(text) + 2;
	spreadsheet_text(writing->sheet, writing->row, column, text, look);
	if (writing->row >= SHEET_ROW_HEADINGS && width > writing->widths[column])
		writing->widths[column] = width;
}

/* Which facts any of the questions has, in the order of the schema. */
static void plan_columns(struct writing *writing, const struct review_question questions[], size_t count)
{
	const struct field *field;
	struct slice value;
	struct record item;
	for (size_t i = 0; i < count; i++) {
		if (!view_record(writing->view, (struct ref){E_review_item, questions[i].item}, &item))
			continue;
		struct slice seen = record_text(&item, F_review_item_snapshot);
		while (review_fact_next(&seen, writing->subjects, &field, &value))
			writing->of_field[field->number] = 1;
	}
	writing->columns = SHEET_SEEN;
	for (size_t i = 0; i < COUNT_OF(writing->of_field); i++)
		if (writing->of_field[i] != 0)
			writing->of_field[i] = writing->columns++;
	writing->widths = memory_new_array(writing->columns + SHEET_ANSWERS, sizeof *writing->widths);
}

static void write_names(struct writing *writing)
{
	const struct entity *item = schema_entity(E_review_item);
	writing->row = SHEET_ROW_NAMES;
	for (size_t i = 0; i < SHEET_SEEN; i++)
		put(writing, i, slice_of(review_sheet_first[i]), SPREADSHEET_PLAIN);
	for (size_t i = 0; i < COUNT_OF(writing->of_field); i++) {
		if (writing->of_field[i] == 0)
			continue;
		text_clear(&writing->scratch);
		text_printf(&writing->scratch, SHEET_SEEN_PREFIX "%s", schema_field(writing->subjects, (uint8_t)i)->name);
		put(writing, writing->of_field[i], text_slice(&writing->scratch), SPREADSHEET_PLAIN);
	}
	for (size_t i = 0; i < SHEET_ANSWERS; i++)
		put(writing, writing->columns + i, slice_of(schema_field(item, review_sheet_answers[i])->name), SPREADSHEET_PLAIN);
	spreadsheet_hide_row(writing->sheet, SHEET_ROW_NAMES);
}

static void write_task(struct writing *writing)
{
	day_t due = record_day(&writing->round, F_review_due);
	char day[DAY_TEXT_SIZE];
	writing->row = SHEET_ROW_TITLE;
	put(writing, SHEET_ITEM, record_text(&writing->round, F_review_name), SPREADSHEET_TITLE);
	writing->row = SHEET_ROW_TASK;
	text_clear(&writing->scratch);
	text_append_text(&writing->scratch,
	                 _("Choose a decision on each row, in the coloured columns, save, and send the file back."));
	if (due != DAY_UNSET)
		text_printf(&writing->scratch, _(" Due %s."), day_text(due, day));
	put(writing, SHEET_ITEM, text_slice(&writing->scratch), SPREADSHEET_PLAIN);
}

static void write_headings(struct writing *writing)
{
	const struct entity *item = schema_entity(E_review_item);
	writing->row = SHEET_ROW_HEADINGS;
	put(writing, SHEET_ITEM, slice_of(_("Question")), SPREADSHEET_HEADING);
	put(writing, SHEET_SUBJECT, slice_of(lang_text(writing->subjects->label)), SPREADSHEET_HEADING);
	for (size_t i = 0; i < COUNT_OF(writing->of_field); i++)
		if (writing->of_field[i] != 0)
			put(writing, writing->of_field[i], slice_of(lang_text(schema_field(writing->subjects, (uint8_t)i)->label)),
			    SPREADSHEET_HEADING);
	for (size_t i = 0; i < SHEET_ANSWERS; i++)
		put(writing, writing->columns + i, slice_of(lang_text(schema_field(item, review_sheet_answers[i])->label)),
		    SPREADSHEET_HEADING);
	spreadsheet_freeze(writing->sheet, SHEET_ROW_FIRST);
}

static struct slice code_of(struct writing *writing, struct ref ref)
{
	text_clear(&writing->code);
	view_append_code(writing->view, ref, &writing->code);
	return text_slice(&writing->code);
}

static void write_question(struct writing *writing, const struct record *item)
{
	struct slice seen = record_text(item, F_review_item_snapshot), value;
	const struct field *field;
	text_clear(&writing->scratch);
	text_printf(&writing->scratch, "%u", record_revision(item));
	put(writing, SHEET_ROUND, code_of(writing, record_self(&writing->round)), SPREADSHEET_PLAIN);
	put(writing, SHEET_REVISION, text_slice(&writing->scratch), SPREADSHEET_PLAIN);
	put(writing, SHEET_ITEM, code_of(writing, record_self(item)), SPREADSHEET_PLAIN);
	put(writing, SHEET_SUBJECT, code_of(writing, subject_of(item)), SPREADSHEET_PLAIN);
	while (review_fact_next(&seen, writing->subjects, &field, &value))
		put(writing, writing->of_field[field->number], shown_fact(field, value), SPREADSHEET_PLAIN);
	for (size_t i = 0; i < SHEET_ANSWERS; i++)
		spreadsheet_blank(writing->sheet, writing->row, writing->columns + i,
		                  i == SHEET_SUSPEND_UNTIL ? SPREADSHEET_ANSWER_DAY : SPREADSHEET_ANSWER);
}

/* The answers to questions of the kind. */
static void offer_answers(struct writing *writing)
{
	const struct choice_set *set = schema_choices(CHOICES_review_decision);
	uint8_t kind = record_choice(&writing->round, F_review_kind);
	const char *words[CHOICES_MOST + 1] = {NULL};
	const struct review_answer *answer;
	for (size_t i = 0; i < CHOICES_MOST && (answer = review_answer_at(kind, i)) != NULL; i++)
		words[i] = lang_text(schema_choice(set, answer->decision)->label);
	if (writing->row > SHEET_ROW_FIRST)
		spreadsheet_choices(writing->sheet, writing->columns + SHEET_DECISION, SHEET_ROW_FIRST, writing->row - 1, words);
}

static void set_widths(struct writing *writing)
{
	for (size_t i = 0; i < writing->columns + SHEET_ANSWERS; i++) {
		size_t width = writing->widths[i] < WIDTH_LEAST ? WIDTH_LEAST : writing->widths[i];
		spreadsheet_width(writing->sheet, i, width > WIDTH_MOST ? WIDTH_MOST : width);
	}
	spreadsheet_width(writing->sheet, SHEET_ROUND, 0);
	spreadsheet_width(writing->sheet, SHEET_REVISION, 0);
	spreadsheet_width(writing->sheet, writing->columns + SHEET_DECISION, 2 * WIDTH_LEAST);
	spreadsheet_width(writing->sheet, writing->columns + SHEET_PASSED_TO, 2 * WIDTH_LEAST);
	spreadsheet_width(writing->sheet, writing->columns + SHEET_NOTE, NOTE_WIDTH);
}

static void write_sheet(struct writing *writing, const struct review_question questions[], size_t count)
{
	struct record item;
	plan_columns(writing, questions, count);
	write_names(writing);
	write_task(writing);
	write_headings(writing);
	for (size_t i = 0; i < count; i++) {
		writing->row = SHEET_ROW_FIRST + i;
		if (view_record(writing->view, (struct ref){E_review_item, questions[i].item}, &item))
			write_question(writing, &item);
	}
	writing->row = SHEET_ROW_FIRST + count;
	offer_answers(writing);
	set_widths(writing);
	spreadsheet_protect(writing->sheet);
}

bool review_sheet_write(const struct view *view, struct ref round, const struct review_question questions[],
                        size_t count, struct text *bytes, struct error *error)
{
	static const uint8_t entities[] = {[C_review_kind_licences] = E_licence, [C_review_kind_permissions] = E_permission,
	                                   [C_review_kind_systems] = E_system};
	struct writing writing = {.view = view};
	if (round.entity != E_review || !view_record(view, round, &writing.round))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such round of review"));
	if (count > SPREADSHEET_ROWS_MAX - SHEET_ROW_FIRST)
		return error_set(error, ERROR_INPUT, _("more questions than a spreadsheet has rows: use --per-reviewer"));
	writing.subjects = schema_entity(entities[record_choice(&writing.round, F_review_kind)]);
	writing.sheet = spreadsheet_new(_("Review"), false, error);
	if (writing.sheet != NULL)
		write_sheet(&writing, questions, count);
	text_free(&writing.scratch);
	text_free(&writing.code);
	free(writing.widths);
	return writing.sheet != NULL && spreadsheet_end(&writing.sheet, bytes, error);
}
