/* The first assessment: what is known proposes a track and a size, or nothing. */
#include "lifecycle/lifecycle_cases.h"

#include "base/memory.h"
#include "lifecycle/exit.h"
#include "lifecycle/triage.h"
#include "model/schema.h"

#define KR(x) ((money_t)(x) * 100)
#define NOT_STATED .functions_changed = NUMBER_UNSET, .functions_new = NUMBER_UNSET
#define UNPRICED .amount = NUMBER_UNSET
#define DEVELOPMENT C_track_business_development
#define INFRASTRUCTURE C_track_infrastructure

static const struct {
	const char *what;
	struct triage_facts facts;
	uint8_t track, size;
} cases[] = {
	{"nothing is known", {NOT_STATED, UNPRICED}, 0, 0},
	{"not known is not no", {.work_changes = ANSWER_UNKNOWN, NOT_STATED, UNPRICED}, 0, 0},
	{"work does not change", {.work_changes = ANSWER_NO, NOT_STATED, UNPRICED}, INFRASTRUCTURE, 0},
	{"work changes partly", {.work_changes = ANSWER_PARTLY, NOT_STATED, UNPRICED}, DEVELOPMENT, 0},
	{"said outright counts first", {.work_changes = ANSWER_NO, .flows = true, NOT_STATED, UNPRICED}, INFRASTRUCTURE, 0},
	{"a new way of working is stated", {.way_of_working = true, NOT_STATED, UNPRICED}, DEVELOPMENT, 0},
	{"roles change", {.roles = true, NOT_STATED, UNPRICED}, DEVELOPMENT, 0},
	{"a function is new", {.functions_changed = 0, .functions_new = 1, UNPRICED}, DEVELOPMENT, 0},
	{"no function is new", {.functions_changed = 0, .functions_new = 0, UNPRICED}, 0, 0},
	{"cheap", {NOT_STATED, .amount = KR(999)}, 0, C_size_small},
	{"at the limit", {NOT_STATED, .amount = KR(1000)}, 0, C_size_large},
	{"hours alone make it large", {NOT_STATED, UNPRICED, .hours = 40}, 0, C_size_large},
	{"units alone make it large", {NOT_STATED, .amount = 0, .units = 3}, 0, C_size_large},
	{"below every limit", {.work_changes = ANSWER_YES, NOT_STATED, .amount = KR(1), .hours = 39, .units = 2}, DEVELOPMENT,
		C_size_small},
};

static void each_case(void **state)
{
	const struct triage_limits limits = {.amount = KR(1000), .hours = 40, .units = 3};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct triage triage;
		triage_find(&cases[i].facts, &limits, &triage);
		case_same_number(cases[i].what, "track", triage.track, cases[i].track);
		case_same_number(cases[i].what, "size", triage.size, cases[i].size);
		for (unsigned question = 0; question < TRIAGE_QUESTIONS; question++) {
			assert_true(triage.answers[question].reason.id != REASON_none);
			assert_string_not_equal(triage_question_title(question), "");
		}
	}
}

static void what_is_known_is_told(void **state)
{
	const struct triage_limits limits = {.amount = KR(1000), .hours = 40, .units = 3};
	const struct triage_facts facts = {
		.work_changes = ANSWER_YES, NOT_STATED, .users = 12, .amount = KR(7), .urgent = true};
	struct triage triage;
	(void)state;
	triage_find(&facts, &limits, &triage);
	for (unsigned question = 0; question < TRIAGE_QUESTIONS; question++)
		assert_true(triage.answers[question].known);
	triage_find(&(struct triage_facts){NOT_STATED, UNPRICED}, &limits, &triage);
	assert_false(triage.answers[TRIAGE_WORK].known || triage.answers[TRIAGE_WHOM].known ||
	             triage.answers[TRIAGE_MONEY].known || triage.answers[TRIAGE_URGENT].known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_case), cmocka_unit_test(what_is_known_is_told)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
