/* Hand-over and merge: nothing but history leads to the old record afterwards, no money appears or goes, what was shown
 * is what is done, and taking it back gives the register that was there before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/edit.h"
#include "register/summary.h"
#include "register/takeover.h"
#include "register/verify.h"
#include "support/store.h"

static struct test_store test;
static struct conf *conf;

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	conf = conf_new();
	test.session.conf = conf;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_store_close(&test);
	conf_free(&conf);
	return 0;
}

/* ---- what stands ---- */

static void append_record(struct text *out, const struct view *view, const struct record *record)
{
	const struct value_writer writer = view_writer(view, false);
	text_printf(out, "%s-%u", record->entity->name, record->id);
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct value value = record_value(record, field);
		if (!value.set)
			continue;
		text_printf(out, " %s=", field->name);
		value_append(out, field, &value, &writer);
	}
	text_append_char(out, '\n');
}

/* Every record with every field, but for what the audit and the program keep of themselves: a line each. */
static char *all_records(void)
{
	struct view *view = view_open(test.store, NULL);
	struct text out = {0};
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		struct records *records = records_new(view, entity->number);
		struct record record;
		for (bool there = records_first(records, &record); there; there = records_next(records, &record))
			append_record(&out, view, &record);
		records_free(&records);
	}
	view_close(&view);
	return out.data;
}

static char *line_of(uint8_t entity, record_id id)
{
	struct view *view = view_open(test.store, NULL);
	struct text out = {0};
	struct record record;
	if (view_record(view, (struct ref){entity, id}, &record))
		append_record(&out, view, &record);
	else
		text_append_text(&out, "none");
	view_close(&view);
	return out.data;
}

static void assert_line(uint8_t entity, record_id id, const char *wanted)
{
	char *line = line_of(entity, id);
	if (strchr(line, '\n') != NULL)
		*strchr(line, '\n') = '\0';
	assert_string_equal(line, wanted);
	free(line);
}

static void fault(void *context, const char *line)
{
	(void)context;
	fail_msg("%s", line);
}

static void assert_verified(void)
{
	struct verify_report report = {0};
	struct view *view = view_open(test.store, NULL);
	register_verify(view, conf, fault, NULL, NULL, &report);
	view_close(&view);
}

/* ---- deeds ---- */

static struct takeover_request ask(enum takeover_kind kind, uint8_t entity, record_id from, record_id into)
{
	return (struct takeover_request){
		.kind = kind, .from = {entity, from}, .into = {{entity, into}}, .into_count = 1, .day = DAY_UNSET};
}

static struct takeover *plan(const struct takeover_request *request, struct error *error)
{
	struct view *view = view_open(test.store, NULL);
	struct takeover *takeover = takeover_new(&test.session, view, request, error);
	view_close(&view);
	return takeover;
}

static uint64_t carry_out(const struct takeover_request *request)
{
	struct error error = {0};
	uint64_t sequence = 0;
	struct takeover *takeover = plan(request, &error);
	assert_string_equal(error.text, "");
	bool tried = takeover_try(&test.session, takeover, &error);
	assert_string_equal(error.text, "");
	assert_true(tried);
	takeover_do(&test.session, takeover, SLICE("because"), &sequence, &error);
	assert_string_equal(error.text, "");
	takeover_free(&takeover);
	return sequence;
}

static void undo(uint64_t sequence)
{
	const struct entry_facts facts = {.kind = ENTRY_UNDO};
	struct error error = {0};
	struct edit *edit = edit_begin(&test.session, &facts, &error);
	bool ok = edit != NULL && edit_undo(edit, sequence, &error) && edit_commit(&edit, NULL, &error);
	edit_abort(&edit);
	assert_string_equal(error.text, "");
	assert_true(ok);
}

/* Everything is as it was. */
static void assert_unchanged(const char *before)
{
	char *after = all_records();
	assert_string_equal(after, before);
	free(after);
}

/* `before` is freed. */
static void assert_undone(uint64_t sequence, char *before)
{
	undo(sequence);
	assert_unchanged(before);
	free(before);
}

