/* Many people on a real sshd on the loopback, each with a key of their own, a steward of their own system.
 *
 * A change is what a person does who has the register open: the form is filled in, and the time is that from the key
 * that saves to the picture that says that it is saved, through ssh and sshd both ways. Beside it `set` as a command
 * over a connection that stays open, where a shell's script would do so: each is a program started. */
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "bench/crowd.h"
#include "exchange/import.h"
#include "support/sshd.h"
#include "support/terminal.h"

#define FORM_ROWS 24
#define FORM_COLUMNS 80

static const char *login_of(unsigned person)
{
	static char login[32];
	snprintf(login, sizeof login, "crowd%u", person + 1);
	return login;
}

/* ---- the people ---- */

static bool import_file(const struct bench *bench, const char *entity, char *path)
{
	const struct import_options options = {.entity = entity};
	struct session session;
	struct import_result result;
	struct error error = {0};
	struct measured measured = {0};
	bool ok = bench_open(bench, false, &session, &measured);
	if (!ok)
		snprintf(error.text, sizeof error.text, "%s", measured.words);
	ok = ok && import_files(&session, &path, 1, &options, &result, &error);
	if (!ok)
		fprintf(stderr, "%s\n", error.text);
	session_close(&session);
	return ok;
}

static bool add_people(const struct bench *bench)
{
	char *path = bench_path(bench, "crowd.csv");
	FILE *file = fopen(path, "w");
	fprintf(file, "code,name,login,access,ssh_keys\n");
	for (unsigned person = 0; person < CROWD; person++)
		fprintf(file, "CROWD-%u,%s,%s,steward,%s\n", person + 1, login_of(person), login_of(person),
		        test_sshd_key(login_of(person)));
	bool ok = fclose(file) == 0 && import_file(bench, "person", path);
	file = fopen(path, "w");
	fprintf(file, "person,role,system\n");
	for (unsigned person = 0; person < CROWD; person++)
		fprintf(file, "CROWD-%u,system_manager,SYS-%04u\n", person + 1, person + 1);
	ok = fclose(file) == 0 && ok && import_file(bench, "assignment", path);
	free(path);
	return ok;
}

/* Where sshd's helper looks; the service account is whoever runs the bench. */
static bool write_configuration(const struct bench *bench)
{
	char *path = bench_path(bench, "forvalta.conf");
	const struct passwd *user = getpwuid(getuid());
	FILE *file = fopen(path, "w");
	bool ok = user != NULL && file != NULL &&
	          fprintf(file, "profile = \"full\";\nservice_account = \"%s\";\n", user->pw_name) > 0;
	ok = file != NULL && fclose(file) == 0 && ok;
	free(path);
	return ok;
}

/* ---- the full screen ---- */

struct at_screen {
	struct test_terminal *terminal;
	char keys[40]; /* from the record to the field */
};

/* The row that the cursor stands in. */
static void marked_row(struct at_screen *at, char row[200])
{
	int line = 0, column;
	bool there = test_terminal_find(at->terminal, "▸ ", &line, &column);
	snprintf(row, 200, "%s", there ? test_terminal_row(at->terminal, line) : "");
}

/* What is sent comes through ssh and sshd: that nothing has come for a while does not say that it has arrived. */
static void next_field(struct at_screen *at)
{
	char before[200], now[200];
	marked_row(at, before);
	test_terminal_send(at->terminal, "\t");
	do {
		test_terminal_settle(at->terminal, TEST_QUIET);
		marked_row(at, now);
	} while (strcmp(now, before) == 0 || now[0] == '\0');
}

/* From the first screen to the record, and how many fields down its form has its users. */
static void find_field(struct at_screen *at, unsigned person)
{
	char code[32];
	snprintf(code, sizeof code, "gr" "SYS-%04u", person + 1);
	test_terminal_send(at->terminal, code);
	test_terminal_expect(at->terminal, code + 2);
	test_terminal_expect(at->terminal, "System    SYS-");
	test_terminal_send(at->terminal, "\r");
	test_terminal_expect(at->terminal, "Where it stands");
	test_terminal_send(at->terminal, "e");
	test_terminal_expect(at->terminal, "Ctrl-S");
	test_terminal_expect(at->terminal, "▸ ");
	strcpy(at->keys, "e");
	while (!test_terminal_shows(at->terminal, "▸ Users ") && strlen(at->keys) < sizeof at->keys - 20) {
		next_field(at);
		strcat(at->keys, "\t");
	}
	test_terminal_send(at->terminal, "\033");
	test_terminal_expect(at->terminal, "Where it stands");
}

