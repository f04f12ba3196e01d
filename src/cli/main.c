/* The program's beginning: language, configuration, session, command. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/remote.h"
#include "tui/tui.h"

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
		.language_set = cli_option(cli, "lang") != NULL,
		.fixed_day = cli->today != DAY_UNSET,
		.over_ssh = cli->over_ssh,
	};
	if (!cli_open(cli))
		return cli_fail(cli);
	cli->session.refused = remote_note_refused_change;
	cli->session.refused_context = cli;
	return tui_run(&cli->session, &options, &cli->error) ? EXIT_DONE : cli_fail(cli);
}

static int run_command(struct cli *cli)
{
	enum opening opening = cli->command == NULL ? OPEN_WRITE : cli->command->opening;
	if (cli->over_ssh && opening < OPEN_READ) /* whoever may not sign in is not helped either */
		opening = OPEN_READ;
	if (opening >= OPEN_CONF && !read_configuration(cli))
		return cli_fail(cli);
	if (cli->command == NULL)
		return show_register(cli);
	if (opening >= OPEN_READ && !cli_open(cli))
		return cli_fail(cli);
	return cli->command->run(cli);
}

static bool speak(const char *lang, struct error *error)
{
	if (lang == NULL || lang_set(lang))
		return true;
	if (strcmp(lang, "sv") == 0)
		return error_set(error, ERROR_SYSTEM,
			_("--lang sv: the translation, locale/sv/LC_MESSAGES/forvalta.mo, is neither beside the program nor installed"));
	return error_set(error, ERROR_USAGE, _("--lang: there is no language \"%s\"; sv and en are to be had"), lang);
}

static int start(struct cli *cli, int count, char **words)
{
	cli_speak_as_asked(count, words);
	if (!cli_parse(cli, count, words, &cli->error) || !remote_begin(cli))
		return cli_fail(cli);
	if (!speak(cli_option(cli, "lang"), &cli->error))
		return cli_fail(cli);
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
	if (!cli_reader_has_left())
		fprintf(stderr, "forvalta: %s\n", _("standard output cannot be written"));
	return EXIT_FAILED;
}

/* Whoever starts it without one of them would have the next file opened in its place, and that is the register: what is
 * told would be written over its pages. Opened the wrong way round, so that reading and writing fail as they should. */
static bool hold_standard_files(void)
{
	for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
		if (fcntl(file, F_GETFD) < 0 && open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) != file)
			return false;
	return true;
}

int main(int count, char **words)
{
	struct cli cli = {.called = count > 0 ? words[0] : "forvalta", .today = DAY_UNSET};
	if (!hold_standard_files())
		return EXIT_FAILED;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error like any other */
	lang_start(NULL);
	int status = close_output(start(&cli, count - 1, words + 1));
	if (cli.session_is_open)
		session_close(&cli.session);
	conf_free(&cli.conf);
	text_free(&cli.store);
	remote_end(&cli);
	if (cli_reader_has_left()) { /* without a word, as every filter ends */
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	return status;
}
