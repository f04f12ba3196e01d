/* The whole register as lines and back: the same bytes again from random histories, and nothing left of what is not as
 * it was written. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/dump_private.h"
#include "support/chance.h"
#include "support/dumping.h"
#include "support/scratch.h"
#include "support/store.h"

static struct conf *conf;

/* What a register's text should never hold stands in it too: whatever got in must get out. */
static struct slice random_words(struct text *scratch)
{
	static const char *const pieces[] = {"a",    " ",      "å",      "\"",   "\\",  "/",          "\n",   "\x01",
	                                     "\x7f", "\u202e", "\ufeff", "😀", "{}", "\",\"check\":\"", "\u2028", "é"};
	text_clear(scratch);
	text_append_char(scratch, (char)('A' + chance(26)));
	for (unsigned count = chance(12); count > 0; count--)
		text_append_text(scratch, pieces[chance(COUNT_OF(pieces))]);
	if (chance(40) == 0)
		for (int i = 0; i < 300; i++)
			text_append_text(scratch, "långt ");
	return text_slice(scratch);
}

static int64_t random_choice(uint8_t set)
{
	const struct choice_set *choices = schema_choices(set);
	return choices->choices[chance((unsigned)choices->count)].number;
}

static void random_list(const struct field *field, struct text *list)
{
	struct text words = {0};
	text_clear(list);
	for (unsigned count = 1 + chance(3); count > 0; count--) {
		if (field->type == TYPE_NUMBERS)
			value_list_add_number(list, (int64_t)chance(1000) - 500);
		else if (field->type == TYPE_REFS)
			value_list_add_ref(list, (struct ref){E_system, 1 + chance(9)});
		else
			value_list_add_text(list, chance(9) == 0 ? slice_of("") : random_words(&words));
	}
	text_free(&words);
}

static int64_t random_number(const struct field *field)
{
	size_t bits = 8 * schema_slot_width(field);
	int64_t number = (int64_t)((uint64_t)chance(INT32_MAX) << 31 ^ chance(INT32_MAX)) - (INT64_C(1) << 61);
	return chance(2) == 0 ? (int64_t)chance(90) : bits == 64 ? number : number >> (64 - bits + 2);
}

static void set_random(struct draft *draft, const struct field *field, struct text *scratch)
{
	struct value value = {.set = true};
	switch (field->type) {
	case TYPE_TEXT: case TYPE_NOTE: value.text = random_words(scratch); break;
	case TYPE_NUMBERS: case TYPE_TEXTS: case TYPE_REFS:
		random_list(field, scratch);
		value.text = text_slice(scratch);
		break;
	case TYPE_CHOICE: value.number = random_choice(field->choices); break;
	case TYPE_CHOICES: value.number = INT64_C(1) << (random_choice(field->choices) - 1); break;
	case TYPE_YESNO: value.number = random_choice(CHOICES_yesno); break;
	case TYPE_ANSWER: value.number = random_choice(CHOICES_answer); break;
	case TYPE_DATE: value.number = DAY_FIRST + (int64_t)chance(DAY_LAST - DAY_FIRST); break;
	case TYPE_QUARTER: value.number = 1900 * 4 + (int64_t)chance(1200); break;
	case TYPE_MOMENT: value.number = (int64_t)chance(INT32_MAX) * 1000001; break;
	case TYPE_REF: value.ref = (struct ref){field->target, 1 + chance(9)}; break;
	case TYPE_ANY: value.ref = (struct ref){E_contract, 1 + chance(9)}; break;
	case TYPE_REASONS: return;
	default: value.number = random_number(field); break;
	}
	draft_set(draft, field->number, &value);
}

static void set_some(struct draft *draft, struct text *scratch)
{
	for (unsigned i = 0; i < draft->entity->field_count; i++)
		if (draft->entity->fields[i].number != F_code && chance(4) == 0)
			set_random(draft, &draft->entity->fields[i], scratch);
}

static const uint8_t entities[] = {E_system, E_unit, E_contract, E_component, E_permission, E_cost, E_finding};

