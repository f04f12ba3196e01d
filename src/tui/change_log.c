/* The change log: who has changed what, the latest first; all of it, or what has been found since a day. Entries are
 * read page by page; lists never read history. An entry takes two rows: what it changed, and how. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/own_changes.h"
#include "store/journal.h"
#include "tui/history_words.h"
#include "tui/list_view.h"
#include "tui/looking_back.h"
#include "tui/ways.h"
#include "tui/words.h"

#define KEPT_MOST 64 /* entries in words: a page or two */
#define CHANGES_MOST 3
#define ROWS_EACH 2

struct log_entry {
	uint64_t sequence;
	char *when, *who, *what, *how;
	struct ref ref; /* that it changed, where it is one */
};

struct change_log {
	struct screen screen;
	struct app *app;
	bool chosen; /* what is in `own`, instead of everything */
	struct own_changes own;
	uint64_t last; /* sequence of the latest entry; entries are numbered without gaps */
	struct log_entry kept[KEPT_MOST];
	struct glance glance;
	struct list_view list;
	struct list_column columns[3];
};

static size_t entries(const struct change_log *log)
{
	return log->chosen ? log->own.count : (size_t)log->last;
}

static uint64_t sequence_of(const struct change_log *log, size_t row)
{
	size_t place = row / ROWS_EACH;
	return log->chosen ? log->own.found[log->own.count - 1 - place] : log->last - place;
}

static size_t count(void *owner)
{
	return ROWS_EACH * entries(owner);
}

static void forget(struct log_entry *entry)
{
	free(entry->when);
	free(entry->who);
	free(entry->what);
	free(entry->how);
	*entry = (struct log_entry){0};
}

/* "import: 412 records: Home care planning · Assignment Anna Berg, system manager · …" */
static char *tell_what(struct glance *glance, const struct entry *entry)
{
	struct text words = {0};
	struct entry_change change;
	uint32_t at = 0, changed = entry_changed(entry);
	if (entry->kind != ENTRY_CHANGE)
		text_printf(&words, "%s: ", history_entry_kind(entry->kind));
	if (changed > CHANGES_MOST)
		text_printf(&words, _("%u records: "), changed);
	for (uint32_t i = 0; i < CHANGES_MOST && entry_next(entry, &at, &change); i++) {
		text_append_text(&words, i > 0 ? " · " : "");
		history_append_subject(&words, glance, &change);
	}
	return words.size > 0 ? text_take(&words) : memory_copy_text("");
}

/* Field by field, where the records are few and the person may read the history, or has written it; and why. */
static char *tell_how(struct glance *glance, const struct entry *entry)
{
	struct text words = {0};
	struct entry_change change;
	bool own = entry->actor == glance->app->session->actor;
	uint32_t at = 0;
	while (entry_changed(entry) <= CHANGES_MOST && entry_next(entry, &at, &change)) {
		if (change.ref.id == 0 || (!own && !history_may_read(glance, change.ref)))
			continue;
		text_append_text(&words, words.size > 0 ? " · " : "");
		history_append_change(&words, glance, change.ref, change.revision);
	}
	if (entry->why.size > 0)
		text_printf(&words, "%s%.*s", words.size > 0 ? " · " : "", (int)entry->why.size, entry->why.data);
	return words.size > 0 ? text_take(&words) : memory_copy_text("");
}

static void tell_entry(struct log_entry *kept, struct glance *glance, const struct entry *entry)
{
	char buffer[MOMENT_TEXT_SIZE];
	struct text who = {0};
	words_actor(&who, glance, entry->actor);
	forget(kept);
	kept->sequence = entry->sequence;
	kept->when = memory_copy_text(moment_local_text(entry->moment, buffer));
	kept->who = text_take(&who);
	kept->what = tell_what(glance, entry);
	kept->how = tell_how(glance, entry);
	if (entry->count > 0)
		kept->ref = entry_change(entry, 0).ref;
}

static const struct log_entry *entry_at(struct change_log *log, size_t row)
{
	uint64_t sequence = sequence_of(log, row);
	struct log_entry *kept = &log->kept[sequence % KEPT_MOST];
	struct entry entry;
	if (kept->sequence == sequence || !glance_open(&log->glance, log->app))
		return kept;
	struct journal *journal = journal_new(log->glance.view);
	if (journal_seek(journal, sequence, &entry) && entry.sequence == sequence)
		tell_entry(kept, &log->glance, &entry);
	journal_free(&journal);
	return kept;
}

