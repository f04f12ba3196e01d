/* LIC: licences by their pools. Whoever buys, buys for the pool: what is to be done is told once, of its first lot. */
#include "audit/rule_help.h"
#include "audit/world_lists.h"
#include "base/lang.h"
#include "base/memory.h"

/* NULL for a lot that another leads. */
static const struct licence_standing *pool_of(const struct rule_case *at)
{
	return world_licence(at->world, at->record);
}

/* Whoever is named for the system's licences; else the rule's. */
static record_id manager_of(const struct rule_case *at)
{
	const struct record_list *list = assignments_of(at->world, (struct ref){E_system, at->record->parent});
	for (size_t i = 0; at->record->parent != 0 && i < list->count; i++) {
		record_id person = record_ref_id(&list->items[i], F_assignment_person);
		if (record_choice(&list->items[i], F_assignment_role) == C_role_licence_manager &&
		    days_hold(&list->items[i], F_assignment_from, F_assignment_to, at->world->today) &&
		    person_is_active(at->world, person) && !person_is_absent(at->world, person))
			return person;
	}
	return 0;
}

static struct found *tell(const struct rule_case *at)
{
	struct found *found = finding_add(at);
	found->person = manager_of(at);
	return found;
}

/* The difference, where there is one, decides; how many there are and are used led to it. */
static void add_position(struct found *found, const struct licence_standing *pool)
{
	const struct licence_position *position = &pool->position;
	struct reasons explained = {0};
	licence_explain(position, pool->unit, pool->unit_count, &explained);
	if (explained.count > 1 && (position->unused > 0 || position->missing > 0)) {
		struct reasons turned = {.count = explained.count};
		turned.items[0] = explained.items[explained.count - 1];
		for (uint8_t i = 1; i < explained.count; i++)
			turned.items[i] = explained.items[i - 1];
		explained = turned;
	}
	found_explain(found, &explained);
}

static void add_yearly(struct found *found, const struct licence_standing *pool)
{
	if (pool->position.yearly != NUMBER_UNSET && pool->position.yearly > 0)
		reasons_add(&found->reasons, REASON_licence_yearly, pool->position.yearly);
}

/* ---- how many ---- */

/* The last end of lots that have ended; DAY_UNSET: none has. */
static day_t last_ended(const struct licence_standing *pool)
{
	day_t last = DAY_UNSET;
	for (size_t i = 0; i < pool->lots->count; i++)
		if (pool->clocks[i].state == CONTRACT_ENDED)
			last = day_later(last, pool->clocks[i].current_end);
	return last;
}

/* Where all lots have ended LIC-04 says so. */
static void look_for_shortage(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	if (pool == NULL || pool->position.balance == NUMBER_UNSET || pool->position.missing == 0 ||
	    (pool->position.valid == 0 && last_ended(pool) != DAY_UNSET))
		return;
	add_position(tell(at), pool);
}

static void look_for_unused(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	if (pool == NULL || pool->position.balance == NUMBER_UNSET || pool->position.unused == 0 ||
	    pool->position.unused * 100 <= at->thresholds[0] * pool->position.entitled)
		return;
	struct found *found = tell(at);
	add_position(found, pool);
	if (pool->position.basis == LICENCE_USE_SEATS)
		reasons_add(&found->reasons, REASON_licence_active, (int64_t)pool->counts.active, pool->position.entitled);
}

static void look_for_uncounted(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	if (pool == NULL || pool->position.without_count == 0)
		return;
	struct found *found = tell(at);
	reasons_add(&found->reasons, REASON_licence_uncounted, (int64_t)pool->position.without_count);
	for (size_t i = 0; i < pool->lots->count; i++)
		if (pool->clocks[i].state == CONTRACT_IN_FORCE && pool->facts[i].quantity == NUMBER_UNSET) {
			reasons_add(&found->next_step, REASON_do_state_quantity, record_self(&pool->lots->items[i]));
			return;
		}
}

/* ---- terms ---- */

#define FOLLOWS_MONTHS 3 /* as of contracts: a lot that begins so soon follows one that ends */

static bool is_followed(const struct licence_standing *pool, day_t end)
{
	day_t latest = day_add_months(end, FOLLOWS_MONTHS);
	for (size_t i = 0; i < pool->lots->count; i++)
		if (pool->clocks[i].state == CONTRACT_NOT_STARTED && pool->facts[i].terms->start <= latest)
			return true;
	return false;
}

/* The day by which to decide about the lot; DAY_UNSET: there is nothing to decide, or not yet. */
static day_t decide_lot_by(const struct rule_case *at, const struct licence_standing *pool, size_t lot)
{
	const struct contract_clock *clock = &pool->clocks[lot];
	bool tacit = contract_renews_tacitly(pool->facts[lot].terms);
	day_t day = tacit && clock->last_notice_day != DAY_UNSET ? clock->last_notice_day : clock->current_end;
	if (clock->state != CONTRACT_IN_FORCE || !day_is_within(day, at->thresholds[0], at->world->today) ||
	    (!tacit && is_followed(pool, clock->current_end)) ||
	    opportunity_is_under_way(at->world, C_trigger_kind_licence_end, record_self(&pool->lots->items[lot])))
		return DAY_UNSET;
	return day;
}

