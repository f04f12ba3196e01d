/* A store built up from the rows of another, beside the place where it shall stand. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "store/dump.h"
#include "store/kv_stage.h"
#include "store/store_private.h"

#define BATCH_BYTES ((size_t)32 << 20) /* of what is written before it is committed: bounds the memory */

struct rebuild {
	struct kv_stage stage;
	struct store store; /* of the directory that is being filled */
	struct kv_txn *txn; /* the batch under way */
	size_t bytes;       /* written in it */
	uint64_t last;      /* sequence and hash of the last entry put */
	uint8_t previous[DIGEST_SIZE];
	struct text packed;
};

static bool begin_batch(struct rebuild *rebuild, struct error *error)
{
	if (rebuild->txn == NULL)
		rebuild->txn = kv_begin(rebuild->store.kv, true, error);
	rebuild->bytes = 0;
	return rebuild->txn != NULL;
}

static bool end_batch(struct rebuild *rebuild, struct error *error)
{
	if (rebuild->txn == NULL)
		return true;
	meta_seal(rebuild->txn);
	return kv_commit(&rebuild->txn, error);
}

static struct rebuild *begin(const char *directory, const struct store_options *options, struct error *error)
{
	struct rebuild *rebuild = memory_new(sizeof *rebuild);
	rebuild->stage.held = -1;
	bool ok = sodium_init() >= 0 || error_set(error, ERROR_SYSTEM, _("the hash library cannot be started"));
	if (!ok || !kv_stage_begin(&rebuild->stage, directory, options->force_network, error))
		rebuild_abandon(&rebuild);
	else
		rebuild->store = (struct store){.directory = rebuild->stage.temporary, .import_lock = -1};
	return rebuild;
}

static bool open_stage(struct rebuild *rebuild, const struct store_options *options, bool create, struct error *error)
{
	const struct kv_options kv_options = {.create = create, .force_network = options->force_network,
	                                      .map_size = options->map_size,
	                                      .notice = options->notice, .notice_context = options->notice_context};
	rebuild->store.kv = kv_open(rebuild->stage.temporary, &kv_options, error);
	return rebuild->store.kv != NULL;
}

struct rebuild *rebuild_begin(const char *directory, const struct store_options *options, struct error *error)
{
	struct rebuild *rebuild = begin(directory, options, error);
	if (rebuild == NULL || !open_stage(rebuild, options, true, error) || !begin_batch(rebuild, error)) {
		rebuild_abandon(&rebuild);
		return NULL;
	}
	meta_put_number(rebuild->txn, "format", STORE_FORMAT);
	meta_put_number(rebuild->txn, "text_sort_version", TEXT_SORT_VERSION);
	return rebuild;
}

struct rebuild *rebuild_from(const char *from, const char *directory, const struct store_options *options,
                             struct error *error)
{
	const struct store_options reading = {.read_only = true, .force_network = true, .map_size = options->map_size};
	struct store *backup = store_open(from, &reading, error);
	struct rebuild *rebuild = backup == NULL ? NULL : begin(directory, options, error);
	bool ok = rebuild != NULL && kv_copy(backup->kv, rebuild->stage.temporary, error);
	store_close(&backup);
	if (!ok || !open_stage(rebuild, options, false, error))
		rebuild_abandon(&rebuild);
	return rebuild;
}

bool rebuild_may_replace(const char *directory, struct error *error)
{
	return kv_stage_check_unused(directory, error);
}

static bool refuse(const struct dump_row *row, const char *words, struct error *error)
{
	struct text code = {0};
	code_append_default(&code, row->ref.entity, row->ref.id);
	error_set(error, ERROR_INPUT, "%s: %s", code.data, words);
	text_free(&code);
	return false;
}

static bool put_fact(struct rebuild *rebuild, const struct dump_row *row, struct error *error)
{
	if (row->name.size == 0 || row->name.size > KV_KEY_MAX || meta_is_of_format(row->name))
		return error_set(error, ERROR_INPUT, _("no fact can have this name"));
	return kv_add(rebuild->txn, KV_META, bytes_of(row->name.data, row->name.size),
	              bytes_of(row->bytes.data, row->bytes.size)) ||
	       (kv_check(rebuild->txn, error) && error_set(error, ERROR_INPUT, _("this fact stands twice")));
}

