/* What conditions say of records: a table of cases, Kleene's three values, what lies below, references, patterns,
 * rights. */
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
#include "query/expression.h"
#include "support/store.h"

static struct test_store test;
static struct view *view;
static struct reading *reading;

static const struct {
	uint8_t entity;
	const char *fields;
} records[] = {
	{E_unit, "name=Kommunstyrelsen|kind=committee"},
	{E_unit, "name=Socialförvaltningen|parent=UNI-0001|employees=800"},
	{E_unit, "name=Skolan|parent=UNI-0002|employees=90"},
	{E_supplier, "name=Nordisk Programvara|country=Sverige"},
	{E_person, "name=Anna Berg|unit=UNI-0002|login=annber|access=reader;steward"},
	{E_person, "name=Anna Berg|unit=UNI-0003|login=annbe2"},
	{E_system,
  "name=Procapita Vård|aliases=ProCap;PC|criticality=4|phase=in_use|unit=UNI-0002|supplier=LEV-0001|"
  "in_use_from=2011-09-12|essential=unknown|replacement_value=1250000.50|handled_elsewhere=no|key_person=PRS-0001|"
  "hassle_hours=2.50|users=412|exit_plan=Första raden\nandra raden|code=VÅRD-1"},
	{E_system, "name=Tom"},
	{E_system, "name=Modul|parent=VÅRD-1|maintained_by=LEV-0001|supplier=LEV-0001|version=7|handled_elsewhere=yes"},
	{E_component, "system=VÅRD-1|product=PostgreSQL|version=14|vendor_end=2026-11-12|layer=database"},
	{E_component, "system=VÅRD-1|product=Windows Server|version=2019|vendor_end=2029-01-09"},
	{E_component, "system=VÅRD-1|product=Java"},
	{E_component, "system=SYS-0003|product=Java|vendor_end=2030-01-01"},
	{E_cost, "system=VÅRD-1|year=2026|kind=licence|basis=budget|amount=100000"},
	{E_cost, "system=VÅRD-1|year=2026|kind=support|basis=budget|amount=50000.25"},
	{E_cost, "system=VÅRD-1|year=2027|kind=support|basis=budget|amount=-1"},
	{E_contract,
  "name=Vårdavtalet|supplier=LEV-0001|option_months=24;12;12|index_percent=12.50|end=2026-12-31|start=2020-01-01"},
	{E_contract_system, "contract=AVT-0001|system=VÅRD-1|part=main"},
	{E_decision, "title=Byt|about=VÅRD-1;UNI-0002|kind=committee|date=2026-01-01"},
	{E_risk, "about=VÅRD-1|title=Stopp"},
	{E_capacity, "unit=UNI-0001|side=it|quarter=2027-Q1|hours=100"},
};

static int setup(void **state)
{
	(void)state;
	test_store_open(&test);
	for (size_t i = 0; i < COUNT_OF(records); i++)
		test_put(&test, records[i].entity, 0, records[i].fields);
	view = view_open(test.store, NULL);
	reading = reading_new(view, &test.session);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	reading_free(&reading);
	view_close(&view);
	test_store_close(&test);
	return 0;
}

static enum truth ask(struct reading *where, struct ref ref, const char *text)
{
	struct error error = {0};
	struct record record;
	struct expression *expression = expression_parse(schema_entity(ref.entity), slice_of(text), NULL, &error);
	if (expression == NULL)
		fail_msg("%s\n%s", text, error.text);
	struct evaluation *evaluation = evaluation_new(expression, where, NULL, &error);
	if (evaluation == NULL)
		fail_msg("%s\n%s", text, error.text);
	assert_true(view_record(view, ref, &record));
	enum truth truth = evaluation_test(evaluation, &record);
	assert_int_equal(evaluation_test(evaluation, &record), truth);
	evaluation_free(&evaluation);
	expression_free(&expression);
	return truth;
}

enum { F = TRUTH_FALSE, U = TRUTH_UNKNOWN, T = TRUTH_TRUE };

