/* what-if: changes that are tried and not saved, with what would come of them. */
#include <string.h>

#include "base/lang.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "report/trial_report.h"

/* "merge A B", "cancel A", "A field=value field=value B field=value", as long as there are words. */
struct telling {
	struct cli *cli;
	const struct view *view;
	struct trial *trial;
	int at;
	day_t on;
	bool merges;
};

static bool find_next(struct telling *telling, struct ref *ref)
{
	struct cli *cli = telling->cli;
	if (telling->at == cli->argument_count)
		return error_set(&cli->error, ERROR_USAGE, _("what-if: the code of a record is missing at the end"));
	return cli_find_record(cli, telling->view, cli->arguments[telling->at++], ref);
}

static bool expect(struct telling *telling, struct ref ref, uint8_t entity)
{
	return ref.entity == entity ||
	       error_set(&telling->cli->error, ERROR_INPUT, _("%s is no record of this kind: %s"),
	                 telling->cli->arguments[telling->at - 1], _(schema_entity(entity)->label));
}

static bool tell_merge(struct telling *telling)
{
	struct ref from, into;
	if (!find_next(telling, &from) || !expect(telling, from, E_system) || !find_next(telling, &into) ||
	    !expect(telling, into, E_system))
		return false;
	trial_merge(telling->trial, from.id, into.id, telling->on);
	telling->merges = true;
	return true;
}

static bool tell_cancel(struct telling *telling)
{
	struct ref contract;
	if (!find_next(telling, &contract) || !expect(telling, contract, E_contract))
		return false;
	trial_cancel(telling->trial, contract.id);
	return true;
}

static bool tell_set(struct telling *telling)
{
	struct cli *cli = telling->cli;
	struct ref ref;
	int before;
	if (!find_next(telling, &ref))
		return false;
	for (before = telling->at; telling->at < cli->argument_count && strchr(cli->arguments[telling->at], '=') != NULL;)
		trial_set(telling->trial, ref, slice_of(cli->arguments[telling->at++]));
	return telling->at > before ||
	       error_set(&cli->error, ERROR_USAGE, _("%s: write what would be another, as field=value"),
	                 cli->arguments[telling->at - 1]);
}

static bool tell_all(struct telling *telling)
{
	bool ok = true;
	while (ok && telling->at < telling->cli->argument_count) {
		const char *word = telling->cli->arguments[telling->at];
		bool merge = strcmp(word, "merge") == 0, cancel = strcmp(word, "cancel") == 0;
		telling->at += merge || cancel;
		ok = merge ? tell_merge(telling) : cancel ? tell_cancel(telling) : tell_set(telling);
	}
	if (ok && telling->on != DAY_UNSET && !telling->merges)
		return error_set(&telling->cli->error, ERROR_USAGE, _("--on is for merge: from what day the other system is used"));
	return ok;
}

static bool parse_on(struct cli *cli, day_t *on)
{
	const char *word = cli_option(cli, "on");
	*on = DAY_UNSET;
	return word == NULL || (day_parse_typed(slice_of(word), cli->session.today, on, &cli->error)) ||
	       error_prefix(&cli->error, "--on");
}

static bool write_report(struct cli *cli, struct trial *trial, enum page_format format)
{
	struct page *page = trial_report(&cli->session, trial, &cli->error);
	struct text out = {0};
	if (page == NULL)
		return false;
	page_write(page, format, &out);
	bool ok = cli_write(cli, &out);
	page_free(&page);
	text_free(&out);
	return ok;
}

int run_what_if(struct cli *cli)
{
	struct telling telling = {.cli = cli};
	enum page_format format;
	if (cli->session.as_of != 0)
		return cli_misuse(cli, _("what-if: only of the register as it is: leave --as-of out"));
	if (!pages_format(cli, &format) || !parse_on(cli, &telling.on))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	telling.view = view;
	telling.trial = trial_new(&cli->session);
	bool ok = view != NULL && tell_all(&telling);
	view_close(&view);
	ok = ok && write_report(cli, telling.trial, format);
	trial_free(&telling.trial);
	return ok ? EXIT_DONE : cli_fail(cli);
}
