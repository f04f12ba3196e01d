/* The program's beginning: language, configuration, session, command. */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "identity/identity.h"
#include "tui/tui.h"

static void show_notice(const char *text, void *context)
{
	(void)context;
	fprintf(stderr, "forvalta: %s\n", text);
}

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
	(void)signal_number;
	stopped = 1;
}

void cli_catch_stop(void)
{
	signal(SIGINT, stop);
	signal(SIGTERM, stop);
}

bool cli_is_stopped(void)
{
	return stopped != 0;
}

/* Whoever read the output has had enough of it, as `head` has. */
static bool reader_has_left(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO};
	return ferror(stdout) && poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

int cli_fail(const struct cli *cli)
{
	if (reader_has_left())
		return EXIT_FAILED;
	fprintf(stderr, "forvalta: %s\n", cli->error.text);
	return error_exit_status(&cli->error);
}

int cli_misuse(struct cli *cli, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	error_set_va(&cli->error, ERROR_USAGE, format, arguments);
	va_end(arguments);
	return cli_fail(cli);
}

bool cli_write(struct cli *cli, const struct text *text)
{
	if (text->size > 0 && fwrite(text->data, 1, text->size, stdout) != text->size)
		return error_set_errno(&cli->error, _("standard output cannot be written"));
	return true;
}

/* The account that owns the store, and root, do the night's work as the actor audit. */
static bool owns_store(const char *directory)
{
	struct stat status;
	return getuid() == 0 || (stat(directory, &status) == 0 && status.st_uid == getuid());
}

static bool find_login(struct cli *cli, struct identity *identity)
{
	const char *as = cli_option(cli, "as"), *ssh = cli_option(cli, "ssh");
	if (!identity_of_process(identity, &cli->error))
		return false;
	if (as == NULL && ssh == NULL)
		return true;
	return identity_act_for(identity, ssh != NULL ? "--ssh" : "--as", ssh != NULL ? ssh : as,
	                        conf_text(cli->conf, CONF_service_account), &cli->error);
}

bool cli_session_options(struct cli *cli, struct session_options *options)
{
	static struct identity identity; /* its login is pointed at as long as the program runs */
	if (!find_login(cli, &identity))
		return false;
	*options = (struct session_options){
		.directory = cli->store.data,
		.login = identity.login,
		.today = cli->today,
		.force_network = cli_flag(cli, "force-network"),
		.read_only = cli->command != NULL && cli->command->opening == OPEN_READ,
		.system = cli->command != NULL && cli->command->opening == OPEN_AUDIT && !identity.is_other &&
	              owns_store(cli->store.data),
		.where = getenv("SSH_CONNECTION") != NULL ? "ssh"
	             : isatty(STDIN_FILENO)           ? "terminal"
	                                              : "command",
		.notice = show_notice,
	};
	return true;
}

bool cli_open(struct cli *cli)
{
	struct session_options options;
	if (!cli_session_options(cli, &options) || !session_open(&cli->session, &options, cli->conf, &cli->error))
		return false;
	cli->session_is_open = true;
	return true;
}

/* Configuration before language: the file may state it, the command line wins. */
static bool read_configuration(struct cli *cli)
{
	const char *today = cli_option(cli, "today"), *lang = cli_option(cli, "lang"), *store = cli_option(cli, "store");
	if (!conf_load(cli_option(cli, "config"), &cli->conf, &cli->error))
		return false;
	if (lang == NULL && *conf_text(cli->conf, CONF_language) != '\0')
		lang_set(conf_text(cli->conf, CONF_language));
	if (!time_zone_set(conf_text(cli->conf, CONF_time_zone), &cli->error))
		return false;
	if (today != NULL && !day_parse(slice_of(today), &cli->today, &cli->error))
		return error_prefix(&cli->error, "--today");
	if (store != NULL)
		text_append_text(&cli->store, store);
	return store != NULL || conf_store_directory(cli->conf, &cli->store, &cli->error);
}

/* Without a command: the full-screen register. */
static int show_register(struct cli *cli)
{
	const struct tui_options options = {
		.language_set = cli_option(cli, "lang") != NULL, .fixed_day = cli->today != DAY_UNSET};
	if (!cli_open(cli) || !tui_run(&cli->session, &options, &cli->error))
		return cli_fail(cli);
	return EXIT_DONE;
}

static int run_command(struct cli *cli)
{
	enum opening opening = cli->command == NULL ? OPEN_WRITE : cli->command->opening;
	if (cli_flag(cli, "as-of")) {
		error_set(&cli->error, ERROR_USAGE, _("--as-of: reading the register as it was is not part of this version"));
		return cli_fail(cli);
	}
	if (opening >= OPEN_CONF && !read_configuration(cli))
		return cli_fail(cli);
	if (cli->command == NULL)
		return show_register(cli);
	if (opening >= OPEN_READ && !cli_open(cli))
		return cli_fail(cli);
	return cli->command->run(cli);
}

/* What is wrong with the command line is told in the language that it asks for. */
static void speak_as_asked(int count, char **words)
{
	for (int i = 0; i < count; i++) {
		if (strncmp(words[i], "--lang=", 7) == 0)
			lang_set(words[i] + 7);
		else if (strcmp(words[i], "--lang") == 0 && i + 1 < count)
			lang_set(words[i + 1]);
	}
}

static int start(struct cli *cli, int count, char **words)
{
	speak_as_asked(count, words);
	if (!cli_parse(cli, count, words, &cli->error))
		return cli_fail(cli);
	const char *lang = cli_option(cli, "lang");
	if (lang != NULL && !lang_set(lang)) {
		error_set(&cli->error, ERROR_USAGE, _("--lang: there is no language \"%s\"; sv and en are to be had"), lang);
		return cli_fail(cli);
	}
	if (cli_flag(cli, "version")) {
		printf("forvalta %s\n", VERSION);
		return EXIT_DONE;
	}
	if (cli_flag(cli, "help")) {
		if (cli->command == NULL)
			cli_help(cli, stdout);
		else
			cli_command_help(cli->command, stdout);
		return EXIT_DONE;
	}
	return run_command(cli);
}

static int close_output(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (!reader_has_left())
		fprintf(stderr, "forvalta: %s\n", _("standard output cannot be written"));
	return EXIT_FAILED;
}

int main(int count, char **words)
{
	struct cli cli = {.called = count > 0 ? words[0] : "forvalta", .today = DAY_UNSET};
	signal(SIGPIPE, SIG_IGN);
	lang_start(NULL);
	int status = close_output(start(&cli, count - 1, words + 1));
	if (cli.session_is_open)
		session_close(&cli.session);
	conf_free(&cli.conf);
	text_free(&cli.store);
	if (reader_has_left()) { /* without a word, as every filter ends */
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	return status;
}
