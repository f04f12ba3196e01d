#include "tui/opportunity_forms.h"

#include "base/lang.h"
#include "base/memory.h"
#include "register/opportunities.h"
#include "register/opportunity_deeds.h"
#include "tui/canvas.h"
#include "tui/words.h"

/* Each row's value, unset where it is empty; false where one of them cannot be read. */
static bool values_of(struct record_form *form, struct value values[], struct error *error)
{
	struct text scratch = {0};
	bool ok = true;
	for (size_t row = 0; row < form->count && ok; row++)
		ok = record_form_value(form, row, &scratch, &values[row], error);
	text_free(&scratch);
	return ok;
}

static uint8_t choice_of(const struct value *value)
{
	return value->set ? (uint8_t)value->number : 0;
}

/* ---- received and answered ---- */

enum { ROW_ANSWER, ROW_WHY_NOT, ROW_WITH, ROW_SILENT, ROW_BY, RECEPTION_ROWS };

static const uint8_t reception_fields[] = {F_opportunity_answer, F_opportunity_cause_of_rejection,
	F_opportunity_joined_with, F_opportunity_rejected_until, F_opportunity_received_by, 0};

static bool receive(struct record_form *form, struct error *error)
{
	struct value values[RECEPTION_ROWS];
	if (!values_of(form, values, error))
		return false;
	const struct reception reception = {
		.answer = choice_of(&values[ROW_ANSWER]),
		.why = form_text(&form->form, ROW_WHY_NOT),
		.with = values[ROW_WITH].set ? values[ROW_WITH].ref : (struct ref){0},
		.until = values[ROW_SILENT].set ? (day_t)values[ROW_SILENT].number : DAY_UNSET,
		.by = values[ROW_BY].set ? values[ROW_BY].ref : (struct ref){0},
	};
	return opportunity_receive(form->app->session, form->ref, &reception, error);
}

static void tell_need(struct record_form *form, struct glance *glance)
{
	struct record opportunity;
	if (!view_record(glance->view, form->ref, &opportunity))
		return;
	struct ref asked_by = record_ref(&opportunity, F_opportunity_asked_by);
	if (ref_is_set(asked_by)) {
		words_name(&form->above, glance, asked_by);
		text_append_text(&form->above, ": ");
	}
	struct slice need = record_text(&opportunity, F_opportunity_need);
	text_append(&form->above, need.size > 0 ? need : record_text(&opportunity, F_opportunity_title));
}

const struct form_deed reception_deed = {
	.name = "receive",
	.title = N_("Receive and answer"),
	.help = N_("Takes the need in hand. Without an answer yet, leave everything empty and save. Not now and no need a "
		   "reason, which whoever asked reads; what is joined needs the opportunity that it becomes a part of."),
	.done = N_("Received; u undoes it."),
	.fields = reception_fields,
	.begin = tell_need,
	.save = receive,
};

/* ---- assessed ---- */

enum { ROW_WORK, ROW_TRACK, ROW_SIZE, ASSESSMENT_ROWS };

static const uint8_t assessment_fields[] = {
	F_opportunity_work_changes, F_opportunity_track, F_opportunity_size, 0};

static bool propose(struct record_form *form, struct glance *glance, uint8_t work_changes, struct triage *triage)
{
	const struct session *session = form->app->session;
	struct record opportunity;
	if (!view_record(glance->view, form->ref, &opportunity))
		return false;
	struct opportunity_reader *reader = opportunity_reader_new(glance->view, session->conf, session->today);
	opportunity_triage(reader, &opportunity, work_changes, triage);
	opportunity_reader_free(&reader);
	return true;
}

/* Where the person leaves it open, what follows from the answer about work holds. */
static bool assess(struct record_form *form, struct error *error)
{
	struct value values[ASSESSMENT_ROWS];
	struct glance glance = {0};
	struct triage triage = {0};
	if (!values_of(form, values, error) || !glance_open(&glance, form->app))
		return false;
	uint8_t work = choice_of(&values[ROW_WORK]), track = choice_of(&values[ROW_TRACK]),
		size = choice_of(&values[ROW_SIZE]);
	propose(form, &glance, work, &triage);
	glance_close(&glance);
	track = track != 0 ? track : triage.track;
	size = size != 0 ? size : triage.size;
	if (track == 0 || size == 0)
		return error_set(error, ERROR_INPUT,
			_("what is known gives no track or no size: say whether work changes, or choose them"));
	return opportunity_assess(form->app->session, form->ref, track, size, work, error);
}

static void fill_choice(struct record_form *form, size_t row, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(record_form_choices(form->fields[row])), number);
	if (choice != NULL)
		form_fill(&form->form, row, slice_of(_(choice->label)));
}

static void tell_questions(struct record_form *form, struct glance *glance)
{
	struct triage triage = {0};
	struct record opportunity;
	if (!view_record(glance->view, form->ref, &opportunity) || !propose(form, glance, 0, &triage))
		return;
	for (unsigned i = 0; i < TRIAGE_QUESTIONS; i++) {
		text_printf(&form->above, "%s%s %s ", i > 0 ? "\n" : "", canvas_sign(SYMBOL_DOT), _(triage_question_title(i)));
		words_reason(&form->above, glance, &triage.answers[i].reason);
	}
	uint8_t track = record_choice(&opportunity, F_opportunity_track),
		size = record_choice(&opportunity, F_opportunity_size);
	fill_choice(form, ROW_WORK, record_choice(&opportunity, F_opportunity_work_changes));
	fill_choice(form, ROW_TRACK, track != 0 ? track : triage.track);
	fill_choice(form, ROW_SIZE, size != 0 ? size : triage.size);
}

const struct form_deed assessment_deed = {
	.name = "assess",
	.title = N_("First assessment"),
	.help = N_("Five questions, answered by what the register knows, propose a track and a size; you say what holds. "
		   "They decide how much must be answered before the decision."),
	.done = N_("Assessed; u undoes it."),
	.fields = assessment_fields,
	.begin = tell_questions,
	.save = assess,
};

/* ---- stopped ---- */

enum { ROW_ABOUT, ROW_HAPPENED, ROW_LEARNED };

static const uint8_t stop_fields[] = {F_lesson_about, F_lesson_what_happened, F_lesson_what_we_learned, 0};

static bool stop(struct record_form *form, struct error *error)
{
	struct ref opportunity = form->refs[ROW_ABOUT];
	if (!opportunity_stop(form->app->session, opportunity, form_text(&form->form, ROW_HAPPENED),
		    form_text(&form->form, ROW_LEARNED), error))
		return false;
	form->ref = opportunity;
	return true;
}

const struct form_deed stop_deed = {
	.name = "stop",
	.title = N_("Stop, with a lesson"),
	.help = N_("To stop is a normal outcome and nobody's fault. Say why, and what you would do the next time: it is "
		   "shown when something similar begins."),
	.done = N_("Stopped, and the lesson is kept; u undoes it."),
	.fields = stop_fields,
	.required = ROW_LEARNED + 1,
	.given = ROW_ABOUT + 1,
	.save = stop,
};

void opportunity_stop_form(struct app *app, struct ref opportunity)
{
	struct record_form *form = record_form_open_deed(app, &stop_deed, (struct ref){E_lesson, 0});
	if (form == NULL)
		return;
	form->back = true;
	record_form_set_ref(form, schema_field(form->entity, F_lesson_about), opportunity);
}
