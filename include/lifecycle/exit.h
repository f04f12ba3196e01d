/* Exit readiness: could we leave? Source: FORMULAS F21 (our own): ten questions of equal weight, partly counts half,
 * and what is unknown or not set makes a range: as no … as yes. Lock-in is 100 − the lower. */
#ifndef LIFECYCLE_EXIT_H
#define LIFECYCLE_EXIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "model/reason.h"

/* Numbers of the stored choices; 0 is not set. */
enum answer {
	ANSWER_YES = 1,
	ANSWER_NO = 2,
	ANSWER_PARTLY = 3,
	ANSWER_UNKNOWN = 4,
};

enum exit_question {
	EXIT_DATA_OWNED,
	EXIT_EXPORT_FORMAT,   /* data can be taken out in an open format */
	EXIT_EXPORT_TESTED,   /* in the last 24 months */
	EXIT_PLAN,
	EXIT_PLAN_TESTED,
	EXIT_TRANSITION_HELP, /* in the contract */
	EXIT_PRICE,           /* the price of leaving is known */
	EXIT_TERMINATION,     /* the right to terminate */
	EXIT_ALTERNATIVE,     /* somebody else is named */
	EXIT_DOCUMENTATION,   /* documentation and an open API, half each */
	EXIT_QUESTIONS,
};

/* Answers are enum answer; days DAY_UNSET where not set. A text that is not set is not known, never a no. */
struct exit_facts {
	uint8_t data_owned, data_export, transition_help, termination_right, documentation, open_api;
	bool exit_plan, exit_cost, alternative; /* the field is set */
	day_t export_tested, exit_tested;
};
extern const struct exit_facts exit_facts_unset;

struct exit_readiness {
	int32_t lower, upper; /* basis points */
	int32_t lock_in;      /* basis points */
	/* Quarters of a question: 4 is yes, 2 partly, 0 no; where they differ it is unknown. */
	uint8_t lower_of[EXIT_QUESTIONS], upper_of[EXIT_QUESTIONS];
};

void exit_readiness(const struct exit_facts *facts, day_t today, struct exit_readiness *readiness);

/* Of two contracts' answers the one that counts: no before unknown (or not set) before partly before yes. */
uint8_t exit_worse_answer(uint8_t a, uint8_t b);

/* What every purchase must give us, as a ledger: a yes is met; else what a contract in force promises, with its clause;
 * else what has been waived until a day; else it is missing. What nobody has answered is not known, never missing.
 * Numbers of the stored choices. Source: DOMAIN 5, the gate. */
enum must {
	MUST_DATA_OWNED = 1,
	MUST_OPEN_STANDARDS = 2,
	MUST_OPEN_API = 3,
	MUSTS,
};
enum must_state {
	MUST_NOT_KNOWN,
	MUST_MET,
	MUST_PROMISED,
	MUST_WAIVED,
	MUST_MISSING,
	MUST_STATES,
};
/* `waived_until`: the last day of it; DAY_UNSET: it is not. */
enum must_state must_stands(uint8_t answer, bool promised, day_t waived_until, day_t today);

/* The range, then one reason for each question that is not a yes, as far as the chain has room. */
void exit_explain(const struct exit_readiness *readiness, struct reasons *chain);

#endif
