#include "report/word_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define SHORT 5 /* bytes */

struct word {
	size_t start, size; /* in the texts */
	size_t next;        /* of the same beginning, place + 1; 0: none */
	bool alone;         /* counts only where it stands as a word */
};

struct word_set {
	struct word *words;
	size_t count, capacity;
	struct text texts;
	size_t *places; /* a hash of the first bytes: place + 1 of the first such word */
	size_t mask;
	struct text folded;
};

struct word_set *word_set_new(void)
{
	struct word_set *set = memory_new(sizeof *set);
	set->mask = 1023;
	set->places = memory_new_array(set->mask + 1, sizeof *set->places);
	return set;
}

void word_set_free(struct word_set **set)
{
	if (*set == NULL)
		return;
	free((*set)->words);
	free((*set)->places);
	text_free(&(*set)->texts);
	text_free(&(*set)->folded);
	free(*set);
	*set = NULL;
}

static size_t place_of(const struct word_set *set, const char *beginning)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < WORD_SHORTEST; i++)
		hash = (hash + (unsigned char)beginning[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 20) & set->mask;
}

static void hang(struct word_set *set, size_t place)
{
	size_t *first = &set->places[place_of(set, set->texts.data + set->words[place].start)];
	set->words[place].next = *first;
	*first = place + 1;
}

static void widen(struct word_set *set)
{
	free(set->places);
	set->mask = 2 * set->mask + 1;
	set->places = memory_new_array(set->mask + 1, sizeof *set->places);
	for (size_t i = 0; i < set->count; i++)
		hang(set, i);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_of_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_letters(struct slice word)
{
	for (size_t i = 0; i < word.size; i++)
		if (!is_letter(word.data[i]))
			return false;
	return true;
}

static bool stands_at(const struct word_set *set, const struct word *word, size_t at)
{
	const struct text *in = &set->folded;
	size_t end = at + word->size;
	if (end > in->size || memcmp(in->data + at, set->texts.data + word->start, word->size) != 0)
		return false;
	bool inside = (at > 0 && is_of_word(in->data[at - 1])) || (end < in->size && is_of_word(in->data[end]));
	return !word->alone || !inside;
}

static void fold(struct word_set *set, struct slice text)
{
	text_clear(&set->folded);
	text_append_folded(&set->folded, text);
}

void word_set_add(struct word_set *set, struct slice text)
{
	fold(set, slice_trim(text));
	struct slice word = text_slice(&set->folded);
	if (word.size < WORD_SHORTEST)
		return;
	for (size_t i = set->places[place_of(set, word.data)]; i != 0; i = set->words[i - 1].next)
		if (set->words[i - 1].size == word.size && stands_at(set, &set->words[i - 1], 0))
			return;
	memory_grow(&set->words, &set->capacity, set->count, sizeof *set->words);
	set->words[set->count] = (struct word){
		.start = set->texts.size, .size = word.size, .alone = word.size < SHORT || is_letters(word)};
	text_append(&set->texts, word);
	hang(set, set->count++);
	if (set->count > set->mask)
		widen(set);
}

bool word_set_stands_in(struct word_set *set, struct slice text)
{
	if (set->count == 0 || text.size < WORD_SHORTEST)
		return false;
	fold(set, text);
	for (size_t at = 0; at + WORD_SHORTEST <= set->folded.size; at++)
		for (size_t i = set->places[place_of(set, set->folded.data + at)]; i != 0; i = set->words[i - 1].next)
			if (stands_at(set, &set->words[i - 1], at))
				return true;
	return false;
}
