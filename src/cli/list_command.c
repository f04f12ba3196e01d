/* list and export: records as a table, CSV, JSON or JSON Lines. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "exchange/csv.h"
#include "model/code.h"
#include "model/value_json.h"
#include "query/list.h"

#define FLUSH_SIZE ((size_t)1 << 16)
#define CELL_COLUMNS_MAX 40
#define TABLE_SAMPLE 200 /* rows whose widths the columns get */

struct listing {
	struct cli *cli;
	struct list_plan *plan;
	struct rows *list;
	struct value_writer writer;
	struct text out, cell;
	struct json_writer json;
	FILE *file;
	uint64_t rows;
};

static bool flush(struct listing *listing, size_t least)
{
	if (listing->out.size < least)
		return true;
	bool ok = listing->out.size == 0 ||
	          fwrite(listing->out.data, 1, listing->out.size, listing->file) == listing->out.size;
	text_clear(&listing->out);
	return ok || error_set_errno(&listing->cli->error, _("the list cannot be written"));
}

/* ---- table ---- */

struct table {
	struct text cells; /* of the sample rows, each ended by NUL */
	size_t widths[LIST_COLUMNS_MAX];
	uint64_t rows;
};

static bool is_number(const struct field *field)
{
	return field->type == TYPE_MONEY || field->type == TYPE_NUMBER || field->type == TYPE_DECIMAL ||
	       field->type == TYPE_PERCENT;
}

static void write_table_cell(struct listing *listing, struct slice text, size_t width, const struct field *field,
                             bool last)
{
	text_append_cell(&listing->out, text, width, is_number(field), false);
	if (last)
		while (listing->out.size > 0 && listing->out.data[listing->out.size - 1] == ' ')
			listing->out.size--;
	text_append_text(&listing->out, last ? "\n" : "  ");
}

static void sample_headings(struct listing *listing, struct table *table)
{
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		text_clear(&listing->cell);
		list_append_heading(&listing->cell, list_plan_column(listing->plan, c));
		table->widths[c] = text_width(text_slice(&listing->cell));
		text_append_bytes(&table->cells, listing->cell.data, listing->cell.size + 1);
	}
	table->rows = 1;
}

static bool sample_row(struct listing *listing, struct table *table, struct record *record)
{
	if (!rows_next(listing->list, record))
		return false;
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		text_clear(&listing->cell);
		text_append_char(&listing->cell, '\0');
		text_clear(&listing->cell);
		rows_append_cell(listing->list, record, c, &listing->writer, &listing->cell);
		size_t width = text_width(text_slice(&listing->cell));
		width = width > CELL_COLUMNS_MAX ? CELL_COLUMNS_MAX : width;
		table->widths[c] = width > table->widths[c] ? width : table->widths[c];
		text_append(&table->cells, text_slice(&listing->cell));
		text_append_char(&table->cells, '\0');
	}
	table->rows++;
	return true;
}

static void write_sample(struct listing *listing, const struct table *table)
{
	const char *at = table->cells.data;
	size_t columns = list_plan_columns(listing->plan);
	for (uint64_t row = 0; row < table->rows; row++)
		for (size_t c = 0; c < columns; c++) {
			struct slice text = slice_of(at);
			write_table_cell(listing, text, table->widths[c], path_field(list_plan_column(listing->plan, c)), c + 1 == columns);
			at += text.size + 1;
		}
}

static bool list_table(struct listing *listing)
{
	struct table table = {0};
	struct record record;
	size_t columns = list_plan_columns(listing->plan);
	bool ok = true;
	sample_headings(listing, &table);
	while (table.rows <= TABLE_SAMPLE && sample_row(listing, &table, &record))
		listing->rows++;
	write_sample(listing, &table);
	while (ok && table.rows > TABLE_SAMPLE && rows_next(listing->list, &record)) {
		listing->rows++;
		for (size_t c = 0; c < columns; c++) {
			text_clear(&listing->cell);
			rows_append_cell(listing->list, &record, c, &listing->writer, &listing->cell);
			write_table_cell(listing, text_slice(&listing->cell), table.widths[c],
			                 path_field(list_plan_column(listing->plan, c)), c + 1 == columns);
		}
		ok = flush(listing, FLUSH_SIZE);
	}
	text_free(&table.cells);
	return ok;
}

/* ---- CSV ---- */

