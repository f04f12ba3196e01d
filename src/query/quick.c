/* The quick filter: words that all stand in a record's code, name or other names. */
#include <string.h>

#include "base/memory.h"
#include "model/code.h"
#include "query/list_private.h"

static bool next_word(struct slice *rest, struct slice *word)
{
	while (slice_next(rest, ' ', word))
		if (word->size > 0)
			return true;
	return false;
}

static bool has_capital(struct slice word)
{
	struct text folded = {0};
	text_append_folded(&folded, word);
	bool capital = !slice_equal(text_slice(&folded), word);
	text_free(&folded);
	return capital;
}

void quick_set(struct quick *quick, struct slice words)
{
	struct slice rest, word;
	size_t ends[WORDS_MAX];
	text_clear(&quick->exact);
	text_clear(&quick->folded);
	quick->count = 0;
	quick->exacting = false;
	text_append_nfc(&quick->exact, words);
	rest = text_slice(&quick->exact);
	while (quick->count < WORDS_MAX && next_word(&rest, &word)) {
		bool capital = has_capital(word);
		quick->exacting |= capital;
		quick->exact_words[quick->count] = capital ? word : (struct slice){"", 0};
		text_append_folded(&quick->folded, word);
		ends[quick->count++] = quick->folded.size;
	}
	for (size_t i = 0; i < quick->count; i++) {
		size_t start = i == 0 ? 0 : ends[i - 1];
		quick->folded_words[i] = (struct slice){quick->folded.data + start, ends[i] - start};
	}
}

void quick_free(struct quick *quick)
{
	text_free(&quick->exact);
	text_free(&quick->folded);
	text_free(&quick->written);
	text_free(&quick->scratch);
	*quick = (struct quick){0};
}

static bool holds(struct slice text, struct slice word)
{
	return word.size == 0 || (text.size >= word.size && memmem(text.data, text.size, word.data, word.size) != NULL);
}

static bool holds_all(const struct slice *words, size_t count, struct slice text)
{
	for (size_t i = 0; i < count; i++)
		if (!holds(text, words[i]))
			return false;
	return true;
}

bool quick_may_match(const struct quick *quick, struct slice folded)
{
	return holds_all(quick->folded_words, quick->count, folded);
}

static void append_line(struct text *out, struct slice line)
{
	if (line.size == 0)
		return;
	text_append_char(out, '\n');
	text_append(out, line);
}

/* Code, name, other names, a line each; what the person may not read is not searched. */
static void append_searched(struct quick *quick, struct reading *reading, const struct record *record)
{
	code_append(&quick->written, record);
	for (size_t i = 0; i < quick->field_count; i++) {
		const struct field *field = quick->fields[i];
		struct value value = reading_field(reading, record, field);
		struct slice text = value.set ? value.text : (struct slice){"", 0}, item;
		if (field->type != TYPE_TEXTS)
			append_line(&quick->written, text);
		while (field->type == TYPE_TEXTS && value_list_next_text(&text, &item))
			append_line(&quick->written, item);
	}
}

static void find_searched(struct quick *quick, const struct entity *entity)
{
	quick->entity = entity;
	quick->field_count = 0;
	for (unsigned i = F_first_own - 1; i < entity->field_count && quick->field_count < COUNT_OF(quick->fields); i++) {
		const struct field *field = &entity->fields[i];
		bool text = field->type == TYPE_TEXT || field->type == TYPE_TEXTS;
		if (text && (field->searched || field->number == entity->name_field))
			quick->fields[quick->field_count++] = field;
	}
}

bool quick_matches(struct quick *quick, struct reading *reading, const struct record *record)
{
	if (quick->entity != record->entity)
		find_searched(quick, record->entity);
	text_clear(&quick->written);
	append_searched(quick, reading, record);
	if (quick->plan != NULL && quick->plan->more != NULL) {
		text_append_char(&quick->written, '\n');
		quick->plan->more(quick->plan->more_context, record, &quick->written);
	}
	if (quick->exacting && !holds_all(quick->exact_words, quick->count, text_slice(&quick->written)))
		return false;
	text_clear(&quick->scratch);
	text_append_folded(&quick->scratch, text_slice(&quick->written));
	return quick_may_match(quick, text_slice(&quick->scratch));
}

/* "a b" to "ab bc": every row that holds the new words holds the old ones. */
bool quick_narrows(struct slice before, struct slice now)
{
	struct slice old_word, new_word;
	while (next_word(&before, &old_word))
		if (!next_word(&now, &new_word) || !holds(new_word, old_word))
			return false;
	return true;
}
