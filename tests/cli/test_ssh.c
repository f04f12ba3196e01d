/* Signing in through a real sshd: who is let in, what they may ask for, and what is told of the rest. DESIGN 4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/scratch.h"
#include "support/sshd.h"
#include "support/terminal.h"

static char *directory;
static char output[65536];

/* The program on this machine, as the service account. */
static int on_the_machine(const char *words)
{
	char line[8192];
	snprintf(line, sizeof line, "%s --store %s/store --config %s/forvalta.conf --lang en %s >%s/told 2>&1",
	         BUILD_DIR "/forvalta", directory, directory, words, directory);
	int status = system(line);
	snprintf(line, sizeof line, "%s/told", directory);
	FILE *file = fopen(line, "r");
	size_t size = fread(output, 1, sizeof output - 1, file);
	output[size] = '\0';
	fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void add_person(const char *name, const char *rest, const char *key)
{
	char words[4000];
	snprintf(words, sizeof words, "add person name=%s login=%s %s 'ssh_keys=%s'", name, name, rest, test_sshd_key(key));
	if (on_the_machine(words) != 0)
		fail_msg("%s: %s", name, output);
}

static int begin(void **state)
{
	char path[300];
	(void)state;
	const char *missing = test_sshd_missing();
	directory = scratch_new();
	if (missing != NULL) {
		print_message("skipped: %s\n", missing);
		return 0;
	}
	snprintf(path, sizeof path, "%s/forvalta.conf", directory);
	FILE *file = fopen(path, "w");
	fprintf(file, "service_account = \"%s\";\nlanguage = \"en\";\nunknown_user = \"read\";\n",
	        getpwuid(getuid())->pw_name);
	fclose(file);
	assert_int_equal(on_the_machine("init"), 0);
	test_sshd_start(directory);
	add_person("eva", "access=reader", "eva");
	add_person("anna", "access=administrator", "anna");
	add_person("left", "active_to=2020-01-31", "left");
	add_person("one", "", "shared");
	add_person("two", "", "shared");
	return 0;
}

static int end(void **state)
{
	(void)state;
	test_sshd_stop();
	scratch_free(&directory);
	return 0;
}

static void skip_without(void)
{
	if (test_sshd_missing() != NULL)
		skip();
}

static int ask(const char *person, const char *command)
{
	return test_ssh(&(struct test_ssh){.person = person, .command = command}, output, sizeof output);
}

static void expect(int status, int wanted, const char *words, const char *what)
{
	if (status != wanted || strstr(output, words) == NULL)
		fail_msg("%s: status %d, not %d, or no \"%s\": %s", what, status, wanted, words, output);
}

static void a_key_signs_its_holder_in(void **state)
{
	(void)state;
	skip_without();
	expect(ask("eva", "list person --where 'login = \"eva\"'"), 0, "eva", "a list");
	test_log_expect("eva from 127.0.0.1", "list");
	expect(ask("anna", "forvalta add unit 'name=Two words'"), 0, "UNI-0001", "an addition");
	expect(test_ssh(&(struct test_ssh){.person = "anna", .command = "import - --entity unit", .input = "name\nFrom far\n"},
	                output, sizeof output),
	       0, "1 record added", "an import");
	expect(ask("eva", "add unit name=Mine"), 2, "your role may not add", "a reader's addition");
	test_log_expect("refused eva from 127.0.0.1", "your role may not add");
	expect(ask("anna", "history UNI-0001"), 0, "anna, change, ssh 127.0.0.1", "the change log");
	assert_int_equal(on_the_machine("ssh-keys"), 1);
	char *line = strstr(output, "  eva ");
	assert_non_null(line);
	*strchr(line, '\n') = '\0';
	assert_null(strstr(line, "used -"));
}

static void nobody_else_is_let_in(void **state)
{
	static const struct {
		const char *person, *reason;
	} cases[] = {{"stranger", NULL}, {"left", "its holder has left"}, {"shared", "two people have it"}};
	(void)state;
	skip_without();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		expect(ask(cases[i].person, "stat"), 255, "", cases[i].person);
		assert_string_equal(output, ""); /* ssh -q says nothing, and neither does the program */
		if (cases[i].reason != NULL)
			test_log_expect("refused the key SHA256:", cases[i].reason);
	}
}

/* A person who leaves while signed in gets no further command. */
static void who_leaves_is_refused_at_once(void **state)
{
	(void)state;
	skip_without();
	add_person("nils", "code=NILS", "nils");
	expect(ask("nils", "stat"), 0, "person", "while here");
	assert_int_equal(on_the_machine("set NILS active_to=2020-01-31"), 0);
	expect(ask("nils", "stat"), 2, "is no active person", "on the same connection");
	test_log_expect("refused nils", "no active person");
}

