/* Taking an action back: every record of the group returns to its image before it, as a new revision. */
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/changes_private.h"

/* At most about so much in one transaction of a roll back, whatever the import was. */
#define ROLLED_BACK_AT_ONCE 4000
#define ROLLED_BACK_BYTES ((size_t)8 << 20)

/* What the group did to one record: its first and last revision within it, since somebody else last came between. */
struct touched {
	struct ref ref;
	uint32_t first, last;
	bool broken; /* somebody did */
};

struct touched_list {
	struct touched *items;
	size_t count, capacity;
};

static void add_entry(struct touched_list *list, const struct entry *entry)
{
	struct entry_change change;
	uint32_t at = 0;
	while (entry_next(entry, &at, &change)) {
		if (change.ref.id == 0)
			continue; /* derived records are worked out anew, not undone */
		memory_grow(&list->items, &list->capacity, list->count, sizeof *list->items);
		list->items[list->count++] = (struct touched){change.ref, change.revision, change.revision, false};
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

static void join(struct touched *touched, const struct touched *later)
{
	if (later->first != touched->last + 1) {
		touched->broken = true;
		touched->first = later->first;
	}
	touched->last = later->last;
}

static void join_same(struct touched_list *list)
{
	size_t kept = 0;
	if (list->count > 0)
		qsort(list->items, list->count, sizeof *list->items, compare_touched);
	for (size_t i = 0; i < list->count; i++) {
		if (kept > 0 && ref_equal(list->items[kept - 1].ref, list->items[i].ref))
			join(&list->items[kept - 1], &list->items[i]);
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

/* Who wrote the revision. */
static void append_writer(const struct view *view, struct ref ref, uint32_t revision, struct text *out)
{
	struct image image;
	struct entry entry;
	struct journal *journal = journal_new(view);
	if (view_image(view, ref, revision, &image) && journal_seek(journal, image.sequence, &entry))
		view_append_actor(view, entry.actor, out);
	else
		text_append_char(out, '?');
	journal_free(&journal);
}

/* The record is as the group left it: nobody has changed it since, or what was changed has been taken back. */
static bool stands_as_left(const struct view *view, const struct touched *touched)
{
	uint8_t fields[255];
	struct image left;
	struct record now;
	if (view_last_revision(view, touched->ref) == touched->last)
		return true;
	bool there = view_record(view, touched->ref, &now);
	if (!view_image(view, touched->ref, touched->last, &left) || (!left.readable && left.state != IMAGE_REMOVED))
		return false;
	return left.state == IMAGE_REMOVED ? !there : there && record_differences(&left.record, &now, fields) == 0;
}

/* Nobody may have changed it since, nor between two changes of the group. */
static bool may_put_back(const struct view *view, const struct touched *touched, struct error *error)
{
	uint32_t last = view_last_revision(view, touched->ref);
	bool since = !stands_as_left(view, touched);
	struct text code = {0}, who = {0};
	if (!since && !touched->broken)
		return true;
	view_append_code(view, touched->ref, &code);
	append_writer(view, touched->ref, since ? last : touched->first - 1, &who);
	if (since)
		error_set(error, ERROR_CONFLICT, _("%s has been changed since, by %s; undo that change first"), code.data, who.data);
	else
		error_set(error, ERROR_CONFLICT,
		          _("%s was changed by %s while this was being written, which would be lost with it; correct it by hand"),
		          code.data, who.data);
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
	if (known && image_is_gone(&image))
		return error_set(error, ERROR_INPUT,
		                 image.state == IMAGE_ERASED ? _("%s-%04u: what it was before has been erased")
		                                             : _("%s-%04u: what it was before has been disposed of"),
		                 schema_entity(touched->ref.entity)->prefix, touched->ref.id);
	if (!former)
		return !there || changes_remove(changes, touched->ref, revision, error);
	if (!image.readable)
		return error_set(error, ERROR_STORE, _("%s-%04u: its former image cannot be read"),
		                 schema_entity(touched->ref.entity)->prefix, touched->ref.id);
	draft_copy_record(draft, &image.record);
	return changes_put(changes, draft, touched->ref.id, revision, error);
}

static bool undo_list(struct changes *changes, const struct touched_list *list,
                      void (*touched)(void *context, struct ref ref), void *context, struct error *error)
{
	struct draft draft;
	bool ok = true;
	for (size_t i = 0; ok && i < list->count; i++)
		if (!may_put_back(changes_view(changes), &list->items[i], error))
			return false;
	draft_init(&draft, schema_entity(E_system));
	for (size_t i = 0; ok && i < list->count; i++) {
		if (touched != NULL)
			touched(context, list->items[i].ref);
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
		ok = undo_list(changes, &list, touched, context, error);
	changes->facts.undoes = group;
	free(list.items);
	return ok;
}

/* Held while an import lives, so that its open group is told from one that a dead process left. −1 with errno:
 * EWOULDBLOCK where another holds it. */
static int take_import_lock(const struct store *store)
{
	struct text path = {0};
	text_printf(&path, "%s/import.lock", store->directory);
	int file = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
		int code = errno;
		close(file);
		errno = code;
		file = -1;
	}
	int code = errno;
	text_free(&path);
	errno = code;
	return file;
}

/* As the group found it: a roll back that was cut short has come as far as this before. */
static bool is_back(const struct view *view, const struct touched *touched)
{
	uint8_t fields[255];
	struct image image;
	struct record now;
	return touched->first > 1 && view_image(view, touched->ref, touched->first - 1, &image) &&
	       image.state == IMAGE_FORMER && image.readable && view_record(view, touched->ref, &now) &&
	       record_differences(&image.record, &now, fields) == 0;
}

static bool is_full(const struct changes *changes)
{
	return changes_count(changes) >= ROLLED_BACK_AT_ONCE || changes_bytes(changes) >= ROLLED_BACK_BYTES;
}

/* What somebody has changed since stays. */
static bool roll_back_one(struct changes *changes, const struct touched *touched, struct draft *draft,
                          struct error *error)
{
	const struct view *view = changes_view(changes);
	return !stands_as_left(view, touched) || is_back(view, touched) || put_back(changes, touched, draft, error);
}

/* From *done on, as much as one transaction should hold; the group is closed by the last. */
static bool roll_back_part(struct store *store, const struct entry_facts *facts, const struct touched_list *list,
                           size_t *done, struct error *error)
{
	struct draft draft;
	struct changes *changes = changes_begin(store, facts, error);
	if (changes == NULL)
		return false;
	bool ok = true;
	draft_init(&draft, schema_entity(E_system));
	for (; ok && *done < list->count && !is_full(changes); *done += ok)
		ok = roll_back_one(changes, &list->items[*done], &draft, error);
	changes->facts.open = *done < list->count;
	ok = ok && changes_commit(&changes, NULL, error);
	draft_free(&draft);
	changes_abort(&changes);
	return ok;
}

/* Others write between two parts: to them it is an import that is still under way. Cut off, the group is still open,
 * and the next who writes goes on. */
static bool roll_back(struct store *store, uint64_t group, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_ROLLBACK, .actor = RECORD_BY_IMPORT, .group = group, .undoes = group,
	                                  .where = SLICE("rollback"), .why = SLICE("an import was not finished")};
	struct touched_list list = {0};
	size_t done = 0;
	struct view *view = view_open(store, error);
	if (view == NULL)
		return false;
	collect_group(view, group, &list, &group);
	view_close(&view);
	bool ok = roll_back_part(store, &facts, &list, &done, error);
	while (ok && done < list.count) {
		changes_give_way();
		ok = roll_back_part(store, &facts, &list, &done, error);
	}
	free(list.items);
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
	if (store->import_lock < 0 && errno == EWOULDBLOCK)
		return error_set(error, ERROR_STORE, _("%s: another import is running; wait until it is done"), store->directory);
	if (store->import_lock < 0)
		return error_set_errno(error, _("%s: the lock of imports cannot be made"), store->directory);
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
