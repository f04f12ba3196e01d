/* The full-screen register from beginning to end: terminal, language, first screen, the calm look for changes. */
#include "tui/tui.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "conf/conf.h"
#include "tui/app.h"
#include "tui/canvas.h"
#include "tui/last_visit.h"
#include "tui/own_settings.h"
#include "tui/record_form.h"
#include "tui/stack.h"
#include "tui/ways.h"
#include "tui/words.h"

/* How often the register is asked whether others have changed it: soon enough to trust what is seen. */
#define LOOK_SECONDS 2
#define UNITS_LOOKED_AT 64

/* ---- who and where ---- */

static void read_organisation(struct app *app, const struct view *view)
{
	struct records *records = records_new(view, E_unit);
	struct record unit;
	int looked = 0;
	bool there = records_first(records, &unit);
	for (; there && looked < UNITS_LOOKED_AT && app->organisation.size == 0; looked++) {
		if (record_choice(&unit, F_unit_kind) == C_unit_kind_organisation)
			text_append(&app->organisation, record_text(&unit, F_unit_name));
		there = records_next(records, &unit);
	}
	records_free(&records);
}

static void append_choice(struct text *out, uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	if (choice != NULL)
		text_append_text(out, _(choice->label));
}

/* The person's first role in the order of the roles, else the highest right of access. */
static void read_role(struct app *app, const struct view *view)
{
	const struct ref person = {E_person, app->session->actor};
	struct naming *assignments = naming_new(view, E_assignment, F_assignment_person, person);
	struct record record;
	uint8_t role = 0, access = 0;
	while (naming_next(assignments, &record)) {
		uint8_t one = record_choice(&record, F_assignment_role);
		role = one != 0 && (role == 0 || one < role) ? one : role;
	}
	naming_free(&assignments);
	for (uint8_t one = 1; one <= 32; one++)
		access = app->session->access >> (one - 1) & 1 ? one : access;
	if (role != 0)
		append_choice(&app->role, CHOICES_role, role);
	else
		append_choice(&app->role, CHOICES_access, access);
}

static bool read_beginning(struct app *app, struct error *error)
{
	struct view *view = view_open(app->session->store, error);
	if (view == NULL)
		return false;
	app->sequence = view_sequence(view);
	read_organisation(app, view);
	view_close(&view);
	return true;
}

/* "Anna Berg, system manager · 2026-11-22" */
static void append_corner(struct text *out, const struct app *app)
{
	char buffer[DAY_TEXT_SIZE];
	text_append(out, text_slice(&app->session->name));
	if (app->role.size > 0 && out->size > 0)
		text_append_text(out, ", ");
	text_append(out, text_slice(&app->role));
	text_printf(out, "%s%s", out->size > 0 ? " · " : "", day_text(app->session->today, buffer));
}

/* Nobody is to take what was for what is, on any screen. */
static void append_name(struct text *out, const struct app *app)
{
	char buffer[MOMENT_TEXT_SIZE];
	text_append_text(out, "Forvalta");
	if (app->session->as_of != 0) {
		text_append_text(out, " · ");
		text_printf(out, _("as of %s"), moment_local_text(app->session->as_of, buffer));
	}
	if (app->organisation.size > 0)
		text_printf(out, " · %s", app->organisation.data);
}

/* In the language of now. */
static void read_role_again(struct app *app)
{
	struct view *view = view_open(app->session->store, NULL);
	if (view == NULL)
		return;
	text_clear(&app->role);
	if (app->session->known && app->session->actor < RECORD_BY_AUDIT)
		read_role(app, view);
	view_close(&view);
}

void app_name_again(struct app *app)
{
	read_role_again(app);
	text_clear(&app->tui->name);
	append_name(&app->tui->name, app);
	text_clear(&app->tui->corner);
	append_corner(&app->tui->corner, app);
}

/* ---- the look for changes ---- */

static bool day_has_turned(struct app *app)
{
	day_t today = app->fixed_day || app->session->as_of != 0 ? app->session->today : day_today();
	bool turned = today != app->session->today;
	app->session->today = today;
	if (turned)
		app_name_again(app);
	return turned;
}

