/* Writing: records with their indexes, history and the journal entry, in one transaction. */
#include "store/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "store/store_private.h"

#define SALTS_AT_ONCE 256

struct changes {
	struct kv_txn *txn;
	struct view view;
	struct entry_facts facts;
	struct text where, why;
	moment_t moment;
	uint64_t sequence;
	uint8_t previous[DIGEST_SIZE];
	struct text list;   /* the entry's changes, packed */
	uint32_t count;
	size_t bytes;
	bool written;       /* something was put that is no record: a summary, a fact */
	struct text packed; /* the record being written */
	record_id next_id[ENTITY_LIMIT]; /* 0: not read yet */
	uint8_t salts[SALTS_AT_ONCE][SALT_SIZE];
	unsigned salts_left;
	bool derived; /* what is put now is worked out from other records */
	uint8_t derived_entity;
	uint32_t derived_count;
	crypto_generichash_state derived_digest;
};

/* Never before the entry before, even when the clock has gone backwards. */
static moment_t entry_moment(struct kv_txn *txn)
{
	uint64_t last = 0;
	moment_t now = moment_now();
	meta_number(txn, "head_moment", &last);
	return now > (moment_t)last ? now : (moment_t)last;
}

struct changes *changes_begin(struct store *store, const struct entry_facts *facts, struct error *error)
{
	if (store->read_only) {
		error_set(error, ERROR_STORE, _("%s is open for reading only"), store->directory);
		return NULL;
	}
	if (facts->group == 0 && !store_roll_back_unclosed(store, error))
		return NULL;
	struct kv_txn *txn = kv_begin(store->kv, true, error);
	if (txn == NULL)
		return NULL;
	if (!store_format_is_ours(txn, store->directory, error)) {
		kv_abort(&txn);
		return NULL;
	}
	struct changes *changes = memory_new(sizeof *changes);
	changes->txn = txn;
	changes->view = (struct view){.store = store, .txn = txn, .borrowed = true, .codes = codes_new()};
	changes->facts = *facts;
	text_append(&changes->where, facts->where);
	text_append(&changes->why, facts->why);
	changes->moment = entry_moment(txn);
	changes->sequence = journal_head(&changes->view, changes->previous) + 1;
	return changes;
}

struct view *changes_view(struct changes *changes)
{
	return &changes->view;
}

moment_t changes_moment(const struct changes *changes)
{
	return changes->moment;
}

uint64_t changes_sequence(const struct changes *changes)
{
	return changes->sequence;
}

size_t changes_count(const struct changes *changes)
{
	return changes->count;
}

size_t changes_bytes(const struct changes *changes)
{
	return changes->bytes;
}

static record_id *next_id(struct changes *changes, uint8_t entity)
{
	record_id *next = &changes->next_id[entity];
	if (*next == 0)
		*next = view_next_id(&changes->view, entity);
	return next;
}

static bool default_code_is_taken(struct changes *changes, uint8_t entity, record_id id)
{
	struct text code = {0};
	struct ref ref;
	code_append_default(&code, entity, id);
	bool taken = view_find_code(&changes->view, text_slice(&code), &ref);
	text_free(&code);
	return taken;
}

record_id changes_new_id(struct changes *changes, uint8_t entity)
{
	record_id *next = next_id(changes, entity);
	while (default_code_is_taken(changes, entity, *next))
		++*next;
	return (*next)++;
}

record_id changes_reserve(struct changes *changes, uint8_t entity, record_id count)
{
	record_id *next = next_id(changes, entity), first = *next;
	*next += count;
	return first;
}

static const uint8_t *new_salt(struct changes *changes)
{
	if (changes->salts_left == 0) {
		randombytes_buf(changes->salts, sizeof changes->salts);
		changes->salts_left = SALTS_AT_ONCE;
	}
	return changes->salts[--changes->salts_left];
}

static void list_change(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE])
{
	text_append_char(&changes->list, (char)ref.entity);
	text_append_bytes(&changes->list, &ref.id, 4);
	text_append_bytes(&changes->list, &revision, 4);
	text_append_bytes(&changes->list, digest, DIGEST_SIZE);
	changes->count++;
}

/* The image becomes a former one: its row in the history gets its bytes. */
static void retire_image(struct changes *changes, const struct record *record)
{
	struct image image;
	struct kv_bytes bytes;
	uint8_t salt[SALT_SIZE];
	uint32_t revision = record_revision(record);
	if (!history_read(changes->txn, record_self(record), revision, &image, &bytes))
		return;
	memcpy(salt, image.salt, sizeof salt);
	history_write(changes->txn, record_self(record), revision, IMAGE_FORMER, image.sequence, salt,
	              bytes_of(record->bytes, record->size));
	changes->bytes += record->size;
}

