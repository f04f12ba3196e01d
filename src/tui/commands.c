/* What the actions of every place do. */
#include "base/lang.h"
#include "tui/dialog.h"
#include "tui/help.h"
#include "tui/stack.h"

unsigned act_on_screen(struct tui *tui, enum action_id action)
{
	return screen_act(tui_front(tui), action);
}

unsigned act_help(struct tui *tui, enum action_id action)
{
	(void)action;
	tui_help(tui);
	return DONE_HANDLED;
}

unsigned act_palette(struct tui *tui, enum action_id action)
{
	(void)action;
	tui_palette(tui);
	return DONE_HANDLED;
}

/* The screen first: a filter or an unsaved form has something to say about it. */
unsigned act_cancel(struct tui *tui, enum action_id action)
{
	unsigned done = act_on_screen(tui, action);
	if (done != DONE_NOTHING)
		return done;
	if (tui->depth > 1)
		return DONE_HANDLED | DONE_CLOSE;
	tui_say(tui, ROLE_MUTED, "%s", _("This is the first screen; q leaves the program."));
	return DONE_HANDLED;
}

unsigned act_back(struct tui *tui, enum action_id action)
{
	unsigned done = act_on_screen(tui, action);
	if (done != DONE_NOTHING)
		return done;
	return tui->depth > 1 ? DONE_HANDLED | DONE_CLOSE : act_quit(tui, ACTION_QUIT);
}

static void quit_answered(struct tui *tui, void *owner, size_t answer)
{
	(void)owner;
	tui->leaving = answer == 1;
}

/* Asked twice, Ctrl-C means it. */
unsigned act_quit(struct tui *tui, enum action_id action)
{
	(void)action;
	if (!tui_unsaved(tui) || tui->asked_to_leave == tui_front(tui))
		return DONE_QUIT;
	tui_ask(tui, &(struct question){
		.title = _("Leave?"),
		.text = _("Something here is not saved and will be lost."),
		.answers = {_("Stay"), _("Leave without saving")},
		.answered = quit_answered,
	});
	tui->asked_to_leave = tui_front(tui);
	return DONE_HANDLED;
}

unsigned act_mouse(struct tui *tui, enum action_id action)
{
	(void)action;
	terminal_set_mouse(!terminal_mouse());
	bool on = terminal_mouse();
	tui_say(tui, ROLE_NORMAL, "%s", on ? _("The mouse is on; Ctrl-T turns it off.") : _("The mouse is off."));
	return DONE_HANDLED;
}

unsigned act_repaint(struct tui *tui, enum action_id action)
{
	(void)tui;
	(void)action;
	return DONE_HANDLED | DONE_REPAINT;
}
