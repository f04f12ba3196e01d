/* People from elsewhere: getent, a directory's LDIF, an export of Active Directory; whole lists that shrink, and the
 * brake on them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/mapping.h"
#include "support/importing.h"

static struct text notices;

static void note_notice(void *context, const char *line)
{
	struct import_test *test = context;
	size_t directory = strlen(test->directory);
	bool here = strncmp(line, test->directory, directory) == 0;
	text_printf(&notices, "%s\n", here ? line + directory + 1 : line);
}

static int open_store(void **state)
{
	importing_setup(state);
	struct import_test *test = *state;
	test->options.notice = note_notice;
	text_clear(&notices);
	text_append_text(&notices, "");
	return 0;
}

static int close_store(void **state)
{
	struct import_test *test = *state;
	if (test->options.plan != NULL)
		plan_free(test->options.plan);
	free(test->options.plan);
	text_free(&notices);
	return importing_teardown(state);
}

static void use_mapping(struct import_test *test, const char *name)
{
	struct text path = {0};
	text_printf(&path, SOURCE_DIR "/conf/import/%s.conf", name);
	test->options.plan = memory_new(sizeof *test->options.plan);
	mapping_read(test->options.plan, path.data, &test->error);
	assert_string_equal(test->error.text, "");
	text_free(&path);
}

static void next_day(struct import_test *test)
{
	test->store.session.today++;
}

#define LISTED "code,name,login,kind,source,active_to,unlisted"
#define HEAD LISTED "\n"
#define ROOT "root:x:0:0:root:/root:/bin/bash\n"
#define ANNA "anna:x:1000:1000:Anna Berg,,040-10 10 10,:/home/anna:/bin/bash\n"
#define BO "Bo:x:1001:1001:\"Bo\":/home/bo:/bin/zsh\n"
#define ROBOT "svc-x:x:1002:1002::/:/bin/sh\n"

static void accounts_become_people(void **state)
{
	struct import_test *test = *state;
	use_mapping(test, "getent-passwd");
	assert_string_equal(importing_text(test, "passwd",
		ROOT ANNA BO "mail:x:1003:8::/:/usr/sbin/nologin\nnobody:x:65534:1::/:/bin/sh\n" ROBOT), "");
	assert_string_equal(importing_list(test, "person", LISTED), HEAD
		"PRS-0001,Anna Berg,anna,employee,getent passwd,,\nPRS-0002,\"\"\"Bo\"\"\",bo,employee,getent passwd,,\n"
		"PRS-0003,svc-x,svc-x,service_account,getent passwd,,\n");
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_run(test, "passwd", NULL), "");
	assert_int_equal(importing_sequence(test), before);
}

/* Ended on the day, once; opened again when the account is back, but not where somebody has stated another day. */
static void who_is_gone_is_ended_and_who_is_back_is_opened(void **state)
{
	struct import_test *test = *state;
	char day[DAY_TEXT_SIZE];
	struct text expected = {0};
	assert_string_equal(importing_text(test, "person.csv", "name,login\nHand,hand\n"), "");
	use_mapping(test, "getent-passwd");
	assert_string_equal(importing_text(test, "passwd", ANNA BO ROBOT), "");
	test->options.allow_shrink = true;
	assert_string_equal(importing_text(test, "passwd", ANNA), "");
	assert_int_equal(test->result.ended, 2);
	day_text(test->store.session.today, day);
	text_printf(&expected, HEAD "PRS-0001,Hand,hand,,,,\nPRS-0002,Anna Berg,anna,employee,getent passwd,,\n"
		"PRS-0003,\"\"\"Bo\"\"\",bo,employee,getent passwd,%s,%s\n"
		"PRS-0004,svc-x,svc-x,service_account,getent passwd,%s,%s\n", day, day, day, day);
	assert_string_equal(importing_list(test, "person", LISTED), expected.data);
	next_day(test);
	test->options.allow_shrink = false;
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_run(test, "passwd", NULL), "");
	assert_int_equal(importing_sequence(test), before);
	struct import_plan *plan = test->options.plan;
	test->options.plan = NULL;
	assert_string_equal(importing_text(test, "person.csv", "code,active_to\nPRS-0004,2020-01-31\n"), "");
	test->options.plan = plan;
	assert_string_equal(importing_text(test, "passwd", ANNA BO ROBOT), "");
	assert_string_equal(importing_list(test, "person", LISTED), HEAD "PRS-0001,Hand,hand,,,,\n"
		"PRS-0002,Anna Berg,anna,employee,getent passwd,,\nPRS-0003,\"\"\"Bo\"\"\",bo,employee,getent passwd,,\n"
		"PRS-0004,svc-x,svc-x,service_account,getent passwd,2020-01-31,\n");
	text_free(&expected);
}

