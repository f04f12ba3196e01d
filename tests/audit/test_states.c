/* The states of findings over several nights, with a real store. */
#include "audit/nights.h"
#include "register/summary.h"

/* Anna manages the unit; the system has no owner (OWN-01) and a component without support (OBS-01). */
static void put_sample(struct test_store *test)
{
	test_put(test, E_person, 0, "name=Anna|login=anna");
	test_put(test, E_unit, 0, "name=Social|manager=PRS-0001");
	test_put(test, E_system, 0, "name=Procapita|unit=UNI-0001|criticality=3");
	test_put(test, E_component, 0, "system=SYS-0001|product=PostgreSQL|version=14|vendor_end=2026-11-12|remedy=upgrade");
}

static void name_owner(struct test_store *test)
{
	test_put(test, E_assignment, 0, "person=PRS-0001|role=system_owner|system=SYS-0001");
}

static void the_first_night_knows_and_raises_no_alarm_of_news(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	struct night night = night_of(test, november(22));
	assert_int_equal(night.counts.open[C_severity_high], 2);
	assert_int_equal(night.counts.known[C_severity_high], 2);
	assert_int_equal(sum_of(night.counts.fresh), 0);
	assert_int_equal(night.high, 1);
	assert_int_equal(night.fresh_high, 0);
	struct stands owner = standing_of(test, "OWN-01:SYS-0001"), ended = standing_of(test, "OBS-01:CMP-0001");
	assert_int_equal(owner.state, C_finding_state_open);
	assert_int_equal(owner.system, 1);
	assert_int_equal(owner.person, 1);
	assert_int_equal(owner.due, november(29));
	assert_int_equal(ended.due, november(12));
	assert_int_equal(ended.times_seen, 1);
	assert_true(ended.known);
}

static void the_same_register_and_day_print_the_same_bytes(void **state)
{
	struct test_store *test = *state;
	const struct audit_options options = {0}, no_write = {.no_write = true}, full = {.full = true};
	const struct audit_options *ways[] = {&options, &no_write, &full, &options};
	struct night first, again;
	put_sample(test);
	night_of(test, november(20));
	test_put(test, E_system, 0, "name=Lex|criticality=2");
	night_with(test, november(22), &no_write, &first);
	assert_non_null(strstr(first.json, "OWN-01:SYS-0002"));
	for (size_t i = 0; i < 4; i++) {
		night_with(test, november(22), ways[i], &again);
		assert_string_equal(first.json, again.json);
		assert_string_equal(first.text, again.text);
		assert_string_equal(first.csv, again.csv);
		night_free(&again);
	}
	night_free(&first);
}

static void a_row_is_written_only_when_something_changes(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	night_of(test, november(20));
	uint32_t revision = standing_of(test, "OWN-01:SYS-0001").revision;
	for (int day = 21; day < 26; day++)
		night_of(test, november(day));
	struct stands owner = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(owner.revision, revision);
	assert_int_equal(owner.times_seen, 6);
	assert_int_equal(owner.last_seen, november(25));
	assert_int_equal(owner.first_seen, november(20));
}

static void it_resolves_by_itself_and_opens_again(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	night_of(test, november(20));
	night_of(test, november(21));
	name_owner(test);
	struct night night = night_of(test, november(22));
	struct stands owner = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(night.counts.resolved, 1);
	assert_int_equal(owner.state, C_finding_state_resolved);
	assert_int_equal(owner.resolved, november(22));
	assert_int_equal(owner.last_seen, november(21));
	assert_int_equal(owner.times_seen, 2);
	test_remove(test, E_assignment, 1);
	night = night_of(test, november(23));
	owner = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(owner.state, C_finding_state_reopened);
	assert_int_equal(owner.first_seen, november(20));
	assert_int_equal(owner.times_seen, 3);
	assert_true(owner.fresh);
	assert_int_equal(night.fresh_high, 1);
	night = night_of(test, november(24));
	assert_int_equal(night.fresh_high, 0);
	assert_int_equal(standing_of(test, "OWN-01:SYS-0001").times_seen, 4);
}

static void what_comes_later_is_new_for_one_day(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	night_of(test, november(20));
	test_put(test, E_system, 0, "name=Lex|criticality=2");
	for (int again = 0; again < 3; again++) {
		struct night night = night_of(test, november(21));
		assert_int_equal(sum_of(night.counts.fresh), 1);
		assert_int_equal(night.fresh_high, 1);
		assert_true(standing_of(test, "OWN-01:SYS-0002").fresh);
	}
	struct night night = night_of(test, november(22));
	assert_int_equal(sum_of(night.counts.fresh), 0);
	assert_int_equal(standing_of(test, "OWN-01:SYS-0002").times_seen, 2);
}

