/* The gates: tables of cases for the four tracks. A case changes one thing of an opportunity that answers everything
 * and says what then is missing. */
#include "lifecycle/lifecycle_cases.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "lifecycle/gate.h"
#include "model/schema.h"

#define IS GATE_INFRASTRUCTURE_SMALL
#define IL GATE_INFRASTRUCTURE_LARGE
#define DS GATE_DEVELOPMENT_SMALL
#define DL GATE_DEVELOPMENT_LARGE
#define KR(x) ((money_t)(x) * 100)
#define EVERYTHING 0x3f
#define WHOLE 0x1f
#define DECISION {E_decision, 3}

static const struct ref opportunity = {E_opportunity, 7}, anna = {E_person, 1}, bo = {E_person, 2},
						requirement = {E_requirement, 4};

struct whole {
	struct gate_facts facts;
	struct gate_alternative ways[2];
	struct gate_benefit benefits[2];
};

static void make_whole(struct whole *whole, enum gate_track track)
{
	*whole = (struct whole){
		.facts = {.self = opportunity, .today = case_day("2026-11-22"), .need = true, .acceptance = true,
			.way_of_working = true, .flows = true, .roles = true, .sponsor = {anna, false}, .it_lead = {bo, false},
			.alternative_count = 2, .nothing_known = true, .functions_kept = 6, .functions_changed = 3, .functions_new = 1,
			.work_changes = ANSWER_YES, .benefit_count = 2, .goals = 1, .process_mapped = ANSWER_YES,
			.information_mapped = ANSWER_YES, .digital_first = ANSWER_YES, .exit_plan = true, .change_value = 1000,
			.musts = {[MUST_DATA_OWNED] = requirement, [MUST_OPEN_STANDARDS] = requirement, [MUST_OPEN_API] = requirement},
			.exception = {.mandate = NUMBER_UNSET, .sum = NUMBER_UNSET, .until = DAY_UNSET}},
		.ways = {{.self = {E_alternative, 1}, .kind = C_alternative_kind_keep, .stated = EVERYTHING, .investment = 0,
		          .change = 0},
		         {.self = {E_alternative, 2}, .kind = C_alternative_kind_replace, .stated = EVERYTHING, .chosen = true,
		          .investment = KR(900), .change = KR(100)}},
		.benefits = {{{E_benefit, 1}, WHOLE}, {{E_benefit, 2}, WHOLE}}};
	whole->facts.track = track >= DS ? C_track_business_development : C_track_infrastructure;
	whole->facts.size = track % 2 == 0 ? C_size_small : C_size_large;
	whole->facts.alternatives = whole->ways;
	whole->facts.benefits = whole->benefits;
}

/* "need cost …": what is missing, in the order of the questions. */
static char *missing(const struct gate *gate)
{
	struct text out = {0};
	for (size_t i = 0; i < gate->count; i++)
		if (gate->answers[i].state == GATE_MISSING)
			text_printf(&out, "%s%s", out.size == 0 ? "" : " ", gate_question_name(gate->answers[i].question));
	return out.data == NULL ? memory_copy_text("") : text_take(&out);
}

static char *judged(struct whole *whole)
{
	struct gate gate;
	gate_decided(&whole->facts, &gate);
	return missing(&gate);
}

static void expect(const char *what, enum gate_track track, struct whole *whole, const char *wanted)
{
	char *got = judged(whole);
	if (strcmp(got, wanted) != 0)
		fail_msg("%s, track %d: missing \"%s\", not \"%s\"", what, track, got, wanted);
	free(got);
}

static void whole_passes_everywhere(void **state)
{
	(void)state;
	for (enum gate_track track = 0; track < GATE_TRACKS; track++) {
		struct whole whole;
		struct gate gate;
		make_whole(&whole, track);
		expect("all is answered", track, &whole, "");
		gate_decided(&whole.facts, &gate);
		assert_int_equal(gate.degree, 4000);
		assert_int_equal(gate.like_for_like, LIKE_NO);
		assert_int_equal(gate.track, track);
	}
}

