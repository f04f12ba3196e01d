/* A small register with something of everything that screens show, and the program over it in a terminal. Nothing in it
 * follows the clock: pictures of it can be compared. */
#ifndef SUPPORT_SMALL_REGISTER_H
#define SUPPORT_SMALL_REGISTER_H

#include <stddef.h>

#include "support/terminal.h"

struct small_register {
	char *directory; /* of the store */
	char *state;     /* XDG_STATE_HOME of the person who looks */
};

/* Makes it, audits it. Anna Berg manages the first three systems; the login admin is an administrator's. */
void small_register_make(struct small_register *small);
/* The same with more in it, in a row of fields each: test_put's. */
struct small_row {
	unsigned char entity;
	const char *fields;
};
void small_register_make_with(struct small_register *small, const struct small_row *more, size_t count);
void small_register_remove(struct small_register *small);

/* Changes a record as another person would, from outside. */
void small_register_change(const struct small_register *small, unsigned char entity, unsigned id, const char *fields);

/* Nobody holds a snapshot of it: fails the test and says after what. */
void small_register_expect_unread(const struct small_register *small, const char *after);

struct looking {
	const struct small_register *small;
	const char *login, *language;
	bool ascii, mono, over_ssh;
	int rows, columns;
	const char *type;          /* TERM; NULL is xterm-256color */
	const char *configuration; /* a file, or NULL */
};

/* The register on the whole screen, as this person sees it; the first picture has come. */
struct test_terminal *small_register_look(const struct looking *looking);

#endif
