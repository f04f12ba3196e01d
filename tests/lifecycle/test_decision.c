/* The decision clock, case by case: DOMAIN 3.3, and edges worked out by hand from the text. */
#include "lifecycle/lifecycle_cases.h"

#include "lifecycle/lifecycle_private.h"

#define MOST 4
#define LISTED 16

enum { COMPONENT = 1, CONTRACT, LICENCE, INTEGRATION, SYSTEM, OPPORTUNITY, CHOSEN };

struct contract_row {
	const char *start, *end, *irrevocable, *terminated;
	int renewal, period, notice, notice_to, used; /* notice in months + 1; 0 is not set */
	int64_t options[2];
	int next;
	bool running, started;
};

struct component_row {
	const char *vendor, *extended, *own;
	int remedy, layer;
	bool longer;
};

struct licence_row {
	const char *end;
	int renewal, period, notice, pool;
};

struct row {
	const char *what, *today;
	int criticality, introduction, phase; /* introduction in months + 1; 0 is not set */
	const char *planned_retirement;
	struct component_row components[MOST];
	struct contract_row contracts[MOST];
	struct licence_row licences[MOST];
	struct {
		const char *end;
		bool critical;
	} integrations[2];
	struct {
		int kind, about;
	} opportunities[2];
	struct {
		const char *date, *follow_up;
	} decisions[2];
	/* what must come out */
	const char *decide_by;
	int state, kind, about, force;
	const char *day;
	int lead, gap, musts, doors, answered;
	const char *act_by;
};

struct facts {
	struct system_facts system;
	struct component_facts components[MOST];
	struct component_clock clocks[MOST];
	struct contract_terms terms[MOST], licence_terms[MOST];
	struct contract_clock contract_clocks[MOST];
	struct contract_facts contracts[MOST];
	struct licence_facts licences[MOST];
	struct integration_facts integrations[2];
	struct opportunity_facts opportunities[2];
	struct decision_facts decisions[2];
};

#define GIVEN(text) ((text) != NULL)

static void make_components(const struct row *row, struct facts *facts)
{
	size_t count = 0;

	for (; count < MOST; count++) {
		const struct component_row *from = &row->components[count];
		struct component_facts *to = &facts->components[count];

		if (!GIVEN(from->vendor) && !GIVEN(from->own) && from->remedy == 0 && from->layer == 0)
			break;
		*to = component_facts_unset;
		to->ref = (struct ref){COMPONENT, (record_id)count + 1};
		to->vendor_end = case_day(from->vendor);
		to->extended_end = case_day(from->extended);
		to->own_end = case_day(from->own);
		to->remedy = (uint8_t)from->remedy;
		to->layer = (uint8_t)from->layer;
		to->longer_supported = from->longer;
		component_clock(to, &lead_parameters_default, &facts->clocks[count]);
	}
	facts->system.components = facts->components;
	facts->system.component_clocks = facts->clocks;
	facts->system.component_count = count;
}

static struct contract_terms contract_of(const struct contract_row *from, record_id id)
{
	struct contract_terms terms = contract_terms_unset;

	terms.ref = (struct ref){CONTRACT, id};
	terms.start = case_day(from->start);
	terms.end = case_day(from->end);
	terms.irrevocable_until = case_day(from->irrevocable);
	terms.terminated = case_day(from->terminated);
	terms.renewal = (uint8_t)from->renewal;
	terms.renewal_months = from->period == 0 ? NUMBER_UNSET : from->period;
	terms.notice_months = from->notice == 0 ? NUMBER_UNSET : from->notice - 1;
	terms.notice_to = (uint8_t)from->notice_to;
	terms.options_used = from->used;
	terms.option_months = from->options;
	terms.option_count = from->options[0] == 0 ? 0 : from->options[1] == 0 ? 1 : 2;
	terms.running = from->running;
	return terms;
}

static void make_contracts(const struct row *row, struct facts *facts)
{
	size_t count = 0;

	for (; count < MOST; count++) {
		const struct contract_row *from = &row->contracts[count];

		if (!GIVEN(from->start) && !GIVEN(from->end) && !from->running && from->renewal == 0)
			break;
		facts->terms[count] = contract_of(from, (record_id)count + 1);
		contract_clock(&facts->terms[count], case_day(row->today), &facts->contract_clocks[count]);
		facts->contracts[count] = (struct contract_facts){&facts->terms[count], &facts->contract_clocks[count],
			(uint8_t)from->next, from->started};
	}
	facts->system.contracts = facts->contracts;
	facts->system.contract_count = count;
}

static void make_licences(const struct row *row, struct facts *facts)
{
	size_t count = 0;

	for (; count < MOST; count++) {
		const struct licence_row *from = &row->licences[count];
		struct contract_terms *terms = &facts->licence_terms[count];

		if (!GIVEN(from->end) && from->renewal == 0 && from->pool == 0)
			break;
		*terms = contract_terms_unset;
		terms->ref = (struct ref){LICENCE, (record_id)count + 1};
		terms->end = case_day(from->end);
		terms->renewal = (uint8_t)from->renewal;
		terms->renewal_months = from->period == 0 ? NUMBER_UNSET : from->period;
		terms->notice_months = from->notice == 0 ? NUMBER_UNSET : from->notice - 1;
		facts->licences[count] = (struct licence_facts){terms, (uint64_t)from->pool};
	}
	facts->system.licences = facts->licences;
	facts->system.licence_count = count;
}

/* The kind of a trigger tells which entity it is about. */
static uint8_t entity_of(int kind)
{
	static const uint8_t entities[] = {0, COMPONENT, COMPONENT, INTEGRATION, SYSTEM, CONTRACT, LICENCE};

	return entities[kind];
}