static void append_accounts(struct text *text, int from, int to)
{
	text_clear(text);
	for (int i = from; i < to; i++)
		text_printf(text, "p%03d:x:%d:1:Person %03d:/:/bin/sh\n", i, 1000 + i, i);
}

static void a_feed_that_shrinks_is_refused(void **state)
{
	struct import_test *test = *state;
	struct text accounts = {0};
	use_mapping(test, "getent-passwd");
	append_accounts(&accounts, 0, 100);
	assert_string_equal(importing_text(test, "passwd", accounts.data), "");
	uint64_t before = importing_sequence(test);
	append_accounts(&accounts, 6, 100);
	assert_string_equal(importing_text(test, "passwd", accounts.data), "People: the list has 6 of 100 no more, which "
		"would end: more than 5 %; is it whole? --allow-shrink lets it");
	assert_string_equal(importing_text(test, "passwd", ""), "People: the list has 100 of 100 no more, which would end: "
		"more than 5 %; is it whole? --allow-shrink lets it");
	assert_int_equal(importing_sequence(test), before);
	append_accounts(&accounts, 5, 100);
	assert_string_equal(importing_text(test, "passwd", accounts.data), "");
	assert_int_equal(test->result.ended, 5);
	/* Who has ended counts no more. */
	append_accounts(&accounts, 10, 100);
	assert_string_equal(importing_text(test, "passwd", accounts.data), "People: the list has 5 of 95 no more, which would "
		"end: more than 5 %; is it whole? --allow-shrink lets it");
	text_free(&accounts);
}

/* A row that cannot be read may be anybody's; a row that is rejected is somebody's all the same. */
static void a_bad_row_ends_nobody(void **state)
{
	struct import_test *test = *state;
	use_mapping(test, "getent-passwd");
	test->options.allow_shrink = true;
	assert_string_equal(importing_text(test, "passwd", ANNA BO ROBOT), "");
	test->options.rejects = "/dev/null";
	assert_string_equal(importing_text(test, "passwd", ANNA "bo:x\n"), "");
	assert_int_equal(test->result.ended, 0);
	assert_string_equal(test->faults.data,
		"passwd:2: 2 fields where the header has 7; is a separator or a quote missing?\n");
	assert_string_equal(notices.data,
		"nothing is ended or removed, since rows that could not be read may be about anything\n");
	assert_string_equal(importing_text(test, "passwd", "anna:x:1000:1:B\x01:/:/bin/sh\n" BO ROBOT), "");
	assert_int_equal(test->result.rejected, 1);
	assert_int_equal(test->result.ended, 0);
}

/* Who alone may do everything is not ended by a file. */
static void the_last_administrator_stays(void **state)
{
	struct import_test *test = *state;
	test->options.allow_shrink = true;
	assert_string_equal(importing_text(test, "person.csv",
		"name,login,access,source\nEva,eva,administrator,getent passwd\nIvar,ivar,administrator,getent passwd\n"), "");
	use_mapping(test, "getent-passwd");
	assert_string_equal(importing_text(test, "passwd", ANNA), "");
	assert_int_equal(test->result.ended, 1);
	assert_int_equal(test->result.kept, 1);
	assert_string_equal(notices.data, "gone from the list, but left: PRS-0002 is the register's last administrator\n");
}

#define ENTRY(uid, more) "dn: uid=" uid ",ou=people,dc=ex\nobjectClass: person\nuid: " uid "\n" more "\n"

static void a_directory_becomes_people(void **state)
{
	struct import_test *test = *state;
	use_mapping(test, "directory-ldif");
	assert_string_equal(importing_text(test, "people.ldif",
		"version: 1\n\n# people\n# go\n on\n"
		ENTRY("Anna", "cn: Anna\ncn: Anna B\ndisplayName:: QW5uYSDDhWJlcmc=\nmail: anna@ex\nmail: a@ex\nou: IT\n"
		              "manager: uid=eva,\n ou=People,dc=ex\njpegPhoto:: /9j/4A==\n")
		"\n" ENTRY("eva", "cn: Eva\nou: IT\nmanager: uid=boss,dc=elsewhere\n")
		ENTRY("svc-backup", "CN: Backup\n")), "");
	assert_string_equal(importing_list(test, "person", "code,name,login,email,unit,manager,kind,source"),
		"code,name,login,email,unit,manager,kind,source\n"
		"PRS-0001,Anna Åberg,anna,anna@ex,UNI-0001,PRS-0002,employee,directory\n"
		"PRS-0002,Eva,eva,,UNI-0001,,employee,directory\n"
		"PRS-0003,Backup,svc-backup,,,,service_account,directory\n");
	assert_string_equal(notices.data,
		"people.ldif: nothing in it has \"telephoneNumber\", \"title\", which the mapping names\n"
		"1 reference that nothing answers to was left as it was\n");
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_run(test, "people.ldif", NULL), "");
	assert_int_equal(importing_sequence(test), before);
}

