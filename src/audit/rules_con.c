/* CON: the clocks of contracts. What they say and cost: rules_con_terms.c. */
#include "audit/rules_con.h"
#include "base/lang.h"
#include "base/memory.h"

/* ---- let it run, or give notice? ---- */

static bool renews_itself(const struct rule_case *at)
{
	const struct scope_contract *contract = at->contract;
	return contract->clock.state != CONTRACT_ENDED && (contract->clock.remarks & CONTRACT_TERMINATED) == 0 &&
	       contract_renews_tacitly(&contract->reading.terms) && contract->clock.current_end != DAY_UNSET &&
	       !contract_term_is_decided(at->world, at->record->id, contract->clock.current_end);
}

static void add_one_more_term(const struct rule_case *at, struct found *found)
{
	int64_t months = contract_months(at->contract->reading.terms.renewal_months);
	money_t yearly = record_number(at->record, F_contract_yearly_cost);
	money_t cost = yearly == NUMBER_UNSET ? NUMBER_UNSET : scaled(yearly, months, 12);
	if (months > 0 && cost != NUMBER_UNSET)
		reasons_add(&found->reasons, REASON_one_more_term, months, cost);
	else if (months > 0)
		reasons_add(&found->reasons, REASON_one_more_term_unpriced, months);
}

static struct found *tell_of_contract(const struct rule_case *at, day_t due)
{
	struct found *found = finding_add(at);
	struct reasons explained = {0};
	contract_explain(&at->contract->reading.terms, &at->contract->clock, &explained);
	found_explain(found, &explained);
	found->due = due;
	return found;
}

static void look_for_notice(const struct rule_case *at)
{
	day_t last = at->contract->clock.last_notice_day, today = at->world->today;
	bool coming = day_is_within(last, at->thresholds[0], today) && !day_is_within(last, at->thresholds[1], today);
	if (coming && renews_itself(at))
		add_one_more_term(at, tell_of_contract(at, last));
}

static void look_for_notice_now(const struct rule_case *at)
{
	day_t last = at->contract->clock.last_notice_day;
	if (day_is_within(last, at->thresholds[0], at->world->today) && renews_itself(at))
		add_one_more_term(at, tell_of_contract(at, last));
}

/* The last notice day lies behind, or nobody knows it: the next term begins by itself. */
static void look_for_renewal(const struct rule_case *at)
{
	const struct contract_clock *clock = &at->contract->clock;
	bool open = clock->last_notice_day != DAY_UNSET && clock->last_notice_day >= at->world->today;
	if (!open && day_is_within(clock->current_end, at->thresholds[0], at->world->today) && renews_itself(at))
		add_one_more_term(at, tell_of_contract(at, clock->current_end));
}

static void look_for_option(const struct rule_case *at)
{
	const struct contract_clock *clock = &at->contract->clock;
	day_t call_by = clock->option_notice_day != DAY_UNSET ? clock->option_notice_day : clock->current_end;
	if (clock->state == CONTRACT_ENDED || clock->options_left == 0 || clock->current_end == DAY_UNSET ||
	    call_by - at->world->today > at->thresholds[0] ||
	    contract_term_is_decided(at->world, at->record->id, clock->current_end))
		return;
	struct found *found = tell_of_contract(at, call_by);
	if (clock->option_notice_day == DAY_UNSET)
		reasons_add(&found->reasons, REASON_option_notice_not_set);
}

static void look_for_last_option(const struct rule_case *at)
{
	const struct contract_clock *clock = &at->contract->clock;
	if (clock->state == CONTRACT_ENDED || (clock->remarks & CONTRACT_LAST_OPTION) == 0 ||
	    (clock->remarks & CONTRACT_TERMINATED) != 0 || contract_renews_tacitly(&at->contract->reading.terms) ||
	    record_is_set(at->record, F_contract_procurement_started) ||
	    opportunity_is_under_way(at->world, C_trigger_kind_contract_end, record_self(at->record)))
		return;
	tell_of_contract(at, DAY_UNSET);
}

/* ---- what a system in use stands on: one of these is told, or none ---- */

enum footing {
	FOOTING_HOLDS,
	FOOTING_ENDED,       /* the last contract has ended by itself */
	FOOTING_TERMINATED,  /* … because notice was given */
	FOOTING_NOT_STARTED, /* a contract is there, and begins later */
	FOOTING_NONE,
};

#define FOLLOWS_MONTHS 3 /* as in the decision clock: a contract that begins so soon follows the one that ended */

