/* What a list would change, before it is applied: what is new, what says something else, what is gone. */
#include "base/memory.h"
#include "exchange/import_private.h"

static void append_value(struct text *out, const struct import *import, const struct record *record,
                         const struct field *field)
{
	const struct value_writer writer = view_writer(import->view, false);
	const struct value value = record_value(record, field);
	value_append(out, field, &value, &writer);
}

void import_append_same(struct text *out, const struct import *import, const struct plan_record *plan,
                        const struct record *record)
{
	for (size_t i = 0; i < plan->same_count; i++) {
		if (!record_is_set(record, plan->same[i]->number))
			continue;
		text_append_text(out, " ");
		append_value(out, import, record, plan->same[i]);
	}
}

static void append_changes(struct text *out, const struct import *import, const struct record *before,
                           const struct record *after)
{
	uint8_t fields[255];
	size_t count = record_differences(before, after, fields);
	for (size_t i = 0; i < count; i++) {
		const struct field *field = schema_field(after->entity, fields[i]);
		text_printf(out, "%s %s: ", i == 0 ? ":" : ";", field->name);
		append_value(out, import, before, field);
		text_append_text(out, " -> ");
		append_value(out, import, after, field);
	}
}

static void preview_one(const struct import *import, const struct plan_record *plan, const struct staged *staged)
{
	struct record before, after;
	struct text line = {0};
	if (!stage_record(&import->stage, staged, &after))
		return;
	if (staged->base_revision != 0 && view_record(import->view, staged->ref, &before)) {
		text_append_text(&line, "~ ");
		view_append_code(import->view, staged->ref, &line);
		import_append_same(&line, import, plan, &after);
		append_changes(&line, import, &before, &after);
	} else {
		text_append_text(&line, "+");
		import_append_same(&line, import, plan, &after);
	}
	import->options->preview(import->options->context, line.data);
	text_free(&line);
}

static const struct plan_record *plan_of(const struct import *import, uint8_t entity)
{
	const struct import_plan *plan = import->options->plan;
	for (size_t i = 0; plan != NULL && i < plan->record_count; i++)
		if (plan->records[i].entity->number == entity && plan->records[i].same_count > 0)
			return &plan->records[i];
	return NULL;
}

void import_preview(const struct import *import)
{
	for (size_t i = 0; import->options->preview != NULL && i < import->stage.count; i++) {
		const struct staged *staged = &import->stage.items[i];
		const struct plan_record *plan = plan_of(import, staged->ref.entity);
		if (plan != NULL && staged->changed && !staged->rejected && !staged->removed && !staged->ended)
			preview_one(import, plan, staged);
	}
}
