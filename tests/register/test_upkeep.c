/* When the register was last looked after. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "register/upkeep.h"
#include "support/store.h"

static struct test_store test;

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static struct upkeep read_back(enum upkeep_kind kind)
{
	struct view *view = view_open(test.store, NULL);
	struct upkeep upkeep = upkeep_read(view, kind);
	view_close(&view);
	return upkeep;
}

static void note(enum upkeep_kind kind, uint64_t faults)
{
	struct error error = {0};
	if (!upkeep_note(test.store, kind, faults, &error))
		fail_msg("%s", error.text);
}

static void test_good_and_bad_times(void **state)
{
	(void)state;
	moment_t before = moment_now();
	struct upkeep never = read_back(UPKEEP_BACKUP);
	assert_true(never.done == 0 && never.tried == 0 && never.faults == 0);
	note(UPKEEP_BACKUP, 7);
	struct upkeep failed = read_back(UPKEEP_BACKUP);
	assert_true(failed.done == 0 && failed.tried >= before && failed.faults == 7);
	note(UPKEEP_BACKUP, 0);
	struct upkeep good = read_back(UPKEEP_BACKUP);
	assert_true(good.done == good.tried && good.tried >= failed.tried && good.faults == 0);
	note(UPKEEP_BACKUP, 2);
	struct upkeep again = read_back(UPKEEP_BACKUP);
	assert_true(again.done == good.done && again.tried >= good.tried && again.faults == 2);
	assert_true(read_back(UPKEEP_VERIFY).tried == 0);
}

/* It says nothing about the contents: the change log does not know it. */
static void test_it_is_not_journalled(void **state)
{
	(void)state;
	note(UPKEEP_VERIFY, 0);
	struct view *view = view_open(test.store, NULL);
	assert_int_equal(view_sequence(view), 0);
	view_close(&view);
}

static void test_what_cannot_be_read_is_never(void **state)
{
	(void)state;
	static const char *const facts[] = {"", "yesterday", "- -", "x y z", "2026-11-22"};
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		struct changes *changes = test_changes(&test);
		changes_put_fact(changes, "backup", slice_of(facts[i]));
		test_commit(&changes);
		struct upkeep upkeep = read_back(UPKEEP_BACKUP);
		assert_true(upkeep.done == 0 && upkeep.tried == 0 && upkeep.faults == 0);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_good_and_bad_times),
		TEST(test_it_is_not_journalled),
		TEST(test_what_cannot_be_read_is_never),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
