#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "conf/conf_private.h"

static struct conf *read_conf(const char *text)
{
	struct conf *conf = conf_new();
	struct conf_source source = {.conf = conf, .file = "test.conf"};
	struct error error = {0};

	if (!conf_read_text(&source, text, &error))
		fail_msg("%s", error.text);
	return conf;
}

static void nothing_is_written_about_rules_at_first(void **state)
{
	(void)state;
	struct conf *conf = conf_new();
	size_t count = 7;

	conf_rules(conf, &count);
	assert_int_equal(count, 0);
	conf_own_rules(conf, &count);
	assert_int_equal(count, 0);
	conf_group_days(conf, &count);
	assert_int_equal(count, 0);
	assert_null(conf_rule(conf, "OWN-01"));
	assert_int_equal(conf_threshold(NULL, "days", 90), 90);
	assert_int_equal(conf_group_from(conf, "LIC"), DAY_UNSET);
	conf_free(&conf);
	assert_null(conf);
	conf_free(&conf);
}

static void a_rule_takes_severity_thresholds_and_off(void **state)
{
	(void)state;
	struct conf *conf = read_conf("rules = {\n\tCON-02 = { severity = \"high\"; days = 60; percent = 80; };\n"
		"\tEXI-06 = { on = false; };\n\tOBS-01 = { on = true; };\n\tREG-01 = { };\n};");
	const struct conf_rule *rule = conf_rule(conf, "CON-02");
	size_t count;

	assert_string_equal(rule->severity, "high");
	assert_false(rule->has_on);
	assert_int_equal(conf_threshold(rule, "days", 90), 60);
	assert_int_equal(conf_threshold(rule, "percent", 5), 80);
	assert_int_equal(conf_threshold(rule, "months", 12), 12);
	assert_string_equal(rule->place, "test.conf:2");
	assert_string_equal(rule->thresholds[0].place, "test.conf:2");
	assert_true(conf_rule(conf, "EXI-06")->has_on);
	assert_false(conf_rule(conf, "EXI-06")->on);
	assert_true(conf_rule(conf, "OBS-01")->on);
	assert_null(conf_rule(conf, "OBS-01")->severity);
	assert_int_equal(conf_rule(conf, "REG-01")->threshold_count, 0);
	assert_string_equal(conf_rules(conf, &count)[3].id, "REG-01");
	assert_int_equal(count, 4);
	conf_free(&conf);
}

static void own_rules_are_read_whole(void **state)
{
	(void)state;
	struct conf *conf = read_conf("own_rules = ( { id = \"OUR-01\"; title = \"Pilot\"; title_sv = \"Försök\"; "
		"entity = \"system\"; where = \"phase = pilot\"; severity = \"low\"; "
		"next_step = \"Ask\"; next_step_sv = \"Fråga\"; },\n"
		"{ id = \"OUR-02\"; title = \"Other\"; entity = \"contract\"; where = \"number is set\"; } );");
	size_t count;
	const struct conf_own_rule *rules = conf_own_rules(conf, &count);

	assert_int_equal(count, 2);
	assert_string_equal(rules[0].id, "OUR-01");
	assert_string_equal(rules[0].title_sv, "Försök");
	assert_string_equal(rules[0].entity, "system");
	assert_string_equal(rules[0].where, "phase = pilot");
	assert_string_equal(rules[0].severity, "low");
	assert_string_equal(rules[0].next_step_sv, "Fråga");
	assert_string_equal(rules[1].severity, "medium");
	assert_null(rules[1].title_sv);
	assert_null(rules[1].next_step);
	assert_string_equal(rules[1].place, "test.conf:2");
	conf_free(&conf);
}

