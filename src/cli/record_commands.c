/* init, show, add, set, remove: one record at a time. */
#include <string.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "identity/identity.h"
#include "model/code.h"
#include "model/value_json.h"
#include "register/authority.h"
#include "register/figures.h"
#include "report/teller.h"
#include "store/past.h"

int run_init(struct cli *cli)
{
	struct session_options options;
	const char *group = cli_option(cli, "shared");
	unsigned group_id = 0;
	if (!cli_session_options(cli, &options))
		return cli_fail(cli);
	options.read_only = false;
	if (group != NULL && !identity_find_group(group, &group_id, &cli->error))
		return cli_fail(cli);
	if (!register_init(&options, group != NULL, group_id, cli_option(cli, "name"), cli->conf, &cli->error))
		return cli_fail(cli);
	printf(_("%s: a new register, with %s as its administrator.\n"), cli->store.data, options.login);
	if (group != NULL)
		fprintf(stderr, "%s\n",
		        _("forvalta: a shared register trusts everybody of the group with its files: roles are advice only"));
	return EXIT_DONE;
}

/* In the register as it was: what was there then may be gone since, and says why. */
static void tell_if_gone(struct cli *cli, const struct view *view, const char *code)
{
	struct ref ref;
	struct image image;
	struct text words = {0};
	if (cli->session.as_of == 0 || !code_parse_default(slice_of(code), &ref) ||
	    !view_image_at(view, ref, UINT64_MAX, &image) || !image_is_gone(&image))
		return;
	teller_gone(&words, view_present(view), &image);
	error_set(&cli->error, ERROR_NOT_FOUND, _("%s: how it stood then is gone: %s"), code, words.data);
	text_free(&words);
}

bool cli_find_record(struct cli *cli, const struct view *view, const char *code, struct ref *ref)
{
	bool finding = strchr(code, ':') != NULL && audit_find(view, slice_of(code), ref, NULL);
	if (finding || register_resolve(view, 0, slice_of(code), ref, &cli->error))
		return true;
	tell_if_gone(cli, view, code);
	return false;
}

static void append_line(struct text *out, const char *label, struct slice value)
{
	struct text cell = {0};
	text_append_cell(&cell, slice_of(label), 26, false, false);
	text_append(out, text_slice(&cell));
	text_append_char(out, ' ');
	text_append_harmless(out, value, true);
	text_append_char(out, '\n');
	text_free(&cell);
}

struct showing {
	struct cli *cli;
	const struct view *view;
	const struct record *record;
	struct figures *figures;
	struct value_writer writer;
	struct text *out;
	struct text working; /* the chain of reasons shown last */
};

static void show_field(struct showing *showing, const struct field *field)
{
	struct text value = {0};
	struct value held = record_value(showing->record, field);
	if (!held.set)
		return;
	if (!authority_may_read(&showing->cli->session, showing->view, showing->record, field))
		text_append_text(&value, _("(not shown to your role)"));
	else
		value_append(&value, field, &held, &showing->writer);
	append_line(showing->out, _(field->label), text_slice(&value));
	text_free(&value);
}

static void name_of(void *context, struct ref ref, struct text *out)
{
	view_append_name(context, ref, out);
}

/* Figures that follow one another often share their working: it stands once, below the first of them. */
static void show_reasons(struct showing *showing, const struct field *figure)
{
	union {
		const struct view *view;
		void *context;
	} pass = {.view = showing->view};
	const struct reason_words words = {name_of, pass.context};
	struct reasons reasons;
	struct text working = {0};
	if (!authority_may_explain(&showing->cli->session, showing->view, showing->record) ||
	    !figures_reasons(showing->figures, showing->record, figure, &reasons))
		return;
	for (size_t i = 0; i < reasons.count; i++) {
		struct text line = {0};
		reason_append_words(&line, &reasons.items[i], &words);
		append_line(&working, "", text_slice(&line));
		text_free(&line);
	}
	if (!slice_equal(text_slice(&working), text_slice(&showing->working)))
		text_append(showing->out, text_slice(&working));
	text_free(&showing->working);
	showing->working = working;
}

static void show_figures(struct showing *showing)
{
	const struct field *figure;
	for (size_t i = 0; (figure = figure_at(showing->record->entity, i)) != NULL; i++) {
		struct value value = figures_value(showing->figures, showing->record, figure);
		struct text words = {0};
		bool is_not = figure->type == TYPE_YESNO && value.number == C_yesno_no; /* what is not so needs no line */
		if (!value.set || is_not ||
		    !authority_may_read(&showing->cli->session, showing->view, showing->record, figure))
			continue;
		value_append(&words, figure, &value, &showing->writer);
		append_line(showing->out, _(figure->label), text_slice(&words));
		if (cli_flag(showing->cli, "why"))
			show_reasons(showing, figure);
		text_free(&words);
	}
}

static void show_text(struct showing *showing)
{
	struct text code = {0};
	text_append_harmless(showing->out, slice_of(_(showing->record->entity->label)), false);
	code_append(&code, showing->record);
	text_printf(showing->out, " %s, %s %u\n", code.data, _("revision"), record_revision(showing->record));
	for (unsigned i = 0; i < showing->record->entity->field_count; i++)
		if (i + 1 != F_code)
			show_field(showing, &showing->record->entity->fields[i]);
	show_figures(showing);
	text_free(&code);
}

