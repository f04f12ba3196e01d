/* Going back: the entries after the wanted one are taken out of the journal and every record that they touched is put
 * back, in a layer. An entry that others write later is one more to take out: the next view does. */
#include "store/past.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/changes_private.h"

/* A record that later entries changed. */
struct later {
	struct ref ref;
	uint32_t kept; /* revision of a derived record's image that was kept when somebody first did something to it */
};

struct going_back {
	struct changes *then;
	const struct view *now;
	uint64_t sequence;
	moment_t moment;
	struct later *items;
	size_t count, capacity;
	bool derived; /* findings were worked out since */
};

uint64_t journal_at(const struct view *view, moment_t moment)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	uint64_t low = 0, high = journal_last(journal, &entry) ? entry.sequence : 0;
	while (low < high) {
		uint64_t middle = low + (high - low + 1) / 2;
		bool there = journal_seek(journal, middle, &entry);
		if (there && entry.moment <= moment)
			low = middle;
		else
			high = middle - 1;
	}
	journal_free(&journal);
	return low;
}

/* ---- what was changed since ---- */

static void add_later(struct going_back *back, struct ref ref, uint32_t kept)
{
	memory_grow(&back->items, &back->capacity, back->count, sizeof *back->items);
	back->items[back->count++] = (struct later){ref, kept};
}

static void add_entry(struct going_back *back, const struct entry *entry)
{
	for (uint32_t i = 0; i < entry->count; i++) {
		struct entry_change change = entry_change(entry, i);
		if (change.ref.id == 0)
			back->derived = true;
		else if (schema_entity(change.ref.entity) != NULL)
			add_later(back, change.ref, change.kept ? change.revision : 0);
	}
}

static void take_entries_out(struct going_back *back)
{
	struct journal *journal = journal_new(changes_view(back->then));
	struct entry entry;
	uint8_t key[8];
	bool there = journal_seek(journal, back->sequence + 1, &entry);
	while (there) {
		add_entry(back, &entry);
		put_be(key, entry.sequence, sizeof key);
		kv_delete(back->then->txn, KV_JOURNAL, bytes_of(key, sizeof key));
		there = journal_next(journal, &entry);
	}
	journal_free(&journal);
}

static int compare_later(const void *a, const void *b)
{
	const struct later *x = a, *y = b;
	if (x->ref.entity != y->ref.entity)
		return x->ref.entity < y->ref.entity ? -1 : 1;
	if (x->ref.id != y->ref.id)
		return x->ref.id < y->ref.id ? -1 : 1;
	if ((x->kept == 0) != (y->kept == 0))
		return x->kept != 0 ? -1 : 1;
	return (x->kept > y->kept) - (x->kept < y->kept); /* the first image kept is the oldest */
}

static void join_same(struct going_back *back)
{
	size_t kept = 0;
	if (back->count > 0)
		qsort(back->items, back->count, sizeof *back->items, compare_later);
	for (size_t i = 0; i < back->count; i++)
		if (kept == 0 || !ref_equal(back->items[kept - 1].ref, back->items[i].ref))
			back->items[kept++] = back->items[i];
	back->count = kept;
}

/* ---- one record ---- */

static void take_record_out(struct going_back *back, const struct record *record)
{
	uint8_t key[RECORD_KEY_SIZE];
	struct kv_txn *txn = back->then->txn;
	index_remove(txn, record);
	record_key(key, record->parent, record->id);
	kv_delete(txn, record_table(record->entity->number), bytes_of(key, sizeof key));
	if (record->entity->parent_field == 0)
		return;
	put_be(key, record->id, ID_KEY_SIZE);
	kv_delete(txn, id_table(record->entity->number), bytes_of(key, ID_KEY_SIZE));
}

static void put_record(struct going_back *back, const struct record *record)
{
	uint8_t key[RECORD_KEY_SIZE], id_key[ID_KEY_SIZE], parent[4];
	struct kv_txn *txn = back->then->txn;
	record_key(key, record->parent, record->id);
	kv_put(txn, record_table(record->entity->number), bytes_of(key, sizeof key), bytes_of(record->bytes, record->size));
	if (record->entity->parent_field != 0) {
		put_be(id_key, record->id, sizeof id_key);
		put_be(parent, record->parent, sizeof parent);
		kv_put(txn, id_table(record->entity->number), bytes_of(id_key, sizeof id_key), bytes_of(parent, sizeof parent));
	}
	index_add(txn, record);
}

struct search {
	const struct going_back *back;
	const struct later *later;
	struct image found; /* revision 0: none */
	bool since;         /* the images that follow were not there then */
};

/* The last image that stood then; of a derived record the first that was kept since. Those made since go. */
static bool look_at_image(void *context, const struct image *image)
{
	struct search *search = context;
	uint32_t kept = search->later->kept;
	search->since = search->since || image->sequence > search->back->sequence;
	if (search->since)
		history_forget(search->back->then->txn, search->later->ref, image->revision);
	if (kept != 0 ? image->revision == kept : image->sequence <= search->back->sequence)
		search->found = *image;
	return true;
}