/* With the rows that lists show, which what is written past the register has not. */
static void put(const char *records)
{
	struct error error = {0};
	test_put_records(&test, records);
	summary_refresh_all(&test.session, &error);
	assert_string_equal(error.text, "");
}

/* ---- by hand ---- */

static const char people[] =
	"unit name=K\n"
	"person name=A|unit=UNI-0001\n"
	"person name=B\n"
	"person name=C\n"
	"system name=S|key_person=PRS-0001\n"
	"system name=T\n"
	"assignment person=PRS-0001|role=system_owner|system=SYS-0001|deputy=PRS-0002|trained=2020-01-01|from=2019-01-01\n"
	"assignment person=PRS-0003|role=system_manager|system=SYS-0001|deputy=PRS-0001\n"
	"assignment person=PRS-0001|role=super_user|system=SYS-0001|to=2020-01-01\n"
	"assignment person=PRS-0001|role=super_user|system=SYS-0002\n"
	"assignment person=PRS-0002|role=super_user|system=SYS-0002\n"
	"assignment person=PRS-0001|role=archivist|system=SYS-0002|from=2027-01-01\n"
	"permission system=SYS-0001|person=PRS-0001|level=read|approved_by=PRS-0001\n"
	"activity title=a|responsible=PRS-0001|state=started\n"
	"activity title=b|responsible=PRS-0001|state=done\n"
	"risk about=SYS-0001|title=r|owner=PRS-0001\n";

static void duties_are_handed_over_and_deeds_stay(void **state)
{
	(void)state;
	put(people);
	char *before = all_records();
	struct takeover_request request = ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	uint64_t sequence = carry_out(&request);
	assert_line(E_assignment, 1, "assignment-1 person=PRS-0001 role=system_owner system=SYS-0001 from=2019-01-01 "
	                             "to=2026-11-21 deputy=PRS-0002 trained=2020-01-01");
	assert_line(E_assignment, 7, "assignment-7 person=PRS-0002 role=system_owner system=SYS-0001 from=2026-11-22");
	assert_line(E_assignment, 2, "assignment-2 person=PRS-0003 role=system_manager system=SYS-0001 deputy=PRS-0002");
	assert_line(E_assignment, 3, "assignment-3 person=PRS-0001 role=super_user system=SYS-0001 to=2020-01-01");
	assert_line(E_assignment, 4, "assignment-4 person=PRS-0001 role=super_user system=SYS-0002 to=2026-11-21");
	assert_line(E_assignment, 6, "assignment-6 person=PRS-0002 role=archivist system=SYS-0002 from=2027-01-01");
	assert_line(E_assignment, 8, "none");
	assert_line(E_permission, 1, "permission-1 system=SYS-0001 person=PRS-0001 level=read approved_by=PRS-0001");
	assert_line(E_activity, 1, "activity-1 title=a responsible=PRS-0002 state=started");
	assert_line(E_activity, 2, "activity-2 title=b responsible=PRS-0001 state=done");
	assert_line(E_risk, 1, "risk-1 about=SYS-0001 title=r owner=PRS-0002");
	assert_line(E_person, 1, "person-1 name=A unit=UNI-0001");
	assert_verified();
	assert_undone(sequence, before);
}

/* Whose a finding is goes over while it is open; what it is about stays the audit's. */
static void findings_follow_whoever_answers(void **state)
{
	(void)state;
	put(people);
	test_put(&test, E_finding, 0, "id=OWN-01:x|rule=OWN-01|about=SYS-0001|system=SYS-0001|state=open|person=PRS-0001");
	test_put(&test, E_finding, 0, "id=OWN-01:y|rule=OWN-01|about=SYS-0002|system=SYS-0002|state=resolved|person=PRS-0001");
	char *before = all_records();
	struct takeover_request request = ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	uint64_t sequence = carry_out(&request);
	assert_line(E_finding, 1,
	            "finding-1 id=OWN-01:x rule=OWN-01 about=SYS-0001 state=open person=PRS-0002 system=SYS-0001");
	assert_line(E_finding, 2,
	            "finding-2 id=OWN-01:y rule=OWN-01 about=SYS-0002 state=resolved person=PRS-0001 system=SYS-0002");
	assert_undone(sequence, before);
	request = ask(TAKEOVER_MERGE, E_system, 1, 2);
	carry_out(&request);
	assert_line(E_finding, 1,
	            "finding-1 id=OWN-01:x rule=OWN-01 about=SYS-0001 state=open person=PRS-0001 system=SYS-0001");
}

