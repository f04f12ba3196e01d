#include "lifecycle/contract.h"

static void explain_state(const struct contract_terms *terms, const struct contract_clock *clock,
                          struct reasons *chain)
{
	if (clock->state == CONTRACT_ENDED)
		reasons_add(chain, REASON_contract_ended, (int64_t)clock->current_end);
	else if (clock->state == CONTRACT_NOT_STARTED)
		reasons_add(chain, REASON_contract_not_started, (int64_t)terms->start);
	else if (clock->current_end != DAY_UNSET)
		reasons_add(chain, REASON_contract_in_force, (int64_t)clock->current_end);
	else if (clock->remarks & CONTRACT_END_NOT_KNOWN)
		reasons_add(chain, REASON_contract_in_force_end_unknown);
	else
		reasons_add(chain, REASON_contract_running);
	if (!(clock->remarks & CONTRACT_NOT_SIGNED))
		return;
	if (terms->signed_on == DAY_UNSET)
		reasons_add(chain, REASON_contract_not_signed);
	else
		reasons_add(chain, REASON_contract_signed_later, (int64_t)terms->signed_on);
}

static void explain_end(const struct contract_terms *terms, const struct contract_clock *clock, struct reasons *chain)
{
	int64_t months = contract_months(terms->renewal_months);
	int64_t used = terms->options_used > terms->option_count ? terms->option_count : terms->options_used;

	if (terms->end == DAY_UNSET && !terms->running)
		reasons_add(chain, REASON_contract_no_end);
	if (clock->base_end != DAY_UNSET && terms->end != clock->current_end)
		reasons_add(chain, REASON_contract_first_end, (int64_t)terms->end);
	if (clock->base_end != DAY_UNSET && used > 0)
		reasons_add(chain, REASON_contract_options_used, used, day_months_up(terms->end + 1, clock->base_end + 1),
		            (int64_t)clock->base_end);
	if (clock->renewals > 0)
		reasons_add(chain, REASON_contract_renewed, (int64_t)clock->renewals, months,
		            (int64_t)contract_renewed_end(terms, clock->renewals));
	if (clock->remarks & CONTRACT_PERIOD_NOT_SET)
		reasons_add(chain, REASON_contract_period_not_set);
	if (clock->remarks & CONTRACT_RENEWAL_NOT_SET)
		reasons_add(chain, REASON_contract_renewal_not_set);
	else if (terms->renewal == RENEWAL_EXPRESS && !terms->running && !(clock->remarks & CONTRACT_TERMINATED))
		reasons_add(chain, REASON_contract_renewed_expressly);
}

static void explain_options(const struct contract_clock *clock, struct reasons *chain)
{
	if (clock->remarks & CONTRACT_LAST_OPTION)
		reasons_add(chain, REASON_contract_last_option);
	if (clock->options_left > 0 && clock->final_end != DAY_UNSET)
		reasons_add(chain, REASON_contract_options_left, (int64_t)clock->options_left, (int64_t)clock->final_end);
	if (clock->option_notice_day != DAY_UNSET)
		reasons_add(chain, REASON_contract_option_notice, (int64_t)clock->option_notice_day);
}

static void explain_notice(const struct contract_terms *terms, const struct contract_clock *clock,
                           struct reasons *chain)
{
	if (clock->remarks & CONTRACT_TERMINATED) {
		if (clock->ends_by_termination == DAY_UNSET)
			reasons_add(chain, REASON_contract_terminated_end_unknown, (int64_t)terms->terminated);
		else
			reasons_add(chain, REASON_contract_terminated, (int64_t)terms->terminated,
			            (int64_t)clock->ends_by_termination);
		return;
	}
	if (clock->remarks & CONTRACT_NOTICE_NOT_SET)
		reasons_add(chain, REASON_contract_notice_not_set);
	if (clock->last_notice_day != DAY_UNSET)
		reasons_add(chain, REASON_contract_last_notice_day, contract_months(terms->notice_months),
		            (int64_t)clock->last_notice_day);
	if (clock->exit_if_noticed != DAY_UNSET)
		reasons_add(chain, REASON_contract_exit_if_noticed, (int64_t)clock->exit_if_noticed);
	if (terms->irrevocable_until != DAY_UNSET)
		reasons_add(chain, REASON_contract_irrevocable, (int64_t)terms->irrevocable_until);
}

void contract_explain(const struct contract_terms *terms, const struct contract_clock *clock, struct reasons *chain)
{
	explain_state(terms, clock, chain);
	explain_end(terms, clock, chain);
	explain_notice(terms, clock, chain);
	explain_options(clock, chain);
}