/* One new, changed or removed record. */
static void do_something(struct changes *changes)
{
	struct ref ref = {entities[chance(COUNT_OF(entities))], 1 + chance(9)};
	const bool derived = ref.entity == E_finding && chance(3) > 0;
	struct record record;
	struct draft draft;
	struct text scratch = {0};
	struct error error = {0};
	uint32_t revision = 0;
	bool there = view_record(changes_view(changes), ref, &record);
	draft_init(&draft, schema_entity(ref.entity));
	if (there) {
		revision = record_revision(&record);
		draft_copy_record(&draft, &record);
	}
	set_some(&draft, &scratch);
	bool done = there && chance(4) == 0 ? changes_remove(changes, ref, revision, &error)
	            : derived             ? changes_put_derived(changes, &draft, ref.id, revision, &error)
	                                  : changes_put(changes, &draft, ref.id, revision, &error);
	assert_string_equal(error.text, "");
	assert_true(done);
	draft_free(&draft);
	text_free(&scratch);
}

/* As a program of fewer fields packed it. */
static void add_older(struct changes *changes)
{
	const struct entity *entity = schema_entity(E_system);
	const struct record_stamp stamp = {.revision = 1};
	struct text packed = {0}, scratch = {0};
	struct record record;
	struct draft draft;
	struct error error = {0};
	uint8_t fields = (uint8_t)(10 + chance(entity->field_count - 10u));
	draft_init(&draft, entity);
	for (unsigned i = F_first_own - 1; i < fields; i++)
		if (chance(3) == 0)
			set_random(&draft, &entity->fields[i], &scratch);
	draft_pack_first(&draft, fields, &stamp, &packed);
	assert_true(record_open(&record, packed.data, packed.size));
	record.id = changes_reserve(changes, E_system, 1);
	record.parent = 0;
	assert_true(changes_add_packed(changes, &record, &error));
	draft_free(&draft);
	text_free(&packed);
	text_free(&scratch);
}

static void make_history(struct test_store *test, unsigned entries)
{
	struct text where = {0};
	test_store_open(test);
	for (unsigned i = 0; i < entries; i++) {
		const struct entry_facts facts = {.kind = ENTRY_CHANGE + chance(7),
		                                  .actor = chance(3) == 0 ? 1 + chance(9) : RECORD_BY_ROOT,
		                                  .where = random_words(&where),
		                                  .why = chance(2) == 0 ? SLICE("\xff\x00raw") : SLICE("")};
		struct changes *changes = changes_begin(test->store, &facts, NULL);
		for (unsigned count = 1 + chance(6); count > 0; count--)
			do_something(changes);
		if (chance(4) == 0)
			add_older(changes);
		changes_put_fact(changes, "summaries_stale", SLICE("yes"));
		changes_put_fact(changes, "odd", random_words(&where));
		changes_put_summary(changes, (struct ref){E_system, 1 + chance(9)}, SLICE("\0\xffrow"));
		test_commit(&changes);
	}
	text_free(&where);
}

static void write_file(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	fclose(file);
}

static bool restore(const char *directory, const char *bytes, size_t size, struct error *error)
{
	const struct store_options options = {.map_size = (size_t)1 << 30};
	struct dump_result result;
	struct text file = {0}, target = {0};
	text_printf(&file, "%s/file.jsonl", directory);
	text_printf(&target, "%s/target", directory);
	write_file(file.data, bytes, size);
	bool done = dump_restore(file.data, target.data, &options, conf, false, NULL, NULL, &result, error);
	text_free(&file);
	text_free(&target);
	return done;
}

static struct store *open_restored(const char *directory)
{
	const struct store_options options = {.map_size = (size_t)1 << 30};
	struct text target = {0};
	struct error error = {0};
	text_printf(&target, "%s/target", directory);
	struct store *store = store_open(target.data, &options, &error);
	assert_string_equal(error.text, "");
	text_free(&target);
	return store;
}

static void test_random_histories(void **state)
{
	(void)state;
	const char *asked = getenv("ROUNDS");
	const unsigned rounds = getenv("TEST_SMALL") != NULL ? 3 : asked != NULL ? (unsigned)atoi(asked) : 60;
	for (unsigned round = 1; round <= rounds; round++) {
		struct test_store test;
		struct error error = {0};
		size_t size, again_size;
		chance_seed = round;
		make_history(&test, chance(20));
		char *directory = scratch_new(), *bytes = test_dump(test.store, &size);
		if (!restore(directory, bytes, size, &error))
			fail_msg("round %u: %s", round, error.text);
		struct store *restored = open_restored(directory);
		char *again = test_dump(restored, &again_size);
		if (again_size != size || memcmp(again, bytes, size) != 0)
			fail_msg("round %u: other bytes", round);
		store_close(&restored);
		free(again);
		free(bytes);
		scratch_free(&directory);
		test_store_close(&test);
	}
}

