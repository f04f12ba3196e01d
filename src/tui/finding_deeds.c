/* Handling a finding: say that it is being seen to, accept the risk until a day, give the security officer's
 * opinion. */
#include <stdlib.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "tui/decide_form.h"
#include "tui/finding_forms.h"
#include "tui/finding_screen.h"
#include "tui/prompt.h"
#include "tui/ways.h"

/* Which finding a window is about: one window asks at a time. */
static struct {
	struct app *app;
	struct ref ref;
} handled;

static bool stands_open(struct app *app, struct ref ref)
{
	struct glance glance = {0};
	struct record finding;
	if (ref.entity != E_finding || ref.id == 0 || !glance_open(&glance, app))
		return false;
	bool there = view_record(glance.view, ref, &finding);
	uint8_t state = there ? record_choice(&finding, F_finding_state) : C_finding_state_resolved;
	glance_close(&glance);
	return state != C_finding_state_resolved;
}

/* What it is about; not set where it is gone. */
static struct ref find_subject(struct app *app, struct ref ref)
{
	struct glance glance = {0};
	struct record finding;
	struct ref about = {0};
	if (ref.entity != E_finding || ref.id == 0 || !glance_open(&glance, app))
		return about;
	if (view_record(glance.view, ref, &finding))
		about = record_ref(&finding, F_finding_about);
	glance_close(&glance);
	return about;
}

static void open_subject(struct app *app, struct ref about)
{
	if (ref_is_set(about))
		open_record(app, about);
}

bool finding_can(struct app *app, struct ref ref, enum action_id action)
{
	switch ((int)action) {
	case ACTION_ACKNOWLEDGE: case ACTION_ACCEPT_RISK:
		return !store_is_read_only(app->session->store) && app->session->known && stands_open(app, ref);
	case ACTION_OPINION:
		return !store_is_read_only(app->session->store) && session_has(app->session, C_access_security) &&
		       stands_open(app, ref);
	case ACTION_DECIDE:
		return decide_can(app, find_subject(app, ref));
	case ACTION_SUBJECT:
		return ref.entity == E_finding && ref.id != 0;
	case ACTION_EDIT: case ACTION_NEW: case ACTION_REMOVE:
		return false;
	default:
		return true;
	}
}

static bool day_typed(struct tui *tui, void *owner, struct slice typed, struct error *error)
{
	day_t day = DAY_UNSET;
	(void)owner;
	if (slice_trim(typed).size > 0 && !day_parse_typed(slice_trim(typed), handled.app->session->today, &day, error))
		return false;
	if (!audit_acknowledge(handled.app->session, handled.ref, day, error))
		return false;
	app_changed(handled.app);
	tui_say(tui, ROLE_GOOD, "%s", _("Acknowledged; u undoes it."));
	return true;
}

unsigned finding_act(struct app *app, struct ref ref, enum action_id action)
{
	handled.app = app;
	handled.ref = ref;
	switch ((int)action) {
	case ACTION_ACKNOWLEDGE:
		tui_prompt(app->tui, &(struct prompting){
			.title = _("By which day will it be put right?"),
			.help = _("A day as 2027-03-31, or +3m from today. Until then it is not pointed out again; the audit "
				  "closes it by itself when it is put right."),
			.taken = day_typed,
		});
		return DONE_HANDLED;
	case ACTION_ACCEPT_RISK:
		record_form_open_deed(app, &acceptance_deed, ref);
		return DONE_HANDLED;
	case ACTION_DECIDE:
		decide_open(app, find_subject(app, ref));
		return DONE_HANDLED;
	case ACTION_OPINION:
		record_form_open_deed(app, &opinion_deed, ref);
		return DONE_HANDLED;
	case ACTION_SUBJECT:
		open_subject(app, find_subject(app, ref));
		return DONE_HANDLED;
	default:
		return DONE_NOTHING;
	}
}
