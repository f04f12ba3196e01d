/* The gate and the next steps of an opportunity: what can be done now, what is missing, and doing it. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/opportunities.h"
#include "register/opportunity_deeds.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/opportunity_forms.h"
#include "tui/opportunity_tabs.h"
#include "tui/record_deeds.h"
#include "tui/record_form.h"
#include "tui/ways.h"
#include "tui/words.h"

/* ---- reading ---- */

struct reading_gate {
	struct gate_tab *tab;
	struct glance *glance;
	const struct record *opportunity;
	struct facts facts;
	uint8_t stage;
	struct gate gate;
	struct triage triage;
};

static void add_aim(struct gate_tab *tab, struct gate_aim aim)
{
	memory_grow(&tab->aims, &tab->capacity, tab->count, sizeof(*tab->aims));
	tab->aims[tab->count++] = aim;
}

static void add_heading(struct reading_gate *reading, struct text *words)
{
	facts_add_heading(&reading->facts, words->data);
	add_aim(reading->tab, (struct gate_aim){0});
	text_free(words);
}

/* Takes over what is in `value`. */
static struct fact *add(struct reading_gate *reading, const char *label, struct text *value, struct gate_aim aim)
{
	text_append_text(value, "");
	add_aim(reading->tab, aim);
	return facts_add(&reading->facts, label, text_take(value));
}

static const char *choice_label(uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	return choice == NULL ? _("not stated") : _(choice->label);
}

static void append_day(struct text *out, const struct reading_gate *reading, uint8_t number, const char *label)
{
	char buffer[DAY_TEXT_SIZE];
	day_t day = record_day(reading->opportunity, number);
	if (day == DAY_UNSET)
		return;
	text_append_text(out, out->size > 0 ? ", " : "");
	text_printf(out, "%s %s", label, day_text(day, buffer));
}

static void add_reception(struct reading_gate *reading)
{
	struct text value = {0};
	struct ref asked_by = record_ref(reading->opportunity, F_opportunity_asked_by);
	bool answered = record_choice(reading->opportunity, F_opportunity_answer) != 0;
	bool again = reading->stage == C_stage_rejected || reading->stage == C_stage_stopped;
	if (reading->stage > C_stage_received && !again)
		return;
	if (reading->stage == C_stage_received && answered)
		return;
	if (ref_is_set(asked_by)) {
		text_append_text(&value, _("asked by "));
		words_name(&value, reading->glance, asked_by);
	}
	append_day(&value, reading, F_opportunity_answer_due, _("to be answered by"));
	add(reading, again ? _("Take it up again") : _("Receive and answer"), &value,
		(struct gate_aim){.kind = AIM_RECEIVE});
}

static void add_assessment(struct reading_gate *reading)
{
	const struct record *opportunity = reading->opportunity;
	uint8_t track = record_choice(opportunity, F_opportunity_track), size = record_choice(opportunity, F_opportunity_size);
	bool proposed = track == 0 || size == 0;
	struct text value = {0};
	if (reading->stage >= C_stage_decided)
		return;
	track = track != 0 ? track : reading->triage.track;
	size = size != 0 ? size : reading->triage.size;
	if (track == 0 && size == 0)
		text_append_text(&value, _("five questions; too little is known for a proposal"));
	else
		text_printf(&value, proposed ? _("five questions; proposed: %s, %s") : "%s, %s",
			choice_label(CHOICES_track, track), choice_label(CHOICES_size, size));
	add(reading, _("First assessment"), &value, (struct gate_aim){.kind = AIM_ASSESS});
}

/* What each step forward is called as something to do. */
static const struct {
	uint8_t stage;
	const char *label;
	bool gated;
} advances[] = {
	{C_stage_prepared, N_("Say that it is prepared"), false},
	{C_stage_prioritised, N_("Say that it is weighed"), false},
	{C_stage_decided, N_("Decide"), true},
	{C_stage_running, N_("Begin the work"), false},
	{C_stage_delivered, N_("Hand it over"), true},
	{C_stage_realised, N_("Benefits have come"), false},
};

