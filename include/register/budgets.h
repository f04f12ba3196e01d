/* The register's cost rows as budget, forecast and outcome. */
#ifndef REGISTER_BUDGETS_H
#define REGISTER_BUDGETS_H

#include "lifecycle/budget.h"
#include "register/session.h"

/* Every sum of one thing, year and kind: those of systems first, in the order of their ids. `about` unset: of all there
 * is; a unit or an object: of what belongs to it, or to what lies below it; else of the one thing. Until false. */
void budgets_each(const struct view *view, struct ref about,
                  bool (*take)(void *context, const struct budget_line *line), void *context);
/* The unit that answers for a system, service, object or contract; id 0 where none is stated. */
struct ref budget_unit(const struct view *view, struct ref owner);

#endif
