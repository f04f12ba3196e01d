/* A page of HTML that stands alone: its style is in it, nothing is fetched and nothing runs. Readable on a screen and
 * on A4, whole when it is pasted into a word processor. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/text.h"

/* To the first heading, which is the title. Classes that the style knows: n, a number; t, what is never broken; s, a
 * row of sums; g, the heading of a group of rows; d, what stands below a row; l, a line across a table; m, something
 * that is missing; q, where something was taken from; k, a table that stays on one sheet; record, a table that is one
 * record. */
void html_begin(struct text *out, const char *title);
void html_end(struct text *out);
/* Harmless in an element and in an attribute; control characters and what turns the direction of writing shown as such.
 */
void html_append(struct text *out, struct slice words);
void html_element(struct text *out, const char *name, struct slice words);

#endif
