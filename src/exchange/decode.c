#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "exchange/exchange_private.h"
#include "exchange/words_private.h"

/* Windows-1252 from 0x80 to 0x9f (the rest is Latin-1); 0 where it has no character. Source: Unicode's
 * MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT. Own table: a small system has no iconv modules. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

size_t decode_ascii_length(struct slice source)
{
	size_t at = 0;
	for (; source.size - at >= 8; at += 8) {
		uint64_t word = word_at(source.data + at);
		/* The subtraction sets the high bit of a NUL byte. */
		if (((word - EVERY_BYTE(1)) | word) & EVERY_BYTE(0x80)) {
			break;
		}
	}
	while (at < source.size && (signed char)source.data[at] > 0) {
		at++;
	}
	return at;
}

static size_t character_count(struct slice text)
{
	size_t continuation = 0;
	size_t at = 0;
	for (; text.size - at >= 8; at += 8) {
		uint64_t word = word_at(text.data + at);
		uint64_t marks = (word >> 7) & (~word >> 6) & EVERY_BYTE(1);
		continuation += (marks * EVERY_BYTE(1)) >> 56;
	}
	for (; at < text.size; at++) {
		continuation += ((unsigned char)text.data[at] & 0xc0) == 0x80;
	}
	return text.size - continuation;
}

static size_t line_feed_count(struct slice text)
{
	size_t count = 0;
	size_t at = 0;
	for (; text.size - at >= 8; at += 8) {
		count += ((word_marks(word_at(text.data + at), '\n') >> 7) * EVERY_BYTE(1)) >> 56;
	}
	for (; at < text.size; at++) {
		count += text.data[at] == '\n';
	}
	return count;
}

void place_advance(struct place *place, struct slice text)
{
	const char *feed = text.size ? memrchr(text.data, '\n', text.size) : NULL;
	if (feed) {
		size_t after = (size_t)(feed - text.data) + 1;
		place->line += line_feed_count((struct slice){text.data, after});
		place->column = 1;
		text = (struct slice){text.data + after, text.size - after};
	}
	place->column += character_count(text);
}

static enum decode_stop utf8_stop(struct slice source, size_t at, size_t *length)
{
	const uint8_t *bytes = (const uint8_t *)source.data;
	ucs4_t character;
	int used = u8_mbtoucr(&character, bytes + at, source.size - at);
	if (used > 0 && character != 0) {
		*length = (size_t)used;
		return DECODE_ALL;
	}
	return used > 0 ? DECODE_NUL : used == -2 ? DECODE_INCOMPLETE : DECODE_INVALID;
}

static struct decoded decode_utf8(struct slice source)
{
	struct decoded result = {.stop = DECODE_ALL};
	size_t at = decode_ascii_length(source);
	while (at < source.size) {
		size_t length = 0;
		result.stop = utf8_stop(source, at, &length);
		if (result.stop != DECODE_ALL) {
			break;
		}
		at += length;
		at += decode_ascii_length((struct slice){source.data + at, source.size - at});
	}
	result.taken = at;
	result.text = (struct slice){source.data, at};
	return result;
}

static size_t put_character(char *room, size_t used, ucs4_t character)
{
	int length = u8_uctomb((uint8_t *)room + used, character, 6);
	return used + (length > 0 ? (size_t)length : 0);
}

static struct decoded decode_windows_1252(struct slice source, char *room)
{
	struct decoded result = {.stop = DECODE_ALL};
	size_t used = 0;
	size_t at = 0;
	while (at < source.size) {
		size_t run = decode_ascii_length((struct slice){source.data + at, source.size - at});
		memcpy(room + used, source.data + at, run);
		used += run;
		at += run;
		if (at == source.size) {
			break;
		}
		unsigned char byte = (unsigned char)source.data[at];
		unsigned character = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
		if (!character) {
			result.stop = byte ? DECODE_INVALID : DECODE_NUL;
			break;
		}
		used = put_character(room, used, character);
		at++;
	}
	result.taken = at;
	result.text = (struct slice){room, used};
	return result;
}

static uint16_t utf16_unit(struct slice source, size_t at, bool little)
{
	unsigned first = (unsigned char)source.data[at];
	unsigned second = (unsigned char)source.data[at + 1];
	return (uint16_t)(little ? second << 8 | first : first << 8 | second);
}

static struct decoded decode_utf16(struct slice source, bool little, char *room)
{
	struct decoded result = {.stop = DECODE_ALL};
	size_t used = 0;
	size_t at = 0;
	while (at < source.size) {
		uint16_t units[2] = {0};
		size_t count = source.size - at >= 4 ? 2 : (source.size - at) / 2;
		for (size_t i = 0; i < count; i++) {
			units[i] = utf16_unit(source, at + 2 * i, little);
		}
		ucs4_t character = 0;
		int length = count ? u16_mbtoucr(&character, units, count) : -2;
		if (length <= 0 || !character) {
			result.stop = length == -2 ? DECODE_INCOMPLETE : length < 0 ? DECODE_INVALID : DECODE_NUL;
			break;
		}
		used = put_character(room, used, character);
		at += 2 * (size_t)length;
	}
	result.taken = at;
	result.text = (struct slice){room, used};
	return result;
}

struct decoded decode_bytes(enum input_encoding encoding, struct slice source, char *room)
{
	switch (encoding) {
	case ENCODING_UTF16_LE:
	case ENCODING_UTF16_BE:
		return decode_utf16(source, encoding == ENCODING_UTF16_LE, room);
	case ENCODING_WINDOWS_1252:
		return decode_windows_1252(source, room);
	case ENCODING_DETECT:
	case ENCODING_UTF8:
		break;
	}
	return decode_utf8(source);
}

/* Counts both kinds, so that one damaged character in a UTF-8 file is told as such and not read as Windows-1252. */
enum input_encoding decode_guess(struct slice source, bool whole)
{
	size_t good = 0, bad = 0;
	size_t at = 0;
	while (at < source.size) {
		if ((signed char)source.data[at] >= 0) {
			at++;
			continue;
		}
		size_t length = 1;
		enum decode_stop stop = utf8_stop(source, at, &length);
		if (stop == DECODE_INCOMPLETE && !whole) {
			break;
		}
		good += stop == DECODE_ALL;
		bad += stop != DECODE_ALL;
		at += length;
	}
	return bad > good ? ENCODING_WINDOWS_1252 : ENCODING_UTF8;
}
