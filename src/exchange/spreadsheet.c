/* libxlsxwriter brings a crypto library along, as libzip does: it is loaded when the first workbook is written. It
 * writes to a path only; the path is that of a file in memory, so that nothing of a register lies about on a disk. */
#include "exchange/spreadsheet.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/lang.h"
#include "base/memory.h"

/* One line for each function of the library that is used. */
#define LIBRARY_FUNCTIONS(X) \
	X(workbook_new_opt) X(workbook_add_worksheet) X(workbook_add_format) X(workbook_set_properties) X(workbook_close) \
	X(format_set_bold) X(format_set_font_size) X(format_set_num_format) X(format_set_unlocked) X(format_set_bg_color) \
	X(format_set_border) X(format_set_border_color) X(worksheet_write_string) X(worksheet_write_number) \
	X(worksheet_write_blank) X(worksheet_set_column_opt) X(worksheet_set_row_opt) X(worksheet_freeze_panes) \
	X(worksheet_data_validation_range) X(worksheet_protect) X(lxw_strerror)

static struct {
	bool loaded;
#define POINTER(name) __typeof__(&name) name;
	LIBRARY_FUNCTIONS(POINTER)
#undef POINTER
} library;

struct spreadsheet {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *looks[SPREADSHEET_LOOKS];
	struct text scratch;
	int file;
	lxw_error wrong;  /* the first thing that could not be written */
};

static bool find_function(void *handle, const char *name, void *pointer, struct error *error)
{
	void *found = dlsym(handle, name);
	if (found == NULL)
		return error_set(error, ERROR_SYSTEM, _("%s, which writes spreadsheets, is of another version: %s is not in it"),
		                 LIBXLSXWRITER, name);
	memcpy(pointer, &found, sizeof found);
	return true;
}

