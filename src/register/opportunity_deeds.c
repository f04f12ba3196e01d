#include "register/opportunity_deeds.h"

#include "base/lang.h"
#include "conf/conf.h"
#include "register/edit.h"

#define TITLE_MOST 190 /* columns of a text that becomes a title */

/* A change of one opportunity and what belongs to it. */
struct deed {
	struct session *session;
	struct edit *edit;
	struct draft draft, other; /* the opportunity; what is written beside it */
	struct ref ref;
	uint32_t revision;
};

static bool begin(struct deed *deed, struct session *session, struct ref ref, struct slice why, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = why};
	struct record record;
	*deed = (struct deed){.session = session, .ref = ref, .edit = edit_begin(session, &facts, error)};
	draft_init(&deed->draft, schema_entity(E_opportunity));
	draft_init(&deed->other, schema_entity(E_lesson));
	if (deed->edit == NULL)
		return false;
	if (ref.id == 0)
		return true;
	if (ref.entity != E_opportunity || !view_record(edit_view(deed->edit), ref, &record))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such development opportunity"));
	draft_copy_record(&deed->draft, &record);
	deed->revision = record_revision(&record);
	return true;
}

static bool save(struct deed *deed, struct error *error)
{
	return edit_save(deed->edit, &deed->draft, &deed->ref, deed->revision, error);
}

static bool save_other(struct deed *deed, struct error *error)
{
	struct ref made = {deed->other.entity->number, 0};
	return edit_save(deed->edit, &deed->other, &made, 0, error);
}

static bool end(struct deed *deed, bool ok, struct error *error)
{
	ok = ok && edit_commit(&deed->edit, NULL, error);
	edit_abort(&deed->edit);
	draft_free(&deed->draft);
	draft_free(&deed->other);
	return ok;
}

/* As people type it: a text that cannot be kept is refused, as in a form. */
static bool put_text(struct draft *draft, uint8_t number, struct slice text, struct error *error)
{
	const struct value_reader reader = {0};
	return draft_parse(draft, schema_field(draft->entity, number), text, &reader, error);
}

static struct ref actor_of(const struct session *session)
{
	return session->known ? (struct ref){E_person, session->actor} : (struct ref){0, 0};
}

static uint8_t stage_of(const struct deed *deed)
{
	struct value stage = draft_value(&deed->draft, F_opportunity_stage);
	return stage.set ? (uint8_t)stage.number : C_stage_raised;
}

/* ---- capture ---- */

bool opportunity_capture(struct session *session, const struct capture *capture, struct ref *made, struct error *error)
{
	struct deed deed;
	bool ok = begin(&deed, session, (struct ref){E_opportunity, 0}, SLICE(""), error);
	if (ok) {
		draft_set_number(&deed.draft, F_opportunity_stage, C_stage_raised);
		draft_set_ref(&deed.draft, F_opportunity_unit, capture->unit);
		draft_set_ref(&deed.draft, F_opportunity_service, capture->service);
		draft_set_ref(&deed.draft, F_opportunity_asked_by, actor_of(session));
		ok = put_text(&deed.draft, F_opportunity_title, capture->title, error) &&
		     put_text(&deed.draft, F_opportunity_need, capture->need, error) && save(&deed, error);
		*made = deed.ref;
	}
	return end(&deed, ok, error);
}

/* ---- receive and answer ---- */

static bool has_trigger(const struct view *view, record_id opportunity, struct ref about)
{
	struct records *rows = records_new(view, E_opportunity_trigger);
	struct record row;
	bool on = false, there = false;
	while (!there && records_child(rows, opportunity, &on, &row))
		there = ref_equal(record_ref(&row, F_opportunity_trigger_about), about);
	records_free(&rows);
	return there;
}

static bool has_system(const struct view *view, record_id opportunity, struct ref system)
{
	struct records *rows = records_new(view, E_opportunity_system);
	struct record row;
	bool on = false, there = false;
	while (!there && records_child(rows, opportunity, &on, &row))
		there = ref_equal(record_ref(&row, F_opportunity_system_system), system);
	records_free(&rows);
	return there;
}

