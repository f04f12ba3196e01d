/* What a raised proposal is filled in with: every figure from the records, and where it comes from. DOMAIN 5. */
#include "audit/nights.h"
#include "base/memory.h"
#include "support/sample.h"

/* On 2026-11-22: decide_by has passed for the system of a service. */
#define BASE                                                                                                           \
	"supplier name=L\nunit name=Social\nservice name=Hemtjänst|criticality=4\nsystem name=Plan|criticality=3\n"       \
	"component system=SYS-0001|product=Motor|vendor_end=2027-01-31|remedy=replace_system\n"                             \
	"support service=SRV-0001|system=SYS-0001\n"
#define COST "cost system=SYS-0001|year="
#define CONTRACT "contract name=K|supplier=LEV-0001|start=2020-01-01|"
#define MAIN "\ncontract_system contract=AVT-0001|system=SYS-0001|part=main\n"
#define OTHER "contract name=N|supplier=LEV-0001|start=2020-01-01|"
#define SUPPORT "\ncontract_system contract=AVT-0002|system=SYS-0001|part=support\n"

static const struct {
	const char *what, *records;
	uint8_t field;
	const char *words;
} cases[] = {
	{"nothing to bridge with", BASE, F_opportunity_known_bridges, "buy extended support of Motor"},
	{"an option, and others that do the same", BASE CONTRACT "end=2027-06-30|renewal=none|option_months=12" MAIN
	 "capability code=A|name=Planera\nsystem name=Annan\nsystem_capability system=SYS-0001|capability=A\n"
	 "system_capability system=SYS-0002|capability=A\n",
	 F_opportunity_known_bridges,
	 "buy extended support of Motor; use the next option of K; merge into the other system with the same task"},

	{"not stated", BASE, F_opportunity_known_affected, "users of the service Hemtjänst: not stated"},
	{"stated, before what units say", "supplier name=L\nservice name=Hemtjänst|users=620\nunit name=A\n"
	 "system name=Plan|criticality=3|users=70\nsupport service=SRV-0001|system=SYS-0001\n"
	 "component system=SYS-0001|product=Motor|vendor_end=2027-01-31|remedy=replace_system\n"
	 "usage system=SYS-0001|unit=UNI-0001|users=5\n",
	 F_opportunity_known_affected, "users of the service Hemtjänst: 620; users of Plan: 70; units that use Plan: 1"},
	{"added up from usage in force", BASE "usage system=SYS-0001|unit=UNI-0001|users=5|to=2026-11-22\n"
	 "usage system=SYS-0001|unit=UNI-0001|users=7\nusage system=SYS-0001|unit=UNI-0001\n"
	 "usage system=SYS-0001|unit=UNI-0001|users=9|to=2026-11-21\n",
	 F_opportunity_known_affected,
	 "users of the service Hemtjänst: not stated; users of Plan: 12, added up from 2 of its rows of usage; units that use "
	 "Plan: 3"},
	{"integrations at both ends; an ended service does not count", BASE "service name=Gammal|to=2026-11-21|users=9\n"
	 "support service=SRV-0002|system=SYS-0001\nsystem name=Ekonomi\n"
	 "integration name=I|from_system=SYS-0001|to_system=SYS-0002|critical=yes\n"
	 "integration name=J|from_system=SYS-0002|to_system=SYS-0001\n",
	 F_opportunity_known_affected,
	 "users of the service Hemtjänst: not stated; integrations of Plan: 2, critical ones 1"},

	{"no cost", BASE, F_opportunity_known_costs, "Plan: no cost is entered that counts in 2026"},
	{"what it became before forecast and budget; estimated", BASE COST "2026|kind=licence|basis=budget|amount=100\n"
	 COST "2026|kind=licence|basis=actual|amount=90\n" COST "2026|kind=support|basis=budget|amount=30|certainty="
	 "estimated\n" COST "2025|kind=development|basis=actual|amount=1000\n",
	 F_opportunity_known_costs,
	 "Plan: 120.00 in 2026, from 2 of its cost rows; together 120.00 a year, estimated share 25 %"},
	{"what runs is carried on", BASE COST "2024|kind=operation|basis=actual|amount=70\n"
	 COST "2023|kind=operation|basis=actual|amount=60\n" COST "2026|kind=licence|basis=budget|amount=30\n"
	 COST "2027|kind=operation|basis=budget|amount=900\n",
	 F_opportunity_known_costs,
	 "Plan: 100.00 in 2026, from 2 of its cost rows; of which 70.00 is carried on from an earlier year; together 100.00 a "
	 "year, estimated share 0 %"},

	{"the finding that raised it", BASE, F_opportunity_known_findings,
	 "open findings of Plan: critical 0, high 1, medium 0, low 0; overdue at Plan: 40,000.00 to put right"},

	{"one alone ends with nothing", BASE CONTRACT "end=2027-06-30" MAIN, F_opportunity_known_contracts, ""},
	{"within a year of the trigger, to the day", BASE CONTRACT "end=2028-01-31" MAIN OTHER "end=2026-12-31" SUPPORT,
	 F_opportunity_known_contracts, "K ends 2028-01-31; N ends 2026-12-31"},
	{"not later", BASE CONTRACT "end=2028-02-01" MAIN OTHER "end=2026-12-31" SUPPORT, F_opportunity_known_contracts, ""},
	{"the first end that comes with it or after", BASE CONTRACT "end=2025-06-30|renewal=tacit|renewal_months=12" MAIN OTHER
	 "running=yes|notice_months=3" SUPPORT,
	 F_opportunity_known_contracts,
	 "K renews itself and can be left 2027-06-30; N runs until further notice, notice 3 months"},
	{"with its options", BASE CONTRACT "end=2025-12-31|option_months=12;12|options_used=1" MAIN OTHER "running=yes"
	 SUPPORT, F_opportunity_known_contracts,
	 "K ends 2026-12-31; N runs until further notice, the time of notice is not stated"},

	{"nothing alike", BASE, F_opportunity_known_alike, ""},
	{"systems in use for the same, and lessons of all of them", BASE "capability code=A|name=Planera\nsystem name=Annan\n"
	 "system name=Borta|phase=retired\nsystem_capability system=SYS-0001|capability=A\n"
	 "system_capability system=SYS-0002|capability=A\nsystem_capability system=SYS-0003|capability=A\n"
	 "lesson title=Först|about=SYS-0001|what_we_learned=Fråga dem som använder.\nlesson title=Andra|about=SYS-0002\n"
	 "lesson title=Tredje|about=SYS-0003\nlesson title=Fjärde|about=SRV-0001\n"
	 "opportunity title=Förut|service=SRV-0001|stage=realised\nlesson title=Femte|about=OPP-0001\n",
	 F_opportunity_known_alike,
	 "Annan is used for the same: Planera; lesson, Först: Fråga dem som använder.; lesson: Fjärde; lesson: Femte; lesson: "
	 "Andra"},
};

