/* Licence positions: tables of cases for each metric, seats counted once, prices; random pools beside a slow count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "lifecycle/licence.h"
#include "model/schema.h"
#include "support/chance.h"

#define TODAY day_from_civil(2026, 11, 22)
#define NONE NUMBER_UNSET
#define KR(crowns) ((money_t)(crowns) * 100)

struct lot {
	int64_t quantity, pack;
	money_t price;
	uint8_t period;
	int start, end; /* days from today; 0: not set */
	int64_t measured;
	int measured_on;
};

static struct licence_lot lot_of(const struct lot *lot, struct contract_terms *terms)
{
	struct licence_lot made = licence_lot_unset;
	*terms = contract_terms_unset;
	terms->renewal = RENEWAL_NONE;
	terms->running = lot->end == 0;
	terms->start = lot->start == 0 ? DAY_UNSET : TODAY + lot->start;
	terms->end = lot->end == 0 ? DAY_UNSET : TODAY + lot->end;
	made.terms = terms;
	made.quantity = lot->quantity;
	made.pack_size = lot->pack == 0 ? NONE : lot->pack;
	made.unit_cost = lot->price;
	made.period = lot->period;
	made.measured_use = lot->measured;
	made.measured_on = lot->measured_on == 0 ? DAY_UNSET : TODAY + lot->measured_on;
	return made;
}

#define MOST_LOTS 3

static struct licence_position position_of(uint8_t metric, const struct lot *lots, size_t count,
                                           const struct licence_seats *seats, bool listed, int64_t unit_count)
{
	struct contract_terms terms[MOST_LOTS];
	struct licence_lot made[MOST_LOTS];
	struct licence_position position;
	for (size_t i = 0; i < count; i++)
		made[i] = lot_of(&lots[i], &terms[i]);
	const struct licence_pool pool = {.metric = metric, .lots = made, .lot_count = count, .seats = *seats,
	                                  .seats_listed = listed, .unit_count = unit_count};
	licence_position(&pool, TODAY, &position);
	return position;
}

enum { MONTH = C_period_month, YEAR = C_period_year, ONCE = C_period_once };

