/* timeline: lives, contracts, support, days to decide and releases over the years. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "report/timeline_report.h"

#define YEARS_MOST 20

static bool parse_years(struct cli *cli, int64_t *years)
{
	const char *word = cli_option(cli, "years");
	*years = NUMBER_UNSET;
	if (word == NULL || (number_parse(slice_of(word), years, NULL) && *years >= 1 && *years <= YEARS_MOST))
		return true;
	return error_set(&cli->error, ERROR_USAGE, _("--years: \"%s\" is not a number of years from 1 to %d"), word,
	                 YEARS_MOST);
}

static bool parse_from(struct cli *cli, day_t *from)
{
	const char *word = cli_option(cli, "from");
	struct error why = {0};
	*from = DAY_UNSET;
	return word == NULL || day_parse_typed(slice_of(word), cli->session.today, from, &why) ||
	       error_set(&cli->error, ERROR_USAGE, "--from: %s", why.text);
}

static struct page *make_page(void *context, const struct teller *teller, struct error *error)
{
	return timeline_report(teller, context, error);
}

int run_timeline(struct cli *cli)
{
	enum page_format format;
	struct timeline_asking asking = {0};
	struct view *view = NULL;
	if (!pages_format(cli, &format) || !parse_years(cli, &asking.years) || !parse_from(cli, &asking.from))
		return cli_fail(cli);
	struct ref *about = memory_new_array((size_t)cli->argument_count + 1, sizeof *about);
	bool ok = (view = view_open(cli->session.store, &cli->error)) != NULL;
	for (int i = 0; ok && i < cli->argument_count; i++)
		ok = cli_find_record(cli, view, cli->arguments[i], &about[asking.count++]);
	asking.about = about;
	ok = ok && pages_write(cli, view, make_page, &asking, format, NULL);
	view_close(&view);
	free(about);
	return ok ? EXIT_DONE : cli_fail(cli);
}
