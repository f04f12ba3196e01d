/* Profiles, severities, thresholds and rules of one's own: what the configuration says of the rules, and what it may
 * not say. */
#include "audit/nights.h"

static bool is_on(struct test_store *test, const char *id, struct rule_facts *facts)
{
	struct error error = {0};
	struct rule_list *list = rule_list_read(&test->session, NULL, &error);
	bool on = false, there = false;
	assert_non_null(list);
	for (size_t i = 0; i < rule_list_count(list); i++) {
		struct rule_facts at;
		rule_list_at(list, i, &at);
		if (strcmp(at.id, id) != 0)
			continue;
		there = true;
		on = at.on;
		if (facts != NULL)
			*facts = at;
	}
	assert_true(there);
	rule_list_free(&list);
	return on;
}

static void profiles_put_rules_on(void **state)
{
	static const struct {
		const char *words;
		bool start, later; /* OWN-01, of the start; OWN-04, a later one */
	} cases[] = {
		{"", true, false},
		{"profile = \"grow\";", true, false},
		{"profile = \"grow\"; group_from = { OWN = \"2026-11-22\"; };", true, true},
		{"profile = \"grow\"; group_from = { OWN = \"2026-11-23\"; };", true, false},
		{"profile = \"full\";", true, true},
		{"profile = \"full\"; group_from = { OWN = \"2026-11-23\"; };", true, false},
		{"profile = \"start\"; group_from = { OWN = \"2026-01-01\"; };", true, false},
		{"rules = { OWN-01 = { on = false; }; OWN-04 = { on = true; }; };", false, true},
	};
	struct test_store *test = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		nights_configure(test, conf_saying(test, cases[i].words));
		if (is_on(test, "OWN-01", NULL) != cases[i].start || is_on(test, "OWN-04", NULL) != cases[i].later)
			fail_msg("%s", cases[i].words);
	}
}

static void what_is_written_wrongly_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *words, *said;
	} cases[] = {
		{"rules = { XXX-01 = { on = false; }; };", "there is no rule XXX-01"},
		{"rules = { OWN-01 = { dagar = 3; }; };", "the rule OWN-01 has no threshold dagar"},
		{"group_from = { XXX = \"2027-01-01\"; };", "there is no group of rules XXX"},
		{"own_rules = ( { id = \"OWN-01\"; title = \"x\"; entity = \"system\"; where = \"criticality = 4\"; } );",
	     "there is already a rule OWN-01"},
		{"own_rules = ( { id = \"VAR-01\"; title = \"x\"; entity = \"nonsense\"; where = \"criticality = 4\"; } );",
	     "there is no such entity"},
		{"own_rules = ( { id = \"VAR-01\"; title = \"x\"; entity = \"system\"; where = \"nonsense = 4\"; } );",
	     "VAR-01: column 1"},
	};
	struct test_store *test = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct audit_options options = {0};
		struct error error = {0};
		nights_configure(test, conf_saying(test, cases[i].words));
		assert_null(audit_run(&test->session, &options, &error));
		if (strstr(error.text, cases[i].said) == NULL || strstr(error.text, ".conf:1") == NULL)
			fail_msg("%s gives: %s", cases[i].words, error.text);
	}
}

static void a_severity_that_is_configured_holds(void **state)
{
	struct test_store *test = *state;
	test_put(test, E_system, 0, "name=Procapita|criticality=4");
	test_put(test, E_component, 0, "system=SYS-0001|product=PostgreSQL|vendor_end=2026-01-31|remedy=upgrade");
	night_of(test, november(20));
	assert_int_equal(standing_of(test, "OBS-01:CMP-0001").severity, C_severity_high);
	nights_configure(test, conf_saying(test, "rules = { OBS-01 = { severity = \"low\"; }; };"));
	night_of(test, november(21));
	assert_int_equal(standing_of(test, "OBS-01:CMP-0001").severity, C_severity_low);
}

/* A rule that is turned off finds nothing more; turned on again, its first night is known at start again. */
static void the_first_night_of_a_rule_is_known_at_start(void **state)
{
	struct test_store *test = *state;
	test_put(test, E_system, 0, "name=Procapita|criticality=4");
	test_put(test, E_component, 0, "system=SYS-0001|product=PostgreSQL|vendor_end=2026-01-31|remedy=upgrade");
	nights_configure(test, conf_of_rules(test, "OWN-01", ""));
	night_of(test, november(20));
	nights_configure(test, conf_of_rules(test, "OWN-01 OBS-01", ""));
	struct night night = night_of(test, november(21));
	assert_int_equal(sum_of(night.counts.fresh), 0);
	assert_int_equal(night.counts.known[C_severity_high], 2);
	assert_int_equal(night.high, 1);
	assert_int_equal(night.fresh_high, 0);
	/* Made again the same day it is still the first night. */
	night = night_of(test, november(21));
	assert_int_equal(sum_of(night.counts.fresh), 0);
	test_put(test, E_component, 0, "system=SYS-0001|product=nginx|vendor_end=2026-01-31|remedy=upgrade");
	night = night_of(test, november(22));
	assert_int_equal(night.counts.fresh[C_severity_high], 1);
	nights_configure(test, conf_of_rules(test, "OWN-01", ""));
	night = night_of(test, november(23));
	assert_int_equal(night.counts.resolved, 2);
	nights_configure(test, conf_of_rules(test, "OWN-01 OBS-01", ""));
	night = night_of(test, november(24));
	assert_int_equal(sum_of(night.counts.fresh), 0);
	assert_int_equal(standing_of(test, "OBS-01:CMP-0002").state, C_finding_state_reopened);
}

