/* The register as it was, against what was written down at the time: random histories of imports, removals, moves and
 * actions taken back, looked at again after each. PAST_ROUNDS=5000 for many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "register/past.h"
#include "store/journal.h"
#include "store/past.h"
#include "support/chance.h"
#include "support/importing.h"

#define STEPS 20

/* What is looked at: fields, and figures that are worked out. */
static const struct {
	const char *entity, *columns;
} looked_at[] = {
	{"unit", ""}, {"supplier", ""}, {"system", ""}, {"component", ""}, {"contract", ""}, {"contract_system", ""},
	{"service", ""}, {"support", ""}, {"finding", "code"},
	{"system", "code,support_ends,decide_by,decide_state,act_by,obsolescence,gap"},
	{"service", "code,decide_by,obsolescence"},
};

struct moment_seen {
	uint64_t sequence;
	struct text everything;
};

static unsigned rounds(void)
{
	const char *asked = getenv("PAST_ROUNDS");
	return asked != NULL ? (unsigned)atoi(asked) : getenv("TEST_SMALL") != NULL ? 2 : 40;
}

static void look(struct import_test *test, struct text *everything)
{
	for (size_t i = 0; i < COUNT_OF(looked_at); i++)
		text_append_text(everything, importing_list(test, looked_at[i].entity, looked_at[i].columns));
}

static void open_again(struct import_test *test, bool read_only)
{
	struct error error = {0};
	store_close(&test->store.store);
	test->store.store = store_open(
		test->store.directory, &(struct store_options){.read_only = read_only, .map_size = (size_t)1 << 30}, &error);
	assert_string_equal(error.text, "");
	test->store.session.store = test->store.store;
}

/* ---- a history ---- */

static void import_some(struct import_test *test)
{
	char text[600];
	unsigned a = chance(6), b = chance(6), c = chance(6), year = 2020 + chance(16), level = 1 + chance(4);
	switch (chance(7)) { /* what a row names may be gone: then it is refused */
	case 0:
		snprintf(text, sizeof text, "code,name,parent\nU%u,Enhet %u,\nU%u,Annan %u,U%u\n", a, year, b, c, a);
		importing_text(test, "unit.csv", text);
		break;
	case 1:
		snprintf(text, sizeof text,
				 "code,name,criticality,in_use_from,planned_retirement\nS%u,System %u %u,%u,2015-0%u-01,%u-06-30\n",
				 a, a, b, level, 1 + c, year);
		importing_text(test, "system.csv", text);
		break;
	case 2:
		snprintf(text, sizeof text,
				 "code,system,product,version,own_end\nC%u,S%u,Del %u,%u,%u-05-01\nC%u,S%u,Del,1,\n", a, b, c, level,
				 year, c + 6, a);
		importing_text(test, "component.csv", text);
		break;
	case 3:
		snprintf(text, sizeof text,
				 "code,name,supplier,start,end,notice_months\nA%u,Avtal %u,L%u,2020-01-01,%u-12-31,%u\n", a, b, c,
				 year, level);
		importing_text(test, "contract.csv", text);
		break;
	case 4:
		snprintf(text, sizeof text, "contract,system\nA%u,S%u\n", a, b);
		importing_text(test, "contract_system.csv", text);
		break;
	case 5:
		snprintf(text, sizeof text, "code,name\nT%u,Tjänst %u\n", a, b);
		importing_text(test, "service.csv", text);
		break;
	default:
		snprintf(text, sizeof text, "system,service\nS%u,T%u\n", a, b);
		importing_text(test, "support.csv", text);
		break;
	}
}

/* Something of each kind, so that most of what comes has something to name. */
static void begin(struct import_test *test)
{
	static const struct {
		const char *file, *text;
	} files[] = {
		{"supplier.csv", "code,name\nL0,A\nL1,B\nL2,C\nL3,D\nL4,E\nL5,F\n"},
		{"system.csv", "code,name\nS0,A\nS1,B\nS2,C\nS3,D\n"},
		{"contract.csv", "code,name,supplier,start,end\nA0,A,L0,2020-01-01,2027-12-31\nA1,B,L1,2020-01-01,2028-06-30\n"},
		{"service.csv", "code,name\nT0,A\nT1,B\nT2,C\n"},
	};
	for (size_t i = 0; i < COUNT_OF(files); i++)
		assert_string_equal(importing_text(test, files[i].file, files[i].text), "");
}

