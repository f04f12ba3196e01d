/* review: rounds of review, from opening them to what has been done in the systems. */
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "cli/review_sheets.h"
#include "query/expression.h"
#include "query/selection.h"
#include "register/reviews.h"

static struct slice option_text(const struct cli *cli, const char *name)
{
	const char *word = cli_option(cli, name);
	return slice_of(word == NULL ? "" : word);
}

static bool wrong(struct cli *cli, const char *usage)
{
	return error_set(&cli->error, ERROR_USAGE, _("use: forvalta review %s"), usage);
}

/* ---- open KIND field=value… ---- */

/* What there is nothing to ask about: what has been removed, ended or retired. */
static const struct kind_row {
	uint8_t kind, entity;
	const char *standing;
} kinds[] = {
	{C_review_kind_permissions, E_permission, "removed is unset"},
	{C_review_kind_licences, E_licence, "(end is unset or end >= today)"},
	{C_review_kind_systems, E_system, "phase not in (retired)"},
};

static const struct kind_row *kind_row_of(uint8_t kind)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (kinds[i].kind == kind)
			return &kinds[i];
	return NULL;
}

/* By itself, so that an error points at the place in what was typed. */
static bool check_scope(struct cli *cli, const struct kind_row *row, struct slice scope)
{
	struct expression *expression =
		scope.size == 0 ? NULL : expression_parse(schema_entity(row->entity), scope, NULL, &cli->error);
	bool good = scope.size == 0 || expression != NULL;
	expression_free(&expression);
	return good || error_prefix(&cli->error, "--where");
}

static bool select_subjects(struct cli *cli, const struct view *view, struct draft *round, struct selection *selection)
{
	const struct kind_row *row = kind_row_of((uint8_t)draft_value(round, F_review_kind).number);
	struct value given = draft_value(round, F_review_scope);
	struct slice scope = given.set ? given.text : SLICE("");
	struct text where = {0};
	if (!check_scope(cli, row, scope))
		return false;
	text_append_text(&where, row->standing);
	if (scope.size > 0)
		text_printf(&where, " and (%.*s)", (int)scope.size, scope.data);
	struct reading *reading = reading_new(view, &cli->session);
	bool done = selection_read(selection, schema_entity(row->entity), text_slice(&where), reading, &cli->error);
	reading_free(&reading);
	text_free(&where);
	if (done && selection->count == 0)
		return error_set(&cli->error, ERROR_INPUT, _("scope: no record is in it; the round would have nothing to ask"));
	return done;
}

static bool fill_round(struct cli *cli, const struct view *view, struct draft *round)
{
	struct value_reader reader = register_reader(view, cli->session.today, true);
	struct slice where = option_text(cli, "where");
	if (cli->argument_count < 2)
		return wrong(cli, "open permissions|licences|systems name=…");
	if (where.size > 0)
		draft_set_text(round, F_review_scope, where);
	return draft_parse(round, schema_field(round->entity, F_review_kind), slice_of(cli->arguments[1]), &reader,
	                   &cli->error) &&
	       cli_take_assignments(cli, 2, view, round);
}

static void tell_opened(struct cli *cli, const struct review_opened *opened)
{
	cli_tell_code(cli, opened->round);
	fprintf(stderr, ngettext("forvalta: %zu question, asked of %zu\n", "forvalta: %zu questions, asked of %zu\n",
	                         (unsigned long)opened->items),
	        opened->items, opened->reviewers);
	if (opened->without_reviewer > 0)
		fprintf(stderr, _("forvalta: of nobody, for want of somebody who could be asked: %zu\n"), opened->without_reviewer);
}

static bool open_round(struct cli *cli)
{
	struct selection selection = {0};
	struct review_opened opened;
	struct draft round;
	draft_init(&round, schema_entity(E_review));
	struct view *view = view_open(cli->session.store, &cli->error);
	bool done = view != NULL && fill_round(cli, view, &round) && select_subjects(cli, view, &round, &selection);
	view_close(&view);
	const struct review_opening opening = {.subjects = selection.refs, .count = selection.count,
	                                       .progress = cli_show_progress, .context = cli};
	cli_catch_stop();
	done = done && review_open(&cli->session, &round, &opening, &opened, &cli->error);
	cli_clear_progress();
	if (done)
		tell_opened(cli, &opened);
	selection_free(&selection);
	draft_free(&round);
	return done;
}

