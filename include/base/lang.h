/* Language. English is the source; po/ holds the translations, as gettext's .mo files.
 *
 * They are read here and not by the C library: from glibc 2.39 its gettext takes C.UTF-8 to mean "untranslated"
 * and ignores LANGUAGE, and the program must speak Swedish where no locale has been generated. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stdbool.h>

#define _(message) lang_text(message)
#define N_(message) message /* marks for translation, translated later */

#define gettext(message) lang_text(message)
#define ngettext(one, many, number) lang_plural(one, many, number)

/* `wanted` is "sv", "en" or NULL for what the environment says (LC_ALL, LC_MESSAGES, LANG; English else). Finds the
 * catalogues beside the program (…/locale) or where they are installed. False for a language there is none of:
 * the language is then English. Sets LC_CTYPE to C.UTF-8; numbers stay those of the C locale. */
bool lang_start(const char *wanted);
/* Changes the language while running; false, and nothing changed, where there is no such catalogue. */
bool lang_set(const char *code);
const char *lang_code(void); /* "en" or "sv" */
/* Looks for catalogues in `directory` (…/sv/LC_MESSAGES/forvalta.mo) before the usual places. For tests. */
void lang_look_in(const char *directory);

/* `message` in the current language, or itself. Lives as long as the program. */
const char *lang_text(const char *message) __attribute__((format_arg(1)));
/* `one` where `number` is 1, else `many`, translated. English and Swedish have the same two forms. */
const char *lang_plural(const char *one, const char *many, unsigned long number)
	__attribute__((format_arg(1), format_arg(2)));
/* `message` in `code` whatever the current language: for names accepted in every language. */
const char *lang_translate(const char *code, const char *message);

#endif
