/* A line of a dump, read: its members, and the record that its values make. */
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/dump_private.h"
#include "model/code.h"
#include "model/hash.h"

const char *const dump_member_names[MEMBERS] = {
#define M(name) [MEMBER_##name] = #name,
	DUMP_MEMBERS(M)
#undef M
};

static const char *const state_names[] = {
	[IMAGE_CURRENT] = "current", [IMAGE_FORMER] = "former", [IMAGE_REMOVED] = "removed", [IMAGE_ERASED] = "erased",
	[IMAGE_DISPOSED] = "disposed"};
static const char *const action_names[] = {
	[ENTRY_CHANGE] = "change", [ENTRY_IMPORT] = "import", [ENTRY_AUDIT] = "audit", [ENTRY_UNDO] = "undo",
	[ENTRY_INIT] = "init", [ENTRY_ROLLBACK] = "rollback", [ENTRY_CATALOGUE] = "catalogue",
	[ENTRY_ERASURE] = "erasure", [ENTRY_DISPOSAL] = "disposal"};

uint64_t dump_check(struct slice line, uint64_t previous)
{
	return hash_64(line.data, line.size, previous);
}

static int find_name(const char *const *names, size_t count, struct slice name)
{
	for (size_t i = 0; i < count; i++)
		if (names[i] != NULL && slice_equal_text(name, names[i]))
			return (int)i;
	return -1;
}

int dump_find_state(struct slice name)
{
	return find_name(state_names, COUNT_OF(state_names), name);
}

const char *dump_state_name(enum image_state state)
{
	return state_names[state];
}

int dump_find_action(struct slice name)
{
	return find_name(action_names, COUNT_OF(action_names), name);
}

const char *dump_action_name(enum entry_kind kind)
{
	return (size_t)kind < COUNT_OF(action_names) ? action_names[kind] : NULL;
}

void dump_line_init(struct dump_line *line)
{
	*line = (struct dump_line){0};
	draft_init(&line->draft, schema_entity_at(0));
}

void dump_line_free(struct dump_line *line)
{
	draft_free(&line->draft);
	text_free(&line->texts);
	text_free(&line->list);
	text_free(&line->packed);
	text_free(&line->scratch);
}

static bool take_member(struct dump_line *line, const struct json_value *value, struct error *error)
{
	int member = find_name(dump_member_names, MEMBERS, value->path);
	if (member < 0)
		return error_set(error, ERROR_INPUT, _("no line of a register has such a member"));
	line->members[member].set = true;
	line->members[member].at = line->texts.size;
	switch (value->kind) {
	case JSON_TEXT:
		line->members[member].size = value->text.size;
		text_append(&line->texts, value->text);
		text_append_char(&line->texts, '\0');
		return true;
	case JSON_BOOL: line->members[member].number = value->truth; return true;
	case JSON_NUMBER: return number_parse(value->text, &line->members[member].number, error);
	default: return error_set(error, ERROR_INPUT, _("%s cannot stand here"), json_kind_name(value->kind));
	}
}

/* They stand behind what says of which record they are. */
static bool begin_values(struct dump_line *line, const struct json_value *value, struct error *error)
{
	struct ref ref;
	if (value->kind == JSON_OBJECT_END)
		return true;
	if (value->kind != JSON_OBJECT)
		return error_set(error, ERROR_INPUT, _("%s cannot stand here"), json_kind_name(value->kind));
	if (!dump_ref(line, MEMBER_of, &ref, error))
		return false;
	draft_clear(&line->draft, schema_entity(ref.entity));
	line->has_values = true;
	return true;
}

static bool take_field(struct dump_line *line, const struct json_value *value, struct error *error)
{
	const struct slice name = {value->path.data + strlen("values."), value->path.size - strlen("values.")};
	const struct field *field = schema_find_field(line->draft.entity, name);
	if (field == NULL || field->number > line->draft.entity->field_count)
		return error_set(error, ERROR_INPUT, _("%s has no such field"), line->draft.entity->name);
	return dump_take_value(line, field, value, error);
}

static bool take(void *context, const struct json_value *value, struct error *error)
{
	struct dump_line *line = context;
	bool object = value->kind == JSON_OBJECT || value->kind == JSON_OBJECT_END;
	if (value->depth == 0)
		return object || error_set(error, ERROR_INPUT, _("%s cannot stand here"), json_kind_name(value->kind));
	if (value->depth == 1)
		return slice_equal_text(value->path, "values") ? begin_values(line, value, error)
		                                               : take_member(line, value, error);
	return value->depth == 2 ? take_field(line, value, error) : dump_take_item(line, value, error);
}

