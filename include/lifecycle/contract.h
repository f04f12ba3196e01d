/* The contract clock: when a contract ends, by when notice must be given, where notice given today would end it.
 * Source: DOMAIN 1 (month arithmetic) and 3.1. Every end is the last day of validity. Pure: no clock, no store. */
#ifndef LIFECYCLE_CONTRACT_H
#define LIFECYCLE_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/money.h"
#include "model/reason.h"
#include "model/ref.h"

/* Numbers of the stored choices; 0 is not set. */
enum contract_renewal {
	RENEWAL_NONE = 1,
	RENEWAL_TACIT = 2,
	RENEWAL_EXPRESS = 3,
};

enum notice_to {
	NOTICE_TO_ANY_DAY = 1,
	NOTICE_TO_MONTH_END = 2,
	NOTICE_TO_QUARTER_END = 3,
	NOTICE_TO_YEAR_END = 4,
	NOTICE_TO_TERM_END = 5,
};

/* What the contract says. Days not set are DAY_UNSET, numbers NUMBER_UNSET: begin from contract_terms_unset, since a
 * zeroed struct would say 1970-01-01. Periods of 0 or fewer months count as not set; options of them as 0 months. */
struct contract_terms {
	struct ref ref;
	day_t signed_on, start;
	day_t end; /* the first end; not edited when an option is used */
	day_t irrevocable_until;
	day_t terminated; /* the day notice was given */
	int64_t renewal_months, notice_months, option_notice_months;
	int64_t options_used;         /* not set: 0; more than there are: all */
	const int64_t *option_months; /* the caller's, `option_count` of them */
	uint16_t option_count;
	uint8_t renewal, notice_to;
	bool running; /* until further notice: `end` is then not looked at */
};
extern const struct contract_terms contract_terms_unset;

enum contract_state {
	CONTRACT_IN_FORCE = 1,
	CONTRACT_NOT_STARTED = 2,
	CONTRACT_ENDED = 3,
};

/* What else is to be said of the state; any number of them. */
enum contract_remark {
	CONTRACT_NOT_SIGNED = 1 << 0,          /* no signing day, or one that is still to come */
	CONTRACT_TERMINATED = 1 << 1,
	CONTRACT_RUNNING = 1 << 2,             /* until further notice */
	CONTRACT_RENEWED_TACITLY = 1 << 3,     /* at least once, by today */
	CONTRACT_OPTIONS_LEFT = 1 << 4,
	CONTRACT_LAST_OPTION = 1 << 5,         /* all its options are used */
	CONTRACT_RENEWAL_NOT_SET = 1 << 6,     /* counted as none */
	CONTRACT_PERIOD_NOT_SET = 1 << 7,      /* renewed tacitly, by a period nobody has given */
	CONTRACT_NOTICE_NOT_SET = 1 << 8,
	CONTRACT_END_NOT_KNOWN = 1 << 9,       /* neither an end nor running, or the end cannot be worked out */
};

/* Days that do not exist for this contract are DAY_UNSET. */
struct contract_clock {
	day_t base_end;            /* with the options used, before any renewal */
	day_t current_end;         /* the end of the term running today */
	day_t last_notice_day;     /* current_end − notice_months, clamped: the cautious day */
	day_t exit_if_noticed;     /* where it would end if notice were given today */
	day_t ends_by_termination; /* set only where notice has been given; current_end and final_end are then this day */
	day_t final_end;           /* after all remaining options; not set where renewed tacitly or running */
	day_t option_notice_day;   /* by when the next option must be called */
	int32_t renewals;          /* tacit renewals that lie behind current_end */
	uint16_t options_left;
	uint16_t remarks;          /* enum contract_remark */
	uint8_t state;             /* enum contract_state */
};

void contract_clock(const struct contract_terms *terms, day_t today, struct contract_clock *clock);

/* The end after `renewals` tacit renewals (0: the base end), counted from the original end. Looks at no termination.
 * DAY_UNSET where running, without an end, or renewed by a period that is not set. */
day_t contract_renewed_end(const struct contract_terms *terms, int64_t renewals);

/* The fewest renewals after which the contract ends on `day` or later; −1 where it never does, or nobody can tell. */
int64_t contract_renewals_until(const struct contract_terms *terms, day_t day);

/* The end of the term that runs on `day`, before any termination. */
day_t contract_current_end(const struct contract_terms *terms, day_t day);

/* Where it would end if notice were given on `day`. A contract that runs until further notice has no term to end, so
 * notice to the end of the term is to any day there. */
day_t contract_exit_if_noticed(const struct contract_terms *terms, day_t day);

bool contract_renews_tacitly(const struct contract_terms *terms); /* and does not run until further notice */

/* Months as a contract's period: not set, 0 and less give 0; never more than 4800. */
int64_t contract_months(int64_t months);

/* The state as a list of reasons, the deciding one first; then what led to current_end and last_notice_day. */
void contract_explain(const struct contract_terms *terms, const struct contract_clock *clock, struct reasons *chain);

#endif
