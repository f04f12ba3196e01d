/* Writers killed at random moments, KILL_ROUNDS times (40; `make kill-rounds`: 2,000). After each round the store is
 * whole, everything that was acknowledged is there, and writing goes on. */
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "kv_fixture.h"
#include "kv_stream.h"

#define WRITERS 2

struct writer {
	pid_t process;
	int acknowledgements;
};

static int rounds_wanted(void)
{
	const char *text = getenv("KILL_ROUNDS");

	return text && atoi(text) > 0 ? atoi(text) : 40;
}

/* In the child: changes without end, each told as soon as it is durable. */
static int write_stream(int acknowledgements)
{
	struct error error = {0};
	struct kv *kv = kv_open(store, &options, &error);
	uint64_t number;

	while (kv && (number = stream_write(kv, &error)) > 0)
		if (write(acknowledgements, &number, sizeof(number)) != sizeof(number))
			return 1;
	fprintf(stderr, "%s\n", error.text);
	return 2;
}

static struct writer start_writer(void)
{
	struct writer writer;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	writer.process = fork();
	assert_true(writer.process >= 0);
	if (writer.process == 0) {
		close(ends[0]);
		_exit(write_stream(ends[1]));
	}
	close(ends[1]);
	writer.acknowledgements = ends[0];
	return writer;
}

/* The last number acknowledged in `wait_milliseconds`, or until the writer is gone. */
static uint64_t listen_to(const struct writer *writer, int wait_milliseconds, uint64_t last)
{
	struct pollfd waiting = {.fd = writer->acknowledgements, .events = POLLIN};
	uint64_t number;

	while (poll(&waiting, 1, wait_milliseconds) > 0 && read(writer->acknowledgements, &number, sizeof(number)) > 0)
		last = number > last ? number : last;
	return last;
}

static void sleep_microseconds(long microseconds)
{
	struct timespec time = {.tv_nsec = microseconds * 1000};

	nanosleep(&time, NULL);
}

static void kill_writer(struct writer *writer)
{
	int status;

	kill(writer->process, SIGKILL);
	assert_int_equal(waitpid(writer->process, &status, 0), writer->process);
	if (!WIFSIGNALED(status))
		fail_msg("a writer ended by itself with status %d", WEXITSTATUS(status));
}

/* Some die while they open the store, most in the middle of a commit, one while the other has its turn. */
static uint64_t run_and_kill(uint64_t last)
{
	struct writer writers[WRITERS];

	for (int i = 0; i < WRITERS; i++)
		writers[i] = start_writer();
	for (int i = 0; i < WRITERS; i++) {
		sleep_microseconds(random() % 12000);
		kill_writer(&writers[i]);
	}
	for (int i = 0; i < WRITERS; i++) {
		last = listen_to(&writers[i], 0, last);
		close(writers[i].acknowledgements);
	}
	return last;
}

static uint64_t check_and_go_on(uint64_t acknowledged, int round)
{
	struct error error = {0};
	char words[1200] = "";
	struct kv *kv = open_store();
	uint64_t number;

	if (!stream_check(kv, acknowledged, words, sizeof(words)))
		fail_msg("round %d: %s", round, words);
	number = stream_write(kv, &error);
	if (number <= acknowledged)
		fail_msg("round %d: %s", round, error.text);
	kv_close(&kv);
	return number;
}

static void test_killed_writers_lose_nothing_acknowledged(void **state)
{
	uint64_t acknowledged = 0;
	int rounds = rounds_wanted();

	(void)state;
	srandom((unsigned)time(NULL));
	options.create = true;
	for (int round = 0; round < rounds; round++) {
		acknowledged = run_and_kill(acknowledged);
		acknowledged = check_and_go_on(acknowledged, round);
	}
	assert_in_range(acknowledged, (uint64_t)rounds * 3, UINT64_MAX);
	print_message("%d rounds, %ju changes acknowledged, none lost\n", rounds, (uintmax_t)acknowledged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_killed_writers_lose_nothing_acknowledged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