static const struct {
	const char *name;
	uint8_t metric;
	size_t lots;
	struct lot lot[MOST_LOTS];
	bool listed;
	size_t people, devices, active;
	int64_t unit_count;
	enum licence_basis basis;
	int64_t entitled, required, balance, utilisation;
	money_t yearly, unused_yearly, unused_once, missing_price;
} cases[] = {
	{"as many as bought", C_metric_named_user, 1, {{10, 0, KR(500), YEAR, 0, 0, NONE, 0}}, true, 10, 0, 4, NONE,
	 LICENCE_USE_SEATS, 10, 10, 0, 4000, KR(5000), 0, 0, 0},
	{"unused, by the month", C_metric_named_user, 1, {{10, 0, KR(50), MONTH, 0, 0, NONE, 0}}, true, 7, 0, 7, NONE,
	 LICENCE_USE_SEATS, 10, 7, 3, 7000, KR(6000), KR(1800), 0, 0},
	{"missing, in packs", C_metric_named_user, 1, {{50, 25, KR(100), YEAR, 0, 0, NONE, 0}}, true, 51, 0, 0, NONE,
	 LICENCE_USE_SEATS, 50, 51, -1, 0, KR(5000), 0, 0, KR(2500)},
	{"a lot that has ended does not count", C_metric_named_user, 2,
	 {{10, 0, KR(100), YEAR, 0, -1, NONE, 0}, {5, 0, KR(200), YEAR, 0, 0, NONE, 0}}, true, 6, 0, 0, NONE,
	 LICENCE_USE_SEATS, 5, 6, -1, 0, KR(1000), 0, 0, KR(200)},
	{"its last day counts", C_metric_named_user, 1, {{10, 0, KR(100), YEAR, -5, 1, NONE, 0}}, true, 6, 0, 0, NONE,
	 LICENCE_USE_SEATS, 10, 6, 4, 0, KR(1000), KR(400), 0, 0},
	{"not begun", C_metric_named_user, 1, {{10, 0, KR(100), YEAR, 5, 0, NONE, 0}}, true, 6, 0, 0, NONE,
	 LICENCE_USE_SEATS, 0, 6, -6, NONE, 0, 0, 0, KR(600)},
	{"nobody listed is not nobody", C_metric_named_user, 1, {{10, 0, KR(100), YEAR, 0, 0, NONE, 0}}, false, 0, 0, 0, NONE,
	 LICENCE_USE_UNKNOWN, 10, NONE, NONE, NONE, KR(1000), NONE, NONE, NONE},
	{"listed, and none held today", C_metric_named_user, 1, {{10, 0, KR(100), YEAR, 0, 0, NONE, 0}}, true, 0, 0, 0, NONE,
	 LICENCE_USE_SEATS, 10, 0, 10, 0, KR(1000), KR(1000), 0, 0},
	{"measured where nobody is listed", C_metric_subscription, 1,
	 {{10, 0, KR(100), YEAR, 0, 0, 8, -3}}, false, 0, 0, 0, NONE,
	 LICENCE_USE_MEASURED, 10, 8, 2, NONE, KR(1000), KR(200), 0, 0},
	{"concurrent: whoever is listed", C_metric_concurrent_user, 1, {{10, 0, KR(100), YEAR, 0, 0, 12, -3}}, true, 40, 0, 9,
	 NONE, LICENCE_USE_MEASURED, 10, 12, -2, NONE, KR(1000), 0, 0, KR(200)},
	{"cores measured lot by lot", C_metric_core, 2,
	 {{16, 2, KR(1000), ONCE, 0, 0, 12, -9}, {8, 0, KR(900), ONCE, 0, 0, 4, -3}},
	 false, 0, 0, 0, NONE, LICENCE_USE_MEASURED, 24, 16, 8, NONE, 0, 0, 773333, 0},
	{"devices listed; a person is none", C_metric_device, 1, {{5, 0, KR(10), YEAR, 0, 0, 9, -3}}, true, 2, 4, 1, NONE,
	 LICENCE_USE_SEATS, 5, 4, 1, 2000, KR(50), KR(10), 0, 0},
	{"devices measured", C_metric_device, 1, {{5, 0, KR(10), YEAR, 0, 0, 9, -3}}, false, 0, 0, 0, NONE,
	 LICENCE_USE_MEASURED, 5, 9, -4, NONE, KR(50), 0, 0, KR(40)},
	{"inhabitants", C_metric_inhabitant, 1, {{60000, 0, 250, YEAR, 0, 0, NONE, 0}}, false, 0, 0, 0, 61234,
	 LICENCE_USE_UNIT, 60000, 61234, -1234, NONE, KR(150000), 0, 0, KR(3085)},
	{"pupils, no count agreed", C_metric_pupil, 1, {{NONE, 0, 250, YEAR, 0, 0, NONE, 0}}, false, 0, 0, 0, 1000,
	 LICENCE_USE_UNIT, NONE, 1000, NONE, NONE, KR(2500), NONE, NONE, NONE},
	{"employees not stated", C_metric_employee, 1, {{100, 0, 250, YEAR, 0, 0, 90, -2}}, false, 0, 0, 0, NONE,
	 LICENCE_USE_UNKNOWN, 100, NONE, NONE, NONE, KR(250), NONE, NONE, NONE},
	{"a site: one price", C_metric_site, 1, {{NONE, 0, KR(9000), YEAR, 0, 0, NONE, 0}}, true, 400, 0, 9, NONE,
	 LICENCE_USE_COVER, NONE, NONE, NONE, NONE, KR(9000), NONE, NONE, NONE},
	{"the whole organisation, ended", C_metric_enterprise, 1,
	 {{NONE, 0, KR(9000), YEAR, 0, -1, NONE, 0}}, true, 4, 0, 9, NONE,
	 LICENCE_USE_COVER, NONE, NONE, NONE, NONE, 0, NONE, NONE, NONE},
	{"what is paid for by period is unused first", C_metric_named_user, 2,
	 {{10, 0, KR(1000), ONCE, 0, 0, NONE, 0}, {5, 0, KR(300), YEAR, 0, 0, NONE, 0}}, true, 7, 0, 0, NONE,
	 LICENCE_USE_SEATS, 15, 7, 8, 0, KR(1500), KR(1500), KR(3000), 0},
	{"a price of nobody knows what period", C_metric_named_user, 1,
	 {{10, 0, KR(100), 0, 0, 0, NONE, 0}}, true, 6, 0, 0, NONE,
	 LICENCE_USE_SEATS, 10, 6, 4, 0, NONE, NONE, 0, 0},
	{"no lot at all", C_metric_named_user, 0, {{0}}, true, 3, 0, 0, NONE,
	 LICENCE_USE_SEATS, 0, 3, -3, NONE, 0, 0, 0, NONE},
};

static void positions(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct licence_seats seats = {.held = cases[i].people + cases[i].devices, .people = cases[i].people,
		                                    .devices = cases[i].devices, .active = cases[i].active};
		struct licence_position is = position_of(cases[i].metric, cases[i].lot, cases[i].lots, &seats, cases[i].listed,
		                                         cases[i].unit_count);
		const int64_t wanted[] = {cases[i].basis, cases[i].entitled, cases[i].required, cases[i].balance,
		                          cases[i].utilisation, cases[i].yearly, cases[i].unused_yearly, cases[i].unused_once,
		                          cases[i].missing_price};
		const int64_t found[] = {is.basis, is.entitled, is.required, is.balance, is.utilisation, is.yearly,
		                         is.unused_yearly, is.unused_once, is.missing_price};
		for (size_t at = 0; at < COUNT_OF(wanted); at++)
			if (found[at] != wanted[at])
				fail_msg("%s: figure %zu is %jd, not %jd", cases[i].name, at, (intmax_t)found[at], (intmax_t)wanted[at]);
	}
}

