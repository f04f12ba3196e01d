#include "support/real_data.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exchange/mapping.h"

int real_data_teardown(void **state)
{
	struct import_test *test = *state;
	if (test->options.plan != NULL)
		plan_free(test->options.plan);
	free(test->options.plan);
	return importing_teardown(state);
}

static void use_mapping(struct import_test *test, const char *name)
{
	struct text path = {0};
	text_printf(&path, SOURCE_DIR "/conf/import/%s.conf", name);
	if (test->options.plan == NULL)
		test->options.plan = memory_new(sizeof *test->options.plan);
	else
		plan_free(test->options.plan);
	bool read = mapping_read(test->options.plan, path.data, &test->error);
	assert_string_equal(test->error.text, "");
	assert_true(read);
	text_free(&path);
}

size_t real_data_count(struct import_test *test, const char *entity)
{
	size_t lines = 0;
	for (const char *at = importing_list(test, entity, "code"); *at != '\0'; at++)
		lines += *at == '\n';
	return lines - 1;
}

void real_data_expect_sum(struct import_test *test, const char *entity, const char *column, const char *sum,
                          size_t count)
{
	struct slice rest = slice_of(importing_list(test, entity, column)), line;
	char text[NUMBER_TEXT_SIZE];
	money_t total = 0, one;
	size_t set = 0;
	slice_next(&rest, '\n', &line);
	while (slice_next(&rest, '\n', &line)) {
		if (line.size == 0 || slice_equal_text(line, "\"\""))
			continue;
		assert_true(money_parse(line, &one, NULL));
		total += one;
		set++;
	}
	assert_string_equal(money_text(total, text), sum);
	assert_int_equal(set, count);
}

void real_data_import_twice(struct import_test *test, const char *mapping, const char *file, uint64_t rows,
                            uint64_t rejected)
{
	struct text path = {0}, rejects = {0};
	text_printf(&path, REAL_DATA "%s", file);
	text_printf(&rejects, "%s/rejects.csv", test->directory);
	if (access(path.data, R_OK) != 0) {
		print_message("skipped: %s is not here\n", path.data);
		text_free(&path);
		text_free(&rejects);
		skip();
	}
	char *paths[] = {path.data};
	use_mapping(test, mapping);
	test->options.rejects = rejects.data;
	assert_string_equal(importing_paths(test, paths, 1), "");
	assert_int_equal(test->result.rows, rows);
	assert_int_equal(test->result.rejected, rejected);
	const struct import_result first = test->result;
	uint64_t before = importing_sequence(test);
	assert_string_equal(importing_paths(test, paths, 1), "");
	assert_int_equal(test->result.rejected, rejected);
	assert_int_equal(importing_sequence(test), before);
	test->result = first;
	test->options.rejects = NULL;
	text_free(&path);
	text_free(&rejects);
}
