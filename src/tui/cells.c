#include "tui/cells.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/memory.h"

/* What Unicode does not decompose and Swedish, its neighbours and our own texts use. */
static const struct {
	unsigned character;
	char ascii;
} plain_letters[] = {
	{0xc6, 'A'}, {0xe6, 'a'}, {0xd8, 'O'}, {0xf8, 'o'}, {0xdf, 's'}, {0xd0, 'D'}, {0xf0, 'd'}, {0xde, 'T'},
	{0xfe, 't'}, {0x141, 'L'}, {0x142, 'l'}, {0x110, 'D'}, {0x111, 'd'}, {0x152, 'O'}, {0x153, 'o'},
	{0x2013, '-'}, {0x2014, '-'}, {0x2212, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'},
	{0xb7, '-'}, {0x2022, '*'}, {0x2192, '>'}, {0x2190, '<'}, {0xd7, 'x'}, {0x20ac, 'E'}, {0xab, '"'}, {0xbb, '"'},
	{0x2265, '>'}, {0x2264, '<'}, {0x2026, '~'}, {0xa7, 'S'},
};

char cell_ascii(unsigned character)
{
	if (character < 0x80)
		return (char)character;
	for (size_t i = 0; i < COUNT_OF(plain_letters); i++) {
		if (plain_letters[i].character == character)
			return plain_letters[i].ascii;
	}
	uint32_t parts[UC_DECOMPOSITION_MAX_LENGTH] = {0};
	int count = uc_decomposition(character, &(int){0}, parts);
	return count > 0 && parts[0] != character ? cell_ascii(parts[0]) : '?';
}

void cells_free(struct cell_run *run)
{
	free(run->cells);
	*run = (struct cell_run){0};
}

/* Joiners, variation selectors and tags: terminals disagree about what they do to the width. */
static bool left_out(ucs4_t character)
{
	return (character >= 0x200b && character <= 0x200d) || character == 0x2060 || character == 0xad ||
	       (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0000 && character <= 0xe01ef) ||
	       (character >= 0x1f3fb && character <= 0x1f3ff);
}

static struct cell *cell_add(struct cell_run *run, ucs4_t character, int columns)
{
	memory_grow(&run->cells, &run->capacity, run->count, sizeof(*run->cells));
	struct cell *cell = &run->cells[run->count++];
	*cell = (struct cell){.characters = {(wchar_t)character}, .columns = columns};
	run->columns += columns;
	return cell;
}

static void mark_add(struct cell_run *run, ucs4_t mark)
{
	if (run->count == 0)
		cell_add(run, ' ', 1);
	wchar_t *characters = run->cells[run->count - 1].characters;
	size_t length = wcslen(characters);
	if (length < CELL_CHARACTERS)
		characters[length] = (wchar_t)mark;
}

/* `at`: columns taken before it. A mark with nothing to ride on stands on a space. */
static int character_columns(ucs4_t character, int at, bool ascii)
{
	int columns = wcwidth((wchar_t)character);
	if (left_out(character) || (ascii && columns == 0))
		return 0;
	if (ascii || columns < 0)
		return 1;
	return columns == 0 && at == 0 ? 1 : columns;
}

static void character_add(struct cell_run *run, ucs4_t character, bool ascii)
{
	int columns = wcwidth((wchar_t)character);
	if (left_out(character) || (ascii && columns == 0))
		return;
	if (columns == 0)
		mark_add(run, character);
	else
		cell_add(run, ascii ? (ucs4_t)cell_ascii(character) : columns < 0 ? 0xfffd : character,
			character_columns(character, run->columns, ascii));
}

/* All of the grapheme or nothing of it. */
static bool grapheme_add(struct cell_run *run, struct slice grapheme, int columns, bool ascii)
{
	size_t count = run->count;
	int before = run->columns;
	for (size_t i = 0; i < grapheme.size;) {
		ucs4_t character;
		int size = u8_mbtouc(&character, (const uint8_t *)grapheme.data + i, grapheme.size - i);
		character_add(run, character, ascii);
		i += size > 0 ? (size_t)size : 1;
	}
	if (run->columns <= columns)
		return true;
	run->count = count;
	run->columns = before;
	return false;
}

/* Most text is ASCII: no table is asked for it. */
static bool plain(char c)
{
	return c >= 0x20 && c < 0x7f;
}

static void harmless_fill(struct cell_run *run, struct slice text, int columns, bool ascii)
{
	while (text.size > 0 && !run->cut) {
		size_t size = 1;
		if (plain(text.data[0]) && (text.size == 1 || plain(text.data[1]))) {
			run->cut = run->columns >= columns;
			if (!run->cut)
				cell_add(run, (unsigned char)text.data[0], 1);
		} else {
			size = text_grapheme(text);
			run->cut = !grapheme_add(run, (struct slice){text.data, size}, columns, ascii);
		}
		text = (struct slice){text.data + size, text.size - size};
	}
}

static bool all_plain(struct slice text)
{
	for (size_t i = 0; i < text.size; i++) {
		if (!plain(text.data[i]))
			return false;
	}
	return true;
}

static void plain_fill(struct cell_run *run, struct slice text, int columns)
{
	size_t room = columns > 0 ? (size_t)columns : 0;
	run->cut = text.size > room;
	run->count = run->cut ? room : text.size;
	run->columns = (int)run->count;
	memory_grow(&run->cells, &run->capacity, run->count, sizeof(*run->cells));
	for (size_t i = 0; i < run->count; i++)
		run->cells[i] = (struct cell){.characters = {(unsigned char)text.data[i]}, .columns = 1};
}

void cells_fill(struct cell_run *run, struct slice text, int columns, bool ascii)
{
	struct text harmless = {0};
	run->count = 0;
	run->columns = 0;
	run->cut = false;
	if (all_plain(text)) {
		plain_fill(run, text, columns);
		return;
	}
	text_append_harmless(&harmless, text, false);
	harmless_fill(run, text_slice(&harmless), columns, ascii);
	text_free(&harmless);
}

static int harmless_width(struct slice text, int at, bool ascii)
{
	int columns = 0;
	for (size_t i = 0; i < text.size;) {
		ucs4_t character;
		int size = u8_mbtouc(&character, (const uint8_t *)text.data + i, text.size - i);
		columns += character_columns(character, at + columns, ascii);
		i += size > 0 ? (size_t)size : 1;
	}
	return columns;
}

/* After `at` columns. */
static int width_after(struct slice text, int at, bool ascii)
{
	struct text harmless = {0};
	unsigned character;
	if (text_is_simple(text))
		return (int)text_width(text);
	if (text_first_forbidden(text, false, &character) == SIZE_MAX)
		return harmless_width(text, at, ascii);
	text_append_harmless(&harmless, text, false);
	int columns = harmless_width(text_slice(&harmless), at, ascii);
	text_free(&harmless);
	return columns;
}

int cells_width(struct slice text, bool ascii)
{
	return width_after(text, 0, ascii);
}

size_t cells_fit(struct slice text, int columns, bool ascii)
{
	size_t fits = 0;
	int used = 0;
	if (text_is_simple(text))
		return text_fit(text, columns > 0 ? (size_t)columns : 0);
	while (fits < text.size) {
		struct slice rest = {text.data + fits, text.size - fits};
		rest.size = text_grapheme(rest);
		int width = width_after(rest, used, ascii);
		if (used + width > columns)
			break;
		used += width;
		fits += rest.size;
	}
	return fits;
}
