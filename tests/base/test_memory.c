#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

static void new_memory_is_zeroed(void **state)
{
	(void)state;
	static const char zeroes[64];
	char *bytes = memory_new(64);
	int *numbers = memory_new_array(16, sizeof(*numbers));

	assert_memory_equal(bytes, zeroes, 64);
	assert_memory_equal(numbers, zeroes, 64);
	free(bytes);
	free(numbers);
	free(memory_new(0));
}

static void copies_are_the_callers(void **state)
{
	(void)state;
	char *copy = memory_copy_text("text");
	char *bytes = memory_copy("a\0b", 3);

	assert_string_equal(copy, "text");
	assert_memory_equal(bytes, "a\0b", 3);
	assert_null(memory_copy_text(NULL));
	free(copy);
	free(bytes);
	free(memory_copy(NULL, 0));
}

static void an_array_grows_by_doubling(void **state)
{
	(void)state;
	int *numbers = NULL;
	size_t capacity = 0, moves = 0;

	for (size_t i = 0; i < 10000; i++) {
		size_t before = capacity;
		memory_grow(&numbers, &capacity, i, sizeof(*numbers));
		assert_true(capacity > i);
		moves += capacity != before;
		numbers[i] = (int)i;
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(numbers[i], i);
	assert_in_range(moves, 5, 14);
	free(numbers);
}

static int status_of(void (*action)(void), char *words, size_t size)
{
	int pipe_ends[2], status = 0;

	assert_int_equal(pipe(pipe_ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(pipe_ends[1], STDERR_FILENO);
		action();
		_exit(0);
	}
	close(pipe_ends[1]);
	ssize_t got = read(pipe_ends[0], words, size - 1);
	words[got > 0 ? got : 0] = '\0';
	close(pipe_ends[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Counts that only an overflow check refuses: the products wrap to little. */
static volatile size_t half = SIZE_MAX / 2 + 2;

static void ask_for_too_large_an_array(void)
{
	free(memory_new_array(half, 2));
}

static void resize_to_too_large_an_array(void)
{
	free(memory_resize(NULL, half, 2));
}

static void grow_beyond_all_memory(void)
{
	char *bytes = NULL;
	size_t capacity = 0;

	memory_grow(&bytes, &capacity, half, 1);
	free(bytes);
}

static void out_of_memory_ends_with_words(void **state)
{
	(void)state;
	static void (*const actions[])(void) = {ask_for_too_large_an_array, resize_to_too_large_an_array,
		grow_beyond_all_memory};
	for (size_t i = 0; i < COUNT_OF(actions); i++) {
		char words[128];
		assert_int_equal(status_of(actions[i], words, sizeof(words)), 2);
		assert_string_equal(words, "forvalta: out of memory; nothing was changed\n");
	}
}

static int compare_numbers(const void *key, const void *item)
{
	return *(const int *)key - *(const int *)item;
}

static void the_first_that_is_not_before_is_found(void **state)
{
	static const int numbers[] = {2, 4, 4, 4, 9};
	static const struct {
		int key;
		size_t count, place;
	} cases[] = {{1, 5, 0}, {2, 5, 0}, {3, 5, 1}, {4, 5, 1}, {5, 5, 4}, {9, 5, 4}, {10, 5, 5}, {4, 1, 1}, {4, 0, 0}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(memory_first_at(&cases[i].key, numbers, cases[i].count, sizeof numbers[0], compare_numbers),
		                 cases[i].place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_memory_is_zeroed),
		cmocka_unit_test(copies_are_the_callers),
		cmocka_unit_test(an_array_grows_by_doubling),
		cmocka_unit_test(the_first_that_is_not_before_is_found),
		cmocka_unit_test(out_of_memory_ends_with_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
