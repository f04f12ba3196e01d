/* Raising: what must be decided becomes a proposal for the service that rests on the system, so that the question is
 * how to work and not what to buy. Several systems of one service give one proposal. DOMAIN 5. */
#include <stdlib.h>
#include <string.h>

#include "audit/proposal.h"
#include "audit/raise_private.h"
#include "base/memory.h"
#include "conf/conf.h"

void raise_note(struct raise_list *list, const struct found *found)
{
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = (struct raising){.system = found->system, .trigger = found->trigger};
}

void raise_list_free(struct raise_list *list)
{
	free(list->items);
	*list = (struct raise_list){0};
}

/* ---- what is there ---- */

static struct ref first_system(const struct view *view, record_id opportunity)
{
	struct records *records = records_new(view, E_opportunity_system);
	struct record row;
	bool on = false;
	struct ref system = {0, 0};
	if (records_child(records, opportunity, &on, &row))
		system = record_ref(&row, F_opportunity_system_system);
	records_free(&records);
	return system;
}

struct ref raise_anchor(const struct view *view, const struct record *opportunity)
{
	struct ref service = record_ref(opportunity, F_opportunity_service),
			   object = record_ref(opportunity, F_opportunity_object);
	if (ref_is_set(service))
		return service;
	return ref_is_set(object) ? object : first_system(view, opportunity->id);
}

/* Where nobody has said until when: so many months after it was rejected. */
static day_t silence_of(const struct raising_state *state, const struct record *opportunity)
{
	day_t until = record_day(opportunity, F_opportunity_rejected_until);
	if (until != DAY_UNSET)
		return until;
	return day_add_months(moment_day(record_changed(opportunity)),
	                      conf_number(state->session->conf, CONF_rejected_months, state->session->today));
}

static void read_opportunities(struct raising_state *state)
{
	struct records *records = records_new(state->view, E_opportunity);
	struct record record;
	size_t capacity = 0;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		memory_grow(&state->opportunities, &capacity, state->opportunity_count, sizeof *state->opportunities);
		uint8_t stage = record_choice(&record, F_opportunity_stage);
		state->opportunities[state->opportunity_count++] = (struct open_opportunity){
			raise_anchor(state->view, &record), record.id, stage == 0 ? C_stage_raised : stage,
			stage == C_stage_rejected || stage == C_stage_stopped ? silence_of(state, &record) : DAY_UNSET};
	}
	records_free(&records);
}

static int compare_triggers(const void *a, const void *b)
{
	return ref_compare(((const struct named_trigger *)a)->about, ((const struct named_trigger *)b)->about);
}

static void read_triggers(struct raising_state *state)
{
	struct records *records = records_new(state->view, E_opportunity_trigger);
	struct record record;
	for (bool there = records_first(records, &record); there; there = records_next(records, &record)) {
		memory_grow(&state->triggers, &state->trigger_capacity, state->trigger_count, sizeof *state->triggers);
		state->triggers[state->trigger_count++] = (struct named_trigger){
			record_ref(&record, F_opportunity_trigger_about), record_choice(&record, F_opportunity_trigger_kind),
			record_day(&record, F_opportunity_trigger_due), record.parent};
	}
	records_free(&records);
	if (state->trigger_count > 0)
		qsort(state->triggers, state->trigger_count, sizeof *state->triggers, compare_triggers);
}

