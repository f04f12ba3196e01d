#include "tui/decide_form.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/decisions.h"
#include "register/edit.h"
#include "register/facts.h"
#include "tui/picker.h"
#include "tui/words.h"

enum { ROW_OUTCOME, ROW_REASON, ROW_ABOUT };

static const uint8_t fields[] = {F_decision_outcome, F_decision_reason, F_decision_about, F_decision_delegation_point,
	F_decision_follow_up, F_decision_registry_number, 0};

/* ---- saving ---- */

static bool take_rows(struct record_form *form, struct draft *decision, struct error *error)
{
	struct glance glance = {0};
	if (!glance_open(&glance, form->app))
		return error_set(error, ERROR_STORE, _("the register cannot be read just now"));
	const struct value_reader reader = register_reader(glance.view, form->app->session->today, true);
	bool ok = true;
	for (size_t row = 0; ok && row < form->count; row++)
		ok = record_form_take(form, row, decision, &reader, error);
	glance_close(&glance);
	return ok;
}

static bool decide(struct record_form *form, struct error *error)
{
	struct draft decision;
	struct ref about = {0}, made;
	draft_init(&decision, form->entity);
	bool ok = take_rows(form, &decision, error);
	struct slice list = draft_value(&decision, F_decision_about).text;
	ok = ok && (value_list_next_ref(&list, &about) || error_set(error, ERROR_INPUT, _("say what it is about"))) &&
	     decision_make(form->app->session, &decision, about, &made, error);
	draft_free(&decision);
	if (ok)
		form->ref = made;
	return ok;
}

const struct form_deed decision_deed = {
	.name = "decide",
	.title = N_("Decide"),
	.help = N_("You decide, today, by delegation: say by which point. Notice is given, or an option used, in the same "
		   "step. What a committee or a forum has decided is written among the decisions instead."),
	.done = N_("Decided; u undoes it."),
	.fields = fields,
	.required = ROW_ABOUT + 1,
	.save = decide,
};

/* ---- opening ---- */

bool decide_can(struct app *app, struct ref about)
{
	static const uint8_t entities[] = {E_contract, E_system, E_service, E_object, E_opportunity};
	bool named = false;
	struct glance glance = {0};
	for (size_t i = 0; i < COUNT_OF(entities); i++)
		named = named || about.entity == entities[i];
	if (!named || about.id == 0 || store_is_read_only(app->session->store) || !glance_open(&glance, app))
		return false;
	bool can = authority_may_decide(app->session, glance.view, about);
	glance_close(&glance);
	return can;
}

static void open_form(struct app *app, struct ref about)
{
	struct record_form *form = record_form_open_deed(app, &decision_deed, (struct ref){E_decision, 0});
	struct glance glance = {0};
	struct text code = {0}, name = {0};
	if (form == NULL || !glance_open(&glance, app))
		return;
	view_append_code(glance.view, about, &code);
	words_name(&name, &glance, about);
	glance_close(&glance);
	form_fill(&form->form, ROW_ABOUT, text_slice(&code));
	text_append_text(&form->above, name.data);
	text_free(&code);
	text_free(&name);
}

static void picked(struct tui *tui, void *owner, uint64_t key)
{
	(void)tui;
	open_form(owner, (struct ref){(uint8_t)(key >> 32), (record_id)key});
}

static void add_choice(struct choices *choices, struct glance *glance, struct ref ref, const char *what)
{
	struct text name = {0};
	words_name(&name, glance, ref);
	choices_add(choices, (uint64_t)ref.entity << 32 | ref.id, name.data, what, NULL);
	text_free(&name);
}

static void add_contract(struct choices *choices, struct glance *glance, struct ref ref)
{
	struct record contract;
	struct contract_reading reading;
	struct contract_clock clock;
	struct text until = {0};
	char day[DAY_TEXT_SIZE];
	if (!view_record(glance->view, ref, &contract))
		return;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, glance->app->session->today, &clock);
	if (clock.state == CONTRACT_ENDED)
		return;
	if (clock.current_end != DAY_UNSET)
		text_printf(&until, _("contract to %s"), day_text(clock.current_end, day));
	add_choice(choices, glance, ref, until.size > 0 ? until.data : _("Contract"));
	text_free(&until);
}

static void list_subjects(struct choices *choices, struct glance *glance, struct ref system)
{
	struct records *rows = records_new(glance->view, E_contract_system);
	struct record row;
	bool on = false;
	while (records_child(rows, system.id, &on, &row))
		add_contract(choices, glance, record_ref(&row, F_contract_system_contract));
	records_free(&rows);
	add_choice(choices, glance, system, _("the system itself"));
}

void decide_open(struct app *app, struct ref about)
{
	const struct list_column columns[] = {
		{.title = _("About"), .least = 16, .most = 50},
		{.title = _("What it is"), .least = 12, .priority = 1},
	};
	struct choices choices = {0};
	struct glance glance = {0};
	if (about.entity != E_system || !glance_open(&glance, app)) {
		open_form(app, about);
		return;
	}
	list_subjects(&choices, &glance, about);
	glance_close(&glance);
	tui_pick(app->tui, &(struct picking){
		.title = _("Decide about"),
		.columns = columns,
		.column_count = COUNT_OF(columns),
		.choices = choices,
		.picked = picked,
		.owner = app,
	});
}
