/* Files that are moved, removed or replaced under an open store: nothing is acknowledged that would be lost with
 * them. */
#include "kv_fixture.h"

static struct kv *kv;
static char aside[4500];

static void move_aside(const char *name)
{
	snprintf(aside, sizeof(aside), "%s/aside", scratch);
	assert_int_equal(rename(*name ? inside(name) : store, aside), 0);
}

static void move_back(const char *name)
{
	assert_int_equal(rename(aside, *name ? inside(name) : store), 0);
}

static void expect_no_writing(void)
{
	struct error error = {0};

	assert_null(kv_begin(kv, true, &error));
	assert_int_equal(error.kind, ERROR_STORE);
	if (!strstr(error.text, store) || !strstr(error.text, "moved, removed or replaced") ||
	    !strstr(error.text, "start the program again"))
		fail_msg("%s", error.text);
	assert_true(has(kv, "kept", "value")); /* what was open can be read still */
}

static void test_what_is_moved_away_and_back(void **state)
{
	static const char *const names[] = {"", "data.mdb", "lock.mdb"};

	(void)state;
	make_store();
	kv = open_store();
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		move_aside(names[i]);
		expect_no_writing();
		move_back(names[i]);
		put_one(kv, "next", "value");
	}
	kv_close(&kv);
}

static void test_what_is_removed(void **state)
{
	(void)state;
	make_store();
	kv = open_store();
	unlink(inside("data.mdb"));
	expect_no_writing();
	unlink(inside("lock.mdb"));
	assert_int_equal(rmdir(store), 0);
	expect_no_writing();
	kv_close(&kv);
}

/* Another store of the same name, or only another lock file: whoever opens that would write at the same time. */
static void test_what_is_replaced(void **state)
{
	static const char *const names[] = {"data.mdb", "lock.mdb"};
	char mine[sizeof(store)], path[8192];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		snprintf(store, sizeof(store), "%s/other-%zu", scratch, i);
		make_store();
		memcpy(path, inside(names[i]), sizeof(path));
		snprintf(mine, sizeof(mine), "%s/store-%zu", scratch, i);
		memcpy(store, mine, sizeof(store));
		make_store();
		kv = open_store();
		assert_int_equal(rename(path, inside(names[i])), 0);
		expect_no_writing();
		kv_close(&kv);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_what_is_moved_away_and_back),
		CASE(test_what_is_removed),
		CASE(test_what_is_replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
