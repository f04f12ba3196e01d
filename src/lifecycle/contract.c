#include "lifecycle/lifecycle_private.h"

#define LONGEST_PERIOD 4800 /* months; keeps every sum far from overflow, and no calendar here reaches further */

const struct contract_terms contract_terms_unset = {
	.signed_on = DAY_UNSET,
	.start = DAY_UNSET,
	.end = DAY_UNSET,
	.irrevocable_until = DAY_UNSET,
	.terminated = DAY_UNSET,
	.renewal_months = NUMBER_UNSET,
	.notice_months = NUMBER_UNSET,
	.option_notice_months = NUMBER_UNSET,
	.options_used = NUMBER_UNSET,
};

int64_t contract_months(int64_t months)
{
	return months <= 0 ? 0 : months > LONGEST_PERIOD ? LONGEST_PERIOD : months;
}

bool contract_renews_tacitly(const struct contract_terms *terms)
{
	return terms->renewal == RENEWAL_TACIT && !terms->running;
}

static uint16_t options_used(const struct contract_terms *terms)
{
	if (terms->options_used <= 0)
		return 0;
	return terms->options_used > terms->option_count ? terms->option_count : (uint16_t)terms->options_used;
}

static int64_t option_sum(const struct contract_terms *terms, uint16_t count)
{
	int64_t sum = 0;

	for (uint16_t i = 0; i < count; i++)
		sum = contract_months(sum + contract_months(terms->option_months[i]));
	return sum;
}

/* Always from the original end, so that a clamped day never drifts. */
static day_t end_after(const struct contract_terms *terms, int64_t months)
{
	if (terms->running || terms->end == DAY_UNSET)
		return DAY_UNSET;
	return months == 0 ? terms->end : day_term_end(terms->end + 1, months);
}

void contract_ends_find(const struct contract_terms *terms, struct contract_ends *ends)
{
	*ends = (struct contract_ends){
		.terms = terms,
		.option_months = option_sum(terms, options_used(terms)),
		.period = contract_months(terms->renewal_months),
		.tacit = contract_renews_tacitly(terms),
	};
	ends->base = end_after(terms, ends->option_months);
	ends->asked = ends->found = DAY_UNSET;
}

day_t contract_ends_running(struct contract_ends *ends, day_t day)
{
	int64_t renewals = contract_ends_until(ends, day);

	ends->found = contract_ends_at(ends, renewals);
	ends->asked = day;
	ends->renewals = renewals;
	return ends->found;
}

day_t contract_ends_at(const struct contract_ends *ends, int64_t renewals)
{
	if (renewals == 0)
		return ends->base;
	if (renewals < 0 || ends->period == 0 || renewals > LONGEST_PERIOD)
		return DAY_UNSET;
	return end_after(ends->terms, ends->option_months + renewals * ends->period);
}

int64_t contract_ends_until(const struct contract_ends *ends, day_t day)
{
	int64_t missing;

	if (ends->base == DAY_UNSET)
		return -1;
	if (ends->base >= day)
		return 0;
	if (!ends->tacit || ends->period == 0)
		return -1;
	if (ends->asked != DAY_UNSET && ends->asked <= day && day <= ends->found)
		return ends->renewals;
	/* an end on `day` or later is a term that starts after `day` */
	missing = day_months_up(ends->terms->end + 1, day + 1) - ends->option_months;
	return (missing + ends->period - 1) / ends->period;
}

static day_t end_running_on(const struct contract_ends *ends, day_t day)
{
	return ends->tacit ? contract_ends_at(ends, contract_ends_until(ends, day)) : ends->base;
}

day_t contract_renewed_end(const struct contract_terms *terms, int64_t renewals)
{
	struct contract_ends ends;

	contract_ends_find(terms, &ends);
	return contract_ends_at(&ends, renewals);
}

int64_t contract_renewals_until(const struct contract_terms *terms, day_t day)
{
	struct contract_ends ends;

	contract_ends_find(terms, &ends);
	return contract_ends_until(&ends, day);
}

day_t contract_current_end(const struct contract_terms *terms, day_t day)
{
	struct contract_ends ends;

	contract_ends_find(terms, &ends);
	return end_running_on(&ends, day);
}

static uint8_t effective_notice_to(const struct contract_terms *terms)
{
	if (terms->running && terms->notice_to == NOTICE_TO_TERM_END)
		return NOTICE_TO_ANY_DAY;
	if (terms->notice_to != 0)
		return terms->notice_to;
	return contract_renews_tacitly(terms) ? NOTICE_TO_TERM_END : NOTICE_TO_ANY_DAY;
}

static day_t first_boundary(const struct contract_ends *ends, day_t day)
{
	switch (effective_notice_to(ends->terms)) {
	case NOTICE_TO_MONTH_END:
		return day_month_end(day);
	case NOTICE_TO_QUARTER_END:
		return day_quarter_end(day);
	case NOTICE_TO_YEAR_END:
		return day_year_end(day);
	case NOTICE_TO_TERM_END:
		return end_running_on(ends, day);
	default:
		return day;
	}
}

