/* OPP: signs that an opportunity is on its way out of hand. One says little; two or more ask for a decision.
 * DOMAIN 6. */
#include "audit/rule_help.h"
#include "audit/rules_opp.h"
#include "audit/world_lists.h"
#include "base/memory.h"
#include "store/journal.h"

#define WHOLE 10000
#define SPONSOR_DAYS 60
#define PLAN_MARGIN 1000 /* basis points above the plan */
#define SIGNS_WANTED 2

/* What the revisions of an opportunity tell. */
struct followed {
	record_id sponsor;        /* of today */
	uint8_t health, stage;    /* of the revision before */
	day_t end;
	bool decided_seen;
	int64_t reds, moves;
	day_t by_sponsor;         /* the last day on which the sponsor changed it */
	struct ref decided_sponsor, decided_lead; /* who led it when it was decided */
	int64_t decided_functions;
};

static int64_t functions_of(const struct record *opportunity)
{
	int64_t changed = record_number(opportunity, F_opportunity_functions_changed);
	int64_t added = record_number(opportunity, F_opportunity_functions_new);
	return (changed == NUMBER_UNSET ? 0 : changed) + (added == NUMBER_UNSET ? 0 : added);
}

static bool is_carried_out(uint8_t stage)
{
	return stage >= C_stage_decided && stage <= C_stage_delivered;
}

static void note_decision(struct followed *followed, const struct record *record)
{
	followed->decided_seen = true;
	followed->decided_sponsor = record_ref(record, F_opportunity_sponsor);
	followed->decided_lead = record_ref(record, F_opportunity_it_lead);
	followed->decided_functions = functions_of(record);
}

static bool follow(void *context, const struct image *image)
{
	struct followed *followed = context;
	const struct record *record = &image->record;
	if (!image->readable)
		return true;
	uint8_t health = record_choice(record, F_opportunity_health);
	day_t end = record_day(record, F_opportunity_end);
	followed->reds += health == C_health_red && followed->health != C_health_red;
	followed->moves += is_carried_out(followed->stage) && followed->end != DAY_UNSET && end > followed->end;
	followed->stage = record_choice(record, F_opportunity_stage);
	followed->health = health;
	followed->end = end;
	if (!followed->decided_seen && is_carried_out(followed->stage))
		note_decision(followed, record);
	if (followed->sponsor != 0 && record_changed_by(record) == followed->sponsor)
		followed->by_sponsor = day_later(followed->by_sponsor, moment_day(record_changed(record)));
	return true;
}

/* ---- each sign ---- */

static void look_at_end(struct reasons *signs, const struct rule_case *at, const struct followed *followed)
{
	int64_t moved = record_number(at->record, F_opportunity_moved);
	moved = moved == NUMBER_UNSET || followed->moves > moved ? followed->moves : moved;
	if (moved >= 2)
		reasons_add(signs, REASON_sign_moved, moved);
}

static void look_at_money(struct reasons *signs, const struct rule_case *at)
{
	money_t budget = record_number(at->record, F_opportunity_budget);
	money_t spent = record_number(at->record, F_opportunity_spent);
	if (budget == NUMBER_UNSET || spent == NUMBER_UNSET || budget <= 0 ||
	    (__int128)spent * WHOLE <= (__int128)budget * (WHOLE + PLAN_MARGIN))
		return;
	reasons_add(signs, REASON_sign_spent, spent, budget, scaled(spent - budget, WHOLE, budget));
}

static const uint8_t parts[] = {E_alternative, E_benefit,            E_requirement,      E_milestone,
                                E_allocation,  E_opportunity_system, E_opportunity_goal, E_opportunity_trigger};

static day_t part_by_sponsor(const struct rule_case *at, record_id sponsor)
{
	day_t last = DAY_UNSET;
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		const struct record_list *list = records_below(at->world, parts[i], at->record->id);
		for (size_t r = 0; r < list->count; r++)
			if (record_changed_by(&list->items[r]) == sponsor)
				last = day_later(last, moment_day(record_changed(&list->items[r])));
	}
	return last;
}