static void somebody_who_stood_twice_is_one(void **state)
{
	(void)state;
	put(people);
	struct takeover_request request = ask(TAKEOVER_MERGE, E_person, 1, 2);
	carry_out(&request);
	assert_line(E_assignment, 1, "assignment-1 person=PRS-0002 role=system_owner system=SYS-0001 from=2019-01-01");
	assert_line(E_permission, 1, "permission-1 system=SYS-0001 person=PRS-0002 level=read approved_by=PRS-0002");
	assert_line(E_activity, 2, "activity-2 title=b responsible=PRS-0002 state=done");
	assert_line(E_person, 1, "person-1 name=A unit=UNI-0001 active_to=2026-11-21 same_as=PRS-0002");
	assert_line(E_person, 2, "person-2 name=B unit=UNI-0001");
	assert_line(E_system, 1, "system-1 name=S key_person=PRS-0002");
	assert_verified();
}

static const char split[] =
	"unit name=Old\n"
	"unit name=New\n"
	"unit name=Other\n"
	"unit name=Top\n"
	"unit name=Child|parent=UNI-0001\n"
	"system name=S|unit=UNI-0001\n"
	"system name=T|unit=UNI-0001\n"
	"system name=U|unit=UNI-0001\n"
	"cost system=SYS-0001|year=2025|kind=operation|basis=actual|amount=10|payer=UNI-0001\n"
	"cost system=SYS-0001|year=2026|kind=operation|basis=budget|amount=10|payer=UNI-0001\n"
	"cost system=SYS-0002|year=2027|kind=operation|basis=budget|amount=10|payer=UNI-0001\n"
	"usage system=SYS-0001|unit=UNI-0001|users=7|from=2020-01-01\n"
	"person name=P|unit=UNI-0001\n";

static void a_unit_is_split_by_choice(void **state)
{
	(void)state;
	put(split);
	test_put(&test, E_unit, 1, "parent=UNI-0004");
	struct takeover_choice choices[] = {
		{{E_system, 0}, 1}, {{E_system, 1}, 0}, {{E_system, 3}, TAKEOVER_LEFT}, {{E_system, 2}, 1}};
	struct takeover_request request = ask(TAKEOVER_HANDOVER, E_unit, 1, 2);
	request.into[request.into_count++] = (struct ref){E_unit, 3};
	request.choices = choices;
	request.choice_count = COUNT_OF(choices);
	carry_out(&request);
	assert_line(E_unit, 1, "unit-1 name=Old parent=UNI-0004 to=2026-11-21 succeeded_by=UNI-0002");
	assert_line(E_unit, 5, "unit-5 name=Child parent=UNI-0002");
	assert_line(E_system, 1, "system-1 name=S unit=UNI-0002");
	assert_line(E_system, 2, "system-2 name=T unit=UNI-0003");
	assert_line(E_system, 3, "system-3 name=U unit=UNI-0001");
	assert_line(E_cost, 1, "cost-1 system=SYS-0001 year=2025 kind=operation basis=actual amount=10.00 payer=UNI-0001");
	assert_line(E_cost, 2, "cost-2 system=SYS-0001 year=2026 kind=operation basis=budget amount=10.00 payer=UNI-0002");
	assert_line(E_cost, 3, "cost-3 system=SYS-0002 year=2027 kind=operation basis=budget amount=10.00 payer=UNI-0003");
	assert_line(E_usage, 1, "usage-1 system=SYS-0001 unit=UNI-0001 users=7 from=2020-01-01 to=2026-11-21");
	assert_line(E_usage, 2, "usage-2 system=SYS-0001 unit=UNI-0002 users=7 from=2026-11-22");
	assert_line(E_person, 1, "person-1 name=P unit=UNI-0002");
	assert_verified();
}

