#include "tui/choices.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool words_match(struct slice typed, struct slice text)
{
	struct slice word;
	while (slice_next(&typed, ' ', &word)) {
		if (word.size > 0 && (text.size == 0 || !memmem(text.data, text.size, word.data, word.size)))
			return false;
	}
	return true;
}

void choices_clear(struct choices *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		for (size_t cell = 0; cell < CHOICE_CELLS; cell++)
			free(choices->all[i].cells[cell]);
		free(choices->all[i].folded);
	}
	free(choices->shown);
	choices->shown = NULL;
	choices->count = choices->shown_count = 0;
}

void choices_free(struct choices *choices)
{
	choices_clear(choices);
	free(choices->all);
	*choices = (struct choices){0};
}

void choices_add(struct choices *choices, uint64_t key, const char *first, const char *second, const char *third)
{
	const char *const cells[CHOICE_CELLS] = {first, second, third};
	struct text folded = {0};
	memory_grow(&choices->all, &choices->capacity, choices->count, sizeof(*choices->all));
	struct choices_item *choice = &choices->all[choices->count++];
	*choice = (struct choices_item){.key = key};
	for (size_t i = 0; i < CHOICE_CELLS; i++) {
		choice->cells[i] = memory_copy_text(cells[i]);
		text_append_folded(&folded, slice_of(cells[i]));
		text_append_char(&folded, '\n');
	}
	choice->folded = text_take(&folded);
	free(choices->shown);
	choices->shown = NULL;
}

/* The first cell, as it was folded. */
static struct slice name_of(const struct choices_item *choice)
{
	return (struct slice){choice->folded, strcspn(choice->folded, "\n")};
}

/* Those that have the words in their name come before those that have them in what is said of them. */
void choices_filter(struct choices *choices, struct slice typed)
{
	struct text folded = {0};
	text_append_folded(&folded, typed);
	struct slice words = text_slice(&folded);
	free(choices->shown);
	choices->shown = memory_new_array(choices->count + 1, sizeof(*choices->shown));
	choices->shown_count = 0;
	for (int named = 1; named >= 0; named--)
		for (size_t i = 0; i < choices->count; i++) {
			const struct choices_item *choice = &choices->all[i];
			if (words_match(words, slice_of(choice->folded)) && words_match(words, name_of(choice)) == (named == 1))
				choices->shown[choices->shown_count++] = i;
		}
	text_free(&folded);
}

size_t choices_count(const struct choices *choices)
{
	return choices->shown ? choices->shown_count : choices->count;
}

const struct choices_item *choices_at(const struct choices *choices, size_t row)
{
	return &choices->all[choices->shown ? choices->shown[row] : row];
}

static size_t source_count(void *owner)
{
	return choices_count(owner);
}

static void source_cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const char *cell = choices_at(owner, row)->cells[column];
	if (column > 0)
		*role = ROLE_MUTED;
	if (cell)
		text_append_text(out, cell);
}

static uint64_t source_key(void *owner, size_t row)
{
	return choices_at(owner, row)->key;
}

static size_t source_find(void *owner, uint64_t key)
{
	for (size_t row = 0; row < choices_count(owner); row++) {
		if (choices_at(owner, row)->key == key)
			return row;
	}
	return SIZE_MAX;
}

static void source_filter(void *owner, struct slice typed)
{
	choices_filter(owner, typed);
}

const struct list_source choices_source = {
	.count = source_count,
	.cell = source_cell,
	.key = source_key,
	.find = source_find,
	.filter = source_filter,
};
