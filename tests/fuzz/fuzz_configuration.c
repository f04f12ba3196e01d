/* Any bytes as a configuration file: refused with file and line, or every option has a value. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "conf/conf.h"
#include "fuzz/fuzz.h"

static void read_options(const struct conf *conf)
{
	size_t count;
	for (enum conf_option option = 0; option < CONF_OPTION_COUNT; option++) {
		const struct conf_row *row = conf_row(option);
		if (row->type == CONF_TYPE_TEXT || row->type == CONF_TYPE_CHOICE)
			REQUIRE(conf_text(conf, option) != NULL);
		else if (row->type == CONF_TYPE_NUMBER || row->type == CONF_TYPE_PERCENT || row->type == CONF_TYPE_MONEY)
			conf_number(conf, option, 20779);
		else if (row->type == CONF_TYPE_NUMBERS)
			REQUIRE(conf_numbers(conf, option, &count) != NULL && count > 0);
		conf_place(conf, option);
		conf_renewal_due(conf, option);
	}
	conf_rules(conf, &count);
	conf_own_rules(conf, &count);
	conf_group_days(conf, &count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct error error = {0};
	char path[64];
	int file = memfd_create("configuration", 0);
	bool others = memmem(bytes, size, "@include", 8) != NULL; /* the library then reads other files */
	struct conf *conf = conf_new();
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	if (!others && file >= 0 && write(file, bytes, size) == (ssize_t)size) {
		if (conf_read(conf, path, &error))
			read_options(conf);
		else
			REQUIRE(error.text[0] != '\0');
	}
	conf_free(&conf);
	close(file);
	return 0;
}
