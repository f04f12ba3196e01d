/* Incidents and problems of a case system by the mapping that is shipped: twice gives nothing new, a later file what
 * has changed, and what comes again is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/mapping.h"
#include "register/incidents.h"
#include "register/problems.h"
#include "support/importing.h"

#define HEAD "Number;System;Service;Component;Category;Short " \
	"description;Opened;Closed;Priority;Cause;Downtime;Problem;Change;Group\n"
#define ROW(number, category, opened, more) number ";Journalen;;;" category ";Kommer inte in;" opened ";" more "\n"

static const char first_file[] =
	HEAD ROW("1001", "Login", "2026-09-01 08:12", ";2 - High;;30;;;A") ROW("1002", "Lösenord", "2026-10-01 23:59",
		";3 - Moderate;Unknown;;;;A")
	ROW("1003", "Login", "2026-11-01", "2026-11-02 10:00;1 - Critical;Change;15;;RLP-0001;B")
	ROW("1004", "Utskrift", "2026-11-03", ";5 - Planning;User;;77;;B")
	"1005;Okända systemet;;;Login;X;2026-11-04;;1 - Critical;;;;;B\n" ROW("1006", "Login", "2026-11-05", ";9 - Odd;;;;;B");

static void open_store(struct import_test *test, struct text *rejects)
{
	assert_string_equal(importing_text(test, "system.csv", "name\nJournalen\n"), "");
	assert_string_equal(importing_text(test, "release_plan.csv",
		"system,version,start,state\nSYS-0001,1,2026-10-31,released\n"), "");
	text_printf(rejects, "%s/rejects.csv", test->directory);
	test->options.rejects = rejects->data;
	test->options.plan = memory_new(sizeof *test->options.plan);
	if (!mapping_read(test->options.plan, SOURCE_DIR "/conf/import/incidents.conf", &test->error))
		fail_msg("%s", test->error.text);
}

static void close_plan(struct import_test *test, struct text *rejects)
{
	plan_free(test->options.plan);
	free(test->options.plan);
	test->options.plan = NULL;
	text_free(rejects);
}

static size_t count_recurring(struct import_test *test)
{
	struct incident_patterns patterns = {0};
	struct view *view = view_open(test->store.store, NULL);
	incident_patterns_read(&patterns, view, pattern_limits(NULL, test->store.session.today), NULL, NULL);
	size_t count = patterns.count == 1 ? patterns.items[0].count : 0;
	incident_patterns_free(&patterns);
	view_close(&view);
	return count;
}

static void cases_come_in_and_come_again(void **state)
{
	struct import_test *test = *state;
	struct text rejects = {0};
	struct problem_made made;
	open_store(test, &rejects);
	assert_string_equal(importing_text(test, "cases.csv", first_file), "");
	assert_int_equal(test->result.rejected, 2); /* the system and the priority that nobody knows */
	assert_non_null(strstr(importing_read(test, "rejects.csv"), "Okända systemet"));
	assert_string_equal(importing_list(test, "incident",
		"code,number,category,opened,closed,priority,cause,downtime_minutes,problem,caused_by"),
		"code,number,category,opened,closed,priority,cause,downtime_minutes,problem,caused_by\n"
		"C-1001,1001,sign-in,2026-09-01,,2,,30,,\n"
		"C-1002,1002,sign-in,2026-10-01,,3,unknown,,,\n"
		"C-1003,1003,sign-in,2026-11-01,2026-11-02,1,own_change,15,,RLP-0001\n"
		"C-1004,1004,Utskrift,2026-11-03,,4,use,,P-77,\n");
	assert_string_equal(importing_list(test, "problem", "code,system,title,state,opened"),
		"code,system,title,state,opened\nP-77,SYS-0001,Kommer inte in,open,2026-11-03\n");
	assert_int_equal(count_recurring(test), 3);

	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_text(test, "cases.csv", first_file), "");
	assert_int_equal(importing_sequence(test), before);

	/* A problem made here stays when the case system says nothing of one. */
	assert_true(problem_gather(&test->store.session, (struct ref){E_incident, 1}, SLICE(""), false, &made, &test->error));
	problem_made_free(&made);
	assert_string_equal(importing_text(test, "later.csv", HEAD ROW("1001", "Login", "2026-09-01 08:12", "2026-11-20 "
		"09:00;2 - High;User;30;;;A")), "");
	const char *list = importing_list(test, "incident", "code,closed,cause,problem");
	if (strstr(list, "\nC-1001,2026-11-20,use,PRB-0002\n") == NULL)
		fail_msg("%s", list);
	assert_int_equal(count_recurring(test), 0);
	close_plan(test, &rejects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(cases_come_in_and_come_again, importing_setup, importing_teardown)};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
