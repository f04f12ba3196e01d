#include "tui/ways.h"

#include "base/lang.h"
#include "base/memory.h"
#include "store/store.h"
#include "tui/finding_screen.h"
#include "tui/need_form.h"
#include "tui/picker.h"
#include "tui/plan_screen.h"
#include "tui/question_screen.h"
#include "tui/record_deeds.h"
#include "tui/record_finder.h"
#include "tui/record_screen.h"
#include "tui/settings_screen.h"
#include "tui/stack.h"
#include "tui/timeline_screen.h"
#include "tui/words.h"

void open_record(struct app *app, struct ref ref)
{
	if (ref.entity == E_finding)
		finding_screen_open(app, ref);
	else
		record_screen_open(app, ref);
}

void go_home(struct app *app)
{
	while (app->tui->depth > 1)
		tui_close(app->tui, tui_front(app->tui));
}

static void list_picked(struct tui *tui, void *owner, uint64_t key)
{
	(void)tui;
	open_listing(owner, &(struct listing){.entity = (uint8_t)key});
}

void open_all_lists(struct app *app)
{
	const struct list_column columns[] = {
		{.title = _("List"), .least = 16, .most = 30},
		{.title = _("Number"), .least = 6, .most = 10, .priority = 1, .right = true},
		{.title = _("What it is"), .least = 16, .priority = 2},
	};
	struct glance glance = {0};
	struct choices choices = {0};
	const struct entity *entity;
	if (!glance_open(&glance, app))
		return;
	for (size_t i = 0; (entity = schema_entity_at(i)) != NULL; i++) {
		struct text number = {0};
		text_printf(&number, "%llu", (unsigned long long)view_count(glance.view, entity->number));
		choices_add(&choices, entity->number, words_entities(app, entity), number.data, _(entity->help));
		text_free(&number);
	}
	glance_close(&glance);
	tui_pick(app->tui, &(struct picking){
		.title = _("Everything in the register"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = list_picked,
		.owner = app,
	});
}

static void found(struct tui *tui, void *owner, uint64_t key)
{
	(void)tui;
	open_record(owner, record_found(key));
}

/* A way that leads to a list of one entity; 0 for the others. */
static uint8_t entity_of(enum action_id action)
{
	switch ((int)action) {
	case ACTION_GO_SYSTEMS: return E_system;
	case ACTION_GO_SERVICES: return E_service;
	case ACTION_GO_CONTRACTS: return E_contract;
	case ACTION_GO_OPPORTUNITIES: return E_opportunity;
	case ACTION_GO_PEOPLE: return E_person;
	default: return 0;
	}
}

static const struct plan *plan_of(enum action_id action)
{
	switch ((int)action) {
	case ACTION_GO_RELEASES: return &release_plan_screen;
	case ACTION_GO_WHEEL: return &wheel_plan_screen;
	case ACTION_GO_INCIDENTS: return &incident_plan_screen;
	default: return NULL;
	}
}

/* From wherever one is: the way back is short, since what stood over the desk is left. */
unsigned act_go(struct tui *tui, enum action_id action)
{
	static const uint8_t searched[] = {E_system, E_service, E_contract, E_supplier, E_person, E_object, E_opportunity, 0};
	struct app *app = tui_subject(tui);
	if (action == ACTION_GO_ALL) {
		open_all_lists(app);
	} else if (action == ACTION_FIND || action == ACTION_SEARCH) {
		record_finder_open(app, &(struct record_finding){
			.title = _("Find"), .entities = searched, .found = found, .owner = app});
	} else if (action == ACTION_NEED) {
		need_form_open(app);
	} else {
		go_home(app);
		if (action == ACTION_GO_FINDINGS)
			open_findings(app, _("To put right"), SLICE(""));
		else if (action == ACTION_GO_LOG)
			open_change_log(app);
		else if (plan_of(action) != NULL)
			plan_screen_open(app, plan_of(action));
		else if (action == ACTION_GO_QUESTIONS)
			open_questions(app, QUESTION_DECIDE);
		else if (action == ACTION_GO_SETTINGS)
			open_settings(app);
		else if (action == ACTION_GO_TIMELINE)
			timeline_open_all(app);
		else if (entity_of(action) != 0)
			open_listing(app, &(struct listing){.entity = entity_of(action)});
	}
	return DONE_HANDLED;
}

unsigned act_words(struct tui *tui, enum action_id action)
{
	struct app *app = tui_subject(tui);
	(void)action;
	app->business = !app->business;
	tui_follow(tui);
	tui_say(tui, ROLE_NORMAL, "%s", app->business ? _("The words of the business; v changes back.")
						     : _("The words of IT; v changes back."));
	return DONE_HANDLED;
}
