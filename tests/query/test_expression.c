/* Parsing, checking and printing of conditions; every error with its column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/expression.h"

static const struct {
	uint8_t entity;
	const char *text, *canonical;
} valid[] = {
	{E_system, "criticality >= 3", "criticality >= 3"},
	{E_system, "criticality≥3", "criticality >= 3"},
	{E_system, "3 <= criticality", "criticality >= 3"},
	{E_system, "criticality > 2.5", "criticality > 2.50"},
	{E_system, "criticality = -1", "criticality = -1"},
	{E_system, "criticality <> 1 AND criticality == 2", "criticality != 1 and criticality = 2"},
	{E_system, "name = 'Say \"hi\"'", "name = \"Say \"\"hi\"\"\""},
	{E_system, "name = 'it''s'", "name = \"it's\""},
	{E_system, "phase = in_use", "phase = in_use"},
	{E_system, "phase = \"In use\"", "phase = in_use"},
	{E_system, "phase in (in_use, phase_out)", "phase in (in_use, phase_out)"},
	{E_system, "phase not in (in_use)", "phase not in (in_use)"},
	{E_system, "not phase in (in_use)", "phase not in (in_use)"},
	{E_system, "phase > pilot", "phase > pilot"},
	{E_system, "in_use_from < today - 12m", "in_use_from < today - 12m"},
	{E_system, "in_use_from<today-12m", "in_use_from < today - 12m"},
	{E_system, "in_use_from < today + 2 years", "in_use_from < today + 2y"},
	{E_system, "in_use_from = 2027-03-31", "in_use_from = 2027-03-31"},
	{E_system, "in_use_from = \"2027-03-31\"", "in_use_from = 2027-03-31"},
	{E_system, "retired_on + 30d < today", "retired_on + 30d < today"},
	{E_system, "retired_on < in_use_from", "retired_on < in_use_from"},
	{E_system, "created >= 2026-01-01", "created >= 2026-01-01"},
	{E_system, "created >= 2026-01-01T10:00:00Z", "created >= 2026-01-01T10:00:00.000000Z"},
	{E_system, "changed < in_use_from", "changed < in_use_from"},
	{E_system, "revision > 3", "revision > 3"},
	{E_system, "created_by = import", "created_by = \"import\""},
	{E_system, "code = 'SYS-0001'", "code = \"SYS-0001\""},
	{E_system, "unit = \"Socialförvaltningen\"", "unit = \"Socialförvaltningen\""},
	{E_system, "unit = UNI-0001", "unit = \"UNI-0001\""},
	{E_system, "supplier.country = 'Sverige'", "supplier.country = \"Sverige\""},
	{E_system, "unit.parent.name contains 'x'", "unit.parent.name contains \"x\""},
	{E_system, "unit contains 'x'", "unit.name contains \"x\""},
	{E_system, "unit matches '^Soc'", "unit.name matches \"^Soc\""},
	{E_system, "supplier = maintained_by", "supplier = maintained_by"},
	{E_system, "aliases contains 'PC'", "aliases contains \"PC\""},
	{E_system, "aliases not contains 'PC'", "aliases not contains \"PC\""},
	{E_person, "access contains steward", "access contains steward"},
	{E_contract, "option_months contains 12", "option_months contains 12"},
	{E_contract, "index_percent >= 5%", "index_percent >= 5"},
	{E_contract, "yearly_cost > 1250000.50", "yearly_cost > 1250000.50"},
	{E_decision, "about contains SYS-0001", "about contains \"SYS-0001\""},
	{E_capacity, "quarter >= 2027-Q1", "quarter >= 2027-Q1"},
	{E_system, "essential is unknown", "essential is unknown"},
	{E_system, "essential is not unknown", "essential is not unknown"},
	{E_system, "essential = unknown", "essential = unknown"},
	{E_system, "unit is set", "unit is set"},
	{E_system, "unit is not set", "unit is unset"},
	{E_system, "unit is not unset", "unit is set"},
	{E_system, "handled_elsewhere", "handled_elsewhere = yes"},
	{E_system, "not handled_elsewhere", "not handled_elsewhere = yes"},
	{E_system, "criticality = 1 or criticality = 2 and criticality = 3",
	 "criticality = 1 or criticality = 2 and criticality = 3"},
	{E_system, "(criticality = 1 or criticality = 2) and criticality = 3",
	 "(criticality = 1 or criticality = 2) and criticality = 3"},
	{E_system, "((criticality = 1)) and ((criticality = 2) and criticality = 3)",
	 "criticality = 1 and (criticality = 2 and criticality = 3)"},
	{E_system, "not (criticality = 1 and criticality = 2)", "not (criticality = 1 and criticality = 2)"},
	{E_system, "not not criticality = 1", "not not criticality = 1"},
	{E_system, "count(component) > 0", "count(component) > 0"},
	{E_system, "0 < count(component where support_ends < today)", "count(component where support_ends < today) > 0"},
	{E_system, "count(component where version is unset or layer is unset) = count(licence)",
	 "count(component where version is unset or layer is unset) = count(licence)"},
	{E_system, "exists(licence where end < today)", "exists(licence where end < today) = yes"},
	{E_system, "not exists(licence)", "not exists(licence) = yes"},
	{E_system, "sum(cost.amount where year = 2026) > 100000", "sum(cost.amount where year = 2026) > 100000.00"},
	{E_system, "min(component.support_ends) < today", "min(component.support_ends) < today"},
	{E_system, "max(cost.amount) > replacement_value", "max(cost.amount) > replacement_value"},
	{E_system, "count(system via parent) > 1", "count(system via parent) > 1"},
	{E_product, "exists(release where exists(component via release where system.criticality = 4))",
	 "exists(release where exists(component via release where system.criticality = 4) = yes) = yes"},
	{E_system, "criticality = 1\n\tor\r\n\xc2\xa0" "criticality = 2", "criticality = 1 or criticality = 2"},
	{E_system, "användare = 1 och inte unit är satt eller namn innehåller 'x'",
	 "users = 1 and not unit is set or name contains \"x\""},
	{E_system, "besluta_senast < idag och fas = 'i drift'", "decide_by < today and phase = in_use"},
	{E_system, "in_use_from < i dag + 3 månader", "in_use_from < today + 3m"},
	{E_system, "in_use_from < idag-1å", "in_use_from < today - 1y"},
	{E_system, "phase i (in_use)", "phase in (in_use)"},
	{E_system, "unit är inte satt", "unit is unset"},
	{E_system, "finns(component där version är tom)", "exists(component where version is unset) = yes"},
	{E_system, "antal(component) > 1 och summa(cost.amount) > 1", "count(component) > 1 and sum(cost.amount) > 1.00"},
};

static const struct {
	uint8_t entity;
	const char *text;
	size_t place; /* byte */
	const char *error;
} invalid[] = {
	{E_system, "", 0, "column 1: the condition is empty"},
	{E_system, "   ", 3, "column 4: the condition is empty"},
	{E_system, "critcality >= 3", 0, "column 1: \"critcality\" is no field of system; did you mean criticality?"},
	{E_system, "criticality >=", 14, "column 15: a field or a value is missing here"},
	{E_system, "criticality", 11,
	 "column 12: what criticality is compared with is missing here, such as = or is set"},
	{E_system, "criticality >= three", 15, "column 16: \"three\" is no field of system and no number"},
	{E_system, "criticality >= 3,5", 16,
	 "column 17: a comma stands only between the values of in (…); decimals have a point, such as 3.5"},
	{E_system, "criticality >= 3x", 15,
	 "column 16: \"3x\" is not a whole number; write digits only, such as 1200"},
	{E_system, "criticality >= 3 and", 20, "column 21: a field or a value is missing here"},
	{E_system, "criticality >= 3 criticality = 2", 17,
	 "column 18: the condition goes on here without \"and\" or \"or\""},
	{E_system, "(criticality >= 3", 17, "column 18: ) is missing here"},
	{E_system, "criticality >= 3)", 16, "column 17: there is no ( for this )"},
	{E_system, "name = \"open", 7, "column 8: the text that begins here has no closing quote"},
	{E_system, "name = open", 7, "column 8: \"open\" is no field of system; a text stands in quotes"},
	{E_system, "name = unit", 7, "column 8: name (text) cannot be compared with unit (reference: unit)"},
	{E_system, "name > 3", 7, "column 8: this is compared with a text; a text stands in quotes"},
	{E_system, "name # 3", 5, "column 6: \"#\" is no sign of a condition; texts stand in quotes"},
	{E_system, "phase = active", 8,
	 "column 9: \"active\" is none of: idea, procurement, introduction, pilot, in_use, phase_out, retired"},
	{E_system, "phase contains in_use", 6, "column 7: phase is a choice: only texts and lists hold something"},
	{E_system, "phase in (in_use, activ)", 18,
	 "column 19: \"activ\" is none of: idea, procurement, introduction, pilot, in_use, phase_out, retired"},
	{E_system, "phase in in_use", 9, "column 10: ( is missing here"},
	{E_system, "phase in ()", 10, "column 11: a field or a value is missing here"},
	{E_system, "unit > 'x'", 5, "column 6: unit has no order; compare it with = or !="},
	{E_system, "unit = criticality", 7,
	 "column 8: unit (reference: unit) cannot be compared with criticality (number)"},
	{E_system, "unit = supplier", 7,
	 "column 8: unit (reference: unit) cannot be compared with supplier (reference: supplier)"},
	{E_system, "in_use_from = 2026-02-30", 14, "column 15: \"2026-02-30\" is not a day; February 2026 has 28"},
	{E_system, "in_use_from = 3", 14, "column 15: \"3\" is not a day; write year-month-day, such as 2027-03-31"},
	{E_system, "in_use_from > 01/02/2026", 16,
	 "column 17: \"/\" is no sign of a condition; texts stand in quotes"},
	{E_system, "in_use_from > today + 3", 22, "column 23: write how far the day is moved as 30d, 6w, 12m or 2y"},
	{E_system, "in_use_from > today + 3q", 22, "column 23: write how far the day is moved as 30d, 6w, 12m or 2y"},
	{E_system, "criticality > today", 14, "column 15: a day cannot be compared with a number"},
	{E_system, "criticality + 3m > today", 0,
	 "column 1: criticality is no date: it cannot be moved by days or months"},
	{E_system, "aliases = 'x'", 8, "column 9: aliases holds several values; ask with contains"},
	{E_system, "access contains steward", 0, "column 1: \"access\" is no field of system; did you mean address?"},
	{E_system, "essential is maybe", 13, "column 14: write is set, is unset, is not set or is unknown"},
	{E_system, "phase is unknown", 9, "column 10: phase is no answer that can be unknown; use is unset"},
	{E_system, "name matches \"((\"", 13,
	 "column 14: the pattern is wrong at its byte 3: missing closing parenthesis"},
	{E_system, "name matches 3", 13, "column 14: this is compared with a text; a text stands in quotes"},
	{E_system, "criticality matches '3'", 12,
	 "column 13: criticality is a number: only texts and lists hold something"},
	{E_system, "supplier.contry = 'x'", 9, "column 10: \"contry\" is no field of supplier; did you mean country?"},
	{E_system, "name.x = 'x'", 5,
	 "column 6: name is no reference to one entity: nothing of it can be asked for with a point"},
	{E_system, "unit.parent.parent.parent.parent.parent.name = 'x'", 40, "column 41: a path has at most 6 steps"},
	{E_system, "count(componnt) > 0", 6, "column 7: \"componnt\" is no kind of record; did you mean component?"},
	{E_system, "count(person) > 0", 6, "column 7: person has no indexed reference to system"},
	{E_system, "count(system) > 0", 6,
	 "column 7: system refers to system in several ways; say via and one of: parent, replaced_by"},
	{E_system, "count(component where critcality = 1) > 0", 22,
	 "column 23: \"critcality\" is no field of component; forvalta schema component lists them"},
	{E_system, "count(component via product) > 0", 20,
	 "column 21: the name of an indexed field of component that refers to system is missing here"},
	{E_system, "count(component.version) > 0", 15, "column 16: count takes a kind of record, without a field"},
	{E_system, "sum(cost) > 0", 4, "column 5: sum takes a field, such as cost.amount"},
	{E_system, "sum(cost.kind) > 0", 9, "column 10: sum cannot be made of kind, a choice"},
	{E_system, "max(cost.kind) > 0", 9, "column 10: max cannot be made of kind, a choice"},
	{E_system, "sum(component.system) > 0", 14, "column 15: sum cannot be made of system, a reference"},
	{E_system, "count(component) > 'x'", 19,
	 "column 20: \"x\" is not a whole number; write digits only, such as 1200"},
	{E_system, "count(component)", 16,
	 "column 17: what count is compared with is missing here, such as = or is set"},
	{E_system, "count(component > 0", 16, "column 17: ) is missing here"},
	{E_system, "count() > 0", 6, "column 7: the name of a kind of record is missing here"},
	{E_system, "exists(licence) > 3", 16, "column 17: exists has no order; compare it with = or !="},
	{E_system, "not", 3, "column 4: a field or a value is missing here"},
	{E_system, "and", 0, "column 1: \"and\" is no field of system; forvalta schema system lists them"},
	{E_system, "name not = 'x'", 9, "column 10: in, contains or matches is missing after not"},
	{E_system, "essential", 9, "column 10: what essential is compared with is missing here, such as = or is set"},
	{E_system, "essential > yes", 10, "column 11: essential has no order; compare it with = or !="},
	{E_system, "criticality = ''", 14, "column 15: the value is empty; use is unset"},
	{E_system, "unit = ''", 7, "column 8: the value is empty; use is unset"},
	{E_system, "å = ä", 0, "column 1: \"å\" is no field of system; forvalta schema system lists them"},
	{E_system, "3 = 4", 0, "column 1: the name of a field is missing here"},
	{E_system, "today", 0, "column 1: the name of a field is missing here"},
	{E_system, "lcc > 5 kr", 8, "column 9: the condition goes on here without \"and\" or \"or\""},
	{E_system, "desicion_state = passed", 0,
	 "column 1: \"desicion_state\" is no field of system; did you mean decide_state?"},
	{E_system, "decide_byy < today", 0, "column 1: \"decide_byy\" is no field of system; did you mean decide_by?"},
	{E_system, "criticality = -", 15, "column 16: a number is missing after the minus sign"},
	{E_system, "criticality = 99999999999999999999", 14,
	 "column 15: \"99999999999999999999\" is too large a number"},
	{E_system, "created = 2026-01-01T99:00:00Z", 10,
	 "column 11: \"2026-01-01T99:00:00Z\" is not a moment; write it in UTC as 2026-11-22T01:10:00Z"},
	{E_system, "name = name.name", 7, "column 8: \"name.name\" is no field of system; a text stands in quotes"},
	{E_system, "revision in (1,2,)", 17, "column 18: a field or a value is missing here"},
	{E_system, "quarter = 3", 0, "column 1: \"quarter\" is no field of system; forvalta schema system lists them"},
	{E_system, "index_percent > 5 %", 0,
	 "column 1: \"index_percent\" is no field of system; forvalta schema system lists them"},
	{E_contract, "option_months contains 12.5", 23,
	 "column 24: \"12.5\" is not a whole number; write digits only, such as 1200"},
	{E_capacity, "quarter >= 2027-Q5", 11,
	 "column 12: \"2027-Q5\" is not a quarter; write year-Q1 to year-Q4, such as 2027-Q1"},
	{E_system, "created + 3m < today", 0, "column 1: created is no date: it cannot be moved by days or months"},
	{E_system, "leverantör is set och åäö = 1", 23,
	 "column 23: \"åäö\" is no field of system; forvalta schema system lists them"},
	{E_system, "name = \"\x01\"", 8, "column 9: the condition holds the control character U+0001 here"},
	{E_system, "name = \"\xff\"", 8, "column 9: the condition is not UTF-8 here"},
	{E_system, "name = \"å\xe2\x80\xae\"", 10, "column 10: the condition holds the control character U+202E here"},
};

