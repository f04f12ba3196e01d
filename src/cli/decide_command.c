/* decide: a decision in one line, and what it does to the contract it is about. */
#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "register/decisions.h"

static bool take_outcome(struct cli *cli, const struct view *view, struct draft *decision)
{
	struct value_reader reader = register_reader(view, cli->session.today, true);
	return draft_parse(decision, schema_field(decision->entity, F_decision_outcome), slice_of(cli->arguments[1]), &reader,
	                   &cli->error);
}

int run_decide(struct cli *cli)
{
	struct ref about, made;
	struct draft decision;
	draft_init(&decision, schema_entity(E_decision));
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_find_record(cli, view, cli->arguments[0], &about) &&
	          take_outcome(cli, view, &decision) && cli_take_assignments(cli, 2, view, &decision);
	view_close(&view);
	ok = ok && decision_make(&cli->session, &decision, about, &made, &cli->error) && cli_tell_code(cli, made);
	draft_free(&decision);
	return ok ? EXIT_DONE : cli_fail(cli);
}