/* A restored register goes on where it was: new ids, the chain, undoing. */
static void test_life_goes_on(void **state)
{
	(void)state;
	struct test_store test, other;
	struct error error = {0};
	size_t size;
	test_store_open(&test);
	test_put(&test, E_unit, 0, "name=A");
	test_put(&test, E_unit, 0, "name=B");
	test_remove(&test, E_unit, 2);
	char *directory = scratch_new(), *bytes = test_dump(test.store, &size);
	assert_true(restore(directory, bytes, size, &error));
	other = (struct test_store){.store = open_restored(directory)};
	assert_int_equal(test_put(&other, E_unit, 0, "name=C"), 3);
	const struct entry_facts facts = {.kind = ENTRY_UNDO, .actor = RECORD_BY_ROOT, .undoes = 3};
	struct changes *changes = changes_begin(other.store, &facts, &error);
	if (!changes_undo(changes, 3, NULL, NULL, &error))
		fail_msg("%s", error.text);
	test_commit(&changes);
	struct view *view = view_open(other.store, NULL);
	assert_int_equal(view_sequence(view), 5);
	assert_int_equal(view_count(view, E_unit), 3);
	view_close(&view);
	store_close(&other.store);
	free(bytes);
	scratch_free(&directory);
	test_store_close(&test);
}

/* A sound file of few lines, the same whenever it is made but for salts and moments. */
static char *small_file(size_t *size)
{
	struct test_store test;
	test_store_open(&test);
	struct changes *changes = test_changes(&test);
	changes_put_fact(changes, "summaries_stale", SLICE("yes"));
	test_commit(&changes);
	test_put(&test, E_unit, 0, "name=Enhet|code=ENH|from=2020-01-01");
	test_put(&test, E_system, 0, "name=A|aliases=B;C|unit=ENH|criticality=3|phase=in_use");
	test_put(&test, E_system, 1, "name=AA");
	test_put(&test, E_component, 0, "system=SYS-0001|product=P");
	test_remove(&test, E_component, 1);
	char *bytes = test_dump(test.store, size);
	test_store_close(&test);
	return bytes;
}

static void expect_refused(const char *directory, const char *bytes, size_t size, size_t line, const char *words)
{
	struct error error = {0};
	struct text place = {0}, target = {0};
	if (restore(directory, bytes, size, &error))
		fail_msg("restored what should say: line %zu: %s", line, words);
	text_printf(&place, "file.jsonl:%zu:", line);
	if ((line > 0 && strstr(error.text, place.data) == NULL) || strstr(error.text, words) == NULL)
		fail_msg("\"%s\" does not say: line %zu: %s", error.text, line, words);
	text_printf(&target, "%s/target", directory);
	assert_int_equal(access(target.data, F_OK), -1);
	text_free(&target);
	text_free(&place);
}

static size_t line_at(const char *bytes, size_t at)
{
	size_t line = 1;
	for (size_t i = 0; i < at; i++)
		line += bytes[i] == '\n';
	return line;
}

static void test_every_change_of_a_byte_is_found(void **state)
{
	(void)state;
	size_t size;
	char *directory = scratch_new(), *bytes = small_file(&size);
	chance_seed = 7;
	for (unsigned i = 0; i < (getenv("TEST_SMALL") != NULL ? 20 : 200); i++) {
		size_t at = chance((unsigned)size);
		char before = bytes[at];
		bytes[at] = (char)(bytes[at] ^ (1 << chance(7)));
		expect_refused(directory, bytes, size, line_at(bytes, at), "");
		bytes[at] = before;
	}
	free(bytes);
	scratch_free(&directory);
}

static void test_every_cut_is_found(void **state)
{
	(void)state;
	size_t size;
	char *directory = scratch_new(), *bytes = small_file(&size);
	for (size_t cut = 0; cut < size; cut += getenv("TEST_SMALL") != NULL ? 499 : 61)
		expect_refused(directory, bytes, cut, line_at(bytes, cut),
		               cut > 0 && bytes[cut - 1] != '\n' ? "cut off in this line" : "before its end");
	expect_refused(directory, bytes, size - 1, line_at(bytes, size - 1), "cut off in this line");
	free(bytes);
	scratch_free(&directory);
}

/* Lines that somebody has put another into, with hashes that fit: what the lines say is looked at. */
struct lines {
	struct text all;
	size_t count;
};