/* An opportunity of which nothing is said, with its track and size. */
static void nothing_said(void **state)
{
	static const char *const wanted[GATE_TRACKS] = {
		[IS] = "need acceptance sponsor it_lead alternatives nothing cost chosen",
		[IL] = "need acceptance sponsor it_lead alternatives nothing cost chosen way_of_working flows roles benefit "
		       "benefit_owner benefit_measure benefit_baseline benefit_beneficiary benefit_date change_training",
		[DS] = "need acceptance sponsor it_lead alternatives nothing cost chosen way_of_working flows roles benefit "
		       "benefit_owner benefit_measure benefit_baseline benefit_beneficiary benefit_date change_training",
		[DL] = "need acceptance sponsor it_lead alternatives nothing cost chosen way_of_working flows roles benefit "
		       "benefit_owner benefit_measure benefit_baseline benefit_beneficiary benefit_date goal process_mapped "
		       "information_mapped digital_first change_training",
	};
	(void)state;
	for (enum gate_track track = 0; track < GATE_TRACKS; track++) {
		struct whole whole = {.facts = {.self = opportunity, .functions_kept = NUMBER_UNSET,
			.functions_changed = NUMBER_UNSET, .functions_new = NUMBER_UNSET}};
		whole.facts.track = track >= DS ? C_track_business_development : C_track_infrastructure;
		whole.facts.size = track % 2 == 0 ? C_size_small : C_size_large;
		expect("nothing is said", track, &whole, wanted[track]);
	}
}

/* What an opportunity loses; what is then missing in each track. */
struct loss {
	const char *what;
	void (*lose)(struct whole *whole);
	const char *missing[GATE_TRACKS];
};

#define LOSE(name, ...)                                                                                                \
	static void lose_##name(struct whole *w)                                                                           \
	{                                                                                                                  \
		__VA_ARGS__;                                                                                                   \
	}
LOSE(track, w->facts.track = 0)
LOSE(size, w->facts.size = 0)
LOSE(need, w->facts.need = false)
LOSE(acceptance, w->facts.acceptance = false)
LOSE(sponsor, w->facts.sponsor.self.id = 0)
LOSE(gone, w->facts.sponsor.gone = true)
LOSE(it_gone, w->facts.it_lead.gone = true)
LOSE(one_person, w->facts.it_lead = w->facts.sponsor)
LOSE(ways, w->facts.alternative_count = 1)
LOSE(nothing, w->facts.nothing_known = false)
LOSE(nothing_either, w->facts.nothing_known = false; w->ways[0].stated = 0)
LOSE(nothing_kind, w->facts.nothing_known = false; w->ways[0].kind = C_alternative_kind_upgrade)
LOSE(price, w->ways[1].stated &= (uint8_t)~(GATE_INVESTMENT | GATE_RUN))
LOSE(run, w->ways[1].stated &= (uint8_t)~GATE_RUN)
LOSE(in, w->ways[1].stated &= (uint8_t)~GATE_DEVELOP_IN)
LOSE(around, w->ways[0].stated &= (uint8_t)~GATE_DEVELOP_AROUND)
LOSE(leaving, w->ways[1].stated &= (uint8_t)~GATE_EXIT_COST)
LOSE(keep_free, w->ways[0].stated &= (uint8_t)~GATE_INVESTMENT)
LOSE(choice, w->ways[1].chosen = false)
LOSE(two, w->ways[0].chosen = true; w->ways[0].stated = EVERYTHING)
LOSE(way, w->facts.way_of_working = false)
LOSE(flows, w->facts.flows = false)
LOSE(unnoticed, w->facts.roles = false; w->facts.work_changes = ANSWER_NO; w->facts.functions_changed = 0;
     w->facts.functions_new = 0; w->ways[1].kind = C_alternative_kind_upgrade)
LOSE(noticed, w->facts.roles = false; w->facts.work_changes = ANSWER_NO; w->ways[1].kind = C_alternative_kind_upgrade)
LOSE(unsaid, w->facts.roles = false; w->facts.work_changes = ANSWER_UNKNOWN; w->facts.functions_changed = 0;
     w->facts.functions_new = NUMBER_UNSET; w->ways[1].kind = C_alternative_kind_develop)
LOSE(upgrade, w->facts.roles = false; w->facts.work_changes = 0; w->facts.functions_changed = NUMBER_UNSET;
     w->facts.functions_new = 0; w->ways[1].kind = C_alternative_kind_upgrade)
