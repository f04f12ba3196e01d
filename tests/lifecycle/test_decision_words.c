/* What is said about a decision: the chain, the gap, the bridges, the doors' locked ends, a service's day. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/bridge.h"

#define TODAY "2026-11-22"

enum { COMPONENT = 1, CONTRACT, LICENCE, INTEGRATION, SYSTEM };

struct small_system {
	struct system_facts facts;
	struct component_facts component;
	struct component_clock component_clock;
	struct contract_terms terms;
	struct contract_clock contract_clock;
	struct contract_facts contract;
	struct lead_parameters parameters;
	struct decision decision;
};

/* One component, support to 2026-11-12, and one contract as `terms` says (with no end and not running: none). */
static void begin(struct small_system *s)
{
	*s = (struct small_system){.facts = system_facts_unset, .component = component_facts_unset,
		.terms = contract_terms_unset, .parameters = lead_parameters_default};
	s->facts.ref = (struct ref){SYSTEM, 1};
	s->facts.criticality = 4;
	s->component.ref = (struct ref){COMPONENT, 7};
	s->component.vendor_end = case_day("2026-11-12");
	s->component.remedy = REMEDY_REPLACE_SYSTEM;
	s->terms.ref = (struct ref){CONTRACT, 9};
}

static void find(struct small_system *s)
{
	component_clock(&s->component, &s->parameters, &s->component_clock);
	contract_clock(&s->terms, case_day(TODAY), &s->contract_clock);
	s->contract.terms = &s->terms;
	s->contract.clock = &s->contract_clock;
	s->facts.components = &s->component;
	s->facts.component_clocks = &s->component_clock;
	s->facts.component_count = 1;
	s->facts.contracts = &s->contract;
	s->facts.contract_count = s->terms.end != DAY_UNSET || s->terms.running;
	decision_find(&s->facts, case_day(TODAY), &s->parameters, NULL, 0, &s->decision);
}

static void expect_chain(const struct reasons *chain, const char *what, const enum reason_id *want, size_t count)
{
	for (size_t i = 0; i < count && i < chain->count; i++)
		if (chain->items[i].id != want[i])
			fail_msg("%s: reason %zu is %s, should be %s", what, i, reason_name(chain->items[i].id),
			         reason_name(want[i]));
	case_same_number(what, "reasons", chain->count, (int64_t)count);
}

#define EXPECT_CHAIN(chain, what, ...) \
	expect_chain(chain, what, (const enum reason_id[]){__VA_ARGS__}, \
	             sizeof((const enum reason_id[]){__VA_ARGS__}) / sizeof(enum reason_id))

static void test_passed_support(void **state)
{
	struct small_system s;
	struct reasons chain = {0};

	(void)state;
	begin(&s);
	find(&s);
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "passed", REASON_decide_by, REASON_trigger_support_end, REASON_remedy_replace,
	             REASON_decision_passed, REASON_lead, REASON_lead_procurement_not_known, REASON_lead_introduction);
	assert_int_equal(chain.items[0].arguments[0].number, case_day("2024-05-12"));
	assert_int_equal(chain.items[1].arguments[0].ref.id, 7);
	assert_int_equal(chain.items[1].arguments[1].number, case_day("2026-11-12"));
	assert_int_equal(chain.items[3].arguments[0].number, case_day("2029-05-22"));
	assert_int_equal(chain.items[3].arguments[1].number, 31);
	assert_int_equal(chain.items[4].arguments[0].number, 30);
	assert_int_equal(chain.items[4].arguments[1].number, 6);
	assert_int_equal(chain.items[4].arguments[2].number, 12);
	assert_int_equal(chain.items[4].arguments[3].number, 12);
	case_same_day("earliest", "earliest", s.decision.earliest, "2029-05-22");
	case_same_number("gap", "gap", s.decision.gap, 31);
}

