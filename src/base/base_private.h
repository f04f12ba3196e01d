/* What only base and its tests use. */
#ifndef BASE_PRIVATE_H
#define BASE_PRIVATE_H

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

_Noreturn void memory_exhausted(void); /* one line, status 2 */

/* Bytes at the start of `in` that are printable ASCII: one column, one grapheme and nothing to escape each. */
size_t text_plain_run(struct slice in);

/* `in` starts with a letter U+00C0–U+02FF (å, ä, ö, é): two bytes, one column, a grapheme unless a mark follows. */
bool text_latin_letter(struct slice in);

/* The start of `in` that may be quoted in a message, so that the reason after it is still seen. */
struct slice text_quotable(struct slice in);
#define QUOTED(in) (int)text_quotable(in).size, text_quotable(in).data

/* The number that `count` (at most 9) ASCII digits make, or −1 where one of them is none; and the same written. */
int digits_at(const char *data, size_t count);
char *digits_write(char *at, int value, int count);

/* value * 10 + digit; false where it does not fit. */
bool decimal_accumulate(int64_t *value, char digit);
bool money_refuse_size(struct slice text, struct error *error);

/* A language's translations, as gettext's .mo file; NULL where there is none. Never freed: words from it live as
 * long as the program. `catalogue_text` gives NULL for a message that is not translated; a plural's second
 * form follows the first one's NUL. */
struct catalogue;
const struct catalogue *catalogue_find(const char *code);
const char *catalogue_code(const struct catalogue *catalogue);
const char *catalogue_text(const struct catalogue *catalogue, const char *message);
void catalogue_look_in(const char *directory);

#endif
