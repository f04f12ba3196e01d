/* The files of an import: opened as often as they are read, each time the same; their columns; their faults. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"

#define HELD_LIMIT ((size_t)1 << 30)

static enum input_encoding stated_encoding(const struct source *source)
{
	return source->plan == NULL ? source->encoding : source->plan->encoding;
}

static void note_guess(struct source *source, const struct input *input)
{
	source->guessed |= input_encoding_guessed(input) && input_encoding(input) == ENCODING_WINDOWS_1252;
}

/* What cannot be read twice is kept in memory, as UTF-8. */
static bool hold(struct source *source, struct input *input, struct error *error)
{
	struct slice piece;
	bool ok = true;
	while (ok && (ok = input_read(input, &piece, error)) && piece.size > 0) {
		text_append(&source->held, piece);
		if (source->held.size > HELD_LIMIT)
			ok = error_set(error, ERROR_INPUT, _("%s: more than 1 GiB; write it to a file and import that"), source->name);
	}
	if (ok)
		note_guess(source, input);
	if (ok && source->held.data == NULL)
		text_append_text(&source->held, "");
	source->is_held = ok;
	return ok;
}

static bool is_read_once(const struct source *source)
{
	struct stat about;
	if (strcmp(source->path, "-") == 0)
		return true;
	return stat(source->path, &about) == 0 &&
	       (S_ISFIFO(about.st_mode) || S_ISCHR(about.st_mode) || S_ISSOCK(about.st_mode));
}

static bool look_for_workbook(struct input *input, bool *is_workbook, struct error *error)
{
	struct slice bytes;
	bool ok = input_look(input, &bytes, error);
	*is_workbook = ok && workbook_begins(bytes);
	return ok;
}

/* Read once, whole: what comes after it reads the rows as text. */
static bool take_workbook(struct source *source, struct input *input, struct error *error)
{
	struct text bytes = {0};
	struct workbook *workbook = memory_new(sizeof *workbook);
	bool ok = input_read_raw(input, WORKBOOK_SIZE_MAX, &bytes, error) &&
	          workbook_read(workbook, text_slice(&bytes), source->name, source->sheet, error);
	text_free(&bytes);
	if (ok)
		source->workbook = workbook;
	else
		free(workbook);
	return ok;
}

bool import_take_source(struct source *source, const char *path, struct error *error)
{
	source->path = path;
	source->name = strcmp(path, "-") == 0 ? _("standard input") : path;
	bool once = is_read_once(source), is_workbook = false;
	if (!once && !source->tables)
		return true;
	struct input *input = input_open(path, stated_encoding(source), error);
	bool ok = input != NULL && (!source->tables || look_for_workbook(input, &is_workbook, error));
	if (ok && is_workbook)
		ok = take_workbook(source, input, error);
	else if (ok && once)
		ok = hold(source, input, error);
	input_free(&input);
	return ok;
}

void import_notice(const struct import *import, const char *format, ...)
{
	struct text line = {0};
	va_list arguments;
	if (import->options->notice == NULL)
		return;
	va_start(arguments, format);
	text_vprintf(&line, format, arguments);
	va_end(arguments);
	import->options->notice(import->options->context, line.data);
	text_free(&line);
}

static void note_missing(void *context, const char *header)
{
	struct text *missing = context;
	text_printf(missing, "%s\"%s\"", missing->size == 0 ? "" : ", ", header);
}

/* What is no CSV becomes CSV, once. */
static bool make_table(struct import *import, struct source *source, struct error *error)
{
	const struct import_plan *plan = source->plan;
	struct text missing = {0};
	const struct foreign_notices notices = {note_missing, &missing};
	struct foreign foreign;
	if (plan == NULL || plan->format == FORMAT_CSV)
		return true;
	struct input *input = import_open_source(source, error);
	bool ok = input != NULL && foreign_read(&foreign, input, plan, &notices, error);
	if (ok)
		note_guess(source, input);
	if (input != NULL && !ok)
		foreign_free(&foreign);
	input_free(&input);
	if (ok && missing.size > 0)
		import_notice(import, _("%s: nothing in it has %s, which the mapping names"), source->name, missing.data);
	text_free(&missing);
	if (!ok)
		return false;
	text_free(&source->held);
	source->held = foreign.csv;
	source->lines = foreign.lines;
	source->line_count = foreign.line_count;
	source->is_held = true;
	return true;
}

