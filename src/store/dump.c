/* Every row of a store, in the order of the kinds. */
#include "store/dump.h"

#include "base/lang.h"
#include "model/code.h"
#include "store/store_private.h"

struct dumping {
	struct kv_txn *txn;
	bool (*take)(void *context, const struct dump_row *row, struct error *error);
	void *context;
	struct error *error;
};

typedef bool dump_pair(struct dumping *dumping, uint8_t entity, struct kv_bytes key, struct kv_bytes value);

static bool give(struct dumping *dumping, const struct dump_row *row)
{
	return dumping->take(dumping->context, row, dumping->error);
}

static bool refuse(struct dumping *dumping, const char *what, struct ref ref)
{
	struct text code = {0};
	code_append_default(&code, ref.entity, ref.id);
	error_set(dumping->error, ERROR_STORE, _("%s: %s cannot be read; forvalta verify tells more"), code.data, what);
	text_free(&code);
	return false;
}

/* The store's own marks are set anew by the store that is built. */
static bool dump_fact(struct dumping *dumping, uint8_t entity, struct kv_bytes key, struct kv_bytes value)
{
	(void)entity;
	struct dump_row row = {.kind = DUMP_FACT, .name = {key.data, key.size}, .bytes = {value.data, value.size}};
	return meta_is_of_format(row.name) || give(dumping, &row);
}

static bool dump_record(struct dumping *dumping, uint8_t entity, struct kv_bytes key, struct kv_bytes value)
{
	struct dump_row row = {.kind = DUMP_RECORD};
	if (!record_from(&row.record, schema_entity(entity), key, value))
		return refuse(dumping, _("a record"), (struct ref){entity, 0});
	row.ref = record_self(&row.record);
	return record_check(&row.record, dumping->error) && give(dumping, &row);
}

static bool dump_image(struct dumping *dumping, uint8_t entity, struct kv_bytes key, struct kv_bytes value)
{
	struct dump_row row = {.kind = DUMP_IMAGE, .ref = {entity, 0}};
	struct kv_bytes bytes;
	uint32_t revision = key.size == HISTORY_KEY_SIZE ? (uint32_t)get_be((const uint8_t *)key.data + 4, 4) : 0;
	if (key.size == HISTORY_KEY_SIZE)
		row.ref.id = (record_id)get_be(key.data, 4);
	if (revision == 0 || !image_decode(&row.image, revision, value, &bytes))
		return refuse(dumping, _("an image"), row.ref);
	if (row.image.state != IMAGE_FORMER)
		return bytes.size == 0 ? give(dumping, &row) : refuse(dumping, _("an image"), row.ref);
	if (!record_open_as(&row.record, schema_entity(entity), bytes.data, bytes.size) ||
	    record_revision(&row.record) != revision)
		return refuse(dumping, _("an image"), row.ref);
	row.record.id = row.ref.id;
	return record_check(&row.record, dumping->error) && give(dumping, &row);
}

static bool dump_entry(struct dumping *dumping, uint8_t entity, struct kv_bytes key, struct kv_bytes value)
{
	(void)entity;
	struct dump_row row = {.kind = DUMP_ENTRY};
	uint64_t sequence = key.size == 8 ? get_be(key.data, 8) : 0;
	if (!entry_decode(&row.entry, sequence, value))
		return error_set(dumping->error, ERROR_STORE, _("entry #%llu cannot be read"), (unsigned long long)sequence);
	return give(dumping, &row);
}

static bool dump_summary(struct dumping *dumping, uint8_t entity, struct kv_bytes key, struct kv_bytes value)
{
	(void)entity;
	struct dump_row row = {.kind = DUMP_SUMMARY, .bytes = {value.data, value.size}};
	if (key.size == SUMMARY_KEY_SIZE)
		row.ref = (struct ref){*(const uint8_t *)key.data, (record_id)get_be((const uint8_t *)key.data + 1, 4)};
	return schema_entity(row.ref.entity) != NULL ? give(dumping, &row) : refuse(dumping, _("a summary row"), row.ref);
}

static bool dump_table(struct dumping *dumping, enum kv_table table, uint8_t entity, dump_pair *dump)
{
	struct kv_cursor *cursor = kv_cursor_new(dumping->txn, table);
	struct kv_bytes key, value;
	bool ok = true;
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); ok && there;
	     there = ok && kv_next(cursor, &key, &value))
		ok = dump(dumping, entity, key, value);
	kv_cursor_free(&cursor);
	return ok;
}

static bool dump_entities(struct dumping *dumping, enum kv_table first, dump_pair *dump)
{
	bool ok = true;
	for (uint8_t number = 1; ok && number < ENTITY_LIMIT; number++)
		if (schema_entity(number) != NULL)
			ok = dump_table(dumping, (enum kv_table)(first + number), number, dump);
	return ok;
}

bool store_dump(const struct view *view, bool (*take)(void *context, const struct dump_row *row, struct error *error),
                void *context, struct error *error)
{
	struct dumping dumping = {.txn = view->txn, .take = take, .context = context, .error = error};
	return dump_table(&dumping, KV_META, 0, dump_fact) && dump_entities(&dumping, KV_RECORD, dump_record) &&
	       dump_entities(&dumping, KV_HISTORY, dump_image) && dump_table(&dumping, KV_JOURNAL, 0, dump_entry) &&
	       dump_table(&dumping, KV_SUMMARY, 0, dump_summary) && kv_check(view->txn, error);
}