static void add_advances(struct reading_gate *reading)
{
	unsigned steps = opportunity_steps(reading->stage);
	size_t missing = reading->gate.missing;
	bool over = reading->stage == C_stage_rejected || reading->stage == C_stage_stopped;
	for (size_t i = 0; i < COUNT_OF(advances) && !over; i++) {
		uint8_t stage = advances[i].stage;
		struct text value = {0};
		if ((steps >> stage & 1) == 0 || stage <= reading->stage)
			continue;
		if (advances[i].gated && missing > 0)
			text_printf(&value, ngettext("%zu answer is missing", "%zu answers are missing", (unsigned long)missing),
				missing);
		else if (advances[i].gated)
			text_append_text(&value, _("everything asked is answered"));
		struct fact *fact =
			add(reading, _(advances[i].label), &value, (struct gate_aim){.kind = AIM_ADVANCE, .stage = stage});
		fact->role = advances[i].gated && missing > 0 ? ROLE_WARNING : ROLE_NORMAL;
	}
}

static void add_steps(struct reading_gate *reading)
{
	struct text words = {0}, value = {0};
	text_printf(&words, _("Stage: %s"), choice_label(CHOICES_stage, reading->stage));
	append_day(&words, reading, F_opportunity_decide_by, _("decide by"));
	add_heading(reading, &words);
	if (!record_can(reading->glance->app, record_self(reading->opportunity), ACTION_EDIT)) {
		text_append_text(&value, _("Your role may look at it, not take it further."));
		add(reading, _("Next step"), &value, (struct gate_aim){0});
		return;
	}
	add_reception(reading);
	add_assessment(reading);
	add_advances(reading);
	if ((opportunity_steps(reading->stage) >> C_stage_stopped & 1) != 0)
		add(reading, _("Stop, with a lesson"), &value, (struct gate_aim){.kind = AIM_STOP});
}

static void add_question(struct reading_gate *reading, const struct gate_answer *answer)
{
	struct gate_aim aim = {.kind = AIM_ANSWER};
	struct text label = {0}, value = {0};
	bool missing = answer->state == GATE_MISSING;
	if (!gate_way_find(reading->glance->view, answer, record_self(reading->opportunity), &aim.way))
		aim.way = (struct gate_way){.record = answer->record, .field = answer->field};
	const char *sign = canvas_sign(answer->state == GATE_ANSWERED ? SYMBOL_MARK : SYMBOL_DOT);
	text_printf(&label, "%s %s", missing ? "!" : sign, _(gate_question_title(answer->question)));
	words_reason(&value, reading->glance, &answer->reason);
	struct fact *fact = add(reading, label.data, &value, aim);
	fact->role = missing ? ROLE_WARNING : answer->state == GATE_NOT_ASKED ? ROLE_MUTED : ROLE_NORMAL;
	text_free(&label);
}

static void add_questions(struct reading_gate *reading, uint8_t state, const char *heading)
{
	struct text words = {0};
	size_t count = 0;
	for (size_t i = 0; i < reading->gate.count; i++)
		count += reading->gate.answers[i].state == state;
	if (count == 0)
		return;
	text_printf(&words, "%s: %zu", heading, count);
	add_heading(reading, &words);
	for (size_t i = 0; i < reading->gate.count; i++)
		if (reading->gate.answers[i].state == state)
			add_question(reading, &reading->gate.answers[i]);
}

static void judge(struct reading_gate *reading)
{
	const struct session *session = reading->glance->app->session;
	bool after = reading->stage >= C_stage_decided && reading->stage <= C_stage_realised;
	struct opportunity_reader *reader =
		opportunity_reader_new(reading->glance->view, session->conf, session->today);
	opportunity_triage(reader, reading->opportunity, 0, &reading->triage);
	opportunity_gate(reader, reading->opportunity, after ? GATE_DELIVERED : GATE_DECIDED, &reading->gate);
	opportunity_reader_free(&reader);
}

