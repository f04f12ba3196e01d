/* Curves over the years, as SVG and in letters: each told apart by its marks and its dashes, not by colour alone. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/page_private.h"
#include "report/teller.h"

#define HEIGHT 320
#define LEFT 84
#define RIGHT 16
#define TOP 12
#define BOTTOM 36
#define LEGEND_HEIGHT 20
#define TICKS 5

static const struct {
	const char *colour, *dashes, *mark; /* mark: the path of a sign around 0,0 */
} pens[] = {
	{"#1f4e79", "", "M-3,-3 h6 v6 h-6 z"},
	{"#c0392b", "8 3", "M0,-4 l4,7 h-8 z"},
	{"#3f7f3e", "3 3", "M0,-4 l4,4 l-4,4 l-4,-4 z"},
	{"#b9770e", "10 3 2 3", "M-4,-1 h3 v-3 h2 v3 h3 v2 h-3 v3 h-2 v-3 h-3 z"},
	{"#7d5fb2", "6 2 2 2 2 2", "M-4,-3 h8 l-4,7 z"},
	{"#777777", "1 3", "M-2,-4 h4 v8 h-4 z"},
};
#define PENS (sizeof pens / sizeof *pens)

struct plot {
	const struct page *page;
	const struct page_part *part, *table;
	int64_t least, most, first, last; /* amounts; years */
	struct text *out;
};

/* False where there is nothing to draw. */
static bool measure(struct plot *plot)
{
	bool any = false;
	page_curve_range(plot->part, plot->table, &plot->least, &plot->most);
	for (size_t r = 0; r < plot->table->row_count; r++) {
		const struct page_row *row = &plot->table->rows[r];
		if (row->kind != ROW_PLAIN)
			continue;
		plot->first = any ? plot->first : row->cells[0].number;
		plot->last = row->cells[0].number;
		any = true;
	}
	return any && plot->last > plot->first && plot->most > plot->least;
}

static int place_x(const struct plot *plot, int64_t year)
{
	return LEFT + (int)scaled(year - plot->first, PICTURE_WIDTH - LEFT - RIGHT, plot->last - plot->first);
}

static int place_y(const struct plot *plot, int64_t amount)
{
	return HEIGHT - BOTTOM - (int)scaled(amount - plot->least, HEIGHT - TOP - BOTTOM, plot->most - plot->least);
}

/* From the step below the lowest to the step above the highest; returns the step. */
static int64_t round_range(struct plot *plot)
{
	struct chart_scale scale = chart_scale_over(plot->least, plot->most, TICKS);
	plot->least = scale.least;
	plot->most = scale.most;
	return scale.step;
}

static void append_axes(const struct plot *plot, int64_t step)
{
	struct text words = {0};
	for (int64_t amount = plot->least; amount <= plot->most; amount += step) {
		int y = place_y(plot, amount);
		text_printf(plot->out, "<path d=\"M%d,%d H%d\" stroke=\"currentColor\" stroke-opacity=\"%s\" fill=\"none\"/>\n", LEFT,
		            y, PICTURE_WIDTH - RIGHT, amount == 0 ? "0.9" : "0.2");
		text_clear(&words);
		teller_money_short(&words, amount, plot->page->conf);
		page_svg_words(plot->out, LEFT - 8, y + 4, "end", words.data);
	}
	int64_t every = (plot->last - plot->first) / 12 + 1;
	for (int64_t year = plot->first; year <= plot->last; year += every) {
		text_clear(&words);
		text_printf(&words, "%lld", (long long)year);
		page_svg_words(plot->out, place_x(plot, year), HEIGHT - BOTTOM + 20, "middle", words.data);
	}
	text_free(&words);
}

