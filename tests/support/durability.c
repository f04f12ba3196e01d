#include "support/durability.h"

#include <setjmp.h>
#include <stdarg.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "support/power_loss.h"
#include "support/scratch.h"

#define WRITERS 2
#define PATH_SIZE 4400
#define COPIED "copied"

static const struct durable_stream *stream;
static const char *program;
static char *scratch;
static char store[PATH_SIZE - 100];

static unsigned long wanted(const char *variable, unsigned long usual, unsigned long small)
{
	const char *text = getenv(variable);

	if (text && atol(text) > 0)
		return (unsigned long)atol(text);
	return getenv("TEST_SMALL") ? small : usual;
}

/* Killing. */

struct writer {
	pid_t process;
	int acknowledgements;
};

/* In the child: changes without end, each told as soon as it is durable. */
static int write_without_end(int acknowledgements)
{
	struct error error = {0};
	void *open = stream->open(store, false, &error);
	uint64_t number;

	while (open && (number = stream->write(open, &error)) > 0)
		if (write(acknowledgements, &number, sizeof(number)) != sizeof(number))
			return 1;
	fprintf(stderr, "%s\n", error.text);
	return 2;
}

/* In a child a failed assertion must not go on with the parent's tests. */
static void be_child(void)
{
	setenv("CMOCKA_TEST_ABORT", "1", 1);
}

/* A group of its own, so that what it has started dies with it. */
static struct writer start_writer(void)
{
	struct writer writer;
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	writer.process = fork();
	assert_true(writer.process >= 0);
	setpgid(writer.process, 0);
	if (writer.process == 0) {
		be_child();
		_exit(write_without_end(ends[1]));
	}
	close(ends[1]);
	writer.acknowledgements = ends[0];
	return writer;
}

static void kill_writer(const struct writer *writer)
{
	int status;

	kill(-writer->process, SIGKILL);
	assert_int_equal(waitpid(writer->process, &status, 0), writer->process);
	if (!WIFSIGNALED(status))
		fail_msg("a writer ended by itself with status %d", WEXITSTATUS(status));
}

/* Its pipe is read to the end: by then all that it had started is gone too. */
static uint64_t last_told(const struct writer *writer, uint64_t last)
{
	uint64_t number;

	while (read(writer->acknowledgements, &number, sizeof(number)) == sizeof(number))
		last = number > last ? number : last;
	close(writer->acknowledgements);
	return last;
}

static void sleep_microseconds(long microseconds)
{
	struct timespec time = {.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000};

	nanosleep(&time, NULL);
}

/* A third die while they open the store, most others in the middle of a change, one while the other has its turn. */
static long lifetime(void)
{
	return random() % (random() % 3 ? stream->longest_microseconds : stream->longest_microseconds / 12);
}

static uint64_t run_and_kill(uint64_t last)
{
	struct writer writers[WRITERS];

	for (int i = 0; i < WRITERS; i++)
		writers[i] = start_writer();
	for (int i = 0; i < WRITERS; i++) {
		sleep_microseconds(lifetime());
		kill_writer(&writers[i]);
	}
	for (int i = 0; i < WRITERS; i++)
		last = last_told(&writers[i], last);
	return last;
}

static void *open_or_fail(bool create)
{
	struct error error = {0};
	void *open = stream->open(store, create, &error);

	if (!open)
		fail_msg("%s", error.text);
	return open;
}

static uint64_t check_and_go_on(uint64_t acknowledged, unsigned long round)
{
	char words[1200] = "";
	struct error error = {0};
	void *open = open_or_fail(false);
	uint64_t number;

	if (!stream->check(open, acknowledged, words, sizeof(words)))
		fail_msg("round %lu: %s", round, words);
	number = stream->write(open, &error);
	if (number <= acknowledged)
		fail_msg("round %lu: %s", round, error.text);
	stream->close(open);
	return number;
}

static void begin_store(unsigned long round)
{
	if (round > 0) {
		char *old = memory_copy_text(store);

		scratch_free(&old);
	}
	snprintf(store, sizeof(store), "%s/store-%lu", scratch, round);
	stream->close(open_or_fail(true));
}

