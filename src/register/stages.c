/* The way of an opportunity, stage by stage, and the last step of a system. */
#include "register/stages.h"

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/opportunities.h"
#include "register/opportunity_deeds.h"
#include "register/programme.h"

#define STAGE(stage) (1u << C_stage_##stage)
#define BEFORE_DECISION (STAGE(triage) | STAGE(prepared) | STAGE(prioritised))
#define UNDER_WAY (STAGE(decided) | STAGE(running))
#define SINCE_DECISION (UNDER_WAY | STAGE(delivered) | STAGE(realised))
#define MISSING_NAMED 3

/* Where each stage can lead, and what to say where it cannot. */
static const struct {
	unsigned to;
	const char *advice;
} steps[] = {
	[C_stage_raised] = {STAGE(received) | BEFORE_DECISION | STAGE(decided) | STAGE(rejected),
	                    N_("receive it first: forvalta receive")},
	[C_stage_received] = {BEFORE_DECISION | STAGE(decided) | STAGE(rejected) | STAGE(stopped),
	                      N_("it is assessed, prepared and decided before it runs; or stop it, or say no")},
	[C_stage_triage] = {STAGE(received) | BEFORE_DECISION | STAGE(decided) | STAGE(rejected) | STAGE(stopped),
	                    N_("it is prepared and decided before it runs; or stop it, or say no")},
	[C_stage_prepared] = {STAGE(received) | BEFORE_DECISION | STAGE(decided) | STAGE(rejected) | STAGE(stopped),
	                      N_("it is decided before it runs; or stop it, or say no")},
	[C_stage_prioritised] = {STAGE(received) | BEFORE_DECISION | STAGE(decided) | STAGE(rejected) | STAGE(stopped),
	                         N_("it is decided before it runs; or stop it, or say no")},
	[C_stage_decided] = {STAGE(running) | STAGE(delivered) | STAGE(stopped),
	                     N_("what is decided is begun or stopped; undo takes a slip back")},
	[C_stage_running] = {STAGE(decided) | STAGE(delivered) | STAGE(stopped),
	                     N_("what is under way is delivered or stopped; undo takes a slip back")},
	[C_stage_delivered] = {STAGE(running) | STAGE(realised) | STAGE(stopped),
	                       N_("what is delivered gives its benefits, is taken back into work, or is stopped")},
	[C_stage_realised] = {STAGE(delivered), N_("it is done; what is new is an opportunity of its own")},
	[C_stage_rejected] = {STAGE(raised) | STAGE(received), N_("take it up again first: received")},
	[C_stage_stopped] = {STAGE(received) | BEFORE_DECISION, N_("take it up again first: received, or prepared")},
};

static uint8_t stage_of(const struct record *opportunity)
{
	uint8_t stage = opportunity == NULL ? 0 : record_choice(opportunity, F_opportunity_stage);
	return stage == 0 ? C_stage_raised : stage;
}

static bool is_one_of(uint8_t stage, unsigned stages)
{
	return (stages >> stage & 1) != 0;
}

unsigned opportunity_steps(uint8_t stage)
{
	return stage < COUNT_OF(steps) ? steps[stage == 0 ? C_stage_raised : stage].to : 0;
}

/* ---- what the program fills in ---- */

static void fill_day(struct draft *draft, uint8_t field, day_t day)
{
	if (!draft_value(draft, field).set && day != DAY_UNSET)
		draft_set_day(draft, field, day);
}

static day_t draft_day(const struct draft *draft, uint8_t field)
{
	struct value value = draft_value(draft, field);
	return value.set ? (day_t)value.number : DAY_UNSET;
}

static void fill_new(const struct session *session, struct draft *draft)
{
	struct value stage = draft_value(draft, F_opportunity_stage);
	if (!stage.set)
		draft_set_number(draft, F_opportunity_stage, C_stage_raised);
	if (session->conf != NULL && (!stage.set || stage.number == C_stage_raised))
		fill_day(draft, F_opportunity_answer_due,
		         day_add_working(session->today, conf_number(session->conf, CONF_answer_days, session->today)));
}

