#include "lifecycle/exit.h"

#define QUARTERS 4 /* of one question */
#define TEST_HOLDS_MONTHS 24

const struct exit_facts exit_facts_unset = {.export_tested = DAY_UNSET, .exit_tested = DAY_UNSET};

/* `weight` is what a yes gives. */
static void add_answer(struct exit_readiness *readiness, enum exit_question question, uint8_t answer, uint8_t weight)
{
	bool unknown = answer != ANSWER_YES && answer != ANSWER_NO && answer != ANSWER_PARTLY;
	uint8_t sure = answer == ANSWER_YES ? weight : answer == ANSWER_PARTLY ? weight / 2 : 0;

	readiness->lower_of[question] += sure;
	readiness->upper_of[question] += unknown ? weight : sure;
}

static uint8_t stated(bool is_set)
{
	return is_set ? ANSWER_YES : 0;
}

/* A test that is still to come is no test. */
static uint8_t tested(day_t day, day_t since, day_t today)
{
	if (day == DAY_UNSET)
		return 0;
	return day <= today && day >= since ? ANSWER_YES : ANSWER_NO;
}

static void add_up(struct exit_readiness *readiness)
{
	int32_t lower = 0, upper = 0;

	for (int i = 0; i < EXIT_QUESTIONS; i++) {
		lower += readiness->lower_of[i];
		upper += readiness->upper_of[i];
	}
	readiness->lower = lower * 10000 / (EXIT_QUESTIONS * QUARTERS);
	readiness->upper = upper * 10000 / (EXIT_QUESTIONS * QUARTERS);
	readiness->lock_in = 10000 - readiness->lower;
}

void exit_readiness(const struct exit_facts *facts, day_t today, struct exit_readiness *readiness)
{
	day_t recent = day_add_months(today, -TEST_HOLDS_MONTHS);
	const uint8_t answers[EXIT_DOCUMENTATION] = {
		[EXIT_DATA_OWNED] = facts->data_owned,
		[EXIT_EXPORT_FORMAT] = facts->data_export,
		[EXIT_EXPORT_TESTED] = tested(facts->export_tested, recent, today),
		[EXIT_PLAN] = stated(facts->exit_plan),
		[EXIT_PLAN_TESTED] = tested(facts->exit_tested, DAY_UNSET, today),
		[EXIT_TRANSITION_HELP] = facts->transition_help,
		[EXIT_PRICE] = stated(facts->exit_cost),
		[EXIT_TERMINATION] = facts->termination_right,
		[EXIT_ALTERNATIVE] = stated(facts->alternative),
	};

	*readiness = (struct exit_readiness){0};
	for (int i = 0; i < EXIT_DOCUMENTATION; i++)
		add_answer(readiness, (enum exit_question)i, answers[i], QUARTERS);
	add_answer(readiness, EXIT_DOCUMENTATION, facts->documentation, QUARTERS / 2);
	add_answer(readiness, EXIT_DOCUMENTATION, facts->open_api, QUARTERS / 2);
	add_up(readiness);
}

uint8_t exit_worse_answer(uint8_t a, uint8_t b)
{
	static const uint8_t weight[] = {1, [ANSWER_YES] = 3, [ANSWER_NO] = 0, [ANSWER_PARTLY] = 2, [ANSWER_UNKNOWN] = 1};

	a = a < sizeof weight ? a : 0;
	b = b < sizeof weight ? b : 0;
	return weight[a] <= weight[b] ? a : b;
}

enum must_state must_stands(uint8_t answer, bool promised, day_t waived_until, day_t today)
{
	if (answer == ANSWER_YES)
		return MUST_MET;
	if (promised)
		return MUST_PROMISED;
	if (waived_until != DAY_UNSET && waived_until >= today)
		return MUST_WAIVED;
	return answer == ANSWER_NO || answer == ANSWER_PARTLY ? MUST_MISSING : MUST_NOT_KNOWN;
}

void exit_explain(const struct exit_readiness *readiness, struct reasons *chain)
{
	static const enum reason_id missing[EXIT_QUESTIONS] = {
		[EXIT_DATA_OWNED] = REASON_exit_data_owned,
		[EXIT_EXPORT_FORMAT] = REASON_exit_export_format,
		[EXIT_EXPORT_TESTED] = REASON_exit_export_tested,
		[EXIT_PLAN] = REASON_exit_plan,
		[EXIT_PLAN_TESTED] = REASON_exit_plan_tested,
		[EXIT_TRANSITION_HELP] = REASON_exit_transition_help,
		[EXIT_PRICE] = REASON_exit_price,
		[EXIT_TERMINATION] = REASON_exit_termination,
		[EXIT_ALTERNATIVE] = REASON_exit_alternative,
		[EXIT_DOCUMENTATION] = REASON_exit_documentation,
	};

	reasons_add(chain, REASON_exit_range, (int64_t)readiness->lower, (int64_t)readiness->upper,
	            (int64_t)readiness->lock_in);
	for (int i = 0; i < EXIT_QUESTIONS; i++)
		if (readiness->lower_of[i] < QUARTERS)
			reasons_add(chain, missing[i]);
}
