#ifndef QUERY_LIST_PRIVATE_H
#define QUERY_LIST_PRIVATE_H

#include "query/evaluation.h"
#include "query/finder.h"

struct list_plan {
	const struct entity *entity;
	struct path columns[LIST_COLUMNS_MAX];
	size_t column_count;
	struct list_sort sorts[LIST_SORTS_MAX];
	size_t sort_count;
	bool grouped; /* by the first sort */
	struct expression *where;
	struct text words;
	list_more_words *more;
	void *more_context;
	uint64_t offset, limit;
};

/* The quick filter. */
#define WORDS_MAX 16
struct quick {
	struct text exact, folded;           /* the words, NUL between */
	struct slice exact_words[WORDS_MAX]; /* with a capital letter: compared as they are */
	struct slice folded_words[WORDS_MAX];
	size_t count;
	bool exacting;                       /* some word has a capital letter */
	struct text written, scratch;        /* of the record asked about: as it is, folded */
	const struct entity *entity;         /* whose fields these are that are searched */
	const struct field *fields[8];
	size_t field_count;
	const struct list_plan *plan;        /* which may have more to look in; NULL: none has */
};
void quick_set(struct quick *quick, struct slice words);
void quick_free(struct quick *quick);
/* Whether every word stands in folded search text. With a capital letter in a word, and of a secret record, the record
 * has to be asked too. */
bool quick_may_match(const struct quick *quick, struct slice folded);
/* In what the reading's person may read of it. */
bool quick_matches(struct quick *quick, struct reading *reading, const struct record *record);
/* Whether what `before` let through is all that `now` can let through. */
bool quick_narrows(struct slice before, struct slice now);

/* Appends the bytes by which the record sorts among the plan's: memcmp gives the order. */
void sort_key_append(struct text *out, const struct list_plan *plan, struct reading *reading,
                     const struct record *record);

/* The same of one of the plan's keys alone. */
void sort_key_append_one(struct text *out, const struct list_plan *plan, size_t sort, struct reading *reading,
                         const struct record *record);

/* Only the first so many rows need to be in order. */
void finder_set_needed(struct finder *finder, size_t needed);

/* A row of a sorted list: the bytes of its sort key that are being looked at, as a big-endian number. */
struct sorted_row {
	uint64_t key;
	record_id parent, id;
};

/* Sorting in steps: see sorting.c. */
struct sort_task {
	uint8_t kind;
	bool more;          /* some sort key goes on behind the eight bytes looked at */
	bool sampled, shares; /* loading: what the rows share was looked for, and found */
	uint32_t skip;      /* bytes of the sort keys before the eight */
	uint32_t began_at;  /* loading: skip before what is shared */
	uint32_t depth;
	size_t start, end, at;
};
struct gathered;
struct sorting {
	struct sort_task *tasks;
	size_t count, capacity;
	struct text key, shared, keys;
	struct gathered *gathered;
};
/* Where the keys are read again. */
struct sort_source {
	const struct list_plan *plan;
	struct reading *reading;
	struct records *records;
	size_t needed; /* rows behind so many need no order */
};
/* Eight bytes of a key as a number, zero behind its end. */
uint64_t sort_key_bytes(struct slice key, size_t skip);
void sorting_start(struct sorting *sorting, size_t rows, bool more);
/* The same where the rows' keys have to be read first. */
void sorting_restart(struct sorting *sorting, size_t rows);
/* How many of the first rows are in their place for good. */
size_t sorting_sorted(const struct sorting *sorting, size_t rows);
/* One small piece of work; false when all is in order. */
bool sorting_step(struct sorting *sorting, struct sorted_row *rows, const struct sort_source *source);
void sorting_free(struct sorting *sorting);

#endif
