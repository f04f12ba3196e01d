#include "tui/calendar.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"

#define WEEKS 6       /* a month touches six at most: the window does not change its height */
#define WEEK_COLUMNS 4
#define DAY_COLUMNS 4 /* the signs on both sides of the number say which day it is, without colours too */
#define COLUMNS (WEEK_COLUMNS + 7 * DAY_COLUMNS)
#define ROWS (1 + WEEKS)

struct calendar {
	struct screen screen;
	struct calendar_asking asking;
	day_t day;
};

static const char *const weekdays[] = {N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su")};

static struct calendar *of(struct screen *screen)
{
	return (struct calendar *)screen;
}

/* ---- days ---- */

static day_t first_of_month(day_t day)
{
	return day - day_to_civil(day).day + 1;
}

day_t calendar_first(day_t day)
{
	day_t first = first_of_month(day);
	return first - day_weekday(first) + 1;
}

day_t calendar_moved(day_t day, day_t today, enum action_id action)
{
	day_t to = day;
	switch ((int)action) {
	case ACTION_DAY_BEFORE: to = day - 1; break;
	case ACTION_DAY_AFTER: to = day + 1; break;
	case ACTION_WEEK_BEFORE: to = day - 7; break;
	case ACTION_WEEK_AFTER: to = day + 7; break;
	case ACTION_MONTH_BEFORE: to = day_add_months(day, -1); break;
	case ACTION_MONTH_AFTER: to = day_add_months(day, 1); break;
	case ACTION_YEAR_BEFORE: to = day_add_months(day, -12); break;
	case ACTION_YEAR_AFTER: to = day_add_months(day, 12); break;
	case ACTION_MONTH_FIRST: to = first_of_month(day); break;
	case ACTION_MONTH_LAST: to = day_month_end(day); break;
	case ACTION_TO_TODAY: to = today; break;
	default: break;
	}
	return int_clamp(to, DAY_FIRST, DAY_LAST);
}

/* ---- the window ---- */

static void draw_head(struct area area)
{
	canvas_text(area.row, area.column, WEEK_COLUMNS, ROLE_MUTED, slice_of(_("wk")));
	for (int i = 0; i < 7; i++)
		canvas_text(area.row, area.column + WEEK_COLUMNS + i * DAY_COLUMNS + 1, DAY_COLUMNS - 1, ROLE_COLUMN,
			slice_of(_(weekdays[i])));
}

static void draw_day(const struct calendar *calendar, day_t day, int row, int column)
{
	bool chosen = day == calendar->day, now = day == calendar->asking.today;
	bool inside = first_of_month(day) == first_of_month(calendar->day);
	enum role role = chosen ? ROLE_SELECTED : now ? ROLE_KEY : inside ? ROLE_NORMAL : ROLE_MUTED;
	canvas_printf(row, column, DAY_COLUMNS, role, "%c%2d%c", chosen ? '[' : now ? '(' : ' ', day_to_civil(day).day,
		chosen ? ']' : now ? ')' : ' ');
	if (chosen)
		canvas_focus(row, column + 1);
}

static void draw_weeks(const struct calendar *calendar, struct area area)
{
	day_t monday = calendar_first(calendar->day);
	for (int week = 0; week < WEEKS; week++, monday += 7) {
		canvas_printf(area.row + week, area.column, WEEK_COLUMNS, ROLE_MUTED, "%2d", day_week(monday));
		for (int i = 0; i < 7; i++)
			draw_day(calendar, monday + i, area.row + week, area.column + WEEK_COLUMNS + i * DAY_COLUMNS);
	}
}

/* How far away it is, where there is room to say so. */
static void draw_distance(const struct calendar *calendar, struct area area)
{
	char buffer[DAY_TEXT_SIZE];
	struct text words = {0};
	long days = (long)calendar->day - calendar->asking.today;
	text_printf(&words, "%s, ", day_text(calendar->day, buffer));
	if (days == 0)
		text_append_text(&words, _("today"));
	else
		text_printf(&words, days > 0 ? ngettext("in %ld day", "in %ld days", (unsigned long)days)
		                             : ngettext("%ld day ago", "%ld days ago", (unsigned long)-days), labs(days));
	canvas_text(area.row, area.column, area.columns, ROLE_NOTICE, text_slice(&words));
	text_free(&words);
}

static void draw(struct screen *screen, struct area area)
{
	const struct calendar *calendar = of(screen);
	struct civil_day civil = day_to_civil(calendar->day);
	struct text title = {0};
	bool roomy = area.rows >= ROWS + 4;
	text_printf(&title, "%s %d", _(month_name(civil.month)), civil.year);
	struct area inside = canvas_frame(area_center(area, ROWS + 2 + (roomy ? 2 : 0), COLUMNS + 4), title.data);
	draw_head(inside);
	draw_weeks(calendar, area_part(inside, 1, 0, WEEKS, inside.columns));
	if (roomy)
		draw_distance(calendar, area_part(inside, ROWS + 1, 0, 1, inside.columns));
	text_free(&title);
}

static unsigned take(struct calendar *calendar)
{
	struct calendar_asking asking = calendar->asking;
	struct tui *tui = calendar->screen.tui;
	day_t day = calendar->day;
	tui_close(tui, &calendar->screen);
	asking.picked(tui, asking.owner, day);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct calendar *calendar = of(screen);
	if (action == ACTION_ACCEPT)
		return take(calendar);
	if (action_row(action)->contexts != IN_CALENDAR)
		return DONE_NOTHING;
	calendar->day = calendar_moved(calendar->day, calendar->asking.today, action);
	return DONE_HANDLED;
}

static void close_calendar(struct screen *screen)
{
	free(of(screen));
}

static const enum action_id hints[] = {
	ACTION_ACCEPT, ACTION_CANCEL, ACTION_MONTH_AFTER, ACTION_MONTH_BEFORE, ACTION_TO_TODAY, ACTION_NONE};

static const struct screen_ops ops = {
	.window = true,
	.help = N_("A month with its weeks. The arrows move by a day and a week, the page keys by a month, < and > by a year; "
		   "t comes back to today. Enter takes the day into the form."),
	.hints = hints,
	.contexts = IN_CALENDAR | IN_ENTRY,
	.draw = draw,
	.act = act,
	.close = close_calendar,
};

void tui_calendar(struct tui *tui, const struct calendar_asking *asking)
{
	struct calendar *calendar = memory_new(sizeof(*calendar));
	calendar->screen.ops = &ops;
	calendar->asking = *asking;
	calendar->day = int_clamp(asking->day == DAY_UNSET ? asking->today : asking->day, DAY_FIRST, DAY_LAST);
	screen_set_title(&calendar->screen, asking->title);
	tui_push(tui, &calendar->screen);
}
