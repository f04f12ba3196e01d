#include "tui/record_deeds.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/edit.h"
#include "report/timeline_lanes.h"
#include "tui/cost_screen.h"
#include "tui/decide_form.h"
#include "tui/dialog.h"
#include "tui/finding_screen.h"
#include "tui/opportunity_screen.h"
#include "tui/picker.h"
#include "tui/plain_view.h"
#include "tui/record_form.h"
#include "tui/report_screen.h"
#include "tui/review_screen.h"
#include "tui/service_screen.h"
#include "tui/takeover_screen.h"
#include "tui/timeline_screen.h"
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

/* Whether there may be any record of the entity that the person may change. */
static bool allowed_some(struct app *app, uint8_t entity)
{
	struct glance glance = {0};
	if (store_is_read_only(app->session->store) || entity == 0 || !glance_open(&glance, app))
		return false;
	bool may = authority_allows(app->session, glance.view, DEED_CHANGE, entity, NULL);
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
		return !is_derived(ref.entity) && allowed(app, DEED_CHANGE, ref);
	case ACTION_REMOVE:
		return !is_derived(ref.entity) && allowed(app, DEED_REMOVE, ref);
	case ACTION_NEW:
		return !is_derived(ref.entity) && allowed(app, DEED_ADD, ref);
	case ACTION_NEED:
		return allowed(app, DEED_ADD, (struct ref){E_opportunity, 0});
	case ACTION_REPORT:
		return true;
	case ACTION_NEXT_STEP:
		return ref.entity == E_opportunity && ref.id != 0;
	case ACTION_REVIEW:
		return ref.id != 0 && review_screen_can(ref.entity);
	case ACTION_TIMELINE:
		return timeline_can(ref.entity);
	case ACTION_COSTS:
		return cost_screen_can(ref.entity);
	case ACTION_SERVICE:
		return ref.entity == E_service;
	case ACTION_PLAIN:
		return ref_is_set(ref);
	case ACTION_DECIDE:
		return ref.entity == E_finding ? finding_can(app, ref, action) : decide_can(app, ref);
	case ACTION_CHANGE_MANY:
		return !is_derived(ref.entity) && allowed_some(app, ref.entity);
	case ACTION_HANDOVER:
		return takeover_can_begin(app, TAKEOVER_HANDOVER, ref);
	case ACTION_MERGE:
		return takeover_can_begin(app, TAKEOVER_MERGE, ref);
	case ACTION_UNDO:
		return !store_is_read_only(app->session->store);
	default:
		return finding_can(app, ref, action);
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
}

static unsigned ask_removal(struct app *app, struct ref ref)
{
	struct glance glance = {0};
	struct record record;
	struct text words = {0};
	if (!glance_open(&glance, app))
		return DONE_HANDLED;
	if (view_record(glance.view, ref, &record)) {
		static struct removal removal; /* one question at a time, and none is left behind by one that is never answered */
		removal = (struct removal){app, ref, record_revision(&record)};
		text_printf(&words, "%s: ", words_entity(app, record.entity));
		words_title(&words, &glance, &record);
		text_append_text(&words, "\n");
		text_append_text(&words, _("It goes from every list; its history stays."));
		tui_ask(app->tui, &(struct question){
			.title = _("Remove?"),
			.text = words.data,
			.answers = {_("Keep"), _("Remove")},
			.answered = remove_answered,
			.owner = &removal,
		});
	}
	glance_close(&glance);
	text_free(&words);
	return DONE_HANDLED;
}

