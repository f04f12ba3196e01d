/* What a row says in one cell of the plan: constants, translations, prefixes, dates turned to ISO. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "exchange/import_private.h"

static bool is_word(const char *word, struct slice value)
{
	return strlen(word) == value.size && strncasecmp(word, value.data, value.size) == 0;
}

bool record_wanted(const struct plan_record *record, const struct csv_row *row)
{
	if (record->when == NULL)
		return true;
	struct slice value = slice_trim(row->fields[record->when_column].text);
	for (size_t i = 0; i < record->skip_count; i++)
		if (is_word(record->skip[i], value))
			return false;
	return value.size > 0;
}

static const struct plan_translation *find_translation(const struct plan_cell *cell, struct slice value)
{
	value = slice_trim(value);
	for (size_t i = 0; i < cell->translation_count; i++)
		if (is_word(cell->translations[i].from, value))
			return &cell->translations[i];
	return NULL;
}

/* At most `most` digits; −1 where there is none. */
static int take_digits(struct slice *rest, size_t least, size_t most)
{
	int number = 0;
	size_t count = 0;
	while (count < most && count < rest->size && rest->data[count] >= '0' && rest->data[count] <= '9')
		number = number * 10 + (rest->data[count++] - '0');
	*rest = (struct slice){rest->data + count, rest->size - count};
	return count < least ? -1 : number;
}

static bool take_separator(struct slice *rest)
{
	if (rest->size == 0 || strchr("-/.", *rest->data) == NULL)
		return false;
	*rest = (struct slice){rest->data + 1, rest->size - 1};
	return true;
}

bool cell_date_parts(struct slice text, int parts[3])
{
	for (int i = 0; i < 3; i++) {
		if ((i > 0 && !take_separator(&text)) || (parts[i] = take_digits(&text, i == 2 ? 4 : 1, i == 2 ? 4 : 2)) < 0)
			return false;
	}
	return text.size == 0;
}

/* Midnight after a date, as databases write days, says nothing and is passed over. */
static struct slice without_midnight(struct slice text)
{
	static const char *const midnights[] = {" 00:00",        " 00:00:00",      "T00:00:00",     "T00:00:00Z",
	                                        "T00:00:00.000", "T00:00:00.000Z", " 00:00:00.000", " 12:00:00 AM"};
	for (size_t i = 0; i < sizeof midnights / sizeof midnights[0]; i++) {
		size_t size = strlen(midnights[i]);
		if (text.size > size && memcmp(text.data + text.size - size, midnights[i], size) == 0)
			return (struct slice){text.data, text.size - size};
	}
	return text;
}

/* 03/04/2026 in the order that the mapping states, as ISO; anything else is left for the reader to judge. */
static void append_date(const struct plan_cell *cell, struct slice value, struct text *out)
{
	int parts[3];
	value = without_midnight(slice_trim(value));
	if (cell->order == DATE_ISO || !cell_date_parts(value, parts)) {
		text_append(out, value);
		return;
	}
	bool day_first = cell->order == DATE_DAY_MONTH_YEAR;
	text_printf(out, "%04d-%02d-%02d", parts[2], parts[day_first ? 1 : 0], parts[day_first ? 0 : 1]);
}

/* So many characters (code points, as the limit counts them), ended between graphemes. */
static void cut_to_limit(struct text *value)
{
	size_t characters = 0, at = 0;
	while (at < value->size) {
		size_t size = text_grapheme((struct slice){value->data + at, value->size - at});
		for (size_t i = 0; i < size; i++)
			characters += ((unsigned char)value->data[at + i] & 0xc0) != 0x80;
		if (characters > TEXT_CHARACTERS_MAX)
			break;
		at += size;
	}
	for (size_t i = 0; i < at; i++)
		if (value->data[i] == '\n')
			value->data[i] = ' ';
	value->size = at;
	value->data[at] = '\0';
}

/* Prefix, order of dates and cut, as the mapping says. */
static struct slice make_text(const struct plan_cell *cell, struct slice value, struct text *scratch)
{
	text_clear(scratch);
	text_append_text(scratch, cell->prefix == NULL ? "" : cell->prefix);
	if (cell->field->type == TYPE_DATE)
		append_date(cell, value, scratch);
	else
		text_append(scratch, slice_trim(value));
	if (cell->cut && scratch->size > 0)
		cut_to_limit(scratch);
	return text_slice(scratch);
}

bool cell_text(const struct plan_cell *cell, bool typed, const struct csv_row *row, struct text *scratch,
               struct slice *text)
{
	*text = slice_of(cell->constant);
	if (cell->header == NULL && cell->constant != NULL)
		return true;
	const struct csv_field *field = &row->fields[cell->column];
	*text = (struct slice){"", 0};
	if (slice_trim(field->text).size == 0)
		return cell->clears;
	const struct plan_translation *translation = find_translation(cell, field->text);
	if (translation != NULL)
		*text = slice_of(translation->to);
	else if (cell->translation_count > 0 && cell->otherwise != NULL)
		*text = slice_of(cell->otherwise);
	else
		*text = typed ? make_text(cell, field->text, scratch) : field->text;
	return true;
}
