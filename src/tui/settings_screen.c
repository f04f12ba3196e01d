#include "tui/settings_screen.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "identity/identity.h"
#include "model/schema.h"
#include "store/store.h"
#include "tui/canvas.h"
#include "tui/list_view.h"
#include "tui/own_settings.h"

#define FACTS 5
#define HELP_ROWS 4

/* The choices first, then what cannot be chosen here. */
struct settings_screen {
	struct screen screen;
	struct app *app;
	struct list_view list;
	struct list_column columns[2];
	char *labels[FACTS], *values[FACTS];
	size_t facts;
	bool warned[FACTS];
};

static struct settings_screen *of(struct screen *screen)
{
	return (struct settings_screen *)screen;
}

/* ---- what is good to know ---- */

static void add_fact(struct settings_screen *settings, const char *label, struct text *value, bool warned)
{
	settings->labels[settings->facts] = memory_copy_text(label);
	settings->values[settings->facts] = text_take(value);
	settings->warned[settings->facts++] = warned;
}

static void append_roles(struct text *out, const struct session *session)
{
	const struct choice_set *roles = schema_choices(CHOICES_access);
	for (size_t i = 0; i < roles->count; i++)
		if (session->access >> (roles->choices[i].number - 1) & 1)
			text_printf(out, "%s%s", out->size > 0 ? ", " : "", _(roles->choices[i].label));
	if (out->size == 0)
		text_append_text(out, _("none: you may read what is not secret"));
}

static void append_sharing(struct text *out, unsigned group)
{
	struct text name = {0};
	identity_append_group(group, &name);
	text_printf(out, _("shared with the group %s, which can write the files: roles are advice only"), name.data);
	text_free(&name);
}

static void read_facts(struct settings_screen *settings)
{
	const struct session *session = settings->app->session;
	struct text value = {0};
	unsigned group;
	for (; settings->facts > 0; settings->facts--) {
		free(settings->labels[settings->facts - 1]);
		free(settings->values[settings->facts - 1]);
	}
	text_append(&value, text_slice(&session->name));
	if (session->where.size > 0)
		text_printf(&value, " (%s)", session->where.data);
	add_fact(settings, _("Signed in"), &value, false);
	append_roles(&value, session);
	add_fact(settings, _("Access roles"), &value, false);
	text_append_text(&value, store_directory(session->store));
	add_fact(settings, _("Register"), &value, false);
	bool shared = store_is_shared(session->store, &group);
	if (shared)
		append_sharing(&value, group);
	else
		text_append_text(&value, _("only through the program: roles hold"));
	add_fact(settings, _("Who reaches it"), &value, shared);
}

/* ---- the list ---- */

/* A heading, the choices, a heading, the facts. */
static enum row_kind kind(void *owner, size_t row)
{
	(void)owner;
	return row == 0 || row == SETTINGS + 1 ? ROW_HEADING : ROW_ITEM;
}

static size_t count(void *owner)
{
	return 2 + SETTINGS + ((struct settings_screen *)owner)->facts;
}

static void append_setting(struct text *out, const struct app *app, enum setting setting, size_t column)
{
	const struct setting_row *row = &setting_rows[setting];
	const char *value = row->value_labels[setting_now(app, setting)];
	if (column == 0)
		text_append_text(out, _(row->label));
	else
		text_append_text(out, setting == SETTING_LANGUAGE ? value : _(value));
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct settings_screen *settings = owner;
	size_t fact = row - SETTINGS - 2;
	if (row == 0) {
		text_append_text(out, _("You choose"));
	} else if (row <= SETTINGS) {
		append_setting(out, settings->app, (enum setting)(row - 1), column);
	} else if (row == SETTINGS + 1) {
		text_append_text(out, _("This session"));
	} else {
		text_append_text(out, column == 0 ? settings->labels[fact] : settings->values[fact]);
		*role = column == 1 && settings->warned[fact] ? ROLE_WARNING : ROLE_NORMAL;
	}
}

