/* Hand-over and merge: nothing but history leads to the old record afterwards, what was shown is what is done, and
 * taking it back gives the register that was there before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "register/edit.h"
#include "support/register_takeovers.h"

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
	takeovers_put(people);
	char *before = takeovers_records();
	struct takeover_request request = takeovers_ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	uint64_t sequence = takeovers_carry_out(&request);
	takeovers_assert_line(E_assignment, 1,
	                      "assignment-1 person=PRS-0001 role=system_owner system=SYS-0001 from=2019-01-01 "
	                      "to=2026-11-21 deputy=PRS-0002 trained=2020-01-01");
	takeovers_assert_line(E_assignment, 7,
	                      "assignment-7 person=PRS-0002 role=system_owner system=SYS-0001 from=2026-11-22");
	takeovers_assert_line(E_assignment, 2,
	                      "assignment-2 person=PRS-0003 role=system_manager system=SYS-0001 deputy=PRS-0002");
	takeovers_assert_line(E_assignment, 3, "assignment-3 person=PRS-0001 role=super_user system=SYS-0001 to=2020-01-01");
	takeovers_assert_line(E_assignment, 4, "assignment-4 person=PRS-0001 role=super_user system=SYS-0002 to=2026-11-21");
	takeovers_assert_line(E_assignment, 6, "assignment-6 person=PRS-0002 role=archivist system=SYS-0002 from=2027-01-01");
	takeovers_assert_line(E_assignment, 8, "none");
	takeovers_assert_line(E_permission, 1, "permission-1 system=SYS-0001 person=PRS-0001 level=read approved_by=PRS-0001");
	takeovers_assert_line(E_activity, 1, "activity-1 title=a responsible=PRS-0002 state=started");
	takeovers_assert_line(E_activity, 2, "activity-2 title=b responsible=PRS-0001 state=done");
	takeovers_assert_line(E_risk, 1, "risk-1 about=SYS-0001 title=r owner=PRS-0002");
	takeovers_assert_line(E_person, 1, "person-1 name=A unit=UNI-0001");
	takeovers_assert_verified();
	takeovers_assert_undone(sequence, before);
}

/* Whose a finding is goes over while it is open; what it is about stays the audit's. */
static void findings_follow_whoever_answers(void **state)
{
	(void)state;
	takeovers_put(people);
	test_put(&takeovers_test, E_finding, 0,
	         "id=OWN-01:x|rule=OWN-01|about=SYS-0001|system=SYS-0001|state=open|person=PRS-0001");
	test_put(&takeovers_test, E_finding, 0,
	         "id=OWN-01:y|rule=OWN-01|about=SYS-0002|system=SYS-0002|state=resolved|person=PRS-0001");
	char *before = takeovers_records();
	struct takeover_request request = takeovers_ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	uint64_t sequence = takeovers_carry_out(&request);
	takeovers_assert_line(E_finding, 1,
	            "finding-1 id=OWN-01:x rule=OWN-01 about=SYS-0001 state=open person=PRS-0002 system=SYS-0001");
	takeovers_assert_line(E_finding, 2,
	            "finding-2 id=OWN-01:y rule=OWN-01 about=SYS-0002 state=resolved person=PRS-0001 system=SYS-0002");
	takeovers_assert_undone(sequence, before);
	request = takeovers_ask(TAKEOVER_MERGE, E_system, 1, 2);
	takeovers_carry_out(&request);
	takeovers_assert_line(E_finding, 1,
	            "finding-1 id=OWN-01:x rule=OWN-01 about=SYS-0001 state=open person=PRS-0001 system=SYS-0001");
}

