/* The ways from one screen to another: what opens what. */
#ifndef TUI_WAYS_H
#define TUI_WAYS_H

#include "tui/app.h"

/* What is to be done, decided and filled in: the first screen. */
void open_desk(struct app *app);

/* A record with its tabs; a finding as its reasons and next step. */
void open_record(struct app *app, struct ref ref);

/* A list of records. Slices as struct list_request has them, empty for the entity's own; all are copied. */
struct listing {
	uint8_t entity;
	const char *title; /* translated; NULL: what the entity is called */
	struct slice columns, where, sort;
	const char *name;  /* under which the person's own columns are remembered; NULL: the entity's */
};
void open_listing(struct app *app, const struct listing *listing);
/* Findings that are not yet put right; `where` says which, empty for all. */
void open_findings(struct app *app, const char *title, struct slice where);
/* What stands open, as a condition: "state in (open, acknowledged, reopened)". */
#define FINDINGS_OPEN "state in (open, acknowledged, reopened)"

/* A choice among all lists of the register. */
void open_all_lists(struct app *app);
void open_change_log(struct app *app);
/* Of the log what has been found of the person's own, or of all, since a day; it follows. */
struct own_changes;
void open_changes(struct app *app, const struct own_changes *changes);

/* Back to the first screen: what stands over it is closed. */
void go_home(struct app *app);

#endif
