/* demo: the sample municipality in a register of its own, with its dates moved so that it stands as near today as on
 * the day it was written for. */
#include <dirent.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "cli/audit_printing.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "exchange/import.h"
#include "tui/tui.h"

#define SAMPLE_LOGIN "anna.berg" /* whose desk is opened */

/* The day that the sample's dates were written for. */
static day_t sample_day(void)
{
	return day_from_civil(2026, 11, 22);
}

/* Beside the program's source while it is built there, else where it was installed. */
static bool find_sample(struct cli *cli, struct text *directory)
{
	char path[PATH_MAX];
	const char *stated = cli_option(cli, "sample");
	ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
	if (stated != NULL)
		text_append_text(directory, stated);
	else if (size > 0) {
		path[size] = '\0';
		text_printf(directory, "%s/../conf/sample", dirname(path));
		if (access(directory->data, R_OK) == 0)
			return true;
		text_clear(directory);
	}
	if (directory->size == 0)
		text_append_text(directory, PREFIX "/share/forvalta/sample");
	return access(directory->data, R_OK) == 0 || error_set_errno(&cli->error, "%s", directory->data);
}

static int is_csv(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);
	return size > 4 && strcmp(entry->d_name + size - 4, ".csv") == 0;
}

struct sample {
	char **files;
	size_t count;
	struct text catalogue;
};

static bool list_sample(struct cli *cli, struct sample *sample)
{
	struct text directory = {0};
	struct dirent **entries = NULL;
	bool ok = find_sample(cli, &directory);
	int count = ok ? scandir(directory.data, &entries, is_csv, alphasort) : 0;
	sample->files = memory_new_array((size_t)(count > 0 ? count : 0) + 1, sizeof *sample->files);
	for (int i = 0; i < count; i++) {
		struct text path = {0};
		text_printf(&path, "%s/%s", directory.data, entries[i]->d_name);
		sample->files[sample->count++] = text_take(&path);
		free(entries[i]);
	}
	free(entries);
	text_printf(&sample->catalogue, "%s/catalogue.json", directory.data == NULL ? "" : directory.data);
	if (ok && count <= 0)
		ok = error_set(&cli->error, ERROR_NOT_FOUND, _("%s: there are no sample files here"), directory.data);
	text_free(&directory);
	return ok;
}

static void free_sample(struct sample *sample)
{
	for (size_t i = 0; i < sample->count; i++)
		free(sample->files[i]);
	free(sample->files);
	text_free(&sample->catalogue);
}

/* Whole months, so that ends of months stay ends of months. */
static int months_since(day_t written, day_t today)
{
	struct civil_day from = day_to_civil(written), to = day_to_civil(today);
	int months = (to.year - from.year) * 12 + to.month - from.month;
	return to.day < from.day ? months - 1 : months;
}

static void show_fault(void *context, const char *line)
{
	(void)context;
	fprintf(stderr, "%s\n", line);
}

static bool fill(struct cli *cli, struct session *session, const struct sample *sample, const char *login)
{
	struct import_result result;
	struct catalogue_result catalogue;
	char *catalogue_file[] = {sample->catalogue.data};
	int months = months_since(sample_day(), session->today);
	const struct import_options options = {.shift_months = months, .where = SLICE("demo"), .fault = show_fault};
	if (!import_files(session, sample->files, sample->count, &options, &result, &cli->error) ||
	    !import_catalogue(session, catalogue_file, 1, &options, &catalogue, &cli->error) ||
	    !register_add_administrator(session, login, login, &cli->error))
		return false;
	printf(_("The sample municipality: %llu records from %zu files, %llu products with %llu releases.\n"),
	       (unsigned long long)result.added, sample->count, (unsigned long long)catalogue.products,
	       (unsigned long long)catalogue.releases);
	if (months != 0)
		printf(_("Its dates, those of the product catalogue too, have been moved by %d months so that it stays "
		         "alive.\n"),
		       months);
	return true;
}

static bool make(struct cli *cli, const struct session_options *options)
{
	struct sample sample = {0};
	struct session_options own = *options;
	own.system = true;
	bool ok = list_sample(cli, &sample) && register_init(&own, false, 0, NULL, cli->conf, &cli->error) &&
	          session_open(&cli->session, &own, cli->conf, &cli->error);
	cli->session_is_open = ok;
	ok = ok && fill(cli, &cli->session, &sample, options->login) && audit_and_print(cli, AUDIT_TEXT, true);
	free_sample(&sample);
	return ok;
}

int run_demo(struct cli *cli)
{
	struct session_options options;
	if (!cli_session_options(cli, &options))
		return cli_fail(cli);
	options.read_only = false;
	if (!make(cli, &options))
		return cli_fail(cli);
	session_close(&cli->session);
	cli->session_is_open = false;
	printf(_("\nThe register is in %s. Open it with: %s --store %s\n"), cli->store.data, cli->called, cli->store.data);
	fflush(stdout);
	if (cli_flag(cli, "no-open") || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		return EXIT_DONE;
	options.login = SAMPLE_LOGIN;
	const struct tui_options screen = {
		.language_set = cli_option(cli, "lang") != NULL, .fixed_day = cli->today != DAY_UNSET};
	if (!session_open(&cli->session, &options, cli->conf, &cli->error))
		return cli_fail(cli);
	cli->session_is_open = true;
	return tui_run(&cli->session, &screen, &cli->error) ? EXIT_DONE : cli_fail(cli);
}
