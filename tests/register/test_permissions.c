/* Permissions as they stand in a register: what is looked up around each, conflicts of duties, and sums by group. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "conf/conf.h"
#include "register/figures.h"
#include "register/permissions.h"
#include "support/store.h"

static struct test_store test;

/* On 2026-11-22. System 1 is reviewed every three months, 2 every six, 3 every twelve, 4 every three. */
static const char records[] =
	"unit name=North\n"
	"unit name=South\n"
	"supplier name=Group\n"
	"supplier name=Part|part_of=LEV-0001\n"
	"supplier name=Alone\n"
	"contract name=Running|supplier=LEV-0001|start=2020-01-01|running=yes|signed=2019-12-01\n"
	"contract name=Ended|supplier=LEV-0003|start=2020-01-01|end=2026-11-21|renewal=none|signed=2019-12-01\n"
	"system name=A|confidentiality=1|integrity=3\n"
	"system name=B|availability=2\n"
	"system name=C|traceability=1\n"
	"system name=D|handled_elsewhere=yes\n"
	"person name=Here|login=here|unit=UNI-0001\n"
	"person name=Left|login=left|unit=UNI-0002|active_to=2026-11-21\n"
	"person name=Away|login=away|unit=UNI-0001|absent_from=2026-01-01\n"
	"person name=Parts|login=part|kind=consultant|supplier=LEV-0002\n"
	"person name=Alone's|login=alone|kind=supplier|supplier=LEV-0003\n"
	"person name=Whose|login=whose|kind=supplier\n"
	"person name=Robot|login=robot|kind=service_account|owner=PRS-0001\n"
	"person name=Lost|login=lost|kind=service_account|owner=PRS-0002\n"
	"person name=Nobody's|login=nobody|kind=service_account\n"
	/* 1–4: the intervals */
	"permission system=SYS-0001|person=PRS-0001|level=read|role=Clerk|reason=R|reviewed=2026-08-21|last_used=2026-11-20\n"
	"permission system=SYS-0002|person=PRS-0001|level=read|role=Payer|reason=R|reviewed=2026-08-21|last_used=2026-08-23\n"
	"permission system=SYS-0003|person=PRS-0001|level=read|reason=R|from=2025-11-22|last_used=2026-11-20\n"
	"permission system=SYS-0004|person=PRS-0001|level=read|reason=R|reviewed=2026-08-22|last_used=2026-11-20\n"
	/* 5–6: the holder */
	"permission system=SYS-0001|person=PRS-0002|level=read|reason=R|reviewed=2026-11-01\n"
	"permission system=SYS-0001|person=PRS-0003|level=administer|reason=R|reviewed=2026-11-01\n"
	/* 7–9: suppliers' */
	"permission system=SYS-0002|person=PRS-0004|level=read|reason=R|reviewed=2026-11-01\n"
	"permission system=SYS-0002|person=PRS-0005|level=read|reason=R|reviewed=2026-11-01\n"
	"permission system=SYS-0002|person=PRS-0006|level=read|reason=R|reviewed=2026-11-01\n"
	/* 10–12: service accounts */
	"permission system=SYS-0003|person=PRS-0007|level=write|reason=R|reviewed=2026-11-01\n"
	"permission system=SYS-0003|person=PRS-0008|level=write|reason=R|reviewed=2026-11-01\n"
	"permission system=SYS-0003|person=PRS-0009|level=write|reason=R|reviewed=2026-11-01\n"
	/* 13: nobody's; 14: self-approved, without a reason; 15–17: over */
	"permission system=SYS-0004|account=adm|level=emergency|reason=R|reviewed=2026-11-01\n"
	"permission system=SYS-0004|person=PRS-0003|level=read|approved_by=PRS-0003|reviewed=2026-11-01\n"
	"permission system=SYS-0004|person=PRS-0001|level=read|role=Old|to=2026-11-01\n"
	"permission system=SYS-0004|person=PRS-0001|level=read|removed=2026-11-01\n"
	"permission system=SYS-0004|person=PRS-0001|level=read|removed=2026-11-01|seen_again=2026-11-20\n";

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	test_put_records(&test, records);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	return 0;
}

