/* One value of a field, and its two functions: text to value, value to text. DOMAIN 1. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "base/date.h"
#include "base/error.h"
#include "base/money.h"
#include "model/ref.h"
#include "model/schema.h"

/* What kind of thing a value holds follows from the field's type: number (choice, choices as bits, yes/no, answer,
 * day, moment, money, number, decimal, percent, quarter), text (text, note), ref, or list. A list is a text of
 * packed items (value_list_…). */
struct value {
	bool set;
	union {
		int64_t number;
		struct slice text; /* of the record, the row or the draft it came from */
		struct ref ref;
	};
};

/* Which member of a value its field uses: text (lists too), ref, else number. */
bool field_holds_text(const struct field *field);
bool field_holds_ref(const struct field *field);

#define VALUE_UNSET ((struct value){.set = false})

#define TEXT_CHARACTERS_MAX 200 /* of a text of one line */

/* Finds the record that `text` names as a reference to `target` (0: any): a code, else a unique field, else an
 * unambiguous name. False with words where there is none or several. */
struct value_reader {
	bool (*resolve)(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error);
	void *context;
	day_t today;  /* for "+18m" where `typed` */
	bool typed;   /* as people type it (forms, --where, set): dates relative, money with spaces, labels of choices */
	char decimal; /* of typed money: ',' or '.' */
};

/* Reads `text` as a value of `field`. Empty text is not set. Texts are checked (UTF-8, forbidden characters, length)
 * and made NFC into `scratch`, where the value's text then points: until `scratch` is next used. The error says what is
 * wrong with the text, without the field's name. */
bool value_parse(const struct field *field, struct slice text, const struct value_reader *reader, struct text *scratch,
                 struct value *value, struct error *error);

/* How references are written: the code of a record. NULL `code` writes "entity:id". */
struct value_writer {
	void (*code)(void *context, struct ref ref, struct text *out);
	void *context;
	bool shown; /* for people: labels, local money, moments in the register's zone; else the stable text form */
};

/* Appends the value's text form; nothing where it is not set. value_parse of it gives the value back (not `shown`). */
void value_append(struct text *out, const struct field *field, const struct value *value,
                  const struct value_writer *writer);

bool value_equal(const struct field *field, const struct value *a, const struct value *b);
/* Order of the values as people expect it, not set last: < 0, 0, > 0. Texts by text_append_sort_key. */
int value_compare(const struct field *field, const struct value *a, const struct value *b);

/* Lists are packed items in the value's text. Each _next takes one off the front of `*rest`; false where none is left
 * or what is there is none. */
void value_list_add_number(struct text *list, int64_t number);
void value_list_add_text(struct text *list, struct slice text);
void value_list_add_ref(struct text *list, struct ref ref);
bool value_list_next_number(struct slice *rest, int64_t *number);
bool value_list_next_text(struct slice *rest, struct slice *text);
bool value_list_next_ref(struct slice *rest, struct ref *ref);

#endif
