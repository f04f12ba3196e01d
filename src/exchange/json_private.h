/* Parts of the JSON reader. */
#ifndef EXCHANGE_JSON_PRIVATE_H
#define EXCHANGE_JSON_PRIVATE_H

#include <stdint.h>

#include "exchange/exchange_private.h"
#include "exchange/json.h"

/* Watches \u escapes: yajl reads half a surrogate pair as '?' without a word. */
struct json_escapes {
	enum { ESCAPE_NONE, ESCAPE_BACKSLASH, ESCAPE_DIGITS } state;
	unsigned digits, unit;
	bool low_wanted; /* a high half was read; its low half must follow at once */
};

/* Offset of the byte in `piece` where an escape is found to be half a pair, SIZE_MAX where all is well. */
size_t json_escapes_check(struct json_escapes *escapes, struct slice piece);

/* The nest the reader is in. */
struct json_level {
	bool array;
	size_t path_size; /* the path's size up to and with this nest */
	size_t index;     /* elements begun */
	size_t members;   /* in `names` */
};

/* Where in the document: the path by names, and the hashes of the names used so far in every open object. */
struct json_path {
	struct text text;
	struct json_level levels[JSON_DEPTH_LIMIT];
	size_t depth;
	uint64_t *names;
	size_t name_count, name_capacity;
};

void json_path_free(struct json_path *path);
void json_path_enter(struct json_path *path, bool array);
void json_path_leave(struct json_path *path);
/* Before a value: counts an element. */
void json_path_element(struct json_path *path);
bool json_path_member(struct json_path *path, struct slice name, struct error *error);
/* With the elements' numbers: "result[3].name". */
void json_path_append_exact(const struct json_path *path, struct text *out);

#endif
