/* The register as it was, with what is worked out from it. */
#ifndef REGISTER_PAST_H
#define REGISTER_PAST_H

#include "register/session.h"

struct past_moment {
	uint64_t sequence; /* the last entry of the change log that had been written */
	moment_t moment;
};

/* What people write for a moment: "#1234" (an entry of the change log), or as moment_parse_typed. False with words
 * where it is none, or lies before the register. */
bool past_find(const struct view *view, struct slice text, struct past_moment *found, struct error *error);
/* The session reads the register as it stood then, and counts as of its own today. Rights stay those of the present.
 * `session` stays where it is until it is closed; no view of it may be open. */
bool session_go_back(struct session *session, const struct past_moment *then, struct error *error);
/* The same for the moment that somebody writes, if they may read the whole history: what a record said before it was
 * corrected, or marked secret, is its history. `found` may be NULL. Words that are no moment
 * leave the session where it is. */
bool session_look_back(struct session *session, struct slice moment, struct past_moment *found, struct error *error);
/* To the present, and the day on which it was left. */
void session_come_back(struct session *session);

#endif
