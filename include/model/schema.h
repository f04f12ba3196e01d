/* The schema: one row per entity, field and choice (model/schema/ *.def, model/choices.def), and everything made
 * from the same rows: E_system, F_system_name, CHOICES_phase, C_phase_in_use. To add a field is to add a row with the
 * next free number; a number is never reused, a removed field's row stays, marked internal. */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include "base/text.h"
#include "model/types.h"

enum entity_id {
	E_none,
#define ENTITY(name, number, ...) E_##name = (number),
#define FIELD(...)
#define END(...)
#include "model/schema.def"
#undef ENTITY
#undef FIELD
#undef END
	ENTITY_LIMIT = 64 /* the store has tables for so many */
};

/* Common to every entity. */
enum {
	F_code = 1,
	F_secrecy_ground = 2,
	F_secrecy_until = 3,
	F_first_own = 4,
	/* Kept in the record's header, read like fields, never written by hand. */
	F_revision = 241,
	F_created = 242,
	F_created_by = 243,
	F_changed = 244,
	F_changed_by = 245,
};

enum {
#define ENTITY(name, number, ...)
#define FIELD(entity, number, name, ...) F_##entity##_##name = (number),
#define END(...)
#include "model/schema.def"
#undef ENTITY
#undef FIELD
#undef END
};

enum choice_set_id {
	CHOICES_none,
#define CHOICES(set) CHOICES_##set,
#define CHOICE(set, number, name, label)
#include "model/choices.def"
#undef CHOICES
#undef CHOICE
	CHOICE_SETS
};

enum {
#define CHOICES(set)
#define CHOICE(set, number, name, label) C_##set##_##name = (number),
#include "model/choices.def"
#undef CHOICES
#undef CHOICE
};

/* NULL for a number that is no entity's. */
const struct entity *schema_entity(uint8_t number);
/* Every entity in the order of the tables, NULL after the last. */
const struct entity *schema_entity_at(size_t index);
/* NULL for a number that is no field's, or of no entity; the header's fields (F_revision …) are found too. */
const struct field *schema_field(const struct entity *entity, uint8_t number);
const struct choice_set *schema_choices(uint8_t set);
/* Whether its records are stored below those of the entity `parent`. */
bool entity_lies_below(const struct entity *entity, uint8_t parent);

/* By stable name, old name, or label in any language ("systemägare", "owner"), a field also by what it is called
 * beside its label, or by what it refers to; case and the difference between space, '_' and '-' ignored. Stable names
 * win. NULL where there is none. */
const struct entity *schema_find_entity(struct slice name);
const struct field *schema_find_field(const struct entity *entity, struct slice name);
const struct choice *schema_find_choice(const struct choice_set *set, struct slice name);
/* Whether `name` is `label` in any language, compared in the same way: for names in tables of others. */
bool schema_is_label(struct slice name, const char *label);
/* By the prefix of a code: "SYS". */
const struct entity *schema_find_prefix(struct slice prefix);

const struct choice *schema_choice(const struct choice_set *set, uint8_t number);
const char *schema_type_name(uint8_t type); /* "text", "reference": as DOMAIN 1 writes them */
const char *schema_unit_label(uint8_t unit);

/* Bytes of the field's slot in a packed record. */
size_t schema_slot_width(const struct field *field);

/* Every fault of the tables themselves (numbers with gaps, empty help, unknown not_before, two parents …), a line each:
 * empty when all is well. */
void schema_check(struct text *faults);

/* The closest of the names to a misspelt one, for "did you mean"; NULL where none is near. */
const char *schema_nearest_field(const struct entity *entity, struct slice name);
/* The same over names that come one by one: begin with *best = 0 and *nearest = NULL. */
void schema_keep_nearest(struct slice name, const char *candidate, size_t *best, const char **nearest);
const char *schema_nearest_entity(struct slice name);

#endif
