/* What of licences and seats is refused and in which words, and what is let in to be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "support/store.h"

#define SETTING                                                                                                        \
	"person name=P\nperson name=Q\nperson name=R\n"                                                                   \
	"licence name=L|metric=named_user|quantity=2|start=2026-01-01|end=2026-12-31|renewal=none\n"                      \
	"licence_use licence=LIC-0001|person=PRS-0001|from=2026-02-01|to=2026-03-31\n"                                    \
	"licence_use licence=LIC-0001|person=PRS-0002\nlicence_use licence=LIC-0001|device=PC-1|from=2026-01-01\n"        \
	"licence name=T|metric=named_user|quantity=1|start=2020-01-01|end=2020-12-31|renewal=tacit|renewal_months=12\n"   \
	"licence name=H|metric=named_user|quantity=2|assigned_here=yes|pool=H\n"                                          \
	"licence_use licence=LIC-0003|person=PRS-0001\n"                                                                  \
	"licence name=H2|metric=named_user|quantity=0|assigned_here=yes|pool=H\n"                                         \
	"licence name=Full|metric=named_user|quantity=1|assigned_here=yes\nlicence_use licence=LIC-0005|person=PRS-0001\n" \
	"licence name=S|metric=site|assigned_here=yes\n"

#define USE "licence_use|licence=LIC-000"
#define FULL(count) \
	"licence: seats are given out in the register, and all " count " are held; buy more, or take one back first"

/* "entity|field=value|…", or "entity 5|…" where record 5 is changed. "": it is saved. */
static const struct {
	const char *line, *words;
} cases[] = {
	{"licence|name=N|metric=core|quantity=-1", "quantity: -1 is outside 0 to 2000000000"},
	{"licence|name=N|metric=core|measured_use=-1", "measured_use: -1 is outside 0 to 2000000000"},
	{"licence|name=N|metric=core|pack_size=0", "pack_size: 0 is outside 1 to 2000000000"},
	{"licence|name=N|metric=core|unit_cost=-1", "unit_cost: a price is not below nothing"},
	{"licence|name=N|metric=core|unit_cost=0", ""},
	{"licence|name=N|metric=site|quantity=9999",
	 "quantity: there is nothing to count per site or for the whole organisation; leave it empty"},
	{"licence|name=N|metric=enterprise|quantity=1",
	 "quantity: there is nothing to count per site or for the whole organisation; leave it empty"},
	{"licence|name=N|metric=site", ""},
	{"licence 1|metric=site",
	 "quantity: there is nothing to count per site or for the whole organisation; leave it empty"},
	{"licence|name=N|metric=core|start=2026-02-01|end=2026-01-31", "end: 2026-01-31 is before start, 2026-02-01"},
	{"licence|name=N|metric=core|start=2026-02-01|end=2026-02-01", ""},
	{USE "1|person=PRS-0003|from=2026-02-01|to=2026-01-31", "to: 2026-01-31 is before from, 2026-02-01"},
	{USE "1|person=PRS-0003|to=2025-12-31", "to: the seat is held to 2025-12-31, and the licence begins 2026-01-01"},
	{USE "1|person=PRS-0003|from=2025-06-01|to=2026-01-01", ""},
	{USE "1|person=PRS-0003|from=2027-01-01", "from: the seat is held from 2027-01-01, and the licence ended 2026-12-31"},
	{USE "1|person=PRS-0003|from=2026-12-31", ""},
	{USE "2|person=PRS-0003|from=2027-01-01", ""},
	{USE "1|person=PRS-0001|from=2026-03-31", "person: holds a seat of this licence already on these days (LIU-0001)"},
	{USE "1|person=PRS-0001|to=2026-02-01", "person: holds a seat of this licence already on these days (LIU-0001)"},
	{USE "1|person=PRS-0001|from=2026-04-01", ""},
	{USE "1|person=PRS-0001|to=2026-01-31", ""},
	{USE "1|person=PRS-0002|from=2026-11-01", "person: holds a seat of this licence already on these days (LIU-0002)"},
	{USE "2|person=PRS-0002", ""},
	{"licence_use 1|person=PRS-0002", "person: holds a seat of this licence already on these days (LIU-0002)"},
	{"licence_use 1|to=2026-04-30|last_used=2026-03-01", ""},
	{"licence_use 2|licence=LIC-0003", ""},
	{USE "1|device=PC-2", ""}, /* more than there are: LIC-01 says so */
	{USE "3|person=PRS-0002", ""},
	{USE "5|person=PRS-0002", FULL("1")},
	{USE "5|device=PC", FULL("1")},
	{USE "5|person=PRS-0002|to=2026-11-21", ""},
	{USE "5|person=PRS-0002|from=2026-11-23", ""},
	{"licence_use 5|last_used=2026-11-01", ""},
	{"licence_use 1|licence=LIC-0005|to=", "person: holds a seat of this licence already on these days (LIU-0005)"},
	{"licence_use 2|licence=LIC-0005", FULL("1")},
	{USE "6|person=PRS-0002", ""},
};

/* Both doors: what a form asks before, and what writes. The words, "" where it is saved. */
static const char *save(struct test_store *test, const char *line)
{
	static struct error error;
	struct error asked = {0};
	struct slice rest = slice_of(line), pair, name;
	struct ref ref = {0, 0};
	struct record before;
	struct draft draft;
	uint32_t revision = 0;
	uint8_t field;
	error_clear(&error);
	slice_next(&rest, '|', &pair);
	slice_next(&pair, ' ', &name);
	draft_init(&draft, schema_find_entity(name));
	ref = (struct ref){draft.entity->number, pair.size > 0 ? (record_id)(pair.data[0] - '0') : 0};
	struct view *view = view_open(test->store, &error);
	if (ref.id != 0 && view_record(view, ref, &before)) {
		draft_copy_record(&draft, &before);
		revision = record_revision(&before);
	}
	const struct value_reader reader = register_reader(view, test->session.today, false);
	bool ok = true;
	while (ok && slice_next(&rest, '|', &pair)) {
		slice_next(&pair, '=', &name);
		ok = draft_parse(&draft, schema_find_field(draft.entity, name), pair, &reader, &error);
	}
	bool allowed = ok && register_check(&test->session, view, &draft, ref, &field, &asked);
	view_close(&view);
	if (ok) {
		bool saved = register_save(&test->session, &draft, &ref, revision, SLICE(""), &error);
		assert_int_equal(saved, allowed);
		assert_string_equal(error.text, asked.text);
	}
	draft_free(&draft);
	return error.text;
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct test_store test;
		test_store_open(&test);
		test_put_records(&test, SETTING);
		const char *words = save(&test, cases[i].line);
		if (strcmp(words, cases[i].words) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[i].line, words, cases[i].words);
		test_store_close(&test);
	}
}

/* A pool of two, of which one is held. */
static void seats_given_out_here_are_given_once(void **state)
{
	(void)state;
	struct test_store test;
	test_store_open(&test);
	test_put_records(&test, SETTING);
	assert_string_equal(save(&test, USE "4|person=PRS-0002"), "");
	assert_string_equal(save(&test, USE "4|person=PRS-0001"), ""); /* has one of the pool already */
	assert_string_equal(save(&test, USE "3|person=PRS-0003"), FULL("2"));
	test_store_close(&test);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test(seats_given_out_here_are_given_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