static void make_rest(const struct row *row, struct facts *facts)
{
	size_t i;

	for (i = 0; i < 2 && GIVEN(row->integrations[i].end); i++)
		facts->integrations[i] = (struct integration_facts){{INTEGRATION, (record_id)i + 1},
			case_day(row->integrations[i].end), row->integrations[i].critical};
	facts->system.integrations = facts->integrations;
	facts->system.integration_count = i;
	for (i = 0; i < 2 && row->opportunities[i].kind != 0; i++)
		facts->opportunities[i] = (struct opportunity_facts){{OPPORTUNITY, (record_id)i + 1},
			{entity_of(row->opportunities[i].kind), (record_id)row->opportunities[i].about},
			(uint8_t)row->opportunities[i].kind};
	facts->system.opportunities = facts->opportunities;
	facts->system.opportunity_count = i;
	for (i = 0; i < 2 && GIVEN(row->decisions[i].date); i++)
		facts->decisions[i] = (struct decision_facts){{CHOSEN, (record_id)i + 1}, case_day(row->decisions[i].date),
			case_day(row->decisions[i].follow_up)};
	facts->system.decisions = facts->decisions;
	facts->system.decision_count = i;
}

static void make_facts(const struct row *row, struct facts *facts)
{
	*facts = (struct facts){.system = system_facts_unset};
	facts->system.ref = (struct ref){SYSTEM, 1};
	facts->system.phase = (uint8_t)row->phase;
	facts->system.criticality = row->criticality == 0 ? NUMBER_UNSET : row->criticality;
	facts->system.introduction_months = row->introduction == 0 ? NUMBER_UNSET : row->introduction - 1;
	facts->system.planned_retirement = case_day(row->planned_retirement);
	make_components(row, facts);
	make_contracts(row, facts);
	make_licences(row, facts);
	make_rest(row, facts);
}

#define M(months) ((months) + 1) /* where 0 is not set */
#define REPLACE REMEDY_REPLACE_SYSTEM
#define NONE RENEWAL_NONE
#define TACIT RENEWAL_TACIT
#define MUST TRIGGER_MUST
#define MAY TRIGGER_MAY
#define SUPPORT TRIGGER_SUPPORT_END
#define BY_CONTRACT TRIGGER_CONTRACT_END
#define BY_LICENCE TRIGGER_LICENCE_END

#include "lifecycle/decision_cases.h"

static void check_row(const struct row *row)
{
	struct decision_trigger triggers[LISTED];
	struct decision decision;
	struct facts facts;

	make_facts(row, &facts);
	decision_find(&facts.system, case_day(row->today), &lead_parameters_default, triggers, LISTED, &decision);
	case_same_day(row->what, "decide_by", decision.decide_by, row->decide_by);
	case_same_number(row->what, "state", decision.state, row->state);
	case_same_number(row->what, "kind", decision.first.kind, row->kind);
	case_same_number(row->what, "about", decision.first.about.id, row->about);
	case_same_number(row->what, "force", decision.first.force, row->force);
	case_same_day(row->what, "day", decision.first.day, row->day);
	if (row->lead != 0)
		case_same_number(row->what, "lead", decision.lead.months, row->lead);
	case_same_number(row->what, "gap", decision.gap, row->gap);
	case_same_number(row->what, "musts", decision.musts, row->musts);
	case_same_number(row->what, "doors", decision.doors, row->doors);
	case_same_number(row->what, "answered", decision.answered, row->answered);
	case_same_day(row->what, "act_by", decision.act_by, row->act_by);
	case_same_number(row->what, "listed", (int64_t)decision.trigger_count, decision.musts + decision.doors);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check_row(&rows[i]);
}

/* How near is near: each limit on its last day and the day after, as preset and as an organisation has it. */
static void test_limits(void **state)
{
	static const struct {
		uint16_t now, soon, door; /* 0, 0, 0: as preset */
		uint8_t force;
		const char *decide_by;
		uint8_t state;
	} cases[] = {
		{0, 0, 0, TRIGGER_MUST, "2026-11-21", DECISION_PASSED}, {0, 0, 0, TRIGGER_MUST, "2026-11-22", DECISION_NOW},
		{0, 0, 0, TRIGGER_MUST, "2027-02-22", DECISION_NOW},    {0, 0, 0, TRIGGER_MUST, "2027-02-23", DECISION_SOON},
		{0, 0, 0, TRIGGER_MUST, "2027-11-22", DECISION_SOON},   {0, 0, 0, TRIGGER_MUST, "2027-11-23", DECISION_OPEN},
		{0, 0, 0, TRIGGER_MAY, "2027-02-20", DECISION_SOON},    {0, 0, 0, TRIGGER_MAY, "2027-02-21", DECISION_OPEN},
		{6, 24, 30, TRIGGER_MUST, "2027-05-22", DECISION_NOW},  {6, 24, 30, TRIGGER_MUST, "2027-05-23", DECISION_SOON},
		{6, 24, 30, TRIGGER_MUST, "2028-11-22", DECISION_SOON}, {6, 24, 30, TRIGGER_MUST, "2028-11-23", DECISION_OPEN},
		{6, 24, 30, TRIGGER_MAY, "2026-12-22", DECISION_SOON},  {6, 24, 30, TRIGGER_MAY, "2026-12-23", DECISION_OPEN},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct lead_parameters parameters = lead_parameters_default;
		if (cases[i].soon != 0) {
			parameters.now_months = cases[i].now;
			parameters.soon_months = cases[i].soon;
			parameters.door_days = cases[i].door;
		}
		case_same_number(cases[i].decide_by, "state",
		                 decision_state_on(cases[i].force, case_day(cases[i].decide_by), case_day("2026-11-22"), &parameters),
		                 cases[i].state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
