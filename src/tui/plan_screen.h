/* Screens over what comes and goes: rows under headings with days, read at once and read anew when something changes.
 * What differs is data: struct plan. */
#ifndef TUI_PLAN_SCREEN_H
#define TUI_PLAN_SCREEN_H

#include "tui/sections.h"
#include "tui/ways.h"

struct plan_screen;

struct plan {
	const char *title, *empty, *help;       /* to be translated */
	const char *columns[SECTION_CELLS];     /* what stands in them; to be translated; NULL ends */
	int least[SECTION_CELLS], most[SECTION_CELLS];
	int priority[SECTION_CELLS];            /* as the list gives them up */
	uint8_t entity;                         /* of what a new row is */
	unsigned contexts;                      /* beside those of every such screen */
	/* Fills sections, status and own, which are empty. */
	void (*read)(struct plan_screen *plan, struct glance *glance);
	/* A row that leads to no record. May be NULL. */
	void (*open)(struct plan_screen *plan, const struct section_row *row);
	/* Its own actions; DONE_NOTHING for what is not. May be NULL. */
	unsigned (*act)(struct plan_screen *plan, enum action_id action, const struct section_row *row);
	bool (*can)(struct plan_screen *plan, enum action_id action, const struct section_row *row);
	/* What stands above the rows: how many lines it takes of `rows`, and drawing it. May be NULL. */
	int (*above)(struct plan_screen *plan, struct area area, bool draws);
};

struct plan_screen {
	struct screen screen;
	struct app *app;
	const struct plan *plan;
	struct sections sections;
	struct list_view list;
	struct list_column columns[SECTION_CELLS];
	struct text status;  /* at the right of the title: what is counted */
	void *own;           /* of the plan, made as it is read; freed with free() */
	bool behind;         /* the register has changed since it was read */
};

void plan_screen_open(struct app *app, const struct plan *plan);

extern const struct plan release_plan_screen, wheel_plan_screen, incident_plan_screen;

#endif
