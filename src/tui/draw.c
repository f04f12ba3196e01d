/* One picture: the name of the place above, the screen and the windows over it, a message and the hints below. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/list_view.h"
#include "tui/stack.h"

#define HINTS_MOST 16
#define HINT_GAP 2

/* Of a long way the beginning gives way: where the person is matters most. */
static void append_crumbs(const struct tui *tui, size_t first, struct text *out)
{
	text_clear(out);
	if (first == 0)
		text_append(out, text_slice(&tui->name));
	else
		text_append_text(out, canvas_sign(SYMBOL_ELLIPSIS));
	for (size_t i = first; i < tui->depth; i++) {
		const char *title = screen_title(tui->screens[i]);
		if (*title != '\0')
			text_printf(out, " %s %s", canvas_sign(SYMBOL_CRUMB), title);
	}
}

static void draw_title(const struct tui *tui, struct area area)
{
	struct text crumbs = {0};
	size_t first = 0;
	struct slice corner = text_slice(&tui->corner);
	do {
		append_crumbs(tui, first, &crumbs);
	} while (canvas_width(text_slice(&crumbs)) > area.columns - 2 && ++first < tui->depth);
	int used = 1 + canvas_text(area.row, area.column + 1, area.columns - 2, ROLE_TITLE, text_slice(&crumbs));
	if (canvas_width(corner) + 3 <= area.columns - used)
		canvas_text_right(area.row, area.column + used, area.columns - used - 1, ROLE_MUTED, corner);
	text_free(&crumbs);
}

/* Whether an action is worth a hint just now, and by which key. */
static bool hint_key(const struct tui *tui, enum action_id action, char key[KEY_TEXT_SIZE])
{
	const struct screen *screen = tui_front(tui);
	action_key_text(action, screen_contexts(screen), key);
	return key[0] != '\0' && tui_can(tui, action);
}

static struct slice hint_words(const struct tui *tui, enum action_id action)
{
	const struct screen *screen = tui_front(tui);
	const char *words = screen->ops->hint ? screen->ops->hint(screen, action) : NULL;
	return slice_of(words != NULL ? words : _(action_row(action)->title));
}

static int hint_columns(const struct tui *tui, enum action_id action, const char *key)
{
	return canvas_width(slice_of(key)) + 1 + canvas_width(hint_words(tui, action));
}

struct hint_bar {
	enum action_id actions[HINTS_MOST];
	char keys[HINTS_MOST][KEY_TEXT_SIZE];
	int widths[HINTS_MOST];
	size_t count;
};

static void add_hints(const struct tui *tui, const enum action_id *wanted, struct hint_bar *bar)
{
	for (; wanted && *wanted != ACTION_NONE && bar->count < HINTS_MOST; wanted++) {
		char *key = bar->keys[bar->count];
		bool there = false;
		for (size_t i = 0; i < bar->count; i++)
			there = there || bar->actions[i] == *wanted;
		if (there || !hint_key(tui, *wanted, key))
			continue;
		bar->actions[bar->count] = *wanted;
		bar->widths[bar->count++] = hint_columns(tui, *wanted, key);
	}
}

/* What rows were marked for comes before the rest. */
static bool has_marks(struct screen *front)
{
	const struct list_view *list = front->ops->list != NULL ? front->ops->list(front) : NULL;
	return list != NULL && list->mark_count > 0;
}

/* While a line is typed how to end it; then the screen's own; help last, which is never left out. */
static void hints_of(const struct tui *tui, struct hint_bar *bar)
{
	static const enum action_id typing[] = {ACTION_ACCEPT, ACTION_CANCEL, ACTION_NONE};
	static const enum action_id help[] = {ACTION_HELP, ACTION_NONE};
	static const enum action_id marked[] = {ACTION_CHANGE_MANY, ACTION_EXPORT, ACTION_MARK, ACTION_NONE};
	struct screen *front = tui_front(tui);
	bar->count = 0;
	if (screen_contexts(front) & IN_ENTRY)
		add_hints(tui, typing, bar);
	if (has_marks(front))
		add_hints(tui, marked, bar);
	add_hints(tui, front->ops->hints, bar);
	bar->count = bar->count < HINTS_MOST ? bar->count : HINTS_MOST - 1;
	add_hints(tui, help, bar);
}