static const struct {
	uint8_t entity;
	record_id id;
	const char *text;
	int truth;
} cases[] = {
	/* Numbers. */
	{E_system, 1, "criticality = 4", T},
	{E_system, 1, "criticality != 4", F},
	{E_system, 1, "criticality < 4", F},
	{E_system, 1, "criticality <= 4", T},
	{E_system, 1, "criticality > 3.99", T},
	{E_system, 1, "criticality >= 4.01", F},
	{E_system, 2, "criticality = 4", U},
	{E_system, 2, "criticality != 4", U},
	{E_system, 1, "5 > criticality", T},
	{E_system, 1, "criticality in (1, 4)", T},
	{E_system, 1, "criticality not in (1, 4)", F},
	{E_system, 1, "criticality in (1)", F},
	{E_system, 2, "criticality in (1)", U},
	{E_system, 2, "criticality not in (1)", U},
	{E_system, 1, "replacement_value = 1250000.50", T},
	{E_system, 1, "replacement_value > 1250000", T},
	{E_system, 1, "hassle_hours = 2.5", T},
	{E_system, 1, "hassle_hours < 3", T},
	{E_system, 1, "hassle_hours < users", T},
	{E_contract, 1, "index_percent = 12.5%", T},
	{E_contract, 1, "index_percent > 12", T},
	{E_contract, 1, "index_percent > 13 %", F},
	{E_system, 1, "revision = 1", T},
	{E_capacity, 1, "quarter = 2027-Q1", T},
	{E_capacity, 1, "quarter < 2027-Q1", F},
	/* Choices. */
	{E_system, 1, "phase = in_use", T},
	{E_system, 1, "phase != in_use", F},
	{E_system, 1, "phase > pilot", T},
	{E_system, 1, "phase < pilot", F},
	{E_system, 2, "phase = in_use", U},
	{E_system, 1, "phase in (idea, in_use)", T},
	{E_system, 1, "phase = 'i drift'", T},
	{E_system, 1, "essential = unknown", T},
	{E_system, 1, "essential is unknown", T},
	{E_system, 1, "essential is not unknown", F},
	{E_system, 1, "essential is set", T},
	{E_system, 2, "essential is unknown", F},
	{E_system, 2, "essential is not unknown", T},
	{E_system, 2, "essential = unknown", U},
	{E_system, 1, "essential = yes", F},
	{E_system, 1, "handled_elsewhere", F},
	{E_system, 3, "handled_elsewhere", T},
	{E_system, 2, "handled_elsewhere", U},
	{E_system, 1, "not handled_elsewhere", T},
	{E_system, 2, "not handled_elsewhere", U},
	{E_system, 1, "handled_elsewhere = nej", T},
	{E_person, 1, "access contains steward", T},
	{E_person, 1, "access contains auditor", F},
	{E_person, 2, "access contains steward", U},
	{E_person, 2, "access not contains steward", U},
	/* Texts. */
	{E_system, 1, "name = 'procapita vård'", T},
	{E_system, 1, "name = 'PROCAPITA VÅRD'", T},
	{E_system, 1, "name = 'Procapita'", F},
	{E_system, 1, "name contains 'VÅRD'", T},
	{E_system, 1, "name contains ''", T},
	{E_system, 1, "name contains 'vard'", F},
	{E_system, 1, "name < 'Q'", T},
	{E_system, 1, "name < 'Oz'", F},
	{E_system, 1, "name >= 'procapita vård'", T},
	{E_system, 1, "name in ('x', 'procapita VÅRD')", T},
	{E_system, 2, "version = ''", U},
	{E_system, 2, "version contains ''", U},
	{E_system, 1, "exit_plan contains 'andra'", T},
	{E_system, 1, "exit_plan matches '(?m)^andra'", T},
	{E_system, 1, "exit_plan matches '^andra'", F},
	{E_system, 1, "name matches 'V[åä]rd$'", T},
	{E_system, 1, "name matches 'v[åä]rd$'", F},
	{E_system, 1, "name matches '(?i)VÅRD$'", T},
	{E_system, 1, "name matches '^\\w+ \\w+$'", T},
	{E_system, 2, "version matches '.'", U},
	{E_system, 1, "code = 'vård-1'", T},
	{E_system, 2, "code = 'sys-0002'", T},
	{E_system, 2, "code is set", T},
	{E_system, 3, "code > parent.code", F},
	{E_system, 3, "parent.code = 'VÅRD-1'", T},
	{E_system, 2, "name = code", F},
	/* Lists. */
	{E_system, 1, "aliases contains 'procap'", T},
	{E_system, 1, "aliases contains 'pro'", F},
	{E_system, 2, "aliases contains 'x'", U},
	{E_contract, 1, "option_months contains 12", T},
	{E_contract, 1, "option_months contains 6", F},
	{E_decision, 1, "about contains VÅRD-1", T},
	{E_decision, 1, "about contains 'Skolan'", F},
	{E_decision, 1, "about contains 'Socialförvaltningen'", T},
	/* Days: today is 2026-11-22. */
	{E_system, 1, "in_use_from < today", T},
	{E_system, 1, "in_use_from = 2011-09-12", T},
	{E_system, 1, "in_use_from > today - 15y", F},
	{E_system, 1, "in_use_from > today - 16y", T},
	{E_system, 1, "in_use_from + 15y < today", T},
	{E_system, 1, "in_use_from - 1d = 2011-09-11", T},
	{E_system, 2, "in_use_from + 15y < today", U},
	{E_contract, 1, "end > today + 5w", T},
	{E_contract, 1, "end > today + 6w", F},
	{E_contract, 1, "end = today + 39d", T},
	{E_contract, 1, "start + 72m <= end", T},
	{E_contract, 1, "end in (2026-12-31, today)", T},
	{E_component, 1, "vendor_end < today", T},
	{E_component, 3, "vendor_end < today", U},
	/* References. */
	{E_system, 1, "unit = UNI-0002", T},
	{E_system, 1, "unit = 'Socialförvaltningen'", T},
	{E_system, 1, "unit = socialförvaltningen", T},
	{E_system, 1, "unit != Skolan", T},
	{E_system, 2, "unit = Skolan", U},
	{E_system, 2, "unit != Skolan", U},
	{E_system, 1, "unit in (Skolan, UNI-0002)", T},
	{E_system, 1, "unit.parent = Kommunstyrelsen", T},
	{E_system, 1, "unit.parent.kind = committee", T},
	{E_system, 1, "unit.parent.parent.name = 'x'", U},
	{E_system, 2, "unit.parent.kind = committee", U},
	{E_system, 2, "unit.name is set", F},
	{E_system, 1, "unit.parent.parent is unset", T},
	{E_system, 1, "unit contains 'social'", T},
	{E_system, 1, "unit matches '^Soc'", T},
	{E_system, 2, "unit contains 'social'", U},
	{E_system, 3, "supplier = maintained_by", T},
	{E_system, 1, "supplier = maintained_by", U},
	{E_system, 1, "key_person = 'Anna Berg'", T},
	{E_system, 1, "key_person = annbe2", F},
	{E_system, 1, "key_person = annber", T},
	{E_person, 2, "unit.parent.parent.name = 'kommunstyrelsen'", T},
	{E_risk, 1, "about = VÅRD-1", T},
	{E_risk, 1, "about = Skolan", F},
	{E_system, 1, "created_by = root", T},
	{E_system, 1, "created_by = import", F},
	{E_system, 1, "created_by.name = 'x'", U},
	/* What lies below. */
	{E_system, 1, "count(component) = 3", T},
	{E_system, 2, "count(component) = 0", T},
	{E_system, 2, "count(component) > 0", F},
	{E_system, 1, "count(component where vendor_end < today) > 0", T},
	{E_system, 1, "count(component where vendor_end < today) = 1", U},
	{E_system, 1, "count(component where vendor_end < today) <= 2", T},
	{E_system, 1, "count(component where vendor_end < today) > 2", F},
	{E_system, 1, "count(component where vendor_end < 2000-01-01) > 0", U},
	{E_system, 3, "count(component where vendor_end < today) = 0", T},
	{E_system, 1, "count(component where vendor_end < today) in (0, 5)", U},
	{E_system, 3, "count(component) in (0, 1)", T},
	{E_system, 1, "exists(component where product = 'java')", T},
	{E_system, 2, "exists(component)", F},
	{E_system, 1, "exists(component where vendor_end < 2000-01-01)", U},
	{E_system, 1, "not exists(component where vendor_end < 2000-01-01)", U},
	{E_system, 3, "not exists(component where vendor_end < 2000-01-01)", T},
	{E_system, 1, "exists(component) = no", F},
	{E_system, 1, "exists(component) in (yes)", T},
	{E_system, 2, "exists(component) in (yes)", F},
	{E_system, 1, "count(component) = count(cost)", T},
	{E_system, 1, "count(component where vendor_end < today) < count(cost)", T},
	{E_system, 1, "count(component) < criticality", T},
	{E_system, 2, "count(component) < criticality", U},
	{E_system, 1, "count(component) is set", T},
	{E_system, 1, "sum(cost.amount where year = 2026) = 150000.25", T},
	{E_system, 1, "sum(cost.amount) < 150000.25", T},
	{E_system, 2, "sum(cost.amount) = 0", U},
	{E_system, 2, "sum(cost.amount) is unset", T},
	{E_system, 1, "min(cost.amount) = -1", T},
	{E_system, 1, "max(cost.amount where kind = support) = 50000.25", T},
	{E_system, 1, "sum(cost.amount where payer = Skolan) > 0", U},
	{E_system, 1, "min(component.vendor_end) = 2026-11-12", T},
	{E_system, 1, "max(component.vendor_end) > today + 2y", T},
	{E_system, 1, "min(component.vendor_end) < in_use_from", F},
	{E_system, 1, "sum(cost.amount) < replacement_value", T},
	{E_system, 1, "count(system via parent) = 1", T},
	{E_system, 1, "exists(system via parent where exists(component))", T},
	{E_system, 1, "count(contract_system) = 1", T},
	{E_contract, 1, "exists(contract_system where system.unit = 'Socialförvaltningen')", T},
	{E_unit, 2, "count(person) = 1", T},
	{E_unit, 1, "exists(unit where parent.parent is set)", F},
	{E_unit, 2, "exists(unit via parent)", T},
};

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {

		enum truth truth = ask(reading, (struct ref){cases[i].entity, cases[i].id}, cases[i].text);
		if (truth != (enum truth)cases[i].truth)
			fail_msg("%s: %d, not %d", cases[i].text, truth, cases[i].truth);
	}
}

