/* The contract clock, case by case: DOMAIN 1 and 3.1, and edges worked out by hand from the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lifecycle/contract.h"
#include "lifecycle/lifecycle_cases.h"

#define OPTIONS 4

/* One row: what the contract says (empty text and 0 are not set; `notice` is in months + 1, so that 1 is a notice of 0
 * months), the day it is seen, and what must come out ("" is DAY_UNSET). */
struct row {
	const char *what;
	const char *start, *end, *irrevocable, *terminated;
	int renewal, period, notice, notice_to, used;
	int64_t options[OPTIONS];
	bool running;
	const char *today;
	const char *current_end, *last_notice_day, *exit_if_noticed, *ends_by_termination, *final_end;
	int state;
};

static uint16_t option_count(const struct row *row)
{
	uint16_t count = 0;

	while (count < OPTIONS && row->options[count] != 0)
		count++;
	return count;
}

static struct contract_terms terms_of(const struct row *row)
{
	struct contract_terms terms = contract_terms_unset;

	terms.start = case_day(row->start);
	terms.end = case_day(row->end);
	terms.irrevocable_until = case_day(row->irrevocable);
	terms.terminated = case_day(row->terminated);
	terms.renewal = (uint8_t)row->renewal;
	terms.renewal_months = row->period == 0 ? NUMBER_UNSET : row->period;
	terms.notice_months = row->notice == 0 ? NUMBER_UNSET : row->notice - 1;
	terms.notice_to = (uint8_t)row->notice_to;
	terms.options_used = row->used == 0 ? NUMBER_UNSET : row->used;
	terms.option_months = row->options;
	terms.option_count = option_count(row);
	terms.running = row->running;
	return terms;
}

#define NOTICE(months) ((months) + 1)
#define TACIT RENEWAL_TACIT
#define IN_FORCE CONTRACT_IN_FORCE
#define ENDED CONTRACT_ENDED