static bool check_revision(struct changes *changes, struct ref ref, bool there, const struct record *before,
                           uint32_t base, struct error *error)
{
	struct text code = {0};
	if ((there ? record_revision(before) : 0) == base)
		return true;
	view_append_code(&changes->view, ref, &code);
	if (there)
		error_set(error, ERROR_CONFLICT, _("%s was changed by somebody else meanwhile (revision %u, you had %u)"),
		          code.data, record_revision(before), base);
	else
		error_set(error, ERROR_CONFLICT, _("%s was removed by somebody else meanwhile"), code.data);
	text_free(&code);
	return false;
}

/* Into the history and the entry's list; of what is derived only into the one digest over all of it. */
static void note_image(struct changes *changes, const struct record *after, struct kv_bytes image)
{
	uint8_t digest[DIGEST_SIZE];
	if (changes->derived) {
		crypto_generichash_update(&changes->derived_digest, image.data, image.size);
		changes->derived_entity = after->entity->number;
		changes->derived_count++;
		return;
	}
	const uint8_t *salt = new_salt(changes);
	image_digest(digest, salt, image);
	history_write(changes->txn, record_self(after), record_revision(after), IMAGE_CURRENT, changes->sequence, salt,
	              bytes_of(NULL, 0));
	list_change(changes, record_self(after), record_revision(after), digest);
}

static struct kv_bytes packed_bytes(const struct changes *changes)
{
	return bytes_of(changes->packed.data, changes->packed.size);
}

static struct record packed_record(const struct changes *changes, struct ref ref, record_id parent)
{
	struct record record;
	record_open(&record, changes->packed.data, changes->packed.size);
	record.id = ref.id;
	record.parent = parent;
	return record;
}

static void raise_counter(struct changes *changes, struct ref ref)
{
	record_id *next = next_id(changes, ref.entity);
	if (ref.id >= *next)
		*next = ref.id + 1;
}

/* A record whose id was never used: claimed by being put where nothing is. False, and nothing written, where something
 * is. */
static bool write_new(struct changes *changes, struct ref ref, record_id parent)
{
	uint8_t key[RECORD_KEY_SIZE], id_key[ID_KEY_SIZE], id_value[4], digest[DIGEST_SIZE];
	const uint8_t *salt = new_salt(changes);
	struct record record = packed_record(changes, ref, parent);
	bool below = record.entity->parent_field != 0;
	put_be(id_key, ref.id, 4);
	put_be(id_value, parent, 4);
	record_key(key, parent, ref.id);
	if (!history_begin(changes->txn, ref, changes->sequence, salt))
		return false;
	if ((below && !kv_add(changes->txn, id_table(ref.entity), bytes_of(id_key, sizeof id_key),
	                      bytes_of(id_value, sizeof id_value))) ||
	    !kv_add(changes->txn, record_table(ref.entity), bytes_of(key, sizeof key), packed_bytes(changes))) {
		history_forget(changes->txn, ref, 1);
		return false;
	}
	index_add(changes->txn, &record);
	image_digest(digest, salt, packed_bytes(changes));
	list_change(changes, ref, 1, digest);
	raise_counter(changes, ref);
	changes->bytes += changes->packed.size + 128;
	return true;
}

static void write_record(struct changes *changes, struct ref ref, record_id parent, const struct record *before)
{
	uint8_t key[RECORD_KEY_SIZE], id_key[ID_KEY_SIZE], id_value[4];
	struct kv_bytes image = packed_bytes(changes);
	struct record after = packed_record(changes, ref, parent);
	if (before == NULL)
		index_add(changes->txn, &after);
	record_key(key, parent, ref.id);
	kv_append(changes->txn, record_table(ref.entity), bytes_of(key, sizeof key), image);
	if (after.entity->parent_field != 0) {
		put_be(id_key, ref.id, 4);
		put_be(id_value, parent, 4);
		kv_append(changes->txn, id_table(ref.entity), bytes_of(id_key, sizeof id_key), bytes_of(id_value, sizeof id_value));
	}
	note_image(changes, &after, image);
	changes->bytes += image.size + 128;
}

/* Takes the record as it is away from its place, its bytes kept aside: the transaction's own move when it is written
 * to. */
static void copy_before(const struct record *before, struct record *copy, struct text *bytes)
{
	text_append_bytes(bytes, before->bytes, before->size);
	record_open(copy, bytes->data, bytes->size);
	copy->id = before->id;
	copy->parent = before->parent;
}

