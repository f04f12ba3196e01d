#include "model/code.h"

#include <ctype.h>

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

bool code_parse_default(struct slice text, struct ref *ref)
{
	size_t letters = 0;
	while (letters < text.size && isalpha((unsigned char)text.data[letters]))
		letters++;
	if (letters == 0 || letters >= text.size || text.data[letters] != '-' || text.size - letters > 11)
		return false;
	const struct entity *entity = schema_find_prefix((struct slice){text.data, letters});
	uint64_t id = 0;
	for (size_t i = letters + 1; i < text.size; i++) {
		if (!isdigit((unsigned char)text.data[i]))
			return false;
		id = id * 10 + (uint64_t)(text.data[i] - '0');
	}
	if (entity == NULL || id == 0 || id > UINT32_MAX || text.size == letters + 1)
		return false;
	*ref = (struct ref){entity->number, (record_id)id};
	return true;
}
