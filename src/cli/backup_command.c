/* backup: a verified copy while the register is in use, and so many of them kept. */
#include "base/lang.h"
#include "cli/backup_place.h"
#include "cli/commands.h"
#include "cli/verifying.h"
#include "register/authority.h"
#include "store/backups.h"

struct copying {
	struct cli *cli;
	const char *name; /* what the words call the copy */
	struct verify_report report;
};

static bool verify_copy(void *context, struct store *copy, struct error *error)
{
	struct copying *copying = context;
	if (!cli_verify(copying->cli, copy, true, &copying->report, error))
		return false;
	uint64_t faults = copying->report.faults;
	return faults == 0 || error_set(error, ERROR_STORE,
	                                ngettext("%s: the copy has %llu fault; keep the copies before it",
	                                         "%s: the copy has %llu faults; keep the copies before it",
	                                         (unsigned long)faults),
	                                copying->name, (unsigned long long)faults);
}

static void tell_done(const struct copying *copying, const char *path)
{
	printf(ngettext("%s: %llu record copied and verified\n", "%s: %llu records copied and verified\n",
	                (unsigned long)copying->report.records),
	       path, (unsigned long long)copying->report.records);
}

static bool copy_to(struct cli *cli, const char *target, struct copying *copying)
{
	copying->name = target;
	bool ok = backups_copy(cli->session.store, target, verify_copy, copying, &cli->error);
	if (ok)
		tell_done(copying, target);
	return ok;
}

void cli_append_backup_place(const struct cli *cli, struct text *directory)
{
	const char *configured = conf_text(cli->conf, CONF_backup_directory);
	if (*configured != '\0')
		text_append_text(directory, configured);
	else
		text_printf(directory, "%s/backups", cli->store.data);
}

static bool make_dated(struct cli *cli, struct copying *copying)
{
	struct text directory = {0}, path = {0};
	size_t keep = (size_t)conf_number(cli->conf, CONF_backup_keep, cli->session.today), removed = 0;
	cli_append_backup_place(cli, &directory);
	copying->name = directory.data;
	bool ok = backups_make(cli->session.store, directory.data, moment_now(), verify_copy, copying, &path, &cli->error);
	if (ok)
		tell_done(copying, path.data);
	ok = ok && backups_rotate(directory.data, keep, path.data, &removed, &cli->error);
	if (removed > 0)
		printf(ngettext("%zu old backup removed\n", "%zu old backups removed\n", (unsigned long)removed), removed);
	text_free(&path);
	text_free(&directory);
	return ok;
}

/* It holds every secret that the register has. */
static bool may_copy(struct cli *cli)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && (authority_allows(&cli->session, view, DEED_READ_SECRET, E_system, NULL) ||
	                           error_set(&cli->error, ERROR_DENIED,
	                                     _("your role may not read everything, and so not copy it: ask an auditor or an "
	                                       "administrator")));
	view_close(&view);
	return ok;
}

int run_backup(struct cli *cli)
{
	struct copying copying = {.cli = cli};
	if (!may_copy(cli))
		return cli_fail(cli);
	bool ok = cli->argument_count > 0 ? copy_to(cli, cli->arguments[0], &copying) : make_dated(cli, &copying);
	uint64_t faults = ok ? 0 : copying.report.faults > 0 ? copying.report.faults : 1;
	cli_note_upkeep(cli, UPKEEP_BACKUP, faults);
	return ok ? EXIT_DONE : cli_fail(cli);
}
