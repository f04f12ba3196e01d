#include "tui/alternative_curves.h"

#include "base/lang.h"
#include "report/chart.h"
#include "report/teller.h"
#include "tui/canvas.h"

#define AMOUNT_COLUMNS 12
#define ROWS_PER_TICK 3
#define TICKS_MOST 8

char alternative_letter(size_t curve)
{
	return (char)('A' + curve);
}

static void find_range(const struct alternative_curves *curves, int64_t *least, int64_t *most)
{
	*least = *most = 0;
	for (size_t c = 0; c < curves->count; c++)
		for (size_t t = 0; t < curves->points; t++) {
			int64_t amount = curves->amounts[c][t];
			if (amount == NUMBER_UNSET)
				continue;
			*least = amount < *least ? amount : *least;
			*most = amount > *most ? amount : *most;
		}
}

/* Amounts at the left, as many as the rows share equally. */
static void draw_amounts(const struct alternative_curves *curves, const struct chart_plot *plot, struct area area)
{
	for (int64_t amount = plot->scale.least; amount <= plot->scale.most; amount += plot->scale.step) {
		struct text words = {0};
		teller_money_short(&words, amount, curves->conf);
		canvas_text_right(area.row + chart_plot_row(plot, amount), area.column, AMOUNT_COLUMNS, ROLE_MUTED,
			text_slice(&words));
		text_free(&words);
	}
	for (int row = 0; row < plot->rows; row++)
		canvas_symbol(area.row + row, area.column + AMOUNT_COLUMNS + 1, ROLE_FRAME, SYMBOL_SIDE);
}

#define YEAR_COLUMNS 4

/* Each so many years, so that they stand equally far apart. */
static void draw_years(const struct alternative_curves *curves, const struct chart_plot *plot, int row, int column)
{
	int steps = (int)plot->points - 1, every = ((YEAR_COLUMNS + 3) * steps + plot->columns - 2) / (plot->columns - 1);
	for (int point = 0; point <= steps; point += every > 0 ? every : 1) {
		int at = int_clamp(chart_plot_column(plot, (size_t)point) - YEAR_COLUMNS / 2, 0, plot->columns - YEAR_COLUMNS);
		canvas_printf(row, column + at, YEAR_COLUMNS, ROLE_MUTED, "%d", curves->first_year + point);
	}
}

/* The rows are shared equally among the ticks, so that each amount has its own. */
static struct chart_plot plan(const struct alternative_curves *curves, const int64_t *const rows[], const char *letters,
	struct area area)
{
	int64_t least, most;
	find_range(curves, &least, &most);
	int ticks = int_clamp((area.rows - 1) / ROWS_PER_TICK, 1, TICKS_MOST);
	struct chart_plot plot = {.curves = rows, .curve_count = curves->count, .points = curves->points,
		.scale = chart_scale_over(least, most, ticks), .columns = area.columns - AMOUNT_COLUMNS - 2, .letters = letters,
		.joined = true, .style = canvas_chart_style()};
	int steps = (int)((plot.scale.most - plot.scale.least) / plot.scale.step);
	plot.rows = steps > 0 ? (area.rows - 2) / steps * steps + 1 : 0;
	return plot;
}

void alternative_curves_draw(const struct alternative_curves *curves, struct area area)
{
	const int64_t *rows[CURVES_MOST];
	char letters[CURVES_MOST];
	for (size_t c = 0; c < curves->count; c++) {
		rows[c] = curves->amounts[c];
		letters[c] = alternative_letter(c);
	}
	if (curves->count == 0 || curves->points < 2 || area.rows < CURVES_ROWS || area.columns < 30)
		return;
	struct area inside = area_part(area, 1, 0, area.rows - 1, area.columns);
	struct chart_plot plot = plan(curves, rows, letters, inside);
	if (plot.rows < 2)
		return;
	canvas_rule(area.row, area.column, area.columns, _("Cost less benefit, added up"));
	struct chart_grid *grid = chart_curves(&plot);
	for (int row = 0; row < plot.rows; row++) {
		struct text line = {0};
		chart_grid_row(grid, row, &line);
		canvas_text(inside.row + row, inside.column + AMOUNT_COLUMNS + 2, plot.columns, ROLE_NORMAL, text_slice(&line));
		text_free(&line);
	}
	chart_grid_free(&grid);
	draw_amounts(curves, &plot, inside);
	draw_years(curves, &plot, inside.row + plot.rows, inside.column + AMOUNT_COLUMNS + 2);
}
