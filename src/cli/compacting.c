#include "cli/compacting.h"

#include "base/lang.h"
#include "cli/backup_place.h"
#include "cli/verifying.h"
#include "identity/system_log.h"
#include "register/erase.h"
#include "store/backups.h"
#include "store/compact.h"

struct asked {
	const struct view *now;
	struct ref ref;
};

static bool holds(void *context, struct store *copy)
{
	const struct asked *asked = context;
	struct view *view = view_open(copy, NULL);
	/* One made before the file was written anew may hold it where no record does. */
	bool held = view == NULL || view_is_uncompacted(view) || erased_is_held(asked->now, view, asked->ref);
	view_close(&view);
	return held;
}

/* What no change of the register reaches. */
void cli_tell_copies(struct cli *cli, struct ref ref)
{
	struct text directory = {0};
	char **names = NULL;
	size_t count = 0;
	struct asked asked = {view_open(cli->session.store, &cli->error), ref};
	cli_append_backup_place(cli, &directory);
	if (asked.now != NULL && backups_holding(directory.data, holds, &asked, &names, &count, &cli->error)) {
		if (count > 0)
			printf("%s\n", _("Backups that still hold it, until they are removed:"));
		for (size_t i = 0; i < count; i++)
			printf("  %s/%s\n", directory.data, names[i]);
		backups_free_list(&names, count);
	} else {
		fprintf(stderr, _("forvalta: the backups could not be looked through: %s\n"), cli->error.text);
		error_clear(&cli->error);
	}
	struct view *now = (struct view *)(uintptr_t)asked.now;
	view_close(&now);
	text_free(&directory);
}

static bool verify_compacted(void *context, struct store *compacted, struct error *error)
{
	struct verify_report report;
	if (!cli_verify(context, compacted, false, &report, error))
		return false;
	return report.faults == 0 ||
	       error_set(error, ERROR_STORE, _("the register has faults: run forvalta verify; nothing was replaced"));
}

int cli_compact(struct cli *cli)
{
	const struct store_options options = {.force_network = cli_flag(cli, "force-network"),
	                                      .map_size = session_map_size(cli->conf)};
	session_close(&cli->session);
	cli->session_is_open = false;
	cli_catch_stop();
	if (store_compact(cli->store.data, &options, verify_compacted, cli, &cli->error)) {
		printf("%s\n", _("The data file is written anew: nothing of what is gone is left in it."));
		system_log(false, "%s: compacted", cli->store.data);
		return EXIT_DONE;
	}
	fprintf(stderr, "forvalta: %s\n", cli->error.text);
	fprintf(stderr, _("forvalta: free pages of %s/data.mdb still hold what is gone. When nobody is signed in: forvalta "
	                  "erase --compact\n"),
	        cli->store.data);
	return EXIT_FOUND;
}
