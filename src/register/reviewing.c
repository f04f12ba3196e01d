#include "register/reviewing.h"

#include "base/lang.h"
#include "lifecycle/review.h"
#include "register/register_private.h"

static bool refuse(uint8_t *at, const struct draft *draft, uint8_t field, struct error *error, const char *message)
{
	if (at != NULL)
		*at = field;
	return error_set(error, ERROR_INPUT, "%s: %s", schema_field(draft->entity, field)->name, message);
}

static bool is_changed(const struct reviewing *reviewing, const struct draft *draft, uint8_t field)
{
	const struct field *row = schema_field(draft->entity, field);
	struct value new = draft_value(draft, field);
	struct value old = reviewing->before == NULL ? VALUE_UNSET : record_value(reviewing->before, row);
	return new.set != old.set || (new.set && !value_equal(row, &old, &new));
}

static bool find_round(const struct reviewing *reviewing, const struct draft *item, struct record *round)
{
	return view_record(reviewing->view, draft_value(item, F_review_item_review).ref, round);
}

static uint8_t decision_of(const struct draft *item)
{
	struct value decision = draft_value(item, F_review_item_decision);
	return decision.set ? (uint8_t)decision.number : 0;
}

/* ---- what follows from an answer ---- */

static void keep(const struct reviewing *reviewing, struct draft *draft, uint8_t field)
{
	struct value old = record_value(reviewing->before, schema_field(draft->entity, field));
	draft_set(draft, field, &old);
}

static void set_decided(const struct reviewing *reviewing, struct draft *item)
{
	draft_set_day(item, F_review_item_decided, reviewing->session->today);
	if (reviewing->session->known)
		draft_set_ref(item, F_review_item_decided_by, (struct ref){E_person, reviewing->session->actor});
	else
		draft_unset(item, F_review_item_decided_by);
	if (!reviewing->by_round)
		draft_set_number(item, F_review_item_decided_at_once, 1);
}

static void fill_answer(const struct reviewing *reviewing, struct draft *item)
{
	static const uint8_t of_answer[] = {F_review_item_decided, F_review_item_decided_by, F_review_item_decided_at_once,
	                                    F_review_item_applied, F_review_item_carried_out};
	struct record round;
	const struct review_answer *answer =
		find_round(reviewing, item, &round) ? review_answer(record_choice(&round, F_review_kind), decision_of(item)) : NULL;
	if (answer != NULL && answer->settles) {
		set_decided(reviewing, item);
		draft_unset(item, F_review_item_applied);
		return;
	}
	for (size_t i = 0; i < sizeof of_answer; i++)
		draft_unset(item, of_answer[i]);
}

void reviewing_fill(const struct reviewing *reviewing, struct draft *draft)
{
	if (draft->entity->number != E_review_item || reviewing->history)
		return;
	bool answered = is_changed(reviewing, draft, F_review_item_decision) ||
	                is_changed(reviewing, draft, F_review_item_reduce_to) ||
	                is_changed(reviewing, draft, F_review_item_suspend_until);
	if (answered) {
		fill_answer(reviewing, draft);
	} else if (reviewing->before != NULL) {
		keep(reviewing, draft, F_review_item_decided);
		keep(reviewing, draft, F_review_item_decided_by);
	}
}

/* ---- what is refused ---- */

static bool refuse_answer(const struct draft *item, uint8_t kind, uint8_t *at, struct error *error)
{
	const struct choice_set *set = schema_choices(schema_field(item->entity, F_review_item_decision)->choices);
	struct text words = {0};
	const struct review_answer *answer;
	text_append_text(&words, _("no answer in a review of this kind; there are"));
	for (size_t i = 0; (answer = review_answer_at(kind, i)) != NULL; i++)
		text_printf(&words, "%s %s", i == 0 ? "" : ",", schema_choice(set, answer->decision)->name);
	refuse(at, item, F_review_item_decision, error, words.data);
	text_free(&words);
	return false;
}

