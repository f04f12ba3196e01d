/* A page as HTML. */
#include "base/lang.h"
#include "report/html.h"
#include "report/page_private.h"

#define ROWS_TOGETHER 14 /* a table of no more stays on one sheet */

static void append_heading(struct text *out, const char *element, const char *words)
{
	html_element(out, element, slice_of(words));
	text_append_char(out, '\n');
}

/* A line feed begins a new line. */
static void append_paragraph(struct text *out, const char *words)
{
	struct slice lines = slice_of(words), line;
	bool first = true;
	text_append_text(out, "<p>");
	while (slice_next(&lines, '\n', &line)) {
		text_append_text(out, first ? "" : "<br>\n");
		html_append(out, line);
		first = false;
	}
	text_append_text(out, "</p>\n");
}

static void append_cell(struct text *out, const char *element, enum page_kind kind, struct slice words)
{
	bool whole = (kind == PAGE_DAY || kind == PAGE_CODE) && words.size > 0; /* never broken */
	text_printf(out, "<%s%s>", element, page_kind_is_number(kind) ? " class=\"n\"" : whole ? " class=\"t\"" : "");
	html_append(out, words);
	text_printf(out, "</%.2s>", element);
}

static size_t append_facts(const struct page *page, size_t at, struct text *out)
{
	text_append_text(out, "<table class=\"k\">\n");
	for (; at < page->count && page->parts[at].kind == PART_FACT; at++) {
		const struct page_part *fact = &page->parts[at];
		struct text words = {0};
		page_value_words(page, &fact->value, &words);
		if (words.size == 0)
			text_append_text(&words, _("not stated"));
		text_append_text(out, "<tr>");
		append_cell(out, "th scope=\"row\"", PAGE_WORDS, slice_of(fact->words));
		append_cell(out, "td", PAGE_WORDS, text_slice(&words));
		text_append_text(out, "</tr>\n");
		text_free(&words);
	}
	text_append_text(out, "</table>\n");
	return at;
}

static void append_passage(struct text *out, const struct page_part *part)
{
	if (part->words == NULL)
		text_printf(out, "<p class=\"m\">[%s]</p>\n", _("not written"));
	else
		append_paragraph(out, part->words);
	if (part->source == NULL)
		return;
	text_append_text(out, "<p class=\"q\">");
	html_append(out, slice_of(part->source));
	text_append_text(out, "</p>\n");
}

static void append_group(struct text *out, const struct page_row *row, size_t columns, bool first)
{
	if (!first)
		text_append_text(out, "</tbody>\n<tbody>\n");
	text_printf(out, "<tr class=\"g\"><th colspan=\"%zu\" scope=\"rowgroup\">", columns);
	html_append(out, slice_of(row->cells[0].words));
	text_append_text(out, "</th></tr>\n");
}

static void append_line(struct text *out, const struct page_row *row, size_t columns)
{
	text_printf(out, "<tr class=\"l\"><td colspan=\"%zu\">", columns);
	html_append(out, slice_of(row->cells[0].words));
	text_append_text(out, "</td></tr>\n");
}

static void append_below(const struct page *page, const struct page_part *table, const struct page_row *row,
                         struct text *out)
{
	struct text words = {0};
	page_below_words(page, table, row, false, &words);
	if (words.size > 0) {
		text_printf(out, "<tr class=\"d\"><td colspan=\"%zu\">", page_columns_beside(table));
		html_append(out, text_slice(&words));
		text_append_text(out, "</td></tr>\n");
	}
	text_free(&words);
}

static void append_row(const struct page *page, const struct page_part *table, const struct page_row *row,
                       struct text *out)
{
	struct text words = {0};
	text_append_text(out, row->kind == ROW_SUM ? "<tr class=\"s\">" : "<tr>");
	for (size_t c = 0; c < table->column_count; c++) {
		if (!page_column_is_shown(table, c, PAGE_BESIDE))
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
	if (page_table_is_for_programs(table))
		return;
	if (table->row_count == 0) {
		text_append_text(out, table->words != NULL ? "<p>" : "<p class=\"m\">[");
		html_append(out, slice_of(table->words != NULL ? table->words : _("there are none")));
		text_append_text(out, table->words != NULL ? "</p>\n" : "]</p>\n");
		return;
	}
	text_printf(out, "<table%s>\n<thead><tr>", table->row_count <= ROWS_TOGETHER ? " class=\"k\"" : "");
	for (size_t c = 0; c < table->column_count; c++)
		if (page_column_is_shown(table, c, PAGE_BESIDE))
			append_cell(out, "th scope=\"col\"", table->columns[c].kind, slice_of(table->columns[c].label));
	text_append_text(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < table->row_count; r++) {
		const struct page_row *row = &table->rows[r];
		if (row->kind == ROW_GROUP)
			append_group(out, row, page_columns_beside(table), r == 0);
		else if (row->kind == ROW_LINE)
			append_line(out, row, page_columns_beside(table));
		else
			append_row(page, table, row, out);
		append_below(page, table, row, out);
	}
	text_append_text(out, "</tbody>\n</table>\n");
}

static void append_figure(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *picture = &page->parts[at];
	text_append_text(out, "<figure>\n<figcaption>");
	html_append(out, slice_of(picture->words));
	text_append_text(out, "</figcaption>\n");
	if (picture->kind == PART_BARS)
		page_write_svg_bars(page, at, out);
	else if (picture->kind == PART_TIMELINE)
		page_write_svg_timeline(page, at, out);
	else
		page_write_svg_curves(page, at, out);
	text_append_text(out, "</figure>\n");
}

static size_t append_part(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *part = &page->parts[at];
	switch (part->kind) {
	case PART_HEADING: append_heading(out, "h2", part->words); break;
	case PART_SUBHEADING: append_heading(out, "h3", part->words); break;
	case PART_PARAGRAPH: case PART_PASSAGE: append_passage(out, part); break;
	case PART_FACT: return append_facts(page, at, out);
	case PART_TABLE: append_table(page, part, out); break;
	default: append_figure(page, at, out); break;
	}
	return at + 1;
}

void page_write_html(const struct page *page, struct text *out)
{
	html_begin(out, page->title);
	for (size_t at = 0; at < page->count;)
		at = append_part(page, at, out);
	html_end(out);
}