static void append_proposal(struct text *out, const struct record *opportunity, const struct value_writer *writer)
{
	struct slice title = record_text(opportunity, F_opportunity_title);
	text_printf(out, "%.*s\n", (int)title.size, title.data);
	for (uint8_t number = F_opportunity_known_bridges; number <= F_opportunity_known_alike; number++) {
		const struct field *field = schema_field(opportunity->entity, number);
		struct value value = record_value(opportunity, field);
		if (!value.set)
			continue;
		text_printf(out, "  %s: ", field->name);
		value_append(out, field, &value, writer);
		text_append_char(out, '\n');
	}
}

static struct text proposals_of(struct test_store *test)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct records *records = records_new(view, E_opportunity);
	const struct value_writer writer = view_writer(view, true);
	struct text out = {0};
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record))
		if (record_choice(&record, F_opportunity_stage) == C_stage_raised)
			append_proposal(&out, &record, &writer);
	records_free(&records);
	view_close(&view);
	return out;
}

static struct text contents(const char *path)
{
	char bytes[1024];
	struct text text = {0};
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
		text_append_bytes(&text, bytes, size);
	fclose(file);
	return text;
}

static void write_golden(const char *path, const struct text *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text->data, 1, text->size, file), text->size);
	fclose(file);
}

static void night_that_raises(struct test_store *test, day_t day)
{
	const struct audit_options options = {.raise = true};
	struct night night;
	night_with(test, day, &options, &night);
	night_free(&night);
}

/* The field of the last opportunity in words. */
static char *words_of(struct test_store *test, uint8_t number)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct records *records = records_new(view, E_opportunity);
	const struct value_writer writer = view_writer(view, true);
	struct text words = {0};
	struct record record;
	text_append_text(&words, "");
	if (records_last(records, &record)) {
		const struct field *field = schema_field(record.entity, number);
		struct value value = record_value(&record, field);
		value_append(&words, field, &value, &writer);
	}
	records_free(&records);
	view_close(&view);
	text_append_char(&words, '\0');
	return text_take(&words);
}

static void every_field_is_as_the_table_says(void **state)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct test_store *test = *state;
		nights_configure(test, conf_of_rules(test, "DEC-01", ""));
		test_put_records(test, cases[i].records);
		night_that_raises(test, november(22));
		char *words = words_of(test, cases[i].field);
		if (strcmp(words, cases[i].words) != 0)
			fail_msg("%s: \"%s\"", cases[i].what, words);
		free(words);
		nights_teardown(state);
		nights_setup(state);
	}
}