static void tell_of_term(const struct rule_case *at, const struct licence_standing *pool, size_t lot, day_t day)
{
	const struct contract_clock *clock = &pool->clocks[lot];
	struct ref ref = record_self(&pool->lots->items[lot]);
	struct found *found = tell(at);
	if (contract_renews_tacitly(pool->facts[lot].terms))
		reasons_add(&found->reasons, REASON_licence_notice, ref, (int64_t)clock->current_end, (int64_t)day);
	else
		reasons_add(&found->reasons, REASON_trigger_licence_end, ref, (int64_t)day);
	add_yearly(found, pool);
	add_position(found, pool);
	reasons_add(&found->next_step, REASON_do_decide_licence, ref);
	found->due = day;
}

/* Of several lots the one that must be decided on first. */
static void look_for_term(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	size_t first = 0;
	day_t due = DAY_UNSET;
	for (size_t i = 0; pool != NULL && i < pool->lots->count; i++) {
		day_t day = decide_lot_by(at, pool, i);
		if (day == DAY_UNSET || (due != DAY_UNSET && day >= due))
			continue;
		due = day;
		first = i;
	}
	if (due != DAY_UNSET)
		tell_of_term(at, pool, first, due);
}

/* What counts nobody is used where its system is. */
static bool pool_is_used(const struct rule_case *at, const struct licence_standing *pool)
{
	struct record system;
	const struct licence_position *position = &pool->position;
	if (position->basis == LICENCE_USE_SEATS || position->basis == LICENCE_USE_MEASURED || pool->counts.held > 0)
		return position->basis == LICENCE_USE_COVER || position->required == NUMBER_UNSET ? pool->counts.held > 0
		                                                                                 : position->required > 0;
	return position->basis != LICENCE_USE_UNKNOWN &&
	       view_record(at->world->view, (struct ref){E_system, at->record->parent}, &system) && system_is_used(&system);
}

static void look_for_ended(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	day_t ended = pool == NULL || pool->position.valid > 0 ? DAY_UNSET : last_ended(pool);
	if (ended == DAY_UNSET || !pool_is_used(at, pool))
		return;
	struct found *found = tell(at);
	reasons_add(&found->reasons, REASON_licence_ended, (int64_t)ended);
	if (pool->position.basis == LICENCE_USE_COVER || pool->position.basis == LICENCE_USE_UNIT)
		reasons_add(&found->reasons, REASON_licence_system_used, (struct ref){E_system, at->record->parent});
	add_position(found, pool);
	found->due = ended;
}

static bool can_end_with_others(const struct licence_standing *pool, size_t lot)
{
	return pool->clocks[lot].state == CONTRACT_IN_FORCE && pool->clocks[lot].current_end != DAY_UNSET &&
	       pool->facts[lot].period != C_period_once;
}

static void look_for_lots_apart(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	day_t first = DAY_UNSET, last = DAY_UNSET;
	int64_t count = 0;
	for (size_t i = 0; pool != NULL && i < pool->lots->count; i++) {
		if (!can_end_with_others(pool, i))
			continue;
		first = day_earlier(first, pool->clocks[i].current_end);
		last = day_later(last, pool->clocks[i].current_end);
		count++;
	}
	if (count < 2 || first == last || last > day_add_months(first, at->thresholds[0]))
		return;
	struct found *found = tell(at);
	reasons_add(&found->reasons, REASON_licence_lots_apart, count, (int64_t)first, (int64_t)last);
	add_yearly(found, pool);
	found->due = first;
}

/* ---- seats ---- */

static void add_seats_cost(struct found *found, const struct licence_standing *pool, size_t seats)
{
	money_t yearly, once;
	if (pool->position.basis != LICENCE_USE_SEATS)
		return;
	licence_pieces_cost(&pool->position, (int64_t)seats, &yearly, &once);
	if (yearly != NUMBER_UNSET && yearly > 0)
		reasons_add(&found->reasons, REASON_licence_seats_cost, yearly);
}

static void look_for_left(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	size_t first = 0;
	if (pool == NULL || pool->counts.left == 0)
		return;
	while (!pool->seats[first].left)
		first++;
	struct found *found = tell(at);
	if (pool->counts.left == 1)
		reasons_add(&found->reasons, REASON_licence_left_seat, pool->seats[first].person);
	else
		reasons_add(&found->reasons, REASON_licence_left_seats, (int64_t)pool->counts.left, pool->seats[first].person);
	add_seats_cost(found, pool, pool->counts.left);
	found_add_people(found, at->world);
}

static void look_for_idle(const struct rule_case *at)
{
	const struct licence_standing *pool = pool_of(at);
	if (pool == NULL || pool->counts.idle == 0 || pool->position.basis != LICENCE_USE_SEATS)
		return;
	struct found *found = tell(at);
	reasons_add(&found->reasons, REASON_licence_idle_seats, (int64_t)pool->counts.idle, world_idle_days(at->world));
	add_seats_cost(found, pool, pool->counts.idle);
}

