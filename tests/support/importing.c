#include "support/importing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/lang.h"
#include "exchange/csv.h"
#include "query/list.h"
#include "register/verify.h"
#include "store/journal.h"
#include "support/scratch.h"

static void note_fault(void *context, const char *line)
{
	struct import_test *test = context;
	size_t directory = strlen(test->directory);
	bool here = strncmp(line, test->directory, directory) == 0;
	text_append_text(&test->faults, here ? line + directory + 1 : line);
	text_append_char(&test->faults, '\n');
}

void importing_open(struct import_test *test)
{
	*test = (struct import_test){.directory = scratch_new()};
	test_store_open(&test->store);
	test->options = (struct import_options){.fault = note_fault, .context = test};
}

void importing_close(struct import_test *test)
{
	test_store_close(&test->store);
	scratch_free(&test->directory);
	text_free(&test->faults);
	text_free(&test->out);
	text_free(&test->path);
}

char *importing_bytes(struct import_test *test, const char *name, const void *bytes, size_t size)
{
	text_clear(&test->path);
	text_printf(&test->path, "%s/%s", test->directory, name);
	FILE *file = fopen(test->path.data, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	return test->path.data;
}

char *importing_file(struct import_test *test, const char *name, const char *text)
{
	return importing_bytes(test, name, text, strlen(text));
}

const char *importing_read(struct import_test *test, const char *name)
{
	char piece[4096];
	size_t size;
	text_clear(&test->path);
	text_printf(&test->path, "%s/%s", test->directory, name);
	text_clear(&test->out);
	text_append_text(&test->out, "");
	FILE *file = fopen(test->path.data, "r");
	while (file != NULL && (size = fread(piece, 1, sizeof piece, file)) > 0)
		text_append_bytes(&test->out, piece, size);
	if (file != NULL)
		fclose(file);
	return test->out.data == NULL ? "" : test->out.data;
}

/* Paths are long and differ from run to run: the words are compared without the directory. */
static void drop_directory(const struct import_test *test, struct error *error)
{
	size_t size = strlen(test->directory) + 1;
	for (char *at; (at = strstr(error->text, test->directory)) != NULL;)
		memmove(at, at + size, strlen(at + size) + 1);
}

const char *importing_paths(struct import_test *test, char *const *paths, size_t count)
{
	error_clear(&test->error);
	text_clear(&test->faults);
	text_append_text(&test->faults, "");
	bool ok = import_files(&test->store.session, paths, count, &test->options, &test->result, &test->error);
	assert_int_equal(ok, *test->error.text == '\0');
	drop_directory(test, &test->error);
	return test->error.text;
}

const char *importing_run(struct import_test *test, ...)
{
	struct text paths[64] = {{0}};
	char *names[64];
	size_t count = 0;
	va_list rest;
	va_start(rest, test);
	for (const char *name; (name = va_arg(rest, const char *)) != NULL; count++) {
		text_printf(&paths[count], "%s/%s", test->directory, name);
		names[count] = paths[count].data;
	}
	va_end(rest);
	importing_paths(test, names, count);
	for (size_t i = 0; i < count; i++)
		text_free(&paths[i]);
	return test->error.text;
}

const char *importing_text(struct import_test *test, const char *name, const char *text)
{
	importing_file(test, name, text);
	return importing_run(test, name, NULL);
}

static void append_all_columns(const struct entity *entity, struct text *columns)
{
	for (unsigned i = 0; i < entity->field_count; i++)
		if (!entity->fields[i].internal)
			text_printf(columns, "%s%s", columns->size == 0 ? "" : ",", entity->fields[i].name);
}

static void write_rows(struct rows *rows, const struct list_plan *plan, const struct value_writer *writer,
                       struct text *out)
{
	struct csv_writer csv = {.out = out};
	struct text cell = {0};
	struct record record;
	for (size_t c = 0; c < list_plan_columns(plan); c++) {
		text_clear(&cell);
		path_append(&cell, list_plan_column(plan, c));
		csv_write_field(&csv, text_slice(&cell));
	}
	csv_write_end(&csv);
	while (rows_next(rows, &record)) {
		for (size_t c = 0; c < list_plan_columns(plan); c++) {
			text_clear(&cell);
			rows_append_cell(rows, &record, c, writer, &cell);
			if (cell.size == 0)
				csv_write_unset(&csv);
			else
				csv_write_field(&csv, text_slice(&cell));
		}
		csv_write_end(&csv);
	}
	text_free(&cell);
}

const char *importing_list(struct import_test *test, const char *name, const char *columns)
{
	const struct entity *entity = schema_find_entity(slice_of(name));
	struct text all = {0};
	struct error error = {0};
	assert_non_null(entity);
	text_append_text(&all, columns);
	if (*columns == '\0')
		append_all_columns(entity, &all);
	const struct list_request request = {.columns = text_slice(&all)};
	struct list_plan *plan = list_plan_new(entity, &request, &error);
	struct view *view = view_open(test->store.store, &error);
	assert_string_equal(error.text, "");
	struct reading *reading = reading_new(view, &test->store.session);
	struct rows *rows = rows_new(plan, reading, &error);
	struct value_writer writer = view_writer(view, false);
	text_clear(&test->out);
	write_rows(rows, plan, &writer, &test->out);
	rows_free(&rows);
	reading_free(&reading);
	view_close(&view);
	list_plan_free(&plan);
	text_free(&all);
	return test->out.data;
}

uint64_t importing_sequence(struct import_test *test)
{
	struct view *view = view_open(test->store.store, NULL);
	uint64_t sequence = view_sequence(view);
	view_close(&view);
	return sequence;
}

static void print_fault(void *context, const char *line)
{
	(void)context;
	print_error("%s\n", line);
}

void importing_verify(struct import_test *test)
{
	struct verify_report report;
	struct view *view = view_open(test->store.store, NULL);
	register_verify(view, test->store.session.conf, print_fault, NULL, NULL, &report);
	view_close(&view);
	assert_int_equal(report.faults, 0);
}

int importing_setup(void **state)
{
	struct import_test *test = memory_new(sizeof *test);
	importing_open(test);
	lang_set("en");
	*state = test;
	return 0;
}

int importing_teardown(void **state)
{
	struct import_test *test = *state;
	importing_verify(test);
	importing_close(test);
	free(test);
	return 0;
}
