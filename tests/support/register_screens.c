#include "support/register_screens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

struct small_register small;

int register_screens_setup(void **state)
{
	(void)state;
	small_register_make(&small);
	return 0;
}

int register_screens_teardown(void **state)
{
	(void)state;
	small_register_remove(&small);
	return 0;
}

struct test_terminal *look_as(const char *login, int rows, int columns)
{
	return small_register_look(&(struct looking){
		.small = &small, .login = login, .language = "en", .rows = rows, .columns = columns});
}

void keys(struct test_terminal *terminal, const char *typed)
{
	test_terminal_send(terminal, typed);
	test_terminal_settle(terminal, TEST_QUIET);
}

void leave(struct test_terminal **terminal)
{
	test_terminal_send(*terminal, "\033[21~");
	assert_int_equal(test_terminal_wait(*terminal), 0);
	test_terminal_end(terminal);
}

void open_form_of(struct test_terminal *terminal, const char *letters)
{
	char filter[40];
	snprintf(filter, sizeof filter, "/%s\r", letters);
	keys(terminal, "gs");
	test_terminal_expect(terminal, "Name");
	keys(terminal, filter);
	keys(terminal, "e");
	test_terminal_expect(terminal, "Other names");
}

size_t files_kept(void)
{
	char path[300];
	size_t count = 0;
	snprintf(path, sizeof path, "%s/forvalta", small.state);
	DIR *open_directory = opendir(path);
	for (struct dirent *entry; open_directory != NULL && (entry = readdir(open_directory)) != NULL;)
		count += entry->d_name[0] != '.' && strncmp(entry->d_name, "visit-", 6) != 0;
	if (open_directory != NULL)
		closedir(open_directory);
	return count;
}