bool import_open_sources(struct import *import, char *const *files, size_t count, struct error *error)
{
	import->sources = memory_new_array(count, sizeof *import->sources);
	import->source_count = count;
	for (size_t i = 0; i < count; i++) {
		struct source *source = &import->sources[i];
		source->plan = import->options->plan;
		source->tables = source->plan == NULL || source->plan->format == FORMAT_CSV;
		source->sheet = import->options->sheet;
		if (!import_take_source(source, files[i], error) || !make_table(import, source, error))
			return false;
	}
	return true;
}

void import_close_sources(struct import *import)
{
	for (size_t i = 0; i < import->source_count; i++) {
		text_free(&import->sources[i].held);
		if (import->sources[i].workbook != NULL)
			workbook_free(import->sources[i].workbook);
		free(import->sources[i].workbook);
		free(import->sources[i].lines);
		plan_free(&import->sources[i].own);
	}
	free(import->sources);
}

bool import_source_changed(const struct source *source, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("%s was changed while it was read; run the import again"), source->name);
}

/* The readings must agree: the file is to be the same each time. */
static bool is_same_file(struct source *source, struct error *error)
{
	struct stat about;
	if (stat(source->path, &about) != 0)
		return true; /* the words come when it is opened */
	const struct timespec changed = about.st_mtim;
	bool same = source->size == about.st_size && source->changed.tv_sec == changed.tv_sec &&
	            source->changed.tv_nsec == changed.tv_nsec;
	if (source->opened && !same)
		return import_source_changed(source, error);
	source->opened = true;
	source->size = about.st_size;
	source->changed = changed;
	return true;
}

static struct input *open_workbook(const struct source *source)
{
	struct text name = {0};
	text_printf(&name, "%s:%s", source->name, source->workbook->sheet);
	struct input *input = input_open_bytes(name.data, text_slice(&source->workbook->csv), ENCODING_UTF8);
	text_free(&name);
	return input;
}

struct input *import_open_source(struct source *source, struct error *error)
{
	if (source->workbook != NULL)
		return open_workbook(source);
	if (source->is_held)
		return input_open_bytes(source->name, text_slice(&source->held), ENCODING_UTF8);
	return is_same_file(source, error) ? input_open(source->path, stated_encoding(source), error) : NULL;
}

uint32_t import_line(const struct import *import, uint32_t file, uint32_t row)
{
	const struct source *source = &import->sources[file];
	return source->lines == NULL ? row : foreign_line_of(source->lines, source->line_count, row);
}

void import_fault(struct import *import, struct place_of_fault at, const char *field, struct slice value,
                  const char *reason)
{
	struct text shown = {0};
	if (import->sources[at.file].lines != NULL) {
		at.line = import_line(import, at.file, at.row);
		at.column = 0;
	}
	text_append_harmless(&shown, value, false);
	memory_grow(&import->faults, &import->fault_capacity, import->fault_count, sizeof *import->faults);
	import->faults[import->fault_count++] = (struct fault){
		at,
		memory_copy_text(field),
		memory_copy_text(shown.data == NULL ? "" : shown.data),
		memory_copy_text(reason),
	};
	text_free(&shown);
	if (import->options->fault != NULL) {
		struct text line = {0};
		import_append_place(import, at, &line);
		text_printf(&line, ": %s", reason);
		import->options->fault(import->options->context, line.data);
		text_free(&line);
	}
}

void import_append_place(const struct import *import, struct place_of_fault at, struct text *out)
{
	const struct source *source = &import->sources[at.file];
	if (source->workbook != NULL) {
		text_printf(out, "%s:%s!", source->name, source->workbook->sheet);
		workbook_append_place(source->workbook, at.line, at.column, out);
		return;
	}
	text_printf(out, "%s:%u", source->name, at.line);
	if (at.column > 0)
		text_printf(out, ":%u", at.column);
}

/* Letters that were guessed may be the wrong ones, and nobody sees that later. */
static void tell_guess(const struct import *import, const struct source *source)
{
	if (source->guessed)
		import_notice(import,
		              _("%s: read as Windows-1252, since it is not UTF-8; if letters are wrong, save it as UTF-8"),
		              source->name);
}

