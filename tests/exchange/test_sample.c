/* The sample municipality, read by the program's own reader and schema: every header is a field, every value is
 * accepted and written back as it stands, every reference is the code of a record in the files. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/csv.h"
#include "model/code.h"

#define SAMPLE SOURCE_DIR "/conf/sample"

struct sample {
	uint32_t last[ENTITY_LIMIT]; /* ids are 1 … that; the person 1 is whoever made the register */
	size_t files, values;
	struct text faults;
};

static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	const struct sample *sample = context;
	bool there = code_parse_default(text, ref) && ref->id >= 1 && ref->id <= sample->last[ref->entity];
	if (!there || (target != 0 && ref->entity != target))
		return error_set(error, ERROR_INPUT, "no such record: %.*s", (int)text.size, text.data);
	return true;
}

static void write_code(void *context, struct ref ref, struct text *out)
{
	(void)context;
	code_append_default(out, ref.entity, ref.id);
}

static void fault(struct sample *sample, const struct csv *csv, const struct csv_row *row, const char *words)
{
	text_printf(&sample->faults, "%s:%zu: %s\n", input_name(csv_input(csv)), row->line, words);
}

static void read_value(struct sample *sample, const struct csv *csv, const struct csv_row *row,
                       const struct field *field, struct slice text)
{
	struct value_reader reader = {.resolve = resolve, .context = sample};
	struct value_writer writer = {.code = write_code};
	struct text scratch = {0}, written = {0};
	struct error error = {0};
	struct value value;
	if (!value_parse(field, text, &reader, &scratch, &value, &error)) {
		fault(sample, csv, row, error.text);
	} else {
		value_append(&written, field, &value, &writer);
		if (!slice_equal(text_slice(&written), text))
			fault(sample, csv, row, field->name);
	}
	sample->values++;
	text_free(&scratch);
	text_free(&written);
}

static void read_row(struct sample *sample, const struct csv *csv, const struct csv_row *row,
                     const struct entity *entity, uint32_t id)
{
	struct text code = {0};
	code_append_default(&code, entity->number, id);
	if (!slice_equal(row->fields[0].text, text_slice(&code)))
		fault(sample, csv, row, "not the code the program would give");
	text_free(&code);
	for (size_t i = 1; i < row->count; i++) {
		const struct field *field = schema_find_field(entity, csv_column(csv, i));
		if (field == NULL || field->internal || !slice_equal_text(csv_column(csv, i), field->name))
			fault(sample, csv, row, "a column that is no field");
		else if (csv_field_is_set(&row->fields[i]))
			read_value(sample, csv, row, field, row->fields[i].text);
		else if (field->required)
			fault(sample, csv, row, "a required field is not set");
	}
}

static uint32_t read_file(struct sample *sample, const struct entity *entity, bool values)
{
	struct text path = {0};
	struct error error = {0};
	struct csv_row row;
	uint32_t id = entity->number == E_person ? 1 : 0;
	text_printf(&path, SAMPLE "/%s.csv", entity->name);
	struct input *input = input_open(path.data, ENCODING_UTF8, &error);
	struct csv *csv = input != NULL ? csv_new(input, NULL, &error) : NULL;
	for (enum csv_outcome outcome; csv != NULL && (outcome = csv_next(csv, &row, &error)) != CSV_END;) {
		id++;
		if (outcome != CSV_ROW)
			fault(sample, csv, &row, error.text);
		else if (values)
			read_row(sample, csv, &row, entity, id);
		if (outcome == CSV_FAILED)
			break;
	}
	sample->files += csv != NULL;
	csv_free(&csv);
	input_free(&input);
	text_free(&path);
	return id;
}

static size_t csv_files(void)
{
	size_t count = 0;
	DIR *directory = opendir(SAMPLE);
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		size_t size = strlen(entry->d_name);
		count += size > 4 && strcmp(entry->d_name + size - 4, ".csv") == 0;
	}
	closedir(directory);
	return count;
}

static void every_value_is_read(void **state)
{
	struct sample sample = {0};
	const struct entity *entity;
	(void)state;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		sample.last[entity->number] = read_file(&sample, entity, false);
	assert_int_equal(sample.files, csv_files());
	assert_true(sample.files > 50);
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		read_file(&sample, entity, true);
	text_append_char(&sample.faults, '\0');
	assert_string_equal(sample.faults.data, "");
	assert_true(sample.values > 50000);
	text_free(&sample.faults);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