/* A copy of the row below another opportunity. */
static bool hand_over_row(struct deed *deed, const struct record *row, uint8_t parent, struct ref to,
                          struct error *error)
{
	draft_clear(&deed->other, row->entity);
	draft_copy_record(&deed->other, row);
	draft_unset(&deed->other, F_code);
	draft_set_ref(&deed->other, parent, to);
	return save_other(deed, error);
}

/* The rows are read anew after each write: what was read does not outlive it. */
static bool hand_over_next(struct deed *deed, uint8_t entity, struct ref to, bool *more, struct error *error)
{
	const struct view *view = edit_view(deed->edit);
	bool triggers = entity == E_opportunity_trigger, on = false, ok = true;
	struct records *rows = records_new(view, entity);
	struct record row;
	*more = false;
	while (!*more && records_child(rows, deed->ref.id, &on, &row)) {
		struct ref about = record_ref(&row, triggers ? F_opportunity_trigger_about : F_opportunity_system_system);
		*more = !(triggers ? has_trigger : has_system)(view, to.id, about);
	}
	if (*more)
		ok = hand_over_row(deed, &row, row.entity->parent_field, to, error);
	records_free(&rows);
	return ok;
}

static bool hand_over(struct deed *deed, uint8_t entity, struct ref to, struct error *error)
{
	bool more = true;
	while (more)
		if (!hand_over_next(deed, entity, to, &more, error))
			return false;
	return true;
}

static bool join(struct deed *deed, const struct reception *reception, struct error *error)
{
	struct text why = {0};
	if (reception->with.entity != E_opportunity || ref_equal(reception->with, deed->ref))
		return error_set(error, ERROR_INPUT, _("say with which other development opportunity it is joined"));
	text_append_text(&why, _("Joined with "));
	view_append_code(edit_view(deed->edit), reception->with, &why);
	draft_set_ref(&deed->draft, F_opportunity_joined_with, reception->with);
	draft_set_number(&deed->draft, F_opportunity_stage, C_stage_rejected);
	draft_set_text(&deed->draft, F_opportunity_cause_of_rejection, text_slice(&why));
	text_free(&why);
	return hand_over(deed, E_opportunity_trigger, reception->with, error) &&
	       hand_over(deed, E_opportunity_system, reception->with, error);
}

static bool put_off(struct deed *deed, const struct reception *reception, struct error *error)
{
	const struct session *session = deed->session;
	if (reception->why.size == 0)
		return error_set(error, ERROR_INPUT, _("say why, to whoever asked"));
	day_t until = reception->until;
	if (until == DAY_UNSET && session->conf != NULL)
		until = day_add_months(session->today, conf_number(session->conf, CONF_rejected_months, session->today));
	if (until != DAY_UNSET && until < session->today)
		return error_set(error, ERROR_INPUT, _("--until: that day has passed; say one to come"));
	draft_set_number(&deed->draft, F_opportunity_stage, C_stage_rejected);
	draft_set_day(&deed->draft, F_opportunity_rejected_until, until);
	return put_text(&deed->draft, F_opportunity_cause_of_rejection, reception->why, error);
}

static bool take_answer(struct deed *deed, const struct reception *reception, struct error *error)
{
	if (reception->answer != 0)
		draft_set_number(&deed->draft, F_opportunity_answer, reception->answer);
	if (reception->answer == C_need_answer_joined)
		return join(deed, reception, error);
	if (reception->answer == C_need_answer_not_now || reception->answer == C_need_answer_no)
		return put_off(deed, reception, error);
	uint8_t stage = stage_of(deed);
	if (stage == C_stage_raised || stage == C_stage_rejected || stage == C_stage_stopped)
		draft_set_number(&deed->draft, F_opportunity_stage, C_stage_received);
	return true;
}

