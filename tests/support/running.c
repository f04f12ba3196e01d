#include "support/running.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MOST_ARGUMENTS 16

static void become(const char *const *arguments, int output)
{
	const char *words[MOST_ARGUMENTS + 6] = {"forvalta", "--lang", "en", "--today", "2026-11-22"};

	for (int i = 0; arguments[i] && i < MOST_ARGUMENTS; i++)
		words[5 + i] = arguments[i];
	dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	execv(BUILD_DIR "/forvalta", (char *const *)(uintptr_t)words);
	_exit(127);
}

struct running running_start(const char *const *arguments)
{
	struct running running;
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	running.process = fork();
	assert_true(running.process >= 0);
	if (running.process == 0)
		become(arguments, ends[1]);
	close(ends[1]);
	running.output = ends[0];
	return running;
}

int running_finish(struct running *running, char *words, size_t size)
{
	size_t length = 0;
	ssize_t count;
	int status = -1;

	while (length < size - 1 && (count = read(running->output, words + length, size - 1 - length)) > 0)
		length += (size_t)count;
	words[length] = '\0';
	close(running->output);
	assert_int_equal(waitpid(running->process, &status, 0), running->process);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int running_run(const char *const *arguments, char *words, size_t size)
{
	struct running running = running_start(arguments);

	return running_finish(&running, words, size);
}