bool dump_line_read(struct dump_line *line, const char *name, size_t number, struct slice text, struct error *error)
{
	memset(line->members, 0, sizeof line->members);
	text_clear(&line->texts);
	line->field = NULL;
	line->has_values = false;
	return json_read_line(name, number, text, take, line, error);
}

static bool refuse(enum dump_member member, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("\"%s\" is not there, or is not what it must be"), dump_member_names[member]);
}

bool dump_text(const struct dump_line *line, enum dump_member member, struct slice *text, struct error *error)
{
	if (!line->members[member].set || line->texts.data == NULL)
		return refuse(member, error);
	*text = (struct slice){line->texts.data + line->members[member].at, line->members[member].size};
	return true;
}

bool dump_is(const struct dump_line *line, enum dump_member member, const char *text)
{
	struct slice said;
	return dump_text(line, member, &said, NULL) && slice_equal_text(said, text);
}

bool dump_number(const struct dump_line *line, enum dump_member member, uint64_t least, uint64_t most,
                 uint64_t *number, struct error *error)
{
	int64_t said = line->members[member].number;
	if (!line->members[member].set || said < 0 || (uint64_t)said < least || (uint64_t)said > most)
		return refuse(member, error);
	*number = (uint64_t)said;
	return true;
}

bool dump_moment(const struct dump_line *line, enum dump_member member, moment_t *moment, struct error *error)
{
	struct slice text;
	return dump_text(line, member, &text, error) &&
	       (moment_parse(text, moment, error) || error_prefix(error, "%s", dump_member_names[member]));
}

bool dump_ref(const struct dump_line *line, enum dump_member member, struct ref *ref, struct error *error)
{
	struct slice text;
	return dump_text(line, member, &text, error) &&
	       (dump_parse_code(text, 0, ref, error) || error_prefix(error, "%s", dump_member_names[member]));
}

bool dump_actor(const struct dump_line *line, enum dump_member member, uint32_t *actor, struct error *error)
{
	static const struct {
		const char *name;
		uint32_t actor;
	} others[] = {{"nobody", RECORD_BY_NOBODY}, {"audit", RECORD_BY_AUDIT}, {"import", RECORD_BY_IMPORT},
	              {"init", RECORD_BY_INIT},     {"root", RECORD_BY_ROOT}};
	struct ref ref;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (dump_is(line, member, others[i].name)) {
			*actor = others[i].actor;
			return true;
		}
	if (!dump_ref(line, member, &ref, error) || ref.entity != E_person)
		return refuse(member, error);
	*actor = ref.id;
	return true;
}

bool dump_bytes(const struct dump_line *line, enum dump_member member, uint8_t *bytes, size_t size,
                struct error *error)
{
	struct text parsed = {0};
	struct slice text;
	bool ok = dump_text(line, member, &text, error) && dump_parse_hex(text, &parsed, error);
	if (ok && parsed.size != size)
		ok = refuse(member, error);
	if (ok)
		memcpy(bytes, parsed.data, size);
	text_free(&parsed);
	return ok;
}

bool dump_text_or_bytes(struct dump_line *line, enum dump_member member, enum dump_member bytes, struct slice *text,
                        struct error *error)
{
	struct slice hex;
	if (!line->members[bytes].set)
		return dump_text(line, member, text, error);
	if (!dump_text(line, bytes, &hex, error) || !dump_parse_hex(hex, &line->scratch, error))
		return false;
	*text = text_slice(&line->scratch);
	return true;
}

bool dump_record(struct dump_line *line, struct ref ref, uint32_t revision, struct record *record,
                 struct error *error)
{
	struct record_stamp stamp = {.revision = revision};
	uint64_t fields = 0;
	if (!line->has_values || line->draft.entity->number != ref.entity)
		return error_set(error, ERROR_INPUT, _("its values are not there"));
	if (!dump_moment(line, MEMBER_created, &stamp.created, error) ||
	    !dump_moment(line, MEMBER_changed, &stamp.changed, error) ||
	    !dump_actor(line, MEMBER_created_by, &stamp.created_by, error) ||
	    !dump_actor(line, MEMBER_changed_by, &stamp.changed_by, error) ||
	    !dump_number(line, MEMBER_fields, 1, line->draft.entity->field_count, &fields, error))
		return false;
	for (unsigned i = (unsigned)fields; i < line->draft.entity->field_count; i++)
		if (line->draft.values[i].set)
			return refuse(MEMBER_fields, error);
	draft_pack_first(&line->draft, (uint8_t)fields, &stamp, &line->packed);
	if (!record_open(record, line->packed.data, line->packed.size))
		return error_set(error, ERROR_INPUT, _("its values make no record"));
	record->id = ref.id;
	return true;
}