static const char own_rules[] = "language = \"sv\";\n"
								"own_rules = ( { id = \"VAR-01\"; title = \"Pilot without an end\"; title_sv = \"Pilot "
                                "utan slut\"; entity = \"system\";\n"
								"  where = \"phase = pilot and pilot_until is unset\"; severity = \"low\"; next_step = "
                                "\"Set the day\"; next_step_sv = \"Ange dagen\"; },\n"
								"  { id = \"VAR-02\"; title = \"Old component\"; entity = \"component\"; where = "
                                "\"system.criticality >= 3 and support_ends < today + 12m\"; } );\n";

static void organisations_have_rules_of_their_own(void **state)
{
	struct test_store *test = *state;
	const struct audit_options options = {0};
	struct night night;
	struct rule_facts facts;
	nights_configure(test, conf_of_rules(test, "", own_rules));
	test_put(test, E_system, 0, "name=Procapita|phase=pilot|criticality=4");
	test_put(test, E_system, 0, "name=Lex|phase=pilot|pilot_until=2027-01-31|criticality=1");
	test_put(test, E_component, 0, "system=SYS-0001|product=PostgreSQL|vendor_end=2027-01-31|remedy=upgrade");
	test_put(test, E_component, 0, "system=SYS-0002|product=PostgreSQL|vendor_end=2027-01-31|remedy=upgrade");
	night_with(test, november(22), &options, &night);
	assert_int_equal(night.counts.open[C_severity_low], 1);
	assert_int_equal(night.counts.open[C_severity_medium], 1);
	struct stands pilot = standing_of(test, "VAR-01:SYS-0001"), component = standing_of(test, "VAR-02:CMP-0001");
	assert_int_equal(pilot.system, 1);
	assert_int_equal(component.system, 1);
	assert_non_null(strstr(night.text, "Pilot without an end"));
	assert_non_null(strstr(night.text, "Ange dagen"));
	assert_non_null(strstr(night.text, "phase = pilot and pilot_until is unset"));
	night_free(&night);
	assert_true(is_on(test, "VAR-01", &facts));
	assert_true(facts.own);
	test_put(test, E_system, 1, "pilot_until=2027-06-30");
	assert_int_equal(night_of(test, november(23)).counts.resolved, 1);
}

static void rules_tell_how_many_records_they_can_judge(void **state)
{
	struct test_store *test = *state;
	struct error error = {0};
	test_put(test, E_system, 0, "name=Procapita");
	test_put(test, E_component, 0, "system=SYS-0001|product=PostgreSQL|vendor_end=2027-01-31");
	test_put(test, E_component, 0, "system=SYS-0001|product=nginx");
	struct view *view = view_open(test->store, &error);
	struct rule_list *list = rule_list_read(&test->session, view, &error);
	for (size_t i = 0; i < rule_list_count(list); i++) {
		struct rule_facts facts;
		rule_list_at(list, i, &facts);
		if (strcmp(facts.id, "OBS-01") != 0)
			continue;
		assert_int_equal(facts.records, 2);
		assert_int_equal(facts.judged, 1);
	}
	rule_list_free(&list);
	view_close(&view);
}

static void limits_and_formats_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		uint8_t severity;
		bool fresh, good;
	} cases[] = {
		{"high", C_severity_high, false, true},
		{"new:high", C_severity_high, true, true},
		{"info", C_severity_info, false, true},
		{"new:critical", C_severity_critical, true, true},
		{"", 0, false, false},
		{"new:", 0, false, false},
		{"old:high", 0, false, false},
		{"severe", 0, false, false},
		{"high:new", 0, false, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct audit_limit limit = {0};
		struct error error = {0};
		assert_int_equal(audit_limit_parse(slice_of(cases[i].words), &limit, &error), cases[i].good);
		assert_int_equal(limit.severity, cases[i].severity);
		assert_int_equal(limit.fresh, cases[i].fresh);
	}
	enum audit_format format;
	struct error error = {0};
	assert_true(audit_format_parse(SLICE("openmetrics"), &format, &error) && format == AUDIT_OPENMETRICS);
	assert_false(audit_format_parse(SLICE("xml"), &format, &error));
}

int main(void)
{
#define NIGHTS(test) cmocka_unit_test_setup_teardown(test, nights_setup, nights_teardown)
	const struct CMUnitTest tests[] = {
		NIGHTS(profiles_put_rules_on),
		NIGHTS(what_is_written_wrongly_is_refused_with_its_place),
		NIGHTS(a_severity_that_is_configured_holds),
		NIGHTS(the_first_night_of_a_rule_is_known_at_start),
		NIGHTS(organisations_have_rules_of_their_own),
		NIGHTS(rules_tell_how_many_records_they_can_judge),
		cmocka_unit_test(limits_and_formats_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
