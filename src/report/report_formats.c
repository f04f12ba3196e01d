/* Reports as text, CSV and JSON. */
#include <string.h>

#include "base/csv_writer.h"
#include "base/lang.h"
#include "report/report_formats_private.h"

bool report_flush(struct report_writer *writer, size_t least, struct error *error)
{
	if (writer->out.size < least)
		return true;
	bool ok = writer->out.size == 0 || fwrite(writer->out.data, 1, writer->out.size, writer->file) == writer->out.size;
	text_clear(&writer->out);
	return ok || error_set_errno(error, _("the report cannot be written"));
}

/* ---- text ---- */

static bool text_begin(void *context, const struct report_head *head, struct error *error)
{
	struct report_writer *writer = context;
	text_printf(&writer->out, "%s\n\n", head->title);
	text_append_harmless(&writer->out, head->words, true);
	return report_flush(writer, REPORT_FLUSHED, error);
}

static void append_column(struct report_writer *writer, const struct report_table *table, size_t place,
                          struct slice cell)
{
	struct text harmless = {0};
	text_append_harmless(&harmless, cell, false);
	text_append(&writer->out, text_slice(&harmless));
	if (place + 1 < table->column_count) {
		text_append_text(&writer->out, "  ");
		for (size_t at = text_width(text_slice(&harmless)); at < table->columns[place].width; at++)
			text_append_char(&writer->out, ' ');
	}
	text_free(&harmless);
}

static bool text_table(void *context, const struct report_table *table, struct error *error)
{
	struct report_writer *writer = context;
	text_printf(&writer->out, "\n%s\n\n", table->title);
	for (size_t i = 0; i < table->column_count && !table->records; i++)
		append_column(writer, table, i, slice_of(table->columns[i].label));
	if (!table->records)
		text_append_char(&writer->out, '\n');
	writer->rows = 0;
	return report_flush(writer, REPORT_FLUSHED, error);
}

static void append_block(struct report_writer *writer, const struct report_table *table, const struct slice *cells)
{
	for (size_t i = 0; i < table->column_count; i++) {
		if (cells[i].data == NULL)
			continue;
		text_append_cell(&writer->out, slice_of(table->columns[i].label), 26, false, false);
		text_append_char(&writer->out, ' ');
		text_append_harmless(&writer->out, cells[i], true);
		text_append_char(&writer->out, '\n');
	}
}

static bool text_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error)
{
	struct report_writer *writer = context;
	if (table->records && writer->rows++ > 0)
		text_append_char(&writer->out, '\n');
	if (table->records) {
		append_block(writer, table, cells);
	} else {
		for (size_t i = 0; i < table->column_count; i++)
			append_column(writer, table, i, cells[i]);
		text_append_char(&writer->out, '\n');
	}
	return report_flush(writer, REPORT_FLUSHED, error);
}

static bool text_end(void *context, struct error *error)
{
	return report_flush(context, 0, error);
}

/* ---- CSV: the tables behind one another, a blank line between; the first column says which ---- */

static bool csv_begin(void *context, const struct report_head *head, struct error *error)
{
	(void)context;
	(void)head;
	(void)error;
	return true;
}

static bool csv_table(void *context, const struct report_table *table, struct error *error)
{
	struct report_writer *writer = context;
	struct csv_writer csv = {.out = &writer->out, .format = {.defuse = writer->defuse}};
	if (writer->tables++ > 0)
		text_append_char(&writer->out, '\n');
	csv_write_field(&csv, SLICE("table"));
	for (size_t i = 0; i < table->column_count; i++)
		csv_write_field(&csv, slice_of(table->columns[i].name));
	csv_write_end(&csv);
	return report_flush(writer, REPORT_FLUSHED, error);
}

static bool csv_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error)
{
	struct report_writer *writer = context;
	struct csv_writer csv = {.out = &writer->out, .format = {.defuse = writer->defuse}};
	csv_write_field(&csv, slice_of(table->name));
	for (size_t i = 0; i < table->column_count; i++) {
		if (cells[i].data == NULL)
			csv_write_unset(&csv);
		else
			csv_write_field(&csv, cells[i]);
	}
	csv_write_end(&csv);
	return report_flush(writer, REPORT_FLUSHED, error);
}

/* ---- JSON ---- */

static void write_head(struct report_writer *writer, const struct report_head *head)
{
	json_write_object(&writer->json);
	json_write_member(&writer->json, "report", slice_of(head->name));
	json_write_member(&writer->json, "title", slice_of(head->title));
	json_write_member(&writer->json, "about", slice_trim((struct slice){head->words.data, head->words.size}));
}

static bool json_begin(void *context, const struct report_head *head, struct error *error)
{
	struct report_writer *writer = context;
	writer->json = (struct json_writer){.out = &writer->out, .pretty = true};
	write_head(writer, head);
	json_write_name(&writer->json, "tables");
	json_write_array(&writer->json);
	return report_flush(writer, REPORT_FLUSHED, error);
}

static void end_table(struct report_writer *writer)
{
	if (writer->tables == 0)
		return;
	json_write_array_end(&writer->json);
	json_write_object_end(&writer->json);
}

static bool json_table(void *context, const struct report_table *table, struct error *error)
{
	struct report_writer *writer = context;
	end_table(writer);
	writer->tables++;
	json_write_object(&writer->json);
	json_write_member(&writer->json, "table", slice_of(table->name));
	json_write_member(&writer->json, "title", slice_of(table->title));
	json_write_name(&writer->json, "rows");
	json_write_array(&writer->json);
	return report_flush(writer, REPORT_FLUSHED, error);
}

/* What is not set is left out. */
static void write_members(struct report_writer *writer, const struct report_table *table, const struct slice *cells)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (cells[i].data != NULL)
			json_write_member(&writer->json, table->columns[i].name, cells[i]);
	json_write_object_end(&writer->json);
}

static bool json_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error)
{
	struct report_writer *writer = context;
	json_write_object(&writer->json);
	write_members(writer, table, cells);
	return report_flush(writer, REPORT_FLUSHED, error);
}

static bool json_end(void *context, struct error *error)
{
	struct report_writer *writer = context;
	end_table(writer);
	json_write_array_end(&writer->json);
	json_write_object_end(&writer->json);
	json_write_line_end(&writer->json);
	return report_flush(writer, 0, error);
}

static bool lines_begin(void *context, const struct report_head *head, struct error *error)
{
	struct report_writer *writer = context;
	writer->json = (struct json_writer){.out = &writer->out};
	write_head(writer, head);
	json_write_object_end(&writer->json);
	json_write_line_end(&writer->json);
	return report_flush(writer, REPORT_FLUSHED, error);
}

static bool lines_table(void *context, const struct report_table *table, struct error *error)
{
	(void)context;
	(void)table;
	(void)error;
	return true;
}

static bool lines_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error)
{
	struct report_writer *writer = context;
	json_write_object(&writer->json);
	json_write_member(&writer->json, "table", slice_of(table->name));
	write_members(writer, table, cells);
	json_write_line_end(&writer->json);
	return report_flush(writer, REPORT_FLUSHED, error);
}

const struct report_format report_formats[] = {
	{"text", true, {NULL, text_begin, text_table, text_row, text_end}},
	{"html", true, {NULL, report_html_begin, report_html_table, report_html_row, report_html_end}},
	{"csv", false, {NULL, csv_begin, csv_table, csv_row, text_end}},
	{"json", false, {NULL, json_begin, json_table, json_row, json_end}},
	{"jsonl", false, {NULL, lines_begin, lines_table, lines_row, text_end}},
	{NULL, false, {0}},
};
