/* What is there already: systems in use for the same, and what was learned from like things. */
#include "audit/proposal.h"
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

static void find_same(struct proposal *proposal, struct index *index, struct ref capability)
{
	const struct value value = {.set = true, .ref = capability};
	struct index_hit hit;
	struct record row;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		if (view_record(proposal->view, (struct ref){E_system_capability, hit.id}, &row))
			add_same(proposal, &row, capability);
}

static void find_same_of(struct proposal *proposal, record_id system)
{
	const struct field *field = schema_field(schema_entity(E_system_capability), F_system_capability_capability);
	struct index *index = index_new(proposal->view, field, E_system_capability);
	struct records *records = records_new(proposal->view, E_system_capability);
	struct record row;
	bool on = false;
	while (records_child(records, system, &on, &row))
		find_same(proposal, index, record_ref(&row, F_system_capability_capability));
	records_free(&records);
	index_free(&index);
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
	struct index *index =
		index_new(proposal->view, schema_field(schema_entity(E_lesson), F_lesson_about), E_lesson);
	const struct value value = {.set = true, .ref = about};
	struct index_hit hit;
	struct record lesson;
	for (bool there = index_seek(index, &value, &hit); there; there = index_next_same(index, &hit))
		if (view_record(proposal->view, (struct ref){E_lesson, hit.id}, &lesson))
			add_lesson(proposal, &lesson);
	index_free(&index);
}

/* What was learned from other opportunities for the same service. */
static void find_lessons_of_service(struct proposal *proposal)
{
	const struct field *field = schema_field(schema_entity(E_opportunity), F_opportunity_service);
	struct index *index = index_new(proposal->view, field, E_opportunity);
	const struct value value = {.set = true, .ref = proposal->subject.anchor};
	struct index_hit hit;
	bool there = proposal->subject.anchor.entity == E_service && index_seek(index, &value, &hit);
	for (; there; there = index_next_same(index, &hit))
		if (hit.id != proposal->subject.self)
			find_lessons(proposal, (struct ref){E_opportunity, hit.id});
	index_free(&index);
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

void proposal_find_alike(struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->subject.count; i++)
		find_same_of(proposal, proposal->subject.systems[i]);
	find_all_lessons(proposal);
}
