/* priority, offers: what weighs development opportunities against each other, and offers for one of them. */
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

static struct page *make_offers(void *context, const struct teller *teller, struct error *error)
{
	const struct ref *about = context;
	return report_offers(teller, *about, error);
}

int run_offers(struct cli *cli)
{
	const char *code = cli->arguments[0];
	enum page_format format;
	struct ref about;
	if (!pages_format(cli, &format))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_find_record(cli, view, code, &about) &&
	          (about.entity == E_opportunity ||
	           error_set(&cli->error, ERROR_INPUT, _("%s is no opportunity; offers are made for one"), code)) &&
	          pages_write(cli, view, make_offers, &about, format, NULL);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}
