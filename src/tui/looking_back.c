/* The register as it was: asked for by a moment, shown on the same screens, left by the same key. */
#include "tui/looking_back.h"

#include "base/lang.h"
#include "register/past.h"
#include "tui/prompt.h"
#include "tui/stack.h"
#include "tui/work.h"

/* The screens stay where they are, and follow. */
static void tell_moment(struct app *app)
{
	const struct session *session = app->session;
	char buffer[MOMENT_TEXT_SIZE];
	app_name_again(app);
	app_changed(app);
	if (session->as_of != 0)
		tui_say(app->tui, ROLE_NORMAL, _("The register as of %s; nothing can be changed. gt leads back."),
			moment_local_text(session->as_of, buffer));
	else
		tui_say(app->tui, ROLE_NORMAL, "%s", _("The register as it is now."));
}

struct looking {
	struct app *app;
	struct slice typed;
	struct past_moment then;
	struct error error;
	bool there;
};

static void look_back(void *context)
{
	struct looking *looking = context;
	error_clear(&looking->error);
	looking->there = session_look_back(looking->app->session, looking->typed, &looking->then, &looking->error);
}

/* While it is gone back there is no register to be drawn from, neither then nor now. */
static bool go_back(struct app *app, struct slice typed, struct error *error)
{
	struct looking looking = {.app = app, .typed = typed};
	moment_t before = app->session->as_of;
	app->tui->blind = true;
	bool whole = work_out(app, _("The register as it was"), look_back, &looking);
	app->tui->blind = false;
	if (whole && looking.there) {
		app->session->today = moment_day(looking.then.moment);
		return true;
	}
	if (looking.there)
		session_come_back(app->session);
	if (app->session->as_of != before) {
		app_name_again(app);
		app_changed(app);
	}
	*error = looking.error;
	return whole ? false : work_stopped(error);
}

static bool moment_taken(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	struct app *app = owner;
	(void)tui;
	if (typed.size == 0)
		session_come_back(app->session);
	else if (!go_back(app, typed, error))
		return false;
	tell_moment(app);
	return true;
}

void ask_moment(struct app *app, struct slice text)
{
	tui_prompt(app->tui, &(struct prompting){
		.title = _("The register as it was"),
		.help = _("A day (its end is meant), a time such as 2026-03-01 14:30, or an entry of the change log such as #1234. "
			  "Nothing at all means as it is now."),
		.text = text,
		.taken = moment_taken,
		.owner = app,
	});
}

unsigned act_as_of(struct tui *tui, enum action_id action)
{
	struct app *app = tui_subject(tui);
	unsigned done = screen_act(tui_front(tui), action);
	if (done != DONE_NOTHING)
		return done;
	if (app->session->as_of == 0) {
		ask_moment(app, SLICE(""));
		return DONE_HANDLED;
	}
	session_come_back(app->session);
	tell_moment(app);
	return DONE_HANDLED;
}
