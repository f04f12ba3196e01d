#include "register/masking.h"

#include "register/register_private.h"

#define STEPS_UP 16 /* more than anything lies deep, fewer than records about one another could keep it busy */

struct mask masking_of_record(const struct session *session, const struct view *view, const struct record *record)
{
	struct record at = *record;
	for (unsigned step = 0; step < STEPS_UP; step++) {
		if (authority_is_secret(session, &at))
			return (struct mask){MASK_SECRECY, record_self(&at)};
		if (!view_record(view, authority_lies_under(&at), &at))
			break;
	}
	bool hidden = authority_is_bid(record->entity->number) && !authority_bid_is_published(session, view, record);
	return (struct mask){hidden ? MASK_OFFER : MASK_NONE, {0, 0}};
}

/* What a finding is known by repeats its detail. */
static bool tells_weakness(const struct record *finding, const struct field *field)
{
	const struct field *detail = schema_field(finding->entity, F_finding_detail);
	return authority_tells_weakness(finding, field->number == F_finding_id ? detail : field);
}

/* Exactly one of several is stated: where it is another, everybody knows that this one is not. */
static bool is_stated_by_another(const struct record *record, const struct field *field)
{
	for (unsigned i = 0; field->one_of != 0 && i < record->entity->field_count; i++) {
		const struct field *other = &record->entity->fields[i];
		if (other->one_of == field->one_of && !other->personal && record_is_set(record, other->number))
			return true;
	}
	return false;
}

enum mask_ground masking_of_field(const struct session *session, const struct record *record,
                                  const struct field *field)
{
	bool bid = record != NULL && authority_is_bid(record->entity->number); /* published: all of it is */
	bool weak = record != NULL && record->entity->number == E_finding && tells_weakness(record, field);
	if (field->secret && !bid)
		return MASK_SECRET;
	if (field->personal && session->audience != AUDIENCE_OUTSIDE_WITH_PERSONAL &&
	    (record == NULL || !is_stated_by_another(record, field)))
		return MASK_PERSONAL;
	return field->sensitive || weak ? MASK_SENSITIVE : MASK_NONE;
}

static bool tells_of_the_mask(const struct field *field)
{
	return field->number == F_secrecy_ground || field->number == F_secrecy_until;
}

bool masking_lets_read(const struct session *session, const struct view *view, const struct record *record,
                       const struct field *field)
{
	if (masking_of_field(session, record, field) != MASK_NONE)
		return false;
	return record == NULL || tells_of_the_mask(field) ||
	       masking_of_record(session, view, record).ground == MASK_NONE;
}
