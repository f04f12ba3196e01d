/* The former images of every record, with the salts of their digests. The current image is the record itself: its
 * row here holds only the salt. */
#include <string.h>

#include "model/hash.h"
#include "store/changes_private.h"

static void history_key(uint8_t key[HISTORY_KEY_SIZE], record_id id, uint32_t revision)
{
	put_be(key, id, 4);
	put_be(key + 4, revision, 4);
}

void image_digest(uint8_t digest[DIGEST_SIZE], const uint8_t salt[SALT_SIZE], struct kv_bytes image)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, DIGEST_SIZE);
	crypto_generichash_update(&state, salt, SALT_SIZE);
	crypto_generichash_update(&state, image.data, image.size);
	crypto_generichash_final(&state, digest, DIGEST_SIZE);
}

static void history_head(uint8_t head[HISTORY_HEAD_SIZE], enum image_state state, uint64_t sequence,
                         const uint8_t salt[SALT_SIZE])
{
	head[0] = (uint8_t)state;
	memcpy(head + 1, &sequence, 8);
	memcpy(head + 9, salt, SALT_SIZE);
}

bool history_begin(struct kv_txn *txn, struct ref ref, uint64_t sequence, const uint8_t salt[SALT_SIZE])
{
	uint8_t key[HISTORY_KEY_SIZE], head[HISTORY_HEAD_SIZE];
	history_key(key, ref.id, 1);
	history_head(head, IMAGE_CURRENT, sequence, salt);
	return kv_add(txn, history_table(ref.entity), bytes_of(key, sizeof key), bytes_of(head, sizeof head));
}

void history_forget(struct kv_txn *txn, struct ref ref, uint32_t revision)
{
	uint8_t key[HISTORY_KEY_SIZE];
	history_key(key, ref.id, revision);
	kv_delete(txn, history_table(ref.entity), bytes_of(key, sizeof key));
}

void history_write(struct kv_txn *txn, struct ref ref, uint32_t revision, enum image_state state, uint64_t sequence,
                   const uint8_t salt[SALT_SIZE], struct kv_bytes image)
{
	uint8_t key[HISTORY_KEY_SIZE], head[HISTORY_HEAD_SIZE];
	history_key(key, ref.id, revision);
	history_head(head, state, sequence, salt);
	if (image.size == 0) {
		kv_append(txn, history_table(ref.entity), bytes_of(key, sizeof key), bytes_of(head, sizeof head));
		return;
	}
	struct text value = {0};
	text_append_bytes(&value, head, sizeof head);
	text_append_bytes(&value, image.data, image.size);
	kv_put(txn, history_table(ref.entity), bytes_of(key, sizeof key), bytes_of(value.data, value.size));
	text_free(&value);
}

bool image_decode(struct image *image, uint32_t revision, struct kv_bytes value, struct kv_bytes *bytes)
{
	const uint8_t *at = value.data;
	if (value.size < HISTORY_HEAD_SIZE || at[0] > IMAGE_DISPOSED)
		return false;
	*image = (struct image){.revision = revision, .state = at[0], .salt = at + 9};
	memcpy(&image->sequence, at + 1, 8);
	if (image->state == IMAGE_DISPOSED)
		memcpy(&image->disposal, image->salt, sizeof image->disposal);
	*bytes = bytes_of(at + HISTORY_HEAD_SIZE, value.size - HISTORY_HEAD_SIZE);
	return true;
}

bool history_read(struct kv_txn *txn, struct ref ref, uint32_t revision, struct image *image, struct kv_bytes *bytes)
{
	uint8_t key[HISTORY_KEY_SIZE];
	struct kv_bytes value;
	history_key(key, ref.id, revision);
	return schema_entity(ref.entity) != NULL &&
	       kv_get(txn, history_table(ref.entity), bytes_of(key, sizeof key), &value) &&
	       image_decode(image, revision, value, bytes);
}

static void open_image(const struct view *view, struct ref ref, struct image *image, struct kv_bytes bytes)
{
	if (image->state == IMAGE_CURRENT)
		image->readable = view_record(view, ref, &image->record);
	else if (image->state == IMAGE_FORMER)
		image->readable = record_open_as(&image->record, schema_entity(ref.entity), bytes.data, bytes.size);
	if (!image->readable || image->state != IMAGE_FORMER)
		return;
	image->record.id = ref.id;
	image->record.parent = record_ref_id(&image->record, image->record.entity->parent_field);
}