static bool check_needs(const struct reviewing *reviewing, const struct draft *item, const struct review_answer *answer,
                        uint8_t *at, struct error *error)
{
	struct value until = draft_value(item, F_review_item_suspend_until), rest = draft_value(item, F_review_item_reduce_to);
	int64_t number;
	if (answer->needs != 0 && !draft_value(item, answer->needs).set)
		return refuse(at, item, answer->needs, error, _("must be stated with this answer"));
	if (answer->needs == F_review_item_suspend_until && !reviewing->history && until.number < reviewing->session->today)
		return refuse(at, item, answer->needs, error, _("the day has passed already"));
	if (answer->kind == C_review_kind_licences && answer->needs == F_review_item_reduce_to &&
	    (!number_parse(rest.text, &number, NULL) || number < 0))
		return refuse(at, item, answer->needs, error, _("how many are to remain: a whole number, 0 or more"));
	return true;
}

static bool fits_kind(uint8_t kind, uint8_t entity)
{
	return kind == C_review_kind_permissions ? entity == E_permission
	       : kind == C_review_kind_licences  ? entity == E_licence
	                                         : entity == E_system;
}

bool reviewing_is_own(const struct view *view, struct ref subject, record_id person)
{
	struct record permission;
	return person != 0 && subject.entity == E_permission && view_record(view, subject, &permission) &&
	       record_ref_id(&permission, F_permission_person) == person;
}

static bool check_own(const struct reviewing *reviewing, const struct draft *item, uint8_t *at, struct error *error)
{
	const struct session *session = reviewing->session;
	bool answers = is_changed(reviewing, item, F_review_item_decision) && decision_of(item) != 0;
	if (!answers || !session->known || reviewing->history ||
	    !reviewing_is_own(reviewing->view, draft_value(item, F_review_item_subject).ref, session->actor))
		return true;
	return refuse(at, item, F_review_item_decision, error,
	              _("nobody reviews their own rights: ask whoever leads the review to hand it to somebody else"));
}

static bool check_item(const struct reviewing *reviewing, const struct draft *item, uint8_t *at, struct error *error)
{
	struct record round;
	if (!find_round(reviewing, item, &round))
		return true; /* told as a reference to nothing */
	uint8_t kind = record_choice(&round, F_review_kind), decision = decision_of(item);
	const struct review_answer *answer = review_answer(kind, decision);
	if (!fits_kind(kind, draft_value(item, F_review_item_subject).ref.entity))
		return refuse(at, item, F_review_item_subject, error, _("the round reviews records of another kind"));
	bool answered = is_changed(reviewing, item, F_review_item_decision) ||
	                is_changed(reviewing, item, F_review_item_reduce_to) ||
	                is_changed(reviewing, item, F_review_item_suspend_until);
	if (answered && record_is_set(&round, F_review_closed) && !reviewing->history)
		return refuse(at, item, F_review_item_decision, error, _("the round is closed: what was decided in it stands"));
	if (answered && decision != 0 && answer == NULL)
		return refuse_answer(item, kind, at, error);
	return (!answered || answer == NULL || check_needs(reviewing, item, answer, at, error)) &&
	       check_own(reviewing, item, at, error);
}

static bool check_round(const struct reviewing *reviewing, const struct draft *round, uint8_t *at, struct error *error)
{
	bool closes = is_changed(reviewing, round, F_review_closed);
	if (!closes || reviewing->by_round || reviewing->history)
		return true;
	return refuse(at, round, F_review_closed, error,
	              _("a round is closed by: forvalta review close, which asks whether anything is left undecided"));
}

bool reviewing_check(const struct reviewing *reviewing, const struct draft *draft, uint8_t *field,
                     struct error *error)
{
	if (draft->entity->number == E_review_item)
		return check_item(reviewing, draft, field, error);
	return draft->entity->number != E_review || check_round(reviewing, draft, field, error);
}
