/* Codes to records: chosen ones stand in the index, the others are a prefix and an id. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/code.h"
#include "store/store_private.h"

struct codes {
	struct kv_cursor *cursor;
	/* Of a snapshot, where they cannot change: */
	bool asked[ENTITY_LIMIT], chosen[ENTITY_LIMIT]; /* whether somebody chose a code that looks like a default one */
	record_id next_id[ENTITY_LIMIT];
};

struct codes *codes_new(void)
{
	return memory_new(sizeof(struct codes));
}

void codes_free(struct codes **codes)
{
	if (*codes == NULL)
		return;
	kv_cursor_free(&(*codes)->cursor);
	free(*codes);
	*codes = NULL;
}

static struct kv_cursor *index_cursor(const struct view *view)
{
	if (view->codes->cursor == NULL)
		view->codes->cursor = kv_cursor_new(view->txn, KV_INDEX);
	return view->codes->cursor;
}

bool view_code_begins(const struct view *view, struct slice beginning)
{
	uint8_t key[INDEX_KEY_MAX];
	struct kv_bytes found;
	size_t size = index_code_key(key, beginning, (struct ref){0, 0}) - 5;
	while (size > 0 && key[size - 1] == 0)
		size--;
	return kv_seek(index_cursor(view), bytes_of(key, size), &found, NULL) && found.size >= size &&
	       memcmp(found.data, key, size) == 0;
}

static bool find_chosen(const struct view *view, struct slice code, struct ref *ref)
{
	uint8_t key[INDEX_KEY_MAX];
	struct kv_bytes found;
	size_t size = index_code_key(key, code, (struct ref){0, 0}) - 5;
	if (!kv_seek(index_cursor(view), bytes_of(key, size), &found, NULL) || found.size != size + 5 ||
	    memcmp(found.data, key, size) != 0)
		return false;
	const uint8_t *at = (const uint8_t *)found.data + size;
	*ref = (struct ref){at[0], (record_id)get_be(at + 1, 4)};
	return schema_entity(ref->entity) != NULL;
}

/* What is asked once of a snapshot: most registers have no chosen code of this form, and then none need be looked for.
 * */
static void ask(const struct view *view, uint8_t entity)
{
	struct codes *codes = view->codes;
	struct text beginning = {0};
	if (codes->asked[entity])
		return;
	text_append_text(&beginning, schema_entity(entity)->prefix);
	text_append_char(&beginning, '-');
	codes->chosen[entity] = view_code_begins(view, text_slice(&beginning));
	codes->next_id[entity] = view_next_id(view, entity);
	codes->asked[entity] = true;
	text_free(&beginning);
}

bool view_find_code(const struct view *view, struct slice code, struct ref *ref)
{
	struct record record;
	struct ref named;
	bool standard = code_parse_default(code, &named), snapshot = !view->borrowed;
	if (standard && snapshot)
		ask(view, named.entity);
	if (!(standard && snapshot && !view->codes->chosen[named.entity]) && find_chosen(view, code, ref))
		return true;
	if (!standard || (snapshot && named.id >= view->codes->next_id[named.entity]))
		return false;
	if (!view_record(view, named, &record) || record_is_set(&record, F_code))
		return false;
	*ref = named;
	return true;
}
