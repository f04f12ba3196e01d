/* What a row says in one cell of the plan: constants, translations, prefixes; days and amounts as read here. */
#include <string.h>
#include <strings.h>

#include "base/money.h"
#include "exchange/import_private.h"

static bool is_word(const char *word, struct slice value)
{
	return strlen(word) == value.size && strncasecmp(word, value.data, value.size) == 0;
}

static bool is_in_range(const struct plan_record *record, const struct csv_row *row)
{
	int64_t number;
	return number_parse(slice_trim(row->fields[record->range_column].text), &number, NULL) && number >= record->least &&
	       number <= record->most;
}

static bool is_listed(const struct plan_record *record, const struct csv_row *row);

bool record_wanted(const struct plan_record *record, const struct csv_row *row)
{
	if ((record->range != NULL && !is_in_range(record, row)) || (record->listed != NULL && !is_listed(record, row)))
		return false;
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
	for (size_t i = 0; i < cell->translation_count; i++)
		if (is_word(cell->translations[i].from, value))
			return &cell->translations[i];
	for (size_t i = 0; i < cell->beginning_count; i++) {
		size_t size = strlen(cell->beginnings[i].from);
		if (value.size >= size && is_word(cell->beginnings[i].from, (struct slice){value.data, size}))
			return &cell->beginnings[i];
	}
	return NULL;
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

/* Lists get the sign between their values, notes a line for each; anything else is left for the reader to refuse. */
static void join_values(const struct plan_cell *cell, struct text *value)
{
	enum value_type type = cell->field->type;
	char between = type == TYPE_NOTE ? '\n' : ';';
	bool list = type == TYPE_TEXTS || type == TYPE_REFS || type == TYPE_NUMBERS || type == TYPE_CHOICES;
	for (size_t i = 0; (list || type == TYPE_NOTE) && i < value->size; i++)
		if (value->data[i] == PLAN_SEVERAL)
			value->data[i] = between;
}

/* Prefix, days, amounts and cut, as the mapping says. */
static struct slice make_text(const struct plan_cell *cell, struct slice value, struct text *scratch)
{
	struct text folded = {0};
	text_clear(scratch);
	text_append_text(scratch, cell->prefix == NULL ? "" : cell->prefix);
	if (cell->lower)
		text_append_folded(&folded, value);
	if (cell->field->type == TYPE_DATE)
		cell_append_date(cell, value, scratch);
	else if (cell->field->type == TYPE_MONEY)
		cell_append_amount(cell, value, scratch);
	else
		text_append(scratch, cell->lower ? text_slice(&folded) : value);
	join_values(cell, scratch);
	if (cell->cut && scratch->size > 0)
		cut_to_limit(scratch);
	text_free(&folded);
	return text_slice(scratch);
}

static struct slice before(struct slice value, const char *until)
{
	const char *at = until == NULL || *until == '\0' ? NULL : memmem(value.data, value.size, until, strlen(until));
	return at == NULL ? value : (struct slice){value.data, (size_t)(at - value.data)};
}

/* As it stands in the column, else in the other one. */
static struct slice raw_value(const struct plan_cell *cell, const struct csv_row *row)
{
	struct slice value = slice_trim(before(row->fields[cell->column].text, cell->until));
	if (value.size == 0 && cell->alternative != NULL)
		value = slice_trim(before(row->fields[cell->alternative_column].text, cell->until));
	const char *second = cell->first && value.size > 0 ? memchr(value.data, PLAN_SEVERAL, value.size) : NULL;
	return second == NULL ? value : (struct slice){value.data, (size_t)(second - value.data)};
}

/* Its values say what stands in the row: of the groups of a directory those that give a role. */
static bool is_listed(const struct plan_record *record, const struct csv_row *row)
{
	for (size_t i = 0; i < record->cell_count; i++)
		if (record->cells[i].field == record->listed)
			return find_translation(&record->cells[i], raw_value(&record->cells[i], row)) != NULL;
	return false;
}

static day_t read_day(const struct plan_cell *cell, struct slice value, struct text *scratch)
{
	day_t day = DAY_UNSET;
	text_clear(scratch);
	cell_append_date(cell, value, scratch);
	day_parse(text_slice(scratch), &day, NULL);
	return day;
}

/* What is later than the row itself says nothing yet: a plan, where what has been done is asked for. */
static bool is_too_late(const struct plan_cell *cell, struct slice value, const struct csv_row *row,
                        struct text *scratch)
{
	if (cell->not_after == NULL)
		return false;
	day_t day = read_day(cell, value, scratch);
	day_t last = read_day(cell, slice_trim(row->fields[cell->not_after_column].text), scratch);
	return day != DAY_UNSET && last != DAY_UNSET && day > last;
}

bool cell_text(const struct plan_cell *cell, bool typed, const struct csv_row *row, struct text *scratch,
               struct slice *text)
{
	*text = slice_of(cell->constant);
	if (cell->header == NULL && cell->constant != NULL)
		return true;
	struct slice value = typed ? raw_value(cell, row) : row->fields[cell->column].text;
	*text = (struct slice){"", 0};
	if (slice_trim(value).size == 0 || (cell->dates == DATE_FILETIME && cell_is_never(value)) ||
	    is_too_late(cell, value, row, scratch)) {
		*text = slice_of(cell->when_empty);
		return cell->when_empty != NULL || cell->clears;
	}
	const struct plan_translation *translation = find_translation(cell, slice_trim(value));
	if (translation != NULL)
		*text = slice_of(translation->to);
	else if (cell->translation_count + cell->beginning_count > 0 && cell->otherwise != NULL)
		*text = slice_of(cell->otherwise);
	else
		*text = typed ? make_text(cell, value, scratch) : value;
	return true;
}
