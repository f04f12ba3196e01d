/* history and undo: what was changed, and taking it back. */
#include <string.h>

#include "base/lang.h"
#include "cli/cli_private.h"
#include "cli/commands.h"
#include "model/code.h"
#include "register/authority.h"
#include "register/edit.h"
#include "register/past.h"
#include "report/teller.h"
#include "store/journal.h"

#define CHANGES_TOLD 20

static const char *kind_label(enum entry_kind kind)
{
	switch (kind) {
	case ENTRY_IMPORT: return N_("import");
	case ENTRY_AUDIT: return N_("audit");
	case ENTRY_UNDO: return N_("undo");
	case ENTRY_INIT: return N_("beginning");
	case ENTRY_ROLLBACK: return N_("rolled back");
	case ENTRY_CATALOGUE: return N_("catalogue");
	case ENTRY_ERASURE: return N_("erasure");
	case ENTRY_DISPOSAL: return N_("disposal");
	default: return N_("change");
	}
}

static void append_entry(const struct view *view, const struct entry *entry, struct text *out)
{
	char moment[MOMENT_TEXT_SIZE];
	text_printf(out, "#%-6llu %s  ", (unsigned long long)entry->sequence, moment_local_text(entry->moment, moment));
	view_append_actor(view, entry->actor, out);
	text_printf(out, ", %s", _(kind_label(entry->kind)));
	if (entry->where.size > 0) {
		text_append_text(out, ", ");
		text_append_harmless(out, entry->where, false);
	}
	if (entry->why.size > 0) {
		text_append_text(out, ": ");
		text_append_harmless(out, entry->why, false);
	}
	if (entry->undoes != 0)
		text_printf(out, " (#%llu)", (unsigned long long)entry->undoes);
	text_append_char(out, '\n');
}

static void append_entry_changes(const struct view *view, const struct entry *entry, struct text *out)
{
	struct entry_change change;
	uint32_t at = 0, changed = entry_changed(entry);
	for (uint32_t i = 0; i < CHANGES_TOLD && entry_next(entry, &at, &change); i++) {
		text_append_text(out, "        ");
		if (change.ref.id == 0)
			text_printf(out, ngettext("%u finding", "%u findings", change.revision), change.revision);
		else {
			view_append_code(view, change.ref, out);
			text_append_char(out, ' ');
			view_append_name(view, change.ref, out);
		}
		text_append_char(out, '\n');
	}
	if (changed > CHANGES_TOLD)
		text_printf(out, _("        and %u more\n"), changed - CHANGES_TOLD);
}

static void list_entries(const struct view *view, long limit, struct text *out)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	for (bool there = journal_last(journal, &entry); there && limit-- > 0; there = journal_previous(journal, &entry)) {
		append_entry(view, &entry, out);
		append_entry_changes(view, &entry, out);
	}
	journal_free(&journal);
}

struct telling {
	struct cli *cli;
	const struct view *view;
	struct text *out;
	struct record before;
	bool has_before;
};

static void tell_field(struct telling *telling, const struct record *record, const struct field *field)
{
	struct value_writer writer = view_writer(telling->view, true);
	struct value old = telling->has_before ? record_value(&telling->before, field) : VALUE_UNSET,
				 new = record_value(record, field);
	struct text words = {0};
	text_printf(&words, "        %s: ", _(field->label));
	if (!authority_may_read(&telling->cli->session, telling->view, record, field)) {
		text_append_text(&words, _("(not shown to your role)"));
	} else {
		if (old.set) {
			value_append(&words, field, &old, &writer);
			text_append_text(&words, " → ");
		}
		if (new.set)
			value_append(&words, field, &new, &writer);
		else
			text_append_text(&words, _("(not set)"));
	}
	text_append_harmless(telling->out, text_slice(&words), true);
	text_append_char(telling->out, '\n');
	text_free(&words);
}

static void tell_differences(struct telling *telling, const struct record *record)
{
	uint8_t fields[255];
	size_t count = 0;
	if (telling->has_before)
		count = record_differences(&telling->before, record, fields);
	else
		for (unsigned i = 0; i < record->entity->field_count; i++)
			if (record_is_set(record, (uint8_t)(i + 1)))
				fields[count++] = (uint8_t)(i + 1);
	for (size_t i = 0; i < count; i++)
		tell_field(telling, record, schema_field(record->entity, fields[i]));
}

