/* Why a figure is what it is: a message id with typed arguments. It is computed, stored and put into JSON as
 * such, and becomes words only where it is shown, in the reader's language. The messages are the rows of
 * model/reasons.def. */
#ifndef MODEL_REASON_H
#define MODEL_REASON_H

#include <stddef.h>

#include "base/date.h"
#include "base/money.h"
#include "model/ref.h"

enum reason_id {
	REASON_none,
#define REASON(number, name, text, types) REASON_##name = (number),
#include "model/reasons.def"
#undef REASON
};

/* The letters of the `types` column, one for each argument {0}, {1}, … */
enum reason_type {
	REASON_DAY = 'd',     /* number: day_t */
	REASON_NUMBER = 'n',  /* number */
	REASON_MONTHS = 'm',  /* number: shown as "6 months" */
	REASON_MONEY = 'k',   /* number: money_t */
	REASON_PERCENT = 'p', /* number: basis points */
	REASON_SCORE = 'h',   /* number: hundredths */
	REASON_REF = 'r',     /* ref: shown by name */
	REASON_TEXT = 't',    /* text */
	REASON_CHOICE = 'c',  /* number: choice set * 256 + choice number: shown by label */
	REASON_FIELD = 'f',   /* number: entity * 256 + field number: shown by label */
};

#define REASON_ARGUMENTS 5
#define REASON_CHAIN 12

struct reason_argument {
	union {
		int64_t number;
		struct ref ref;
		struct slice text; /* points into the facts it was made from */
	};
};

struct reason {
	uint16_t id;
	struct reason_argument arguments[REASON_ARGUMENTS];
};

/* A chain: the first reason decided, the ones after it say what led there. What does not fit is not added and
 * `more` counts it. */
struct reasons {
	uint8_t count;
	uint16_t more;
	struct reason items[REASON_CHAIN];
};

/* Adds a reason; the variadic arguments follow the row's types: every number (a day too) is passed as
 * int64_t, a ref as struct ref, a text as struct slice. Does nothing where `chain` is NULL. */
void reasons_add(struct reasons *chain, enum reason_id id, ...);

/* One alone, with its arguments as reasons_add takes them. */
struct reason reason_make(enum reason_id id, ...);

const char *reason_types(enum reason_id id);   /* "" for an unknown id */
const char *reason_message(enum reason_id id); /* English, untranslated, for N_() look-ups */
const char *reason_name(enum reason_id id);    /* stable name, for JSON */
enum reason_id reason_find(struct slice name);
enum reason_id reason_at(size_t index);        /* every row in turn; REASON_none after the last */

/* Stored form: appended to `out`; read back with texts pointing into `packed`. False when damaged. */
void reasons_pack(struct text *out, const struct reasons *chain);
/* Whether packing the chain gives these bytes. */
bool reasons_are_packed(const struct reasons *chain, struct slice packed);
bool reasons_unpack(struct slice packed, struct reasons *chain);

/* How references become words: the caller knows the store. May be NULL: then the code by number is shown. */
struct reason_words {
	void (*name)(void *context, struct ref ref, struct text *out);
	void *context;
};
/* Appends the reason as a sentence without a final stop, in the current language. */
void reason_append_words(struct text *out, const struct reason *reason, const struct reason_words *words);

#endif
