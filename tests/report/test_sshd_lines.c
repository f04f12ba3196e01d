/* What doctor says of sshd's files: the lines of doc/ssh.md, and the program that sshd would run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/memory.h"
#include "report/sshd_lines.h"
#include "support/scratch.h"

#define MATCH "ExposeAuthInfo yes\nMatch User forvalta\n    AuthenticationMethods publickey\n"
#define ASK "    AuthorizedKeysCommand /bin/sh ssh-keys --user %u --type %t --key %k\n"
#define REST "    AuthorizedKeysFile none\n    DisableForwarding yes\n    PermitUserRC no\n"

static void write_file(const char *directory, const char *name, const char *lines)
{
	struct text path = {0};
	text_printf(&path, "%s/%s", directory, name);
	FILE *file = fopen(path.data, "w");
	assert_non_null(file);
	fputs(lines, file);
	fclose(file);
	text_free(&path);
}

static void test_each_line(void **state)
{
	(void)state;
	static const struct {
		const char *lines;
		enum verdict verdict;
		const char *words;
	} cases[] = {
		{"", VERDICT_NONE, ""},
		{"PermitRootLogin no\n", VERDICT_NONE, ""},
		{"AuthorizedKeysCommand /usr/bin/sss_ssh_authorizedkeys\n", VERDICT_NONE, ""},
		{"#" ASK, VERDICT_NONE, ""},
		{MATCH ASK REST, VERDICT_WELL, "as it must be"},
		{MATCH "\tauthorizedkeyscommand  /bin/sh ssh-keys --user %u\n" REST, VERDICT_WELL, "as it must be"},
		{MATCH ASK, VERDICT_WRONG, "AuthorizedKeysFile none"},
		{MATCH ASK "AuthorizedKeysFile .ssh/authorized_keys\n" REST, VERDICT_WRONG, "AuthorizedKeysFile none"},
		{MATCH ASK "AuthorizedKeysFile none\nPermitUserRC no\n", VERDICT_WRONG, "DisableForwarding yes"},
		{MATCH ASK "AuthorizedKeysFile none\nDisableForwarding yes\n", VERDICT_WRONG, "PermitUserRC no"},
		{ASK REST, VERDICT_WRONG, "ExposeAuthInfo yes"},
		{"AuthorizedKeysFile .ssh/authorized_keys\n" MATCH ASK REST "Match User git\n    PermitUserRC yes\n",
	     VERDICT_WELL, ""},
		{MATCH ASK "Match User git\n" REST, VERDICT_WRONG, "AuthorizedKeysFile none"},
		{"Match User git\n" REST "Match User nobody\n" MATCH ASK REST, VERDICT_WELL, "as it must be"},
		{MATCH "AuthorizedKeysCommand /nowhere/forvalta ssh-keys --user %u\n" REST, VERDICT_WRONG, "/nowhere/forvalta"},
		{MATCH "AuthorizedKeysCommand /tmp ssh-keys --user %u\n" REST, VERDICT_WRONG, "writable by nobody else"},
	};
	char *directory = scratch_new();
	struct text inner = {0};
	text_printf(&inner, "%s/sshd_config.d", directory);
	for (int within = 0; within < 2; within++) {
		if (within == 1)
			assert_int_equal(mkdir(inner.data, 0700), 0);
		for (size_t i = 0; i < COUNT_OF(cases); i++) {
			struct text words = {0};
			write_file(directory, "sshd_config", within == 1 ? "Include /etc/ssh/sshd_config.d/*.conf\n" : cases[i].lines);
			if (within == 1)
				write_file(inner.data, "forvalta.conf", cases[i].lines);
			enum verdict verdict = sshd_lines_look(directory, &words);
			if (verdict != cases[i].verdict || strstr(words.data == NULL ? "" : words.data, cases[i].words) == NULL)
				fail_msg("case %zu: %d, %s", i, verdict, words.data);
			text_free(&words);
		}
	}
	text_free(&inner);
	scratch_free(&directory);
}

static void test_no_sshd(void **state)
{
	(void)state;
	struct text words = {0};
	assert_int_equal(sshd_lines_look("/nowhere", &words), VERDICT_NONE);
	assert_int_equal(words.size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_line), cmocka_unit_test(test_no_sshd)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
