#include "register/trial_private.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/register_private.h"
#include "store/past.h"

#define MOST_ATTEMPTS 5

/* What figures are worked out from, but never what says who may read. */
static const uint8_t entities[] = {
	E_system, E_service, E_component, E_contract, E_contract_system, E_licence, E_integration, E_support, E_usage,
	E_cost, E_incident, E_volume, E_valuation, E_opportunity, E_alternative, E_commitment, 0};

/* ---- lists ---- */

void trial_list_add(struct trial_records *list, struct ref ref)
{
	for (size_t i = 0; i < list->count; i++)
		if (ref_equal(list->items[i], ref))
			return;
	memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
	list->items[list->count++] = ref;
}

/* ---- what is to be tried ---- */

/* To change the layer, and to audit: what is told of it is judged by the person's own rights. */
static void take_rights(struct trial *trial)
{
	trial->own = *trial->session;
	trial->own.catalogue = NULL;
	trial->own.access = UINT32_C(1) << (C_access_administrator - 1);
}

struct trial *trial_new(struct session *session)
{
	struct trial *trial = memory_new(sizeof *trial);
	trial->session = session;
	take_rights(trial);
	return trial;
}

static void clear(struct trial *trial)
{
	edit_abort(&trial->edit);
	view_close(&trial->view);
	catalogue_free(&trial->own.catalogue);
	store_come_back(trial->session->store);
	trial->changed.count = trial->touched.count = 0;
}

void trial_free(struct trial **trial)
{
	if (*trial == NULL)
		return;
	clear(*trial);
	for (size_t i = 0; i < (*trial)->request_count; i++)
		text_free(&(*trial)->requests[i].assignment);
	free((*trial)->requests);
	free((*trial)->changed.items);
	free((*trial)->touched.items);
	free(*trial);
	*trial = NULL;
}

static struct trial_request *add_request(struct trial *trial, enum trial_deed deed, struct ref ref)
{
	memory_grow(&trial->requests, &trial->request_capacity, trial->request_count, sizeof *trial->requests);
	trial->requests[trial->request_count] = (struct trial_request){.deed = deed, .ref = ref, .on = DAY_UNSET};
	return &trial->requests[trial->request_count++];
}

void trial_set(struct trial *trial, struct ref ref, struct slice assignment)
{
	text_append(&add_request(trial, TRIAL_SET, ref)->assignment, assignment);
}

void trial_cancel(struct trial *trial, record_id contract)
{
	add_request(trial, TRIAL_CANCEL, (struct ref){E_contract, contract});
}

void trial_merge(struct trial *trial, record_id from, record_id into, day_t on)
{
	struct trial_request *request = add_request(trial, TRIAL_MERGE, (struct ref){E_system, from});
	request->into = (struct ref){E_system, into};
	request->on = on;
}

/* ---- making it ---- */

bool trial_save(struct trial *trial, struct draft *draft, record_id id, uint32_t revision, struct error *error)
{
	struct ref ref = {draft->entity->number, id};
	if (!edit_save(trial->edit, draft, &ref, revision, error))
		return false;
	trial_list_add(&trial->changed, ref);
	return true;
}

bool trial_draft(struct trial *trial, struct ref ref, struct draft *draft, uint32_t *revision, struct error *error)
{
	struct record record;
	if (!view_record(edit_view(trial->edit), ref, &record))
		return error_set(error, ERROR_NOT_FOUND, _("the record is not there any more"));
	draft_clear(draft, record.entity);
	draft_copy_record(draft, &record);
	*revision = record_revision(&record);
	return true;
}

static bool may_try(const struct trial *trial, struct ref ref, const struct field *field, struct error *error)
{
	const struct view *now = view_present(edit_view(trial->edit));
	struct record record;
	bool known = view_record(now, ref, &record) && authority_may_read(trial->session, now, &record, field);
	return (known && field->number != F_secrecy_ground && field->number != F_secrecy_until && field->number != F_code) ||
	       error_set(error, ERROR_DENIED, _("%s is not shown to you, so you cannot try another value of it"), field->name);
}