/* ---- items ---- */

/* The items whose codes stand from word `first` on, as they are now. */
static bool find_items(struct cli *cli, const struct view *view, int first, int end, struct review_seen items[])
{
	for (int i = first; i < end; i++) {
		struct record item;
		struct ref ref;
		if (!cli_find_record(cli, view, cli->arguments[i], &ref))
			return false;
		if (ref.entity != E_review_item || !view_record(view, ref, &item))
			return error_set(&cli->error, ERROR_INPUT, _("%s is no item of a review"), cli->arguments[i]);
		items[i - first] = (struct review_seen){ref.id, record_revision(&item)};
	}
	return true;
}

/* What has been answered is answered anew only by whoever says that it is meant. */
static bool check_unanswered(struct cli *cli, const struct view *view, const struct review_seen items[], size_t count)
{
	struct record item;
	char day[DAY_TEXT_SIZE];
	for (size_t i = 0; i < count && !cli_flag(cli, "again"); i++) {
		struct text who = {0};
		if (!view_record(view, (struct ref){E_review_item, items[i].id}, &item) ||
		    !record_is_set(&item, F_review_item_decided))
			continue;
		if (record_is_set(&item, F_review_item_decided_by))
			view_append_name(view, record_ref(&item, F_review_item_decided_by), &who);
		else
			text_append_text(&who, "-");
		error_set(&cli->error, ERROR_CONFLICT, _("%s: answered already by %s, %s; --again answers it anew"),
		          cli->arguments[1 + i], who.data, day_text(record_day(&item, F_review_item_decided), day));
		text_free(&who);
		return false;
	}
	return true;
}

static bool tell_failed(struct cli *cli, int first, size_t failed)
{
	return failed == SIZE_MAX ? false : error_prefix(&cli->error, "%s", cli->arguments[first + (int)failed]);
}

static bool is_assignment(const char *word)
{
	return strchr(word, '=') != NULL;
}

static bool take_choice(struct cli *cli, const struct view *view, int at, struct draft *draft)
{
	struct value_reader reader = register_reader(view, cli->session.today, true);
	return draft_parse(draft, schema_field(draft->entity, F_review_item_decision), slice_of(cli->arguments[at]), &reader,
	                   &cli->error) &&
	       cli_take_assignments(cli, at + 1, view, draft);
}

static struct review_choice choice_of(const struct draft *draft)
{
	struct value until = draft_value(draft, F_review_item_suspend_until);
	return (struct review_choice){
		.decision = (uint8_t)draft_value(draft, F_review_item_decision).number,
		.reduce_to = draft_value(draft, F_review_item_reduce_to).text,
		.suspend_until = until.set ? (day_t)until.number : DAY_UNSET,
		.passed_to = draft_value(draft, F_review_item_passed_to).ref.id,
		.note = draft_value(draft, F_review_item_note).text,
	};
}

/* ITEM… DECISION field=value…: the decision is the last word without '='. */
static bool decide(struct cli *cli)
{
	struct review_seen items[REVIEW_MOST];
	struct draft draft;
	size_t failed = SIZE_MAX;
	int end = cli->argument_count;
	while (end > 1 && is_assignment(cli->arguments[end - 1]))
		end--;
	if (end < 3)
		return wrong(cli, "decide ITEM… keep|reduce|remove|suspend|… [reduce_to=…] [suspend_until=…] [note=…]");
	if ((size_t)end - 2 > COUNT_OF(items))
		return error_set(&cli->error, ERROR_INPUT, _("at most %zu at a time"), COUNT_OF(items));
	draft_init(&draft, schema_entity(E_review_item));
	struct view *view = view_open(cli->session.store, &cli->error);
	bool done = view != NULL && find_items(cli, view, 1, end - 1, items) &&
	            check_unanswered(cli, view, items, (size_t)end - 2) && take_choice(cli, view, end - 1, &draft);
	view_close(&view);
	const struct review_choice choice = choice_of(&draft);
	done = done && (review_decide(&cli->session, items, (size_t)end - 2, &choice, &failed, &cli->error) ||
	                tell_failed(cli, 1, failed));
	draft_free(&draft);
	return done;
}

