/* Random terms against a slow oracle that knows no formula: it walks the calendar day by day. Plus what must hold
 * whatever the terms are. */
#include "lifecycle/lifecycle_cases.h"

#include <stdlib.h>

#include "lifecycle/lifecycle_private.h"

#define ROUNDS (getenv("TEST_SMALL") != NULL ? 500 : 10000)
#define FIRST_DAY 7305 /* 1990-01-01 */
#define DAYS 45000     /* to 2113 */
#define ENDS 1600

struct walked {
	int year, month, day;
};
static struct walked calendar[DAYS];
static uint64_t seed = 20261122;

static int random_below(int limit)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int)((seed >> 33) % (uint64_t)limit);
}

static int walked_length(int year, int month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static int walk_calendar(void **state)
{
	struct walked day = {1990, 1, 1};

	(void)state;
	for (size_t i = 0; i < DAYS; i++) {
		calendar[i] = day;
		if (++day.day > walked_length(day.year, day.month)) {
			day.day = 1;
			if (++day.month > 12) {
				day.month = 1;
				day.year++;
			}
		}
	}
	return 0;
}

/* Month by month, then down to a day that exists. No month is shorter than 28 days: the walk may begin there. */
static day_t oracle_add(day_t from, int64_t months)
{
	struct walked to = calendar[from - FIRST_DAY];
	int step = months < 0 ? -1 : 1;

	for (int64_t i = 0; i != months; i += step) {
		to.month += step;
		if (to.month == 13 || to.month == 0) {
			to.month = step > 0 ? 1 : 12;
			to.year += step;
		}
	}
	while (to.day > walked_length(to.year, to.month))
		to.day--;
	for (day_t day = from + (day_t)(28 * months) - 4 * step; day >= FIRST_DAY && day < FIRST_DAY + DAYS; day += step) {
		const struct walked *at = &calendar[day - FIRST_DAY];

		if (at->year == to.year && at->month == to.month && at->day == to.day)
			return day;
	}
	fail_msg("the oracle's calendar is too short");
	return DAY_UNSET;
}

struct oracle {
	const struct contract_terms *terms;
	day_t ends[ENDS];
	size_t count;
	bool tacit;
};

static void oracle_begin(struct oracle *oracle, const struct contract_terms *terms, day_t beyond)
{
	int64_t months = 0;

	oracle->terms = terms;
	oracle->tacit = terms->renewal == RENEWAL_TACIT && !terms->running;
	oracle->count = 0;
	if (terms->running)
		return;
	for (int64_t i = 0; i < terms->options_used; i++)
		months += terms->option_months[i];
	do {
		oracle->ends[oracle->count] = oracle_add(terms->end + 1, months) - 1;
		months += terms->renewal_months;
	} while (oracle->ends[oracle->count++] < beyond && oracle->tacit && oracle->count < ENDS);
}

static bool oracle_is_boundary(const struct oracle *oracle, day_t day)
{
	const struct walked *next = &calendar[day + 1 - FIRST_DAY];
	int to = oracle->terms->notice_to;

	if (to == 0)
		to = oracle->tacit ? NOTICE_TO_TERM_END : NOTICE_TO_ANY_DAY;
	if (to == NOTICE_TO_ANY_DAY || (to == NOTICE_TO_TERM_END && oracle->terms->running))
		return true;
	if (to != NOTICE_TO_TERM_END)
		return next->day == 1 && (to == NOTICE_TO_MONTH_END || next->month == 1 ||
		                          (to == NOTICE_TO_QUARTER_END && next->month % 3 == 1));
	for (size_t i = 0; i < oracle->count; i++)
		if (oracle->ends[i] == day)
			return true;
	return false;
}

static day_t oracle_exit(const struct oracle *oracle, day_t noticed)
{
	day_t day = oracle_add(noticed, oracle->terms->notice_months);

	for (;; day++) {
		if (!oracle->terms->running && !oracle->tacit && day >= oracle->ends[0])
			return oracle->ends[0];
		if (day >= oracle->terms->irrevocable_until && oracle_is_boundary(oracle, day))
			return day;
	}
}

static day_t oracle_current_end(const struct oracle *oracle, day_t today)
{
	size_t i = 0;

	if (oracle->terms->running)
		return DAY_UNSET;
	while (oracle->tacit && oracle->ends[i] < today)
		i++;
	return oracle->ends[i];
}

static bool oracle_usable(const struct oracle *oracle, day_t exit, day_t today, int lead)
{
	int64_t notice = oracle->terms->notice_months;

	return exit >= oracle->terms->irrevocable_until && oracle_add(exit, -lead) >= today &&
	       oracle_add(exit, -notice) >= today;
}

static const int64_t options[] = {7, 12, 1};

static struct contract_terms random_terms(day_t today)
{
	struct contract_terms terms = contract_terms_unset;

	terms.end = today - 3000 + random_below(5000);
	terms.start = terms.end - 1000;
	terms.renewal = (uint8_t)random_below(4);
	terms.renewal_months = 1 + random_below(random_below(2) ? 3 : 36);
	terms.notice_months = random_below(random_below(2) ? 4 : 40);
	terms.notice_to = (uint8_t)random_below(6);
	terms.running = random_below(6) == 0;
	terms.option_months = options;
	terms.option_count = (uint16_t)random_below(4);
	terms.options_used = random_below(terms.option_count + 1);
	if (random_below(4) == 0)
		terms.irrevocable_until = today - 500 + random_below(2000);
	return terms;
}

static day_t random_today(void)
{
	day_t today = 20454 + random_below(1500); /* from 2026-01-01 */

	return random_below(3) == 0 ? day_month_end(today) : today;
}

static void compare(const char *what, day_t got, day_t want, const struct contract_terms *terms, day_t today)
{
	char a[DAY_TEXT_SIZE], b[DAY_TEXT_SIZE], c[DAY_TEXT_SIZE], d[DAY_TEXT_SIZE], e[DAY_TEXT_SIZE];

	if (got != want)
		fail_msg("%s %s, oracle %s: today %s, end %s, renewal %d by %lld, notice %lld to %d, running %d, "
		         "options %lld/%d, irrevocable %s", what, day_text(got, a), day_text(want, b), day_text(today, c),
		         day_text(terms->end, d), terms->renewal, (long long)terms->renewal_months,
		         (long long)terms->notice_months, terms->notice_to, terms->running, (long long)terms->options_used,
		         terms->option_count, day_text(terms->irrevocable_until, e));
}

static void test_contract_against_oracle(void **state)
{
	static struct oracle oracle;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		day_t today = random_today();
		struct contract_terms terms = random_terms(today);
		struct contract_clock clock;

		oracle_begin(&oracle, &terms, today + 5000);
		contract_clock(&terms, today, &clock);
		compare("current_end", clock.current_end, oracle_current_end(&oracle, today), &terms, today);
		compare("exit_if_noticed", clock.exit_if_noticed, oracle_exit(&oracle, today), &terms, today);
		terms.terminated = today - random_below(400);
		contract_clock(&terms, today, &clock);
		compare("ends_by_termination", clock.ends_by_termination, oracle_exit(&oracle, terms.terminated), &terms,
		        today);
		terms.notice_months = NUMBER_UNSET;
		contract_clock(&terms, today, &clock);
		compare("ends_by_termination without notice terms", clock.ends_by_termination,
		        oracle_current_end(&oracle, terms.terminated), &terms, today);
	}
}

