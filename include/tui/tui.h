/* The full-screen register: the one way in for those who start the program. DESIGN 5. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>

#include "register/session.h"

struct tui_options {
	bool ascii;        /* nothing but ASCII is sent, whatever the configuration says */
	bool mono;         /* no colours; NO_COLOR says the same */
	bool language_set; /* the call has said the language: else the person's own is taken */
	bool over_ssh;     /* no files are read or written for the person */
	bool fixed_day;    /* the session's day was stated: else it follows the clock past midnight */
};

/* Shows the register on the terminal of standard input and output until the person leaves (true) or the terminal is
 * lost (true too: nobody is there to be told, and what was being typed is kept for the next time). False with words
 * where there is no terminal. */
bool tui_run(struct session *session, const struct tui_options *options, struct error *error);

/* Whether the system describes a terminal of this type (TERM); false for NULL. Not while the register is on the
 * screen. */
bool tui_knows_terminal(const char *type);

/* What the screen keeps between sessions lies outside the register, in files of the account that runs it. Removes what
 * is kept of this person of this register: unfinished forms, columns, views; returns how many files. `found` gets the
 * path of each unfinished form of others of which `names` says yes. */
struct tui_forgetting {
	const char *store; /* the directory */
	unsigned person;
	bool (*names)(void *context, struct slice content);
	void (*found)(void *context, const char *path);
	void *context;
};
size_t tui_forget_person(const struct tui_forgetting *forgetting);

#endif