static void append_line(const struct plot *plot, size_t column)
{
	size_t pen = (column - plot->part->from) % PENS;
	bool begun = false;
	text_printf(plot->out, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" d=\"",
	            pens[pen].colour, *pens[pen].dashes == '\0' ? "none" : pens[pen].dashes);
	for (size_t r = 0; r < plot->table->row_count; r++) {
		const struct page_row *row = &plot->table->rows[r];
		if (row->kind != ROW_PLAIN || !page_value_is_set(&row->cells[column]))
			continue;
		text_printf(plot->out, "%c%d,%d ", begun ? 'L' : 'M', place_x(plot, row->cells[0].number),
		            place_y(plot, row->cells[column].number));
		begun = true;
	}
	text_append_text(plot->out, "\"/>\n");
}

static void append_sign(const struct plot *plot, size_t column, int x, int y)
{
	const size_t pen = (column - plot->part->from) % PENS;
	text_printf(plot->out, "<path transform=\"translate(%d %d)\" d=\"%s\" fill=\"%s\"/>\n", x, y, pens[pen].mark,
	            pens[pen].colour);
}

static void append_signs(const struct plot *plot, size_t column)
{
	for (size_t r = 0; r < plot->table->row_count; r++) {
		const struct page_row *row = &plot->table->rows[r];
		if (row->kind == ROW_PLAIN && page_value_is_set(&row->cells[column]))
			append_sign(plot, column, place_x(plot, row->cells[0].number), place_y(plot, row->cells[column].number));
	}
}

static void append_curve(const struct plot *plot, size_t column)
{
	if (!page_column_is_shown(plot->table, column, PAGE_BESIDE))
		return;
	append_line(plot, column);
	append_signs(plot, column);
}

static const struct page_value *value_in(const struct plot *plot, size_t column, int64_t year)
{
	for (size_t r = 0; r < plot->table->row_count; r++) {
		const struct page_row *row = &plot->table->rows[r];
		if (row->kind == ROW_PLAIN && row->cells[0].number == year && page_value_is_set(&row->cells[column]))
			return &row->cells[column];
	}
	return NULL;
}

static void append_marks(const struct plot *plot)
{
	for (size_t m = 0; m < plot->part->mark_count; m++) {
		const struct page_mark *mark = &plot->part->marks[m];
		const struct page_value *value = value_in(plot, mark->column, mark->year);
		if (value == NULL)
			continue;
		text_printf(plot->out,
		            "<circle cx=\"%d\" cy=\"%d\" r=\"8\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n",
		            place_x(plot, mark->year), place_y(plot, value->number));
	}
}

static void append_mark_words(const struct plot *plot, size_t column, struct text *words)
{
	for (size_t m = 0; m < plot->part->mark_count; m++)
		if (plot->part->marks[m].column == column)
			text_printf(words, " (%s)", plot->part->marks[m].words);
}

static void append_legend(const struct plot *plot)
{
	struct text words = {0};
	int y = HEIGHT + 4;
	for (size_t c = plot->part->from; c < plot->part->until; c++) {
		size_t pen = (c - plot->part->from) % PENS;
		if (!page_column_is_shown(plot->table, c, PAGE_BESIDE))
			continue;
		text_printf(plot->out, "<path d=\"M%d,%d h32\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n", LEFT,
		            y + 8, pens[pen].colour, *pens[pen].dashes == '\0' ? "none" : pens[pen].dashes);
		append_sign(plot, c, LEFT + 16, y + 8);
		text_clear(&words);
		text_append_text(&words, plot->table->columns[c].label);
		append_mark_words(plot, c, &words);
		page_svg_words(plot->out, LEFT + 42, y + 12, "start", words.data);
		y += LEGEND_HEIGHT;
	}
	text_free(&words);
}

void page_write_svg_curves(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *part = &page->parts[at];
	struct plot plot = {.page = page, .part = part, .table = &page->parts[part->table_at], .out = out};
	page_svg_begin(part, HEIGHT + (int)(part->until - part->from) * LEGEND_HEIGHT + 8, out);
	if (measure(&plot)) {
		append_axes(&plot, round_range(&plot));
		for (size_t c = part->from; c < part->until; c++)
			append_curve(&plot, c);
		append_marks(&plot);
		append_legend(&plot);
	}
	text_append_text(out, "</svg>\n");
}

