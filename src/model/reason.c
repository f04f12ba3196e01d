#include "model/reason.h"

#include <string.h>

#include "base/lang.h"
#include "model/schema.h"

struct reason_row {
	uint16_t number;
	const char *name, *message, *types;
};

static const struct reason_row rows[] = {
#define REASON(number, name, text, types) {(number), #name, text, types},
#include "model/reasons.def"
#undef REASON
};

#define ROW_COUNT (sizeof rows / sizeof rows[0])

enum {
#define REASON(number, name, text, types) ROW_##name,
#include "model/reasons.def"
#undef REASON
};

/* Place in `rows` + 1, by number. */
static const uint16_t places[] = {
#define REASON(number, name, text, types) [(number)] = ROW_##name + 1,
#include "model/reasons.def"
#undef REASON
};

static const struct reason_row *find_row(enum reason_id id)
{
	size_t number = id;
	return number < sizeof places / sizeof places[0] && places[number] != 0 ? &rows[places[number] - 1] : NULL;
}

const char *reason_types(enum reason_id id)
{
	const struct reason_row *row = find_row(id);
	return row == NULL ? "" : row->types;
}

const char *reason_message(enum reason_id id)
{
	const struct reason_row *row = find_row(id);
	return row == NULL ? "" : row->message;
}

const char *reason_name(enum reason_id id)
{
	const struct reason_row *row = find_row(id);
	return row == NULL ? "" : row->name;
}

enum reason_id reason_find(struct slice name)
{
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (slice_equal_text(name, rows[i].name))
			return rows[i].number;
	return REASON_none;
}

enum reason_id reason_at(size_t index)
{
	return index < ROW_COUNT ? rows[index].number : REASON_none;
}

static struct reason make(enum reason_id id, va_list arguments)
{
	struct reason reason = {.id = (uint16_t)id};
	const char *types = reason_types(id);
	for (size_t i = 0; i < REASON_ARGUMENTS && types[i] != '\0'; i++) {
		if (types[i] == REASON_REF)
			reason.arguments[i].ref = va_arg(arguments, struct ref);
		else if (types[i] == REASON_TEXT)
			reason.arguments[i].text = va_arg(arguments, struct slice);
		else
			reason.arguments[i].number = va_arg(arguments, int64_t);
	}
	return reason;
}

struct reason reason_make(enum reason_id id, ...)
{
	va_list arguments;
	va_start(arguments, id);
	struct reason reason = make(id, arguments);
	va_end(arguments);
	return reason;
}

void reasons_add(struct reasons *chain, enum reason_id id, ...)
{
	if (chain == NULL)
		return;
	if (chain->count == REASON_CHAIN) {
		chain->more++;
		return;
	}
	va_list arguments;
	va_start(arguments, id);
	chain->items[chain->count++] = make(id, arguments);
	va_end(arguments);
}

#define PACKED_TEXT_MOST 400

static uint16_t packed_text_size(struct slice text)
{
	return (uint16_t)(text.size > PACKED_TEXT_MOST ? PACKED_TEXT_MOST : text.size);
}

/* Stored: count, more, then each reason: id, then its arguments by the row's types. */
static void pack_reason(struct text *out, const struct reason *reason)
{
	const char *types = reason_types(reason->id);
	text_append_bytes(out, &reason->id, sizeof reason->id);
	for (size_t i = 0; i < REASON_ARGUMENTS && types[i] != '\0'; i++) {
		const struct reason_argument *argument = &reason->arguments[i];
		uint16_t size = packed_text_size(argument->text);
		if (types[i] == REASON_REF) {
			text_append_char(out, (char)argument->ref.entity);
			text_append_bytes(out, &argument->ref.id, sizeof argument->ref.id);
		} else if (types[i] == REASON_TEXT) {
			text_append_bytes(out, &size, sizeof size);
			text_append_bytes(out, argument->text.data, size);
		} else {
			text_append_bytes(out, &argument->number, sizeof argument->number);
		}
	}
}

void reasons_pack(struct text *out, const struct reasons *chain)
{
	text_append_char(out, (char)chain->count);
	text_append_bytes(out, &chain->more, sizeof chain->more);
	for (size_t i = 0; i < chain->count; i++)
		pack_reason(out, &chain->items[i]);
}

/* Whether `rest` begins with these bytes; they are then taken off. */
static inline bool begins(struct slice *rest, const void *bytes, size_t size)
{
	if (rest->size < size || (size > 0 && memcmp(rest->data, bytes, size) != 0))
		return false;
	rest->data += size;
	rest->size -= size;
	return true;
}

static bool begins_with_argument(struct slice *rest, char type, const struct reason_argument *argument)
{
	uint16_t size;
	if (type == REASON_REF)
		return begins(rest, &argument->ref.entity, 1) && begins(rest, &argument->ref.id, sizeof argument->ref.id);
	if (type != REASON_TEXT)
		return begins(rest, &argument->number, sizeof argument->number);
	size = packed_text_size(argument->text);
	return begins(rest, &size, sizeof size) && begins(rest, argument->text.data, size);
}