static const char doubled[] =
	"unit name=K\n"
	"unit name=L\n"
	"person name=P\n"
	"person name=Q\n"
	"service name=V\n"
	"supplier name=F\n"
	"system name=A|aliases=Aa|users=10\n"
	"system name=B|parent=SYS-0001|users=20\n"
	"system name=C|parent=SYS-0001\n"
	"usage system=SYS-0001|unit=UNI-0001\n"
	"usage system=SYS-0001|unit=UNI-0002\n"
	"usage system=SYS-0002|unit=UNI-0001\n"
	"support service=SRV-0001|system=SYS-0001\n"
	"support service=SRV-0001|system=SYS-0002\n"
	"integration name=I|from_system=SYS-0001|to_system=SYS-0002\n"
	"integration name=J|from_system=SYS-0003|to_system=SYS-0001\n"
	"component system=SYS-0001|product=X|vendor_end=2028-11-12\n"
	"assignment person=PRS-0001|role=system_owner|system=SYS-0001\n"
	"assignment person=PRS-0001|role=archivist|system=SYS-0001\n"
	"assignment person=PRS-0002|role=system_owner|system=SYS-0002\n"
	"valuation system=SYS-0001|date=2025-01-01|business_value=3\n"
	"cost system=SYS-0001|year=2026|kind=operation|basis=actual|amount=1000\n"
	"risk about=SYS-0001|title=r\n";

static void a_system_that_stood_twice_is_one(void **state)
{
	(void)state;
	put(doubled);
	char *before = all_records();
	struct takeover_request request = ask(TAKEOVER_MERGE, E_system, 1, 2);
	uint64_t sequence = carry_out(&request);
	assert_line(E_system, 1,
	            "system-1 name=A aliases=Aa users=10 phase=retired retired_on=2026-11-22 replaced_by=SYS-0002");
	assert_line(E_system, 2, "system-2 name=B aliases=A;Aa users=30");
	assert_line(E_system, 3, "system-3 name=C parent=SYS-0002");
	assert_line(E_usage, 1, "usage-1 system=SYS-0001 unit=UNI-0001 to=2026-11-21");
	assert_line(E_usage, 2, "usage-2 system=SYS-0002 unit=UNI-0002");
	assert_line(E_support, 1, "none");
	assert_line(E_integration, 1, "none");
	assert_line(E_integration, 2, "integration-2 name=J from_system=SYS-0003 to_system=SYS-0002");
	assert_line(E_assignment, 1, "assignment-1 person=PRS-0001 role=system_owner system=SYS-0001 to=2026-11-21");
	assert_line(E_assignment, 2, "assignment-2 person=PRS-0001 role=archivist system=SYS-0002");
	assert_line(E_valuation, 1, "valuation-1 system=SYS-0001 date=2025-01-01 business_value=3");
	assert_line(E_cost, 1, "cost-1 system=SYS-0002 year=2026 kind=operation basis=actual amount=1000.00");
	assert_line(E_risk, 1, "risk-1 about=SYS-0002 title=r");
	assert_verified();
	assert_undone(sequence, before);
}

static void components_are_of_the_product_that_stays(void **state)
{
	(void)state;
	put("product name=pg|label=Postgres\n"
	                        "product name=postgresql\n"
	                        "release product=PRD-0001|cycle=13|security_end=2025-11-13\n"
	                        "release product=PRD-0001|cycle=14|security_end=2020-01-01\n"
	                        "release product=PRD-0002|cycle=14|security_end=2026-11-12\n"
	                        "system name=S\n");
	struct error error = {0};
	struct draft draft;
	draft_init(&draft, schema_entity(E_component));
	for (int version = 13; version <= 14; version++) {
		struct ref ref = {E_component, 0};
		char words[12];
		snprintf(words, sizeof words, "%d", version);
		draft_clear(&draft, schema_entity(E_component));
		draft_set_ref(&draft, F_component_system, (struct ref){E_system, 1});
		draft_set_text(&draft, F_component_product, SLICE("Postgres"));
		draft_set_text(&draft, F_component_version, slice_of(words));
		assert_true(register_save(&test.session, &draft, &ref, 0, SLICE(""), &error));
	}
	draft_free(&draft);
	char *before = all_records();
	struct takeover_request request = ask(TAKEOVER_MERGE, E_product, 1, 2);
	uint64_t sequence = carry_out(&request);
	assert_line(E_product, 1, "product-1 name=pg label=Postgres replaced_by=PRD-0002");
	assert_line(E_release, 1, "release-1 product=PRD-0002 cycle=13 security_end=2025-11-13");
	assert_line(E_release, 2, "release-2 product=PRD-0001 cycle=14 security_end=2020-01-01");
	assert_line(E_component, 2, "component-2 system=SYS-0001 product=Postgres version=14 vendor_end=2026-11-12 "
	                            "release=REL-0003 vendor_end_from=catalogue longer_supported=no");
	assert_verified();
	assert_undone(sequence, before);
}

