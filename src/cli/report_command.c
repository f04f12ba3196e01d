/* report: what is made for others to read. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/memory.h"
#include "base/whole_file.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/pages.h"
#include "report/report_writing.h"
#include "identity/system_log.h"
#include "register/authority.h"

static const struct report_kind *find_kind(struct cli *cli, const char *name)
{
	struct text known = {0};
	for (const struct report_kind *kind = report_kinds; kind->name != NULL; kind++) {
		if (strcmp(kind->name, name) == 0) {
			text_free(&known);
			return kind;
		}
		text_printf(&known, "%s%s", known.size == 0 ? "" : ", ", kind->name);
	}
	error_set(&cli->error, ERROR_USAGE, _("\"%s\" is no report; there are: %s"), name, known.data);
	text_free(&known);
	return NULL;
}

static const struct report_format *find_format(struct cli *cli, const char *name)
{
	struct text known = {0};
	for (const struct report_format *format = report_formats; format->name != NULL; format++) {
		if (name == NULL || strcmp(format->name, name) == 0) {
			text_free(&known);
			return format;
		}
		text_printf(&known, "%s%s", known.size == 0 ? "" : ", ", format->name);
	}
	error_set(&cli->error, ERROR_USAGE, _("--format: \"%s\" is none of %s"), name, known.data);
	text_free(&known);
	return NULL;
}

static const struct entity **find_entities(struct cli *cli)
{
	const struct entity **entities = memory_new_array((size_t)cli->argument_count, sizeof *entities);
	for (int i = 1; i < cli->argument_count; i++) {
		entities[i - 1] = listing_find_entity(cli, cli->arguments[i]);
		if (entities[i - 1] != NULL)
			continue;
		free(entities);
		return NULL;
	}
	return entities;
}

static bool may_report(struct cli *cli, const struct report_kind *kind, const struct view *view)
{
	if (kind->present && cli->session.as_of != 0)
		return error_set(&cli->error, ERROR_USAGE,
		                 _("%s: what is secret is decided by the register as it is: leave --as-of out"), kind->name);
	return authority_allows(&cli->session, view, DEED_READ, E_system, NULL) ||
	       error_set(&cli->error, ERROR_DENIED, _("your role may not read the register, and so not report from it"));
}

static bool make(struct cli *cli, const struct report_kind *kind, const struct report_format *format,
                 struct report_request *request, FILE *file)
{
	struct report_writer writer = {.file = file, .defuse = cli_flag(cli, "defuse")};
	struct report_sink sink = format->sink;
	struct view *view = view_open(cli->session.store, &cli->error);
	sink.context = &writer;
	request->view = view;
	request->shown = format->shown;
	bool ok = view != NULL && may_report(cli, kind, view) && kind->make(request, &sink, &cli->error);
	view_close(&view);
	text_free(&writer.out);
	return ok;
}

/* For its maker alone, until they pass it on. */
static bool make_file(struct cli *cli, const struct report_kind *kind, const struct report_format *format,
                      struct report_request *request, const char *path)
{
	struct whole_file whole;
	if (!whole_file_begin(&whole, path, &cli->error))
		return false;
	if (whole.part != NULL)
		fchmod(fileno(whole.file), 0600);
	bool ok = make(cli, kind, format, request, whole.file);
	return whole_file_end(&whole, ok, &cli->error) && ok;
}

/* By number: a log keeps names for good. */
static void log_report(const struct cli *cli, const struct report_kind *kind)
{
	system_log(false, "%s: report %s by person %u", cli->store.data, kind->name, cli->session.actor);
}

/* ---- pages ---- */

static bool may_be_about(struct cli *cli, const struct report_kind *kind, struct ref about)
{
	struct text known = {0};
	for (const uint8_t *entity = kind->about; *entity != 0; entity++) {
		if (*entity == about.entity) {
			text_free(&known);
			return true;
		}
		text_printf(&known, "%s%s", known.size == 0 ? "" : ", ", schema_entity(*entity)->name);
	}
	error_set(&cli->error, ERROR_INPUT, _("%s: \"%s\" is none of what it can be about: %s"), kind->name, cli->arguments[1],
	          known.data);
	text_free(&known);
	return false;
}

struct page_asked {
	struct cli *cli;
	const struct report_kind *kind;
	struct report_request request; /* of the whole register */
};

