#include "register/past.h"

#include "base/lang.h"
#include "model/value.h"
#include "register/authority.h"
#include "register/register_private.h"
#include "register/summary.h"
#include "store/journal.h"
#include "store/past.h"

/* Rows of what stood otherwise; where the catalogue did, any may have. */
static void renew_rows(void *context, const struct view *now, struct changes *then, const struct ref *refs,
                       size_t count)
{
	struct session *session = context;
	struct touched_set *touched = touched_new();
	const struct view *past = changes_view(then);
	struct record record;
	bool catalogue = false;
	for (size_t i = 0; i < count; i++) {
		catalogue = catalogue || refs[i].entity == E_product || refs[i].entity == E_release;
		touched_add_ref(touched, refs[i]);
		if (view_record(now, refs[i], &record))
			touched_add(touched, now, &record);
		if (view_record(past, refs[i], &record))
			touched_add(touched, past, &record);
	}
	summary_refresh(session, then, touched);
	if (catalogue)
		changes_put_fact(then, "summaries_stale", SLICE("yes"));
	touched_free(&touched);
}

static bool find_entry(const struct view *view, struct slice number, struct past_moment *found, struct error *error)
{
	int64_t sequence;
	struct entry entry;
	if (!number_parse(number, &sequence, error))
		return false;
	struct journal *journal = journal_new(view);
	bool there = sequence > 0 && journal_seek(journal, (uint64_t)sequence, &entry);
	*found = there ? (struct past_moment){entry.sequence, entry.moment} : (struct past_moment){0};
	journal_free(&journal);
	return there || error_set(error, ERROR_NOT_FOUND, _("the change log has no entry #%lld"), (long long)sequence);
}

bool past_find(const struct view *view, struct slice text, struct past_moment *found, struct error *error)
{
	if (text.size > 1 && text.data[0] == '#')
		return find_entry(view, (struct slice){text.data + 1, text.size - 1}, found, error);
	if (!moment_parse_typed(text, &found->moment, error))
		return false;
	found->sequence = journal_at(view, found->moment);
	return found->sequence > 0 || error_set(error, ERROR_NOT_FOUND, _("the register is not as old as that"));
}

bool session_go_back(struct session *session, const struct past_moment *then, struct error *error)
{
	session_come_back(session);
	session->present.today = session->today;
	session->present.rights_day = session->rights_day;
	session->rights_day = session_rights_day(session);
	session->as_of = then->moment;
	catalogue_free(&session->catalogue);
	if (store_go_back(session->store, then->sequence, renew_rows, session, error))
		return true;
	session_come_back(session);
	return false;
}

void session_come_back(struct session *session)
{
	if (session->as_of == 0)
		return;
	store_come_back(session->store);
	catalogue_free(&session->catalogue);
	session->as_of = 0;
	session->today = session->present.today;
	session->rights_day = session->present.rights_day;
}

bool session_look_back(struct session *session, struct slice moment, struct past_moment *found, struct error *error)
{
	struct view *view = view_open(session->store, error);
	struct past_moment then;
	bool ok = view != NULL &&
	          (authority_allows(session, view, DEED_READ_HISTORY, E_system, NULL) ||
	           error_set(error, ERROR_DENIED,
	                     _("the register as it was is for those who may read the whole history: auditors and "
	                       "administrators"))) &&
	          past_find(view_present(view), moment, &then, error);
	view_close(&view);
	ok = ok && session_go_back(session, &then, error);
	if (ok && found != NULL)
		*found = then;
	return ok;
}
