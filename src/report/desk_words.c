/* A decision to be taken as a row of the desk: the trigger, the day, the sum, what is left. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "lifecycle/bridge.h"
#include "register/scope.h"
#include "report/report_private.h"

/* What stands before the day: "support to"; where the day has been, what it is now. */
static const char *trigger_words(uint8_t kind, bool has_been)
{
	switch (kind) {
	case TRIGGER_SUPPORT_END: return has_been ? _("without support since") : _("support to");
	case TRIGGER_OWN_END: return has_been ? _("past our own end") : _("our own end");
	case TRIGGER_INTEGRATION_END:
		return has_been ? _("integration without support since") : _("integration supported to");
	case TRIGGER_PLANNED_RETIREMENT: return has_been ? _("was to be retired") : _("to be retired");
	case TRIGGER_CONTRACT_END: return has_been ? _("contract ended") : _("contract to");
	default: return has_been ? _("licence ended") : _("licence to");
	}
}

static char *tell_trigger(const struct decision_trigger *trigger, day_t today)
{
	char buffer[DAY_TEXT_SIZE];
	struct text words = {0};
	bool has_been = trigger->day != DAY_UNSET && trigger->day < today;
	text_printf(&words, "%s %s", trigger_words(trigger->kind, has_been), day_text(trigger->day, buffer));
	return text_take(&words);
}

/* "38 days left: needs 6 + procurement 6 + introduction 6 months" */
static char *tell_sum(const struct decision *decision, day_t today)
{
	struct text words = {0};
	int32_t days = decision->decide_by - today;
	text_printf(&words, ngettext("%d day left", "%d days left", (unsigned long)days), days);
	text_printf(&words, _(": needs %d + procurement %d + introduction %d months"), decision->lead.needs,
		decision->lead.procurement, decision->lead.introduction);
	return text_take(&words);
}

static char *tell_month(day_t day)
{
	char buffer[DAY_TEXT_SIZE];
	struct text words = {0};
	text_append(&words, (struct slice){day_text(day, buffer), 7});
	return text_take(&words);
}

static void tell_passed(struct desk_item *item, const struct system_scope *scope, const struct session *session,
                        const char *more)
{
	struct lead_parameters parameters = facts_lead_parameters(session->conf, session->today);
	struct bridge bridges[BRIDGES];
	struct text when = {0}, detail = {0};
	size_t count = bridge_find(&scope->facts, &scope->decision, &scope->decision.first, session->today, &parameters,
		bridges);
	char *earliest = tell_month(scope->decision.earliest);
	item->weight = WEIGHT_DANGER;
	text_printf(&when, ngettext("%zu way to bridge", "%zu ways to bridge", count), count);
	text_printf(&detail, _("decided today: successor %s"), earliest);
	if (scope->decision.gap > 0)
		text_printf(&detail, ngettext(", %d month late", ", %d months late",
			(unsigned long)scope->decision.gap), scope->decision.gap);
	if (more != NULL)
		text_append_text(&detail, more);
	item->when = text_take(&when);
	item->detail = text_take(&detail);
	free(earliest);
}

static const struct scope_contract *contract_of(const struct system_scope *scope, struct ref about)
{
	for (size_t i = 0; i < scope->lists[E_contract_system].count; i++)
		if (scope->contracts[i].there && ref_equal(scope->contracts[i].reading.terms.ref, about))
			return &scope->contracts[i];
	return NULL;
}

/* What letting it run costs: the price of the term that would follow. */
static void append_price(struct text *out, const struct teller *teller, const struct contract_terms *terms)
{
	struct record contract;
	int64_t months = contract_months(terms->renewal_months);
	if (months <= 0 || !view_record(teller->view, terms->ref, &contract))
		return;
	money_t yearly = record_number(&contract, F_contract_yearly_cost), price = scaled(yearly, months, 12);
	if (yearly == NUMBER_UNSET || price == NUMBER_UNSET)
		return;
	text_append_text(out, " · ");
	if (months == 12)
		text_append_text(out, _("another year "));
	else
		text_printf(out, ngettext("%lld more month ", "%lld more months ", (unsigned long)months), (long long)months);
	teller_money_short(out, price, teller->session->conf);
}

