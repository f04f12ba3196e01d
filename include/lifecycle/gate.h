/* The gates on the way of a development opportunity: what must be answered before it is decided, before what is new is
 * handed over to those who look after it, and before the old system is retired. Source: DOMAIN 5, F13 and, for the
 * hand-over, REQUIREMENTS 000-032. The questions are the rows of lifecycle/gate.def.
 *
 * What is not known is missing, never taken as answered. Where no track or size is stated, which is a question of its
 * own, the others are asked as of development and of large: nothing passes by not having been assessed. */
#ifndef LIFECYCLE_GATE_H
#define LIFECYCLE_GATE_H

#include "lifecycle/exit.h"
#include "model/reason.h"

enum gate_kind { GATE_DECIDED, GATE_DELIVERED, GATE_RETIRED, GATE_KINDS };

enum gate_track {
	GATE_INFRASTRUCTURE_SMALL, GATE_INFRASTRUCTURE_LARGE, GATE_DEVELOPMENT_SMALL, GATE_DEVELOPMENT_LARGE, GATE_TRACKS
};
/* C_track_… and C_size_…, 0 where not stated. */
enum gate_track gate_track(uint8_t track, uint8_t size);

/* GATE_ASKS_need, … */
enum gate_question {
#define GATE_QUESTION(gate, name, ...) GATE_ASKS_##name,
#include "lifecycle/gate.def"
#undef GATE_QUESTION
	GATE_QUESTIONS
};
const char *gate_question_name(enum gate_question question);  /* stable, for JSON */
const char *gate_question_title(enum gate_question question); /* untranslated */
const char *gate_name(enum gate_kind gate);                   /* "decided", "delivered", "retired" */

enum gate_state { GATE_NOT_ASKED, GATE_ANSWERED, GATE_MISSING };

struct gate_answer {
	uint8_t question, state;
	/* Where the answer stands, or is to be written: a field of `record`; where its id is 0, of a new record of that
	 * entity. field 0: the record as such. */
	struct ref record;
	uint8_t field;
	struct reason reason;
};

enum like_for_like {
	LIKE_NOT_ASKED,  /* nothing is replaced */
	LIKE_UNKNOWN,    /* nobody has said how many functions change */
	LIKE_NO,
	LIKE_REFUSED,    /* nothing changes, or no way of working and no benefit: F13 */
	LIKE_ALLOWED     /* it is, and whoever has the mandate allows it until a day: it stays flagged */
};

struct gate {
	uint8_t kind, track; /* enum gate_kind, enum gate_track */
	uint8_t count, asked, missing;
	struct gate_answer answers[GATE_QUESTIONS];
	/* Of the decision's gate alone: */
	uint8_t like_for_like;
	int32_t degree;      /* of development (F13), basis points; −1 where it is not known or nothing is replaced */
};
const struct gate_answer *gate_find(const struct gate *gate, enum gate_question question); /* NULL: of another gate */

/* ---- before it is decided ---- */

/* What of an alternative's or a benefit's fields is set. */
enum {
	GATE_INVESTMENT = 1, GATE_RUN = 2, GATE_DEVELOP_IN = 4, GATE_DEVELOP_AROUND = 8, GATE_EXIT_COST = 16,
	GATE_CHANGE = 32
};
enum { GATE_OWNER = 1, GATE_MEASURE = 2, GATE_BASELINE = 4, GATE_BENEFICIARY = 8, GATE_DUE = 16 };

struct gate_alternative {
	struct ref self;
	uint8_t kind, stated; /* C_alternative_kind_…, bits */
	bool chosen;
	money_t investment, change; /* NUMBER_UNSET where not stated */
};

struct gate_benefit {
	struct ref self;
	uint8_t stated; /* bits */
};

struct gate_person {
	struct ref self; /* id 0: nobody is named */
	bool gone;       /* has left the organisation */
};

/* The decision that allows a replacement like for like: by a committee, by a forum whose mandate covers the sum, or
 * delegated. */
struct gate_exception {
	struct ref decision;   /* id 0: none */
	uint8_t kind, outcome; /* C_decision_kind_…, C_decision_outcome_… */
	money_t mandate, sum;  /* of the forum; of what is decided. NUMBER_UNSET: not known */
	day_t until;
	bool elsewhere;        /* it names what it is about, and this is not among it */
};

struct gate_facts {
	struct ref self;
	day_t today;
	uint8_t track, size; /* C_track_…, C_size_…; 0 not stated */
	bool need, acceptance, way_of_working, flows, roles; /* the field is set */
	struct gate_person sponsor, it_lead;
	const struct gate_alternative *alternatives;
	size_t alternative_count;
	bool nothing_known;  /* doing nothing can be worked out from the systems' costs */
	int64_t functions_kept, functions_changed, functions_new; /* NUMBER_UNSET where not stated */
	uint8_t work_changes; /* enum answer; also whether users notice */
	const struct gate_benefit *benefits;
	size_t benefit_count;
	size_t goals;
	uint8_t process_mapped, information_mapped, digital_first; /* enum answer */
	uint8_t buys;  /* C_yesno_…; 0: not stated */
	bool tendered; /* there are requirements or offers */
	bool exit_plan;
	/* By enum must: the mandatory requirement, or the system used instead, that secures each; id 0: none. */
	struct ref musts[MUSTS];
	bool change_reason;
	int64_t change_value; /* local value of change and training beside what it costs to get there, basis points */
	struct gate_exception exception;
};
void gate_decided(const struct gate_facts *facts, struct gate *gate);
/* Whether something is bought or signed: as it is stated, else where there are requirements or offers or the chosen
 * way is to replace. */
bool gate_buys(const struct gate_facts *facts);
/* Whether it allows a replacement like for like on the day; *why says by which decision, or what it lacks. */
bool gate_exception_holds(const struct gate_exception *exception, day_t today, struct reason *why);

/* ---- before it is delivered: hand-over ---- */

struct gate_handed_over {
	struct ref self; /* a system */
	bool is_new;     /* it takes the place of another, or stands beside it */
	bool owner, manager, plan, covered, budgeted, licensed, permitted, trained, exit_plan;
	uint8_t documentation; /* enum answer */
	bool run_by_us;  /* nobody else runs or supplies it: no contract is wanted, nor a licence */
};
struct handover_facts {
	struct ref self;
	uint8_t track, size;
	const struct gate_handed_over *systems;
	size_t system_count;
	bool urgent;               /* it was decided as urgent */
	uint8_t left_open;         /* questions of the decision's gate that are still missing */
	day_t left_open_due, today;
};
void gate_delivered(const struct handover_facts *facts, struct gate *gate);

/* ---- before a system is retired ---- */

/* How many stand in the way, the first of them, and how many there are in all. */
struct gate_left {
	size_t left, all;
	struct ref first;
};
struct retirement_facts {
	struct ref self;
	bool never_used;       /* it was an idea or being bought: nothing is asked */
	bool archive_decided;  /* a step of that kind is done */
	struct gate_left steps, contracts, permissions, licences, integrations;
};
void gate_retired(const struct retirement_facts *facts, struct gate *gate);

#endif
