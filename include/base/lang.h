/* Language. English is the source; po/ holds the translations. Works without any generated locale: LC_CTYPE
 * C.UTF-8 and LANGUAGE. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <libintl.h>
#include <stdbool.h>

#define _(message) gettext(message)
#define N_(message) message /* marks for translation, translated later */

/* `wanted` is "sv", "en" or NULL for what the environment says (LC_ALL, LC_MESSAGES, LANG; English else). Finds the
 * catalogues beside the program (…/locale) or where they are installed. False for a language there is none of. */
bool lang_start(const char *wanted);
/* Changes the language while running. */
bool lang_set(const char *code);
const char *lang_code(void); /* "en" or "sv" */
/* gettext of `message` in `code` whatever the current language: for names accepted in every language. */
const char *lang_translate(const char *code, const char *message);

#endif
