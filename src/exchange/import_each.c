/* A row whose column holds several values, as a directory's groups, is read once for each of them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "exchange/import_private.h"

/* The row with one of its column's values in place of all. */
static bool handle_value(struct import *import, uint32_t file, const struct csv_row *row, struct csv_field *fields,
                         struct slice value, import_row_function *handle, struct error *error)
{
	const struct import_plan *plan = import->sources[file].plan;
	struct csv_row one = *row;
	memcpy(fields, row->fields, row->count * sizeof *fields);
	fields[plan->each_column].text = value;
	one.fields = fields;
	return handle(import, file, &one, error);
}

bool import_handle_each(struct import *import, uint32_t file, const struct csv_row *row, import_row_function *handle,
                        struct error *error)
{
	const struct import_plan *plan = import->sources[file].plan;
	if (plan->each == NULL)
		return handle(import, file, row, error);
	static const char several[] = {PLAN_SEVERAL, '\0'};
	const char *between = plan->between != NULL ? plan->between : several;
	struct csv_field *fields = memory_new_array(row->count, sizeof *fields);
	struct slice rest = row->fields[plan->each_column].text;
	bool ok = true, more = true;
	while (ok && more) {
		const char *end = rest.size == 0 ? NULL : memmem(rest.data, rest.size, between, strlen(between));
		struct slice value = end == NULL ? rest : (struct slice){rest.data, (size_t)(end - rest.data)};
		more = end != NULL;
		ok = handle_value(import, file, row, fields, value, handle, error);
		if (more)
			rest = (struct slice){end + strlen(between), rest.size - value.size - strlen(between)};
	}
	free(fields);
	return ok;
}
