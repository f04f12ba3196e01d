#include "register/many.h"

#include "base/lang.h"
#include "register/register_private.h"

void many_start(struct many_change *change, const struct entity *entity)
{
	*change = (struct many_change){0};
	draft_init(&change->values, entity);
}

void many_free(struct many_change *change)
{
	draft_free(&change->values);
	*change = (struct many_change){0};
}

bool many_can(const struct field *field)
{
	return !field->internal && !field->unique && !field->parent && field->type != TYPE_REASONS &&
	       field->number != F_code && (field->number >= F_first_own || field->number == F_secrecy_ground ||
	                                   field->number == F_secrecy_until);
}

/* The record as it would be; whether that differs from what it is. */
static bool put(const struct many_change *change, const struct record *before, struct draft *draft)
{
	bool differs = false;
	draft_copy_record(draft, before);
	for (const uint8_t *number = change->fields; *number != 0; number++) {
		const struct field *field = schema_field(before->entity, *number);
		struct value new = draft_value(&change->values, *number), old = record_value(before, field);
		differs = differs || !value_equal(field, &old, &new);
		draft_set(draft, *number, &new);
	}
	return differs;
}

static bool deny(const struct view *view, struct ref ref, const struct field *field, struct error *error)
{
	struct text code = {0};
	view_append_code(view, ref, &code);
	if (field != NULL)
		error_set(error, ERROR_DENIED, _("%s: your role may not change %s"), code.data, field->name);
	else
		error_set(error, ERROR_DENIED, _("%s: your role may not change or remove it"), code.data);
	text_free(&code);
	return false;
}

static bool is_allowed(const struct session *session, const struct view *view, const struct record *before,
                       const struct draft *draft, struct error *error)
{
	const struct field *field = NULL;
	struct text packed = {0};
	struct record after;
	draft_pack(draft, &(struct record_stamp){.revision = 1}, &packed);
	record_open(&after, packed.data, packed.size);
	after.id = before->id;
	after.parent = draft_parent(draft);
	bool allowed = authority_may_save(session, view, before, &after, false, &field) ||
	               deny(view, record_self(before), field, error);
	text_free(&packed);
	return allowed;
}

void many_look(const struct many_change *change, const struct session *session, const struct view *view,
               struct many_row *row, struct error *error)
{
	const struct ref ref = {change->values.entity->number, row->id};
	struct record before;
	struct draft draft;
	row->outcome = MANY_GONE;
	if (!view_record(view, ref, &before))
		return;
	draft_init(&draft, before.entity);
	row->revision = record_revision(&before);
	if (!put(change, &before, &draft))
		row->outcome = MANY_IS_SO;
	else if (is_allowed(session, view, &before, &draft, error) && register_check(session, view, &draft, ref, NULL, error))
		row->outcome = MANY_CHANGES;
	else
		row->outcome = MANY_REFUSED;
	draft_free(&draft);
}

static bool write_row(const struct many_change *change, struct edit *edit, const struct many_row *row,
                      struct error *error)
{
	struct ref ref = {change->values.entity->number, row->id};
	struct record before;
	struct draft draft;
	if (!view_record(edit_view(edit), ref, &before))
		return error_set(error, ERROR_CONFLICT, _("the record was removed by somebody else meanwhile"));
	draft_init(&draft, before.entity);
	put(change, &before, &draft);
	bool ok = edit_save(edit, &draft, &ref, row->revision, error);
	draft_free(&draft);
	return ok;
}

bool many_write(const struct many_change *change, struct session *session, const struct many_row rows[], size_t count,
                size_t *failed, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct edit *edit = edit_begin(session, &facts, error);
	bool ok = edit != NULL;
	*failed = SIZE_MAX;
	for (size_t i = 0; i < count && ok; i++) {
		if (rows[i].outcome != MANY_CHANGES)
			continue;
		ok = write_row(change, edit, &rows[i], error);
		*failed = ok ? SIZE_MAX : i;
	}
	ok = ok && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}
