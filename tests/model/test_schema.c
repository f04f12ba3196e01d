/* The tables themselves are without fault, and every row is found by its number, its name and its labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/schema.h"

static void test_tables_are_without_fault(void **state)
{
	(void)state;
	struct text faults = {0};
	schema_check(&faults);
	assert_string_equal(faults.data == NULL ? "" : faults.data, "");
	text_free(&faults);
}

static void test_entities_are_found(void **state)
{
	(void)state;
	const struct entity *entity;
	size_t count = 0;
	for (; (entity = schema_entity_at(count)) != NULL; count++) {
		assert_true(entity->number > 0 && entity->number < ENTITY_LIMIT);
		assert_ptr_equal(schema_entity(entity->number), entity);
		assert_ptr_equal(schema_find_entity(slice_of(entity->name)), entity);
		assert_ptr_equal(schema_find_prefix(slice_of(entity->prefix)), entity);
		assert_int_equal(strlen(entity->prefix), 3);
	}
	assert_true(count >= 59);
	assert_null(schema_entity(0));
	assert_null(schema_entity(ENTITY_LIMIT));
	assert_null(schema_entity(255));
	assert_null(schema_entity_at(1000));
}

static void check_field(const struct entity *entity, const struct field *field)
{
	assert_ptr_equal(schema_field(entity, field->number), field);
	assert_ptr_equal(schema_find_field(entity, slice_of(field->name)), field);
	assert_int_equal(entity->slot_widths[(field->number - 1) / 8][1 << (field->number - 1) % 8], schema_slot_width(field));
	assert_true(schema_slot_width(field) >= 1 && schema_slot_width(field) <= 8);
	assert_string_not_equal(schema_type_name(field->type), "");
	assert_ptr_equal(field->parent ? schema_field(entity, entity->parent_field) : field, field);
}

static void test_fields_are_found(void **state)
{
	(void)state;
	const struct entity *entity;
	for (size_t e = 0; (entity = schema_entity_at(e)) != NULL; e++) {
		size_t width = 0;
		for (unsigned i = 0; i < entity->field_count; i++) {
			check_field(entity, &entity->fields[i]);
			width += schema_slot_width(&entity->fields[i]);
			if (i % 8 == 7 || i + 1 == entity->field_count) {
				assert_int_equal(entity->slot_widths[i / 8][255], width);
				width = 0;
			}
		}
		assert_true(entity->field_count < 200); /* figures are numbered from there */
		for (uint8_t number = F_revision; number <= F_changed_by; number++)
			assert_ptr_equal(schema_find_field(entity, slice_of(schema_field(entity, number)->name)),
			                 schema_field(entity, number));
		assert_null(schema_field(entity, 0));
		assert_null(schema_field(entity, (uint8_t)(entity->field_count + 1)));
		assert_null(schema_field(entity, F_revision - 1));
		assert_null(schema_field(entity, F_changed_by + 1));
	}
}

static void test_choices_are_found(void **state)
{
	(void)state;
	for (uint8_t s = 1; s < CHOICE_SETS; s++) {
		const struct choice_set *set = schema_choices(s);
		for (size_t i = 0; i < set->count; i++) {
			assert_ptr_equal(schema_choice(set, set->choices[i].number), &set->choices[i]);
			assert_ptr_equal(schema_find_choice(set, slice_of(set->choices[i].name)), &set->choices[i]);
			assert_ptr_equal(schema_find_choice(set, slice_of(set->choices[i].label)), &set->choices[i]);
			assert_ptr_equal(schema_find_choice(set, slice_of(lang_translate("sv", set->choices[i].label))), &set->choices[i]);
		}
		assert_null(schema_choice(set, 0));
	}
	assert_int_equal(schema_choices(0)->count, 0);
	assert_int_equal(schema_choices(255)->count, 0);
}

/* Case, and the difference between space, hyphen and underscore, do not count. */
static void test_ways_of_writing(void **state)
{
	(void)state;
	const struct entity *system = schema_entity(E_system);
	static const char *const planned[] = {"planned_retirement", "Planned retirement", "PLANNED-RETIREMENT",
	                                      " planned_retirement ", "planned-Retirement"};
	for (size_t i = 0; i < COUNT_OF(planned); i++) {
		const struct field *field = schema_find_field(system, slice_of(planned[i]));
		assert_non_null(field);
		assert_int_equal(field->number, F_system_planned_retirement);
	}
	assert_ptr_equal(schema_find_entity(SLICE("Systems")), system);
	assert_ptr_equal(schema_find_entity(SLICE("SYSTEM")), system);
	assert_ptr_equal(schema_find_entity(SLICE("leverantör")), schema_entity(E_supplier));
	assert_ptr_equal(schema_find_prefix(SLICE("sys")), system);
	assert_null(schema_find_field(system, SLICE("")));
	assert_null(schema_find_field(system, SLICE("planned_retiremen")));
	assert_null(schema_find_entity(SLICE("nothing")));
	assert_null(schema_find_prefix(SLICE("SY")));
	assert_true(schema_is_label(SLICE("planned-retirement"), "Planned retirement"));
	assert_false(schema_is_label(SLICE("planned"), "Planned retirement"));
}

static void test_misspelt_names(void **state)
{
	(void)state;
	static const struct {
		const char *name, *nearest;
	} fields[] =
		{
			{"critcality", "criticality"},
			{"nmae", "name"},
			{"suplier", "supplier"},
			{"changd", "changed"},
			{"planned_retirment", "planned_retirement"},
			{"xyzzyxyzzy", NULL},
			{"q", NULL},
		},
			entities[] = {{"sytem", "system"}, {"componnt", "component"}, {"kontract", "contract"}, {"nothingness", NULL}};
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		const char *nearest = schema_nearest_field(schema_entity(E_system), slice_of(fields[i].name));
		assert_string_equal(nearest == NULL ? "" : nearest, fields[i].nearest == NULL ? "" : fields[i].nearest);
	}
	for (size_t i = 0; i < COUNT_OF(entities); i++) {
		const char *nearest = schema_nearest_entity(slice_of(entities[i].name));
		assert_string_equal(nearest == NULL ? "" : nearest, entities[i].nearest == NULL ? "" : entities[i].nearest);
	}
	char longer[300];
	memset(longer, 'x', sizeof longer);
	assert_null(schema_nearest_field(schema_entity(E_system), (struct slice){longer, sizeof longer}));
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("en");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables_are_without_fault), cmocka_unit_test(test_entities_are_found),
		cmocka_unit_test(test_fields_are_found),         cmocka_unit_test(test_choices_are_found),
		cmocka_unit_test(test_ways_of_writing),          cmocka_unit_test(test_misspelt_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
