#include "lifecycle/procurement.h"

void procurement_start_find(const struct contract_clock *clock, const struct lead *lead, day_t entered,
                            struct procurement_start *start)
{
	int32_t months = lead->procurement + lead->introduction;

	start->entered = entered != DAY_UNSET;
	start->start = start->entered ? entered : day_add_months(clock->final_end, -months);
	start->decided_only = day_add_months(clock->current_end, -months);
}

struct procurement_share procurement_ceiling_use(money_t called_off, money_t ceiling)
{
	struct procurement_share share = {called_off, ceiling, NUMBER_UNSET};

	if (called_off != NUMBER_UNSET && ceiling != NUMBER_UNSET)
		share.basis_points = scaled(called_off, 10000, ceiling);
	return share;
}

money_t procurement_value(const struct contract_terms *terms, money_t total_value, money_t yearly_cost)
{
	int64_t months = PROCUREMENT_RUNNING_MONTHS;

	if (total_value != NUMBER_UNSET)
		return total_value;
	if (yearly_cost == NUMBER_UNSET)
		return NUMBER_UNSET;
	if (!terms->running) {
		if (terms->start == DAY_UNSET || terms->end == DAY_UNSET)
			return NUMBER_UNSET;
		months = day_months_up(terms->start, terms->end + 1);
		for (uint16_t i = 0; i < terms->option_count; i++)
			months = contract_months(months + contract_months(terms->option_months[i]));
	}
	return scaled(yearly_cost, months, 12);
}

money_t procurement_indexed_value(money_t value, int64_t index_basis_points, int32_t years)
{
	for (int32_t year = 0; year < years && value != NUMBER_UNSET; year++)
		value = scaled(value, 10000 + index_basis_points, 10000);
	return value;
}

money_t procurement_change_room(money_t indexed_value, int64_t share, money_t threshold, money_t net_changes)
{
	money_t room;

	if (indexed_value == NUMBER_UNSET)
		return NUMBER_UNSET;
	room = scaled(indexed_value, share, 10000);
	if (threshold != NUMBER_UNSET && (room == NUMBER_UNSET || threshold < room))
		room = threshold;
	if (room == NUMBER_UNSET || net_changes == NUMBER_UNSET)
		return room;
	return money_add(room, -net_changes, &room) ? room : NUMBER_UNSET;
}

uint8_t procurement_direct_awards(money_t sum, money_t limit)
{
	if (sum == NUMBER_UNSET || limit == NUMBER_UNSET)
		return DIRECT_AWARDS_UNKNOWN;
	if (sum > limit)
		return DIRECT_AWARDS_ABOVE;
	return (__int128)sum * 100 >= (__int128)limit * 80 ? DIRECT_AWARDS_NEAR : DIRECT_AWARDS_WITHIN;
}