static bool put_record(struct rebuild *rebuild, const struct dump_row *row, struct error *error)
{
	uint8_t key[RECORD_KEY_SIZE], id_key[ID_KEY_SIZE], id_value[4];
	struct record record = row->record;
	if (!record_check(&record, error))
		return false;
	record.id = row->ref.id;
	record.parent = record_ref_id(&record, record.entity->parent_field);
	record_key(key, record.parent, record.id);
	put_be(id_key, record.id, sizeof id_key);
	put_be(id_value, record.parent, sizeof id_value);
	bool new = kv_add(rebuild->txn, record_table(row->ref.entity), bytes_of(key, sizeof key),
	                  bytes_of(record.bytes, record.size));
	if (new && record.entity->parent_field != 0)
		new = kv_add(rebuild->txn, id_table(row->ref.entity), bytes_of(id_key, sizeof id_key),
		             bytes_of(id_value, sizeof id_value));
	if (!new)
		return kv_check(rebuild->txn, error) && refuse(row, _("this record stands twice"), error);
	index_add(rebuild->txn, &record);
	return true;
}

static bool put_image(struct rebuild *rebuild, const struct dump_row *row, struct error *error)
{
	bool former = row->image.state == IMAGE_FORMER;
	if (former && (!record_check(&row->record, error) || record_revision(&row->record) != row->image.revision))
		return false;
	history_write(rebuild->txn, row->ref, row->image.revision, row->image.state, row->image.sequence, row->image.salt,
	              former ? bytes_of(row->record.bytes, row->record.size) : bytes_of(NULL, 0));
	return true;
}

static bool put_entry(struct rebuild *rebuild, const struct dump_row *row, struct error *error)
{
	uint8_t key[8];
	const struct entry *entry = &row->entry;
	if (entry->sequence != rebuild->last + 1)
		return error_set(error, ERROR_INPUT, _("entry #%llu stands where #%llu was expected"),
		                 (unsigned long long)entry->sequence, (unsigned long long)rebuild->last + 1);
	entry_encode(&rebuild->packed, entry, rebuild->previous);
	const uint8_t *hash = (const uint8_t *)rebuild->packed.data + rebuild->packed.size - DIGEST_SIZE;
	if (memcmp(hash, entry->hash, DIGEST_SIZE) != 0)
		return error_set(error, ERROR_INPUT, _("entry #%llu is not what its hash says: the chain is broken here"),
		                 (unsigned long long)entry->sequence);
	put_be(key, entry->sequence, sizeof key);
	kv_append(rebuild->txn, KV_JOURNAL, bytes_of(key, sizeof key), bytes_of(rebuild->packed.data, rebuild->packed.size));
	rebuild->last = entry->sequence;
	memcpy(rebuild->previous, hash, DIGEST_SIZE);
	return true;
}

static bool put_summary(struct rebuild *rebuild, const struct dump_row *row, struct error *error)
{
	uint8_t key[SUMMARY_KEY_SIZE] = {row->ref.entity};
	put_be(key + 1, row->ref.id, 4);
	return kv_add(rebuild->txn, KV_SUMMARY, bytes_of(key, sizeof key), bytes_of(row->bytes.data, row->bytes.size)) ||
	       (kv_check(rebuild->txn, error) && refuse(row, _("this summary row stands twice"), error));
}

bool rebuild_put(struct rebuild *rebuild, const struct dump_row *row, struct error *error)
{
	static bool (*const put[DUMP_KINDS])(struct rebuild *, const struct dump_row *, struct error *) = {
		[DUMP_FACT] = put_fact,   [DUMP_RECORD] = put_record,   [DUMP_IMAGE] = put_image,
		[DUMP_ENTRY] = put_entry, [DUMP_SUMMARY] = put_summary,
	};
	if (rebuild->bytes > BATCH_BYTES && (!end_batch(rebuild, error) || !begin_batch(rebuild, error)))
		return false;
	if (!put[row->kind](rebuild, row, error))
		return false;
	rebuild->bytes += row->bytes.size + row->record.size + (row->kind == DUMP_ENTRY ? rebuild->packed.size : 64);
	return kv_check(rebuild->txn, error);
}

struct store *rebuild_store(struct rebuild *rebuild, struct error *error)
{
	return end_batch(rebuild, error) ? &rebuild->store : NULL;
}

bool rebuild_install(struct rebuild **rebuild, bool replace, struct error *error)
{
	bool ok = end_batch(*rebuild, error);
	if ((*rebuild)->store.kv != NULL)
		kv_close(&(*rebuild)->store.kv);
	ok = ok && kv_stage_install(&(*rebuild)->stage, replace, error);
	rebuild_abandon(rebuild);
	return ok;
}

bool rebuild_install_copy(struct rebuild **rebuild, uint64_t copied, struct error *error)
{
	(*rebuild)->stage.copied = copied;
	return rebuild_install(rebuild, true, error);
}

void rebuild_abandon(struct rebuild **rebuild)
{
	if (*rebuild == NULL)
		return;
	kv_abort(&(*rebuild)->txn);
	if ((*rebuild)->store.kv != NULL)
		kv_close(&(*rebuild)->store.kv);
	kv_stage_end(&(*rebuild)->stage);
	text_free(&(*rebuild)->packed);
	free(*rebuild);
	*rebuild = NULL;
}
