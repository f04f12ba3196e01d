#include "register/reviewers.h"

#include <stdlib.h>

#include "base/memory.h"
#include "register/holders.h"

#define LEVELS 12 /* of units and managers above one another: more is a ring */

struct reviewers {
	const struct view *view;
	struct holders *holders;
	day_t today;
	record_id last;
	/* Of the subject that is looked at. */
	record_id holder, system;
};

struct reviewers *reviewers_new(const struct view *view, day_t today, record_id last)
{
	struct reviewers *reviewers = memory_new(sizeof *reviewers);
	reviewers->view = view;
	reviewers->holders = holders_new(view, today);
	reviewers->today = today;
	reviewers->last = last;
	return reviewers;
}

void reviewers_free(struct reviewers **reviewers)
{
	if (*reviewers == NULL)
		return;
	holders_free(&(*reviewers)->holders);
	free(*reviewers);
	*reviewers = NULL;
}

static void look_at(struct reviewers *reviewers, const struct record *subject)
{
	bool permission = subject->entity->number == E_permission;
	reviewers->holder = permission ? record_ref_id(subject, F_permission_person) : 0;
	reviewers->system = subject->entity->number == E_system ? subject->id
	                    : permission                        ? record_ref_id(subject, F_permission_system)
	                                                        : record_ref_id(subject, F_licence_system);
}

/* 0 where the person cannot be asked. */
static record_id able(struct reviewers *reviewers, record_id person)
{
	if (person == 0 || person == reviewers->holder)
		return 0;
	const struct holder *found = holder_of(reviewers->holders, person);
	return found->there && !found->left && !found->away && found->kind != C_person_kind_service_account ? person : 0;
}

bool reviewer_can(struct reviewers *reviewers, record_id person, const struct record *subject)
{
	look_at(reviewers, subject);
	return able(reviewers, person) != 0;
}

/* ---- who stands in line ---- */

static record_id unit_manager(struct reviewers *reviewers, record_id unit)
{
	struct record record;
	record_id found = 0;
	for (unsigned level = 0; level < LEVELS && found == 0 && unit != 0; level++) {
		if (!view_record(reviewers->view, (struct ref){E_unit, unit}, &record))
			return 0;
		found = able(reviewers, record_ref_id(&record, F_unit_manager));
		unit = record_ref_id(&record, F_unit_parent);
	}
	return found;
}

static record_id manager_of(struct reviewers *reviewers, record_id person)
{
	record_id found = 0, at = person;
	for (unsigned level = 0; level < LEVELS && found == 0 && at != 0; level++) {
		const struct holder *holder = holder_of(reviewers->holders, at);
		found = able(reviewers, holder->manager);
		if (found == 0 && holder->manager == 0)
			found = unit_manager(reviewers, holder->unit);
		at = holder->manager;
	}
	return found;
}

/* Who owns a service account answers for what it may do, and stands before managers. */
static record_id by_manager(struct reviewers *reviewers)
{
	if (reviewers->holder == 0)
		return 0;
	const struct holder *holder = holder_of(reviewers->holders, reviewers->holder);
	record_id owner = able(reviewers, holder->owner);
	return owner != 0 ? owner : manager_of(reviewers, reviewers->holder);
}

static record_id by_unit(struct reviewers *reviewers)
{
	return reviewers->holder == 0
	           ? 0
	           : unit_manager(reviewers, holder_of(reviewers->holders, reviewers->holder)->unit);
}

/* Who has the role in the system, or their deputy. */
static record_id by_role(struct reviewers *reviewers, uint8_t role, uint8_t as)
{
	struct naming *assignments =
		naming_new(reviewers->view, E_assignment, F_assignment_system, (struct ref){E_system, reviewers->system});
	struct record assignment;
	record_id found = 0;
	while (reviewers->system != 0 && found == 0 && naming_next(assignments, &assignment)) {
		day_t from = record_day(&assignment, F_assignment_from), to = record_day(&assignment, F_assignment_to);
		bool holds = (from == DAY_UNSET || from <= reviewers->today) && (to == DAY_UNSET || reviewers->today <= to);
		if (holds && record_choice(&assignment, F_assignment_role) == role)
			found = able(reviewers, record_ref_id(&assignment, as));
	}
	naming_free(&assignments);
	return found;
}

static record_id by_owner(struct reviewers *reviewers)
{
	return by_role(reviewers, C_role_system_owner, F_assignment_person);
}

static record_id by_deputy(struct reviewers *reviewers)
{
	return by_role(reviewers, C_role_system_owner, F_assignment_deputy);
}

static record_id by_system_manager(struct reviewers *reviewers)
{
	record_id person = by_role(reviewers, C_role_system_manager, F_assignment_person);
	return person != 0 ? person : by_role(reviewers, C_role_system_manager, F_assignment_deputy);
}

static record_id by_systems_unit(struct reviewers *reviewers)
{
	struct record system;
	return view_record(reviewers->view, (struct ref){E_system, reviewers->system}, &system)
	           ? unit_manager(reviewers, record_ref_id(&system, F_system_unit))
	           : 0;
}

typedef record_id in_line(struct reviewers *reviewers);

static record_id first_in_line(struct reviewers *reviewers, uint8_t rule)
{
	static in_line *const first[] = {[C_review_by_manager] = by_manager,
	                                 [C_review_by_unit] = by_unit,
	                                 [C_review_by_owner] = by_owner,
	                                 [C_review_by_deputy] = by_deputy};
	static in_line *const line[] = {by_manager, by_owner, by_deputy, by_system_manager, by_systems_unit};
	record_id found = rule < COUNT_OF(first) && first[rule] != NULL ? first[rule](reviewers) : 0;
	for (size_t i = 0; i < COUNT_OF(line) && found == 0; i++)
		found = line[i](reviewers);
	return found != 0 ? found : able(reviewers, reviewers->last);
}

record_id reviewer_of(struct reviewers *reviewers, uint8_t rule, const struct record *subject)
{
	look_at(reviewers, subject);
	return first_in_line(reviewers, rule);
}

record_id reviewer_above(struct reviewers *reviewers, record_id from, const struct record *subject)
{
	look_at(reviewers, subject);
	record_id above = from == 0 ? 0 : manager_of(reviewers, from);
	record_id found = above != 0 && above != from ? above : first_in_line(reviewers, C_review_by_owner);
	return found != from ? found : able(reviewers, reviewers->last);
}
