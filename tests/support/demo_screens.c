#include "support/demo_screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/list_view.h"
#include "tui/picker.h"
#include "tui/stack.h"

/* Names that have gone wrong in other programs: wide, combined, joined, steering the terminal. */
static const char *const odd_names[] = {
	"Hemtjänstplanering åäö ÅÄÖ", "漢字システム", "e\xcc\x81" "a\xcc\x8a" "o\xcc\x88 combined",
	"👩‍💻 joined 🇸🇪 flag", "steering \033]0;x\007 \033[31m red", "bidi \u202e reversed", "a\tb\nc",
	"A name that is so long that it has no room in any column of any window of the usual size, and then some more",
};

struct demo_list {
	struct screen screen;
	struct list_view list;
	size_t rows;
	bool falling;
	struct text filter;
};

struct demo_form {
	struct screen screen;
	struct form form;
};

/* ---- the form ---- */

static const struct form_field fields[] = {
	{.group = "What it is", .label = "Name", .help = "What people call it.", .required = true, .limit = 40},
	{.group = "What it is", .label = "Kind", .help = "One of three.", .kind = FIELD_CHOSEN, .columns = 20},
	{.group = "What it is", .label = "Number", .kind = FIELD_SHOWN},
	{.group = "When", .label = "Decided", .help = "A day, or +18m.", .columns = 12},
	{.group = "When", .label = "A label that is longer than most", .columns = 12},
	{.group = "When", .label = "Remarks", .kind = FIELD_NOTE, .limit = 1000},
};

static bool check(void *owner, size_t field, struct slice typed, struct text *note, struct error *error)
{
	char buffer[DAY_TEXT_SIZE];
	day_t day;
	(void)owner;
	if (field == 0 && typed.size == 0)
		return error_set(error, ERROR_INPUT, "a name is needed");
	if (field != 3 || typed.size == 0)
		return true;
	if (!day_parse_typed(typed, day_from_civil(2026, 11, 22), &day, error))
		return false;
	text_printf(note, "= %s", day_text(day, buffer));
	return true;
}

static void kind_picked(struct tui *tui, void *owner, uint64_t key)
{
	static const char *const kinds[] = {"", "Bought", "Built", "Borrowed"};
	(void)tui;
	form_set(&((struct demo_form *)owner)->form, 1, slice_of(kinds[key]));
}

static void choose(void *owner, size_t field, struct slice typed)
{
	static const struct list_column columns[] = {{.title = "Kind", .least = 10}};
	struct demo_form *form = owner;
	struct choices choices = {0};
	(void)field;
	choices_add(&choices, 1, "Bought", NULL, NULL);
	choices_add(&choices, 2, "Built", NULL, NULL);
	choices_add(&choices, 3, "Borrowed", NULL, NULL);
	tui_pick(form->screen.tui, &(struct picking){
		.title = "Kinds",
		.typed = typed,
		.columns = columns,
		.column_count = 1,
		.choices = choices,
		.picked = kind_picked,
		.owner = form,
	});
}

static const struct form_ops demo_form_ops = {.check = check, .choose = choose};

static unsigned form_screen_contexts(const struct screen *screen)
{
	return form_contexts(&((const struct demo_form *)(const void *)screen)->form);
}

static void form_screen_draw(struct screen *screen, struct area area)
{
	form_draw(&((struct demo_form *)screen)->form, area, true);
}

static unsigned form_screen_act(struct screen *screen, enum action_id action)
{
	struct demo_form *form = (struct demo_form *)screen;
	if (action == ACTION_CANCEL || action == ACTION_BACK)
		return form_leave(&form->form, screen);
	if (!form_saves(&form->form, action))
		return form_act(&form->form, action);
	if (!form_is_valid(&form->form))
		return DONE_HANDLED;
	struct slice name = form_text(&form->form, 0);
	tui_say(screen->tui, ROLE_GOOD, "Saved as %.*s.", (int)name.size, name.data);
	return DONE_HANDLED | DONE_CLOSE;
}

static unsigned form_screen_type(struct screen *screen, keycode key)
{
	return form_type(&((struct demo_form *)screen)->form, key);
}

static bool form_screen_unsaved(const struct screen *screen)
{
	return form_changed(&((const struct demo_form *)(const void *)screen)->form);
}

static void form_screen_close(struct screen *screen)
{
	form_free(&((struct demo_form *)screen)->form);
	free(screen);
}