static const struct {
	record_id id;
	const char *figure, *value;
	enum reason_id says; /* stands somewhere in the chain; 0: nothing is asked */
} cases[] = {
	{1, "state", "valid", REASON_permission_reviewed},
	{1, "review_due", "2026-11-21", REASON_permission_review_due},
	{1, "overdue", "yes", REASON_none},
	{1, "dormant", "no", REASON_none},
	{1, "questions", "1", REASON_permission_review_due},
	{2, "review_due", "2027-02-21", REASON_permission_review_months},
	{2, "overdue", "no", REASON_none},
	{2, "dormant", "yes", REASON_none},
	{2, "questions", "1", REASON_permission_unused_since},
	{3, "review_due", "2026-11-22", REASON_permission_never_reviewed},
	{3, "overdue", "no", REASON_none},
	{4, "overdue", "no", REASON_none},
	{4, "questions", "0", REASON_none},
	{5, "holder_left", "yes", REASON_none},
	{5, "state", "valid", REASON_person_left},
	{5, "dormant", "no", REASON_none},
	{6, "holder_away", "yes", REASON_none},
	{6, "state", "valid", REASON_permission_holder_away},
	{6, "privileged", "yes", REASON_none},
	{7, "without_contract", "no", REASON_none},
	{7, "dormant", "unknown", REASON_none},
	{7, "state", "valid", REASON_permission_use_unknown},
	{8, "without_contract", "yes", REASON_none},
	{8, "state", "valid", REASON_permission_no_contract},
	{9, "without_contract", "yes", REASON_none},
	{9, "state", "valid", REASON_permission_supplier_unstated},
	{10, "without_owner", "no", REASON_none},
	{11, "without_owner", "yes", REASON_none},
	{12, "without_owner", "yes", REASON_none},
	{12, "questions", "1", REASON_permission_unowned},
	{13, "orphan", "yes", REASON_none},
	{13, "state", "valid", REASON_permission_orphan},
	{13, "privileged", "yes", REASON_none},
	{14, "self_approved", "yes", REASON_none},
	{14, "without_reason", "yes", REASON_none},
	{14, "state", "valid", REASON_permission_approved_by_holder},
	{15, "state", "past_end", REASON_permission_ended},
	{15, "review_due", "", REASON_none},
	{15, "dormant", "", REASON_none},
	{15, "without_reason", "yes", REASON_none},
	{16, "state", "removed", REASON_permission_removed},
	{16, "without_reason", "", REASON_none},
	{16, "questions", "", REASON_none},
	{17, "state", "seen_again", REASON_permission_seen_again},
	{17, "questions", "1", REASON_none},
};

static bool says(const struct reasons *chain, enum reason_id id)
{
	for (uint8_t i = 0; i < chain->count; i++)
		if (chain->items[i].id == id)
			return true;
	return false;
}

static void check_reason(struct figures *figures, const struct record *record, const struct field *figure, size_t at)
{
	struct reasons chain;
	figures_reasons(figures, record, figure, &chain);
	if (cases[at].says != REASON_none && !says(&chain, cases[at].says))
		fail_msg("%u %s: the reason %d is not told", cases[at].id, cases[at].figure, (int)cases[at].says);
}

static void each_figure(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct figures *figures = figures_new(view, NULL, test.session.today);
	const struct value_writer writer = view_writer(view, false);
	struct text text = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct field *figure = figure_find(schema_entity(E_permission), slice_of(cases[i].figure));
		struct record record;
		assert_non_null(figure);
		assert_true(view_record(view, (struct ref){E_permission, cases[i].id}, &record));
		struct value value = figures_value(figures, &record, figure);
		text_clear(&text);
		value_append(&text, figure, &value, &writer);
		if (strcmp(text.size == 0 ? "" : text.data, cases[i].value) != 0)
			fail_msg("%u %s: '%s', not '%s'", cases[i].id, cases[i].figure, text.data, cases[i].value);
		check_reason(figures, &record, figure, i);
	}
	text_free(&text);
	figures_free(&figures);
	view_close(&view);
}

/* ---- conflicts of duties ---- */

static bool in_conflict(struct permissions *permissions, const struct view *view, record_id id)
{
	struct permission_position position;
	struct record record;
	assert_true(view_record(view, (struct ref){E_permission, id}, &record));
	permissions_position(permissions, &record, &position);
	return (position.marks & PERMISSION_IN_CONFLICT) != 0;
}

static void note_conflict(void *context, const struct permission_conflict *found)
{
	struct text *out = context;
	text_printf(out, "%u %u %u;", found->person, found->first.id, found->second.id);
}

/* Each alone: what it says, whom it finds, and which permissions then stand in conflict. */
static const struct {
	const char *conflict, *found;
	record_id in, out; /* of these permissions one stands in conflict, the other does not */
} conflict_cases[] = {
	{"first_system=SYS-0001|first_role=Clerk|second_system=SYS-0002|second_role=Payer", "1 1 2;", 2, 3},
	{"first_system=SYS-0001|first_role=CLERK|second_system=SYS-0002|second_role=payer", "1 1 2;", 1, 5},
	{"first_system=SYS-0002|first_role=Payer|second_system=SYS-0001", "1 2 1;", 1, 5},
	{"first_role=payer|second_role=clerk", "1 2 1;", 2, 4},
	{"first_system=SYS-0003|second_system=SYS-0001", "1 3 1;", 3, 10},
	{"first_system=SYS-0001|second_role=Old", "", 0, 1},                         /* it has ended */
	{"first_system=SYS-0001|first_role=Clerk|second_system=SYS-0001", "", 0, 1}, /* one cannot meet itself */
	{"first_system=SYS-0001", "", 0, 1},                                         /* the other side names nothing */
	{"first_system=SYS-0004|second_system=SYS-0001", "1 4 1;3 14 6;", 14, 13},
};

