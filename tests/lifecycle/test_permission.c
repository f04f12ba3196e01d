/* How permissions stand: a table of cases, each of them a little different from one that is as it should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/money.h"
#include "lifecycle/permission.h"
#include "model/schema.h"

#define TODAY day_from_civil(2026, 11, 22)
#define BEFORE(days) (TODAY - (days))
#define HOLDER 1
#define CHIEF 2
#define TECHNICIAN 3

static const struct permission_limits limits = {.review_months = 6, .dormant_days = 90};

/* In force, used lately, reviewed in time, approved by somebody else, for a reason. */
static struct permission_facts good(void)
{
	return (struct permission_facts){
		.from = BEFORE(400), .to = DAY_UNSET, .suspended_from = DAY_UNSET, .suspended_to = DAY_UNSET,
		.last_used = BEFORE(3), .reviewed = BEFORE(30), .removed = DAY_UNSET, .unlisted = DAY_UNSET,
		.seen_again = DAY_UNSET, .holder = HOLDER, .approved_by = CHIEF, .implemented_by = TECHNICIAN,
		.reason_stated = true, .level = C_permission_level_read,
	};
}

static void check(const char *name, const struct permission_facts *facts, uint32_t marks)
{
	struct permission_position position;
	permission_position(facts, &limits, TODAY, &position);
	if (position.marks != marks)
		fail_msg("%s: %#x, not %#x", name, position.marks, marks);
}

/* Each a little different from one that is as it should be. */
#define CASE(name, marks, ...)                                                                                         \
	do {                                                                                                               \
		struct permission_facts facts = good();                                                                        \
		__VA_ARGS__;                                                                                                   \
		check(name, &facts, marks);                                                                                    \
	} while (false)

static void which_stand(void **state)
{
	(void)state;
	CASE("as it should be", PERMISSION_VALID,
	     (void)0);
	CASE("removed", 0,
	     facts.removed = BEFORE(1), facts.reason_stated = false, facts.holder_left = true);
	CASE("removed today", 0,
	     facts.removed = BEFORE(0));
	CASE("to be removed tomorrow", PERMISSION_VALID,
	     facts.removed = BEFORE(-1));
	CASE("not begun", 0,
	     facts.from = BEFORE(-1), facts.holder_left = true);
	CASE("its last day", PERMISSION_VALID,
	     facts.to = BEFORE(0));
	CASE("the day after", PERMISSION_PAST_END,
	     facts.to = BEFORE(1), facts.reviewed = DAY_UNSET);
	CASE("holder gone, and past its end", PERMISSION_PAST_END | PERMISSION_HOLDER_LEFT,
	     facts.to = BEFORE(1), facts.holder_left = true);
	CASE("who has left does not use it", PERMISSION_VALID | PERMISSION_HOLDER_LEFT,
	     facts.holder_left = true, facts.last_used = BEFORE(200));
}

static void state_is(const char *name, const struct permission_facts *facts, uint8_t wanted)
{
	struct permission_position position;
	permission_position(facts, &limits, TODAY, &position);
	if (position.state != wanted)
		fail_msg("%s: %u, not %u", name, position.state, wanted);
}

