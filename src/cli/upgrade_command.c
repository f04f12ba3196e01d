/* upgrade: a register of an older format, brought up to this program's. */
#include <errno.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/backup_place.h"
#include "cli/commands.h"
#include "store/upgrade.h"

/* Beside the dated ones, under a name that their rotation passes by. Where there is no store there is no place either:
 * that is told by who looks for the store. */
static bool make_place(struct cli *cli, struct text *place, struct text *backup)
{
	char moment[32];
	time_t now = (time_t)(moment_now() / MICROSECONDS);
	struct tm utc = {0};
	gmtime_r(&now, &utc);
	strftime(moment, sizeof moment, "%Y%m%dT%H%M%SZ", &utc);
	cli_append_backup_place(cli, place);
	if (mkdir(place->data, 0700) != 0 && errno != EEXIST && errno != ENOENT)
		return error_set_errno(&cli->error, _("the directory %s cannot be made"), place->data);
	text_printf(backup, "%s/before-format-%d-%s", place->data, STORE_FORMAT, moment);
	return true;
}

static bool may_upgrade(struct cli *cli)
{
	struct session_options options;
	return cli_session_options(cli, &options) &&
	       (options.system ||
	        error_set(&cli->error, ERROR_DENIED, _("only root and the account that owns %s may upgrade it"),
	                  cli->store.data));
}

int run_upgrade(struct cli *cli)
{
	const struct store_options options = {.force_network = cli_flag(cli, "force-network"),
	                                      .map_size = session_map_size(cli->conf)};
	struct upgrade_result result = {0};
	struct text place = {0}, backup = {0};
	bool ok = may_upgrade(cli) && make_place(cli, &place, &backup) &&
	          store_upgrade(cli->store.data, upgrade_steps, STORE_FORMAT, backup.data, &options, &result, &cli->error);
	if (ok && result.done)
		printf(_("%s: brought from format %llu to %llu; as it was it is in %s\n"), cli->store.data,
		       (unsigned long long)result.from, (unsigned long long)result.to, backup.data);
	else if (ok)
		printf(_("%s: has format %llu already, nothing was done\n"), cli->store.data, (unsigned long long)result.to);
	if (!result.done && place.data != NULL)
		rmdir(place.data); /* where it is empty */
	text_free(&place);
	text_free(&backup);
	return ok ? EXIT_DONE : cli_fail(cli);
}