LOSE(benefits, w->facts.benefit_count = 0)
LOSE(second, w->benefits[1].stated = GATE_OWNER)
LOSE(first, w->benefits[0].stated &= (uint8_t)~GATE_BASELINE)
LOSE(both, w->benefits[0].stated &= (uint8_t)~GATE_MEASURE; w->benefits[1].stated &= (uint8_t)~(GATE_DUE | GATE_OWNER))
LOSE(goal, w->facts.goals = 0)
LOSE(mapped, w->facts.process_mapped = ANSWER_PARTLY; w->facts.information_mapped = ANSWER_UNKNOWN)
LOSE(digital, w->facts.digital_first = ANSWER_NO)
LOSE(exit, w->facts.exit_plan = false; w->facts.musts[MUST_OPEN_API].id = 0)
LOSE(unbought, w->facts.exit_plan = false; w->facts.buys = C_yesno_no)
LOSE(developed, w->facts.exit_plan = false; w->ways[1].kind = C_alternative_kind_develop)
LOSE(tendered, w->facts.exit_plan = false; w->ways[1].kind = C_alternative_kind_develop; w->facts.tendered = true)
LOSE(signing, w->facts.exit_plan = false; w->ways[1].kind = C_alternative_kind_keep; w->facts.buys = C_yesno_yes)
LOSE(training, w->ways[1].stated &= (uint8_t)~GATE_CHANGE)
LOSE(low, w->ways[1].change = KR(99))
LOSE(low_but_why, w->ways[1].change = KR(99); w->facts.change_reason = true)
LOSE(free, w->ways[1].change = 0; w->ways[1].investment = 0)
LOSE(same, w->facts.functions_changed = 0; w->facts.functions_new = 0)
LOSE(gain, w->facts.way_of_working = false; w->facts.benefit_count = 0)
LOSE(uncounted, w->facts.functions_changed = NUMBER_UNSET)
LOSE(kept, w->facts.functions_kept = NUMBER_UNSET)
LOSE(merged, w->facts.functions_changed = 0; w->facts.functions_new = 0; w->ways[1].kind = C_alternative_kind_merge)

#define ALL_FOUR(x) {x, x, x, x}
#define BENEFIT "benefit benefit_owner benefit_measure benefit_baseline benefit_beneficiary benefit_date"

static const struct loss losses[] = {
	{"no track", lose_track, ALL_FOUR("track")},
	{"no size", lose_size, ALL_FOUR("track")},
	{"no need", lose_need, ALL_FOUR("need")},
	{"no acceptance", lose_acceptance, ALL_FOUR("acceptance")},
	{"no sponsor", lose_sponsor, ALL_FOUR("sponsor")},
	{"the sponsor has left", lose_gone, ALL_FOUR("sponsor")},
	{"the leader in IT has left", lose_it_gone, ALL_FOUR("it_lead")},
	{"one person for both sides", lose_one_person, ALL_FOUR("it_lead")},
	{"only keeping is entered", lose_ways, {"alternatives chosen", "alternatives chosen change_training",
		"alternatives chosen change_training", "alternatives chosen change_training"}},
	{"doing nothing is entered by hand", lose_nothing, ALL_FOUR("")},
	{"doing nothing is entered without a cost", lose_nothing_either,
		{"nothing cost", "nothing cost", "nothing cost", "nothing cost"}},
	{"nothing is known of doing nothing", lose_nothing_kind, ALL_FOUR("nothing")},
	{"a way without any price", lose_price, ALL_FOUR("cost")},
	{"a way without what it costs to run", lose_run, {"", "cost", "", "cost"}},
	{"a way without development in it", lose_in, {"", "cost", "", "cost"}},
	{"keeping without development around it", lose_around, {"", "cost", "", "cost"}},
	{"a way without the cost of leaving", lose_leaving, {"", "cost", "", "cost"}},
	{"to keep needs no investment", lose_keep_free, ALL_FOUR("")},
	{"none chosen", lose_choice, {"chosen", "chosen change_training", "chosen change_training",
		"chosen change_training"}},
	{"two chosen", lose_two, ALL_FOUR("chosen")},
	{"no way of working", lose_way, {"", "way_of_working", "way_of_working", "way_of_working"}},
	{"no flows", lose_flows, {"", "flows", "flows", "flows"}},
	{"an upgrade that nobody notices", lose_unnoticed, {"", "", "roles", "roles"}},
	{"an upgrade that changes functions", lose_noticed, {"", "roles", "roles", "roles"}},
	{"nobody says whether it is noticed", lose_unsaid, {"", "roles", "roles", "roles"}},
	{"an upgrade of which nobody says more", lose_upgrade, {"", "", "roles", "roles"}},
	{"no benefit", lose_benefits, {"", BENEFIT, BENEFIT, BENEFIT}},
	{"the second benefit is half said", lose_second,
		{"", "", "", "benefit_measure benefit_baseline benefit_beneficiary benefit_date"}},
	{"the first benefit has no value before", lose_first, {"", "", "", "benefit_baseline"}},
	{"each benefit lacks something", lose_both, {"", "benefit_measure", "benefit_measure",
		"benefit_owner benefit_measure benefit_date"}},
	{"no goal", lose_goal, {"", "", "", "goal"}},
	{"mapped partly, and not known", lose_mapped, {"", "", "", "process_mapped information_mapped"}},
	{"digital not considered", lose_digital, {"", "", "", "digital_first"}},
	{"no way out of what is bought", lose_exit, ALL_FOUR("exit_plan open_api")},
	{"nothing is bought", lose_unbought, ALL_FOUR("")},
	{"made by ourselves", lose_developed, ALL_FOUR("")},
	{"made by ourselves, with offers", lose_tendered, ALL_FOUR("exit_plan")},
	{"kept, with an agreement", lose_signing, ALL_FOUR("exit_plan")},
	{"no training stated", lose_training, {"", "change_training", "change_training", "change_training"}},
	{"little training", lose_low, {"", "", "", "change_training"}},
	{"little training, with the reason", lose_low_but_why, ALL_FOUR("")},
	{"it costs nothing to get there", lose_free, ALL_FOUR("")},
	{"no function changes", lose_same, ALL_FOUR("like_for_like")},
	{"no way of working and no benefit", lose_gain, {"like_for_like", "like_for_like way_of_working " BENEFIT,
		"like_for_like way_of_working " BENEFIT, "like_for_like way_of_working " BENEFIT}},
	{"how many functions change is not said", lose_uncounted, ALL_FOUR("like_for_like")},
	{"how many functions stay is not said", lose_kept, ALL_FOUR("like_for_like")},
	{"a merger that changes no function", lose_merged, ALL_FOUR("")},
};