#define STATE(name, wanted, ...)                                                                                       \
	do {                                                                                                               \
		struct permission_facts facts = good();                                                                        \
		__VA_ARGS__;                                                                                                   \
		state_is(name, &facts, C_permission_state_##wanted);                                                           \
	} while (false)

static void the_state(void **state)
{
	(void)state;
	STATE("as it should be", valid, (void)0);
	STATE("tomorrow", not_begun, facts.from = BEFORE(-1));
	STATE("paused", paused, facts.suspended_from = BEFORE(1));
	STATE("paused from tomorrow", valid, facts.suspended_from = BEFORE(-1));
	STATE("the end has passed", past_end, facts.to = BEFORE(1));
	STATE("removed", removed, facts.removed = BEFORE(0));
	STATE("removed before its end", removed, facts.removed = BEFORE(9), facts.to = BEFORE(5));
	STATE("removed, and the list had it", seen_again, facts.removed = BEFORE(9), facts.seen_again = BEFORE(2));
	STATE("and then no more", removed,
	      facts.removed = BEFORE(9), facts.seen_again = BEFORE(2), facts.unlisted = BEFORE(1));
	STATE("seen, and given anew", valid, facts.seen_again = BEFORE(2));
}

static void suppliers_and_service_accounts(void **state)
{
	(void)state;
	CASE("a supplier's, under contract", PERMISSION_VALID | PERMISSION_SUPPLIER,
	     facts.supplier_account = true, facts.contract_runs = true);
	CASE("a supplier's, without", PERMISSION_VALID | PERMISSION_SUPPLIER | PERMISSION_NO_CONTRACT,
	     facts.supplier_account = true);
	CASE("nobody answers for the service account", PERMISSION_VALID | PERMISSION_UNOWNED,
	     facts.owner_missing = true);
	CASE("removed and seen again", PERMISSION_SEEN_AGAIN,
	     facts.removed = BEFORE(9), facts.seen_again = BEFORE(2), facts.holder_left = true);
}

static void their_use(void **state)
{
	(void)state;
	CASE("used 90 days ago", PERMISSION_VALID,
	     facts.last_used = BEFORE(90));
	CASE("used 91 days ago", PERMISSION_VALID | PERMISSION_DORMANT,
	     facts.last_used = BEFORE(91));
	CASE("nobody knows whether it is used", PERMISSION_VALID | PERMISSION_USE_UNKNOWN,
	     facts.last_used = DAY_UNSET);
	CASE("away", PERMISSION_VALID | PERMISSION_HOLDER_AWAY,
	     facts.last_used = BEFORE(300), facts.holder_away = true);
	CASE("paused", PERMISSION_VALID | PERMISSION_PAUSED,
	     facts.last_used = BEFORE(300), facts.suspended_from = BEFORE(10), facts.suspended_to = BEFORE(0));
	CASE("paused without an end", PERMISSION_VALID | PERMISSION_PAUSED,
	     facts.last_used = BEFORE(300), facts.suspended_from = BEFORE(10));
	CASE("the pause is over", PERMISSION_VALID | PERMISSION_DORMANT,
	     facts.last_used = BEFORE(300), facts.suspended_from = BEFORE(10), facts.suspended_to = BEFORE(1));
}

static void their_ground(void **state)
{
	(void)state;
	CASE("nobody's account", PERMISSION_VALID | PERMISSION_ORPHAN,
	     facts.holder = 0);
	CASE("approved by the holder", PERMISSION_VALID | PERMISSION_SELF_APPROVED,
	     facts.approved_by = HOLDER);
	CASE("approved by who carried it out", PERMISSION_VALID | PERMISSION_SELF_APPROVED,
	     facts.approved_by = TECHNICIAN);
	CASE("nobody has approved, nobody is named", PERMISSION_VALID | PERMISSION_ORPHAN,
	     facts.approved_by = 0, facts.implemented_by = 0, facts.holder = 0);
	CASE("carried out by the holder", PERMISSION_VALID,
	     facts.implemented_by = HOLDER);
	CASE("no reason", PERMISSION_VALID | PERMISSION_NO_REASON,
	     facts.reason_stated = false);
	CASE("administers", PERMISSION_VALID | PERMISSION_PRIVILEGED,
	     facts.level = C_permission_level_administer);
	CASE("for emergencies", PERMISSION_VALID | PERMISSION_PRIVILEGED,
	     facts.level = C_permission_level_emergency);
}

static void their_review(void **state)
{
	(void)state;
	CASE("reviewed six months ago to the day", PERMISSION_VALID,
	     facts.reviewed = day_from_civil(2026, 5, 22));
	CASE("a day more", PERMISSION_VALID | PERMISSION_OVERDUE,
	     facts.reviewed = day_from_civil(2026, 5, 22) - 1);
	CASE("never reviewed, begun lately", PERMISSION_VALID | PERMISSION_NEVER_REVIEWED,
	     facts.reviewed = DAY_UNSET, facts.from = BEFORE(20));
	CASE("never reviewed, begun long ago", PERMISSION_VALID | PERMISSION_NEVER_REVIEWED | PERMISSION_OVERDUE,
	     facts.reviewed = DAY_UNSET);
	CASE("never reviewed, begun nobody knows when", PERMISSION_VALID | PERMISSION_NEVER_REVIEWED | PERMISSION_OVERDUE,
	     facts.reviewed = DAY_UNSET, facts.from = DAY_UNSET);
}

static void counts_and_the_rate(void **state)
{
	static const uint32_t marks[] = {PERMISSION_VALID, PERMISSION_VALID | PERMISSION_HOLDER_LEFT,
	                                 PERMISSION_PAST_END | PERMISSION_HOLDER_LEFT, PERMISSION_PAST_END, 0,
	                                 PERMISSION_VALID | PERMISSION_IN_CONFLICT,
	                                 PERMISSION_SEEN_AGAIN};
	struct permission_counts counts = {0};
	(void)state;
	assert_int_equal(permission_orphan_rate(&counts), NUMBER_UNSET);
	assert_int_equal(permission_on_time(&counts), NUMBER_UNSET);
	assert_int_equal(permission_breach(&counts), NUMBER_UNSET);
	assert_int_equal(permission_administrators(&counts), NUMBER_UNSET);
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		permission_counts_add(&counts, marks[i]);
	assert_int_equal(counts.standing, 5);
	assert_int_equal(permission_orphan_rate(&counts), 6000); /* one is both, and counted once */
	assert_int_equal(permission_counts_of(&counts, PERMISSION_VALID), 3);
	assert_int_equal(permission_counts_of(&counts, PERMISSION_IN_CONFLICT), 1);
	assert_int_equal(permission_counts_of(&counts, PERMISSION_DORMANT), 0);
	assert_int_equal(permission_counts_of(&counts, PERMISSION_SEEN_AGAIN), 1);
	assert_int_equal(counts.questioned, 5);
}

/* On time: of what has been reviewed or should have been. Who has only begun is neither. */
static void shares_of_review_approval_and_administration(void **state)
{
	static const uint32_t marks[] = {
		PERMISSION_VALID, PERMISSION_VALID | PERMISSION_OVERDUE, PERMISSION_VALID | PERMISSION_NEVER_REVIEWED,
		PERMISSION_VALID | PERMISSION_NEVER_REVIEWED | PERMISSION_OVERDUE,
		PERMISSION_PAST_END | PERMISSION_SELF_APPROVED, PERMISSION_VALID | PERMISSION_PRIVILEGED,
		PERMISSION_PAST_END | PERMISSION_PRIVILEGED};
	struct permission_counts counts = {0}, twice = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		permission_counts_add(&counts, marks[i]);
	assert_int_equal(counts.review_due, 4);
	assert_int_equal(counts.reviewed_in_time, 2);
	assert_int_equal(permission_on_time(&counts), 5000);
	assert_int_equal(permission_breach(&counts), 1429); /* one of seven */
	assert_int_equal(permission_administrators(&counts), 2000);
	permission_counts_join(&twice, &counts);
	permission_counts_join(&twice, &counts);
	assert_int_equal(twice.standing, 14);
	assert_int_equal(twice.administrators, 2);
	assert_int_equal(permission_counts_of(&twice, PERMISSION_PRIVILEGED), 4);
	assert_int_equal(permission_on_time(&twice), 5000);
}

static void questions_of_one(void **state)
{
	(void)state;
	assert_int_equal(permission_questions(PERMISSION_VALID | PERMISSION_PRIVILEGED), 0);
	assert_int_equal(permission_questions(PERMISSION_VALID | PERMISSION_ORPHAN | PERMISSION_OVERDUE), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(which_stand),  cmocka_unit_test(their_use),           cmocka_unit_test(their_ground),
		cmocka_unit_test(their_review), cmocka_unit_test(counts_and_the_rate), cmocka_unit_test(the_state),
		cmocka_unit_test(suppliers_and_service_accounts),
		cmocka_unit_test(shares_of_review_approval_and_administration), cmocka_unit_test(questions_of_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
