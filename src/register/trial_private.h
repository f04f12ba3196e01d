/* What the files of a trial share. */
#ifndef REGISTER_TRIAL_PRIVATE_H
#define REGISTER_TRIAL_PRIVATE_H

#include "register/edit.h"
#include "register/trial.h"

enum trial_deed { TRIAL_SET, TRIAL_CANCEL, TRIAL_MERGE };

struct trial_request {
	enum trial_deed deed;
	struct ref ref, into;
	day_t on;
	struct text assignment;
};

struct trial {
	struct session *session; /* the person's */
	struct session own;      /* the same, which may change anything in the layer */
	struct trial_request *requests;
	size_t request_count, request_capacity;
	struct edit *edit;       /* while it is being made */
	struct view *view;
	struct trial_records changed, touched;
};

/* Within trial_make: a new record (id 0) or a changed one, noted among what was changed. */
bool trial_save(struct trial *trial, struct draft *draft, record_id id, uint32_t revision, struct error *error);
/* The record as it stands in the trial, as a draft to be changed. False with words where it is not there. */
bool trial_draft(struct trial *trial, struct ref ref, struct draft *draft, uint32_t *revision, struct error *error);
bool trial_give_notice(struct trial *trial, record_id contract, struct error *error);
bool trial_make_merge(struct trial *trial, const struct trial_request *request, struct error *error);

/* Systems and services whose figures a change of `changed` can move, as they stand in the view. */
void trial_find_touched(const struct view *view, const struct trial_records *changed, struct trial_records *touched);

#endif
