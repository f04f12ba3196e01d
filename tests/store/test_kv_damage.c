/* A store that has lost a page ends with words, in an error or at the end of the program, never in a crash. */
#include <sys/wait.h>

#include "kv_fixture.h"
#include "kv_stream.h"

#define PAGE 4096
#define CHANGES (getenv("TEST_SMALL") ? 60 : 300)

static void make_long_store(void)
{
	struct error error = {0};
	struct kv *kv;

	options.create = true;
	kv = open_store();
	for (int i = 0; i < CHANGES; i++)
		assert_int_not_equal(stream_write(kv, &error), 0);
	kv_close(&kv);
	options.create = false;
}

/* 0: whole; 1: damage was found and told; anything else is a crash. */
static int read_through(void)
{
	char words[1200] = "";
	struct error error = {0};
	struct kv *kv;
	bool good;

	if (!freopen("/dev/null", "w", stderr))
		return 3;
	kv = kv_open(store, &options, &error);
	if (!kv)
		return error.text[0] ? 1 : 3;
	good = stream_check(kv, CHANGES, words, sizeof(words));
	kv_close(&kv);
	return good ? 0 : words[0] ? 1 : 3;
}

static int in_child(void)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0)
		exit(read_through());
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void test_a_lost_page_is_told(void **state)
{
	char page[PAGE], zeros[PAGE] = {0};
	struct stat status;
	int file, result, told = 0;

	(void)state;
	make_long_store();
	assert_int_equal(stat(inside("data.mdb"), &status), 0);
	for (off_t offset = 0; offset < status.st_size; offset += PAGE) {
		file = open(inside("data.mdb"), O_RDWR);
		assert_int_equal(pread(file, page, PAGE, offset), PAGE);
		assert_int_equal(pwrite(file, zeros, PAGE, offset), PAGE);
		result = in_child();
		if (result > 2)
			fail_msg("page %jd: ended with %d", (intmax_t)(offset / PAGE), result);
		told += result > 0;
		assert_int_equal(pwrite(file, page, PAGE, offset), PAGE);
		close(file);
	}
	assert_in_range(told, CHANGES / 6, status.st_size / PAGE);
	assert_int_equal(in_child(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_a_lost_page_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