static void a_measurement_is_as_old_as_its_oldest(void **state)
{
	(void)state;
	static const struct lot lots[] = {{16, 0, 0, ONCE, 0, 0, 12, -9}, {8, 0, 0, ONCE, 0, 0, 4, -300},
	                                  {8, 0, 0, ONCE, -9, -2, 4, -900}};
	static const struct lot undated[] = {{16, 0, 0, ONCE, 0, 0, 12, -9}, {8, 0, 0, ONCE, 0, 0, 4, 0}};
	const struct licence_seats none = {0};
	assert_int_equal(position_of(C_metric_core, lots, 3, &none, false, NONE).measured_on, TODAY - 300);
	assert_int_equal(position_of(C_metric_core, undated, 2, &none, false, NONE).measured_on, DAY_UNSET);
}

static void a_holder_is_counted_once(void **state)
{
	(void)state;
	const struct ref anna = {E_person, 1}, bo = {E_person, 2}, gone = {E_person, 3}, ill = {E_person, 4};
	struct licence_seat seats[] = {
		{bo, {0}, TODAY - 91, false, false},
		{anna, {0}, TODAY - 200, false, false},
		{{0}, SLICE("PC-1"), DAY_UNSET, false, false},
		{gone, {0}, TODAY - 300, true, false},
		{anna, {0}, TODAY - 30, false, false},
		{{0}, SLICE("PC-2"), TODAY - 90, false, false},
		{ill, {0}, TODAY - 400, false, true},
		{{0}, SLICE("PC-1"), DAY_UNSET, false, false},
	};
	struct licence_seats counts;
	licence_seats_count(seats, COUNT_OF(seats), TODAY, 90, &counts);
	assert_int_equal(counts.held, 6);
	assert_int_equal(counts.people, 4);
	assert_int_equal(counts.devices, 2);
	assert_int_equal(counts.left, 1);
	assert_int_equal(counts.away, 1);
	assert_int_equal(counts.active, 1);
	assert_int_equal(counts.idle, 1); /* 91 days; 90 are not longer than 90 */
	assert_int_equal(counts.unknown, 1);
	licence_seats_count(NULL, 0, TODAY, 90, &counts);
	assert_int_equal(counts.held, 0);
}

/* ---- random pools ---- */

/* Gives the pieces away one by one: first those paid for by period. */
static void give_pieces(const struct lot lots[], size_t count, int64_t used, double *yearly, double *once)
{
	double price[2] = {0, 0};
	int64_t pieces[2] = {0, 0}, unused;
	for (size_t i = 0; i < count; i++) {
		bool paid_once = lots[i].period == ONCE;
		if (lots[i].end < 0)
			continue;
		for (int64_t piece = 0; piece < lots[i].quantity; piece++, pieces[paid_once]++)
			price[paid_once] += (double)lots[i].price * (lots[i].period == MONTH ? 12 : 1);
	}
	*yearly = *once = 0;
	for (unused = pieces[0] + pieces[1] - used; unused > 0 && pieces[0] > 0; unused--, pieces[0]--) {
		*yearly += price[0] / (double)pieces[0];
		price[0] -= price[0] / (double)pieces[0];
	}
	for (; unused > 0; unused--, pieces[1]--) {
		*once += price[1] / (double)pieces[1];
		price[1] -= price[1] / (double)pieces[1];
	}
}

static void random_pools_beside_pieces_given_one_by_one(void **state)
{
	(void)state;
	chance_seed = 17;
	for (int round = 0; round < 3000; round++) {
		struct lot lots[MOST_LOTS];
		struct licence_seats seats = {.held = chance(60)};
		int64_t entitled = 0;
		double yearly, once;
		for (size_t i = 0; i < MOST_LOTS; i++) {
			lots[i] = (struct lot){.quantity = chance(30), .price = chance(100000),
			                       .period = (uint8_t)(1 + chance(3)), .measured = NONE,
			                       .end = chance(4) == 0 ? -1 : 0};
			entitled += lots[i].end < 0 ? 0 : lots[i].quantity;
		}
		give_pieces(lots, MOST_LOTS, (int64_t)seats.held, &yearly, &once);
		struct licence_position is = position_of(C_metric_named_user, lots, MOST_LOTS, &seats, true, NONE);
		assert_int_equal(is.balance, entitled - (int64_t)seats.held);
		assert_true((double)is.unused_yearly - yearly < 0.51 && yearly - (double)is.unused_yearly < 0.51);
		assert_true((double)is.unused_once - once < 0.51 && once - (double)is.unused_once < 0.51);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(positions),
		cmocka_unit_test(a_measurement_is_as_old_as_its_oldest),
		cmocka_unit_test(a_holder_is_counted_once),
		cmocka_unit_test(random_pools_beside_pieces_given_one_by_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
