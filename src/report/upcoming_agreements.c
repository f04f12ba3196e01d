/* Contracts, licences and opportunities that come up: each agreement with what its own terms say, and with the clock of
 * the systems that rest on it. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/upcoming.h"

static const struct upcoming_item none = {.day = DAY_UNSET, .decide_by = DAY_UNSET, .earliest = DAY_UNSET,
                                          .yearly = NUMBER_UNSET, .once = NUMBER_UNSET, .estimated = NUMBER_UNSET};

static int compare_about(const void *key, const void *item)
{
	return ref_compare(((const struct upcoming_item *)key)->about, ((const struct upcoming_item *)item)->about);
}

/* The most urgent clock of what rests on it: its system and services; without one, nothing. */
static struct upcoming_item *clock_of(const struct upcoming *upcoming, struct ref about)
{
	const struct upcoming_item key = {.about = about};
	size_t at = memory_first_at(&key, upcoming->clocks, upcoming->clock_count, sizeof key, compare_about);
	return at < upcoming->clock_count && ref_equal(upcoming->clocks[at].about, about) ? &upcoming->clocks[at] : NULL;
}

/* What an agreement is about beside its terms. */
struct agreement {
	struct upcoming *upcoming;
	struct upcoming_item base; /* cost told, nothing else yet */
	record_id unit;
	bool started;              /* it is being bought again */
	const struct contract_terms *terms;
	const struct contract_clock *clock;
};

/* A decision about the contract that names the term answers what is to become of it. */
static bool is_decided(const struct agreement *agreement, const struct upcoming_item *item)
{
	return (item->kind == UPCOMING_OPTION || item->kind == UPCOMING_RENEWAL) && item->about.entity == E_contract &&
	       decided_terms_have(&agreement->upcoming->decided, item->about.id, item->day);
}

static void emit(struct agreement *agreement, struct upcoming_item item)
{
	item.cost = agreement->base.cost;
	item.yearly = agreement->base.yearly;
	item.once = agreement->base.once;
	if ((agreement->started && item.state != DECISION_PASSED) || is_decided(agreement, &item)) {
		item.state = DECISION_DECIDED;
		free(item.left);
		item.left = NULL;
	}
	upcoming_place(agreement->upcoming, &item, agreement->unit);
	upcoming_add(agreement->upcoming, &item);
}

static struct upcoming_item item_of(const struct agreement *agreement, uint8_t kind, day_t day, day_t decide_by)
{
	struct upcoming_item item = agreement->base;
	item.kind = kind;
	item.day = day;
	item.decide_by = decide_by;
	item.state = upcoming_state(decide_by, agreement->upcoming->today);
	return item;
}

static void emit_option(struct agreement *agreement)
{
	char end[DAY_TEXT_SIZE];
	struct text left = {0};
	struct upcoming_item item =
		item_of(agreement, UPCOMING_OPTION, agreement->clock->current_end, agreement->clock->option_notice_day);
	if (item.state == DECISION_PASSED) {
		text_printf(&left, _("ask whether the option can still be called; else the contract ends %s"),
		            day_text(agreement->clock->current_end, end));
		item.left = text_take(&left);
	}
	emit(agreement, item);
}

/* About the next end that can still be prevented: it is never too late. */
static void emit_renewal(struct agreement *agreement, day_t told)
{
	const struct contract_clock *clock = agreement->clock;
	bool late = clock->last_notice_day != DAY_UNSET && clock->last_notice_day < agreement->upcoming->today;
	day_t day = late ? clock->exit_if_noticed : clock->current_end, decide_by = clock->last_notice_day;
	if (day == DAY_UNSET || day == told)
		return;
	if (late)
		decide_by = day_add_months(day, -contract_months(agreement->terms->notice_months));
	emit(agreement, item_of(agreement, UPCOMING_RENEWAL, day, decide_by));
}

/* What the systems that rest on it must or may decide: each day once, for systems take differently long to replace.
 * Returns how many; *last gets the day of the last one. */
static size_t emit_clocks(struct agreement *agreement, struct upcoming_item *clock, day_t *last)
{
	const struct upcoming *upcoming = agreement->upcoming;
	const struct upcoming_item *end = upcoming->clocks + upcoming->clock_count;
	day_t decide_by = DAY_UNSET;
	size_t count = 0;
	for (; clock != NULL && clock < end && ref_equal(clock->about, agreement->base.about); clock++) {
		if (clock->day == DAY_UNSET || (count > 0 && clock->day == *last && clock->decide_by == decide_by))
			continue;
		struct upcoming_item item = *clock;
		clock->left = NULL;
		*last = item.day;
		decide_by = item.decide_by;
		count++;
		emit(agreement, item);
	}
	return count;
}

