#include "tui/cost_lines.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/costs.h"
#include "report/cost_words.h"
#include "tui/list_view.h"
#include "tui/ways.h"
#include "tui/words.h"

#define LINE_COLUMNS 6

struct line_row {
	struct cost_line line;
	char *name;  /* NULL: not shown to the person */
};

struct cost_lines {
	struct screen screen;
	struct app *app;
	struct ref about;
	struct cost_choice choice;
	struct line_row *rows;
	size_t count, capacity;
	money_t sum;
	bool fits; /* the sum does */
	struct list_view list;
	struct list_column columns[LINE_COLUMNS];
};

static struct cost_lines *of(struct screen *screen)
{
	return (struct cost_lines *)screen;
}

/* ---- reading ---- */

struct gathering {
	struct cost_lines *lines;
	struct glance *glance;
	struct teller teller;
};

static bool is_chosen(const struct cost_choice *choice, const struct cost_line *line)
{
	if (line->kind == COST_KIND_RESIDUAL)
		return choice->residual;
	return (choice->first_year == 0 || line->year >= choice->first_year) &&
	       (choice->last_year == 0 || line->year <= choice->last_year) &&
	       (choice->group < 0 || (int)line->group == choice->group) &&
	       (choice->origin < 0 || (int)line->origin == choice->origin) &&
	       (!choice->narrow || line->group == COST_NARROW) && (!choice->not_narrow || line->group != COST_NARROW);
}

/* What is hidden has no name and no amount, but it is in the sum: it is in the one that was opened. */
static bool gather(void *context, const struct cost_line *line)
{
	struct gathering *gathering = context;
	struct cost_lines *lines = gathering->lines;
	if (!is_chosen(&lines->choice, line))
		return true;
	memory_grow(&lines->rows, &lines->capacity, lines->count, sizeof *lines->rows);
	struct line_row *row = &lines->rows[lines->count++];
	*row = (struct line_row){.line = *line};
	if (cost_line_is_told(&gathering->teller, line)) {
		struct text name = {0};
		words_name(&name, gathering->glance, line->ref);
		row->name = text_take(&name);
	}
	lines->fits = lines->fits && money_add(lines->sum, line->amount, &lines->sum);
	return true;
}

static int compare_rows(const void *a, const void *b)
{
	const struct cost_line *x = &((const struct line_row *)a)->line, *y = &((const struct line_row *)b)->line;
	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	return x->amount != y->amount ? (x->amount > y->amount ? -1 : 1) : ref_compare(x->ref, y->ref);
}

static void forget(struct cost_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->rows[i].name);
	lines->count = 0;
	lines->sum = 0;
	lines->fits = true;
}

static void read_lines(struct cost_lines *lines)
{
	struct glance glance = {0};
	forget(lines);
	if (!glance_open(&glance, lines->app))
		return;
	struct gathering gathering = {.lines = lines, .glance = &glance, .teller = words_teller(&glance)};
	const struct session *session = lines->app->session;
	struct cost_reader *reader = cost_reader_new(glance.view, session->conf, session->today);
	cost_reader_lines(reader, lines->about, gather, &gathering);
	cost_reader_free(&reader);
	glance_close(&glance);
	if (lines->count > 0)
		qsort(lines->rows, lines->count, sizeof *lines->rows, compare_rows);
	list_view_changed(&lines->list);
}

/* ---- the list: the rows, and what they come to ---- */

static size_t row_count(void *owner)
{
	const struct cost_lines *lines = owner;
	return lines->count + (lines->count > 0);
}

static void append_amount(struct text *out, money_t amount)
{
	teller_amount(out, scaled(amount, 1, 100) * 100);
}

static void sum_cell(const struct cost_lines *lines, size_t column, struct text *out)
{
	if (column == 0)
		text_append_text(out, _("Sum"));
	else if (column == LINE_COLUMNS - 1 && lines->fits)
		append_amount(out, lines->sum);
}

static void append_kind(struct text *out, uint8_t kind)
{
	const struct choice *choice = schema_choice(schema_choices(CHOICES_cost_kind), kind);
	text_append_text(out, choice == NULL ? "" : _(choice->label));
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct cost_lines *lines = owner;
	*role = ROLE_NORMAL;
	if (row >= lines->count) {
		*role = ROLE_TITLE;
		sum_cell(lines, column, out);
		return;
	}
	const struct line_row *at = &lines->rows[row];
	if (column == 0)
		text_printf(out, "%d", at->line.year);
	else if (at->name == NULL)
		text_append_text(out, column == 1 ? _("not shown to you") : "");
	else if (column == 1)
		text_append_text(out, at->name);
	else if (column == 2)
		append_kind(out, at->line.kind);
	else if (column == 3)
		text_append_text(out, at->line.estimated ? _("estimated") : "");
	else if (column == 4)
		text_append_text(out, cost_origin_label(at->line.origin));
	else
		append_amount(out, at->line.amount);
}

static enum row_kind kind(void *owner, size_t row)
{
	return row < ((const struct cost_lines *)owner)->count ? ROW_ITEM : ROW_MORE;
}

static const struct list_source source = {.count = row_count, .cell = cell, .kind = kind};

static void label(struct cost_lines *lines)
{
	const struct list_column columns[LINE_COLUMNS] = {
		{.title = _("Year"), .least = 5, .unsorted = true},
		{.title = _("What it rests on"), .least = 20, .most = 50, .unsorted = true},
		{.title = _("Kind"), .least = 14, .most = 24, .priority = 1, .unsorted = true},
		{.title = _("Certainty"), .least = 10, .most = 12, .priority = 2, .unsorted = true},
		{.title = _("Where it comes from"), .least = 20, .most = 44, .priority = 3, .unsorted = true},
		{.title = _("Amount"), .least = 12, .most = 16, .right = true, .unsorted = true},
	};
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		lines->columns[i] = columns[i];
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	list_view_draw(&of(screen)->list, area_inside(area, 0, 1), true);
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct cost_lines *lines = of(screen);
	if (action != ACTION_OPEN)
		return DONE_NOTHING;
	const struct line_row *row = lines->list.selected < lines->count ? &lines->rows[lines->list.selected] : NULL;
	if (row != NULL && row->name != NULL && ref_is_set(row->line.ref))
		open_record(lines->app, row->line.ref);
	return DONE_HANDLED;
}

static void follow(struct screen *screen)
{
	label(of(screen));
	read_lines(of(screen));
}

static void close_lines(struct screen *screen)
{
	struct cost_lines *lines = of(screen);
	forget(lines);
	free(lines->rows);
	list_view_free(&lines->list);
	free(lines);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_PAGE_DOWN, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("The rows that a sum is made of, year by year, the largest first. Enter opens the record that the row "
		   "rests on: a cost, an integration, an incident, a contract or the system."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.follow = follow,
	.close = close_lines,
};

void cost_lines_open(struct app *app, const char *title, struct ref about, const struct cost_choice *choice)
{
	struct cost_lines *lines = memory_new(sizeof *lines);
	lines->screen.ops = &ops;
	lines->app = app;
	lines->about = about;
	lines->choice = *choice;
	screen_set_title(&lines->screen, title);
	label(lines);
	list_view_start(&lines->list, &source, lines, lines->columns, COUNT_OF(lines->columns));
	read_lines(lines);
	tui_push(app->tui, &lines->screen);
}
