/* The systems, in one pass: what each must or may decide, at what cost, and what is left where the day has passed. */
#include "report/upcoming.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/committees.h"
#include "register/summary.h"

/* ---- items ---- */

uint8_t upcoming_state(day_t decide_by, day_t today)
{
	if (decide_by == DAY_UNSET)
		return DECISION_NONE;
	if (decide_by < today)
		return DECISION_PASSED;
	if (decide_by <= day_add_months(today, 3))
		return DECISION_NOW;
	return decide_by <= day_add_months(today, 12) ? DECISION_SOON : DECISION_OPEN;
}

void upcoming_add(struct upcoming *upcoming, const struct upcoming_item *item)
{
	day_t first = day_earlier(item->day, item->decide_by);
	if (first != DAY_UNSET && first > upcoming->until) {
		free(item->left);
		return;
	}
	memory_grow(&upcoming->items, &upcoming->capacity, upcoming->count, sizeof *upcoming->items);
	upcoming->items[upcoming->count++] = *item;
}

static int compare_named(const void *a, const void *b)
{
	const struct upcoming_named *x = a, *y = b;
	int order = ref_compare(x->about, y->about);
	return order != 0 ? order : x->kind - y->kind;
}

/* Of several the one that has come furthest. */
static void find_opportunity(const struct upcoming *upcoming, struct upcoming_item *item)
{
	const struct upcoming_named first = {.about = item->about, .kind = item->kind};
	size_t at = memory_first_at(&first, upcoming->named, upcoming->named_count, sizeof first, compare_named);
	for (; at < upcoming->named_count && compare_named(&upcoming->named[at], &first) == 0; at++)
		if (upcoming->named[at].stage > item->stage) {
			item->opportunity = upcoming->named[at].opportunity;
			item->stage = upcoming->named[at].stage;
		}
}

void upcoming_place(const struct upcoming *upcoming, struct upcoming_item *item, record_id unit)
{
	item->unit = unit;
	item->committee = unit == 0 ? 0 : committee_of(upcoming->teller->view, unit);
	if (item->opportunity == 0)
		find_opportunity(upcoming, item);
}

static void read_named(struct upcoming *upcoming)
{
	struct records *triggers = records_new(upcoming->teller->view, E_opportunity_trigger);
	struct record trigger, opportunity;
	for (bool there = records_first(triggers, &trigger); there; there = records_next(triggers, &trigger)) {
		struct ref ref = {E_opportunity, trigger.parent};
		uint8_t stage = reading_record(upcoming->teller->reading, ref, &opportunity)
		                    ? record_choice(&opportunity, F_opportunity_stage) : C_stage_rejected;
		if (stage == C_stage_rejected || stage == C_stage_stopped || !told_may_see(upcoming->teller, &opportunity))
			continue;
		memory_grow(&upcoming->named, &upcoming->named_capacity, upcoming->named_count, sizeof *upcoming->named);
		upcoming->named[upcoming->named_count++] = (struct upcoming_named){
			record_ref(&trigger, F_opportunity_trigger_about), record_choice(&trigger, F_opportunity_trigger_kind),
			stage == 0 ? C_stage_raised : stage, trigger.parent};
	}
	records_free(&triggers);
	if (upcoming->named_count > 0)
		qsort(upcoming->named, upcoming->named_count, sizeof *upcoming->named, compare_named);
}

/* ---- one system ---- */

struct pass {
	struct upcoming *upcoming;
	struct scope_reader *scopes;
	struct cost_reader *costs;
	struct lead_parameters leads;
	uint32_t mark;
	bool rows_hold;
};

/* What a system is made of and how weak it is are for some only. */
static bool may_explain(const struct pass *pass, const struct system_scope *scope)
{
	const struct teller *teller = pass->upcoming->teller;
	return authority_may_explain(teller->session, teller->view, &scope->system);
}

