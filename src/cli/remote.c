#include "cli/remote.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "identity/system_log.h"
#include "register/keys.h"

/* ---- what was asked for ---- */

bool remote_refuse_option(const struct option_row *row, struct error *error)
{
	return error_set(error, ERROR_DENIED,
	                 _("--%s is not for sessions through SSH: they use standard input and output, and who looks after "
	                   "this machine decides the rest"),
	                 row->name);
}

bool remote_refuse_command(const struct command *command, struct error *error)
{
	return error_set(error, ERROR_DENIED,
	                 _("%s is not for sessions through SSH: who looks after this machine can do it there"), command->name);
}

static bool check_files(struct cli *cli)
{
	for (int i = cli->command == NULL || cli->command->files == 0 ? cli->argument_count : cli->command->files - 1;
	     i < cli->argument_count; i++)
		if (strcmp(cli->arguments[i], "-") != 0)
			return error_set(&cli->error, ERROR_DENIED,
			                 _("%s: through SSH no files of this machine are read: send the file on standard input and "
			                   "write - for its name"),
			                 cli->arguments[i]);
	return true;
}

static bool take_command(struct cli *cli, const char *line)
{
	struct remote *remote = &cli->remote;
	cli->over_ssh = true;
	if (line == NULL)
		return true;
	if (!split_words(line, &remote->words, &cli->error))
		return false;
	size_t named = remote->words.count > 0 && strcmp(remote->words.words[0], "forvalta") == 0;
	int count = (int)(remote->words.count - named);
	cli_speak_as_asked(count, remote->words.words + named);
	return cli_parse(cli, count, remote->words.words + named, &cli->error) && check_files(cli);
}

/* ---- who asks ---- */

static bool read_caller(struct cli *cli)
{
	char fingerprint[SSH_FINGERPRINT_SIZE];
	struct remote *remote = &cli->remote;
	const char *login = cli_option(cli, "ssh");
	bool known = ssh_auth_read(&remote->auth, login != NULL ? NULL : &cli->error);
	if (login != NULL)
		text_append_text(&remote->caller, login);
	else if (known && remote->auth.has_key)
		text_append_text(&remote->caller, ssh_key_fingerprint(&remote->auth.key, fingerprint));
	else if (known)
		text_append(&remote->caller, text_slice(&remote->auth.principal));
	return known || login != NULL;
}

bool remote_begin(struct cli *cli)
{
	if (cli_option(cli, "ssh") == NULL && !cli_flag(cli, "ssh-auth"))
		return true;
	return read_caller(cli) && (cli->command != NULL || take_command(cli, getenv("SSH_ORIGINAL_COMMAND")));
}

void remote_end(struct cli *cli)
{
	split_words_free(&cli->remote.words);
	ssh_auth_free(&cli->remote.auth);
	text_free(&cli->remote.caller);
}

static struct store *open_store(struct cli *cli, bool read_only, struct error *error)
{
	const struct store_options options = {.read_only = read_only,
	                                      .force_network = cli_flag(cli, "force-network"),
	                                      .map_size = (size_t)conf_number(cli->conf, CONF_map_size, DAY_UNSET) << 30};
	return store_open(cli->store.data, &options, error);
}

static bool refuse_key(enum key_standing standing, struct error *error)
{
	if (standing == KEY_SHARED)
		return error_set(error, ERROR_DENIED, _("two people have this key, so it does not say who you are"));
	return error_set(error, ERROR_DENIED, _("this key is nobody's who may sign in; ask an administrator to add it"));
}

/* The login of the key's holder, in the register as it is. */
static bool find_holder(struct cli *cli, struct text *login)
{
	struct record person;
	struct store *store = open_store(cli, true, &cli->error);
	struct view *view = store == NULL ? NULL : view_open(store, &cli->error);
	if (view == NULL) {
		store_close(&store);
		return false;
	}
	enum key_standing standing = key_find(view, &cli->remote.auth.key, day_today(), &person);
	if (standing == KEY_HELD)
		text_append(login, record_text(&person, F_person_login));
	view_close(&view);
	store_close(&store);
	return standing == KEY_HELD || refuse_key(standing, &cli->error);
}

/* "eva@EXAMPLE.SE" is eva where that is our realm. */
static bool cut_realm(struct cli *cli, struct text *login)
{
	const char *principal = cli->remote.auth.principal.data, *at = strrchr(principal, '@'),
			   *realm = conf_text(cli->conf, CONF_kerberos_realm);
	if (at == NULL || *realm == '\0' || strcmp(at + 1, realm) != 0)
		return error_set(&cli->error, ERROR_DENIED,
		                 _("%s is not of the Kerberos realm that may sign in here (kerberos_realm in the configuration)"),
		                 principal);
	text_append(login, (struct slice){principal, (size_t)(at - principal)});
	return true;
}

bool remote_identify(struct cli *cli, struct identity *identity)
{
	struct text login = {0};
	const char *stated = cli_option(cli, "ssh"), *option = stated != NULL ? "--ssh" : "--ssh-auth";
	text_append_text(&login, stated != NULL ? stated : "");
	bool ok = stated != NULL || (cli->remote.auth.has_key ? find_holder(cli, &login) : cut_realm(cli, &login));
	ok = ok && identity_act_for(identity, option, login.data, conf_text(cli->conf, CONF_service_account), &cli->error);
	text_free(&login);
	return ok;
}

/* ---- what is kept of it ---- */

/* The address alone, and only what looks like one: the environment may be anybody's. */
static const char *client_address(void)
{
	static char address[64];
	const char *connection = getenv("SSH_CONNECTION");
	size_t size = connection == NULL ? 0 : strspn(connection, "0123456789abcdefABCDEF.:%");
	snprintf(address, sizeof address, "%.*s", (int)size, connection == NULL ? "" : connection);
	return address;
}

const char *remote_place(void)
{
	static char place[80];
	if (getenv("SSH_CONNECTION") == NULL)
		return isatty(STDIN_FILENO) ? "terminal" : "command";
	snprintf(place, sizeof place, "ssh%s%s", *client_address() == '\0' ? "" : " ", client_address());
	return place;
}

void remote_note_session(struct cli *cli)
{
	struct error error = {0};
	if (cli->remote.caller.size == 0)
		return;
	system_log(false, "%s from %s: %s", cli->remote.caller.data, client_address(),
	           cli->command == NULL ? "full screen" : cli->command->name);
	if (!cli->remote.auth.has_key)
		return;
	struct store *store = open_store(cli, false, &error);
	if (store == NULL || !key_note_use(store, &cli->remote.auth.key, &error))
		system_log(true, "the use of a key could not be kept: %s", error.text);
	store_close(&store);
}

static void note_refusal(const struct cli *cli, const struct error *error)
{
	system_log(true, "refused %s from %s: %s", cli->remote.caller.data, client_address(), error->text);
}

void remote_note_refusal(const struct cli *cli)
{
	if (cli->over_ssh && (cli->error.kind == ERROR_DENIED || cli->error.kind == ERROR_USAGE))
		note_refusal(cli, &cli->error);
}

void remote_note_refused_change(void *context, const struct error *error)
{
	const struct cli *cli = context;
	if (cli->over_ssh)
		note_refusal(cli, error);
}