void gate_tab_read(struct gate_tab *tab, struct glance *glance, const struct record *opportunity)
{
	uint8_t stage = record_choice(opportunity, F_opportunity_stage);
	struct reading_gate reading = {.tab = tab, .glance = glance, .opportunity = opportunity,
		.stage = stage == 0 ? C_stage_raised : stage};
	struct text hidden = {0};
	tab->count = tab->missing = 0;
	if (authority_may_explain(glance->app->session, glance->view, opportunity)) {
		judge(&reading);
		tab->missing = reading.gate.missing;
		add_steps(&reading);
		add_questions(&reading, GATE_MISSING, reading.gate.kind == GATE_DECIDED ? _("Missing before it is decided")
		                                                                          : _("Missing before it is handed over"));
		add_questions(&reading, GATE_ANSWERED, _("Answered"));
		add_questions(&reading, GATE_NOT_ASKED, _("Not asked of this one"));
	} else {
		text_append_text(&hidden, _("What is known of it is not shown to you."));
		add(&reading, "", &hidden, (struct gate_aim){0});
	}
	fact_list_take(&tab->list, &reading.facts);
}

void gate_tab_free(struct gate_tab *tab)
{
	fact_list_free(&tab->list);
	free(tab->aims);
	*tab = (struct gate_tab){0};
}

const struct gate_aim *gate_tab_selected(const struct gate_tab *tab)
{
	const struct fact *fact = fact_list_selected(&tab->list);
	return fact == NULL ? NULL : &tab->aims[fact - tab->list.facts.items];
}

/* ---- doing ---- */

/* What is asked about is remembered while the window asks: one window at a time. */
static struct {
	struct app *app;
	struct ref ref;
	uint8_t stage;
} asked;

static void advance_answered(struct tui *tui, void *owner, size_t answer)
{
	struct error error = {0};
	(void)owner;
	if (answer != 1)
		return;
	if (opportunity_advance(asked.app->session, asked.ref, asked.stage, &error)) {
		app_changed(asked.app);
		tui_say(tui, ROLE_GOOD, _("Now: %s; u undoes it."), choice_label(CHOICES_stage, asked.stage));
	} else {
		tui_tell(tui, _("Not yet"), error.text);
	}
}

static void ask_advance(struct app *app, struct ref ref, uint8_t stage)
{
	struct glance glance = {0};
	struct text words = {0};
	if (!glance_open(&glance, app))
		return;
	words_name(&words, &glance, ref);
	glance_close(&glance);
	text_printf(&words, _("\nIts stage becomes: %s"), choice_label(CHOICES_stage, stage));
	asked.app = app;
	asked.ref = ref;
	asked.stage = stage;
	tui_ask(app->tui, &(struct question){
		.title = _("Take it further?"),
		.text = words.data,
		.answers = {_("Not now"), _("Yes")},
		.answered = advance_answered,
	});
	text_free(&words);
}

void opportunity_add(struct app *app, const struct gate_way *way)
{
	const struct entity *entity = schema_entity(way->record.entity);
	struct record_form *form = NULL;
	if (record_can(app, (struct ref){entity->number, 0}, ACTION_NEW))
		form = record_form_open(app, entity, (struct ref){entity->number, 0});
	else
		tui_say(app->tui, ROLE_WARNING, "%s", _("Your role may look at it, not take it further."));
	if (form == NULL)
		return;
	form->back = true;
	if (ref_is_set(way->under))
		record_form_set_ref(form, schema_field(entity, way->under_field), way->under);
	record_form_give(form, way->given != NULL ? way->given : "");
	record_form_focus_required(form);
}

static void answer(struct app *app, const struct gate_way *way)
{
	const struct entity *entity = schema_entity(way->record.entity);
	if (way->record.id == 0)
		opportunity_add(app, way);
	else if (way->field != 0 && record_can(app, way->record, ACTION_EDIT))
		record_edit(app, way->record, schema_field(entity, way->field));
	else
		open_record(app, way->record);
}

void gate_aim_do(struct app *app, struct ref opportunity, const struct gate_aim *aim)
{
	switch (aim->kind) {
	case AIM_RECEIVE: record_form_open_deed(app, &reception_deed, opportunity); break;
	case AIM_ASSESS: record_form_open_deed(app, &assessment_deed, opportunity); break;
	case AIM_ADVANCE: ask_advance(app, opportunity, aim->stage); break;
	case AIM_STOP: opportunity_stop_form(app, opportunity); break;
	case AIM_ANSWER: answer(app, &aim->way); break;
	default: break;
	}
}