static void change_record(struct changes *changes, struct ref ref, record_id parent, const struct record *found)
{
	struct text bytes = {0};
	struct record before, after;
	uint8_t key[RECORD_KEY_SIZE];
	copy_before(found, &before, &bytes);
	retire_image(changes, &before);
	after = packed_record(changes, ref, parent);
	index_change(changes->txn, &before, &after);
	if (before.parent != parent) {
		record_key(key, before.parent, ref.id);
		kv_delete(changes->txn, record_table(ref.entity), bytes_of(key, sizeof key));
	}
	write_record(changes, ref, parent, &before);
	text_free(&bytes);
}

static struct record_stamp first_stamp(const struct changes *changes)
{
	return (struct record_stamp){.revision = 1, .created = changes->moment, .changed = changes->moment,
	                             .created_by = changes->facts.actor, .changed_by = changes->facts.actor};
}

bool changes_put(struct changes *changes, const struct draft *draft, record_id id, uint32_t base_revision,
                 struct error *error)
{
	struct ref ref = {draft->entity->number, id};
	struct record_stamp stamp = first_stamp(changes);
	struct record before;
	if (base_revision == 0 && !changes->derived) {
		draft_pack(draft, &stamp, &changes->packed);
		if (write_new(changes, ref, draft_parent(draft)))
			return true;
	}
	bool there = view_record(&changes->view, ref, &before);
	if (!check_revision(changes, ref, there, &before, base_revision, error))
		return false;
	if (there) {
		stamp.revision = base_revision + 1;
		stamp.created = record_created(&before);
		stamp.created_by = record_created_by(&before);
	} else {
		stamp.revision = view_last_revision(&changes->view, ref) + 1; /* put back after a removal: the count goes on */
		raise_counter(changes, ref);
	}
	draft_pack(draft, &stamp, &changes->packed);
	if (there)
		change_record(changes, ref, draft_parent(draft), &before);
	else
		write_record(changes, ref, draft_parent(draft), NULL);
	return kv_check(changes->txn, error);
}

bool changes_add_packed(struct changes *changes, const struct record *record, struct error *error)
{
	const struct record_stamp stamp = first_stamp(changes);
	text_clear(&changes->packed);
	text_append_bytes(&changes->packed, record->bytes, record->size);
	record_stamp_bytes((uint8_t *)changes->packed.data, changes->packed.size, &stamp);
	if (write_new(changes, record_self(record), record->parent))
		return true;
	return kv_check(changes->txn, error) && error_set(error, ERROR_CONFLICT,
	                                                  _("somebody else has used the new record's number meanwhile"));
}

bool changes_put_derived(struct changes *changes, const struct draft *draft, record_id id, uint32_t base_revision,
                         struct error *error)
{
	if (changes->derived_count == 0)
		crypto_generichash_init(&changes->derived_digest, NULL, 0, DIGEST_SIZE);
	changes->derived = true;
	bool ok = changes_put(changes, draft, id, base_revision, error);
	changes->derived = false;
	return ok;
}

/* One line of the entry stands for everything derived: id 0, and as revision how many records. */
static void list_derived(struct changes *changes)
{
	uint8_t digest[DIGEST_SIZE];
	if (changes->derived_count == 0)
		return;
	crypto_generichash_final(&changes->derived_digest, digest, DIGEST_SIZE);
	list_change(changes, (struct ref){changes->derived_entity, 0}, changes->derived_count, digest);
}

bool changes_remove(struct changes *changes, struct ref ref, uint32_t base_revision, struct error *error)
{
	struct text bytes = {0};
	struct record found, before;
	uint8_t key[RECORD_KEY_SIZE], digest[DIGEST_SIZE];
	bool there = view_record(&changes->view, ref, &found);
	if (!check_revision(changes, ref, there, &found, base_revision, error))
		return false;
	copy_before(&found, &before, &bytes);
	retire_image(changes, &before);
	index_remove(changes->txn, &before);
	record_key(key, before.parent, ref.id);
	kv_delete(changes->txn, record_table(ref.entity), bytes_of(key, sizeof key));
	if (before.entity->parent_field != 0) {
		put_be(key, ref.id, 4);
		kv_delete(changes->txn, id_table(ref.entity), bytes_of(key, ID_KEY_SIZE));
	}
	const uint8_t *salt = new_salt(changes);
	image_digest(digest, salt, bytes_of("", 0));
	history_write(changes->txn, ref, base_revision + 1, IMAGE_REMOVED, changes->sequence, salt, bytes_of(NULL, 0));
	list_change(changes, ref, base_revision + 1, digest);
	changes_remove_summary(changes, ref);
	text_free(&bytes);
	return kv_check(changes->txn, error);
}

