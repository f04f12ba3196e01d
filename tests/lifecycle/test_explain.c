/* Which reasons are given, in which order; and that every one of them can be said. */
#include "lifecycle/lifecycle_cases.h"

#include <stdio.h>

#include "lifecycle/decision.h"

#define TODAY "2026-11-22"
#define MOST 8

static void expect(const char *what, const struct reasons *chain, const enum reason_id want[MOST])
{
	size_t count = 0;

	for (; count < MOST && want[count] != REASON_none; count++)
		if (count >= chain->count || chain->items[count].id != want[count])
			fail_msg("%s: reason %zu is %s, should be %s", what, count,
			         count < chain->count ? reason_name(chain->items[count].id) : "none", reason_name(want[count]));
	case_same_number(what, "reasons", chain->count, (int64_t)count);
}

/* Every argument must find its place: words without a brace, and not the English pattern itself. */
static void say_all(const char *what, const struct reasons *chain)
{
	for (size_t i = 0; i < chain->count; i++) {
		struct text words = {0};

		reason_append_words(&words, &chain->items[i], NULL);
		if (words.size == 0 || strchr(words.data, '{') != NULL)
			fail_msg("%s: %s is said as \"%s\"", what, reason_name(chain->items[i].id), words.data);
		text_free(&words);
	}
}

struct contract_row {
	const char *what, *start, *end, *irrevocable, *terminated, *signed_on;
	int renewal, period, notice, options, used, option_notice; /* notice in months + 1 */
	bool running;
	enum reason_id want[MOST];
};

#define SIGNED .signed_on = "2020-01-01"
#define WANT(...) .want = {__VA_ARGS__}

static const struct contract_row contract_rows[] = {
	{"ends by itself", SIGNED, .end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = 4,
		WANT(REASON_contract_in_force, REASON_contract_last_notice_day, REASON_contract_exit_if_noticed)},
	{"ended", SIGNED, .end = "2025-12-31", .renewal = RENEWAL_NONE, WANT(REASON_contract_ended,
		REASON_contract_notice_not_set)},
	{"to come, not signed", .start = "2027-01-01", .end = "2028-12-31", .renewal = RENEWAL_NONE,
		WANT(REASON_contract_not_started, REASON_contract_not_signed, REASON_contract_notice_not_set)},
	{"signed first next year", .signed_on = "2027-01-01", .running = true,
		WANT(REASON_contract_running, REASON_contract_signed_later, REASON_contract_notice_not_set)},
	{"nothing stated", SIGNED, WANT(REASON_contract_in_force_end_unknown, REASON_contract_no_end,
		REASON_contract_renewal_not_set, REASON_contract_notice_not_set)},
	{"no period", SIGNED, .end = "2026-10-31", .renewal = RENEWAL_TACIT,
		WANT(REASON_contract_in_force_end_unknown, REASON_contract_first_end, REASON_contract_period_not_set,
		REASON_contract_notice_not_set)},
	{"options and renewals", SIGNED, .end = "2020-12-31", .renewal = RENEWAL_TACIT, .period = 12, .options = 2,
		.used = 2,
		WANT(REASON_contract_in_force, REASON_contract_first_end, REASON_contract_options_used, REASON_contract_renewed,
		REASON_contract_notice_not_set, REASON_contract_last_option)},
	{"options left", SIGNED, .end = "2027-12-31", .renewal = RENEWAL_EXPRESS, .options = 2, .used = 1,
		.option_notice = 3,
		WANT(REASON_contract_in_force, REASON_contract_first_end, REASON_contract_options_used,
		REASON_contract_renewed_expressly, REASON_contract_notice_not_set, REASON_contract_options_left,
		REASON_contract_option_notice)},
	{"bound", SIGNED, .running = true, .notice = 4, .irrevocable = "2028-01-01",
		WANT(REASON_contract_running, REASON_contract_exit_if_noticed, REASON_contract_irrevocable)},
	{"notice given", SIGNED, .end = "2026-12-31", .renewal = RENEWAL_TACIT, .period = 12, .notice = 4,
		.terminated = "2026-09-01", WANT(REASON_contract_in_force, REASON_contract_terminated)},
	{"notice given, to what end is not known", SIGNED, .running = true, .terminated = "2026-09-01",
		WANT(REASON_contract_in_force_end_unknown, REASON_contract_terminated_end_unknown)},
};

