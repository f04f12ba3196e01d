/* Whose a key is. The keys are those of identity/test_ssh_key.c, made for tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "register/keys.h"
#include "support/store.h"

#define EVA "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIl4BErVh/5LF8fkLI8gb9ULJB/Y/r66K4F5nA6W2lMQ"
#define SHARED                                                                                                         \
	"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNJEt37dOC8e5UzpYGPbu8TB5UMyV+"            \
	"AFTYZT1RMMacbjuopxE3e+3Q3bL8igNyGHi8DJj9m4ijiVAYVKSj+3ng0="
#define LEFT                                                                                                           \
	"ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBNqVAtNjUihkiqqGHUieVGMqoT+"                \
	"cL+1Yw4vlXL7hzE/yfBN52st4CVmUXITvzHELBJEmZqicZXGYWuwsEU4TZ/4Xp+E0mn1SbovshDiA/2Lfml6zOD9ut7dXHFC9kjkoxQ=="

static struct test_store test;

/* test_put parts fields by '|'; keys hold '=' and line feeds, which it takes as they are. */
static int fill(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put(&test, E_person, 0, "code=EVA|name=Eva|login=eva|ssh_keys=# mine\n\n" EVA " eva@pc\n" EVA " again");
	test_put(&test, E_person, 0, "code=LEFT|name=Left|login=left|active_to=2026-11-21|ssh_keys=" LEFT);
	test_put(&test, E_person, 0, "code=ONE|name=One|login=one|ssh_keys=" SHARED);
	test_put(&test, E_person, 0, "code=TWO|name=Two|login=two|ssh_keys=" SHARED " other comment");
	test_put(&test, E_person, 0, "code=NONE|name=None|login=none");
	return 0;
}

static int empty(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static enum key_standing find(const char *line, const char *today, struct record *person)
{
	struct ssh_key key;
	day_t day;
	assert_true(ssh_key_parse(slice_of(line), &key, NULL));
	assert_true(day_parse(slice_of(today), &day, NULL));
	struct view *view = view_open(test.store, NULL);
	struct record found = {0};
	enum key_standing standing = key_find(view, &key, day, &found);
	*person = found;
	if (standing == KEY_HELD)
		assert_true(slice_equal_text(record_text(&found, F_person_login), "eva") ||
		            slice_equal_text(record_text(&found, F_person_login), "left"));
	view_close(&view);
	return standing;
}

static void a_key_lets_in_the_one_who_has_it(void **state)
{
	struct record person;
	(void)state;
	assert_int_equal(find(EVA, "2026-11-22", &person), KEY_HELD);
	assert_int_equal(find(LEFT, "2026-11-22", &person), KEY_HOLDER_LEFT);
	assert_int_equal(find(LEFT, "2026-11-21", &person), KEY_HELD); /* the last day counts */
	assert_int_equal(find(SHARED, "2026-11-22", &person), KEY_SHARED);
	assert_int_equal(find("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAl4BErVh/5LF8fkLI8gb9ULJB/Y/r66K4F5nA6W2lMQ", "2026-11-22",
	                      &person),
	                 KEY_UNKNOWN);
}

static void a_login_that_a_shell_would_read_lets_nobody_in(void **state)
{
	static const char *const logins[] = {"eva;id", "eva lind", "-eva", "$(id)"};
	struct record person;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(logins); i++) {
		char fields[100];
		snprintf(fields, sizeof fields, "login=%s", logins[i]);
		test_put(&test, E_person, 1, fields);
		assert_int_equal(find(EVA, "2026-11-22", &person), KEY_WITHOUT_LOGIN);
	}
	test_put(&test, E_person, 1, "login=");
	assert_int_equal(find(EVA, "2026-11-22", &person), KEY_WITHOUT_LOGIN);
	test_put(&test, E_person, 1, "login=eva");
}

struct told {
	unsigned rows, held, used, added, shared, left;
};

static void count(void *context, const struct key_row *row)
{
	struct told *told = context;
	told->rows++;
	told->held += row->standing == KEY_HELD;
	told->used += row->used != 0;
	told->shared += row->standing == KEY_SHARED;
	told->left += row->standing == KEY_HOLDER_LEFT;
	told->added += row->added != 0;
}

static void use_and_age_are_kept(void **state)
{
	struct told before = {0}, after = {0};
	struct ssh_key key;
	struct error error = {0};
	(void)state;
	struct view *view = view_open(test.store, NULL);
	keys_list(view, test.session.today, count, &before);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	assert_int_equal(before.rows, 5);
	assert_int_equal(before.held, 2);
	assert_int_equal(before.used, 0);
	assert_int_equal(before.shared, 2);
	assert_int_equal(before.left, 1);
	assert_int_equal(before.added, 5);
	assert_true(ssh_key_parse(SLICE(EVA), &key, &error));
	assert_true(key_note_use(test.store, &key, &error));
	assert_true(key_note_use(test.store, &key, &error));
	view = view_open(test.store, NULL);
	keys_list(view, test.session.today, count, &after);
	assert_int_equal(view_sequence(view), sequence); /* no change of the register */
	view_close(&view);
	assert_int_equal(after.used, 2);
}

static void keys_are_checked_when_they_are_entered(void **state)
{
	static const struct {
		const char *keys, *words;
	} cases[] = {
		{EVA "\n\n# old\n" LEFT, NULL},
		{EVA "\nssh-ed25519 AAAA", "ssh_keys: line 2: what stands after ssh-ed25519 is no such key"},
		{"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "ssh_keys: line 1: this is a private key"},
		{"# mine\nrestrict " EVA, "ssh_keys: line 2: a public key begins with its type"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct draft draft;
		struct error error = {0};
		uint8_t field = 0;
		draft_init(&draft, schema_entity(E_person));
		draft_set_text(&draft, F_person_name, SLICE("New"));
		draft_set_text(&draft, F_person_ssh_keys, slice_of(cases[i].keys));
		struct view *view = view_open(test.store, NULL);
		bool ok = register_check(&test.session, view, &draft, (struct ref){E_person, 0}, &field, &error);
		view_close(&view);
		assert_int_equal(ok, cases[i].words == NULL);
		assert_int_equal(field, ok ? 0 : F_person_ssh_keys);
		assert_true(ok || strstr(error.text, cases[i].words) != NULL);
		draft_free(&draft);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_lets_in_the_one_who_has_it),
		cmocka_unit_test(a_login_that_a_shell_would_read_lets_nobody_in),
		cmocka_unit_test(use_and_age_are_kept),
		cmocka_unit_test(keys_are_checked_when_they_are_entered),
	};
	return cmocka_run_group_tests(tests, fill, empty);
}
