/* How what a row names becomes a reference: to a record of the register, or to another row of the import. */
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "model/code.h"
#include "model/hash.h"

static bool refuse_several(struct slice text, const struct entity *entity, struct error *error)
{
	struct text shown = {0};
	text_append_harmless(&shown, text, false);
	error_set(error, ERROR_NOT_FOUND, _("\"%.80s\" is the name of several records of the kind %s; give the code"),
	          shown.data, _(entity->label));
	text_free(&shown);
	return false;
}

static bool find_unique(const struct import *import, const struct entity *entity, struct slice text, struct ref *ref)
{
	bool several = false;
	for (unsigned i = 0; i < entity->field_count; i++)
		if (entity->fields[i].unique && names_find(import->names, NAME_UNIQUE, import_unique_scope(&entity->fields[i],
				entity->number), text, ref, &several))
			return !several;
	return false;
}

static bool is_stated(const struct import *import, uint8_t target, struct slice text, struct ref *ref)
{
	return code_parse_default(text, ref) && (target == 0 || ref->entity == target) && stated_has(import, *ref);
}

/* People are known by their address too, which tells one only where nobody shares it. Read when first asked for. */
static bool find_by_email(struct import *import, struct slice text, struct ref *ref)
{
	const struct field *email = schema_field(schema_entity(E_person), F_person_email);
	unsigned scope = import_unique_scope(email, E_person);
	struct record person;
	struct ref other;
	bool several = false;
	if (!import->emails_learnt) {
		struct records *people = records_new(import->view, E_person);
		for (bool there = records_first(people, &person); there; there = records_next(people, &person))
			if (record_is_set(&person, F_person_email))
				names_add(import->names, NAME_UNIQUE, scope, slice_trim(record_text(&person, F_person_email)),
				          record_self(&person), &other);
		records_free(&people);
		import->emails_learnt = true;
	}
	return names_find(import->names, NAME_UNIQUE, scope, text, ref, &several) && !several;
}

/* As the register itself looks references up, with the rows of the import beside what is stored. */
static bool look_up(struct import *import, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	const struct entity *entity = schema_entity(target);
	struct ref stored;
	bool several = false;
	if (is_stated(import, target, text, ref))
		return true;
	if (names_find(import->names, NAME_CODE, 0, text, ref, &several) && (target == 0 || ref->entity == target))
		return true;
	if (entity != NULL && find_unique(import, entity, text, ref))
		return true;
	if (target == E_person && memchr(text.data, '@', text.size) != NULL && find_by_email(import, text, ref))
		return true;
	if (entity == NULL || !names_find(import->names, NAME_NAME, target, text, ref, &several))
		return register_resolve(import->view, target, text, ref, error);
	if (register_resolve(import->view, target, text, &stored, NULL)) {
		if (!several && ref_equal(stored, *ref))
			return true;
		several = several || import_count_named(import, entity, text, &stored) > 0;
		if (!several)
			return register_resolve(import->view, target, text, ref, error);
	}
	return (!several && import_count_named(import, entity, text, &stored) == 0) || refuse_several(text, entity, error);
}

/* Ten rows in a row name the same system: what was looked up last is remembered. */
#define RESOLVED_SLOTS 16384

struct resolved {
	struct ref ref;
	uint8_t target, size; /* size 0: free */
	char text[22];
};

struct resolved *import_new_resolved(void)
{
	return memory_new_array(RESOLVED_SLOTS, sizeof(struct resolved));
}

bool import_resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	struct import *import = context;
	text = slice_trim(text);
	struct resolved *slot = &import->resolved[hash_64(text.data, text.size, target) % RESOLVED_SLOTS];
	if (text.size > 0 && slot->size == text.size && slot->target == target && memcmp(slot->text, text.data,
	                                                                                 text.size) == 0) {
		*ref = slot->ref;
		return true;
	}
	if (!look_up(import, target, text, ref, error))
		return false;
	if (text.size <= sizeof slot->text) {
		*slot = (struct resolved){*ref, target, (uint8_t)text.size, ""};
		memcpy(slot->text, text.data, text.size);
	}
	return true;
}