day_t contract_ends_exit(const struct contract_ends *ends, day_t day)
{
	const struct contract_terms *terms = ends->terms;
	day_t exit;

	if (terms->notice_months == NUMBER_UNSET || day == DAY_UNSET)
		return DAY_UNSET;
	exit = day_add_months(day, contract_months(terms->notice_months));
	if (exit == DAY_UNSET)
		return DAY_UNSET;
	exit = first_boundary(ends, day_later(exit, terms->irrevocable_until));
	return ends->tacit || ends->base == DAY_UNSET || exit <= ends->base ? exit : ends->base;
}

day_t contract_exit_if_noticed(const struct contract_terms *terms, day_t day)
{
	struct contract_ends ends;

	contract_ends_find(terms, &ends);
	return contract_ends_exit(&ends, day);
}

/* What follows once notice has been given. */
static void clock_terminated(const struct contract_ends *ends, struct contract_clock *clock)
{
	const struct contract_terms *terms = ends->terms;
	day_t end = terms->notice_months == NUMBER_UNSET ? end_running_on(ends, terms->terminated)
	                                                 : contract_ends_exit(ends, terms->terminated);

	clock->ends_by_termination = clock->current_end = clock->final_end = end;
	clock->last_notice_day = clock->exit_if_noticed = clock->option_notice_day = DAY_UNSET;
	clock->options_left = 0;
	clock->renewals = end != DAY_UNSET && ends->tacit ? (int32_t)contract_ends_until(ends, end) : 0;
}

static void clock_open(struct contract_ends *ends, day_t today, struct contract_clock *clock)
{
	const struct contract_terms *terms = ends->terms;

	clock->options_left = terms->running ? 0 : (uint16_t)(terms->option_count - options_used(terms));
	clock->current_end = ends->tacit ? contract_ends_running(ends, today) : ends->base;
	clock->renewals = ends->tacit && ends->renewals > 0 ? (int32_t)ends->renewals : 0;
	clock->exit_if_noticed = contract_ends_exit(ends, today);
	clock->ends_by_termination = clock->last_notice_day = clock->final_end = clock->option_notice_day = DAY_UNSET;
	if (terms->notice_months != NUMBER_UNSET)
		clock->last_notice_day = day_add_months(clock->current_end, -contract_months(terms->notice_months));
	if (!ends->tacit)
		clock->final_end = end_after(terms, option_sum(terms, terms->option_count));
	/* an option extends the base term: once that has been renewed there is none to call */
	if (clock->options_left > 0 && terms->option_notice_months != NUMBER_UNSET && clock->current_end == clock->base_end)
		clock->option_notice_day = day_add_months(clock->base_end, -contract_months(terms->option_notice_months));
}

static uint16_t remarks(const struct contract_terms *terms, const struct contract_clock *clock, day_t today)
{
	bool tacit = contract_renews_tacitly(terms), terminated = terms->terminated != DAY_UNSET;
	bool unsigned_yet = terms->signed_on == DAY_UNSET || terms->signed_on > today;
	bool no_end = clock->current_end == DAY_UNSET && (!terms->running || terminated);
	bool last_option = !terms->running && terms->option_count > 0 && options_used(terms) == terms->option_count;

	return (uint16_t)((unsigned_yet ? CONTRACT_NOT_SIGNED : 0) | (terminated ? CONTRACT_TERMINATED : 0) |
	                  (terms->running ? CONTRACT_RUNNING : 0) |
	                  (clock->renewals > 0 ? CONTRACT_RENEWED_TACITLY : 0) |
	                  (clock->options_left > 0 ? CONTRACT_OPTIONS_LEFT : 0) |
	                  (last_option ? CONTRACT_LAST_OPTION : 0) |
	                  (terms->renewal == 0 && !terms->running && !terminated ? CONTRACT_RENEWAL_NOT_SET : 0) |
	                  (tacit && contract_months(terms->renewal_months) == 0 ? CONTRACT_PERIOD_NOT_SET : 0) |
	                  (terms->notice_months == NUMBER_UNSET ? CONTRACT_NOTICE_NOT_SET : 0) |
	                  (no_end ? CONTRACT_END_NOT_KNOWN : 0));
}

void contract_clock(const struct contract_terms *terms, day_t today, struct contract_clock *clock)
{
	struct contract_ends ends;

	contract_ends_find(terms, &ends);
	*clock = (struct contract_clock){.base_end = ends.base};
	if (terms->terminated != DAY_UNSET)
		clock_terminated(&ends, clock);
	else
		clock_open(&ends, today, clock);
	clock->remarks = remarks(terms, clock, today);
	if (clock->current_end != DAY_UNSET && clock->current_end < today)
		clock->state = CONTRACT_ENDED;
	else if (terms->start != DAY_UNSET && terms->start > today)
		clock->state = CONTRACT_NOT_STARTED;
	else
		clock->state = CONTRACT_IN_FORCE;
}
