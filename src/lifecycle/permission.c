#include "lifecycle/permission.h"

#include "base/money.h"
#include "model/schema.h"

#define WHOLE 10000

static bool holds(day_t from, day_t to, day_t today)
{
	return (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || today <= to);
}

static uint32_t marks_of_holder(const struct permission_facts *facts)
{
	if (facts->holder == 0)
		return PERMISSION_ORPHAN;
	return facts->holder_left ? PERMISSION_HOLDER_LEFT : facts->holder_away ? PERMISSION_HOLDER_AWAY : 0;
}

static uint32_t marks_of_ground(const struct permission_facts *facts)
{
	record_id by = facts->approved_by;
	bool self = by != 0 && (by == facts->holder || by == facts->implemented_by);
	bool privileged = facts->level == C_permission_level_administer || facts->level == C_permission_level_emergency;
	return (self ? PERMISSION_SELF_APPROVED : 0) | (facts->reason_stated ? 0 : PERMISSION_NO_REASON) |
	       (privileged ? PERMISSION_PRIVILEGED : 0);
}

/* Of one that is valid. Who is away or has paused it does not use it, and that says nothing. */
static uint32_t marks_of_use(const struct permission_facts *facts, int64_t dormant_days, day_t today)
{
	bool paused = (facts->suspended_from != DAY_UNSET || facts->suspended_to != DAY_UNSET) &&
	              holds(facts->suspended_from, facts->suspended_to, today);
	if (paused)
		return PERMISSION_PAUSED;
	if (facts->holder_away || facts->holder_left)
		return 0;
	if (facts->last_used == DAY_UNSET)
		return PERMISSION_USE_UNKNOWN;
	return today - facts->last_used > dormant_days ? PERMISSION_DORMANT : 0;
}

static uint32_t marks_of_review(const struct permission_facts *facts, day_t due, day_t today)
{
	return (facts->reviewed == DAY_UNSET ? PERMISSION_NEVER_REVIEWED : 0) |
	       (due == DAY_UNSET || due < today ? PERMISSION_OVERDUE : 0);
}

void permission_position(const struct permission_facts *facts, const struct permission_limits *limits, day_t today,
                         struct permission_position *position)
{
	day_t since = facts->reviewed != DAY_UNSET ? facts->reviewed : facts->from;
	bool begun = facts->from == DAY_UNSET || facts->from <= today;
	bool removed = facts->removed != DAY_UNSET && facts->removed <= today;
	position->review_due = since == DAY_UNSET ? DAY_UNSET : day_add_months(since, limits->review_months);
	position->marks = 0;
	if (!begun || removed)
		return;
	position->marks = marks_of_holder(facts) | marks_of_ground(facts);
	if (holds(facts->from, facts->to, today))
		position->marks |= PERMISSION_VALID | marks_of_use(facts, limits->dormant_days, today) |
		                   marks_of_review(facts, position->review_due, today);
	else
		position->marks |= PERMISSION_PAST_END;
}

void permission_counts_add(struct permission_counts *counts, uint32_t marks)
{
	if ((marks & (PERMISSION_VALID | PERMISSION_PAST_END)) == 0)
		return;
	counts->standing++;
	counts->left_or_ended += (marks & (PERMISSION_HOLDER_LEFT | PERMISSION_PAST_END)) != 0;
	for (size_t i = 0; i < PERMISSION_MARKS; i++)
		counts->marked[i] += marks >> i & 1;
}

size_t permission_counts_of(const struct permission_counts *counts, enum permission_mark mark)
{
	size_t at = 0;
	while (at < PERMISSION_MARKS - 1 && ((unsigned)mark >> at & 1) == 0)
		at++;
	return counts->marked[at];
}

int64_t permission_orphan_rate(const struct permission_counts *counts)
{
	return scaled((int64_t)counts->left_or_ended, WHOLE, (int64_t)counts->standing);
}