static void summary_key(uint8_t key[SUMMARY_KEY_SIZE], struct ref ref)
{
	key[0] = ref.entity;
	put_be(key + 1, ref.id, 4);
}

void changes_put_summary(struct changes *changes, struct ref ref, struct slice row)
{
	uint8_t key[SUMMARY_KEY_SIZE];
	summary_key(key, ref);
	kv_append(changes->txn, KV_SUMMARY, bytes_of(key, sizeof key), bytes_of(row.data, row.size));
	changes->written = true;
}

void changes_remove_summary(struct changes *changes, struct ref ref)
{
	uint8_t key[SUMMARY_KEY_SIZE];
	summary_key(key, ref);
	kv_delete(changes->txn, KV_SUMMARY, bytes_of(key, sizeof key));
	changes->written = true;
}

void changes_put_fact(struct changes *changes, const char *name, struct slice value)
{
	char key[100];
	snprintf(key, sizeof key, "fact:%s", name);
	meta_put(changes->txn, key, bytes_of(value.data, value.size));
	changes->written = true;
}

static void append_text(struct text *out, const struct text *piece)
{
	uint16_t size = (uint16_t)(piece->size > 2000 ? 2000 : piece->size);
	text_append_bytes(out, &size, sizeof size);
	text_append_bytes(out, piece->data == NULL ? "" : piece->data, size);
}

/* Only an import's entries are open; the audit's share a group too, and may come while an import has its own open. */
static void note_open_group(struct changes *changes, uint64_t group)
{
	uint64_t open = 0;
	if (changes->facts.open)
		meta_put_number(changes->txn, "open_group", group);
	else if (meta_number(changes->txn, "open_group", &open) && open == group)
		meta_put_number(changes->txn, "open_group", 0);
}

static void write_entry(struct changes *changes)
{
	struct text body = {0};
	uint8_t key[8], hash[DIGEST_SIZE];
	uint64_t group = changes->facts.group != 0 ? changes->facts.group : changes->sequence;
	const uint8_t head[4] = {1, (uint8_t)changes->facts.kind, changes->facts.open, 0};
	text_append_bytes(&body, head, sizeof head);
	text_append_bytes(&body, &changes->facts.actor, 4);
	text_append_bytes(&body, &changes->moment, 8);
	text_append_bytes(&body, &group, 8);
	text_append_bytes(&body, &changes->facts.undoes, 8);
	append_text(&body, &changes->where);
	append_text(&body, &changes->why);
	text_append_bytes(&body, &changes->count, 4);
	text_append(&body, text_slice(&changes->list));
	entry_hash(hash, changes->previous, body.data, body.size);
	text_append_bytes(&body, changes->previous, DIGEST_SIZE);
	text_append_bytes(&body, hash, DIGEST_SIZE);
	put_be(key, changes->sequence, sizeof key);
	kv_append(changes->txn, KV_JOURNAL, bytes_of(key, sizeof key), bytes_of(body.data, body.size));
	meta_put_number(changes->txn, "head", changes->sequence);
	meta_put_number(changes->txn, "head_moment", (uint64_t)changes->moment);
	meta_put(changes->txn, "head_hash", bytes_of(hash, sizeof hash));
	note_open_group(changes, group);
	text_free(&body);
}

static void write_counters(struct changes *changes)
{
	char name[32];
	for (unsigned entity = 1; entity < ENTITY_LIMIT; entity++) {
		if (changes->next_id[entity] == 0)
			continue;
		meta_counter_name(name, (uint8_t)entity);
		meta_put_number(changes->txn, name, changes->next_id[entity]);
	}
}

static void free_changes(struct changes **changes)
{
	text_free(&(*changes)->where);
	text_free(&(*changes)->why);
	text_free(&(*changes)->list);
	text_free(&(*changes)->packed);
	codes_free(&(*changes)->view.codes);
	free(*changes);
	*changes = NULL;
}

bool changes_commit(struct changes **changes_address, uint64_t *sequence, struct error *error)
{
	struct changes *changes = *changes_address;
	list_derived(changes);
	bool journalled = changes->count > 0 || (changes->facts.group != 0 && !changes->facts.open);
	if (!journalled && !changes->written) {
		if (sequence != NULL)
			*sequence = 0;
		changes_abort(changes_address);
		return true;
	}
	if (journalled)
		write_entry(changes);
	write_counters(changes);
	uint64_t written = journalled ? changes->sequence : 0;
	bool ok = kv_commit(&changes->txn, error);
	if (ok && sequence != NULL)
		*sequence = written;
	free_changes(changes_address);
	return ok;
}

void changes_abort(struct changes **changes)
{
	if (*changes == NULL)
		return;
	kv_abort(&(*changes)->txn);
	free_changes(changes);
}
