/* One row that refers to the old record: what of it follows, and how it then stands. */
#include <string.h>

#include "register/takeover_private.h"

bool takeover_span(const struct entity *entity, uint8_t *from, uint8_t *to)
{
	*from = *to = 0;
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if (field->type == TYPE_DATE && strcmp(field->name, "from") == 0)
			*from = field->number;
		if (field->type == TYPE_DATE && strcmp(field->name, "to") == 0)
			*to = field->number;
	}
	return *from != 0 && *to != 0;
}

static bool leads_to(const struct record *record, const struct field *field, struct ref ref)
{
	bool may = (field->type == TYPE_REF && field->target == ref.entity) || field->type == TYPE_ANY;
	return may && ref_equal(record_ref(record, field->number), ref);
}

/* What was decided and what is signed stands as it was written; findings are the audit's, but for whose they are. */
static bool is_fixed(const struct record *record, const struct field *field)
{
	switch (record->entity->number) {
	case E_decision:
	case E_run: return true;
	case E_review_item: return record_is_set(record, F_review_item_decided);
	case E_valuation:
	case E_retirement_step: return field->parent; /* they tell of the old system */
	case E_finding: return field->target != E_person;
	default: return field->internal;
	}
}

bool takeover_follows(const struct takeover *takeover, const struct record *record, const struct field *field)
{
	const struct takeover_request *request = &takeover->request;
	if (!leads_to(record, field, request->from) || is_fixed(record, field))
		return false;
	return request->kind == TAKEOVER_MERGE || (field->duty && !takeover_is_over(record, request->day));
}

/* Nobody deputises for themselves, and nobody has been trained by taking over. */
static void tidy_assignment(struct draft *draft, const struct record *before)
{
	struct value person = draft_value(draft, F_assignment_person), deputy = draft_value(draft, F_assignment_deputy);
	if (deputy.set && person.set && ref_equal(deputy.ref, person.ref))
		draft_unset(draft, F_assignment_deputy);
	if (person.set && person.ref.id != record_ref_id(before, F_assignment_person))
		draft_unset(draft, F_assignment_trained);
}

void takeover_rewrite(const struct takeover *takeover, const struct record *record, uint8_t target,
                      struct draft *draft)
{
	draft_clear(draft, record->entity);
	draft_copy_record(draft, record);
	for (unsigned i = 0; i < record->entity->field_count; i++)
		if (takeover_follows(takeover, record, &record->entity->fields[i]))
			draft_set_ref(draft, (uint8_t)(i + 1), takeover->request.into[target]);
	if (record->entity->number == E_assignment)
		tidy_assignment(draft, record);
}

bool takeover_is_loop(const struct draft *draft)
{
	if (draft->entity->number != E_integration)
		return false;
	struct value from = draft_value(draft, F_integration_from_system), to = draft_value(draft, F_integration_to_system);
	return from.set && to.set && ref_equal(from.ref, to.ref);
}