static void test_killed_writers_lose_nothing_acknowledged(void **state)
{
	unsigned long rounds = wanted("KILL_ROUNDS", stream->rounds ? stream->rounds : 40, 3);
	uint64_t acknowledged = 0, total = 0;

	(void)state;
	srandom((unsigned)time(NULL));
	for (unsigned long round = 0; round < rounds; round++) {
		if (round == 0 || (stream->rounds_each_store && round % stream->rounds_each_store == 0)) {
			begin_store(round);
			total += acknowledged;
			acknowledged = 0;
		}
		acknowledged = run_and_kill(acknowledged);
		acknowledged = check_and_go_on(acknowledged, round);
	}
	print_message("%lu rounds, %ju changes acknowledged, none lost\n", rounds, (uintmax_t)(total + acknowledged));
}

/* Pulling the plug. */

static bool tell(const char *text)
{
	return write(STDOUT_FILENO, text, strlen(text)) == (ssize_t)strlen(text);
}

static bool tell_number(uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%ju", (uintmax_t)number);
	return number > 0 && tell(text);
}

/* The recorded program: makes a store, writes the stream and copies it once on the way. */
static int write_and_copy(const char *directory)
{
	struct error error = {0};
	void *open = stream->open(directory, true, &error);
	char copy[PATH_SIZE];

	snprintf(copy, sizeof(copy), "%s-copy", directory);
	for (unsigned i = 1; open && i <= stream->changes; i++) {
		if (!tell_number(stream->write(open, &error)))
			break;
		if (i == stream->changes / 2 && (!stream->copy(open, copy, &error) || !tell(COPIED)))
			break;
	}
	if (error.kind != ERROR_NONE)
		fprintf(stderr, "%s\n", error.text);
	if (open)
		stream->close(open);
	return error.kind != ERROR_NONE;
}

static struct power_recording *record(const char *log, bool drop_sync)
{
	pid_t child;
	int status, sink;

