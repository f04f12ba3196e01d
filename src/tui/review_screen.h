/* A round of review gone through: one key for each answer, alike questions answered as one. */
#ifndef TUI_REVIEW_SCREEN_H
#define TUI_REVIEW_SCREEN_H

#include "tui/app.h"

/* Whether it can be opened from the record: a round, or a question of one. */
bool review_screen_can(uint8_t entity);
/* `ref`: a round, or a question of one, on which the cursor then stands. */
void review_screen_open(struct app *app, struct ref ref);

#endif
