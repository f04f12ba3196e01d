/* Writing: the entry that a change set leaves in the journal. */
#include "store/changes_private.h"
#include "store/dump.h"

static void list_row(struct changes *changes, struct entry_change change)
{
	changes->entities |= UINT64_C(1) << change.ref.entity;
	entry_add_change(&changes->list, &change);
	changes->count++;
}

void changes_list(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE])
{
	list_row(changes, (struct entry_change){.ref = ref, .revision = revision, .digest = digest});
}

void changes_list_kept(struct changes *changes, struct ref ref, uint32_t revision, const uint8_t digest[DIGEST_SIZE])
{
	list_row(changes, (struct entry_change){.ref = ref, .revision = revision, .digest = digest, .kept = true});
}

void changes_list_derived(struct changes *changes)
{
	uint8_t digest[DIGEST_SIZE];
	if (changes->derived_count == 0)
		return;
	crypto_generichash_final(&changes->derived_digest, digest, DIGEST_SIZE);
	changes_list(changes, (struct ref){changes->derived_entity, 0}, changes->derived_count, digest);
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
	uint8_t key[8];
	const struct entry entry = {
		.group = changes->facts.group != 0 ? changes->facts.group : changes->sequence, .undoes = changes->facts.undoes,
		.moment = changes->moment, .kind = changes->facts.kind, .actor = changes->facts.actor, .open = changes->facts.open,
		.where = text_slice(&changes->where), .why = text_slice(&changes->why), .count = changes->count,
		.changes = (const uint8_t *)changes->list.data};
	entry_encode(&body, &entry, changes->previous);
	put_be(key, changes->sequence, sizeof key);
	kv_append(changes->txn, KV_JOURNAL, bytes_of(key, sizeof key), bytes_of(body.data, body.size));
	meta_put_number(changes->txn, "head", changes->sequence);
	meta_put_number(changes->txn, "head_moment", (uint64_t)changes->moment);
	meta_put(changes->txn, "head_hash", bytes_of(body.data + body.size - DIGEST_SIZE, DIGEST_SIZE));
	note_open_group(changes, entry.group);
	note_written(changes);
	text_free(&body);
}
