/* Any bytes as LDIF, a list in JSON, or lines: what is read is sound CSV, each row with the header's fields and a line
 * of the file. The first byte chooses the format and whether columns that are not named are kept. */
#include <string.h>

#include "exchange/foreign_private.h"
#include "fuzz/fuzz.h"

static char a[] = "a", dn[] = "dn", c[] = "c";
static char *columns[] = {a, dn, c};

static void check_rows(const struct foreign *foreign, bool exact)
{
	struct input *input = input_open_bytes("made", text_slice(&foreign->csv), ENCODING_UTF8);
	const struct csv_options options = {.separator = ','};
	struct error error = {0};
	struct csv_row row;
	enum csv_outcome outcome;
	struct csv *csv = csv_new(input, &options, &error);
	if (csv == NULL) { /* a member without a name is a column without one: refused with words */
		REQUIRE(error.text[0] != '\0');
		input_free(&input);
		return;
	}
	while ((outcome = csv_next(csv, &row, &error)) == CSV_ROW || outcome == CSV_FAULT) {
		REQUIRE(outcome == CSV_ROW || !exact);
		REQUIRE(foreign_line_of(foreign->lines, foreign->line_count, (uint32_t)row.line) > 0);
	}
	REQUIRE(outcome == CSV_END || !exact);
	REQUIRE(csv_row_count(csv) == foreign->line_count);
	csv_free(&csv);
	input_free(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const enum plan_format formats[] = {FORMAT_LDIF, FORMAT_JSON, FORMAT_LINES, FORMAT_LDIF};
	if (size == 0)
		return 0;
	struct plan_cell cells[] = {{.header = a}, {.header = dn}};
	struct plan_record record = {.cells = cells, .cell_count = 2};
	struct import_plan plan = {.format = formats[bytes[0] & 3], .separator = ':', .records = &record, .record_count = 1,
	                           .ignore_others = (bytes[0] & 4) != 0};
	if (plan.format == FORMAT_LINES) {
		plan.columns = columns;
		plan.column_count = 3;
	}
	const struct foreign_notices notices = {NULL, NULL};
	struct foreign foreign;
	struct error error = {0};
	struct input *input = input_open_bytes("f", (struct slice){(const char *)bytes + 1, size - 1}, ENCODING_UTF8);
	bool done = foreign_read(&foreign, input, &plan, &notices, &error);
	REQUIRE(done || strncmp(error.text, "f:", 2) == 0);
	if (done)
		{
		/* A carriage return in a value is a fault of its row; lines may have any number of fields. */
		bool exact = plan.format != FORMAT_LINES && memchr(foreign.csv.data, '\r', foreign.csv.size) == NULL;
		check_rows(&foreign, exact);
	}
	foreign_free(&foreign);
	input_free(&input);
	return 0;
}