static void *open_screen(const struct bench *bench, unsigned person)
{
	static const char *const environment[] = {"LC_ALL=C.UTF-8", NULL};
	const struct test_session session = {.rows = FORM_ROWS, .columns = FORM_COLUMNS,
	                                     .environment = environment,
	                                     .arguments = test_ssh_terminal(login_of(person))};
	struct at_screen *at = memory_new(sizeof *at);
	(void)bench;
	at->terminal = test_terminal_start(&session);
	test_terminal_expect(at->terminal, "Forvalta");
	find_field(at, person);
	return at;
}

static bool fill_in(void *opened, unsigned change)
{
	struct at_screen *at = opened;
	char keys[100], seen[32];
	snprintf(keys, sizeof keys, "%s\x7f\x7f\x7f\x7f\x7f\x7f\x7f%u", at->keys, CROWD_FIRST + change);
	snprintf(seen, sizeof seen, " %u ", CROWD_FIRST + change);
	test_terminal_send(at->terminal, keys);
	test_terminal_expect(at->terminal, "Ctrl-S");
	test_terminal_expect(at->terminal, seen);
	return true;
}

static bool save_form(void *opened, unsigned change)
{
	struct at_screen *at = opened;
	(void)change;
	test_terminal_send(at->terminal, "\x13");
	test_terminal_expect(at->terminal, "Saved;");
	return true;
}

static void close_screen(void *opened)
{
	struct at_screen *at = opened;
	test_terminal_send(at->terminal, "Q");
	test_terminal_wait(at->terminal);
	test_terminal_end(&at->terminal);
	free(at);
}

/* ---- commands ---- */

struct at_command {
	const char *login;
	unsigned person;
};

static bool set_users(struct at_command *at, unsigned users)
{
	char command[64], output[4096];
	snprintf(command, sizeof command, "set SYS-%04u users=%u", at->person + 1, users);
	const struct test_ssh call = {.person = at->login, .command = command};
	if (test_ssh(&call, output, sizeof output) == 0)
		return true;
	fprintf(stderr, "%s: %s\n", at->login, output);
	return false;
}

static void *open_connection(const struct bench *bench, unsigned person)
{
	struct at_command *at = memory_new(sizeof *at);
	char output[4096];
	(void)bench;
	*at = (struct at_command){.login = strdup(login_of(person)), .person = person};
	const struct test_ssh call = {.person = at->login, .command = "list unit --limit 1"};
	return test_ssh(&call, output, sizeof output) == 0 ? at : NULL;
}

static bool save_by_command(void *opened, unsigned change)
{
	return set_users(opened, CROWD_FIRST + change);
}

static void leave_connection(void *opened)
{
	free(opened);
}

/* ---- the rows ---- */

static void tell_crowd(const struct bench *bench, const char *what, const struct crowd_way *way, struct crowd_pace pace,
                       const char *aim)
{
	struct crowd_check check;
	crowd_check_begin(&check, bench);
	struct crowd_result result = crowd_best(bench, way, pace, crowd_check_round, &check);
	crowd_tell(what, &result, &check, aim);
}

/* In a process of its own: what the support for tests cannot do ends it. */
static void through_sshd(void *context, struct measured *measured)
{
	static const struct crowd_way screen = {open_screen, fill_in, save_form, close_screen},
								  command = {open_connection, NULL, save_by_command, leave_connection};
	const struct bench *bench = context;
	test_sshd_start(bench->directory);
	if (write_configuration(bench) && add_people(bench)) {
		tell_crowd(bench, "full screen, 5 a second each: key to \"Saved\"", &screen,
		           (struct crowd_pace){.changes = 100, .between = 0.2}, "99 % 40 ms");
		tell_crowd(bench, "ssh HOST set …, one in 4 seconds each", &command,
		           (struct crowd_pace){.changes = 5, .between = 4}, "");
		measure_end(measured);
	}
	test_sshd_stop();
}

void rows_ssh(struct bench *bench)
{
	const char *missing = test_sshd_missing();
	table_section("32 people through sshd on the loopback, the best of three rounds: from when a save was due");
	struct measured measured = {0};
	if (missing == NULL)
		measured = measure(through_sshd, bench);
	else
		measure_failed(&measured, missing);
	if (!measured.done)
		table_failed("32 people through sshd", &measured);
}