unsigned record_act(struct app *app, struct ref ref, enum action_id action)
{
	switch ((int)action) {
	case ACTION_EDIT:
		record_edit(app, ref, NULL);
		return DONE_HANDLED;
	case ACTION_NEW:
		record_new(app, schema_entity(ref.entity), NULL, (struct ref){0});
		return DONE_HANDLED;
	case ACTION_REMOVE:
		return ask_removal(app, ref);
	case ACTION_DECIDE:
		if (ref.entity == E_finding)
			return finding_act(app, ref, action);
		decide_open(app, ref);
		return DONE_HANDLED;
	case ACTION_HANDOVER:
		takeover_begin(app, TAKEOVER_HANDOVER, ref);
		return DONE_HANDLED;
	case ACTION_MERGE:
		takeover_begin(app, TAKEOVER_MERGE, ref);
		return DONE_HANDLED;
	case ACTION_PLAIN:
		plain_show_record(app, ref);
		return DONE_HANDLED;
	case ACTION_SERVICE:
		if (!ref_is_set(ref) || ref.entity != E_service)
			return DONE_NOTHING;
		service_screen_open(app, ref);
		return DONE_HANDLED;
	case ACTION_COSTS:
		if (!ref_is_set(ref) || !cost_screen_can(ref.entity))
			return DONE_NOTHING;
		cost_screen_open(app, ref);
		return DONE_HANDLED;
	case ACTION_TIMELINE:
		if (!ref_is_set(ref) || !timeline_can(ref.entity))
			return DONE_NOTHING;
		timeline_open(app, ref);
		return DONE_HANDLED;
	case ACTION_NEXT_STEP:
		opportunity_screen_open(app, ref);
		return DONE_HANDLED;
	case ACTION_REVIEW:
		review_screen_open(app, ref);
		return DONE_HANDLED;
	case ACTION_REPORT:
		if (!ref_is_set(ref) || !report_can(ref.entity))
			return DONE_NOTHING;
		report_choose(app, ref);
		return DONE_HANDLED;
	default:
		return finding_act(app, ref, action);
	}
}

void record_edit(struct app *app, struct ref ref, const struct field *field)
{
	struct record_form *form = record_form_open(app, schema_entity(ref.entity), ref);
	if (form != NULL)
		record_form_focus(form, field);
}

void record_fill_in(struct app *app, struct ref ref)
{
	struct record_form *form = record_form_open(app, schema_entity(ref.entity), ref);
	if (form != NULL)
		record_form_focus_missing(form);
}

void record_new(struct app *app, const struct entity *entity, const struct field *field, struct ref above)
{
	struct record_form *form = record_form_open(app, entity, (struct ref){entity->number, 0});
	if (form == NULL)
		return;
	record_form_set_ref(form, field, above);
	if (entity->number == E_opportunity && app->session->known && app->session->actor < RECORD_BY_AUDIT)
		record_form_set_ref(form, schema_field(entity, F_opportunity_asked_by),
			(struct ref){E_person, app->session->actor});
}

/* ---- something below a record ---- */

/* What risks, activities, references and lessons are told of. */
static bool is_told_of(uint8_t entity)
{
	return entity == E_system || entity == E_service || entity == E_contract || entity == E_object ||
	       entity == E_opportunity;
}

static const struct field *field_below(const struct entity *entity, uint8_t above)
{
	for (size_t i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		bool leads = field->type == TYPE_REF && field->target == above;
		if (field->type == TYPE_ANY && field->indexed && entity->parent_field == 0 && is_told_of(above))
			return field;
		if (leads && (field->parent || (field->one_of != 0 && field_is_indexed(entity, field))))
			return field;
	}
	return NULL;
}

bool record_can_new_below(struct app *app, struct ref ref)
{
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if (!is_derived(entity->number) && field_below(entity, ref.entity) != NULL &&
		    allowed(app, DEED_ADD, (struct ref){entity->number, 0}))
			return true;
	return false;
}

/* The record above is remembered while the window asks: one window at a time. */
static struct {
	struct app *app;
	struct ref ref;
} above;

static void below_picked(struct tui *tui, void *owner, uint64_t key)
{
	const struct entity *entity = schema_entity((uint8_t)key);
	(void)tui;
	(void)owner;
	record_new(above.app, entity, field_below(entity, above.ref.entity), above.ref);
}

void record_new_below(struct app *app, struct ref ref)
{
	const struct list_column columns[] = {
		{.title = _("What"), .least = 16, .most = 28},
		{.title = _("What it is"), .least = 16, .priority = 1},
	};
	struct choices choices = {0};
	const struct entity *entity;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++)
		if (!is_derived(entity->number) && field_below(entity, ref.entity) != NULL &&
		    allowed(app, DEED_ADD, (struct ref){entity->number, 0}))
			choices_add(&choices, entity->number, words_entity(app, entity), _(entity->help), NULL);
	above.app = app;
	above.ref = ref;
	tui_pick(app->tui, &(struct picking){
		.title = _("What is to be added?"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = below_picked,
	});
}
