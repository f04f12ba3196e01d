#include "model/code.h"

void code_append_default(struct text *out, uint8_t entity, record_id id)
{
	const struct entity *row = schema_entity(entity);
	char digits[12];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + id % 10);
		id /= 10;
	} while (id > 0 || at > sizeof digits - 4);
	digits[--at] = '-';
	text_append_text(out, row == NULL ? "?" : row->prefix);
	text_append_bytes(out, digits + at, sizeof digits - at);
}

void code_append(struct text *out, const struct record *record)
{
	if (record_is_set(record, F_code))
		text_append(out, record_text(record, F_code));
	else
		code_append_default(out, record->entity->number, record->id);
}

/* The number that the digits make; 0 where they are none, or make none that is an id. */
static record_id parse_id(struct slice digits)
{
	uint64_t id = 0;
	if (digits.size == 0 || digits.size > 10)
		return 0;
	for (size_t i = 0; i < digits.size; i++) {
		unsigned digit = (unsigned)digits.data[i] - '0';
		if (digit > 9)
			return 0;
		id = id * 10 + digit;
	}
	return id > UINT32_MAX ? 0 : (record_id)id;
}

bool code_parse_default(struct slice text, struct ref *ref)
{
	const size_t letters = 3; /* of every prefix */
	if (text.size <= letters || text.data[letters] != '-')
		return false;
	record_id id = parse_id((struct slice){text.data + letters + 1, text.size - letters - 1});
	const struct entity *entity = id == 0 ? NULL : schema_find_prefix((struct slice){text.data, letters});
	if (entity == NULL)
		return false;
	*ref = (struct ref){entity->number, id};
	return true;
}
