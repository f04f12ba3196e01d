/* Done as it was shown. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/takeover_private.h"

void takeover_continue(const struct takeover *takeover, const struct record *record, uint8_t target,
                       struct draft *draft)
{
	uint8_t from, to;
	takeover_rewrite(takeover, record, target, draft);
	takeover_span(record->entity, &from, &to);
	draft_set_day(draft, from, takeover->request.day);
	draft_unset(draft, F_code);
}

void takeover_end(const struct takeover *takeover, const struct record *record, struct draft *draft)
{
	uint8_t from, to;
	draft_clear(draft, record->entity);
	draft_copy_record(draft, record);
	takeover_span(record->entity, &from, &to);
	draft_set_day(draft, to, takeover->request.day - 1);
}

struct writing {
	struct edit *edit;
	const struct takeover *takeover;
	struct draft draft;
};

static bool save(struct writing *writing, const struct takeover_item *item, struct error *error)
{
	struct ref ref = item->ref;
	return edit_save(writing->edit, &writing->draft, &ref, item->revision, error);
}

/* Whose a finding is: the audit's own field, which no person writes otherwise. */
static bool save_finding(struct writing *writing, const struct takeover_item *item, struct error *error)
{
	return changes_put(writing->edit->changes, &writing->draft, item->ref.id, item->revision, error);
}

static bool save_changed(struct writing *writing, const struct record *record, const struct takeover_item *item,
                         struct error *error)
{
	takeover_rewrite(writing->takeover, record, item->target, &writing->draft);
	return item->ref.entity == E_finding ? save_finding(writing, item, error) : save(writing, item, error);
}

static bool end(struct writing *writing, const struct takeover_item *item, struct error *error)
{
	struct record record;
	if (!view_record(edit_view(writing->edit), item->ref, &record))
		return error_set(error, ERROR_CONFLICT, _("the record was removed by somebody else meanwhile"));
	takeover_end(writing->takeover, &record, &writing->draft);
	return save(writing, item, error);
}

/* The new row before the old one ends: whoever hands over may add it only while it is theirs. */
static bool go_on(struct writing *writing, const struct record *record, const struct takeover_item *item,
                  struct error *error)
{
	struct ref added = {item->ref.entity, 0};
	takeover_continue(writing->takeover, record, item->target, &writing->draft);
	return edit_save(writing->edit, &writing->draft, &added, 0, error) && end(writing, item, error);
}

/* A record that stood twice has its gates still to pass, under the one that goes on. */
static bool become(struct writing *writing, const struct takeover_item *item, struct error *error)
{
	enum stage_change change = writing->edit->change;
	if (!takeover_after(writing->takeover, edit_view(writing->edit), item, &writing->draft))
		return true;
	if (writing->takeover->request.kind == TAKEOVER_MERGE)
		writing->edit->change = STAGE_NOT_JUDGED;
	bool ok = save(writing, item, error);
	writing->edit->change = change;
	return ok;
}

static bool match(struct writing *writing, const struct record *record, const struct takeover_item *item,
                  struct error *error)
{
	draft_clear(&writing->draft, record->entity);
	draft_copy_record(&writing->draft, record);
	return save(writing, item, error);
}

static bool write_item(struct writing *writing, const struct takeover_item *item, struct error *error)
{
	struct record record;
	if (item->deed == TAKEOVER_STAYS || item->deed == TAKEOVER_REFUSED)
		return true;
	if (!view_record(edit_view(writing->edit), item->ref, &record))
		return error_set(error, ERROR_CONFLICT, _("the record was removed by somebody else meanwhile"));
	switch (item->deed) {
	case TAKEOVER_BECOMES: return become(writing, item, error);
	case TAKEOVER_CONTINUED: return go_on(writing, &record, item, error);
	case TAKEOVER_MATCHED: return match(writing, &record, item, error);
	case TAKEOVER_ENDED: return end(writing, item, error);
	case TAKEOVER_REMOVED: return edit_remove(writing->edit, item->ref, item->revision, error);
	default: return save_changed(writing, &record, item, error);
	}
}

/* The place of the item that comes `nth`: assignments after all others. */
static size_t *write_order(const struct takeover *takeover)
{
	size_t *order = memory_new_array(takeover->count + 1, sizeof *order), count = 0;
	for (int last = 0; last < 2; last++)
		for (size_t i = 0; i < takeover->count; i++)
			if ((takeover->items[i].ref.entity == E_assignment) == (last == 1))
				order[count++] = i;
	return order;
}

bool takeover_write(struct edit *edit, const struct takeover *takeover, size_t *done, size_t most, struct error *error)
{
	struct writing writing = {.edit = edit, .takeover = takeover};
	size_t *order = write_order(takeover);
	bool ok = true;
	draft_init(&writing.draft, schema_entity(E_system));
	for (; ok && *done < takeover->count && edit_count(edit) < most; *done += ok)
		ok = write_item(&writing, &takeover->items[order[*done]], error);
	draft_free(&writing.draft);
	free(order);
	return ok;
}
