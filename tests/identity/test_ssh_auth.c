/* What sshd writes of who signed in: ExposeAuthInfo in sshd_config(5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "identity/ssh_auth.h"
#include "support/scratch.h"

#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIl4BErVh/5LF8fkLI8gb9ULJB/Y/r66K4F5nA6W2lMQ"

static char *directory, path[200];

static int begin(void **state)
{
	(void)state;
	directory = scratch_new();
	snprintf(path, sizeof path, "%s/sshauth", directory);
	return 0;
}

static int end(void **state)
{
	(void)state;
	unsetenv("SSH_USER_AUTH");
	scratch_free(&directory);
	return 0;
}

static void write_auth(const char *content, mode_t mode)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(content, file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
	setenv("SSH_USER_AUTH", path, 1);
}

static void a_key_or_a_ticket_says_who_it_is(void **state)
{
	static const struct {
		const char *content, *principal;
		bool key, taken;
	} cases[] = {
		{"publickey " KEY "\n", "", true, true},
		{"gssapi-with-mic eva@EXAMPLE.SE\n", "eva@EXAMPLE.SE", false, true},
		{"gssapi-keyex eva@EXAMPLE.SE", "eva@EXAMPLE.SE", false, true},
		{"publickey " KEY "\ngssapi-with-mic eva@EXAMPLE.SE\n", "eva@EXAMPLE.SE", true, true},
		{"publickey ssh-ed25519 AAAA\n", "", false, false},
		{"password\n", "", false, false},
		{"keyboard-interactive/pam\n", "", false, false},
		{"publickeys " KEY "\n", "", false, false},
		{"gssapi-with-mic\n", "", false, false},
		{"", "", false, false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct ssh_auth auth;
		struct error error = {0};
		write_auth(cases[i].content, 0600);
		assert_int_equal(ssh_auth_read(&auth, &error), cases[i].taken);
		assert_int_equal(error.kind, cases[i].taken ? ERROR_NONE : ERROR_DENIED);
		assert_int_equal(auth.has_key, cases[i].key);
		assert_string_equal(auth.principal.data == NULL ? "" : auth.principal.data, cases[i].principal);
		ssh_auth_free(&auth);
	}
}

static void a_file_that_others_could_have_made_is_not_believed(void **state)
{
	struct ssh_auth auth;
	struct error error = {0};
	char other[220];
	(void)state;
	write_auth("publickey " KEY "\n", 0622);
	assert_false(ssh_auth_read(&auth, &error));
	write_auth("publickey " KEY "\n", 0600);
	snprintf(other, sizeof other, "%s.link", path);
	assert_int_equal(symlink(path, other), 0);
	setenv("SSH_USER_AUTH", other, 1);
	assert_false(ssh_auth_read(&auth, &error));
	setenv("SSH_USER_AUTH", directory, 1);
	assert_false(ssh_auth_read(&auth, &error));
	setenv("SSH_USER_AUTH", "/nowhere", 1);
	assert_false(ssh_auth_read(&auth, &error));
	unsetenv("SSH_USER_AUTH");
	assert_false(ssh_auth_read(&auth, &error));
	assert_non_null(strstr(error.text, "ExposeAuthInfo"));
	if (getuid() != 0)
		return;
	write_auth("publickey " KEY "\n", 0600);
	assert_int_equal(chown(path, 65534, 65534), 0);
	assert_false(ssh_auth_read(&auth, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_key_or_a_ticket_says_who_it_is, begin, end),
		cmocka_unit_test_setup_teardown(a_file_that_others_could_have_made_is_not_believed, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
