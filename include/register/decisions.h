/* A decision, and what it does to the contract it is about, in one entry. DOMAIN 2 (decision) and 3.3. */
#ifndef REGISTER_DECISIONS_H
#define REGISTER_DECISIONS_H

#include "register/session.h"

/* `decision` says the outcome and the reason, and what else is known. What it leaves out: it is about `about`; whoever
 * does it decides by delegation, where neither a forum nor a committee is named; today; the term of the contract
 * that runs now; and a title and a text that say so. *made gets the decision.
 * give_notice and use_option are then done to the contract: notice is given on the day of the decision, one more of its
 * options is used. Refused about anything else, where notice was given before, and where no option is left. */
bool decision_make(struct session *session, struct draft *decision, struct ref about, struct ref *made,
                   struct error *error);

#endif