static struct page *make_whole(struct page_asked *asked, const struct teller *teller, struct error *error)
{
	struct report_request *request = &asked->request;
	request->session = &asked->cli->session;
	request->view = teller->view;
	request->where = slice_of(cli_option(asked->cli, "where"));
	return asked->kind->whole(teller, request, error);
}

static struct page *make_page(void *context, const struct teller *teller, struct error *error)
{
	struct page_asked *asked = context;
	struct ref about;
	if (!may_report(asked->cli, asked->kind, teller->view))
		return NULL;
	if (asked->cli->argument_count == 1)
		return make_whole(asked, teller, error);
	if (!cli_find_record(asked->cli, teller->view, asked->cli->arguments[1], &about) ||
	    !may_be_about(asked->cli, asked->kind, about))
		return NULL;
	return asked->kind->page(teller, about, error);
}

#define YEARS_MOST 30

static bool parse_asking(struct cli *cli, struct report_request *request)
{
	const char *years = cli_option(cli, "years"), *by = cli_option(cli, "by");
	request->years = 5;
	if (years != NULL && !(number_parse(slice_of(years), &request->years, NULL) && request->years >= 1 &&
	                       request->years <= YEARS_MOST))
		return error_set(&cli->error, ERROR_USAGE, _("--years: \"%s\" is not a number of years from 1 to %d"), years,
		                 YEARS_MOST);
	request->by_committee = by != NULL && strcmp(by, "committee") == 0;
	return by == NULL || request->by_committee || strcmp(by, "year") == 0 ||
	       error_set(&cli->error, ERROR_USAGE, _("--by: \"%s\" is none of year, committee"), by);
}

static int run_page(struct cli *cli, const struct report_kind *kind)
{
	struct page_asked asked = {.cli = cli, .kind = kind};
	enum page_format format;
	if (cli->argument_count > 2 || (cli->argument_count == 2 && kind->page == NULL))
		return cli_misuse(cli, _("%s: there is too much after it"), kind->name);
	if (cli->argument_count == 1 && kind->whole == NULL)
		return cli_misuse(cli, _("%s: say what it is to be about, by its code"), kind->name);
	if (cli->argument_count == 2 && (cli_option(cli, "years") != NULL || cli_option(cli, "by") != NULL))
		return cli_misuse(cli, _("%s: --years and --by are for the whole register"), kind->name);
	if (cli_option(cli, "where") != NULL && (!kind->conditioned || cli->argument_count == 2))
		return cli_misuse(cli, _("%s takes no condition; of one thing alone it is told by its code"), kind->name);
	if (!pages_format(cli, &format) || !parse_asking(cli, &asked.request))
		return cli_fail(cli);
	asked.request.shown = format == PAGE_TEXT || format == PAGE_HTML;
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && pages_write(cli, view, make_page, &asked, format, cli_option(cli, "output"));
	view_close(&view);
	if (ok)
		log_report(cli, kind);
	return ok ? EXIT_DONE : cli_fail(cli);
}

/* ---- the command ---- */

static int list_kinds(void)
{
	for (const struct report_kind *kind = report_kinds; kind->name != NULL; kind++)
		printf("%-14s %s\n", kind->name, _(kind->summary));
	return EXIT_DONE;
}

bool report_topic(size_t index, const char **name, const char **words)
{
	const struct report_kind *kind = &report_kinds[index];
	if (kind->name == NULL)
		return false;
	*name = kind->name;
	*words = kind->help != NULL ? kind->help : kind->summary;
	return true;
}

int run_report(struct cli *cli)
{
	if (cli->argument_count == 0)
		return list_kinds();
	const char *output = cli_option(cli, "output"), *where = cli_option(cli, "where");
	const struct report_kind *kind = find_kind(cli, cli->arguments[0]);
	if (kind != NULL && kind->make == NULL)
		return run_page(cli, kind);
	const struct report_format *format = kind == NULL ? NULL : find_format(cli, cli_option(cli, "format"));
	const struct entity **entities = format == NULL ? NULL : find_entities(cli);
	if (entities == NULL)
		return cli_fail(cli);
	struct report_request request = {.session = &cli->session,
	                                 .entities = entities,
	                                 .entity_count = (size_t)cli->argument_count - 1,
	                                 .where = slice_of(where),
	                                 .personal = cli_flag(cli, "personal")};
	bool ok = output != NULL ? make_file(cli, kind, format, &request, output)
	                         : make(cli, kind, format, &request, stdout);
	free(entities);
	if (ok)
		log_report(cli, kind);
	return ok ? EXIT_DONE : cli_fail(cli);
}
