/* A list held in memory, narrowed down by what is typed: substrings, all words, case ignored. For pickers, the palette
 * and every list short enough to be held. */
#ifndef TUI_CHOICES_H
#define TUI_CHOICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "tui/list_view.h"

#define CHOICE_CELLS 3

struct choices_item {
	uint64_t key; /* never 0 */
	char *cells[CHOICE_CELLS];
	char *folded; /* all cells, folded, for searching */
};

struct choices {
	struct choices_item *all;
	size_t count, capacity;
	size_t *shown; /* places in `all`; NULL: all of them */
	size_t shown_count;
};

/* A source for a list whose owner is a struct choices. */
extern const struct list_source choices_source;

void choices_free(struct choices *choices);
void choices_clear(struct choices *choices);
/* Texts are copied; the second and third may be NULL. */
void choices_add(struct choices *choices, uint64_t key, const char *first, const char *second, const char *third);
/* What has the words in its first text comes first. */
void choices_filter(struct choices *choices, struct slice typed);
size_t choices_count(const struct choices *choices);
/* The one in that row of what is shown. */
const struct choices_item *choices_at(const struct choices *choices, size_t row);

/* Whether every word of `typed` is somewhere in `text`; both are folded already. */
bool words_match(struct slice typed, struct slice text);

#endif