static uint64_t key(void *owner, size_t row)
{
	(void)owner;
	return row + 1;
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .kind = kind};

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &of(screen)->list;
}

static bool on_setting(const struct settings_screen *settings)
{
	return settings->list.selected > 0 && settings->list.selected <= SETTINGS;
}

/* What stands under the cursor, in full: the help of a choice, or a fact that is longer than its column. */
static void draw_help(const struct settings_screen *settings, struct area area)
{
	size_t row = settings->list.selected;
	struct slice rest = {0}, line;
	if (on_setting(settings))
		rest = slice_of(_(setting_rows[row - 1].help));
	else if (row > SETTINGS + 1)
		rest = slice_of(settings->values[row - SETTINGS - 2]);
	for (int i = 0; i < area.rows && layout_wrap(&rest, area.columns, &line); i++)
		canvas_text(area.row + i, area.column, area.columns, ROLE_MUTED, line);
}

static void draw(struct screen *screen, struct area area)
{
	struct settings_screen *settings = of(screen);
	struct area inside = area_inside(area, 0, 1);
	int help = inside.rows > HELP_ROWS * 2 ? HELP_ROWS : 0;
	list_view_draw(&settings->list, area_part(inside, 0, 0, inside.rows - help, inside.columns), true);
	draw_help(settings, area_part(inside, inside.rows - help, 2, help, inside.columns - 2));
}

/* To the other value: there are two of each. */
static unsigned choose(struct settings_screen *settings)
{
	struct app *app = settings->app;
	enum setting setting = (enum setting)(settings->list.selected - 1);
	if (!on_setting(settings))
		return DONE_HANDLED;
	size_t value = (setting_now(app, setting) + 1) % SETTING_VALUES;
	setting_set(app, setting, value);
	bool kept = own_setting_keep(app, setting, value);
	tui_follow(app->tui);
	if (kept)
		tui_say(app->tui, ROLE_NORMAL, "%s", _("Chosen, and remembered for the next time."));
	else
		tui_say(app->tui, ROLE_WARNING, "%s", _("Chosen until you leave: there is nowhere to remember it."));
	return DONE_HANDLED | DONE_REPAINT;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	return action == ACTION_OPEN ? choose(of(screen)) : DONE_NOTHING;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action == ACTION_OPEN ? _("Change it") : NULL;
}

static void label(struct settings_screen *settings)
{
	screen_set_title(&settings->screen, _("Settings"));
	settings->columns[0] = (struct list_column){.title = "", .least = 12, .most = 24};
	settings->columns[1] = (struct list_column){.title = "", .least = 16};
	read_facts(settings);
	list_view_changed(&settings->list);
}

static void follow(struct screen *screen)
{
	label(of(screen));
}

static void close_settings(struct screen *screen)
{
	struct settings_screen *settings = of(screen);
	for (size_t i = 0; i < settings->facts; i++) {
		free(settings->labels[i]);
		free(settings->values[i]);
	}
	list_view_free(&settings->list);
	free(settings);
}

static const enum action_id hints[] = {ACTION_OPEN, ACTION_GO_DESK, ACTION_PALETTE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("What you choose for the screen; Enter changes it, at once and for the next time. It is yours alone: "
		   "others, and other registers, have their own. Below stands what holds for this session."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_REGISTER,
	.draw = draw,
	.list = list_of,
	.act = act,
	.hint = hint,
	.follow = follow,
	.close = close_settings,
};

void open_settings(struct app *app)
{
	struct settings_screen *settings = memory_new(sizeof(*settings));
	settings->screen.ops = &ops;
	settings->app = app;
	list_view_start(&settings->list, &source, settings, settings->columns, COUNT_OF(settings->columns));
	settings->list.bare = true;
	label(settings);
	tui_push(app->tui, &settings->screen);
}
