/* Pictures of a page as SVG: stacked bars, with what they come to beside them. */
#include "report/html.h"
#include "report/page_private.h"
#include "report/teller.h"

#define WIDTH 680
#define LABEL_WIDTH_LEAST 60
#define LABEL_WIDTH_MOST 260
#define LETTER_WIDTH 7 /* about */
#define SUM_WIDTH 110
#define BAR_HEIGHT 18
#define ROW_HEIGHT 24
#define LEGEND_HEIGHT 20
#define SHADES 6

/* From dark to light, each readable beside its neighbours in grey and on paper. */
static const char *const shades[SHADES] = {"#1f4e79", "#d9a441", "#5b8c5a", "#b5534c", "#8e7cc3", "#a6a6a6"};

static size_t rows_of(const struct page_part *table)
{
	size_t count = 0;
	for (size_t r = 0; r < table->row_count; r++)
		count += !table->rows[r].sum;
	return count;
}

static size_t parts_of(const struct page_part *bars, const struct page_part *table)
{
	size_t count = 0;
	for (size_t c = bars->from; c < bars->until; c++)
		count += !page_column_is_empty(table, c);
	return count;
}

/* The bars begin where the longest label ends. */
static int label_width(const struct page *page, const struct page_part *table)
{
	int widest = LABEL_WIDTH_LEAST;
	struct text words = {0};
	for (size_t r = 0; r < table->row_count; r++) {
		text_clear(&words);
		page_cell_words(page, table, &table->rows[r].cells[0], &words);
		int width = (int)text_width(text_slice(&words)) * LETTER_WIDTH + 12;
		widest = width > widest && !table->rows[r].sum ? width : widest;
	}
	text_free(&words);
	return widest > LABEL_WIDTH_MOST ? LABEL_WIDTH_MOST : widest;
}

static void append_words(struct text *out, int x, int y, const char *anchor, const char *words)
{
	text_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
	html_append(out, slice_of(words));
	text_append_text(out, "</text>\n");
}

static void append_bar(const struct page_part *bars, const struct page_part *table, const struct page_row *row,
                       int left, int y, struct text *out)
{
	const int64_t room = WIDTH - left - SUM_WIDTH, largest = page_bar_largest(bars, table);
	int64_t sum = 0, x = 0;
	for (size_t c = bars->from; c < bars->until; c++) {
		sum += page_bar_part(row, c);
		int64_t until = largest == 0 ? 0 : scaled(sum, room, largest);
		if (until > x)
			text_printf(out, "<rect x=\"%lld\" y=\"%d\" width=\"%lld\" height=\"%d\" fill=\"%s\"/>\n",
			            (long long)(left + x), y, (long long)(until - x), BAR_HEIGHT,
			            shades[(c - bars->from) % SHADES]);
		x = until > x ? until : x;
	}
}

static void append_legend(const struct page_part *bars, const struct page_part *table, int left, int y,
                          struct text *out)
{
	for (size_t c = bars->from; c < bars->until; c++) {
		if (page_column_is_empty(table, c))
			continue;
		text_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>\n", left, y,
		            shades[(c - bars->from) % SHADES]);
		append_words(out, left + 18, y + 11, "start", table->columns[c].label);
		y += LEGEND_HEIGHT;
	}
}

static void append_row(const struct page *page, const struct page_part *bars, const struct page_row *row, int left,
                       int y, struct text *out)
{
	const struct page_part *table = &page->parts[bars->table_at];
	struct text words = {0};
	page_cell_words(page, table, &row->cells[0], &words);
	append_words(out, left - 8, y + 14, "end", words.size > 0 ? words.data : "");
	append_bar(bars, table, row, left, y, out);
	text_clear(&words);
	teller_money_short(&words, page_bar_sum(bars, row), page->conf);
	append_words(out, WIDTH - 2, y + 14, "end", words.data);
	text_free(&words);
}

void page_write_svg_bars(const struct page *page, const struct page_part *bars, struct text *out)
{
	const struct page_part *table = &page->parts[bars->table_at];
	int height = (int)rows_of(table) * ROW_HEIGHT + (int)parts_of(bars, table) * LEGEND_HEIGHT + 10, y = 4;
	const int left = label_width(page, table);
	text_printf(out,
	            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" "
	            "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n<title>",
	            WIDTH, height, WIDTH, height);
	html_append(out, slice_of(bars->words));
	text_append_text(out, "</title>\n");
	for (size_t r = 0; r < table->row_count; r++) {
		if (table->rows[r].sum)
			continue;
		append_row(page, bars, &table->rows[r], left, y, out);
		y += ROW_HEIGHT;
	}
	append_legend(bars, table, left, y + 6, out);
	text_append_text(out, "</svg>\n");
}
