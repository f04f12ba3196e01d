/* Components and the catalogue: matching happens when either is written. */
#ifndef REGISTER_MATCHING_H
#define REGISTER_MATCHING_H

#include "register/session.h"

/* After the catalogue has changed: goes through every component and writes those whose release, end of support or
 * standing is now another, in bounded batches of the journal's actor. *changed gets their number. */
bool matching_renew(struct session *session, uint64_t *changed, struct error *error);

#endif