/* The last notice day reaches current_end, and notice more than three days later does not. */
static void test_last_notice_day(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		day_t today = random_today();
		struct contract_terms terms = random_terms(today);
		struct contract_clock clock;

		terms.renewal = RENEWAL_TACIT;
		terms.notice_to = NOTICE_TO_TERM_END;
		terms.running = false;
		terms.irrevocable_until = DAY_UNSET;
		contract_clock(&terms, today, &clock);
		compare("exit on the last notice day", contract_exit_if_noticed(&terms, clock.last_notice_day),
		        clock.current_end, &terms, today);
		if (contract_exit_if_noticed(&terms, clock.last_notice_day + 4) <= clock.current_end)
			compare("exit four days after", clock.current_end, DAY_UNSET, &terms, today);
	}
}

static void test_door_against_oracle(void **state)
{
	static struct oracle oracle;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		day_t today = random_today(), exit, want = DAY_UNSET;
		struct contract_terms terms = random_terms(today);
		int lead = random_below(40), locked = 0;
		struct door door;

		terms.renewal = RENEWAL_TACIT;
		terms.running = false;
		oracle_begin(&oracle, &terms, today + 6000);
		for (size_t i = 0; i < oracle.count && want == DAY_UNSET; i++)
			if (oracle.ends[i] >= today && oracle_usable(&oracle, oracle.ends[i], today, lead))
				want = oracle.ends[i];
		exit = oracle_exit(&oracle, today);
		if (oracle_usable(&oracle, exit, today, lead) && exit < want)
			want = exit;
		for (size_t i = 0; i < oracle.count; i++)
			locked += oracle.ends[i] >= today && oracle.ends[i] < want;
		door_find(&terms, today, lead, day_add_months(today, lead), &door);
		compare("door", door.exit, want, &terms, today);
		case_same_number("door", "locked", door.locked, locked);
		compare("decide_by", door.decide_by,
		        day_earlier(oracle_add(want, -lead), oracle_add(want, -terms.notice_months)), &terms, today);
		if (locked > 0)
			compare("first locked", door.first_locked, decision_locked_end(&terms, today, 0), &terms, today);
	}
}

