/* A list as a spreadsheet: the columns and values of its CSV, so that import takes it back, but days as days, amounts
 * and numbers as numbers, and everything else as texts that nothing calculates. */
#include <stdlib.h>

#include "base/lang.h"
#include "cli/listing.h"
#include "exchange/spreadsheet.h"

#define EXACT_DIGITS 15 /* that a spreadsheet counts with */

/* How the values of a type are kept, and how wide their column is; what is not named here is a text. */
static const struct kind {
	enum { KEPT_TEXT, KEPT_DAY, KEPT_NUMBER } kept;
	enum spreadsheet_look look;
	size_t width;
} kinds[TYPES] = {
	[TYPE_TEXT] = {.width = 30},
	[TYPE_NOTE] = {.width = 40},
	[TYPE_DATE] = {KEPT_DAY, SPREADSHEET_DAY, 12},
	[TYPE_MONEY] = {KEPT_NUMBER, SPREADSHEET_MONEY, 16},
	[TYPE_NUMBER] = {KEPT_NUMBER, SPREADSHEET_PLAIN, 10},
	[TYPE_DECIMAL] = {KEPT_NUMBER, SPREADSHEET_PLAIN, 10},
	[TYPE_PERCENT] = {KEPT_NUMBER, SPREADSHEET_PLAIN, 10},
};
#define WIDTH_OTHERWISE 14

static const struct kind *kind_of(const struct listing *listing, size_t column)
{
	return &kinds[path_field(list_plan_column(listing->plan, column))->type];
}

static void write_headings(struct listing *listing, struct spreadsheet *sheet)
{
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		text_clear(&listing->cell);
		path_append(&listing->cell, list_plan_column(listing->plan, c));
		size_t wide = kind_of(listing, c)->width, heading = listing->cell.size + 2;
		wide = wide == 0 ? WIDTH_OTHERWISE : wide;
		spreadsheet_width(sheet, c, wide > heading ? wide : heading);
	}
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		text_clear(&listing->cell);
		path_append(&listing->cell, list_plan_column(listing->plan, c));
		spreadsheet_text(sheet, 0, c, text_slice(&listing->cell), SPREADSHEET_HEADING);
	}
	spreadsheet_freeze(sheet, 1);
}

static void write_cell(struct listing *listing, struct spreadsheet *sheet, const struct record *record, size_t column)
{
	const struct kind *kind = kind_of(listing, column);
	struct value value = rows_cell(listing->list, record, column);
	text_clear(&listing->cell);
	rows_append_cell(listing->list, record, column, &listing->writer, &listing->cell);
	if (!value.set || listing->cell.size == 0)
		return;
	if (kind->kept == KEPT_DAY)
		spreadsheet_day(sheet, listing->rows, column, (day_t)value.number, kind->look);
	else if (kind->kept == KEPT_NUMBER && listing->cell.size <= EXACT_DIGITS)
		spreadsheet_number(sheet, listing->rows, column, strtod(listing->cell.data, NULL), kind->look);
	else
		spreadsheet_text(sheet, listing->rows, column, text_slice(&listing->cell), SPREADSHEET_PLAIN);
}

static bool write_rows(struct listing *listing, struct spreadsheet *sheet)
{
	struct record record;
	while (rows_next(listing->list, &record)) {
		if (++listing->rows >= SPREADSHEET_ROWS_MAX)
			return error_set(&listing->cli->error, ERROR_INPUT,
			                 _("more rows than a spreadsheet holds: choose fewer with --where, or use --format csv"));
		for (size_t c = 0; c < list_plan_columns(listing->plan); c++)
			write_cell(listing, sheet, &record, c);
	}
	return true;
}

bool listing_write_workbook(struct listing *listing)
{
	struct spreadsheet *sheet = spreadsheet_new(list_plan_entity(listing->plan)->name, true, &listing->cli->error);
	if (sheet == NULL)
		return false;
	write_headings(listing, sheet);
	bool ok = write_rows(listing, sheet) && spreadsheet_end(&sheet, &listing->out, &listing->cli->error);
	spreadsheet_free(&sheet);
	return ok;
}
