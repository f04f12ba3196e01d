/* The plug pulled at any moment, also while the store is made or copied: see support/power_loss.h. Each image is whole
 * and holds what was acknowledged. POWER_IMAGES images (300; `make power-loss`: 20,000). */
#include <sys/wait.h>

#include "kv_fixture.h"
#include "kv_stream.h"
#include "support/power_loss.h"

#define CHANGES 260
#define COPY_AT 130

static char recording_path[4300];
static const char *program;

static unsigned long images_wanted(void)
{
	const char *text = getenv("POWER_IMAGES");

	return text && atol(text) > 0 ? (unsigned long)atol(text) : 300;
}

/* The recorded program: makes a store at `directory`, writes the stream and copies it once on the way. */
static int write_stream(const char *directory)
{
	struct kv_options how = {.create = true, .map_size = SMALL_MAP};
	struct error error = {0};
	struct kv *kv = kv_open(directory, &how, &error);
	char text[4400];

	for (int i = 1; kv && i <= CHANGES; i++) {
		uint64_t number = stream_write(kv, &error);
		int size = snprintf(text, sizeof(text), "%ju", (uintmax_t)number);

		if (number == 0 || write(STDOUT_FILENO, text, (size_t)size) != size)
			break;
		snprintf(text, sizeof(text), "%s-copy", directory);
		if (i == COPY_AT && (!kv_copy(kv, text, &error) || write(STDOUT_FILENO, "copied", 6) != 6))
			break;
	}
	if (error.kind != ERROR_NONE)
		fprintf(stderr, "%s\n", error.text);
	kv_close(&kv);
	return error.kind != ERROR_NONE;
}

static struct power_recording *record(bool drop_sync)
{
	pid_t child;
	int status, sink;

	snprintf(recording_path, sizeof(recording_path), "%s.recording", scratch);
	unlink(recording_path);
	child = fork();
	if (child == 0) {
		sink = open("/dev/null", O_WRONLY);
		dup2(sink, STDOUT_FILENO);
		power_record_what_follows(BUILD_DIR "/tests/recorder.so", scratch, recording_path, drop_sync);
		execl(program, program, "--write", store, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return power_read(recording_path);
}

static void say(char *words, size_t size, const char *what, const struct error *error)
{
	snprintf(words, size, "%s: %s", what, error->text);
}

/* Opens what is left at `directory`, which may be nothing only when nothing was promised. */
static bool check_store(const char *directory, uint64_t acknowledged, bool promised, char *words, size_t size)
{
	struct kv_options how = {.map_size = SMALL_MAP};
	struct error error = {0};
	struct kv *kv = kv_open(directory, &how, &error);
	bool good;

	if (!kv && !promised && error.kind == ERROR_NOT_FOUND) {
		how.create = true; /* made again as if nothing had been */
		kv = kv_open(directory, &how, &error);
	}
	if (!kv) {
		say(words, size, "not opened", &error);
		return false;
	}
	good = stream_check(kv, acknowledged, words, size);
	if (good && stream_write(kv, &error) <= acknowledged) {
		say(words, size, "not written on", &error);
		good = false;
	}
	kv_close(&kv);
	return good;
}

static bool check_image(const char *image, const struct power_recording *recording, size_t crash, char *words,
			size_t size)
{
	const char *told = power_acknowledged(recording, crash);
	bool copied = told && !strcmp(told, "copied");
	uint64_t acknowledged = copied ? COPY_AT : told ? strtoull(told, NULL, 10) : 0;
	char path[4400];

	snprintf(path, sizeof(path), "%s/store", image);
	if (!check_store(path, acknowledged, told != NULL, words, size))
		return false;
	copied = copied || acknowledged > COPY_AT;
	snprintf(path, sizeof(path), "%s/store-copy", image);
	return check_store(path, copied ? COPY_AT : 0, copied, words, size);
}

/* In a child: a damaged store may end the program. */
static bool check_image_apart(const char *image, const struct power_recording *recording, size_t crash, char *words,
			      size_t size)
{
	int ends[2], status = -1;
	ssize_t told;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		bool good = check_image(image, recording, crash, words, size);

		_exit(good || write(ends[1], words, strlen(words)) < 0 ? 0 : 1);
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	told = read(ends[0], words, size - 1);
	close(ends[0]);
	if (told > 0)
		words[told] = '\0';
	else
		snprintf(words, size, "the program ended with status %d", status);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void remove_image(const char *image)
{
	char *copy = memory_copy_text(image);

	scratch_free(&copy);
}

/* How many of the images are not what they should be. Every event is a moment of the crash before any is one twice. */
static unsigned long count_bad(const struct power_recording *recording, unsigned long images, char *words, size_t size)
{
	unsigned long bad = 0;
	char image[4300], what[1200] = "";

	for (unsigned long i = 0; i < images; i++) {
		size_t events = power_events(recording) + 1, crash = i < events ? i * 7919 % events : (size_t)random() % events;

		snprintf(image, sizeof(image), "%s/image", scratch);
		assert_int_equal(mkdir(image, 0700), 0);
		power_build(recording, crash, stream_mix(i + 1), image);
		if (!check_image_apart(image, recording, crash, what, sizeof(what))) {
			snprintf(words, size, "image %lu at event %zu of %zu: %s", i, crash, events - 1, what);
			bad++;
		}
		remove_image(image);
	}
	return bad;
}

static void test_a_pulled_plug_loses_nothing_acknowledged(void **state)
{
	struct power_recording *recording = record(false);
	char words[1400] = "";

	(void)state;
	assert_non_null(recording);
	assert_in_range(power_syncs(recording), 2 * CHANGES, 3 * CHANGES);
	if (count_bad(recording, images_wanted(), words, sizeof(words)) > 0)
		fail_msg("%s", words);
	print_message("%zu events, %lu images, nothing acknowledged lost\n", power_events(recording), images_wanted());
	power_free(&recording);
	unlink(recording_path);
}

/* Shows that the images would tell: without its syncs the same stream loses changes and comes out broken. */
static void test_without_syncs_the_images_are_bad(void **state)
{
	struct power_recording *recording = record(true);
	char words[1400] = "";
	unsigned long bad;

	(void)state;
	assert_non_null(recording);
	assert_int_equal(power_syncs(recording), 0);
	bad = count_bad(recording, 60, words, sizeof(words));
	assert_in_range(bad, 20, 60);
	print_message("without syncs %lu of 60 images are bad, such as %s\n", bad, words);
	power_free(&recording);
	unlink(recording_path);
}

int main(int count, char **arguments)
{
	const struct CMUnitTest tests[] = {
		CASE(test_a_pulled_plug_loses_nothing_acknowledged),
		CASE(test_without_syncs_the_images_are_bad),
	};

	if (count == 3 && !strcmp(arguments[1], "--write"))
		return write_stream(arguments[2]);
	program = arguments[0];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