static enum footing of_ended(const struct scope_contract *contract)
{
	return (contract->clock.remarks & CONTRACT_TERMINATED) != 0 ? FOOTING_TERMINATED : FOOTING_ENDED;
}

static bool ended_later(const struct scope_contract *contract, const struct scope_contract *than)
{
	return than == NULL || contract->clock.current_end > than->clock.current_end;
}

static bool starts_earlier(const struct scope_contract *contract, const struct scope_contract *than)
{
	return than == NULL || contract->reading.terms.start < than->reading.terms.start;
}

/* `contract`: the place of the one that decides, where there is one. */
static enum footing find_footing(const struct rule_case *at, const struct scope_contract **contract)
{
	const struct scope_contract *ended = NULL, *next = NULL;
	for (size_t i = 0; i < at->scope->lists[E_contract].count; i++) {
		const struct scope_contract *one = &at->scope->contracts[i];
		if (!one->there || !one->main)
			continue;
		if (one->clock.state == CONTRACT_IN_FORCE)
			return FOOTING_HOLDS;
		if (one->clock.state == CONTRACT_ENDED && ended_later(one, ended))
			ended = one;
		else if (one->clock.state == CONTRACT_NOT_STARTED && starts_earlier(one, next))
			next = one;
	}
	day_t soon = day_add_months(at->world->today, FOLLOWS_MONTHS);
	*contract = ended == NULL || (next != NULL && next->reading.terms.start <= soon) ? next : ended;
	if (*contract == NULL)
		return FOOTING_NONE;
	return *contract == next ? FOOTING_NOT_STARTED : of_ended(ended);
}

/* A contract over several systems is one thing to put right. */
static void look_for_footing(const struct rule_case *at, enum footing wanted)
{
	const struct scope_contract *contract = NULL;
	if (system_is_used(at->record) && find_footing(at, &contract) == wanted)
		tally_add(at, contract->reading.terms.ref, SLICE(""), record_self(at->record));
}

static void look_for_expired(const struct rule_case *at)
{
	look_for_footing(at, FOOTING_ENDED);
}

static void look_for_terminated(const struct rule_case *at)
{
	look_for_footing(at, FOOTING_TERMINATED);
}

static void look_for_not_started(const struct rule_case *at)
{
	look_for_footing(at, FOOTING_NOT_STARTED);
}

static void settle_footing(const struct rule_case *at, const struct tally *tally)
{
	struct contract_reading reading;
	struct contract_clock clock;
	struct reasons explained = {0};
	struct record contract;
	if (!view_record(at->world->view, tally->about, &contract))
		return;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, at->world->today, &clock);
	struct found *found = con_tally_finding(at, tally);
	contract_explain(&reading.terms, &clock, &explained);
	reasons_leave_out(&explained, REASON_contract_notice_not_set);
	found_explain(found, &explained);
	found_add_tally(found, tally, REASON_system_there, REASON_systems_there);
	if (clock.state == CONTRACT_ENDED)
		found->due = clock.current_end;
}

/* Somebody outside sells, runs or maintains it. */
static bool needs_contract(const struct record *system)
{
	uint8_t hosting = record_choice(system, F_system_hosting);
	return record_is_set(system, F_system_supplier) || record_is_set(system, F_system_operated_by) ||
	       record_is_set(system, F_system_maintained_by) || hosting == C_hosting_hosted || hosting == C_hosting_saas;
}

static bool has_contract_above(const struct audit_world *world, const struct record *system)
{
	struct records *rows = records_new(world->view, E_contract_system);
	struct ref above = record_ref(system, F_system_parent);
	struct record parent, row;
	bool there = false;
	for (unsigned level = 0; level < 8 && !there && view_record(world->view, above, &parent); level++) {
		bool on = false;
		there = records_child(rows, parent.id, &on, &row);
		above = record_ref(&parent, F_system_parent);
	}
	records_free(&rows);
	return there;
}

static void look_for_none(const struct rule_case *at)
{
	const struct scope_contract *contract = NULL;
	if (!system_is_used(at->record) || !needs_contract(at->record) || find_footing(at, &contract) != FOOTING_NONE ||
	    (record_is_set(at->record, F_system_parent) && has_contract_above(at->world, at->record)))
		return;
	struct found *found = finding_add(at);
	struct ref supplier = record_ref(at->record, F_system_supplier);
	if (ref_is_set(supplier))
		reasons_add(&found->reasons, REASON_no_contract_with, supplier);
	else
		reasons_add(&found->reasons, REASON_no_contract);
	if (at->scope->lists[E_contract_system].count > 0)
		reasons_add(&found->reasons, REASON_only_additions, (int64_t)at->scope->lists[E_contract_system].count);
	found_add_criticality(found, at);
}

