#include "register/exits.h"

#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"

struct exits {
	const struct view *view;
	day_t today;
	struct scope_reader *scopes;
	struct cost_reader *costs;
};

struct exits *exits_new(const struct view *view, const struct conf *conf, day_t today)
{
	struct exits *exits = memory_new(sizeof *exits);
	exits->view = view;
	exits->today = today;
	exits->scopes = scope_reader_new(view, conf, today, COST_SCOPE);
	exits->costs = cost_reader_new(view, conf, today);
	return exits;
}

void exits_free(struct exits **exits)
{
	if (*exits == NULL)
		return;
	scope_reader_free(&(*exits)->scopes);
	cost_reader_free(&(*exits)->costs);
	free(*exits);
	*exits = NULL;
}

/* ---- the contracts whose answers count ---- */

static bool is_in_force(const struct scope_contract *contract)
{
	return contract->there && contract->clock.state == CONTRACT_IN_FORCE;
}

static bool has_main(const struct system_scope *scope)
{
	for (size_t i = 0; i < scope->lists[E_contract].count; i++)
		if (is_in_force(&scope->contracts[i]) && scope->contracts[i].main)
			return true;
	return false;
}

static bool counts(const struct system_scope *scope, size_t i, bool main_only)
{
	return is_in_force(&scope->contracts[i]) && (scope->contracts[i].main || !main_only);
}

/* Where it ends if notice is given today, or by itself. */
static day_t leaves_on(const struct contract_clock *clock)
{
	return clock->exit_if_noticed != DAY_UNSET ? clock->exit_if_noticed : clock->current_end;
}

static void take_contract(struct exit_standing *standing, struct exit_facts *facts, const struct record *contract,
                          const struct contract_clock *clock)
{
	uint8_t help = record_choice(contract, F_contract_transition_help);
	uint8_t right = record_choice(contract, F_contract_termination_right);
	bool first = standing->contracts++ == 0;
	day_t released = leaves_on(clock);
	if (first)
		standing->contract = record_self(contract);
	facts->transition_help = first ? help : exit_worse_answer(facts->transition_help, help);
	facts->termination_right = first ? right : exit_worse_answer(facts->termination_right, right);
	facts->exit_cost = facts->exit_cost || record_is_set(contract, F_contract_exit_cost);
	if (first || released == DAY_UNSET)
		standing->released = released;
	else if (standing->released != DAY_UNSET && released > standing->released)
		standing->released = released;
}

static void take_contracts(struct exit_standing *standing, struct exit_facts *facts, const struct system_scope *scope)
{
	bool main_only = has_main(scope);
	standing->released = DAY_UNSET;
	for (size_t i = 0; i < scope->lists[E_contract].count; i++)
		if (counts(scope, i, main_only))
			take_contract(standing, facts, &scope->lists[E_contract].items[i], &scope->contracts[i].clock);
}

static struct exit_facts facts_of(const struct record *system)
{
	return (struct exit_facts){
		.data_owned = record_choice(system, F_system_data_owned),
		.data_export = record_choice(system, F_system_data_export),
		.documentation = record_choice(system, F_system_documentation),
		.open_api = record_choice(system, F_system_open_api),
		.exit_plan = record_is_set(system, F_system_exit_plan),
		.exit_cost = record_is_set(system, F_system_exit_cost),
		.alternative = record_is_set(system, F_system_alternative),
		.export_tested = record_day(system, F_system_export_tested),
		.exit_tested = record_day(system, F_system_exit_tested),
	};
}

/* ---- the cost ---- */

static bool take_leaving(void *context, const struct cost_line *line)
{
	struct exit_standing *standing = context;
	if (line->group != COST_EXIT)
		return true;
	money_t before = standing->cost == NUMBER_UNSET ? 0 : standing->cost;
	standing->cost_ref = line->ref;
	standing->cost_estimated = standing->cost_estimated || line->estimated;
	return money_add(before, line->amount, &standing->cost);
}