static void each_loss_is_seen_where_it_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(losses); i++)
		for (enum gate_track track = 0; track < GATE_TRACKS; track++) {
			struct whole whole;
			make_whole(&whole, track);
			losses[i].lose(&whole);
			expect(losses[i].what, track, &whole, losses[i].missing[track]);
		}
}

struct exception_case {
	const char *what;
	struct gate_exception exception;
	const char *until;
	enum reason_id why;
	uint8_t like;
};

static const struct exception_case exceptions[] = {
	{"none", {.decision = {0, 0}}, NULL, REASON_gate_functions_retained, LIKE_REFUSED},
	{"about something else", {DECISION, C_decision_kind_delegated, C_decision_outcome_approved, NUMBER_UNSET, KR(5),
		.elsewhere = true}, "2027-12-31", REASON_gate_exception_elsewhere, LIKE_REFUSED},
	{"delegated", {DECISION, C_decision_kind_delegated, C_decision_outcome_approved, NUMBER_UNSET, KR(5)}, "2027-12-31",
		REASON_gate_exception_allowed, LIKE_ALLOWED},
	{"by the committee", {DECISION, C_decision_kind_committee, C_decision_outcome_approved, NUMBER_UNSET, NUMBER_UNSET},
		"2026-11-22", REASON_gate_exception_allowed, LIKE_ALLOWED},
	{"by a forum that may", {DECISION, C_decision_kind_forum, C_decision_outcome_approved, KR(5), KR(5)}, "2027-12-31",
		REASON_gate_exception_allowed, LIKE_ALLOWED},
	{"by a forum that may not", {DECISION, C_decision_kind_forum, C_decision_outcome_approved, KR(5), KR(5) + 1},
		"2027-12-31", REASON_gate_exception_too_much, LIKE_REFUSED},
	{"by a forum without a limit", {DECISION, C_decision_kind_forum, C_decision_outcome_approved, NUMBER_UNSET, KR(5)},
		"2027-12-31", REASON_gate_exception_sum_not_known, LIKE_REFUSED},
	{"of a sum that is not known", {DECISION, C_decision_kind_forum, C_decision_outcome_approved, KR(5), NUMBER_UNSET},
		"2027-12-31", REASON_gate_exception_sum_not_known, LIKE_REFUSED},
	{"by the management", {DECISION, C_decision_kind_management, C_decision_outcome_approved, NUMBER_UNSET, KR(5)},
		"2027-12-31", REASON_gate_exception_not_mandated, LIKE_REFUSED},
	{"referred back", {DECISION, C_decision_kind_delegated, C_decision_outcome_referred_back, NUMBER_UNSET, KR(5)},
		"2027-12-31", REASON_gate_exception_not_approved, LIKE_REFUSED},
	{"without an end", {DECISION, C_decision_kind_delegated, C_decision_outcome_approved, NUMBER_UNSET, KR(5)}, NULL,
		REASON_gate_exception_no_end, LIKE_REFUSED},
	{"until yesterday", {DECISION, C_decision_kind_delegated, C_decision_outcome_approved, NUMBER_UNSET, KR(5)},
		"2026-11-21", REASON_gate_exception_passed, LIKE_REFUSED},
};