/* The clocks of the systems first; then what the terms alone say, where that is another day. */
static void emit_all(struct agreement *agreement, struct upcoming_item *seen, uint8_t end_kind)
{
	const struct contract_clock *clock = agreement->clock;
	day_t told = DAY_UNSET;
	bool over = (clock->remarks & CONTRACT_TERMINATED) != 0, any = emit_clocks(agreement, seen, &told) > 0;
	if (clock->state == CONTRACT_ENDED)
		return;
	if (!over && clock->options_left > 0)
		emit_option(agreement);
	else if (!over && contract_renews_tacitly(agreement->terms))
		emit_renewal(agreement, told);
	else if (!any && clock->current_end != DAY_UNSET)
		emit(agreement, item_of(agreement, end_kind, clock->current_end, DAY_UNSET));
}

/* ---- contracts ---- */

static bool is_looked_at(const struct upcoming *upcoming, struct ref system)
{
	return upcoming->only == NULL || system_list_has(&upcoming->only->systems, system.id);
}

static void find_contract_cost(const struct teller *teller, const struct record *contract, struct upcoming_item *base)
{
	base->yearly = told_number(teller, contract, F_contract_yearly_cost);
	if (base->yearly == NUMBER_UNSET)
		base->once = told_number(teller, contract, F_contract_total_value);
	base->cost = base->yearly != NUMBER_UNSET ? COST_YEARLY : base->once != NUMBER_UNSET ? COST_ONCE : COST_UNKNOWN;
}

/* The system that rests on the contract, where no clock says which. */
static void find_system(const struct upcoming *upcoming, struct upcoming_item *base)
{
	const struct teller *teller = upcoming->teller;
	struct naming *naming = naming_new(teller->view, E_contract_system, F_contract_system_contract, base->about);
	struct record row, system;
	while (!ref_is_set(base->system) && naming_next(naming, &row)) {
		struct ref ref = {E_system, row.parent};
		if (is_looked_at(upcoming, ref) && reading_record(teller->reading, ref, &system) && told_may_see(teller, &system))
			base->system = ref;
	}
	naming_free(&naming);
}

static void find_services(const struct upcoming *upcoming, struct upcoming_item *base)
{
	struct upcoming_service best = {INT64_MIN};
	struct record support, service;
	bool on = false;
	while (ref_is_set(base->system) && records_child(upcoming->supports, base->system.id, &on, &support))
		if (reading_record(upcoming->teller->reading, record_ref(&support, F_support_service), &service))
			upcoming_add_service(upcoming, base, &service, &best);
}

static record_id unit_of_system(const struct teller *teller, struct ref ref)
{
	struct record system;
	return ref_is_set(ref) && reading_record(teller->reading, ref, &system)
	           ? told_ref(teller, &system, F_system_unit).id : 0;
}

static void take_clock(struct upcoming_item *base, const struct upcoming_item *clock)
{
	base->system = clock->system;
	base->service = clock->service;
	base->services = clock->services;
}

static void add_contract(struct upcoming *upcoming, const struct record *contract)
{
	const struct teller *teller = upcoming->teller;
	struct contract_reading reading;
	struct contract_clock clock;
	struct upcoming_item *seen = clock_of(upcoming, record_self(contract));
	facts_contract(contract, &reading);
	contract_clock(&reading.terms, upcoming->today, &clock);
	if (clock.state == CONTRACT_ENDED && seen == NULL)
		return;
	struct agreement agreement = {.upcoming = upcoming, .base = none, .terms = &reading.terms, .clock = &clock,
	                              .started = record_is_set(contract, F_contract_procurement_started)};
	agreement.base.about = record_self(contract);
	find_contract_cost(teller, contract, &agreement.base);
	if (seen != NULL)
		take_clock(&agreement.base, seen);
	else
		find_system(upcoming, &agreement.base);
	if (seen == NULL)
		find_services(upcoming, &agreement.base);
	agreement.unit = told_ref(teller, contract, F_contract_unit).id;
	if (agreement.unit == 0)
		agreement.unit = unit_of_system(teller, agreement.base.system);
	if (is_looked_at(upcoming, agreement.base.system))
		emit_all(&agreement, seen, TRIGGER_CONTRACT_END);
}

/* ---- licences ---- */

