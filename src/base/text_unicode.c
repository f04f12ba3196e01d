/* What characters a text holds, and its normal forms. Nearly all text is ASCII: every function takes the plain
 * run first and asks libunistring only for the rest. */
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/base_private.h"

#define EVERY_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* No byte of eight is outside 0x20–0x7e. Errs only towards false. */
static bool eight_plain(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	uint64_t below_space = word - EVERY_BYTE(0x20);
	uint64_t delete = (word ^ EVERY_BYTE(0x7f)) - EVERY_BYTE(1);
	return !((word | below_space | delete) & EVERY_BYTE(0x80));
}

size_t text_plain_run(struct slice in)
{
	size_t at = 0;

	while (at + 8 <= in.size && eight_plain(in.data + at))
		at += 8;
	while (at < in.size && in.data[at] >= 0x20 && in.data[at] < 0x7f)
		at++;
	return at;
}

bool text_latin_letter(struct slice in)
{
	unsigned char lead = in.size >= 2 ? (unsigned char)in.data[0] : 0;

	return lead >= 0xc3 && lead < 0xcc && (in.data[1] & 0xc0) == 0x80;
}

/* Bytes at the start of `in` that are plain or Latin letters: nothing to refuse, escape or compose. */
static size_t easy_run(struct slice in)
{
	size_t at = 0;

	while (at < in.size) {
		struct slice rest = {in.data + at, in.size - at};
		size_t step = text_latin_letter(rest) ? 2 : text_plain_run(rest);
		if (!step)
			break;
		at += step;
	}
	return at;
}

bool text_is_simple(struct slice in)
{
	return easy_run(in) == in.size;
}

struct slice text_quotable(struct slice in)
{
	in.size = text_fit(in, 60);
	return in;
}

static const uint8_t *units(const char *data)
{
	return (const uint8_t *)data;
}

/* Bytes of the character at `at`, its code point in `*character`; 0 where it is not well-formed. */
static size_t character_at(struct slice in, size_t at, ucs4_t *character)
{
	int size = u8_mbtoucr(character, units(in.data + at), in.size - at);

	return size > 0 ? (size_t)size : 0;
}

size_t text_first_invalid(struct slice text)
{
	size_t easy = easy_run(text);
	const uint8_t *bad = easy == text.size ? NULL : u8_check(units(text.data + easy), text.size - easy);

	return bad ? (size_t)(bad - units(text.data)) : SIZE_MAX;
}

static bool is_forbidden(ucs4_t c, bool lines)
{
	if (c < 0x20)
		return !(lines && c == '\n');
	if (c < 0x7f)
		return false;
	if (c <= 0x9f)
		return true;
	if (c == 0x061c || c == 0x200e || c == 0x200f || c == 0x2028 || c == 0x2029)
		return true;
	if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
		return true;
	return c == 0xfeff || c == 0xfffe || c == 0xffff;
}

size_t text_first_forbidden(struct slice text, bool lines, unsigned *character)
{
	size_t at = easy_run(text);

	while (at < text.size) {
		ucs4_t c = 0xfffd;
		size_t size = character_at(text, at, &c);
		if (!size || is_forbidden(c, lines)) {
			*character = size ? c : 0xfffd;
			return at;
		}
		at += size;
		at += easy_run((struct slice){text.data + at, text.size - at});
	}
	return SIZE_MAX;
}

/* Appends what libunistring made of `in` in `scratch` or, larger, in memory of its own. */
static void append_made(struct text *out, const uint8_t *scratch, uint8_t *made, size_t size)
{
	if (!made)
		memory_exhausted();
	text_append_bytes(out, made, size);
	if (made != scratch)
		free(made);
}

void text_append_nfc(struct text *out, struct slice in)
{
	uint8_t scratch[512];
	size_t size = sizeof(scratch);

	/* Below U+0300 every character is in Normalization Form C and nothing composes. */
	if (easy_run(in) == in.size || text_first_invalid(in) != SIZE_MAX) {
		text_append(out, in);
		return;
	}
	uint8_t *made = u8_normalize(UNINORM_NFC, units(in.data), in.size, scratch, &size);
	append_made(out, scratch, made, size);
}

/* Folds ASCII and the Latin-1 letters U+00C0–U+00FE in place; false at the first character of another kind. */
static bool fold_latin(char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c >= 'A' && c <= 'Z') {
			bytes[i] = (char)(c + ('a' - 'A'));
		} else if (c == 0xc3 && i + 1 < size) {
			unsigned char next = (unsigned char)bytes[++i];
			if (next < 0x80 || next > 0xbf || next == 0x9f)
				return false;
			if (next < 0x9f && next != 0x97)
				bytes[i] = (char)(next + 0x20);
		} else if (c >= 0x80) {
			return false;
		}
	}
	return true;
}

void text_append_folded(struct text *out, struct slice in)
{
	size_t start = out->size;
	uint8_t scratch[512];
	size_t size = sizeof(scratch);

	text_append(out, in);
	if (fold_latin(out->data + start, in.size) || text_first_invalid(in) != SIZE_MAX)
		return;
	out->size = start;
	uint8_t *made = u8_casefold(units(in.data), in.size, NULL, UNINORM_NFC, scratch, &size);
	append_made(out, scratch, made, size);
}

void text_append_squeezed(struct text *out, struct slice in)
{
	size_t start = out->size;

	text_append_folded(out, in);
	size_t kept = start;
	for (size_t i = start; i < out->size; i++) {
		char c = out->data[i];
		if (c != ' ' && c != '-' && c != '_' && c != '.')
			out->data[kept++] = c;
	}
	out->size = kept;
	out->data[kept] = '\0';
}

static void append_escape(struct text *out, struct slice in, size_t at, size_t size, ucs4_t c)
{
	if (size <= 1)
		text_printf(out, "\\x%02x", (unsigned char)in.data[at]);
	else
		text_printf(out, "\\u%04x", (unsigned)c);
}

void text_append_harmless(struct text *out, struct slice in, bool lines)
{
	size_t at = 0;

	while (at < in.size) {
		size_t easy = easy_run((struct slice){in.data + at, in.size - at});
		ucs4_t c = 0;
		if (easy) {
			text_append_bytes(out, in.data + at, easy);
			at += easy;
			continue;
		}
		size_t size = character_at(in, at, &c);
		if (size && !is_forbidden(c, lines))
			text_append_bytes(out, in.data + at, size);
		else
			append_escape(out, in, at, size, c);
		at += size ? size : 1;
	}
	if (!in.size)
		text_append_bytes(out, "", 0);
}
