/* Who asks, and the register that is asked. */
#include <sys/stat.h>
#include <unistd.h>

#include "cli/remote.h"

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
		.force_network = cli_flag(cli, "force-network"),
		.read_only = opening == OPEN_READ || upkeep,
		.system = (opening == OPEN_AUDIT || upkeep) && !identity.is_other && owns_store(cli->store.data),
		.where = remote_place(),
		.notice = show_notice,
	};
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
	return true;
}
