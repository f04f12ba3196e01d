/* Writing: one transaction, from its beginning to the commit, and what stands beside the records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "store/changes_private.h"

/* Never before the entry before, even when the clock has gone backwards. */
static moment_t entry_moment(struct kv_txn *txn)
{
	uint64_t last = 0;
	moment_t now = moment_now();
	meta_number(txn, "head_moment", &last);
	return now > (moment_t)last ? now : (moment_t)last;
}

static struct changes *new_changes(struct store *store, const struct entry_facts *facts, struct error *error)
{
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
	return changes;
}

struct changes *changes_in_layer(struct store *store, struct error *error)
{
	return new_changes(store, &(const struct entry_facts){0}, error);
}

static bool refuse_to_write(const struct store *store, struct error *error)
{
	if (store->past.sequence != 0)
		return error_set(error, ERROR_STORE, _("the register is shown as it was: nothing can be changed in it"));
	return error_set(error, ERROR_STORE, _("%s is open for reading only"), store->directory);
}

struct changes *changes_begin(struct store *store, const struct entry_facts *facts, struct error *error)
{
	if (store->read_only ? !refuse_to_write(store, error)
	                     : facts->group == 0 && !store->past.trying && !store_roll_back_unclosed(store, error))
		return NULL;
	struct changes *changes = new_changes(store, facts, error);
	if (changes == NULL)
		return NULL;
	changes->moment = entry_moment(changes->txn);
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

record_id *changes_next_id(struct changes *changes, uint8_t entity)
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
	record_id *next = changes_next_id(changes, entity);
	while (default_code_is_taken(changes, entity, *next))
		++*next;
	return (*next)++;
}

record_id changes_reserve(struct changes *changes, uint8_t entity, record_id count)
{
	record_id *next = changes_next_id(changes, entity), first = *next;
	*next += count;
	return first;
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

void changes_remove_fact(struct changes *changes, const char *name)
{
	char key[100];
	snprintf(key, sizeof key, "fact:%s", name);
	kv_delete(changes->txn, KV_META, bytes_of(key, strlen(key)));
	changes->written = true;
}

static void free_changes(struct changes **changes)
{
	text_free(&(*changes)->where);
	text_free(&(*changes)->why);
	text_free(&(*changes)->list);
	text_free(&(*changes)->packed);
	view_free_parts(&(*changes)->view);
	free(*changes);
	*changes = NULL;
}

bool changes_keep(struct changes **changes, struct error *error)
{
	meta_seal((*changes)->txn);
	bool ok = kv_commit(&(*changes)->txn, error);
	free_changes(changes);
	return ok;
}

/* What is erased or disposed of is told even where no record was changed. */
static bool is_told_even_empty(enum entry_kind kind)
{
	return kind == ENTRY_ERASURE || kind == ENTRY_DISPOSAL;
}

bool changes_commit(struct changes **changes_address, uint64_t *sequence, struct error *error)
{
	struct changes *changes = *changes_address;
	changes_list_derived(changes);
	bool journalled = changes->count > 0 || is_told_even_empty(changes->facts.kind) ||
	                  (changes->facts.group != 0 && !changes->facts.open);
	if (!journalled && !changes->written) {
		if (sequence != NULL)
			*sequence = 0;
		changes_abort(changes_address);
		return true;
	}
	if (journalled)
		changes_write_entry(changes);
	write_counters(changes);
	meta_seal(changes->txn);
	uint64_t written = journalled ? changes->sequence : 0;
	bool ok = kv_commit(&changes->txn, error);
	if (ok && sequence != NULL)
		*sequence = written;
	free_changes(changes_address);
	return ok;
}

void changes_give_way(void)
{
	const struct timespec breath = {.tv_nsec = 1000000};
	nanosleep(&breath, NULL);
}

void changes_abort(struct changes **changes)
{
	if (*changes == NULL)
		return;
	kv_abort(&(*changes)->txn);
	free_changes(changes);
}