static int compare_anchors(const void *a, const void *b)
{
	const struct open_opportunity *x = a, *y = b;
	int order = ref_compare(x->anchor, y->anchor);
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* Before it is decided a proposal can still take up more. */
static void index_joinable(struct raising_state *state)
{
	state->by_anchor = memory_new_array(state->opportunity_count + 1, sizeof *state->by_anchor);
	for (size_t i = 0; i < state->opportunity_count; i++)
		if (state->opportunities[i].stage <= C_stage_prioritised)
			state->by_anchor[state->joinable++] = state->opportunities[i];
	if (state->joinable > 0)
		qsort(state->by_anchor, state->joinable, sizeof *state->by_anchor, compare_anchors);
}

static int compare_id(const void *key, const void *item)
{
	record_id a = *(const record_id *)key, b = ((const struct open_opportunity *)item)->id;
	return (a > b) - (a < b);
}

static const struct open_opportunity *opportunity_at(const struct raising_state *state, record_id id)
{
	return state->opportunity_count == 0 ? NULL
	                                     : bsearch(&id, state->opportunities, state->opportunity_count,
	                                               sizeof *state->opportunities, compare_id);
}

static record_id joinable_for(const struct raising_state *state, struct ref anchor)
{
	const struct open_opportunity first = {.anchor = anchor};
	size_t at = memory_first_at(&first, state->by_anchor, state->joinable, sizeof first, compare_anchors);
	return at < state->joinable && ref_equal(state->by_anchor[at].anchor, anchor) ? state->by_anchor[at].id : 0;
}

/* Named by one that is open; or by one that was rejected, whose silence still holds. A date that has moved earlier
 * breaks the silence. */
static bool answers(const struct raising_state *state, const struct named_trigger *named,
                    const struct found_trigger *trigger)
{
	const struct open_opportunity *opportunity = opportunity_at(state, named->opportunity);
	if (opportunity == NULL || named->kind != trigger->kind)
		return false;
	if (opportunity->silent_until == DAY_UNSET)
		return opportunity->stage != C_stage_realised;
	bool earlier = trigger->due != DAY_UNSET && (named->due == DAY_UNSET || trigger->due < named->due);
	return opportunity->silent_until >= state->session->today && !earlier;
}

static bool is_answered(const struct raising_state *state, const struct found_trigger *trigger)
{
	const struct named_trigger first = {.about = trigger->about};
	size_t at = memory_first_at(&first, state->triggers, state->trigger_count, sizeof first, compare_triggers);
	for (; at < state->trigger_count && ref_equal(state->triggers[at].about, trigger->about); at++)
		if (answers(state, &state->triggers[at], trigger))
			return true;
	return false;
}

/* ---- for whom ---- */

static struct ref service_above(const struct raising_state *state, record_id system)
{
	struct records *supports = records_new(state->view, E_support);
	struct record support, service;
	struct ref best = {0, 0};
	int64_t most = -1;
	bool on = false;
	while (records_child(supports, system, &on, &support)) {
		struct ref ref = record_ref(&support, F_support_service);
		if (!view_record(state->view, ref, &service) ||
		    !days_hold(&service, F_service_from, F_service_to, state->session->today))
			continue;
		int64_t criticality =
			record_is_set(&service, F_service_criticality) ? record_number(&service, F_service_criticality) : 0;
		if (criticality > most || (criticality == most && ref.id < best.id)) {
			most = criticality;
			best = ref;
		}
	}
	records_free(&supports);
	return best;
}

static struct ref find_anchor(const struct raising_state *state, record_id id)
{
	struct ref system = {E_system, id}, service = service_above(state, id);
	struct record record;
	if (ref_is_set(service))
		return service;
	struct ref object =
		view_record(state->view, system, &record) ? record_ref(&record, F_system_object) : (struct ref){0, 0};
	return ref_is_set(object) ? object : system;
}

static int compare_raisings(const void *a, const void *b)
{
	const struct raising *x = a, *y = b;
	int order = ref_compare(x->anchor, y->anchor);
	if (order == 0)
		order = (x->system > y->system) - (x->system < y->system);
	if (order == 0)
		order = x->trigger.kind - y->trigger.kind;
	return order != 0 ? order : ref_compare(x->trigger.about, y->trigger.about);
}

/* What is left to raise, in the order of whom it is for; each once. */
static void prepare(struct raising_state *state, struct raise_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (is_answered(state, &list->items[i].trigger) ||
		    raise_is_taken_for_granted(state->view, &list->items[i].trigger))
			continue;
		list->items[kept] = list->items[i];
		list->items[kept].anchor = find_anchor(state, list->items[i].system);
		kept++;
	}
	if (kept > 0)
		qsort(list->items, kept, sizeof *list->items, compare_raisings);
	list->count = 0;
	for (size_t i = 0; i < kept; i++)
		if (i == 0 || compare_raisings(&list->items[list->count - 1], &list->items[i]) != 0)
			list->items[list->count++] = list->items[i];
}

/* ---- all of it ---- */

/* One that no change would be taken of as it stands cannot be joined: a new one is raised beside it. */
static bool raise_some(struct raising_state *state, const struct raising *raisings, size_t count, struct error *error)
{
	record_id joined = joinable_for(state, raisings->anchor);
	struct error refused = {0};
	if (raise_write(state, joined, raisings, count, &refused))
		return true;
	if (joined != 0 && refused.kind == ERROR_INPUT)
		return raise_write(state, 0, raisings, count, error);
	return error_set(error, refused.kind, "%s", refused.text);
}

static bool raise_all(struct raising_state *state, const struct raise_list *list, struct error *error)
{
	for (size_t from = 0, to; from < list->count; from = to) {
		for (to = from + 1; to < list->count && ref_equal(list->items[to].anchor, list->items[from].anchor);)
			to++;
		if (!raise_some(state, &list->items[from], to - from, error))
			return false;
	}
	return true;
}

/* Until somebody receives it, a proposal says what is known today. */
static bool renew_all(struct raising_state *state, struct error *error)
{
	bool ok = true;
	for (size_t i = 0; ok && i < state->opportunity_count; i++)
		if (state->opportunities[i].stage == C_stage_raised)
			ok = raise_renew(state, state->opportunities[i].id, error);
	return ok;
}

bool raise_proposals(struct session *session, struct raise_list *list, uint32_t *raised, struct error *error)
{
	struct raising_state state = {.session = session, .view = view_open(session->store, error)};
	if (state.view == NULL)
		return false;
	read_opportunities(&state);
	read_triggers(&state);
	index_joinable(&state);
	prepare(&state, list);
	state.scopes = scope_reader_new(state.view, session->conf, session->today, PROPOSAL_ENTITIES);
	bool ok = raise_all(&state, list, error) && renew_all(&state, error);
	*raised = state.raised;
	scope_reader_free(&state.scopes);
	free(state.opportunities);
	free(state.by_anchor);
	free(state.triggers);
	view_close(&state.view);
	return ok;
}
