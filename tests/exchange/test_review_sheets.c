/* Questions of a round out as spreadsheets and the answers back: what is edited, moved or late is refused with its row,
 * and reading a file twice changes nothing. REVIEWERS=180: so many files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/csv.h"
#include "exchange/review_sheet.h"
#include "exchange/spreadsheet.h"
#include "exchange/workbook.h"
#include "register/edit.h"
#include "register/reviews.h"
#include "support/store.h"
#include "support/zip_writer.h"

static struct test_store test;

enum { CHIEF = 1, HOLDER, LEADER };
#define QUESTIONS 4

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test, "person name=Chef|login=chef\n"
	                        "person name=Handläggare|manager=PRS-0001\n"
	                        "person name=Behörighetsansvarig|login=leder\n"
	                        "system name=Ekonomi\n"
	                        "permission system=SYS-0001|person=PRS-0002|level=write|role==1+1|from=2025-01-01\n"
	                        "permission system=SYS-0001|person=PRS-0002|level=read|role=Läsa\n"
	                        "permission system=SYS-0001|person=PRS-0002|level=administer\n"
	                        "permission system=SYS-0001|person=PRS-0002|level=read|role=Fyra\n");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void sign_in(record_id person, uint8_t access)
{
	test.session.actor = person;
	test.session.known = true;
	test.session.access = UINT32_C(1) << (access - 1) | 1;
}

static struct ref open_round(record_id count)
{
	struct ref *subjects = memory_new_array(count, sizeof *subjects);
	struct review_opened opened;
	struct draft round;
	struct error error = {0};
	for (record_id i = 0; i < count; i++)
		subjects[i] = (struct ref){E_permission, i + 1};
	draft_init(&round, schema_entity(E_review));
	draft_set_number(&round, F_review_kind, C_review_kind_permissions);
	draft_set_text(&round, F_review_name, SLICE("Hösten 2026"));
	draft_set_day(&round, F_review_due, test.session.today + 20);
	sign_in(LEADER, C_access_permission_manager);
	const struct review_opening opening = {.subjects = subjects, .count = count};
	if (!review_open(&test.session, &round, &opening, &opened, &error))
		fail_msg("%s", error.text);
	draft_free(&round);
	free(subjects);
	return opened.round;
}

static const char *stands(record_id item, uint8_t number)
{
	static struct text words;
	struct view *view = view_open(test.store, NULL);
	struct value_writer writer = view_writer(view, false);
	const struct field *field = schema_field(schema_entity(E_review_item), number);
	struct record record;
	text_clear(&words);
	assert_true(view_record(view, (struct ref){E_review_item, item}, &record));
	struct value value = record_value(&record, field);
	value_append(&words, field, &value, &writer);
	view_close(&view);
	return words.size == 0 ? "" : words.data;
}

/* ---- files ---- */

/* The questions from number `first` on. */
static struct text write_some(struct ref round, size_t first, size_t count)
{
	struct view *view = view_open(test.store, NULL);
	struct review_questions questions = {0};
	struct text bytes = {0};
	struct error error = {0};
	review_questions_read(&questions, view, round);
	assert_true(first + count <= questions.count);
	if (!review_sheet_write(view, round, questions.items + first, count, &bytes, &error))
		fail_msg("%s", error.text);
	review_questions_free(&questions);
	view_close(&view);
	return bytes;
}

/* What somebody does to a cell. */
struct edit_of {
	unsigned row; /* of the sheet, from 1; row 1 are the stable names */
	const char *column, *value;
};

static void append_cell(struct text *out, struct slice value)
{
	text_append_text(out, "<c t='inlineStr'><is><t>");
	for (size_t i = 0; i < value.size; i++)
		if (value.data[i] == '<' || value.data[i] == '&')
			text_printf(out, "&#%d;", value.data[i]);
		else
			text_append_char(out, value.data[i]);
	text_append_text(out, "</t></is></c>");
}

static struct slice edited(struct slice column, unsigned row, struct slice value, const struct edit_of *edits)
{
	for (; edits->column != NULL; edits++)
		if (edits->row == row && slice_equal_text(column, edits->column))
			return slice_of(edits->value);
	return value;
}

