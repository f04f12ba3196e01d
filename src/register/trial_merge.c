/* One system taken up by another. What goes over is copied: until the day both are there. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/exits.h"
#include "register/takeover_private.h"
#include "register/trial_private.h"

#define MONTHS_UNSTATED 12

/* Records read before anything is written: what points into the view does not outlive a write. */
static void list_children(struct trial *trial, uint8_t entity, record_id system, struct trial_records *list)
{
	struct records *records = records_new(edit_view(trial->edit), entity);
	struct record record;
	bool on = false;
	while (records_child(records, system, &on, &record))
		trial_list_add(list, record_self(&record));
	records_free(&records);
}

/* The first day on which every contract of the system can have been left. */
static day_t find_day(struct trial *trial, const struct record *system)
{
	struct exits *exits = exits_new(edit_view(trial->edit), trial->own.conf, trial->own.today);
	struct exit_standing standing;
	exits_read(exits, system, &standing);
	exits_free(&exits);
	return standing.released != DAY_UNSET && standing.released > trial->own.today
	           ? standing.released
	           : day_add_months(trial->own.today, MONTHS_UNSTATED);
}

static bool retire(struct trial *trial, const struct trial_request *request, day_t on, struct error *error)
{
	struct draft draft;
	uint32_t revision;
	draft_init(&draft, schema_entity(E_system));
	bool ok = trial_draft(trial, request->ref, &draft, &revision, error);
	if (ok) {
		draft_set_day(&draft, F_system_planned_retirement, on);
		draft_set_ref(&draft, F_system_replaced_by, request->into);
		ok = trial_save(trial, &draft, request->ref.id, revision, error);
	}
	draft_free(&draft);
	return ok;
}

static bool add_users(struct trial *trial, struct ref into, int64_t users, struct error *error)
{
	struct draft draft;
	uint32_t revision;
	draft_init(&draft, schema_entity(E_system));
	bool ok = trial_draft(trial, into, &draft, &revision, error);
	if (ok && users != NUMBER_UNSET) {
		takeover_add_users(&draft, users);
		ok = trial_save(trial, &draft, into.id, revision, error);
	}
	draft_free(&draft);
	return ok;
}

/* ---- what goes over ---- */

static bool copy_item(struct trial *trial, const struct takeover *handover, const struct takeover_item *item,
                      struct error *error)
{
	struct draft draft;
	draft_init(&draft, schema_entity(item->ref.entity));
	bool goes = (item->deed == TAKEOVER_CHANGED || item->deed == TAKEOVER_CONTINUED) &&
	            takeover_after(handover, edit_view(trial->edit), item, &draft);
	if (goes)
		draft_unset(&draft, F_code);
	bool ok = !goes || trial_save(trial, &draft, 0, 0, error);
	draft_free(&draft);
	return ok;
}

/* What a hand-over would move (the fields that are `duty`), each row copied as it would then stand. */
static bool copy_what_goes(struct trial *trial, struct ref from, struct ref into, struct error *error)
{
	const struct takeover_request request = {
		.kind = TAKEOVER_HANDOVER, .from = from, .into = {into}, .into_count = 1, .day = DAY_UNSET};
	struct takeover *handover = takeover_new(&trial->own, edit_view(trial->edit), &request, error);
	bool ok = handover != NULL;
	for (size_t i = 0; ok && i < handover->count; i++)
		ok = copy_item(trial, handover, &handover->items[i], error);
	takeover_free(&handover);
	return ok;
}

/* ---- contracts ---- */

static size_t count_covered(struct trial *trial, struct ref contract)
{
	struct naming *covers = naming_new(edit_view(trial->edit), E_contract_system, F_contract_system_contract, contract);
	struct record cover;
	size_t count = 0;
	while (naming_next(covers, &cover))
		count++;
	naming_free(&covers);
	return count;
}

static bool leave_contract(struct trial *trial, struct ref row, struct error *error)
{
	struct record record;
	if (!view_record(edit_view(trial->edit), row, &record))
		return true;
	struct ref contract = record_ref(&record, F_contract_system_contract);
	return count_covered(trial, contract) > 1 || trial_give_notice(trial, contract.id, error);
}

static bool leave_contracts(struct trial *trial, struct ref from, struct error *error)
{
	struct trial_records rows = {0};
	bool ok = true;
	list_children(trial, E_contract_system, from.id, &rows);
	for (size_t i = 0; ok && i < rows.count; i++)
		ok = leave_contract(trial, rows.items[i], error);
	free(rows.items);
	return ok;
}

/* ---- the decision ---- */

/* Else the clock of what is given up would say that its successor comes too late. */
static bool decide(struct trial *trial, struct ref from, struct ref unit, struct error *error)
{
	struct draft draft;
	struct text about = {0};
	if (!ref_is_set(unit))
		return true;
	draft_init(&draft, schema_entity(E_decision));
	draft_set_number(&draft, F_decision_kind, C_decision_kind_management);
	draft_set_ref(&draft, F_decision_unit, unit);
	draft_set_day(&draft, F_decision_date, trial->own.today);
	draft_set_text(&draft, F_decision_title, SLICE("what-if"));
	draft_set_text(&draft, F_decision_text, SLICE("what-if"));
	draft_set_text(&draft, F_decision_reason, SLICE("what-if"));
	draft_set_number(&draft, F_decision_outcome, C_decision_outcome_approved);
	value_list_add_ref(&about, from);
	draft_set_text(&draft, F_decision_about, text_slice(&about));
	struct ref ref = {E_decision, 0};
	bool ok = edit_save(trial->edit, &draft, &ref, 0, error);
	draft_free(&draft);
	text_free(&about);
	return ok;
}

bool trial_make_merge(struct trial *trial, const struct trial_request *request, struct error *error)
{
	struct record from, into;
	if (ref_equal(request->ref, request->into))
		return error_set(error, ERROR_INPUT, _("a system cannot be merged into itself"));
	if (!view_record(edit_view(trial->edit), request->ref, &from) ||
	    !view_record(edit_view(trial->edit), request->into, &into))
		return error_set(error, ERROR_NOT_FOUND, _("the record is not there any more"));
	day_t on = request->on != DAY_UNSET ? request->on : find_day(trial, &from);
	int64_t users = record_number(&from, F_system_users);
	struct ref unit = record_ref(&from, F_system_unit);
	return copy_what_goes(trial, request->ref, request->into, error) && retire(trial, request, on, error) &&
	       add_users(trial, request->into, users, error) && leave_contracts(trial, request->ref, error) &&
	       decide(trial, request->ref, unit, error);
}