/* What is left when the day has passed: the sentences of the bridges. */
static char *tell_left(const struct pass *pass, const struct system_scope *scope,
                       const struct decision_trigger *trigger)
{
	struct bridge bridges[BRIDGES];
	struct text packed = {0}, words = {0};
	struct reasons chain = {0};
	size_t count = bridge_find(&scope->facts, &scope->decision, trigger, pass->upcoming->today, &pass->leads, bridges);
	bool may = may_explain(pass, scope);
	for (size_t i = 0; i < count; i++)
		if (may || bridges[i].about.entity != E_component)
			bridge_explain(&bridges[i], &chain);
	reasons_pack(&packed, &chain);
	if (chain.count > 0)
		teller_reasons(&words, pass->upcoming->teller, text_slice(&packed));
	text_free(&packed);
	return text_take(&words);
}

void upcoming_add_service(const struct upcoming *upcoming, struct upcoming_item *item, const struct record *service,
                          struct upcoming_service *best)
{
	int64_t criticality = record_number(service, F_service_criticality);
	if (!told_may_see(upcoming->teller, service))
		return;
	item->services++;
	if (item->service == 0 || criticality > best->criticality) {
		item->service = service->id;
		best->criticality = criticality;
	}
}

static void find_service(const struct pass *pass, const struct system_scope *scope, struct upcoming_item *item)
{
	const struct record_list *services = &scope->lists[E_service];
	struct upcoming_service best = {INT64_MIN};
	for (size_t i = 0; i < services->count; i++)
		if (services->items[i].bytes != NULL)
			upcoming_add_service(pass->upcoming, item, &services->items[i], &best);
}

/* What the system costs this year. */
static void find_cost(const struct pass *pass, const struct system_scope *scope, struct upcoming_item *item)
{
	const struct system_cost_facts *facts = cost_reader_facts(pass->costs, scope);
	struct cost_year year;
	if (!cost_year_find(facts->rows, facts->row_count, (int16_t)day_year(pass->upcoming->today), &year)) {
		pass->upcoming->overflows = true;
	} else if (year.rows > 0) {
		item->yearly = year.sum;
		item->estimated = year.estimated;
		item->cost = COST_YEARLY;
	}
}

static bool is_agreement(uint8_t kind)
{
	return kind == TRIGGER_CONTRACT_END || kind == TRIGGER_LICENCE_END;
}

static void keep_clock(struct upcoming *upcoming, const struct upcoming_item *item)
{
	memory_grow(&upcoming->clocks, &upcoming->clock_capacity, upcoming->clock_count, sizeof *upcoming->clocks);
	upcoming->clocks[upcoming->clock_count++] = *item;
}

/* Three servers of one product are one thing to decide. */
static bool joins(struct upcoming *upcoming, const struct decision_trigger *trigger)
{
	for (size_t i = upcoming->system_at; i < upcoming->count; i++) {
		struct upcoming_item *item = &upcoming->items[i];
		if (item->kind != trigger->kind || item->day != trigger->day || item->decide_by != trigger->decide_by)
			continue;
		item->more++;
		return true;
	}
	return false;
}

static void add_trigger(const struct pass *pass, const struct system_scope *scope,
                        const struct decision_trigger *trigger, const struct upcoming_item *base)
{
	if (!is_agreement(trigger->kind) && joins(pass->upcoming, trigger))
		return;
	struct upcoming_item item = *base;
	item.about = trigger->about;
	item.hidden = item.about.entity == E_component && !may_explain(pass, scope);
	item.kind = trigger->kind;
	item.day = trigger->day;
	item.decide_by = trigger->decide_by;
	item.state = trigger->answer != ANSWERED_BY_NOTHING ? DECISION_DECIDED : trigger->state;
	if (trigger->answer == ANSWERED_BY_OPPORTUNITY)
		item.opportunity = trigger->answered_by.id;
	if (item.state == DECISION_PASSED) {
		item.earliest = scope->decision.earliest;
		item.left = tell_left(pass, scope, trigger);
	}
	if (is_agreement(item.kind)) {
		keep_clock(pass->upcoming, &item);
		return;
	}
	find_cost(pass, scope, &item);
	upcoming_place(pass->upcoming, &item, record_ref(&scope->system, F_system_unit).id);
	upcoming_add(pass->upcoming, &item);
}