static uint32_t revision_of(struct test_store *test, record_id id)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	struct record record;
	uint32_t revision = view_record(view, (struct ref){E_opportunity, id}, &record) ? record_revision(&record) : 0;
	view_close(&view);
	return revision;
}

/* Nothing is written where nothing has become known, and nothing behind the back of who has received it. */
static void it_is_kept_up_to_date_until_somebody_receives_it(void **state)
{
	struct test_store *test = *state;
	nights_configure(test, conf_of_rules(test, "DEC-01", ""));
	test_put_records(test, BASE);
	night_that_raises(test, november(22));
	night_of(test, november(22));
	night_of(test, november(23));
	assert_int_equal(revision_of(test, 1), 1);
	test_put_records(test, COST "2026|kind=licence|basis=actual|amount=90\n");
	night_of(test, november(23));
	assert_int_equal(revision_of(test, 1), 2);
	char *words = words_of(test, F_opportunity_known_costs);
	assert_string_equal(words,
	                    "Plan: 90.00 in 2026, from 1 of its cost rows; together 90.00 a year, estimated share 0 %");
	free(words);
	test_put(test, E_opportunity, 1, "stage=received");
	test_put_records(test, COST "2026|kind=support|basis=actual|amount=10\n");
	night_of(test, november(24));
	assert_int_equal(revision_of(test, 1), 3);
}

/* Joined by a second system of the service: what is known is of both. */
static void what_joins_it_is_counted_in(void **state)
{
	struct test_store *test = *state;
	nights_configure(test, conf_of_rules(test, "DEC-01", ""));
	test_put_records(test, BASE COST "2026|kind=licence|basis=actual|amount=90\n");
	night_that_raises(test, november(22));
	test_put_records(test, "system name=Larm|criticality=3\nsupport service=SRV-0001|system=SYS-0002\n"
	                       "component system=SYS-0002|product=Sensor|vendor_end=2027-03-31|remedy=replace_system\n"
	                       "cost system=SYS-0002|year=2026|kind=licence|basis=actual|amount=10\n");
	night_of(test, november(23));
	char *words = words_of(test, F_opportunity_known_costs);
	assert_string_equal(words, "Plan: 90.00 in 2026, from 1 of its cost rows; Larm: 10.00 in 2026, from 1 of its cost "
	                           "rows; together 100.00 a year, estimated share 0 %");
	free(words);
	words = words_of(test, F_opportunity_known_bridges);
	assert_string_equal(words, "for Plan; buy extended support of Motor; for Larm; buy extended support of Sensor");
	free(words);
}

/* It names no system: what serves its service, what is used for the same elsewhere and what was learned is there. */
static void a_need_is_told_what_is_there(void **state)
{
	struct test_store *test = *state;
	nights_configure(test, conf_of_rules(test, "OWN-01", ""));
	test_put_records(test, BASE "capability code=A|name=Planera\nsystem name=Annan\n"
	                       "system name=Borta|phase=retired\n"
	                       "support service=SRV-0001|system=SYS-0003\n"
	                       "system_capability system=SYS-0001|capability=A\n"
	                       "system_capability system=SYS-0002|capability=A\n"
	                       "opportunity title=Behovet|service=SRV-0001|stage=raised\n"
	                       "lesson title=Fråga först|about=SRV-0001\n");
	night_that_raises(test, november(22));
	char *words = words_of(test, F_opportunity_known_alike);
	assert_string_equal(words, "Plan serves it already; Annan is used for the same: Planera; lesson: Fråga först");
	free(words);
}

/* All that the sample municipality's audit raises, in words. */
static void the_samples_proposals_are_as_they_were(void **state)
{
	static const char path[] = SOURCE_DIR "/tests/audit/proposals.txt";
	struct test_store *test = *state;
	nights_configure(test, conf_new());
	sample_load(test);
	night_that_raises(test, november(22));
	struct text words = proposals_of(test);
	if (getenv("GOLDEN"))
		write_golden(path, &words);
	struct text expected = contents(path);
	assert_int_equal(words.size, expected.size);
	assert_memory_equal(words.data, expected.data, words.size);
	text_free(&words);
	text_free(&expected);
}

int main(void)
{
#define NIGHTS(test) cmocka_unit_test_setup_teardown(test, nights_setup, nights_teardown)
	const struct CMUnitTest tests[] = {
		NIGHTS(every_field_is_as_the_table_says),
		NIGHTS(it_is_kept_up_to_date_until_somebody_receives_it),
		NIGHTS(what_joins_it_is_counted_in),
		NIGHTS(a_need_is_told_what_is_there),
		NIGHTS(the_samples_proposals_are_as_they_were),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