/* Its history ends with the image that stood then, which is the record itself. */
static void put_history_back(struct going_back *back, struct ref ref, const struct search *search)
{
	const struct image *image = &search->found;
	uint8_t salt[SALT_SIZE];
	if (image->revision == 0 || image->sequence > back->sequence || image->state != IMAGE_FORMER)
		return;
	memcpy(salt, image->salt, sizeof salt);
	history_write(back->then->txn, ref, image->revision, IMAGE_CURRENT, image->sequence, salt, bytes_of(NULL, 0));
}

static void put_back(struct going_back *back, const struct later *later)
{
	struct search search = {.back = back, .later = later};
	struct record now;
	if (view_record(back->now, later->ref, &now))
		take_record_out(back, &now);
	view_history(back->now, later->ref, look_at_image, &search);
	put_history_back(back, later->ref, &search);
	if (search.found.revision != 0 && search.found.readable)
		put_record(back, &search.found.record);
}

/* Findings that were made since, by what they say of themselves. */
static void take_new_findings_out(struct going_back *back)
{
	struct records *records = records_new(back->now, E_finding);
	struct record finding;
	for (bool there = records_first(records, &finding); there; there = records_next(records, &finding))
		if (record_created(&finding) > back->moment) {
			take_record_out(back, &finding);
			add_later(back, record_self(&finding), 0);
		}
	records_free(&records);
}

/* ---- all of it ---- */

static bool find_moment(struct going_back *back)
{
	struct journal *journal = journal_new(back->now);
	struct entry entry;
	bool there = journal_seek(journal, back->sequence, &entry) && entry.sequence == back->sequence;
	if (there) {
		struct kv_txn *txn = back->then->txn;
		back->moment = entry.moment;
		meta_put(txn, "head_hash", bytes_of(entry.hash, DIGEST_SIZE));
		meta_put_number(txn, "head", entry.sequence);
		meta_put_number(txn, "head_moment", (uint64_t)entry.moment);
	}
	journal_free(&journal);
	return there;
}

static void renew(const struct going_back *back, const struct store *store)
{
	struct ref *refs = memory_new_array(back->count + 1, sizeof *refs);
	for (size_t i = 0; i < back->count; i++)
		refs[i] = back->items[i].ref;
	store->past.renew(store->past.context, back->now, back->then, refs, back->count);
	free(refs);
}

static bool go_back(struct store *store, struct changes *then, struct error *error)
{
	struct going_back back = {.then = then, .now = view_present(changes_view(then)), .sequence = store->past.sequence};
	if (!find_moment(&back))
		return error_set(error, ERROR_NOT_FOUND, _("the change log has no entry #%llu"),
		                 (unsigned long long)back.sequence);
	const struct kv_txn *txn = changes_view(then)->txn;
	take_entries_out(&back);
	join_same(&back);
	for (size_t i = 0; i < back.count && !kv_failed(txn); i++)
		put_back(&back, &back.items[i]);
	if (back.derived)
		take_new_findings_out(&back);
	join_same(&back);
	if (store->past.renew != NULL && !kv_failed(txn))
		renew(&back, store);
	free(back.items);
	return true;
}

bool past_follow(struct store *store, struct error *error)
{
	struct changes *then = changes_in_layer(store, error);
	if (then == NULL)
		return false;
	bool ok = go_back(store, then, error) && changes_keep(&then, error);
	changes_abort(&then);
	return ok;
}

bool past_is_behind(const struct view *view)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	bool later = journal_seek(journal, view->store->past.sequence + 1, &entry);
	journal_free(&journal);
	return later;
}

bool store_go_back(struct store *store, uint64_t sequence, past_renew *renew_function, void *context,
                   struct error *error)
{
	if (!kv_layer_begin(store->kv, error))
		return false;
	store->past = (struct past){
		.sequence = sequence, .renew = renew_function, .context = context, .read_only = store->read_only};
	store->read_only = true;
	return past_follow(store, error);
}

bool store_try(struct store *store, struct error *error)
{
	if (!kv_layer_begin(store->kv, error))
		return false;
	store->past = (struct past){.trying = true, .read_only = store->read_only};
	store->read_only = false;
	return true;
}

void store_come_back(struct store *store)
{
	if (store->past.sequence == 0 && !store->past.trying)
		return;
	kv_layer_end(store->kv);
	store->read_only = store->past.read_only;
	store->past = (struct past){0};
}

uint64_t store_past(const struct store *store)
{
	return store->past.sequence;
}

const struct view *view_present(const struct view *view)
{
	struct view *of = (struct view *)(uintptr_t)view;
	if (view->is_present || (view->store->past.sequence == 0 && !view->store->past.trying))
		return view;
	if (of->present == NULL) {
		of->present = memory_new(sizeof *of->present);
		*of->present = (struct view){.store = view->store, .txn = kv_below(view->txn), .borrowed = true,
		                             .codes = codes_new(), .is_present = true};
	}
	return of->present;
}
