/* From findings to proposals: one for each service, joined and never doubled, silent after a no. DOMAIN 5. */
#include "audit/nights.h"
#include "base/lang.h"

#define PASSED "DEC-01" /* the day to decide has passed: it raises */

static int raise_setup(void **state)
{
	nights_setup(state);
	struct test_store *test = *state;
	nights_configure(test, conf_of_rules(test, PASSED, "language = \"sv\";"));
	return 0;
}

/* A system whose component ends so soon that the day to decide has passed. */
static record_id put_system(struct test_store *test, const char *name, const char *vendor_end)
{
	char words[200];
	snprintf(words, sizeof words, "name=%s|criticality=3", name);
	record_id system = test_put(test, E_system, 0, words);
	snprintf(words, sizeof words, "system=SYS-%04u|product=%s motor|vendor_end=%s|remedy=replace_system", system, name,
	         vendor_end);
	test_put(test, E_component, 0, words);
	return system;
}

static void rest(struct test_store *test, unsigned service, record_id system)
{
	char words[100];
	snprintf(words, sizeof words, "service=SRV-%04u|system=SYS-%04u", service, system);
	test_put(test, E_support, 0, words);
}

static uint32_t raise_on(struct test_store *test, day_t day)
{
	const struct audit_options options = {.raise = true};
	struct night night;
	night_with(test, day, &options, &night);
	uint32_t raised = night.counts.raised;
	night_free(&night);
	return raised;
}

static uint64_t count_of(struct test_store *test, uint8_t entity)
{
	struct error error = {0};
	struct view *view = view_open(test->store, &error);
	uint64_t count = view_count(view, entity);
	view_close(&view);
	return count;
}

static bool read_record(struct test_store *test, struct ref ref, struct view **view, struct record *record)
{
	struct error error = {0};
	*view = view_open(test->store, &error);
	return view_record(*view, ref, record);
}

static void nothing_is_raised_until_it_is_asked_for(void **state)
{
	struct test_store *test = *state;
	put_system(test, "Procapita", "2027-01-31");
	night_of(test, november(20));
	night_of(test, november(21));
	assert_int_equal(count_of(test, E_opportunity), 0);
	assert_int_equal(raise_on(test, november(22)), 1);
	/* Asked for once, it goes on by itself. */
	put_system(test, "Lex", "2027-01-31");
	night_of(test, november(23));
	assert_int_equal(count_of(test, E_opportunity), 2);
}

static void several_systems_of_a_service_give_one(void **state)
{
	struct test_store *test = *state;
	struct view *view;
	struct record opportunity;
	test_put(test, E_unit, 0, "name=Social");
	test_put(test, E_service, 0, "name=Vuxenutbildning|criticality=2");
	test_put(test, E_service, 0, "name=Hemtjänst|criticality=4|unit=UNI-0001");
	for (unsigned i = 0; i < 3; i++) {
		static const char *const names[] = {"Plan", "Nyckel", "Larm"};
		static const char *const ends[] = {"2027-03-31", "2027-01-31", "2027-02-28"};
		record_id system = put_system(test, names[i], ends[i]);
		rest(test, 1, system);
		rest(test, 2, system);
	}
	test_put(test, E_system, 0, "name=Ekonomi");
	test_put(test, E_integration, 0, "name=Fakturor|from_system=SYS-0001|to_system=SYS-0004");
	assert_int_equal(raise_on(test, november(22)), 1);
	assert_int_equal(count_of(test, E_opportunity_trigger), 3);
	assert_int_equal(count_of(test, E_opportunity_system), 4);
	assert_true(read_record(test, (struct ref){E_opportunity, 1}, &view, &opportunity));
	struct slice title = record_text(&opportunity, F_opportunity_title);
	char *words = strndup(title.data, title.size);
	assert_string_equal(words, "Hemtjänst");
	free(words);
	assert_int_equal(record_ref_id(&opportunity, F_opportunity_service), 2);
	assert_int_equal(record_ref_id(&opportunity, F_opportunity_unit), 1);
	assert_int_equal(record_choice(&opportunity, F_opportunity_stage), C_stage_raised);
	/* 2027-01-31 less 27 months; Friday the 4th is ten working days after Sunday the 22nd. */
	assert_int_equal(record_day(&opportunity, F_opportunity_decide_by), day_from_civil(2024, 10, 31));
	assert_int_equal(record_day(&opportunity, F_opportunity_old_system_ends), day_from_civil(2027, 1, 31));
	assert_int_equal(record_day(&opportunity, F_opportunity_answer_due), day_from_civil(2026, 12, 4));
	view_close(&view);
}

