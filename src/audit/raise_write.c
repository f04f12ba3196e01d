/* Writing proposals: one for each service, filled in with what is known. */
#include <stdlib.h>

#include "audit/proposal.h"
#include "audit/raise_private.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/edit.h"

/* What it is about and no more: the list says what it is a list of, in the reader's language. */
static void set_title(const struct raising_state *state, struct draft *draft, struct ref anchor)
{
	struct text title = {0};
	view_append_name(state->view, anchor, &title);
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
	              day_add_working(session->today, conf_number(session->conf, CONF_answer_days, session->today)));
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
	struct naming *leading_here =
		naming_new(state->view, E_integration, F_integration_to_system, (struct ref){E_system, system});
	while (ok && naming_next(leading_here, &integration))
		ok = save_system(edit, draft, opportunity, integration.parent, C_involvement_touched, error);
	naming_free(&leading_here);
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

/* ---- what is known about it ---- */

struct system_ids {
	record_id *items;
	size_t count, capacity;
};

static void add_system(struct system_ids *systems, record_id id)
{
	for (size_t i = 0; i < systems->count; i++)
		if (systems->items[i] == id)
			return;
	memory_grow(&systems->items, &systems->capacity, systems->count, sizeof *systems->items);
	systems->items[systems->count++] = id;
}

/* Those that it already says are to be replaced. */
static void add_replaced(const struct raising_state *state, record_id opportunity, struct system_ids *systems)
{
	struct records *records = records_new(state->view, E_opportunity_system);
	struct record row;
	bool on = false;
	while (records_child(records, opportunity, &on, &row))
		if (record_choice(&row, F_opportunity_system_role) == C_involvement_replaced)
			add_system(systems, record_ref_id(&row, F_opportunity_system_system));
	records_free(&records);
}

static void fill_known(const struct raising_state *state, struct draft *draft, record_id self, struct ref anchor,
                       const struct system_ids *systems)
{
	struct value ends = draft_value(draft, F_opportunity_old_system_ends);
	struct proposal proposal = {.session = state->session,
	                            .view = state->view,
	                            .scopes = state->scopes,
	                            .subject = {.systems = systems->items, .count = systems->count, .anchor = anchor,
	                                        .self = self, .due = ends.set ? (day_t)ends.number : DAY_UNSET}};
	proposal_gather(&proposal);
	proposal_set(&proposal, draft);
}

static void fill_known_of_raisings(const struct raising_state *state, struct draft *draft, record_id self,
                                   const struct raising *raisings, size_t count)
{
	struct system_ids systems = {0};
	add_replaced(state, self, &systems);
	for (size_t i = 0; i < count; i++)
		add_system(&systems, raisings[i].system);
	fill_known(state, draft, self, raisings[0].anchor, &systems);
	free(systems.items);
}

/* ---- all of one ---- */

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
	fill_known_of_raisings(state, draft, opportunity->id, raisings, count);
	return edit_save(edit, draft, opportunity, revision, error);
}

bool raise_write(struct raising_state *state, record_id joined, const struct raising *raisings, size_t count,
                 struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .why = SLICE("development opportunity raised")};
	struct ref opportunity = {E_opportunity, joined};
	struct draft draft;
	struct edit *edit = edit_begin(state->session, &facts, error);
	draft_init(&draft, schema_entity(E_opportunity));
	bool ok = edit != NULL && save_opportunity(state, edit, &draft, &opportunity, raisings, count, error) &&
	          save_parts(state, edit, &draft, opportunity, raisings, count, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	draft_free(&draft);
	return ok;
}

static bool save_known(struct raising_state *state, struct draft *draft, record_id id, uint32_t revision,
                       struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .why = SLICE("development opportunity brought up to date")};
	struct ref ref = {E_opportunity, id};
	struct record now;
	struct edit *edit = edit_begin(state->session, &facts, error);
	if (edit == NULL)
		return false;
	/* Whoever has it in hand meanwhile keeps it. */
	bool same = view_record(edit_view(edit), ref, &now) && record_revision(&now) == revision;
	struct error refused = {0};
	bool saves = same && edit_save(edit, draft, &ref, revision, &refused);
	bool ok = !saves || edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	/* One that no change would be taken of as it stands is left as it is: a night does not end with it. */
	if (same && !saves && refused.kind != ERROR_INPUT)
		return error_set(error, refused.kind, "%s", refused.text);
	return ok;
}

static bool is_changed(const struct record *record, const struct draft *draft)
{
	for (uint8_t number = F_opportunity_known_bridges; number <= F_opportunity_known_alike; number++) {
		struct value before = record_value(record, schema_field(record->entity, number)),
					 after = draft_value(draft, number);
		if (!value_equal(schema_field(record->entity, number), &before, &after))
			return true;
	}
	return false;
}

bool raise_renew(struct raising_state *state, record_id opportunity, struct error *error)
{
	struct system_ids systems = {0};
	struct record record;
	struct draft draft;
	bool ok = true;
	add_replaced(state, opportunity, &systems);
	if (view_record(state->view, (struct ref){E_opportunity, opportunity}, &record)) {
		draft_init(&draft, schema_entity(E_opportunity));
		draft_copy_record(&draft, &record);
		fill_known(state, &draft, opportunity, raise_anchor(state->view, &record), &systems);
		if (is_changed(&record, &draft))
			ok = save_known(state, &draft, opportunity, record_revision(&record), error);
		draft_free(&draft);
	}
	free(systems.items);
	return ok;
}