/* The same questions saved by another program: through our own reader, with what was filled in. */
static struct text fill_in(const struct text *bytes, const struct edit_of *edits)
{
	struct workbook workbook;
	struct csv_row row;
	struct text sheet = {0};
	struct error error = {0};
	uint32_t number, cell;
	assert_true(workbook_read(&workbook, text_slice(bytes), "f.xlsx", NULL, &error));
	struct input *input = input_open_bytes("f.xlsx", text_slice(&workbook.csv), ENCODING_UTF8);
	struct csv *csv = csv_new(input, NULL, &error);
	text_append_text(&sheet, "<worksheet><row r='1'>");
	for (size_t i = 0; i < csv_column_count(csv); i++)
		append_cell(&sheet, edited(csv_column(csv, i), 1, csv_column(csv, i), edits));
	while (csv_next(csv, &row, &error) == CSV_ROW) {
		workbook_place(&workbook, row.line, 1, &number, &cell);
		text_printf(&sheet, "</row><row r='%u'>", number);
		for (size_t i = 0; i < row.count; i++)
			append_cell(&sheet, edited(csv_column(csv, i), number, row.fields[i].text, edits));
	}
	text_append_text(&sheet, "</row></worksheet>");
	struct text filled = zip_workbook(NULL, sheet.data, NULL, NULL);
	text_free(&sheet);
	csv_free(&csv);
	input_free(&input);
	workbook_free(&workbook);
	return filled;
}

struct answers {
	struct text told;
	size_t counts[REVIEW_OUTCOMES];
};

static void note(void *context, const struct review_row *row)
{
	static const char *const outcomes[REVIEW_OUTCOMES] = {"accepted", "stands", "refused", "open"};
	struct answers *answers = context;
	answers->counts[row->outcome]++;
	if (row->outcome != REVIEW_ROW_OPEN)
		text_printf(&answers->told, "%u %.*s %s: %s\n", row->row, (int)row->item.size, row->item.data,
		            outcomes[row->outcome], row->words);
}

static struct answers take(const struct text *bytes)
{
	struct answers answers = {0};
	text_append_text(&answers.told, "");
	review_sheet_read(&test.session, text_slice(bytes), "f.xlsx", note, &answers);
	return answers;
}

static void expect(const struct text *bytes, const char *told)
{
	struct answers answers = take(bytes);
	assert_string_equal(answers.told.data == NULL ? "" : answers.told.data, told);
	text_free(&answers.told);
}

/* ---- tests ---- */

static void answers_come_back_and_only_once(void **state)
{
	static const struct edit_of edits[] = {
		{5, "decision", "keep"},
		{6, "decision", "remove"}, {6, "note", "slutar, <snart> & helt"},
		{7, "decision", "Suspend until"}, {7, "suspend_until", "2027-03-31"},
		{0}};
	(void)state;
	struct text blank = write_some(open_round(QUESTIONS), 0, QUESTIONS);
	expect(&blank, "");
	struct text filled = fill_in(&blank, edits);
	expect(&filled, "5 RVI-0001 accepted: keep\n6 RVI-0002 accepted: remove\n7 RVI-0003 accepted: suspend until\n");
	assert_string_equal(stands(1, F_review_item_decided_by), "PRS-0003");
	assert_string_equal(stands(1, F_review_item_reviewer), "PRS-0001");
	assert_string_equal(stands(1, F_review_item_decided_at_once), "1");
	assert_string_equal(stands(2, F_review_item_note), "slutar, <snart> & helt");
	assert_string_equal(stands(3, F_review_item_suspend_until), "2027-03-31");
	assert_string_equal(stands(4, F_review_item_decision), "");
	expect(&filled, "5 RVI-0001 stands: keep\n6 RVI-0002 stands: remove\n7 RVI-0003 stands: suspend until\n");
	assert_string_equal(stands(1, F_revision), "2");
	text_free(&blank);
	text_free(&filled);
}

static void what_another_has_answered_is_told(void **state)
{
	static const struct edit_of keep[] = {{5, "decision", "keep"}, {0}}, take_away[] = {{5, "decision", "remove"}, {0}};
	(void)state;
	struct text blank = write_some(open_round(QUESTIONS), 0, QUESTIONS);
	struct text one = fill_in(&blank, keep), other = fill_in(&blank, take_away);
	sign_in(CHIEF, C_access_reader);
	expect(&one, "5 RVI-0001 accepted: keep\n");
	sign_in(LEADER, C_access_permission_manager);
	expect(&other, "5 RVI-0001 refused: answered meanwhile by Chef on 2026-11-22: keep\n");
	assert_string_equal(stands(1, F_review_item_decision), "keep");
	text_free(&blank);
	text_free(&one);
	text_free(&other);
}

