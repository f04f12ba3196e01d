#include "register/dispose.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "register/register_private.h"
#include "store/compact.h"
#include "store/journal.h"
#include "store/past.h"

#define BATCH 10000 /* images: others wait while they are taken */

struct old_image {
	struct ref ref;
	uint32_t revision;
};

struct disposing {
	struct session *session;
	const struct disposal *disposal;
	struct disposal_result *result;
	const struct view *view;
	uint64_t last;          /* entry before the day */
	struct old_image found; /* how the record looked at last stood: it is old where the next image is; revision 0: none */
	bool wanted;            /* that one is personal */
	struct ref counted;
	struct old_image *items;
	size_t count, capacity;
	struct text why;
	struct error *error;
	bool failed;
};

/* ---- what ---- */

/* A text about somebody, which the record says no more. */
static bool says_what_it_did(const struct disposing *disposing, const struct record *image)
{
	struct record now;
	bool there = view_record(disposing->view, record_self(image), &now);
	for (unsigned i = 0; i < image->entity->field_count; i++) {
		const struct field *field = &image->entity->fields[i];
		if (!field->personal || !field_holds_text(field) || !record_is_set(image, field->number))
			continue;
		if (!there || !slice_equal(record_text(image, field->number), record_text(&now, field->number)))
			return false;
	}
	return true;
}

static bool is_personal(const struct disposing *disposing, const struct image *image)
{
	return image->state == IMAGE_FORMER && image->readable &&
	       (image->record.entity->about_people || !says_what_it_did(disposing, &image->record));
}

static bool holds_personal_text(const struct entity *entity)
{
	for (unsigned i = 0; i < entity->field_count; i++)
		if (entity->fields[i].personal && field_holds_text(&entity->fields[i]))
			return true;
	return false;
}

/* ---- taking them ---- */

static bool write_batch(struct disposing *disposing)
{
	struct disposal_result *result = disposing->result;
	const struct entry_facts facts = {
		.kind = ENTRY_DISPOSAL, .why = text_slice(&disposing->why), .group = result->sequence};
	uint64_t sequence = 0;
	if (disposing->count == 0)
		return true;
	struct edit *edit = edit_begin(disposing->session, &facts, disposing->error);
	for (size_t i = 0; edit != NULL && i < disposing->count; i++)
		changes_dispose_image(edit->changes, disposing->items[i].ref, disposing->items[i].revision);
	if (edit != NULL)
		changes_note_uncompacted(edit->changes);
	bool ok = edit != NULL && edit_commit(&edit, &sequence, disposing->error);
	edit_abort(&edit);
	if (ok && result->sequence == 0)
		result->sequence = sequence;
	disposing->count = 0;
	return ok;
}

static void count(struct disposing *disposing, struct ref ref)
{
	struct disposal_result *result = disposing->result;
	result->images++;
	result->of[ref.entity].images++;
	result->of[ref.entity].records += !ref_equal(disposing->counted, ref);
	disposing->counted = ref;
}

static bool take(struct disposing *disposing)
{
	count(disposing, disposing->found.ref);
	if (disposing->disposal->dry_run)
		return true;
	memory_grow(&disposing->items, &disposing->capacity, disposing->count, sizeof *disposing->items);
	disposing->items[disposing->count++] = disposing->found;
	if (disposing->count < BATCH)
		return true;
	changes_give_way();
	return write_batch(disposing);
}

static bool look_at_image(void *context, struct ref ref, const struct image *image)
{
	struct disposing *disposing = context;
	bool follows = disposing->wanted && ref_equal(disposing->found.ref, ref) && image->sequence <= disposing->last;
	disposing->failed = follows && !take(disposing);
	disposing->found = (struct old_image){ref, image->revision};
	disposing->wanted = is_personal(disposing, image);
	return !disposing->failed;
}

static bool take_all(struct disposing *disposing)
{
	const struct entity *entity;
	for (size_t i = 0; !disposing->failed && (entity = schema_entity_at(i)) != NULL; i++) {
		disposing->wanted = false;
		if (entity->about_people || holds_personal_text(entity))
			view_histories(disposing->view, entity->number, look_at_image, disposing);
	}
	return !disposing->failed && write_batch(disposing);
}

/* ---- by which right ---- */

static bool find_decision(const struct view *view, int64_t number, struct record *decision)
{
	const struct field *field = schema_field(schema_entity(E_decision), F_decision_number);
	struct index *index = index_new(view, field, E_decision);
	const struct value value = {.set = true, .number = number};
	struct index_hit hit;
	bool found = index_seek(index, &value, &hit) && view_record(view, (struct ref){E_decision, hit.id}, decision);
	index_free(&index);
	return found;
}

static bool is_superseded(const struct view *view, struct ref decision)
{
	struct naming *naming = naming_new(view, E_decision, F_decision_supersedes, decision);
	struct record later;
	bool found = naming_next(naming, &later);
	naming_free(&naming);
	return found;
}

static bool check_decision(const struct disposing *disposing, struct record *decision, struct error *error)
{
	long long number = disposing->disposal->decision;
	if (!find_decision(disposing->view, number, decision))
		return error_set(error, ERROR_NOT_FOUND,
		                 _("there is no decision number %lld in the register: add it, with what it says and who made it"),
		                 number);
	if (record_choice(decision, F_decision_outcome) != C_decision_outcome_approved)
		return error_set(error, ERROR_INPUT, _("decision number %lld has not approved anything"), number);
	if (record_day(decision, F_decision_date) > disposing->session->today)
		return error_set(error, ERROR_INPUT, _("decision number %lld is not made yet"), number);
	return !is_superseded(disposing->view, record_self(decision)) ||
	       error_set(error, ERROR_INPUT, _("decision number %lld has been superseded by another"), number);
}

/* "before": the last entry that was written before the day began. */
static bool find_last(struct disposing *disposing, struct error *error)
{
	char day[DAY_TEXT_SIZE];
	moment_t end;
	if (disposing->disposal->before > disposing->session->today)
		return error_set(error, ERROR_INPUT, _("--before: %s is not here yet"),
		                 day_text(disposing->disposal->before, day));
	if (!moment_parse_typed(slice_of(day_text(disposing->disposal->before - 1, day)), &end, error))
		return false;
	disposing->last = journal_at(disposing->view, end);
	return true;
}

static bool prepare(struct disposing *disposing, struct error *error)
{
	char day[DAY_TEXT_SIZE];
	struct record decision;
	if (!session_has(disposing->session, C_access_administrator))
		return error_set(error, ERROR_DENIED, _("only an administrator may dispose of history"));
	if (!check_decision(disposing, &decision, error) || !find_last(disposing, error))
		return false;
	disposing->result->decision = record_self(&decision);
	struct text code = {0};
	view_append_code(disposing->view, disposing->result->decision, &code);
	text_printf(&disposing->why, _("decision %lld (%s), before %s"), (long long)disposing->disposal->decision, code.data,
	            day_text(disposing->disposal->before, day));
	text_free(&code);
	return true;
}

bool register_dispose(struct session *session, const struct disposal *disposal, struct disposal_result *result,
                      struct error *error)
{
	struct view *view = view_open(session->store, error);
	struct disposing disposing = {
		.session = session, .disposal = disposal, .result = result, .view = view, .error = error};
	*result = (struct disposal_result){0};
	bool ok = view != NULL && prepare(&disposing, error) && take_all(&disposing);
	view_close(&view);
	text_free(&disposing.why);
	free(disposing.items);
	return ok;
}