static void what_is_forbidden_gets_a_clear_no_and_leaves_a_trace(void **state)
{
	static const struct {
		const char *command;
		int status;
		const char *words, *trace;
	} cases[] = {
		{"list unit --output /tmp/x", 64, "has no option --output", "--output"},
		{"export unit --output /tmp/x", 2, "--output is not for sessions through SSH", "--output"},
		{"import /etc/passwd --entity unit", 2, "no files of this machine are read", "/etc/passwd"},
		{"import - /etc/passwd --entity unit", 2, "no files of this machine are read", "/etc/passwd"},
		{"import - --entity unit --rejects /tmp/x", 2, "--rejects is not for sessions", "--rejects"},
		{"import - --map=/etc/passwd", 2, "--map is not for sessions", "--map"},
		{"catalogue import /etc/passwd", 2, "no files of this machine are read", "/etc/passwd"},
		{"backup /tmp/x", 2, "backup is not for sessions through SSH", "backup"},
		{"init --shared users", 2, "init is not for sessions through SSH", "init"},
		{"demo", 2, "demo is not for sessions through SSH", "demo"},
		{"ssh-keys", 2, "ssh-keys is not for sessions through SSH", "ssh-keys"},
		{"--store /tmp list unit", 2, "--store is not for sessions", "--store"},
		{"list unit --store=/tmp", 2, "--store is not for sessions", "--store"},
		{"list unit --config /etc/passwd", 2, "--config is not for sessions", "--config"},
		{"list unit --as root", 2, "--as is not for sessions", "--as"},
		{"--ssh anna list unit", 2, "--ssh is not for sessions", "--ssh"},
		{"--ssh-auth list unit", 2, "--ssh-auth is not for sessions", "--ssh-auth"},
		{"list unit --force-network", 2, "--force-network is not for sessions", "--force-network"},
		{"list unit > /tmp/x", 64, "there is no shell here", "> does nothing"},
		{"list unit; id", 64, "there is no shell here", "; does nothing"},
		{"$(id)", 64, "there is no shell here", "$ does nothing"},
		{"list 'unit", 64, "ends inside quotes", "quotes"},
		{"sh -c id", 64, "\"sh\" is no command", "sh"},
		{"scp -t /tmp", 64, "\"scp\" is no command", "scp"},
		{"rsync --server . /tmp", 64, "\"rsync\" is no command", "rsync"},
		{"/usr/lib/openssh/sftp-server", 64, "is no command", "sftp-server"},
	};
	(void)state;
	skip_without();
	if (!test_log_is_kept())
		print_message("skipped in part: the system's log is kept by others here\n");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		expect(ask("anna", cases[i].command), cases[i].status, cases[i].words, cases[i].command);
		test_log_expect("refused anna from 127.0.0.1", cases[i].trace);
	}
	assert_int_not_equal(access("/tmp/x", F_OK), 0);
}

static void sftp_and_forwarding_are_refused(void **state)
{
	(void)state;
	skip_without();
	expect(test_ssh(&(struct test_ssh){.person = "eva", .option = "-s", .command = "sftp"}, output, sizeof output), 64, "",
	       "sftp"); /* sshd passes on nothing of a subsystem's standard error */
	test_log_expect("refused eva", "sftp");
	expect(test_ssh(&(struct test_ssh){.person = "eva", .option = "-W127.0.0.1:22"}, output, sizeof output), 255, "",
	       "forwarding");
	expect(test_ssh(&(struct test_ssh){.person = "eva"}, output, sizeof output), 2, "needs a terminal", "no terminal");
}

static void the_register_opens_in_a_terminal(void **state)
{
	(void)state;
	skip_without();
	const struct test_session session = {.rows = 24, .columns = 80, .arguments = test_ssh_terminal("eva")};
	struct test_terminal *terminal = test_terminal_start(&session);
	test_terminal_expect(terminal, "Forvalta");
	test_terminal_expect(terminal, "eva, reader");
	test_terminal_send(terminal, "q");
	assert_int_equal(test_terminal_wait(terminal), 0);
	test_terminal_end(&terminal);
	test_log_expect("eva from 127.0.0.1", "full screen");
}

/* ForceCommand stands above the key's own command: sshd tells who it is in a file. */
static void a_forced_command_asks_sshd_who_it_is(void **state)
{
	(void)state;
	skip_without();
	expect(test_ssh(&(struct test_ssh){.person = "anna", .command = "add unit name=Forced", .kerberos_way = true}, output,
	                sizeof output),
	       0, "UNI-", "anna");
	expect(ask("anna", "history --limit 1"), 0, "anna, change, ssh 127.0.0.1", "the change log");
	expect(test_ssh(&(struct test_ssh){.person = "eva", .command = "add unit name=Forced", .kerberos_way = true}, output,
	                sizeof output),
	       2, "your role may not add", "eva");
	expect(test_ssh(&(struct test_ssh){.person = "anna", .command = "--store /tmp stat", .kerberos_way = true}, output,
	                sizeof output),
	       2, "--store is not for sessions", "a store");
	test_log_expect("refused SHA256:", "--store");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_signs_its_holder_in),
		cmocka_unit_test(nobody_else_is_let_in),
		cmocka_unit_test(who_leaves_is_refused_at_once),
		cmocka_unit_test(what_is_forbidden_gets_a_clear_no_and_leaves_a_trace),
		cmocka_unit_test(sftp_and_forwarding_are_refused),
		cmocka_unit_test(the_register_opens_in_a_terminal),
		cmocka_unit_test(a_forced_command_asks_sshd_who_it_is),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
