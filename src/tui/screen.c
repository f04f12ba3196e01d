#include "tui/screen.h"

#include "tui/list_view.h"

static struct list_view *list_of(const struct screen *screen)
{
	return screen->ops->list ? screen->ops->list((struct screen *)(uintptr_t)screen) : NULL;
}

void screen_set_title(struct screen *screen, const char *title)
{
	text_clear(&screen->title);
	text_append_text(&screen->title, title);
}

const char *screen_title(const struct screen *screen)
{
	return screen->title.size > 0 ? screen->title.data : "";
}

/* While a line is typed nothing else of the screen works. */
unsigned screen_contexts(const struct screen *screen)
{
	const struct list_view *list = list_of(screen);
	unsigned contexts = screen->ops->contexts, of_list = list != NULL ? list_view_contexts(list) : 0;
	if (of_list & IN_TYPING)
		return (contexts & IN_SCREEN) | of_list;
	contexts |= of_list | (screen->ops->contexts_now ? screen->ops->contexts_now(screen) : 0);
	return contexts | ((contexts & (IN_REGISTER | IN_NARROWING)) == IN_REGISTER ? IN_SEARCHING : 0);
}

unsigned screen_act(struct screen *screen, enum action_id action)
{
	unsigned done = screen->ops->act ? screen->ops->act(screen, action) : DONE_NOTHING;
	struct list_view *list = done == DONE_NOTHING ? list_of(screen) : NULL;
	return list != NULL ? list_view_act(list, action) : done;
}

bool screen_can(const struct screen *screen, enum action_id action)
{
	const struct list_view *list = list_of(screen);
	return (!screen->ops->can || screen->ops->can(screen, action)) && (list == NULL || list_view_can(list, action));
}

unsigned screen_type(struct screen *screen, keycode key)
{
	unsigned done = screen->ops->type ? screen->ops->type(screen, key) : DONE_NOTHING;
	struct list_view *list = done == DONE_NOTHING ? list_of(screen) : NULL;
	return list != NULL ? list_view_type(list, key) : done;
}

unsigned screen_point(struct screen *screen, int row, int column)
{
	struct list_view *list = list_of(screen);
	if (list != NULL && list_view_point(list, row, column))
		return screen_act(screen, screen_contexts(screen) & IN_ENTRY ? ACTION_ACCEPT : ACTION_OPEN);
	return DONE_HANDLED;
}

void screen_free(struct screen *screen)
{
	text_free(&screen->title);
	if (screen->ops->close)
		screen->ops->close(screen);
}
