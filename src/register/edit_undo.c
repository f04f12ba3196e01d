/* Taking back: one's own latest action, or one that is named; and one record to how it stood. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/register_private.h"
#include "store/journal.h"

#define LOOKED_BACK 2000 /* entries */

/* Entries that have been taken back, by sequence or group. */
struct taken_back {
	uint64_t *items;
	size_t count, capacity;
};

static bool is_taken_back(const struct taken_back *taken, const struct entry *entry)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->items[i] == entry->group || taken->items[i] == entry->sequence)
			return true;
	return false;
}

static void note_undoing(struct taken_back *taken, const struct entry *entry)
{
	if (entry->kind != ENTRY_UNDO || entry->undoes == 0 || is_taken_back(taken, entry))
		return;
	memory_grow(&taken->items, &taken->capacity, taken->count, sizeof *taken->items);
	taken->items[taken->count++] = entry->undoes;
}

static bool is_action(const struct entry *entry)
{
	return (entry->kind == ENTRY_CHANGE || entry->kind == ENTRY_IMPORT || entry->kind == ENTRY_CATALOGUE) &&
	       entry->count > 0;
}

uint64_t edit_last_own(const struct session *session, const struct view *view)
{
	struct journal *journal = journal_new(view);
	struct taken_back taken = {0};
	struct entry entry;
	uint64_t found = 0;
	bool there = journal_last(journal, &entry);
	for (unsigned looked = 0; there && found == 0 && looked < LOOKED_BACK; looked++) {
		note_undoing(&taken, &entry);
		if (entry.actor == session->actor && is_action(&entry) && !is_taken_back(&taken, &entry))
			found = entry.sequence;
		there = journal_previous(journal, &entry);
	}
	free(taken.items);
	journal_free(&journal);
	return found;
}

static bool may_undo(const struct edit *edit, uint64_t sequence, struct error *error)
{
	struct journal *journal = journal_new(changes_view(edit->changes));
	struct entry entry;
	bool there = journal_seek(journal, sequence, &entry) && entry.sequence == sequence;
	bool own = there && entry.actor == edit->session->actor;
	journal_free(&journal);
	if (!there)
		return error_set(error, ERROR_NOT_FOUND, _("the change log has no entry #%llu"), (unsigned long long)sequence);
	return own || session_has(edit->session, C_access_administrator) ||
	       error_set(error, ERROR_DENIED,
	                 _("entry #%llu was made by somebody else; only they or an administrator may undo it"),
	                 (unsigned long long)sequence);
}

static void touch_undone(void *context, struct ref ref)
{
	struct edit *edit = context;
	struct record record;
	if (view_record(changes_view(edit->changes), ref, &record))
		touched_add(edit->touched, changes_view(edit->changes), &record);
	else
		touched_add_ref(edit->touched, ref);
	matching_changed(edit->session, ref.entity);
}

bool edit_undo(struct edit *edit, uint64_t sequence, struct error *error)
{
	if (sequence == 0)
		sequence = edit_last_own(edit->session, changes_view(edit->changes));
	if (sequence == 0)
		return error_set(error, ERROR_NOT_FOUND, _("you have changed nothing that could be undone"));
	return may_undo(edit, sequence, error) && changes_undo(edit->changes, sequence, touch_undone, edit, error);
}

static bool refuse_return(const struct view *view, struct ref ref, uint64_t sequence, const struct image *image,
                          struct error *error)
{
	struct text code = {0};
	view_append_code(view, ref, &code);
	if (image->state == IMAGE_ERASED)
		error_set(error, ERROR_INPUT, _("%s: how it stood has been erased"), code.data);
	else if (image->state == IMAGE_DISPOSED)
		error_set(error, ERROR_INPUT, _("%s: how it stood has been disposed of"), code.data);
	else
		error_set(error, ERROR_NOT_FOUND, _("%s was not there at #%llu"), code.data, (unsigned long long)sequence);
	text_free(&code);
	return false;
}

bool edit_return(struct edit *edit, struct ref ref, uint64_t sequence, struct error *error)
{
	const struct view *view = changes_view(edit->changes);
	struct image image = {.state = IMAGE_REMOVED};
	struct record now;
	if (ref.entity == E_finding || ref.entity == E_run)
		return error_set(error, ERROR_INPUT, _("what the audit has found is worked out anew, not taken back"));
	if (!view_image_at(view, ref, sequence, &image) || !image.readable)
		return refuse_return(view, ref, sequence, &image, error);
	struct draft draft;
	draft_init(&draft, image.record.entity);
	draft_copy_record(&draft, &image.record);
	enum stage_change change = edit->change;
	edit->change = STAGE_NOT_JUDGED; /* how it stood was judged when it came to stand so */
	bool ok = view_record(view, ref, &now) ? edit_save(edit, &draft, &ref, record_revision(&now), error)
	                                       : edit_add(edit, &draft, ref.id, error);
	edit->change = change;
	draft_free(&draft);
	return ok;
}
