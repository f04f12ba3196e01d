/* Reports on the screen: what a system costs, whether it could be left, what the alternatives come to, with their
 * pictures. The same page as the command makes. */
#ifndef TUI_REPORT_SCREEN_H
#define TUI_REPORT_SCREEN_H

#include "tui/app.h"

/* Whether any report can be about such a record; entity 0: about all there is. */
bool report_can(uint8_t entity);
/* Opens the only one, or asks which. `about` without an id: about all there is. */
void report_choose(struct app *app, struct ref about);

#endif
