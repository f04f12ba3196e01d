#include "lifecycle/licence.h"

#include <stdlib.h>

#include "model/schema.h"

#define WHOLE 10000

const struct licence_lot licence_lot_unset = {
	.quantity = NUMBER_UNSET, .pack_size = NUMBER_UNSET, .unit_cost = NUMBER_UNSET, .measured_use = NUMBER_UNSET,
	.measured_on = DAY_UNSET,
};

enum licence_count licence_counted_by(uint8_t metric)
{
	static const uint8_t counts[] = {
		[C_metric_named_user] = LICENCE_BY_SEATS,      [C_metric_subscription] = LICENCE_BY_SEATS,
		[C_metric_concurrent_user] = LICENCE_BY_MEASURE, [C_metric_core] = LICENCE_BY_MEASURE,
		[C_metric_device] = LICENCE_BY_DEVICES,        [C_metric_inhabitant] = LICENCE_BY_UNIT,
		[C_metric_pupil] = LICENCE_BY_UNIT,            [C_metric_employee] = LICENCE_BY_UNIT,
		[C_metric_site] = LICENCE_BY_COVER,            [C_metric_enterprise] = LICENCE_BY_COVER,
	};
	return metric < sizeof counts ? (enum licence_count)counts[metric] : 0;
}

/* ---- one lot ---- */

static int64_t or_else(int64_t number, int64_t otherwise)
{
	return number != NUMBER_UNSET ? number : otherwise;
}

money_t licence_lot_cost(const struct licence_lot *lot, int64_t counted)
{
	return scaled(lot->unit_cost, or_else(or_else(lot->quantity, counted), 1), 1);
}

money_t licence_lot_yearly(const struct licence_lot *lot, int64_t counted)
{
	if (lot->period == C_period_once)
		return 0;
	money_t cost = lot->period == 0 ? NUMBER_UNSET : licence_lot_cost(lot, counted);
	return lot->period == C_period_month ? scaled(cost, 12, 1) : cost;
}

static bool is_valid(const struct licence_lot *lot, day_t today)
{
	struct contract_clock clock;
	contract_clock(lot->terms, today, &clock);
	return clock.state == CONTRACT_IN_FORCE;
}

/* ---- seats ---- */

static int compare_holders(const struct licence_seat *a, const struct licence_seat *b)
{
	if (a->person.id != b->person.id)
		return a->person.id < b->person.id ? -1 : 1;
	return ref_is_set(a->person) ? 0 : slice_compare(a->device, b->device);
}

static int compare_seats(const void *first, const void *second)
{
	return compare_holders(first, second);
}

static void count_holder(const struct licence_seat *seat, int64_t unused_days, int64_t idle_days,
                         struct licence_seats *counts)
{
	counts->held++;
	counts->people += ref_is_set(seat->person);
	counts->devices += !ref_is_set(seat->person);
	counts->left += seat->left;
	if (seat->left)
		return;
	counts->active += unused_days != NUMBER_UNSET && unused_days <= LICENCE_ACTIVE_DAYS;
	if (seat->away)
		counts->away++;
	else if (unused_days == NUMBER_UNSET)
		counts->unknown++;
	else
		counts->idle += unused_days > idle_days;
}

void licence_seats_count(struct licence_seat seats[], size_t count, day_t today, int64_t idle_days,
                         struct licence_seats *counts)
{
	*counts = (struct licence_seats){0};
	if (count > 1)
		qsort(seats, count, sizeof *seats, compare_seats);
	for (size_t i = 0, next; i < count; i = next) {
		day_t last_used = seats[i].last_used;
		for (next = i + 1; next < count && compare_holders(&seats[i], &seats[next]) == 0; next++)
			last_used = day_later(last_used, seats[next].last_used);
		count_holder(&seats[i], last_used == DAY_UNSET ? NUMBER_UNSET : today - last_used, idle_days, counts);
	}
}

/* ---- a pool ---- */

static int64_t sum(int64_t a, int64_t b)
{
	int64_t both;
	return a != NUMBER_UNSET && b != NUMBER_UNSET && money_add(a, b, &both) ? both : NUMBER_UNSET;
}

/* What has been measured of lots in force; of the others where none is. */
static void add_measured(const struct licence_pool *pool, day_t today, struct licence_position *position)
{
	for (size_t i = 0; i < pool->lot_count; i++) {
		const struct licence_lot *lot = &pool->lots[i];
		if (lot->measured_use == NUMBER_UNSET || (position->valid > 0 && !is_valid(lot, today)))
			continue;
		bool first = position->basis != LICENCE_USE_MEASURED;
		position->required = first ? lot->measured_use : sum(position->required, lot->measured_use);
		bool older = first || (position->measured_on != DAY_UNSET && lot->measured_on < position->measured_on);
		if (older || lot->measured_on == DAY_UNSET)
			position->measured_on = lot->measured_on;
		position->basis = LICENCE_USE_MEASURED;
	}
}

static void take(struct licence_position *position, enum licence_basis basis, int64_t required)
{
	position->basis = basis;
	position->required = required;
}

