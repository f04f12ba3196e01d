/* Writing: the entry that a change set leaves in the journal. */
#include "store/changes_private.h"

static void list_row(struct changes *changes, uint8_t entity, struct ref ref, uint32_t revision,
                     const uint8_t digest[DIGEST_SIZE])
{
	changes->entities |= UINT64_C(1) << ref.entity;
	text_append_char(&changes->list, (char)entity);
	text_append_bytes(&changes->list, &ref.id, 4);
	text_append_bytes(&changes->list, &revision, 4);
	text_append_bytes(&changes->list, digest, DIGEST_SIZE);
	changes->count++;
}

void changes_list(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE])
{
	list_row(changes, ref.entity, ref, revision, digest);
}

void changes_list_kept(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE])
{
	list_row(changes, ref.entity | CHANGE_KEPT, ref, revision, digest);
}

void changes_list_derived(struct changes *changes)
{
	uint8_t digest[DIGEST_SIZE];
	if (changes->derived_count == 0)
		return;
	crypto_generichash_final(&changes->derived_digest, digest, DIGEST_SIZE);
	changes_list(changes, (struct ref){changes->derived_entity, 0}, changes->derived_count, digest);
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

static void note_written(struct changes *changes)
{
	char name[32];
	for (unsigned entity = 1; entity < ENTITY_LIMIT; entity++) {
		if ((changes->entities >> entity & 1) == 0)
			continue;
		meta_written_name(name, (uint8_t)entity);
		meta_put_number(changes->txn, name, changes->sequence);
	}
}

void changes_write_entry(struct changes *changes)
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
	note_written(changes);
	text_free(&body);
}
