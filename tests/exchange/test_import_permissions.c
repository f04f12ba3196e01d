/* Permissions from a system's own list and from groups of a directory: whom they are matched to, and what the register
 * makes of what is new, changed, gone and seen again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/mapping.h"
#include "register/summary.h"
#include "support/importing.h"

#define SHOWN "code,person,account,role,level,last_used,removed,unlisted,seen_again"
#define HEAD "Konto;Namn;Roll;Senast inloggad\n"

static struct text lines; /* notices and what is shown of a dry run */

static void note(void *context, const char *line)
{
	(void)context;
	text_printf(&lines, "%s\n", line);
}

static void use(struct import_test *test, const char *name)
{
	struct text path = {0};
	text_clear(&lines);
	text_printf(&path, SOURCE_DIR "/conf/import/%s.conf", name);
	test->options.plan = memory_new(sizeof *test->options.plan);
	if (!mapping_read(test->options.plan, path.data, &test->error))
		fail_msg("%s", test->error.text);
	test->options.notice = note;
	test->options.allow_shrink = true;
	text_free(&path);
}

static void leave(struct import_test *test)
{
	plan_free(test->options.plan);
	free(test->options.plan);
	test->options.plan = NULL;
	text_free(&lines);
}

static const char people[] =
	"person name=Anna Berg|login=anna|email=anna.berg@example.se\n"
	"person name=Bo Ek|login=bo|email=bo@example.se\n"
	"person name=Cia Lund|login=cia|email=shared@example.se\n"
	"person name=Dan Lund|login=dan|email=shared@example.se\n"
	"system name=Case\nsystem name=Pay\n";

static void fill(struct import_test *test)
{
	test_put_records(&test->store, people);
	assert_true(summary_refresh_all(&test->store.session, NULL));
}

static void check(struct import_test *test, const char *rows)
{
	struct text wanted = {0};
	text_printf(&wanted, SHOWN "\n%s", rows);
	assert_string_equal(importing_list(test, "permission", SHOWN), wanted.data);
	text_free(&wanted);
}

/* ---- whom they are ---- */

static void matched_by_login_address_or_name(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	assert_string_equal(importing_text(test, "a.csv", HEAD
		"ANNA;;Läsare;2026-11-01\n"
		"bo@example.se;;Administratör;\n"
		";Cia Lund;Handläggare;\n" /* without an account no row is taken */
		"Cia Lund;;Handläggare;\n"
		"shared@example.se;;Handläggare;\n"
		"svc-x;;Handläggare;\n"), "");
	check(test,
		"PRM-0001,PRS-0001,,Läsare,read,2026-11-01,,,\n"
		"PRM-0002,PRS-0002,,Administratör,administer,,,,\n"
		"PRM-0003,PRS-0003,,Handläggare,write,,,,\n"
		"PRM-0004,,shared@example.se,Handläggare,write,,,,\n"
		"PRM-0005,,svc-x,Handläggare,write,,,,\n");
	assert_non_null(strstr(lines.data, "2 names answer to nothing in the register, and are kept as Account: "
		"shared@example.se, svc-x"));
	leave(test);
}

/* ---- from list to list ---- */

static void import_on(struct import_test *test, const char *day, const char *rows)
{
	struct text text = {0};
	assert_true(day_parse(slice_of(day), &test->store.session.today, NULL));
	text_printf(&text, HEAD "%s", rows);
	assert_string_equal(importing_text(test, "a.csv", text.data), "");
	text_free(&text);
}

static void new_changed_gone_and_back(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	import_on(test, "2026-11-01", "anna;;Läsare;2026-10-01\nbo;;Läsare;\n");
	uint64_t sequence = importing_sequence(test);
	import_on(test, "2026-11-02", "anna;;Läsare;2026-10-01\nbo;;Läsare;\n");
	assert_int_equal(importing_sequence(test), sequence); /* the same list changes nothing */
	import_on(test, "2026-11-03", "anna;;Läsare;2026-11-02\ncia;;Läsare;\n");
	check(test,
		"PRM-0001,PRS-0001,,Läsare,read,2026-11-02,,,\n"
		"PRM-0002,PRS-0002,,Läsare,read,,2026-11-03,2026-11-03,\n"
		"PRM-0003,PRS-0003,,Läsare,read,,,,\n");
	import_on(test, "2026-11-04", "anna;;Läsare;2026-11-02\ncia;;Läsare;\nbo;;Läsare;2026-11-04\n");
	check(test,
		"PRM-0001,PRS-0001,,Läsare,read,2026-11-02,,,\n"
		"PRM-0002,PRS-0002,,Läsare,read,2026-11-04,,,\n"
		"PRM-0003,PRS-0003,,Läsare,read,,,,\n");
	leave(test);
}