/* ---- large ---- */

#define COMPONENTS 13000
#define SYSTEMS 1000

static void fill_large(void)
{
	const struct entry_facts facts = {.kind = ENTRY_IMPORT};
	struct error error = {0};
	struct draft draft;
	put("product name=pg\nproduct name=postgresql\nrelease product=PRD-0002|cycle=14|security_end=2026-11-12\n");
	struct edit *edit = edit_begin(&test.session, &facts, &error);
	draft_init(&draft, schema_entity(E_system));
	for (unsigned i = 0; i < SYSTEMS + COMPONENTS; i++) {
		bool system = i < SYSTEMS;
		struct ref ref = {system ? E_system : E_component, 0};
		char name[16];
		snprintf(name, sizeof name, "S%u", i);
		draft_clear(&draft, schema_entity(ref.entity));
		if (system) {
			draft_set_text(&draft, F_system_name, slice_of(name));
		} else {
			draft_set_ref(&draft, F_component_system, (struct ref){E_system, 1 + i % SYSTEMS});
			draft_set_text(&draft, F_component_product, SLICE("pg"));
			draft_set_text(&draft, F_component_version, SLICE("14.2"));
		}
		edit_save(edit, &draft, &ref, 0, &error);
	}
	draft_free(&draft);
	edit_commit(&edit, NULL, &error);
	assert_string_equal(error.text, "");
}

/* Entries of the group, and the most records in one of them. */
static size_t count_entries(uint64_t group, size_t *most)
{
	struct view *view = view_open(test.store, NULL);
	struct journal *journal = journal_new(view);
	struct entry entry;
	size_t count = 0;
	*most = 0;
	for (bool there = journal_seek(journal, group, &entry); there; there = journal_next(journal, &entry)) {
		count += entry.group == group;
		*most = entry.group == group && entry.count > *most ? entry.count : *most;
	}
	journal_free(&journal);
	view_close(&view);
	return count;
}

static void a_large_one_is_bounded_entries_of_one_group(void **state)
{
	size_t most;
	(void)state;
	if (getenv("TEST_SMALL") != NULL)
		skip(); /* fifty times as slow under valgrind; the sanitizers have run it */
	fill_large();
	char *before = all_records();
	struct takeover_request request = ask(TAKEOVER_MERGE, E_product, 1, 2);
	uint64_t sequence = carry_out(&request);
	assert_int_equal(count_entries(sequence, &most), 3); /* the last one closes it */
	assert_true(most <= TAKEOVER_AT_ONCE);
	assert_line(E_component, COMPONENTS, "component-13000 system=SYS-1000 product=pg version=14.2 vendor_end=2026-11-12 "
	                                     "release=REL-0001 vendor_end_from=catalogue longer_supported=no");
	assert_verified();
	assert_undone(sequence, before);
	assert_verified();
}

/* ---- refused ---- */

static void what_has_changed_since_is_shown_anew(void **state)
{
	static const char *const changes[][2] = {{"activity", "responsible=PRS-0003"},
	                                         {"risk", "about=SYS-0001|title=x|owner=PRS-0001"}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		struct error error = {0};
		put(people);
		struct takeover_request request = ask(TAKEOVER_HANDOVER, E_person, 1, 2);
		struct takeover *takeover = plan(&request, &error);
		test_put(&test, schema_find_entity(slice_of(changes[i][0]))->number, i == 0 ? 1 : 0, changes[i][1]);
		char *before = all_records();
		assert_false(takeover_do(&test.session, takeover, SLICE(""), NULL, &error));
		assert_int_equal(error.kind, ERROR_CONFLICT);
		assert_unchanged(before);
		free(before);
		takeover_free(&takeover);
		teardown(NULL);
		setup(NULL);
	}
}