static void test_chain_of_each_sort(void **state)
{
	static const int64_t options[] = {24};
	struct small_system s;
	struct reasons chain = {0};

	(void)state;
	begin(&s);
	s.component = component_facts_unset;
	find(&s);
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "nothing", REASON_decision_no_trigger);

	chain = (struct reasons){0};
	s.facts.phase = PHASE_RETIRED;
	find(&s);
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "retired", REASON_decision_phase);

	chain = (struct reasons){0};
	s.facts.phase = 0;
	s.facts.criticality = NUMBER_UNSET;
	s.facts.introduction_months = 4;
	s.parameters.needs = 0;
	s.contract.next_procurement = PROCUREMENT_DIRECT;
	s.terms.end = case_day("2030-12-31");
	s.terms.option_months = options;
	s.terms.option_count = 1;
	find(&s);
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "contract", REASON_decide_by, REASON_trigger_contract_options, REASON_contract_renewal_not_set,
	             REASON_lead, REASON_lead_procurement_direct, REASON_lead_introduction_stated, REASON_lead_needs_zero);
	assert_int_equal(s.decision.lead.months, 6);
	assert_true(s.decision.lead.needs_zero);
	assert_int_equal(chain.items[1].arguments[1].number, case_day("2032-12-31"));
	assert_int_equal(chain.items[1].arguments[2].number, case_day("2030-12-31"));

	chain = (struct reasons){0};
	s.terms.terminated = case_day("2026-11-01");
	s.terms.renewal = RENEWAL_NONE;
	s.facts.introduction_months = NUMBER_UNSET;
	s.contract.procurement_started = true;
	find(&s);
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "terminated", REASON_decide_by, REASON_trigger_contract_terminated,
	             REASON_answered_by_procurement, REASON_lead, REASON_lead_procurement_direct,
	             REASON_lead_introduction_default, REASON_lead_needs_zero);
}

static void test_doors(void **state)
{
	struct small_system s;
	struct reasons chain = {0};

	(void)state;
	begin(&s);
	s.component = component_facts_unset;
	s.facts.criticality = 3;
	s.terms.end = case_day("2027-12-31");
	s.terms.renewal = RENEWAL_TACIT;
	s.terms.renewal_months = 12;
	s.terms.notice_months = 6;
	find(&s);
	case_same_number("door", "locked", s.decision.first.locked, 2);
	case_same_day("door", "first locked", s.decision.first.first_locked, "2027-12-31");
	case_same_day("door", "second locked", decision_locked_end(&s.terms, case_day(TODAY), 1), "2028-12-31");
	case_same_day("door", "E", decision_locked_end(&s.terms, case_day(TODAY), 2), "2029-12-31");
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "door", REASON_decide_by, REASON_door, REASON_door_locked, REASON_door_notice, REASON_lead,
	             REASON_lead_procurement_not_known, REASON_lead_introduction);
	assert_int_equal(chain.items[3].arguments[1].number, case_day("2029-06-30"));

	chain = (struct reasons){0};
	s.terms.running = true;
	s.terms.notice_months = NUMBER_UNSET;
	find(&s);
	decision_explain(&s.facts, &s.decision, NULL, &chain);
	EXPECT_CHAIN(&chain, "running", REASON_door_running, REASON_door_notice_not_set, REASON_lead,
	             REASON_lead_procurement_not_known, REASON_lead_introduction);
}

/* From when a contract that runs on can be left: the later of today + lead and exit_if_noticed. */
static void test_leave_from(void **state)
{
	static const struct {
		const char *what;
		int64_t notice;
		int to;
		const char *irrevocable, *want;
	} cases[] = {
		{"the lead is longer", 3, NOTICE_TO_ANY_DAY, "", "2029-02-22"},
		{"the notice is longer", 36, NOTICE_TO_ANY_DAY, "", "2029-11-22"},
		{"the notice is longer, to year end", 36, NOTICE_TO_YEAR_END, "", "2029-12-31"},
		{"bound for longer", 3, NOTICE_TO_MONTH_END, "2031-05-15", "2031-05-31"},
		{"notice not set", NUMBER_UNSET, 0, "", "2029-02-22"},
		{"notice not set, bound for longer", NUMBER_UNSET, 0, "2031-05-15", "2031-05-15"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct small_system s;

		begin(&s);
		s.component = component_facts_unset;
		s.facts.criticality = 3;
		s.terms.running = true;
		s.terms.notice_months = cases[i].notice;
		s.terms.notice_to = (uint8_t)cases[i].to;
		s.terms.irrevocable_until = case_day(cases[i].irrevocable);
		find(&s);
		case_same_day(cases[i].what, "leave_from", s.decision.first.leave_from, cases[i].want);
		case_same_day(cases[i].what, "decide_by", s.decision.decide_by, "");
	}
}

static void expect_bridges(const struct small_system *s, const char *what, const uint8_t *kinds, size_t count,
                           struct bridge bridges[BRIDGES])
{
	size_t found = bridge_find(&s->facts, &s->decision, &s->decision.first, case_day(TODAY), &s->parameters, bridges);

	for (size_t i = 0; i < found && i < count; i++)
		case_same_number(what, "bridge", bridges[i].kind, kinds[i]);
	case_same_number(what, "bridges", (int64_t)found, (int64_t)count);
	for (size_t i = 0; i < found; i++) {
		struct reasons chain = {0};

		bridge_explain(&bridges[i], &chain);
		case_same_number(what, "reasons of a bridge", chain.count, 1);
		assert_true(bridges[i].who != 0);
	}
}

static void expect_reason(const struct bridge *bridge, enum reason_id want)
{
	struct reasons chain = {0};

	bridge_explain(bridge, &chain);
	assert_int_equal(chain.items[0].id, want);
}

#define EXPECT_BRIDGES(s, what, ...) \
	expect_bridges(s, what, (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}), bridges)

