#include "base/lang.h"
#include "tui/canvas.h"
#include "tui/stack.h"

#define CONTINUATIONS_MOST 48
#define GAP 2

struct continuation {
	enum action_id action;
	char key[KEY_TEXT_SIZE];
};

struct continuations {
	struct continuation items[CONTINUATIONS_MOST];
	size_t count;
	int widest;
};

static int columns_of(const struct continuation *item)
{
	return canvas_width(slice_of(item->key)) + 1 + canvas_width(slice_of(_(action_row(item->action)->title)));
}

static void add(struct continuations *list, enum action_id action, keycode second)
{
	if (list->count == CONTINUATIONS_MOST)
		return;
	struct continuation *item = &list->items[list->count++];
	item->action = action;
	key_text(second, item->key);
	list->widest = columns_of(item) > list->widest ? columns_of(item) : list->widest;
}

static void gather(const struct tui *tui, struct continuations *list)
{
	unsigned contexts = screen_contexts(tui_front(tui));
	for (enum action_id action = 1; action < ACTION_COUNT; action++) {
		struct slice rest = slice_of(action_row(action)->keys);
		struct binding binding;
		while (tui_can(tui, action) && action_applies(action, contexts) && binding_next(&rest, &binding))
			if (binding.first == tui->begun && binding.second != KEYCODE_NONE)
				add(list, action, binding.second);
	}
}

static void draw_one(const struct continuation *item, int row, int column, int columns)
{
	int used = canvas_text(row, column, columns, ROLE_KEY, slice_of(item->key)) + 1;
	canvas_text(row, column + used, columns - used, ROLE_HINT, slice_of(_(action_row(item->action)->title)));
}

void draw_continuations(const struct tui *tui, struct area area)
{
	struct continuations list = {0};
	char begun[KEY_TEXT_SIZE];
	gather(tui, &list);
	struct grid grid = layout_grid(list.count, list.widest, GAP, area.columns - 2, area.rows - 1);
	struct area foot = area_part(area, area.rows - grid.rows - 1, 0, grid.rows + 1, area.columns);
	canvas_clear(foot);
	canvas_rule(foot.row, 1, foot.columns - 2, key_text(tui->begun, begun));
	for (size_t i = 0; i < list.count && (int)i < grid.rows * grid.across; i++)
		draw_one(&list.items[i], foot.row + 1 + (int)i % grid.rows, 1 + (int)i / grid.rows * (grid.columns + GAP),
			grid.columns);
}
