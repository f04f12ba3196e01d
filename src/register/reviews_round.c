/* What is done with a whole round: questions handed up, decisions applied, the round closed. */
#include "base/lang.h"
#include "register/reviewers.h"
#include "register/reviewing.h"
#include "register/reviews_private.h"

struct working {
	struct session *session;
	struct batches batches;
	struct view *view; /* what is read */
	struct ref round;
	uint8_t kind;
	struct round_items items;
	struct reviewers *reviewers;
	struct review_done *done;
};
typedef bool item_work(struct working *working, const struct record *item, struct error *error);

static bool work_through(struct working *working, item_work *work, struct error *error)
{
	working->batches = (struct batches){.session = working->session, .total = 2 * working->items.count};
	if (!batches_begin(&working->batches, error))
		return false;
	bool ok = true;
	for (size_t i = 0; i < working->items.count && ok; i++)
		ok = work(working, &working->items.items[i], error);
	return batches_end(&working->batches, ok, error);
}

static bool for_each_item(struct session *session, struct ref round, item_work *work, struct review_done *done,
                          struct error *error)
{
	struct working working = {.session = session, .round = round, .done = done};
	struct record record;
	*done = (struct review_done){0};
	if ((working.view = view_open(session->store, error)) == NULL)
		return false;
	bool ok = review_find_open(working.view, round, &record, error);
	if (ok) {
		working.kind = record_choice(&record, F_review_kind);
		round_items_read(&working.items, working.view, round);
		working.reviewers = reviewers_new(working.view, session->today, 0);
		ok = work_through(&working, work, error);
		reviewers_free(&working.reviewers);
		round_items_free(&working.items);
	}
	view_close(&working.view);
	working.view = ok ? view_open(session->store, error) : NULL;
	if (working.view != NULL)
		review_count(working.view, round, &done->counts);
	view_close(&working.view);
	return ok;
}

/* ---- escalating ---- */

static bool hand_up(struct working *working, const struct record *item, struct error *error)
{
	struct record subject;
	record_id from = record_ref_id(item, F_review_item_reviewer), to = 0;
	if (review_is_settled(working->kind, item))
		return true;
	if (view_record(working->view, record_ref(item, F_review_item_subject), &subject))
		to = reviewer_above(working->reviewers, from, &subject);
	working->done->left += to == 0;
	if (to == 0)
		return true;
	struct edit *edit = batches_next(&working->batches, error);
	struct ref ref = record_self(item);
	struct draft draft;
	draft_init(&draft, item->entity);
	draft_copy_record(&draft, item);
	draft_set_ref(&draft, F_review_item_reviewer, (struct ref){E_person, to});
	draft_unset(&draft, F_review_item_decision);
	bool ok = edit != NULL && edit_save(edit, &draft, &ref, record_revision(item), error);
	working->done->changed += ok;
	draft_free(&draft);
	return ok;
}

bool review_escalate(struct session *session, struct ref round, struct review_done *done, struct error *error)
{
	return for_each_item(session, round, hand_up, done, error);
}

/* ---- applying ---- */

/* What has changed since it was seen is asked about again: as it is now. */
static bool ask_again(struct edit *edit, const struct record *item, struct error *error)
{
	struct record subject;
	struct ref ref = record_self(item);
	struct text snapshot = {0};
	struct draft draft;
	if (!view_record(edit_view(edit), record_ref(item, F_review_item_subject), &subject))
		return true;
	review_append_snapshot(edit_view(edit), &subject, &snapshot);
	draft_init(&draft, item->entity);
	draft_copy_record(&draft, item);
	draft_set_text(&draft, F_review_item_snapshot, text_slice(&snapshot));
	draft_unset(&draft, F_review_item_decision);
	bool ok = edit_save(edit, &draft, &ref, record_revision(item), error);
	draft_free(&draft);
	text_free(&snapshot);
	return ok;
}

static bool apply(struct working *working, const struct record *item, struct error *error)
{
	bool changed, as_seen;
	if (!review_is_settled(working->kind, item) || record_is_set(item, F_review_item_applied))
		return true;
	struct edit *edit = batches_next(&working->batches, error);
	if (edit == NULL || !review_apply_item(edit, working->kind, item, &changed, &as_seen, error))
		return false;
	working->done->changed += changed;
	working->done->left += !as_seen;
	return as_seen || ask_again(edit, item, error);
}

bool review_apply(struct session *session, struct ref round, struct review_done *done, struct error *error)
{
	return for_each_item(session, round, apply, done, error);
}

/* ---- closing ---- */

static bool may_close(const struct review_counts *counts, struct slice why, struct error *error)
{
	size_t open = counts->items - counts->settled;
	return open == 0 || why.size > 0 ||
	       error_set(
			   error, ERROR_INPUT,
			   _("%zu of %zu questions are undecided: have them answered, or say why the round is closed without it"),
			   open, counts->items);
}

static bool write_closed(struct edit *edit, struct session *session, struct ref round, struct slice why,
                         struct error *error)
{
	char signature[REVIEW_SIGNATURE + 1];
	struct record record;
	struct review_counts counts;
	struct draft draft;
	if (!review_find_open(edit_view(edit), round, &record, error))
		return false;
	review_count(edit_view(edit), round, &counts);
	if (!may_close(&counts, why, error))
		return false;
	review_sign(edit_view(edit), round, signature);
	draft_init(&draft, record.entity);
	draft_copy_record(&draft, &record);
	draft_set_day(&draft, F_review_closed, session->today);
	if (session->known)
		draft_set_ref(&draft, F_review_closed_by, (struct ref){E_person, session->actor});
	if (counts.settled < counts.items)
		draft_set_text(&draft, F_review_left_undecided, why);
	draft_set_text(&draft, F_review_signature, slice_of(signature));
	bool ok = edit_save(edit, &draft, &round, record_revision(&record), error);
	draft_free(&draft);
	return ok;
}

bool review_close(struct session *session, struct ref round, struct slice why, struct review_done *done,
                  struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = why};
	struct view *view = view_open(session->store, error);
	struct record record;
	struct review_counts counts;
	bool ok = view != NULL && review_find_open(view, round, &record, error);
	if (ok) {
		review_count(view, round, &counts);
		ok = may_close(&counts, why, error);
	}
	view_close(&view);
	ok = ok && review_apply(session, round, done, error);
	struct edit *edit = ok ? edit_begin(session, &facts, error) : NULL;
	if (edit != NULL)
		edit_allow_internal(edit);
	ok = edit != NULL && write_closed(edit, session, round, why, error) && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}