static void add_line(struct lines *lines, struct slice body, uint64_t *check)
{
	*check = dump_check(body, *check);
	text_append(&lines->all, body);
	text_printf(&lines->all, DUMP_CHECK_HEAD "%016" PRIx64 "\"}\n", *check);
	lines->count++;
}

static bool begins(struct slice line, const char *with)
{
	return line.size >= strlen(with) && memcmp(line.data, with, strlen(with)) == 0;
}

static void replace_in(struct text *out, struct slice line, const char *from, const char *to)
{
	const char *at = memmem(line.data, line.size, from, strlen(from));
	if (at == NULL) {
		text_append(out, line);
		return;
	}
	text_append_bytes(out, line.data, (size_t)(at - line.data));
	text_append_text(out, to);
	text_append_bytes(out, at + strlen(from), line.size - (size_t)(at - line.data) - strlen(from));
}

struct forgery {
	const char *kind; /* the line begins so */
	const char *from, *to; /* `to` NULL: the line stands twice; "": it is left out */
	const char *words;
	bool in_line;     /* the words name the line; else the whole is not sound */
};

/* Returns the line where the forgery stands. */
static size_t forge(const char *bytes, size_t size, const struct forgery *forgery, struct lines *lines)
{
	struct slice rest = {bytes, size}, line;
	uint64_t check = 0;
	size_t place = 0;
	struct text body = {0};
	while (slice_next(&rest, '\n', &line)) {
		line.size -= sizeof DUMP_CHECK_HEAD - 1 + 18;
		bool here = place == 0 && begins(line, forgery->kind) &&
		            memmem(line.data, line.size, forgery->from, strlen(forgery->from)) != NULL;
		text_clear(&body);
		if (here && forgery->to != NULL)
			replace_in(&body, line, forgery->from, forgery->to);
		else
			text_append(&body, line);
		add_line(lines, text_slice(&body), &check);
		if (here && forgery->to == NULL)
			add_line(lines, line, &check);
		if (here)
			place = lines->count;
	}
	if (place == 0)
		fail_msg("no line %s holds %s", forgery->kind, forgery->from);
	text_free(&body);
	return place;
}

#define RECORD "{\"kind\":\"record\",\"of\":\"SYS-0001\""
#define UNIT "{\"kind\":\"record\",\"of\":\"UNI-0001\""
#define FORMER "{\"kind\":\"image\",\"of\":\"SYS-0001\",\"revision\":1"
#define ENTRY "{\"kind\":\"entry\",\"sequence\":2"