/* As time goes, ends, exits and doors move only forward. */
static void test_time_moves_forward(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS / 100; round++) {
		day_t today = random_today();
		struct contract_terms terms = random_terms(today);
		int lead = random_below(40);
		struct contract_clock before, after;
		struct door door_before, door_after;

		contract_clock(&terms, today, &before);
		door_find(&terms, today, lead, day_add_months(today, lead), &door_before);
		for (day_t day = today + 1; day < today + 800; day++) {
			contract_clock(&terms, day, &after);
			door_find(&terms, day, lead, day_add_months(day, lead), &door_after);
			if (after.current_end < before.current_end || after.exit_if_noticed < before.exit_if_noticed)
				compare("moved backwards", after.current_end, before.current_end, &terms, day);
			if (contract_renews_tacitly(&terms) && terms.notice_to == NOTICE_TO_TERM_END &&
			    door_after.exit < door_before.exit)
				compare("door moved backwards", door_after.exit, door_before.exit, &terms, day);
			before = after;
			door_before = door_after;
		}
	}
}

#define COMPONENTS 12

static void random_components(day_t today, struct component_facts facts[COMPONENTS],
                              struct component_clock clocks[COMPONENTS])
{
	for (size_t i = 0; i < COMPONENTS; i++) {
		facts[i] = component_facts_unset;
		facts[i].ref = (struct ref){1, (record_id)i + 1};
		facts[i].remedy = (uint8_t)random_below(5);
		facts[i].layer = (uint8_t)random_below(10);
		facts[i].longer_supported = random_below(2);
		if (random_below(5) != 0)
			facts[i].vendor_end = today - 300 + random_below(2000);
		if (random_below(4) == 0)
			facts[i].own_end = today - 300 + random_below(2000);
		component_clock(&facts[i], &lead_parameters_default, &clocks[i]);
	}
}

/* The order of the facts changes nothing; a shorter list is the beginning of the longer; the first is the first. */
static void test_order_and_capacity(void **state)
{
	(void)state;
	for (int round = 0; round < ROUNDS / 10; round++) {
		struct component_facts facts[COMPONENTS], turned[COMPONENTS];
		struct component_clock clocks[COMPONENTS], turned_clocks[COMPONENTS];
		struct decision_trigger all[2 * COMPONENTS], some[5], other[2 * COMPONENTS];
		struct decision full, short_list, other_order, bare;
		struct system_facts system = system_facts_unset;
		day_t today = random_today();

		random_components(today, facts, clocks);
		for (size_t i = 0; i < COMPONENTS; i++) {
			turned[i] = facts[COMPONENTS - 1 - i];
			turned_clocks[i] = clocks[COMPONENTS - 1 - i];
		}
		system.components = facts;
		system.component_clocks = clocks;
		system.component_count = COMPONENTS;
		decision_find(&system, today, &lead_parameters_default, all, 2 * COMPONENTS, &full);
		decision_find(&system, today, &lead_parameters_default, some, 5, &short_list);
		decision_find(&system, today, &lead_parameters_default, NULL, 0, &bare);
		system.components = turned;
		system.component_clocks = turned_clocks;
		decision_find(&system, today, &lead_parameters_default, other, 2 * COMPONENTS, &other_order);
		case_same_number("short list", "sum", (int64_t)(short_list.trigger_count + short_list.more),
		                 (int64_t)full.trigger_count);
		case_same_number("no list", "more", (int64_t)bare.more, (int64_t)full.trigger_count);
		assert_true(bare.decide_by == full.decide_by && short_list.decide_by == full.decide_by);
		assert_true(other_order.decide_by == full.decide_by && other_order.act_by == full.act_by);
		assert_int_equal(other_order.trigger_count, full.trigger_count);
		for (size_t i = 0; i < full.trigger_count; i++) {
			assert_true(ref_equal(all[i].about, other[i].about) && all[i].kind == other[i].kind);
			assert_true(i >= short_list.trigger_count || ref_equal(all[i].about, some[i].about));
			assert_true(i == 0 || all[i - 1].decide_by <= all[i].decide_by);
		}
		if (full.trigger_count > 0)
			assert_true(ref_equal(full.first.about, all[0].about) && ref_equal(bare.first.about, all[0].about));
	}
}

