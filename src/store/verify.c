/* verify: every record, index entry, former image, digest and the chain, read again and compared. */
#include <string.h>

#include "base/lang.h"
#include "store/store_private.h"

struct verifying {
	const struct view *view;
	void (*fault)(void *context, const char *line);
	bool (*progress)(void *context, uint64_t done);
	void *context;
	struct verify_report *report;
	uint64_t done;
	uint64_t expected_index, expected_images;
	record_id last_id; /* the greatest of the entity being read */
	bool stopped;
};

static void report_fault(struct verifying *verifying, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void report_fault(struct verifying *verifying, const char *format, ...)
{
	struct text line = {0};
	va_list arguments;
	va_start(arguments, format);
	text_vprintf(&line, format, arguments);
	va_end(arguments);
	verifying->report->faults++;
	verifying->fault(verifying->context, line.data);
	text_free(&line);
}

static bool advance(struct verifying *verifying)
{
	if ((++verifying->done & 0xfff) == 0 && verifying->progress != NULL &&
	    !verifying->progress(verifying->context, verifying->done))
		verifying->stopped = true;
	return !verifying->stopped;
}

/* An entry that must be there, carrying exactly `payload`. */
static void verify_index_entry(struct verifying *verifying, const struct record *record, struct kv_bytes key,
                               struct kv_bytes payload, const char *field)
{
	struct kv_bytes value;
	verifying->expected_index++;
	if (!kv_get(verifying->view->txn, KV_INDEX, key, &value))
		report_fault(verifying, _("%s-%04u: the index of %s has no entry for it"), record->entity->prefix, record->id, field);
	else if (value.size != payload.size || memcmp(value.data, payload.data, payload.size) != 0)
		report_fault(verifying, _("%s-%04u: the index of %s carries something else than the record"), record->entity->prefix,
		             record->id, field);
}

static void verify_indexes(struct verifying *verifying, const struct record *record)
{
	uint8_t key[INDEX_KEY_MAX], payload[INDEX_PAYLOAD_MAX];
	if (record_is_set(record, F_code)) {
		size_t size = index_code_key(key, record_text(record, F_code), record_self(record));
		verify_index_entry(verifying, record, bytes_of(key, size), bytes_of("", 0), "code");
	}
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		struct value value = record_value(record, field);
		if (!value.set || !field_is_indexed(record->entity, field))
			continue;
		size_t size = index_key(key, record->entity->number, field, &value, record->id);
		verify_index_entry(verifying, record, bytes_of(key, size), bytes_of(payload, index_payload(payload, field, record)),
		                   field->name);
	}
}

static void verify_place(struct verifying *verifying, const struct record *record)
{
	uint8_t key[ID_KEY_SIZE];
	struct kv_bytes value, bytes;
	struct image image;
	if (record->parent != record_ref_id(record, record->entity->parent_field))
		report_fault(verifying, _("%s-%04u: stands below another record than the one it names"), record->entity->prefix,
		             record->id);
	put_be(key, record->id, sizeof key);
	if (record->entity->parent_field != 0 &&
	    (!kv_get(verifying->view->txn, id_table(record->entity->number), bytes_of(key, sizeof key), &value) ||
	     value.size != 4 || get_be(value.data, 4) != record->parent))
		report_fault(verifying, _("%s-%04u: the id index does not lead to it"), record->entity->prefix, record->id);
	if (entity_is_derived(record->entity->number))
		return;
	if (!history_read(verifying->view->txn, record_self(record), record_revision(record), &image, &bytes) ||
	    image.state != IMAGE_CURRENT)
		report_fault(verifying, _("%s-%04u: its history does not know revision %u"), record->entity->prefix, record->id,
		             record_revision(record));
}

static void verify_record(struct verifying *verifying, uint8_t entity, struct kv_bytes key, struct kv_bytes value)
{
	struct record record;
	struct error error = {0};
	verifying->report->records++;
	if (!record_from(&record, schema_entity(entity), key, value)) {
		report_fault(verifying, _("%s: a record cannot be read (key of %zu bytes, %zu bytes)"),
		             schema_entity(entity)->name, key.size, value.size);
		return;
	}
	if (!record_check(&record, &error)) {
		report_fault(verifying, "%s", error.text);
		return;
	}
	verifying->last_id = record.id > verifying->last_id ? record.id : verifying->last_id;
	verify_place(verifying, &record);
	verify_indexes(verifying, &record);
}