static void draw_hint(const struct tui *tui, enum action_id action, const char *key, int row, int column, int columns)
{
	int used = canvas_text(row, column, columns, ROLE_KEY, slice_of(key)) + 1;
	canvas_text(row, column + used, columns - used, ROLE_HINT, hint_words(tui, action));
}

static void draw_hints(const struct tui *tui, struct area area)
{
	struct hint_bar bar;
	bool shown[HINTS_MOST];
	int column = area.column + 1;
	hints_of(tui, &bar);
	layout_pieces(bar.widths, bar.count, area.columns - 2, HINT_GAP, shown);
	for (size_t i = 0; i < bar.count; i++) {
		if (!shown[i])
			continue;
		draw_hint(tui, bar.actions[i], bar.keys[i], area.row, column, bar.widths[i]);
		column += bar.widths[i] + HINT_GAP;
	}
}

/* While it works no other key does anything. */
static void draw_stop(struct area area)
{
	int used = canvas_text(area.row, area.column + 1, area.columns - 2, ROLE_KEY, SLICE("Esc"));
	canvas_text(area.row, area.column + used + 2, area.columns - used - 3, ROLE_HINT, slice_of(_("Stop")));
}

static void draw_small(const struct tui *tui, struct area area)
{
	struct text words = {0};
	struct slice rest, line;
	text_printf(&words, _("This window is too small: %d × %d. It needs %d × %d. q leaves."), area.columns,
		area.rows, SMALLEST_COLUMNS, SMALLEST_ROWS);
	if (tui->refused)
		text_append_text(&words, _(" Not now: something is unsaved."));
	rest = text_slice(&words);
	for (int row = 0; row < area.rows && layout_wrap(&rest, area.columns, &line); row++)
		canvas_text(row, 0, area.columns, ROLE_NORMAL, line);
	text_free(&words);
}

/* The lowest screen that can be seen: everything over it is a window. */
static size_t lowest_seen(const struct tui *tui)
{
	size_t lowest = tui->depth - 1;
	while (lowest > 0 && tui->screens[lowest]->ops->window)
		lowest--;
	return lowest;
}

static void draw_screens(struct tui *tui, struct area area)
{
	draw_title(tui, area_part(area, 0, 0, 1, area.columns));
	for (size_t i = lowest_seen(tui); i < tui->depth && !tui->blind; i++)
		tui->screens[i]->ops->draw(tui->screens[i], area_part(area, 1, 0, area.rows - 3, area.columns));
	canvas_text(area.rows - 2, 1, area.columns - 2, tui->message_role, text_slice(&tui->message));
	if (tui->working)
		draw_stop(area_part(area, area.rows - 1, 0, 1, area.columns));
	else if (tui->begun != KEYCODE_NONE)
		draw_continuations(tui, area_part(area, 1, 0, area.rows - 1, area.columns));
	else
		draw_hints(tui, area_part(area, area.rows - 1, 0, 1, area.columns));
}

void tui_draw(struct tui *tui)
{
	const struct screen *front = tui_front(tui);
	if (front->ops->plain != NULL) {
		canvas_plain(front->ops->plain(front));
		tui->small = false;
		tui->repaint = true; /* what is drawn next */
		return;
	}
	struct area area = canvas_begin();
	tui->small = area.rows < SMALLEST_ROWS || area.columns < SMALLEST_COLUMNS;
	if (tui->small)
		draw_small(tui, area);
	else
		draw_screens(tui, area);
	tui->refused = tui->refused && tui->small;
	canvas_end(tui->repaint);
	tui->repaint = false;
}