static void nobody_answers_for_others_without_the_right(void **state)
{
	static const struct edit_of keep[] = {{5, "decision", "keep"}, {0}};
	(void)state;
	struct text blank = write_some(open_round(QUESTIONS), 0, QUESTIONS), filled = fill_in(&blank, keep);
	sign_in(HOLDER, C_access_reader);
	struct answers answers = take(&filled);
	assert_int_equal(answers.counts[REVIEW_ROW_REFUSED], 1);
	assert_string_equal(stands(1, F_review_item_decision), "");
	text_free(&answers.told);
	text_free(&blank);
	text_free(&filled);
}

static void bad_files_are_refused_with_row_and_reason(void **state)
{
	static const struct {
		const char *what;
		struct edit_of edits[4];
		const char *told; /* the beginning, and words after '|' */
	} cases[] = {
		{"an unknown decision", {{5, "decision", "kanske"}}, "5 RVI-0001 refused: decision: |kanske"},
		{"of another kind", {{5, "decision", "confirmed"}},
		 "5 RVI-0001 refused: decision: |no answer in a review of this kind"},
		{"no day", {{6, "decision", "suspend"}, {6, "suspend_until", "2027-02-30"}},
		 "6 RVI-0002 refused: suspend_until: |2027-02-30"},
		{"a day that has passed", {{5, "decision", "suspend"}, {5, "suspend_until", "2026-01-01"}},
		 "5 RVI-0001 refused: suspend_until: |passed"},
		{"no day at all", {{5, "decision", "suspend"}}, "5 RVI-0001 refused: suspend_until: |must be stated"},
		{"nobody of that name", {{5, "decision", "not_mine"}, {5, "passed_to", "Ingen"}},
		 "5 RVI-0001 refused: passed_to: |Ingen"},
		{"a note alone", {{5, "note", "hm"}}, "5 RVI-0001 refused: decision: |none is chosen"},
		{"edited choice", {{5, "seen.level", "read"}, {5, "decision", "keep"}},
		 "5 RVI-0001 refused: level: |has been edited"},
		{"edited text", {{5, "seen.role", "2"}, {5, "decision", "keep"}}, "5 RVI-0001 refused: role: |was \"=1+1\""},
		{"added fact", {{7, "seen.role", "Chef"}, {7, "decision", "keep"}}, "7 RVI-0003 refused: role: |has been edited"},
		{"edited without an answer", {{8, "seen.level", "write"}}, "8 RVI-0004 refused: level: |has been edited"},
		{"no such question", {{5, "item", "RVI-9999"}, {5, "decision", "keep"}}, "5 RVI-9999 refused: |is no question"},
		{"something else", {{5, "item", "SYS-0001"}, {5, "decision", "keep"}}, "5 SYS-0001 refused: |is no question"},
		{"another's question", {{5, "item", "RVI-0002"}, {5, "decision", "keep"}},
		 "5 RVI-0002 refused: subject: |belongs to PRM-0002, not to PRM-0001"},
		{"another round", {{5, "round", "RVW-0009"}, {5, "decision", "keep"}}, "5 RVI-0001 refused: round: |not to RVW-0009"},
		{"another subject", {{5, "subject", "SYS-0001"}, {5, "decision", "keep"}}, "5 RVI-0001 refused: subject: |SYS-0001"},
		{"another revision", {{5, "revision", "7"}, {5, "decision", "keep"}}, "5 RVI-0001 refused: |has been changed since"},
		{"moved columns", {{1, "decision", "note"}, {1, "note", "decision"}}, "0  refused: |columns have been moved"},
		{"moved facts", {{1, "seen.role", "item"}, {1, "item", "seen.role"}}, "0  refused: |columns have been moved"},
		{"an unknown column", {{1, "seen.role", "kommentar"}}, "0  refused: |columns have been moved"},
		{"none of ours", {{1, "item", "code"}}, "0  refused: |no questions that forvalta"},
	};
	(void)state;
	struct text blank = write_some(open_round(QUESTIONS), 0, QUESTIONS);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text filled = fill_in(&blank, cases[i].edits);
		struct answers answers = take(&filled);
		struct slice words = slice_of(cases[i].told), begins;
		slice_next(&words, '|', &begins);
		if (answers.told.size < begins.size || memcmp(answers.told.data, begins.data, begins.size) != 0 ||
		    strstr(answers.told.data, words.data) == NULL || answers.counts[REVIEW_ROW_REFUSED] != 1)
			fail_msg("%s: %s", cases[i].what, answers.told.data);
		text_free(&answers.told);
		text_free(&filled);
	}
	for (record_id item = 1; item <= QUESTIONS; item++)
		assert_string_equal(stands(item, F_revision), "1");
	text_free(&blank);
}