static struct contract_terms terms_of(const struct contract_row *row)
{
	static const int64_t options[] = {24, 12};
	struct contract_terms terms = contract_terms_unset;

	terms.start = case_day(row->start);
	terms.end = case_day(row->end);
	terms.irrevocable_until = case_day(row->irrevocable);
	terms.terminated = case_day(row->terminated);
	terms.signed_on = case_day(row->signed_on);
	terms.renewal = (uint8_t)row->renewal;
	terms.renewal_months = row->period == 0 ? NUMBER_UNSET : row->period;
	terms.notice_months = row->notice == 0 ? NUMBER_UNSET : row->notice - 1;
	terms.option_months = options;
	terms.option_count = (uint16_t)row->options;
	terms.options_used = row->used;
	terms.option_notice_months = row->option_notice == 0 ? NUMBER_UNSET : row->option_notice;
	terms.running = row->running;
	return terms;
}

static void test_contracts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof contract_rows / sizeof contract_rows[0]; i++) {
		struct contract_terms terms = terms_of(&contract_rows[i]);
		struct contract_clock clock;
		struct reasons chain = {0};

		contract_clock(&terms, case_day(TODAY), &clock);
		contract_explain(&terms, &clock, &chain);
		expect(contract_rows[i].what, &chain, contract_rows[i].want);
		say_all(contract_rows[i].what, &chain);
	}
}

#define LEAD REASON_lead, REASON_lead_procurement_not_known, REASON_lead_introduction_default

static void explain(const char *what, struct system_facts *facts, const enum reason_id want[MOST])
{
	struct decision decision;
	struct reasons chain = {0};

	decision_find(facts, case_day(TODAY), &lead_parameters_default, NULL, 0, &decision);
	decision_explain(facts, &decision, NULL, &chain);
	expect(what, &chain, want);
	say_all(what, &chain);
}

#define EXPLAIN(what, facts, ...) explain(what, facts, (const enum reason_id[MOST]){__VA_ARGS__})

static void test_what_is_not_a_contract(void **state)
{
	struct integration_facts integration = {{4, 1}, case_day("2030-12-31"), true};
	struct opportunity_facts opportunity = {{6, 1}, {5, 1}, TRIGGER_PLANNED_RETIREMENT};
	struct decision_facts chosen = {{7, 1}, case_day("2026-01-01"), DAY_UNSET};
	struct system_facts facts = system_facts_unset;

	(void)state;
	facts.ref = (struct ref){5, 1};
	facts.integrations = &integration;
	facts.integration_count = 1;
	EXPLAIN("integration", &facts, REASON_decide_by, REASON_trigger_integration_end, LEAD);
	facts.integration_count = 0;
	facts.planned_retirement = case_day("2031-12-31");
	EXPLAIN("retirement", &facts, REASON_decide_by, REASON_trigger_planned_retirement, LEAD);
	facts.decisions = &chosen;
	facts.decision_count = 1;
	EXPLAIN("decided", &facts, REASON_decide_by, REASON_trigger_planned_retirement, REASON_answered_by_decision, LEAD);
	facts.opportunities = &opportunity;
	facts.opportunity_count = 1;
	EXPLAIN("taken up", &facts, REASON_decide_by, REASON_trigger_planned_retirement, REASON_answered_by_opportunity, LEAD);
}

static void test_components(void **state)
{
	struct component_facts component = component_facts_unset;
	struct component_clock clock;
	struct system_facts facts = system_facts_unset;

	(void)state;
	component.ref = (struct ref){1, 1};
	component.vendor_end = case_day("2030-12-31");
	component.vendor_state = RELEASE_ENDED_UNKNOWN;
	component_clock(&component, &lead_parameters_default, &clock);
	facts.components = &component;
	facts.component_clocks = &clock;
	facts.component_count = 1;
	EXPLAIN("ended, date unknown", &facts, REASON_decide_by, REASON_trigger_support_end, REASON_support_ended_undated,
	        REASON_remedy_counts_as_replace, LEAD);
	component = component_facts_unset;
	component.own_end = case_day("2030-12-31");
	component.remedy = REMEDY_REPLACE_SYSTEM;
	component_clock(&component, &lead_parameters_default, &clock);
	EXPLAIN("own end", &facts, REASON_decide_by, REASON_trigger_own_end, REASON_remedy_replace, LEAD);
}

