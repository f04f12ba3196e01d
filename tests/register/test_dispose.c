/* Disposal: of random histories over many days, what nobody was any more before the day goes from the file, everything
 * from that day on is as it was, and the chain holds. DISPOSE_ROUNDS=1000 for many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/dispose.h"
#include "register/edit.h"
#include "store/journal.h"
#include "report/teller.h"
#include "store/compact.h"
#include "store/past.h"
#include "support/chance.h"
#include "support/raw_file.h"
#include "support/store.h"

#define DAYS 20
#define CHANGES 60

/* The clock that the program asks. */
static time_t now;
int clock_gettime(clockid_t clock, struct timespec *time)
{
	if (clock != CLOCK_REALTIME)
		return (int)syscall(SYS_clock_gettime, clock, time);
	*time = (struct timespec){.tv_sec = now};
	return 0;
}

static day_t first_day(void)
{
	return day_from_civil(2020, 3, 1);
}

static void set_day(day_t day)
{
	now = (time_t)day * 86400 + 43200;
}

static struct test_store test;

static unsigned rounds(void)
{
	const char *asked = getenv("DISPOSE_ROUNDS");
	return asked != NULL ? (unsigned)atoi(asked) : getenv("TEST_SMALL") != NULL ? 1 : 12;
}

/* ---- a history, and what is remembered of it ---- */

/* Kinds that are about people, one that holds a personal text, one that has nothing to do with anybody. */
static const struct {
	uint8_t entity;
	const char *field, *rest;
	bool personal;
} kinds[] = {
	{E_person, "name", "", true},
	{E_permission, "reason", "|system=SYS-0001|account=konto|level=read", true},
	{E_supplier, "contact", "|name=Leverantör %u", true},
	{E_system, "purpose", "|name=System %u", false},
};

#define RECORDS 3 /* of each kind */

/* One revision: what it said, in which entry it came and in which it was changed. */
struct revision {
	size_t kind;
	record_id id;
	char token[24];
	uint64_t from, to;
};
static struct revision revisions[CHANGES + RECORDS * COUNT_OF(kinds) + 2];
static size_t revision_count;
static uint64_t day_ends[DAYS + 1]; /* the last entry of each day */

static uint64_t last_entry(void)
{
	struct view *view = view_open(test.store, NULL);
	uint64_t last = view_sequence(view);
	view_close(&view);
	return last;
}

static void write_one(size_t kind, record_id id)
{
	char fields[200], rest[100];
	struct revision *revision = &revisions[revision_count];
	*revision = (struct revision){.kind = kind, .from = last_entry() + 1, .to = UINT64_MAX};
	snprintf(revision->token, sizeof revision->token, "zq%zuxq%08x", revision_count, chance(1u << 30));
	for (size_t i = 0; i < revision_count; i++)
		if (id != 0 && revisions[i].kind == kind && revisions[i].id == id && revisions[i].to == UINT64_MAX)
			revisions[i].to = revision->from;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(rest, sizeof rest, id == 0 ? kinds[kind].rest : "", (unsigned)revision_count);
#pragma GCC diagnostic pop
	snprintf(fields, sizeof fields, "%s=%s%s", kinds[kind].field, revision->token, rest);
	revision->id = test_put(&test, kinds[kind].entity, id, fields);
	revision_count++;
}

static void make_history(void)
{
	unsigned day = 0;
	revision_count = 0;
	set_day(first_day());
	test_put(&test, E_unit, 0, "name=Nämnden|kind=committee");
	for (size_t kind = COUNT_OF(kinds); kind-- > 0;)
		for (unsigned i = 0; i < RECORDS; i++)
			write_one(kind, 0);
	for (unsigned i = 0; i < CHANGES; i++) {
		for (; day < DAYS - 1 && chance(3) == 0; day++)
			day_ends[day] = last_entry();
		set_day(first_day() + (day_t)day);
		write_one(chance(COUNT_OF(kinds)), 1 + chance(RECORDS));
	}
	for (; day <= DAYS; day++)
		day_ends[day] = last_entry();
	set_day(first_day() + DAYS);
	test.session.today = first_day() + DAYS;
}

/* ---- disposing ---- */

