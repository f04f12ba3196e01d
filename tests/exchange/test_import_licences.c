/* Seats of licences by the mapping that is shipped: holders by login, e-mail or name, what cannot be refused with its
 * row and the reason, and what stands in the register positioned. */
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
#include "register/licences.h"
#include "support/importing.h"

#define HEAD "Licence;User;Device;From;To;Last sign-in;Cost centre\n"

static void open_store(struct import_test *test, struct text *rejects)
{
	assert_string_equal(importing_text(test, "person.csv", "name,login,email\nAnna Berg,anna,anna@example.org\n"
	                    "Bo Ek,bo,bo@example.org\nCia Falk,cia,\n"), "");
	assert_string_equal(importing_text(test, "licence.csv", "name,metric,quantity,unit_cost,period,start,end,renewal\n"
	                    "Kontor,named_user,3,100,year,2026-01-01,2026-12-31,none\nPlats,site,,9,year,,,\n"), "");
	text_printf(rejects, "%s/rejects.csv", test->directory);
	test->options.rejects = rejects->data;
	test->options.plan = memory_new(sizeof *test->options.plan);
	if (!mapping_read(test->options.plan, SOURCE_DIR "/conf/import/licence-use.conf", &test->error))
		fail_msg("%s", test->error.text);
}

static void close_plan(struct import_test *test, struct text *rejects)
{
	plan_free(test->options.plan);
	free(test->options.plan);
	test->options.plan = NULL;
	text_free(rejects);
}

static struct licence_row position_of_first(struct import_test *test)
{
	struct view *view = view_open(test->store.store, NULL);
	struct licence_reader *reader = licence_reader_new(view, NULL, test->store.session.today);
	struct licence_rows rows = {0};
	licence_rows_read(&rows, reader, 0, NULL, NULL);
	struct licence_row row = rows.items[0];
	licence_rows_free(&rows);
	licence_reader_free(&reader);
	view_close(&view);
	return row;
}

static void seats_come_in_and_come_again(void **state)
{
	struct import_test *test = *state;
	struct text rejects = {0};
	open_store(test, &rejects);
	static const char seats[] = HEAD "Kontor;ANNA;;2026-02-01;;2026-11-20;1\nKontor;bo@example.org;;;;2026-01-15;2\n"
		"LIC-0001;Cia Falk;;;2026-10-31;;3\nKontor;;PC-1;;;;4\nKontor;nobody;;;;;5\nOkänd;anna;;;;;6\n";
	assert_string_equal(importing_text(test, "seats.csv", seats), "");
	assert_int_equal(test->result.rows, 6);
	assert_int_equal(test->result.rejected, 1);
	assert_non_null(strstr(importing_read(test, "rejects.csv"), "Okänd"));
	assert_string_equal(importing_list(test, "licence_use", "person,device,from,to,last_used"),
		"person,device,from,to,last_used\nPRS-0001,,2026-02-01,,2026-11-20\nPRS-0002,,,,2026-01-15\n"
		"PRS-0003,,,2026-10-31,\n,PC-1,,,\n,nobody,,,\n");
	const struct licence_row row = position_of_first(test);
	assert_int_equal(row.position.required, 4);
	assert_int_equal(row.position.missing, 1);
	assert_int_equal(row.counts.idle, 1);
	assert_int_equal(row.position.utilisation, 3333);
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_text(test, "seats.csv", seats), "");
	assert_int_equal(importing_sequence(test), before);
	assert_string_equal(importing_text(test, "later.csv", HEAD "Kontor;bo;;;2026-11-21;2026-11-21;2\n"), "");
	assert_int_equal(position_of_first(test).position.balance, 0);
	close_plan(test, &rejects);
}

static const struct {
	const char *row, *reason;
} bad[] = {
	{"Kontor;anna;;2026-03-01;2026-02-01;", "to: 2026-02-01 is before from, 2026-03-01"},
	{"Kontor;anna;;;2025-12-31;", "to: the seat is held to 2025-12-31, and the licence begins 2026-01-01"},
	{"Kontor;anna;;2027-01-01;;", "from: the seat is held from 2027-01-01, and the licence ended 2026-12-31"},
	{"Kontor;anna;PC-9;;;", "only one of person, device may be filled in"},
	{"Kontor;;;;;", "one of person, device must be filled in"},
	{"Kontor;anna;;soon;;", "soon"},
};

static void what_cannot_be_is_refused_with_its_row(void **state)
{
	struct import_test *test = *state;
	struct text rejects = {0}, file = {0};
	open_store(test, &rejects);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		text_clear(&file);
		text_printf(&file, HEAD "Kontor;bo;;2026-02-01;;;\n%s;1\n", bad[i].row);
		assert_string_equal(importing_text(test, "seats.csv", file.data), "");
		assert_int_equal(test->result.rejected, 1);
		if (strstr(test->faults.data, "seats.csv:3") == NULL || strstr(test->faults.data, bad[i].reason) == NULL)
			fail_msg("%s: %s", bad[i].row, test->faults.data);
	}
	text_free(&file);
	close_plan(test, &rejects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(seats_come_in_and_come_again, importing_setup, importing_teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_with_its_row, importing_setup, importing_teardown),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