static void test_bridges_of_support(void **state)
{
	struct bridge bridges[BRIDGES];
	struct small_system s;

	(void)state;
	begin(&s);
	find(&s);
	EXPECT_BRIDGES(&s, "bare", BRIDGE_EXTENDED_SUPPORT, BRIDGE_ACCEPT_RISK);
	assert_int_equal(bridges[0].about.id, 7);
	case_same_day("risk", "until", bridges[1].day, "2029-05-22");

	s.component.longer_supported = true;
	s.facts.merge_candidates = 2;
	find(&s);
	EXPECT_BRIDGES(&s, "upgrade and merge", BRIDGE_EXTENDED_SUPPORT, BRIDGE_UPGRADE, BRIDGE_MERGE, BRIDGE_ACCEPT_RISK);
	case_same_number("upgrade", "who", bridges[1].who, BRIDGE_WHO_TECHNICAL_MANAGER);
	case_same_number("merge", "systems", bridges[2].months, 2);

	s.component.extended_end = case_day("2027-01-31");
	find(&s);
	EXPECT_BRIDGES(&s, "already extended", BRIDGE_UPGRADE, BRIDGE_MERGE, BRIDGE_ACCEPT_RISK);
}

static void test_bridge_of_a_shorter_procedure(void **state)
{
	struct bridge bridges[BRIDGES];
	struct small_system s;

	(void)state;
	begin(&s);
	s.component.extended_end = case_day("2028-06-30");
	s.parameters.direct_award_limit = 70000000;
	s.facts.next_value = 70000000;
	find(&s);
	EXPECT_BRIDGES(&s, "the value is the limit", BRIDGE_SHORTER_PROCEDURE, BRIDGE_ACCEPT_RISK);
	case_same_number("shorter", "months", bridges[0].months, 10);
	case_same_day("shorter", "decide by", bridges[0].day, "2026-10-30");
	s.facts.next_value = 70000001;
	find(&s);
	EXPECT_BRIDGES(&s, "an öre above", BRIDGE_ACCEPT_RISK);
	s.facts.next_value = NUMBER_UNSET;
	find(&s);
	EXPECT_BRIDGES(&s, "value not known", BRIDGE_ACCEPT_RISK);
	s.facts.next_value = 1;
	s.parameters.direct_award_limit = NUMBER_UNSET;
	find(&s);
	EXPECT_BRIDGES(&s, "limit not known", BRIDGE_ACCEPT_RISK);
	s.parameters.direct_award_limit = 70000000;
	s.terms.end = case_day("2040-12-31");
	s.contract.next_procurement = PROCUREMENT_DIRECT;
	find(&s);
	EXPECT_BRIDGES(&s, "already direct", BRIDGE_ACCEPT_RISK);
}

