/* Why a permission stands as it does, in reasons. */
#include "register/permissions_private.h"

static void explain_state(const struct record *permission, const struct permission_position *position,
                          struct reasons *reasons)
{
	day_t unlisted = record_day(permission, F_permission_unlisted);
	if (position->state == C_permission_state_past_end)
		reasons_add(reasons, REASON_permission_ended, (int64_t)record_day(permission, F_permission_to));
	if (position->state != C_permission_state_removed && position->state != C_permission_state_seen_again)
		return;
	reasons_add(reasons, REASON_permission_removed, (int64_t)record_day(permission, F_permission_removed));
	if (position->state == C_permission_state_seen_again)
		reasons_add(reasons, REASON_permission_seen_again, (int64_t)record_day(permission, F_permission_seen_again));
	else if (unlisted != DAY_UNSET)
		reasons_add(reasons, REASON_permission_unlisted, (int64_t)unlisted);
}

static void explain_holder(struct permissions *permissions, const struct record *permission, uint32_t marks,
                           struct reasons *reasons)
{
	struct ref person = record_ref(permission, F_permission_person);
	const struct holder *holder = person.id == 0 ? NULL : holder_of(permissions->holders, person.id);
	if ((marks & PERMISSION_ORPHAN) != 0)
		reasons_add(reasons, REASON_permission_orphan, record_text(permission, F_permission_account));
	if ((marks & PERMISSION_HOLDER_LEFT) != 0 && holder->left_on != DAY_UNSET)
		reasons_add(reasons, REASON_person_left, person, (int64_t)holder->left_on);
	else if ((marks & PERMISSION_HOLDER_LEFT) != 0)
		reasons_add(reasons, REASON_permission_holder_left, person);
	if ((marks & PERMISSION_HOLDER_AWAY) != 0)
		reasons_add(reasons, REASON_permission_holder_away, person);
	if ((marks & PERMISSION_UNOWNED) != 0)
		reasons_add(reasons, REASON_permission_unowned, person);
	if ((marks & PERMISSION_NO_CONTRACT) != 0 && holder->supplier != 0)
		reasons_add(reasons, REASON_permission_no_contract, ((struct ref){E_supplier, holder->supplier}));
	else if ((marks & PERMISSION_NO_CONTRACT) != 0)
		reasons_add(reasons, REASON_permission_supplier_unstated, person);
}

static void explain_ground(const struct record *permission, uint32_t marks, struct reasons *reasons)
{
	struct ref by = record_ref(permission, F_permission_approved_by);
	if ((marks & PERMISSION_SELF_APPROVED) != 0)
		reasons_add(reasons,
		            ref_equal(by, record_ref(permission, F_permission_person)) ? REASON_permission_approved_by_holder
		                                                                       : REASON_permission_approved_by_doer,
		            by);
	if ((marks & PERMISSION_NO_REASON) != 0)
		reasons_add(reasons, REASON_permission_no_reason);
}

static void explain_review(const struct permissions *permissions, const struct record *permission,
                           const struct permission_position *position, struct reasons *reasons)
{
	day_t reviewed = record_day(permission, F_permission_reviewed), from = record_day(permission, F_permission_from);
	if (reviewed != DAY_UNSET)
		reasons_add(reasons, REASON_permission_reviewed, (int64_t)reviewed);
	else
		reasons_add(reasons, REASON_permission_never_reviewed);
	if (reviewed == DAY_UNSET && from != DAY_UNSET)
		reasons_add(reasons, REASON_permission_given, (int64_t)from);
	if ((position->marks & PERMISSION_OVERDUE) != 0 && position->review_due != DAY_UNSET)
		reasons_add(reasons, REASON_permission_review_due, (int64_t)position->review_due);
	reasons_add(reasons, REASON_permission_review_months, permissions->limits.review_months);
}

static void explain_use(const struct record *permission, uint32_t marks, struct reasons *reasons)
{
	if ((marks & PERMISSION_DORMANT) != 0)
		reasons_add(reasons, REASON_permission_unused_since,
		            (int64_t)record_day(permission, F_permission_last_used));
	if ((marks & PERMISSION_USE_UNKNOWN) != 0)
		reasons_add(reasons, REASON_permission_use_unknown);
}

static void explain_conflict(struct permissions *permissions, const struct record *permission, struct reasons *reasons)
{
	struct permission_conflict found;
	if (permissions_conflict_of(permissions, permission, &found))
		permission_conflict_explain(&found, reasons);
}

void permission_conflict_explain(const struct permission_conflict *found, struct reasons *reasons)
{
	reasons_add(reasons, REASON_permission_conflict, record_self(&found->conflict),
	            ((struct ref){E_person, found->person}),
	            ((struct ref){E_system, found->first.parent}), ((struct ref){E_system, found->second.parent}));
}

void permissions_explain(struct permissions *permissions, const struct record *permission, struct reasons *reasons)
{
	struct permission_position position;
	permissions_position(permissions, permission, &position);
	explain_state(permission, &position, reasons);
	explain_holder(permissions, permission, position.marks, reasons);
	if ((position.marks & PERMISSION_IN_CONFLICT) != 0)
		explain_conflict(permissions, permission, reasons);
	explain_use(permission, position.marks, reasons);
	explain_ground(permission, position.marks, reasons);
	if ((position.marks & PERMISSION_VALID) != 0)
		explain_review(permissions, permission, &position, reasons);
}