static void like_for_like_is_allowed_by_whoever_may(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(exceptions); i++) {
		struct whole whole;
		struct gate gate;
		make_whole(&whole, DL);
		lose_same(&whole);
		whole.facts.exception = exceptions[i].exception;
		whole.facts.exception.until = case_day(exceptions[i].until);
		gate_decided(&whole.facts, &gate);
		const struct gate_answer *answer = gate_find(&gate, GATE_ASKS_like_for_like);
		case_same_number(exceptions[i].what, "reason", answer->reason.id, exceptions[i].why);
		case_same_number(exceptions[i].what, "like for like", gate.like_for_like, exceptions[i].like);
		case_same_number(exceptions[i].what, "missing", gate.missing, exceptions[i].like == LIKE_REFUSED);
		case_same_number(exceptions[i].what, "degree", gate.degree, 0);
	}
}

/* A missing answer says which record, or a new one of which kind, and which field it belongs in. */
static void what_is_missing_says_where_it_belongs(void **state)
{
	struct whole whole;
	struct gate gate;
	(void)state;
	make_whole(&whole, DL);
	whole.facts.musts[MUST_OPEN_API] = (struct ref){E_system, 5};
	gate_decided(&whole.facts, &gate);
	assert_int_equal(gate_find(&gate, GATE_ASKS_open_api)->field, 0);
	assert_int_equal(gate_find(&gate, GATE_ASKS_open_standards)->field, F_requirement_secures);
	lose_in(&whole);
	lose_benefits(&whole);
	lose_low(&whole);
	lose_size(&whole);
	gate_decided(&whole.facts, &gate);
	const struct gate_answer *cost = gate_find(&gate, GATE_ASKS_cost), *benefit = gate_find(&gate, GATE_ASKS_benefit);
	assert_true(ref_equal(cost->record, whole.ways[1].self));
	assert_int_equal(cost->field, F_alternative_yearly_develop_in);
	assert_int_equal(benefit->record.entity, E_benefit);
	assert_int_equal(benefit->record.id, 0);
	assert_int_equal(gate_find(&gate, GATE_ASKS_track)->field, F_opportunity_size);
	assert_int_equal(gate_find(&gate, GATE_ASKS_change_training)->field, F_opportunity_change_reason);
	assert_true(ref_equal(gate_find(&gate, GATE_ASKS_change_training)->record, opportunity));
	assert_null(gate_find(&gate, GATE_ASKS_owner));
}

/* ---- hand-over and retirement ---- */

static const struct gate_handed_over ready = {.self = {E_system, 9}, .is_new = true, .owner = true, .manager = true,
	.plan = true, .covered = true, .budgeted = true, .licensed = true, .permitted = true, .trained = true,
	.exit_plan = true, .documentation = ANSWER_YES};

static char *handed_over(const struct gate_handed_over *systems, size_t count, enum gate_track track)
{
	const struct handover_facts facts = {.self = opportunity, .systems = systems, .system_count = count,
		.track = track >= DS ? C_track_business_development : C_track_infrastructure,
		.size = track % 2 == 0 ? C_size_small : C_size_large};
	struct gate gate;
	gate_delivered(&facts, &gate);
	return missing(&gate);
}

static void expect_handed_over(const struct gate_handed_over *systems, size_t count, enum gate_track track,
                               const char *wanted)
{
	char *got = handed_over(systems, count, track);
	assert_string_equal(got, wanted);
	free(got);
}