/* A run on a day that has a completed one replaces it: as if only the second had been made. */
static void a_run_of_the_same_day_replaces_the_first(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	night_of(test, november(20));
	name_owner(test);
	night_of(test, november(21));
	assert_int_equal(standing_of(test, "OWN-01:SYS-0001").state, C_finding_state_resolved);
	test_remove(test, E_assignment, 1);
	struct night night = night_of(test, november(21));
	struct stands owner = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(owner.state, C_finding_state_open);
	assert_int_equal(owner.times_seen, 2);
	assert_int_equal(owner.resolved, DAY_UNSET);
	assert_int_equal(sum_of(night.counts.fresh), 0);
	assert_true(owner.known);
	name_owner(test);
	night_of(test, november(21));
	owner = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(owner.state, C_finding_state_resolved);
	assert_int_equal(owner.times_seen, 1);
	assert_int_equal(owner.last_seen, november(20));
}

static bool stop(void *context, uint64_t done, uint64_t of)
{
	(void)context;
	(void)of;
	return done < 2048;
}

static void put_many(struct test_store *test, unsigned count)
{
	struct changes *changes = test_changes(test);
	char words[60];
	for (unsigned i = 0; i < count; i++) {
		snprintf(words, sizeof words, "name=System %u", i);
		test_put_in(changes, E_system, 0, words);
	}
	test_commit(&changes);
}

/* Rows that an unfinished run has written count for nothing. */
static void a_run_that_was_not_finished_counts_for_nothing(void **state)
{
	struct test_store *test = *state;
	const struct audit_options stopping = {.progress = stop};
	struct error error = {0};
	night_of(test, november(20));
	put_many(test, 2500);
	test->session.today = november(21);
	assert_null(audit_run(&test->session, &stopping, &error));
	assert_int_equal(error.kind, ERROR_STOPPED);
	struct stands first = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(first.times_seen, 0);
	struct night night = night_of(test, november(22));
	assert_int_equal(night.counts.fresh[C_severity_high], 2500);
	first = standing_of(test, "OWN-01:SYS-0001");
	assert_int_equal(first.first_seen, november(22));
	assert_int_equal(first.times_seen, 1);
	assert_int_equal(standing_of(test, "OWN-01:SYS-2500").first_seen, november(22));
	night = night_of(test, november(23));
	assert_int_equal(sum_of(night.counts.fresh), 0);
}

struct between {
	struct test_store *test;
	bool done;
};

static bool acknowledge_between(void *context, uint64_t done, uint64_t of)
{
	struct between *between = context;
	struct error error = {0};
	(void)done;
	(void)of;
	if (!between->done)
		assert_true(audit_acknowledge(&between->test->session, standing_of(between->test, "OWN-01:SYS-0001").ref,
		                              november(30), &error));
	between->done = true;
	return true;
}

/* What a person says while the audit runs stands; that finding waits for the next run. */
static void a_person_comes_before_the_audit(void **state)
{
	struct test_store *test = *state;
	struct between between = {.test = test};
	const struct audit_options options = {.progress = acknowledge_between, .progress_context = &between};
	struct night night;
	put_many(test, 1500);
	night_of(test, november(20));
	test_put(test, E_person, 0, "name=Anna");
	name_owner(test);
	night_with(test, november(21), &options, &night);
	assert_int_equal(night.facts.skipped, 1);
	night_free(&night);
	assert_int_equal(standing_of(test, "OWN-01:SYS-0001").state, C_finding_state_acknowledged);
	night_of(test, november(22));
	assert_int_equal(standing_of(test, "OWN-01:SYS-0001").state, C_finding_state_resolved);
}

static void nothing_is_written_where_that_is_asked_for(void **state)
{
	struct test_store *test = *state;
	static const char *const one[] = {"OWN"};
	const struct audit_options ways[] = {{.no_write = true}, {.rules = one, .rule_count = 1}};
	put_sample(test);
	for (size_t i = 0; i < 2; i++) {
		struct error error = {0};
		struct night night;
		struct view *view = view_open(test->store, &error);
		night_with(test, november(22), &ways[i], &night);
		assert_false(view_is_stale(view));
		assert_int_equal(view_count(view, E_finding), 0);
		view_close(&view);
		assert_int_equal(night.facts.number, 0);
		assert_non_null(strstr(night.json, "OWN-01:SYS-0001"));
		assert_int_equal(strstr(night.json, "OBS-01:CMP-0001") != NULL, i == 0);
		assert_int_equal(sum_of(night.counts.open), i == 0 ? 2 : 1);
		night_free(&night);
	}
}

/* What lay under a system that is gone does not stand for ever. */
static void findings_of_what_is_gone_are_resolved(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	night_of(test, november(20));
	test_remove(test, E_component, 1);
	test_remove(test, E_system, 1);
	struct night night = night_of(test, november(21));
	assert_int_equal(night.counts.resolved, 2);
	assert_int_equal(sum_of(night.counts.open), 0);
	assert_int_equal(standing_of(test, "OWN-01:SYS-0001").state, C_finding_state_resolved);
}

