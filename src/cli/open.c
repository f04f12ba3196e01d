/* Who asks, and the register that is asked. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/remote.h"
#include "register/past.h"

static void show_notice(const char *text, void *context)
{
	(void)context;
	fprintf(stderr, "forvalta: %s\n", text);
}

/* The account that owns the store, and root, do the night's work as the actor audit. */
static bool owns_store(const char *directory)
{
	struct stat status;
	return getuid() == 0 || (stat(directory, &status) == 0 && status.st_uid == getuid());
}

static bool find_login(struct cli *cli, struct identity *identity)
{
	const char *as = cli_option(cli, "as");
	if (!identity_of_process(identity, &cli->error))
		return false;
	if (cli->remote.caller.size > 0)
		return remote_identify(cli, identity);
	return as == NULL ||
	       identity_act_for(identity, "--as", as, conf_text(cli->conf, CONF_service_account), &cli->error);
}

bool cli_session_options(struct cli *cli, struct session_options *options)
{
	static struct identity identity; /* its login is pointed at as long as the program runs */
	enum opening opening = cli->command == NULL ? OPEN_WRITE : cli->command->opening;
	bool upkeep = opening == OPEN_OWN || opening == OPEN_UPKEEP;
	if (!find_login(cli, &identity))
		return false;
	*options = (struct session_options){
		.directory = cli->store.data,
		.login = identity.login,
		.today = cli->today,
		.remote = cli->remote.caller.size > 0,
		.force_network = cli_flag(cli, "force-network"),
		.read_only = opening == OPEN_READ || upkeep,
		.system = (opening == OPEN_AUDIT || upkeep) && !identity.is_other && owns_store(cli->store.data),
		.where = remote_place(),
		.notice = show_notice,
	};
	return true;
}

/* --as-of: what is read is the register as it was, and today is that day unless --today says another. */
static bool go_back(struct cli *cli)
{
	const char *asked = cli_option(cli, "as-of");
	struct past_moment then;
	char buffer[MOMENT_TEXT_SIZE];
	if (asked == NULL)
		return true;
	if (!session_look_back(&cli->session, slice_of(asked), &then, &cli->error))
		return error_prefix(&cli->error, "--as-of");
	if (cli->today == DAY_UNSET)
		cli->session.today = moment_day(then.moment);
	if (cli->command != NULL)
		fprintf(stderr, _("as of %s (#%llu); the configuration is today's\n"), moment_local_text(then.moment, buffer),
		        (unsigned long long)then.sequence);
	return true;
}

bool cli_open(struct cli *cli)
{
	struct session_options options;
	if (cli->session_is_open)
		return true;
	if (!cli_session_options(cli, &options))
		return false;
	remote_note_session(cli);
	if (!session_open(&cli->session, &options, cli->conf, &cli->error))
		return false;
	cli->session_is_open = true;
	return go_back(cli);
}
