/* Writing: records with their indexes and their history. */
#include <string.h>

#include "base/lang.h"
#include "store/changes_private.h"

static const uint8_t *new_salt(struct changes *changes)
{
	if (changes->salts_left == 0) {
		randombytes_buf(changes->salts, sizeof changes->salts);
		changes->salts_left = SALTS_AT_ONCE;
	}
	return changes->salts[--changes->salts_left];
}

/* What the audit had worked out has no image until somebody does something to it, which can then be undone. */
static void keep_image(struct changes *changes, const struct record *record)
{
	uint8_t digest[DIGEST_SIZE];
	const uint8_t *salt = new_salt(changes);
	struct kv_bytes bytes = bytes_of(record->bytes, record->size);
	image_digest(digest, salt, bytes);
	history_write(changes->txn, record_self(record), record_revision(record), IMAGE_FORMER, changes->sequence, salt,
	              bytes);
	changes_list_kept(changes, record_self(record), record_revision(record), digest);
}

/* The image becomes a former one: its row in the history gets its bytes. */
static void retire_image(struct changes *changes, const struct record *record)
{
	struct image image;
	struct kv_bytes bytes;
	uint8_t salt[SALT_SIZE];
	uint32_t revision = record_revision(record);
	if (history_read(changes->txn, record_self(record), revision, &image, &bytes)) {
		memcpy(salt, image.salt, sizeof salt);
		history_write(changes->txn, record_self(record), revision, IMAGE_FORMER, image.sequence, salt,
		              bytes_of(record->bytes, record->size));
	} else if (!changes->derived) {
		keep_image(changes, record);
	}
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
	changes_list(changes, record_self(after), record_revision(after), digest);
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
	record_id *next = changes_next_id(changes, ref.entity);
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
	changes_list(changes, ref, 1, digest);
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
	if (base_revision == 0 && !entity_is_derived(ref.entity)) {
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
	changes_list(changes, ref, base_revision + 1, digest);
	changes_remove_summary(changes, ref);
	text_free(&bytes);
	return kv_check(changes->txn, error);
}