/* What somebody has changed that has nothing to do with it stands in nobody's way. */
static void what_lies_beside_may_change(void **state)
{
	struct error error = {0};
	(void)state;
	put(people);
	struct takeover_request request = ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	struct takeover *takeover = plan(&request, &error);
	test_put(&test, E_system, 2, "users=12");
	assert_true(takeover_do(&test.session, takeover, SLICE(""), NULL, &error));
	takeover_free(&takeover);
}

static void what_cannot_take_over_is_said(void **state)
{
	static const struct {
		enum takeover_kind kind;
		uint8_t entity;
		record_id from, into;
		const char *words;
	} cases[] = {
		{TAKEOVER_HANDOVER, E_person, 1, 1, "itself"},   {TAKEOVER_HANDOVER, E_person, 1, 99, "not there"},
		{TAKEOVER_MERGE, E_person, 1, 4, "has ended"},   {TAKEOVER_HANDOVER, E_product, 1, 1, "can hand over"},
		{TAKEOVER_MERGE, E_assignment, 1, 2, "can be merged"},
	};
	(void)state;
	put(people);
	test_put(&test, E_person, 0, "name=D|active_to=2026-01-01");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		struct takeover_request request = ask(cases[i].kind, cases[i].entity, cases[i].from, cases[i].into);
		assert_null(plan(&request, &error));
		if (strstr(error.text, cases[i].words) == NULL)
			fail_msg("%s, not %s", error.text, cases[i].words);
	}
}

/* A steward hands over what is theirs; of the rest they are told. */
static void roles_are_asked_for_each_record(void **state)
{
	struct error error = {0};
	(void)state;
	put(people);
	test_put(&test, E_unit, 1, "manager=PRS-0001");
	test.session.actor = 1;
	test.session.access = UINT32_C(1) << (C_access_steward - 1);
	struct takeover_request request = ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	struct takeover *takeover = plan(&request, &error);
	assert_true(takeover->of[TAKEOVER_REFUSED] > 0);
	assert_false(takeover_do(&test.session, takeover, SLICE(""), NULL, &error));
	assert_int_equal(error.kind, ERROR_DENIED);
	struct takeover_choice *choices = memory_new_array(takeover->count, sizeof *choices);
	request.choices = choices;
	for (size_t i = 0; i < takeover->count; i++)
		if (takeover->items[i].deed == TAKEOVER_REFUSED)
			choices[request.choice_count++] = (struct takeover_choice){takeover->items[i].ref, TAKEOVER_LEFT};
	takeover_free(&takeover);
	carry_out(&request);
	free(choices);
	assert_line(E_unit, 1, "unit-1 name=K manager=PRS-0001");
	assert_line(E_assignment, 7, "assignment-7 person=PRS-0002 role=system_owner system=SYS-0001 from=2026-11-22");
}

/* ---- over registers that nobody has thought of ---- */

static uint64_t seed;

static uint64_t dice(uint64_t sides)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (seed >> 33) % sides;
}

static void roll_value(struct draft *draft, const struct field *field, const struct view *view, size_t many)
{
	char words[32];
	const struct entity *target = field->type == TYPE_ANY ? schema_entity(E_system) : schema_entity(field->target);
	switch (field->type) {
	case TYPE_REF:
	case TYPE_ANY: {
		record_id last = view_next_id(view, target->number);
		if (last > 1)
			draft_set_ref(draft, field->number, (struct ref){target->number, 1 + (record_id)dice(last - 1)});
		break;
	}
	case TYPE_TEXT:
		snprintf(words, sizeof words, "%s %llu", draft->entity->name, (unsigned long long)dice(many * 1000));
		draft_set_text(draft, field->number, slice_of(words));
		break;
	case TYPE_CHOICE:
		draft_set_number(draft, field->number, 1 + (int64_t)dice(schema_choices(field->choices)->count));
		break;
	case TYPE_DATE: draft_set_day(draft, field->number, test.session.today - 400 + (day_t)dice(800)); break;
	case TYPE_MONEY: draft_set_number(draft, field->number, (int64_t)dice(1000000)); break;
	case TYPE_QUARTER: draft_set_number(draft, field->number, 2025 * 4 + (int64_t)dice(12)); break;
	case TYPE_NUMBER:
		draft_set_number(draft, field->number, (strcmp(field->name, "year") == 0 ? 2024 : 0) + (int64_t)dice(5));
		break;
	default: break;
	}
}