bool trial_takes(uint8_t entity)
{
	const uint8_t *at = entities;
	while (*at != 0 && *at != entity)
		at++;
	return *at != 0;
}

static bool make_set(struct trial *trial, const struct trial_request *request, struct error *error)
{
	const struct value_reader reader = register_reader(edit_view(trial->edit), trial->own.today, true);
	const struct field *field;
	struct draft draft;
	uint32_t revision;
	if (!trial_takes(request->ref.entity))
		return error_set(error, ERROR_INPUT, _("%s is nothing that costs, clocks and findings are worked out from here"),
		                 _(schema_entity(request->ref.entity)->label));
	draft_init(&draft, schema_entity(request->ref.entity));
	bool ok = trial_draft(trial, request->ref, &draft, &revision, error) &&
	          draft_parse_assignment(&draft, text_slice(&request->assignment), &reader, &field, error) &&
	          may_try(trial, request->ref, field, error) &&
	          trial_save(trial, &draft, request->ref.id, revision, error);
	draft_free(&draft);
	return ok;
}

bool trial_give_notice(struct trial *trial, record_id contract, struct error *error)
{
	struct ref ref = {E_contract, contract};
	struct draft draft;
	uint32_t revision;
	draft_init(&draft, schema_entity(E_contract));
	bool ok = trial_draft(trial, ref, &draft, &revision, error) &&
	          may_try(trial, ref, schema_field(draft.entity, F_contract_terminated), error);
	if (ok && !draft_value(&draft, F_contract_terminated).set) {
		draft_set_day(&draft, F_contract_terminated, trial->own.today);
		ok = trial_save(trial, &draft, contract, revision, error);
	}
	draft_free(&draft);
	return ok;
}

static bool make_request(struct trial *trial, const struct trial_request *request, struct error *error)
{
	switch (request->deed) {
	case TRIAL_SET: return make_set(trial, request, error);
	case TRIAL_CANCEL: return trial_give_notice(trial, request->ref.id, error);
	default: return trial_make_merge(trial, request, error);
	}
}

static bool make_all(struct trial *trial, uint64_t *below, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	bool ok = (trial->edit = edit_begin(&trial->own, &facts, error)) != NULL;
	if (ok)
		*below = view_sequence(view_present(edit_view(trial->edit)));
	for (size_t i = 0; ok && i < trial->request_count; i++)
		ok = make_request(trial, &trial->requests[i], error);
	return ok && edit_commit(&trial->edit, NULL, error);
}

/* Once. *again where others have written between the changes and the look at them. */
static bool make_once(struct trial *trial, bool *again, struct error *error)
{
	uint64_t below;
	clear(trial);
	if (!store_try(trial->session->store, error) || !make_all(trial, &below, error) ||
	    (trial->view = view_open(trial->session->store, error)) == NULL)
		return false;
	*again = view_sequence(view_present(trial->view)) != below;
	trial_find_touched(trial->view, &trial->changed, &trial->touched);
	trial_find_touched(view_present(trial->view), &trial->changed, &trial->touched);
	return true;
}

bool trial_make(struct trial *trial, struct error *error)
{
	bool again = true, ok = true;
	for (int attempt = 0; ok && again && attempt < MOST_ATTEMPTS; attempt++)
		ok = make_once(trial, &again, error);
	return ok && (!again || error_set(error, ERROR_CONFLICT,
	                                  _("the register is being changed all the time; try again in a while")));
}

const struct view *trial_view(const struct trial *trial)
{
	return trial->view;
}

struct session *trial_session(struct trial *trial)
{
	return &trial->own;
}

const struct trial_records *trial_changed(const struct trial *trial)
{
	return &trial->changed;
}

const struct trial_records *trial_touched(const struct trial *trial)
{
	return &trial->touched;
}