static bool list_csv(struct listing *listing)
{
	struct csv_writer csv = {.out = &listing->out, .format = {.defuse = cli_flag(listing->cli, "defuse")}};
	size_t columns = list_plan_columns(listing->plan);
	struct record record;
	bool ok = true;
	for (size_t c = 0; c < columns; c++) {
		text_clear(&listing->cell);
		path_append(&listing->cell, list_plan_column(listing->plan, c));
		csv_write_field(&csv, text_slice(&listing->cell));
	}
	csv_write_end(&csv);
	while (ok && rows_next(listing->list, &record)) {
		listing->rows++;
		for (size_t c = 0; c < columns; c++) {
			text_clear(&listing->cell);
			rows_append_cell(listing->list, &record, c, &listing->writer, &listing->cell);
			if (listing->cell.size == 0)
				csv_write_unset(&csv);
			else
				csv_write_field(&csv, text_slice(&listing->cell));
		}
		csv_write_end(&csv);
		ok = flush(listing, FLUSH_SIZE);
	}
	return ok;
}

/* ---- JSON ---- */

static void write_json_row(struct listing *listing, const struct record *record)
{
	json_write_object(&listing->json);
	for (size_t c = 0; c < list_plan_columns(listing->plan); c++) {
		const struct path *path = list_plan_column(listing->plan, c);
		struct value value = rows_cell(listing->list, record, c);
		text_clear(&listing->cell);
		path_append(&listing->cell, path);
		json_write_name(&listing->json, listing->cell.data);
		value_write_json(&listing->json, path_field(path), &value, &listing->writer);
	}
	json_write_object_end(&listing->json);
}

static bool list_json(struct listing *listing, bool lines)
{
	struct record record;
	bool ok = true;
	listing->json = (struct json_writer){.out = &listing->out, .pretty = !lines};
	if (!lines)
		json_write_array(&listing->json);
	while (ok && rows_next(listing->list, &record)) {
		listing->rows++;
		write_json_row(listing, &record);
		if (lines)
			json_write_line_end(&listing->json);
		ok = flush(listing, FLUSH_SIZE);
	}
	if (!lines) {
		json_write_array_end(&listing->json);
		json_write_line_end(&listing->json);
	}
	return ok;
}

enum list_format { LIST_TABLE, LIST_CSV, LIST_JSON, LIST_JSONL };

static bool parse_format(struct cli *cli, const char *word, enum list_format standard, enum list_format *format)
{
	static const char *const names[] = {"table", "csv", "json", "jsonl"};
	*format = standard;
	for (unsigned i = 0; word != NULL && i < sizeof names / sizeof names[0]; i++)
		if (strcmp(word, names[i]) == 0) {
			*format = (enum list_format)i;
			return true;
		}
	return word == NULL ||
	       error_set(&cli->error, ERROR_USAGE, _("--format: \"%s\" is none of table, csv, json, jsonl"), word);
}

static bool write_list(struct listing *listing, enum list_format format)
{
	bool ok = format == LIST_TABLE ? list_table(listing)
	          : format == LIST_CSV ? list_csv(listing)
	                               : list_json(listing, format == LIST_JSONL);
	return ok && flush(listing, 0);
}

static bool run_plan(struct cli *cli, struct list_plan *plan, enum list_format format, FILE *file,
                     struct listing *listing)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
	struct reading *reading = reading_new(view, &cli->session);
	*listing = (struct listing){.cli = cli, .plan = plan, .writer = view_writer(view, format == LIST_TABLE), .file = file};
	listing->list = rows_new(plan, reading, &cli->error);
	bool ok = listing->list != NULL && write_list(listing, format);
	if (ok && list_plan_where(plan) != NULL && rows_unknown(listing->list) > 0)
		fprintf(stderr,
		        ngettext("forvalta: of %llu record it is not known whether it belongs here\n",
		                 "forvalta: of %llu records it is not known whether they belong here\n",
		                 (unsigned long)rows_unknown(listing->list)),
		        (unsigned long long)rows_unknown(listing->list));
	rows_free(&listing->list);
	reading_free(&reading);
	view_close(&view);
	text_free(&listing->out);
	text_free(&listing->cell);
	return ok;
}

static bool parse_count(struct cli *cli, const char *name, uint64_t *count)
{
	const char *word = cli_option(cli, name);
	int64_t number = 0;
	if (word == NULL)
		return true;
	if (!number_parse(slice_of(word), &number, &cli->error) || number < 0) {
		error_set(&cli->error, ERROR_USAGE, _("--%s: \"%s\" is no count"), name, word);
		return false;
	}
	*count = (uint64_t)number;
	return true;
}

static struct slice option_slice(const struct cli *cli, const char *name)
{
	const char *value = cli_option(cli, name);
	return slice_of(value == NULL ? "" : value);
}

static const struct entity *find_entity(struct cli *cli, const char *name)
{
	const struct entity *entity = schema_find_entity(slice_of(name));
	const char *near = schema_nearest_entity(slice_of(name));
	if (entity == NULL && near != NULL)
		error_set(&cli->error, ERROR_USAGE, _("\"%s\" is no kind of record; did you mean %s?"), name, near);
	else if (entity == NULL)
		error_set(&cli->error, ERROR_USAGE, _("\"%s\" is no kind of record; forvalta schema lists them"), name);
	return entity;
}

