/* verify, backup, stat: the store as a whole. */
#include <unistd.h>

#include "base/lang.h"
#include "base/json_writer.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "identity/identity.h"
#include "register/authority.h"
#include "register/verify.h"
#include "store/journal.h"

static void print_fault(void *context, const char *line)
{
	(void)context;
	struct text harmless = {0};
	text_append_harmless(&harmless, slice_of(line), false);
	puts(harmless.data);
	text_free(&harmless);
}

static bool show_progress(void *context, uint64_t done)
{
	(void)context;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%llu", (unsigned long long)done);
	return true;
}

static bool verify_store(struct cli *cli, struct store *store, struct verify_report *report)
{
	struct view *view = view_open(store, &cli->error);
	if (view == NULL)
		return false;
	register_verify(view, cli->conf, print_fault, show_progress, NULL, report);
	view_close(&view);
	if (isatty(STDERR_FILENO))
		fputs("\r            \r", stderr);
	return true;
}

int run_verify(struct cli *cli)
{
	struct verify_report report;
	if (!verify_store(cli, cli->session.store, &report))
		return cli_fail(cli);
	printf(_("records %llu, index entries %llu, images %llu, entries of the change log %llu: "),
	       (unsigned long long)report.records, (unsigned long long)report.index_entries,
	       (unsigned long long)report.images, (unsigned long long)report.entries);
	if (report.faults == 0)
		printf("%s\n", _("all is well"));
	else
		printf(ngettext("%llu fault\n", "%llu faults\n", (unsigned long)report.faults), (unsigned long long)report.faults);
	return report.faults == 0 ? EXIT_DONE : EXIT_FOUND;
}

int run_backup(struct cli *cli)
{
	struct verify_report report;
	const char *target = cli->arguments[0];
	if (!store_backup(cli->session.store, target, &cli->error))
		return cli_fail(cli);
	const struct store_options options = {.read_only = true, .force_network = cli_flag(cli, "force-network")};
	struct store *copy = store_open(target, &options, &cli->error);
	if (copy == NULL)
		return cli_fail(cli);
	bool ok = verify_store(cli, copy, &report);
	store_close(&copy);
	if (ok && report.faults > 0)
		ok = error_set(&cli->error, ERROR_STORE, ngettext("%s: the copy has %llu fault; keep the copies before it",
		                                                   "%s: the copy has %llu faults; keep the copies before it",
		                                                   (unsigned long)report.faults),
		               target,
		               (unsigned long long)report.faults);
	if (!ok)
		return cli_fail(cli);
	printf(ngettext("%s: %llu record copied and verified\n", "%s: %llu records copied and verified\n",
	                (unsigned long)report.records),
	       target, (unsigned long long)report.records);
	return EXIT_DONE;
}

/* Only one that others have to be patient with. */
static void print_oldest_reader(const struct store_figures *figures)
{
	uint64_t behind = figures->commits_since_oldest;
	if (behind == 0)
		return;
	printf("%-20s ", _("oldest reader"));
	printf(ngettext("process %ld, %llu change ago", "process %ld, %llu changes ago", (unsigned long)behind),
	       (long)figures->oldest_process, (unsigned long long)behind);
	putchar('\n');
}

static void print_sharing(const struct store *store)
{
	struct text name = {0};
	unsigned group;
	if (!store_is_shared(store, &group))
		return;
	identity_append_group(group, &name);
	printf("%-20s ", _("shared"));
	printf(_("everybody of the group %s can write the files: roles are advice only"), name.data);
	putchar('\n');
	text_free(&name);
}

int run_stat(struct cli *cli)
{
	struct store_figures figures;
	const struct entity *entity;
	if (!store_figures(cli->session.store, &figures, &cli->error))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return cli_fail(cli);
	printf("%-20s %s\n", _("store"), store_directory(cli->session.store));
	print_sharing(cli->session.store);
	printf("%-20s %d\n", _("format"), STORE_FORMAT);
	printf("%-20s %s\n", _("engine"), figures.engine);
	printf("%-20s %llu / %llu MiB\n", _("map"), (unsigned long long)figures.used >> 20,
	       (unsigned long long)figures.map_size >> 20);
	printf("%-20s %u / %u\n", _("readers"), figures.readers, figures.readers_max);
	print_oldest_reader(&figures);
	printf("%-20s %llu\n", _("change log"), (unsigned long long)view_sequence(view));
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if (view_count(view, entity->number) > 0)
			printf("%-20s %llu\n", entity->name, (unsigned long long)view_count(view, entity->number));
	view_close(&view);
	return EXIT_DONE;
}
