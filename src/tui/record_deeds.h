/* What a person can do to a record, from wherever it stands: change it, remove it, make another. */
#ifndef TUI_RECORD_DEEDS_H
#define TUI_RECORD_DEEDS_H

#include "tui/app.h"

/* Whether the action makes sense and is allowed for the record; id 0: no record, the entity in general. True for every
 * action that is not about records. */
bool record_can(struct app *app, struct ref ref, enum action_id action);
/* Does it. DONE_NOTHING for an action that is not about records. */
unsigned record_act(struct app *app, struct ref ref, enum action_id action);

/* Opens the form, the cursor in `field` (NULL: the first). */
void record_edit(struct app *app, struct ref ref, const struct field *field);
/* The same, the cursor in the first fact that is wanted and not stated. */
void record_fill_in(struct app *app, struct ref ref);
/* A new one, with `field` leading to `above`; NULL: nothing filled in. */
void record_new(struct app *app, const struct entity *entity, const struct field *field, struct ref above);
/* Asks first what is to be made below the record. */
void record_new_below(struct app *app, struct ref ref);
bool record_can_new_below(struct app *app, struct ref ref);

#endif