static void check_conflict(size_t at)
{
	struct view *view = view_open(test.store, NULL);
	struct permissions *permissions = permissions_new(view, NULL, test.session.today);
	struct text found = {0};
	permissions_each_conflict(permissions, note_conflict, &found);
	if (!slice_equal_text(text_slice(&found), conflict_cases[at].found))
		fail_msg("%s: '%s', not '%s'", conflict_cases[at].conflict, found.data, conflict_cases[at].found);
	assert_true(conflict_cases[at].in == 0 || in_conflict(permissions, view, conflict_cases[at].in));
	assert_false(in_conflict(permissions, view, conflict_cases[at].out));
	text_free(&found);
	permissions_free(&permissions);
	view_close(&view);
}

static void conflicts_of_duties(void **state)
{
	struct text fields = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(conflict_cases); i++) {
		text_clear(&fields);
		text_printf(&fields, "name=N|%s", conflict_cases[i].conflict);
		record_id id = test_put(&test, E_conflict, 0, fields.data);
		check_conflict(i);
		test_remove(&test, E_conflict, id);
	}
	text_free(&fields);
}

/* ---- sums ---- */

static bool see_all_but_the_first(void *context, const struct record *permission)
{
	(void)context;
	return permission->id != 1;
}

static const struct {
	record_id system, person;
	enum permissions_by by;
	const char *groups; /* "1 4/2;": the id, how many stand, how many of them are asked about */
	uint32_t standing, over;
} sum_cases[] = {
	{0, 0, PERMISSIONS_BY_SYSTEM, "4 4/4;2 4/3;3 4/2;1 3/2;", 15, 1},
	{0, 0, PERMISSIONS_BY_PERSON, "1 5/4;3 2/1;2 1/1;5 1/1;6 1/1;8 1/1;9 1/1;4 1/0;7 1/0;0 1/1;", 15, 1},
	{0, 0, PERMISSIONS_BY_UNIT, "1 7/5;2 1/1;0 7/5;", 15, 1},
	{0, 0, PERMISSIONS_BY_SUPPLIER, "3 1/1;2 1/0;0 13/10;", 15, 1},
	{1, 0, PERMISSIONS_BY_PERSON, "1 1/1;2 1/1;3 1/0;", 3, 0},
	{0, 1, PERMISSIONS_BY_SYSTEM, "4 2/2;1 1/1;2 1/1;3 1/0;", 5, 1},
	{4, 1, PERMISSIONS_BY_SYSTEM, "4 2/2;", 2, 1},
};

static void sums_by_group(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct permissions *permissions = permissions_new(view, NULL, test.session.today);
	(void)state;
	for (size_t i = 0; i < COUNT_OF(sum_cases); i++) {
		const struct permission_request request = {
			.system = sum_cases[i].system, .person = sum_cases[i].person, .by = sum_cases[i].by};
		struct permission_counts together = {0};
		struct permission_sums sums;
		struct text text = {0};
		permissions_read(permissions, &request, &sums);
		for (size_t g = 0; g < sums.group_count; g++) {
			text_printf(&text, "%u %u/%u;", sums.groups[g].id, sums.groups[g].counts.standing,
			            sums.groups[g].counts.questioned);
			permission_counts_join(&together, &sums.groups[g].counts);
		}
		assert_string_equal(text.data, sum_cases[i].groups);
		assert_int_equal(sums.whole.standing, sum_cases[i].standing);
		assert_int_equal(sums.over, sum_cases[i].over);
		assert_memory_equal(&together, &sums.whole, sizeof together);
		permission_sums_free(&sums);
		text_free(&text);
	}
	permissions_free(&permissions);
	view_close(&view);
}

static void what_is_not_seen_is_not_counted(void **state)
{
	struct view *view = view_open(test.store, NULL);
	struct permissions *permissions = permissions_new(view, NULL, test.session.today);
	const struct permission_request request = {.by = PERMISSIONS_BY_SYSTEM, .see = see_all_but_the_first};
	struct permission_sums sums;
	(void)state;
	permissions_read(permissions, &request, &sums);
	assert_int_equal(sums.hidden, 1);
	assert_int_equal(sums.whole.standing, 14);
	permission_sums_free(&sums);
	permissions_free(&permissions);
	view_close(&view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_figure, setup, teardown),
		cmocka_unit_test_setup_teardown(conflicts_of_duties, setup, teardown),
		cmocka_unit_test_setup_teardown(sums_by_group, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_not_seen_is_not_counted, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