static bool look(struct tui *tui)
{
	struct app *app = tui_subject(tui);
	uint64_t expirations, before = app->sequence;
	bool turned = day_has_turned(app);
	if (read(tui->wake, &expirations, sizeof expirations) < 0 && errno != EAGAIN)
		tui->wake = -1;
	tui->ended = !store_is_still_ours(app->session->store, &app->ended);
	struct view *view = tui->ended ? NULL : view_open(app->session->store, NULL);
	if (view == NULL)
		return turned;
	app->sequence = view_sequence(view);
	view_close(&view);
	return turned || app->sequence != before;
}

static int start_timer(void)
{
	const struct itimerspec every = {.it_interval = {.tv_sec = LOOK_SECONDS}, .it_value = {.tv_sec = LOOK_SECONDS}};
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (timer >= 0)
		timerfd_settime(timer, 0, &every, NULL);
	return timer;
}

/* ---- the run ---- */

/* What the person should know before they begin; the terminal first, for what follows may be hard to read. */
static void warn(const struct app *app, const char *fallback)
{
	unsigned group;
	if (fallback != NULL)
		tui_say(app->tui, ROLE_WARNING, _("This system does not know the terminal; it is taken for %s."), fallback);
	else if (store_is_shared(app->session->store, &group))
		tui_say(app->tui, ROLE_WARNING, _("A shared register: its group can write the files, so roles are advice only."));
}

static void show(struct app *app, const char *fallback)
{
	app->tui = tui_new("", "", app);
	app_name_again(app);
	app->tui->wake = start_timer();
	app->tui->woken = look;
	open_desk(app);
	kept_form_offer(app);
	warn(app, fallback);
}

/* The person's own language, where the call has not said another: what they chose on the screen, else what the register
 * says of them. */
static void take_language(const struct app *app)
{
	size_t chosen = own_setting_read(app, SETTING_LANGUAGE);
	struct view *view = view_open(app->session->store, NULL);
	struct record person;
	if (view == NULL)
		return;
	if (chosen != SIZE_MAX) {
		lang_set(setting_rows[SETTING_LANGUAGE].values[chosen]);
	} else if (view_record(view, (struct ref){E_person, app->session->actor}, &person)) {
		const struct choice *choice =
			schema_choice(schema_choices(CHOICES_language), record_choice(&person, F_person_language));
		if (choice != NULL)
			lang_set(choice->name);
	}
	view_close(&view);
}

bool tui_run(struct session *session, const struct tui_options *options, struct error *error)
{
	struct app app = {.session = session, .fixed_day = options->fixed_day, .over_ssh = options->over_ssh};
	struct terminal_options terminal = {.ascii = options->ascii, .mono = options->mono};
	const char *fallback;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, ERROR_INPUT,
			_("the full-screen register needs a terminal; forvalta --help lists the commands that do not"));
	if (!options->language_set)
		take_language(&app);
	terminal.ascii = terminal.ascii || conf_yes(session->conf, CONF_ascii) ||
			 own_setting_read(&app, SETTING_ASCII) == 1;
	app.business = own_setting_read(&app, SETTING_WORDS) == 1;
	app.since = last_visit(&app);
	if (!read_beginning(&app, error) || !terminal_start(&terminal, &fallback, error))
		return false;
	if (own_setting_read(&app, SETTING_MOUSE) == 1)
		terminal_set_mouse(true);
	show(&app, fallback);
	tui_loop(app.tui);
	bool ended = app.tui->ended;
	if (app.tui->wake >= 0)
		close(app.tui->wake);
	tui_free(&app.tui); /* before the signals of a line that goes just now come through */
	terminal_end();
	canvas_free();
	text_free(&app.organisation);
	text_free(&app.role);
	rule_titles_free(&app.rules);
	reading_free(&app.spare);
	return !ended || error_set(error, app.ended.kind, "%s", app.ended.text);
}
