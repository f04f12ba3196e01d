/* review export and review import: the questions of a round as spreadsheets, and the answers back. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/whole_file.h"
#include "cli/review_sheets.h"
#include "exchange/input.h"
#include "exchange/review_sheet.h"
#include "exchange/workbook.h"

/* ---- out ---- */

/* Letters, digits and what is as harmless: a login that is nothing else names the file. */
static bool is_safe_name(struct slice name)
{
	for (size_t i = 0; i < name.size; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", name.data[i]) == NULL ||
		    name.data[i] == '\0')
			return false;
	return name.size > 0 && name.data[0] != '.' && name.data[0] != '-' && name.size < 200;
}

static void append_file_name(const struct view *view, const struct record *reviewer, struct text *path)
{
	struct slice login = record_text(reviewer, F_person_login);
	if (is_safe_name(login))
		text_append(path, login);
	else
		view_append_code(view, record_self(reviewer), path);
	text_append_text(path, ".xlsx");
}

static const char *language_of(const struct record *reviewer, const char *otherwise)
{
	const struct choice *language =
		schema_choice(schema_choices(CHOICES_language), record_choice(reviewer, F_person_language));
	return language == NULL ? otherwise : language->name;
}

static bool write_whole(const char *path, const struct text *bytes, struct error *error)
{
	struct whole_file whole;
	if (!whole_file_begin(&whole, path, error))
		return false;
	bool written = fwrite(bytes->data, 1, bytes->size, whole.file) == bytes->size ||
	               error_set_errno(error, "%s", path);
	return whole_file_end(&whole, written, error) && written;
}

/* In the language of whoever is asked. */
static bool export_reviewer(struct cli *cli, const struct view *view, struct ref round,
                            const struct review_question questions[], size_t count, const char *directory)
{
	const char *spoken = lang_code();
	struct text path = {0}, bytes = {0};
	struct record reviewer;
	if (!view_record(view, (struct ref){E_person, questions[0].reviewer}, &reviewer))
		return true;
	text_printf(&path, "%s/", directory);
	append_file_name(view, &reviewer, &path);
	lang_set(language_of(&reviewer, spoken));
	bool done = review_sheet_write(view, round, questions, count, &bytes, &cli->error);
	lang_set(spoken);
	done = done && write_whole(path.data, &bytes, &cli->error);
	text_free(&path);
	text_free(&bytes);
	return done;
}

static bool export_each(struct cli *cli, const struct view *view, struct ref round,
                        const struct review_questions *questions, const char *directory)
{
	size_t files = 0, unasked = 0;
	bool done = true;
	if (mkdir(directory, 0700) != 0 && errno != EEXIST)
		return error_set_errno(&cli->error, "%s", directory);
	for (size_t first = 0, end; done && first < questions->count; first = end) {
		const struct review_question *of = &questions->items[first];
		for (end = first + 1; end < questions->count && questions->items[end].reviewer == of->reviewer;)
			end++;
		if (of->reviewer == 0) {
			unasked = end - first;
			continue;
		}
		done = export_reviewer(cli, view, round, of, end - first, directory);
		files++;
	}
	if (done)
		fprintf(stderr, ngettext("forvalta: %zu file\n", "forvalta: %zu files\n", (unsigned long)files), files);
	if (done && unasked > 0)
		fprintf(stderr, _("forvalta: questions that nobody is asked, and that are in no file: %zu; hand them on\n"), unasked);
	return done;
}

static bool export_all(struct cli *cli, const struct view *view, struct ref round,
                       const struct review_questions *questions)
{
	struct text bytes = {0};
	bool done = review_sheet_write(view, round, questions->items, questions->count, &bytes, &cli->error) &&
	            (fwrite(bytes.data, 1, bytes.size, stdout) == bytes.size ||
	             error_set_errno(&cli->error, _("standard output cannot be written")));
	text_free(&bytes);
	return done;
}

bool review_export(struct cli *cli)
{
	const char *directory = cli_option(cli, "output");
	bool each = cli_flag(cli, "per-reviewer");
	struct review_questions questions = {0};
	struct ref round;
	if (cli->argument_count != 2 || each != (directory != NULL))
		return error_set(&cli->error, ERROR_USAGE,
		                 _("use: forvalta review export CODE [--per-reviewer --output DIR]"));
	struct view *view = view_open(cli->session.store, &cli->error);
	bool done = view != NULL && cli_find_record(cli, view, cli->arguments[1], &round);
	if (done && round.entity != E_review)
		done = error_set(&cli->error, ERROR_INPUT, _("%s is no round of review"), cli->arguments[1]);
	if (done)
		review_questions_read(&questions, view, round);
	if (done)
		done = each ? export_each(cli, view, round, &questions, directory) : export_all(cli, view, round, &questions);
	review_questions_free(&questions);
	view_close(&view);
	return done;
}

