/* A page as text: for the terminal, for mail, for paper. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/chart.h"
#include "report/page_private.h"
#include "report/teller.h"

#define LINE_COLUMNS 78
#define WIDEST_CELL 48
#define BAR_COLUMNS 40
#define BELOW_INDENT 4

static void end_line(struct text *out)
{
	while (out->size > 0 && out->data[out->size - 1] == ' ')
		out->size--;
	text_append_char(out, '\n');
}

static void write_underlined(struct text *out, const char *words, char line)
{
	size_t columns = text_width(slice_of(words));
	text_append_harmless(out, slice_of(words), false);
	text_append_char(out, '\n');
	for (size_t i = 0; i < columns; i++)
		text_append_char(out, line);
	text_append_char(out, '\n');
}

/* Broken between words; a line feed begins a new line. */
static void write_wrapped(struct text *out, struct slice words, size_t indent)
{
	struct slice lines = words, line, word;
	while (slice_next(&lines, '\n', &line)) {
		size_t columns = 0;
		while (slice_next(&line, ' ', &word)) {
			size_t width = text_width(word);
			if (columns > 0 && columns + 1 + width > LINE_COLUMNS) {
				text_append_char(out, '\n');
				columns = 0;
			}
			if (columns == 0)
				text_append_cell(out, SLICE(""), indent, false, false);
			text_append_text(out, columns > 0 ? " " : "");
			text_append_harmless(out, word, false);
			columns += width + (columns > 0 ? 1 : indent);
		}
		text_append_char(out, '\n');
	}
}

static void write_passage(const struct page_part *part, struct text *out)
{
	if (part->words == NULL)
		text_printf(out, "[%s]\n", _("not written"));
	else
		write_wrapped(out, slice_of(part->words), 0);
	if (part->source != NULL) {
		struct text source = {0};
		text_printf(&source, "(%s)", part->source);
		write_wrapped(out, text_slice(&source), 0);
		text_free(&source);
	}
}

/* ---- facts ---- */

static size_t widest_label(const struct page *page, size_t at)
{
	size_t widest = 0;
	for (; at < page->count && page->parts[at].kind == PART_FACT; at++) {
		size_t width = text_width(slice_of(page->parts[at].words));
		widest = width > widest ? width : widest;
	}
	return widest;
}

static size_t write_facts(const struct page *page, size_t at, struct text *out)
{
	size_t widest = widest_label(page, at);
	for (; at < page->count && page->parts[at].kind == PART_FACT; at++) {
		const struct page_part *fact = &page->parts[at];
		struct text words = {0};
		text_append_cell(out, slice_of(fact->words), widest + 2, false, false);
		if (page_value_is_set(&fact->value))
			page_value_words(page, &fact->value, &words);
		else
			text_append_text(&words, _("not stated"));
		text_append_harmless(out, text_slice(&words), false);
		end_line(out);
		text_free(&words);
	}
	return at;
}

/* ---- tables ---- */

static size_t column_width(const struct page *page, const struct page_part *table, size_t column)
{
	size_t widest = text_width(slice_of(table->columns[column].label));
	struct text words = {0};
	for (size_t r = 0; r < table->row_count; r++) {
		if (!page_row_has_cells(&table->rows[r]))
			continue;
		text_clear(&words);
		page_cell_words(page, table, &table->rows[r].cells[column], &words);
		size_t width = text_width(text_slice(&words));
		widest = width > widest ? width : widest;
	}
	text_free(&words);
	return widest > WIDEST_CELL ? WIDEST_CELL : widest;
}

/* A column without width is not shown. */
static void write_rule(const size_t widths[], size_t count, struct text *out)
{
	for (size_t c = 0; c < count; c++) {
		for (size_t i = 0; i < widths[c]; i++)
			text_append_char(out, '-');
		text_append_text(out, widths[c] > 0 ? "  " : "");
	}
	end_line(out);
}

/* As wide as the table, and at least as its words. */
static void write_line(const struct page_part *table, const struct page_row *row, const size_t widths[],
                       struct text *out)
{
	struct slice words = slice_of(row->cells[0].words);
	size_t columns = text_width(words) + 6, whole = 0;
	for (size_t c = 0; c < table->column_count; c++)
		whole += widths[c] > 0 ? widths[c] + 2 : 0;
	text_append_text(out, "-- ");
	text_append_harmless(out, words, false);
	text_append_text(out, " --");
	for (; columns + 2 < whole; columns++)
		text_append_char(out, '-');
	end_line(out);
}

static void write_cell(const struct page_part *table, size_t column, const size_t widths[], struct slice words,
                       struct text *out)
{
	if (widths[column] == 0)
		return;
	text_append_cell(out, words, widths[column], page_kind_is_number(table->columns[column].kind), false);
	text_append_text(out, "  ");
}

