/* What the contracts and licences of a system force, and which doors they hold open. */
#include "lifecycle/lifecycle_private.h"

#define FOLLOWED_WITHIN 3 /* months */

static bool door_usable(const struct contract_terms *terms, day_t exit, day_t today, int32_t lead_months)
{
	int64_t notice = contract_months(terms->notice_months);

	return exit != DAY_UNSET && (terms->irrevocable_until == DAY_UNSET || exit >= terms->irrevocable_until) &&
	       day_add_months(exit, -lead_months) >= today && day_add_months(exit, -notice) >= today;
}

/* The fewest renewals whose end can be used; −1 where there is none. No end before today + lead can be, so the search
 * begins there: it takes a step or two, for the clamped months. */
static int64_t usable_renewals(const struct contract_terms *terms, day_t today, int32_t lead_months)
{
	day_t from = day_later(day_add_months(today, lead_months),
	                       day_add_months(today, contract_months(terms->notice_months)));
	int64_t renewals = contract_renewals_until(terms, day_later(from, terms->irrevocable_until));

	while (renewals >= 0 && !door_usable(terms, contract_renewed_end(terms, renewals), today, lead_months))
		renewals = contract_renewed_end(terms, renewals + 1) == DAY_UNSET ? -1 : renewals + 1;
	return renewals;
}

void door_find(const struct contract_terms *terms, day_t today, int32_t lead_months, struct door *door)
{
	int64_t running = contract_renewals_until(terms, today), renewals = usable_renewals(terms, today, lead_months);
	day_t exit = contract_exit_if_noticed(terms, today);

	*door = (struct door){.exit = DAY_UNSET, .decide_by = DAY_UNSET, .first_locked = DAY_UNSET};
	if (renewals >= 0)
		door->exit = contract_renewed_end(terms, renewals);
	if (door_usable(terms, exit, today, lead_months))
		door->exit = day_earlier(door->exit, exit);
	if (running >= 0 && (door->exit == DAY_UNSET || contract_renewed_end(terms, running) < door->exit)) {
		door->first_locked = contract_renewed_end(terms, running);
		door->locked = door->exit == DAY_UNSET ? 1 : (int32_t)(contract_renewals_until(terms, door->exit) - running);
	}
	if (door->exit != DAY_UNSET)
		door->decide_by = day_earlier(day_add_months(door->exit, -lead_months),
		                              day_add_months(door->exit, -contract_months(terms->notice_months)));
}

day_t decision_locked_end(const struct contract_terms *terms, day_t today, int64_t index)
{
	int64_t running = contract_renewals_until(terms, today);

	return running < 0 || index < 0 ? DAY_UNSET : contract_renewed_end(terms, running + index);
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
	return end != DAY_UNSET && start >= day_add_months(end, -FOLLOWED_WITHIN) &&
	       start <= day_add_months(end, FOLLOWED_WITHIN);
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