static void a_later_own_rule_replaces_its_namesake(void **state)
{
	(void)state;
	struct conf *conf = read_conf("own_rules = ( { id = \"OUR-01\"; title = \"A\"; entity = \"system\"; "
		"where = \"a\"; } );");
	struct conf_source source = {.conf = conf, .file = "later.conf"};
	size_t count;

	assert_true(conf_read_text(&source, "own_rules = ( { id = \"OUR-01\"; title = \"B\"; entity = \"system\"; "
		"where = \"b\"; } );", NULL));
	assert_string_equal(conf_own_rules(conf, &count)->title, "B");
	assert_int_equal(count, 1);
	conf_free(&conf);
}

static void what_is_no_rule_is_refused(void **state)
{
	(void)state;
#define OWN(id, rest) "own_rules = ( { id = \"" id "\"; title = \"A\"; entity = \"system\"; where = \"a\"; " rest "} );"
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"rules = 1;", "\"rules\" must be a group of rules"},
		{"rules = { OWN-01 = false; };", "\"OWN-01\" must be a group such as"},
		{"rules = { OWN-01 = { on = 1; }; };", "\"on\" must be true or false, not 1"},
		{"rules = { OWN-01 = { severity = \"severe\"; }; };", "\"severity\" must be info, low, medium, high, critical, "
			"not \"severe\""},
		{"rules = { OWN-01 = { days = \"x\"; }; };", "\"days\" must be a whole number, not \"x\""},
		{"rules = { OWN-01 = { days = -1; }; };", "\"days\" must be a whole number, not -1"},
		{"rules = { OWN-01 = { days = 1; share = 0.5; }; };", "\"share\" must be a whole number, not 0.5"},
		{"own_rules = { };", "\"own_rules\" must be a list of rules"},
		{"own_rules = ( 1 );", "\"own_rules\" must be a list of rules"},
		{"own_rules = ( { title = \"A\"; } );", "a rule of your own needs \"id\""},
		{"own_rules = ( { id = \"OUR-01\"; title = \"A\"; entity = \"system\"; } );",
			"a rule of your own needs \"where\""},
		{OWN("our-01", ""), "\"our-01\" names no rule"}, {OWN("OUR", ""), "\"OUR\" names no rule"},
		{OWN("O-01", ""), "\"O-01\" names no rule"}, {OWN("OUR-1", ""), "\"OUR-1\" names no rule"},
		{OWN("OUR-01x", ""), "\"OUR-01x\" names no rule"},
		{OWN("OUR-01", "help = \"x\"; "), "there is no option \"help\""},
		{OWN("OUR-01", "next_step = \"\"; "), "\"next_step\" must be a text, not \"\""},
		{OWN("OUR-01", "title_sv = 1; "), "\"title_sv\" must be a text, not 1"},
		{OWN("OUR-01", "severity = \"x\"; "), "\"severity\" must be info"},
		{"own_rules = ( { id = \"OUR-01\"; title = \"A\"; entity = \"a\"; where = \"a\"; }, "
			"{ id = \"OUR-01\"; title = \"A\"; entity = \"a\"; where = \"a\"; } );", "there are two rules \"OUR-01\""},
		{"group_from = 1;", "\"group_from\" must be a group of days"},
		{"group_from = { LIC = \"soon\"; };", "LIC: \"soon\" is not a day"},
		{"group_from = { LIC = 2027; };", "LIC: a day is missing"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct conf *conf = conf_new();
		struct conf_source source = {.conf = conf, .file = "test.conf"};
		struct error error = {0};
		if (conf_read_text(&source, cases[i].text, &error))
			fail_msg("%s is taken", cases[i].text);
		if (strncmp(error.text, "test.conf:1: ", 13) != 0 || !strstr(error.text, cases[i].words))
			fail_msg("%s", error.text);
		conf_free(&conf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_written_about_rules_at_first),
		cmocka_unit_test(a_rule_takes_severity_thresholds_and_off),
		cmocka_unit_test(own_rules_are_read_whole),
		cmocka_unit_test(a_later_own_rule_replaces_its_namesake),
		cmocka_unit_test(what_is_no_rule_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
