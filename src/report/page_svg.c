/* Pictures of a page as SVG: stacked bars, with what they come to beside them. Told apart by pattern as well as by
 * colour, so that they can be read in grey, on paper and by those who see no colours. */
#include "base/lang.h"
#include "report/html.h"
#include "report/page_private.h"

#define LABEL_WIDTH_LEAST 60
#define LABEL_WIDTH_MOST 320
#define LETTER_WIDTH 7 /* about */
#define SUM_WIDTH 110
#define BAR_HEIGHT 18
#define ROW_HEIGHT 24
#define LEGEND_HEIGHT 20

/* What is drawn over the colour, in a square of eight. */
static const struct {
	const char *colour, *lines;
} shades[] = {
	{"#1f4e79", NULL},
	{"#e0a93b", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4"},
	{"#5b8c5a", "M0,4 h8"},
	{"#b5534c", "M4,0 v8"},
	{"#8e7cc3", "M0,0 l8,8 M-2,6 l4,4 M6,-2 l4,4"},
	{"#9a9a9a", "M4,0 v8 M0,4 h8"},
};
#define SHADES (sizeof shades / sizeof *shades)

void page_svg_begin(const struct page_part *picture, int height, struct text *out)
{
	text_printf(out,
	            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" "
	            "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\">\n<title>",
	            PICTURE_WIDTH, height, PICTURE_WIDTH, height);
	html_append(out, slice_of(picture->words));
	text_append_text(out, "</title>\n<desc>");
	html_append(out, slice_of(_("The figures stand in the table before the picture.")));
	text_append_text(out, "</desc>\n");
}

void page_svg_words(struct text *out, int x, int y, const char *anchor, const char *words)
{
	text_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y, anchor);
	html_append(out, slice_of(words));
	text_append_text(out, "</text>\n");
}

/* ---- bars ---- */

struct bars {
	const struct page *page;
	const struct page_part *part, *table;
	size_t at;
	int left;
	int64_t largest;
	struct text *out;
};

static size_t rows_of(const struct page_part *table)
{
	size_t count = 0;
	for (size_t r = 0; r < table->row_count; r++)
		count += table->rows[r].kind == ROW_PLAIN;
	return count;
}

static size_t parts_of(const struct page_part *bars, const struct page_part *table)
{
	size_t count = 0;
	for (size_t c = bars->from; c < bars->until; c++)
		count += page_column_is_shown(table, c, PAGE_BESIDE);
	return count;
}

/* The bars begin where the longest label ends. */
static int label_width(const struct page *page, const struct page_part *table)
{
	int widest = LABEL_WIDTH_LEAST;
	struct text words = {0};
	for (size_t r = 0; r < table->row_count; r++) {
		if (table->rows[r].kind != ROW_PLAIN)
			continue;
		text_clear(&words);
		page_cell_words(page, table, &table->rows[r].cells[0], &words);
		int width = (int)text_width(text_slice(&words)) * LETTER_WIDTH + 12;
		widest = width > widest ? width : widest;
	}
	text_free(&words);
	return widest > LABEL_WIDTH_MOST ? LABEL_WIDTH_MOST : widest;
}

static void append_patterns(const struct bars *bars)
{
	text_append_text(bars->out, "<defs>\n");
	for (size_t c = bars->part->from, i = 0; c < bars->part->until && i < SHADES; c++, i++)
		if (page_column_is_shown(bars->table, c, PAGE_BESIDE) && shades[i].lines != NULL)
			text_printf(bars->out,
			            "<pattern id=\"p%zu-%zu\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
			            "<rect width=\"8\" height=\"8\" fill=\"%s\"/><path d=\"%s\" stroke=\"#fff\" "
			            "stroke-width=\"1.5\"/></pattern>\n",
			            bars->at, i, shades[i].colour, shades[i].lines);
	text_append_text(bars->out, "</defs>\n");
}

static void append_rect(const struct bars *bars, size_t part, int64_t x, int y, int64_t width, int height)
{
	size_t shade = part % SHADES;
	text_printf(bars->out, "<rect x=\"%lld\" y=\"%d\" width=\"%lld\" height=\"%d\" fill=\"", (long long)x, y,
	            (long long)width, height);
	if (shades[shade].lines == NULL)
		text_append_text(bars->out, shades[shade].colour);
	else
		text_printf(bars->out, "url(#p%zu-%zu)", bars->at, shade);
	text_append_text(bars->out, "\"/>\n");
}

static void append_bar(const struct bars *bars, const struct page_row *row, int y)
{
	const int64_t room = PICTURE_WIDTH - bars->left - SUM_WIDTH;
	int64_t sum = 0, x = 0;
	for (size_t c = bars->part->from; c < bars->part->until; c++) {
		sum += page_bar_part(row, c);
		int64_t until = bars->largest == 0 ? 0 : scaled(sum, room, bars->largest);
		if (until > x)
			append_rect(bars, c - bars->part->from, bars->left + x, y, until - x, BAR_HEIGHT);
		x = until > x ? until : x;
	}
}

static void append_legend(const struct bars *bars, int y)
{
	for (size_t c = bars->part->from; c < bars->part->until; c++) {
		if (!page_column_is_shown(bars->table, c, PAGE_BESIDE))
			continue;
		append_rect(bars, c - bars->part->from, bars->left, y, 14, 14);
		page_svg_words(bars->out, bars->left + 20, y + 12, "start", bars->table->columns[c].label);
		y += LEGEND_HEIGHT;
	}
}

static void append_row(const struct bars *bars, const struct page_row *row, int y)
{
	struct text words = {0};
	page_cell_words(bars->page, bars->table, &row->cells[0], &words);
	page_svg_words(bars->out, bars->left - 8, y + 14, "end", words.size > 0 ? words.data : "");
	append_bar(bars, row, y);
	text_clear(&words);
	page_bar_words(bars->page, bars->part, row, &words);
	page_svg_words(bars->out, PICTURE_WIDTH - 2, y + 14, "end", words.data);
	text_free(&words);
}

void page_write_svg_bars(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *part = &page->parts[at], *table = &page->parts[part->table_at];
	const struct bars bars = {.page = page, .part = part, .table = table, .at = at, .left = label_width(page, table),
	                          .largest = page_bar_largest(part, table), .out = out};
	int y = 4;
	page_svg_begin(part, (int)rows_of(table) * ROW_HEIGHT + (int)parts_of(part, table) * LEGEND_HEIGHT + 14, out);
	append_patterns(&bars);
	for (size_t r = 0; r < table->row_count; r++) {
		if (table->rows[r].kind != ROW_PLAIN)
			continue;
		append_row(&bars, &table->rows[r], y);
		y += ROW_HEIGHT;
	}
	append_legend(&bars, y + 6);
	text_append_text(out, "</svg>\n");
}