static const struct forgery forgeries[] = {
	{"{\"kind\":\"register\"", "\"version\":1", "\"version\":2", "a newer program wrote this", true},
	{"{\"kind\":\"register\"", "\"format\":2", "\"format\":3", "a newer program wrote this", true},
	{"{\"kind\":\"register\"", "\"format\":2", "\"format\":\"2\"", "\"format\" is not there", true},
	{"{\"kind\":\"register\"", "\"register\"", "\"registry\"", "no register's export", true},
	{"{\"kind\":\"fact\",\"name\":\"head\"", "\"head\"", "\"format\"", "no fact can have this name", true},
	{"{\"kind\":\"fact\",\"name\":\"head\"", "\"name\"", NULL, "stands twice", true},
	{"{\"kind\":\"fact\",\"name\":\"head\"", "\"bytes\":\"", "\"bytes\":\"0g", "no bytes in hexadecimal", true},
	{"{\"kind\":\"fact\",\"name\":\"head\"", "\"bytes\":\"", "\"bytes\":\"0", "no bytes in hexadecimal", true},
	{RECORD, "\"record\"", "\"recorder\"", "no such kind of line", true},
	{RECORD, "\"record\"", NULL, "stands twice", true},
	{RECORD, "SYS-0001", "XYZ-0001", "names no such record", true},
	{RECORD, "SYS-0001", "SYS-0000", "names no such record", true},
	{RECORD, "\"revision\":2", "\"revision\":0", "\"revision\" is not there", true},
	{RECORD, "\"revision\":2", "\"revision\":4294967296", "\"revision\" is not there", true},
	{RECORD, "\"revision\":2", "\"revision\":2,\"revision\":2", "revision", true},
	{RECORD, "\"revision\":2", "\"revisions\":2", "no line of a register has such a member", true},
	{RECORD, "\"fields\":", "\"fields\":9", "\"fields\" is not there", true},
	{RECORD, "\"values\":{", "\"values\":{\"nothing\":1,", "has no such field", true},
	{RECORD, "\"values\":{", "\"values\":{\"revision\":1,", "has no such field", true},
	{RECORD, "\"name\":\"AA\"", "\"name\":[\"AA\"]", "a list cannot stand here", true},
	{RECORD, "\"name\":\"AA\"", "\"name\":null", "null cannot stand here", true},
	{RECORD, "\"aliases\":[", "\"aliases\":[[", "a list cannot stand here", true},
	{RECORD, "\"aliases\":[", "\"aliases\":[{\"a\":1},", "an object cannot stand here", true},
	{RECORD, "\"in_use\"", "\"in_abuse\"", "is no choice here", true},
	{RECORD, "UNI-0001", "SYS-0002", "names no such record", true},
	{RECORD, "{", "{{", "", true},
	{RECORD, "\"values\":{", "\"values\":[{", "", true},
	{RECORD, "\"revision\":2", "\"revision\":[[[[[[[[[[[[[[[[", "", true},
	{RECORD, "\"AA\"", "\"\\ud800\"", "surrogate", true},
	{RECORD, "\"created_by\":\"root\"", "\"created_by\":\"SYS-0001\"", "\"created_by\" is not there", true},
	{RECORD, "\"created\":\"2", "\"created\":\"x", "is not a day", true},
	{RECORD, "\"AA\"", "\"AB\"", "SYS-0001 revision 2 is not what was written", false},
	{UNIT, "\"2020-01-01\"", "\"2020-02-30\"", "is not a day", true},
	{UNIT, "\"2020-01-01\"", "\"2020-01-02\"", "UNI-0001 revision 1 is not what was written", false},
	{FORMER, "\"former\"", "\"formal\"", "\"state\" is not there", true},
	{FORMER, "\"former\"", "\"current\"", "revision 1 is not what was written", false},
	{FORMER, "\"former\"", "\"erased\"", "revision 1 is not what was written", false},
	{FORMER, "\"salt\":\"", "\"salt\":\"00", "\"salt\" is not there", true},
	{FORMER, "\"A\"", "\"Z\"", "revision 1 is not what was written", false},
	{FORMER, "\"entry\":2", "\"entry\":3", "revision 1 is not what was written", false},
	{ENTRY, "\"sequence\":2", "\"sequence\":3", "entry #3 stands where #2 was expected", false},
	{ENTRY, "\"actor\":\"root\"", "\"actor\":\"audit\"", "the chain is broken here", false},
	{ENTRY, "\"why\":\"\"", "\"why\":\"because\"", "the chain is broken here", false},
	{ENTRY, "\"action\":\"change\"", "\"action\":\"chance\"", "\"action\" is not there", true},
	{ENTRY, "\"count\":1", "\"count\":2", "a change of the entry before was expected", false},
	{ENTRY, "\"count\":1", "\"count\":0", "the chain is broken here", true},
	{"{\"kind\":\"change\"", "\"revision\":1", "\"revision\":2", "the chain is broken here", true},
	{"{\"kind\":\"change\"", "\"digest\":\"", "\"digest\":\"00", "\"digest\" is not there", true},
	{"{\"kind\":\"end\"", "\"lines\":", "\"lines\":1", "\"lines\" is not there", true},
	{"{\"kind\":\"end\"", "\"lines\"", NULL, "something stands behind the end", false},
};

static void test_forgeries(void **state)
{
	(void)state;
	size_t size;
	char *directory = scratch_new(), *bytes = small_file(&size);
	for (size_t i = 0; i < COUNT_OF(forgeries); i++) {
		struct lines lines = {0};
		size_t place = forge(bytes, size, &forgeries[i], &lines);
		expect_refused(directory, lines.all.data, lines.all.size, forgeries[i].in_line ? place : 0, forgeries[i].words);
		text_free(&lines.all);
	}
	free(bytes);
	scratch_free(&directory);
}

/* An image whose erasure took its salt along is as it must be: the chain keeps the digest. */
static void test_what_is_erased_stays_erased(void **state)
{
	(void)state;
	size_t size, again_size;
	struct error error = {0};
	struct lines lines = {0};
	char *directory = scratch_new(), *bytes = small_file(&size);
	struct slice rest = {bytes, size}, line;
	uint64_t check = 0;
	while (slice_next(&rest, '\n', &line)) {
		static const char erased[] = FORMER ",\"state\":\"erased\",\"entry\":2,\"salt\":\"00000000000000000000000000000000\"";
		line.size -= sizeof DUMP_CHECK_HEAD - 1 + 18;
		add_line(&lines, begins(line, FORMER) ? slice_of(erased) : line, &check);
	}
	if (!restore(directory, lines.all.data, lines.all.size, &error))
		fail_msg("%s", error.text);
	struct store *store = open_restored(directory);
	char *again = test_dump(store, &again_size);
	assert_int_equal(again_size, lines.all.size);
	assert_memory_equal(again, lines.all.data, again_size);
	store_close(&store);
	free(again);
	free(bytes);
	text_free(&lines.all);
	scratch_free(&directory);
}

