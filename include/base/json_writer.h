/* JSON out: plain functions over a growing text, which the caller empties into a file now and then.
 *
 * What comes out is always JSON (RFC 8259) in UTF-8, whatever the texts hold: bytes that are not UTF-8 become U+FFFD,
 * and what could steer a terminal is escaped. Members stand in the order they are written. */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define JSON_WRITER_DEPTH 32

/* `= {.out = …}` before use; `pretty` indents by two spaces, one member a line. */
struct json_writer {
	struct text *out;
	bool pretty;
	bool after_name; /* the value of a member comes next */
	size_t depth;
	bool filled[JSON_WRITER_DEPTH + 1]; /* something stands already at this depth */
};

void json_write_object(struct json_writer *writer);
void json_write_object_end(struct json_writer *writer);
void json_write_array(struct json_writer *writer);
void json_write_array_end(struct json_writer *writer);
/* The name of the member whose value is written next. */
void json_write_name(struct json_writer *writer, const char *name);

void json_write_text(struct json_writer *writer, struct slice text);
void json_write_number(struct json_writer *writer, int64_t number);
/* The text of a number as it shall stand: "3.50". It must be a number of JSON. */
void json_write_number_text(struct json_writer *writer, struct slice number);
void json_write_bool(struct json_writer *writer, bool value);
void json_write_null(struct json_writer *writer);
/* Ends a document with a line feed; the next one may follow (JSON Lines). */
void json_write_line_end(struct json_writer *writer);

/* A name and its value. */
void json_write_member(struct json_writer *writer, const char *name, struct slice text);
void json_write_member_number(struct json_writer *writer, const char *name, int64_t number);
void json_write_member_bool(struct json_writer *writer, const char *name, bool value);

/* Appends `text` in quotes, escaped, outside any writer. */
void json_append_text(struct text *out, struct slice text);

#endif