static const char *const atoms[] = {[F] = "criticality = 1", [U] = "version = 'x'", [T] = "criticality = 4"};

/* Kleene's tables, every one of them, also in threes. */
static void test_three_values(void **state)
{
	(void)state;
	const struct ref system = {E_system, 1};
	char text[200];
	for (int a = F; a <= T; a++) {
		snprintf(text, sizeof text, "not %s", atoms[a]);
		assert_int_equal(ask(reading, system, text), T - a);
		for (int b = F; b <= T; b++) {
			snprintf(text, sizeof text, "%s and %s", atoms[a], atoms[b]);
			assert_int_equal(ask(reading, system, text), a < b ? a : b);
			snprintf(text, sizeof text, "%s or %s", atoms[a], atoms[b]);
			assert_int_equal(ask(reading, system, text), a > b ? a : b);
			for (int c = F; c <= T; c++) {
				int both = b < c ? b : c, either = b > c ? b : c;
				snprintf(text, sizeof text, "%s or %s and %s", atoms[a], atoms[b], atoms[c]);
				assert_int_equal(ask(reading, system, text), a > both ? a : both);
				snprintf(text, sizeof text, "%s and (%s or %s)", atoms[a], atoms[b], atoms[c]);
				assert_int_equal(ask(reading, system, text), a < either ? a : either);
				snprintf(text, sizeof text, "%s and not (%s or %s)", atoms[a], atoms[b], atoms[c]);
				assert_int_equal(ask(reading, system, text), a < T - either ? a : T - either);
			}
		}
	}
}

