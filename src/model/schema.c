#include "model/schema.h"

#include <string.h>

#include "base/lang.h"
#include "model/model_private.h"

#define COMMON_FIELDS                                                                                                  \
	{.number = F_code,                                                                                                 \
	 .type = TYPE_TEXT,                                                                                                \
	 .name = "code",                                                                                                   \
	 .label = N_("Code"),                                                                                              \
	 .help = N_("The record's own short name, unique in the whole register. Left empty the program gives one, such "   \
	            "as SYS-0042."),                                                                                       \
	 .width = 10},                                                                                                     \
		{.number = F_secrecy_ground,                                                                                   \
	     .type = TYPE_TEXT,                                                                                            \
	     .name = "secrecy_ground",                                                                                     \
	     .label = N_("Secrecy ground"),                                                                                \
	     .help = N_("The legal ground on which this record is secret, where it is."),                                  \
	     .section = N_("Secrecy")},                                                                                    \
		{.number = F_secrecy_until,                                                                                    \
	     .type = TYPE_DATE,                                                                                            \
	     .name = "secrecy_until",                                                                                      \
	     .label = N_("Secret until"),                                                                                  \
	     .help = N_("The last day on which the secrecy is thought to hold.")},

#define ENTITY(name_, ...) static const struct field fields_##name_[] = {COMMON_FIELDS
/* Of amounts and numbers that have a least and no most. */
#define NOT_NEGATIVE .min = 0, .max = INT64_MAX
#define FIELD(entity_, number_, name_, type_, label_, help_, ...) \
	{.number = (number_), .type = TYPE_##type_, .name = #name_, .label = label_, .help = help_, __VA_ARGS__},
#define END(...) };
#include "model/schema.def"
#undef ENTITY
#undef FIELD
#undef END

#define ENTITY(name_, number_, prefix_, label_, plural_, help_, ...) \
	{.number = (number_), .name = #name_, .prefix = prefix_, .label = label_, .plural = plural_, .help = help_, \
	 .fields = fields_##name_, .field_count = sizeof fields_##name_ / sizeof fields_##name_[0], __VA_ARGS__},
#define FIELD(...)
#define END(...)
/* Completed once, before main: what follows from the rows. */
static struct entity entities[] = {
#include "model/schema.def"
};
#undef ENTITY
#undef FIELD
#undef END

#define ENTITY_COUNT (sizeof entities / sizeof entities[0])

static const struct entity *by_number[ENTITY_LIMIT];

/* Rows of slot_widths: of each entity, one for eight fields. */
enum {
	WIDTH_ROWS = 0
#define ENTITY(name_, ...) + (sizeof fields_##name_ / sizeof fields_##name_[0] + 7) / 8
#define FIELD(...)
#define END(...)
#include "model/schema.def"
#undef ENTITY
#undef FIELD
#undef END
};

static uint8_t slot_widths[WIDTH_ROWS][256];

#define CHOICES(set) }; static const struct choice choices_##set[] = {
#define CHOICE(set, number_, name_, label_) {(number_), #name_, label_},
static const struct choice choices_none[] = {
#include "model/choices.def"
};
#undef CHOICES
#undef CHOICE

static const struct choice_set choice_sets[CHOICE_SETS] = {
#define CHOICES(set) [CHOICES_##set] = {#set, choices_##set, sizeof choices_##set / sizeof choices_##set[0]},
#define CHOICE(set, number, name, label)
#include "model/choices.def"
#undef CHOICES
#undef CHOICE
	[CHOICES_none] = {"", choices_none, 0},
};

static const struct field header_fields[] = {
	{.number = F_revision, .type = TYPE_NUMBER, .name = "revision", .label = N_("Revision"), .internal = true,
	 .help = N_("How many times the record has been written.")},
	{.number = F_created, .type = TYPE_MOMENT, .name = "created", .label = N_("Created"), .internal = true,
	 .help = N_("When the record was made.")},
	{.number = F_created_by, .type = TYPE_REF, .name = "created_by", .label = N_("Created by"), .internal = true,
	 .target = E_person, .help = N_("Who made the record.")},
	{.number = F_changed, .type = TYPE_MOMENT, .name = "changed", .label = N_("Changed"), .internal = true,
	 .help = N_("When the record was last changed.")},
	{.number = F_changed_by, .type = TYPE_REF, .name = "changed_by", .label = N_("Changed by"), .internal = true,
	 .target = E_person, .help = N_("Who changed the record last.")},
};

size_t schema_slot_width(const struct field *field)
{
	static const uint8_t widths[TYPES] = {
		[TYPE_TEXT] = 3,    [TYPE_NOTE] = 3,    [TYPE_CHOICE] = 1,  [TYPE_CHOICES] = 4, [TYPE_YESNO] = 1,
		[TYPE_ANSWER] = 1,  [TYPE_DATE] = 3,    [TYPE_MOMENT] = 8,  [TYPE_MONEY] = 8,   [TYPE_NUMBER] = 8,
		[TYPE_DECIMAL] = 8, [TYPE_PERCENT] = 4, [TYPE_QUARTER] = 2, [TYPE_NUMBERS] = 3, [TYPE_TEXTS] = 3,
		[TYPE_REFS] = 3,    [TYPE_REF] = 4,     [TYPE_ANY] = 5,     [TYPE_REASONS] = 3,
	};
	if (field->type == TYPE_NUMBER && field->bytes != 0)
		return field->bytes;
	return widths[field->type];
}

/* Each set of bits is the set without its lowest bit, and that bit's slot. */
static void complete_widths(const struct entity *entity, unsigned first, uint8_t row[256])
{
	uint8_t widths[8] = {0};
	for (unsigned i = 0; i < 8 && first + i < entity->field_count; i++)
		widths[i] = (uint8_t)schema_slot_width(&entity->fields[first + i]);
	for (unsigned bits = 1; bits < 256; bits++)
		row[bits] = (uint8_t)(row[bits & (bits - 1)] + widths[__builtin_ctz(bits)]);
}

static void complete(struct entity *entity, uint8_t (*widths)[256])
{
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if (i % 8 == 0)
			complete_widths(entity, i, widths[i / 8]);
		entity->has_unique = entity->has_unique || field->unique;
		entity->has_groups = entity->has_groups || field->one_of != 0;
		entity->refers_to_itself = entity->refers_to_itself || (field->type == TYPE_REF && field->target == entity->number);
		if (field->parent)
			entity->parent_field = field->number;
		if (field->searched && field->type == TYPE_TEXT && entity->name_field == 0)
			entity->name_field = field->number;
	}
	entity->slot_widths = widths;
	by_number[entity->number] = entity;
}

__attribute__((constructor)) static void schema_complete(void)
{
	uint8_t (*widths)[256] = slot_widths;
	for (size_t i = 0; i < ENTITY_COUNT; i++) {
		complete(&entities[i], widths);
		widths += (entities[i].field_count + 7u) / 8;
	}
}

const struct entity *schema_entity(uint8_t number)
{
	return number < ENTITY_LIMIT ? by_number[number] : NULL;
}

const struct entity *schema_entity_at(size_t index)
{
	return index < ENTITY_COUNT ? &entities[index] : NULL;
}

const struct field *schema_header_field_at(size_t index)
{
	return index < sizeof header_fields / sizeof header_fields[0] ? &header_fields[index] : NULL;
}

const struct field *schema_field(const struct entity *entity, uint8_t number)
{
	if (number >= F_revision && number <= F_changed_by)
		return &header_fields[number - F_revision];
	return entity != NULL && number >= 1 && number <= entity->field_count ? &entity->fields[number - 1] : NULL;
}

bool entity_lies_below(const struct entity *entity, uint8_t parent)
{
	return entity->parent_field != 0 && entity->fields[entity->parent_field - 1].target == parent;
}

const struct choice_set *schema_choices(uint8_t set)
{
	return &choice_sets[set < CHOICE_SETS ? set : 0];
}

const struct choice *schema_choice(const struct choice_set *set, uint8_t number)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->choices[i].number == number)
			return &set->choices[i];
	return NULL;
}

