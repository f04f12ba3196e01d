/* priority: what weighs development opportunities against each other. */
#include "base/lang.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "report/portfolio_report.h"

static struct page *make_priority(void *context, const struct teller *teller, struct error *error)
{
	const struct slice *where = context;
	return priority_report(teller, *where, error);
}

int run_priority(struct cli *cli)
{
	enum page_format format;
	if (!pages_format(cli, &format))
		return cli_fail(cli);
	struct slice where = slice_of(cli_option(cli, "where"));
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && pages_write(cli, view, make_priority, &where, format, NULL);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}
