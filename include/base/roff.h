/* Words for a manual page: roff reads them as the letters that they are. */
#ifndef BASE_ROFF_H
#define BASE_ROFF_H

#include "base/text.h"

/* Appends `words` so that nothing in them is a request or an escape: a backslash, a dot that begins a line, a quote.
 * Lines stay lines, each sentence begins one (roff sets the space between sentences), and spaces that begin a line
 * go, since roff would break there. */
void roff_append(struct text *out, const char *words);

/* The same for one argument of a macro that reads its arguments (.It, .Ar): between quotation marks, and never taken
 * for a macro's name. */
void roff_append_argument(struct text *out, struct slice word);

#endif
