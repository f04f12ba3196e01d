/* Shared inside exchange and by its tests. */
#ifndef EXCHANGE_PRIVATE_H
#define EXCHANGE_PRIVATE_H

#include <stddef.h>

#include "base/text.h"
#include "exchange/input.h"

/* Why decoding stopped. */
enum decode_stop {
	DECODE_ALL,        /* everything was taken */
	DECODE_INCOMPLETE, /* the last character goes on beyond the bytes at hand */
	DECODE_INVALID,    /* the next bytes are no character of the encoding */
	DECODE_NUL,        /* the next character is NUL */
};

struct decoded {
	size_t taken;       /* bytes of the source */
	struct slice text;  /* UTF-8; points into the source or the room given */
	enum decode_stop stop;
};

/* Length of the run of ASCII other than NUL at the start. */
size_t decode_ascii_length(struct slice source);
/* `room` holds 3 bytes for each byte of `source`; UTF-8 does not use it. */
struct decoded decode_bytes(enum input_encoding encoding, struct slice source, char *room);
/* UTF-8 or Windows-1252: which of them the bytes from the first beyond ASCII look like. */
enum input_encoding decode_guess(struct slice source, bool whole);

/* A place in a text: both count from 1; the column in characters. */
struct place {
	size_t line, column;
};

/* Moves `place` over `text`. */
void place_advance(struct place *place, struct slice text);

#endif
