#include "lifecycle/permission.h"

#include "base/money.h"
#include "model/schema.h"

#define WHOLE 10000

const struct permission_parameters permission_parameters_default = {3, 6, 12, 90};

int64_t permission_review_months(const struct permission_parameters *parameters, int64_t highest)
{
	return highest >= 3 ? parameters->months_high : highest == 2 ? parameters->months_medium : parameters->months_low;
}

static bool holds(day_t from, day_t to, day_t today)
{
	return (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || today <= to);
}

static uint32_t marks_of_holder(const struct permission_facts *facts)
{
	if (facts->holder == 0)
		return PERMISSION_ORPHAN;
	uint32_t supplier = !facts->supplier_account ? 0
	                    : facts->contract_runs   ? PERMISSION_SUPPLIER
	                                             : PERMISSION_SUPPLIER | PERMISSION_NO_CONTRACT;
	return supplier | (facts->owner_missing ? PERMISSION_UNOWNED : 0) |
	       (facts->holder_left ? PERMISSION_HOLDER_LEFT : facts->holder_away ? PERMISSION_HOLDER_AWAY : 0);
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

static bool is_removed(const struct permission_facts *facts, day_t today)
{
	return facts->removed != DAY_UNSET && facts->removed <= today;
}

/* The system's own list is believed before what was ticked off. */
static void position_of_removed(const struct permission_facts *facts, day_t today, struct permission_position *position)
{
	bool seen = facts->unlisted == DAY_UNSET && facts->seen_again != DAY_UNSET && facts->seen_again <= today;
	position->marks = seen ? PERMISSION_SEEN_AGAIN : 0;
	position->state = seen ? C_permission_state_seen_again : C_permission_state_removed;
}

static uint8_t state_of(uint32_t marks)
{
	if ((marks & PERMISSION_PAST_END) != 0)
		return C_permission_state_past_end;
	return (marks & PERMISSION_PAUSED) != 0 ? C_permission_state_paused : C_permission_state_valid;
}

void permission_position(const struct permission_facts *facts, const struct permission_limits *limits, day_t today,
                         struct permission_position *position)
{
	day_t since = facts->reviewed != DAY_UNSET ? facts->reviewed : facts->from;
	bool begun = facts->from == DAY_UNSET || facts->from <= today;
	*position = (struct permission_position){
		.state = C_permission_state_not_begun,
		.review_due = since == DAY_UNSET ? DAY_UNSET : day_add_months(since, limits->review_months)};
	if (is_removed(facts, today)) {
		position_of_removed(facts, today, position);
		return;
	}
	if (!begun)
		return;
	position->marks = marks_of_holder(facts) | marks_of_ground(facts);
	if (holds(facts->from, facts->to, today))
		position->marks |= PERMISSION_VALID | marks_of_use(facts, limits->dormant_days, today) |
		                   marks_of_review(facts, position->review_due, today);
	else
		position->marks |= PERMISSION_PAST_END;
	position->state = state_of(position->marks);
}

static unsigned bits(uint32_t marks)
{
	unsigned count = 0;
	for (; marks != 0; marks &= marks - 1)
		count++;
	return count;
}

unsigned permission_questions(uint32_t marks)
{
	return bits(marks & PERMISSION_QUESTIONED);
}

static void count_valid(struct permission_counts *counts, uint32_t marks)
{
	bool reviewed = (marks & PERMISSION_NEVER_REVIEWED) == 0, overdue = (marks & PERMISSION_OVERDUE) != 0;
	counts->review_due += reviewed || overdue;
	counts->reviewed_in_time += reviewed && !overdue;
	counts->administrators += (marks & PERMISSION_PRIVILEGED) != 0;
}

void permission_counts_add(struct permission_counts *counts, uint32_t marks)
{
	for (size_t i = 0; i < PERMISSION_MARKS; i++)
		counts->marked[i] += marks >> i & 1;
	counts->questioned += (marks & PERMISSION_QUESTIONED) != 0;
	if ((marks & (PERMISSION_VALID | PERMISSION_PAST_END)) == 0)
		return;
	counts->standing++;
	counts->left_or_ended += (marks & (PERMISSION_HOLDER_LEFT | PERMISSION_PAST_END)) != 0;
	if ((marks & PERMISSION_VALID) != 0)
		count_valid(counts, marks);
}

void permission_counts_join(struct permission_counts *sum, const struct permission_counts *part)
{
	sum->standing += part->standing;
	sum->left_or_ended += part->left_or_ended;
	sum->review_due += part->review_due;
	sum->reviewed_in_time += part->reviewed_in_time;
	sum->administrators += part->administrators;
	sum->questioned += part->questioned;
	for (size_t i = 0; i < PERMISSION_MARKS; i++)
		sum->marked[i] += part->marked[i];
}

uint32_t permission_counts_of(const struct permission_counts *counts, enum permission_mark mark)
{
	return counts->marked[bits((uint32_t)mark - 1)]; /* how many bits lie below it */
}

int64_t permission_on_time(const struct permission_counts *counts)
{
	return scaled(counts->reviewed_in_time, WHOLE, counts->review_due);
}

int64_t permission_orphan_rate(const struct permission_counts *counts)
{
	return scaled(counts->left_or_ended, WHOLE, counts->standing);
}

int64_t permission_breach(const struct permission_counts *counts)
{
	return scaled(permission_counts_of(counts, PERMISSION_SELF_APPROVED), WHOLE, counts->standing);
}

int64_t permission_administrators(const struct permission_counts *counts)
{
	return scaled(counts->administrators, WHOLE, permission_counts_of(counts, PERMISSION_VALID));
}