static enum row_kind kind(void *owner, size_t row)
{
	(void)owner;
	return row % ROWS_EACH == 0 ? ROW_ITEM : ROW_DETAIL;
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct log_entry *entry = entry_at(owner, row);
	const char *words = kind(owner, row) == ROW_DETAIL ? entry->how
	                    : column == 0 ? entry->when : column == 1 ? entry->who : entry->what;
	if (words != NULL)
		text_append_text(out, words);
	*role = column == 1 || kind(owner, row) == ROW_DETAIL ? ROLE_MUTED : ROLE_NORMAL;
}

static uint64_t key(void *owner, size_t row)
{
	return sequence_of(owner, row);
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct change_log *log = owner;
	size_t place = 0;
	if (!log->chosen)
		return wanted <= log->last ? ROWS_EACH * (size_t)(log->last - wanted) : SIZE_MAX;
	while (place < entries(log) && sequence_of(log, ROWS_EACH * place) > wanted)
		place++;
	return place < entries(log) ? ROWS_EACH * place : SIZE_MAX;
}

static void rest(void *owner)
{
	glance_close(&((struct change_log *)owner)->glance);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .kind = kind,
	.rest = rest};

static void read_last(struct change_log *log)
{
	struct glance glance = {0};
	if (glance_open(&glance, log->app)) {
		log->last = journal_head(glance.view, (uint8_t[DIGEST_SIZE]){0});
		if (log->chosen)
			own_changes_look(&log->own, glance.view, 0);
	}
	glance_close(&glance);
}

static struct list_view *list_of(struct screen *screen)
{
	return &((struct change_log *)screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	list_view_draw(list_of(screen), area_inside(area, 0, 1), true);
}

static unsigned open_row(struct change_log *log)
{
	struct ref ref = {0};
	if (list_view_has_selected(&log->list))
		ref = entry_at(log, log->list.selected)->ref;
	rest(log);
	if (ref_is_set(ref))
		open_record(log->app, ref);
	return DONE_HANDLED;
}

/* The register as it was after the row's entry; from the past the way is back. */
static unsigned look_back(struct change_log *log)
{
	struct text entry = {0};
	if (log->app->session->as_of != 0 || !list_view_has_selected(&log->list))
		return DONE_NOTHING;
	text_printf(&entry, "#%llu", (unsigned long long)sequence_of(log, log->list.selected));
	ask_moment(log->app, text_slice(&entry));
	text_free(&entry);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct change_log *log = (struct change_log *)screen;
	if (action == ACTION_AS_OF)
		return look_back(log);
	return action == ACTION_OPEN ? open_row(log) : DONE_NOTHING;
}

/* As long as nobody has moved in it the latest is in sight. */
static void follow(struct screen *screen)
{
	struct change_log *log = (struct change_log *)screen;
	read_last(log);
	list_view_changed(&log->list);
	if (!log->list.moved)
		list_view_select(&log->list, 0);
	rest(log);
}

static void close_log(struct screen *screen)
{
	struct change_log *log = (struct change_log *)screen;
	rest(log);
	for (size_t i = 0; i < KEPT_MOST; i++)
		forget(&log->kept[i]);
	own_changes_free(&log->own);
	list_view_free(&log->list);
	free(log);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_SEARCH, ACTION_UNDO, ACTION_AS_OF, ACTION_GO_DESK,
	ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_(
		"Who has changed what, the latest first; below each change, what it was and what it became, where you may read "
		"it. Enter opens the record; its history tells every change. u takes back your own latest one."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.follow = follow,
	.close = close_log,
};

static void open_log(struct app *app, const struct own_changes *chosen, const char *title)
{
	struct change_log *log = memory_new(sizeof(*log));
	log->screen.ops = &ops;
	log->app = app;
	log->chosen = chosen != NULL;
	if (chosen != NULL)
		own_changes_copy(&log->own, chosen);
	screen_set_title(&log->screen, title);
	read_last(log);
	log->columns[0] = (struct list_column){.title = _("When"), .least = 16, .most = 16};
	log->columns[1] = (struct list_column){.title = _("Who"), .least = 14, .most = 24, .priority = 2};
	log->columns[2] = (struct list_column){.title = _("What"), .least = 20, .priority = 1};
	list_view_start(&log->list, &source, log, log->columns, COUNT_OF(log->columns));
	log->list.each = ROWS_EACH;
	log->list.empty = _("Nothing has been changed.");
	tui_push(app->tui, &log->screen);
}

void open_change_log(struct app *app)
{
	open_log(app, NULL, _("Change log"));
}

void open_changes(struct app *app, const struct own_changes *changes)
{
	char buffer[DAY_TEXT_SIZE];
	struct text title = {0};
	text_printf(&title, changes->own != NULL ? _("Changes to what is yours since %s") : _("Changes since %s"),
		day_text(changes->since, buffer));
	open_log(app, changes, title.data);
	text_free(&title);
}