static void somebody_who_stood_twice_is_one(void **state)
{
	(void)state;
	takeovers_put(people);
	struct takeover_request request = takeovers_ask(TAKEOVER_MERGE, E_person, 1, 2);
	takeovers_carry_out(&request);
	takeovers_assert_line(E_assignment, 1,
	                      "assignment-1 person=PRS-0002 role=system_owner system=SYS-0001 from=2019-01-01");
	takeovers_assert_line(E_permission, 1, "permission-1 system=SYS-0001 person=PRS-0002 level=read approved_by=PRS-0002");
	takeovers_assert_line(E_activity, 2, "activity-2 title=b responsible=PRS-0002 state=done");
	takeovers_assert_line(E_person, 1, "person-1 name=A unit=UNI-0001 active_to=2026-11-21 same_as=PRS-0002");
	takeovers_assert_line(E_person, 2, "person-2 name=B unit=UNI-0001");
	takeovers_assert_line(E_system, 1, "system-1 name=S key_person=PRS-0002");
	takeovers_assert_verified();
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
	takeovers_put(split);
	test_put(&takeovers_test, E_unit, 1, "parent=UNI-0004");
	struct takeover_choice choices[] = {
		{{E_system, 0}, 1}, {{E_system, 1}, 0}, {{E_system, 3}, TAKEOVER_LEFT}, {{E_system, 2}, 1}};
	struct takeover_request request = takeovers_ask(TAKEOVER_HANDOVER, E_unit, 1, 2);
	request.into[request.into_count++] = (struct ref){E_unit, 3};
	request.choices = choices;
	request.choice_count = COUNT_OF(choices);
	takeovers_carry_out(&request);
	takeovers_assert_line(E_unit, 1, "unit-1 name=Old parent=UNI-0004 to=2026-11-21 succeeded_by=UNI-0002");
	takeovers_assert_line(E_unit, 5, "unit-5 name=Child parent=UNI-0002");
	takeovers_assert_line(E_system, 1, "system-1 name=S unit=UNI-0002");
	takeovers_assert_line(E_system, 2, "system-2 name=T unit=UNI-0003");
	takeovers_assert_line(E_system, 3, "system-3 name=U unit=UNI-0001");
	takeovers_assert_line(E_cost, 1,
	                      "cost-1 system=SYS-0001 year=2025 kind=operation basis=actual amount=10.00 payer=UNI-0001");
	takeovers_assert_line(E_cost, 2,
	                      "cost-2 system=SYS-0001 year=2026 kind=operation basis=budget amount=10.00 payer=UNI-0002");
	takeovers_assert_line(E_cost, 3,
	                      "cost-3 system=SYS-0002 year=2027 kind=operation basis=budget amount=10.00 payer=UNI-0003");
	takeovers_assert_line(E_usage, 1, "usage-1 system=SYS-0001 unit=UNI-0001 users=7 from=2020-01-01 to=2026-11-21");
	takeovers_assert_line(E_usage, 2, "usage-2 system=SYS-0001 unit=UNI-0002 users=7 from=2026-11-22");
	takeovers_assert_line(E_person, 1, "person-1 name=P unit=UNI-0002");
	takeovers_assert_verified();
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
	takeovers_put(doubled);
	char *before = takeovers_records();
	struct takeover_request request = takeovers_ask(TAKEOVER_MERGE, E_system, 1, 2);
	uint64_t sequence = takeovers_carry_out(&request);
	takeovers_assert_line(E_system, 1,
	            "system-1 name=A aliases=Aa users=10 phase=retired retired_on=2026-11-22 replaced_by=SYS-0002");
	takeovers_assert_line(E_system, 2, "system-2 name=B aliases=A;Aa users=30");
	takeovers_assert_line(E_system, 3, "system-3 name=C parent=SYS-0002");
	takeovers_assert_line(E_usage, 1, "usage-1 system=SYS-0001 unit=UNI-0001 to=2026-11-21");
	takeovers_assert_line(E_usage, 2, "usage-2 system=SYS-0002 unit=UNI-0002");
	takeovers_assert_line(E_support, 1, "none");
	takeovers_assert_line(E_integration, 1, "none");
	takeovers_assert_line(E_integration, 2, "integration-2 name=J from_system=SYS-0003 to_system=SYS-0002");
	takeovers_assert_line(E_assignment, 1, "assignment-1 person=PRS-0001 role=system_owner system=SYS-0001 to=2026-11-21");
	takeovers_assert_line(E_assignment, 2, "assignment-2 person=PRS-0001 role=archivist system=SYS-0002");
	takeovers_assert_line(E_valuation, 1, "valuation-1 system=SYS-0001 date=2025-01-01 business_value=3");
	takeovers_assert_line(E_cost, 1, "cost-1 system=SYS-0002 year=2026 kind=operation basis=actual amount=1000.00");
	takeovers_assert_line(E_risk, 1, "risk-1 about=SYS-0002 title=r");
	takeovers_assert_verified();
	takeovers_assert_undone(sequence, before);
}

static void components_are_of_the_product_that_stays(void **state)
{
	(void)state;
	takeovers_put("product name=pg|label=Postgres\n"
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
		assert_true(register_save(&takeovers_test.session, &draft, &ref, 0, SLICE(""), &error));
	}
	draft_free(&draft);
	char *before = takeovers_records();
	struct takeover_request request = takeovers_ask(TAKEOVER_MERGE, E_product, 1, 2);
	uint64_t sequence = takeovers_carry_out(&request);
	takeovers_assert_line(E_product, 1, "product-1 name=pg label=Postgres replaced_by=PRD-0002");
	takeovers_assert_line(E_release, 1, "release-1 product=PRD-0002 cycle=13 security_end=2025-11-13");
	takeovers_assert_line(E_release, 2, "release-2 product=PRD-0001 cycle=14 security_end=2020-01-01");
	takeovers_assert_line(E_component, 2, "component-2 system=SYS-0001 product=Postgres version=14 vendor_end=2026-11-12 "
	                            "release=REL-0003 vendor_end_from=catalogue longer_supported=no");
	takeovers_assert_verified();
	takeovers_assert_undone(sequence, before);
}