static void no_spreadsheet_is_refused(void **state)
{
	(void)state;
	struct text bytes = {0};
	text_append_text(&bytes, "RVI-0001;keep\n");
	expect(&bytes, "0  refused: this is no spreadsheet (.xlsx)\n");
	text_clear(&bytes);
	text_append_text(&bytes, "PK\3\4....");
	expect(&bytes, "0  refused: f.xlsx: the spreadsheet is damaged or cut off: its archive cannot be read\n");
	text_free(&bytes);
	bytes = zip_workbook(NULL, "<worksheet/>", NULL, NULL);
	struct answers answers = take(&bytes);
	assert_int_equal(answers.counts[REVIEW_ROW_REFUSED], 1);
	text_free(&answers.told);
	text_free(&bytes);
}

/* Megabytes of the same: no review's answers. */
static void a_bomb_is_refused(void **state)
{
	char same[32001];
	struct text bytes = {0};
	struct error error = {0};
	(void)state;
	memset(same, 'a', sizeof same - 1);
	same[sizeof same - 1] = '\0';
	struct spreadsheet *sheet = spreadsheet_new("Bomb", true, &error);
	for (size_t row = 0; row < 150; row++)
		spreadsheet_text(sheet, row, 0, slice_of(same), SPREADSHEET_PLAIN);
	assert_true(spreadsheet_end(&sheet, &bytes, &error));
	struct answers answers = take(&bytes);
	if (strstr(answers.told.data, "unpacks to far more than a spreadsheet holds") == NULL)
		fail_msg("%s", answers.told.data);
	text_free(&answers.told);
	text_free(&bytes);
}

/* ---- many ---- */

#define EACH 5

static void every_reviewer_gets_a_file_and_answers_it(void **state)
{
	const char *asked = getenv("REVIEWERS");
	record_id reviewers = asked == NULL ? 4 : (record_id)atoi(asked), first = 4;
	char words[100];
	size_t accepted = 0;
	(void)state;
	for (record_id i = 0; i < reviewers; i++) {
		snprintf(words, sizeof words, "name=Chef %u", i);
		record_id chief = test_put(&test, E_person, 0, words);
		snprintf(words, sizeof words, "name=Anställd %u|manager=PRS-%04u", i, chief);
		record_id holder = test_put(&test, E_person, 0, words);
		snprintf(words, sizeof words, "system=SYS-0001|person=PRS-%04u|level=read", holder);
		for (int k = 0; k < EACH; k++)
			test_put(&test, E_permission, 0, words);
	}
	struct ref round = open_round(QUESTIONS + reviewers * EACH);
	for (record_id i = 0; i < reviewers; i++, first += EACH) {
		static const struct edit_of edits[] = {{5, "decision", "keep"}, {6, "decision", "keep"}, {7, "decision", "remove"},
		                                       {8, "decision", "keep"}, {9, "decision", "keep"}, {0}};
		struct text blank = write_some(round, QUESTIONS, EACH), filled = fill_in(&blank, edits);
		struct answers answers = take(&filled);
		accepted += answers.counts[REVIEW_ROW_ACCEPTED];
		text_free(&answers.told);
		text_free(&blank);
		text_free(&filled);
	}
	assert_int_equal(accepted, reviewers * EACH);
	struct view *view = view_open(test.store, NULL);
	struct review_counts counts;
	review_count(view, round, &counts);
	view_close(&view);
	assert_int_equal(counts.settled, reviewers * EACH);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(answers_come_back_and_only_once),
		TEST(what_another_has_answered_is_told),
		TEST(nobody_answers_for_others_without_the_right),
		TEST(bad_files_are_refused_with_row_and_reason),
		TEST(no_spreadsheet_is_refused),
		TEST(a_bomb_is_refused),
		TEST(every_reviewer_gets_a_file_and_answers_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