/* From the first image of the record `from` on, as long as `found` wants more. */
static void walk_history(const struct view *view, struct ref from,
                         bool (*found)(void *context, struct ref ref, const struct image *image), void *context)
{
	uint8_t at[HISTORY_KEY_SIZE];
	struct kv_bytes key, value, bytes;
	struct image image;
	if (schema_entity(from.entity) == NULL)
		return;
	struct kv_cursor *cursor = kv_cursor_new(view->txn, history_table(from.entity));
	history_key(at, from.id, 0);
	bool there = kv_seek(cursor, bytes_of(at, sizeof at), &key, &value);
	while (there && key.size == HISTORY_KEY_SIZE) {
		struct ref ref = {from.entity, (record_id)get_be(key.data, 4)};
		if (image_decode(&image, (uint32_t)get_be((const uint8_t *)key.data + 4, 4), value, &bytes)) {
			open_image(view, ref, &image, bytes);
			if (!found(context, ref, &image))
				break;
		}
		there = kv_next(cursor, &key, &value);
	}
	kv_cursor_free(&cursor);
}

void view_histories(const struct view *view, uint8_t entity,
                    bool (*found)(void *context, struct ref ref, const struct image *image), void *context)
{
	walk_history(view, (struct ref){entity, 0}, found, context);
}

struct of_one {
	struct ref ref;
	bool (*found)(void *context, const struct image *image);
	void *context;
};

static bool look_at_one(void *context, struct ref ref, const struct image *image)
{
	const struct of_one *one = context;
	return ref.id == one->ref.id && one->found(one->context, image);
}

void view_history(const struct view *view, struct ref ref, bool (*found)(void *context, const struct image *image),
                  void *context)
{
	struct of_one one = {ref, found, context};
	walk_history(view, ref, look_at_one, &one);
}

bool view_image(const struct view *view, struct ref ref, uint32_t revision, struct image *image)
{
	struct kv_bytes bytes;
	if (!history_read(view->txn, ref, revision, image, &bytes))
		return false;
	open_image(view, ref, image, bytes);
	return true;
}

struct standing {
	uint64_t sequence;
	struct image *image;
	bool found;
};

static bool look_at_standing(void *context, const struct image *image)
{
	struct standing *standing = context;
	if (image->sequence > standing->sequence)
		return false;
	*standing->image = *image;
	return standing->found = true;
}

bool view_image_at(const struct view *view, struct ref ref, uint64_t sequence, struct image *image)
{
	struct standing standing = {.sequence = sequence, .image = image};
	view_history(view, ref, look_at_standing, &standing);
	return standing.found;
}

uint32_t view_last_revision(const struct view *view, struct ref ref)
{
	uint8_t at[HISTORY_KEY_SIZE];
	struct kv_bytes key, value;
	uint32_t revision = 0;
	if (schema_entity(ref.entity) == NULL)
		return 0;
	struct kv_cursor *cursor = kv_cursor_new(view->txn, history_table(ref.entity));
	history_key(at, ref.id, UINT32_MAX);
	bool there = kv_seek(cursor, bytes_of(at, sizeof at), &key, &value) ? kv_previous(cursor, &key, &value)
	                                                                    : kv_last(cursor, &key, &value);
	if (there && key.size == HISTORY_KEY_SIZE && get_be(key.data, 4) == ref.id)
		revision = (uint32_t)get_be((const uint8_t *)key.data + 4, 4);
	kv_cursor_free(&cursor);
	return revision;
}

struct erasing {
	struct changes *changes;
	struct ref ref;
	size_t count;
};

static void take_image(struct changes *changes, struct ref ref, const struct image *image, enum image_state state,
                       const uint8_t mark[SALT_SIZE])
{
	history_write(changes->txn, ref, image->revision, state, image->sequence, mark, bytes_of(NULL, 0));
	changes->written = true;
}

static bool erase_image(void *context, const struct image *image)
{
	static const uint8_t no_salt[SALT_SIZE];
	struct erasing *erasing = context;
	if (image->state != IMAGE_FORMER)
		return true;
	take_image(erasing->changes, erasing->ref, image, IMAGE_ERASED, no_salt);
	erasing->count++;
	return true;
}

size_t changes_erase_past(struct changes *changes, struct ref ref)
{
	struct erasing erasing = {.changes = changes, .ref = ref};
	view_history(&changes->view, ref, erase_image, &erasing);
	return erasing.count;
}

void image_disposal_mark(uint8_t mark[SALT_SIZE], uint64_t disposal)
{
	uint64_t sum = hash_64(&disposal, sizeof disposal, SALT_SIZE);
	memcpy(mark, &disposal, sizeof disposal);
	memcpy(mark + sizeof disposal, &sum, sizeof sum);
}

bool changes_dispose_image(struct changes *changes, struct ref ref, uint32_t revision)
{
	uint8_t mark[SALT_SIZE];
	struct image image;
	struct kv_bytes bytes;
	if (!history_read(changes->txn, ref, revision, &image, &bytes) || image.state != IMAGE_FORMER)
		return false;
	image_disposal_mark(mark, changes->sequence);
	take_image(changes, ref, &image, IMAGE_DISPOSED, mark);
	return true;
}
