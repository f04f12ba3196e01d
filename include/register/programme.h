/* A programme: an opportunity that others are parts of, and they of theirs. What it costs and gives stands at its
 * parts; its own budget, where it has one, is the frame that they share. */
#ifndef REGISTER_PROGRAMME_H
#define REGISTER_PROGRAMME_H

#include "store/store.h"

struct programme_part {
	struct record record; /* in the view */
	unsigned depth;       /* 1: a part of the programme itself */
};

/* `= {0}` before use. */
struct programme {
	struct programme_part *parts;
	size_t count, capacity;
};

/* Every part, what lies below one right after it; each once, also where they lie in a ring. */
void programme_read(struct programme *programme, const struct view *view, record_id id);
void programme_free(struct programme *programme);

/* How many parts are neither realised, rejected nor stopped; *first is one of them. */
size_t programme_open_parts(const struct view *view, record_id id, struct ref *first);

#endif
