/* handover, merge: one record takes over from another; what comes of it is told first. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "report/takeover_report.h"

struct asking {
	struct cli *cli;
	const struct view *view;
	struct takeover_request request;
	size_t choice_capacity;
};

static bool add_target(struct asking *asking, const char *word)
{
	struct takeover_request *request = &asking->request;
	if (request->into_count == TAKEOVER_TARGETS)
		return error_set(&asking->cli->error, ERROR_INPUT, _("name one to eight that take over"));
	return cli_find_record(asking->cli, asking->view, word, &request->into[request->into_count++]);
}

/* A kind of record, or the code of one. */
static bool find_about(struct asking *asking, struct slice word, struct ref *about)
{
	const struct entity *entity = schema_find_entity(word);
	*about = (struct ref){entity == NULL ? 0 : entity->number, 0};
	return entity != NULL || view_find_code(asking->view, word, about) ||
	       error_set(&asking->cli->error, ERROR_NOT_FOUND, _("\"%.*s\" is neither a kind of record nor the code of one"),
	                 (int)word.size, word.data);
}

static bool find_target(struct asking *asking, struct slice word, uint8_t *target)
{
	const struct takeover_request *request = &asking->request;
	struct ref into;
	*target = TAKEOVER_LEFT;
	if (slice_equal_text(word, "stays") || slice_equal_text(word, _("stays")))
		return true;
	for (size_t i = 0; view_find_code(asking->view, word, &into) && i < request->into_count; i++)
		if (ref_equal(request->into[i], into)) {
			*target = (uint8_t)i;
			return true;
		}
	return error_set(&asking->cli->error, ERROR_INPUT,
	                 _("\"%.*s\": write the code of one that takes over, named before, or stays"), (int)word.size,
	                 word.data);
}

static bool add_choice(struct asking *asking, const char *word)
{
	struct takeover_request *request = &asking->request;
	struct slice rest = slice_of(word), left;
	struct takeover_choice choice;
	slice_next(&rest, '=', &left);
	if (!find_about(asking, left, &choice.about) || !find_target(asking, rest, &choice.target))
		return false;
	memory_grow(&request->choices, &asking->choice_capacity, request->choice_count, sizeof *request->choices);
	request->choices[request->choice_count++] = choice;
	return true;
}

static bool read_words(struct asking *asking)
{
	struct cli *cli = asking->cli;
	const char *on = cli_option(cli, "on");
	bool ok = cli_find_record(cli, asking->view, cli->arguments[0], &asking->request.from);
	for (int i = 1; ok && i < cli->argument_count; i++)
		ok = strchr(cli->arguments[i], '=') != NULL ? add_choice(asking, cli->arguments[i])
		                                            : add_target(asking, cli->arguments[i]);
	asking->request.day = DAY_UNSET;
	asking->request.keep = cli_flag(cli, "keep");
	return ok && (on == NULL || day_parse_typed(slice_of(on), cli->session.today, &asking->request.day, &cli->error) ||
	              error_prefix(&cli->error, "--on"));
}

static bool write_page(struct cli *cli, const struct view *view, const struct takeover *takeover,
                       enum page_format format)
{
	struct reading *reading = reading_new(view, &cli->session);
	struct rule_titles rules = {0};
	const struct teller teller = {.session = &cli->session, .view = view, .reading = reading, .rules = &rules};
	struct page *page = takeover_report(&teller, takeover, format != PAGE_TEXT || cli_flag(cli, "each"));
	struct text out = {0};
	page_write(page, format, &out);
	bool ok = cli_write(cli, &out);
	page_free(&page);
	text_free(&out);
	rule_titles_free(&rules);
	reading_free(&reading);
	return ok;
}

static struct takeover *make_plan(struct cli *cli, enum takeover_kind kind, enum page_format format)
{
	struct asking asking = {.cli = cli, .request = {.kind = kind}};
	struct view *view = view_open(cli->session.store, &cli->error);
	struct takeover *takeover = NULL;
	asking.view = view;
	if (view != NULL && read_words(&asking))
		takeover = takeover_new(&cli->session, view, &asking.request, &cli->error);
	if (takeover != NULL && !write_page(cli, view, takeover, format))
		takeover_free(&takeover);
	free(asking.request.choices);
	view_close(&view);
	return takeover;
}

/* A dry run says too whether it would be refused. */
static int try(struct cli *cli, const struct takeover *takeover)
{
	if (takeover_try(&cli->session, takeover, &cli->error))
		return EXIT_DONE;
	cli_fail(cli);
	return EXIT_FOUND;
}

static int carry_out(struct cli *cli, const struct takeover *takeover)
{
	const char *why = cli_option(cli, "why");
	uint64_t sequence = 0;
	if (!takeover_do(&cli->session, takeover, slice_of(why == NULL ? "" : why), &sequence, &cli->error))
		return cli_fail(cli);
	if (sequence == 0)
		fprintf(stderr, _("forvalta: nothing is changed by it\n"));
	else
		fprintf(stderr, _("forvalta: done; forvalta undo %llu takes it back\n"), (unsigned long long)sequence);
	return EXIT_DONE;
}

static int run(struct cli *cli, enum takeover_kind kind)
{
	enum page_format format;
	if (cli->session.as_of != 0)
		return cli_misuse(cli, _("only of the register as it is: leave --as-of out"));
	if (!pages_format(cli, &format))
		return cli_fail(cli);
	struct takeover *takeover = make_plan(cli, kind, format);
	if (takeover == NULL)
		return cli_fail(cli);
	int status = cli_flag(cli, "dry-run") ? try(cli, takeover) : carry_out(cli, takeover);
	takeover_free(&takeover);
	return status;
}

int run_handover(struct cli *cli)
{
	return run(cli, TAKEOVER_HANDOVER);
}

int run_merge(struct cli *cli)
{
	return run(cli, TAKEOVER_MERGE);
}