/* The first end that is known since it was decided stays, and each change of the end after that is counted. */
static void follow_end(const struct record *before, struct draft *draft)
{
	day_t was = record_day(before, F_opportunity_end), is = draft_day(draft, F_opportunity_end);
	int64_t moved = record_number(before, F_opportunity_moved);
	bool since = is_one_of(stage_of(before), UNDER_WAY);
	fill_day(draft, F_opportunity_baseline_end, since && was != DAY_UNSET ? was : is);
	if (since && was != DAY_UNSET && is != DAY_UNSET && was != is)
		draft_set_number(draft, F_opportunity_moved, (moved == NUMBER_UNSET ? 0 : moved) + 1);
}

void stages_fill(const struct session *session, const struct record *before, struct draft *draft)
{
	if (draft->entity->number != E_opportunity)
		return;
	if (before == NULL) {
		fill_new(session, draft);
		return;
	}
	struct value value = draft_value(draft, F_opportunity_stage);
	uint8_t from = stage_of(before), to = value.set ? (uint8_t)value.number : C_stage_raised;
	if (from != to && to == C_stage_decided && from < C_stage_decided)
		fill_day(draft, F_opportunity_decided, session->today);
	if (from != to && to == C_stage_delivered)
		fill_day(draft, F_opportunity_delivered, session->today);
	if (is_one_of(to, UNDER_WAY))
		follow_end(before, draft);
}

/* ---- refusals ---- */

struct judging {
	const struct session *session;
	const struct view *view;
	const struct record *before, *after; /* before NULL: new */
	uint8_t *field;
	struct error *error;
};

static bool refuse(const struct judging *judging, uint8_t number, const char *words)
{
	const struct field *field = schema_field(judging->after->entity, number);
	if (judging->field != NULL)
		*judging->field = number;
	return error_set(judging->error, ERROR_INPUT, "%s: %s", field->name, words);
}

static const char *stage_name(uint8_t stage)
{
	const struct choice *choice = schema_choice(schema_choices(CHOICES_stage), stage);
	return choice == NULL ? "" : _(choice->label);
}

static void append_code(const struct judging *judging, struct text *out)
{
	if (judging->after->id != 0)
		view_append_code(judging->view, record_self(judging->after), out);
}

/* The first few by name, the rest counted. */
static void append_missing(struct text *out, const struct gate *gate)
{
	unsigned named = 0;
	for (size_t i = 0; i < gate->count && named < MISSING_NAMED; i++)
		if (gate->answers[i].state == GATE_MISSING) {
			text_printf(out, "%s%s", named == 0 ? "" : ", ", _(gate_question_title(gate->answers[i].question)));
			named++;
		}
	if (gate->missing > named)
		text_printf(out, _(" and %u more"), gate->missing - named);
}

static bool refuse_gate(const struct judging *judging, const struct gate *gate, uint8_t field)
{
	struct text words = {0}, missing = {0}, code = {0};
	append_missing(&missing, gate);
	append_code(judging, &code);
	text_printf(&words, _("not yet, this is missing: %s; forvalta gate %s --for %s tells what answers each"), missing.data,
	            code.data == NULL ? "" : code.data, gate_name(gate->kind));
	if (gate->kind == GATE_DECIDED && gate->like_for_like == LIKE_REFUSED)
		text_append_text(&words,
		                 _("; like for like needs exception_decision and exception_until, by whoever has the mandate"));
	else if (gate->kind == GATE_DECIDED && record_is_set(judging->after, F_opportunity_urgent))
		text_append_text(&words, _("; what is urgent needs the decision, delegated or with a mandate, that is about it"));
	refuse(judging, field, words.data);
	text_free(&words);
	text_free(&missing);
	text_free(&code);
	return false;
}

