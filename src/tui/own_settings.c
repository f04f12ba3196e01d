#include "tui/own_settings.h"

#include <string.h>

#include "base/lang.h"
#include "tui/person_state.h"
#include "tui/stack.h"
#include "tui/terminal.h"

const struct setting_row setting_rows[SETTINGS] = {
	[SETTING_LANGUAGE] = {"language", N_("Language"), N_("The language of the screens, from now on and the next time."),
		{"sv", "en"}, {"svenska", "English"}},
	[SETTING_WORDS] = {"words", N_("Words used"),
		N_("Which words you begin with: those of IT speak of systems, those of the business of services and digital tools. "
		   "The key v changes them for the time being."),
		{"it", "business"}, {N_("those of IT"), N_("those of the business")}},
	[SETTING_MOUSE] = {"mouse", N_("Mouse"),
		N_("Whether the mouse chooses rows. While it is on, the terminal may not let you mark and copy text."),
		{"off", "on"}, {N_("off"), N_("on")}},
	[SETTING_ASCII] = {"ascii", N_("Signs"),
		N_("For a terminal or a font that shows lines and letters wrongly: nothing but plain letters is sent."),
		{"no", "yes"}, {N_("all signs"), N_("plain letters alone (ASCII)")}},
};

static bool append_path(struct text *path, const struct app *app, enum setting setting)
{
	bool there = person_state_path(path, app, "setting");
	text_append_text(path, setting_rows[setting].name);
	return there;
}

size_t own_setting_read(const struct app *app, enum setting setting)
{
	struct text path = {0}, kept = {0};
	size_t value = SIZE_MAX;
	if (append_path(&path, app, setting) && person_state_read(path.data, &kept))
		for (size_t i = 0; i < SETTING_VALUES; i++)
			if (slice_equal_text(text_slice(&kept), setting_rows[setting].values[i]))
				value = i;
	text_free(&path);
	text_free(&kept);
	return value;
}

bool own_setting_keep(const struct app *app, enum setting setting, size_t value)
{
	struct text path = {0};
	bool kept = append_path(&path, app, setting) &&
		    person_state_write(path.data, slice_of(setting_rows[setting].values[value]));
	text_free(&path);
	return kept;
}

size_t setting_now(const struct app *app, enum setting setting)
{
	switch (setting) {
	case SETTING_LANGUAGE: return strcmp(lang_code(), "sv") == 0 ? 0 : 1;
	case SETTING_WORDS: return app->business;
	case SETTING_MOUSE: return terminal_mouse();
	default: return terminal_ascii();
	}
}

void setting_set(struct app *app, enum setting setting, size_t value)
{
	switch (setting) {
	case SETTING_LANGUAGE:
		lang_set(setting_rows[setting].values[value]);
		rule_titles_free(&app->rules);
		app_name_again(app);
		break;
	case SETTING_WORDS: app->business = value == 1; break;
	case SETTING_MOUSE: terminal_set_mouse(value == 1); break;
	default: terminal_set_ascii(value == 1); break;
	}
}
