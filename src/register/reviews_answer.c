/* Answering questions of a round, handing them on, and ticking off what has been done in the systems. */
#include "base/lang.h"
#include "register/reviewing.h"
#include "register/reviews_private.h"

/* The same deed to each item, in one entry. */
struct answering {
	struct session *session;
	struct edit *edit;
	struct draft draft;
	const struct review_choice *choice;
	record_id reviewer;
	size_t count;
};
typedef bool item_deed(struct answering *answering, const struct record *item, uint32_t revision, struct error *error);

static bool save(struct answering *answering, const struct record *item, uint32_t revision, struct error *error)
{
	struct ref ref = record_self(item);
	return edit_save(answering->edit, &answering->draft, &ref, revision, error);
}

static bool do_one(struct answering *answering, const struct review_seen *seen, item_deed *deed, struct error *error)
{
	struct record item;
	if (!view_record(edit_view(answering->edit), (struct ref){E_review_item, seen->id}, &item))
		return error_set(error, ERROR_CONFLICT, _("the question is not there any more"));
	if (record_revision(&item) != seen->revision)
		return error_set(error, ERROR_CONFLICT, _("somebody else has answered it meanwhile: look at it again"));
	draft_copy_record(&answering->draft, &item);
	return deed(answering, &item, seen->revision, error);
}

static bool do_all(struct answering *answering, const struct review_seen items[], item_deed *deed, size_t *failed,
                   struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	*failed = SIZE_MAX;
	if (answering->count > REVIEW_MOST)
		return error_set(error, ERROR_INPUT, _("at most %d at a time; these are %zu"), REVIEW_MOST, answering->count);
	if ((answering->edit = edit_begin(answering->session, &facts, error)) == NULL)
		return false;
	edit_allow_internal(answering->edit);
	draft_init(&answering->draft, schema_entity(E_review_item));
	bool ok = true;
	for (size_t i = 0; i < answering->count && ok; i++) {
		ok = do_one(answering, &items[i], deed, error);
		*failed = ok ? SIZE_MAX : i;
	}
	ok = ok && edit_commit(&answering->edit, NULL, error);
	edit_abort(&answering->edit);
	draft_free(&answering->draft);
	return ok;
}

/* ---- the deeds ---- */

static void set_text(struct draft *draft, uint8_t field, struct slice text)
{
	if (text.size > 0)
		draft_set_text(draft, field, text);
	else
		draft_unset(draft, field);
}

static bool answer(struct answering *answering, const struct record *item, uint32_t revision, struct error *error)
{
	const struct review_choice *choice = answering->choice;
	struct draft *draft = &answering->draft;
	draft_set_number(draft, F_review_item_decision, choice->decision);
	draft_set_number(draft, F_review_item_decided_at_once, (int64_t)answering->count);
	set_text(draft, F_review_item_reduce_to, choice->reduce_to);
	if (choice->note.size > 0)
		draft_set_text(draft, F_review_item_note, choice->note);
	draft_unset(draft, F_review_item_suspend_until);
	if (choice->suspend_until != DAY_UNSET)
		draft_set_day(draft, F_review_item_suspend_until, choice->suspend_until);
	draft_unset(draft, F_review_item_passed_to);
	if (choice->passed_to != 0)
		draft_set_ref(draft, F_review_item_passed_to, (struct ref){E_person, choice->passed_to});
	return save(answering, item, revision, error);
}

bool review_decide(struct session *session, const struct review_seen items[], size_t count,
                   const struct review_choice *choice, size_t *failed, struct error *error)
{
	struct answering answering = {.session = session, .choice = choice, .count = count};
	return do_all(&answering, items, answer, failed, error);
}

static bool hand_on(struct answering *answering, const struct record *item, uint32_t revision, struct error *error)
{
	struct draft *draft = &answering->draft;
	if (reviewing_is_own(edit_view(answering->edit), record_ref(item, F_review_item_subject), answering->reviewer))
		return error_set(error, ERROR_INPUT, _("reviewer: nobody reviews their own rights; choose somebody else"));
	draft_set_ref(draft, F_review_item_reviewer, (struct ref){E_person, answering->reviewer});
	draft_unset(draft, F_review_item_passed_to);
	if (record_choice(item, F_review_item_decision) == C_review_decision_not_mine)
		draft_unset(draft, F_review_item_decision);
	return save(answering, item, revision, error);
}

bool review_hand_on(struct session *session, const struct review_seen items[], size_t count, record_id reviewer,
                    size_t *failed, struct error *error)
{
	struct answering answering = {.session = session, .reviewer = reviewer, .count = count};
	return do_all(&answering, items, hand_on, failed, error);
}

static bool tick_off(struct answering *answering, const struct record *item, uint32_t revision, struct error *error)
{
	struct record round;
	if (!view_record(edit_view(answering->edit), record_ref(item, F_review_item_review), &round))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such round of review"));
	uint8_t kind = record_choice(&round, F_review_kind);
	const struct review_answer *given = review_answer(kind, record_choice(item, F_review_item_decision));
	if (given == NULL || !given->to_do)
		return error_set(error, ERROR_INPUT, _("carried_out: nothing was to be done in the system"));
	draft_set_day(&answering->draft, F_review_item_carried_out, answering->session->today);
	return save(answering, item, revision, error) && review_finish_item(answering->edit, kind, item, error);
}

bool review_carried_out(struct session *session, const struct review_seen items[], size_t count, size_t *failed,
                        struct error *error)
{
	struct answering answering = {.session = session, .count = count};
	return do_all(&answering, items, tick_off, failed, error);
}
