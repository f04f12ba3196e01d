#include "tui/record_deeds.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/edit.h"
#include "tui/dialog.h"
#include "tui/words.h"

static bool allowed(struct app *app, enum deed deed, struct ref ref)
{
	struct glance glance = {0};
	struct record record;
	if (store_is_read_only(app->session->store) || ref.entity == 0 || !glance_open(&glance, app))
		return false;
	bool there = ref_is_set(ref) && view_record(glance.view, ref, &record);
	bool may = (there || deed == DEED_ADD) &&
		   authority_allows(app->session, glance.view, deed, ref.entity, there && deed != DEED_ADD ? &record : NULL);
	glance_close(&glance);
	return may;
}

/* Findings and runs are the audit's: they are handled, not written. */
static bool is_derived(uint8_t entity)
{
	return entity == E_finding || entity == E_run;
}

bool record_can(struct app *app, struct ref ref, enum action_id action)
{
	switch ((int)action) {
	case ACTION_EDIT:
		return false;
	case ACTION_REMOVE:
		return !is_derived(ref.entity) && allowed(app, DEED_REMOVE, ref);
	case ACTION_NEW:
		return false;
	case ACTION_NEED:
		return false;
	default:
		return true;
	}
}

/* ---- removing ---- */

struct removal {
	struct app *app;
	struct ref ref;
	uint32_t revision;
};

static void remove_answered(struct tui *tui, void *owner, size_t answer)
{
	struct removal *removal = owner;
	struct error error = {0};
	if (answer == 1) {
		if (register_remove(removal->app->session, removal->ref, removal->revision, SLICE(""), &error)) {
			app_changed(removal->app);
			tui_say(tui, ROLE_GOOD, "%s", _("Removed; u undoes it."));
		} else {
			tui_say_error(tui, &error);
		}
	}
	free(removal);
}

static unsigned ask_removal(struct app *app, struct ref ref)
{
	struct glance glance = {0};
	struct record record;
	struct text words = {0};
	if (!glance_open(&glance, app))
		return DONE_HANDLED;
	if (view_record(glance.view, ref, &record)) {
		struct removal *removal = memory_new(sizeof(*removal));
		*removal = (struct removal){app, ref, record_revision(&record)};
		text_printf(&words, "%s: ", words_entity(app, record.entity));
		words_title(&words, &glance, &record);
		text_append_text(&words, "\n");
		text_append_text(&words, _("It goes from every list; its history stays."));
		tui_ask(app->tui, &(struct question){
			.title = _("Remove?"),
			.text = words.data,
			.answers = {_("Keep"), _("Remove")},
			.answered = remove_answered,
			.owner = removal,
		});
	}
	glance_close(&glance);
	text_free(&words);
	return DONE_HANDLED;
}

unsigned record_act(struct app *app, struct ref ref, enum action_id action)
{
	switch ((int)action) {
	case ACTION_REMOVE:
		return ask_removal(app, ref);
	default:
		return DONE_NOTHING;
	}
}

void record_edit(struct app *app, struct ref ref, const struct field *field) { (void)app; (void)ref; (void)field; }
void record_fill_in(struct app *app, struct ref ref) { (void)app; (void)ref; }
void record_new(struct app *app, const struct entity *entity, const struct field *field, struct ref above)
{ (void)app; (void)entity; (void)field; (void)above; }
void record_new_below(struct app *app, struct ref ref) { (void)app; (void)ref; }
bool record_can_new_below(struct app *app, struct ref ref) { (void)app; (void)ref; return false; }
