/* Reports as one page of HTML. */
#include "report/html.h"
#include "report/report_formats_private.h"

bool report_html_begin(void *context, const struct report_head *head, struct error *error)
{
	struct report_writer *writer = context;
	struct slice lines = head->words, line;
	html_begin(&writer->out, head->title);
	while (slice_next(&lines, '\n', &line)) {
		text_append_char(&writer->out, '\n');
		html_element(&writer->out, "p", line);
	}
	return report_flush(writer, REPORT_FLUSHED, error);
}

static void end_table(struct report_writer *writer)
{
	if (writer->tables > 0)
		text_append_text(&writer->out, "</table>\n");
	writer->tables = 0;
}

bool report_html_table(void *context, const struct report_table *table, struct error *error)
{
	struct report_writer *writer = context;
	end_table(writer);
	text_append_char(&writer->out, '\n');
	html_element(&writer->out, "h2", slice_of(table->title));
	text_append_char(&writer->out, '\n');
	if (!table->records) {
		text_append_text(&writer->out, "<table>\n<thead><tr>");
		for (size_t i = 0; i < table->column_count; i++)
			html_element(&writer->out, "th", slice_of(table->columns[i].label));
		text_append_text(&writer->out, "</tr></thead>\n");
		writer->tables = 1;
	}
	return report_flush(writer, REPORT_FLUSHED, error);
}

static void append_record(struct text *out, const struct report_table *table, const struct slice *cells)
{
	text_append_text(out, "<table class=\"record\">\n");
	for (size_t i = 0; i < table->column_count; i++) {
		if (cells[i].data == NULL)
			continue;
		text_append_text(out, "<tr>");
		html_element(out, "th", slice_of(table->columns[i].label));
		html_element(out, "td", cells[i]);
		text_append_text(out, "</tr>\n");
	}
	text_append_text(out, "</table>\n");
}

bool report_html_row(void *context, const struct report_table *table, const struct slice *cells, struct error *error)
{
	struct report_writer *writer = context;
	if (table->records) {
		append_record(&writer->out, table, cells);
		return report_flush(writer, REPORT_FLUSHED, error);
	}
	text_append_text(&writer->out, "<tr>");
	for (size_t i = 0; i < table->column_count; i++)
		html_element(&writer->out, "td", cells[i].data == NULL ? SLICE("") : cells[i]);
	text_append_text(&writer->out, "</tr>\n");
	return report_flush(writer, REPORT_FLUSHED, error);
}

bool report_html_end(void *context, struct error *error)
{
	struct report_writer *writer = context;
	end_table(writer);
	html_end(&writer->out);
	return report_flush(writer, 0, error);
}