static char *canonical(const struct entity *entity, const char *text, struct error *error)
{
	struct text out = {0};
	struct expression *expression = expression_parse(entity, slice_of(text), NULL, error);
	if (expression == NULL)
		return NULL;
	expression_append(&out, expression);
	expression_free(&expression);
	return text_take(&out);
}

static void test_valid(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(valid); i++) {
		struct error error = {0};
		char *once = canonical(schema_entity(valid[i].entity), valid[i].text, &error);
		if (once == NULL)
			fail_msg("%s\n%s", valid[i].text, error.text);
		assert_string_equal(once, valid[i].canonical);
		char *twice = canonical(schema_entity(valid[i].entity), once, &error);
		if (twice == NULL)
			fail_msg("%s\n%s", once, error.text);
		assert_string_equal(twice, once);
		free(once);
		free(twice);
	}
}

static void test_invalid(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(invalid); i++) {
		struct error error = {0};
		size_t place = SIZE_MAX;
		struct expression *expression =
			expression_parse(schema_entity(invalid[i].entity), slice_of(invalid[i].text), &place, &error);
		if (expression != NULL)
			fail_msg("accepted: %s", invalid[i].text);
		assert_string_equal(error.text, invalid[i].error);
		if (place != invalid[i].place)
			fail_msg("%s: byte %zu, not %zu", invalid[i].text, place, invalid[i].place);
	}
}