static void remove_one(struct import_test *test)
{
	static const uint8_t entities[] = {E_component, E_support, E_contract_system, E_contract, E_service, E_system, E_unit};
	struct ref ref = {entities[chance(COUNT_OF(entities))], 1 + chance(8)};
	struct view *view = view_open(test->store.store, NULL);
	struct record record;
	uint32_t revision = view_record(view, ref, &record) ? record_revision(&record) : 0;
	view_close(&view);
	struct error refused = {0};
	if (revision > 0)
		register_remove(&test->store.session, ref, revision, SLICE(""), &refused);
}

static void take_back(struct import_test *test)
{
	uint64_t last = importing_sequence(test), sequence = last > 0 ? 1 + chance((unsigned)last) : 0;
	struct error refused = {0};
	const struct entry_facts facts = {.kind = ENTRY_UNDO, .undoes = sequence};
	struct edit *edit = edit_begin(&test->store.session, &facts, &refused);
	if (edit_undo(edit, sequence, &refused))
		assert_true(edit_commit(&edit, NULL, NULL));
	edit_abort(&edit);
}

/* Some record as it stood at some moment, where that can be had. */
static void return_one(struct import_test *test)
{
	static const uint8_t entities[] = {E_component, E_support, E_contract_system, E_contract, E_service, E_system, E_unit};
	struct ref ref = {entities[chance(COUNT_OF(entities))], 1 + chance(8)};
	uint64_t sequence = 1 + chance((unsigned)importing_sequence(test));
	struct error refused = {0};
	struct image then;
	struct record now;
	uint8_t fields[255];
	struct edit *edit = edit_begin(&test->store.session, &(const struct entry_facts){.kind = ENTRY_CHANGE}, &refused);
	if (edit_return(edit, ref, sequence, &refused)) {
		assert_true(view_image_at(edit_view(edit), ref, sequence, &then) && view_record(edit_view(edit), ref, &now));
		assert_int_equal(record_differences(&then.record, &now, fields), 0);
		assert_true(edit_commit(&edit, NULL, NULL));
	}
	edit_abort(&edit);
}

static void find_as_the_audit(struct import_test *test)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .actor = RECORD_BY_AUDIT};
	struct draft draft;
	struct error error = {0};
	struct changes *changes = changes_begin(test->store.store, &facts, &error);
	char id[30];
	draft_init(&draft, schema_entity(E_finding));
	snprintf(id, sizeof id, "REG-01:%u", (unsigned)importing_sequence(test));
	draft_set_text(&draft, F_finding_id, slice_of(id));
	draft_set_number(&draft, F_finding_state, C_finding_state_open);
	assert_true(changes_put_derived(changes, &draft, changes_new_id(changes, E_finding), 0, &error));
	assert_true(changes_commit(&changes, NULL, &error));
	draft_free(&draft);
}

static void step(struct import_test *test)
{
	switch (chance(10)) {
	case 0: remove_one(test); break;
	case 1: take_back(test); break;
	case 2: find_as_the_audit(test); break;
	case 3: return_one(test); break;
	default: import_some(test); break;
	}
}

/* ---- looking back ---- */

static void go_back(struct import_test *test, uint64_t sequence)
{
	struct error error = {0};
	open_again(test, chance(2) == 0);
	session_go_back(&test->store.session, &(struct past_moment){sequence, 1}, &error);
	assert_string_equal(error.text, "");
}

static void compare(struct import_test *test, const struct moment_seen *seen, unsigned round)
{
	struct text now = {0};
	look(test, &now);
	if (strcmp(now.data, seen->everything.data) != 0) {
		fprintf(stderr, "at the time:\n%s\nlooking back:\n%s\n", seen->everything.data, now.data);
		fail_msg("round %u: entry %llu is not as it was", round, (unsigned long long)seen->sequence);
	}
	text_free(&now);
	assert_int_equal(importing_sequence(test), seen->sequence);
	importing_verify(test);
}

static void one_history(struct import_test *test, unsigned round)
{
	struct moment_seen seen[STEPS];
	size_t count = 0;
	chance_seed = 88172645463325252ULL * (round + 1);
	begin(test);
	while (count < STEPS) {
		step(test);
		seen[count] = (struct moment_seen){.sequence = importing_sequence(test)};
		look(test, &seen[count++].everything);
	}
	importing_verify(test);
	for (unsigned i = 0; i < 4; i++) {
		const struct moment_seen *wanted = &seen[chance(STEPS)];
		if (wanted->sequence == 0)
			continue;
		go_back(test, wanted->sequence);
		compare(test, wanted, round);
	}
	for (size_t i = 0; i < count; i++)
		text_free(&seen[i].everything);
}