static void it_joins_one_that_is_open_and_never_doubles(void **state)
{
	struct test_store *test = *state;
	test_put(test, E_service, 0, "name=Hemtjänst");
	rest(test, 1, put_system(test, "Plan", "2027-03-31"));
	assert_int_equal(raise_on(test, november(22)), 1);
	assert_int_equal(raise_on(test, november(22)), 0);
	assert_int_equal(raise_on(test, november(23)), 0);
	assert_int_equal(count_of(test, E_opportunity_trigger), 1);
	rest(test, 1, put_system(test, "Nyckel", "2027-01-31"));
	test_put(test, E_opportunity, 1, "stage=received");
	assert_int_equal(raise_on(test, november(24)), 0);
	assert_int_equal(count_of(test, E_opportunity), 1);
	assert_int_equal(count_of(test, E_opportunity_trigger), 2);
}

/* What has been decided on is not widened behind the back of those who decided. */
static void what_is_decided_is_left_alone(void **state)
{
	struct test_store *test = *state;
	test_put(test, E_service, 0, "name=Hemtjänst");
	rest(test, 1, put_system(test, "Plan", "2027-03-31"));
	raise_on(test, november(22));
	test_put(test, E_opportunity, 1, "stage=running");
	rest(test, 1, put_system(test, "Nyckel", "2027-01-31"));
	assert_int_equal(raise_on(test, november(23)), 1);
	assert_int_equal(count_of(test, E_opportunity), 2);
}

static void a_no_is_silent_until_its_day_or_an_earlier_date(void **state)
{
	struct test_store *test = *state;
	record_id system = put_system(test, "Plan", "2027-03-31");
	(void)system;
	raise_on(test, november(20));
	test_put(test, E_opportunity, 1, "stage=rejected|rejected_until=2026-11-25");
	assert_int_equal(raise_on(test, november(25)), 0);
	assert_int_equal(raise_on(test, november(26)), 1);
	test_put(test, E_opportunity, 2, "stage=stopped|rejected_until=2027-11-25");
	assert_int_equal(raise_on(test, november(27)), 0);
	test_put(test, E_component, 1, "vendor_end=2027-04-30");
	assert_int_equal(raise_on(test, november(28)), 0);
	test_put(test, E_component, 1, "vendor_end=2027-02-28");
	assert_int_equal(raise_on(test, november(29)), 1);
}

/* Nobody has said until when: twelve months from the day it was rejected. */
static void a_no_without_a_day_is_silent_for_a_year(void **state)
{
	struct test_store *test = *state;
	put_system(test, "Plan", "2027-03-31");
	raise_on(test, november(20));
	test_put(test, E_opportunity, 1, "stage=rejected");
	day_t rejected = day_today();
	assert_int_equal(raise_on(test, day_add_months(rejected, 12)), 0);
	assert_int_equal(raise_on(test, day_add_months(rejected, 12) + 1), 1);
}

static void without_a_service_it_is_for_the_object_and_else_the_system(void **state)
{
	struct test_store *test = *state;
	struct view *view;
	struct record opportunity;
	test_put(test, E_object, 0, "name=Stöd till vuxna");
	put_system(test, "Plan", "2027-03-31");
	test_put(test, E_system, 1, "object=OBJ-0001");
	put_system(test, "Nyckel", "2027-03-31");
	assert_int_equal(raise_on(test, november(22)), 2);
	assert_true(read_record(test, (struct ref){E_opportunity, 1}, &view, &opportunity));
	assert_int_equal(record_ref_id(&opportunity, F_opportunity_object), 1);
	assert_true(view_record(view, (struct ref){E_opportunity, 2}, &opportunity));
	assert_false(record_is_set(&opportunity, F_opportunity_object));
	view_close(&view);
	assert_int_equal(raise_on(test, november(23)), 0);
}

static void accepted_and_minor_ones_raise_nothing(void **state)
{
	struct test_store *test = *state;
	nights_configure(test, conf_of_rules(test, PASSED, "raise_minimum = \"critical\";"));
	put_system(test, "Plan", "2027-03-31");
	assert_int_equal(raise_on(test, november(22)), 0);
	nights_configure(test, conf_of_rules(test, PASSED, "raise_minimum = \"high\";"));
	assert_int_equal(raise_on(test, november(22)), 1);
}

int main(void)
{
#define NIGHTS(test) cmocka_unit_test_setup_teardown(test, raise_setup, nights_teardown)
	const struct CMUnitTest tests[] = {
		NIGHTS(nothing_is_raised_until_it_is_asked_for),
		NIGHTS(several_systems_of_a_service_give_one),
		NIGHTS(it_joins_one_that_is_open_and_never_doubles),
		NIGHTS(what_is_decided_is_left_alone),
		NIGHTS(a_no_is_silent_until_its_day_or_an_earlier_date),
		NIGHTS(a_no_without_a_day_is_silent_for_a_year),
		NIGHTS(without_a_service_it_is_for_the_object_and_else_the_system),
		NIGHTS(accepted_and_minor_ones_raise_nothing),
	};
	lang_look_in(BUILD_DIR "/locale");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