static int64_t any_number(void)
{
	static const int64_t numbers[] = {NUMBER_UNSET, INT64_MIN + 1, -1, 0, 1, 12, 120, 4801, INT32_MAX, INT64_MAX};

	return numbers[random_below(10)];
}

static day_t any_day(void)
{
	static const day_t days[] = {DAY_UNSET, DAY_FIRST, DAY_LAST, 0, 20779};
	int which = random_below(8);

	return which < 5 ? days[which] : 18000 + random_below(6000);
}

/* Whatever a record may hold: no overflow, no endless search, and never a day to decide by in the past of a door. For
 * the sanitizers, and for the state of everything that comes out. */
static void test_extremes(void **state)
{
	static const int64_t any_options[] = {INT64_MAX, -5, 0, 4800, 12};

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct contract_terms terms = {.ref = {1, 1}, .signed_on = any_day(), .start = any_day(), .end = any_day(),
			.irrevocable_until = any_day(), .terminated = any_day(), .renewal_months = any_number(),
			.notice_months = any_number(), .option_notice_months = any_number(), .options_used = any_number(),
			.option_months = any_options, .option_count = (uint16_t)random_below(6),
			.renewal = (uint8_t)random_below(4), .notice_to = (uint8_t)random_below(6),
			.running = random_below(4) == 0};
		struct component_facts component = {.ref = {2, 1}, .vendor_end = any_day(), .extended_end = any_day(),
			.own_end = any_day(), .upgrade_months = any_number(), .layer = (uint8_t)random_below(256),
			.remedy = (uint8_t)random_below(5)};
		day_t today = random_below(10) == 0 ? DAY_LAST : 20000 + random_below(3000);
		struct contract_clock clock;
		struct component_clock component_clock_of;
		struct contract_facts contract = {&terms, &clock, (uint8_t)random_below(256), false};
		struct licence_facts licence = {&terms, 1};
		struct system_facts system = system_facts_unset;
		struct decision_trigger triggers[8];
		struct decision decision;
		struct reasons chain = {0};

		contract_clock(&terms, today, &clock);
		component_clock(&component, &lead_parameters_default, &component_clock_of);
		system.criticality = any_number();
		system.introduction_months = any_number();
		system.planned_retirement = any_day();
		system.components = &component;
		system.component_clocks = &component_clock_of;
		system.contracts = &contract;
		system.licences = &licence;
		system.component_count = system.contract_count = system.licence_count = 1;
		decision_find(&system, today, &lead_parameters_default, triggers, 8, &decision);
		contract_explain(&terms, &clock, &chain);
		decision_explain(&system, &decision, NULL, &chain);
		assert_in_range(clock.state, CONTRACT_IN_FORCE, CONTRACT_ENDED);
		assert_in_range(decision.state, DECISION_NONE, DECISION_DECIDED);
		for (size_t i = 0; i < decision.trigger_count; i++)
			if (triggers[i].force == TRIGGER_MAY && triggers[i].decide_by != DAY_UNSET && triggers[i].decide_by < today)
				fail_msg("a door is passed");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contract_against_oracle),
		cmocka_unit_test(test_last_notice_day),
		cmocka_unit_test(test_door_against_oracle),
		cmocka_unit_test(test_time_moves_forward),
		cmocka_unit_test(test_order_and_capacity),
		cmocka_unit_test(test_extremes),
	};
	return cmocka_run_group_tests(tests, walk_calendar, NULL);
}
