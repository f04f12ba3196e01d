/* Changing many records at once: which fields, then their values in a form, then a look at what each record would
 * become, and only then the change. Each step stays below the next one, to go back to. */
#ifndef TUI_CHANGE_MANY_H
#define TUI_CHANGE_MANY_H

#include "register/many.h"
#include "tui/choices.h"
#include "tui/record_form.h"

struct change_many {
	struct screen screen; /* where the fields are chosen */
	struct app *app;
	const struct entity *entity;
	struct choices choices;
	struct list_column columns[2];
	struct list_view list;
	struct many_change change;
	struct many_row *rows;
	size_t count;
	struct form_deed deed;
	struct record_form *form;
	void (*done)(void *owner);
	void *owner;
};

/* `ids` are copied. `done` is called when they have been changed; its owner lives as long as the screens. */
void change_many_open(struct app *app, const struct entity *entity, const uint64_t ids[], size_t count,
	void (*done)(void *owner), void *owner);

/* change_preview.c: what would become of each; in front of the form. */
void change_preview_open(struct change_many *many);

#endif
