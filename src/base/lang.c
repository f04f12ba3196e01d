#include "base/lang.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/base_private.h"

/* English is no catalogue. */
static const struct catalogue *current;

static bool is_code(const char *code)
{
	size_t size = strspn(code, "abcdefghijklmnopqrstuvwxyz");

	return (size == 2 || size == 3) && !code[size];
}

/* "sv_SE.UTF-8" is "sv"; what names no language ("C", "POSIX") is English. */
static void code_of_locale(const char *locale, char code[4])
{
	size_t size = strspn(locale, "abcdefghijklmnopqrstuvwxyz");

	strcpy(code, "en");
	if (size == 2 || size == 3) {
		memcpy(code, locale, size);
		code[size] = '\0';
	}
}

static void code_of_environment(char code[4])
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	strcpy(code, "en");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *locale = getenv(names[i]);
		if (locale && *locale) {
			code_of_locale(locale, code);
			return;
		}
	}
}

bool lang_start(const char *wanted)
{
	char code[4];

	setlocale(LC_CTYPE, "C.UTF-8");
	current = NULL;
	if (wanted)
		return lang_set(wanted);
	code_of_environment(code);
	lang_set(code);
	return true;
}

bool lang_set(const char *code)
{
	if (!is_code(code))
		return false;
	if (strcmp(code, "en") == 0) {
		current = NULL;
		return true;
	}
	const struct catalogue *found = catalogue_find(code);
	if (found)
		current = found;
	return found != NULL;
}

const char *lang_code(void)
{
	return current ? catalogue_code(current) : "en";
}

void lang_look_in(const char *directory)
{
	catalogue_look_in(directory);
}

const char *lang_text(const char *message)
{
	const char *found = current ? catalogue_text(current, message) : NULL;

	return found ? found : message;
}

const char *lang_plural(const char *one, const char *many, unsigned long number)
{
	const char *found = current ? catalogue_text(current, one) : NULL;

	if (!found)
		return number == 1 ? one : many;
	return number == 1 ? found : found + strlen(found) + 1;
}

const char *lang_translate(const char *code, const char *message)
{
	const struct catalogue *catalogue = is_code(code) ? catalogue_find(code) : NULL;
	const char *found = catalogue ? catalogue_text(catalogue, message) : NULL;

	return found ? found : message;
}