/* ---- in letters ---- */

#define GRID_LINES 12 /* at most */
#define GRID_COLUMNS 60

/* The amounts of each curve, a place for each year; of what is not shown none. */
static int64_t *read_amounts(const struct plot *plot, size_t years)
{
	size_t curves = plot->part->until - plot->part->from;
	int64_t *amounts = memory_new_array(curves * years + 1, sizeof *amounts);
	for (size_t i = 0; i < curves * years; i++)
		amounts[i] = NUMBER_UNSET;
	for (size_t c = 0; c < curves; c++)
		for (size_t r = 0; r < plot->table->row_count; r++) {
			const struct page_row *row = &plot->table->rows[r];
			const struct page_value *value = &row->cells[plot->part->from + c];
			int64_t year = row->kind == ROW_PLAIN ? row->cells[0].number - plot->first : -1;
			if (year >= 0 && year < (int64_t)years && page_value_is_set(value))
				amounts[c * years + (size_t)year] = value->number;
		}
	return amounts;
}

static void write_grid(const struct plot *plot, const struct chart_grid *grid, int lines, int every)
{
	struct text amount = {0};
	for (int line = 0; line <= lines; line++) {
		text_clear(&amount);
		if (line % every == 0)
			teller_money_short(&amount, plot->most - scaled(plot->most - plot->least, line, lines), plot->page->conf);
		text_append_cell(plot->out, amount.size > 0 ? text_slice(&amount) : SLICE(""), 14, true, false);
		text_append_text(plot->out, " |");
		chart_grid_row(grid, line, plot->out);
		text_append_char(plot->out, '\n');
	}
	text_printf(plot->out, "%16s%lld%*lld\n", "", (long long)plot->first, GRID_COLUMNS - 3, (long long)plot->last);
	text_free(&amount);
}

/* So many lines that each tick has one. */
static void draw_grid(const struct plot *plot, int64_t step)
{
	size_t years = (size_t)(plot->last - plot->first + 1), curves = plot->part->until - plot->part->from;
	int ticks = (int)((plot->most - plot->least) / step), every = GRID_LINES / ticks;
	int64_t *amounts = read_amounts(plot, years);
	const int64_t **rows = memory_new_array(curves + 1, sizeof *rows);
	char *letters = memory_new_array(curves + 1, sizeof *letters);
	for (size_t c = 0; c < curves; c++) {
		rows[c] = amounts + c * years;
		letters[c] = *chart_fill(CHART_ASCII, c);
	}
	struct chart_grid *grid = chart_curves(&(struct chart_plot){.curves = rows, .curve_count = curves, .points = years,
		.scale = {plot->least, plot->most, step}, .rows = every * ticks + 1, .columns = GRID_COLUMNS + 1,
		.letters = letters, .style = CHART_ASCII});
	write_grid(plot, grid, every * ticks, every);
	chart_grid_free(&grid);
	free(letters);
	free(rows);
	free(amounts);
}

void page_write_text_curves(const struct page *page, const struct page_part *curves, struct text *out)
{
	struct plot plot = {.page = page, .part = curves, .table = &page->parts[curves->table_at], .out = out};
	struct text words = {0};
	if (!measure(&plot))
		return;
	int64_t step = round_range(&plot);
	text_printf(out, "%s\n", curves->words);
	draw_grid(&plot, step);
	for (size_t c = curves->from; c < curves->until; c++) {
		if (!page_column_is_shown(plot.table, c, PAGE_BESIDE))
			continue;
		text_clear(&words);
		text_printf(&words, "%s %s", chart_fill(CHART_ASCII, c - curves->from), plot.table->columns[c].label);
		append_mark_words(&plot, c, &words);
		text_append_harmless(out, text_slice(&words), false);
		text_append_char(out, '\n');
	}
	text_free(&words);
}