static void test_moments(void **state)
{
	(void)state;
	const struct ref system = {E_system, 1};
	struct record record;
	char text[200], day[DAY_TEXT_SIZE], next[DAY_TEXT_SIZE], moment[MOMENT_TEXT_SIZE];
	assert_true(view_record(view, system, &record));
	day_t created = moment_day(record_created(&record));
	const struct {
		const char *format;
		enum truth truth;
	} asked[] = {
		{"created = %s and created < %s", TRUTH_TRUE},  {"created >= %s and created < %s", TRUTH_TRUE},
		{"created > %s or created >= %s", TRUTH_FALSE}, {"created != %s or created = %s", TRUTH_FALSE},
		{"created < %s or created > %s", TRUTH_FALSE},  {"created <= %s and created != %s", TRUTH_TRUE},
		{"created in (%s) and created not in (%s)", TRUTH_TRUE},
	};
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		char *at = text;
		const char *rest = asked[i].format, *days[] = {day_text(created, day), day_text(created + 1, next)};
		for (size_t d = 0; d < 2; d++) {
			const char *gap = strstr(rest, "%s");
			at += sprintf(at, "%.*s%s", (int)(gap - rest), rest, days[d]);
			rest = gap + 2;
		}
		strcpy(at, rest);
		assert_int_equal(ask(reading, system, text), asked[i].truth);
	}
	moment_text(record_created(&record), moment);
	snprintf(text, sizeof text, "created = %s and changed <= created", moment);
	assert_int_equal(ask(reading, system, text), TRUTH_TRUE);
	assert_int_equal(ask(reading, system, "created > in_use_from"), TRUTH_TRUE);
	assert_int_equal(ask(reading, system, "in_use_from >= created"), TRUTH_FALSE);
}

