/* A page for the browser, for paper and for pasting into a word processor: one file, no scripts, nothing fetched. */
#include "base/lang.h"
#include "report/page_private.h"

static const char style[] =
	"@page{size:A4;margin:20mm}\n"
	"body{font:11pt/1.45 sans-serif;color:#111;background:#fff;max-width:190mm;margin:8mm auto;padding:0 5mm}\n"
	"h1{font-size:20pt;margin:0 0 6mm}h2{font-size:14pt;margin:8mm 0 2mm}\n"
	"table{border-collapse:collapse;margin:2mm 0 4mm;font-size:10pt}\n"
	"th,td{border-bottom:1px solid #bbb;padding:1mm 2.5mm;text-align:left;vertical-align:top}\n"
	"th{border-bottom:2px solid #333}\n"
	".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	".s td{border-top:2px solid #333;border-bottom:0;font-weight:bold}\n"
	".m{color:#666;font-style:italic}\n"
	"figure{margin:2mm 0 4mm}figcaption{font-size:10pt;color:#333}svg{max-width:100%;height:auto}\n"
	"@media print{body{margin:0;padding:0;max-width:none}h2{break-after:avoid}tr,figure{break-inside:avoid}"
	"thead{display:table-header-group}}\n";

void page_append_escaped(struct text *out, struct slice words)
{
	struct text harmless = {0};
	text_append_harmless(&harmless, words, true);
	for (size_t i = 0; i < harmless.size; i++) {
		char c = harmless.data[i];
		const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
		if (as != NULL)
			text_append_text(out, as);
		else
			text_append_char(out, c);
	}
	text_free(&harmless);
}

static void append_element(struct text *out, const char *element, const char *words)
{
	text_printf(out, "<%s>", element);
	page_append_escaped(out, slice_of(words));
	text_printf(out, "</%s>\n", element);
}

/* A line feed begins a new line. */
static void append_paragraph(struct text *out, const char *words)
{
	struct slice lines = slice_of(words), line;
	bool first = true;
	text_append_text(out, "<p>");
	while (slice_next(&lines, '\n', &line)) {
		text_append_text(out, first ? "" : "<br>\n");
		page_append_escaped(out, line);
		first = false;
	}
	text_append_text(out, "</p>\n");
}

static void append_cell(struct text *out, const char *element, enum page_kind kind, struct slice words)
{
	text_printf(out, "<%s%s>", element, page_kind_is_number(kind) ? " class=\"n\"" : "");
	page_append_escaped(out, words);
	text_printf(out, "</%.2s>", element);
}

static size_t append_facts(const struct page *page, size_t at, struct text *out)
{
	text_append_text(out, "<table>\n");
	for (; at < page->count && page->parts[at].kind == PART_FACT; at++) {
		const struct page_part *fact = &page->parts[at];
		struct text words = {0};
		page_value_words(page, &fact->value, &words);
		if (words.size == 0)
			text_append_text(&words, _("not stated"));
		text_append_text(out, "<tr>");
		append_cell(out, "th scope=\"row\"", PAGE_WORDS, slice_of(fact->words));
		append_cell(out, "td", fact->value.kind, text_slice(&words));
		text_append_text(out, "</tr>\n");
		text_free(&words);
	}
	text_append_text(out, "</table>\n");
	return at;
}

static void append_row(const struct page *page, const struct page_part *table, const struct page_row *row,
                       struct text *out)
{
	struct text words = {0};
	text_append_text(out, row->sum ? "<tr class=\"s\">" : "<tr>");
	for (size_t c = 0; c < table->column_count; c++) {
		if (page_column_is_empty(table, c))
			continue;
		text_clear(&words);
		page_cell_words(page, table, &row->cells[c], &words);
		append_cell(out, "td", table->columns[c].kind, words.size > 0 ? text_slice(&words) : SLICE(""));
	}
	text_append_text(out, "</tr>\n");
	text_free(&words);
}

static void append_table(const struct page *page, const struct page_part *table, struct text *out)
{
	text_append_text(out, "<table>\n<thead><tr>");
	for (size_t c = 0; c < table->column_count; c++)
		if (!page_column_is_empty(table, c))
			append_cell(out, "th", table->columns[c].kind, slice_of(table->columns[c].label));
	text_append_text(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < table->row_count; r++)
		append_row(page, table, &table->rows[r], out);
	text_append_text(out, "</tbody>\n</table>\n");
}

static void append_figure(const struct page *page, const struct page_part *bars, struct text *out)
{
	text_append_text(out, "<figure>\n");
	page_write_svg_bars(page, bars, out);
	text_append_text(out, "<figcaption>");
	page_append_escaped(out, slice_of(bars->words));
	text_append_text(out, "</figcaption>\n</figure>\n");
}

static size_t append_part(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *part = &page->parts[at];
	switch (part->kind) {
	case PART_HEADING: append_element(out, "h2", part->words); break;
	case PART_PARAGRAPH: append_paragraph(out, part->words); break;
	case PART_MISSING: text_printf(out, "<p class=\"m\">[%s]</p>\n", _("not written")); break;
	case PART_FACT: return append_facts(page, at, out);
	case PART_TABLE: append_table(page, part, out); break;
	default: append_figure(page, part, out); break;
	}
	return at + 1;
}

void page_write_html(const struct page *page, struct text *out)
{
	text_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang_code());
	text_append_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	append_element(out, "title", page->title);
	text_printf(out, "<style>\n%s</style>\n</head>\n<body>\n", style);
	append_element(out, "h1", page->title);
	for (size_t at = 0; at < page->count;)
		at = append_part(page, at, out);
	text_append_text(out, "</body>\n</html>\n");
}