bool opportunity_receive(struct session *session, struct ref opportunity, const struct reception *reception,
                         struct error *error)
{
	struct deed deed;
	struct ref by = ref_is_set(reception->by) ? reception->by : actor_of(session);
	bool ok = begin(&deed, session, opportunity, reception->why, error);
	if (ok && !ref_is_set(by))
		ok = error_set(error, ERROR_INPUT, _("say who receives it: whoever is signed in is no person of the register"));
	if (ok && !draft_value(&deed.draft, F_opportunity_received).set)
		draft_set_day(&deed.draft, F_opportunity_received, session->today);
	if (ok && !draft_value(&deed.draft, F_opportunity_received_by).set)
		draft_set_ref(&deed.draft, F_opportunity_received_by, by);
	ok = ok && take_answer(&deed, reception, error) && save(&deed, error);
	return end(&deed, ok, error);
}

/* ---- assess, stop ---- */

bool opportunity_assess(struct session *session, struct ref opportunity, uint8_t track, uint8_t size,
                        uint8_t work_changes, struct error *error)
{
	struct deed deed;
	bool ok = begin(&deed, session, opportunity, SLICE(""), error);
	if (ok && stage_of(&deed) >= C_stage_decided)
		ok = error_set(error, ERROR_INPUT, _("it has come to a decision: its track and size stand"));
	if (ok) {
		draft_set_number(&deed.draft, F_opportunity_track, track);
		draft_set_number(&deed.draft, F_opportunity_size, size);
		if (work_changes != 0)
			draft_set_number(&deed.draft, F_opportunity_work_changes, work_changes);
		if (stage_of(&deed) == C_stage_raised || stage_of(&deed) == C_stage_received)
			draft_set_number(&deed.draft, F_opportunity_stage, C_stage_triage);
		ok = save(&deed, error);
	}
	return end(&deed, ok, error);
}

bool opportunity_advance(struct session *session, struct ref opportunity, uint8_t stage, struct error *error)
{
	struct deed deed;
	bool ok = begin(&deed, session, opportunity, SLICE(""), error);
	if (ok) {
		draft_set_number(&deed.draft, F_opportunity_stage, stage);
		ok = save(&deed, error);
	}
	return end(&deed, ok, error);
}

/* Of several lines, what a field of one has room for. */
static struct slice first_line(struct slice text)
{
	struct slice rest = text, line = SLICE("");
	slice_next(&rest, '\n', &line);
	line.size = text_fit(line, TITLE_MOST);
	return line;
}

static bool save_lesson(struct deed *deed, struct slice why, struct slice lesson, struct error *error)
{
	draft_clear(&deed->other, schema_entity(E_lesson));
	draft_set_ref(&deed->other, F_lesson_about, deed->ref);
	draft_set_day(&deed->other, F_lesson_date, deed->session->today);
	return put_text(&deed->other, F_lesson_title, first_line(lesson), error) &&
	       put_text(&deed->other, F_lesson_what_happened, why, error) &&
	       put_text(&deed->other, F_lesson_what_we_learned, lesson, error) && save_other(deed, error);
}

bool opportunity_stop(struct session *session, struct ref opportunity, struct slice why, struct slice lesson,
                      struct error *error)
{
	struct deed deed;
	bool ok = begin(&deed, session, opportunity, why, error);
	if (ok && (why.size == 0 || lesson.size == 0))
		ok = error_set(error, ERROR_INPUT, _("say why it is stopped and what was learned; it is nobody's fault"));
	if (ok && stage_of(&deed) == C_stage_stopped)
		ok = error_set(error, ERROR_INPUT, _("it has been stopped already; its lesson is kept"));
	if (ok) {
		draft_set_number(&deed.draft, F_opportunity_stage, C_stage_stopped);
		ok = put_text(&deed.draft, F_opportunity_cause_of_rejection, first_line(why), error) &&
		     save_lesson(&deed, why, lesson, error) && save(&deed, error);
	}
	return end(&deed, ok, error);
}
