/* A problem made of incidents that come again: proposed by the audit (INC-01), made by a person in one go. */
#ifndef REGISTER_PROBLEMS_H
#define REGISTER_PROBLEMS_H

#include "register/session.h"

struct problem_made {
	struct ref problem; /* a new one, or the one that was open about the same; id 0: it would be new */
	bool fresh;
	size_t incidents;   /* that are tied to it */
	struct text title;
};

/* Gathers the incidents that recur with this one in a problem: the one that is open about the same part, else a new one
 * (`title` empty: made of the category and what it is about). One transaction, one undo. `trial`: nothing is written,
 * *made says what would be. Refused where the incident is none that recurs, and as any change is. */
bool problem_gather(struct session *session, struct ref incident, struct slice title, bool trial,
                    struct problem_made *made, struct error *error);
void problem_made_free(struct problem_made *made);

#endif
