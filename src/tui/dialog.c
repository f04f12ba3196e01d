#include "tui/dialog.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/terminal.h"

#define WIDEST 64
#define ANSWER_GAP 2

struct dialog {
	struct screen screen;
	struct question question;
	char *text;
	char *titles[ANSWERS_MOST];
	size_t count;
	size_t chosen;
	keycode opener;
};

static const struct dialog *dialog_of(const struct screen *screen)
{
	return (const void *)screen;
}

/* The first letter of the answer, small; none for an answer that the key which opened the question would give. */
static keycode letter_of(const struct dialog *dialog, size_t answer)
{
	ucs4_t letter = 0;
	const char *words = dialog->titles[answer];
	u8_mbtouc(&letter, (const uint8_t *)words, strlen(words));
	letter = uc_tolower(letter);
	return answer > 0 && letter == uc_tolower(dialog->opener) ? KEYCODE_NONE : letter;
}

static int answer_columns(const struct dialog *dialog, size_t answer)
{
	return canvas_width(slice_of(dialog->titles[answer])) + 4;
}

static int answers_columns(const struct dialog *dialog)
{
	int columns = -ANSWER_GAP;
	for (size_t i = 0; i < dialog->count; i++)
		columns += answer_columns(dialog, i) + ANSWER_GAP;
	return columns;
}

static void draw_answers(const struct dialog *dialog, struct area area)
{
	int row = area.row + area.rows - 1;
	int column = area.column + int_clamp((area.columns - answers_columns(dialog)) / 2, 0, area.columns);
	for (size_t i = 0; i < dialog->count; i++) {
		bool chosen = i == dialog->chosen;
		int columns = int_clamp(answer_columns(dialog, i), 0, area.column + area.columns - column);
		enum role role = chosen ? ROLE_SELECTED : ROLE_NORMAL;
		canvas_printf(row, column, columns, role, "[ %s ]", dialog->titles[i]);
		if (letter_of(dialog, i) != KEYCODE_NONE && !chosen)
			canvas_text(row, column + 2, 1, ROLE_KEY,
				(struct slice){dialog->titles[i], text_grapheme(slice_of(dialog->titles[i]))});
		if (chosen)
			canvas_focus(row, column + 2);
		column += columns + ANSWER_GAP;
	}
}

static void draw(struct screen *screen, struct area area)
{
	const struct dialog *dialog = dialog_of(screen);
	struct slice rest = slice_of(dialog->text), line;
	int columns = int_clamp(area.columns - 4, 0, WIDEST);
	int rows = layout_wrapped_rows(rest, columns - 4) + 4;
	struct area inside = canvas_frame(area_center(area, rows, columns), screen_title(screen));
	for (int row = 0; row < inside.rows - 2 && layout_wrap(&rest, inside.columns, &line); row++)
		canvas_text(inside.row + row, inside.column, inside.columns, ROLE_NORMAL, line);
	draw_answers(dialog, inside);
}

/* Gone before anybody hears the answer: whoever does may ask the next question. */
static unsigned give(struct screen *screen, size_t answer)
{
	struct question question = dialog_of(screen)->question;
	struct tui *tui = screen->tui;
	((struct dialog *)screen)->question.dropped = NULL;
	tui_close(tui, screen);
	if (question.answered)
		question.answered(tui, question.owner, answer);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct dialog *dialog = (struct dialog *)screen;
	switch ((int)action) {
	case ACTION_ANSWER:
		return give(screen, dialog->chosen);
	case ACTION_CANCEL:
	case ACTION_BACK:
		return give(screen, 0);
	case ACTION_ANSWER_NEXT:
		dialog->chosen = (dialog->chosen + 1) % dialog->count;
		return DONE_HANDLED;
	case ACTION_ANSWER_PREVIOUS:
		dialog->chosen = (dialog->chosen + dialog->count - 1) % dialog->count;
		return DONE_HANDLED;
	default:
		return DONE_NOTHING;
	}
}

static unsigned type(struct screen *screen, keycode key)
{
	const struct dialog *dialog = dialog_of(screen);
	for (size_t i = 0; i < dialog->count; i++) {
		if (letter_of(dialog, i) == key)
			return give(screen, i);
	}
	return DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	return (action != ACTION_ANSWER_NEXT && action != ACTION_ANSWER_PREVIOUS) || dialog_of(screen)->count > 1;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	return action == ACTION_ANSWER ? dialog_of(screen)->titles[dialog_of(screen)->chosen] : NULL;
}

static void close_dialog(struct screen *screen)
{
	struct dialog *dialog = (struct dialog *)screen;
	for (size_t i = 0; i < dialog->count; i++)
		free(dialog->titles[i]);
	free(dialog->text);
	if (dialog->question.dropped != NULL)
		dialog->question.dropped(dialog->question.owner);
	free(dialog);
}

static const enum action_id hints[] = {ACTION_ANSWER, ACTION_ANSWER_NEXT, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops dialog_ops = {
	.window = true,
	.help = N_("A question. The answer that changes nothing is chosen until you choose another; Esc gives it too."),
	.hints = hints,
	.contexts = IN_QUESTION,
	.draw = draw,
	.act = act,
	.can = can,
	.hint = hint,
	.type = type,
	.close = close_dialog,
};

void tui_ask(struct tui *tui, const struct question *question)
{
	struct dialog *dialog = memory_new(sizeof(*dialog));
	dialog->screen.ops = &dialog_ops;
	dialog->question = *question;
	screen_set_title(&dialog->screen, question->title);
	dialog->text = memory_copy_text(question->text);
	for (; dialog->count < ANSWERS_MOST && question->answers[dialog->count]; dialog->count++)
		dialog->titles[dialog->count] = memory_copy_text(question->answers[dialog->count]);
	dialog->opener = tui_last_key(tui);
	tui_push(tui, &dialog->screen);
	if (dialog->count > 1)
		terminal_drop_input();
}

void tui_tell(struct tui *tui, const char *title_text, const char *text)
{
	tui_ask(tui, &(struct question){.title = title_text, .text = text, .answers = {_("Close")}});
}