static void hand_over_asks_each_system(void **state)
{
	struct gate_handed_over bare = {.self = {E_system, 8}, .is_new = true}, two[2] = {ready, ready}, old = bare;
	(void)state;
	old.is_new = false;
	two[1].documentation = ANSWER_PARTLY;
	expect_handed_over(&ready, 1, DL, "");
	expect_handed_over(two, 2, DS, "documentation");
	expect_handed_over(&bare, 1, IS, "owner manager documentation plan service_level budget licences permissions "
		"training successor_exit");
	expect_handed_over(&old, 1, IS, "owner manager documentation");
	expect_handed_over(&old, 1, IL, "owner manager documentation plan service_level budget licences permissions training");
	bare.run_by_us = true;
	expect_handed_over(&bare, 1, DS, "owner manager documentation plan budget permissions training successor_exit");
	expect_handed_over(NULL, 0, IS, "handed_over owner manager documentation plan service_level budget licences "
		"permissions training successor_exit");
}

static void what_was_urgent_is_answered_before_hand_over(void **state)
{
	struct handover_facts facts = {.self = opportunity, .systems = &ready, .system_count = 1, .urgent = true,
		.left_open = 2, .left_open_due = case_day("2026-11-22"), .today = case_day("2026-11-22")};
	struct gate gate;
	(void)state;
	gate_delivered(&facts, &gate);
	assert_int_equal(gate.missing, 0);
	facts.today++;
	gate_delivered(&facts, &gate);
	assert_int_equal(gate_find(&gate, GATE_ASKS_urgent_answered)->state, GATE_MISSING);
	facts.left_open = 0;
	gate_delivered(&facts, &gate);
	assert_int_equal(gate.missing, 0);
	facts.urgent = false;
	facts.left_open = 9;
	gate_delivered(&facts, &gate);
	assert_int_equal(gate_find(&gate, GATE_ASKS_urgent_answered)->state, GATE_NOT_ASKED);
}

static void retirement_asks_what_is_left(void **state)
{
	struct retirement_facts facts = {.self = {E_system, 9}};
	struct gate gate;
	(void)state;
	gate_retired(&facts, &gate);
	char *got = missing(&gate);
	assert_string_equal(got, "archive");
	free(got);
	facts.archive_decided = true;
	gate_retired(&facts, &gate);
	assert_int_equal(gate.missing, 0);
	facts.steps = (struct gate_left){1, 3, {E_retirement_step, 2}};
	facts.contracts = facts.permissions = facts.licences = facts.integrations = (struct gate_left){2, 2, {E_contract, 5}};
	gate_retired(&facts, &gate);
	got = missing(&gate);
	assert_string_equal(got, "archive contracts permissions_removed licences_released integrations_closed");
	free(got);
	assert_int_equal(gate_find(&gate, GATE_ASKS_archive)->record.id, 2);
	assert_int_equal(gate_find(&gate, GATE_ASKS_contracts)->reason.arguments[0].number, 2);
	facts.licences.first = (struct ref){E_licence_use, 6};
	gate_retired(&facts, &gate);
	assert_int_equal(gate_find(&gate, GATE_ASKS_licences_released)->field, F_licence_use_to);
	assert_int_equal(gate_find(&gate, GATE_ASKS_archive)->field, F_retirement_step_done);
	facts.never_used = true;
	gate_retired(&facts, &gate);
	assert_int_equal(gate.asked, 0);
}

/* Every question is of one gate, has words, and every reason can be said. */
static void every_question_has_its_words(void **state)
{
	(void)state;
	for (unsigned i = 0; i < GATE_QUESTIONS; i++) {
		assert_true(gate_question_name(i)[0] != '\0' && gate_question_title(i)[0] != '\0');
		for (unsigned j = 0; j < i; j++)
			assert_string_not_equal(gate_question_name(i), gate_question_name(j));
	}
	assert_string_equal(gate_question_name(GATE_QUESTIONS), "");
	assert_string_equal(gate_name(GATE_RETIRED), "retired");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_passes_everywhere),
		cmocka_unit_test(nothing_said),
		cmocka_unit_test(each_loss_is_seen_where_it_counts),
		cmocka_unit_test(like_for_like_is_allowed_by_whoever_may),
		cmocka_unit_test(what_is_missing_says_where_it_belongs),
		cmocka_unit_test(hand_over_asks_each_system),
		cmocka_unit_test(what_was_urgent_is_answered_before_hand_over),
		cmocka_unit_test(retirement_asks_what_is_left),
		cmocka_unit_test(every_question_has_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
