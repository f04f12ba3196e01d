/* What must come in order within a record: days, and the least, likely and most of an estimate. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "register/register_private.h"

/* What everything about an opportunity is worked out from, whether somebody may do something, and what counts seats; of
 * other records a finding says so. */
static bool keeps_order(uint8_t entity)
{
	static const uint8_t entities[] = {E_opportunity, E_alternative, E_licence, E_licence_use, E_permission};
	return memchr(entities, entity, sizeof entities) != NULL;
}

static bool refuse(uint8_t *at, const struct field *field)
{
	if (at != NULL)
		*at = field->number;
	return false;
}

static bool check_day(const struct draft *draft, const struct field *field, uint8_t *at, struct error *error)
{
	const struct field *first = schema_find_field(draft->entity, slice_of(field->not_before));
	struct value from = draft_value(draft, first->number), to = draft_value(draft, field->number);
	char day[DAY_TEXT_SIZE], before[DAY_TEXT_SIZE];
	if (!from.set || !to.set || to.number >= from.number)
		return true;
	error_set(error, ERROR_INPUT, _("%s: %s is before %s, %s"), field->name, day_text((day_t)to.number, day), first->name,
	          day_text((day_t)from.number, before));
	return refuse(at, field);
}

static bool check_pair(const struct draft *draft, const struct field *less, const struct field *more, uint8_t *at,
                       struct error *error)
{
	struct value low = draft_value(draft, less->number), high = draft_value(draft, more->number);
	char lower[NUMBER_TEXT_SIZE], higher[NUMBER_TEXT_SIZE];
	if (!low.set || !high.set || low.number <= high.number)
		return true;
	error_set(error, ERROR_INPUT, _("%s: %s is less than %s, %s"), more->name, money_local_text(high.number, higher),
	          less->name, money_local_text(low.number, lower));
	return refuse(at, more);
}

/* The field whose name is the first `size` characters of the other's with `end` behind them. */
static const struct field *beside(const struct draft *draft, const char *name, size_t size, const char *end)
{
	char wanted[80];
	snprintf(wanted, sizeof wanted, "%.*s%s", (int)size, name, end);
	return schema_find_field(draft->entity, slice_of(wanted));
}

/* investment_min, investment and investment_max: an estimate is three fields by their names. */
static bool check_estimate(const struct draft *draft, const struct field *least, uint8_t *at, struct error *error)
{
	size_t size = strlen(least->name) - strlen("_min");
	const struct field *likely = beside(draft, least->name, size, ""), *most = beside(draft, least->name, size, "_max");
	return check_pair(draft, least, likely, at, error) && check_pair(draft, likely, most, at, error) &&
	       check_pair(draft, least, most, at, error);
}

static bool is_least(const struct field *field)
{
	size_t size = strlen(field->name);
	return size > 4 && strcmp(field->name + size - 4, "_min") == 0;
}

bool validate_order(const struct draft *draft, uint8_t *at, struct error *error)
{
	for (unsigned i = 0; keeps_order(draft->entity->number) && i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		if ((field->not_before != NULL && !check_day(draft, field, at, error)) ||
		    (is_least(field) && !check_estimate(draft, field, at, error)))
			return false;
	}
	return true;
}
