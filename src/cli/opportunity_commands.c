/* capture, receive, triage, gate, stop: the way of a need until it is decided, and out of it. */
#include <string.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "cli/commands.h"
#include "cli/pages.h"
#include "register/opportunities.h"
#include "register/opportunity_deeds.h"
#include "report/gate_report.h"
#include "report/teller.h"

static struct slice option_text(const struct cli *cli, const char *name)
{
	const char *word = cli_option(cli, name);
	return slice_of(word == NULL ? "" : word);
}

/* A choice by its stable name or its label; 0 where the option was not given. */
static bool option_choice(struct cli *cli, const char *name, uint8_t entity, uint8_t number, uint8_t *choice)
{
	const char *word = cli_option(cli, name);
	const struct value_reader reader = {0};
	struct draft draft;
	*choice = 0;
	if (word == NULL)
		return true;
	draft_init(&draft, schema_entity(entity));
	bool ok = draft_parse(&draft, schema_field(draft.entity, number), slice_of(word), &reader, &cli->error);
	*choice = ok ? (uint8_t)draft_value(&draft, number).number : 0;
	draft_free(&draft);
	return ok || error_prefix(&cli->error, "--%s", name);
}

static bool option_ref(struct cli *cli, const struct view *view, const char *name, uint8_t entity, struct ref *ref)
{
	const char *word = cli_option(cli, name);
	*ref = (struct ref){0, 0};
	return word == NULL || register_resolve(view, entity, slice_of(word), ref, &cli->error) ||
	       error_prefix(&cli->error, "--%s", name);
}

static bool find_opportunity(struct cli *cli, const struct view *view, struct ref *ref)
{
	const char *code = cli->arguments[0];
	return cli_find_record(cli, view, code, ref) &&
	       (ref->entity == E_opportunity ||
	        error_set(&cli->error, ERROR_INPUT, _("%s is no development opportunity"), code));
}

/* ---- capture ---- */

/* What is there already is told before anything new is wished for. */
static void tell_alike(struct cli *cli, const struct view *view, const struct record *need)
{
	struct reading *reading = reading_new(view, &cli->session);
	struct rule_titles rules = {0};
	const struct teller teller = {.session = &cli->session, .view = view, .reading = reading, .rules = &rules};
	struct reasons alike;
	audit_find_alike(&cli->session, view, need, &alike);
	for (size_t i = 0; i < alike.count; i++) {
		struct text words = {0};
		teller_reason(&words, &teller, &alike.items[i]);
		fprintf(stderr, _("forvalta: already there: %s\n"), words.data);
		text_free(&words);
	}
	rule_titles_free(&rules);
	reading_free(&reading);
}

static void tell_captured(struct cli *cli, struct ref made)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	struct record record;
	char day[DAY_TEXT_SIZE];
	cli_tell_code(cli, made);
	if (view != NULL && view_record(view, made, &record) && record_is_set(&record, F_opportunity_answer_due))
		fprintf(stderr, _("forvalta: whoever looks after the portfolio answers by %s\n"),
		        day_text(record_day(&record, F_opportunity_answer_due), day));
	if (view != NULL && view_record(view, made, &record))
		tell_alike(cli, view, &record);
	view_close(&view);
}

int run_capture(struct cli *cli)
{
	struct capture capture = {.title = slice_of(cli->arguments[0]), .need = option_text(cli, "why")};
	struct ref made = {0, 0};
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && option_ref(cli, view, "unit", E_unit, &capture.unit) &&
	          option_ref(cli, view, "service", E_service, &capture.service);
	view_close(&view);
	if (ok && (capture.need.size == 0 || !ref_is_set(capture.unit)))
		ok = error_set(&cli->error, ERROR_USAGE, _("say why and for which unit: --why TEXT --unit CODE"));
	ok = ok && opportunity_capture(&cli->session, &capture, &made, &cli->error);
	if (ok)
		tell_captured(cli, made);
	return ok ? EXIT_DONE : cli_fail(cli);
}

/* ---- receive, stop ---- */

static bool parse_until(struct cli *cli, day_t *until)
{
	const char *word = cli_option(cli, "until");
	*until = DAY_UNSET;
	return word == NULL || day_parse_typed(slice_of(word), cli->session.today, until, &cli->error) ||
	       error_prefix(&cli->error, "--until");
}

/* Some answers need more: said in the words of the options. */
static bool is_answered_whole(struct cli *cli, const struct reception *reception)
{
	bool no = reception->answer == C_need_answer_not_now || reception->answer == C_need_answer_no;
	if (no && reception->why.size == 0)
		return error_set(&cli->error, ERROR_USAGE, _("say why, to whoever asked: --why TEXT"));
	return reception->answer != C_need_answer_joined || ref_is_set(reception->with) ||
	       error_set(&cli->error, ERROR_USAGE,
	                 _("say with which other development opportunity it is joined: --with CODE"));
}

int run_receive(struct cli *cli)
{
	struct reception reception = {.why = option_text(cli, "why")};
	struct ref about;
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && find_opportunity(cli, view, &about) &&
	          option_ref(cli, view, "with", E_opportunity, &reception.with) &&
	          option_ref(cli, view, "by", E_person, &reception.by);
	view_close(&view);
	ok = ok && parse_until(cli, &reception.until) &&
	     option_choice(cli, "answer", E_opportunity, F_opportunity_answer, &reception.answer) &&
	     is_answered_whole(cli, &reception) && opportunity_receive(&cli->session, about, &reception, &cli->error);
	if (ok)
		cli_tell_code(cli, about);
	return ok ? EXIT_DONE : cli_fail(cli);
}