static bool is_accepted(const char *before, const char *repeated, size_t times, const char *after)
{
	struct text text = {0};
	struct error error = {0};
	text_append_text(&text, before);
	for (size_t i = 0; i < times; i++)
		text_append_text(&text, repeated);
	text_append_text(&text, after);
	struct expression *expression = expression_parse(schema_entity(E_system), text_slice(&text), NULL, &error);
	bool accepted = expression != NULL;
	assert_true(accepted == (error.text[0] == '\0'));
	expression_free(&expression);
	text_free(&text);
	return accepted;
}

static void test_limits(void **state)
{
	(void)state;
	static const struct {
		const char *before, *repeated;
		size_t most; /* so many are accepted, one more is not */
		const char *after;
	} cases[] = {
		{"", "not ", 99, "criticality = 1"},
		{"", "(", 0, "criticality = 1"},
		{"name = \"", "x", EXPRESSION_SIZE_MAX - 9, "\""},
		{"name matches \"", "x", 1000, "\""},
		{"criticality in (1", ",1", 1999, ")"},
		{"criticality = 1", " or criticality = 1", 430, ""},
		{"", "exists(system via parent where ", 4, "criticality = 1))))"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(is_accepted(cases[i].before, cases[i].repeated, cases[i].most, cases[i].after));
		assert_false(is_accepted(cases[i].before, cases[i].repeated, cases[i].most + 1, cases[i].after));
	}
	assert_true(is_accepted("((((((((((((((((((((", "", 0, "criticality = 1))))))))))))))))))))"));
}

static void test_without_words(void **state)
{
	(void)state;
	assert_null(expression_parse(schema_entity(E_system), SLICE("nonsense"), NULL, NULL));
	struct expression *none = NULL;
	expression_free(&none);
}

static void note_field(void *context, const struct entity *entity, const struct field *field)
{
	text_printf(context, "%s.%s ", entity->name, field->name);
}

static void test_fields(void **state)
{
	(void)state;
	struct text fields = {0};
	struct expression *expression = expression_parse(
		schema_entity(E_system),
		SLICE("unit.parent = 'x' and (exists(component where support_ends < today) or name = code) and sum(cost.amount) > 1"),
		NULL, NULL);
	expression_fields(expression, note_field, &fields);
	assert_string_equal(
		fields.data,
		"system.unit unit.parent component.system component.support_ends system.name system.code cost.system cost.amount ");
	expression_free(&expression);
	text_free(&fields);
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("en");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),         cmocka_unit_test(test_invalid), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_without_words), cmocka_unit_test(test_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
