/* The leadership's eight questions: numbers that open what they count. */
#ifndef TUI_QUESTION_SCREEN_H
#define TUI_QUESTION_SCREEN_H

#include "report/questions.h"
#include "tui/app.h"

void open_questions(struct app *app, enum question at);
/* What the answer counts, under its own words. */
void open_reply(struct app *app, const struct reply *answer);

#endif
