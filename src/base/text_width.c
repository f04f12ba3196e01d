/* Columns and graphemes. Widths are the C library's wcwidth, since that is what ncurses counts by; where its
 * C.UTF-8 is missing, libunistring's. The program's own locale does not matter. */
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
	/* Latin-1 letters and Latin Extended: å, ä, ö, é. */
	if (c >= 0xae && c < 0x300)
		return 1;
	locale_t locale = utf8_locale();
	int width;
	if (locale) {
		locale_t before = uselocale(locale);
		width = wcwidth((wchar_t)c);
		uselocale(before);
	} else {
		width = uc_width(c, "UTF-8");
	}
	return width > 0 ? (size_t)width : 0;
}

/* A byte that is not UTF-8 counts one column, as the replacement character would. */
static size_t width_of(struct slice in)
{
	size_t width = 0;

	for (size_t at = 0; at < in.size;) {
		ucs4_t c;
		int size = u8_mbtoucr(&c, (const uint8_t *)in.data + at, in.size - at);
		width += size > 0 ? character_width(c) : 1;
		at += size > 0 ? (size_t)size : 1;
	}
	return width;
}

size_t text_width(struct slice in)
{
	size_t plain = text_plain_run(in);

	return plain + width_of((struct slice){in.data + plain, in.size - plain});
}

static bool continues_character(char c)
{
	return (c & 0xc0) == 0x80;
}

/* Bytes of the first character where it and what follows are below U+0300 and thus never join (but for CR LF);
 * else 0. */
static size_t lone_character(struct slice in)
{
	unsigned char first = (unsigned char)in.data[0];
	size_t size = first < 0x80 ? 1 : 2;

	if (first == '\r' || (size == 2 && (first < 0xc3 || first >= 0xcc || in.size < 2 || !continues_character(in.data[1]))))
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

/* The same as text_fit, also telling the columns that the run takes. */
static size_t fit(struct slice in, size_t columns, size_t *taken)
{
	size_t at = 0, width = 0;

	while (at < in.size) {
		struct slice rest = {in.data + at, in.size - at};
		/* The last character of a plain run may carry a combining mark: it is left to the grapheme. */
		size_t plain = text_plain_run(rest);
		size_t sure = plain == rest.size ? plain : plain ? plain - 1 : 0;
		size_t step = sure ? sure : text_grapheme(rest);
		size_t step_width = sure ? sure : width_of((struct slice){rest.data, step});
		if (width + step_width > columns) {
			if (sure) {
				at += columns - width;
				width = columns;
			}
			break;
		}
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