static void test_names_that_are_not_there(void **state)
{
	(void)state;
	static const struct {
		uint8_t entity;
		const char *text;
		size_t place;
		const char *error;
	} refused[] = {
		{E_system, "criticality = 1 and unit = 'Ingenstans'", 27, "column 28: no unit has the code or name \"Ingenstans\""},
		{E_system, "unit in (Skolan, SYS-0001)", 17, "column 18: no unit has the code or name \"SYS-0001\""},
		{E_system, "exists(cost where payer = UNI-0099)", 26, "column 27: no unit has the code or name \"UNI-0099\""},
		{E_risk, "about = 'Ingenting'", 8, "column 9: no record has the code or name \"Ingenting\""},
	};
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct error error = {0};
		size_t place = 0;
		struct expression *expression =
			expression_parse(schema_entity(refused[i].entity), slice_of(refused[i].text), NULL, NULL);
		assert_non_null(expression);
		assert_null(evaluation_new(expression, reading, &place, &error));
		assert_string_equal(error.text, refused[i].error);
		assert_int_equal(error.kind, ERROR_NOT_FOUND);
		assert_int_equal(place, refused[i].place);
		assert_null(evaluation_new(expression, reading, NULL, NULL));
		expression_free(&expression);
	}
}

/* A pattern that would go on for ever is unknown, soon. */
static void test_hostile_patterns(void **state)
{
	(void)state;
	static const char *const patterns[] = {"(a+)+$", "(a|aa)+$", "(.*a){12}x", "(?:(?:a*)*)*b", "^(a?){40}a{40}$"};
	record_id id =
		test_put(&test, E_system, 0,
	          "name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
	struct view *newer = view_open(test.store, NULL);
	struct reading *there = reading_new(newer, &test.session);
	struct record record;
	assert_true(view_record(newer, (struct ref){E_system, id}, &record));
	for (size_t i = 0; i < COUNT_OF(patterns); i++) {
		char text[100];
		snprintf(text, sizeof text, "name matches '%s'", patterns[i]);
		struct expression *expression = expression_parse(schema_entity(E_system), slice_of(text), NULL, NULL);
		struct evaluation *evaluation = evaluation_new(expression, there, NULL, NULL);
		for (int row = 0; row < (getenv("TEST_SMALL") != NULL ? 1 : 1000); row++)
			assert_int_not_equal(evaluation_test(evaluation, &record), TRUTH_TRUE);
		evaluation_free(&evaluation);
		expression_free(&expression);
	}
	reading_free(&there);
	view_close(&newer);
}

/* What a person may not read is not set for that person: no condition lets it out. */
static void test_rights(void **state)
{
	(void)state;
	struct session reader = test.session;
	reader.actor = 1;
	reader.access = UINT32_C(1) << (C_access_reader - 1);
	struct reading *theirs = reading_new(view, &reader);
	assert_int_equal(ask(reading, (struct ref){E_system, 3}, "version = '7'"), TRUTH_TRUE);
	assert_int_equal(ask(theirs, (struct ref){E_system, 3}, "version = '7'"), TRUTH_UNKNOWN);
	assert_int_equal(ask(theirs, (struct ref){E_system, 3}, "version is set"), TRUTH_FALSE);
	assert_int_equal(ask(theirs, (struct ref){E_system, 1}, "exists(system via parent where version = '7')"),
	                 TRUTH_UNKNOWN);
	assert_int_equal(ask(theirs, (struct ref){E_system, 3}, "name = 'Modul'"), TRUTH_TRUE);
	reading_free(&theirs);
}

/* The calendar's short months: a day to decide can have passed, and a successor be in place on the very day. */
static void test_gap(void **state)
{
	(void)state;
	static const struct {
		const char *today, *text;
		int truth;
	} asked[] = {
		{"2026-11-28", "decide_state = now and gap is unset", TRUTH_TRUE},
		{"2026-11-29", "decide_state = passed and gap = 0 and earliest = 2029-02-28", TRUTH_TRUE},
		{"2026-12-01", "decide_state = passed and gap = 1 and earliest = 2029-03-01", TRUTH_TRUE},
	};
	record_id id = test_put(&test, E_system, 0, "name=Klämd|planned_retirement=2029-02-28");
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		struct session session = test.session;
		struct view *newer = view_open(test.store, NULL), *before = view;
		assert_true(day_parse(slice_of(asked[i].today), &session.today, NULL));
		struct reading *there = reading_new(newer, &session);
		view = newer;
		if ((int)ask(there, (struct ref){E_system, id}, asked[i].text) != asked[i].truth)
			fail_msg("%s: %s", asked[i].today, asked[i].text);
		view = before;
		reading_free(&there);
		view_close(&newer);
	}
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("en");
	time_zone_set("Europe/Stockholm", NULL);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),   cmocka_unit_test(test_three_values),
		cmocka_unit_test(test_moments), cmocka_unit_test(test_names_that_are_not_there),
		cmocka_unit_test(test_rights),  cmocka_unit_test(test_hostile_patterns),
		cmocka_unit_test(test_gap),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
