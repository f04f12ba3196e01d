/* Taking an action back: every record of the group returns to its image before it, as a new revision. */
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/store_private.h"

/* What the group did to one record: its first and last revision within it. */
struct touched {
	struct ref ref;
	uint32_t first, last;
};

struct touched_list {
	struct touched *items;
	size_t count, capacity;
};

static void add_entry(struct touched_list *list, const struct entry *entry)
{
	for (uint32_t i = 0; i < entry->count; i++) {
		struct entry_change change = entry_change(entry, i);
		if (change.ref.id == 0)
			continue; /* derived records are worked out anew, not undone */
		memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
		list->items[list->count++] = (struct touched){change.ref, change.revision, change.revision};
	}
}

static int compare_touched(const void *a, const void *b)
{
	const struct touched *x = a, *y = b;
	if (x->ref.entity != y->ref.entity)
		return x->ref.entity < y->ref.entity ? -1 : 1;
	if (x->ref.id != y->ref.id)
		return x->ref.id < y->ref.id ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

static void join_same(struct touched_list *list)
{
	size_t kept = 0;
	if (list->count > 0)
		qsort(list->items, list->count, sizeof *list->items, compare_touched);
	for (size_t i = 0; i < list->count; i++) {
		if (kept > 0 && ref_equal(list->items[kept - 1].ref, list->items[i].ref))
			list->items[kept - 1].last = list->items[i].last;
		else
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

/* Every change of the group that entry `sequence` belongs to (0: the last entry's). False where there is none. */
static bool collect_group(const struct view *view, uint64_t sequence, struct touched_list *list, uint64_t *group)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	bool there = sequence == 0 ? journal_last(journal, &entry)
	                           : journal_seek(journal, sequence, &entry) && entry.sequence == sequence;
	*group = there ? entry.group : 0;
	bool more = there && journal_seek(journal, *group, &entry);
	while (more) {
		if (entry.group == *group)
			add_entry(list, &entry);
		more = !(entry.group == *group && !entry.open) && journal_next(journal, &entry);
	}
	journal_free(&journal);
	join_same(list);
	return there;
}

static bool refuse_changed(const struct view *view, const struct touched *touched, struct error *error)
{
	struct text code = {0}, who = {0};
	struct record record;
	view_append_code(view, touched->ref, &code);
	if (view_record(view, touched->ref, &record))
		view_append_name(view, (struct ref){E_person, record_changed_by(&record)}, &who);
	error_set(error, ERROR_CONFLICT, _("%s has been changed since, by %s; undo that change first"), code.data,
	          who.size > 0 ? who.data : "?");
	text_free(&code);
	text_free(&who);
	return false;
}

static bool put_back(struct changes *changes, const struct touched *touched, struct draft *draft, struct error *error)
{
	struct view *view = changes_view(changes);
	struct image image;
	struct record now;
	bool there = view_record(view, touched->ref, &now);
	uint32_t revision = there ? record_revision(&now) : 0;
	bool known = touched->first > 1 && view_image(view, touched->ref, touched->first - 1, &image);
	bool former = known && image.state == IMAGE_FORMER;
	if (touched->first > 1 && !known)
		return error_set(
			error, ERROR_INPUT,
			_("%s-%04u: what it was before is not kept, for the audit had worked it out; it cannot be taken back"),
			schema_entity(touched->ref.entity)->prefix, touched->ref.id);
	if (!former)
		return !there || changes_remove(changes, touched->ref, revision, error);
	if (!image.readable)
		return error_set(error, ERROR_STORE, _("%s-%04u: its former image cannot be read"),
		                 schema_entity(touched->ref.entity)->prefix, touched->ref.id);
	draft_copy_record(draft, &image.record);
	return changes_put(changes, draft, touched->ref.id, revision, error);
}

static bool undo_list(struct changes *changes, const struct touched_list *list, bool skip_changed,
                      void (*touched)(void *context, struct ref ref), void *context, struct error *error)
{
	struct draft draft;
	bool ok = true;
	for (size_t i = 0; ok && !skip_changed && i < list->count; i++)
		if (view_last_revision(changes_view(changes), list->items[i].ref) != list->items[i].last)
			return refuse_changed(changes_view(changes), &list->items[i], error);
	draft_init(&draft, schema_entity(E_system));
	for (size_t i = 0; ok && i < list->count; i++) {
		if (view_last_revision(changes_view(changes), list->items[i].ref) != list->items[i].last)
			continue;
		ok = put_back(changes, &list->items[i], &draft, error);
		if (ok && touched != NULL)
			touched(context, list->items[i].ref);
	}
	draft_free(&draft);
	return ok;
}

bool changes_undo(struct changes *changes, uint64_t sequence, void (*touched)(void *context, struct ref ref),
                  void *context, struct error *error)
{
	struct touched_list list = {0};
	uint64_t group;
	bool ok = collect_group(changes_view(changes), sequence, &list, &group);
	if (!ok)
		error_set(error, ERROR_NOT_FOUND,
		          sequence == 0 ? _("the change log is empty: there is nothing to undo")
		                        : _("the change log has no entry #%llu"),
		          (unsigned long long)sequence);
	else if (list.count == 0)
		ok = error_set(error, ERROR_INPUT, _("entry #%llu changed no record: there is nothing to undo"),
		               (unsigned long long)group);
	else
		ok = undo_list(changes, &list, false, touched, context, error);
	free(list.items);
	return ok;
}

/* Held while an import lives, so that its open group is told from one that a dead process left. */
static int take_import_lock(const struct store *store)
{
	struct text path = {0};
	text_printf(&path, "%s/import.lock", store->directory);
	int file = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	text_free(&path);
	if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
		close(file);
		file = -1;
	}
	return file;
}

static bool roll_back(struct store *store, uint64_t group, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_ROLLBACK, .actor = RECORD_BY_IMPORT, .group = group, .undoes = group,
	                                  .where = SLICE("rollback"), .why = SLICE("an import was not finished")};
	struct touched_list list = {0};
	struct changes *changes = changes_begin(store, &facts, error);
	if (changes == NULL)
		return false;
	collect_group(changes_view(changes), group, &list, &group);
	bool ok = undo_list(changes, &list, true, NULL, NULL, error) && changes_commit(&changes, NULL, error);
	free(list.items);
	changes_abort(&changes);
	return ok;
}

static uint64_t open_group(struct store *store)
{
	struct view *view = view_open(store, NULL);
	uint64_t group = 0;
	if (view != NULL)
		meta_number(view->txn, "open_group", &group);
	view_close(&view);
	return group;
}

bool store_roll_back_unclosed(struct store *store, struct error *error)
{
	uint64_t group = open_group(store);
	if (group == 0 || store->import_lock >= 0)
		return true;
	int lock = take_import_lock(store);
	if (lock < 0)
		return true; /* the import is alive */
	group = open_group(store);
	bool ok = group == 0 || roll_back(store, group, error);
	close(lock);
	return ok;
}

bool store_import_begin(struct store *store, struct error *error)
{
	store->import_lock = take_import_lock(store);
	if (store->import_lock < 0)
		return error_set(error, ERROR_STORE, _("%s: another import is running; wait until it is done"), store->directory);
	uint64_t group = open_group(store);
	return group == 0 || roll_back(store, group, error);
}

void store_import_end(struct store *store)
{
	if (store->import_lock >= 0)
		close(store->import_lock);
	store->import_lock = -1;
}

void store_import_abandon(struct store *store)
{
	store_import_end(store);
	store_roll_back_unclosed(store, NULL); /* what fails here is done before the next write */
}