static void every_moment_is_as_it_was(void **state)
{
	(void)state;
	for (unsigned round = 0; round < rounds(); round++) {
		struct import_test test;
		importing_open(&test);
		one_history(&test, round);
		importing_close(&test);
	}
}

static void nothing_can_be_changed_there(void **state)
{
	struct import_test *test = *state;
	struct error error = {0};
	assert_string_equal(importing_text(test, "unit.csv", "code,name\nA,Alfa\n"), "");
	go_back(test, 1);
	assert_string_equal(importing_text(test, "unit.csv", "code,name\nB,Beta\n"),
	                    "the register is shown as it was: nothing can be changed in it");
	assert_false(register_remove(&test->store.session, (struct ref){E_unit, 1}, 1, SLICE(""), &error));
	assert_int_equal(error.kind, ERROR_STORE);
}

/* In a process of its own, when it is told to. */
static pid_t change_later(struct import_test *test, int told)
{
	pid_t process = fork();
	if (process != 0)
		return process;
	char byte;
	bool ok = read(told, &byte, 1) == 1;
	test->store.store = store_open(test->store.directory, &(struct store_options){.map_size = (size_t)1 << 30}, NULL);
	test->store.session.store = test->store.store;
	ok = ok && *importing_text(test, "unit.csv", "code,name,parent\nA,Alfa ny,\nB,Beta,A\n") == '\0';
	store_close(&test->store.store);
	_exit(ok ? 0 : 1);
}

static void what_others_write_meanwhile_is_not_seen(void **state)
{
	struct import_test *test = *state;
	struct moment_seen then = {0};
	int told[2], status;
	assert_string_equal(importing_text(test, "unit.csv", "code,name\nA,Alfa\n"), "");
	then.sequence = importing_sequence(test);
	look(test, &then.everything);
	assert_string_equal(importing_text(test, "unit.csv", "code,name\nA,Alfa två\nC,Gamma\n"), "");
	store_close(&test->store.store);
	assert_int_equal(pipe(told), 0);
	pid_t process = change_later(test, told[0]);
	go_back(test, then.sequence);
	compare(test, &then, 0);
	assert_int_equal(write(told[1], "x", 1), 1);
	assert_int_equal(waitpid(process, &status, 0), process);
	assert_int_equal(status, 0);
	compare(test, &then, 1);
	open_again(test, false);
	assert_string_equal(importing_list(test, "unit", "code,name"), "code,name\nA,Alfa ny\nC,Gamma\nB,Beta\n");
	close(told[0]);
	close(told[1]);
	text_free(&then.everything);
}

static void moments_are_found(void **state)
{
	static const struct {
		const char *text;
		uint64_t sequence;
		const char *error;
	} cases[] = {
		{"#1", 1, ""},
		{"#3", 3, ""},
		{"#4", 0, "the change log has no entry #4"},
		{"#0", 0, "the change log has no entry #0"},
		{"#x", 0, "\"x\" is not a whole number; write digits only, such as 1200"},
		{"2199-12-31", 3, ""},
		{"1999-12-31", 0, "the register is not as old as that"},
		{"2199-12-31 23:59", 3, ""},
		{"2199-12-31T23:59:59Z", 3, ""},
		{"2026-02-30", 0, "\"2026-02-30\" is not a day; February 2026 has 28"},
		{"2026-02-20 24:00", 0,
		 "\"2026-02-20 24:00\" is no moment; write a day, or a day and a time such as 2026-11-22 14:05"},
	};
	struct import_test *test = *state;
	for (unsigned i = 1; i <= 3; i++)
		test_put(&test->store, E_goal, 0, "name=Mål");
	struct view *view = view_open(test->store.store, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct past_moment found = {0};
		struct error error = {0};
		bool ok = past_find(view, slice_of(cases[i].text), &found, &error);
		assert_string_equal(error.text, cases[i].error);
		assert_int_equal(ok, *cases[i].error == '\0');
		if (ok)
			assert_int_equal(found.sequence, cases[i].sequence);
	}
	view_close(&view);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, importing_setup, importing_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_moment_is_as_it_was),
		CASE(nothing_can_be_changed_there),
		CASE(what_others_write_meanwhile_is_not_seen),
		CASE(moments_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
