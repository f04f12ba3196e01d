/* Version matching on a real catalogue: every cycle finds itself, and the latest version of a release finds its release
 * or nothing, save where the catalogue's own data is at odds with itself. */
#include "lifecycle/lifecycle_cases.h"

#include <stdio.h>
#include <stdlib.h>

#include <yajl/yajl_tree.h>

#include "base/memory.h"
#include "lifecycle/support.h"

#define CATALOGUE SOURCE_DIR "/../shared/data/endoflife/products-full-v1.2026-08-22.json"
#define MOST_RELEASES 1000

struct tally {
	size_t releases, versions, found, other;
};

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	long size;

	if (file == NULL)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) > 0 && fseek(file, 0, SEEK_SET) == 0) {
		bytes = memory_new((size_t)size + 1);
		if (fread(bytes, 1, (size_t)size, file) != (size_t)size)
			fail_msg("%s cannot be read", path);
	}
	fclose(file);
	return bytes;
}

static yajl_val member(yajl_val object, const char *name, yajl_type type)
{
	const char *path[] = {name, NULL};

	return yajl_tree_get(object, path, type);
}

static void try_product(yajl_val product, struct tally *tally)
{
	static struct slice cycles[MOST_RELEASES];
	yajl_val releases = member(product, "releases", yajl_t_array);
	size_t count = YAJL_GET_ARRAY(releases)->len;

	assert_true(count <= MOST_RELEASES);
	for (size_t i = 0; i < count; i++)
		cycles[i] = slice_of(YAJL_GET_STRING(member(YAJL_GET_ARRAY(releases)->values[i], "name", yajl_t_string)));
	for (size_t i = 0; i < count; i++) {
		yajl_val latest = member(YAJL_GET_ARRAY(releases)->values[i], "latest", yajl_t_object);
		yajl_val version = latest == NULL ? NULL : member(latest, "name", yajl_t_string);
		size_t match;

		if (support_match_cycle(cycles[i], cycles, count) != i)
			fail_msg("the cycle %s of %s does not find itself", cycles[i].data,
			         YAJL_GET_STRING(member(product, "name", yajl_t_string)));
		if (version == NULL)
			continue;
		match = support_match_cycle(slice_of(YAJL_GET_STRING(version)), cycles, count);
		tally->versions++;
		tally->found += match == i;
		tally->other += match != i && match != SUPPORT_NO_MATCH;
	}
	tally->releases += count;
}

static void test_catalogue(void **state)
{
	char *text = read_file(CATALOGUE), words[200];
	struct tally tally = {0};
	yajl_val root, products;

	(void)state;
	if (text == NULL) {
		print_message("skipped: %s is missing\n", CATALOGUE);
		skip();
	}
	root = yajl_tree_parse(text, words, sizeof words);
	assert_non_null(root);
	products = member(root, "result", yajl_t_array);
	for (size_t i = 0; i < YAJL_GET_ARRAY(products)->len; i++)
		try_product(YAJL_GET_ARRAY(products)->values[i], &tally);
	print_message("%zu releases, %zu latest versions: %zu find theirs, %zu another, the rest nothing\n", tally.releases,
	              tally.versions, tally.found, tally.other);
	assert_int_equal(tally.releases, 8351);
	assert_true(tally.found * 100 >= tally.versions * 95);
	assert_true(tally.other <= 25);
	yajl_tree_free(root);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalogue),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
