/* Opening a round: an item for each subject, with whom it is asked of and what it is today. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/reviewers.h"
#include "register/reviews_private.h"

struct opening {
	struct session *session;
	const struct review_opening *given;
	struct batches batches;
	struct view *view; /* what the subjects are read in */
	struct reviewers *reviewers;
	uint8_t rule;
	struct review_opened opened;
	uint8_t *asked; /* by person: has an item */
	record_id asked_end;
	struct draft item;
	struct text snapshot;
};

static void fill_round(const struct session *session, struct draft *round)
{
	draft_set_day(round, F_review_opened, session->today);
	if (session->known)
		draft_set_ref(round, F_review_opened_by, (struct ref){E_person, session->actor});
}

static bool check_round(const struct draft *round, const struct session *session, struct error *error)
{
	struct value due = draft_value(round, F_review_due);
	if (draft_value(round, F_review_closed).set)
		return error_set(error, ERROR_INPUT, _("closed: a round is open when it begins"));
	return !due.set || due.number >= session->today ||
	       error_set(error, ERROR_INPUT, _("due: that day has passed already; give the round some time"));
}

static bool write_round(struct opening *opening, struct draft *round, struct error *error)
{
	struct edit *edit = batches_next(&opening->batches, error);
	opening->opened.round = (struct ref){E_review, 0};
	return edit != NULL && edit_save(edit, round, &opening->opened.round, 0, error);
}

static void note_reviewer(struct opening *opening, record_id reviewer)
{
	opening->opened.without_reviewer += reviewer == 0;
	if (reviewer == 0 || reviewer >= opening->asked_end)
		return;
	opening->opened.reviewers += !opening->asked[reviewer];
	opening->asked[reviewer] = 1;
}

static void make_item(struct opening *opening, const struct record *subject)
{
	record_id reviewer = reviewer_of(opening->reviewers, opening->rule, subject);
	draft_clear(&opening->item, schema_entity(E_review_item));
	draft_set_ref(&opening->item, F_review_item_review, opening->opened.round);
	draft_set_ref(&opening->item, F_review_item_subject, record_self(subject));
	if (reviewer != 0)
		draft_set_ref(&opening->item, F_review_item_reviewer, (struct ref){E_person, reviewer});
	text_clear(&opening->snapshot);
	review_append_snapshot(opening->view, subject, &opening->snapshot);
	draft_set_text(&opening->item, F_review_item_snapshot, text_slice(&opening->snapshot));
	note_reviewer(opening, reviewer);
}

/* One that has been removed since it was chosen is left out. */
static bool write_items(struct opening *opening, struct error *error)
{
	bool ok = true;
	for (size_t i = 0; ok && i < opening->given->count; i++) {
		struct ref ref = {E_review_item, 0};
		struct record subject;
		if (!view_record(opening->view, opening->given->subjects[i], &subject))
			continue;
		make_item(opening, &subject);
		struct edit *edit = batches_next(&opening->batches, error);
		ok = edit != NULL && edit_save(edit, &opening->item, &ref, 0, error);
		opening->opened.items += ok;
	}
	return ok;
}

static bool write_all(struct opening *opening, struct draft *round, struct error *error)
{
	if (!batches_begin(&opening->batches, error))
		return false;
	bool ok = write_round(opening, round, error) && write_items(opening, error);
	return batches_end(&opening->batches, ok, error);
}

static bool open_in_view(struct opening *opening, struct draft *round, struct error *error)
{
	struct session *session = opening->session;
	opening->reviewers = reviewers_new(opening->view, session->today, session->known ? session->actor : 0);
	opening->asked_end = view_next_id(opening->view, E_person);
	opening->asked = memory_new_array(opening->asked_end, 1);
	draft_init(&opening->item, schema_entity(E_review_item));
	bool ok = write_all(opening, round, error);
	draft_free(&opening->item);
	text_free(&opening->snapshot);
	free(opening->asked);
	reviewers_free(&opening->reviewers);
	return ok;
}

bool review_open(struct session *session, struct draft *round, const struct review_opening *given,
                 struct review_opened *opened, struct error *error)
{
	struct opening opening = {.session = session, .given = given};
	struct value rule = draft_value(round, F_review_reviewers);
	fill_round(session, round);
	if (!check_round(round, session, error) || (opening.view = view_open(session->store, error)) == NULL)
		return false;
	if (!rule.set)
		draft_set_number(round, F_review_reviewers, C_review_by_manager);
	opening.rule = rule.set ? (uint8_t)rule.number : C_review_by_manager;
	opening.batches = (struct batches){.session = session, .total = given->count + 1, .progress = given->progress,
	                                   .context = given->context};
	bool ok = open_in_view(&opening, round, error);
	view_close(&opening.view);
	if (ok)
		*opened = opening.opened;
	return ok;
}
