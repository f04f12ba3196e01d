#include "lifecycle/contract.h"

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
	return day_term_end(terms->end + 1, months);
}

day_t contract_renewed_end(const struct contract_terms *terms, int64_t renewals)
{
	int64_t period = contract_months(terms->renewal_months);

	if (renewals < 0 || (renewals > 0 && (period == 0 || renewals > LONGEST_PERIOD)))
		return DAY_UNSET;
	return end_after(terms, option_sum(terms, options_used(terms)) + renewals * period);
}

int64_t contract_renewals_until(const struct contract_terms *terms, day_t day)
{
	int64_t period = contract_months(terms->renewal_months), missing;
	day_t base = contract_renewed_end(terms, 0);

	if (base == DAY_UNSET)
		return -1;
	if (base >= day)
		return 0;
	if (!contract_renews_tacitly(terms) || period == 0)
		return -1;
	/* an end on `day` or later is a term that starts after `day` */
	missing = day_months_up(terms->end + 1, day + 1) - option_sum(terms, options_used(terms));
	return (missing + period - 1) / period;
}

day_t contract_current_end(const struct contract_terms *terms, day_t day)
{
	if (!contract_renews_tacitly(terms))
		return contract_renewed_end(terms, 0);
	return contract_renewed_end(terms, contract_renewals_until(terms, day));
}

static uint8_t effective_notice_to(const struct contract_terms *terms)
{
	if (terms->running && terms->notice_to == NOTICE_TO_TERM_END)
		return NOTICE_TO_ANY_DAY;
	if (terms->notice_to != 0)
		return terms->notice_to;
	return contract_renews_tacitly(terms) ? NOTICE_TO_TERM_END : NOTICE_TO_ANY_DAY;
}

static day_t first_boundary(const struct contract_terms *terms, day_t day)
{
	switch (effective_notice_to(terms)) {
	case NOTICE_TO_MONTH_END:
		return day_month_end(day);
	case NOTICE_TO_QUARTER_END:
		return day_quarter_end(day);
	case NOTICE_TO_YEAR_END:
		return day_year_end(day);
	case NOTICE_TO_TERM_END:
		return contract_current_end(terms, day);
	default:
		return day;
	}
}

day_t contract_exit_if_noticed(const struct contract_terms *terms, day_t day)
{
	day_t end = contract_renewed_end(terms, 0), exit;

	if (terms->notice_months == NUMBER_UNSET || day == DAY_UNSET)
		return DAY_UNSET;
	exit = day_add_months(day, contract_months(terms->notice_months));
	if (exit == DAY_UNSET)
		return DAY_UNSET;
	exit = first_boundary(terms, day_later(exit, terms->irrevocable_until));
	return contract_renews_tacitly(terms) || end == DAY_UNSET || exit <= end ? exit : end;
}

/* What follows once notice has been given. */
static void clock_terminated(const struct contract_terms *terms, struct contract_clock *clock)
{
	day_t end = terms->notice_months == NUMBER_UNSET ? contract_current_end(terms, terms->terminated)
	                                                 : contract_exit_if_noticed(terms, terms->terminated);

	clock->ends_by_termination = clock->current_end = clock->final_end = end;
	clock->last_notice_day = clock->exit_if_noticed = clock->option_notice_day = DAY_UNSET;
	clock->options_left = 0;
	clock->renewals = 0;
	if (end != DAY_UNSET && contract_renews_tacitly(terms))
		clock->renewals = (int32_t)contract_renewals_until(terms, end);
}

static void clock_open(const struct contract_terms *terms, day_t today, struct contract_clock *clock)
{
	bool tacit = contract_renews_tacitly(terms);
	int64_t renewals = tacit ? contract_renewals_until(terms, today) : 0;

	clock->options_left = terms->running ? 0 : (uint16_t)(terms->option_count - options_used(terms));
	clock->current_end = contract_current_end(terms, today);
	clock->renewals = renewals > 0 ? (int32_t)renewals : 0;
	clock->exit_if_noticed = contract_exit_if_noticed(terms, today);
	clock->ends_by_termination = clock->last_notice_day = clock->final_end = clock->option_notice_day = DAY_UNSET;
	if (terms->notice_months != NUMBER_UNSET)
		clock->last_notice_day = day_add_months(clock->current_end, -contract_months(terms->notice_months));
	if (!tacit)
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
	*clock = (struct contract_clock){.base_end = contract_renewed_end(terms, 0)};
	if (terms->terminated != DAY_UNSET)
		clock_terminated(terms, clock);
	else
		clock_open(terms, today, clock);
	clock->remarks = remarks(terms, clock, today);
	if (clock->current_end != DAY_UNSET && clock->current_end < today)
		clock->state = CONTRACT_ENDED;
	else if (terms->start != DAY_UNSET && terms->start > today)
		clock->state = CONTRACT_NOT_STARTED;
	else
		clock->state = CONTRACT_IN_FORCE;
}