static void wrong_ldif_names_its_line(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"dn: uid=a\nuid: a\ndn: uid=b\n", "people.ldif:3: an entry begins before a blank line has ended the one before"},
		{"uid: a\n", "people.ldif:1: an entry begins with its dn; let ldapsearch write with -LLL"},
		{"dn: uid=a\nuid: a\n\nsearch: 2\n", "people.ldif:4: an entry begins with its dn; let ldapsearch write with -LLL"},
		{"dn: a\nchangetype: delete\n", "people.ldif:2: this is a list of changes, not of entries"},
		{"dn: a\nuid:< file:///etc/passwd\n", "people.ldif:2: the value lies in another file; export it into this one"},
		{"dn: a\nuid:: *\n", "people.ldif:2: what follows :: is not Base64"},
		{"dn: a\nuid:: /9g=\n", "people.ldif:2: uid: the value is no text in UTF-8"},
		{"version: 2\n", "people.ldif:1: version 1 of LDIF is read here"},
		{" x\n", "people.ldif:1: a line that begins with a space goes on with the one before, and there is none"},
		{"dn: a\nno colon\n", "people.ldif:2: an attribute's name and a colon are wanted"},
	};
	struct import_test *test = *state;
	use_mapping(test, "directory-ldif");
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(importing_text(test, "people.ldif", cases[i].text), cases[i].words);
}

/* 133801596000000000 is 2024-12-31 23:00 UTC, midnight in Stockholm: the account works to the end of the year. */
static void active_directory_by_ldap(void **state)
{
	struct import_test *test = *state;
	assert_true(time_zone_set("Europe/Stockholm", NULL));
	use_mapping(test, "active-directory-ldif");
	assert_string_equal(importing_text(test, "ad.ldif",
		"dn: CN=Anna,DC=ex\nsAMAccountName: ANNA\naccountExpires: 133801596000000000\n\n"
		"dn: CN=Bo,DC=ex\nsAMAccountName: bo\naccountExpires: 9223372036854775807\nmanager: cn=anna,dc=EX\n\n"
		"dn: CN=Ture,DC=ex\nsAMAccountName: ture\naccountExpires: 0\n"), "");
	assert_string_equal(importing_list(test, "person", "login,name,active_to,manager"),
		"login,name,active_to,manager\nanna,ANNA,2024-12-31,\nbo,bo,,PRS-0001\nture,ture,,\n");
}

#define AD_HEAD \
	"sAMAccountName,displayName,mail,department,title,manager,telephoneNumber,DistinguishedName,Enabled,expires\n"
#define AD_ANNA "anna,Anna Berg,anna@ex,IT,Chef,\"CN=Eva,DC=ex\",,\"CN=Anna,DC=ex\",True,2027-01-01\n"
#define AD_EVA(enabled) "eva,Eva Ek,,Skola,,,,\"CN=Eva,DC=ex\"," enabled ",\n"

static void active_directory_by_export(void **state)
{
	struct import_test *test = *state;
	char day[DAY_TEXT_SIZE];
	struct text expected = {0};
	use_mapping(test, "active-directory");
	assert_string_equal(importing_text(test, "ad.csv", "\xef\xbb\xbf" AD_HEAD AD_ANNA AD_EVA("True")
		"gone,Gone,,,,,,\"CN=Gone,DC=ex\",False,\n"), "");
	assert_string_equal(importing_list(test, "person", "login,name,unit,manager,active_to"),
		"login,name,unit,manager,active_to\nanna,Anna Berg,UNI-0001,PRS-0002,2026-12-31\neva,Eva Ek,UNI-0002,,\n");
	test->options.allow_shrink = true;
	assert_string_equal(importing_text(test, "ad.csv", AD_HEAD AD_ANNA AD_EVA("FALSE")), "");
	assert_int_equal(test->result.ended, 1);
	text_printf(&expected, "login,active_to\nanna,2026-12-31\neva,%s\n", day_text(test->store.session.today, day));
	assert_string_equal(importing_list(test, "person", "login,active_to"), expected.data);
	text_free(&expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(accounts_become_people),
		TEST(who_is_gone_is_ended_and_who_is_back_is_opened),
		TEST(a_feed_that_shrinks_is_refused),
		TEST(a_bad_row_ends_nobody),
		TEST(the_last_administrator_stays),
		TEST(a_directory_becomes_people),
		TEST(wrong_ldif_names_its_line),
		TEST(active_directory_by_ldap),
		TEST(active_directory_by_export),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