static void look_at_sponsor(struct reasons *signs, const struct rule_case *at, const struct followed *followed)
{
	if (followed->sponsor == 0)
		return; /* another rule's */
	day_t last = day_later(followed->by_sponsor, part_by_sponsor(at, followed->sponsor));
	last = day_later(last, record_day(at->record, F_opportunity_decided));
	if (last != DAY_UNSET && at->world->today - last > SPONSOR_DAYS)
		reasons_add(signs, REASON_sign_sponsor, record_ref(at->record, F_opportunity_sponsor), (int64_t)last);
}

static void look_at_benefits(struct reasons *signs, const struct rule_case *at)
{
	const struct record_list *benefits = records_below(at->world, E_benefit, at->record->id);
	int64_t unmeasured = 0;
	struct ref first = {0, 0};
	for (size_t i = 0; i < benefits->count; i++) {
		if (!opp_benefit_is_unmeasured(at, &benefits->items[i]))
			continue;
		first = unmeasured++ == 0 ? record_self(&benefits->items[i]) : first;
	}
	if (unmeasured > 0)
		reasons_add(signs, REASON_sign_unmeasured, unmeasured, first);
}

static void look_at_staff(struct reasons *signs, const struct rule_case *at, const struct followed *followed)
{
	const struct ref sponsor = followed->decided_sponsor, lead = followed->decided_lead;
	if (ref_is_set(sponsor) && !ref_equal(sponsor, record_ref(at->record, F_opportunity_sponsor)))
		reasons_add(signs, REASON_sign_staff, sponsor);
	else if (ref_is_set(lead) && !ref_equal(lead, record_ref(at->record, F_opportunity_it_lead)))
		reasons_add(signs, REASON_sign_staff, lead);
}

static int64_t added_since(const struct rule_case *at, uint8_t entity, day_t decided)
{
	const struct record_list *list = records_below(at->world, entity, at->record->id);
	int64_t added = 0;
	for (size_t i = 0; i < list->count; i++)
		added += moment_day(record_created(&list->items[i])) > decided;
	return added;
}

static void look_at_scope(struct reasons *signs, const struct rule_case *at, const struct followed *followed)
{
	day_t decided = record_day(at->record, F_opportunity_decided);
	int64_t functions = functions_of(at->record) - followed->decided_functions;
	int64_t grown = followed->decided_seen && functions > 0 ? functions : 0;
	if (decided != DAY_UNSET)
		grown += added_since(at, E_requirement, decided) + added_since(at, E_opportunity_system, decided);
	if (grown > 0)
		reasons_add(signs, REASON_sign_scope, grown);
}

void opp_look_for_signs(const struct rule_case *at)
{
	struct followed followed = {.sponsor = record_ref_id(at->record, F_opportunity_sponsor), .end = DAY_UNSET,
	                            .by_sponsor = DAY_UNSET};
	struct reasons signs = {0};
	if (!is_carried_out(record_choice(at->record, F_opportunity_stage)))
		return;
	view_history(at->world->view, record_self(at->record), follow, &followed);
	look_at_end(&signs, at, &followed);
	look_at_money(&signs, at);
	if (followed.reds >= 2)
		reasons_add(&signs, REASON_sign_red, followed.reds);
	look_at_sponsor(&signs, at, &followed);
	look_at_benefits(&signs, at);
	look_at_staff(&signs, at, &followed);
	look_at_scope(&signs, at, &followed);
	if (signs.count < SIGNS_WANTED)
		return;
	struct found *found = finding_add(at);
	reasons_add(&found->reasons, REASON_signs, (int64_t)signs.count);
	for (size_t i = 0; i < signs.count; i++)
		found->reasons.items[found->reasons.count++] = signs.items[i];
	found_ask_leader(found, at);
}
