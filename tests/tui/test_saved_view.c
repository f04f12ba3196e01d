/* A person's views: what is kept is what is read, by name, each person's and each kind's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/scratch.h"
#include "support/store.h"
#include "tui/saved_view.h"

static struct test_store test;
static char *directory;

static int make(void **state)
{
	(void)state;
	test_store_open(&test);
	directory = scratch_new();
	setenv("XDG_STATE_HOME", directory, 1);
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	test_store_close(&test);
	scratch_free(&directory);
	return 0;
}

static void keep(const char *entity, const char *name, const char *where)
{
	struct saved_view view = {0};
	text_append_text(&view.entity, entity);
	text_append_text(&view.name, name);
	text_append_text(&view.columns, "code,name");
	text_append_text(&view.where, where);
	text_append_text(&view.sort, "-name");
	assert_true(saved_view_keep(&view, &test.session));
	saved_view_free(&view);
}

/* What the view of that name has for a condition; NULL where there is none. */
static const char *where_of(const struct session *session, const char *entity, const char *name)
{
	static char where[200];
	struct saved_view view = {0};
	bool read = saved_view_read(&view, session, slice_of(entity), slice_of(name));
	strcpy(where, read ? view.where.data : "");
	assert_true(!read || strcmp(view.sort.data, "-name") == 0);
	saved_view_free(&view);
	return read ? where : NULL;
}

static void a_view_is_read_as_it_was_kept(void **state)
{
	static const char *const names[] = {"Viktigast", "../../etc/passwd", "name=x", "\xc3\x85rets / alla", "a b  c"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		keep("system", names[i], "purpose = \"a=b; c\" and criticality >= 3");
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_string_equal(where_of(&test.session, "system", names[i]), "purpose = \"a=b; c\" and criticality >= 3");
	assert_string_equal(where_of(&test.session, "system", "VIKTIGAST"), "purpose = \"a=b; c\" and criticality >= 3");
	assert_null(where_of(&test.session, "system", "Viktig"));
	keep("system", "viktigast", "phase = pilot"); /* in its place */
	assert_string_equal(where_of(&test.session, "system", "Viktigast"), "phase = pilot");
}

static void a_view_is_of_one_person_and_one_kind(void **state)
{
	struct session other = test.session;
	(void)state;
	keep("contract", "Mina", "yearly_cost > 0");
	other.actor++;
	assert_null(where_of(&other, "contract", "Mina"));
	assert_null(where_of(&test.session, "system", "Mina"));
	assert_non_null(where_of(&test.session, "contract", "Mina"));
}

static void append_name(void *context, const struct saved_view *view)
{
	text_printf(context, "%s;", view->name.data);
}

static void they_are_told_in_order_and_removed_one_by_one(void **state)
{
	static const char *const names[] = {"\xc3\x96vriga", "avtal", "Zeta", "\xc3\x85r"};
	struct saved_view view = {0};
	struct text told = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		keep("unit", names[i], "");
	saved_view_each(&test.session, SLICE("unit"), append_name, &told);
	assert_string_equal(told.data, "avtal;Zeta;\xc3\x85r;\xc3\x96vriga;");
	assert_true(saved_view_read(&view, &test.session, SLICE("unit"), SLICE("Zeta")));
	assert_true(saved_view_remove(&view, &test.session));
	assert_false(saved_view_remove(&view, &test.session));
	text_clear(&told);
	saved_view_each(&test.session, SLICE("unit"), append_name, &told);
	assert_string_equal(told.data, "avtal;\xc3\x85r;\xc3\x96vriga;");
	saved_view_free(&view);
	text_free(&told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_view_is_read_as_it_was_kept),
		cmocka_unit_test(a_view_is_of_one_person_and_one_kind),
		cmocka_unit_test(they_are_told_in_order_and_removed_one_by_one),
	};
	return cmocka_run_group_tests(tests, make, unmake);
}
