/* Why something could not be done, in words for the person who asked.
 *
 * A function that can fail returns bool (or NULL) and takes `struct error *error` as its last parameter.
 * It fills the error once, where the failure is known best; callers pass it up untouched, and only the
 * layer that has the screen or stderr shows it. `error` may be NULL where nobody wants the words.
 * The text is one line in the reader's language, names the thing, the place and what to do, and has
 * passed text_make_harmless: it may quote what the person typed. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum error_kind {
	ERROR_NONE,
	ERROR_INPUT,     /* a value, an expression or a file is not what it should be */
	ERROR_CONFLICT,  /* somebody else changed it since it was read */
	ERROR_DENIED,    /* the person's role does not allow it */
	ERROR_NOT_FOUND, /* no such record, file, field */
	ERROR_IN_USE,    /* other records refer to it */
	ERROR_STORE,     /* the store is damaged, of another format, full, busy */
	ERROR_SYSTEM,    /* the operating system said no: a file, a directory, memory */
	ERROR_USAGE,     /* the command was called wrongly: exit status 64 */
	ERROR_STOPPED,   /* the person asked to stop */
};

struct error {
	enum error_kind kind;
	char text[1024]; /* NUL-terminated UTF-8, cut at a character */
};

/* Fills `error` and returns false, so that `return error_set(…)` reads well. `format` is translated by the
 * caller: error_set(error, ERROR_INPUT, _("…"), …). */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
bool error_set_va(struct error *error, enum error_kind kind, const char *format, va_list arguments)
	__attribute__((format(printf, 3, 0)));

/* The same, ended by ": " and the operating system's word for errno, as it was at the call. */
bool error_set_errno(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "prefix: " before what is there, e.g. "contracts.csv:41: end". Always returns false. */
bool error_prefix(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

void error_clear(struct error *error);

/* 2, or 64 for ERROR_USAGE. */
int error_exit_status(const struct error *error);

#endif