static const struct row rows[] = {
	/* DOMAIN 1 */
	{"peer: twelve by twelve", .end = "2025-08-28", .renewal = TACIT, .period = 12, .notice = NOTICE(2),
		.today = "2026-02-11",
		.current_end = "2026-08-28", .last_notice_day = "2026-06-28", .exit_if_noticed = "2026-08-28",
		.state = IN_FORCE},
	{"peer: 36 then 12 by 12", .start = "2020-08-01", .end = "2023-07-31", .renewal = TACIT, .period = 12,
		.notice = NOTICE(3),
		.today = "2023-10-31", .current_end = "2024-07-31", .last_notice_day = "2024-04-30",
		.exit_if_noticed = "2024-07-31",
		.state = IN_FORCE},
	{"60 months, then 72, never 120", .start = "2020-01-01", .end = "2024-12-31", .renewal = TACIT, .period = 12,
		.today = "2025-01-01", .current_end = "2025-12-31", .state = IN_FORCE},
	{"expressly renewed ends at its end", .end = "2025-08-28", .renewal = RENEWAL_EXPRESS, .period = 12,
		.notice = NOTICE(2),
		.today = "2026-02-11", .current_end = "2025-08-28", .last_notice_day = "2025-06-28",
		.exit_if_noticed = "2025-08-28",
		.final_end = "2025-08-28", .state = ENDED},
	{"30 June by 6 months is 31 December", .end = "2026-06-30", .renewal = TACIT, .period = 6, .today = "2026-07-01",
		.current_end = "2026-12-31", .state = IN_FORCE},
	{"31 January by 1 month is 28 February", .end = "2026-01-31", .renewal = TACIT, .period = 1,
		.today = "2026-02-01",
		.current_end = "2026-02-28", .state = IN_FORCE},
	{"31 January by 1 month, then 31 March", .end = "2026-01-31", .renewal = TACIT, .period = 1,
		.today = "2026-03-01",
		.current_end = "2026-03-31", .state = IN_FORCE},
	/* DOMAIN 3.1: where notice ends it */
	{"notice to any day", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_ANY_DAY, .today = "2026-03-02",
		.exit_if_noticed = "2026-06-02", .state = IN_FORCE},
	{"notice to month end", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_MONTH_END,
		.today = "2026-03-02",
		.exit_if_noticed = "2026-06-30", .state = IN_FORCE},
	{"notice to year end", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_YEAR_END,
		.today = "2026-03-02",
		.exit_if_noticed = "2026-12-31", .state = IN_FORCE},
	{"notice to quarter end", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_QUARTER_END,
		.today = "2026-07-14",
		.exit_if_noticed = "2026-12-31", .state = IN_FORCE},
	/* the last day of a term and the day after */
	{"on its last day a term still runs", .end = "2026-06-30", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.today = "2026-06-30", .current_end = "2026-06-30", .last_notice_day = "2026-03-30",
		.exit_if_noticed = "2027-06-30",
		.state = IN_FORCE},
	{"the day after, the next term runs", .end = "2026-06-30", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.today = "2026-07-01", .current_end = "2027-06-30", .last_notice_day = "2027-03-30",
		.exit_if_noticed = "2027-06-30",
		.state = IN_FORCE},
	{"not renewed: in force on its last day", .end = "2026-06-30", .renewal = RENEWAL_NONE, .today = "2026-06-30",
		.current_end = "2026-06-30", .final_end = "2026-06-30", .state = IN_FORCE},
	{"not renewed: ended the day after", .end = "2026-06-30", .renewal = RENEWAL_NONE, .today = "2026-07-01",
		.current_end = "2026-06-30", .final_end = "2026-06-30", .state = ENDED},
	{"renewal not set counts as none", .end = "2026-06-30", .period = 12, .today = "2026-07-01",
		.current_end = "2026-06-30", .final_end = "2026-06-30", .state = ENDED},
	/* last notice day through short months */
	{"last notice day is clamped: 31 August less 6", .end = "2026-08-31", .renewal = TACIT, .period = 12,
		.notice = NOTICE(6),
		.today = "2026-01-15", .current_end = "2026-08-31", .last_notice_day = "2026-02-28",
		.exit_if_noticed = "2026-08-31",
		.state = IN_FORCE},
	{"on the last notice day the same end", .end = "2026-08-31", .renewal = TACIT, .period = 12, .notice = NOTICE(6),
		.today = "2026-02-28", .current_end = "2026-08-31", .last_notice_day = "2026-02-28",
		.exit_if_noticed = "2026-08-31",
		.state = IN_FORCE},
	{"1 March + 6 is too late for 31 August", .end = "2026-08-31", .renewal = TACIT, .period = 12,
		.notice = NOTICE(6),
		.today = "2026-03-01", .current_end = "2026-08-31", .last_notice_day = "2026-02-28",
		.exit_if_noticed = "2027-08-31",
		.state = IN_FORCE},
	{"clamping lets 28 February do for 28 August", .end = "2026-08-28", .renewal = TACIT, .period = 12,
		.notice = NOTICE(6),
		.today = "2026-02-28", .current_end = "2026-08-28", .last_notice_day = "2026-02-28",
		.exit_if_noticed = "2026-08-28",
		.state = IN_FORCE},
	{"30 November + 3 is 28 February: same end, later than shown", .end = "2027-02-28", .renewal = TACIT,
		.period = 12,
		.notice = NOTICE(3), .today = "2026-11-30", .current_end = "2027-02-28", .last_notice_day = "2026-11-28",
		.exit_if_noticed = "2027-02-28", .state = IN_FORCE},
	{"1 December is too late for 28 February", .end = "2027-02-28", .renewal = TACIT, .period = 12,
		.notice = NOTICE(3),
		.today = "2026-12-01", .current_end = "2027-02-28", .last_notice_day = "2026-11-28",
		.exit_if_noticed = "2028-02-29",
		.state = IN_FORCE},
	{"leap day: 28 February renewed is 29 February 2028", .end = "2027-02-28", .renewal = TACIT, .period = 12,
		.today = "2027-03-01", .current_end = "2028-02-29", .state = IN_FORCE},
	{"leap day: 29 February renewed is 28 February", .end = "2024-02-29", .renewal = TACIT, .period = 12,
		.today = "2024-03-01", .current_end = "2025-02-28", .state = IN_FORCE},
	{"leap day: and 29 February again after four", .end = "2024-02-29", .renewal = TACIT, .period = 12,
		.today = "2027-03-01", .current_end = "2028-02-29", .state = IN_FORCE},
	{"28 February of a leap year: the term starts on the 29th", .end = "2024-02-28", .renewal = TACIT, .period = 12,
		.today = "2024-03-01", .current_end = "2025-02-27", .state = IN_FORCE},
	{"never drifts: from the original end", .end = "2024-02-28", .renewal = TACIT, .period = 12,
		.today = "2027-03-01",
		.current_end = "2028-02-28", .state = IN_FORCE},
	{"30 January by months: the term starts on the 31st", .end = "2026-01-30", .renewal = TACIT, .period = 1,
		.today = "2026-02-01", .current_end = "2026-02-27", .state = IN_FORCE},
	{"30 January by months, two on", .end = "2026-01-30", .renewal = TACIT, .period = 1, .today = "2026-02-28",
		.current_end = "2026-03-30", .state = IN_FORCE},
	{"many renewals: 300 months on", .end = "2000-12-31", .renewal = TACIT, .period = 1, .today = "2025-12-15",
		.current_end = "2025-12-31", .state = IN_FORCE},
	{"a period of 36 months", .end = "2016-03-31", .renewal = TACIT, .period = 36, .notice = NOTICE(12),
		.today = "2026-11-22",
		.current_end = "2028-03-31", .last_notice_day = "2027-03-31", .exit_if_noticed = "2028-03-31",
		.state = IN_FORCE},
	{"mid-month end", .end = "2025-05-14", .renewal = TACIT, .period = 3, .notice = NOTICE(1), .today = "2026-01-01",
		.current_end = "2026-02-14", .last_notice_day = "2026-01-14", .exit_if_noticed = "2026-02-14",
		.state = IN_FORCE},
	{"a notice longer than the period", .end = "2026-12-31", .renewal = TACIT, .period = 3, .notice = NOTICE(6),
		.today = "2026-11-22", .current_end = "2026-12-31", .last_notice_day = "2026-06-30",
		.exit_if_noticed = "2027-06-30",
		.state = IN_FORCE},
	{"a notice of 0 months", .end = "2026-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(0),
		.today = "2026-12-31",
		.current_end = "2026-12-31", .last_notice_day = "2026-12-31", .exit_if_noticed = "2026-12-31",
		.state = IN_FORCE},
	/* tacit, notice not to the end of the term */
	{"tacit, notice to month end: not held back by the term", .end = "2026-12-31", .renewal = TACIT, .period = 12,
		.notice = NOTICE(3), .notice_to = NOTICE_TO_MONTH_END, .today = "2026-11-22", .current_end = "2026-12-31",
		.last_notice_day = "2026-09-30", .exit_if_noticed = "2027-02-28", .state = IN_FORCE},
	{"tacit, notice to any day, in the middle of a term", .end = "2027-12-31", .renewal = TACIT, .period = 12,
		.notice = NOTICE(3), .notice_to = NOTICE_TO_ANY_DAY, .today = "2026-11-22", .current_end = "2027-12-31",
		.last_notice_day = "2027-09-30", .exit_if_noticed = "2027-02-22", .state = IN_FORCE},
	{"tacit, notice to year end, term ends in June", .end = "2026-06-30", .renewal = TACIT, .period = 12,
		.notice = NOTICE(3),
		.notice_to = NOTICE_TO_YEAR_END, .today = "2026-01-15", .current_end = "2026-06-30",
		.last_notice_day = "2026-03-30",
		.exit_if_noticed = "2026-12-31", .state = IN_FORCE},
	/* no tacit renewal: never after the end */
	{"none: any day, well before the end", .end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3),
		.today = "2026-11-22",
		.current_end = "2027-12-31", .last_notice_day = "2027-09-30", .exit_if_noticed = "2027-02-22",
		.final_end = "2027-12-31", .state = IN_FORCE},
	{"none: notice would reach past the end", .end = "2026-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3),
		.today = "2026-11-22", .current_end = "2026-12-31", .last_notice_day = "2026-09-30",
		.exit_if_noticed = "2026-12-31",
		.final_end = "2026-12-31", .state = IN_FORCE},
	{"none: quarter end lies past the end", .end = "2027-02-14", .renewal = RENEWAL_NONE, .notice = NOTICE(1),
		.notice_to = NOTICE_TO_QUARTER_END, .today = "2026-12-15", .current_end = "2027-02-14",
		.last_notice_day = "2027-01-14",
		.exit_if_noticed = "2027-02-14", .final_end = "2027-02-14", .state = IN_FORCE},
	{"none: to the end of the term", .end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3),
		.notice_to = NOTICE_TO_TERM_END, .today = "2026-11-22", .current_end = "2027-12-31",
		.last_notice_day = "2027-09-30",
		.exit_if_noticed = "2027-12-31", .final_end = "2027-12-31", .state = IN_FORCE},
	{"express with notice to month end", .end = "2027-12-31", .renewal = RENEWAL_EXPRESS, .period = 12,
		.notice = NOTICE(6),
		.notice_to = NOTICE_TO_MONTH_END, .today = "2026-11-22", .current_end = "2027-12-31",
		.last_notice_day = "2027-06-30",
		.exit_if_noticed = "2027-05-31", .final_end = "2027-12-31", .state = IN_FORCE},
	{"notice not set: nothing to notice", .end = "2026-12-31", .renewal = TACIT, .period = 12, .today = "2026-11-22",
		.current_end = "2026-12-31", .state = IN_FORCE},
	/* boundaries met exactly */
	{"month end met exactly", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_MONTH_END,
		.today = "2026-03-31",
		.exit_if_noticed = "2026-06-30", .state = IN_FORCE},
	{"quarter end met exactly", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_QUARTER_END,
		.today = "2026-06-30",
		.exit_if_noticed = "2026-09-30", .state = IN_FORCE},
	{"quarter end missed by a day", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_QUARTER_END,
		.today = "2026-07-01", .exit_if_noticed = "2026-12-31", .state = IN_FORCE},
	{"year end met exactly", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_YEAR_END,
		.today = "2026-09-30",
		.exit_if_noticed = "2026-12-31", .state = IN_FORCE},
	{"year end met by clamping nothing: 1 October is next year", .running = true, .notice = NOTICE(3),
		.notice_to = NOTICE_TO_YEAR_END, .today = "2026-10-01", .exit_if_noticed = "2027-12-31", .state = IN_FORCE},
	{"any day clamped: 30 November + 3", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_ANY_DAY,
		.today = "2026-11-30", .exit_if_noticed = "2027-02-28", .state = IN_FORCE},
	{"month end after clamping", .running = true, .notice = NOTICE(1), .notice_to = NOTICE_TO_MONTH_END,
		.today = "2028-01-31",
		.exit_if_noticed = "2028-02-29", .state = IN_FORCE},
	{"running: notice_to not set is any day", .running = true, .notice = NOTICE(12), .today = "2026-11-22",
		.exit_if_noticed = "2027-11-22", .state = IN_FORCE},
	{"running and said to be tacit: still no term", .running = true, .renewal = TACIT, .period = 12,
		.notice = NOTICE(3),
		.today = "2026-11-22", .exit_if_noticed = "2027-02-22", .state = IN_FORCE},
	{"running with an end left behind: not looked at", .running = true, .end = "2020-12-31", .notice = NOTICE(3),
		.today = "2026-11-22", .exit_if_noticed = "2027-02-22", .state = IN_FORCE},
	{"running without notice terms", .running = true, .today = "2026-11-22", .state = IN_FORCE},
	/* irrevocable */
	{"irrevocable: any day", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_ANY_DAY,
		.irrevocable = "2028-05-14",
		.today = "2026-11-22", .exit_if_noticed = "2028-05-14", .state = IN_FORCE},
	{"irrevocable: the boundary on or after it", .running = true, .notice = NOTICE(3),
		.notice_to = NOTICE_TO_QUARTER_END,
		.irrevocable = "2028-05-14", .today = "2026-11-22", .exit_if_noticed = "2028-06-30", .state = IN_FORCE},
	{"irrevocable, long past: no effect", .running = true, .notice = NOTICE(3), .irrevocable = "2020-01-01",
		.today = "2026-11-22", .exit_if_noticed = "2027-02-22", .state = IN_FORCE},
	{"irrevocable: tacit skips terms", .end = "2026-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.irrevocable = "2028-06-30", .today = "2026-02-01", .current_end = "2026-12-31",
		.last_notice_day = "2026-09-30",
		.exit_if_noticed = "2028-12-31", .state = IN_FORCE},
	{"irrevocable exactly to a term's end", .end = "2026-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.irrevocable = "2027-12-31", .today = "2026-02-01", .current_end = "2026-12-31",
		.last_notice_day = "2026-09-30",
		.exit_if_noticed = "2027-12-31", .state = IN_FORCE},
	{"irrevocable beyond an end without renewal: the end", .end = "2026-12-31", .renewal = RENEWAL_NONE,
		.notice = NOTICE(3),
		.irrevocable = "2030-12-31", .today = "2026-02-01", .current_end = "2026-12-31",
		.last_notice_day = "2026-09-30",
		.exit_if_noticed = "2026-12-31", .final_end = "2026-12-31", .state = IN_FORCE},
	/* options */
	{"options none used", .end = "2026-12-31", .renewal = RENEWAL_NONE, .options = {24, 12, 12},
		.today = "2026-11-22",
		.current_end = "2026-12-31", .final_end = "2030-12-31", .state = IN_FORCE},
	{"options one used", .end = "2026-12-31", .renewal = RENEWAL_NONE, .options = {24, 12, 12}, .used = 1,
		.notice = NOTICE(6),
		.notice_to = NOTICE_TO_TERM_END, .today = "2026-11-22", .current_end = "2028-12-31",
		.last_notice_day = "2028-06-30",
		.exit_if_noticed = "2028-12-31", .final_end = "2030-12-31", .state = IN_FORCE},
	{"options all used", .end = "2026-12-31", .renewal = RENEWAL_NONE, .options = {24, 12, 12}, .used = 3,
		.today = "2029-01-01",
		.current_end = "2030-12-31", .final_end = "2030-12-31", .state = IN_FORCE},
	{"more options used than there are", .end = "2026-12-31", .renewal = RENEWAL_NONE, .options = {24}, .used = 7,
		.today = "2027-01-01", .current_end = "2028-12-31", .final_end = "2028-12-31", .state = IN_FORCE},
	{"options before tacit renewal", .end = "2020-12-31", .renewal = TACIT, .period = 12, .options = {24, 12},
		.used = 2,
		.notice = NOTICE(3), .today = "2024-01-01", .current_end = "2024-12-31", .last_notice_day = "2024-09-30",
		.exit_if_noticed = "2024-12-31", .state = IN_FORCE},
	{"still in the option: not renewed yet", .end = "2020-12-31", .renewal = TACIT, .period = 12, .options = {24, 12},
		.used = 2,
		.today = "2023-12-31", .current_end = "2023-12-31", .state = IN_FORCE},
	{"an unused option does not hold back tacit renewal", .end = "2025-12-31", .renewal = TACIT, .period = 12,
		.options = {24}, .today = "2026-11-22", .current_end = "2026-12-31", .state = IN_FORCE},
	{"option summed with renewals once, from the original end", .end = "2026-01-30", .renewal = TACIT, .period = 1,
		.options = {1}, .used = 1, .today = "2026-02-28", .current_end = "2026-03-30", .state = IN_FORCE},
	{"ended with an option nobody called", .end = "2025-12-31", .renewal = RENEWAL_NONE, .options = {12},
		.today = "2026-11-22",
		.current_end = "2025-12-31", .final_end = "2026-12-31", .state = ENDED},
	{"express with options", .end = "2026-12-31", .renewal = RENEWAL_EXPRESS, .period = 12, .options = {6, 6},
		.used = 1,
		.today = "2026-11-22", .current_end = "2027-06-30", .final_end = "2027-12-31", .state = IN_FORCE},
	/* terminated */
	{"terminated: tacit, in time", .end = "2026-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.terminated = "2026-09-30", .today = "2026-11-22", .current_end = "2026-12-31",
		.ends_by_termination = "2026-12-31",
		.final_end = "2026-12-31", .state = IN_FORCE},
	{"terminated: tacit, a day late", .end = "2026-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.terminated = "2026-10-01", .today = "2026-11-22", .current_end = "2027-12-31",
		.ends_by_termination = "2027-12-31",
		.final_end = "2027-12-31", .state = IN_FORCE},
	{"terminated: seen long after", .end = "2020-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3),
		.terminated = "2023-05-05", .today = "2026-11-22", .current_end = "2023-12-31",
		.ends_by_termination = "2023-12-31",
		.final_end = "2023-12-31", .state = ENDED},
	{"terminated without notice terms: the term then running", .end = "2020-12-31", .renewal = TACIT, .period = 12,
		.terminated = "2023-05-05", .today = "2023-06-01", .current_end = "2023-12-31",
		.ends_by_termination = "2023-12-31",
		.final_end = "2023-12-31", .state = IN_FORCE},
	{"terminated: running to quarter end", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_QUARTER_END,
		.terminated = "2026-07-14", .today = "2026-11-22", .current_end = "2026-12-31",
		.ends_by_termination = "2026-12-31",
		.final_end = "2026-12-31", .state = IN_FORCE},
	{"terminated: running without notice terms has no known end", .running = true, .terminated = "2026-07-14",
		.today = "2026-11-22", .state = IN_FORCE},
	{"terminated before its end, not renewed", .end = "2028-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(6),
		.terminated = "2026-07-14", .today = "2026-11-22", .current_end = "2027-01-14",
		.ends_by_termination = "2027-01-14",
		.final_end = "2027-01-14", .state = IN_FORCE},
	{"terminated: remaining options are gone", .end = "2026-12-31", .renewal = RENEWAL_NONE, .options = {24},
		.notice = NOTICE(3),
		.notice_to = NOTICE_TO_TERM_END, .terminated = "2026-07-14", .today = "2026-11-22",
		.current_end = "2026-12-31",
		.ends_by_termination = "2026-12-31", .final_end = "2026-12-31", .state = IN_FORCE},
	{"terminated: not before irrevocable", .running = true, .notice = NOTICE(3), .notice_to = NOTICE_TO_MONTH_END,
		.irrevocable = "2027-05-05", .terminated = "2026-07-14", .today = "2026-11-22", .current_end = "2027-05-31",
		.ends_by_termination = "2027-05-31", .final_end = "2027-05-31", .state = IN_FORCE},
	{"terminated on the day it ends", .end = "2026-06-30", .renewal = RENEWAL_NONE, .notice = NOTICE(3),
		.terminated = "2026-06-30",
		.today = "2026-07-01", .current_end = "2026-06-30", .ends_by_termination = "2026-06-30",
		.final_end = "2026-06-30",
		.state = ENDED},
	{"terminated tacit to month end: in the middle of a term", .end = "2026-12-31", .renewal = TACIT, .period = 12,
		.notice = NOTICE(1), .notice_to = NOTICE_TO_MONTH_END, .terminated = "2026-03-15", .today = "2026-05-01",
		.current_end = "2026-04-30", .ends_by_termination = "2026-04-30", .final_end = "2026-04-30", .state = ENDED},
	/* what is missing */
	{"no end and not running", .renewal = RENEWAL_NONE, .notice = NOTICE(3), .today = "2026-11-22",
		.exit_if_noticed = "2027-02-22", .state = IN_FORCE},
	{"tacit without a period, before the end", .end = "2026-12-31", .renewal = TACIT, .notice = NOTICE(1),
		.today = "2026-11-22",
		.current_end = "2026-12-31", .last_notice_day = "2026-11-30", .exit_if_noticed = "2026-12-31",
		.state = IN_FORCE},
	{"tacit without a period, after the end: not known", .end = "2026-10-31", .renewal = TACIT, .notice = NOTICE(1),
		.today = "2026-11-22", .state = IN_FORCE},
	{"tacit without an end", .renewal = TACIT, .period = 12, .notice = NOTICE(3), .today = "2026-11-22",
		.state = IN_FORCE},
	{"nothing at all", .today = "2026-11-22", .state = IN_FORCE},
	{"not started", .start = "2027-01-01", .end = "2029-12-31", .renewal = RENEWAL_NONE, .today = "2026-11-22",
		.current_end = "2029-12-31", .final_end = "2029-12-31", .state = CONTRACT_NOT_STARTED},
	{"starts today", .start = "2026-11-22", .end = "2029-12-31", .renewal = RENEWAL_NONE, .today = "2026-11-22",
		.current_end = "2029-12-31", .final_end = "2029-12-31", .state = IN_FORCE},
	{"option to the last storable day", .end = "2198-12-31", .renewal = RENEWAL_NONE, .options = {12},
		.today = "2026-11-22",
		.current_end = "2198-12-31", .final_end = "2199-12-31", .state = IN_FORCE},
	{"from the first storable day", .end = "1900-01-01", .renewal = TACIT, .period = 1, .today = "2026-11-22",
		.current_end = "2026-12-01", .state = IN_FORCE},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct contract_terms terms = terms_of(&rows[i]);
		struct contract_clock clock;

		contract_clock(&terms, case_day(rows[i].today), &clock);
		case_same_day(rows[i].what, "current_end", clock.current_end, rows[i].current_end);
		case_same_day(rows[i].what, "last_notice_day", clock.last_notice_day, rows[i].last_notice_day);
		case_same_day(rows[i].what, "exit_if_noticed", clock.exit_if_noticed, rows[i].exit_if_noticed);
		case_same_day(rows[i].what, "ends_by_termination", clock.ends_by_termination, rows[i].ends_by_termination);
		case_same_day(rows[i].what, "final_end", clock.final_end, rows[i].final_end);
		case_same_number(rows[i].what, "state", clock.state, rows[i].state);
	}
}

