/* When the person was here before, so that the desk can tell what has changed since. */
#ifndef TUI_LAST_VISIT_H
#define TUI_LAST_VISIT_H

#include "tui/app.h"

/* The last day before today on which the person opened this register, and notes that today is one; DAY_UNSET where
 * there was none, or where the register is looked at as it was. */
day_t last_visit(const struct app *app);

#endif
