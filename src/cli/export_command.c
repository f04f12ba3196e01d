/* export: records as files that import reads again. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "exchange/dump.h"
#include "register/authority.h"

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
	bool ok = plan != NULL && listing_run(cli, plan, format, file, &listing);
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

static bool goes_on(void *context, uint64_t done, uint64_t size)
{
	(void)context;
	(void)done;
	(void)size;
	return !cli_is_stopped();
}

/* Secret and personal fields, former images, everything: for those who may read all that there is. */
static int export_register(struct cli *cli)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL;
	cli_catch_stop();
	if (ok && (!authority_allows(&cli->session, view, DEED_READ_SECRET, E_system, NULL) ||
	           !authority_allows(&cli->session, view, DEED_READ_HISTORY, E_system, NULL)))
		ok = error_set(&cli->error, ERROR_DENIED,
		               _("your role may not read everything, and so not export the whole register: ask an auditor or an "
		                 "administrator"));
	ok = ok && dump_write(view, stdout, goes_on, NULL, &cli->error);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}

int run_export(struct cli *cli)
{
	enum list_format format;
	uint64_t rows;
	const char *directory = cli_option(cli, "output");
	for (int i = 0; i < cli->argument_count; i++)
		if (listing_find_entity(cli, cli->arguments[i]) == NULL)
			return cli_fail(cli);
	if (!listing_parse_format(cli, cli_option(cli, "format"), LIST_CSV, &format))
		return cli_fail(cli);
	if (format == LIST_TABLE || format == LIST_XLSX)
		return cli_misuse(cli, _("--format: export knows csv, json and jsonl"));
	if (directory == NULL && cli->argument_count == 0 && format == LIST_JSONL)
		return export_register(cli);
	if (directory == NULL && cli->argument_count != 1)
		return cli_misuse(
			cli,
			_("export needs one kind of record, --output DIR for several, or --format jsonl for the whole register"));
	bool ok = directory != NULL
	              ? export_all(cli, format, directory)
	              : export_entity(cli, schema_find_entity(slice_of(cli->arguments[0])), format, stdout, &rows);
	return ok ? EXIT_DONE : cli_fail(cli);
}
