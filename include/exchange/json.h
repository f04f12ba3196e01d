/* JSON in: one document (RFC 8259), read as a stream over yajl, told value by value.
 *
 * Strict: UTF-8 only (the input converts), no comments, nothing behind the document, no member twice in an object, no
 * NUL and no half of a surrogate pair in a text. Memory is bounded by the limits below, whatever the file. Every error
 * names file, line, column and the path of the value. */
#ifndef EXCHANGE_JSON_H
#define EXCHANGE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/input.h"

#define JSON_DEPTH_LIMIT 64
#define JSON_TEXT_LIMIT ((size_t)1 << 20) /* bytes of one text, name or number */
#define JSON_MEMBER_LIMIT 4096            /* members of one object */

enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_TEXT,
	JSON_OBJECT, /* begins; its members follow, then JSON_OBJECT_END with the same path */
	JSON_OBJECT_END,
	JSON_ARRAY,
	JSON_ARRAY_END,
};

/* Valid during the call. */
struct json_value {
	enum json_kind kind;
	/* Where the value stands, the same for every element of an array: "" for the document, "result[].releases[].name".
	 * A '.', '[', ']' or '\' in a member's name has a '\' before it, so that no other path can look like this one. */
	struct slice path;
	size_t depth;      /* of nesting: 0 for the document */
	struct slice text; /* of JSON_TEXT; of JSON_NUMBER as it was written */
	bool truth;        /* of JSON_BOOL */
	size_t line;       /* of JSON_OBJECT: where it begins, from 1; else 0 */
};

/* Called for each value in the order of the file. False ends the reading: json_read fails with the handler's error,
 * to which it adds the place. */
typedef bool json_handler(void *context, const struct json_value *value, struct error *error);

bool json_read(struct input *input, json_handler *handler, void *context, struct error *error);
/* One line of a file of JSON Lines: errors name the file and that line. */
bool json_read_line(const char *name, size_t number, struct slice line, json_handler *handler, void *context,
                    struct error *error);

/* "a text", "a number", … for messages. */
const char *json_kind_name(enum json_kind kind);

#endif
