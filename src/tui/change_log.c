/* The change log: who has changed what, the latest first. Entries are read page by page; lists never read history. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/journal.h"
#include "tui/history_words.h"
#include "tui/list_view.h"
#include "tui/looking_back.h"
#include "tui/ways.h"
#include "tui/words.h"

#define KEPT_MOST 64 /* entries in words: a page or two */
#define CHANGES_MOST 3

struct log_entry {
	uint64_t sequence;
	char *when, *who, *what;
	struct ref ref; /* that it changed, where it is one */
};

struct change_log {
	struct screen screen;
	struct app *app;
	uint64_t last; /* sequence of the latest entry; entries are numbered without gaps */
	struct log_entry kept[KEPT_MOST];
	struct glance glance;
	struct list_view list;
	struct list_column columns[3];
};

static size_t count(void *owner)
{
	return (size_t)((struct change_log *)owner)->last;
}

static void forget(struct log_entry *entry)
{
	free(entry->when);
	free(entry->who);
	free(entry->what);
	*entry = (struct log_entry){0};
}

static void append_change(struct text *out, struct glance *glance, const struct entry_change *change)
{
	const struct entity *entity = schema_entity(change->ref.entity);
	if (change->ref.id == 0) {
		text_printf(out, ngettext("%u finding", "%u findings", change->revision), change->revision);
		return;
	}
	text_printf(out, "%s ", entity == NULL ? "?" : words_entity(glance->app, entity));
	words_name(out, glance, change->ref);
	if (glance->app->may_read_history) {
		text_append_text(out, ": ");
		history_append_change(out, glance, change->ref, change->revision);
	}
}

static char *tell_changes(struct glance *glance, const struct entry *entry)
{
	struct text words = {0};
	struct entry_change change;
	uint32_t at = 0, changed = entry_changed(entry);
	if (entry->kind != ENTRY_CHANGE)
		text_printf(&words, "%s: ", history_entry_kind(entry->kind));
	for (uint32_t i = 0; i < CHANGES_MOST && entry_next(entry, &at, &change); i++) {
		text_append_text(&words, i > 0 ? " · " : "");
		append_change(&words, glance, &change);
	}
	if (changed > CHANGES_MOST)
		text_printf(&words, _(" · %u more"), changed - CHANGES_MOST);
	if (entry->why.size > 0)
		text_printf(&words, " · %.*s", (int)entry->why.size, entry->why.data);
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
	kept->what = tell_changes(glance, entry);
	if (entry->count > 0)
		kept->ref = entry_change(entry, 0).ref;
}

static const struct log_entry *entry_at(struct change_log *log, size_t row)
{
	uint64_t sequence = log->last - row;
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

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct log_entry *entry = entry_at(owner, row);
	const char *words = column == 0 ? entry->when : column == 1 ? entry->who : entry->what;
	if (words != NULL)
		text_append_text(out, words);
	*role = column == 1 ? ROLE_MUTED : ROLE_NORMAL;
}

static uint64_t key(void *owner, size_t row)
{
	return ((struct change_log *)owner)->last - row;
}

static size_t find(void *owner, uint64_t wanted)
{
	const struct change_log *log = owner;
	return wanted <= log->last ? (size_t)(log->last - wanted) : SIZE_MAX;
}

static void rest(void *owner)
{
	glance_close(&((struct change_log *)owner)->glance);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .find = find, .rest = rest};

static void read_last(struct change_log *log)
{
	struct glance glance = {0};
	if (glance_open(&glance, log->app))
		log->last = journal_head(glance.view, (uint8_t[DIGEST_SIZE]){0});
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
	text_printf(&entry, "#%llu", (unsigned long long)(log->last - log->list.selected));
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

static void follow(struct screen *screen)
{
	struct change_log *log = (struct change_log *)screen;
	read_last(log);
	list_view_changed(&log->list);
	rest(log);
}

static void close_log(struct screen *screen)
{
	struct change_log *log = (struct change_log *)screen;
	rest(log);
	for (size_t i = 0; i < KEPT_MOST; i++)
		forget(&log->kept[i]);
	list_view_free(&log->list);
	free(log);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_SEARCH, ACTION_UNDO, ACTION_AS_OF, ACTION_GO_DESK,
	ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("Who has changed what, the latest first. Enter opens the record; its history tells every change, field by "
		   "field."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.follow = follow,
	.close = close_log,
};

void open_change_log(struct app *app)
{
	struct change_log *log = memory_new(sizeof(*log));
	log->screen.ops = &ops;
	log->app = app;
	screen_set_title(&log->screen, _("Change log"));
	read_last(log);
	log->columns[0] = (struct list_column){.title = _("When"), .least = 16, .most = 16};
	log->columns[1] = (struct list_column){.title = _("Who"), .least = 14, .most = 24, .priority = 2};
	log->columns[2] = (struct list_column){.title = _("What"), .least = 20, .priority = 1};
	list_view_start(&log->list, &source, log, log->columns, COUNT_OF(log->columns));
	tui_push(app->tui, &log->screen);
}
