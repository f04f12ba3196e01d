/* position: how what has been given out stands. */
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "register/authority.h"
#include "register/edit.h"
#include "report/licence_report.h"
#include "report/position_report.h"

static const char *const by_names[] = {
	[PERMISSIONS_BY_SYSTEM] = "system",
	[PERMISSIONS_BY_PERSON] = "person",
	[PERMISSIONS_BY_UNIT] = "unit",
	[PERMISSIONS_BY_SUPPLIER] = "supplier",
};

static bool find_by(struct cli *cli, struct permission_asked *asked)
{
	const char *by = cli_option(cli, "by");
	asked->each_alone = by == NULL;
	for (size_t i = 0; by != NULL && i < COUNT_OF(by_names); i++)
		if (strcmp(by, by_names[i]) == 0) {
			asked->by = (enum permissions_by)i;
			return true;
		}
	return by == NULL ||
	       error_set(&cli->error, ERROR_USAGE, _("--by: \"%s\" is none of system, person, unit, supplier"), by);
}

/* What --system and --person name: by code, login or name, as references are. */
static bool find_named(struct cli *cli, const struct view *view, const char *option, uint8_t entity, record_id *id)
{
	const char *named = cli_option(cli, option);
	struct ref ref = {0};
	if (named != NULL && !register_resolve(view, entity, slice_of(named), &ref, &cli->error))
		return error_prefix(&cli->error, "--%s", option);
	*id = ref.id;
	return true;
}

static struct page *make_permissions(void *context, const struct teller *teller, struct error *error)
{
	struct cli *cli = context;
	const char *format = cli_option(cli, "format");
	struct permission_asked asked = {.all = format != NULL && strcmp(format, "text") != 0 && strcmp(format, "html") != 0};
	if (!find_named(cli, teller->view, "system", E_system, &asked.system) ||
	    !find_named(cli, teller->view, "person", E_person, &asked.person) || !find_by(cli, &asked))
		return NULL;
	if (!authority_allows(&cli->session, teller->view, DEED_READ, E_permission, NULL)) {
		error_set(error, ERROR_DENIED, _("your role may not read the register, and so not report from it"));
		return NULL;
	}
	return permission_report(teller, &asked, error);
}

static struct page *make_licences(void *context, const struct teller *teller, struct error *error)
{
	struct cli *cli = context;
	const struct report_request request = {0};
	struct ref system = {E_system, 0};
	if (!find_named(cli, teller->view, "system", E_system, &system.id))
		return NULL;
	return system.id != 0 ? report_licences_of(teller, system, error) : report_licences(teller, &request, error);
}

static const struct {
	const char *name;
	page_maker *make;
	bool by_person; /* --person and --by say something of it */
} positions[] = {
	{"licences", make_licences, false},
	{"permissions", make_permissions, true},
};

/* Who may read what is judged on the day itself. */
static bool take_day(struct cli *cli)
{
	const char *stated = cli_option(cli, "date");
	struct session *session = &cli->session;
	day_t day;
	if (stated == NULL)
		return true;
	if (!day_parse_typed(slice_of(stated), session->today, &day, &cli->error))
		return error_prefix(&cli->error, "--date");
	session->rights_day = session_rights_day(session);
	session->today = day;
	return true;
}

int run_position(struct cli *cli)
{
	enum page_format format;
	size_t at = 0;
	while (at < COUNT_OF(positions) && strcmp(cli->arguments[0], positions[at].name) != 0)
		at++;
	if (at == COUNT_OF(positions))
		return cli_misuse(cli, _("position: \"%s\" is nothing it can be of"), cli->arguments[0]);
	if (!positions[at].by_person && (cli_option(cli, "person") != NULL || cli_option(cli, "by") != NULL))
		return cli_misuse(cli, _("position %s takes neither --person nor --by"), positions[at].name);
	if (!pages_format(cli, &format) || !take_day(cli))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && pages_write(cli, view, positions[at].make, cli, format, NULL);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}
