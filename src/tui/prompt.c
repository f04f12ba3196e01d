#include "tui/prompt.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/line_editor.h"

#define WIDEST 76

struct prompt {
	struct screen screen;
	struct prompting prompting;
	char *help;
	struct line_editor editor;
	struct error error;
};

static void draw(struct screen *screen, struct area area)
{
	struct prompt *prompt = (struct prompt *)screen;
	int columns = int_clamp(area.columns - 2, 1, WIDEST);
	bool wrong = prompt->error.kind != ERROR_NONE;
	struct slice words = slice_of(wrong ? prompt->error.text : prompt->help), line;
	int rows = layout_wrapped_rows(words, columns - 4);
	struct area inside = canvas_frame(area_center(area, rows + 4, columns), screen_title(screen));
	line_editor_draw(&prompt->editor, inside.row, inside.column, inside.columns, ROLE_INPUT, true);
	for (int row = 2; layout_wrap(&words, inside.columns, &line); row++)
		canvas_text(inside.row + row, inside.column, inside.columns, wrong ? ROLE_ERROR : ROLE_MUTED, line);
}

static unsigned accept(struct prompt *prompt)
{
	struct tui *tui = prompt->screen.tui;
	prompt->error = (struct error){0};
	if (prompt->prompting.taken(tui, prompt->prompting.owner, text_slice(&prompt->editor.text), &prompt->error))
		return DONE_HANDLED | DONE_CLOSE;
	if (prompt->error.kind == ERROR_NONE)
		error_set(&prompt->error, ERROR_INPUT, "%s", _("That cannot be taken."));
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct prompt *prompt = (struct prompt *)screen;
	if (action == ACTION_ACCEPT)
		return accept(prompt);
	return line_editor_act(&prompt->editor, action) ? DONE_HANDLED : DONE_NOTHING;
}

static unsigned type(struct screen *screen, keycode key)
{
	struct prompt *prompt = (struct prompt *)screen;
	prompt->error = (struct error){0};
	return line_editor_type(&prompt->editor, key) ? DONE_HANDLED : DONE_NOTHING;
}

static void close_prompt(struct screen *screen)
{
	struct prompt *prompt = (struct prompt *)screen;
	line_editor_free(&prompt->editor);
	free(prompt->help);
	free(prompt);
}

static const struct screen_ops ops = {
	.window = true,
	.help = N_("A line to be typed. Enter takes it, Esc leaves everything as it was."),
	.contexts = IN_TYPING | IN_ENTRY,
	.draw = draw,
	.act = act,
	.type = type,
	.close = close_prompt,
};

void tui_prompt(struct tui *tui, const struct prompting *prompting)
{
	struct prompt *prompt = memory_new(sizeof(*prompt));
	prompt->screen.ops = &ops;
	prompt->prompting = *prompting;
	screen_set_title(&prompt->screen, prompting->title);
	prompt->help = memory_copy_text(prompting->help);
	line_editor_set(&prompt->editor, prompting->text);
	tui_push(tui, &prompt->screen);
}