	unlink(log);
	child = fork();
	if (child == 0) {
		sink = open("/dev/null", O_WRONLY | O_CLOEXEC);
		dup2(sink, STDOUT_FILENO);
		power_record_what_follows(BUILD_DIR "/tests/recorder.so", scratch, log, drop_sync);
		execl(program, program, "--write", store, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return power_read(log);
}

/* What a person was told up to the moment of the crash. */
struct promise {
	bool store, copy;
	uint64_t number, copied_number;
};

static struct promise promise_at(const struct power_recording *recording, size_t crash)
{
	struct promise promise = {0};
	const char *told = NULL, *text;

	for (size_t i = 1; i <= crash; i++) {
		text = power_acknowledged(recording, i);
		if (!text || text == told)
			continue;
		told = text;
		promise.store = true;
		promise.copy = promise.copy || !strcmp(text, COPIED);
		if (!strcmp(text, COPIED))
			promise.copied_number = promise.number;
		else
			promise.number = strtoull(text, NULL, 10);
	}
	return promise;
}

/* Opens what is left at `directory`, which may be nothing or a beginning only when nothing was promised. */
static bool check_left(const char *directory, uint64_t acknowledged, bool promised, char *words, size_t size)
{
	struct error error = {0};
	void *open = stream->open(directory, false, &error);
	bool good;

	if (!open && !promised) {
		error_clear(&error);
		open = stream->open(directory, true, &error); /* made again as if nothing had been */
	}
	if (!open) {
		snprintf(words, size, "not opened: %s", error.text);
		return false;
	}
	good = stream->check(open, acknowledged, words, size);
	if (good && stream->write(open, &error) <= acknowledged) {
		snprintf(words, size, "not written on: %s", error.text);
		good = false;
	}
	stream->close(open);
	return good;
}

static bool check_image(const char *image, const struct promise *promise, char *words, size_t size)
{
	char path[PATH_SIZE + 100];

	snprintf(path, sizeof(path), "%s/%s", image, strrchr(store, '/') + 1);
	if (!check_left(path, promise->number, promise->store, words, size))
		return false;
	snprintf(path, sizeof(path), "%s/%s-copy", image, strrchr(store, '/') + 1);
	return check_left(path, promise->copied_number, promise->copy, words, size);
}

/* By turns any moment, and that before or after a turning point: from the first on, since the making of a store has the
 * most delicate ones, and all over. */
static size_t pick_event(const struct power_recording *recording, unsigned long image, size_t events)
{
	unsigned long number = image / 2, scattered = number * 7919;

	if (image % 2 == 0)
		return number < events ? scattered % events : (size_t)random() % events;
	return power_turning_point(recording, number % 2 ? number / 2 : scattered) + (size_t)random() % 2;
}

struct verdict {
	bool good;
	char words[1300];
};

static void judge(const struct power_recording *recording, unsigned long image, struct verdict *verdict)
{
	size_t events = power_events(recording) + 1, crash = pick_event(recording, image, events);
	struct promise promise = promise_at(recording, crash);
	char path[PATH_SIZE], what[1100] = "", *made;

	snprintf(path, sizeof(path), "%s/image", scratch);
	made = memory_copy_text(path);
	scratch_free(&made); /* of one that ended its judge */
	assert_int_equal(mkdir(path, 0700), 0);
	power_build(recording, crash, (image + 1) * 0x9e3779b97f4a7c15u, path);
	*verdict = (struct verdict){.good = check_image(path, &promise, what, sizeof(what))};
	if (!verdict->good)
		snprintf(verdict->words, sizeof(verdict->words), "image %lu at event %zu of %zu: %s", image, crash, events - 1, what);
	made = memory_copy_text(path);
	scratch_free(&made);
}

/* A child judges one image after the other: a damaged store may end it. Returns where its verdicts are read. */
static int start_judge(const struct power_recording *recording, unsigned long from, unsigned long images, pid_t *child)
{
	struct verdict verdict;
	int ends[2];

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	*child = fork();
	if (*child == 0) {
		be_child();
		for (unsigned long image = from; image < images; image++) {
			judge(recording, image, &verdict);
			if (write(ends[1], &verdict, sizeof(verdict)) != sizeof(verdict))
				_exit(1);
		}
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

/* How many of the images are not what they should be; the last of those is told in `words`. */
static unsigned long count_bad(const struct power_recording *recording, unsigned long images, char *words, size_t size)
{
	unsigned long bad = 0, image = 0;
	struct verdict verdict;
	int verdicts, status;
	pid_t judge_process;

	while (image < images) {
		verdicts = start_judge(recording, image, images, &judge_process);
		for (; read(verdicts, &verdict, sizeof(verdict)) == sizeof(verdict); image++) {
			bad += !verdict.good;
			if (!verdict.good)
				snprintf(words, size, "%s", verdict.words);
		}
		close(verdicts);
		assert_int_equal(waitpid(judge_process, &status, 0), judge_process);
		if (image == images)
			break;
		snprintf(words, size, "image %lu ended the program with status %d", image++, status);
		bad++;
	}
	return bad;
}

static void pull(bool drop_sync, unsigned long images, unsigned long least_bad, unsigned long most_bad)
{
	char log[PATH_SIZE], words[1400] = "";
	struct power_recording *recording;
	unsigned long bad;

	snprintf(store, sizeof(store), "%s/store", scratch);
	snprintf(log, sizeof(log), "%s.recording", scratch);
	recording = record(log, drop_sync);
	assert_non_null(recording);
	assert_in_range(power_syncs(recording), drop_sync ? 0 : 2 * stream->changes, drop_sync ? 0 : SIZE_MAX);
	bad = count_bad(recording, images, words, sizeof(words));
	print_message("%zu events, %zu syncs: %lu of %lu images bad %s\n", power_events(recording),
		      power_syncs(recording), bad, images, words);
	power_free(&recording);
	unlink(log);
	if (bad < least_bad || bad > most_bad)
		fail_msg("%lu of %lu images are bad, such as %s", bad, images, words);
}

static void test_a_pulled_plug_loses_nothing_acknowledged(void **state)
{
	(void)state;
	pull(false, wanted("POWER_IMAGES", stream->images ? stream->images : 300, 20), 0, 0);
}

/* Shows that the images would tell: without its syncs the same stream loses changes and comes out broken. */
static void test_without_syncs_images_are_bad(void **state)
{
	unsigned long images = wanted("POWER_IMAGES", 60, 20);

	(void)state;
	pull(true, images, images / 3, images);
}

static int set_up(void **state)
{
	(void)state;
	scratch = scratch_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	if (getenv("DURABILITY_KEEP"))
		print_message("kept: %s\n", scratch);
	else
		scratch_free(&scratch);
	return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int durability_main(int count, char **arguments, const struct durable_stream *own_stream)
{
	const struct CMUnitTest tests[] = {
		CASE(test_killed_writers_lose_nothing_acknowledged),
		CASE(test_a_pulled_plug_loses_nothing_acknowledged),
		CASE(test_without_syncs_images_are_bad),
	};

	mallopt(M_MMAP_THRESHOLD, 1 << 30); /* images come and go: their memory is kept */
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	stream = own_stream;
	program = arguments[0];
	if (count == 3 && !strcmp(arguments[1], "--write")) {
		be_child();
		return write_and_copy(arguments[2]);
	}
	cmocka_set_test_filter(getenv("DURABILITY"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
