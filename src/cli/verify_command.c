/* verify: everything read again and compared. */
#include <unistd.h>

#include "base/lang.h"
#include "cli/commands.h"
#include "cli/verifying.h"
#include "register/verify.h"

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

bool cli_verify(const struct cli *cli, struct store *store, bool rows, struct verify_report *report,
                struct error *error)
{
	struct view *view = view_open(store, error);
	if (view == NULL)
		return false;
	if (rows)
		register_verify(view, cli->conf, print_fault, show_progress, NULL, report);
	else
		store_verify(view, print_fault, show_progress, NULL, report);
	view_close(&view);
	if (isatty(STDERR_FILENO))
		fputs("\r            \r", stderr);
	return true;
}

void cli_note_upkeep(struct cli *cli, enum upkeep_kind kind, uint64_t faults)
{
	const struct store_options options = {.force_network = cli_flag(cli, "force-network"),
	                                      .map_size = session_map_size(cli->conf)};
	struct error error = {0};
	session_close(&cli->session);
	cli->session_is_open = false;
	struct store *store = store_open(cli->store.data, &options, &error);
	bool noted = store != NULL && upkeep_note(store, kind, faults, &error);
	store_close(&store);
	if (!noted && error.kind != ERROR_DENIED)
		fprintf(stderr, _("forvalta: that this was done could not be noted: %s\n"), error.text);
}

int run_verify(struct cli *cli)
{
	struct verify_report report;
	if (!cli_verify(cli, cli->session.store, true, &report, &cli->error))
		return cli_fail(cli);
	printf(_("records %llu, index entries %llu, images %llu, entries of the change log %llu: "),
	       (unsigned long long)report.records, (unsigned long long)report.index_entries,
	       (unsigned long long)report.images, (unsigned long long)report.entries);
	if (report.faults == 0)
		printf("%s\n", _("all is well"));
	else
		printf(ngettext("%llu fault\n", "%llu faults\n", (unsigned long)report.faults), (unsigned long long)report.faults);
	if (cli->session.as_of == 0)
		cli_note_upkeep(cli, UPKEEP_VERIFY, report.faults);
	return report.faults == 0 ? EXIT_DONE : EXIT_FOUND;
}
