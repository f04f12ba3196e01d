/* The eight questions on paper: the numbers, and the rows that are worth naming. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list.h"
#include "report/questions.h"
#include "report/telling.h"

#define NAMED 15 /* rows of each answer by name */

struct telling {
	const struct teller *teller;
	struct page *page;
	struct questions questions;
};

static void tell_answer(const struct telling *telling, enum question question, const struct reply *answer)
{
	struct text number = {0}, code = {0};
	bool money = answer->kind == PAGE_MONEY, opens = answer->entity != 0;
	reply_append_number(&number, answer, telling->teller->session->conf);
	if (!opens)
		view_append_code(telling->teller->view, answer->about, &code);
	page_row(telling->page, (struct page_cell[]){page_name(question_name(question), question_brief(question)),
		page_words(number.data), page_words(answer->words), page_words(answer->beside),
		page_number(money ? NUMBER_UNSET : answer->number), page_money(money ? answer->number : NUMBER_UNSET),
		page_number((int64_t)reply_rows(answer)), page_words(opens ? schema_entity(answer->entity)->name : ""),
		page_words(answer->where), page_code(code.data)});
	text_free(&number);
	text_free(&code);
}

static void tell_numbers(const struct telling *telling)
{
	const struct page_column columns[] = {
		{"question", _("Question"), PAGE_NAME, PAGE_DATA}, {"shown", _("Number"), PAGE_WORDS, PAGE_BESIDE},
		{"what", _("What it counts"), PAGE_WORDS, PAGE_BESIDE}, {"beside", _("Beside it"), PAGE_WORDS, PAGE_BESIDE},
		{"number", _("Number"), PAGE_NUMBER, PAGE_DATA}, {"amount", _("Amount"), PAGE_MONEY, PAGE_DATA},
		{"rows", _("Rows"), PAGE_NUMBER, PAGE_DATA}, {"entity", _("Kind of record"), PAGE_WORDS, PAGE_DATA},
		{"where", _("Condition"), PAGE_WORDS, PAGE_DATA}, {"about", _("About"), PAGE_CODE, PAGE_DATA}};
	page_table(telling->page, "answers", columns, COUNT_OF(columns), true);
	for (enum question question = 0; question < QUESTIONS; question++) {
		const struct replies *answers = &telling->questions.of[question];
		page_group(telling->page, question_words(question));
		for (size_t i = 0; i < answers->count; i++)
			tell_answer(telling, question, &answers->items[i]);
	}
}

/* ---- by name ---- */

/* The first ones that a condition lets through, in the order of the answer. */
static size_t find_first(const struct telling *telling, const struct reply *answer, record_id ids[NAMED])
{
	const struct list_request request = {.where = slice_of(answer->where), .sort = slice_of(answer->sort),
	                                     .limit = NAMED};
	struct list_plan *plan = list_plan_new(schema_entity(answer->entity), &request, NULL);
	struct rows *rows = plan == NULL ? NULL : rows_new(plan, telling->teller->reading, NULL);
	struct record record;
	size_t count = 0;
	while (rows != NULL && count < NAMED && rows_next(rows, &record))
		ids[count++] = record.id;
	rows_free(&rows);
	list_plan_free(&plan);
	return count;
}

static char *columns_of(const struct reply *answer)
{
	char *columns = memory_copy_text(answer->columns);
	for (char *at = columns; *at != '\0'; at++)
		*at = *at == ',' ? ';' : *at;
	return columns;
}

static void name_rows(const struct telling *telling, enum question question, size_t place)
{
	const struct reply *answer = &telling->questions.of[question].items[place];
	record_id ids[NAMED];
	struct text name = {0}, heading = {0};
	char *columns = columns_of(answer);
	size_t count = answer->id_count < NAMED ? answer->id_count : NAMED;
	for (size_t i = 0; i < count; i++)
		ids[i] = answer->ids[i];
	if (answer->where != NULL)
		count = find_first(telling, answer, ids);
	text_printf(&name, "%s_%zu", question_name(question), place + 1);
	text_printf(&heading, "%s: %s", question_brief(question), answer->words);
	tell_ids(telling->page, telling->teller, heading.data, answer->entity, ids, count, name.data, columns);
	if (reply_rows(answer) > count)
		page_paragraph(telling->page, _("There are more: the full-screen register opens all of them."));
	free(columns);
	text_free(&heading);
	text_free(&name);
}

struct page *report_questions(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct telling telling = {.teller = teller};
	(void)request;
	(void)error;
	questions_begin(&telling.questions, false);
	questions_work(&telling.questions, teller, 0);
	telling.page = page_new("questions", _("The leadership's questions"), teller->session->conf);
	tell_numbers(&telling);
	for (enum question question = 0; question < QUESTIONS; question++)
		for (size_t i = 0; i < telling.questions.of[question].count; i++)
			if (telling.questions.of[question].items[i].told && reply_rows(&telling.questions.of[question].items[i]) > 0)
				name_rows(&telling, question, i);
	questions_free(&telling.questions);
	return telling.page;
}