static bool tell_progress(struct import *import, const struct input *input, struct error *error)
{
	uint64_t done, size;
	if (import->options->progress == NULL || (import->rows_read++ & 0x3ff) != 0)
		return true;
	input_progress(input, &done, &size);
	return import->options->progress(import->options->context, done, size) ||
	       error_set(error, ERROR_STOPPED, _("stopped; nothing was written"));
}

/* The entity that a file in our own form holds: stated, or its name (system.csv). */
static const struct entity *source_entity(const struct import *import, const struct source *source, struct error *error)
{
	const char *base = strrchr(source->path, '/');
	struct slice name = slice_of(import->options->entity != NULL ? import->options->entity
	                             : base == NULL                  ? source->path
	                                                             : base + 1);
	for (size_t i = 0; import->options->entity == NULL && i < name.size; i++)
		if (name.data[i] == '.')
			name.size = i;
	const struct entity *entity = schema_find_entity(name);
	if (entity == NULL && strcmp(source->path, "-") == 0 && import->options->entity == NULL)
		error_set(error, ERROR_INPUT, _("%s: say what the rows are with --entity"), source->name);
	else if (entity == NULL)
		error_set(error, ERROR_INPUT, _("%s: \"%.*s\" is no kind of record; say which with --entity"), source->name,
		          (int)name.size, name.data);
	return entity;
}

static bool plan_source(struct import *import, struct source *source, const struct csv *csv, struct error *error)
{
	if (import->options->plan != NULL)
		return plan_bind(import->options->plan, csv, error);
	if (source->plan != NULL)
		return true;
	const struct entity *entity = source_entity(import, source, error);
	if (entity == NULL || !plan_from_header(&source->own, csv, entity, import->options->key, error))
		return false;
	source->plan = &source->own;
	return true;
}

struct csv *import_open_csv(struct source *source, struct input *input, struct error *error)
{
	char separator = source->plan == NULL ? 0 : source->plan->separator;
	bool made = source->workbook != NULL || (source->plan != NULL && source->plan->format != FORMAT_CSV);
	const struct csv_options options = {.separator = made ? ',' : separator};
	return input == NULL ? NULL : csv_new(input, &options, error);
}

/* A cell of the row that holds nothing to be read: true, with a fault noted where `faults`. */
static bool is_faulty(struct import *import, uint32_t file, const struct csv_row *row, bool faults)
{
	const struct workbook *workbook = import->sources[file].workbook;
	const struct workbook_fault *fault = workbook == NULL ? NULL : workbook_fault_at(workbook, row->line);
	size_t line = row->line, column = 0;
	if (fault == NULL)
		return false;
	if (fault->column > 0)
		csv_place(row, fault->column - 1, &line, &column);
	import->nameless += faults;
	if (faults)
		import_fault(import, (struct place_of_fault){file, (uint32_t)row->line, (uint32_t)line, (uint32_t)column}, "",
		             (struct slice){"", 0}, fault->reason);
	return true;
}

bool import_read_source(struct import *import, uint32_t file, bool faults, import_row_function *handle,
                        struct error *error)
{
	struct source *source = &import->sources[file];
	struct input *input = import_open_source(source, error);
	struct csv *csv = import_open_csv(source, input, error);
	bool ok = csv != NULL && plan_source(import, source, csv, error);
	enum csv_outcome outcome = CSV_END;
	struct csv_row row;
	struct error fault = {0};
	while (ok && (outcome = csv_next(csv, &row, &fault)) != CSV_END && outcome != CSV_FAILED) {
		if (outcome == CSV_ROW)
			ok = is_faulty(import, file, &row, faults) || import_handle_each(import, file, &row, handle, error);
		import->nameless += faults && outcome == CSV_FAULT;
		if (faults && outcome == CSV_FAULT)
			import_fault(import,
			             (struct place_of_fault){file, (uint32_t)row.line, (uint32_t)row.fault_line,
			                                     (uint32_t)row.fault_column},
			             "", (struct slice){"", 0}, row.fault);
		import->result->rows += faults;
		ok = ok && tell_progress(import, input, error);
	}
	if (ok && outcome == CSV_FAILED) {
		if (error != NULL)
			*error = fault;
		ok = false;
	}
	if (ok && faults) {
		note_guess(source, input);
		tell_guess(import, source);
	}
	csv_free(&csv);
	input_free(&input);
	return ok;
}
