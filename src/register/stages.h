/* What a change of stage demands, and what the program fills in with it: see register/opportunities.h. */
#ifndef REGISTER_STAGES_H
#define REGISTER_STAGES_H

#include "register/session.h"

/* Where a change comes from. */
enum stage_change {
	STAGE_BY_PERSON,
	STAGE_BY_IMPORT, /* what is new is history; what changes is judged */
	STAGE_NOT_JUDGED /* undoing, the audit */
};

/* Fills in what follows from the change, when it has been allowed: the day it was decided or delivered, the end as it
 * was decided, how often the end has been moved, by when a new need is to be answered. `before` NULL: a new record. */
void stages_fill(const struct session *session, const struct record *before, struct draft *draft);
/* Whether stages_allow could say no to such a record. */
bool stages_concern(const struct draft *draft);
/* `after` is the record as it would be, with its id (0: a new one); drafts of other entities are let through. False
 * with what is missing and what can be done; *field gets the number of the field at fault. */
bool stages_allow(const struct session *session, const struct view *view, const struct record *before,
                  const struct record *after, enum stage_change change, uint8_t *field, struct error *error);

#endif
