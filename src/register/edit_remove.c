/* Removal: what refers to a record is named. What the audit has worked out about it refers to it too, but goes with
 * it. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/register_private.h"

#define USES_COUNTED 1000

struct ref_set {
	struct ref *items;
	size_t count, capacity;
};

struct uses {
	const struct view *view;
	struct ref_set going;  /* findings about the record, or below it */
	struct ref_set losing; /* findings that have the person in hand */
	struct ref finding;    /* of those that go: the one whose uses are looked for */
	struct ref used;       /* the finding that the first use is of; not set: the record itself */
	struct text first;
	unsigned count;
};

static void add_once(struct ref_set *set, struct ref ref)
{
	for (size_t i = 0; i < set->count; i++)
		if (ref_equal(set->items[i], ref))
			return;
	memory_grow(&set->items, &set->capacity, set->count, sizeof *set->items);
	set->items[set->count++] = ref;
}

static bool note_use(void *context, const struct record *record, const struct field *field)
{
	struct uses *uses = context;
	bool finding = record->entity->number == E_finding;
	if (finding && (field->number == F_finding_about || field->number == F_finding_system)) {
		add_once(&uses->going, record_self(record));
	} else if (finding && field->number == F_finding_person) {
		add_once(&uses->losing, record_self(record));
	} else if (uses->count++ == 0) {
		uses->used = uses->finding;
		view_append_code(uses->view, record_self(record), &uses->first);
		text_printf(&uses->first, " (%s)", _(field->label));
	}
	return uses->count < USES_COUNTED;
}

/* What refers to the record, and to the findings that would go with it: a decision may be about one. */
static void find_uses(struct uses *uses, struct ref ref)
{
	view_references(uses->view, ref, note_use, uses);
	for (size_t i = 0; i < uses->going.count && uses->count < USES_COUNTED; i++) {
		uses->finding = uses->going.items[i];
		view_references(uses->view, uses->finding, note_use, uses);
	}
}

static bool refuse_used(const struct uses *uses, struct ref ref, struct error *error)
{
	struct text code = {0}, finding = {0};
	view_append_code(uses->view, ref, &code);
	if (ref_is_set(uses->used))
		view_append_code(uses->view, uses->used, &finding);
	if (ref_is_set(uses->used))
		error_set(error, ERROR_IN_USE, _("%s cannot be removed: %s refers to its finding %s"), code.data, uses->first.data,
		          finding.data);
	else if (uses->count == 1)
		error_set(error, ERROR_IN_USE, _("%s cannot be removed: %s refers to it"), code.data, uses->first.data);
	else
		error_set(error, ERROR_IN_USE, _("%s cannot be removed: %s and %u more refer to it"), code.data, uses->first.data,
		          uses->count - 1);
	text_free(&code);
	text_free(&finding);
	return false;
}

static bool remove_findings(struct edit *edit, const struct ref_set *going, struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	struct record finding;
	bool ok = true;
	for (size_t i = 0; ok && i < going->count; i++) {
		ok = view_record(view, going->items[i], &finding);
		if (ok)
			touched_add(edit->touched, view, &finding);
		ok = ok && changes_remove(edit->changes, going->items[i], record_revision(&finding), error);
	}
	return ok;
}

/* The next audit finds whose they are now. */
static bool take_from_person(struct edit *edit, const struct ref_set *losing, struct error *error)
{
	struct draft draft;
	struct record finding;
	bool ok = true;
	draft_init(&draft, schema_entity(E_finding));
	for (size_t i = 0; ok && i < losing->count; i++) {
		if (!view_record(changes_view(edit->changes), losing->items[i], &finding))
			continue; /* gone with what it was about */
		draft_copy_record(&draft, &finding);
		draft_unset(&draft, F_finding_person);
		ok = changes_put(edit->changes, &draft, finding.id, record_revision(&finding), error);
	}
	draft_free(&draft);
	return ok;
}

static bool may_remove(const struct edit *edit, struct ref ref, const struct record *before, struct error *error)
{
	if (!authority_allows(edit->session, changes_view(edit->changes), DEED_REMOVE, ref.entity, before))
		return edit_deny(edit, DEED_REMOVE, ref, NULL, error);
	if (ref.entity == E_decision)
		return error_set(error, ERROR_INPUT,
		                 _("a decision is not removed; record a new one that takes its place (supersedes)"));
	if (ref.entity == E_finding || ref.entity == E_run)
		return error_set(error, ERROR_INPUT,
		                 _("what the audit has found is not removed: it resolves by itself when it no longer holds"));
	return tender_lets_remove(changes_view(edit->changes), before, error) &&
	       edit_leaves_administrator(edit, before, NULL, error);
}

static bool remove_with_findings(struct edit *edit, struct ref ref, uint32_t base_revision, const struct uses *uses,
                                 struct error *error)
{
	matching_changed(edit->session, ref.entity);
	return remove_findings(edit, &uses->going, error) && take_from_person(edit, &uses->losing, error) &&
	       changes_remove(edit->changes, ref, base_revision, error);
}

bool edit_remove(struct edit *edit, struct ref ref, uint32_t base_revision, struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	struct uses uses = {.view = view};
	struct record before;
	if (!view_record(view, ref, &before))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such record to remove"));
	if (!may_remove(edit, ref, &before, error))
		return false;
	find_uses(&uses, ref);
	bool ok = uses.count == 0 || refuse_used(&uses, ref, error);
	if (ok)
		touched_add(edit->touched, view, &before);
	ok = ok && remove_with_findings(edit, ref, base_revision, &uses, error);
	text_free(&uses.first);
	free(uses.going.items);
	free(uses.losing.items);
	return ok;
}
