/* What a person has chosen for the screen, kept between sessions: each in a file of its own, so that of two sessions
 * neither takes back what the other has chosen. */
#ifndef TUI_OWN_SETTINGS_H
#define TUI_OWN_SETTINGS_H

#include "tui/app.h"

enum setting { SETTING_LANGUAGE, SETTING_WORDS, SETTING_MOUSE, SETTING_ASCII, SETTINGS };

#define SETTING_VALUES 2
struct setting_row {
	const char *name;                         /* stable: of the file */
	const char *label, *help;                 /* to be translated */
	const char *values[SETTING_VALUES];       /* stable: what the file holds */
	const char *value_labels[SETTING_VALUES]; /* to be translated, but for the names of languages */
};
extern const struct setting_row setting_rows[SETTINGS];

/* The place of what the person has chosen; SIZE_MAX: nothing, or nothing that this program knows. */
size_t own_setting_read(const struct app *app, enum setting setting);
/* False where there is nowhere to keep it: then it holds until the person leaves. */
bool own_setting_keep(const struct app *app, enum setting setting, size_t value);

/* How it is just now, and how it is to be from now on. */
size_t setting_now(const struct app *app, enum setting setting);
void setting_set(struct app *app, enum setting setting, size_t value);

#endif
