/* What commands say, and where: results on standard output, everything else on standard error. */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli/remote.h"

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

bool cli_show_progress(void *context, uint64_t done, uint64_t size)
{
	(void)context;
	if (isatty(STDERR_FILENO) && size > 0)
		fprintf(stderr, "\r%3llu %% ", (unsigned long long)(done * 100 / size));
	return !cli_is_stopped();
}

void cli_clear_progress(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r      \r", stderr);
}

/* Whoever read the output has had enough of it, as `head` has. */
bool cli_reader_has_left(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO};
	return ferror(stdout) && poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

int cli_fail(const struct cli *cli)
{
	if (cli_reader_has_left())
		return EXIT_FAILED;
	fprintf(stderr, "forvalta: %s\n", cli->error.text);
	remote_note_refusal(cli);
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
	struct text harmless = {0};
	text_append_harmless(&harmless, text_slice(text), true);
	bool ok = harmless.size == 0 || fwrite(harmless.data, 1, harmless.size, stdout) == harmless.size;
	text_free(&harmless);
	return ok || error_set_errno(&cli->error, _("standard output cannot be written"));
}

void cli_speak_as_asked(int count, char **words)
{
	for (int i = 0; i < count; i++) {
		if (strncmp(words[i], "--lang=", 7) == 0)
			lang_set(words[i] + 7);
		else if (strcmp(words[i], "--lang") == 0 && i + 1 < count)
			lang_set(words[i + 1]);
	}
}
