/* A file or standard input as a stream of well-formed UTF-8, whatever it was written in.
 *
 * Memory is bounded whatever the size of the input. What comes out never holds a byte order mark at its start, a NUL
 * byte or bytes that are not UTF-8: those are errors that name file, line and column. */
#ifndef EXCHANGE_INPUT_H
#define EXCHANGE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

#define INPUT_PIECE_MAX (3 * 131072) /* bytes: the largest piece input_read gives */

/* Detected: by the byte order mark; without one, UTF-8 where the first bytes beyond ASCII are UTF-8, else
 * Windows-1252. UTF-16 without a mark has to be stated. */
enum input_encoding {
	ENCODING_DETECT,
	ENCODING_UTF8,
	ENCODING_UTF16_LE,
	ENCODING_UTF16_BE,
	ENCODING_WINDOWS_1252,
};

struct input;

/* "utf-8", "utf-16le", "utf-16be", "windows-1252" (also "cp1252"), "detect"; case does not count. */
bool input_encoding_parse(struct slice name, enum input_encoding *encoding, struct error *error);
const char *input_encoding_name(enum input_encoding encoding); /* "UTF-8", … for people */

/* `path` "-" is standard input. NULL, with `error` filled, where it cannot be opened or is a directory. */
struct input *input_open(const char *path, enum input_encoding encoding, struct error *error);
/* Reads bytes that are somebody else's and outlive the input; `name` stands in messages. */
struct input *input_open_bytes(const char *name, struct slice bytes, enum input_encoding encoding);
void input_free(struct input **input);

/* The next piece, whole characters only, valid until the next call; empty at the end. After false, only
 * input_free. */
bool input_read(struct input *input, struct slice *piece, struct error *error);

/* The bytes that it begins with, as they stand, at most a third of INPUT_PIECE_MAX. Before the first input_read. */
bool input_look(struct input *input, struct slice *bytes, struct error *error);
/* All of it as it stands, of at most `limit` bytes, instead of input_read. */
bool input_read_raw(struct input *input, size_t limit, struct text *bytes, struct error *error);

const char *input_name(const struct input *input); /* the path as given; "standard input" for "-" */
/* What it is read as. ENCODING_DETECT until something settled it: all bytes so far are ASCII. */
enum input_encoding input_encoding(const struct input *input);
/* Whether the encoding was found out rather than stated or marked in the file: worth telling the person. */
bool input_encoding_guessed(const struct input *input);
/* For a sign of progress: bytes read so far, and of how many; 0 where that is not known, as for a pipe. */
void input_progress(const struct input *input, uint64_t *bytes_read, uint64_t *size);
/* Whether `path` is the very file being read: writing to it would destroy what is read. */
bool input_is_file(const struct input *input, const char *path);

#endif
