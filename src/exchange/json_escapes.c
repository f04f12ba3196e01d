#include <stdint.h>
#include <string.h>

#include "exchange/json_private.h"

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef";
	const char *found = c ? strchr(digits, c | 0x20) : NULL;
	return found ? (int)(found - digits) : -1;
}

/* After the four digits: halves must stand in pairs. */
static bool unit_fits(struct json_escapes *escapes)
{
	bool low = (escapes->unit & 0xfc00) == 0xdc00;
	if (low != escapes->low_wanted) {
		return false;
	}
	escapes->low_wanted = (escapes->unit & 0xfc00) == 0xd800;
	escapes->state = ESCAPE_NONE;
	return true;
}

/* One byte inside an escape; what is malformed otherwise is left to yajl. */
static bool step(struct json_escapes *escapes, char c)
{
	if (escapes->state == ESCAPE_BACKSLASH) {
		escapes->state = c == 'u' ? ESCAPE_DIGITS : ESCAPE_NONE;
		escapes->digits = escapes->unit = 0;
		return c == 'u' || !escapes->low_wanted;
	}
	int value = hex_value(c);
	if (value < 0) {
		escapes->state = ESCAPE_NONE;
		return !escapes->low_wanted;
	}
	escapes->unit = escapes->unit << 4 | (unsigned)value;
	return ++escapes->digits < 4 || unit_fits(escapes);
}

/* A backslash is JSON only inside a text, so the state of the document does not matter. */
size_t json_escapes_check(struct json_escapes *escapes, struct slice piece)
{
	size_t at = 0;
	while (at < piece.size) {
		if (escapes->state != ESCAPE_NONE) {
			if (!step(escapes, piece.data[at])) {
				return at;
			}
			at++;
			continue;
		}
		const char *next = memchr(piece.data + at, '\\', piece.size - at);
		if (escapes->low_wanted && next != piece.data + at) {
			return at;
		}
		if (!next) {
			break;
		}
		escapes->state = ESCAPE_BACKSLASH;
		at = (size_t)(next - piece.data) + 1;
	}
	return SIZE_MAX;
}
