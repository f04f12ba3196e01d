/* Requirements, offers and scores that come by import: the same is refused as at the one door, whatever the order
 * of the files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "support/importing.h"

static void files(struct import_test *test)
{
	importing_file(test, "score.csv", "offer,requirement,points,met\nO1,R1,,yes\nO1,R2,4,\n");
	importing_file(test, "offer.csv", "code,opportunity,supplier,price\nO1,P1,L1,100\n");
	importing_file(test, "requirement.csv", "code,opportunity,text,level,weight\nR1,P1,A,must,\nR2,P1,B,should,10\n");
	importing_file(test, "opportunity.csv", "code,title\nP1,One\nP2,Two\n");
	importing_file(test, "supplier.csv", "code,name\nL1,Nord\n");
}

static void they_come_together_in_any_order(void **state)
{
	struct import_test *test = *state;
	files(test);
	assert_string_equal(
		importing_run(test, "score.csv", "offer.csv", "requirement.csv", "opportunity.csv", "supplier.csv", NULL), "");
	assert_int_equal(test->result.added, 8);
	assert_string_equal(
		importing_run(test, "score.csv", "offer.csv", "requirement.csv", "opportunity.csv", "supplier.csv", NULL), "");
	assert_int_equal(test->result.added + test->result.changed, 0);
}

static const struct {
	const char *file, *text, *words, *fault;
} cases[] = {
	{"offer.csv", "code,opportunity,supplier\nO2,P2,L1\n",
		"offer.csv:2: opportunity: there are no requirements to judge an offer by; write them first (P2)", ""},
	{"requirement.csv", "code,opportunity,text,level,weight\nR2,P1,B,should,11\n", NULL,
		"requirement.csv:2:16: weight: the offers have been opened: requirements, levels and weights stand as they are "
		"(P1)\n"},
	{"requirement.csv", "code,opportunity,text,level\nR3,P1,C,must\n", NULL,
		"requirement.csv:2:4: opportunity: the offers have been opened: requirements, levels and weights stand as they are "
		"(P1)\n"},
	{"requirement.csv", "code,opportunity,text,level,weight\nR2,P1,Better said,should,10\n", "", ""},
	{"score.csv", "offer,requirement,points\nO1,R1,4\n",
		"score.csv:2: points: the requirement is mandatory: say whether it is met (P1)", ""},
};

static void what_is_refused(void **state)
{
	struct import_test *test = *state;
	files(test);
	assert_string_equal(
		importing_run(test, "supplier.csv", "opportunity.csv", "requirement.csv", "offer.csv", "score.csv", NULL), "");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *words = importing_text(test, cases[i].file, cases[i].text);
		if (cases[i].words != NULL)
			assert_string_equal(words, cases[i].words);
		else
			assert_string_not_equal(words, "");
		assert_string_equal(test->faults.data == NULL ? "" : test->faults.data, cases[i].fault);
	}
}

static void nobody_lies_in_itself(void **state)
{
	static const struct {
		const char *file, *text, *faults;
	} circles[] = {
		{"goal.csv", "code,name,parent\nG1,A,G2\nG2,B,G3\nG3,C,G1\n",
			"goal.csv:2: parent: the records would lie inside one another in a circle; name another, or none\n"
			"goal.csv:3: parent: the records would lie inside one another in a circle; name another, or none\n"
			"goal.csv:4: parent: the records would lie inside one another in a circle; name another, or none\n"},
		{"opportunity.csv", "code,title,programme\nP1,A,P2\nP2,B,P1\nP3,C,P1\n",
			"opportunity.csv:2: programme: the records would lie inside one another in a circle; name another, or none\n"
			"opportunity.csv:3: programme: the records would lie inside one another in a circle; name another, or none\n"
			"opportunity.csv:4: programme: the record it refers to was rejected\n"},
	};
	struct import_test *test = *state;
	for (size_t i = 0; i < sizeof circles / sizeof circles[0]; i++) {
		assert_string_not_equal(importing_text(test, circles[i].file, circles[i].text), "");
		assert_string_equal(test->faults.data, circles[i].faults);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, importing_setup, importing_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(they_come_together_in_any_order), TEST(what_is_refused), TEST(nobody_lies_in_itself),
	};
	lang_start(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