static const char *dispose(struct session *session, day_t before, int64_t number, bool dry_run,
                           struct disposal_result *result)
{
	static struct error error;
	const struct disposal disposal = {.before = before, .decision = number, .dry_run = dry_run};
	error_clear(&error);
	bool ok = register_dispose(session, &disposal, result, &error);
	assert_int_equal(ok, *error.text == '\0');
	return error.text;
}

static void decide(const char *more)
{
	char fields[300];
	snprintf(fields, sizeof fields,
	         "title=Gallring|kind=committee|unit=UNI-0001|text=Gallras|reason=Gammalt|date=2020-02-01%s", more);
	struct draft draft;
	struct ref ref = {E_decision, 0};
	struct error error = {0};
	draft_init(&draft, schema_entity(E_decision));
	for (struct slice rest = slice_of(fields), piece; slice_next(&rest, '|', &piece);) {
		struct slice name, value = piece;
		slice_next(&value, '=', &name);
		struct view *view = view_open(test.store, NULL);
		const struct value_reader reader = register_reader(view, test.session.today, false);
		assert_true(draft_parse(&draft, schema_find_field(draft.entity, name), value, &reader, &error));
		view_close(&view);
	}
	register_save(&test.session, &draft, &ref, 0, SLICE(""), &error);
	assert_string_equal(error.text, "");
	draft_free(&draft);
}

static void count_fault(void *context, const char *line)
{
	(void)context;
	print_error("%s\n", line);
}

static bool verify(void *context, struct store *store, struct error *error)
{
	struct verify_report *report = context;
	struct view *view = view_open(store, error);
	store_verify(view, count_fault, NULL, NULL, report);
	view_close(&view);
	assert_int_equal(report->faults, 0);
	return true;
}

static void close_store(void)
{
	store_close(&test.store);
	test.session.store = NULL;
}

static void open_store(bool read_only)
{
	test.store = store_open(
		test.directory, &(struct store_options){.read_only = read_only, .map_size = (size_t)1 << 30}, NULL);
	assert_non_null(test.store);
	test.session.store = test.store;
}

static struct verify_report compact(void)
{
	struct verify_report report;
	struct error error = {0};
	const struct store_options options = {.map_size = (size_t)1 << 30};
	close_store();
	store_compact(test.directory, &options, verify, &report, &error);
	assert_string_equal(error.text, "");
	return report;
}

/* ---- the property ---- */

static bool is_old(const struct revision *revision, uint64_t last)
{
	return kinds[revision->kind].personal && revision->to <= last;
}

static size_t check_file(uint64_t last)
{
	struct text bytes = {0};
	size_t gone = 0;
	raw_file_read(&bytes, test.directory, "data.mdb");
	raw_file_read(&bytes, test.directory, "lock.mdb");
	for (size_t i = 0; i < revision_count; i++) {
		bool there = raw_count(&bytes, revisions[i].token) > 0;
		if (there == is_old(&revisions[i], last))
			fail_msg("%s is %sthere", revisions[i].token, there ? "" : "not ");
		gone += !there;
	}
	text_free(&bytes);
	return gone;
}

static void check_as_of(uint64_t sequence, uint64_t last)
{
	struct record record;
	open_store(true);
	assert_true(store_go_back(test.store, sequence, NULL, NULL, NULL));
	struct view *view = view_open(test.store, NULL);
	for (size_t i = 0; i < revision_count; i++) {
		const struct revision *revision = &revisions[i];
		const struct field *field = schema_find_field(schema_entity(kinds[revision->kind].entity),
		                                              slice_of(kinds[revision->kind].field));
		if (revision->from > sequence || revision->to <= sequence)
			continue;
		bool there = view_record(view, (struct ref){kinds[revision->kind].entity, revision->id}, &record);
		assert_int_equal(there, !is_old(revision, last));
		assert_true(!there || slice_equal_text(record_text(&record, field->number), revision->token));
	}
	view_close(&view);
	close_store();
}

