/* Packed records, read in place: a bounds check and a load for each field, no parsing, no allocation. Layout, all
 * little-endian, unaligned:
 *
 *    0  u8  format (1)          4  u32 revision            16  i64 created, moment
 *    1  u8  entity              8  u64 checksum             24  i64 changed, moment
 *    2  u8  field count                                     32  u32 created by (id of a person; RECORD_BY_… )
 *    3  u8  0                                               36  u32 changed by
 *   40  bitmap of the fields that are set, then a slot for each of those in the order of their numbers, then texts.
 *
 * Where a slot lies follows from the bitmap, one look into a table for each byte of it. A text's slot is the 24-bit
 * offset, from the start of the record, of a length (1 byte below 128, else 3) and its bytes. A record of fewer fields
 * than the schema has now reads the missing ones as not set. The checksum is XXH3 of all that follows it, with what
 * stands before it as the seed. */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "model/value.h"

#define RECORD_FORMAT 1
#define RECORD_HEADER_SIZE 40
#define RECORD_SIZE_MAX (1 << 24)

/* Actors that are no person of the register. */
#define RECORD_BY_NOBODY 0u
#define RECORD_BY_AUDIT 0xfffffff1u
#define RECORD_BY_IMPORT 0xfffffff2u
#define RECORD_BY_INIT 0xfffffff3u
#define RECORD_BY_ROOT 0xfffffff4u

/* Ids a record can have begin with 1 and end below those that stand for no person. */
#define RECORD_ID_LAST 0xfffffff0u

static inline bool record_id_is_possible(record_id id)
{
	return id - 1u < RECORD_ID_LAST;
}

/* A record where it lies. Owns nothing; as short-lived as its bytes (a transaction's, mostly). */
struct record {
	const uint8_t *bytes;
	size_t size;
	const struct entity *entity;
	record_id id;     /* of the key: not part of the bytes */
	record_id parent; /* of the key */
};

/* Takes the bytes as a record after checking the header against the schema and the size. The cheap check for hot paths;
 * every later read is bounds-checked. */
bool record_open(struct record *record, const void *bytes, size_t size);
/* Bytes of the slots of all that is set. SIZE_MAX where a bit is set that is no field's. */
static inline size_t record_slots_size(const struct entity *entity, const uint8_t *bitmap, size_t fields)
{
	size_t size = 0;
	if (fields % 8 != 0 && bitmap[fields / 8] >> fields % 8 != 0)
		return SIZE_MAX;
	for (size_t i = 0; i < (fields + 7) / 8; i++)
		size += entity->slot_widths[i][bitmap[i]];
	return size;
}

/* The same where it is known of what entity it must be. */
static inline bool record_open_as(struct record *record, const struct entity *entity, const void *bytes, size_t size)
{
	const uint8_t *data = bytes;
	if (size < RECORD_HEADER_SIZE || data[0] != RECORD_FORMAT || data[1] != entity->number || data[2] == 0 ||
	    data[2] > entity->field_count)
		return false;
	size_t start = RECORD_HEADER_SIZE + (data[2] + 7u) / 8;
	if (size < start || size - start < record_slots_size(entity, data + RECORD_HEADER_SIZE, data[2]))
		return false;
	*record = (struct record){.bytes = data, .size = size, .entity = entity};
	return true;
}
/* The full check of what enters or leaves: checksum, every slot in range, every text UTF-8, every choice known. False
 * with what is wrong. */
bool record_check(const struct record *record, struct error *error);
bool record_checksum_is_right(const struct record *record);

uint32_t record_revision(const struct record *record);
moment_t record_created(const struct record *record);
moment_t record_changed(const struct record *record);
uint32_t record_created_by(const struct record *record);
uint32_t record_changed_by(const struct record *record);
/* How many fields its entity had when it was packed. */
static inline uint8_t record_fields(const struct record *record)
{
	return record->bytes[2];
}

/* What follows is written here because everything that reads millions of records asks for little else. */
static inline bool record_holds(const struct record *record, uint8_t field)
{
	unsigned bit = field - 1u; /* field 0 is far beyond */
	return bit < record->bytes[2] && (record->bytes[RECORD_HEADER_SIZE + bit / 8] >> bit % 8 & 1) != 0;
}

