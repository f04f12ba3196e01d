/* What may be written about requirements, offers and scores, before and after offers are opened; and the table that
 * comes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "register/offers.h"
#include "support/store.h"

/* REQ-0001 to 0003 and OFF-0001 of OPP-0001 are not opened; OPP-0002 asks for nothing; of OPP-0003 one should has no
 * weight, of OPP-0004 they sum to nothing; OPP-0005 is opened by a price, OPP-0006 by a score, OPP-0007 by an
 * answer. */
static const char records[] =
	"supplier name=Nord\nsupplier name=Syd\n"
	"opportunity title=Not opened\nopportunity title=Nothing asked for\nopportunity title=No weight\n"
	"opportunity title=Weights of nothing\nopportunity title=Price\nopportunity title=Score\nopportunity title=Answer\n"
	"requirement opportunity=OPP-0001|text=A|level=must\n"
	"requirement opportunity=OPP-0001|text=B|level=should|weight=30\n"
	"requirement opportunity=OPP-0001|text=C|level=should|weight=10\n"
	"requirement opportunity=OPP-0003|text=D|level=should\n"
	"requirement opportunity=OPP-0004|text=E|level=should|weight=0\n"
	"requirement opportunity=OPP-0005|text=F|level=should|weight=1\n"
	"requirement opportunity=OPP-0006|text=G|level=should|weight=1\n"
	"requirement opportunity=OPP-0007|text=H|level=must\n"
	"offer opportunity=OPP-0001|supplier=LEV-0001\n"
	"offer opportunity=OPP-0005|supplier=LEV-0001|price=100\n"
	"offer opportunity=OPP-0006|supplier=LEV-0001\n"
	"offer opportunity=OPP-0007|supplier=LEV-0001\n"
	"offer opportunity=OPP-0003|supplier=LEV-0001\n"
	"score offer=OFF-0003|requirement=REQ-0007|points=3\n"
	"score offer=OFF-0004|requirement=REQ-0008|met=yes\n";

#define OPENED "the offers have been opened: requirements, levels and weights stand as they are"
#define NOTHING_ASKED "there are no requirements to judge an offer by; write them first"

static const struct {
	const char *line; /* "entity id|field=value|…"; id 0: a new record */
	const char *words;
} cases[] = {
	{"requirement 2|weight=40", ""},
	{"requirement 1|level=should|weight=5", ""},
	{"requirement 0|opportunity=OPP-0001|text=New|level=must", ""},
	{"requirement 6|weight=2", "weight: " OPENED " (OPP-0005)"},
	{"requirement 6|weight=", "weight: " OPENED " (OPP-0005)"},
	{"requirement 6|level=must", "level: " OPENED " (OPP-0005)"},
	{"requirement 6|text=Said better", ""},
	{"requirement 6|weight=1|acceptance=Seen", ""},
	{"requirement 7|weight=2", "weight: " OPENED " (OPP-0006)"},
	{"requirement 8|level=should|weight=1", "level: " OPENED " (OPP-0007)"},
	{"requirement 0|opportunity=OPP-0005|text=New|level=must", "opportunity: " OPENED " (OPP-0005)"},
	{"requirement 2|opportunity=OPP-0005", "opportunity: " OPENED " (OPP-0005)"},
	{"requirement 6|opportunity=OPP-0001", "opportunity: " OPENED " (OPP-0005)"},
	{"offer 0|opportunity=OPP-0002|supplier=LEV-0001", "opportunity: " NOTHING_ASKED " (OPP-0002)"},
	{"offer 0|opportunity=OPP-0002|supplier=LEV-0001|price=1", "price: " NOTHING_ASKED " (OPP-0002)"},
	{"offer 1|opportunity=OPP-0002", "opportunity: " NOTHING_ASKED " (OPP-0002)"},
	{"offer 0|opportunity=OPP-0003|supplier=LEV-0002", ""},
	{"offer 5|price=1", "price: the requirement REQ-0004 has no weight; set it before offers are opened (OPP-0003)"},
	{"offer 0|opportunity=OPP-0004|supplier=LEV-0001|price=1",
		"price: the weights of the requirements sum to nothing; set them before offers are opened (OPP-0004)"},
	{"offer 1|price=1", ""},
	{"offer 1|note=Came in time", ""},
	{"score 0|offer=OFF-0001|requirement=REQ-0002|points=5", ""},
	{"score 0|offer=OFF-0001|requirement=REQ-0001|met=no", ""},
	{"score 0|offer=OFF-0001|requirement=REQ-0001|points=5",
		"points: the requirement is mandatory: say whether it is met (OPP-0001)"},
	{"score 0|offer=OFF-0001|requirement=REQ-0002|met=yes", "met: the requirement is desirable: give points (OPP-0001)"},
	{"score 0|offer=OFF-0001|requirement=REQ-0006|points=5",
		"requirement: it is not a requirement of the opportunity that the offer is for (OPP-0001)"},
	{"score 0|offer=OFF-0003|requirement=REQ-0007|points=5",
		"requirement: the offer is judged by this requirement already; change that score (OPP-0006)"},
	{"score 1|points=4", ""},
	{"score 0|offer=OFF-0005|requirement=REQ-0004|points=1",
		"requirement: the requirement REQ-0004 has no weight; set it before offers are opened (OPP-0003)"},
	{"score 0|offer=OFF-0001|requirement=REQ-0002|points=6", "points: 6 is outside 0 to 5"},
	{"requirement 0|opportunity=OPP-0001|text=New|level=should|weight=-1", "weight: -1 is outside 0 to 10000"},
};