const char *schema_type_name(uint8_t type)
{
	static const char *const names[TYPES] = {
		[TYPE_none] = "",
		[TYPE_TEXT] = "text",
		[TYPE_NOTE] = "note",
		[TYPE_CHOICE] = "choice",
		[TYPE_CHOICES] = "choices",
		[TYPE_YESNO] = "yes/no",
		[TYPE_ANSWER] = "answer",
		[TYPE_DATE] = "date",
		[TYPE_MOMENT] = "moment",
		[TYPE_MONEY] = "money",
		[TYPE_NUMBER] = "number",
		[TYPE_DECIMAL] = "decimal",
		[TYPE_PERCENT] = "percent",
		[TYPE_QUARTER] = "quarter",
		[TYPE_NUMBERS] = "list of numbers",
		[TYPE_TEXTS] = "list of texts",
		[TYPE_REFS] = "list of references",
		[TYPE_REF] = "reference",
		[TYPE_ANY] = "reference to any",
		[TYPE_REASONS] = "reasons",
	};
	return type < TYPES ? names[type] : "";
}

const char *schema_unit_label(uint8_t unit)
{
	static const char *const labels[UNITS] = {
		[UNIT_none] = "", [UNIT_months] = N_("months"), [UNIT_days] = N_("days"), [UNIT_hours] = N_("hours"),
		[UNIT_minutes] = N_("minutes"), [UNIT_years] = N_("years"), [UNIT_users] = N_("users"), [UNIT_people] = N_("people"),
		[UNIT_pieces] = N_("pieces"),
	};
	return unit < UNITS ? labels[unit] : "";
}
