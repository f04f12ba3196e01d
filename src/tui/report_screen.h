/* Reports on the screen: what a system costs, whether it could be left, what the alternatives come to, with their
 * pictures. The same page as the command makes. */
#ifndef TUI_REPORT_SCREEN_H
#define TUI_REPORT_SCREEN_H

#include "report/page.h"
#include "tui/app.h"

/* Whether any report can be about such a record; entity 0: about all there is. */
bool report_can(uint8_t entity);
/* Asks which. `about` without an id: about all there is. */
void report_choose(struct app *app, struct ref about);
/* The report of this name, about a record or (without an id) all there is. */
void report_open(struct app *app, const char *kind, struct ref about);
/* What makes a page, at first and whenever the register has changed; NULL with words where there is none. */
struct report_source {
	struct page *(*make)(struct app *app, void *context, struct error *error);
	void *context;
	void (*dropped)(void *context); /* at the end; may be NULL */
};
/* Works the page out and shows it. The source's context belongs to it from now on. */
void report_show(struct app *app, const char *title, const struct report_source *source);

#endif