/* What is said beside the state. */
struct remark_row {
	const char *what;
	struct row terms;
	const char *signed_on;
	int remarks;
};

static const struct remark_row remark_rows[] = {
	{"signed, plain", {.end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3)}, "2020-01-01", 0},
	{"not signed", {.end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3)}, "", CONTRACT_NOT_SIGNED},
	{"signed tomorrow", {.end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3)}, "2026-11-23",
		CONTRACT_NOT_SIGNED},
	{"signed today", {.end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3)}, "2026-11-22", 0},
	{"renewal and notice not set", {.end = "2027-12-31"}, "2020-01-01",
		CONTRACT_RENEWAL_NOT_SET | CONTRACT_NOTICE_NOT_SET},
	{"running", {.running = true, .notice = NOTICE(3)}, "2020-01-01", CONTRACT_RUNNING},
	{"renewed", {.end = "2025-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3)}, "2020-01-01",
		CONTRACT_RENEWED_TACITLY},
	{"tacit, not yet renewed", {.end = "2026-12-31", .renewal = TACIT, .period = 12, .notice = NOTICE(3)},
		"2020-01-01", 0},
	{"no period, past its end", {.end = "2025-12-31", .renewal = TACIT, .notice = NOTICE(3)}, "2020-01-01",
		CONTRACT_PERIOD_NOT_SET | CONTRACT_END_NOT_KNOWN},
	{"options left", {.end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3), .options = {12}},
		"2020-01-01",
		CONTRACT_OPTIONS_LEFT},
	{"last option", {.end = "2027-12-31", .renewal = RENEWAL_NONE, .notice = NOTICE(3), .options = {12}, .used = 1},
		"2020-01-01",
		CONTRACT_LAST_OPTION},
	{"terminated, end unknown", {.running = true, .terminated = "2026-01-01"}, "2020-01-01",
		CONTRACT_RUNNING | CONTRACT_TERMINATED | CONTRACT_NOTICE_NOT_SET | CONTRACT_END_NOT_KNOWN},
	{"no end", {.renewal = RENEWAL_NONE, .notice = NOTICE(3)}, "2020-01-01", CONTRACT_END_NOT_KNOWN},
};

