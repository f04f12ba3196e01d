/* The one door: every change passes edit_save, edit_remove (edit_remove.c) or edit_undo (edit_undo.c). */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/licensing.h"
#include "register/register_private.h"
#include "register/reviewing.h"
#include "register/summary.h"

static enum stage_change change_of(const struct session *session, enum entry_kind kind)
{
	if (kind == ENTRY_IMPORT)
		return STAGE_BY_IMPORT;
	return kind == ENTRY_CHANGE && session->actor != RECORD_BY_AUDIT ? STAGE_BY_PERSON : STAGE_NOT_JUDGED;
}

struct edit *edit_begin(struct session *session, const struct entry_facts *facts, struct error *error)
{
	struct entry_facts own = *facts;
	own.actor = session->actor;
	if (own.where.size == 0)
		own.where = text_slice(&session->where);
	struct changes *changes = changes_begin(session->store, &own, error);
	if (changes == NULL)
		return NULL;
	struct edit *edit = memory_new(sizeof *edit);
	edit->session = session;
	edit->changes = changes;
	edit->change = change_of(session, facts->kind);
	edit->touched = touched_new();
	matching_check(session, changes_view(changes));
	draft_init(&edit->draft, schema_entity(E_system));
	return edit;
}

struct view *edit_view(struct edit *edit)
{
	return changes_view(edit->changes);
}

void edit_trust_whole(struct edit *edit, uint64_t sequence)
{
	edit->trust = changes_sequence(edit->changes) == sequence + 1 ? TRUST_WHOLE : TRUST_REFERENCES;
}

void edit_trust_checks(struct edit *edit, uint64_t sequence)
{
	edit->checked = changes_sequence(edit->changes) == sequence + 1;
}

size_t edit_count(const struct edit *edit)
{
	return changes_count(edit->changes);
}

size_t edit_bytes(const struct edit *edit)
{
	return changes_bytes(edit->changes);
}

bool edit_deny(const struct edit *edit, enum deed deed, struct ref ref, const struct field *field,
               struct error *error)
{
	struct text code = {0};
	const struct entity *entity = schema_entity(ref.entity);
	if (ref.id != 0)
		view_append_code(changes_view(edit->changes), ref, &code);
	if (field != NULL)
		error_set(error, ERROR_DENIED, _("%s: your role may not change %s"),
		          code.data == NULL ? _(entity->label) : code.data, field->name);
	else if (deed == DEED_ADD)
		error_set(error, ERROR_DENIED, _("your role may not add records of the kind %s here"), _(entity->label));
	else
		error_set(error, ERROR_DENIED, _("%s: your role may not change or remove it"), code.data);
	if (edit->session->refused != NULL && error != NULL)
		edit->session->refused(edit->session->refused_context, error);
	text_free(&code);
	return false;
}

/* What only the program sets stays as it was, whatever the draft says. */
static void keep_internal(const struct edit *edit, struct draft *draft, const struct record *before)
{
	if (edit->internal || edit->session->actor >= RECORD_BY_AUDIT)
		return;
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		if (!field->internal)
			continue;
		struct value kept = before == NULL ? VALUE_UNSET : record_value(before, field);
		draft_set(draft, field->number, &kept);
	}
}

/* A code that is what the program would give anyway is not stored. */
static void drop_default_code(struct draft *draft, struct ref ref)
{
	struct value code = draft_value(draft, F_code);
	struct ref named;
	struct text standard = {0};
	if (!code.set || !code_parse_default(code.text, &named) || !ref_equal(named, ref))
		return;
	code_append_default(&standard, ref.entity, ref.id);
	if (slice_equal(text_slice(&standard), code.text))
		draft_unset(draft, F_code);
	text_free(&standard);
}

/* The draft as the record it would become. */
static struct record as_record(struct edit *edit, const struct draft *draft, struct ref ref)
{
	struct record record;
	draft_pack(draft, &(struct record_stamp){.revision = 1}, &edit->packed);
	record_open(&record, edit->packed.data, edit->packed.size);
	record.id = ref.id;
	record.parent = draft_parent(draft);
	return record;
}

static bool may_save(struct edit *edit, struct ref ref, const struct record *before, const struct record *after,
                     struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	const struct field *field;
	return authority_may_save(edit->session, view, before, after, edit->internal, &field) ||
	       edit_deny(edit, before == NULL ? DEED_ADD : DEED_CHANGE, ref, field, error);
}

