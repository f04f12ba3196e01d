/* Raising: what must be decided becomes a proposal for the service that rests on the system, so that the question is
 * how to work and not what to buy. Several systems of one service give one proposal. DOMAIN 5. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/edit.h"

/* An opportunity of the register. */
struct open_opportunity {
	struct ref anchor; /* service, object or system that it is for */
	record_id id;
	uint8_t stage;
	day_t silent_until; /* of a rejected or stopped one */
};

/* What one of them names. */
struct named_trigger {
	struct ref about;
	uint8_t kind;
	day_t due;
	record_id opportunity;
};

struct raising_state {
	struct session *session;
	struct view *view;
	struct open_opportunity *opportunities; /* by id */
	size_t opportunity_count;
	struct open_opportunity *by_anchor;     /* those that can be joined, by anchor */
	size_t joinable;
	struct named_trigger *triggers;         /* by about */
	size_t trigger_count, trigger_capacity;
	const char *language;
	uint32_t raised;
};

static int compare_refs(struct ref a, struct ref b)
{
	if (a.entity != b.entity)
		return a.entity < b.entity ? -1 : 1;
	return (a.id > b.id) - (a.id < b.id);
}

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

static struct ref anchor_of(const struct view *view, const struct record *opportunity)
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
			anchor_of(state->view, &record), record.id, stage == 0 ? C_stage_raised : stage,
			stage == C_stage_rejected || stage == C_stage_stopped ? silence_of(state, &record) : DAY_UNSET};
	}
	records_free(&records);
}

