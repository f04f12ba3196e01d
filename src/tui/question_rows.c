#include "tui/question_rows.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tui/canvas.h"

#define RULE_COLUMNS 6    /* that the rule around a heading takes */
#define DETAIL_INDENT 4   /* columns, as the list draws it */

static struct question_row *add_row(struct question_rows *rows, enum row_kind kind, enum question question,
	size_t place)
{
	memory_grow(&rows->rows, &rows->capacity, rows->count, sizeof(*rows->rows));
	rows->rows[rows->count] = (struct question_row){.kind = kind, .question = question, .place = place};
	return &rows->rows[rows->count++];
}

/* The whole question is the heading where it has room; else some words are, and it stands below. */
static bool fits(const struct question_rows *rows, enum question question)
{
	return canvas_width(slice_of(question_words(question))) + RULE_COLUMNS <= rows->columns;
}

static void add_question(struct question_rows *rows, enum question question)
{
	const struct replies *answers = &rows->questions->of[question];
	struct slice rest = slice_of(question_words(question)), line;
	add_row(rows, ROW_HEADING, question, 0);
	while (!fits(rows, question) && layout_wrap(&rest, rows->columns - DETAIL_INDENT, &line))
		add_row(rows, ROW_DETAIL, question, 0)->line = line;
	for (size_t i = 0; i < answers->count; i++)
		add_row(rows, ROW_ITEM, question, i);
}

static void measure(struct question_rows *rows)
{
	struct text number = {0};
	rows->number_width = 1;
	for (size_t row = 0; row < rows->count; row++) {
		const struct reply *answer = question_rows_answer(rows, row);
		text_clear(&number);
		if (answer != NULL)
			reply_append_number(&number, answer, rows->conf);
		int width = canvas_width(text_slice(&number));
		rows->number_width = width > rows->number_width ? width : rows->number_width;
	}
	text_free(&number);
}

void question_rows_choose(struct question_rows *rows)
{
	rows->count = 0;
	for (enum question question = 0; question < QUESTIONS; question++)
		add_question(rows, question);
	measure(rows);
}

const struct reply *question_rows_answer(const struct question_rows *rows, size_t row)
{
	const struct question_row *at = &rows->rows[row];
	return at->kind == ROW_ITEM ? &rows->questions->of[at->question].items[at->place] : NULL;
}

size_t question_rows_first(const struct question_rows *rows, enum question question)
{
	for (size_t row = 0; row < rows->count; row++)
		if (rows->rows[row].kind == ROW_ITEM && rows->rows[row].question == question)
			return row;
	return SIZE_MAX;
}

/* ---- the list's rows ---- */

static size_t count(void *owner)
{
	return ((struct question_rows *)owner)->count;
}

static bool is_weighty(const struct reply *answer)
{
	return answer->number != NUMBER_UNSET && answer->number != 0 && answer->weight != WEIGHT_PLAIN;
}

static void append_sign(struct text *out, const struct reply *answer)
{
	if (!is_weighty(answer))
		text_append_text(out, "  ");
	else
		text_printf(out, "%s ", answer->weight == WEIGHT_DANGER ? "!" : canvas_sign(SYMBOL_RISING));
}

static void append_answer(struct text *out, const struct question_rows *rows, const struct reply *answer)
{
	struct text number = {0};
	append_sign(out, answer);
	reply_append_number(&number, answer, rows->conf);
	text_append_cell(out, text_slice(&number), (size_t)rows->number_width, true, false);
	text_append_text(out, "  ");
	text_append_text(out, answer->words);
	if (answer->beside[0] != '\0')
		text_printf(out, " \xc2\xb7 %s", answer->beside);
	text_free(&number);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct question_rows *rows = owner;
	const struct question_row *at = &rows->rows[row];
	const struct reply *answer = question_rows_answer(rows, row);
	(void)column;
	(void)role;
	if (at->kind == ROW_HEADING) {
		text_append_text(out, fits(rows, at->question) ? question_words(at->question) : question_brief(at->question));
	} else if (at->kind == ROW_DETAIL) {
		text_append(out, at->line);
	} else {
		append_answer(out, rows, answer);
	}
}

static uint64_t key(void *owner, size_t row)
{
	const struct question_row *at = &((struct question_rows *)owner)->rows[row];
	return ((uint64_t)at->question + 1) << 32 | at->place;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct question_rows *rows = owner;
	for (size_t row = 0; row < rows->count; row++)
		if (rows->rows[row].kind == ROW_ITEM && key(owner, row) == wanted)
			return row;
	return SIZE_MAX;
}

static enum row_kind kind(void *owner, size_t row)
{
	return ((struct question_rows *)owner)->rows[row].kind;
}

const struct list_source question_rows_source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind};

void question_rows_free(struct question_rows *rows)
{
	free(rows->rows);
	*rows = (struct question_rows){0};
}