static void find_required(const struct licence_pool *pool, enum licence_count by, day_t today,
                          struct licence_position *position)
{
	if (by == LICENCE_BY_COVER)
		position->basis = LICENCE_USE_COVER;
	else if (by == LICENCE_BY_UNIT && pool->unit_count != NUMBER_UNSET)
		take(position, LICENCE_USE_UNIT, pool->unit_count);
	else if (by == LICENCE_BY_SEATS && pool->seats_listed)
		take(position, LICENCE_USE_SEATS, (int64_t)pool->seats.held);
	else if (by == LICENCE_BY_DEVICES && pool->seats_listed)
		take(position, LICENCE_USE_SEATS, (int64_t)pool->seats.devices);
	else if (by != LICENCE_BY_UNIT)
		add_measured(pool, today, position);
}

static int64_t counted_of(const struct licence_pool *pool, enum licence_count by)
{
	return by == LICENCE_BY_UNIT ? pool->unit_count : NUMBER_UNSET;
}

static void find_entitled(const struct licence_pool *pool, enum licence_count by, day_t today,
                          struct licence_position *position)
{
	position->yearly = 0;
	for (size_t i = 0; i < pool->lot_count; i++) {
		const struct licence_lot *lot = &pool->lots[i];
		if (!is_valid(lot, today))
			continue;
		bool once = lot->period == C_period_once;
		money_t yearly = licence_lot_yearly(lot, counted_of(pool, by));
		position->valid++;
		position->without_count += by != LICENCE_BY_COVER && lot->quantity == NUMBER_UNSET;
		struct licence_paid *paid = once ? &position->once : &position->by_period;
		position->yearly = sum(position->yearly, yearly);
		paid->quantity = sum(paid->quantity, lot->quantity);
		paid->cost = sum(paid->cost, once ? licence_lot_cost(lot, counted_of(pool, by)) : yearly);
	}
	if (by != LICENCE_BY_COVER)
		position->entitled = sum(position->by_period.quantity, position->once.quantity);
}

static money_t share_of(const struct licence_paid *paid, int64_t pieces)
{
	return pieces == 0 ? 0 : paid->quantity == 0 ? NUMBER_UNSET : scaled(paid->cost, pieces, paid->quantity);
}

void licence_pieces_cost(const struct licence_position *position, int64_t pieces, money_t *yearly, money_t *once)
{
	const struct licence_paid *by_period = &position->by_period;
	*yearly = *once = NUMBER_UNSET;
	if (position->entitled == NUMBER_UNSET || pieces < 0)
		return;
	int64_t first = pieces < by_period->quantity ? pieces : by_period->quantity;
	*yearly = share_of(by_period, first);
	*once = share_of(&position->once, pieces - first);
}

static void price_missing(const struct licence_pool *pool, struct licence_position *position)
{
	const struct licence_lot *last = NULL;
	for (size_t i = 0; i < pool->lot_count; i++)
		if (last == NULL || pool->lots[i].terms->start >= last->terms->start)
			last = &pool->lots[i];
	if (last == NULL)
		return;
	int64_t pack = last->pack_size == NUMBER_UNSET || last->pack_size < 1 ? 1 : last->pack_size;
	int64_t packs = position->missing / pack + (position->missing % pack > 0);
	position->missing_price = last->period == 0 ? NUMBER_UNSET : scaled(scaled(last->unit_cost, pack, 1), packs, 1);
	position->missing_period = last->period;
}

static void find_balance(const struct licence_pool *pool, struct licence_position *position)
{
	if (position->entitled == NUMBER_UNSET || position->required == NUMBER_UNSET)
		return;
	position->balance = position->entitled - position->required;
	position->unused = position->balance > 0 ? position->balance : 0;
	position->missing = position->balance < 0 ? -position->balance : 0;
	licence_pieces_cost(position, position->unused, &position->unused_yearly, &position->unused_once);
	if (position->missing > 0)
		price_missing(pool, position);
	else
		position->missing_price = 0;
	if (position->basis == LICENCE_USE_SEATS)
		position->utilisation = scaled((int64_t)pool->seats.active, WHOLE, position->entitled);
}

void licence_position(const struct licence_pool *pool, day_t today, struct licence_position *position)
{
	enum licence_count by = licence_counted_by(pool->metric);
	*position = (struct licence_position){
		.measured_on = DAY_UNSET, .entitled = NUMBER_UNSET, .required = NUMBER_UNSET, .balance = NUMBER_UNSET,
		.unused = NUMBER_UNSET, .missing = NUMBER_UNSET, .utilisation = NUMBER_UNSET, .yearly = NUMBER_UNSET,
		.unused_yearly = NUMBER_UNSET, .unused_once = NUMBER_UNSET, .missing_price = NUMBER_UNSET,
	};
	if (by == 0)
		return;
	find_entitled(pool, by, today, position);
	find_required(pool, by, today, position);
	find_balance(pool, position);
}

money_t licence_missing_yearly(const struct licence_position *position)
{
	if (position->missing != NUMBER_UNSET && position->missing_period == C_period_once)
		return 0;
	if (position->missing == NUMBER_UNSET || position->missing_price == NUMBER_UNSET)
		return NUMBER_UNSET;
	return position->missing_period == C_period_month ? scaled(position->missing_price, 12, 1) : position->missing_price;
}

bool licence_covers(const struct licence_position *position)
{
	return position->valid > 0;
}
