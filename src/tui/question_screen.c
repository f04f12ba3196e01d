#include "tui/question_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/cost_screen.h"
#include "tui/given_screen.h"
#include "tui/question_rows.h"
#include "tui/ways.h"
#include "tui/words.h"

#define FIRST_COUNT 8 /* milliseconds before the first picture */
#define COUNT 8

struct question_screen {
	struct screen screen;
	struct app *app;
	struct questions shown, next; /* next: what is being counted anew while the old numbers stay */
	struct question_rows rows;
	struct list_view list;
	struct list_column column;
	bool again;
};

/* ---- counting ---- */

static void choose_rows(struct question_screen *questions)
{
	question_rows_choose(&questions->rows);
	list_view_changed(&questions->list);
}

/* A little more of what is shown, or of what is to take its place. */
static bool count_on(struct question_screen *questions, unsigned milliseconds)
{
	struct questions *counted = questions->again ? &questions->next : &questions->shown;
	struct glance glance = {0};
	if (counted->done || !glance_open(&glance, questions->app))
		return false;
	const struct teller teller = words_teller(&glance);
	bool more = questions_work(counted, &teller, milliseconds);
	glance_close(&glance);
	if (!more && questions->again) {
		questions_free(&questions->shown);
		questions->shown = questions->next;
		questions->next = (struct questions){0};
		questions->again = false;
	}
	if (!questions->again)
		choose_rows(questions);
	return more;
}

static bool work(struct screen *screen)
{
	struct question_screen *questions = (struct question_screen *)screen;
	bool counting = questions->again || !questions->shown.done, more = count_on(questions, COUNT);
	if (counting && !more)
		tui_redraw(screen->tui);
	return more;
}

/* The register has changed, or the words have: what stands stays until all is counted anew. */
static void follow(struct screen *screen)
{
	struct question_screen *questions = (struct question_screen *)screen;
	questions->again = questions->shown.done;
	questions_begin(questions->again ? &questions->next : &questions->shown, questions->app->business);
	count_on(questions, FIRST_COUNT);
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &((struct question_screen *)screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct question_screen *questions = (struct question_screen *)screen;
	struct area inside = area_inside(area, 0, 1);
	bool counting = !questions->shown.done || questions->again;
	int used = canvas_text(inside.row, inside.column, inside.columns, ROLE_TITLE,
		slice_of(_("The leadership's questions")));
	if (counting)
		canvas_text_right(inside.row, inside.column + used, inside.columns - used, ROLE_MUTED, slice_of(_("counting …")));
	struct area rows = area_part(inside, 1, 0, inside.rows - 1, inside.columns);
	if (rows.columns != questions->rows.columns) {
		questions->rows.columns = rows.columns;
		choose_rows(questions);
	}
	list_view_draw(&questions->list, rows, true);
}

void open_reply(struct app *app, const struct reply *answer)
{
	if (answer->entity == 0)
		cost_screen_open(app, answer->about);
	else if (answer->where != NULL)
		open_listing(app, &(struct listing){.entity = answer->entity, .title = answer->words,
			.columns = slice_of(answer->columns), .where = slice_of(answer->where), .sort = slice_of(answer->sort)});
	else
		open_given(app, &(struct given){.entity = answer->entity, .title = answer->words, .columns = answer->columns,
			.sort = answer->sort, .ids = answer->ids, .count = answer->id_count});
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct question_screen *questions = (struct question_screen *)screen;
	if (action != ACTION_OPEN || !list_view_has_selected(&questions->list))
		return DONE_NOTHING;
	const struct reply *answer = question_rows_answer(&questions->rows, questions->list.selected);
	if (answer != NULL && answer->number != NUMBER_UNSET)
		open_reply(questions->app, answer);
	return DONE_HANDLED;
}

static void close_questions(struct screen *screen)
{
	struct question_screen *questions = (struct question_screen *)screen;
	questions_free(&questions->shown);
	questions_free(&questions->next);
	question_rows_free(&questions->rows);
	list_view_free(&questions->list);
	free(questions);
}

static const enum action_id hints[] = {
	ACTION_OPEN, ACTION_WORDS, ACTION_REPORT, ACTION_GO_DESK, ACTION_SEARCH, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE,
};

static const struct screen_ops ops = {
	.help = N_("The eight questions that a leadership should be able to answer. Each number opens the records that it "
		   "counts or adds up; a cost over the life opens what it is made of. The report of the same name is for paper."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.work = work,
	.follow = follow,
	.close = close_questions,
};

void open_questions(struct app *app, enum question at)
{
	struct question_screen *questions = memory_new(sizeof(*questions));
	questions->screen.ops = &ops;
	questions->app = app;
	questions->column = (struct list_column){.title = "", .least = 20};
	questions->rows = (struct question_rows){
		.questions = &questions->shown, .conf = app->session->conf, .columns = 78};
	screen_set_title(&questions->screen, _("The leadership's questions"));
	list_view_start(&questions->list, &question_rows_source, &questions->rows, &questions->column, 1);
	questions->list.bare = true;
	questions_begin(&questions->shown, app->business);
	count_on(questions, FIRST_COUNT);
	list_view_select(&questions->list, question_rows_first(&questions->rows, at));
	tui_push(app->tui, &questions->screen);
}
