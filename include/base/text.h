/* Text: UTF-8 everywhere, slices that own nothing, and one growing buffer. Unicode is libunistring's. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of somebody else's bytes, not NUL-terminated. Lives as long as what it points into. */
struct slice {
	const char *data;
	size_t size;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
struct slice slice_of(const char *text); /* NULL gives an empty slice */
bool slice_equal(struct slice a, struct slice b);
bool slice_equal_text(struct slice a, const char *b);
int slice_compare(struct slice a, struct slice b); /* by their bytes; below, at or above 0 */
struct slice slice_trim_blanks(struct slice a);
/* Without ASCII spaces and tabs at both ends. Few texts have any. */
static inline struct slice slice_trim(struct slice a)
{
	bool clean = a.size > 0 && (unsigned char)a.data[0] > ' ' && (unsigned char)a.data[a.size - 1] > ' ';
	return clean ? a : slice_trim_blanks(a);
}
/* Takes the next piece before `separator` off `*rest`; false when nothing is left: "a;" is one piece. */
bool slice_next(struct slice *rest, char separator, struct slice *piece);

/* A growing buffer. `= {0}` before use; `data` is NUL-terminated whenever it is not NULL. */
struct text {
	char *data;
	size_t size;
	size_t capacity;
};

void text_free(struct text *text);
void text_clear(struct text *text); /* keeps the memory */
void text_append(struct text *text, struct slice piece);
void text_append_char(struct text *text, char c);
void text_append_text(struct text *text, const char *piece);
void text_append_bytes(struct text *text, const void *bytes, size_t size);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
struct slice text_slice(const struct text *text);
char *text_take(struct text *text); /* the NUL-terminated bytes, now the caller's; the buffer is empty */

/* Whether `in` is nothing but printable ASCII and letters U+00C0–U+02FF (å, ä, ö, é), as nearly all text is: well
 * formed, without anything forbidden, and in Normalization Form C as it stands. Errs only towards false. */
bool text_is_simple(struct slice in);

/* Offset of the first byte that is not well-formed UTF-8, or SIZE_MAX where all is well. */
size_t text_first_invalid(struct slice text);

/* Offset of the first character that a register's text may not hold: C0 (line feed allowed where `lines`), DEL, C1,
 * bidirectional controls, U+2028/2029, U+FEFF, U+FFFE/FFFF; SIZE_MAX where none.
 * `*character` gets the code point; a byte that is not UTF-8 is forbidden too and gives U+FFFD. */
size_t text_first_forbidden(struct slice text, bool lines, unsigned *character);

/* Appends `in` to `out` in Normalization Form C. What is not UTF-8 throughout is appended as it is. */
void text_append_nfc(struct text *out, struct slice in);

/* Appends `in` folded for searching: case folded, NFC. Equal folded text is the same to a searcher. */
void text_append_folded(struct text *out, struct slice in);

/* Appends the key by which texts sort in Swedish order: case ignored, å ä ö after z, é = e, æ = ä, ø = ö
 * and so on as CLDR's Swedish, signs before digits before letters, other scripts last. Keys compare with memcmp.
 * text_sort_version changes when the order does. */
void text_append_sort_key(struct text *out, struct slice in);
#define TEXT_SORT_VERSION 1

/* Appends the form in which product names are compared: folded, without space, '-', '_' and '.'. */
void text_append_squeezed(struct text *out, struct slice in);

/* Appends `in` so that no byte of it can steer a terminal: what text_first_forbidden names, and bytes that
 * are not UTF-8, become \x1b or \u202e in letters; a line feed too, where not `lines`. */
void text_append_harmless(struct text *out, struct slice in, bool lines);

/* Columns that `in` takes in a terminal as ncurses counts them: a wide character two, a combining mark none. */
size_t text_width(struct slice in);
/* Bytes of the longest run of whole graphemes from the start of `in` that fits in `columns`. */
size_t text_fit(struct slice in, size_t columns);
/* Bytes of the grapheme at the start of `in` (0 where empty); the same for the one that ends it. */
size_t text_grapheme(struct slice in);
size_t text_grapheme_before(struct slice in);
/* Appends `in`, made harmless, cut by grapheme and filled with spaces to exactly `columns`; an ellipsis ('~' where
 * `ascii`) marks a cut. `right` puts the spaces before it. */
void text_append_cell(struct text *out, struct slice in, size_t columns, bool right, bool ascii);

#endif
