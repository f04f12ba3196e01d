#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pwd.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "identity/identity.h"

static void the_process_is_its_real_user(void **state)
{
	(void)state;
	struct identity identity;
	struct error error = {0};
	struct passwd *user = getpwuid(getuid());

	if (!user) {
		print_message("skipped: the user of this process has no name\n");
		skip();
	}
	assert_true(identity_of_process(&identity, &error));
	assert_string_equal(identity.login, user->pw_name);
	assert_int_equal(identity.is_root, getuid() == 0);
	assert_false(identity.is_other);
}

static void a_user_without_a_name_is_nobody(void **state)
{
	(void)state;
	int status;

	if (getuid() != 0) {
		print_message("skipped: only root can become another user\n");
		skip();
	}
	pid_t child = fork();
	if (child == 0) {
		struct identity identity = {.login = "before"};
		struct error error = {0};
		bool refused = setuid(3999999) == 0 && !identity_of_process(&identity, &error);
		_exit(refused && error.kind == ERROR_DENIED && strstr(error.text, "3999999") && strcmp(identity.login,
			"before") == 0
			? 0 : 1);
	}
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void only_root_and_the_service_act_for_others(void **state)
{
	(void)state;
	static const struct {
		struct identity who;
		bool may;
	} cases[] = {
		{{.login = "root", .is_root = true}, true}, {{.login = "forvalta"}, true}, {{.login = "eva"}, false},
		{{.login = "forvalta2"}, false}, {{.login = ""}, false},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct identity identity = cases[i].who;
		struct error error = {0};
		assert_int_equal(identity_act_for(&identity, "--as", "karin", "forvalta", &error), cases[i].may);
		assert_string_equal(identity.login, cases[i].may ? "karin" : cases[i].who.login);
		assert_int_equal(identity.is_other, cases[i].may);
		assert_int_equal(identity.is_root, cases[i].who.is_root);
		assert_int_equal(error.kind, cases[i].may ? ERROR_NONE : ERROR_DENIED);
	}
}

static void a_login_that_a_shell_would_read_is_refused(void **state)
{
	(void)state;
	static const char *const refused[] = {
		"", "-rf", "a b", "a;b", "a$(b)", "a`b`", "a\"b", "a'b", "a/b", "a\\b", "a\nb", "a\033b", "a\xff", "a*",
			"a|b", "a&b", "a>b",
		"1234567890123456789012345678901234567890123456789012345678901234",
	};
	static const char *const sound[] = {
		"eva", "eva.lind", "eva_l-2", "eva@kommun.example", "åsa",
		"123456789012345678901234567890123456789012345678901234567890123",
	};
	struct identity root = {.login = "root", .is_root = true};
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct error error = {0};
		assert_false(identity_act_for(&root, "--ssh", refused[i], "forvalta", &error));
		assert_int_equal(error.kind, ERROR_USAGE);
		assert_string_equal(root.login, "root");
	}
	for (size_t i = 0; i < COUNT_OF(sound); i++)
		assert_true(login_is_sound(sound[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_process_is_its_real_user),
		cmocka_unit_test(a_user_without_a_name_is_nobody),
		cmocka_unit_test(only_root_and_the_service_act_for_others),
		cmocka_unit_test(a_login_that_a_shell_would_read_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
