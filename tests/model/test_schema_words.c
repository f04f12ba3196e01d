/* The words of the schema's rows in both languages: they fit, and each leads back to its own row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <string.h>

#include "base/lang.h"
#include "model/schema.h"

#define LABEL_COLUMNS 24

static const char *const languages[] = {"en", "sv"};

static unsigned faults;

static void fault(const char *language, const char *entity, const char *field, const char *what, const char *word)
{
	printf("%s: %s.%s %s: %s\n", language, entity, field, what, word);
	faults++;
}

static void check_label(const char *language, const struct entity *entity, const struct field *field, const char *label)
{
	const char *word = lang_translate(language, label);
	if (text_width(slice_of(word)) > LABEL_COLUMNS)
		fault(language, entity->name, field->name, "has a label too wide for forms", word);
	if (schema_find_field(entity, slice_of(word)) != field)
		fault(language, entity->name, field->name, "is not found by its label", word);
}

/* Found beside its label too, unless that is another's label. */
static void check_other_names(const char *language, const struct entity *entity, const struct field *field)
{
	const struct entity *target = field->type == TYPE_REF ? schema_entity(field->target) : NULL;
	const char *also = field->also == NULL ? NULL : lang_translate(language, field->also);
	if (also != NULL && schema_find_field(entity, slice_of(also)) != field)
		fault(language, entity->name, field->name, "is not found by what it is called too", also);
	if (target == NULL || strcmp(target->name, field->name) != 0)
		return;
	const char *word = lang_translate(language, target->label);
	if (schema_find_field(entity, slice_of(word)) != field)
		fault(language, entity->name, field->name, "is not found by what it refers to", word);
}

static void check_help(const char *language, const char *entity, const char *field, const char *help)
{
	const char *words = lang_translate(language, help);
	if (words[strlen(words) - 1] != '.')
		fault(language, entity, field, "has help that is no sentence", words);
	if (strcmp(language, "en") != 0 && words == help)
		fault(language, entity, field, "has help without a translation", words);
}

static void check_entity(const char *language, const struct entity *entity)
{
	check_help(language, entity->name, "", entity->help);
	if (schema_find_entity(slice_of(lang_translate(language, entity->label))) != entity)
		fault(language, entity->name, "", "is not found by its label", lang_translate(language, entity->label));
	if ((entity->business == NULL) != (entity->businesses == NULL))
		fault(language, entity->name, "", "has one of the business words without the other", "");
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		check_label(language, entity, field, field->label);
		check_other_names(language, entity, field);
		check_help(language, entity->name, field->name, field->help);
	}
}

static void every_label_fits_and_finds_its_row(void **state)
{
	(void)state;
	const struct entity *entity;
	faults = 0;
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
		for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
			check_entity(languages[l], entity);
	assert_int_equal(faults, 0);
}

static void every_choice_is_found_by_its_label(void **state)
{
	(void)state;
	faults = 0;
	for (uint8_t s = 1; s < CHOICE_SETS; s++) {
		const struct choice_set *set = schema_choices(s);
		for (size_t c = 0; c < set->count; c++)
			for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
				const char *word = lang_translate(languages[l], set->choices[c].label);
				if (schema_find_choice(set, slice_of(word)) != &set->choices[c])
					fault(languages[l], set->name, set->choices[c].name, "is not found by its label", word);
			}
	}
	assert_int_equal(faults, 0);
}

static void the_tables_have_no_faults(void **state)
{
	(void)state;
	struct text found = {0};
	schema_check(&found);
	assert_string_equal(found.size == 0 ? "" : found.data, "");
	text_free(&found);
}

/* What the audit and the other modules take for granted of the rows. */
static void what_counts_says_what_it_gives(void **state)
{
	(void)state;
	const struct entity *entity;
	unsigned wanted = 0;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		for (unsigned f = 0; f < entity->field_count; f++) {
			const struct field *field = &entity->fields[f];
			wanted += field->wanted;
			assert_false(field->gives != NULL && !field->wanted);
			assert_false(field->wanted && field->internal);
			for (size_t p = 0; field->payload != NULL && field->payload[p] != 0; p++)
				assert_false(entity->fields[field->payload[p] - 1].type == TYPE_TEXT);
		}
	assert_true(wanted >= 30);
}

int main(void)
{
	lang_look_in(BUILD_DIR "/locale");
	lang_start("en");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_have_no_faults),
		cmocka_unit_test(every_label_fits_and_finds_its_row),
		cmocka_unit_test(every_choice_is_found_by_its_label),
		cmocka_unit_test(what_counts_says_what_it_gives),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
