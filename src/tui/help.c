#include "tui/help.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/picker.h"
#include "tui/text_view.h"

struct help {
	struct screen screen;
	struct text_view view;
};

static void draw(struct screen *screen, struct area area)
{
	text_view_draw(&((struct help *)screen)->view, area_inside(area, 0, 1));
}

static unsigned act(struct screen *screen, enum action_id action)
{
	return text_view_act(&((struct help *)screen)->view, action);
}

static bool can(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action != ACTION_PALETTE && action != ACTION_HELP;
}

static void close_help(struct screen *screen)
{
	struct help *help = (struct help *)screen;
	text_view_free(&help->view);
	free(help);
}

static const enum action_id hints[] = {ACTION_CANCEL, ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_NONE};

static const struct screen_ops help_ops = {
	.help = N_("This is the help."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_TEXT,
	.draw = draw,
	.act = act,
	.can = can,
	.close = close_help,
};

/* The keys of this place first, those of every place after them. */
static void add_actions(struct tui *tui, struct text_view *view, bool everywhere)
{
	const struct screen *front = tui_front(tui);
	unsigned there = screen_contexts(front);
	struct text keys = {0}, words = {0};
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		const struct action *row = action_row(action);
		if ((row->contexts == (unsigned)IN_ANY) != everywhere || !tui_can(tui, action))
			continue;
		text_clear(&keys);
		text_clear(&words);
		action_append_keys(action, there, &keys);
		text_printf(&words, "%s. %s", _(row->title), _(row->help));
		if (keys.size > 0)
			text_view_pair(view, keys.data, ROLE_NORMAL, words.data);
	}
	text_free(&keys);
	text_free(&words);
}

void tui_help(struct tui *tui)
{
	struct help *help = memory_new(sizeof(*help));
	struct screen *front = tui_front(tui);
	const char *name = screen_title(front);
	help->screen.ops = &help_ops;
	screen_set_title(&help->screen, _("Help"));
	text_view_heading(&help->view, *name != '\0' ? name : tui_name(tui));
	text_view_paragraph(&help->view, ROLE_NORMAL, _(front->help != NULL ? front->help : front->ops->help));
	text_view_blank(&help->view);
	text_view_heading(&help->view, _("Keys here"));
	add_actions(tui, &help->view, false);
	text_view_blank(&help->view);
	text_view_heading(&help->view, _("Keys everywhere"));
	add_actions(tui, &help->view, true);
	tui_push(tui, &help->screen);
}

static void do_picked(struct tui *tui, void *owner, uint64_t key)
{
	(void)owner;
	tui_act(tui, (enum action_id)key);
}

/* What is done here first, then what can be done everywhere, then moving about, which everybody knows. */
static int rank_of(enum action_id action)
{
	unsigned contexts_ = action_row(action)->contexts;
	if (contexts_ == (unsigned)IN_ANY)
		return 1;
	return contexts_ & IN_TEXT ? 2 : 0;
}

void tui_palette(struct tui *tui)
{
	const struct list_column columns[] = {
		{.title = _("Action"), .least = 12, .most = 22},
		{.title = _("Key"), .least = 8, .most = 14, .priority = 1},
		{.title = _("What it does"), .least = 16, .priority = 2},
	};
	const struct screen *front = tui_front(tui);
	unsigned there = screen_contexts(front);
	struct choices choices = {0};
	struct text keys = {0};
	for (int rank = 0; rank < 3; rank++)
		for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
			if (action == ACTION_PALETTE || action == ACTION_SEARCH || rank_of(action) != rank || !tui_can(tui, action))
				continue;
			text_clear(&keys);
			action_append_keys(action, there, &keys);
			choices_add(&choices, action, _(action_row(action)->title), keys.data, _(action_row(action)->help));
		}
	text_free(&keys);
	tui_pick(tui, &(struct picking){
		.title = _("All actions"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = do_picked,
	});
}