/* Ticked off: believed when the list no longer has it, seen again as long as it does. */
static void removed_is_believed_when_the_list_says_so(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	import_on(test, "2026-11-01", "anna;;Läsare;\nbo;;Läsare;\n");
	test_put(&test->store, E_permission, 1, "removed=2026-11-05");
	test_put(&test->store, E_permission, 2, "removed=2026-11-05");
	import_on(test, "2026-11-05", "anna;;Läsare;\n"); /* of the same day: the list may be older than the deed */
	check(test,
		"PRM-0001,PRS-0001,,Läsare,read,,2026-11-05,,\n"
		"PRM-0002,PRS-0002,,Läsare,read,,2026-11-05,2026-11-05,\n");
	import_on(test, "2026-11-06", "anna;;Läsare;\n");
	import_on(test, "2026-11-07", "anna;;Läsare;\n");
	check(test,
		"PRM-0001,PRS-0001,,Läsare,read,,2026-11-05,,2026-11-06\n"
		"PRM-0002,PRS-0002,,Läsare,read,,2026-11-05,2026-11-05,\n");
	import_on(test, "2026-11-08", "bo;;Admin;\n");
	check(test,
		"PRM-0001,PRS-0001,,Läsare,read,,2026-11-05,2026-11-08,\n"
		"PRM-0002,PRS-0002,,Läsare,read,,2026-11-05,2026-11-05,\n"
		"PRM-0003,PRS-0002,,Admin,administer,,,,\n");
	leave(test);
}

static void what_would_be_done_is_shown_first(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	import_on(test, "2026-11-01", "anna;;Läsare;2026-10-01\nbo;;Läsare;\n");
	uint64_t sequence = importing_sequence(test);
	text_clear(&lines);
	test->options.dry_run = true;
	test->options.preview = note;
	import_on(test, "2026-11-03", "anna;;Läsare;2026-11-02\nsvc;;Läsare;\n");
	assert_string_equal(lines.data,
		"1 name answers to nothing in the register, and is kept as Account: svc\n"
		"~ PRM-0001 SYS-0001 PRS-0001 Läsare: last_used: 2026-10-01 -> 2026-11-02\n"
		"+ SYS-0001 svc Läsare\n"
		"- PRM-0002 SYS-0001 PRS-0002 Läsare\n");
	assert_int_equal(importing_sequence(test), sequence);
	test->options.dry_run = false;
	test->options.preview = NULL;
	leave(test);
}

/* ---- groups ---- */

static void groups_give_roles(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "directory-permissions");
	assert_string_equal(importing_text(test, "a.ldif",
		"dn: uid=anna,dc=ex\nuid: anna\nmemberOf: cn=case-officers,ou=groups,dc=ex\nmemberOf: cn=choir,ou=groups,dc=ex\n"
		"memberOf: cn=accounts-payable,ou=groups,dc=ex\n\n"
		"dn: uid=nobody,dc=ex\nuid: nobody\nmemberOf: CN=case-admins,ou=groups,dc=ex\n\n"
		"dn: uid=bo,dc=ex\nuid: bo\n"), "");
	check(test,
		"PRM-0001,PRS-0001,,Case officer,write,,,,\n"
		"PRM-0003,,nobody,Administrator,administer,,,,\n"
		"PRM-0002,PRS-0001,,Payer,write,,,,\n");
	leave(test);
}

/* A directory as CSV: the groups stand in one cell. */
static void groups_of_one_cell(void **state)
{
	struct import_test *test = *state;
	fill(test);
	importing_file(test, "groups.conf",
		"separator = \",\"; each = \"Groups\"; between = \"; \"; ignore_others = true;\n"
		"records = ( { entity = \"permission\"; same = ( \"system\", \"person\", \"account\" );\n"
		"listed = \"system\"; fields = {\n"
		"system = { column = \"Groups\"; values = ( ( \"Case\", \"SYS-0001\" ), ( \"Pay\", \"SYS-0002\" ) ); };\n"
		"person = { column = \"Mail\"; unknown = \"account\"; }; level = { constant = \"read\"; }; }; } );\n");
	test->options.plan = memory_new(sizeof *test->options.plan);
	struct text path = {0};
	text_printf(&path, "%s/groups.conf", test->directory);
	assert_true(mapping_read(test->options.plan, path.data, &test->error));
	text_free(&path);
	assert_string_equal(importing_text(test, "a.csv", "Mail,Groups\n"
		"anna.berg@example.se,Pay; Choir; Case\nbo@example.se,\nshared@example.se,case\n"), "");
	assert_string_equal(importing_list(test, "permission", "system,person,account"), "system,person,account\n"
		"SYS-0001,PRS-0001,\nSYS-0001,,shared@example.se\nSYS-0002,PRS-0001,\n");
	leave(test);
}