/* The price may be read by fewer than the licence. */
static void find_licence_cost(const struct upcoming *upcoming, const struct record *licence, struct upcoming_item *base)
{
	bool once;
	money_t cost = licence_cost(upcoming->licences, licence, &once);
	if (cost == NUMBER_UNSET || told_number(upcoming->teller, licence, F_licence_unit_cost) == NUMBER_UNSET)
		return;
	base->cost = once ? COST_ONCE : COST_YEARLY;
	*(once ? &base->once : &base->yearly) = cost;
}

static void add_licence(struct upcoming *upcoming, const struct record *licence)
{
	struct contract_terms terms;
	struct contract_clock clock;
	struct upcoming_item *seen = clock_of(upcoming, record_self(licence));
	struct record system;
	facts_licence(licence, &terms);
	contract_clock(&terms, upcoming->today, &clock);
	if (clock.state == CONTRACT_ENDED && seen == NULL)
		return;
	struct agreement agreement = {.upcoming = upcoming, .base = none, .terms = &terms, .clock = &clock};
	struct ref parent = {E_system, licence->parent};
	agreement.base.about = record_self(licence);
	if (reading_record(upcoming->teller->reading, parent, &system)) {
		if (!told_may_see(upcoming->teller, &system)) {
			upcoming->hidden++;
			return;
		}
		agreement.base.system = parent;
	}
	find_licence_cost(upcoming, licence, &agreement.base);
	if (seen != NULL)
		take_clock(&agreement.base, seen);
	else
		find_services(upcoming, &agreement.base);
	agreement.unit = unit_of_system(upcoming->teller, agreement.base.system);
	if (is_looked_at(upcoming, agreement.base.system))
		emit_all(&agreement, seen, TRIGGER_LICENCE_END);
}

/* ---- opportunities ---- */

/* Those that somebody has received and that are not done: a proposal is no part of what is planned. */
static bool is_planned(uint8_t stage)
{
	return stage >= C_stage_received && stage <= C_stage_delivered;
}

/* What a programme costs stands at what it holds. */
static bool holds_others(const struct teller *teller, const struct record *opportunity)
{
	struct naming *naming = naming_new(teller->view, E_opportunity, F_opportunity_programme, record_self(opportunity));
	struct record member;
	bool any = naming_next(naming, &member);
	naming_free(&naming);
	return any;
}

static void add_opportunity(struct upcoming *upcoming, const struct record *opportunity)
{
	const struct teller *teller = upcoming->teller;
	struct upcoming_item item = none;
	item.stage = record_choice(opportunity, F_opportunity_stage);
	if (!is_planned(item.stage))
		return;
	if (upcoming->only != NULL && (upcoming->only->service == 0 ||
	                               told_ref(teller, opportunity, F_opportunity_service).id != upcoming->only->service))
		return;
	item.about = record_self(opportunity);
	item.kind = UPCOMING_OPPORTUNITY;
	item.opportunity = opportunity->id;
	item.service = told_ref(teller, opportunity, F_opportunity_service).id;
	item.services = item.service != 0;
	item.day = told_day(teller, opportunity, F_opportunity_end);
	item.decide_by = told_day(teller, opportunity, F_opportunity_decide_by);
	item.day = item.day == DAY_UNSET ? item.decide_by : item.day;
	item.state = item.stage >= C_stage_decided ? DECISION_DECIDED : upcoming_state(item.decide_by, upcoming->today);
	if (item.state == DECISION_PASSED)
		item.left = memory_copy_text(_("decide, or say no with the reason"));
	item.once = told_number(teller, opportunity, F_opportunity_budget);
	item.cost = item.once == NUMBER_UNSET ? COST_UNKNOWN : COST_ONCE;
	if (item.cost == COST_UNKNOWN && holds_others(teller, opportunity))
		return;
	upcoming_place(upcoming, &item, told_ref(teller, opportunity, F_opportunity_unit).id);
	upcoming_add(upcoming, &item);
}

/* ---- all of them ---- */

void upcoming_read_agreements(struct upcoming *upcoming)
{
	static const struct {
		uint8_t entity;
		void (*add)(struct upcoming *, const struct record *);
	} kinds[] = {{E_contract, add_contract}, {E_licence, add_licence}, {E_opportunity, add_opportunity}};
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		struct records *records = records_new(upcoming->teller->view, kinds[i].entity);
		struct record record;
		for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
			if (told_may_see(upcoming->teller, &record))
				kinds[i].add(upcoming, &record);
			else
				upcoming->hidden++;
		}
		records_free(&records);
	}
}
