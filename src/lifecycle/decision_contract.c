/* What the contracts and licences of a system force, and which doors they hold open. */
#include "lifecycle/lifecycle_private.h"

#define FOLLOWED_WITHIN 3 /* months */

struct door_search {
	struct contract_ends ends;
	day_t today, earliest, noticed; /* noticed: today + notice */
	int32_t lead;
	int64_t notice;
};

/* exit − months ≥ today, given `reached` = today + months: sure the day after it, and on it where nothing was
 * clamped. */
static bool leaves_time(day_t exit, int64_t months, day_t reached, day_t today)
{
	if (reached == DAY_UNSET || exit < reached)
		return false;
	return exit > reached || day_add_months(exit, -months) >= today;
}

static bool door_usable(const struct door_search *search, day_t exit)
{
	return exit != DAY_UNSET && exit >= search->ends.terms->irrevocable_until &&
	       leaves_time(exit, search->lead, search->earliest, search->today) &&
	       leaves_time(exit, search->notice, search->noticed, search->today);
}

/* The first end of a term that can be used; DAY_UNSET where there is none. */
static day_t first_usable(const struct door_search *search)
{
	day_t from = day_later(day_later(search->earliest, search->noticed), search->ends.terms->irrevocable_until);
	int64_t renewals = contract_ends_until(&search->ends, from);
	day_t end = contract_ends_at(&search->ends, renewals);

	while (end != DAY_UNSET && !door_usable(search, end))
		end = contract_ends_at(&search->ends, ++renewals);
	return end;
}

/* Notice that is not to the end of the term may end it sooner. */
static day_t exit_between_terms(const struct door_search *search)
{
	uint8_t notice_to = search->ends.terms->notice_to;
	day_t exit;

	if (notice_to == 0 || notice_to == NOTICE_TO_TERM_END)
		return DAY_UNSET;
	exit = contract_ends_exit(&search->ends, search->today);
	return door_usable(search, exit) ? exit : DAY_UNSET;
}

/* How many ends lie before the exit, and which is the first of them. Where no exit can be worked out, the one end that
 * is known is locked. */
static void find_locked(struct door_search *search, struct door *door)
{
	day_t first = contract_ends_running(&search->ends, search->today);

	if (first == DAY_UNSET || (door->exit != DAY_UNSET && first >= door->exit))
		return;
	door->first_locked = first;
	door->locked = 1;
	if (door->exit != DAY_UNSET)
		door->locked = (int32_t)(contract_ends_until(&search->ends, door->exit) - search->ends.renewals);
}

void door_find(const struct contract_terms *terms, day_t today, int32_t lead_months, day_t earliest, struct door *door)
{
	struct door_search search = {.today = today, .earliest = earliest, .lead = lead_months};

	*door = (struct door){.decide_by = DAY_UNSET, .first_locked = DAY_UNSET};
	contract_ends_find(terms, &search.ends);
	search.notice = contract_months(terms->notice_months);
	search.noticed = search.notice == 0 ? today : day_add_months(today, search.notice);
	door->exit = day_earlier(first_usable(&search), exit_between_terms(&search));
	find_locked(&search, door);
	if (door->exit != DAY_UNSET)
		door->decide_by = day_add_months(door->exit, -(search.notice > lead_months ? search.notice : lead_months));
}

day_t decision_locked_end(const struct contract_terms *terms, day_t today, int64_t index)
{
	struct contract_ends ends;
	int64_t running;

	contract_ends_find(terms, &ends);
	running = contract_ends_until(&ends, today);
	return running < 0 || index < 0 ? DAY_UNSET : contract_ends_at(&ends, running + index);
}

bool main_contract_is_door(const struct contract_facts *contract)
{
	return contract->terms->terminated == DAY_UNSET &&
	       (contract->terms->running || contract_renews_tacitly(contract->terms));
}

day_t main_contract_must_end(const struct contract_facts *contract)
{
	const struct contract_clock *clock = contract->clock;

	if (contract->terms->terminated != DAY_UNSET)
		return clock->ends_by_termination;
	/* once it has ended there is no option left to call */
	return clock->options_left > 0 && clock->state != CONTRACT_ENDED ? clock->final_end : clock->current_end;
}

void main_contracts_find(const struct system_facts *facts, struct main_contracts *mains)
{
	*mains = (struct main_contracts){.facts = facts, .ended_last = facts->contract_count};
	for (size_t i = 0; i < facts->contract_count; i++) {
		const struct contract_clock *clock = facts->contracts[i].clock;

		if (clock->state == CONTRACT_IN_FORCE)
			mains->in_force = true;
		if (clock->state == CONTRACT_ENDED && (mains->ended_last == facts->contract_count ||
		    clock->current_end > facts->contracts[mains->ended_last].clock->current_end))
			mains->ended_last = i;
	}
}

bool main_contract_counts(const struct main_contracts *mains, size_t index)
{
	if (mains->facts->contracts[index].clock->state != CONTRACT_ENDED)
		return true;
	return !mains->in_force && mains->ended_last == index;
}

static bool starts_near(day_t start, day_t end)
{
	const day_t far = FOLLOWED_WITHIN * MONTH_MOST;

	if (end == DAY_UNSET || start < end - far || start > end + far)
		return false;
	return start >= day_add_months(end, -FOLLOWED_WITHIN) && start <= day_add_months(end, FOLLOWED_WITHIN);
}

/* One that starts later than this one, near its end: the end it has today, or the one with all its options. */
bool main_contract_followed(const struct main_contracts *mains, size_t index)
{
	const struct contract_facts *contracts = mains->facts->contracts;
	day_t end = contracts[index].clock->current_end, own_start = contracts[index].terms->start;
	day_t last = main_contract_is_door(&contracts[index]) ? end : main_contract_must_end(&contracts[index]);

	for (size_t i = 0; i < mains->facts->contract_count; i++) {
		day_t start = contracts[i].terms->start;

		if (i == index || start == DAY_UNSET || start <= own_start)
			continue;
		if (starts_near(start, end) || starts_near(start, last))
			return true;
	}
	return false;
}

static bool in_pool(const struct system_facts *facts, size_t a, size_t b)
{
	return a == b || (facts->licences[a].pool != 0 && facts->licences[a].pool == facts->licences[b].pool);
}

bool licence_same_pool(const struct system_facts *facts, struct ref a, struct ref b)
{
	for (size_t i = 0; i < facts->licence_count; i++) {
		if (!ref_equal(facts->licences[i].terms->ref, a))
			continue;
		for (size_t j = 0; j < facts->licence_count; j++)
			if (in_pool(facts, i, j) && ref_equal(facts->licences[j].terms->ref, b))
				return true;
	}
	return false;
}

/* A pool ends when its last lot does; a lot without an end, or one that renews itself, keeps it open. Of the lots
 * stated to end by themselves, the latest speaks for the pool. */
day_t licence_pool_end(const struct system_facts *facts, size_t index)
{
	const struct contract_terms *own = facts->licences[index].terms;
	day_t latest = own->end;

	if (own->renewal != RENEWAL_NONE || own->end == DAY_UNSET)
		return DAY_UNSET;
	for (size_t i = 0; i < facts->licence_count; i++) {
		const struct contract_terms *lot = facts->licences[i].terms;
		bool later = lot->end > own->end || (lot->end == own->end && i < index);

		if (!in_pool(facts, index, i))
			continue;
		if (lot->end == DAY_UNSET || contract_renews_tacitly(lot) || (lot->renewal == RENEWAL_NONE && later))
			return DAY_UNSET;
		latest = day_later(latest, lot->end);
	}
	return latest;
}