/* ---- in ---- */

struct importing {
	struct cli *cli;
	const char *file;
	struct text lines;
	size_t counts[REVIEW_OUTCOMES];
};

static void tell_row(void *context, const struct review_row *row)
{
	struct importing *importing = context;
	importing->counts[row->outcome]++;
	if (row->outcome == REVIEW_ROW_OPEN)
		return;
	text_append_text(&importing->lines, importing->file);
	if (row->row > 0)
		text_printf(&importing->lines, ":%u", row->row);
	text_printf(&importing->lines, ": %.*s%s", (int)row->item.size, row->item.data, row->item.size > 0 ? " " : "");
	text_printf(&importing->lines,
	            row->outcome == REVIEW_ROW_REFUSED  ? _("refused: %s")
	            : row->outcome == REVIEW_ROW_STANDS ? _("accepted already: %s")
	                                                : _("accepted: %s"),
	            row->words);
	text_append_char(&importing->lines, '\n');
}

/* What is wrong with the file itself is told as a row is, and the others are read. */
static bool import_file(struct importing *importing, const char *path)
{
	struct text bytes = {0};
	struct input *input = input_open(path, ENCODING_DETECT, &importing->cli->error);
	if (input == NULL)
		return false;
	importing->file = input_name(input);
	bool done = input_read_raw(input, WORKBOOK_SIZE_MAX, &bytes, &importing->cli->error);
	if (done)
		review_sheet_read(&importing->cli->session, text_slice(&bytes), importing->file, tell_row, importing);
	done = done && cli_write(importing->cli, &importing->lines);
	text_clear(&importing->lines);
	text_free(&bytes);
	input_free(&input);
	return done;
}

/* Not the lock files that spreadsheet programs leave. */
static int is_spreadsheet(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);
	return size > 5 && entry->d_name[0] != '.' && entry->d_name[0] != '~' &&
	       strcmp(entry->d_name + size - 5, ".xlsx") == 0;
}

static bool import_directory(struct importing *importing, const char *directory)
{
	struct dirent **entries = NULL;
	int count = scandir(directory, &entries, is_spreadsheet, alphasort);
	bool done = count > 0;
	if (count < 0)
		error_set_errno(&importing->cli->error, "%s", directory);
	else if (count == 0)
		error_set(&importing->cli->error, ERROR_NOT_FOUND, _("%s: there is no .xlsx in it"), directory);
	for (int i = 0; i < count; i++) {
		struct text path = {0};
		text_printf(&path, "%s/%s", directory, entries[i]->d_name);
		done = done && import_file(importing, path.data);
		text_free(&path);
		free(entries[i]);
	}
	free(entries);
	return done;
}

static bool import_path(struct importing *importing, const char *path)
{
	struct stat about;
	bool is_input = strcmp(path, "-") == 0;
	if (!is_input && importing->cli->over_ssh)
		return error_set(&importing->cli->error, ERROR_USAGE,
		                 _("through SSH answers come on standard input: … review import < answers.xlsx"));
	return !is_input && stat(path, &about) == 0 && S_ISDIR(about.st_mode) ? import_directory(importing, path)
	                                                                     : import_file(importing, path);
}

int review_import(struct cli *cli)
{
	struct importing importing = {.cli = cli};
	bool done = cli->argument_count > 1 || import_path(&importing, "-");
	for (int i = 1; done && i < cli->argument_count; i++)
		done = import_path(&importing, cli->arguments[i]);
	text_free(&importing.lines);
	const size_t *counts = importing.counts;
	fprintf(stderr, _("forvalta: accepted %zu, accepted already %zu, refused %zu, left open %zu\n"),
	        counts[REVIEW_ROW_ACCEPTED], counts[REVIEW_ROW_STANDS], counts[REVIEW_ROW_REFUSED], counts[REVIEW_ROW_OPEN]);
	if (!done)
		return cli_fail(cli);
	return counts[REVIEW_ROW_REFUSED] > 0 ? EXIT_FOUND : EXIT_DONE;
}
