#include "lifecycle/benefit.h"

unsigned benefit_lacks(const struct benefit_facts *facts)
{
	return (facts->has_owner ? 0 : BENEFIT_NO_OWNER) | (facts->has_measure ? 0 : BENEFIT_NO_MEASURE) |
	       (facts->baseline != NUMBER_UNSET ? 0 : BENEFIT_NO_BASELINE) |
	       (facts->target != NUMBER_UNSET ? 0 : BENEFIT_NO_TARGET) |
	       (facts->has_beneficiary ? 0 : BENEFIT_NO_BENEFICIARY) | (facts->due != DAY_UNSET ? 0 : BENEFIT_NO_DUE);
}

/* amount·(outcome − baseline)/(target − baseline); NUMBER_UNSET where that is not known or does not fit. */
static int64_t in_proportion(const struct benefit_facts *facts, int64_t amount)
{
	int64_t way, gone;
	if (facts->baseline == NUMBER_UNSET || facts->target == NUMBER_UNSET || facts->outcome == NUMBER_UNSET ||
	    amount == NUMBER_UNSET || __builtin_sub_overflow(facts->target, facts->baseline, &way) ||
	    __builtin_sub_overflow(facts->outcome, facts->baseline, &gone))
		return NUMBER_UNSET;
	return scaled(amount, gone, way);
}

int64_t benefit_reached(const struct benefit_facts *facts)
{
	return in_proportion(facts, 10000);
}

money_t benefit_realised(const struct benefit_facts *facts)
{
	return facts->realised_value != NUMBER_UNSET ? facts->realised_value : in_proportion(facts, facts->yearly_value);
}

static bool add_due(struct benefit_sum *sum, const struct benefit_facts *facts)
{
	money_t realised = benefit_realised(facts);
	int64_t reached = benefit_reached(facts);
	bool valued = facts->yearly_value != NUMBER_UNSET;
	if (valued && (!money_add(sum->target, facts->yearly_value, &sum->target) ||
	               !money_add(sum->realised, realised == NUMBER_UNSET ? 0 : realised, &sum->realised)))
		return false;
	sum->due++;
	sum->without_value += !valued;
	sum->measured += realised != NUMBER_UNSET || facts->outcome != NUMBER_UNSET;
	sum->reached += reached != NUMBER_UNSET && reached >= 10000;
	return true;
}

bool benefit_add(struct benefit_sum *sum, const struct benefit_facts *facts, day_t today)
{
	struct benefit_sum after = *sum;
	after.count++;
	if (facts->yearly_value != NUMBER_UNSET && !money_add(after.expected, facts->yearly_value, &after.expected))
		return false;
	if (facts->due != DAY_UNSET && facts->due <= today && !add_due(&after, facts))
		return false;
	*sum = after;
	return true;
}

int64_t benefit_realisation(const struct benefit_sum *sum)
{
	return scaled(sum->realised, 10000, sum->target);
}

/* ---- following up ---- */

/* The first measurement from `from` until the day before `until`; DAY_UNSET where there is none. */
static day_t first_within(const day_t measured[], size_t count, day_t from, day_t until)
{
	day_t first = DAY_UNSET;
	for (size_t i = 0; i < count; i++)
		if (measured[i] != DAY_UNSET && measured[i] >= from && measured[i] < until)
			first = day_earlier(first, measured[i]);
	return first;
}

void benefit_follow_ups(day_t delivered, const int64_t months[], size_t count, const day_t measured[],
                        size_t measured_count, day_t today, struct follow_up out[])
{
	for (size_t i = 0; i < count; i++) {
		day_t day = day_add_months(delivered, months[i]);
		day_t until = i + 1 < count ? day_add_months(delivered, months[i + 1] - 1) : INT32_MAX;
		day_t done = first_within(measured, measured_count, day_add_months(delivered, months[i] - 1), until);
		uint8_t open = today <= day ? FOLLOW_UP_AHEAD : today < until ? FOLLOW_UP_OVERDUE : FOLLOW_UP_LEFT_OUT;
		out[i] = (struct follow_up){day, done != DAY_UNSET ? FOLLOW_UP_DONE : open, done};
	}
}