static const enum action_id form_hints[] = {
	ACTION_SAVE, ACTION_FIELD_NEXT, ACTION_FIELD_CHOOSE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops form_screen_ops = {
	.help = "A form to try.",
	.hints = form_hints,
	.contexts = IN_SCREEN,
	.contexts_now = form_screen_contexts,
	.draw = form_screen_draw,
	.act = form_screen_act,
	.type = form_screen_type,
	.unsaved = form_screen_unsaved,
	.close = form_screen_close,
};

static void open_form(struct tui *tui, size_t row, struct slice name)
{
	struct demo_form *form = memory_new(sizeof(*form));
	char number[24];
	form->screen.ops = &form_screen_ops;
	screen_set_title(&form->screen, "Form");
	form_start(&form->form, tui, &demo_form_ops, form, fields, COUNT_OF(fields));
	snprintf(number, sizeof(number), "%zu", row + 1);
	form_fill(&form->form, 0, name);
	form_fill(&form->form, 2, slice_of(number));
	tui_push(tui, &form->screen);
}

/* ---- the list ---- */

/* A filter keeps every tenth row, whatever it says: the list only has to ask. */
static size_t step(const struct demo_list *list)
{
	return list->filter.size > 0 ? 10 : 1;
}

static size_t row_count(void *owner)
{
	const struct demo_list *list = owner;
	return list->rows / step(list);
}

static size_t place_of(const struct demo_list *list, size_t row)
{
	return (list->falling ? list->rows / step(list) - 1 - row : row) * step(list);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	size_t place = place_of(owner, row);
	if (column == 0 && place < COUNT_OF(odd_names))
		text_append_text(out, odd_names[place]);
	else if (column == 0)
		text_printf(out, "System number %zu of many", place + 1);
	else if (column == 1)
		text_printf(out, "SYS%zu", place + 1);
	else if (column == 2)
		text_append_text(out, place % 3 ? "in use" : "! ended");
	else
		text_printf(out, "%zu", place * 1000);
	if (column == 2 && place % 3 == 0)
		*role = ROLE_DANGER;
}

static uint64_t row_key(void *owner, size_t row)
{
	return place_of(owner, row) + 1;
}

static size_t row_find(void *owner, uint64_t key)
{
	const struct demo_list *list = owner;
	size_t row = (size_t)(key - 1) / step(list), count = row_count(owner);
	if ((key - 1) % step(list) || row >= count)
		return SIZE_MAX;
	return list->falling ? count - 1 - row : row;
}

static void row_filter(void *owner, struct slice typed)
{
	struct demo_list *list = owner;
	text_clear(&list->filter);
	text_append(&list->filter, typed);
}

static void row_sort(void *owner, size_t column, bool falling)
{
	(void)column;
	((struct demo_list *)owner)->falling = falling;
}

static const struct list_source rows = {
	.count = row_count,
	.cell = cell,
	.key = row_key,
	.find = row_find,
	.filter = row_filter,
	.sort = row_sort,
};

static const struct list_column columns[] = {
	{.title = "Name", .least = 20, .most = 40},
	{.title = "Code", .least = 6, .priority = 1},
	{.title = "State", .least = 8, .priority = 2},
	{.title = "Cost", .least = 10, .priority = 3, .right = true, .unsorted = true},
};

static struct list_view *list_of(struct screen *screen)
{
	return &((struct demo_list *)screen)->list;
}

static void list_screen_draw(struct screen *screen, struct area area)
{
	list_view_draw(&((struct demo_list *)screen)->list, area_inside(area, 0, 1), true);
}

static void remove_answered(struct tui *tui, void *owner, size_t answer)
{
	(void)owner;
	tui_say(tui, ROLE_NORMAL, "%s", answer == 1 ? "It is removed." : "It is kept.");
}

static unsigned open_or_remove(struct demo_list *list, enum action_id action)
{
	struct text name = {0};
	enum role role;
	cell(list, list->list.selected, 0, &name, &role);
	if (action == ACTION_REMOVE) {
		tui_ask(list->screen.tui, &(struct question){
			.title = "Remove?",
			.text = name.data,
			.answers = {"Keep", "Delete it"},
			.answered = remove_answered,
			.owner = list,
		});
	} else {
		open_form(list->screen.tui, list->list.selected, text_slice(&name));
	}
	text_free(&name);
	return DONE_HANDLED;
}

static unsigned list_screen_act(struct screen *screen, enum action_id action)
{
	struct demo_list *list = (struct demo_list *)screen;
	if (action == ACTION_OPEN || action == ACTION_EDIT || action == ACTION_REMOVE)
		return open_or_remove(list, action);
	return DONE_NOTHING;
}

static bool list_screen_can(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action != ACTION_NEW;
}

static void list_screen_follow(struct screen *screen)
{
	struct demo_list *list = (struct demo_list *)screen;
	list->rows++;
	list_view_changed(&list->list);
}

static void list_screen_close(struct screen *screen)
{
	struct demo_list *list = (struct demo_list *)screen;
	list_view_free(&list->list);
	text_free(&list->filter);
	free(list);
}

static const enum action_id list_hints[] = {
	ACTION_OPEN, ACTION_FILTER, ACTION_PALETTE, ACTION_NEW, ACTION_REMOVE, ACTION_MARK, ACTION_BACK, ACTION_NONE,
};

static const struct screen_ops list_screen_ops = {
	.help = "A list to try.",
	.hints = list_hints,
	.contexts = IN_SCREEN | IN_RECORDS,
	.draw = list_screen_draw,
	.list = list_of,
	.act = list_screen_act,
	.can = list_screen_can,
	.follow = list_screen_follow,
	.close = list_screen_close,
};

static bool empty_wake(struct tui *tui)
{
	char byte;
	if (read(tui->wake, &byte, 1) != 1)
		tui->wake = -1;
	return true;
}

static struct tui *demo_tui(const struct demo *demo, const char *fallback)
{
	struct tui *tui = tui_new("Demo", "Anna Berg · 2026-11-22", NULL);
	struct demo_list *list = memory_new(sizeof(*list));
	list->screen.ops = &list_screen_ops;
	screen_set_title(&list->screen, "Systems");
	list->rows = demo->rows;
	list->list.marking = true;
	list_view_start(&list->list, &rows, list, columns, COUNT_OF(columns));
	tui_push(tui, &list->screen);
	tui->wake = demo->wake;
	tui->woken = empty_wake;
	if (fallback)
		tui_say(tui, ROLE_WARNING, "taken for %s", fallback);
	return tui;
}

int demo_run(void *argument)
{
	const struct demo *demo = argument;
	const char *fallback;
	struct error error = {0};
	lang_start("en");
	if (!terminal_start(&(struct terminal_options){.ascii = demo->ascii, .mono = demo->mono}, &fallback, &error)) {
		fprintf(stderr, "%s\n", error.text);
		return 2;
	}
	struct tui *tui = demo_tui(demo, fallback);
	bool left = tui_loop(tui);
	terminal_end();
	canvas_free();
	tui_free(&tui);
	return left ? 0 : 3;
}