static bool with_items(struct cli *cli, int end, struct review_seen items[], size_t most)
{
	if ((size_t)end - 1 > most)
		return error_set(&cli->error, ERROR_INPUT, _("at most %zu at a time"), most);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool done = view != NULL && find_items(cli, view, 1, end, items);
	view_close(&view);
	return done;
}

/* ITEM… PERSON */
static bool hand_on(struct cli *cli)
{
	struct review_seen items[REVIEW_MOST];
	int last = cli->argument_count - 1;
	struct ref person;
	size_t failed = SIZE_MAX;
	if (last < 2)
		return wrong(cli, "hand-on ITEM… PERSON");
	struct view *view = view_open(cli->session.store, &cli->error);
	bool done = view != NULL && register_resolve(view, E_person, slice_of(cli->arguments[last]), &person, &cli->error);
	view_close(&view);
	return done && with_items(cli, last, items, COUNT_OF(items)) &&
	       (review_hand_on(&cli->session, items, (size_t)last - 1, person.id, &failed, &cli->error) ||
	        tell_failed(cli, 1, failed));
}

static bool carried_out(struct cli *cli)
{
	struct review_seen items[REVIEW_MOST];
	size_t failed = SIZE_MAX;
	if (cli->argument_count < 2)
		return wrong(cli, "carried-out ITEM…");
	return with_items(cli, cli->argument_count, items, COUNT_OF(items)) &&
	       (review_carried_out(&cli->session, items, (size_t)cli->argument_count - 1, &failed, &cli->error) ||
	        tell_failed(cli, 1, failed));
}

/* ---- the whole round ---- */

static bool find_round(struct cli *cli, struct ref *round)
{
	if (cli->argument_count != 2)
		return wrong(cli, "apply|escalate|close CODE");
	struct view *view = view_open(cli->session.store, &cli->error);
	bool done = view != NULL && cli_find_record(cli, view, cli->arguments[1], round) &&
	            (round->entity == E_review ||
	             error_set(&cli->error, ERROR_INPUT, _("%s is no round of review"), cli->arguments[1]));
	view_close(&view);
	return done;
}

static void tell_counts(const struct review_counts *counts)
{
	fprintf(stderr, _("forvalta: %zu of %zu questions are decided\n"), counts->settled, counts->items);
	if (counts->to_do > counts->done)
		fprintf(stderr, _("forvalta: to be done in the systems themselves: %zu; forvalta report review lists them\n"),
		        counts->to_do - counts->done);
}

static bool apply(struct cli *cli)
{
	struct review_done done;
	struct ref round;
	if (!find_round(cli, &round) || !review_apply(&cli->session, round, &done, &cli->error))
		return false;
	fprintf(stderr, _("forvalta: changed in the register: %zu; asked again, since they have changed: %zu\n"), done.changed,
	        done.left);
	tell_counts(&done.counts);
	return true;
}

static bool escalate(struct cli *cli)
{
	struct review_done done;
	struct ref round;
	if (!find_round(cli, &round) || !review_escalate(&cli->session, round, &done, &cli->error))
		return false;
	fprintf(stderr, _("forvalta: asked of the next in line: %zu; nobody to ask: %zu\n"), done.changed, done.left);
	return true;
}

static bool close_round(struct cli *cli)
{
	struct review_done done;
	struct ref round;
	if (!find_round(cli, &round) ||
	    !review_close(&cli->session, round, option_text(cli, "why"), &done, &cli->error))
		return false;
	tell_counts(&done.counts);
	return true;
}

/* ---- the verbs ---- */

static const struct verb {
	const char *name;
	bool (*run)(struct cli *cli);
} verbs[] = {
	{"open", open_round}, {"decide", decide},     {"hand-on", hand_on},         {"escalate", escalate},
	{"apply", apply},     {"close", close_round}, {"carried-out", carried_out},
	{"export", review_export},
};

int run_review(struct cli *cli)
{
	if (strcmp(cli->arguments[0], "import") == 0)
		return review_import(cli);
	for (size_t i = 0; i < COUNT_OF(verbs); i++)
		if (strcmp(cli->arguments[0], verbs[i].name) == 0)
			return verbs[i].run(cli) ? EXIT_DONE : cli_fail(cli);
	return cli_misuse(cli, _("review %s: there are open, decide, hand-on, escalate, apply, close, carried-out, export and "
	                         "import"),
	                  cli->arguments[0]);
}
