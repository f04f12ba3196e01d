/* What a decision of a review does to the record it is about. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/reviews_private.h"

/* The record in an edit, to be changed. */
struct changing {
	struct edit *edit;
	const struct record *item;
	struct record subject;
	struct draft draft;
};

static bool is_as_seen(const struct changing *changing)
{
	struct text now = {0};
	review_append_snapshot(edit_view(changing->edit), &changing->subject, &now);
	bool same = slice_equal(text_slice(&now), record_text(changing->item, F_review_item_snapshot));
	text_free(&now);
	return same;
}

static bool save(struct changing *changing, struct error *error)
{
	struct ref ref = record_self(&changing->subject);
	return edit_save(changing->edit, &changing->draft, &ref, record_revision(&changing->subject), error);
}

/* A level where it is the name of one, in any of the languages; else a role. */
static void reduce_permission(struct draft *draft, struct slice to)
{
	const struct field *field = schema_field(draft->entity, F_permission_level);
	struct text scratch = {0};
	struct value level;
	const struct value_reader reader = {.typed = true, .decimal = '.'};
	if (value_parse(field, to, &reader, &scratch, &level, NULL) && level.set)
		draft_set(draft, F_permission_level, &level);
	else
		draft_set_text(draft, F_permission_role, to);
	text_free(&scratch);
}

static void end_permission(struct draft *draft, day_t decided)
{
	struct value to = draft_value(draft, F_permission_to);
	if (!to.set || to.number > decided)
		draft_set_day(draft, F_permission_to, decided);
}

static void change_permission(struct changing *changing)
{
	const struct record *item = changing->item;
	day_t decided = record_day(item, F_review_item_decided);
	draft_set_day(&changing->draft, F_permission_reviewed, decided);
	switch (record_choice(item, F_review_item_decision)) {
	case C_review_decision_reduce:
		reduce_permission(&changing->draft, record_text(item, F_review_item_reduce_to));
		break;
	case C_review_decision_remove: end_permission(&changing->draft, decided); break;
	case C_review_decision_suspend:
		draft_set_day(&changing->draft, F_permission_suspended_from, decided);
		draft_set_day(&changing->draft, F_permission_suspended_to, record_day(item, F_review_item_suspend_until));
		break;
	default: break;
	}
}

/* Licences change when the agreement does: that is ticked off afterwards. */
static void change_subject(struct changing *changing, uint8_t kind)
{
	if (kind == C_review_kind_permissions)
		change_permission(changing);
	else if (kind == C_review_kind_systems)
		draft_set_day(&changing->draft, F_system_reviewed, record_day(changing->item, F_review_item_decided));
}

static bool mark_applied(struct changing *changing, struct error *error)
{
	struct ref ref = record_self(changing->item);
	draft_copy_record(&changing->draft, changing->item);
	draft_set_day(&changing->draft, F_review_item_applied, record_day(changing->item, F_review_item_decided));
	return edit_save(changing->edit, &changing->draft, &ref, record_revision(changing->item), error);
}

static bool apply(struct changing *changing, uint8_t kind, bool *changed, struct error *error)
{
	uint32_t before = record_revision(&changing->subject);
	draft_copy_record(&changing->draft, &changing->subject);
	change_subject(changing, kind);
	if (!save(changing, error))
		return false;
	struct record after;
	*changed = view_record(edit_view(changing->edit), record_self(&changing->subject), &after) &&
	           record_revision(&after) != before;
	return mark_applied(changing, error);
}

bool review_apply_item(struct edit *edit, uint8_t kind, const struct record *item, bool *changed, bool *as_seen,
                       struct error *error)
{
	struct changing changing = {.edit = edit, .item = item};
	*changed = false;
	*as_seen = view_record(edit_view(edit), record_ref(item, F_review_item_subject), &changing.subject) &&
	           is_as_seen(&changing);
	if (!*as_seen)
		return true;
	draft_init(&changing.draft, changing.subject.entity);
	bool ok = apply(&changing, kind, changed, error);
	draft_free(&changing.draft);
	return ok;
}

static bool finish(struct changing *changing, uint8_t kind, struct error *error)
{
	int64_t number;
	uint8_t decision = record_choice(changing->item, F_review_item_decision);
	draft_copy_record(&changing->draft, &changing->subject);
	if (kind == C_review_kind_permissions && decision == C_review_decision_remove)
		draft_set_day(&changing->draft, F_permission_removed, record_day(changing->item, F_review_item_carried_out));
	else if (kind == C_review_kind_licences && decision == C_review_decision_reduce &&
	         number_parse(record_text(changing->item, F_review_item_reduce_to), &number, NULL))
		draft_set_number(&changing->draft, F_licence_quantity, number);
	return save(changing, error);
}

bool review_finish_item(struct edit *edit, uint8_t kind, const struct record *item, struct error *error)
{
	struct changing changing = {.edit = edit, .item = item};
	struct record now;
	if (!view_record(edit_view(edit), record_self(item), &now) ||
	    !view_record(edit_view(edit), record_ref(item, F_review_item_subject), &changing.subject))
		return true; /* it is gone: there is nothing left to change */
	changing.item = &now;
	draft_init(&changing.draft, changing.subject.entity);
	bool ok = finish(&changing, kind, error);
	draft_free(&changing.draft);
	return ok;
}
