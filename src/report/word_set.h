/* Words that must not be told, and whether a text holds any of them: one pass over the text, however many they are. */
#ifndef REPORT_WORD_SET_H
#define REPORT_WORD_SET_H

#include "base/text.h"

#define WORD_SHORTEST 3 /* bytes, folded: shorter ones stand in too many other words */

struct word_set;
struct word_set *word_set_new(void);
void word_set_free(struct word_set **set);
/* Case does not matter. A short word, and one of letters alone, counts where it stands as a word; others do wherever
 * they stand. */
void word_set_add(struct word_set *set, struct slice word);
bool word_set_stands_in(struct word_set *set, struct slice text);

#endif
