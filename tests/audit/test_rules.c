/* The rows of the rules: what they name is there, and what they say is said in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "audit/rule.h"
#include "base/lang.h"
#include "register/figures.h"

static unsigned faults;

static void fault(const struct rule_group *group, const struct rule *rule, const char *what, struct slice which)
{
	printf("%s-%02u %s: %.*s\n", group->name, rule->number, what, (int)which.size, which.data);
	faults++;
}

static void each_rule(void (*check)(const struct rule_group *group, const struct rule *rule))
{
	const struct rule_group *group;
	unsigned rules = 0;
	faults = 0;
	for (size_t i = 0; (group = rule_group_at(i)) != NULL; i++)
		for (size_t r = 0; r < group->count; r++, rules++)
			check(group, &group->rules[r]);
	assert_true(rules >= 3);
	assert_int_equal(faults, 0);
}

static bool path_is_there(struct slice path)
{
	struct slice name;
	slice_next(&path, '.', &name);
	const struct entity *entity = schema_find_entity(name);
	if (entity == NULL || !slice_equal_text(name, entity->name))
		return false;
	const struct field *field = schema_find_field(entity, path);
	if (field == NULL)
		field = figure_find(entity, path);
	return field != NULL && slice_equal_text(path, field->name);
}

static void check_reads(const struct rule_group *group, const struct rule *rule)
{
	struct slice rest = slice_of(rule->reads), path;
	if (rest.size == 0)
		fault(group, rule, "reads nothing", rest);
	while (slice_next(&rest, ' ', &path))
		if (!path_is_there(path))
			fault(group, rule, "reads a field that the schema lacks", path);
	if (rule->needs == NULL)
		return;
	if (!path_is_there(slice_of(rule->needs)))
		fault(group, rule, "needs a field that the schema lacks", slice_of(rule->needs));
	if (strstr(rule->reads, rule->needs) == NULL)
		fault(group, rule, "needs what it does not read", slice_of(rule->needs));
}

static void every_field_read_is_in_the_schema(void **state)
{
	(void)state;
	assert_false(path_is_there(SLICE("system.nonsense")));
	each_rule(check_reads);
}

static void check_words(const struct rule_group *group, const struct rule *rule)
{
	struct slice help = slice_of(rule->help), title = slice_of(rule->title);
	if (help.size == 0 || help.data[help.size - 1] != '.')
		fault(group, rule, "has help that is no sentence", help);
	if (title.size == 0 || title.data[title.size - 1] == '.' || title.size > 70)
		fault(group, rule, "has a title that is none", title);
	const char *types = reason_types(rule->next_step);
	if (*reason_message(rule->next_step) == '\0' || (*types != '\0' && strcmp(types, "r") != 0))
		fault(group, rule, "has a next step that cannot be told without the rule", slice_of(types));
}

static void every_rule_says_what_and_why_and_what_next(void **state)
{
	(void)state;
	each_rule(check_words);
}

static void check_row(const struct rule_group *group, const struct rule *rule)
{
	struct slice none = {"", 0};
	if (rule->severity < C_severity_info || rule->severity > C_severity_critical)
		fault(group, rule, "has no severity", none);
	if (rule->look == NULL)
		fault(group, rule, "does not look", none);
	if (rule->scope == RULE_RECORD && rule->walks == NULL && schema_entity(rule->entity) == NULL)
		fault(group, rule, "walks through no entity", none);
	if (rule->whose != 0 && rule->whose < WHOSE_MANAGER &&
	    schema_choice(schema_choices(CHOICES_role), rule->whose) == NULL)
		fault(group, rule, "has a next step that is nobody's", none);
	if (rule->raises && rule->scope != RULE_SYSTEM)
		fault(group, rule, "raises, but not from a system", none);
	if (rule->cost < 0 || rule->cost > KR(10000000))
		fault(group, rule, "costs too much", none);
	for (size_t i = 0; rule->thresholds[i].name != NULL; i++)
		if (rule->thresholds[i].unit >= UNITS)
			fault(group, rule, "has a threshold of no unit", slice_of(rule->thresholds[i].name));
	for (size_t i = 0; i < group->count; i++)
		if (&group->rules[i] != rule && group->rules[i].number == rule->number)
			fault(group, rule, "shares its number", none);
}

static void every_row_is_whole(void **state)
{
	(void)state;
	each_rule(check_row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_read_is_in_the_schema),
		cmocka_unit_test(every_rule_says_what_and_why_and_what_next),
		cmocka_unit_test(every_row_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