bool reasons_are_packed(const struct reasons *chain, struct slice packed)
{
	if (!begins(&packed, &chain->count, 1) || !begins(&packed, &chain->more, sizeof chain->more))
		return false;
	for (size_t i = 0; i < chain->count; i++) {
		const struct reason *reason = &chain->items[i];
		const char *types = reason_types(reason->id);
		if (!begins(&packed, &reason->id, sizeof reason->id))
			return false;
		for (size_t a = 0; a < REASON_ARGUMENTS && types[a] != '\0'; a++)
			if (!begins_with_argument(&packed, types[a], &reason->arguments[a]))
				return false;
	}
	return packed.size == 0;
}

static bool take(struct slice *rest, void *bytes, size_t size)
{
	if (rest->size < size)
		return false;
	memcpy(bytes, rest->data, size);
	rest->data += size;
	rest->size -= size;
	return true;
}

static bool unpack_argument(struct slice *rest, char type, struct reason_argument *argument)
{
	uint16_t size;
	if (type == REASON_REF)
		return take(rest, &argument->ref.entity, 1) && take(rest, &argument->ref.id, sizeof argument->ref.id) &&
		       (argument->ref.id == 0 || schema_entity(argument->ref.entity) != NULL);
	if (type != REASON_TEXT)
		return take(rest, &argument->number, sizeof argument->number);
	if (!take(rest, &size, sizeof size) || rest->size < size)
		return false;
	argument->text = (struct slice){rest->data, size};
	rest->data += size;
	rest->size -= size;
	return true;
}

bool reasons_unpack(struct slice packed, struct reasons *chain)
{
	*chain = (struct reasons){0};
	uint8_t count;
	if (packed.size == 0)
		return true;
	if (!take(&packed, &count, 1) || count > REASON_CHAIN || !take(&packed, &chain->more, sizeof chain->more))
		return false;
	for (; chain->count < count; chain->count++) {
		struct reason *reason = &chain->items[chain->count];
		if (!take(&packed, &reason->id, sizeof reason->id))
			return false;
		const char *types = reason_types(reason->id);
		for (size_t i = 0; i < REASON_ARGUMENTS && types[i] != '\0'; i++)
			if (!unpack_argument(&packed, types[i], &reason->arguments[i]))
				return false;
	}
	return true;
}

static void append_ref(struct text *out, struct ref ref, const struct reason_words *words)
{
	const struct entity *entity = schema_entity(ref.entity);
	if (words != NULL && words->name != NULL)
		words->name(words->context, ref, out);
	else
		text_printf(out, "%s-%04u", entity == NULL ? "?" : entity->prefix, ref.id);
}

static void append_choice(struct text *out, int64_t number)
{
	const struct choice *choice = schema_choice(schema_choices((uint8_t)(number / 256)), (uint8_t)(number % 256));
	if (choice != NULL)
		text_append_text(out, _(choice->label));
}

static void append_field(struct text *out, int64_t number)
{
	const struct entity *entity = schema_entity((uint8_t)(number / 256));
	const struct field *field = entity == NULL ? NULL : schema_field(entity, (uint8_t)(number % 256));
	if (field != NULL)
		text_append_text(out, _(field->label));
}

static void append_argument(struct text *out, char type, const struct reason_argument *argument,
                            const struct reason_words *words)
{
	char buffer[NUMBER_TEXT_SIZE];
	int64_t number = type == REASON_REF || type == REASON_TEXT ? 0 : argument->number;
	switch (type) {
	case REASON_DAY: text_append_text(out, day_text((day_t)number, buffer)); break;
	case REASON_MONTHS:
		text_printf(out, ngettext("%lld month", "%lld months",
		                          number < 0 ? 0 - (unsigned long)number : (unsigned long)number),
		            (long long)number);
		break;
	case REASON_MONEY: text_append_text(out, money_local_text(number, buffer)); break;
	case REASON_PERCENT:
		text_append_text(out, percent_local_text(number, buffer));
		text_append_text(out, " %");
		break;
	case REASON_SCORE: text_append_text(out, decimal_local_text(number, buffer)); break;
	case REASON_REF: append_ref(out, argument->ref, words); break;
	case REASON_TEXT: text_append(out, argument->text); break;
	case REASON_CHOICE: append_choice(out, number); break;
	case REASON_FIELD: append_field(out, number); break;
	default: text_append_text(out, number_text(number, buffer)); break;
	}
}

void reason_append_words(struct text *out, const struct reason *reason, const struct reason_words *words)
{
	const char *types = reason_types(reason->id);
	size_t count = strlen(types);
	for (const char *at = *reason_message(reason->id) == '\0' ? "" : _(reason_message(reason->id)); *at != '\0'; at++) {
		unsigned index = at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}' ? (unsigned)(at[1] - '0') : 99;
		if (index >= count) {
			text_append_char(out, *at);
			continue;
		}
		append_argument(out, types[index], &reason->arguments[index], words);
		at += 2;
	}
}