static void test_other_files(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t size, line;
		const char *words;
	} files[] = {
		{"", 0, 1, "before its end"},
		{"\n", 1, 1, "no line of a register's export"},
		{"code,name\nSYS-0001,A\n", 21, 1, "no line of a register's export"},
		{"{\"kind\":\"register\",\"version\":1,\"format\":2}\n", 43, 1, "no line of a register's export"},
		{"\xff\xfe{\0", 4, 1, ""},
		{"\x1f\x8b\x08\x00", 4, 1, ""},
	};
	char *directory = scratch_new();
	for (size_t i = 0; i < COUNT_OF(files); i++)
		expect_refused(directory, files[i].bytes, files[i].size, files[i].line, files[i].words);
	char *endless = memory_new(DUMP_LINE_LIMIT + 1000000);
	memset(endless, 'a', DUMP_LINE_LIMIT + 1000000);
	expect_refused(directory, endless, DUMP_LINE_LIMIT + 1000000, 1, "longer than any");
	free(endless);
	scratch_free(&directory);
}

/* What stands there is not touched, whatever is wrong; only what is sound replaces it, and only where that was said. */
static void test_what_stands_there_is_kept(void **state)
{
	(void)state;
	const struct store_options options = {.map_size = (size_t)1 << 30};
	struct dump_result result;
	struct error error = {0};
	size_t size;
	struct text file = {0};
	struct test_store test;
	char *directory = scratch_new(), *bytes = small_file(&size);
	test_store_open(&test);
	test_put(&test, E_unit, 0, "name=Mine");
	text_printf(&file, "%s/file.jsonl", directory);
	write_file(file.data, bytes, size - 5);
	store_close(&test.store);
	assert_false(dump_restore(file.data, test.directory, &options, conf, true, NULL, NULL, &result, &error));
	write_file(file.data, bytes, size);
	assert_false(dump_restore(file.data, test.directory, &options, conf, false, NULL, NULL, &result, &error));
	assert_non_null(strstr(error.text, "holds a store already"));
	test.store = store_open(test.directory, &options, NULL);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_sequence(view), 1);
	view_close(&view);
	store_close(&test.store);
	assert_true(dump_restore(file.data, test.directory, &options, conf, true, NULL, NULL, &result, &error));
	assert_int_equal(result.entries, 5);
	test.store = store_open(test.directory, &options, NULL);
	view = view_open(test.store, NULL);
	assert_int_equal(view_sequence(view), 5);
	view_close(&view);
	test_store_close(&test);
	free(bytes);
	text_free(&file);
	scratch_free(&directory);
}

static bool stop_at_once(void *context, uint64_t done, uint64_t size)
{
	(void)context;
	return done == 0 && size == 0;
}

static void test_it_can_be_stopped(void **state)
{
	(void)state;
	struct test_store test;
	struct error error = {0};
	FILE *out = fopen("/dev/null", "w");
	test_store_open(&test);
	struct changes *changes = test_changes(&test);
	for (int i = 0; i < 1100; i++)
		test_put_in(changes, E_unit, 0, "employees=1");
	test_commit(&changes);
	struct view *view = view_open(test.store, NULL);
	assert_false(dump_write(view, out, stop_at_once, NULL, &error));
	assert_int_equal(error.kind, ERROR_STOPPED);
	view_close(&view);
	fclose(out);
	test_store_close(&test);
}

static int set_up(void **state)
{
	(void)state;
	conf = conf_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	conf_free(&conf);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_histories),
		cmocka_unit_test(test_life_goes_on),
		cmocka_unit_test(test_every_change_of_a_byte_is_found),
		cmocka_unit_test(test_every_cut_is_found),
		cmocka_unit_test(test_forgeries),
		cmocka_unit_test(test_what_is_erased_stays_erased),
		cmocka_unit_test(test_other_files),
		cmocka_unit_test(test_what_stands_there_is_kept),
		cmocka_unit_test(test_it_can_be_stopped),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
