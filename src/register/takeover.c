/* What was shown, tried or done: nothing else than that. */
#include "register/takeover.h"

#include <string.h>

#include "base/lang.h"
#include "register/summary.h"
#include "register/takeover_private.h"
#include "store/past.h"

#define MOST_ATTEMPTS 5

static bool is_allowed(const struct takeover *takeover, struct error *error)
{
	size_t refused = takeover->of[TAKEOVER_REFUSED];
	return refused == 0 ||
	       error_set(error, ERROR_DENIED,
	                 ngettext("%zu record may not be changed by your role: leave it out, or ask somebody who may",
	                          "%zu records may not be changed by your role: leave them out, or ask somebody who may",
	                          refused),
	                 refused);
}

bool takeover_try(struct session *session, const struct takeover *takeover, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct edit *edit = NULL;
	size_t done = 0;
	if (!is_allowed(takeover, error))
		return false;
	bool ok = store_try(session->store, error) && (edit = edit_begin(session, &facts, error)) != NULL &&
	          takeover_write(edit, takeover, &done, SIZE_MAX, error);
	edit_abort(&edit);
	catalogue_free(&session->catalogue); /* it may have been read from what is now not there */
	store_come_back(session->store);
	return ok;
}

/* ---- as it was shown ---- */

static bool is_same_item(const struct takeover_item *a, const struct takeover_item *b)
{
	return ref_equal(a->ref, b->ref) && a->revision == b->revision && a->field == b->field && a->deed == b->deed &&
	       a->target == b->target;
}

static bool shows_the_same(const struct takeover *a, const struct takeover *b)
{
	bool same = a->count == b->count;
	for (size_t i = 0; same && i < a->count; i++)
		same = is_same_item(&a->items[i], &b->items[i]);
	return same;
}

/* Whether it would show the same now; *sequence is the entry after which that was seen. */
static bool still_holds(struct session *session, const struct takeover *shown, uint64_t *sequence, struct error *error)
{
	struct view *view = view_open(session->store, error);
	if (view == NULL)
		return false;
	*sequence = view_sequence(view);
	bool ok = *sequence == shown->sequence;
	if (!ok) {
		struct takeover *now = takeover_new(session, view, &shown->request, error);
		ok = now != NULL &&
		     (shows_the_same(shown, now) ||
		      error_set(error, ERROR_CONFLICT,
		                _("something has been changed since the consequences were shown: look at them anew")));
		takeover_free(&now);
	}
	view_close(&view);
	return ok;
}

/* ---- doing it ---- */

static void append_reason(struct session *session, const struct takeover_request *request, struct slice why,
                          struct text *out)
{
	struct text from = {0}, into = {0};
	struct view *view = view_open(session->store, NULL);
	if (view != NULL) {
		view_append_code(view, request->from, &from);
		for (size_t i = 0; i < request->into_count; i++) {
			text_append_text(&into, i == 0 ? "" : ", ");
			view_append_code(view, request->into[i], &into);
		}
		text_printf(out, request->kind == TAKEOVER_MERGE ? _("%s merged into %s") : _("%s handed over to %s"), from.data,
		            into.data);
	}
	view_close(&view);
	if (slice_trim(why).size > 0)
		text_printf(out, ": %.*s", (int)why.size, why.data);
	text_free(&from);
	text_free(&into);
}

/* One transaction. *again where somebody wrote between the look and the writing. */
static bool do_at_once(struct session *session, const struct takeover *shown, struct slice why, bool *again,
                       uint64_t *entry, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = why};
	uint64_t sequence;
	size_t done = 0;
	if (!still_holds(session, shown, &sequence, error))
		return false;
	struct edit *edit = edit_begin(session, &facts, error);
	if (edit == NULL)
		return false;
	*again = changes_sequence(edit->changes) != sequence + 1;
	bool ok = *again || (takeover_write(edit, shown, &done, SIZE_MAX, error) && edit_commit(&edit, entry, error));
	edit_abort(&edit);
	return ok;
}

/* ---- in parts, between which others save ---- */

/* Whoever has changed one of the records since is not written over: the revision says so. */
static bool do_part(struct session *session, const struct takeover *shown, struct entry_facts *facts,
                    struct touched_set *touched, size_t *done, struct error *error)
{
	uint64_t sequence = 0;
	struct edit *edit = edit_begin(session, facts, error);
	if (edit == NULL)
		return false;
	edit_defer_summaries(edit, touched);
	bool ok = takeover_write(edit, shown, done, TAKEOVER_AT_ONCE, error) && edit_commit(&edit, &sequence, error);
	edit_abort(&edit);
	if (ok && facts->group == 0)
		facts->group = sequence;
	return ok;
}

static bool close_group(struct session *session, const struct entry_facts *facts, struct error *error)
{
	struct entry_facts closing = *facts;
	closing.open = false;
	struct edit *edit = edit_begin(session, &closing, error);
	return edit != NULL && edit_commit(&edit, NULL, error);
}

static bool do_parts(struct session *session, const struct takeover *shown, struct slice why,
                     struct touched_set *touched, uint64_t *entry, struct error *error)
{
	struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = why, .open = true};
	size_t done = 0;
	bool ok = true;
	while (ok && done < shown->count) {
		if (done > 0)
			changes_give_way();
		ok = do_part(session, shown, &facts, touched, &done, error);
	}
	*entry = facts.group;
	return ok && close_group(session, &facts, error);
}

static bool do_large(struct session *session, const struct takeover *shown, struct slice why, uint64_t *entry,
                     struct error *error)
{
	uint64_t sequence;
	if (!store_import_begin(session->store, error))
		return false;
	struct touched_set *touched = touched_new();
	bool ok = still_holds(session, shown, &sequence, error) && do_parts(session, shown, why, touched, entry, error);
	store_import_end(session->store);
	if (!ok)
		store_import_abandon(session->store);
	ok = ok && summary_refresh_touched(session, touched, error);
	touched_free(&touched);
	return ok;
}

bool takeover_do(struct session *session, const struct takeover *takeover, struct slice why, uint64_t *sequence,
                 struct error *error)
{
	struct text reason = {0};
	uint64_t entry = 0;
	bool again = true, ok = is_allowed(takeover, error);
	append_reason(session, &takeover->request, why, &reason);
	if (ok && takeover_size(takeover) > TAKEOVER_AT_ONCE)
		ok = do_large(session, takeover, text_slice(&reason), &entry, error);
	else
		for (int attempt = 0; ok && again && attempt < MOST_ATTEMPTS; attempt++)
			ok = do_at_once(session, takeover, text_slice(&reason), &again, &entry, error) &&
			     (!again || attempt + 1 < MOST_ATTEMPTS ||
			      error_set(error, ERROR_CONFLICT,
			                _("the register is being changed all the time; try again in a while")));
	text_free(&reason);
	if (ok && sequence != NULL)
		*sequence = entry;
	return ok;
}
