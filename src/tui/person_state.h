/* What the program remembers for a person between sessions, in small files of their own below XDG_STATE_HOME (or
 * ~/.local/state): unfinished forms, the columns of lists. Never anything that the register needs. */
#ifndef TUI_PERSON_STATE_H
#define TUI_PERSON_STATE_H

#include "tui/app.h"

/* Where such a thing is kept for this person and register, made if need be: "…/forvalta/form-0f3a…-7-", to be gone on
 * with. False where there is nowhere to keep it. */
bool person_state_path(struct text *path, const struct app *app, const char *kind);
/* The same of a session's person, without a screen. */
bool person_state_path_of(struct text *path, const struct session *session, const char *kind);
/* Every file of the kind that the person has for this register, in nobody's order. */
void person_state_each(const struct session *session, const char *kind, void (*found)(void *context, const char *path),
	void *context);
/* Holds a file until the descriptor is closed, or the process ends in any way; −1 where another session does. */
int person_state_hold(const char *path);
/* The file whose name comes last among those that begin so and are not held; false where there is none. */
bool person_state_latest(struct text *path, const struct app *app, const char *kind);
/* All of it or nothing: readers never see half of it, and of two writers the last one counts. */
bool person_state_write(const char *path, struct slice content);
/* False where there is no such file, or one that is too large or no text. */
bool person_state_read(const char *path, struct text *content);

#endif
