/* Columns and graphemes. Widths are the C library's wcwidth, since that is what ncurses counts by; where its C.UTF-8 is
 * missing, libunistring's. The program's own locale does not matter. A character that the library does not know
 * (younger than it) is taken for one column, as terminals show it. */
#include "base/text.h"

#include <locale.h>
#include <stdint.h>
#include <string.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>
#include <wchar.h>

#include "base/base_private.h"

static locale_t utf8_locale(void)
{
	static locale_t locale;
	static bool tried;

	if (!tried) {
		tried = true;
		locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	}
	return locale;
}

static size_t character_width(ucs4_t c)
{
	locale_t locale = utf8_locale();
	int width;
	if (locale) {
		locale_t before = uselocale(locale);
		width = wcwidth((wchar_t)c);
		uselocale(before);
	} else {
		width = uc_width(c, "UTF-8");
	}
	return width >= 0 ? (size_t)width : c < 0xa0 ? 0 : 1;
}

/* Columns of the character at the start of `in`, its bytes in `*size`. A byte that is not UTF-8 counts one column, as
 * the replacement character would. */
static size_t first_width(struct slice in, size_t *size)
{
	ucs4_t c;

	if (text_latin_letter(in)) {
		*size = 2;
		return 1;
	}
	int bytes = u8_mbtoucr(&c, (const uint8_t *)in.data, in.size);
	*size = bytes > 0 ? (size_t)bytes : 1;
	return bytes > 0 ? character_width(c) : 1;
}

size_t text_width(struct slice in)
{
	size_t width = 0;

	while (in.size) {
		size_t size = text_plain_run(in);
		width += size ? size : first_width(in, &size);
		in = (struct slice){in.data + size, in.size - size};
	}
	return width;
}

static bool continues_character(char c)
{
	return (c & 0xc0) == 0x80;
}

/* Bytes of the first character where it and what follows are below U+0300 and thus never join (but for CR LF);
 * else 0. */
static size_t lone_character(struct slice in)
{
	size_t size = text_latin_letter(in) ? 2 : 1;

	if (size == 1 && (in.data[0] & 0x80 || in.data[0] == '\r'))
		return 0;
	return in.size == size || (unsigned char)in.data[size] < 0xcc ? size : 0;
}

#define LONGEST_GRAPHEME 256 /* bytes; whoever stacks more marks on a letter has them cut in two */

/* The first `most` bytes of `in`, less a character that they would split. */
static size_t whole_characters(struct slice in, size_t most)
{
	if (in.size <= most)
		return in.size;
	for (size_t back = 1; back <= 3; back++)
		if (!continues_character(in.data[most]))
			break;
		else
			most--;
	return most;
}

/* u8_grapheme_next looks at two characters at a time and so parts flags and joined emoji; this one does not. */
static size_t first_break(struct slice in)
{
	static const size_t windows[] = {32, LONGEST_GRAPHEME};
	char breaks[LONGEST_GRAPHEME];
	size_t size = 0;

	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		size = whole_characters(in, windows[i]);
		u8_grapheme_breaks((const uint8_t *)in.data, size, breaks);
		for (size_t at = 1; at < size; at++)
			if (breaks[at])
				return at;
		if (size == in.size)
			break;
	}
	return size;
}

size_t text_grapheme(struct slice in)
{
	if (!in.size)
		return 0;
	size_t lone = lone_character(in);
	return lone ? lone : first_break(in);
}

/* Where to begin looking so that no flag is split: at an ASCII character, if there is one near. */
static size_t sure_start(struct slice in)
{
	size_t least = in.size > LONGEST_GRAPHEME ? in.size - LONGEST_GRAPHEME : 0;
	size_t at = in.size;

	while (at > least) {
		at--;
		if (!(in.data[at] & 0x80) && at + 1 < in.size && in.data[at] != '\n')
			return at;
	}
	while (at < in.size - 1 && continues_character(in.data[at]))
		at++;
	return at;
}

size_t text_grapheme_before(struct slice in)
{
	char breaks[LONGEST_GRAPHEME];

	if (!in.size)
		return 0;
	size_t start = sure_start(in), at = in.size - start;
	u8_grapheme_breaks((const uint8_t *)in.data + start, at, breaks);
	do
		at--;
	while (at && !breaks[at]);
	return in.size - start - at;
}

/* Bytes of the plain run at the start of `in`, less its last character where a mark may join that. */
static size_t sure_run(struct slice in)
{
	size_t plain = text_plain_run(in);

	return plain && plain < in.size && (unsigned char)in.data[plain] >= 0xcc ? plain - 1 : plain;
}

/* The same as text_fit, also telling the columns that the run takes. */
static size_t fit(struct slice in, size_t columns, size_t *taken)
{
	size_t at = 0, width = 0;

	while (at < in.size) {
		struct slice rest = {in.data + at, in.size - at};
		size_t sure = sure_run(rest), room = columns - width;
		if (sure > room) {
			at += room;
			width = columns;
			break;
		}
		size_t step = sure ? sure : text_grapheme(rest);
		size_t step_width = sure ? sure : text_width((struct slice){rest.data, step});
		if (step_width > room)
			break;
		at += step;
		width += step_width;
	}
	*taken = width;
	return at;
}

size_t text_fit(struct slice in, size_t columns)
{
	size_t taken;

	return fit(in, columns, &taken);
}

static void append_spaces(struct text *out, size_t count)
{
	static const char spaces[] = "                                ";

	for (; count >= sizeof(spaces) - 1; count -= sizeof(spaces) - 1)
		text_append_bytes(out, spaces, sizeof(spaces) - 1);
	text_append_bytes(out, spaces, count);
}

static void append_harmless_cell(struct text *out, struct slice in, size_t columns, bool right, bool ascii)
{
	size_t width;
	size_t size = fit(in, columns, &width);
	bool cut = size < in.size;

	if (cut && columns) {
		size = fit(in, columns - 1, &width);
		width++;
	}
	if (right)
		append_spaces(out, columns - width);
	text_append_bytes(out, in.data, size);
	if (cut && columns)
		text_append_text(out, ascii ? "~" : "…");
	if (!right)
		append_spaces(out, columns - width);
}

void text_append_cell(struct text *out, struct slice in, size_t columns, bool right, bool ascii)
{
	unsigned character;
	struct text harmless = {0};

	if (text_first_forbidden(in, false, &character) == SIZE_MAX) {
		append_harmless_cell(out, in, columns, right, ascii);
		return;
	}
	text_append_harmless(&harmless, in, false);
	append_harmless_cell(out, text_slice(&harmless), columns, right, ascii);
	text_free(&harmless);
}