static void add_system(const struct pass *pass, const struct record *system)
{
	const struct system_scope *scope = scope_read(pass->scopes, system);
	struct upcoming_item base = {.system = record_self(system), .day = DAY_UNSET, .decide_by = DAY_UNSET,
	                             .earliest = DAY_UNSET, .yearly = NUMBER_UNSET, .once = NUMBER_UNSET,
	                             .estimated = NUMBER_UNSET};
	find_service(pass, scope, &base);
	pass->upcoming->system_at = pass->upcoming->count;
	for (size_t i = 0; i < scope->decision.trigger_count; i++)
		add_trigger(pass, scope, &scope->decision.triggers[i], &base);
	pass->upcoming->upgrades += scope->decision.act_by != DAY_UNSET && scope->decision.act_by <= pass->upcoming->until;
}

/* Whether the row tells that nothing asks for a decision: then the rest of the system is not read. */
static bool asks_nothing(const struct pass *pass, record_id system)
{
	struct summary row;
	return pass->rows_hold && summary_read(pass->upcoming->teller->view, (struct ref){E_system, system}, &row) &&
	       summary_holds(&row, pass->upcoming->today, pass->mark) && row.state == DECISION_NONE &&
	       row.act_by == DAY_UNSET;
}

static void read_systems(struct upcoming *upcoming)
{
	const struct session *session = upcoming->teller->session;
	struct pass pass = {.upcoming = upcoming, .rows_hold = summaries_are_fresh(upcoming->teller->view),
	                    .leads = facts_lead_parameters(session->conf, session->today)};
	struct records *systems = records_new(upcoming->teller->view, E_system);
	struct record system;
	pass.mark = facts_parameters_mark(&pass.leads);
	pass.scopes = scope_reader_new(upcoming->teller->view, session->conf, session->today,
	                               COST_SCOPE | UINT64_C(1) << E_support | UINT64_C(1) << E_service);
	pass.costs = cost_reader_new(upcoming->teller->view, session->conf, session->today);
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system)) {
		if (upcoming->only != NULL && !system_list_has(&upcoming->only->systems, system.id))
			continue;
		if (!told_may_see(upcoming->teller, &system))
			upcoming->hidden++;
		else if (!asks_nothing(&pass, system.id))
			add_system(&pass, &system);
	}
	cost_reader_free(&pass.costs);
	scope_reader_free(&pass.scopes);
	records_free(&systems);
}

static int compare_clocks(const void *a, const void *b)
{
	const struct upcoming_item *x = a, *y = b;
	int order = ref_compare(x->about, y->about);
	if (order == 0)
		order = (x->state == DECISION_DECIDED) - (y->state == DECISION_DECIDED);
	if (order == 0 && x->decide_by != y->decide_by)
		order = x->decide_by == DAY_UNSET ? 1 : y->decide_by == DAY_UNSET ? -1 : x->decide_by < y->decide_by ? -1 : 1;
	return order != 0 ? order : ref_compare(x->system, y->system);
}

void upcoming_read(struct upcoming *upcoming, const struct teller *teller, int64_t years,
                   const struct upcoming_only *only)
{
	*upcoming = (struct upcoming){.teller = teller, .only = only, .today = teller->session->today};
	upcoming->until = day_add_months(upcoming->today, 12 * years);
	upcoming->supports = records_new(teller->view, E_support);
	upcoming->licences = licence_reader_new(teller->view, teller->session->conf, upcoming->today);
	decided_terms_read(&upcoming->decided, teller->view, upcoming->today);
	read_named(upcoming);
	read_systems(upcoming);
	if (upcoming->clock_count > 0)
		qsort(upcoming->clocks, upcoming->clock_count, sizeof *upcoming->clocks, compare_clocks);
	upcoming_read_agreements(upcoming);
}

void upcoming_free(struct upcoming *upcoming)
{
	for (size_t i = 0; i < upcoming->count; i++)
		free(upcoming->items[i].left);
	for (size_t i = 0; i < upcoming->clock_count; i++)
		free(upcoming->clocks[i].left);
	free(upcoming->items);
	free(upcoming->clocks);
	free(upcoming->named);
	records_free(&upcoming->supports);
	licence_reader_free(&upcoming->licences);
	decided_terms_free(&upcoming->decided);
	*upcoming = (struct upcoming){0};
}