static bool is_numbered(uint8_t entity)
{
	return entity == E_decision || entity == E_run;
}

/* What is added by an import, and what undoing gives back, has been judged before. */
static struct reviewing reviewing_of(const struct edit *edit, const struct record *before)
{
	return (struct reviewing){.session = edit->session,
	                          .view = changes_view(edit->changes),
	                          .before = before,
	                          .by_round = edit->internal,
	                          .history = edit->change == STAGE_NOT_JUDGED ||
	                                     (before == NULL && edit->change == STAGE_BY_IMPORT)};
}

static bool prepare(struct edit *edit, struct draft *draft, struct ref ref, const struct record *before,
                    struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	keep_internal(edit, draft, before);
	drop_default_code(draft, ref);
	if (is_numbered(ref.entity) && before == NULL)
		draft_set_number(draft, ref.entity == E_decision ? F_decision_number : F_run_number, ref.id);
	struct record after = as_record(edit, draft, ref);
	if (!may_save(edit, ref, before, &after, error))
		return false;
	const struct reviewing reviewing = reviewing_of(edit, before);
	if (edit->change != STAGE_NOT_JUDGED && (before != NULL || edit->change == STAGE_BY_PERSON))
		stages_fill(edit->session, before, draft);
	reviewing_fill(&reviewing, draft);
	if (draft->entity->number == E_licence_use && edit->change != STAGE_NOT_JUDGED &&
	    !licensing_check_use(view, edit->session->today, before, draft, ref, NULL, error))
		return false;
	if (before == NULL && edit->checked)
		return tender_check(view, before, draft, ref, NULL, error);
	if (!validate_draft(draft, NULL, error) ||
	    !validate_in_register(view, draft, ref, edit->trust, NULL, error) ||
	    !tender_check(view, before, draft, ref, NULL, error) || !reviewing_check(&reviewing, draft, NULL, error))
		return false;
	if (before != NULL && !validate_change(before, draft, NULL, error))
		return false;
	if (!stages_concern(draft))
		return true;
	after = as_record(edit, draft, ref);
	return stages_allow(edit->session, view, before, &after, edit->change, NULL, error);
}

static bool is_unchanged(struct edit *edit, const struct draft *draft, struct ref ref, const struct record *before)
{
	uint8_t fields[255];
	struct record after = as_record(edit, draft, ref);
	return record_differences(before, &after, fields) == 0;
}

static bool is_administrator(const struct record *person, day_t today)
{
	int64_t access = record_number(person, F_person_access);
	day_t to = record_day(person, F_person_active_to);
	return access != NUMBER_UNSET && (access >> (C_access_administrator - 1) & 1) != 0 && (to == DAY_UNSET || to >= today);
}

bool edit_leaves_administrator(const struct edit *edit, const struct record *before, const struct record *after,
                               struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	day_t today = edit->session->today;
	struct record person;
	bool found = before->entity->number != E_person || !is_administrator(before, today) ||
	             (after != NULL && is_administrator(after, today));
	struct records *people = found ? NULL : records_new(view, E_person);
	for (bool there = !found && records_first(people, &person); there && !found; there = records_next(people, &person))
		found = person.id != before->id && is_administrator(&person, today);
	records_free(&people);
	return found ||
	       error_set(error, ERROR_INPUT,
	                 _("access: the register's last administrator cannot be taken away; name another one first"));
}

static bool note_written(struct edit *edit, const struct record *after)
{
	touched_add(edit->touched, changes_view(edit->changes), after);
	matching_changed(edit->session, after->entity->number);
	return true;
}

/* `before` NULL: a new record. */
static bool write(struct edit *edit, struct draft *draft, struct ref self, const struct record *before,
                  uint32_t base_revision, struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	struct record after;
	if (before != NULL)
		touched_add(edit->touched, view, before);
	return changes_put(edit->changes, draft, self.id, base_revision, error) && view_record(view, self, &after) &&
	       note_written(edit, &after);
}

bool edit_add(struct edit *edit, struct draft *draft, record_id id, struct error *error)
{
	struct ref self = {draft->entity->number, id};
	if (!prepare(edit, draft, self, NULL, error))
		return false;
	matching_fill(edit->session, changes_view(edit->changes), draft);
	return write(edit, draft, self, NULL, 0, error);
}