int run_stop(struct cli *cli)
{
	struct ref about;
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && find_opportunity(cli, view, &about);
	view_close(&view);
	if (ok && (option_text(cli, "why").size == 0 || option_text(cli, "lesson").size == 0))
		ok = error_set(&cli->error, ERROR_USAGE,
		               _("say why it is stopped and what was learned: --why TEXT --lesson TEXT; it is nobody's fault"));
	ok = ok && opportunity_stop(&cli->session, about, option_text(cli, "why"), option_text(cli, "lesson"), &cli->error);
	if (ok)
		cli_tell_code(cli, about);
	return ok ? EXIT_DONE : cli_fail(cli);
}

/* ---- triage ---- */

struct assessing {
	struct ref about;
	struct triage triage;
	uint8_t track, size, work; /* as the person says; 0: not said */
};

/* What the person says of work counts in what is proposed. */
static bool assess(struct cli *cli, const struct view *view, struct assessing *assessing)
{
	struct record record;
	if (!view_record(view, assessing->about, &record))
		return error_set(&cli->error, ERROR_STORE, _("%s cannot be read; run forvalta verify"), cli->arguments[0]);
	struct opportunity_reader *reader = opportunity_reader_new(view, cli->conf, cli->session.today);
	opportunity_triage(reader, &record, assessing->work, &assessing->triage);
	opportunity_reader_free(&reader);
	return true;
}

static struct page *make_triage(void *context, const struct teller *teller, struct error *error)
{
	const struct assessing *assessing = context;
	struct record record;
	if (view_record(teller->view, assessing->about, &record))
		return triage_report(teller, &record, &assessing->triage);
	error_set(error, ERROR_NOT_FOUND, _("there is no such development opportunity"));
	return NULL;
}

static bool set_track(struct cli *cli, const struct assessing *assessing)
{
	uint8_t track = assessing->track != 0 ? assessing->track : assessing->triage.track,
			size = assessing->size != 0 ? assessing->size : assessing->triage.size;
	if (track == 0 || size == 0)
		return error_set(&cli->error, ERROR_INPUT,
		                 _("what is known gives no track or no size: answer --work, or say --track and --size"));
	return opportunity_assess(&cli->session, assessing->about, track, size, assessing->work, &cli->error);
}

int run_triage(struct cli *cli)
{
	enum page_format format;
	struct assessing assessing = {0};
	if (!pages_format(cli, &format) ||
	    !option_choice(cli, "work", E_opportunity, F_opportunity_work_changes, &assessing.work) ||
	    !option_choice(cli, "track", E_opportunity, F_opportunity_track, &assessing.track) ||
	    !option_choice(cli, "size", E_opportunity, F_opportunity_size, &assessing.size))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && find_opportunity(cli, view, &assessing.about) && assess(cli, view, &assessing);
	view_close(&view);
	ok = ok && (!cli_flag(cli, "set") || set_track(cli, &assessing));
	view = ok ? view_open(cli->session.store, &cli->error) : NULL;
	ok = view != NULL && pages_write(cli, view, make_triage, &assessing, format, NULL);
	view_close(&view);
	return ok ? EXIT_DONE : cli_fail(cli);
}

/* ---- gate ---- */

struct passing {
	struct ref about;
	enum gate_kind kind;
	size_t missing;
};

static struct page *make_gate(void *context, const struct teller *teller, struct error *error)
{
	struct passing *passing = context;
	return gate_report(teller, passing->about, passing->kind, &passing->missing, error);
}

/* Which gate is next where nobody says: of a system its retirement, of an opportunity the decision, and the hand-over
 * once it is decided. */
static enum gate_kind next_gate(const struct view *view, struct ref about)
{
	struct record record;
	if (about.entity == E_system)
		return GATE_RETIRED;
	uint8_t stage = view_record(view, about, &record) ? record_choice(&record, F_opportunity_stage) : 0;
	return stage == C_stage_decided || stage == C_stage_running ? GATE_DELIVERED : GATE_DECIDED;
}

static bool choose_gate(struct cli *cli, const struct view *view, struct passing *passing)
{
	const char *word = cli_option(cli, "for");
	passing->kind = next_gate(view, passing->about);
	for (enum gate_kind kind = 0; word != NULL && kind < GATE_KINDS; kind++)
		if (strcmp(word, gate_name(kind)) == 0) {
			passing->kind = kind;
			return true;
		}
	return word == NULL ||
	       error_set(&cli->error, ERROR_USAGE, _("--for: \"%s\" is none of decided, delivered, retired"), word);
}

int run_gate(struct cli *cli)
{
	enum page_format format;
	struct passing passing = {0};
	if (!pages_format(cli, &format))
		return cli_fail(cli);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_find_record(cli, view, cli->arguments[0], &passing.about) &&
	          choose_gate(cli, view, &passing) && pages_write(cli, view, make_gate, &passing, format, NULL);
	view_close(&view);
	if (!ok)
		return cli_fail(cli);
	return passing.missing == 0 ? EXIT_DONE : EXIT_FOUND;
}
