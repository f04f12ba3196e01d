/* Rounds of review: the answers of each kind, and how far a round has come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/money.h"
#include "lifecycle/review.h"
#include "model/schema.h"

/* DOMAIN 2: which answers there are, and that *later* and *not mine* leave the question open. */
static void answers_of_each_kind(void **state)
{
	static const struct {
		uint8_t kind, decisions[8];
	} kinds[] = {
		{C_review_kind_permissions,
		 {C_review_decision_keep, C_review_decision_reduce, C_review_decision_remove, C_review_decision_suspend,
		  C_review_decision_not_mine, C_review_decision_later}},
		{C_review_kind_licences,
		 {C_review_decision_keep, C_review_decision_reduce, C_review_decision_remove, C_review_decision_renegotiate,
		  C_review_decision_not_mine, C_review_decision_later}},
		{C_review_kind_systems,
		 {C_review_decision_confirmed, C_review_decision_corrected, C_review_decision_not_mine, C_review_decision_later}},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		size_t count = 0;
		for (; kinds[i].decisions[count] != 0; count++) {
			const struct review_answer *answer = review_answer_at(kinds[i].kind, count);
			assert_non_null(answer);
			assert_int_equal(answer->decision, kinds[i].decisions[count]);
			assert_ptr_equal(review_answer(kinds[i].kind, answer->decision), answer);
			assert_int_equal(answer->settles, answer->decision != C_review_decision_later &&
			                                      answer->decision != C_review_decision_not_mine);
		}
		assert_null(review_answer_at(kinds[i].kind, count));
	}
	assert_null(review_answer(C_review_kind_systems, C_review_decision_remove));
	assert_null(review_answer(C_review_kind_licences, C_review_decision_suspend));
	assert_null(review_answer(C_review_kind_permissions, 0));
}

static void a_round_is_counted(void **state)
{
	static const struct review_state items[] = {
		{C_review_decision_keep, 100, DAY_UNSET, REVIEW_SWEEP},
		{C_review_decision_keep, 110, DAY_UNSET, REVIEW_SWEEP - 1}, /* the day after it was due */
		{C_review_decision_keep, 109, DAY_UNSET, NUMBER_UNSET},
		{C_review_decision_remove, 109, 120, REVIEW_SWEEP}, /* no approval */
		{C_review_decision_reduce, 100, DAY_UNSET, 1},
		{C_review_decision_later, DAY_UNSET, DAY_UNSET, NUMBER_UNSET},
		{C_review_decision_not_mine, DAY_UNSET, DAY_UNSET, NUMBER_UNSET},
		{0, DAY_UNSET, DAY_UNSET, NUMBER_UNSET},
	};
	struct review_counts counts = {0}, none = {0}, undated = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(items); i++) {
		review_counts_add(&counts, C_review_kind_permissions, &items[i], 109);
		review_counts_add(&undated, C_review_kind_permissions, &items[i], DAY_UNSET);
	}
	assert_int_equal(counts.items, 8);
	assert_int_equal(counts.settled, 5);
	assert_int_equal(counts.on_time, 4);
	assert_int_equal(counts.swept, 1);
	assert_int_equal(counts.to_do, 2);
	assert_int_equal(counts.done, 1);
	assert_int_equal(counts.by_decision[0], 1);
	assert_int_equal(counts.by_decision[C_review_decision_keep], 3);
	assert_int_equal(review_progress(&counts), 6250);
	assert_int_equal(review_on_time_share(&counts), 5000);
	assert_int_equal(undated.on_time, 5);
	assert_int_equal(review_progress(&none), NUMBER_UNSET);
	assert_int_equal(review_on_time_share(&none), NUMBER_UNSET);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_of_each_kind),
		cmocka_unit_test(a_round_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