/* ---- refused ---- */

static void what_has_changed_since_is_shown_anew(void **state)
{
	static const char *const changes[][2] = {{"activity", "responsible=PRS-0003"},
	                                         {"risk", "about=SYS-0001|title=x|owner=PRS-0001"}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		struct error error = {0};
		takeovers_put(people);
		struct takeover_request request = takeovers_ask(TAKEOVER_HANDOVER, E_person, 1, 2);
		struct takeover *takeover = takeovers_plan(&request, &error);
		test_put(&takeovers_test, schema_find_entity(slice_of(changes[i][0]))->number, i == 0 ? 1 : 0, changes[i][1]);
		char *before = takeovers_records();
		assert_false(takeover_do(&takeovers_test.session, takeover, SLICE(""), NULL, &error));
		assert_int_equal(error.kind, ERROR_CONFLICT);
		takeovers_assert_unchanged(before);
		free(before);
		takeover_free(&takeover);
		takeovers_teardown(NULL);
		takeovers_setup(NULL);
	}
}

/* What somebody has changed that has nothing to do with it stands in nobody's way. */
static void what_lies_beside_may_change(void **state)
{
	struct error error = {0};
	(void)state;
	takeovers_put(people);
	struct takeover_request request = takeovers_ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	struct takeover *takeover = takeovers_plan(&request, &error);
	test_put(&takeovers_test, E_system, 2, "users=12");
	assert_true(takeover_do(&takeovers_test.session, takeover, SLICE(""), NULL, &error));
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
	takeovers_put(people);
	test_put(&takeovers_test, E_person, 0, "name=D|active_to=2026-01-01");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		struct takeover_request request = takeovers_ask(cases[i].kind, cases[i].entity, cases[i].from, cases[i].into);
		assert_null(takeovers_plan(&request, &error));
		if (strstr(error.text, cases[i].words) == NULL)
			fail_msg("%s, not %s", error.text, cases[i].words);
	}
}

/* A steward hands over what is theirs; of the rest they are told. */
static void roles_are_asked_for_each_record(void **state)
{
	struct error error = {0};
	(void)state;
	takeovers_put(people);
	test_put(&takeovers_test, E_unit, 1, "manager=PRS-0001");
	takeovers_test.session.actor = 1;
	takeovers_test.session.access = UINT32_C(1) << (C_access_steward - 1);
	struct takeover_request request = takeovers_ask(TAKEOVER_HANDOVER, E_person, 1, 2);
	struct takeover *takeover = takeovers_plan(&request, &error);
	assert_true(takeover->of[TAKEOVER_REFUSED] > 0);
	assert_false(takeover_do(&takeovers_test.session, takeover, SLICE(""), NULL, &error));
	assert_int_equal(error.kind, ERROR_DENIED);
	struct takeover_choice *choices = memory_new_array(takeover->count, sizeof *choices);
	request.choices = choices;
	for (size_t i = 0; i < takeover->count; i++)
		if (takeover->items[i].deed == TAKEOVER_REFUSED)
			choices[request.choice_count++] = (struct takeover_choice){takeover->items[i].ref, TAKEOVER_LEFT};
	takeover_free(&takeover);
	takeovers_carry_out(&request);
	free(choices);
	takeovers_assert_line(E_unit, 1, "unit-1 name=K manager=PRS-0001");
	takeovers_assert_line(E_assignment, 7,
	                      "assignment-7 person=PRS-0002 role=system_owner system=SYS-0001 from=2026-11-22");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(duties_are_handed_over_and_deeds_stay, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(findings_follow_whoever_answers, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(somebody_who_stood_twice_is_one, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(a_unit_is_split_by_choice, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(a_system_that_stood_twice_is_one, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(components_are_of_the_product_that_stays, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(what_has_changed_since_is_shown_anew, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(what_lies_beside_may_change, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(what_cannot_take_over_is_said, takeovers_setup, takeovers_teardown),
		cmocka_unit_test_setup_teardown(roles_are_asked_for_each_record, takeovers_setup, takeovers_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
