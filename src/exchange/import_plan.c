#include "exchange/import_plan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/rejects.h"

static void free_translations(struct plan_translation *translations, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(translations[i].from);
		free(translations[i].to);
	}
	free(translations);
}

static void free_cell(struct plan_cell *cell)
{
	char *texts[] = {cell->header,   cell->constant, cell->otherwise,   cell->prefix, cell->distinct, cell->thousands,
	                 cell->currency, cell->rate,     cell->alternative, cell->until,  cell->found_in,
	                 cell->not_after, cell->when_empty};
	free_translations(cell->translations, cell->translation_count);
	free_translations(cell->beginnings, cell->beginning_count);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		free(texts[i]);
}

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
	free(texts);
}

static void free_record(struct plan_record *record)
{
	for (size_t i = 0; i < record->cell_count; i++)
		free_cell(&record->cells[i]);
	free_texts(record->skip, record->skip_count);
	free(record->cells);
	free(record->when);
	free(record->range);
	free(record->whole);
	free(record->same);
}

void plan_free(struct import_plan *plan)
{
	for (size_t i = 0; i < plan->record_count; i++)
		free_record(&plan->records[i]);
	free_texts(plan->ignored, plan->ignored_count);
	free_texts(plan->columns, plan->column_count);
	free(plan->records);
	free(plan->each);
	free(plan->between);
	free(plan->items);
	*plan = (struct import_plan){0};
}

static bool refuse_column(const struct csv *csv, size_t column, const struct entity *entity, struct error *error)
{
	struct slice name = csv_column(csv, column);
	const char *near = schema_nearest_field(entity, name);
	if (near == NULL)
		return error_set(error, ERROR_INPUT, _("%s:1: column %zu: %s has no field \"%.*s\"; forvalta schema lists them"),
		                 csv_name(csv), column + 1, entity->name, (int)name.size, name.data);
	return error_set(error, ERROR_INPUT, _("%s:1: column %zu: %s has no field \"%.*s\"; did you mean %s?"),
	                 csv_name(csv), column + 1, entity->name, (int)name.size, name.data, near);
}

static bool refuse_twice(const struct csv *csv, size_t column, const struct field *field, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("%s:1: column %zu: the field %s is there twice"), csv_name(csv), column + 1,
	                 field->name);
}

/* Columns of our own exports that an import passes over: what the program sets, and the notes of a reject file. */
static bool is_passed_over(const struct field *field, struct slice name)
{
	return rejects_is_note(name) || (field != NULL && field->internal);
}

bool plan_from_header(struct import_plan *plan, const struct csv *csv, const struct entity *entity, const char *key,
                      struct error *error)
{
	*plan = (struct import_plan){.records = memory_new(sizeof(struct plan_record)), .record_count = 1};
	struct plan_record *record = &plan->records[0];
	bool seen[256] = {false};
	record->entity = entity;
	record->cells = memory_new_array(csv_column_count(csv), sizeof *record->cells);
	for (size_t i = 0; i < csv_column_count(csv); i++) {
		const struct field *field = schema_find_field(entity, csv_column(csv, i));
		if (is_passed_over(field, csv_column(csv, i)))
			continue;
		if (field == NULL)
			return refuse_column(csv, i, entity, error);
		if (seen[field->number])
			return refuse_twice(csv, i, field, error);
		seen[field->number] = true;
		record->cells[record->cell_count++] = (struct plan_cell){.field = field, .column = i, .clears = true, .decimal = '.'};
	}
	if (key == NULL)
		return true;
	record->key = schema_find_field(entity, slice_of(key));
	if (record->key == NULL || !seen[record->key->number])
		return error_set(error, ERROR_INPUT, _("%s:1: --key: there is no column \"%s\""), csv_name(csv), key);
	if (record->key->type != TYPE_TEXT)
		return error_set(error, ERROR_INPUT, _("--key: %s is no text; a key is a field of text"), record->key->name);
	return true;
}

static bool bind_header(const struct csv *csv, const char *header, size_t *column, struct error *error)
{
	if (header == NULL)
		return true;
	*column = csv_column_find(csv, slice_of(header));
	return *column != SIZE_MAX ||
	       error_set(error, ERROR_INPUT, _("%s:1: the mapping wants a column \"%s\", which is not there"),
	                 csv_name(csv), header);
}

/* The columns that a record reads. */
static void each_header(const struct plan_record *record, void (*tell)(void *context, const char *header),
                        void *context)
{
	const char *own[] = {record->when, record->range};
	for (size_t i = 0; i < COUNT_OF(own); i++)
		if (own[i] != NULL)
			tell(context, own[i]);
	for (size_t i = 0; i < record->cell_count; i++) {
		const struct plan_cell *cell = &record->cells[i];
		const char *headers[] = {cell->header, cell->distinct, cell->alternative, cell->found_in, cell->not_after};
		for (size_t h = 0; h < COUNT_OF(headers); h++)
			if (headers[h] != NULL)
				tell(context, headers[h]);
	}
}

void plan_each_column(const struct import_plan *plan, void (*tell)(void *context, const char *header), void *context)
{
	if (plan->each != NULL)
		tell(context, plan->each);
	for (size_t i = 0; i < plan->record_count; i++)
		each_header(&plan->records[i], tell, context);
}

struct search {
	struct slice name;
	bool fold;
	const char *found;
};

static bool is_called(struct slice name, const char *header, bool fold)
{
	return fold ? strlen(header) == name.size && strncasecmp(header, name.data, name.size) == 0
	            : slice_equal_text(name, header);
}

static void look_for(void *context, const char *header)
{
	struct search *search = context;
	if (search->found == NULL && is_called(search->name, header, search->fold))
		search->found = header;
}

const char *plan_column(const struct import_plan *plan, struct slice name, bool fold)
{
	struct search search = {name, fold, NULL};
	plan_each_column(plan, look_for, &search);
	for (size_t i = 0; search.found == NULL && i < plan->ignored_count; i++)
		if (is_called(name, plan->ignored[i], fold))
			search.found = "";
	return search.found;
}

static bool is_named(const struct import_plan *plan, struct slice header)
{
	return plan_column(plan, header, false) != NULL || rejects_is_note(header);
}

static bool bind_cell(const struct csv *csv, struct plan_cell *cell, struct error *error)
{
	return bind_header(csv, cell->header, &cell->column, error) &&
	       bind_header(csv, cell->distinct, &cell->distinct_column, error) &&
	       bind_header(csv, cell->alternative, &cell->alternative_column, error) &&
	       bind_header(csv, cell->found_in, &cell->found_column, error) &&
	       bind_header(csv, cell->not_after, &cell->not_after_column, error);
}

bool plan_bind(struct import_plan *plan, const struct csv *csv, struct error *error)
{
	if (!bind_header(csv, plan->each, &plan->each_column, error))
		return false;
	for (size_t r = 0; r < plan->record_count; r++) {
		struct plan_record *record = &plan->records[r];
		if (!bind_header(csv, record->when, &record->when_column, error) ||
		    !bind_header(csv, record->range, &record->range_column, error))
			return false;
		for (size_t i = 0; i < record->cell_count; i++)
			if (!bind_cell(csv, &record->cells[i], error))
				return false;
	}
	for (size_t i = 0; !plan->ignore_others && i < csv_column_count(csv); i++)
		if (!is_named(plan, csv_column(csv, i)))
			return error_set(
				error, ERROR_INPUT,
				_("%s:1: column %zu: the mapping does not say what \"%.*s\" is; name it, or list it under ignore"),
				csv_name(csv), i + 1, (int)csv_column(csv, i).size, csv_column(csv, i).data);
	return true;
}