static bool tell_image(void *context, const struct image *image)
{
	struct telling *telling = context;
	struct journal *journal = journal_new(telling->view);
	struct entry entry;
	if (journal_seek(journal, image->sequence, &entry))
		append_entry(telling->view, &entry, telling->out);
	journal_free(&journal);
	if (image->state == IMAGE_REMOVED)
		text_printf(telling->out, "        %s\n", _("removed"));
	else if (image_is_gone(image)) {
		text_append_text(telling->out, "        ");
		teller_gone(telling->out, telling->view, image);
		text_append_char(telling->out, '\n');
	} else if (image->readable)
		tell_differences(telling, &image->record);
	telling->has_before = image->readable && image->state != IMAGE_REMOVED;
	if (telling->has_before)
		telling->before = image->record;
	return true;
}

/* Of one's own records everybody; of all of them, and of what is gone, an auditor. */
static bool may_read_history(struct cli *cli, const struct view *view, struct ref ref)
{
	struct record record;
	bool there = view_record(view, ref, &record);
	return authority_allows(&cli->session, view, DEED_READ_HISTORY, ref.entity, there ? &record : NULL) ||
	       error_set(&cli->error, ERROR_DENIED,
	                 _("the history of a record is for whoever manages it, and for auditors"));
}

int run_history(struct cli *cli)
{
	struct view *view = view_open(cli->session.store, &cli->error);
	struct text out = {0};
	struct ref ref;
	bool ok = view != NULL;
	const char *limit = cli_option(cli, "limit");
	int64_t count = 50;
	if (ok && limit != NULL)
		ok = number_parse(slice_of(limit), &count, &cli->error) || error_prefix(&cli->error, "--limit");
	if (ok && !authority_allows(&cli->session, view, DEED_READ, E_system, NULL))
		ok = error_set(&cli->error, ERROR_DENIED, _("your role may not read the change log"));
	if (ok && cli->argument_count == 0)
		list_entries(view, (long)count, &out);
	else if (ok) {
		struct telling telling = {.cli = cli, .view = view, .out = &out};
		ok = cli_find_record(cli, view, cli->arguments[0], &ref) && may_read_history(cli, view, ref);
		if (ok)
			view_history(view, ref, tell_image, &telling);
	}
	ok = ok && cli_write(cli, &out);
	view_close(&view);
	text_free(&out);
	return ok ? EXIT_DONE : cli_fail(cli);
}

static int tell_undone(struct cli *cli, struct edit *edit, bool ok)
{
	uint64_t written = 0;
	size_t count = ok ? edit_count(edit) : 0;
	ok = ok && edit_commit(&edit, &written, &cli->error);
	edit_abort(&edit);
	if (!ok)
		return cli_fail(cli);
	if (count == 0)
		printf("%s\n", _("nothing is changed: it stands as it did then"));
	else
		printf(ngettext("undone: %zu record is as it was (#%llu)\n", "undone: %zu records are as they were (#%llu)\n",
		                count),
		       count, (unsigned long long)written);
	return EXIT_DONE;
}

/* One that has been removed is called by the code that its number gives it. */
bool cli_find_even_removed(struct cli *cli, const struct view *view, const char *code, struct ref *ref)
{
	struct error error = {0};
	if (cli_find_record(cli, view, code, ref))
		return true;
	error = cli->error;
	error_clear(&cli->error);
	if (code_parse_default(slice_of(code), ref) && view_last_revision(view, *ref) > 0)
		return true;
	cli->error = error;
	return false;
}

static int return_to(struct cli *cli, const char *code, const char *moment)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct edit *edit = edit_begin(&cli->session, &facts, &cli->error);
	const struct view *view = edit == NULL ? NULL : edit_view(edit);
	struct past_moment then;
	struct ref ref;
	bool ok = edit != NULL && cli_find_even_removed(cli, view, code, &ref) &&
	          (past_find(view, slice_of(moment), &then, &cli->error) || error_prefix(&cli->error, "--to")) &&
	          edit_return(edit, ref, then.sequence, &cli->error);
	return tell_undone(cli, edit, ok);
}

int run_undo(struct cli *cli)
{
	int64_t sequence = 0;
	const char *word = cli->argument_count > 0 ? cli->arguments[0] : NULL, *moment = cli_option(cli, "to");
	if (moment != NULL && word != NULL)
		return return_to(cli, word, moment);
	if (moment != NULL)
		return cli_misuse(cli, _("--to: say which record, by its code"));
	if (word != NULL && (!number_parse(slice_of(word[0] == '#' ? word + 1 : word), &sequence, NULL) || sequence <= 0))
		return cli_misuse(
			cli,
			_("\"%s\" is no entry of the change log; write its number, as history shows it, or CODE --to MOMENT"),
			word);
	const struct entry_facts facts = {.kind = ENTRY_UNDO, .undoes = (uint64_t)sequence};
	struct edit *edit = edit_begin(&cli->session, &facts, &cli->error);
	return tell_undone(cli, edit, edit != NULL && edit_undo(edit, (uint64_t)sequence, &cli->error));
}
