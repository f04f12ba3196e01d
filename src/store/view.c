/* Reading: records by id, in order, by code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "store/store_private.h"

void record_key(uint8_t key[RECORD_KEY_SIZE], record_id parent, record_id id)
{
	put_be(key, parent, 4);
	put_be(key + 4, id, 4);
}

static struct view *open_newest(struct store *store, struct error *error)
{
	struct kv_txn *txn = kv_begin(store->kv, false, error);
	if (txn == NULL)
		return NULL;
	if (!store_format_is_ours(txn, store->directory, error)) { /* raised while we had it open */
		kv_abort(&txn);
		return NULL;
	}
	struct view *view = memory_new(sizeof *view);
	*view = (struct view){.store = store, .txn = txn, .codes = codes_new()};
	return view;
}

struct view *view_open(struct store *store, struct error *error)
{
	struct view *view = open_newest(store, error);
	if (view == NULL || store->past.sequence == 0 || !past_is_behind(view))
		return view;
	view_close(&view);
	return past_follow(store, error) ? open_newest(store, error) : NULL;
}

void view_free_parts(struct view *view)
{
	codes_free(&view->codes);
	if (view->present != NULL)
		view_free_parts(view->present);
	free(view->present);
	view->present = NULL;
}

void view_close(struct view **view)
{
	if (*view == NULL)
		return;
	if (!(*view)->borrowed)
		kv_abort(&(*view)->txn);
	view_free_parts(*view);
	free(*view);
	*view = NULL;
}

uint64_t view_sequence(const struct view *view)
{
	uint64_t sequence = 0;
	meta_number(view->txn, "head", &sequence);
	return sequence;
}

bool view_is_stale(const struct view *view)
{
	struct kv_txn *now = view->store->past.sequence != 0 ? NULL : kv_begin(view->store->kv, false, NULL);
	uint64_t head = 0;
	if (now == NULL)
		return false;
	meta_number(now, "head", &head);
	kv_abort(&now);
	return head != view_sequence(view);
}

static bool find_parent(const struct view *view, struct ref ref, record_id *parent)
{
	uint8_t key[ID_KEY_SIZE];
	struct kv_bytes value;
	*parent = 0;
	if (schema_entity(ref.entity)->parent_field == 0)
		return true;
	put_be(key, ref.id, sizeof key);
	if (!kv_get(view->txn, id_table(ref.entity), bytes_of(key, sizeof key), &value) || value.size != 4)
		return false;
	*parent = (record_id)get_be(value.data, 4);
	return true;
}

bool view_record(const struct view *view, struct ref ref, struct record *record)
{
	uint8_t key[RECORD_KEY_SIZE];
	struct kv_bytes value;
	record_id parent;
	if (ref.id == 0 || schema_entity(ref.entity) == NULL || !find_parent(view, ref, &parent))
		return false;
	record_key(key, parent, ref.id);
	return kv_get(view->txn, record_table(ref.entity), bytes_of(key, sizeof key), &value) &&
	       record_from(record, schema_entity(ref.entity), bytes_of(key, sizeof key), value);
}

void meta_counter_name(char name[32], uint8_t entity)
{
	snprintf(name, 32, "next_id:%u", entity);
}

void meta_written_name(char name[32], uint8_t entity)
{
	snprintf(name, 32, "written:%u", entity);
}

uint64_t view_written(const struct view *view, uint8_t entity)
{
	char name[32];
	uint64_t sequence = 0;
	meta_written_name(name, entity);
	meta_number(view->txn, name, &sequence);
	return sequence;
}

record_id view_next_id(const struct view *view, uint8_t entity)
{
	char name[32];
	uint64_t stored;
	meta_counter_name(name, entity);
	return meta_number(view->txn, name, &stored) ? (record_id)stored : 1;
}

uint64_t view_count(const struct view *view, uint8_t entity)
{
	return kv_count(view->txn, record_table(entity));
}

void view_append_code(const struct view *view, struct ref ref, struct text *out)
{
	struct record record;
	if (view_record(view, ref, &record))
		code_append(out, &record);
	else
		code_append_default(out, ref.entity, ref.id);
}