static void test_licences(void **state)
{
	struct contract_terms terms = contract_terms_unset;
	struct licence_facts licence = {&terms, 0};
	struct system_facts facts = system_facts_unset;

	(void)state;
	terms.ref = (struct ref){3, 1};
	terms.end = case_day("2026-12-31");
	terms.renewal = RENEWAL_NONE;
	facts.licences = &licence;
	facts.licence_count = 1;
	EXPLAIN("licence", &facts, REASON_decide_by, REASON_trigger_licence_end, REASON_decision_passed, LEAD);
	terms.renewal = RENEWAL_TACIT;
	EXPLAIN("licence without a period", &facts, REASON_door_not_known, REASON_door_locked, REASON_door_notice_not_set,
	        LEAD);
	terms.renewal_months = 12;
	terms.notice_months = 3;
	terms.irrevocable_until = case_day("2026-12-01");
	EXPLAIN("licence that renews itself", &facts, REASON_decide_by, REASON_door, REASON_door_locked, REASON_door_notice,
	        REASON_contract_irrevocable, LEAD);
}

static void test_component_chains(void **state)
{
	static const struct {
		const char *what, *vendor, *extended, *own;
		int remedy, vendor_state;
		bool longer;
		enum reason_id want[MOST];
	} cases[] = {
		{"extended and own", "2026-12-31", "2028-12-31", "2027-12-31", REMEDY_UPGRADE, 0, false,
			{REASON_act_by, REASON_support_extended, REASON_support_vendor, REASON_support_own_end}},
		{"not known", "", "", "", REMEDY_UPGRADE, 0, false, {REASON_support_not_known}},
		{"supported, date not known", "", "", "", 0, RELEASE_SUPPORTED_UNKNOWN, true,
			{REASON_support_stated_undated, REASON_remedy_counts_as_upgrade}},
		{"ended, date not known", "2026-08-21", "", "", REMEDY_REPLACE_SYSTEM, RELEASE_ENDED_UNKNOWN, false,
			{REASON_support_ended_undated, REASON_remedy_replace}},
		{"nothing longer", "2026-12-31", "", "", REMEDY_UNKNOWN, 0, false,
			{REASON_support_vendor, REASON_remedy_counts_as_replace}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct component_facts facts = component_facts_unset;
		struct component_clock clock;
		struct reasons chain = {0};

		facts.vendor_end = case_day(cases[i].vendor);
		facts.extended_end = case_day(cases[i].extended);
		facts.own_end = case_day(cases[i].own);
		facts.remedy = (uint8_t)cases[i].remedy;
		facts.vendor_state = (uint8_t)cases[i].vendor_state;
		facts.longer_supported = cases[i].longer;
		component_clock(&facts, &lead_parameters_default, &clock);
		component_explain(&facts, &clock, &chain);
		expect(cases[i].what, &chain, cases[i].want);
		say_all(cases[i].what, &chain);
	}
}

/* The message of every reason of this module has a place for each of its arguments, and no other. */
static void test_messages(void **state)
{
	(void)state;
	for (size_t i = 0; reason_at(i) != REASON_none; i++) {
		enum reason_id id = reason_at(i);
		const char *message = reason_message(id);
		size_t arguments = strlen(reason_types(id)), braces = 0;
		char place[32];

		if (id < 100 || id > 299)
			continue;
		for (const char *c = message; *c != '\0'; c++)
			braces += *c == '{';
		for (size_t argument = 0; argument < arguments; argument++) {
			snprintf(place, sizeof place, "{%zu}", argument);
			if (strstr(message, place) == NULL)
				fail_msg("%s has no %s", reason_name(id), place);
		}
		case_same_number(reason_name(id), "places", (int64_t)braces, (int64_t)arguments);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contracts),
		cmocka_unit_test(test_what_is_not_a_contract),
		cmocka_unit_test(test_components),
		cmocka_unit_test(test_licences),
		cmocka_unit_test(test_component_chains),
		cmocka_unit_test(test_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
