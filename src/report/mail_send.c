/* Giving a message to the program that delivers it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/mail.h"

/* Nothing of ours decides what it does: not our environment, nor that we ignore broken pipes. What it says goes where
 * our own errors go. */
static int spawn(pid_t *process, char *const words[], int input)
{
	char *const environment[] = {(char[]){"PATH=/usr/sbin:/usr/bin:/sbin:/bin"}, (char[]){"LC_ALL=C.UTF-8"}, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	int failure = posix_spawn(process, words[0], &actions, &attributes, words, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failure;
}

static int start(pid_t *process, const char *sendmail, const struct mail *mail, int input)
{
	char *program = memory_copy_text(sendmail), *from = memory_copy_text(mail->from), *to = memory_copy_text(mail->to);
	char *const words[] = {program, (char[]){"-i"}, (char[]){"-f"}, from, (char[]){"--"}, to, NULL};
	int failure = spawn(process, words, input);
	free(program);
	free(from);
	free(to);
	return failure;
}

/* What it does not want to read its exit status tells of. */
static void write_all(int file, struct slice bytes)
{
	while (bytes.size > 0) {
		ssize_t size = write(file, bytes.data, bytes.size);
		if (size < 0 && errno != EINTR)
			return;
		if (size > 0)
			bytes = (struct slice){bytes.data + size, bytes.size - (size_t)size};
	}
}

static bool has_taken_it(pid_t process, const char *sendmail, struct error *error)
{
	int status;
	while (waitpid(process, &status, 0) < 0)
		if (errno != EINTR)
			return error_set_errno(error, "%s", sendmail);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status))
		return error_set(error, ERROR_SYSTEM, _("%s refused it with exit status %d"), sendmail, WEXITSTATUS(status));
	return error_set(error, ERROR_SYSTEM, _("%s was ended by signal %d"), sendmail, WTERMSIG(status));
}

bool mail_send(const char *sendmail, const struct mail *mail, struct error *error)
{
	struct text message = {0};
	int ends[2];
	pid_t process;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return error_set_errno(error, "%s", sendmail);
	int failure = start(&process, sendmail, mail, ends[0]);
	close(ends[0]);
	mail_append(&message, mail);
	if (failure == 0)
		write_all(ends[1], text_slice(&message));
	close(ends[1]);
	text_free(&message);
	errno = failure;
	return failure == 0 ? has_taken_it(process, sendmail, error) : error_set_errno(error, "%s", sendmail);
}