#define TERM_FACTS \
	"contract.start contract.end contract.running contract.renewal contract.renewal_months contract.notice_months " \
	"contract.terminated contract.option_months contract.options_used contract.irrevocable_until "
#define DECISION_FACTS "decision.about decision.term_end decision.outcome decision.supersedes "
#define FOOTING_FACTS TERM_FACTS "contract.signed contract_system.contract contract_system.part system.phase "

static const struct rule rules[] = {
	{.number = 1, .title = N_("The last notice day is coming"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_medium, .start = true,
	 .help = N_("A contract that renews itself is asked about while notice can still be given: let it run, or leave? "
	            "A decision about the contract that names the term answers. What is nearer than the second number of "
	            "days belongs to CON-02."),
	 .reads = TERM_FACTS DECISION_FACTS "contract.last_notice_day contract.yearly_cost",
	 .needs = "contract.last_notice_day", .thresholds = {{"days", 90, UNIT_days}, {"from_days", 30, UNIT_days}},
	 .cost = KR(8000), .next_step = REASON_do_choose_term, .whose = C_role_contract_owner, .look = look_for_notice},
	{.number = 2, .title = N_("The last notice day is near"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_high, .start = true,
	 .help = N_("The last weeks in which notice can be given. A decision about the contract that names the term "
	            "answers."),
	 .reads = TERM_FACTS DECISION_FACTS "contract.last_notice_day contract.yearly_cost",
	 .needs = "contract.last_notice_day", .thresholds = {{"days", 30, UNIT_days}},
	 .cost = KR(8000), .next_step = REASON_do_choose_term, .whose = C_role_contract_owner, .look = look_for_notice_now},
	{.number = 3, .title = N_("Renews itself, and nobody has decided"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("Notice can no longer be given, or its time is not stated, and a new term is about to begin without a "
	            "decision about the one that ends."),
	 .reads = TERM_FACTS DECISION_FACTS "contract.last_notice_day contract.current_end contract.yearly_cost",
	 .needs = "contract.current_end", .thresholds = {{"days", 90, UNIT_days}},
	 .cost = KR(4000), .next_step = REASON_do_record_renewal, .whose = C_role_contract_owner, .look = look_for_renewal},
	{.number = 4, .title = N_("An option is to be called"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("The contract can be prolonged by an option, and the day to call it is near or has passed. A decision "
	            "about the contract that names the term answers."),
	 .reads = TERM_FACTS DECISION_FACTS "contract.option_notice_months contract.option_notice_day",
	 .needs = "contract.option_months", .thresholds = {{"days", 90, UNIT_days}},
	 .cost = KR(8000), .next_step = REASON_do_choose_option, .whose = C_role_contract_owner, .look = look_for_option},
	{.number = 5, .title = N_("Contract has ended but the system is in use"), .entity = E_contract, .scope = RULE_SYSTEM,
	 .severity = C_severity_high, .start = true,
	 .help = N_("The main contract of a system in use has ended, and no other main contract is in force or begins "
	            "within three months."),
	 .reads = FOOTING_FACTS, .needs = "contract.end",
	 .cost = KR(30000), .next_step = REASON_do_new_contract, .whose = C_role_contract_owner, .look = look_for_expired,
	 .settle = settle_footing},
	{.number = 6, .title = N_("Contract is terminated but the system is in use"), .entity = E_contract,
	 .scope = RULE_SYSTEM, .severity = C_severity_high,
	 .help = N_("Notice was given and the contract has ended by it, but the system is still used and no other main "
	            "contract holds."),
	 .reads = FOOTING_FACTS, .needs = "contract.terminated",
	 .cost = KR(30000), .next_step = REASON_do_new_contract, .whose = C_role_contract_owner, .look = look_for_terminated,
	 .settle = settle_footing},
	{.number = 7, .title = N_("System in use without a contract"), .entity = E_system, .scope = RULE_SYSTEM,
	 .severity = C_severity_medium,
	 .help = N_("Somebody outside sells, runs or maintains the system, and no main contract covers it. A contract "
	            "that is there but not in force is another rule's."),
	 .reads = FOOTING_FACTS "system.supplier system.operated_by system.maintained_by system.hosting system.parent",
	 .cost = KR(15000), .next_step = REASON_do_find_contract, .whose = C_role_system_owner, .look = look_for_none},
	{.number = 8, .title = N_("The contract is not in force yet"), .entity = E_contract, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("A system in use has a main contract, but it has not begun, and no other holds until then."),
	 .reads = FOOTING_FACTS, .needs = "contract.start",
	 .cost = KR(8000), .next_step = REASON_do_cover_gap, .whose = C_role_contract_owner, .look = look_for_not_started,
	 .settle = settle_footing},
	{.number = 9, .title = N_("The last option is running"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("After this term there is nothing left to prolong: the next purchase must be prepared. Silent once it "
	            "has started."),
	 .reads = TERM_FACTS "contract.procurement_started opportunity.stage opportunity_trigger.about",
	 .needs = "contract.option_months",
	 .cost = KR(20000), .next_step = REASON_do_prepare_purchase, .whose = C_role_contract_owner,
	 .look = look_for_last_option},
	{.number = 10, .title = N_("No terms for leaving"), .entity = E_contract, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("The main contract of a system with criticality 3 or more has no terms for leaving written down."),
	 .reads = TERM_FACTS "contract.exit_terms contract_system.part system.criticality system.phase",
	 .cost = KR(6000), .next_step = REASON_do_write_exit_terms, .whose = C_role_contract_manager,
	 .look = con_look_for_exit_terms, .settle = con_settle_exit_terms},
	{.number = 11, .title = N_("Data is not certainly returned"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("The contract does not oblige the supplier to hand back all data in a usable form, or only partly. "
	            "What is not known is asked for in the list of facts to fill in."),
	 .reads = TERM_FACTS "contract.data_return contract.parent", .needs = "contract.data_return",
	 .cost = KR(15000), .next_step = REASON_do_agree_data_return, .whose = C_role_contract_manager,
	 .look = con_look_for_data_return},
	{.number = 12, .title = N_("The price rises fast"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("The yearly adjustment of the price is above the limit."),
	 .reads = TERM_FACTS "contract.index_percent contract.index_name contract.yearly_cost",
	 .needs = "contract.index_percent", .thresholds = {{"percent", 5, UNIT_none}},
	 .cost = KR(10000), .next_step = REASON_do_check_price, .whose = C_role_contract_manager,
	 .look = con_look_for_index},
	{.number = 13, .title = N_("The ceiling is near"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("More of the highest sum has been called off than the limit says. High once all of it has."),
	 .reads = TERM_FACTS "contract.ceiling contract.called_off", .needs = "contract.ceiling",
	 .thresholds = {{"percent", 80, UNIT_none}},
	 .cost = KR(30000), .next_step = REASON_do_buy_anew, .whose = C_role_contract_owner, .look = con_look_for_ceiling},
	{.number = 14, .title = N_("The changes of the contract are too large"), .entity = E_contract_change,
	 .scope = RULE_RECORD, .severity = C_severity_medium,
	 .help = N_("The sum of the changes is above what may be changed without buying anew (LOU 17:9): the share of the "
	            "indexed value, at most the threshold."),
	 .reads = TERM_FACTS "contract_change.contract contract_change.amount contract.total_value contract.yearly_cost "
	                     "contract.index_percent", .needs = "contract_change.amount",
	 .cost = KR(40000), .next_step = REASON_do_judge_changes, .whose = C_role_contract_owner,
	 .look = con_look_for_changes, .settle = con_settle_changes},
	{.number = 15, .title = N_("Direct awards to one supplier"), .entity = E_contract, .scope = RULE_RECORD,
	 .severity = C_severity_high,
	 .help = N_("The direct awards to one supplier that begin in a year are together above the limit for direct "
	            "awards. Low from the share of it that the configuration says. Purchases of different kinds may be "
	            "told apart by hand."),
	 .reads = TERM_FACTS "contract.procurement contract.supplier contract.kind contract.total_value "
	                     "contract.yearly_cost", .needs = "contract.procurement",
	 .cost = KR(40000), .next_step = REASON_do_judge_awards, .whose = WHOSE_ADMINISTRATOR, .look = con_look_for_awards,
	 .settle = con_settle_awards},
	{.number = 16, .title = N_("Shares of the cost are not 100 %"), .entity = E_contract, .scope = RULE_SYSTEM,
	 .severity = C_severity_low,
	 .help = N_("The stated shares of a contract's cost do not add up to 100 per cent over its systems."),
	 .reads = TERM_FACTS "contract_system.contract contract_system.share", .needs = "contract_system.share",
	 .cost = KR(1000), .next_step = REASON_do_correct_shares, .whose = C_role_contract_manager,
	 .look = con_look_for_shares, .settle = con_settle_shares},
};

const struct rule_group rule_group_con = {"CON", N_("Contracts"), rules, COUNT_OF(rules)};
