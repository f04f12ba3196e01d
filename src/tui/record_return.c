#include "tui/record_return.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "store/journal.h"
#include "tui/dialog.h"
#include "tui/history_words.h"
#include "tui/picker.h"
#include "tui/words.h"

struct returning {
	struct app *app;
	struct ref ref;
	uint64_t sequence; /* the entry of the change log after which the record stood so */
};

static bool give_back(const struct returning *returning, size_t *changed, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct edit *edit = edit_begin(returning->app->session, &facts, error);
	bool ok = edit != NULL && edit_return(edit, returning->ref, returning->sequence, error);
	*changed = ok ? edit_count(edit) : 0;
	ok = ok && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}

static void answered(struct tui *tui, void *owner, size_t answer)
{
	struct returning *returning = owner;
	struct error error = {0};
	size_t changed;
	if (answer == 1 && give_back(returning, &changed, &error)) {
		app_changed(returning->app);
		tui_say(tui, ROLE_GOOD, "%s", changed > 0 ? _("Given back; u undoes it.") : _("It stands so already."));
	} else if (answer == 1) {
		tui_say_error(tui, &error);
	}
	free(returning);
}

static void ask(struct returning *returning, const char *words)
{
	tui_ask(returning->app->tui, &(struct question){
		.title = _("Give it back as it was?"),
		.text = words,
		.answers = {_("Keep as it is"), _("Give it back")},
		.answered = answered,
		.owner = returning,
		.dropped = free,
	});
}

/* One window at a time: the record is remembered while it is open. */
static struct returning chosen;

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	struct returning *returning = memory_new(sizeof *returning);
	struct glance glance = {0};
	struct text words = {0};
	(void)tui;
	(void)owner;
	*returning = chosen;
	returning->sequence = key;
	if (!glance_open(&glance, chosen.app)) {
		free(returning);
		return;
	}
	words_name(&words, &glance, chosen.ref);
	text_append_text(&words, "\n\n");
	history_append_return(&words, &glance, chosen.ref, key, "\n");
	ask(returning, words.data);
	glance_close(&glance);
	text_free(&words);
}

struct states {
	struct glance *glance;
	struct journal *journal;
	struct choices *choices;
	uint64_t *sequences;
	size_t count, capacity;
};

static bool note_state(void *context, const struct image *image)
{
	struct states *states = context;
	if (image->state == IMAGE_FORMER && image->readable) {
		memory_grow(&states->sequences, &states->capacity, states->count, sizeof *states->sequences);
		states->sequences[states->count++] = image->sequence;
	}
	return true;
}

/* "2026-11-20 10:12 | Anna Berg | Criticality: 4 → 3" */
static void add_state(struct states *states, struct ref ref, uint64_t sequence)
{
	char buffer[MOMENT_TEXT_SIZE];
	struct text who = {0}, what = {0};
	struct entry entry;
	if (!journal_seek(states->journal, sequence, &entry))
		return;
	words_actor(&who, states->glance, entry.actor);
	history_append_return(&what, states->glance, ref, sequence, "; ");
	choices_add(states->choices, sequence, moment_local_text(entry.moment, buffer), who.data, what.data);
	text_free(&who);
	text_free(&what);
}

/* The latest first. */
static void read_states(struct glance *glance, struct ref ref, struct choices *choices)
{
	struct states states = {.glance = glance, .choices = choices, .journal = journal_new(glance->view)};
	view_history(glance->view, ref, note_state, &states);
	for (size_t i = states.count; i > 0; i--)
		add_state(&states, ref, states.sequences[i - 1]);
	journal_free(&states.journal);
	free(states.sequences);
}

void record_return(struct app *app, struct ref ref)
{
	const struct list_column columns[] = {
		{.title = _("As it stood from"), .least = 16, .most = 16},
		{.title = _("Made so by"), .least = 12, .most = 24, .priority = 2},
		{.title = _("What would change"), .least = 20, .priority = 1},
	};
	struct choices choices = {0};
	struct glance glance = {0};
	if (!glance_open(&glance, app))
		return;
	read_states(&glance, ref, &choices);
	glance_close(&glance);
	if (choices.count == 0) {
		choices_free(&choices);
		tui_say(app->tui, ROLE_NORMAL, "%s", _("There is no earlier state of it."));
		return;
	}
	chosen = (struct returning){app, ref, 0};
	tui_pick(app->tui, &(struct picking){
		.title = _("Give it back as it was"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = picked,
	});
}