int run_list(struct cli *cli)
{
	enum list_format format;
	struct listing listing;
	struct list_request request = {.columns = option_slice(cli, "columns"),
	                               .where = option_slice(cli, "where"),
	                               .sort = option_slice(cli, "sort"),
	                               .words = option_slice(cli, "words")};
	const struct entity *entity = find_entity(cli, cli->arguments[0]);
	if (entity == NULL || !parse_format(cli, cli_option(cli, "format"), LIST_TABLE, &format) ||
	    !parse_count(cli, "limit", &request.limit) || !parse_count(cli, "offset", &request.offset))
		return cli_fail(cli);
	struct list_plan *plan = list_plan_new(entity, &request, &cli->error);
	bool ok = plan != NULL && run_plan(cli, plan, format, stdout, &listing);
	list_plan_free(&plan);
	return ok ? EXIT_DONE : cli_fail(cli);
}

/* ---- export ---- */

static void append_export_columns(const struct cli *cli, const struct entity *entity, struct text *columns)
{
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if (field->internal || (field->secret && !cli_flag(cli, "secret")) || (field->personal && !cli_flag(cli, "personal")))
			continue;
		text_printf(columns, "%s%s", columns->size == 0 ? "" : ",", field->name);
	}
}

static bool export_entity(struct cli *cli, const struct entity *entity, enum list_format format, FILE *file,
                          uint64_t *rows)
{
	struct text columns = {0};
	struct listing listing = {0};
	append_export_columns(cli, entity, &columns);
	const struct list_request request = {.columns = text_slice(&columns)};
	struct list_plan *plan = list_plan_new(entity, &request, &cli->error);
	bool ok = plan != NULL && run_plan(cli, plan, format, file, &listing);
	*rows = listing.rows;
	list_plan_free(&plan);
	text_free(&columns);
	return ok;
}

static bool export_to_file(struct cli *cli, const struct entity *entity, enum list_format format,
                           const char *directory, uint64_t *rows)
{
	struct text path = {0};
	text_printf(&path, "%s/%s.%s", directory, entity->name,
	            format == LIST_CSV    ? "csv"
	            : format == LIST_JSON ? "json"
	                                  : "jsonl");
	FILE *file = fopen(path.data, "w");
	bool ok = file != NULL || error_set_errno(&cli->error, "%s", path.data);
	ok = ok && export_entity(cli, entity, format, file, rows);
	if (file != NULL && fclose(file) != 0 && ok)
		ok = error_set_errno(&cli->error, "%s", path.data);
	text_free(&path);
	return ok;
}

static bool is_chosen(struct cli *cli, const struct entity *entity)
{
	for (int i = 0; i < cli->argument_count; i++)
		if (schema_find_entity(slice_of(cli->arguments[i])) == entity)
			return true;
	return cli->argument_count == 0;
}

static bool export_all(struct cli *cli, enum list_format format, const char *directory)
{
	const struct entity *entity;
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL;
	if (ok && mkdir(directory, 0700) != 0 && errno != EEXIST)
		ok = error_set_errno(&cli->error, "%s", directory);
	for (size_t i = 0; ok && (entity = schema_entity_at(i)) != NULL; i++) {
		uint64_t rows = 0;
		if (!is_chosen(cli, entity) || view_count(view, entity->number) == 0)
			continue;
		ok = export_to_file(cli, entity, format, directory, &rows);
		if (ok)
			fprintf(stderr, "%s: %llu\n", entity->name, (unsigned long long)rows);
	}
	view_close(&view);
	return ok;
}

int run_export(struct cli *cli)
{
	enum list_format format;
	uint64_t rows;
	const char *directory = cli_option(cli, "output");
	for (int i = 0; i < cli->argument_count; i++)
		if (find_entity(cli, cli->arguments[i]) == NULL)
			return cli_fail(cli);
	if (!parse_format(cli, cli_option(cli, "format"), LIST_CSV, &format))
		return cli_fail(cli);
	if (format == LIST_TABLE)
		return cli_misuse(cli, _("--format: export knows csv, json and jsonl"));
	if (directory == NULL && cli->argument_count != 1)
		return cli_misuse(cli, _("export needs one kind of record, or --output DIR for several"));
	bool ok = directory != NULL
	              ? export_all(cli, format, directory)
	              : export_entity(cli, schema_find_entity(slice_of(cli->arguments[0])), format, stdout, &rows);
	return ok ? EXIT_DONE : cli_fail(cli);
}
