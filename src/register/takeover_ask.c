/* What may be asked for, and what comes of it kept together. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/takeover_private.h"

static bool refuse_of(const struct view *view, struct ref ref, struct error *error, const char *message)
{
	struct text code = {0};
	view_append_code(view, ref, &code);
	error_set(error, ERROR_INPUT, "%s: %s", code.data, message);
	text_free(&code);
	return false;
}

static bool check_one(const struct view *view, const struct takeover_request *request, size_t at, struct error *error)
{
	struct record record;
	struct ref into = request->into[at];
	if (!view_record(view, into, &record))
		return error_set(error, ERROR_NOT_FOUND, _("the record is not there any more"));
	if (into.entity != request->from.entity)
		return refuse_of(view, into, error, _("it is of another kind than what it would take over from"));
	for (size_t i = 0; i < at; i++)
		if (ref_equal(request->into[i], into))
			return refuse_of(view, into, error, _("it is named twice"));
	if (ref_equal(into, request->from))
		return refuse_of(view, into, error, _("it cannot take over from itself"));
	return takeover_is_there(&record, request->day) ||
	       refuse_of(view, into, error, _("it has ended and cannot take over anything; name one that goes on"));
}

static bool check(const struct view *view, const struct takeover_request *request, struct error *error)
{
	const struct entity *entity = schema_entity(request->from.entity);
	bool merge = request->kind == TAKEOVER_MERGE, one = merge || request->from.entity == E_system;
	struct record record;
	if (!takeover_can(request->kind, request->from.entity))
		return error_set(error, ERROR_INPUT,
		                 merge ? _("%s: people, units, suppliers, systems and products can be merged")
		                       : _("%s: people, units, suppliers and systems can hand over"),
		                 _(entity->label));
	if (!view_record(view, request->from, &record))
		return error_set(error, ERROR_NOT_FOUND, _("the record is not there any more"));
	if (request->into_count == 0 || request->into_count > (one ? 1 : TAKEOVER_TARGETS))
		return error_set(error, ERROR_INPUT, one ? _("name one that takes over") : _("name one to eight that take over"));
	for (size_t i = 0; i < request->into_count; i++)
		if (!check_one(view, request, i, error))
			return false;
	for (size_t i = 0; i < request->choice_count; i++)
		if (request->choices[i].target != TAKEOVER_LEFT && request->choices[i].target >= request->into_count)
			return error_set(error, ERROR_INPUT, _("name one to eight that take over"));
	return true;
}

struct takeover *takeover_new(struct session *session, const struct view *view, const struct takeover_request *request,
                              struct error *error)
{
	struct takeover *takeover = memory_new(sizeof *takeover);
	takeover->request = *request;
	takeover->request.choices = request->choice_count == 0
	                                ? NULL
	                                : memory_copy(request->choices, request->choice_count * sizeof *request->choices);
	if (request->day == DAY_UNSET || request->kind == TAKEOVER_MERGE)
		takeover->request.day = session->today;
	takeover->sequence = view_sequence(view);
	if (check(view, &takeover->request, error))
		takeover_plan(session, view, takeover);
	else
		takeover_free(&takeover);
	return takeover;
}

void takeover_free(struct takeover **takeover)
{
	if (*takeover == NULL)
		return;
	free((*takeover)->request.choices);
	free((*takeover)->items);
	free((*takeover)->groups);
	free(*takeover);
	*takeover = NULL;
}

size_t takeover_size(const struct takeover *takeover)
{
	return takeover->count - takeover->of[TAKEOVER_STAYS] - takeover->of[TAKEOVER_REFUSED];
}

bool takeover_after(const struct takeover *takeover, const struct view *view, const struct takeover_item *item,
                    struct draft *draft)
{
	struct record record;
	if (!view_record(view, item->ref, &record))
		return false;
	switch (item->deed) {
	case TAKEOVER_BECOMES:
		return ref_equal(item->ref, takeover->request.from) ? takeover_old(takeover, view, draft)
		                                                    : takeover_new_one(takeover, view, item->target, draft);
	case TAKEOVER_CHANGED: takeover_rewrite(takeover, &record, item->target, draft); return true;
	case TAKEOVER_CONTINUED: takeover_continue(takeover, &record, item->target, draft); return true;
	case TAKEOVER_ENDED: takeover_end(takeover, &record, draft); return true;
	default: return false;
	}
}