static struct summary summary_of(struct test_store *test, record_id system)
{
	struct error error = {0};
	struct summary summary;
	struct view *view = view_open(test->store, &error);
	assert_true(summary_read(view, (struct ref){E_system, system}, &summary));
	view_close(&view);
	return summary;
}

static void summary_rows_count_what_stands_open(void **state)
{
	struct test_store *test = *state;
	put_sample(test);
	night_of(test, november(22));
	struct summary summary = summary_of(test, 1);
	assert_int_equal(summary.findings[C_severity_high], 2);
	assert_int_equal(summary.valid_from, november(22));
	/* What is past its day is debt: the component, by its rule's cost. */
	assert_int_equal(summary.debt, 6000000);
	name_owner(test);
	night_of(test, november(23));
	summary = summary_of(test, 1);
	assert_int_equal(summary.findings[C_severity_high], 1);
	assert_int_equal(summary.valid_from, november(23));
}

/* A year after it was first seen, to the day, and only where nobody has done anything about any of the rule's. */
static void a_rule_that_nobody_acts_on_is_proposed_for_removal(void **state)
{
	struct test_store *test = *state;
	const struct audit_options changes = {0}, whole = {.full = true};
	struct night first, again;
	struct stands stands;
	struct error error = {0};
	nights_configure(test, conf_of_rules(test, "OWN-01 OBS-01 REG-07", "profile = \"full\";"));
	put_sample(test);
	night_of(test, day_from_civil(2025, 11, 22));
	night_of(test, day_from_civil(2026, 1, 22));
	night_of(test, november(21));
	assert_false(find_standing(test, "REG-07:register:OWN-01", &stands));
	night_with(test, november(22), &changes, &first);
	assert_int_equal(standing_of(test, "REG-07:register:OWN-01").state, C_finding_state_open);
	/* OBS-01 has none so old. */
	assert_false(find_standing(test, "REG-07:register:OBS-01", &stands));
	night_with(test, november(22), &whole, &again);
	assert_string_equal(first.json, again.json);
	night_free(&first);
	night_free(&again);
	assert_true(audit_acknowledge(&test->session, standing_of(test, "OWN-01:SYS-0001").ref, november(30), &error));
	night_with(test, november(22), &changes, &first);
	night_with(test, november(22), &whole, &again);
	assert_string_equal(first.json, again.json);
	night_free(&first);
	night_free(&again);
	assert_int_equal(standing_of(test, "REG-07:register:OWN-01").state, C_finding_state_resolved);
	/* Its own are no rule's. */
	night_of(test, day_from_civil(2028, 11, 22));
	assert_int_equal(standing_of(test, "REG-07:register:OWN-01").state, C_finding_state_reopened);
	assert_false(find_standing(test, "REG-07:register:REG-07", &stands));
}

/* What was put right by the audit of the day still stood when the day began: the same is found again. */
static void a_rule_heeded_today_is_judged_the_same_all_day(void **state)
{
	struct test_store *test = *state;
	struct night first, again;
	const struct audit_options whole = {.full = true};
	struct stands stands;
	nights_configure(test, conf_of_rules(test, "OWN-01 REG-07", "profile = \"full\";"));
	put_sample(test);
	test_put(test, E_system, 0, "name=Lex|criticality=2");
	night_of(test, day_from_civil(2025, 11, 22));
	name_owner(test);
	night_with(test, november(23), &whole, &first);
	night_with(test, november(23), &whole, &again);
	assert_string_equal(first.json, again.json);
	assert_int_equal(standing_of(test, "REG-07:register:OWN-01").state, C_finding_state_open);
	night_of(test, november(24));
	assert_true(find_standing(test, "REG-07:register:OWN-01", &stands));
	assert_int_equal(stands.state, C_finding_state_resolved);
	night_free(&first);
	night_free(&again);
}

int main(void)
{
#define NIGHTS(test) cmocka_unit_test_setup_teardown(test, nights_setup, nights_teardown)
	const struct CMUnitTest tests[] = {
		NIGHTS(the_first_night_knows_and_raises_no_alarm_of_news),
		NIGHTS(the_same_register_and_day_print_the_same_bytes),
		NIGHTS(a_row_is_written_only_when_something_changes),
		NIGHTS(it_resolves_by_itself_and_opens_again),
		NIGHTS(what_comes_later_is_new_for_one_day),
		NIGHTS(a_run_of_the_same_day_replaces_the_first),
		NIGHTS(a_run_that_was_not_finished_counts_for_nothing),
		NIGHTS(a_person_comes_before_the_audit),
		NIGHTS(nothing_is_written_where_that_is_asked_for),
		NIGHTS(findings_of_what_is_gone_are_resolved),
		NIGHTS(summary_rows_count_what_stands_open),
		NIGHTS(a_rule_that_nobody_acts_on_is_proposed_for_removal),
		NIGHTS(a_rule_heeded_today_is_judged_the_same_all_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
