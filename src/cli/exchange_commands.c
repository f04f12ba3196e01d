/* import and catalogue: files into the register. */
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "exchange/import.h"
#include "exchange/mapping.h"

#define FAULTS_SHOWN 20

static void show_fault(void *context, const char *line)
{
	unsigned *shown = context;
	struct text harmless = {0};
	text_append_harmless(&harmless, slice_of(line), false);
	if ((*shown)++ < FAULTS_SHOWN)
		fprintf(stderr, "%s\n", harmless.data);
	text_free(&harmless);
}

static void show_notice(void *context, const char *line)
{
	struct text harmless = {0};
	(void)context;
	text_append_harmless(&harmless, slice_of(line), false);
	fprintf(stderr, "%s\n", harmless.data);
	text_free(&harmless);
}

static void append_names(struct cli *cli, const char *what, struct text *where)
{
	text_append_text(where, what);
	for (int i = 0; i < cli->argument_count && where->size < 150; i++) {
		const char *base = strrchr(cli->arguments[i], '/');
		text_printf(where, " %s", base == NULL ? cli->arguments[i] : base + 1);
	}
}

static void append_records(const struct import_result *result, struct text *line)
{
	text_printf(line, ngettext("%llu record added", "%llu records added", (unsigned long)result->added),
	            (unsigned long long)result->added);
	if (result->changed > 0)
		text_printf(line, _(", %llu changed"), (unsigned long long)result->changed);
	if (result->unchanged > 0)
		text_printf(line, ngettext(", %llu as it was", ", %llu as they were", (unsigned long)result->unchanged),
		            (unsigned long long)result->unchanged);
}

static void append_rows(const struct import_result *result, struct text *line)
{
	if (result->merged > 0)
		text_printf(line,
		            ngettext(", %llu row joined to another row's record", ", %llu rows joined to other rows' records",
		                     (unsigned long)result->merged),
		            (unsigned long long)result->merged);
	if (result->rejected > 0)
		text_printf(line, ngettext(", %llu row rejected", ", %llu rows rejected", (unsigned long)result->rejected),
		            (unsigned long long)result->rejected);
}

static void print_result(const struct import_result *result, bool dry_run)
{
	struct text line = {0};
	text_printf(&line, ngettext("%llu row read", "%llu rows read", (unsigned long)result->rows),
	            (unsigned long long)result->rows);
	text_append_text(&line, ": ");
	append_records(result, &line);
	append_rows(result, &line);
	printf("%s%s\n", line.data, dry_run ? _(" (dry run: nothing was written)") : "");
	if (result->sequence != 0)
		printf(_("undo with: forvalta undo %llu\n"), (unsigned long long)result->sequence);
	text_free(&line);
}

static bool take_options(struct cli *cli, struct import_options *options, struct import_plan *plan)
{
	const char *map = cli_option(cli, "map");
	*options = (struct import_options){
		.entity = cli_option(cli, "entity"),
		.key = cli_option(cli, "key"),
		.sheet = cli_option(cli, "sheet"),
		.rejects = cli_option(cli, "rejects"),
		.dry_run = cli_flag(cli, "dry-run"),
		.all_or_nothing = cli_flag(cli, "all-or-nothing"),
		.allow_shrink = cli_flag(cli, "allow-shrink"),
		.progress = cli_show_progress,
		.fault = show_fault,
		.notice = show_notice,
	};
	if (map == NULL)
		return true;
	if (options->entity != NULL || options->key != NULL)
		return error_set(&cli->error, ERROR_USAGE,
		                 _("--map says itself what the rows are: --entity and --key do not go with it"));
	options->plan = plan;
	return mapping_read(plan, map, &cli->error);
}

int run_import(struct cli *cli)
{
	struct import_options options;
	struct import_plan plan = {0};
	struct import_result result;
	struct text where = {0};
	unsigned shown = 0;
	append_names(cli, "import", &where);
	cli_catch_stop();
	bool ok = take_options(cli, &options, &plan);
	options.where = text_slice(&where);
	options.context = &shown;
	ok = ok && import_files(&cli->session, cli->arguments, (size_t)cli->argument_count, &options, &result, &cli->error);
	cli_clear_progress();
	if (shown > FAULTS_SHOWN)
		fprintf(stderr, _("… and %u more\n"), shown - FAULTS_SHOWN);
	plan_free(&plan);
	text_free(&where);
	if (!ok)
		return cli_fail(cli);
	print_result(&result, options.dry_run);
	return result.rejected > 0 ? EXIT_FOUND : EXIT_DONE;
}

static void print_catalogue(const struct catalogue_result *result)
{
	struct text line = {0};
	char day[DAY_TEXT_SIZE];
	text_printf(&line, _("catalogue of %s: "), day_text(result->generated, day));
	text_printf(&line, ngettext("%llu product", "%llu products", (unsigned long)result->products),
	            (unsigned long long)result->products);
	text_printf(&line, ngettext(" with %llu release; ", " with %llu releases; ", (unsigned long)result->releases),
	            (unsigned long long)result->releases);
	append_records(&result->import, &line);
	printf("%s\n", line.data);
	text_free(&line);
	if (result->rematched > 0)
		printf(ngettext("%llu component is matched to another release than before\n",
		                "%llu components are matched to another release than before\n",
		                (unsigned long)result->rematched),
		       (unsigned long long)result->rematched);
}

int run_catalogue(struct cli *cli)
{
	struct catalogue_result result;
	struct text where = {0};
	if (strcmp(cli->arguments[0], "import") != 0)
		return cli_misuse(cli, _("usage: forvalta %s %s"), cli->command->name, cli->command->usage);
	cli->arguments++;
	cli->argument_count--;
	append_names(cli, "catalogue", &where);
	cli_catch_stop();
	const struct import_options options = {
		.dry_run = cli_flag(cli, "dry-run"), .where = text_slice(&where), .progress = cli_show_progress};
	bool ok = import_catalogue(&cli->session, cli->arguments, (size_t)cli->argument_count, &options, &result, &cli->error);
	cli_clear_progress();
	text_free(&where);
	if (!ok)
		return cli_fail(cli);
	print_catalogue(&result);
	return EXIT_DONE;
}
