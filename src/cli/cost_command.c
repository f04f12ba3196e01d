/* cost: what a system or a service costs over the years to come, what the alternatives of an opportunity do. */
#include "base/lang.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "lifecycle/cost.h"
#include "report/cost_report.h"

static bool parse_years(struct cli *cli, int64_t *years)
{
	const char *word = cli_option(cli, "years");
	*years = NUMBER_UNSET;
	if (word == NULL || (number_parse(slice_of(word), years, NULL) && *years >= 1 && *years <= COST_YEARS))
		return true;
	return error_set(&cli->error, ERROR_USAGE, _("--years: \"%s\" is not a number of years from 1 to %d"), word,
	                 COST_YEARS);
}

/* "3.5", and "3,5" as Swedes write it. */
static bool parse_decimal(const char *word, int64_t *hundredths)
{
	struct text typed = {0};
	text_append_text(&typed, word);
	for (size_t i = 0; i < typed.size; i++)
		if (typed.data[i] == ',')
			typed.data[i] = '.';
	bool ok = decimal_parse(text_slice(&typed), hundredths, NULL);
	text_free(&typed);
	return ok;
}

static bool parse_rate(struct cli *cli, int64_t *rate)
{
	const char *word = cli_option(cli, "rate");
	*rate = NUMBER_UNSET;
	if (word == NULL || (parse_decimal(word, rate) && *rate >= 0 && *rate <= 5000))
		return true;
	return error_set(&cli->error, ERROR_USAGE, _("--rate: \"%s\" is not a rate from 0 to 50 per cent"), word);
}

static bool find_about(struct cli *cli, const struct view *view, struct ref *about)
{
	const char *code = cli->arguments[0];
	if (!cli_find_record(cli, view, code, about))
		return false;
	return about->entity == E_system || about->entity == E_service || about->entity == E_opportunity ||
	       error_set(&cli->error, ERROR_INPUT,
	                 _("%s is no system, service or opportunity; those are what costs are told for"), code);
}

static struct page *make_page(void *context, const struct teller *teller, struct error *error)
{
	const struct cost_asking *asking = context;
	return asking->about.entity == E_opportunity ? alternative_report(teller, asking, error)
	                                             : cost_report(teller, asking, error);
}

int run_cost(struct cli *cli)
{
	enum page_format format;
	struct cost_asking asking = {.lines = cli_flag(cli, "lines")};
	if (!pages_format(cli, &format) || !parse_years(cli, &asking.years) || !parse_rate(cli, &asking.rate))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	asking.lines = asking.lines || format == PAGE_CSV || format == PAGE_JSON;
	bool ok = view != NULL && find_about(cli, view, &asking.about) &&
	          pages_write(cli, view, make_page, &asking, format, NULL);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}