static int compare_triggers(const void *a, const void *b)
{
	return compare_refs(((const struct named_trigger *)a)->about, ((const struct named_trigger *)b)->about);
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
	int order = compare_refs(x->anchor, y->anchor);
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

static const struct open_opportunity *opportunity_at(const struct raising_state *state, record_id id)
{
	size_t low = 0, high = state->opportunity_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (state->opportunities[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < state->opportunity_count && state->opportunities[low].id == id ? &state->opportunities[low] : NULL;
}

static record_id joinable_for(const struct raising_state *state, struct ref anchor)
{
	size_t low = 0, high = state->joinable;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare_refs(state->by_anchor[middle].anchor, anchor) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < state->joinable && ref_equal(state->by_anchor[low].anchor, anchor) ? state->by_anchor[low].id : 0;
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
	size_t low = 0, high = state->trigger_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare_refs(state->triggers[middle].about, trigger->about) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < state->trigger_count && ref_equal(state->triggers[low].about, trigger->about); low++)
		if (answers(state, &state->triggers[low], trigger))
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
	int order = compare_refs(x->anchor, y->anchor);
	if (order == 0)
		order = (x->system > y->system) - (x->system < y->system);
	if (order == 0)
		order = x->trigger.kind - y->trigger.kind;
	return order != 0 ? order : compare_refs(x->trigger.about, y->trigger.about);
}

/* What is left to raise, in the order of whom it is for; each once. */
static void prepare(struct raising_state *state, struct raise_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (is_answered(state, &list->items[i].trigger))
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

/* ---- what is written ---- */

/* Saturdays and Sundays are no working days. */
static day_t add_working_days(day_t day, int64_t days)
{
	while (days > 0) {
		day++;
		days -= day_weekday(day) <= 5;
	}
	return day;
}

static void set_title(const struct raising_state *state, struct draft *draft, struct ref anchor)
{
	struct text title = {0};
	text_printf(&title, "%s: ", lang_translate(state->language, N_("Development opportunity")));
	view_append_name(state->view, anchor, &title);
	title.size = title.size > 200 ? text_fit((struct slice){title.data, title.size}, 190) : title.size;
	draft_set_text(draft, F_opportunity_title, text_slice(&title));
	text_free(&title);
}

static struct ref unit_of(const struct raising_state *state, struct ref ref)
{
	struct record record;
	if (!view_record(state->view, ref, &record))
		return (struct ref){0, 0};
	uint8_t field = ref.entity == E_service ? F_service_unit : ref.entity == E_object ? F_object_unit : F_system_unit;
	return record_ref(&record, field);
}

static void fill_opportunity(const struct raising_state *state, struct draft *draft, struct ref anchor)
{
	const struct session *session = state->session;
	set_title(state, draft, anchor);
	if (anchor.entity == E_service)
		draft_set_ref(draft, F_opportunity_service, anchor);
	else if (anchor.entity == E_object)
		draft_set_ref(draft, F_opportunity_object, anchor);
	draft_set_ref(draft, F_opportunity_unit, unit_of(state, anchor));
	draft_set_number(draft, F_opportunity_stage, C_stage_raised);
	draft_set_day(draft, F_opportunity_answer_due,
	              add_working_days(session->today, conf_number(session->conf, CONF_answer_days, session->today)));
}

/* A contract's end, a component's end of support: when the old way stops. */
static void take_dates(struct draft *draft, const struct raising *raisings, size_t count)
{
	struct value decide_by = draft_value(draft, F_opportunity_decide_by),
				 ends = draft_value(draft, F_opportunity_old_system_ends);
	day_t earliest = decide_by.set ? (day_t)decide_by.number : DAY_UNSET, due = ends.set ? (day_t)ends.number : DAY_UNSET;
	for (size_t i = 0; i < count; i++) {
		earliest = day_earlier(earliest, raisings[i].trigger.decide_by);
		due = day_earlier(due, raisings[i].trigger.due);
	}
	draft_set_day(draft, F_opportunity_decide_by, earliest);
	draft_set_day(draft, F_opportunity_old_system_ends, due);
}

static bool save_trigger(struct edit *edit, struct draft *draft, struct ref opportunity,
                         const struct found_trigger *trigger, struct error *error)
{
	struct ref ref = {E_opportunity_trigger, 0};
	draft_clear(draft, schema_entity(E_opportunity_trigger));
	draft_set_ref(draft, F_opportunity_trigger_opportunity, opportunity);
	draft_set_number(draft, F_opportunity_trigger_kind, trigger->kind);
	draft_set_ref(draft, F_opportunity_trigger_about, trigger->about);
	draft_set_day(draft, F_opportunity_trigger_due, trigger->due);
	return edit_save(edit, draft, &ref, 0, error);
}

static bool has_system(struct edit *edit, record_id opportunity, record_id system)
{
	struct records *records = records_new(edit_view(edit), E_opportunity_system);
	struct record row;
	bool on = false, there = false;
	while (records_child(records, opportunity, &on, &row))
		there = there || record_ref_id(&row, F_opportunity_system_system) == system;
	records_free(&records);
	return there;
}

static bool save_system(struct edit *edit, struct draft *draft, struct ref opportunity, record_id system, uint8_t role,
                        struct error *error)
{
	struct ref ref = {E_opportunity_system, 0};
	if (system == 0 || has_system(edit, opportunity.id, system))
		return true;
	draft_clear(draft, schema_entity(E_opportunity_system));
	draft_set_ref(draft, F_opportunity_system_opportunity, opportunity);
	draft_set_ref(draft, F_opportunity_system_system, (struct ref){E_system, system});
	draft_set_number(draft, F_opportunity_system_role, role);
	return edit_save(edit, draft, &ref, 0, error);
}

/* The systems at the other end of its integrations are touched when it goes. */
static bool save_neighbours(const struct raising_state *state, struct edit *edit, struct draft *draft,
                            struct ref opportunity, record_id system, struct error *error)
{
	struct records *records = records_new(state->view, E_integration);
	struct record integration;
	bool ok = true, on = false;
	while (ok && records_child(records, system, &on, &integration))
		ok = save_system(edit, draft, opportunity, record_ref_id(&integration, F_integration_to_system),
		                 C_involvement_touched, error);
	records_free(&records);
	struct index *index =
		index_new(state->view, schema_field(schema_entity(E_integration), F_integration_to_system), E_integration);
	const struct value value = {.set = true, .ref = {E_system, system}};
	struct index_hit hit;
	for (bool there = index_seek(index, &value, &hit); ok && there; there = index_next_same(index, &hit))
		if (view_record(state->view, (struct ref){E_integration, hit.id}, &integration))
			ok = save_system(edit, draft, opportunity, integration.parent, C_involvement_touched, error);
	index_free(&index);
	return ok;
}

static bool save_parts(const struct raising_state *state, struct edit *edit, struct draft *draft,
                       struct ref opportunity, const struct raising *raisings, size_t count, struct error *error)
{
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++)
		ok = save_trigger(edit, draft, opportunity, &raisings[i].trigger, error) &&
		     save_system(edit, draft, opportunity, raisings[i].system, C_involvement_replaced, error);
	for (size_t i = 0; ok && i < count; i++)
		if (i == 0 || raisings[i].system != raisings[i - 1].system)
			ok = save_neighbours(state, edit, draft, opportunity, raisings[i].system, error);
	return ok;
}

static bool save_opportunity(struct raising_state *state, struct edit *edit, struct draft *draft,
                             struct ref *opportunity, const struct raising *raisings, size_t count, struct error *error)
{
	struct record record;
	uint32_t revision = 0;
	draft_clear(draft, schema_entity(E_opportunity));
	if (opportunity->id != 0 && view_record(edit_view(edit), *opportunity, &record)) {
		draft_copy_record(draft, &record);
		revision = record_revision(&record);
	} else {
		fill_opportunity(state, draft, raisings[0].anchor);
		state->raised++;
	}
	take_dates(draft, raisings, count);
	return edit_save(edit, draft, opportunity, revision, error);
}

/* All that is raised for one service, in one transaction. */
static bool raise_for(struct raising_state *state, const struct raising *raisings, size_t count, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .why = SLICE("development opportunity raised")};
	struct ref opportunity = {E_opportunity, joinable_for(state, raisings[0].anchor)};
	struct draft draft;
	struct edit *edit = edit_begin(state->session, &facts, error);
	draft_init(&draft, schema_entity(E_opportunity));
	bool ok = edit != NULL && save_opportunity(state, edit, &draft, &opportunity, raisings, count, error) &&
	          save_parts(state, edit, &draft, opportunity, raisings, count, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	draft_free(&draft);
	return ok;
}

static bool raise_all(struct raising_state *state, const struct raise_list *list, struct error *error)
{
	for (size_t from = 0, to; from < list->count; from = to) {
		for (to = from + 1; to < list->count && ref_equal(list->items[to].anchor, list->items[from].anchor);)
			to++;
		if (!raise_for(state, &list->items[from], to - from, error))
			return false;
	}
	return true;
}

bool raise_proposals(struct session *session, struct raise_list *list, uint32_t *raised, struct error *error)
{
	const char *language = conf_text(session->conf, CONF_language);
	struct raising_state state = {.session = session,
	                              .view = view_open(session->store, error),
	                              .language = *language != '\0' ? language : lang_code()};
	if (state.view == NULL)
		return false;
	read_opportunities(&state);
	read_triggers(&state);
	index_joinable(&state);
	prepare(&state, list);
	bool ok = raise_all(&state, list, error);
	*raised = state.raised;
	free(state.opportunities);
	free(state.by_anchor);
	free(state.triggers);
	view_close(&state.view);
	return ok;
}
