#include "support/sample.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exchange/import.h"

static void show_fault(void *context, const char *line)
{
	(void)context;
	print_error("%s\n", line);
}

static void load_files(struct session *session)
{
	const struct import_options options = {.fault = show_fault, .all_or_nothing = true};
	struct import_result result;
	struct error error = {0};
	glob_t files;
	assert_int_equal(glob(SAMPLE_DIRECTORY "/*.csv", 0, NULL, &files), 0);
	import_files(session, files.gl_pathv, files.gl_pathc, &options, &result, &error);
	assert_string_equal(error.text, "");
	globfree(&files);
}

static void load_catalogue(struct session *session)
{
	char path[] = SAMPLE_DIRECTORY "/catalogue.json";
	char *const files[] = {path};
	const struct import_options options = {.fault = show_fault};
	struct catalogue_result result;
	struct error error = {0};
	import_catalogue(session, files, 1, &options, &result, &error);
	assert_string_equal(error.text, "");
}

void sample_load(struct test_store *test)
{
	test_put(test, E_person, 0, "name=Registrets administratör|login=administrator|kind=employee|access=administrator");
	load_files(&test->session);
	load_catalogue(&test->session);
}