/* Where the field's value stands; NULL where it is not set. */
static inline const uint8_t *record_slot(const struct record *record, uint8_t field)
{
	const uint8_t *bitmap = record->bytes + RECORD_HEADER_SIZE, (*widths)[256] = record->entity->slot_widths;
	unsigned bit = field - 1u, byte = bit / 8;
	if (!record_holds(record, field))
		return NULL;
	const uint8_t *at = bitmap + (record->bytes[2] + 7u) / 8 + widths[byte][bitmap[byte] & ((1u << bit % 8) - 1)];
	for (unsigned before = 0; before < byte; before++)
		at += widths[before][bitmap[before]];
	return at;
}

static inline bool record_is_set(const struct record *record, uint8_t field)
{
	return record_holds(record, field) || (field >= F_revision && field <= F_changed_by);
}

/* 0 where not set. */
static inline uint8_t record_choice(const struct record *record, uint8_t field)
{
	const uint8_t *at = record_slot(record, field);
	return at == NULL ? 0 : *at;
}

/* DAY_UNSET where not set. */
static inline day_t record_day(const struct record *record, uint8_t field)
{
	const uint8_t *at = record_slot(record, field);
	return at == NULL ? DAY_UNSET : (day_t)(at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16) + DAY_FIRST;
}

/* Not set and no are false. */
static inline bool record_yes(const struct record *record, uint8_t field)
{
	return record_choice(record, field) == C_yesno_yes;
}

/* Each reads fields of the types it names: a slot is no wider than its own type. */
/* NUMBER_UNSET where not set: choices, yes/no, answers, money, numbers, quarters, moments; days too, widened. */
int64_t record_number(const struct record *record, uint8_t field);
struct slice record_text(const struct record *record, uint8_t field); /* empty where not set; lists too */
struct ref record_ref(const struct record *record, uint8_t field);    /* id 0 where not set */
record_id record_ref_id(const struct record *record, uint8_t field);
struct value record_value(const struct record *record, const struct field *field);

static inline struct ref record_self(const struct record *record)
{
	return (struct ref){record->entity->number, record->id};
}

/* A record being made or changed: one value per field, with texts of its own. */
struct draft {
	const struct entity *entity;
	struct value *values; /* [field number − 1] */
	struct text texts;    /* where the values' texts live: changed only through the functions below */
};

void draft_init(struct draft *draft, const struct entity *entity);
void draft_free(struct draft *draft);
void draft_clear(struct draft *draft, const struct entity *entity); /* empty again, memory kept */
void draft_copy_record(struct draft *draft, const struct record *record);
void draft_set(struct draft *draft, uint8_t field, const struct value *value); /* copies the value's text */
void draft_set_number(struct draft *draft, uint8_t field, int64_t number);
void draft_set_day(struct draft *draft, uint8_t field, day_t day);
void draft_set_text(struct draft *draft, uint8_t field, struct slice text);
void draft_set_ref(struct draft *draft, uint8_t field, struct ref ref);
void draft_unset(struct draft *draft, uint8_t field);
/* value_parse into the field; the error is prefixed with the field's name. */
bool draft_parse(struct draft *draft, const struct field *field, struct slice text, const struct value_reader *reader,
                 struct error *error);
/* "field=value", as people write it; *field (may be NULL) gets the field. What only the program sets is refused. */
bool draft_parse_assignment(struct draft *draft, struct slice words, const struct value_reader *reader,
                            const struct field **field, struct error *error);
struct value draft_value(const struct draft *draft, uint8_t field);
/* The id in the parent field, 0 where the entity has none or it is not set. */
record_id draft_parent(const struct draft *draft);

struct record_stamp {
	uint32_t revision;
	moment_t created, changed;
	uint32_t created_by, changed_by;
};
/* Writes the packed record into `out` (cleared first), checksum included. */
void draft_pack(const struct draft *draft, const struct record_stamp *stamp, struct text *out);
/* The same as a program packed it whose entity had only its first `fields`: the same bytes again. */
void draft_pack_first(const struct draft *draft, uint8_t fields, const struct record_stamp *stamp, struct text *out);

/* Another stamp and its checksum into the bytes of a packed record. */
void record_stamp_bytes(uint8_t *bytes, size_t size, const struct record_stamp *stamp);

/* Names of the fields that differ, as field numbers in order; returns how many (at most 255). */
size_t record_differences(const struct record *a, const struct record *b, uint8_t fields[255]);

#endif
