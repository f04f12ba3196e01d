/* Any bytes as a spreadsheet: as the archive itself, or, where the first byte is odd, as the parts of one, which a line
 * of "---" separates: sheet, shared texts, styles, workbook. What is read of it is sound comma-separated text. */
#include <string.h>

#include "exchange/csv.h"
#include "exchange/workbook.h"
#include "fuzz/fuzz.h"
#include "support/zip_writer.h"

#define SEPARATOR "\n---\n"

static struct slice next_part(struct slice *rest)
{
	const char *end = rest->size == 0 ? NULL : memmem(rest->data, rest->size, SEPARATOR, sizeof SEPARATOR - 1);
	struct slice part = {rest->data, end == NULL ? rest->size : (size_t)(end - rest->data)};
	size_t taken = end == NULL ? rest->size : part.size + sizeof SEPARATOR - 1;
	*rest = (struct slice){rest->data + taken, rest->size - taken};
	return part;
}

static void make_archive(struct zip_writer *zip, struct slice rest)
{
	static const char *const parts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
	                                    "xl/workbook.xml"};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		struct slice part = next_part(&rest);
		zip_add(zip, parts[i], i == 3 && part.size == 0 ? SLICE(SHEET_BOOK) : part);
	}
	zip_add(zip, "xl/_rels/workbook.xml.rels", SLICE(SHEET_RELATIONS));
	zip_end(zip);
}

static void check_rows(const struct workbook *workbook, struct csv *csv)
{
	struct csv_row row;
	struct error error = {0};
	enum csv_outcome outcome;
	uint32_t last = 0, number, column;
	while ((outcome = csv_next(csv, &row, &error)) != CSV_END) {
		size_t line, at;
		REQUIRE(outcome == CSV_ROW);
		csv_place(&row, row.count - 1, &line, &at);
		workbook_place(workbook, line, at, &number, &column);
		REQUIRE(number > last && number <= WORKBOOK_ROWS_MAX && column == row.count);
		const struct workbook_fault *fault = workbook_fault_at(workbook, row.line);
		REQUIRE(fault == NULL || (fault->row == number && fault->column <= row.count && fault->reason[0] != '\0'));
		last = number;
	}
}

static void check(const struct workbook *workbook)
{
	struct error error = {0};
	struct input *input = input_open_bytes("f", text_slice(&workbook->csv), ENCODING_UTF8);
	struct csv *csv = csv_new(input, &(struct csv_options){.separator = ','}, &error);
	if (csv != NULL)
		check_rows(workbook, csv);
	else
		REQUIRE(error.text[0] != '\0');
	csv_free(&csv);
	input_free(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct zip_writer zip = {0};
	struct workbook workbook;
	struct error error = {0};
	struct slice file = {(const char *)bytes + 1, size == 0 ? 0 : size - 1};
	if (size == 0)
		return 0;
	if (bytes[0] & 1) {
		make_archive(&zip, file);
		file = text_slice(&zip.bytes);
	}
	if (workbook_read(&workbook, file, "f", NULL, &error)) {
		check(&workbook);
		workbook_free(&workbook);
	} else {
		REQUIRE(error.text[0] != '\0');
	}
	text_free(&zip.bytes);
	return 0;
}
