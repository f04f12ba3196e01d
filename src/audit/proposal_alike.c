/* What is there already: systems in use for the same, and what was learned from like things. */
#include "audit/proposal.h"
#include "audit/raise_private.h"
#include "base/memory.h"

static bool is_of_proposal(const struct proposal *proposal, record_id system)
{
	for (size_t i = 0; i < proposal->subject.count; i++)
		if (proposal->subject.systems[i] == system)
			return true;
	return false;
}

static void add_same(struct proposal *proposal, const struct record *row, struct ref capability)
{
	struct ref other = {E_system, row->parent};
	struct record system;
	if (!is_of_proposal(proposal, other.id) && !reasons_have_ref(&proposal->alike, other) &&
	    view_record(proposal->view, other, &system) && system_is_used(&system))
		reasons_add(&proposal->alike, REASON_proposal_same_capability, other, capability);
}

static void find_same(struct proposal *proposal, struct ref capability)
{
	struct naming *rows = naming_new(proposal->view, E_system_capability, F_system_capability_capability, capability);
	struct record row;
	while (naming_next(rows, &row))
		add_same(proposal, &row, capability);
	naming_free(&rows);
}

static void find_same_of(struct proposal *proposal, record_id system)
{
	struct records *records = records_new(proposal->view, E_system_capability);
	struct record row;
	bool on = false;
	while (records_child(records, system, &on, &row))
		find_same(proposal, record_ref(&row, F_system_capability_capability));
	records_free(&records);
}

static void add_lesson(struct proposal *proposal, const struct record *lesson)
{
	struct slice rest = record_text(lesson, F_lesson_what_we_learned), learned = {0};
	if (reasons_have_ref(&proposal->alike, record_self(lesson)))
		return;
	if (slice_next(&rest, '\n', &learned) && learned.size > 0)
		reasons_add(&proposal->alike, REASON_proposal_lesson, record_self(lesson),
		            (struct slice){learned.data, text_fit(learned, 200)});
	else
		reasons_add(&proposal->alike, REASON_proposal_lesson_named, record_self(lesson));
}

static void find_lessons(struct proposal *proposal, struct ref about)
{
	struct naming *lessons = naming_new(proposal->view, E_lesson, F_lesson_about, about);
	struct record lesson;
	while (naming_next(lessons, &lesson))
		add_lesson(proposal, &lesson);
	naming_free(&lessons);
}

/* What was learned from other opportunities for the same service. */
static void find_lessons_of_service(struct proposal *proposal)
{
	struct naming *opportunities;
	struct record opportunity;
	if (proposal->subject.anchor.entity != E_service)
		return;
	opportunities = naming_new(proposal->view, E_opportunity, F_opportunity_service, proposal->subject.anchor);
	while (naming_next(opportunities, &opportunity))
		if (opportunity.id != proposal->subject.self)
			find_lessons(proposal, record_self(&opportunity));
	naming_free(&opportunities);
}

/* Of the systems themselves, of what they are for, and of the systems that do the same. */
static void find_all_lessons(struct proposal *proposal)
{
	const struct reasons same = proposal->alike;
	for (size_t i = 0; i < proposal->subject.count; i++)
		find_lessons(proposal, (struct ref){E_system, proposal->subject.systems[i]});
	if (proposal->subject.anchor.entity != E_system)
		find_lessons(proposal, proposal->subject.anchor);
	find_lessons_of_service(proposal);
	for (size_t i = 0; i < same.count; i++)
		find_lessons(proposal, same.items[i].arguments[0].ref);
}

/* A need that somebody wrote down names no system to be replaced: what its service rests on is there already. */
static void find_serving(struct proposal *proposal)
{
	struct naming *supports = naming_new(proposal->view, E_support, F_support_service, proposal->subject.anchor);
	struct record support, system;
	while (naming_next(supports, &support)) {
		struct ref ref = {E_system, support.parent};
		if (!reasons_have_ref(&proposal->alike, ref) && view_record(proposal->view, ref, &system) &&
		    system_is_used(&system))
			reasons_add(&proposal->alike, REASON_proposal_serves, ref);
	}
	naming_free(&supports);
	const struct reasons serving = proposal->alike;
	for (size_t i = 0; i < serving.count; i++)
		find_same_of(proposal, serving.items[i].arguments[0].ref.id);
}

void proposal_find_alike(struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->subject.count; i++)
		find_same_of(proposal, proposal->subject.systems[i]);
	if (proposal->subject.count == 0 && proposal->subject.anchor.entity == E_service)
		find_serving(proposal);
	find_all_lessons(proposal);
}

void audit_find_alike(const struct session *session, const struct view *view, const struct record *opportunity,
                      struct reasons *alike)
{
	struct proposal proposal = {.session = session, .view = view,
	                            .subject = {.anchor = raise_anchor(view, opportunity), .self = opportunity->id}};
	proposal_find_alike(&proposal);
	*alike = proposal.alike;
}