static void test_remarks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof remark_rows / sizeof remark_rows[0]; i++) {
		struct contract_terms terms = terms_of(&remark_rows[i].terms);
		struct contract_clock clock;

		terms.signed_on = case_day(remark_rows[i].signed_on);
		contract_clock(&terms, case_day("2026-11-22"), &clock);
		case_same_number(remark_rows[i].what, "remarks", clock.remarks, remark_rows[i].remarks);
	}
}

static void test_option_notice(void **state)
{
	static const int64_t options[] = {24, 12};
	static const struct {
		const char *what, *end, *today, *want;
		int used, renewal;
		int64_t months;
	} cases[] = {
		{"first option", "2026-12-31", "2026-01-01", "2026-09-30", 0, RENEWAL_NONE, 3},
		{"second option", "2026-12-31", "2027-01-01", "2028-09-30", 1, RENEWAL_NONE, 3},
		{"none left", "2026-12-31", "2027-01-01", "", 2, RENEWAL_NONE, 3},
		{"no notice stated", "2026-12-31", "2026-01-01", "", 0, RENEWAL_NONE, NUMBER_UNSET},
		{"clamped", "2026-12-31", "2026-01-01", "2026-06-30", 0, RENEWAL_NONE, 6},
		{"shown though the day has passed", "2026-12-31", "2026-11-22", "2026-09-30", 0, RENEWAL_NONE, 3},
		{"renewed meanwhile: none to call", "2025-12-31", "2026-11-22", "", 0, RENEWAL_TACIT, 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct contract_terms terms = contract_terms_unset;
		struct contract_clock clock;

		terms.end = case_day(cases[i].end);
		terms.options_used = cases[i].used;
		terms.option_months = options;
		terms.option_count = 2;
		terms.renewal = (uint8_t)cases[i].renewal;
		terms.renewal_months = 12;
		terms.option_notice_months = cases[i].months;
		contract_clock(&terms, case_day(cases[i].today), &clock);
		case_same_day(cases[i].what, "option_notice_day", clock.option_notice_day, cases[i].want);
	}
}

/* The chain names the deciding fact first and shows the working. */
static void test_chain(void **state)
{
	struct contract_terms terms = contract_terms_unset;
	struct contract_clock clock;
	struct reasons chain = {0};

	(void)state;
	terms.end = case_day("2025-08-28");
	terms.renewal = RENEWAL_TACIT;
	terms.renewal_months = 12;
	terms.notice_months = 2;
	terms.signed_on = case_day("2024-08-01");
	contract_clock(&terms, case_day("2026-02-11"), &clock);
	contract_explain(&terms, &clock, &chain);
	assert_int_equal(chain.items[0].id, REASON_contract_in_force);
	assert_int_equal(chain.items[0].arguments[0].number, case_day("2026-08-28"));
	assert_int_equal(chain.items[1].id, REASON_contract_first_end);
	assert_int_equal(chain.items[2].id, REASON_contract_renewed);
	assert_int_equal(chain.items[2].arguments[0].number, 1);
	assert_int_equal(chain.items[2].arguments[1].number, 12);
	assert_int_equal(chain.items[3].id, REASON_contract_last_notice_day);
	assert_int_equal(chain.items[3].arguments[1].number, case_day("2026-06-28"));
	assert_int_equal(chain.items[4].id, REASON_contract_exit_if_noticed);
	assert_int_equal(chain.count, 5);
	assert_int_equal(chain.more, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_remarks),
		cmocka_unit_test(test_option_notice),
		cmocka_unit_test(test_chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
