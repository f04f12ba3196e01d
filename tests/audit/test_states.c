/* The states of findings over several nights, with a real store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "model/schema.h"
#include "support/store.h"

static int setup(void **state)
{
	static struct test_store test;
	test_store_open(&test);
	*state = &test;
	return 0;
}

static int teardown(void **state)
{
	test_store_close(*state);
	return 0;
}

/* The audit of a day, as JSON. */
static char *run_audit(struct test_store *test, day_t day, struct audit_counts *counts)
{
	const struct audit_options options = {0};
	struct error error = {0};
	char *text = NULL;
	size_t size = 0;
	test->session.today = day;
	struct audit *audit = audit_run(&test->session, &options, &error);
	assert_string_equal(error.text, "");
	assert_non_null(audit);
	if (counts != NULL)
		*counts = *audit_counts(audit);
	FILE *out = open_memstream(&text, &size);
	assert_true(audit_print(audit, AUDIT_JSON, false, out, &error));
	fclose(out);
	out = stderr;
	if (getenv("SHOW"))
		audit_print(audit, AUDIT_TEXT, false, out, &error);
	audit_free(&audit);
	return text;
}

static void a_first_night(void **state)
{
	struct test_store *test = *state;
	struct audit_counts counts;
	day_t day = day_from_civil(2026, 11, 22);
	test_put(test, E_person, 0, "name=Anna|login=anna");
	test_put(test, E_unit, 0, "name=Social|manager=PRS-0001");
	test_put(test, E_system, 0, "name=Procapita|unit=UNI-0001|criticality=3");
	test_put(test, E_component, 0, "system=SYS-0001|product=PostgreSQL|version=14|vendor_end=2026-11-12|remedy=upgrade");
	char *first = run_audit(test, day, &counts);
	assert_int_equal(counts.open[C_severity_high], 2);
	assert_int_equal(counts.known[C_severity_high], 2);
	assert_int_equal(counts.fresh[C_severity_high], 0);
	char *second = run_audit(test, day, &counts);
	assert_string_equal(first, second);
	free(first);
	free(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_first_night, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