/* The program has nothing to take out or to number. */
static bool is_complete(const struct edit *edit, const struct record *record)
{
	if (is_numbered(record->entity->number) || tender_concerns(record->entity->number))
		return false;
	for (unsigned i = 0; !edit->internal && i < record->entity->field_count; i++)
		if (record->entity->fields[i].internal && record_is_set(record, (uint8_t)(i + 1)))
			return false;
	return true;
}

static bool add_by_draft(struct edit *edit, const struct record *record, struct error *error)
{
	draft_copy_record(&edit->draft, record);
	return edit_add(edit, &edit->draft, record->id, error);
}

static struct record with_catalogue_facts(struct edit *edit, const struct record *record)
{
	if (record->entity->number != E_component)
		return *record;
	draft_copy_record(&edit->draft, record);
	matching_fill(edit->session, changes_view(edit->changes), &edit->draft);
	return as_record(edit, &edit->draft, record_self(record));
}

bool edit_add_checked(struct edit *edit, const struct record *record, struct error *error)
{
	if (!edit->checked || !is_complete(edit, record))
		return add_by_draft(edit, record, error);
	if (!may_save(edit, record_self(record), NULL, record, error))
		return false;
	struct record whole = with_catalogue_facts(edit, record);
	return changes_add_packed(edit->changes, &whole, error) && note_written(edit, &whole);
}

bool edit_save(struct edit *edit, struct draft *draft, struct ref *ref, uint32_t base_revision, struct error *error)
{
	struct record before;
	struct ref self = {draft->entity->number, ref->id};
	if (self.id == 0) {
		self.id = changes_new_id(edit->changes, self.entity);
		if (!edit_add(edit, draft, self.id, error))
			return false;
		*ref = self;
		return true;
	}
	if (!view_record(changes_view(edit->changes), self, &before))
		return error_set(error, ERROR_CONFLICT, _("the record was removed by somebody else meanwhile"));
	if (!prepare(edit, draft, self, &before, error))
		return false;
	matching_fill(edit->session, changes_view(edit->changes), draft);
	if (record_revision(&before) == base_revision && is_unchanged(edit, draft, self, &before))
		return true;
	struct record after = as_record(edit, draft, self);
	if (!edit_leaves_administrator(edit, &before, &after, error))
		return false;
	return write(edit, draft, self, &before, base_revision, error);
}

record_id edit_reserve(struct edit *edit, uint8_t entity, record_id count)
{
	return changes_reserve(edit->changes, entity, count);
}

void edit_allow_internal(struct edit *edit)
{
	edit->internal = true;
}

void edit_defer_summaries(struct edit *edit, struct touched_set *touched)
{
	if (!touched->deferred)
		touched->all = !summaries_are_fresh(changes_view(edit->changes));
	touched->deferred = true;
	touched_free(&edit->touched);
	edit->touched = touched;
}

static void free_edit(struct edit **edit)
{
	if (!(*edit)->touched->deferred)
		touched_free(&(*edit)->touched);
	text_free(&(*edit)->packed);
	draft_free(&(*edit)->draft);
	free(*edit);
	*edit = NULL;
}

bool edit_commit(struct edit **edit, uint64_t *sequence, struct error *error)
{
	if (!(*edit)->touched->deferred)
		summary_refresh((*edit)->session, (*edit)->changes, (*edit)->touched);
	else if ((*edit)->touched->count > 0)
		changes_put_fact((*edit)->changes, "summaries_stale", SLICE("yes"));
	bool ok = changes_commit(&(*edit)->changes, sequence, error);
	if (!ok)
		catalogue_free(&(*edit)->session->catalogue);
	free_edit(edit);
	return ok;
}

void edit_abort(struct edit **edit)
{
	if (*edit == NULL)
		return;
	if (changes_count((*edit)->changes) > 0)
		catalogue_free(&(*edit)->session->catalogue); /* it may have been read from what is now not there */
	changes_abort(&(*edit)->changes);
	free_edit(edit);
}

bool register_save(struct session *session, struct draft *draft, struct ref *ref, uint32_t base_revision,
                   struct slice why, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = why};
	struct edit *edit = edit_begin(session, &facts, error);
	bool ok = edit != NULL && edit_save(edit, draft, ref, base_revision, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}

bool register_remove(struct session *session, struct ref ref, uint32_t base_revision, struct slice why,
                     struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = why};
	struct edit *edit = edit_begin(session, &facts, error);
	bool ok = edit != NULL && edit_remove(edit, ref, base_revision, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}