/* A contract that renews itself forces nothing: it asks a question of its own. */
static void tell_door(struct desk_item *item, const struct teller *teller, const struct system_scope *scope)
{
	const struct decision_trigger *door = &scope->decision.first;
	const struct scope_contract *contract = contract_of(scope, door->about);
	char buffer[DAY_TEXT_SIZE];
	struct text when = {0}, detail = {0};
	free(item->what);
	item->what = memory_copy_text(_("renews itself"));
	text_printf(&when, _("decide by %s"), day_text(door->decide_by, buffer));
	item->when = text_take(&when);
	text_printf(&detail, _("let it run or leave · earliest end %s"), day_text(door->day, buffer));
	if (contract != NULL)
		append_price(&detail, teller, &contract->reading.terms);
	item->detail = text_take(&detail);
}

static bool tell_system(struct desk_item *item, const struct teller *teller, const struct system_scope *scope,
                        const char *more)
{
	const struct session *session = teller->session;
	const struct decision *decision = &scope->decision;
	char buffer[DAY_TEXT_SIZE];
	struct text when = {0};
	if (decision->state == DECISION_NONE || decision->state >= DECISION_OPEN)
		return false;
	item->what = tell_trigger(&decision->first, session->today);
	if (decision->first.force == TRIGGER_MAY) {
		tell_door(item, teller, scope);
	} else if (decision->state == DECISION_PASSED) {
		tell_passed(item, scope, session, more);
	} else {
		item->weight = decision->state == DECISION_NOW ? WEIGHT_WARNING : WEIGHT_PLAIN;
		text_printf(&when, _("decide by %s"), day_text(decision->decide_by, buffer));
		item->when = text_take(&when);
		item->detail = tell_sum(decision, session->today);
	}
	return true;
}

/* The system of the service that is most urgent. */
static bool worst_system(const struct teller *teller, struct ref service, struct record *worst)
{
	struct naming *supports = naming_new(teller->view, E_support, F_support_service, service);
	struct record support;
	struct summary summary, best = {.decide_by = DAY_UNSET};
	bool found = false;
	while (naming_next(supports, &support)) {
		if (!summary_read(teller->view, (struct ref){E_system, support.parent}, &summary) ||
		    summary.decide_by == DAY_UNSET || (found && summary.decide_by >= best.decide_by))
			continue;
		best = summary;
		found = view_record(teller->view, (struct ref){E_system, support.parent}, worst);
	}
	naming_free(&supports);
	return found;
}

static enum desk_sign sign_of(const struct desk_item *item, bool door)
{
	if (door)
		return SIGN_QUESTION;
	if (item->weight == WEIGHT_DANGER)
		return SIGN_GREAT;
	return item->weight == WEIGHT_WARNING ? SIGN_NEAR : SIGN_SMALL;
}

bool desk_tell_decision(struct desk_item *item, const struct desk_facts *facts, const struct teller *teller,
                        struct scope_reader *reader, struct ref ref)
{
	struct record record;
	struct text name = {0}, detail = {0};
	bool there = ref.entity == E_service ? worst_system(teller, ref, &record) : view_record(teller->view, ref, &record);
	if (!there)
		return false;
	const struct system_scope *scope = scope_read(reader, &record);
	if (!tell_system(item, teller, scope, facts->asked.more))
		return false;
	item->sign = sign_of(item, scope->decision.first.force == TRIGGER_MAY);
	teller_name(&name, teller, ref);
	item->name = text_take(&name);
	if (ref.entity == E_service) {
		text_printf(&detail, "%s · ", item->detail);
		teller_title(&detail, teller, &record);
		free(item->detail);
		item->detail = text_take(&detail);
	}
	return true;
}