static void test_bridges_of_contracts(void **state)
{
	static const int64_t options[] = {24};
	struct bridge bridges[BRIDGES];
	struct small_system s;

	(void)state;
	begin(&s);
	s.component.extended_end = case_day("2026-12-31");
	s.terms.end = case_day("2027-12-31");
	s.terms.renewal = RENEWAL_TACIT;
	s.terms.renewal_months = 12;
	find(&s);
	EXPECT_BRIDGES(&s, "one more term", BRIDGE_ONE_MORE_TERM, BRIDGE_ACCEPT_RISK);
	case_same_day("term", "to", bridges[0].day, "2028-12-31");
	expect_reason(&bridges[0], REASON_bridge_term_to);
	case_same_number("term", "who", bridges[0].who, BRIDGE_WHO_CONTRACT_OWNER);

	s.terms.end = case_day("2029-05-22");
	find(&s);
	EXPECT_BRIDGES(&s, "the contract lasts until a successor", BRIDGE_ACCEPT_RISK);
	s.terms.end = case_day("2029-05-21");
	find(&s);
	EXPECT_BRIDGES(&s, "a day too short", BRIDGE_ONE_MORE_TERM, BRIDGE_ACCEPT_RISK);

	s.terms.end = case_day("2027-12-31");
	s.terms.renewal = RENEWAL_EXPRESS;
	s.terms.option_months = options;
	s.terms.option_count = 1;
	s.terms.option_notice_months = 13;
	find(&s);
	EXPECT_BRIDGES(&s, "option and express renewal", BRIDGE_OPTION, BRIDGE_ONE_MORE_TERM, BRIDGE_ACCEPT_RISK);
	case_same_day("option", "by", bridges[0].day, "2026-11-30");
	expect_reason(&bridges[0], REASON_bridge_option_by);
	s.terms.end = case_day("2027-12-22");
	find(&s);
	EXPECT_BRIDGES(&s, "to be called today", BRIDGE_OPTION, BRIDGE_ONE_MORE_TERM, BRIDGE_ACCEPT_RISK);
	s.terms.end = case_day("2027-12-31");
	s.terms.option_notice_months = NUMBER_UNSET;
	s.terms.renewal_months = NUMBER_UNSET;
	find(&s);
	EXPECT_BRIDGES(&s, "to be called, by when is not known", BRIDGE_OPTION, BRIDGE_ONE_MORE_TERM, BRIDGE_ACCEPT_RISK);
	expect_reason(&bridges[0], REASON_bridge_option);
	expect_reason(&bridges[1], REASON_bridge_term);

	s.terms.option_notice_months = 14;
	find(&s);
	EXPECT_BRIDGES(&s, "too late to call the option", BRIDGE_ONE_MORE_TERM, BRIDGE_ACCEPT_RISK);

	s.terms.terminated = case_day("2026-10-01");
	find(&s);
	EXPECT_BRIDGES(&s, "notice has been given", BRIDGE_ACCEPT_RISK);
}

static void test_a_door_needs_no_bridge(void **state)
{
	struct bridge bridges[BRIDGES];
	struct small_system s;

	(void)state;
	begin(&s);
	s.component = component_facts_unset;
	s.terms.running = true;
	find(&s);
	assert_int_equal(bridge_find(&s.facts, &s.decision, &s.decision.first, case_day(TODAY), &s.parameters, bridges), 0);
}

static void add_system(struct service_decision *service, record_id id, const char *decide_by, uint8_t state)
{
	struct decision decision = {.decide_by = case_day(decide_by), .state = state};

	service_decision_add(service, (struct ref){SYSTEM, id}, &decision);
}

static void test_service(void **state)
{
	struct service_decision service = service_decision_none;

	(void)state;
	add_system(&service, 1, "", DECISION_NONE);
	case_same_number("nothing", "state", service.state, DECISION_NONE);
	add_system(&service, 2, "", DECISION_DECIDED);
	case_same_number("decided", "state", service.state, DECISION_DECIDED);
	add_system(&service, 3, "", DECISION_OPEN);
	case_same_number("one that runs on", "state", service.state, DECISION_OPEN);
	add_system(&service, 4, "2028-01-01", DECISION_OPEN);
	add_system(&service, 5, "2027-01-01", DECISION_SOON);
	add_system(&service, 6, "2027-01-01", DECISION_SOON);
	add_system(&service, 7, "", DECISION_DECIDED);
	case_same_day("the earliest", "decide_by", service.decide_by, "2027-01-01");
	case_same_number("the earliest", "system", service.system.id, 5);
	case_same_number("the earliest", "state", service.state, DECISION_SOON);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_passed_support),
		cmocka_unit_test(test_chain_of_each_sort),
		cmocka_unit_test(test_doors),
		cmocka_unit_test(test_leave_from),
		cmocka_unit_test(test_bridges_of_support),
		cmocka_unit_test(test_bridge_of_a_shorter_procedure),
		cmocka_unit_test(test_bridges_of_contracts),
		cmocka_unit_test(test_a_door_needs_no_bridge),
		cmocka_unit_test(test_service),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