static bool is_rolled(const struct field *field, uint8_t group)
{
	if (field->internal || field->number <= F_secrecy_until)
		return false;
	if (field->required || (field->one_of != 0 && field->number == group))
		return true;
	if (field->one_of != 0)
		return false;
	bool time = field->type == TYPE_DATE && (strcmp(field->name, "from") == 0 || strcmp(field->name, "to") == 0);
	return dice(time ? 4 : 3) == 0 && (time || field->type == TYPE_REF || field->type == TYPE_ANY ||
	                                   field->type == TYPE_CHOICE || field->type == TYPE_MONEY);
}

static uint8_t roll_group(const struct entity *entity)
{
	uint8_t members[16];
	size_t count = 0;
	for (unsigned i = 0; i < entity->field_count; i++)
		if (entity->fields[i].one_of != 0)
			members[count++] = entity->fields[i].number;
	return count == 0 ? 0 : members[dice(count)];
}

/* What the register refuses (a circle, a stage not yet due) is not there, and that is no fault. */
static void roll_record(struct edit *edit, const struct entity *entity, size_t many)
{
	struct draft draft;
	struct ref ref = {entity->number, 0};
	uint8_t group = roll_group(entity);
	draft_init(&draft, entity);
	for (unsigned i = 0; i < entity->field_count; i++)
		if (is_rolled(&entity->fields[i], group))
			roll_value(&draft, &entity->fields[i], edit_view(edit), many);
	edit_save(edit, &draft, &ref, 0, NULL);
	draft_free(&draft);
}

static void roll_register(size_t many)
{
	static const uint8_t first[] = {E_unit, E_person, E_supplier, E_object, E_service, E_system, E_product, E_contract};
	const struct entry_facts facts = {.kind = ENTRY_IMPORT};
	struct error error = {0};
	struct edit *edit = edit_begin(&test.session, &facts, &error);
	const struct entity *entity;
	for (size_t i = 0; i < COUNT_OF(first); i++)
		for (size_t n = 0; n < many; n++)
			roll_record(edit, schema_entity(first[i]), many);
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		for (size_t n = 0; n < many && entity->number != E_finding && entity->number != E_run; n++)
			roll_record(edit, entity, many);
	edit_commit(&edit, NULL, &error);
	assert_string_equal(error.text, "");
}

/* Sums of what costs and contracts say, record by record of all kinds but those that take over facts. */
static int64_t money(void)
{
	static const uint8_t entities[] = {E_cost,        E_contract, E_licence, E_contract_change,
	                                   E_integration, E_incident, E_plan};
	struct view *view = view_open(test.store, NULL);
	int64_t sum = 0;
	for (size_t e = 0; e < COUNT_OF(entities); e++) {
		struct records *records = records_new(view, entities[e]);
		struct record record;
		for (bool there = records_first(records, &record); there; there = records_next(records, &record))
			for (unsigned i = 0; i < record.entity->field_count; i++)
				if (record.entity->fields[i].type == TYPE_MONEY && record_is_set(&record, (uint8_t)(i + 1)))
					sum += record_number(&record, (uint8_t)(i + 1));
		records_free(&records);
	}
	view_close(&view);
	return sum;
}

static bool is_history(const struct takeover_request *request, const struct record *record, const struct field *field)
{
	day_t today = test.session.today;
	switch (record->entity->number) {
	case E_decision:
	case E_valuation:
	case E_retirement_step: return true;
	case E_review_item: return record_is_set(record, F_review_item_decided);
	case E_release: return field->parent;
	case E_requirement:
	case E_offer: return true; /* once opened they stand */
	case E_usage: return record_is_set(record, F_usage_to) && record_day(record, F_usage_to) < today;
	case E_member: return record_is_set(record, F_member_to) && record_day(record, F_member_to) < today;
	case E_assignment: return record_is_set(record, F_assignment_to) && record_day(record, F_assignment_to) < today;
	default: return ref_equal(record_self(record), request->from);
	}
}