static bool load_library(struct error *error)
{
	void *handle = library.loaded ? NULL : dlopen(LIBXLSXWRITER, RTLD_NOW | RTLD_LOCAL);
	if (library.loaded)
		return true;
	if (handle == NULL)
		return error_set(error, ERROR_SYSTEM, _("%s, which writes spreadsheets, is not installed; use --format csv instead"),
		                 LIBXLSXWRITER);
#define FIND(name) \
	if (!find_function(handle, #name, &library.name, error)) \
		return false;
	LIBRARY_FUNCTIONS(FIND)
#undef FIND
	return library.loaded = true;
}

/* ---- looks ---- */

#define ANSWER_COLOUR 0xfff7d6
#define HEADING_COLOUR 0xe4e9f0
#define LINE_COLOUR 0xb0b0b0
#define TITLE_SIZE 14

static const struct look_row {
	const char *numbers; /* NULL: as it comes */
	uint32_t colour;     /* 0: none */
	bool bold, open;
} look_rows[SPREADSHEET_LOOKS] = {
	[SPREADSHEET_TITLE] = {.bold = true},
	[SPREADSHEET_HEADING] = {.bold = true, .colour = HEADING_COLOUR},
	[SPREADSHEET_DAY] = {.numbers = "yyyy-mm-dd"},
	[SPREADSHEET_MONEY] = {.numbers = "#,##0.00"},
	[SPREADSHEET_ANSWER] = {.numbers = "@", .colour = ANSWER_COLOUR, .open = true},
	[SPREADSHEET_ANSWER_DAY] = {.numbers = "yyyy-mm-dd", .colour = ANSWER_COLOUR, .open = true},
};

static lxw_format *new_look(lxw_workbook *book, enum spreadsheet_look number)
{
	const struct look_row *row = &look_rows[number];
	lxw_format *look = library.workbook_add_format(book);
	if (row->numbers != NULL)
		library.format_set_num_format(look, row->numbers);
	if (row->bold)
		library.format_set_bold(look);
	if (number == SPREADSHEET_TITLE)
		library.format_set_font_size(look, TITLE_SIZE);
	if (row->colour != 0) {
		library.format_set_bg_color(look, row->colour);
		library.format_set_border(look, LXW_BORDER_THIN);
		library.format_set_border_color(look, LINE_COLOUR);
	}
	if (row->open)
		library.format_set_unlocked(look);
	return look;
}

/* ---- from beginning to end ---- */

static bool open_book(struct spreadsheet *spreadsheet, const char *sheet, bool streamed)
{
	char path[64];
	lxw_workbook_options options = {.constant_memory = streamed};
	lxw_doc_properties made = {.created = (time_t)(moment_now() / MICROSECONDS)};
	spreadsheet->file = memfd_create("spreadsheet", MFD_CLOEXEC);
	if (spreadsheet->file < 0)
		return false;
	snprintf(path, sizeof path, "/proc/self/fd/%d", spreadsheet->file);
	spreadsheet->book = library.workbook_new_opt(path, &options);
	if (spreadsheet->book == NULL)
		return false;
	library.workbook_set_properties(spreadsheet->book, &made);
	for (int i = 0; i < SPREADSHEET_LOOKS; i++)
		spreadsheet->looks[i] = new_look(spreadsheet->book, (enum spreadsheet_look)i);
	spreadsheet->sheet = library.workbook_add_worksheet(spreadsheet->book, sheet);
	return spreadsheet->sheet != NULL;
}

struct spreadsheet *spreadsheet_new(const char *sheet, bool streamed, struct error *error)
{
	if (!load_library(error))
		return NULL;
	struct spreadsheet *spreadsheet = memory_new(sizeof *spreadsheet);
	spreadsheet->file = -1;
	if (!open_book(spreadsheet, sheet, streamed)) {
		error_set_errno(error, _("a spreadsheet cannot be begun"));
		spreadsheet_free(&spreadsheet);
	}
	return spreadsheet;
}

void spreadsheet_free(struct spreadsheet **spreadsheet)
{
	if (*spreadsheet == NULL)
		return;
	if ((*spreadsheet)->book != NULL)
		(void)library.workbook_close((*spreadsheet)->book);
	if ((*spreadsheet)->file >= 0)
		close((*spreadsheet)->file);
	text_free(&(*spreadsheet)->scratch);
	free(*spreadsheet);
	*spreadsheet = NULL;
}

static bool read_back(int file, struct text *bytes)
{
	char piece[65536];
	ssize_t got;
	off_t at = 0;
	while ((got = pread(file, piece, sizeof piece, at)) > 0) {
		text_append_bytes(bytes, piece, (size_t)got);
		at += got;
	}
	return got == 0;
}

bool spreadsheet_end(struct spreadsheet **spreadsheet, struct text *bytes, struct error *error)
{
	struct spreadsheet *ended = *spreadsheet;
	lxw_error wrong = library.workbook_close(ended->book);
	ended->book = NULL;
	wrong = ended->wrong != LXW_NO_ERROR ? ended->wrong : wrong;
	bool done = wrong == LXW_NO_ERROR;
	if (!done)
		error_set(error, ERROR_SYSTEM, _("the spreadsheet cannot be written: %s"), library.lxw_strerror(wrong));
	else if (!read_back(ended->file, bytes))
		done = error_set_errno(error, _("the spreadsheet cannot be written"));
	spreadsheet_free(spreadsheet);
	return done;
}

/* ---- cells ---- */

static void note(struct spreadsheet *spreadsheet, lxw_error wrong)
{
	if (spreadsheet->wrong == LXW_NO_ERROR)
		spreadsheet->wrong = wrong;
}

/* Of characters that UTF-8 is made of at most four bytes each. */
static void append_fitting(struct text *out, struct slice text)
{
	size_t characters = 0, end = 0;
	for (; end < text.size && characters < SPREADSHEET_CELL_MAX; characters++)
		for (end++; end < text.size && ((unsigned char)text.data[end] & 0xc0) == 0x80;)
			end++;
	if (end == text.size) {
		text_append(out, text);
		return;
	}
	do
		end--;
	while (((unsigned char)text.data[end] & 0xc0) == 0x80);
	text_append(out, (struct slice){text.data, end});
	text_append_text(out, "…");
}

void spreadsheet_text(struct spreadsheet *spreadsheet, size_t row, size_t column, struct slice text,
                      enum spreadsheet_look look)
{
	if (text.size == 0) {
		spreadsheet_blank(spreadsheet, row, column, look);
		return;
	}
	text_clear(&spreadsheet->scratch);
	append_fitting(&spreadsheet->scratch, text);
	note(spreadsheet, library.worksheet_write_string(spreadsheet->sheet, (lxw_row_t)row, (lxw_col_t)column,
	                                                 spreadsheet->scratch.data, spreadsheet->looks[look]));
}

void spreadsheet_number(struct spreadsheet *spreadsheet, size_t row, size_t column, double number,
                        enum spreadsheet_look look)
{
	note(spreadsheet, library.worksheet_write_number(spreadsheet->sheet, (lxw_row_t)row, (lxw_col_t)column, number,
	                                                 spreadsheet->looks[look]));
}

/* Days are counted from the end of 1899, as if 1900 had been a leap year; before its March they are told in words. */
void spreadsheet_day(struct spreadsheet *spreadsheet, size_t row, size_t column, day_t day, enum spreadsheet_look look)
{
	char words[DAY_TEXT_SIZE];
	if (day < day_from_civil(1900, 3, 1))
		spreadsheet_text(spreadsheet, row, column, slice_of(day_text(day, words)), look);
	else
		spreadsheet_number(spreadsheet, row, column, day - day_from_civil(1899, 12, 30), look);
}

void spreadsheet_blank(struct spreadsheet *spreadsheet, size_t row, size_t column, enum spreadsheet_look look)
{
	note(spreadsheet, library.worksheet_write_blank(spreadsheet->sheet, (lxw_row_t)row, (lxw_col_t)column,
	                                                look == SPREADSHEET_PLAIN ? NULL : spreadsheet->looks[look]));
}

/* ---- the sheet ---- */

void spreadsheet_width(struct spreadsheet *spreadsheet, size_t column, size_t characters)
{
	lxw_row_col_options options = {.hidden = characters == 0};
	note(spreadsheet, library.worksheet_set_column_opt(spreadsheet->sheet, (lxw_col_t)column, (lxw_col_t)column,
	                                                   characters == 0 ? LXW_DEF_COL_WIDTH : (double)characters, NULL,
	                                                   &options));
}

void spreadsheet_hide_row(struct spreadsheet *spreadsheet, size_t row)
{
	lxw_row_col_options options = {.hidden = true};
	note(spreadsheet, library.worksheet_set_row_opt(spreadsheet->sheet, (lxw_row_t)row, LXW_DEF_ROW_HEIGHT, NULL,
	                                                &options));
}

void spreadsheet_freeze(struct spreadsheet *spreadsheet, size_t row)
{
	library.worksheet_freeze_panes(spreadsheet->sheet, (lxw_row_t)row, 0);
}

void spreadsheet_choices(struct spreadsheet *spreadsheet, size_t column, size_t first, size_t last,
                         const char *const words[])
{
	char **list = NULL;
	memcpy(&list, &words, sizeof list); /* the library only reads them */
	lxw_data_validation choices = {.validate = LXW_VALIDATION_TYPE_LIST, .ignore_blank = LXW_VALIDATION_ON,
	                               .dropdown = LXW_VALIDATION_ON, .show_error = LXW_VALIDATION_ON, .value_list = list};
	note(spreadsheet, library.worksheet_data_validation_range(spreadsheet->sheet, (lxw_row_t)first, (lxw_col_t)column,
	                                                          (lxw_row_t)last, (lxw_col_t)column, &choices));
}

void spreadsheet_protect(struct spreadsheet *spreadsheet)
{
	lxw_protection may = {.format_columns = true, .format_rows = true};
	library.worksheet_protect(spreadsheet->sheet, NULL, &may);
}