/* ---- what is refused ---- */

static const struct {
	const char *rows, *place, *words;
} refused[] = {
	{"anna;;Läsare;i går\n", "a.csv:2:14: ", "last_used: \"i går\" is not a day;"},
	{"anna;;Läsare;2026-11-01\nANNA;;Läsare;2026-11-02\n", "a.csv:3:14: ", "says something else of the same record"},
	{"anna;;Lä\x01sare;\n", "a.csv:2:7: ", "role: "},
};

static void bad_rows_are_refused_with_their_place(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct text text = {0};
		text_printf(&text, HEAD "%s", refused[i].rows);
		importing_text(test, "a.csv", text.data);
		text_free(&text);
		if (strstr(test->faults.data, refused[i].place) != test->faults.data ||
		    strstr(test->faults.data, refused[i].words) == NULL)
			fail_msg("%s: %s", refused[i].rows, test->faults.data);
		assert_string_equal(importing_list(test, "permission", "code"), "code\n");
	}
	leave(test);
}

/* In the register's own form. */
static const struct {
	const char *header, *row, *words;
} wrong[] = {
	{"system,person,level,from,to", "SYS-0001,anna,read,2026-02-01,2026-01-31", "to: "},
	{"system,person,level,from,removed", "SYS-0001,anna,read,2026-02-01,2026-01-31", "removed: "},
	{"system,person,level,suspended_from,suspended_to", "SYS-0001,anna,read,2026-02-01,2026-01-31", "suspended_to: "},
	{"system,person,account,level", "SYS-0001,anna,adm,read", "account"},
	{"system,level", "SYS-0001,read", "person"},
	{"system,person", "SYS-0001,anna", "level: "},
	{"system,person,level", "SYS-0001,anna,everything", "level: "},
	{"system,person,level", "SYS-0009,anna,read", "system: "},
	{"system,person,level", "SYS-0001,nobody,read", "person: "},
	{"person,level", "anna,read", "system: "},
	{"system,person,level,reviewed", "SYS-0001,anna,read,2026-02-30", "reviewed: "},
};

static void what_cannot_be_is_refused_with_the_reason(void **state)
{
	struct import_test *test = *state;
	fill(test);
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct text text = {0};
		text_printf(&text, "%s\n%s\n", wrong[i].header, wrong[i].row);
		if (*importing_text(test, "permission.csv", text.data) == (char)0)
			fail_msg("%s was taken", wrong[i].row);
		text_free(&text);
		if (strstr(test->faults.data, "permission.csv:2") != test->faults.data ||
		    strstr(test->faults.data, wrong[i].words) == NULL)
			fail_msg("%s: %s", wrong[i].row, test->faults.data);
		assert_string_equal(importing_list(test, "permission", "code"), "code\n");
	}
}

/* A list whose columns are called something else is not taken for an empty one. */
static void moved_columns_are_asked_for(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	import_on(test, "2026-11-01", "anna;;Läsare;\n");
	const char *words = importing_text(test, "a.csv", "Användare;Namn;Roll;Senast inloggad\nanna;;Läsare;\n");
	assert_non_null(strstr(words, "Konto"));
	check(test, "PRM-0001,PRS-0001,,Läsare,read,,,,\n");
	leave(test);
}

/* Nor one that has been cut short: more than a twentieth would end at once. */
static void a_list_cut_short_is_refused(void **state)
{
	struct import_test *test = *state;
	fill(test);
	use(test, "permissions");
	import_on(test, "2026-11-01", "anna;;Läsare;\nbo;;Läsare;\ncia;;Läsare;\n");
	test->options.allow_shrink = false;
	assert_non_null(strstr(importing_text(test, "a.csv", HEAD "anna;;Läsare;\n"), "is it whole?"));
	leave(test);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, importing_setup, importing_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(matched_by_login_address_or_name),
		TEST(new_changed_gone_and_back),
		TEST(removed_is_believed_when_the_list_says_so),
		TEST(what_would_be_done_is_shown_first),
		TEST(groups_give_roles),
		TEST(groups_of_one_cell),
		TEST(bad_rows_are_refused_with_their_place),
		TEST(what_cannot_be_is_refused_with_the_reason),
		TEST(moved_columns_are_asked_for),
		TEST(a_list_cut_short_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
