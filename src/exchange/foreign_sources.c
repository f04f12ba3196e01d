/* A list of objects in JSON, and a directory's entries in LDIF, as rows. */
#include <string.h>

#include "base/lang.h"
#include "exchange/json.h"
#include "exchange/ldif.h"
#include "exchange/foreign_private.h"

/* ---- JSON ---- */

struct objects {
	struct loose *loose;
	struct text list; /* path of the objects: "data.systems[]", or "[]" */
	struct text name;
	bool found;
};

/* Of what stands below the objects, the column: "[].status.code" is "status.code", "[].tags[]" is "tags". */
static bool take_column(struct objects *objects, struct slice path)
{
	size_t size = objects->list.size;
	text_clear(&objects->name);
	if (path.size < size + 2 || memcmp(path.data, objects->list.data, size) != 0 || path.data[size] != '.')
		return false;
	for (size_t i = size + 1; i < path.size; i++) {
		if (path.data[i] == '[' && path.data[i - 1] != '\\')
			i++;
		else
			text_append_char(&objects->name, path.data[i]);
	}
	return objects->name.size > 0;
}

static struct slice shown(const struct json_value *value)
{
	return value->kind == JSON_BOOL ? slice_of(value->truth ? "true" : "false") : value->text;
}

static bool take_value(void *context, const struct json_value *value, struct error *error)
{
	struct objects *objects = context;
	bool says = value->kind == JSON_BOOL || (value->kind != JSON_NULL && value->text.size > 0);
	struct slice list = text_slice(&objects->list);
	if (slice_equal(value->path, (struct slice){list.data, list.size - 2}) && value->kind == JSON_ARRAY)
		objects->found = true;
	if (slice_equal(value->path, list)) {
		if (value->kind == JSON_OBJECT)
			loose_row(objects->loose, value->line);
		return value->kind == JSON_OBJECT || value->kind == JSON_OBJECT_END ||
		       error_set(error, ERROR_INPUT, _("%s where %s is expected"), json_kind_name(value->kind),
		                 json_kind_name(JSON_OBJECT));
	}
	if (!says || !take_column(objects, value->path) || !loose_wants(objects->loose, text_slice(&objects->name)))
		return true;
	return loose_value(objects->loose, text_slice(&objects->name), shown(value), error);
}

bool foreign_read_json(struct loose *loose, struct input *input, const char *items, struct error *error)
{
	struct objects objects = {.loose = loose};
	text_printf(&objects.list, "%s[]", items == NULL ? "" : items);
	bool ok = json_read(input, take_value, &objects, error);
	if (ok && !objects.found)
		ok = items == NULL ? error_set(error, ERROR_INPUT,
		                               _("the document is no list; say in the mapping where the list stands: items = \"…\""))
		                   : error_set(error, ERROR_INPUT, _("there is no list \"%s\""), items);
	text_free(&objects.list);
	text_free(&objects.name);
	return ok;
}

/* ---- LDIF ---- */

static bool take_attribute(void *context, const struct ldif_value *value, struct error *error)
{
	struct loose *loose = context;
	if (value->begins)
		loose_row(loose, value->line);
	if (!loose_wants(loose, value->name))
		return true;
	if (value->binary)
		return error_set(error, ERROR_INPUT, _("%.*s: the value is no text in UTF-8"), (int)value->name.size,
		                 value->name.data);
	return value->value.size == 0 || loose_value(loose, value->name, value->value, error);
}

bool foreign_read_ldif(struct loose *loose, struct input *input, struct error *error)
{
	return ldif_read(input, take_attribute, loose, error);
}
