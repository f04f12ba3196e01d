/* What the screens over the register share: the session, which set of words, how far the register has come. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "query/reading.h"
#include "report/teller.h"
#include "tui/screen.h"

struct app {
	struct session *session;
	struct tui *tui;
	bool business;         /* the words of the business instead of those of IT */
	bool fixed_day;
	bool over_ssh;         /* the session touches no files */
	day_t since;           /* the last day before today on which the person was here; DAY_UNSET: not known */
	uint64_t sequence;     /* the last journal entry seen */
	struct error ended;    /* why the session cannot go on; of no kind as long as it can */
	struct reading *spare; /* for the next glance; NULL: one is made */
	struct text organisation, role;
	struct rule_titles rules;
};

struct app *app_of(const struct screen *screen);

/* A short look at the register: one snapshot and what reads it. Opened and closed within one key; never held while
 * waiting for a person. */
struct glance {
	struct app *app;
	struct view *view;
	struct reading *reading;
};

/* Does nothing where it is open. False, with the reason said to the person, where it cannot be opened. */
bool glance_open(struct glance *glance, struct app *app);
void glance_close(struct glance *glance);

/* Notes that this session has written: every screen follows at once. */
void app_changed(struct app *app);
/* The upper row says anew which register, as of when, who and which day. */
void app_name_again(struct app *app);

#endif