static void write_row(const struct page *page, const struct page_part *table, const struct page_row *row,
                      const size_t widths[], struct text *out)
{
	struct text words = {0};
	if (row->kind == ROW_SUM)
		write_rule(widths, table->column_count, out);
	for (size_t c = 0; c < table->column_count; c++) {
		text_clear(&words);
		page_cell_words(page, table, &row->cells[c], &words);
		write_cell(table, c, widths, words.size > 0 ? text_slice(&words) : SLICE(""), out);
	}
	end_line(out);
	text_free(&words);
}

static void write_group(const struct page_row *row, bool first, struct text *out)
{
	text_append_text(out, first ? "" : "\n");
	text_append_harmless(out, slice_of(row->cells[0].words), false);
	text_append_char(out, '\n');
}

static void write_below(const struct page *page, const struct page_part *table, const struct page_row *row,
                        struct text *out)
{
	struct text words = {0};
	page_below_words(page, table, row, true, &words);
	if (words.size > 0)
		write_wrapped(out, text_slice(&words), BELOW_INDENT);
	text_free(&words);
}

static void write_table(const struct page *page, const struct page_part *table, struct text *out)
{
	if (table->row_count == 0) {
		if (table->words != NULL)
			write_wrapped(out, slice_of(table->words), 0);
		else
			text_printf(out, "[%s]\n", _("there are none"));
		return;
	}
	size_t *widths = memory_new_array(table->column_count + 1, sizeof *widths);
	for (size_t c = 0; c < table->column_count; c++)
		widths[c] = page_column_is_shown(table, c, PAGE_BESIDE) ? column_width(page, table, c) : 0;
	for (size_t c = 0; c < table->column_count; c++)
		write_cell(table, c, widths, slice_of(table->columns[c].label), out);
	end_line(out);
	write_rule(widths, table->column_count, out);
	for (size_t r = 0; r < table->row_count; r++) {
		const struct page_row *row = &table->rows[r];
		if (row->kind == ROW_GROUP)
			write_group(row, r == 0, out);
		else if (row->kind == ROW_LINE)
			write_line(table, row, widths, out);
		else
			write_row(page, table, row, widths, out);
		write_below(page, table, row, out);
	}
	free(widths);
}

/* ---- pictures ---- */

static void write_bar(const struct page_part *bars, const struct page_part *table, const struct page_row *row,
                      struct text *out)
{
	size_t count = bars->until - bars->from;
	int64_t *parts = memory_new_array(count + 1, sizeof *parts);
	for (size_t part = 0; part < count; part++)
		parts[part] = page_bar_part(row, bars->from + part);
	chart_stack(out, CHART_ASCII, parts, count, page_bar_largest(bars, table), BAR_COLUMNS);
	free(parts);
}

static void write_legend(const struct page_part *bars, const struct page_part *table, struct text *out)
{
	for (size_t c = bars->from; c < bars->until; c++)
		if (page_column_is_shown(table, c, PAGE_BESIDE))
			text_printf(out, "%s %s   ", chart_fill(CHART_ASCII, c - bars->from), table->columns[c].label);
	end_line(out);
}

static void write_bars(const struct page *page, const struct page_part *bars, struct text *out)
{
	const struct page_part *table = &page->parts[bars->table_at];
	size_t width = column_width(page, table, 0);
	text_printf(out, "%s\n", bars->words);
	for (size_t r = 0; r < table->row_count; r++) {
		const struct page_row *row = &table->rows[r];
		struct text words = {0};
		if (row->kind != ROW_PLAIN)
			continue;
		page_cell_words(page, table, &row->cells[0], &words);
		text_append_cell(out, words.size > 0 ? text_slice(&words) : SLICE(""), width + 1, false, false);
		write_bar(bars, table, row, out);
		text_clear(&words);
		page_bar_words(page, bars, row, &words);
		text_printf(out, " %s\n", words.data);
		text_free(&words);
	}
	write_legend(bars, table, out);
}

static size_t write_part(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *part = &page->parts[at];
	if (part->kind == PART_TABLE && page_table_is_for_programs(part))
		return at + 1; /* for programs alone */
	text_append_char(out, '\n');
	switch (part->kind) {
	case PART_HEADING: write_underlined(out, part->words, '-'); break;
	case PART_SUBHEADING: write_underlined(out, part->words, '.'); break;
	case PART_PARAGRAPH: case PART_PASSAGE: write_passage(part, out); break;
	case PART_FACT: return write_facts(page, at, out);
	case PART_TABLE: write_table(page, part, out); break;
	case PART_BARS: write_bars(page, part, out); break;
	case PART_TIMELINE: page_write_text_timeline(page, part, out); break;
	default: page_write_text_curves(page, part, out); break;
	}
	return at + 1;
}

void page_write_text(const struct page *page, struct text *out)
{
	write_underlined(out, page->title, '=');
	for (size_t at = 0; at < page->count;)
		at = write_part(page, at, out);
}