static void find_cost(struct exits *exits, const struct system_scope *scope, struct exit_standing *standing)
{
	standing->cost = NUMBER_UNSET;
	if (!system_cost_lines(cost_reader_facts(exits->costs, scope), cost_reader_parameters(exits->costs), exits->today,
	                       take_leaving, standing))
		standing->cost = NUMBER_UNSET;
}

/* ---- the musts ---- */

static const struct {
	uint8_t field;
	const char *rule; /* whose finding, where it has been accepted, waives it */
} musts[MUSTS] = {
	[MUST_DATA_OWNED] = {F_system_data_owned, "EXI-04"},
	[MUST_OPEN_STANDARDS] = {F_system_open_standards, "EXI-05"},
	[MUST_OPEN_API] = {F_system_open_api, "EXI-06"},
};

static void take_promise(const struct record *commitment, struct exit_standing *standing)
{
	uint8_t must = record_choice(commitment, F_commitment_must);
	if (must > 0 && must < MUSTS && !ref_is_set(standing->musts[must].by))
		standing->musts[must].by = record_self(commitment);
}

static void find_promises(struct exits *exits, const struct system_scope *scope, struct exit_standing *standing)
{
	struct records *commitments = records_new(exits->view, E_commitment);
	struct record commitment;
	for (size_t i = 0; i < scope->lists[E_contract].count; i++) {
		bool on = false;
		while (is_in_force(&scope->contracts[i]) &&
		       records_child(commitments, scope->lists[E_contract].items[i].id, &on, &commitment))
			take_promise(&commitment, standing);
	}
	records_free(&commitments);
}

static void take_waiver(const struct record *finding, struct must_standing *standing, const char *rule)
{
	if (record_choice(finding, F_finding_state) != C_finding_state_accepted ||
	    !slice_equal_text(record_text(finding, F_finding_rule), rule))
		return;
	standing->until = record_day(finding, F_finding_accepted_until);
	if (!ref_is_set(standing->by))
		standing->by = record_self(finding);
}

static void find_waivers(struct exits *exits, const struct record *system, struct exit_standing *standing)
{
	struct naming *findings = naming_new(exits->view, E_finding, F_finding_about, record_self(system));
	struct record finding;
	while (naming_next(findings, &finding))
		for (int must = 1; must < MUSTS; must++)
			take_waiver(&finding, &standing->musts[must], musts[must].rule);
	naming_free(&findings);
}

static void stand_must(struct must_standing *must, uint8_t answer, day_t today)
{
	must->answer = answer;
	must->state = must_stands(answer, must->by.entity == E_commitment, must->until, today);
	if (must->state != MUST_WAIVED)
		must->until = DAY_UNSET;
	if (must->state != MUST_WAIVED && must->state != MUST_PROMISED)
		must->by = (struct ref){0};
}

static void find_musts(struct exits *exits, const struct system_scope *scope, struct exit_standing *standing)
{
	for (int must = 1; must < MUSTS; must++)
		standing->musts[must].until = DAY_UNSET;
	find_promises(exits, scope, standing);
	find_waivers(exits, &scope->system, standing);
	for (int must = 1; must < MUSTS; must++)
		stand_must(&standing->musts[must], record_choice(&scope->system, musts[must].field), exits->today);
}

/* ---- all of it ---- */

void exits_read(struct exits *exits, const struct record *system, struct exit_standing *standing)
{
	const struct system_scope *scope = scope_read(exits->scopes, system);
	struct exit_facts facts = facts_of(system);
	*standing = (struct exit_standing){
		.system = *system, .lead = scope->decision.lead, .earliest = scope->decision.earliest};
	take_contracts(standing, &facts, scope);
	exit_readiness(&facts, exits->today, &standing->readiness);
	find_cost(exits, scope, standing);
	find_musts(exits, scope, standing);
}
