/* What people do with a need and an opportunity in one go, each in one transaction with one undo: capture it, receive
 * and answer it, assess it, stop it. Refused as any change is. */
#ifndef REGISTER_OPPORTUNITY_DEEDS_H
#define REGISTER_OPPORTUNITY_DEEDS_H

#include "lifecycle/triage.h"
#include "register/session.h"

/* A need as whoever has it says it: a reader may too. The rest is asked later. */
struct capture {
	struct slice title, need;
	struct ref unit, service; /* service may be unset */
};
bool opportunity_capture(struct session *session, const struct capture *capture, struct ref *made, struct error *error);

struct reception {
	struct ref by;     /* who receives it; unset: whoever asks */
	uint8_t answer;    /* C_need_answer_…; 0: it is taken in hand, the answer comes later */
	struct ref with;   /* joined: the opportunity that takes over its triggers and systems */
	struct slice why;  /* not now, no: to whoever asked */
	day_t until;       /* not now, no: when its triggers may raise it again; DAY_UNSET: as the configuration says */
};
bool opportunity_receive(struct session *session, struct ref opportunity, const struct reception *reception,
                         struct error *error);

/* Sets what a person has found, and the stage where it was only received. work_changes (enum answer) 0: as it is. */
bool opportunity_assess(struct session *session, struct ref opportunity, uint8_t track, uint8_t size,
                        uint8_t work_changes, struct error *error);

/* The stages that one leads to, bit (C_stage_… of each); what a gate demands may still stand in the way. */
unsigned opportunity_steps(uint8_t stage);
/* Takes it to a stage; refused, with what is missing, as any change of stage is. */
bool opportunity_advance(struct session *session, struct ref opportunity, uint8_t stage, struct error *error);

/* Stops it, with the lesson that it leaves: of the reason the first line stands with the opportunity, all of it in the
 * lesson. */
bool opportunity_stop(struct session *session, struct ref opportunity, struct slice why, struct slice lesson,
                      struct error *error);

#endif
