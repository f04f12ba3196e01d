/* Taking back one's own latest change: the question names what would be undone, and exactly that entry is. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "store/journal.h"
#include "tui/dialog.h"
#include "tui/history_words.h"
#include "tui/words.h"
#include "tui/work.h"

#define CHANGES_TOLD 4

static void tell(struct text *out, struct glance *glance, const struct entry *entry)
{
	char buffer[MOMENT_TEXT_SIZE];
	text_printf(out, "%s  %s\n", moment_local_text(entry->moment, buffer), history_entry_kind(entry->kind));
	struct entry_change change;
	uint32_t at = 0, changed = entry_changed(entry);
	for (uint32_t i = 0; i < CHANGES_TOLD && entry_next(entry, &at, &change); i++) {
		if (change.ref.id == 0)
			continue;
		text_append_char(out, '\n');
		history_append_subject(out, glance, &change);
		text_append_text(out, ": ");
		history_append_change(out, glance, change.ref, change.revision);
	}
	if (changed > CHANGES_TOLD)
		text_printf(out, _("\nand %u more"), changed - CHANGES_TOLD);
}

struct undoing {
	struct app *app;
	uint64_t sequence;
};

static bool take_back(void *context, struct error *error)
{
	const struct undoing *undoing = context;
	const struct entry_facts facts = {.kind = ENTRY_UNDO, .undoes = undoing->sequence};
	struct edit *edit = edit_begin(undoing->app->session, &facts, error);
	bool ok = edit != NULL && edit_undo(edit, undoing->sequence, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}

static void answered(struct tui *tui, void *owner, size_t answer)
{
	struct undoing *undoing = owner;
	struct error error = {0};
	if (answer == 1 && work_write(undoing->app, _("Undo"), take_back, undoing, &error)) {
		app_changed(undoing->app);
		tui_say(tui, ROLE_GOOD, "%s", _("Undone."));
	} else if (answer == 1) {
		tui_say_error(tui, &error);
	}
	free(undoing);
}

static void ask(struct app *app, uint64_t sequence, const char *words)
{
	struct undoing *undoing = memory_new(sizeof(*undoing));
	*undoing = (struct undoing){app, sequence};
	tui_ask(app->tui, &(struct question){
		.title = _("Undo your latest change?"),
		.text = words,
		.answers = {_("Keep it"), _("Undo it")},
		.answered = answered,
		.owner = undoing,
		.dropped = free,
	});
}

unsigned act_undo(struct tui *tui, enum action_id action)
{
	struct app *app = tui_subject(tui);
	struct glance glance = {0};
	struct text words = {0};
	struct entry entry;
	(void)action;
	if (!glance_open(&glance, app))
		return DONE_HANDLED;
	struct journal *journal = journal_new(glance.view);
	uint64_t own = edit_last_own(app->session, glance.view);
	if (own != 0 && journal_seek(journal, own, &entry)) {
		tell(&words, &glance, &entry);
		ask(app, entry.group, words.data);
	} else {
		tui_say(tui, ROLE_NORMAL, "%s", _("You have changed nothing that could be undone."));
	}
	journal_free(&journal);
	glance_close(&glance);
	text_free(&words);
	return DONE_HANDLED;
}
