/* The journal: one entry per transaction, each hash covering the one before.
 *
 * An entry's bytes: u8 version, u8 kind, u8 open, u8 0, u32 actor, i64 moment, u64 group, u64 undoes, u16 size + where,
 * u16 size + why, u32 count, count × (u8 entity, u32 id, u32 revision, digest), previous hash, hash. The hash is
 * BLAKE2b of all before it. The entity's highest bit says that the image was only kept (entry_change.kept). */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"
#include "store/dump.h"
#include "store/store_private.h"

#define CHANGE_SIZE (1 + 4 + 4 + DIGEST_SIZE)
#define ENTRY_TEXT_MAX 2000 /* bytes of where and of why */

void entry_hash(uint8_t hash[DIGEST_SIZE], const uint8_t previous[DIGEST_SIZE], const void *body, size_t size)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, DIGEST_SIZE);
	crypto_generichash_update(&state, body, size);
	crypto_generichash_update(&state, previous, DIGEST_SIZE);
	crypto_generichash_final(&state, hash, DIGEST_SIZE);
}

static bool take(const uint8_t **at, const uint8_t *end, void *out, size_t size)
{
	if ((size_t)(end - *at) < size)
		return false;
	memcpy(out, *at, size);
	*at += size;
	return true;
}

static bool take_text(const uint8_t **at, const uint8_t *end, struct slice *text)
{
	uint16_t size;
	if (!take(at, end, &size, sizeof size) || end - *at < size)
		return false;
	*text = (struct slice){(const char *)*at, size};
	*at += size;
	return true;
}

bool entry_decode(struct entry *entry, uint64_t sequence, struct kv_bytes value)
{
	const uint8_t *at = value.data, *end = at + value.size;
	uint8_t head[4];
	*entry = (struct entry){.sequence = sequence};
	if (!take(&at, end, head, sizeof head) || head[0] != 1 || !take(&at, end, &entry->actor, 4) ||
	    !take(&at, end, &entry->moment, 8) || !take(&at, end, &entry->group, 8) || !take(&at, end, &entry->undoes, 8) ||
	    !take_text(&at, end, &entry->where) || !take_text(&at, end, &entry->why) || !take(&at, end, &entry->count, 4))
		return false;
	entry->kind = head[1];
	entry->open = head[2] != 0;
	if ((uint64_t)(end - at) != (uint64_t)entry->count * CHANGE_SIZE + 2 * DIGEST_SIZE)
		return false;
	entry->changes = at;
	entry->previous = end - 2 * DIGEST_SIZE;
	entry->hash = end - DIGEST_SIZE;
	return true;
}

static void append_text(struct text *out, struct slice piece)
{
	uint16_t size = (uint16_t)(piece.size > ENTRY_TEXT_MAX ? ENTRY_TEXT_MAX : piece.size);
	text_append_bytes(out, &size, sizeof size);
	text_append_bytes(out, size == 0 ? "" : piece.data, size);
}

void entry_encode(struct text *out, const struct entry *entry, const uint8_t previous[DIGEST_SIZE])
{
	const uint8_t head[4] = {1, (uint8_t)entry->kind, entry->open, 0};
	uint8_t hash[DIGEST_SIZE];
	text_clear(out);
	text_append_bytes(out, head, sizeof head);
	text_append_bytes(out, &entry->actor, 4);
	text_append_bytes(out, &entry->moment, 8);
	text_append_bytes(out, &entry->group, 8);
	text_append_bytes(out, &entry->undoes, 8);
	append_text(out, entry->where);
	append_text(out, entry->why);
	text_append_bytes(out, &entry->count, 4);
	text_append_bytes(out, entry->count == 0 ? (const void *)"" : entry->changes, (size_t)entry->count * CHANGE_SIZE);
	entry_hash(hash, previous, out->data, out->size);
	text_append_bytes(out, previous, DIGEST_SIZE);
	text_append_bytes(out, hash, DIGEST_SIZE);
}

void entry_add_change(struct text *changes, const struct entry_change *change)
{
	text_append_char(changes, (char)(change->ref.entity | (change->kept ? CHANGE_KEPT : 0)));
	text_append_bytes(changes, &change->ref.id, 4);
	text_append_bytes(changes, &change->revision, 4);
	text_append_bytes(changes, change->digest, DIGEST_SIZE);
}

struct entry_change entry_change(const struct entry *entry, uint32_t index)
{
	const uint8_t *at = entry->changes + (size_t)index * CHANGE_SIZE;
	struct entry_change change = {.digest = at + 9, .kept = (at[0] & CHANGE_KEPT) != 0};
	change.ref.entity = at[0] & (uint8_t)~CHANGE_KEPT;
	memcpy(&change.ref.id, at + 1, 4);
	memcpy(&change.revision, at + 5, 4);
	return change;
}

bool entry_next(const struct entry *entry, uint32_t *at, struct entry_change *change)
{
	while (*at < entry->count) {
		*change = entry_change(entry, (*at)++);
		if (!change->kept && schema_entity(change->ref.entity) != NULL)
			return true;
	}
	return false;
}

uint32_t entry_changed(const struct entry *entry)
{
	uint32_t at = 0, changed = 0;
	struct entry_change change;
	while (entry_next(entry, &at, &change))
		changed++;
	return changed;
}

struct journal {
	struct kv_cursor *cursor;
};

struct journal *journal_new(const struct view *view)
{
	struct journal *journal = memory_new(sizeof *journal);
	journal->cursor = kv_cursor_new(view->txn, KV_JOURNAL);
	return journal;
}

void journal_free(struct journal **journal)
{
	if (*journal == NULL)
		return;
	kv_cursor_free(&(*journal)->cursor);
	free(*journal);
	*journal = NULL;
}

static bool take_entry(bool there, struct kv_bytes key, struct kv_bytes value, struct entry *entry)
{
	return there && key.size == 8 && entry_decode(entry, get_be(key.data, 8), value);
}

bool journal_seek(struct journal *journal, uint64_t sequence, struct entry *entry)
{
	uint8_t at[8];
	struct kv_bytes key, value;
	put_be(at, sequence, sizeof at);
	bool there = kv_seek(journal->cursor, bytes_of(at, sizeof at), &key, &value);
	return take_entry(there, key, value, entry);
}

bool journal_next(struct journal *journal, struct entry *entry)
{
	struct kv_bytes key, value;
	bool there = kv_next(journal->cursor, &key, &value);
	return take_entry(there, key, value, entry);
}

bool journal_previous(struct journal *journal, struct entry *entry)
{
	struct kv_bytes key, value;
	bool there = kv_previous(journal->cursor, &key, &value);
	return take_entry(there, key, value, entry);
}

bool journal_last(struct journal *journal, struct entry *entry)
{
	struct kv_bytes key, value;
	bool there = kv_last(journal->cursor, &key, &value);
	return take_entry(there, key, value, entry);
}

uint64_t journal_head(const struct view *view, uint8_t hash[DIGEST_SIZE])
{
	uint64_t head = 0;
	struct kv_bytes value;
	memset(hash, 0, DIGEST_SIZE);
	if (meta_number(view->txn, "head", &head) && meta_get(view->txn, "head_hash", &value) && value.size == DIGEST_SIZE)
		memcpy(hash, value.data, DIGEST_SIZE);
	return head;
}