static bool parse(const struct test_store *test, struct draft *draft, struct slice rest, struct error *error)
{
	struct view *view = view_open(test->store, error);
	struct value_reader reader = register_reader(view, test->session.today, false);
	struct slice pair, name;
	bool ok = true;
	while (ok && slice_next(&rest, '|', &pair)) {
		slice_next(&pair, '=', &name);
		const struct field *field = schema_find_field(draft->entity, name);
		assert_non_null(field);
		if (pair.size == 0)
			draft_unset(draft, field->number);
		else
			ok = draft_parse(draft, field, pair, &reader, error);
	}
	view_close(&view);
	return ok;
}

static uint32_t copy_before(const struct test_store *test, struct draft *draft, struct ref ref)
{
	struct view *view = view_open(test->store, NULL);
	struct record record;
	assert_true(view_record(view, ref, &record));
	draft_copy_record(draft, &record);
	uint32_t revision = record_revision(&record);
	view_close(&view);
	return revision;
}

/* The words with which it is refused, "" where it was saved. */
static void save(struct test_store *test, const char *line, struct error *error)
{
	struct slice rest = slice_of(line), head, name;
	struct draft draft;
	int64_t id;
	error_clear(error);
	slice_next(&rest, '|', &head);
	slice_next(&head, ' ', &name);
	assert_true(number_parse(head, &id, NULL));
	struct ref ref = {schema_find_entity(name)->number, (record_id)id};
	draft_init(&draft, schema_entity(ref.entity));
	uint32_t revision = id == 0 ? 0 : copy_before(test, &draft, ref);
	if (parse(test, &draft, rest, error))
		register_save(&test->session, &draft, &ref, revision, SLICE("a test"), error);
	draft_free(&draft);
}

static void what_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct test_store test;
		struct error error;
		test_store_open(&test);
		test_put_records(&test, records);
		save(&test, cases[i].line, &error);
		if (strcmp(error.text, cases[i].words) != 0)
			fail_msg("%s: «%s», not «%s»", cases[i].line, error.text, cases[i].words);
		test_store_close(&test);
	}
}

static void a_requirement_stays_once_offers_are_opened(void **state)
{
	static const struct {
		record_id id;
		bool may;
	} removals[] = {{3, true}, {6, false}, {5, true}};
	struct test_store test;
	(void)state;
	test_store_open(&test);
	test_put_records(&test, records);
	for (size_t i = 0; i < COUNT_OF(removals); i++) {
		struct error error = {0};
		bool removed =
			register_remove(&test.session, (struct ref){E_requirement, removals[i].id}, 1, SLICE("a test"), &error);
		assert_int_equal(removed, removals[i].may);
		assert_string_equal(error.text, removed ? "" : OPENED);
	}
	test_store_close(&test);
}

/* OPP-0001 with four offers. */
static const char offers[] =
	"offer opportunity=OPP-0001|supplier=LEV-0002|price=900\n" /* 6: equal to 7 */
	"offer opportunity=OPP-0001|supplier=LEV-0002|price=900\n"
	"offer opportunity=OPP-0001|supplier=LEV-0002|price=1\n" /* 8: misses a must */
	"score offer=OFF-0006|requirement=REQ-0001|met=yes\n"
	"score offer=OFF-0006|requirement=REQ-0002|points=4\n"
	"score offer=OFF-0006|requirement=REQ-0003|points=1\n"
	"score offer=OFF-0007|requirement=REQ-0001|met=yes\n"
	"score offer=OFF-0007|requirement=REQ-0002|points=3\n"
	"score offer=OFF-0007|requirement=REQ-0003|points=4\n"
	"score offer=OFF-0008|requirement=REQ-0001|met=no\n"
	"score offer=OFF-0008|requirement=REQ-0002|points=5\n"
	"score offer=OFF-0008|requirement=REQ-0003|points=5\n";

static void the_table_is_in_order(void **state)
{
	static const struct {
		record_id id;
		int state;
		int64_t total;
		size_t place;
	} wanted[] = {{6, OFFER_JUDGED, 325, 1}, {7, OFFER_JUDGED, 325, 1}, {1, OFFER_UNDECIDED, NUMBER_UNSET, 0},
		{8, OFFER_EXCLUDED, NUMBER_UNSET, 0}};
	struct test_store test;
	struct offer_matrix matrix;
	(void)state;
	test_store_open(&test);
	test_put_records(&test, records);
	test_put_records(&test, offers);
	struct view *view = view_open(test.store, NULL);
	offer_matrix_read(&matrix, view, 1);
	assert_int_equal(matrix.fault, MATRIX_SOUND);
	assert_true(matrix.opened);
	assert_int_equal(matrix.offer_count, COUNT_OF(wanted));
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		assert_int_equal(matrix.offers[i].record.id, wanted[i].id);
		assert_int_equal(matrix.offers[i].standing.state, wanted[i].state);
		assert_int_equal(matrix_total(&matrix.offers[i].standing), wanted[i].total);
		assert_int_equal(matrix.offers[i].place, wanted[i].place);
	}
	offer_matrix_free(&matrix);
	offer_matrix_read(&matrix, view, 2);
	assert_int_equal(matrix.fault, MATRIX_NO_REQUIREMENTS);
	assert_false(matrix.opened);
	offer_matrix_free(&matrix);
	view_close(&view);
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(a_requirement_stays_once_offers_are_opened),
		cmocka_unit_test(the_table_is_in_order),
	};
	lang_start("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
