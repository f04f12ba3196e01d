/* Sort keys in Swedish order, after CLDR's Swedish tailoring at the first level: one byte for a Latin letter or
 * sign, so that the keys are as short as the text. */
#include "base/text.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/base_private.h"

/* First bytes. What is not listed sorts by code point after ö, with four bytes. */
enum {
	KEY_SIGN = 0x01,   /* space and signs, in ASCII's order */
	KEY_DIGIT = 0x30,
	KEY_LETTER = 0x40, /* a … z, å ä ö */
	KEY_A_RING = KEY_LETTER + 26,
	KEY_A_UMLAUT,
	KEY_O_UMLAUT,
	KEY_OTHER = 0x70,
};

/* Letters that sort as others and do not say so by their decomposition. */
static const struct sorts_as {
	uint16_t character;
	unsigned char first, second; /* 0: none */
} sorts_as[] = {
	{0x00e5, KEY_A_RING, 0},                                       /* å */
	{0x00e4, KEY_A_UMLAUT, 0},                                     /* ä */
	{0x00e6, KEY_A_UMLAUT, 0},                                     /* æ */
	{0x00f6, KEY_O_UMLAUT, 0},                                     /* ö */
	{0x00f8, KEY_O_UMLAUT, 0},                                     /* ø */
	{0x0151, KEY_O_UMLAUT, 0},                                     /* ő */
	{0x0153, KEY_O_UMLAUT, 0},                                     /* œ */
	{0x00fc, KEY_LETTER + 'y' - 'a', 0},                           /* ü */
	{0x0171, KEY_LETTER + 'y' - 'a', 0},                           /* ű */
	{0x00f0, KEY_LETTER + 'd' - 'a', 0},                           /* ð */
	{0x0111, KEY_LETTER + 'd' - 'a', 0},                           /* đ */
	{0x0142, KEY_LETTER + 'l' - 'a', 0},                           /* ł */
	{0x00fe, KEY_LETTER + 't' - 'a', KEY_LETTER + 'h' - 'a'},      /* þ */
	{0x0131, KEY_LETTER + 'i' - 'a', 0},                           /* dotless i */
};

static const struct sorts_as *find_sorts_as(ucs4_t c)
{
	for (size_t i = 0; i < sizeof(sorts_as) / sizeof(sorts_as[0]); i++)
		if (sorts_as[i].character == c)
			return &sorts_as[i];
	return NULL;
}

/* `c` is folded ASCII. Control characters, the line feed of a note among them, sort as spaces. */
static unsigned char key_of_ascii(unsigned char c)
{
	if (c >= 'a' && c <= 'z')
		return (unsigned char)(KEY_LETTER + c - 'a');
	if (c >= '0' && c <= '9')
		return (unsigned char)(KEY_DIGIT + c - '0');
	if (c <= ' ')
		return KEY_SIGN;
	if (c < '0')
		return (unsigned char)(KEY_SIGN + c - ' ');
	if (c < 'A')
		return (unsigned char)(KEY_SIGN + 16 + c - ':');
	return c < 'a' ? (unsigned char)(KEY_SIGN + 23 + c - '[') : (unsigned char)(KEY_SIGN + 29 + c - '{');
}

static const unsigned char *ascii_keys(void)
{
	static unsigned char keys[128];

	if (!keys[0])
		for (unsigned char c = 0; c < sizeof(keys); c++)
			keys[c] = key_of_ascii(c);
	return keys;
}

static ucs4_t base_letter(ucs4_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	/* Beyond Greek Extended, decompositions are not letters with marks. */
	while (c < 0x2000 && uc_canonical_decomposition(c, parts) > 0)
		c = parts[0];
	return c;
}

static void append_key(struct text *out, ucs4_t c)
{
	const struct sorts_as *as = c >= 0x80 ? find_sorts_as(c) : NULL;

	if (as) {
		text_append_char(out, (char)as->first);
		if (as->second)
			text_append_char(out, (char)as->second);
		return;
	}
	if (c >= 0x80)
		c = base_letter(c);
	if (c < 0x80) {
		text_append_char(out, (char)ascii_keys()[c]);
	} else if (c == 0xa0) {
		text_append_char(out, KEY_SIGN);
	} else if (uc_combining_class(c) == UC_CCC_NR) {
		const char key[] = {KEY_OTHER, (char)(c >> 16), (char)(c >> 8), (char)c};
		text_append_bytes(out, key, sizeof(key));
	}
}

/* The keys of the folded text that `out` ends with, from `start` on, appended after it. */
static void append_keys(struct text *out, size_t start)
{
	for (size_t at = start, end = out->size; at < end;) {
		ucs4_t c = (unsigned char)out->data[at];
		int size = 1;
		if (c >= 0x80)
			size = u8_mbtouc(&c, (const uint8_t *)out->data + at, end - at);
		append_key(out, c);
		at += (size_t)size;
	}
}

void text_append_sort_key(struct text *out, struct slice in)
{
	size_t start = out->size;

	text_append_folded(out, in);
	size_t size = out->size - start;
	if (text_plain_run((struct slice){out->data + start, size}) == size) {
		const unsigned char *keys = ascii_keys();
		for (size_t i = start; i < out->size; i++)
			out->data[i] = (char)keys[(unsigned char)out->data[i]];
		return;
	}
	append_keys(out, start);
	out->size -= size;
	memmove(out->data + start, out->data + start + size, out->size - start + 1);
}
