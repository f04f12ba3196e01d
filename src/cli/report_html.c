/* Reports as one page of HTML with its style in it: no script, nothing from elsewhere, readable on paper. */
#include "base/lang.h"
#include "cli/report_writing.h"

static const char page_head[] =
	"<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<style>\n"
	"body { font: 11pt/1.4 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }\n"
	"table { border-collapse: collapse; margin: 0 0 1.5em; width: 100%; }\n"
	"th, td { text-align: left; vertical-align: top; padding: .2em .6em; border-bottom: 1px solid #ccc; }\n"
	"table.record th { width: 16em; font-weight: normal; color: #444; }\n"
	"table.record { break-inside: avoid; border-top: 2px solid #444; }\n"
	"td { white-space: pre-wrap; overflow-wrap: anywhere; }\n"
	"</style>\n";

static void append_escaped(struct text *out, struct slice in)
{
	struct text harmless = {0};
	text_append_harmless(&harmless, in, true);
	for (size_t i = 0; i < harmless.size; i++)
		switch (harmless.data[i]) {
		case '&': text_append_text(out, "&amp;"); break;
		case '<': text_append_text(out, "&lt;"); break;
		case '>': text_append_text(out, "&gt;"); break;
		case '"': text_append_text(out, "&quot;"); break;
		default: text_append_char(out, harmless.data[i]); break;
		}
	text_free(&harmless);
}

static void append_element(struct text *out, const char *name, struct slice content)
{
	text_printf(out, "<%s>", name);
	append_escaped(out, content);
	text_printf(out, "</%s>", name);
}

bool report_html_begin(void *context, const struct report_head *head, struct error *error)
{
	struct report_writer *writer = context;
	struct slice lines = head->words, line;
	text_printf(&writer->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n%s", lang_code(), page_head);
	append_element(&writer->out, "title", slice_of(head->title));
	text_append_text(&writer->out, "\n</head>\n<body>\n");
	append_element(&writer->out, "h1", slice_of(head->title));
	while (slice_next(&lines, '\n', &line)) {
		text_append_char(&writer->out, '\n');
		append_element(&writer->out, "p", line);
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
	append_element(&writer->out, "h2", slice_of(table->title));
	text_append_char(&writer->out, '\n');
	if (!table->records) {
		text_append_text(&writer->out, "<table>\n<tr>");
		for (size_t i = 0; i < table->column_count; i++)
			append_element(&writer->out, "th", slice_of(table->columns[i].label));
		text_append_text(&writer->out, "</tr>\n");
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
		append_element(out, "th", slice_of(table->columns[i].label));
		append_element(out, "td", cells[i]);
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
		append_element(&writer->out, "td", cells[i].data == NULL ? SLICE("") : cells[i]);
	text_append_text(&writer->out, "</tr>\n");
	return report_flush(writer, REPORT_FLUSHED, error);
}

bool report_html_end(void *context, struct error *error)
{
	struct report_writer *writer = context;
	end_table(writer);
	text_append_text(&writer->out, "</body>\n</html>\n");
	return report_flush(writer, 0, error);
}
