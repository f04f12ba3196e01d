/* Text to reference: a code, else a unique field, else an unambiguous name. */
#include "base/lang.h"
#include "register/register_private.h"

static bool refuse(struct slice text, uint8_t target, unsigned named, struct error *error)
{
	struct text shown = {0};
	const struct entity *entity = schema_entity(target);
	text_append_harmless(&shown, text, false);
	if (entity == NULL)
		error_set(error, ERROR_NOT_FOUND, _("\"%.80s\" is no record's code"), shown.data);
	else if (named == 0)
		error_set(error, ERROR_NOT_FOUND, _("\"%.80s\" is the code or name of no record of the kind %s"), shown.data,
		          _(entity->label));
	else
		error_set(error, ERROR_NOT_FOUND, _("\"%.80s\" is the name of several records of the kind %s; give the code"),
		          shown.data, _(entity->label));
	text_free(&shown);
	return false;
}

unsigned register_count_with(const struct view *view, const struct entity *entity, const struct field *field,
                             struct slice text, struct ref *ref)
{
	struct index *index = index_new(view, field, entity->number);
	const struct value value = {.set = true, .text = text};
	struct index_hit hit;
	unsigned count = 0;
	for (bool there = index_seek(index, &value, &hit); there && count < 2; there = index_next_same(index, &hit))
		if (count++ == 0)
			*ref = (struct ref){entity->number, hit.id};
	index_free(&index);
	return count;
}

static bool find_unique(const struct view *view, const struct entity *entity, struct slice text, struct ref *ref)
{
	for (unsigned i = 0; i < entity->field_count; i++)
		if (entity->fields[i].unique && entity->fields[i].type == TYPE_TEXT &&
		    register_count_with(view, entity, &entity->fields[i], text, ref) == 1)
			return true;
	return false;
}

bool register_resolve(const struct view *view, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	const struct entity *entity = schema_entity(target);
	struct ref found = {0, 0};
	text = slice_trim(text);
	if (view_find_code(view, text, &found)) {
		if (target == 0 || found.entity == target) {
			*ref = found;
			return true;
		}
	}
	if (entity == NULL)
		return refuse(text, target, 0, error);
	if (find_unique(view, entity, text, ref))
		return true;
	const struct field *name = schema_field(entity, entity->name_field);
	unsigned count = name == NULL ? 0 : register_count_with(view, entity, name, text, &found);
	if (count == 1) {
		*ref = found;
		return true;
	}
	return refuse(text, target, count, error);
}

static bool resolve(void *context, uint8_t target, struct slice text, struct ref *ref, struct error *error)
{
	return register_resolve(context, target, text, ref, error);
}

struct value_reader register_reader(const struct view *view, day_t today, bool typed)
{
	union {
		const struct view *read_only;
		void *context;
	} pass = {.read_only = view};
	return (struct value_reader){
		.resolve = resolve, .context = pass.context, .today = today, .typed = typed, .decimal = ','};
}
