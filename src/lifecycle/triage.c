#include "lifecycle/triage.h"

#include "base/lang.h"
#include "lifecycle/exit.h"
#include "lifecycle/gate_private.h"

const char *triage_question_title(enum triage_question question)
{
	static const char *const titles[TRIAGE_QUESTIONS] = {
		[TRIAGE_WORK] = N_("Does work change?"),
		[TRIAGE_WHOM] = N_("For whom?"),
		[TRIAGE_MONEY] = N_("How much money and time over its life?"),
		[TRIAGE_OTHERS] = N_("Does it need others?"),
		[TRIAGE_URGENT] = N_("Is it urgent by law or security?"),
	};
	return question < TRIAGE_QUESTIONS ? titles[question] : "";
}

static void answer(struct triage *triage, enum triage_question question, bool known, struct reason reason)
{
	triage->answers[question].known = known;
	triage->answers[question].reason = reason;
}

static int64_t positive(int64_t number)
{
	return number > 0 ? number : 0;
}

/* What is said outright counts before what can be seen from what else is said. */
static void judge_work(const struct triage_facts *facts, struct triage *triage)
{
	int64_t moving = positive(facts->functions_changed) + positive(facts->functions_new);
	uint8_t stated = facts->way_of_working ? F_opportunity_new_way_of_working
	                 : facts->flows        ? F_opportunity_flows
	                 : facts->roles        ? F_opportunity_roles_changed
	                                       : 0;
	bool said = facts->work_changes == ANSWER_YES || facts->work_changes == ANSWER_NO ||
	            facts->work_changes == ANSWER_PARTLY;
	triage->track = C_track_business_development;
	if (said)
		answer(triage, TRIAGE_WORK, true,
		       reason_make(REASON_gate_answer_is, FIELD_ARGUMENT(E_opportunity, F_opportunity_work_changes),
		                   CHOICE_ARGUMENT(CHOICES_answer, facts->work_changes)));
	else if (stated != 0)
		answer(triage, TRIAGE_WORK, true, reason_make(REASON_gate_stated, FIELD_ARGUMENT(E_opportunity, stated)));
	else if (moving > 0)
		answer(triage, TRIAGE_WORK, true, reason_make(REASON_triage_functions_change, moving));
	else
		answer(triage, TRIAGE_WORK, false, reason_make(REASON_triage_not_said));
	if (facts->work_changes == ANSWER_NO)
		triage->track = C_track_infrastructure;
	else if (!triage->answers[TRIAGE_WORK].known)
		triage->track = 0;
}

static void judge_size(const struct triage_facts *facts, const struct triage_limits *limits, struct triage *triage)
{
	bool priced = facts->amount != NUMBER_UNSET;
	if ((priced && facts->amount >= limits->amount) || facts->hours >= limits->hours || facts->units >= limits->units)
		triage->size = C_size_large;
	else
		triage->size = priced ? C_size_small : 0;
	answer(triage, TRIAGE_MONEY, priced,
	       priced ? reason_make(REASON_triage_money, facts->amount, facts->hours)
	              : reason_make(REASON_triage_hours, facts->hours));
}

void triage_find(const struct triage_facts *facts, const struct triage_limits *limits, struct triage *triage)
{
	*triage = (struct triage){0};
	judge_work(facts, triage);
	answer(triage, TRIAGE_WHOM, facts->users > 0 || facts->units > 0,
	       facts->users > 0 ? reason_make(REASON_triage_for_whom, facts->users, facts->units)
	                        : reason_make(REASON_triage_for_units, facts->units));
	judge_size(facts, limits, triage);
	answer(triage, TRIAGE_OTHERS, true,
	       reason_make(REASON_triage_others, facts->units, facts->integrations, facts->help));
	answer(triage, TRIAGE_URGENT, facts->urgent,
	       facts->urgent ? reason_make(REASON_gate_stated, FIELD_ARGUMENT(E_opportunity, F_opportunity_urgent))
	                     : reason_make(REASON_triage_not_urgent));
}
