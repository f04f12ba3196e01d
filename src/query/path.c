/* Paths: from names to rows, and back. */
#include "base/lang.h"
#include "query/query_private.h"
#include "register/figures.h"

static const struct field *find_field(const struct entity *entity, struct slice name)
{
	const struct field *field = schema_find_field(entity, name);
	return field != NULL ? field : figure_find(entity, name);
}

static const char *nearest_name(const struct entity *entity, struct slice name)
{
	const char *nearest = NULL;
	const struct field *field;
	size_t best = 0;
	for (unsigned i = 0; i < entity->field_count; i++)
		schema_keep_nearest(name, entity->fields[i].name, &best, &nearest);
	for (size_t i = 0; (field = figure_at(entity, i)) != NULL; i++)
		schema_keep_nearest(name, field->name, &best, &nearest);
	for (uint8_t number = F_revision; number <= F_changed_by; number++)
		schema_keep_nearest(name, schema_field(entity, number)->name, &best, &nearest);
	return nearest;
}

static bool refuse_name(const struct entity *entity, struct slice name, struct error *error)
{
	struct text shown = {0};
	const char *nearest = nearest_name(entity, name);
	text_append_harmless(&shown, (struct slice){name.data, text_fit(name, 60)}, false);
	if (nearest != NULL)
		error_set(error, ERROR_INPUT, _("\"%s\" is no field of %s; did you mean %s?"), shown.data, entity->name, nearest);
	else
		error_set(error, ERROR_INPUT, _("\"%s\" is no field of %s; forvalta schema %s lists them"), shown.data, entity->name,
		          entity->name);
	text_free(&shown);
	return false;
}

static bool add_step(struct path *path, const struct entity *entity, struct slice name, struct error *error)
{
	if (path->count == PATH_STEPS)
		return error_set(error, ERROR_INPUT, _("a path has at most %d steps"), PATH_STEPS);
	const struct field *field = find_field(entity, name);
	if (field == NULL)
		return refuse_name(entity, name, error);
	path->entities[path->count] = entity;
	path->fields[path->count++] = field;
	return true;
}

bool path_parse(struct path *path, const struct entity *entity, struct slice text, size_t *place, struct error *error)
{
	struct path found = {0};
	struct slice rest = text, name;
	while (slice_next(&rest, '.', &name)) {
		const struct field *before = found.count == 0 ? NULL : path_field(&found);
		if (place != NULL)
			*place = (size_t)(name.data - text.data);
		if (before != NULL && (before->type != TYPE_REF || (entity = schema_entity(before->target)) == NULL))
			return error_set(error, ERROR_INPUT,
			                 _("%s is no reference to one entity: nothing of it can be asked for with a point"), before->name);
		if (!add_step(&found, entity, slice_trim(name), error))
			return false;
	}
	if (found.count == 0)
		return error_set(error, ERROR_INPUT, _("the name of a field is missing"));
	*path = found;
	return true;
}

void path_append(struct text *out, const struct path *path)
{
	for (size_t i = 0; i < path->count; i++)
		text_printf(out, "%s%s", i == 0 ? "" : ".", path->fields[i]->name);
}

const struct field *path_field(const struct path *path)
{
	return path->fields[path->count - 1];
}

bool path_equal(const struct path *a, const struct path *b)
{
	bool same = a->count == b->count && a->entities[0] == b->entities[0];
	for (size_t i = 0; same && i < a->count; i++)
		same = a->fields[i] == b->fields[i];
	return same;
}