static void show_json(struct showing *showing)
{
	struct json_writer json = {.out = showing->out, .pretty = true};
	struct text code = {0};
	const struct field *figure;
	code_append(&code, showing->record);
	json_write_object(&json);
	json_write_member(&json, "entity", slice_of(showing->record->entity->name));
	json_write_member(&json, "code", text_slice(&code));
	json_write_member_number(&json, "revision", record_revision(showing->record));
	for (unsigned i = F_secrecy_ground; i <= showing->record->entity->field_count; i++) {
		const struct field *field = schema_field(showing->record->entity, (uint8_t)i);
		struct value value = record_value(showing->record, field);
		if (!value.set || !authority_may_read(&showing->cli->session, showing->view, showing->record, field))
			continue;
		json_write_name(&json, field->name);
		value_write_json(&json, field, &value, &showing->writer);
	}
	for (size_t i = 0; (figure = figure_at(showing->record->entity, i)) != NULL; i++) {
		struct value value = figures_value(showing->figures, showing->record, figure);
		if (!authority_may_read(&showing->cli->session, showing->view, showing->record, figure))
			continue;
		json_write_name(&json, figure->name);
		value_write_json(&json, figure, &value, &showing->writer);
	}
	json_write_object_end(&json);
	json_write_line_end(&json);
	text_free(&code);
}

int run_show(struct cli *cli)
{
	struct ref ref;
	struct record record;
	struct text out = {0};
	const char *format = cli_option(cli, "format");
	bool json = format != NULL && strcmp(format, "json") == 0;
	if (format != NULL && !json && strcmp(format, "text") != 0)
		return cli_misuse(cli, _("--format: show knows text and json, not \"%s\""), format);
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return cli_fail(cli);
	bool ok = cli_find_record(cli, view, cli->arguments[0], &ref) && (view_record(view, ref, &record) ||
		error_set(&cli->error, ERROR_STORE, _("%s cannot be read; run forvalta verify"), cli->arguments[0]));
	if (ok) {
		struct showing showing = {
			.cli = cli, .view = view, .record = &record, .writer = view_writer(view, !json), .out = &out,
			.figures = figures_new(view, cli->conf, cli->session.today)};
		if (json)
			show_json(&showing);
		else
			show_text(&showing);
		figures_free(&showing.figures);
		text_free(&showing.working);
		ok = cli_write(cli, &out);
	}
	view_close(&view);
	text_free(&out);
	return ok ? EXIT_DONE : cli_fail(cli);
}

bool cli_take_assignments(struct cli *cli, int first, const struct view *view, struct draft *draft)
{
	struct value_reader reader = register_reader(view, cli->session.today, true);
	for (int i = first; i < cli->argument_count; i++)
		if (!draft_parse_assignment(draft, slice_of(cli->arguments[i]), &reader, NULL, &cli->error))
			return false;
	return true;
}

static struct slice why(const struct cli *cli)
{
	const char *text = cli_option(cli, "why");
	return slice_of(text == NULL ? "" : text);
}

bool cli_tell_code(struct cli *cli, struct ref ref)
{
	struct text code = {0};
	struct view *view = view_open(cli->session.store, &cli->error);
	if (view == NULL)
		return false;
	view_append_code(view, ref, &code);
	printf("%s\n", code.data);
	text_free(&code);
	view_close(&view);
	return true;
}

/* Saves and tells the code. `view` was read before and is closed. */
static int save(struct cli *cli, struct draft *draft, struct ref ref, uint32_t revision)
{
	return register_save(&cli->session, draft, &ref, revision, why(cli), &cli->error) && cli_tell_code(cli, ref)
	           ? EXIT_DONE
	           : cli_fail(cli);
}

int run_add(struct cli *cli)
{
	const struct entity *entity = schema_find_entity(slice_of(cli->arguments[0]));
	if (entity == NULL)
		return cli_misuse(cli, _("\"%s\" is no kind of record; forvalta schema lists them"), cli->arguments[0]);
	struct draft draft;
	draft_init(&draft, entity);
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_take_assignments(cli, 1, view, &draft);
	view_close(&view);
	int status = ok ? save(cli, &draft, (struct ref){entity->number, 0}, 0) : cli_fail(cli);
	draft_free(&draft);
	return status;
}

int run_set(struct cli *cli)
{
	struct ref ref;
	struct record record;
	struct draft draft;
	uint32_t revision = 0;
	draft_init(&draft, schema_entity(E_system));
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_find_record(cli, view, cli->arguments[0], &ref) && (view_record(view, ref, &record) ||
		error_set(&cli->error, ERROR_STORE, _("%s cannot be read; run forvalta verify"), cli->arguments[0]));
	if (ok) {
		revision = record_revision(&record);
		draft_copy_record(&draft, &record);
		ok = cli_take_assignments(cli, 1, view, &draft);
	}
	view_close(&view);
	int status = ok ? save(cli, &draft, ref, revision) : cli_fail(cli);
	draft_free(&draft);
	return status;
}

int run_remove(struct cli *cli)
{
	struct ref ref;
	struct record record;
	struct view *view = view_open(cli->session.store, &cli->error);
	bool ok = view != NULL && cli_find_record(cli, view, cli->arguments[0], &ref) && (view_record(view, ref, &record) ||
		error_set(&cli->error, ERROR_STORE, _("%s cannot be read; run forvalta verify"), cli->arguments[0]));
	uint32_t revision = ok ? record_revision(&record) : 0;
	view_close(&view);
	return ok && register_remove(&cli->session, ref, revision, why(cli), &cli->error) ? EXIT_DONE : cli_fail(cli);
}
