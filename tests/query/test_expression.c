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
	{E_system, "a = 1", NULL},
	{E_system, "criticality = 1 or criticality = 2 and criticality = 3", "criticality = 1 or criticality = 2 and criticality = 3"},
	{E_system, "(criticality = 1 or criticality = 2) and criticality = 3", "(criticality = 1 or criticality = 2) and criticality = 3"},
	{E_system, "((criticality = 1)) and ((criticality = 2) and criticality = 3)", "criticality = 1 and (criticality = 2 and criticality = 3)"},
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
	{E_system, "criticality = 1 och inte unit är satt eller namn innehåller 'x'", NULL},
	{E_system, "criticality = 1 och inte unit är satt eller name innehåller 'x'", "criticality = 1 and not unit is set or name contains \"x\""},
	{E_system, "in_use_from < i dag + 3 månader", "in_use_from < today + 3m"},
	{E_system, "in_use_from < idag-1å", "in_use_from < today - 1y"},
	{E_system, "phase i (in_use)", "phase in (in_use)"},
	{E_system, "unit är inte satt", "unit is unset"},
	{E_system, "finns(component där version är tom)", "exists(component where version is unset) = yes"},
	{E_system, "antal(component) > 1 och summa(cost.amount) > 1", "count(component) > 1 and sum(cost.amount) > 1.00"},
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
		if (valid[i].canonical == NULL)
			continue;
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