#define LOT_FACTS                                                                                                      \
	"licence.pool licence.metric licence.start licence.end licence.renewal licence.renewal_months "                  \
	"licence.notice_months assignment.role assignment.person assignment.system "
#define SEAT_FACTS                                                                                                     \
	"licence_use.licence licence_use.person licence_use.device licence_use.from licence_use.to "                     \
	"licence_use.last_used person.active_to person.absent_from person.absent_to "
#define PRICE_FACTS "licence.quantity licence.pack_size licence.unit_cost licence.period "
#define POSITION_FACTS                                                                                                 \
	LOT_FACTS SEAT_FACTS PRICE_FACTS "licence.measured_use licence.measured_on licence.contract contract.unit "      \
	"system.unit usage.unit usage.from usage.to unit.employees unit.pupils unit.inhabitants_served unit.parent "

static const struct rule rules[] = {
	{.number = 1, .title = N_("More licences are used than there are"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_high, .start = true,
	 .help = N_("The supplier can claim what is missing, often at a worse price than when it is bought in time. Lots of "
	            "one pool count together; what is told is what it costs to buy the rest in whole packs."),
	 .reads = POSITION_FACTS, .needs = "licence.quantity", .cost = KR(4000), .next_step = REASON_do_buy_licences,
	 .whose = WHOSE_LICENCES, .look = look_for_shortage},
	{.number = 2, .title = N_("Licences are paid for and not used"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_medium,
	 .help = N_("More than so many per cent of the pool are unused. What it costs a year can be saved at the next "
	            "renewal, or spared where others would have bought."),
	 .reads = POSITION_FACTS, .needs = "licence.quantity", .thresholds = {{"percent", 20, UNIT_none}},
	 .cost = KR(4000), .next_step = REASON_do_buy_fewer, .whose = WHOSE_LICENCES, .look = look_for_unused},
	{.number = 3, .title = N_("A licence ends or renews itself"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_medium, .start = true,
	 .help = N_("While notice can still be given, or before it ends: as it is, fewer, or leave it? Silent where a lot of "
	            "the pool follows within three months, or an opportunity under way answers it."),
	 .reads = POSITION_FACTS "opportunity.stage opportunity_trigger.about opportunity_trigger.kind",
	 .needs = "licence.end", .thresholds = {{"days", 90, UNIT_days}},
	 .cost = KR(4000), .next_step = REASON_do_decide_licence, .whose = WHOSE_LICENCES, .look = look_for_term},
	{.number = 4, .title = N_("Licence has ended but is used"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_high, .start = true,
	 .help = N_("No lot of the pool is in force, the last has ended, and seats are held or use is measured. Where nobody "
	            "is counted it is used as long as its system is."),
	 .reads = POSITION_FACTS "system.phase", .needs = "licence.end",
	 .cost = KR(6000), .next_step = REASON_do_renew_or_leave, .whose = WHOSE_LICENCES, .look = look_for_ended},
	{.number = 5, .title = N_("Seats of people who have left"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_medium, .start = true,
	 .help = N_("The seat is still held after its holder's last day: it costs, and often it is a way in. One finding for "
	            "each pool."),
	 .reads = LOT_FACTS SEAT_FACTS PRICE_FACTS, .needs = NULL, .cost = KR(500), .next_step = REASON_do_free_seats,
	 .whose = WHOSE_LICENCES, .look = look_for_left},
	{.number = 6, .title = N_("Seats that are not used"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("They have not been used for longer than the option dormant_days says. A seat of which nobody knows is "
	            "not counted, nor is one of somebody who is away for a longer time."),
	 .reads = LOT_FACTS SEAT_FACTS PRICE_FACTS, .needs = NULL, .cost = KR(2000), .next_step = REASON_do_ask_holders,
	 .whose = WHOSE_LICENCES, .look = look_for_idle},
	{.number = 7, .title = N_("How many were bought is not stated"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_low,
	 .help = N_("The licence is counted and is in force, but does not say how many it is for: nobody can tell whether "
	            "they are enough. Per site and for the whole organisation there is nothing to count."),
	 .reads = LOT_FACTS "licence.quantity", .needs = NULL, .cost = KR(1000), .next_step = REASON_do_state_quantity,
	 .whose = WHOSE_LICENCES, .look = look_for_uncounted},
	{.number = 8, .title = N_("Lots that could end together"), .entity = E_licence, .scope = RULE_RECORD,
	 .severity = C_severity_info,
	 .help = N_("Lots of one pool that are paid for by month or year end on different days within so many months. With "
	            "one end they are one purchase, and one day to say no."),
	 .reads = LOT_FACTS PRICE_FACTS, .needs = "licence.end", .thresholds = {{"months", 12, UNIT_months}},
	 .cost = KR(3000), .next_step = REASON_do_end_together, .whose = WHOSE_LICENCES, .look = look_for_lots_apart},
};

const struct rule_group rule_group_lic = {"LIC", N_("Licences"), rules, COUNT_OF(rules)};