/* What is urgent is decided at once by whoever has the delegation; the gate is answered afterwards. */
static bool may_be_decided(const struct judging *judging)
{
	struct opportunity_reader *reader =
		opportunity_reader_new(judging->view, judging->session->conf, judging->session->today);
	struct gate gate;
	opportunity_gate(reader, judging->after, GATE_DECIDED, &gate);
	bool urgent = gate.missing > 0 && record_is_set(judging->after, F_opportunity_urgent) &&
	              ref_is_set(opportunity_decision(reader, judging->after));
	opportunity_reader_free(&reader);
	return gate.missing == 0 || urgent || refuse_gate(judging, &gate, F_opportunity_stage);
}

static bool passes(const struct judging *judging, enum gate_kind kind, uint8_t field)
{
	struct opportunity_reader *reader =
		opportunity_reader_new(judging->view, judging->session->conf, judging->session->today);
	struct gate gate;
	opportunity_gate(reader, judging->after, kind, &gate);
	opportunity_reader_free(&reader);
	return gate.missing == 0 || refuse_gate(judging, &gate, field);
}

static bool is_measured(const struct view *view, const struct record *benefit)
{
	struct records *measurements = records_new(view, E_measurement);
	struct record row;
	bool on = false;
	bool measured = record_is_set(benefit, F_benefit_measured) && record_is_set(benefit, F_benefit_outcome);
	measured = measured || records_child(measurements, benefit->id, &on, &row);
	records_free(&measurements);
	return measured;
}

static bool benefits_are_measured(const struct judging *judging)
{
	struct records *benefits = records_new(judging->view, E_benefit);
	struct record benefit;
	bool on = false, measured = true;
	while (measured && records_child(benefits, judging->after->id, &on, &benefit))
		measured = is_measured(judging->view, &benefit);
	records_free(&benefits);
	return measured ||
	       refuse(judging, F_opportunity_stage,
	              _("a benefit has not been measured yet; enter its outcome and the day first"));
}

static bool is_received(const struct judging *judging)
{
	if (record_is_set(judging->after, F_opportunity_received) && record_is_set(judging->after, F_opportunity_received_by))
		return true;
	return refuse(judging,
	              record_is_set(judging->after, F_opportunity_received) ? F_opportunity_received_by
	                                                                    : F_opportunity_received,
	              _("say who received it and when before it goes on; forvalta receive does both"));
}

static bool leads_there(const struct judging *judging, uint8_t from, uint8_t to)
{
	struct text words = {0};
	if (is_one_of(to, steps[from].to))
		return true;
	text_printf(&words, _("from \"%s\" there is no step to \"%s\": %s"), stage_name(from), stage_name(to),
	            _(steps[from].advice));
	refuse(judging, F_opportunity_stage, words.data);
	text_free(&words);
	return false;
}

/* What a programme holds ends before it does. */
static bool parts_have_ended(const struct judging *judging)
{
	struct ref first;
	struct text words = {0}, code = {0};
	size_t open = programme_open_parts(judging->view, judging->after->id, &first);
	if (open == 0)
		return true;
	view_append_code(judging->view, first, &code);
	text_printf(&words, _("parts of this programme have not ended: %zu, first %s; end them or move them out of it"), open,
	            code.data);
	refuse(judging, F_opportunity_stage, words.data);
	text_free(&words);
	text_free(&code);
	return false;
}

/* Stopping is a normal end of the way, and nobody's fault: what it has taught is what it leaves. */
static bool may_enter(const struct judging *judging, uint8_t from, uint8_t to)
{
	if (is_one_of(to, STAGE(realised) | STAGE(rejected) | STAGE(stopped)) && !parts_have_ended(judging))
		return false;
	if (to == C_stage_decided && from < C_stage_decided)
		return may_be_decided(judging);
	if (to == C_stage_delivered && from < C_stage_delivered)
		return passes(judging, GATE_DELIVERED, F_opportunity_stage);
	if (to == C_stage_realised)
		return benefits_are_measured(judging);
	if (to == C_stage_rejected && !record_is_set(judging->after, F_opportunity_cause_of_rejection))
		return refuse(judging, F_opportunity_cause_of_rejection, _("say why not, to whoever asked"));
	if (to == C_stage_stopped && !has_lesson(judging->view, record_self(judging->after)))
		return refuse(judging, F_opportunity_stage,
		              _("to stop is a normal outcome; write down first what it taught, as a lesson about it: forvalta stop "
		                "does both"));
	return true;
}

