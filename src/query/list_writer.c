#include "query/list_writer.h"

#include "model/value_json.h"

const char *const list_formats[LIST_FORMATS] = {"table", "csv", "json", "jsonl", "xlsx"};

static struct slice name_of(struct list_writer *writer, size_t column)
{
	text_clear(&writer->cell);
	path_append(&writer->cell, list_plan_column(writer->plan, column));
	return text_slice(&writer->cell);
}

void list_writer_start(struct list_writer *writer, const struct list_plan *plan, enum list_format format, bool defuse,
                       struct text *out)
{
	*writer = (struct list_writer){
		.plan = plan,
		.format = format,
		.out = out,
		.csv = {.out = out, .format = {.defuse = defuse}},
		.json = {.out = out, .pretty = format == LIST_JSON},
	};
	for (size_t i = 0; format == LIST_CSV && i < list_plan_columns(plan); i++)
		csv_write_field(&writer->csv, name_of(writer, i));
	if (format == LIST_CSV)
		csv_write_end(&writer->csv);
	else if (format == LIST_JSON)
		json_write_array(&writer->json);
}

static void write_csv(struct list_writer *writer, struct reading *reading, const struct record *record,
                      const struct value_writer *values)
{
	for (size_t i = 0; i < list_plan_columns(writer->plan); i++) {
		const struct path *path = list_plan_column(writer->plan, i);
		struct value value = reading_value(reading, record, path);
		text_clear(&writer->cell);
		value_append(&writer->cell, path_field(path), &value, values);
		if (writer->cell.size == 0)
			csv_write_unset(&writer->csv);
		else
			csv_write_field(&writer->csv, text_slice(&writer->cell));
	}
	csv_write_end(&writer->csv);
}

static void write_json(struct list_writer *writer, struct reading *reading, const struct record *record,
                       const struct value_writer *values)
{
	json_write_object(&writer->json);
	for (size_t i = 0; i < list_plan_columns(writer->plan); i++) {
		const struct path *path = list_plan_column(writer->plan, i);
		struct value value = reading_value(reading, record, path);
		json_write_name(&writer->json, name_of(writer, i).data);
		value_write_json(&writer->json, path_field(path), &value, values);
	}
	json_write_object_end(&writer->json);
	if (writer->format == LIST_JSONL)
		json_write_line_end(&writer->json);
}

void list_writer_row(struct list_writer *writer, struct reading *reading, const struct record *record,
                     const struct value_writer *values)
{
	if (writer->format == LIST_CSV)
		write_csv(writer, reading, record, values);
	else
		write_json(writer, reading, record, values);
}

void list_writer_end(struct list_writer *writer)
{
	if (writer->format == LIST_JSON) {
		json_write_array_end(&writer->json);
		json_write_line_end(&writer->json);
	}
	text_free(&writer->cell);
}