static void verify_entity(struct verifying *verifying, const struct entity *entity)
{
	struct kv_cursor *cursor = kv_cursor_new(verifying->view->txn, record_table(entity->number));
	struct kv_bytes key, value;
	verifying->last_id = 0;
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); there && advance(verifying);
	     there = kv_next(cursor, &key, &value))
		verify_record(verifying, entity->number, key, value);
	kv_cursor_free(&cursor);
	if (verifying->last_id >= view_next_id(verifying->view, entity->number))
		report_fault(verifying, _("%s: the counter of ids stands at %u, below %u, which is in use"), entity->name,
		             view_next_id(verifying->view, entity->number), verifying->last_id);
	if (entity->parent_field != 0 &&
	    kv_count(verifying->view->txn, id_table(entity->number)) != view_count(verifying->view, entity->number))
		report_fault(verifying, _("%s: the id index has %llu entries for %llu records"), entity->name,
		             (unsigned long long)kv_count(verifying->view->txn, id_table(entity->number)),
		             (unsigned long long)view_count(verifying->view, entity->number));
}

static bool current_bytes(struct verifying *verifying, struct ref ref, struct kv_bytes *bytes)
{
	struct record record;
	if (!view_record(verifying->view, ref, &record))
		return false;
	*bytes = bytes_of(record.bytes, record.size);
	return true;
}

static bool is_disposal(struct verifying *verifying, uint64_t sequence)
{
	uint8_t key[8];
	struct kv_bytes value;
	struct entry entry;
	put_be(key, sequence, sizeof key);
	return kv_get(verifying->view->txn, KV_JOURNAL, bytes_of(key, sizeof key), &value) &&
	       entry_decode(&entry, sequence, value) && entry.kind == ENTRY_DISPOSAL;
}

/* Erasing takes image and salt away, disposing of it leaves by which entry: a state that says so beside anything else
 * is damage. */
static bool is_rightly_gone(struct verifying *verifying, const struct image *image, struct kv_bytes bytes)
{
	uint8_t mark[SALT_SIZE] = {0};
	if (image->state == IMAGE_DISPOSED)
		image_disposal_mark(mark, image->disposal);
	return bytes.size == 0 && memcmp(image->salt, mark, SALT_SIZE) == 0 &&
	       (image->state == IMAGE_ERASED || is_disposal(verifying, image->disposal));
}

static void verify_change(struct verifying *verifying, const struct entry *entry, const struct entry_change *change)
{
	struct image image;
	struct kv_bytes bytes;
	uint8_t digest[DIGEST_SIZE];
	const struct entity *entity = schema_entity(change->ref.entity);
	if (change->ref.id == 0)
		return;
	verifying->expected_images++;
	verifying->report->images++;
	if (entity == NULL || !history_read(verifying->view->txn, change->ref, change->revision, &image, &bytes)) {
		report_fault(verifying, _("entry #%llu: the image of %s-%04u revision %u is not there"),
		             (unsigned long long)entry->sequence, entity == NULL ? "?" : entity->prefix, change->ref.id,
		             change->revision);
		return;
	}
	bool gone = image_is_gone(&image), there = !gone;
	if (gone && image.sequence == entry->sequence && is_rightly_gone(verifying, &image, bytes)) {
		verifying->report->erased += image.state == IMAGE_ERASED;
		verifying->report->disposed += image.state == IMAGE_DISPOSED;
		return;
	}
	if (image.state == IMAGE_CURRENT)
		there = bytes.size == 0 && current_bytes(verifying, change->ref, &bytes);
	image_digest(digest, image.salt, bytes);
	if (!there || image.sequence != entry->sequence || memcmp(digest, change->digest, DIGEST_SIZE) != 0)
		report_fault(verifying, _("entry #%llu: %s-%04u revision %u is not what was written"),
		             (unsigned long long)entry->sequence, entity->prefix, change->ref.id, change->revision);
}

