/* The first assessment of a need: five questions, answered by what the register knows, give one of four tracks.
 * Source: DOMAIN 5; the thresholds are dated options of the configuration. What is proposed is a proposal: a person
 * says what holds. */
#ifndef LIFECYCLE_TRIAGE_H
#define LIFECYCLE_TRIAGE_H

#include "model/reason.h"

enum triage_question {
	TRIAGE_WORK,    /* does work change? */
	TRIAGE_WHOM,    /* for whom? */
	TRIAGE_MONEY,   /* how much money and time over its life? */
	TRIAGE_OTHERS,  /* does it need others? */
	TRIAGE_URGENT,  /* is it urgent by law or security? */
	TRIAGE_QUESTIONS
};
const char *triage_question_title(enum triage_question question); /* untranslated */

struct triage_limits {
	money_t amount; /* from each of these on it is large */
	int64_t hours, units;
};

struct triage_facts {
	uint8_t work_changes;               /* enum answer */
	bool way_of_working, flows, roles;  /* is stated */
	int64_t functions_changed, functions_new; /* NUMBER_UNSET where not stated */
	int64_t users, units;               /* of the systems it is about, together; 0: none known */
	money_t amount;                     /* over its life; NUMBER_UNSET: not known */
	int64_t hours;
	int64_t integrations, help;         /* how many */
	bool urgent;
};

struct triage {
	uint8_t track, size; /* C_track_…, C_size_…; 0: cannot be proposed before more is said */
	struct {
		bool known;
		struct reason reason;
	} answers[TRIAGE_QUESTIONS];
};

/* Work that changes makes it development. It is large where one limit is reached; small where none is and the money is
 * known. */
void triage_find(const struct triage_facts *facts, const struct triage_limits *limits, struct triage *triage);

#endif