struct looking {
	const struct takeover_request *request;
	struct text left;
};

static bool look(void *context, const struct record *record, const struct field *field)
{
	struct looking *looking = context;
	const struct takeover_request *request = looking->request;
	bool right = request->kind == TAKEOVER_MERGE
	                 ? is_history(request, record, field)
	                 : !field->duty || takeover_is_over(record, test.session.today);
	if (!right)
		text_printf(&looking->left, "%s-%u %s; ", record->entity->name, record->id, field->name);
	return true;
}

static void assert_nothing_leads_to(const struct takeover_request *request)
{
	struct looking looking = {.request = request};
	struct view *view = view_open(test.store, NULL);
	view_references(view, request->from, look, &looking);
	view_close(&view);
	if (looking.left.size > 0)
		fail_msg("still leads to %u-%u: %s", request->from.entity, request->from.id, looking.left.data);
	text_free(&looking.left);
}

static void check_round(uint64_t round, bool *done)
{
	static const uint8_t entities[] = {E_person, E_unit, E_supplier, E_system, E_product};
	struct error error = {0};
	uint8_t entity = entities[dice(COUNT_OF(entities))];
	enum takeover_kind kind = entity == E_product || dice(2) == 0 ? TAKEOVER_MERGE : TAKEOVER_HANDOVER;
	struct view *view = view_open(test.store, NULL);
	record_id last = view_next_id(view, entity) - 1;
	view_close(&view);
	struct takeover_request request = ask(kind, entity, 1 + (record_id)dice(last), 1 + (record_id)dice(last));
	struct takeover *takeover = plan(&request, &error);
	*done = takeover != NULL && takeover_try(&test.session, takeover, &error);
	if (takeover != NULL && !*done && error.kind != ERROR_INPUT)
		fail_msg("round %llu: %s", (unsigned long long)round, error.text);
	if (*done) {
		char *before = all_records();
		int64_t sum = money();
		uint64_t sequence = 0;
		if (!takeover_do(&test.session, takeover, SLICE(""), &sequence, &error))
			fail_msg("round %llu: %s", (unsigned long long)round, error.text);
		assert_nothing_leads_to(&request);
		assert_int_equal(money(), sum);
		assert_verified();
		if (sequence != 0) {
			undo(sequence);
			assert_unchanged(before);
			assert_verified();
		}
		free(before);
	}
	takeover_free(&takeover);
}

static void random_registers(void **state)
{
	const char *words = getenv("ROUNDS");
	uint64_t usual = getenv("TEST_SMALL") != NULL ? 3 : 12, done = 0, tried = 0;
	uint64_t rounds = words == NULL ? usual : strtoull(words, NULL, 10);
	(void)state;
	for (uint64_t round = 1; round <= rounds; round++) {
		seed = round;
		if (round > 1) {
			teardown(NULL);
			setup(NULL);
		}
		roll_register(3 + dice(12));
		for (int i = 0; i < 12; i++, tried++) {
			bool right;
			check_round(round, &right);
			done += right;
		}
	}
	if (done * 3 < tried)
		fail_msg("only %llu of %llu were anything to test", (unsigned long long)done, (unsigned long long)tried);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(duties_are_handed_over_and_deeds_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(findings_follow_whoever_answers, setup, teardown),
		cmocka_unit_test_setup_teardown(somebody_who_stood_twice_is_one, setup, teardown),
		cmocka_unit_test_setup_teardown(a_unit_is_split_by_choice, setup, teardown),
		cmocka_unit_test_setup_teardown(a_system_that_stood_twice_is_one, setup, teardown),
		cmocka_unit_test_setup_teardown(components_are_of_the_product_that_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(a_large_one_is_bounded_entries_of_one_group, setup, teardown),
		cmocka_unit_test_setup_teardown(what_has_changed_since_is_shown_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(what_lies_beside_may_change, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_take_over_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(roles_are_asked_for_each_record, setup, teardown),
		cmocka_unit_test_setup_teardown(random_registers, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
