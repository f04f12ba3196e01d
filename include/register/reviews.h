/* Rounds of review: opened over a list of records, answered, handed on, carried out and closed. What may be written
 * about them otherwise: src/register/reviewing.h. Source: DOMAIN 2 (review, review_item), FORMULAS F8. */
#ifndef REGISTER_REVIEWS_H
#define REGISTER_REVIEWS_H

#include "lifecycle/review.h"
#include "model/record.h"
#include "register/session.h"

typedef bool review_progress_shown(void *context, uint64_t done, uint64_t all); /* false: stop */

/* ---- opening ---- */

struct review_opening {
	const struct ref *subjects; /* permissions, licences or systems, as the round's kind; none is all right */
	size_t count;
	review_progress_shown *progress; /* may be NULL */
	void *context;
};
struct review_opened {
	struct ref round;
	size_t items, reviewers, without_reviewer;
};
/* `round` has its kind and name, and what else is known; it is opened today by whoever opens it, and `reviewers` says
 * who is asked (not set: the nearest manager). What each subject is today is kept in its item. One action: all of it
 * or nothing, in batches between which others save. */
bool review_open(struct session *session, struct draft *round, const struct review_opening *opening,
                 struct review_opened *opened, struct error *error);

/* ---- answering ---- */

struct review_choice {
	uint8_t decision;      /* C_review_decision_… */
	struct slice reduce_to;
	day_t suspend_until;   /* DAY_UNSET: none */
	record_id passed_to;   /* who should be asked instead; 0: nobody is suggested */
	struct slice note;
};
/* An item as it was looked at. */
struct review_seen {
	record_id id;
	uint32_t revision;
};
#define REVIEW_MOST 2000 /* at once: more would keep others from saving for longer than a second */

/* The same answer to all of them, in one entry that one undo takes back: all or none. *failed is the place of the one
 * that somebody else has answered meanwhile (ERROR_CONFLICT), or that is refused; SIZE_MAX: no item's fault. */
bool review_decide(struct session *session, const struct review_seen items[], size_t count,
                   const struct review_choice *choice, size_t *failed, struct error *error);
/* Asks somebody else. What was answered *not mine* is open again. */
bool review_hand_on(struct session *session, const struct review_seen items[], size_t count, record_id reviewer,
                    size_t *failed, struct error *error);
/* The systems themselves have been changed: of a permission that was to be removed that is the day it was, of a licence
 * that was to be reduced the number is what it was reduced to. */
bool review_carried_out(struct session *session, const struct review_seen items[], size_t count, size_t *failed,
                        struct error *error);

/* ---- the whole round ---- */

struct review_done {
	struct review_counts counts; /* as it stands after */
	size_t changed;              /* records that were changed as was decided; items that were handed on */
	size_t left;                 /* that could not be: changed since they were seen, or nobody to ask */
};
/* Asks the manager of whoever has not answered, for every question that is open. */
bool review_escalate(struct session *session, struct ref round, struct review_done *done, struct error *error);
/* Changes the register as was decided, where that has not been done: a permission that is kept has been reviewed, one
 * that is removed ends on the day of the decision. One that has changed since it was seen is left as it is, and its
 * question is open again. */
bool review_apply(struct session *session, struct ref round, struct review_done *done, struct error *error);
/* Refused while a question is open and `why` is empty. What was decided is applied first; then nothing in the round
 * changes but that it is carried out, and its signature is what review_sign gives. */
bool review_close(struct session *session, struct ref round, struct slice why, struct review_done *done,
                  struct error *error);

#define REVIEW_SIGNATURE 64 /* characters */
/* A digest over every item in its order: subject, reviewer, what was seen, the answer, who gave it and when. */
void review_sign(const struct view *view, struct ref round, char signature[REVIEW_SIGNATURE + 1]);

/* ---- reading ---- */

void review_count(const struct view *view, struct ref round, struct review_counts *counts);
/* "system=SYS-0001 Procapita" and so on, a line for each field that is set: what the reviewer sees. */
void review_append_snapshot(const struct view *view, const struct record *subject, struct text *out);

#endif
