/* What stands on a person's desk, read into memory as words: decisions to take, things to put right, facts to fill in,
 * answers. A person with assignments is told of what is theirs; others of the whole register, a little at a time. What
 * a person's access roles and place in the organisation ask of them stands in sections of its own: reviews and findings
 * of an administration team, the leadership's questions, how the register itself is. Each number opens exactly what it
 * counts. The first screen and the messages of the night show the same. */
#ifndef REPORT_DESK_H
#define REPORT_DESK_H

#include "lifecycle/lead.h"
#include "register/summary.h"
#include "report/own_changes.h"
#include "report/teller.h"

/* In this order: what a role asks for is why its holder is here. */
enum desk_section { DESK_ROLE, DESK_DECIDE, DESK_ACT, DESK_FILL, DESK_ASKED, DESK_ANSWERS, DESK_QUESTIONS,
	DESK_HEALTH, DESK_NEWS, DESK_SECTIONS };
const char *desk_section_title(enum desk_section section); /* in the current language */

/* Findings that stand open, as a condition. */
#define DESK_OPEN "state in (open, acknowledged, reopened)"

enum desk_weight { WEIGHT_PLAIN, WEIGHT_WARNING, WEIGHT_DANGER };

/* What stands before the name, so that the weight is not told by colour alone. */
enum desk_sign { SIGN_NONE, SIGN_SMALL, SIGN_NEAR, SIGN_GREAT, SIGN_QUESTION };

/* A row of the desk with what it leads to: a record, or a list that it counts. */
struct desk_item {
	enum desk_weight weight;
	enum desk_sign sign;
	char *name, *what, *when;   /* never NULL */
	char *detail;               /* a second row; NULL: none */
	struct ref ref;             /* to be opened; entity 0: … */
	uint8_t listed;             /* … a list of this entity … */
	char *where;                /* … that this condition lets through; NULL: a form is opened on `ref` instead */
	bool form;
	const char *report;         /* the kind of the report that is opened; NULL: none */
	size_t counted;             /* place in desk_facts.counts + 1, whose number is the name; 0: none */
	const char *one, *many;     /* what such a number counts, untranslated: `what` follows it; NULL: what `what` says */
	bool changes;               /* the number is that of desk_facts.changes */
	size_t answer;              /* place of the question + 1, whose first answer it is; 0: none */
	size_t left;                /* facts missing, items of a review not decided */
	day_t due;                  /* the day by which it is to be done; DAY_UNSET: none */
	moment_t since;             /* when it came to the person; 0: not known, or it is in hand */
};

struct desk_items {
	struct desk_item *items;
	size_t count, capacity;
	uint64_t all;     /* how many there are, those not held too */
	uint64_t counted; /* where the items are numbers themselves: their sum, as far as they are counted */
};

/* How many rows of an entity a condition lets through. What was counted before stands until it is counted anew. */
struct desk_count {
	uint8_t entity;
	char *where;
	int64_t number; /* NUMBER_UNSET: never counted */
	bool fresh, asked;
};

#define DESK_DECISIONS 60 /* held: more are in the list that the last row opens */

/* A system or service whose decision is passed, near or soon. */
struct desk_decision {
	struct ref ref;
	uint8_t state;
	day_t decide_by;
};

struct desk_run {
	bool there;
	record_id number, before; /* of the last audit, and of the last one of an earlier day */
	moment_t ended;
	day_t day, catalogue;
	int64_t count[6];         /* open by severity */
	int64_t fresh;
};

/* For whom, and how it is to be told. */
struct desk_asked {
	bool business;    /* services stand for their systems */
	bool message;     /* for a message: only what is the person's own to decide or do. The decisions of those who own or
	                     lead, a deputy's while the other is away, and no facts to fill in */
	day_t since;      /* changes from this day on are new to the person; DAY_UNSET: since yesterday */
	const char *more; /* after a detail of which more can be shown; NULL: nothing */
};

struct desk_facts {
	struct desk_asked asked;
	struct lead_parameters leads;
	bool mine;                       /* the person has assignments: it is about theirs */
	struct ref *own;                 /* their systems and services */
	size_t own_count, own_capacity;
	struct desk_decision decisions[DESK_DECISIONS]; /* the most urgent first */
	size_t decision_count;
	uint64_t states[6];              /* how many there are, by C_decide_state_… */
	bool scanning;                   /* the whole register is still being looked through */
	record_id next;                  /* from this one on */
	struct desk_count *counts;
	size_t count_count, count_capacity, counting; /* counting: the place come to */
	struct list_plan *plan;
	struct finder *finder;
	struct own_changes changes;      /* since asked.since, or yesterday; not of a message */
	struct questions *questions, *recounted; /* NULL: not asked of this person; not being counted anew */
	bool count_again;                /* the register has changed since the counting began */
	struct health *health;           /* NULL: this person does not look after the register */
	struct desk_run run;
	struct desk_items sections[DESK_SECTIONS];
};

/* Begins anew and reads everything of the teller's person but, where `mine` is false, the decisions: desk_facts_scan
 * finds those. */
void desk_facts_read(struct desk_facts *facts, const struct teller *teller, const struct desk_asked *asked);
/* Looks through some thousand more systems (or services), then counts on; false when all is done. */
bool desk_facts_scan(struct desk_facts *facts, const struct teller *teller, unsigned milliseconds);
/* Puts what has been found so far in words. */
void desk_facts_tell(struct desk_facts *facts, const struct teller *teller);
void desk_facts_free(struct desk_facts *facts);
/* What the row opens, of the questions: NULL where it is none, or not counted yet. */
struct reply;
const struct reply *desk_answer(const struct desk_facts *facts, const struct desk_item *item);
/* What the section of things to put right counts of a person who has assignments, as a condition on findings. */
void desk_append_own_condition(struct text *out, const struct teller *teller);

#endif
