/* Where the register is when nobody says. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "conf/conf_private.h"

#define SYSTEM_STORE "/var/lib/forvalta"

/* XDG Base Directory Specification: a relative path in the variable is to be ignored. */
bool conf_append_own_directory(struct text *out, const char *variable, const char *below_home)
{
	const char *directory = getenv(variable), *home = getenv("HOME");

	if (directory && *directory == '/')
		text_append_text(out, directory);
	else if (home && *home == '/')
		text_printf(out, "%s/%s", home, below_home);
	else
		return false;
	return true;
}

bool conf_store_directory(const struct conf *conf, struct text *directory, struct error *error)
{
	struct stat status;

	if (*conf_text(conf, CONF_store)) {
		text_append_text(directory, conf_text(conf, CONF_store));
		return true;
	}
	if (stat(SYSTEM_STORE, &status) == 0 && S_ISDIR(status.st_mode)) {
		text_append_text(directory, SYSTEM_STORE);
		return true;
	}
	if (!conf_append_own_directory(directory, "XDG_DATA_HOME", ".local/share"))
		return error_set(error, ERROR_NOT_FOUND, _("it is not said where the register is: give --store DIRECTORY, or write "
			"store = \"…\"; in /etc/forvalta.conf"));
	text_append_text(directory, "/forvalta");
	return true;
}
