/* Rows of which the new one needs only one. */
#include "register/takeover_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/hash.h"

/* Two rows say the same where these fields do. */
static const uint8_t relations[][9] = {
	{E_usage, F_usage_system, F_usage_unit},
	{E_support, F_support_system, F_support_service},
	{E_system_capability, F_system_capability_system, F_system_capability_capability},
	{E_member, F_member_forum, F_member_person},
	{E_opportunity_system, F_opportunity_system_opportunity, F_opportunity_system_system},
	{E_assignment, F_assignment_role, F_assignment_person, F_assignment_system, F_assignment_service,
     F_assignment_object, F_assignment_unit, F_assignment_contract},
	{E_release, F_release_product, F_release_cycle},
	{E_licence_use, F_licence_use_licence, F_licence_use_person, F_licence_use_device},
};

struct key {
	uint64_t hash[2];
};

struct takeover_same {
	const struct takeover *takeover;
	struct key *keys; /* of the rows that the new ones have, sorted */
	size_t count, capacity;
};

static const uint8_t *find_relation(uint8_t entity)
{
	for (size_t i = 0; i < COUNT_OF(relations); i++)
		if (relations[i][0] == entity)
			return relations[i];
	return NULL;
}

static int compare_keys(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct key));
}

/* A system has one owner and one manager: whoever the new one has goes before the old one's. */
static bool is_for_one(const struct takeover *takeover, const struct draft *draft)
{
	int64_t role = draft_value(draft, F_assignment_role).number;
	return takeover->request.from.entity == E_system &&
	       (role == C_role_system_owner || role == C_role_information_owner || role == C_role_system_manager);
}

static struct key key_of(const struct takeover *takeover, const struct draft *draft, const uint8_t *relation)
{
	struct text bytes = {0};
	struct key key = {0};
	for (const uint8_t *field = relation + 1; *field != 0; field++) {
		const struct field *row = schema_field(draft->entity, *field);
		struct value value = draft_value(draft, *field);
		bool passed = relation[0] == E_assignment && *field == F_assignment_person && is_for_one(takeover, draft);
		int64_t number = !value.set || passed ? -1 : field_holds_ref(row) ? value.ref.id : value.number;
		if (value.set && field_holds_text(row))
			text_append_folded(&bytes, value.text);
		else
			text_append(&bytes, (struct slice){(const char *)&number, sizeof number});
	}
	hash_128(bytes.data, bytes.size, relation[0], key.hash);
	text_free(&bytes);
	return key;
}

static void add_row(struct takeover_same *same, const struct record *record, const uint8_t *relation,
                    struct draft *draft)
{
	if (takeover_is_over(record, same->takeover->request.day))
		return;
	draft_clear(draft, record->entity);
	draft_copy_record(draft, record);
	memory_grow(&same->keys, &same->capacity, same->count, sizeof *same->keys);
	same->keys[same->count++] = key_of(same->takeover, draft, relation);
}

static void add_rows(struct takeover_same *same, const struct view *view, const uint8_t *relation,
                     const struct field *field, struct ref target)
{
	struct draft draft;
	struct record record;
	bool on = false;
	draft_init(&draft, schema_entity(relation[0]));
	struct records *below = field->parent ? records_new(view, relation[0]) : NULL;
	struct naming *naming = field->parent ? NULL : naming_new(view, relation[0], field->number, target);
	while (below != NULL ? records_child(below, target.id, &on, &record) : naming_next(naming, &record))
		add_row(same, &record, relation, &draft);
	records_free(&below);
	naming_free(&naming);
	draft_free(&draft);
}

struct takeover_same *takeover_same_new(const struct takeover *takeover, const struct view *view)
{
	struct takeover_same *same = memory_new(sizeof *same);
	const struct takeover_request *request = &takeover->request;
	same->takeover = takeover;
	for (size_t i = 0; i < COUNT_OF(relations); i++)
		for (const uint8_t *at = relations[i] + 1; *at != 0; at++) {
			const struct field *field = schema_field(schema_entity(relations[i][0]), *at);
			for (size_t t = 0; field->type == TYPE_REF && field->target == request->from.entity && t < request->into_count; t++)
				add_rows(same, view, relations[i], field, request->into[t]);
		}
	if (same->count > 0)
		qsort(same->keys, same->count, sizeof *same->keys, compare_keys);
	return same;
}

void takeover_same_free(struct takeover_same **same)
{
	if (*same == NULL)
		return;
	free((*same)->keys);
	free(*same);
	*same = NULL;
}

/* The row's key as it stands; it may be one of the new one's own already. */
static struct key key_before(const struct takeover_same *same, const struct record *record, const uint8_t *relation)
{
	struct draft draft;
	draft_init(&draft, record->entity);
	draft_copy_record(&draft, record);
	struct key key = key_of(same->takeover, &draft, relation);
	draft_free(&draft);
	return key;
}

bool takeover_same_has(const struct takeover_same *same, const struct record *record, const struct draft *draft)
{
	const uint8_t *relation = find_relation(draft->entity->number);
	if (relation == NULL || same->count == 0)
		return false;
	struct key key = key_of(same->takeover, draft, relation), before = key_before(same, record, relation);
	return compare_keys(&key, &before) != 0 &&
	       bsearch(&key, same->keys, same->count, sizeof key, compare_keys) != NULL;
}
