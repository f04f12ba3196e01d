#include "exchange/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"

#define FLUSH_SIZE 65536

struct rejects {
	const struct csv *csv;
	char *path;
	char *part_path; /* written first, NULL where the path is written straight */
	int file;
	struct text out;
	struct csv_writer fields; /* as they stood, control characters and all: it is the person's own data */
	size_t rows;
};

static const char *const note_columns[] = {"_line", "_column", "_field", "_value", "_reason"};

bool rejects_is_note(struct slice column)
{
	for (size_t i = 0; i < COUNT_OF(note_columns); i++) {
		if (slice_equal_text(column, note_columns[i])) {
			return true;
		}
	}
	return false;
}

static bool flush(struct rejects *rejects, struct error *error)
{
	const char *at = rejects->out.data;
	size_t left = rejects->out.size;
	while (left > 0) {
		ssize_t done = write(rejects->file, at, left);
		if (done < 0 && errno != EINTR) {
			return error_set_errno(error, _("cannot write %s"), rejects->path);
		}
		at += done > 0 ? done : 0;
		left -= done > 0 ? (size_t)done : 0;
	}
	text_clear(&rejects->out);
	return true;
}

static bool is_note(const struct rejects *rejects, size_t column)
{
	return column < csv_column_count(rejects->csv) && rejects_is_note(csv_column(rejects->csv, column));
}

static void write_header(struct rejects *rejects)
{
	for (size_t i = 0; i < COUNT_OF(note_columns); i++) {
		csv_write_field(&rejects->fields, slice_of(note_columns[i]));
	}
	for (size_t i = 0; i < csv_column_count(rejects->csv); i++) {
		if (!is_note(rejects, i)) {
			csv_write_field(&rejects->fields, csv_column(rejects->csv, i));
		}
	}
	csv_write_end(&rejects->fields);
}

static bool is_ordinary(const char *path)
{
	struct stat about;
	return stat(path, &about) != 0 || S_ISREG(about.st_mode);
}

/* Beside the path, so that a rename puts it there whole. One left by a run that was killed is in nobody's use. */
static int open_part(const char *path)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int file = open(path, flags, 0666);
	if (file < 0 && errno == EEXIST && unlink(path) == 0) {
		file = open(path, flags, 0666);
	}
	return file;
}

static bool open_file(struct rejects *rejects, struct error *error)
{
	if (strcmp(rejects->path, "-") == 0) {
		rejects->file = STDOUT_FILENO;
		return true;
	}
	if (is_ordinary(rejects->path)) {
		struct text part = {0};
		text_printf(&part, "%s.part", rejects->path);
		rejects->part_path = text_take(&part);
		rejects->file = open_part(rejects->part_path);
	} else {
		rejects->file = open(rejects->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	}
	if (rejects->file < 0) {
		error_set_errno(error, _("cannot write %s"), rejects->path);
		free(rejects->part_path);
		rejects->part_path = NULL;
		return false;
	}
	return true;
}

struct rejects *rejects_open(const char *path, const struct csv *csv, struct error *error)
{
	if (input_is_file(csv_input(csv), path)) {
		error_set(error, ERROR_USAGE, _("%s is the file being read; give the rejects another file"), path);
		return NULL;
	}
	struct rejects *rejects = memory_new(sizeof *rejects);
	rejects->csv = csv;
	rejects->path = memory_copy_text(path);
	rejects->file = -1;
	rejects->fields =
		(struct csv_writer){.out = &rejects->out, .format = {.separator = csv_separator(csv), .raw = true}};
	if (!open_file(rejects, error)) {
		rejects_free(&rejects);
		return NULL;
	}
	write_header(rejects);
	return rejects;
}

/* Ours, unlike the fields: made harmless for terminals and spreadsheets. */
static void write_note(struct rejects *rejects, struct slice text)
{
	rejects->fields.format.raw = false;
	rejects->fields.format.defuse = true;
	if (text.size) {
		csv_write_field(&rejects->fields, text);
	} else {
		csv_write_unset(&rejects->fields);
	}
	rejects->fields.format.raw = true;
	rejects->fields.format.defuse = false;
}

static void write_number(struct rejects *rejects, size_t number)
{
	char buffer[24];
	snprintf(buffer, sizeof buffer, "%zu", number);
	write_note(rejects, slice_of(number ? buffer : ""));
}

static void write_notes(struct rejects *rejects, const struct reject *reasons, size_t count)
{
	struct text words = {0};
	for (size_t i = 0; i < count; i++) {
		text_append_text(&words, i ? "; " : "");
		if (i && reasons[i].field.size) {
			text_append(&words, reasons[i].field);
			text_append_text(&words, ": ");
		}
		text_append_text(&words, reasons[i].reason);
	}
	write_number(rejects, reasons->line);
	write_number(rejects, reasons->column);
	write_note(rejects, reasons->field);
	write_note(rejects, reasons->value);
	write_note(rejects, text_slice(&words));
	text_free(&words);
}

static void write_fields(struct rejects *rejects, const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (is_note(rejects, i)) {
			continue;
		}
		if (csv_field_is_set(&row->fields[i])) {
			csv_write_field(&rejects->fields, row->fields[i].text);
		} else {
			csv_write_unset(&rejects->fields);
		}
	}
}

bool rejects_add(struct rejects *rejects, const struct csv_row *row, const struct reject *reasons, size_t count,
	struct error *error)
{
	struct reject fault = {.line = row->fault_line, .column = row->fault_column, .reason = row->fault};
	if (row->fault) {
		write_notes(rejects, &fault, 1);
	} else {
		write_notes(rejects, reasons, count);
	}
	write_fields(rejects, row);
	csv_write_end(&rejects->fields);
	rejects->rows++;
	return rejects->out.size < FLUSH_SIZE || flush(rejects, error);
}

size_t rejects_count(const struct rejects *rejects)
{
	return rejects->rows;
}

static bool put_in_place(struct rejects *rejects, struct error *error)
{
	if (!flush(rejects, error)) {
		return false;
	}
	int file = rejects->file;
	rejects->file = -1;
	if (file > STDERR_FILENO && close(file) != 0) {
		return error_set_errno(error, _("cannot write %s"), rejects->path);
	}
	if (rejects->part_path && rename(rejects->part_path, rejects->path) != 0) {
		return error_set_errno(error, _("cannot write %s"), rejects->path);
	}
	free(rejects->part_path);
	rejects->part_path = NULL;
	return true;
}

bool rejects_finish(struct rejects **rejects, struct error *error)
{
	bool done = put_in_place(*rejects, error);
	rejects_free(rejects);
	return done;
}

void rejects_free(struct rejects **address)
{
	struct rejects *rejects = *address;
	if (!rejects) {
		return;
	}
	if (rejects->file > STDERR_FILENO) {
		close(rejects->file);
	}
	if (rejects->part_path) {
		unlink(rejects->part_path);
	}
	free(rejects->part_path);
	free(rejects->path);
	text_free(&rejects->out);
	free(rejects);
	*address = NULL;
}
