/* A month in a window, of which a day is chosen: it shows which weekday a day is and which week it lies in. */
#ifndef TUI_CALENDAR_H
#define TUI_CALENDAR_H

#include "base/date.h"
#include "tui/screen.h"

struct calendar_asking {
	const char *title; /* translated; copied */
	day_t day;         /* to stand on first; DAY_UNSET: today */
	day_t today;
	/* The day taken, the window gone. Not called when the person took none. */
	void (*picked)(struct tui *tui, void *owner, day_t day);
	void *owner;       /* lives at least as long as the window */
};

void tui_calendar(struct tui *tui, const struct calendar_asking *asking);

/* Where an action of the calendar leads from a day: within the days that can be stored. The day itself for an action
 * that is none of the calendar's. Pure. */
day_t calendar_moved(day_t day, day_t today, enum action_id action);
/* The Monday of the first of the six weeks that a month is shown in. */
day_t calendar_first(day_t day);

#endif
