/* releases, problem: what is planned and stands in the way, and what comes again. */
#include "base/lang.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "register/problems.h"
#include "report/change_report.h"

static struct page *make_releases(void *context, const struct teller *teller, struct error *error)
{
	const bool *conflicts = context;
	return release_report(teller, *conflicts, error);
}

int run_releases(struct cli *cli)
{
	bool conflicts = cli_flag(cli, "conflicts");
	enum page_format format;
	if (!pages_format(cli, &format))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && pages_write(cli, view, make_releases, &conflicts, format, NULL);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}

static bool find_incident(struct cli *cli, struct ref *incident)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_find_record(cli, view, cli->arguments[0], incident) &&
	          (incident->entity == E_incident ||
	           error_set(&cli->error, ERROR_INPUT, _("%s is no incident"), cli->arguments[0]));
	view_close(&view);
	return ok;
}

static void tell_made(struct cli *cli, const struct problem_made *made, bool trial)
{
	struct text code = {0};
	struct view *view = trial && made->fresh ? NULL : view_open(cli->session.store, &cli->error);
	if (view != NULL)
		view_append_code(view, made->problem, &code);
	printf(made->fresh ? trial ? _("%s would be a new problem with %zu incidents\n")
	                           : _("%s is a new problem with %zu incidents\n")
	       : trial     ? _("%s would get %zu more incidents\n")
	                   : _("%s got %zu more incidents\n"),
	       made->title.data, made->incidents);
	if (code.size > 0)
		printf("%s\n", code.data);
	text_free(&code);
	view_close(&view);
}

int run_problem(struct cli *cli)
{
	const char *title = cli_option(cli, "title");
	bool trial = cli_flag(cli, "dry-run");
	struct problem_made made = {0};
	struct ref incident;
	bool ok = find_incident(cli, &incident) &&
	          problem_gather(&cli->session, incident, slice_of(title == NULL ? "" : title), trial, &made, &cli->error);
	if (ok)
		tell_made(cli, &made, trial);
	problem_made_free(&made);
	return ok ? EXIT_DONE : cli_fail(cli);
}
