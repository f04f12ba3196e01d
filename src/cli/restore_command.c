/* restore: a whole register back from what export or backup made of it. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/commands.h"
#include "cli/verifying.h"
#include "exchange/dump.h"
#include "register/verify.h"

/* What stands in the place where a register is to be restored. */
struct standing {
	bool there;
	bool readable;
	uint64_t entries;
	bool only_begun; /* nothing but what init writes */
};

static bool holds_data(const char *directory)
{
	struct text path = {0};
	text_printf(&path, "%s/data.mdb", directory);
	bool there = access(path.data, F_OK) == 0;
	text_free(&path);
	return there;
}

static void look_at(const struct session *session, struct standing *standing)
{
	struct view *view = view_open(session->store, NULL);
	struct journal *journal = view == NULL ? NULL : journal_new(view);
	struct entry entry;
	if (journal == NULL)
		return;
	standing->readable = true;
	standing->entries = view_sequence(view);
	standing->only_begun =
		standing->entries == 0 || (standing->entries == 1 && journal_last(journal, &entry) && entry.kind == ENTRY_INIT);
	journal_free(&journal);
	view_close(&view);
}

/* An administrator may; where the store cannot be opened any more, whoever owns it. */
static bool examine(struct cli *cli, struct standing *standing)
{
	struct session_options options;
	struct session session;
	*standing = (struct standing){.there = holds_data(cli->store.data)};
	if (!cli_session_options(cli, &options))
		return false;
	if (!standing->there)
		return true;
	if (!session_open(&session, &options, cli->conf, &cli->error))
		return options.system && cli->error.kind != ERROR_DENIED;
	bool allowed = session_has(&session, C_access_administrator);
	look_at(&session, standing);
	session_close(&session);
	return allowed || error_set(&cli->error, ERROR_DENIED, _("only an administrator may restore a register"));
}

/* A store that somebody fills gives way to a backup alone, and only where that was said. */
static bool may_take_place(struct cli *cli, const struct standing *standing, bool backup)
{
	if (!standing->there || standing->only_begun)
		return true;
	if (!backup)
		return error_set(&cli->error, ERROR_STORE,
		                 _("%s holds a register already; restore into a new directory, with --store DIR"), cli->store.data);
	if (!cli_flag(cli, "replace") && !standing->readable)
		return error_set(&cli->error, ERROR_STORE,
		                 _("%s holds a register that cannot be read; say --replace to put this backup in its place"),
		                 cli->store.data);
	if (!cli_flag(cli, "replace"))
		return error_set(&cli->error, ERROR_STORE,
		                 _("%s holds a register already, up to entry #%llu; back it up, and say --replace to put this "
		                   "backup in its place"),
		                 cli->store.data, (unsigned long long)standing->entries);
	return rebuild_may_replace(cli->store.data, &cli->error);
}

static bool verify_rebuilt(struct cli *cli, struct rebuild *rebuild, struct dump_result *result)
{
	struct verify_report report;
	struct store *store = rebuild_store(rebuild, &cli->error);
	if (store == NULL || !cli_verify(cli, store, false, &report, &cli->error))
		return false;
	*result = (struct dump_result){report.records, report.entries};
	if (report.faults == 0)
		return register_settle_summaries(store, cli->conf, &cli->error);
	return error_set(&cli->error, ERROR_STORE,
	                 ngettext("%s: the backup has %llu fault; take another, nothing was replaced",
	                          "%s: the backup has %llu faults; take another, nothing was replaced",
	                          (unsigned long)report.faults),
	                 cli->arguments[0], (unsigned long long)report.faults);
}

static bool restore_backup(struct cli *cli, const char *from, const struct store_options *options, bool replace,
                           struct dump_result *result)
{
	struct rebuild *rebuild = rebuild_from(from, cli->store.data, options, &cli->error);
	bool ok = rebuild != NULL && verify_rebuilt(cli, rebuild, result) &&
	          rebuild_install(&rebuild, replace, &cli->error);
	rebuild_abandon(&rebuild);
	return ok;
}

int run_restore(struct cli *cli)
{
	const struct store_options options = {.force_network = cli_flag(cli, "force-network"),
	                                      .map_size = session_map_size(cli->conf)};
	const char *from = cli->arguments[0];
	struct standing standing;
	struct dump_result result;
	struct stat status;
	bool backup = stat(from, &status) == 0 && S_ISDIR(status.st_mode);
	if (!examine(cli, &standing) || !may_take_place(cli, &standing, backup))
		return cli_fail(cli);
	cli_catch_stop();
	bool ok = backup ? restore_backup(cli, from, &options, standing.there, &result)
	                 : dump_restore(from, cli->store.data, &options, cli->conf, standing.there, cli_show_progress, NULL,
	                                &result, &cli->error);
	cli_clear_progress();
	if (!ok)
		return cli_fail(cli);
	printf(_("%s: records %llu, entries of the change log %llu: restored and verified\n"), cli->store.data,
	       (unsigned long long)result.records, (unsigned long long)result.entries);
	return EXIT_DONE;
}