static void one_round(unsigned round)
{
	struct disposal_result counted, result;
	chance_seed = round + 1;
	test_store_open(&test);
	make_history();
	decide("|outcome=approved");
	unsigned day = 1 + chance(DAYS - 1);
	uint64_t last = day_ends[day - 1];
	assert_string_equal(dispose(&test.session, first_day() + (day_t)day, 1, true, &counted), "");
	assert_string_equal(dispose(&test.session, first_day() + (day_t)day, 1, false, &result), "");
	assert_int_equal(counted.images, result.images);
	struct verify_report report = compact();
	assert_int_equal(report.disposed, result.images);
	assert_int_equal(check_file(last), result.images);
	check_as_of(last, last);
	check_as_of(last + chance((unsigned)(day_ends[DAYS] - last) + 1), last);
	check_as_of(1 + chance((unsigned)last), last);
	open_store(false);
	assert_string_equal(dispose(&test.session, first_day() + (day_t)day, 1, false, &result), "");
	assert_int_equal(result.images, 0);
	assert_int_equal(result.sequence, 0);
	test_store_close(&test);
}

static void what_is_old_goes_and_nothing_else(void **state)
{
	(void)state;
	for (unsigned round = 0; round < rounds(); round++)
		one_round(round);
}

/* ---- by which right ---- */

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	chance_seed = 1;
	make_history();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static void it_takes_an_approved_decision(void **state)
{
	static const struct {
		const char *more;
		int64_t number;
		const char *words;
	} cases[] = {
		{"", 7, "there is no decision number 7 in the register: add it, with what it says and who made it"},
		{"|outcome=rejected", 1, "decision number 1 has not approved anything"},
		{"|outcome=approved|date=2020-04-01", 2, "decision number 2 is not made yet"},
		{"|outcome=approved", 3, ""},
		{"|outcome=approved|supersedes=DEC-0003", 3, "decision number 3 has been superseded by another"},
	};
	struct disposal_result result;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (*cases[i].more != '\0')
			decide(cases[i].more);
		assert_string_equal(dispose(&test.session, first_day() + 1, cases[i].number, true, &result), cases[i].words);
	}
	assert_string_equal(dispose(&test.session, test.session.today + 1, 4, true, &result),
	                    "--before: 2020-03-22 is not here yet");
}

static void it_is_for_administrators(void **state)
{
	struct disposal_result result;
	struct session other = test.session;
	(void)state;
	decide("|outcome=approved");
	uint64_t before = last_entry();
	other.actor = 1;
	for (uint8_t role = C_access_reader; role <= C_access_auditor; role++) {
		other.access = UINT32_C(1) << (role - 1);
		if (role != C_access_administrator)
			assert_string_equal(dispose(&other, first_day() + 5, 1, false, &result),
			                    "only an administrator may dispose of history");
	}
	assert_int_equal(last_entry(), before);
}

static void the_history_says_by_which_decision(void **state)
{
	struct disposal_result result;
	struct image image;
	struct text words = {0};
	struct entry entry;
	(void)state;
	write_one(0, 1);
	write_one(0, 1);
	assert_true(revision_count <= COUNT_OF(revisions));
	decide("|outcome=approved");
	now += 86400;
	test.session.today++;
	assert_string_equal(dispose(&test.session, test.session.today, 1, false, &result), "");
	assert_true(result.of[E_person].images > 0 && result.of[E_person].records <= RECORDS);
	assert_int_equal(result.of[E_system].images, 0);
	struct view *view = view_open(test.store, NULL);
	assert_true(view_image(view, (struct ref){E_person, 1}, 1, &image));
	assert_int_equal(image.state, IMAGE_DISPOSED);
	teller_gone(&words, view, &image);
	assert_non_null(strstr(words.data, "disposed of: decision 1 (DEC-0001), before 2020-03-22 (#"));
	struct journal *journal = journal_new(view);
	assert_true(journal_seek(journal, result.sequence, &entry));
	assert_int_equal(entry.kind, ENTRY_DISPOSAL);
	assert_int_equal(entry.actor, test.session.actor);
	journal_free(&journal);
	view_close(&view);
	text_free(&words);
	struct error error = {0};
	struct edit *edit = edit_begin(&test.session, &(struct entry_facts){.kind = ENTRY_CHANGE}, &error);
	assert_false(edit_return(edit, (struct ref){E_person, 1}, image.sequence, &error));
	assert_string_equal(error.text, "PRS-0001: how it stood has been disposed of");
	edit_abort(&edit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_old_goes_and_nothing_else),
		cmocka_unit_test_setup_teardown(it_takes_an_approved_decision, setup, teardown),
		cmocka_unit_test_setup_teardown(it_is_for_administrators, setup, teardown),
		cmocka_unit_test_setup_teardown(the_history_says_by_which_decision, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