static bool stage_is_allowed(const struct judging *judging)
{
	uint8_t from = stage_of(judging->before), to = stage_of(judging->after);
	if (judging->before == NULL)
		return !is_one_of(to, SINCE_DECISION) ||
		       refuse(judging, F_opportunity_stage,
		              _("a new one begins before the decision; what was decided before is brought in by an import"));
	return from == to || (leads_there(judging, from, to) && (from != C_stage_raised || is_received(judging)) &&
	                      may_enter(judging, from, to));
}

static bool answer_is_allowed(const struct judging *judging)
{
	const struct record *after = judging->after;
	uint8_t answer = record_choice(after, F_opportunity_answer);
	bool changed = judging->before == NULL || record_choice(judging->before, F_opportunity_answer) != answer;
	if (!changed || answer != C_need_answer_joined || record_is_set(after, F_opportunity_joined_with))
		return true;
	return refuse(judging, F_opportunity_joined_with, _("say with which opportunity it was joined"));
}

/* ---- days in their order ---- */

/* What one record's rows do not say of its days (not_before, validate.c): of two that were entered far apart the one
 * that is entered is judged: a baseline stays where it was when the start moves past it, and what is history stays. */
static const struct {
	uint8_t earlier, later;
} orders[] = {
	{F_opportunity_start, F_opportunity_baseline_end},
	{F_opportunity_received, F_opportunity_decided},
	{F_opportunity_decided, F_opportunity_award_published},
	{F_opportunity_decided, F_opportunity_delivered},
};

static bool day_is_entered(const struct judging *judging, uint8_t field)
{
	day_t is = record_day(judging->after, field);
	return is != DAY_UNSET && (judging->before == NULL || record_day(judging->before, field) != is);
}

static bool days_are_in_order(const struct judging *judging)
{
	char day[DAY_TEXT_SIZE], before[DAY_TEXT_SIZE];
	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		const struct field *earlier = schema_field(judging->after->entity, orders[i].earlier),
						   *later = schema_field(judging->after->entity, orders[i].later);
		day_t from = record_day(judging->after, earlier->number), is = record_day(judging->after, later->number);
		if (!day_is_entered(judging, later->number) || from == DAY_UNSET || is >= from)
			continue;
		if (judging->field != NULL)
			*judging->field = later->number;
		return error_set(judging->error, ERROR_INPUT, _("%s: %s is before %s, %s"), later->name, day_text(is, day),
		                 earlier->name, day_text(from, before));
	}
	return true;
}

static bool retirement_is_allowed(const struct judging *judging)
{
	bool retires = judging->before != NULL && record_choice(judging->after, F_system_phase) == C_phase_retired &&
	               record_choice(judging->before, F_system_phase) != C_phase_retired;
	return !retires || passes(judging, GATE_RETIRED, F_system_phase);
}

bool stages_concern(const struct draft *draft)
{
	uint8_t entity = draft->entity->number;
	return entity == E_opportunity ||
	       (entity == E_system && draft_value(draft, F_system_phase).number == C_phase_retired);
}

bool stages_allow(const struct session *session, const struct view *view, const struct record *before,
                  const struct record *after, enum stage_change change, uint8_t *field, struct error *error)
{
	const struct judging judging = {session, view, before, after, field, error};
	if (change == STAGE_NOT_JUDGED || (change == STAGE_BY_IMPORT && before == NULL))
		return true;
	switch (after->entity->number) {
	case E_opportunity:
		return answer_is_allowed(&judging) && days_are_in_order(&judging) && stage_is_allowed(&judging);
	case E_system: return retirement_is_allowed(&judging);
	default: return true;
	}
}
