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

static void append_gone(const struct import_result *result, struct text *line)
{
	if (result->ended > 0)
		text_printf(line, ngettext(", %llu ended", ", %llu ended", (unsigned long)result->ended),
		            (unsigned long long)result->ended);
	if (result->removed > 0)
		text_printf(line, ngettext(", %llu removed", ", %llu removed", (unsigned long)result->removed),
		            (unsigned long long)result->removed);
	if (result->kept > 0)
		text_printf(line, ngettext(", %llu gone from the list but left", ", %llu gone from the list but left",
		                           (unsigned long)result->kept),
		            (unsigned long long)result->kept);
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

/* `read`: how many of what were read. */
static void print_result(const struct import_result *result, const char *read, bool dry_run)
{
	struct text line = {0};
	text_printf(&line, "%s: ", read);
	append_records(result, &line);
	append_gone(result, &line);
	append_rows(result, &line);
	printf("%s%s\n", line.data, dry_run ? _(" (dry run: nothing was written)") : "");
	if (result->sequence != 0)
		printf(_("undo with: forvalta undo %llu\n"), (unsigned long long)result->sequence);
	text_free(&line);
}

static void take_common(struct cli *cli, struct import_options *options)
{
	*options = (struct import_options){
		.rejects = cli_option(cli, "rejects"),
		.dry_run = cli_flag(cli, "dry-run"),
		.all_or_nothing = cli_flag(cli, "all-or-nothing"),
		.allow_shrink = cli_flag(cli, "allow-shrink"),
		.progress = cli_show_progress,
		.fault = show_fault,
		.notice = show_notice,
	};
}

static bool take_options(struct cli *cli, struct import_options *options, struct import_plan *plan)
{
	const char *map = cli_option(cli, "map");
	take_common(cli, options);
	options->entity = cli_option(cli, "entity");
	options->key = cli_option(cli, "key");
	options->sheet = cli_option(cli, "sheet");
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
	char read[80];
	snprintf(read, sizeof read, ngettext("%llu row read", "%llu rows read", (unsigned long)result.rows),
	         (unsigned long long)result.rows);
	print_result(&result, read, options.dry_run);
	return result.rejected > 0 ? EXIT_FOUND : EXIT_DONE;
}

static void show_preview(void *context, const char *line)
{
	struct text harmless = {0};
	(void)context;
	text_append_harmless(&harmless, slice_of(line), false);
	printf("%s\n", harmless.data);
	text_free(&harmless);
}

/* What a parts list has beside components. */
static void print_others(const struct bom_result *result)
{
	if (result->left_out > 0)
		fprintf(stderr,
		        ngettext("%llu part is left out: files, data and keys have no support that could end\n",
		                 "%llu parts are left out: files, data and keys have no support that could end\n",
		                 (unsigned long)result->left_out),
		        (unsigned long long)result->left_out);
	if (result->services > 0)
		fprintf(stderr,
		        ngettext("%llu service is left out: what the system calls is no part of it; enter it as an integration\n",
		                 "%llu services are left out: what the system calls is no part of it; enter them as "
		                 "integrations\n",
		                 (unsigned long)result->services),
		        (unsigned long long)result->services);
}

static int finish_bom(struct cli *cli, bool ok, const struct bom_result *result, unsigned shown, bool dry_run)
{
	char read[80];
	cli_clear_progress();
	if (shown > FAULTS_SHOWN)
		fprintf(stderr, _("… and %u more\n"), shown - FAULTS_SHOWN);
	if (!ok)
		return cli_fail(cli);
	uint64_t parts = result->import.rows + result->left_out;
	snprintf(read, sizeof read, ngettext("%llu part read", "%llu parts read", (unsigned long)parts),
	         (unsigned long long)parts);
	print_others(result);
	print_result(&result->import, read, dry_run);
	return result->import.rejected > 0 ? EXIT_FOUND : EXIT_DONE;
}

int run_bom(struct cli *cli)
{
	struct bom_result result;
	struct import_options options;
	struct text where = {0};
	unsigned shown = 0;
	if (strcmp(cli->arguments[0], "import") != 0 || cli_option(cli, "system") == NULL)
		return cli_misuse(cli, _("usage: forvalta %s %s"), cli->command->name, cli->command->usage);
	cli->arguments++;
	cli->argument_count--;
	append_names(cli, "bom", &where);
	cli_catch_stop();
	take_common(cli, &options);
	options.where = text_slice(&where);
	options.preview = options.dry_run ? show_preview : NULL;
	options.context = &shown;
	bool ok = import_bom(&cli->session, cli->arguments, (size_t)cli->argument_count, cli_option(cli, "system"), &options,
	                     &result, &cli->error);
	text_free(&where);
	return finish_bom(cli, ok, &result, shown, options.dry_run);
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
