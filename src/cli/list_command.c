/* list: records as a table, CSV, JSON, JSON Lines or a spreadsheet. */
#include <string.h>

#include "base/lang.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "tui/saved_view.h"

bool listing_flush(struct listing *listing, size_t least)
{
	if (listing->out.size < least)
		return true;
	bool ok = listing->out.size == 0 ||
	          fwrite(listing->out.data, 1, listing->out.size, listing->file) == listing->out.size;
	text_clear(&listing->out);
	return ok || error_set_errno(&listing->cli->error, _("the list cannot be written"));
}

static bool write_rows(struct listing *listing, enum list_format format)
{
	struct list_writer writer;
	struct record record;
	bool ok = true;
	list_writer_start(&writer, listing->plan, format, cli_flag(listing->cli, "defuse"), &listing->out);
	while (ok && rows_next(listing->list, &record)) {
		listing->rows++;
		list_writer_row(&writer, listing->reading, &record, &listing->writer);
		ok = listing_flush(listing, LISTING_FLUSHED);
	}
	list_writer_end(&writer);
	return ok;
}

bool listing_parse_format(struct cli *cli, const char *word, enum list_format standard, enum list_format *format)
{
	*format = standard;
	for (unsigned i = 0; word != NULL && i < LIST_FORMATS; i++)
		if (strcmp(word, list_formats[i]) == 0) {
			*format = (enum list_format)i;
			return true;
		}
	return word == NULL ||
	       error_set(&cli->error, ERROR_USAGE, _("--format: \"%s\" is none of table, csv, json, jsonl, xlsx"), word);
}

static bool write_list(struct listing *listing, enum list_format format)
{
	bool ok = format == LIST_TABLE  ? listing_write_table(listing)
	          : format == LIST_XLSX ? listing_write_workbook(listing)
	                                : write_rows(listing, format);
	return ok && listing_flush(listing, 0);
}

bool listing_run(struct cli *cli, const struct list_plan *plan, enum list_format format, FILE *file,
                 struct listing *listing)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
	struct reading *reading = reading_new(view, &cli->session);
	*listing = (struct listing){
		.cli = cli,
		.plan = plan,
		.reading = reading,
		.writer = view_writer(view, format == LIST_TABLE),
		.file = file,
	};
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

const struct entity *listing_find_entity(struct cli *cli, const char *name)
{
	const struct entity *entity = schema_find_entity(slice_of(name));
	const char *near = schema_nearest_entity(slice_of(name));
	if (entity == NULL && near != NULL)
		error_set(&cli->error, ERROR_USAGE, _("\"%s\" is no kind of record; did you mean %s?"), name, near);
	else if (entity == NULL)
		error_set(&cli->error, ERROR_USAGE, _("\"%s\" is no kind of record; forvalta schema lists them"), name);
	return entity;
}

/* A part of the person's own view, where no option says otherwise. */
static struct slice part(const struct cli *cli, const char *option, const struct text *of_view)
{
	return cli_option(cli, option) != NULL ? option_slice(cli, option) : text_slice(of_view);
}

static bool find_view(struct cli *cli, const struct entity *entity, struct saved_view *view)
{
	const char *name = cli_option(cli, "view");
	return name == NULL || saved_view_read(view, &cli->session, slice_of(entity->name), slice_of(name)) ||
	       error_set(&cli->error, ERROR_NOT_FOUND, _("you have no view \"%s\" of %s: V on the screen's list saves one"),
	                 name, entity->name);
}

static bool run_plan(struct cli *cli, const struct list_plan *plan, enum list_format format)
{
	struct listing listing;
	return list_plan_group(plan) != NULL ? listing_run_groups(cli, plan, format)
	                                     : listing_run(cli, plan, format, stdout, &listing);
}

int run_list(struct cli *cli)
{
	enum list_format format;
	struct saved_view view = {0};
	struct list_request request = {.words = option_slice(cli, "words")};
	struct list_plan *plan = NULL;
	const struct entity *entity = listing_find_entity(cli, cli->arguments[0]);
	bool ok = entity != NULL && listing_parse_format(cli, cli_option(cli, "format"), LIST_TABLE, &format) &&
	          parse_count(cli, "limit", &request.limit) && parse_count(cli, "offset", &request.offset) &&
	          find_view(cli, entity, &view);
	request.columns = part(cli, "columns", &view.columns);
	request.where = part(cli, "where", &view.where);
	request.sort = part(cli, "sort", &view.sort);
	request.group = part(cli, "group", &view.group);
	plan = ok ? list_plan_new(entity, &request, &cli->error) : NULL;
	ok = plan != NULL && run_plan(cli, plan, format);
	list_plan_free(&plan);
	saved_view_free(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}