static void verify_entry(struct verifying *verifying, const struct entry *entry, struct kv_bytes value,
                         uint8_t previous[DIGEST_SIZE])
{
	uint8_t hash[DIGEST_SIZE];
	verifying->report->entries++;
	entry_hash(hash, previous, value.data, value.size - 2 * DIGEST_SIZE);
	if (memcmp(entry->previous, previous, DIGEST_SIZE) != 0 || memcmp(entry->hash, hash, DIGEST_SIZE) != 0)
		report_fault(verifying, _("entry #%llu: the chain is broken here"), (unsigned long long)entry->sequence);
	memcpy(previous, entry->hash, DIGEST_SIZE);
	for (uint32_t i = 0; i < entry->count && advance(verifying); i++) {
		struct entry_change change = entry_change(entry, i);
		verify_change(verifying, entry, &change);
	}
}

static void verify_journal(struct verifying *verifying)
{
	struct kv_cursor *cursor = kv_cursor_new(verifying->view->txn, KV_JOURNAL);
	struct kv_bytes key, value;
	struct entry entry;
	uint8_t previous[DIGEST_SIZE] = {0}, head[DIGEST_SIZE];
	uint64_t expected = 1;
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); there && !verifying->stopped;
	     there = kv_next(cursor, &key, &value)) {
		uint64_t sequence = key.size == 8 ? get_be(key.data, 8) : 0;
		if (sequence != expected)
			report_fault(verifying, _("the change log has entry #%llu where #%llu was expected"),
			             (unsigned long long)sequence, (unsigned long long)expected);
		expected = sequence + 1;
		if (entry_decode(&entry, sequence, value))
			verify_entry(verifying, &entry, value, previous);
		else
			report_fault(verifying, _("entry #%llu cannot be read"), (unsigned long long)sequence);
	}
	if (!verifying->stopped &&
	    (journal_head(verifying->view, head) + 1 != expected || memcmp(head, previous, DIGEST_SIZE) != 0))
		report_fault(verifying, _("the head of the chain is not the last entry"));
	kv_cursor_free(&cursor);
}

static void verify_counts(struct verifying *verifying)
{
	const struct entity *entity;
	uint64_t images = 0, entries = kv_count(verifying->view->txn, KV_INDEX);
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		images += kv_count(verifying->view->txn, history_table(entity->number));
	verifying->report->index_entries = entries;
	if (entries != verifying->expected_index)
		report_fault(verifying, _("the indexes have %llu entries, the records ask for %llu"), (unsigned long long)entries,
		             (unsigned long long)verifying->expected_index);
	if (images != verifying->expected_images)
		report_fault(verifying, _("the history has %llu images, the change log names %llu"), (unsigned long long)images,
		             (unsigned long long)verifying->expected_images);
}

/* From end to end, whatever is asked of it elsewhere: a page that cannot be read is found where nobody looks, too. */
static void verify_table(struct verifying *verifying, enum kv_table table)
{
	struct kv_cursor *cursor = kv_cursor_new(verifying->view->txn, table);
	struct kv_bytes key, value;
	uint64_t count = 0, wanted = kv_count(verifying->view->txn, table);
	for (bool there = kv_seek(cursor, bytes_of("", 0), &key, &value); there && count <= wanted && advance(verifying);
	     there = kv_next(cursor, &key, &value))
		count++;
	if (!verifying->stopped && count != wanted)
		report_fault(verifying, _("table %u: %llu rows can be read of %llu"), (unsigned)table, (unsigned long long)count,
		             (unsigned long long)wanted);
	kv_cursor_free(&cursor);
}

static void verify_tables(struct verifying *verifying)
{
	struct error error = {0};
	for (enum kv_table table = 0; table < KV_TABLES && !verifying->stopped; table++)
		verify_table(verifying, table);
	if (!meta_is_sealed(verifying->view->txn))
		report_fault(verifying, _("the register's own facts are not those that were written"));
	if (!kv_check(verifying->view->txn, &error))
		report_fault(verifying, "%s", error.text);
}

bool store_guarded(void (*work)(void *context), void *context, struct error *error)
{
	return kv_guarded(work, context, error);
}

void store_verify(const struct view *view, void (*fault)(void *context, const char *line),
                  bool (*progress)(void *context, uint64_t done), void *context, struct verify_report *report)
{
	struct verifying verifying = {
		.view = view, .fault = fault, .progress = progress, .context = context, .report = report};
	const struct entity *entity;
	*report = (struct verify_report){0};
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL && !verifying.stopped; i++)
		verify_entity(&verifying, entity);
	if (!verifying.stopped)
		verify_journal(&verifying);
	if (!verifying.stopped)
		verify_counts(&verifying);
	if (!verifying.stopped)
		verify_tables(&verifying);
}