void view_append_name(const struct view *view, struct ref ref, struct text *out)
{
	struct record record;
	if (!view_record(view, ref, &record)) {
		code_append_default(out, ref.entity, ref.id);
		return;
	}
	struct slice name = record_text(&record, record.entity->name_field);
	if (name.size > 0)
		text_append(out, name);
	else
		code_append(out, &record);
}

void view_append_actor(const struct view *view, uint32_t actor, struct text *out)
{
	switch (actor) {
	case RECORD_BY_NOBODY: text_append_char(out, '-'); break;
	case RECORD_BY_AUDIT: text_append_text(out, "audit"); break;
	case RECORD_BY_IMPORT: text_append_text(out, "import"); break;
	case RECORD_BY_INIT: text_append_text(out, "init"); break;
	case RECORD_BY_ROOT: text_append_text(out, "root"); break;
	default: view_append_name(view, (struct ref){E_person, actor}, out); break;
	}
}

static void write_code(void *context, struct ref ref, struct text *out)
{
	view_append_code(context, ref, out);
}

static void write_name(void *context, struct ref ref, struct text *out)
{
	view_append_name(context, ref, out);
}

struct value_writer view_writer(const struct view *view, bool shown)
{
	union {
		const struct view *read_only;
		void *context;
	} pass = {.read_only = view};
	return (struct value_writer){.code = shown ? write_name : write_code, .context = pass.context, .shown = shown};
}

bool view_summary(const struct view *view, struct ref ref, struct slice *row)
{
	uint8_t key[SUMMARY_KEY_SIZE] = {ref.entity};
	struct kv_bytes value;
	put_be(key + 1, ref.id, 4);
	if (!kv_get(view->txn, KV_SUMMARY, bytes_of(key, sizeof key), &value))
		return false;
	*row = (struct slice){value.data, value.size};
	return true;
}

struct summaries {
	struct kv_cursor *cursor;
	uint8_t entity;
	bool started;
};

struct summaries *summaries_new(const struct view *view, uint8_t entity)
{
	struct summaries *summaries = memory_new(sizeof *summaries);
	*summaries = (struct summaries){.cursor = kv_cursor_new(view->txn, KV_SUMMARY), .entity = entity};
	return summaries;
}

void summaries_free(struct summaries **summaries)
{
	if (*summaries == NULL)
		return;
	kv_cursor_free(&(*summaries)->cursor);
	free(*summaries);
	*summaries = NULL;
}

static bool take_summary(const struct summaries *summaries, bool there, struct kv_bytes key, struct kv_bytes value,
                         record_id *id, struct slice *row)
{
	if (!there || key.size != SUMMARY_KEY_SIZE || *(const uint8_t *)key.data != summaries->entity)
		return false;
	*id = (record_id)get_be((const uint8_t *)key.data + 1, 4);
	*row = (struct slice){value.data, value.size};
	return record_id_is_possible(*id);
}

bool summaries_seek(struct summaries *summaries, record_id from, record_id *id, struct slice *row)
{
	uint8_t at[SUMMARY_KEY_SIZE] = {summaries->entity};
	struct kv_bytes key, value;
	put_be(at + 1, from, 4);
	summaries->started = true;
	bool there = kv_seek(summaries->cursor, bytes_of(at, sizeof at), &key, &value);
	return take_summary(summaries, there, key, value, id, row);
}

bool summaries_next(struct summaries *summaries, record_id *id, struct slice *row)
{
	struct kv_bytes key, value;
	if (!summaries->started)
		return summaries_seek(summaries, 0, id, row);
	bool there = kv_next(summaries->cursor, &key, &value);
	return take_summary(summaries, there, key, value, id, row);
}

uint64_t view_summaries(const struct view *view)
{
	return kv_count(view->txn, KV_SUMMARY);
}

bool view_fact(const struct view *view, const char *name, struct slice *value)
{
	char key[100];
	struct kv_bytes found;
	snprintf(key, sizeof key, "fact:%s", name);
	if (!meta_get(view->txn, key, &found))
		return false;
	*value = (struct slice){found.data, found.size};
	return true;
}

day_t view_fact_day(const struct view *view, const char *name)
{
	struct slice value;
	day_t day;
	return view_fact(view, name, &value) && day_parse(value, &day, NULL) ? day : DAY_UNSET;
}
