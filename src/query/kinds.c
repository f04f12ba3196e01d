/* Which types can be compared with each other, and by what. */
#include "query/query_private.h"

enum family family_of(uint8_t type)
{
	static const uint8_t families[TYPES] = {
		[TYPE_TEXT] = FAMILY_TEXT,       [TYPE_NOTE] = FAMILY_TEXT,      [TYPE_CHOICE] = FAMILY_CHOICE,
		[TYPE_CHOICES] = FAMILY_LIST,    [TYPE_YESNO] = FAMILY_CHOICE,   [TYPE_ANSWER] = FAMILY_CHOICE,
		[TYPE_DATE] = FAMILY_DAY,        [TYPE_MOMENT] = FAMILY_DAY,     [TYPE_MONEY] = FAMILY_MONEY,
		[TYPE_NUMBER] = FAMILY_NUMBER,   [TYPE_DECIMAL] = FAMILY_NUMBER, [TYPE_PERCENT] = FAMILY_PERCENT,
		[TYPE_QUARTER] = FAMILY_QUARTER, [TYPE_NUMBERS] = FAMILY_LIST,   [TYPE_TEXTS] = FAMILY_LIST,
		[TYPE_REFS] = FAMILY_LIST,       [TYPE_REF] = FAMILY_REF,        [TYPE_ANY] = FAMILY_REF,
	};
	return type < TYPES ? families[type] : FAMILY_none;
}

uint8_t choices_of(const struct field *field)
{
	if (field->type == TYPE_YESNO)
		return CHOICES_yesno;
	return field->type == TYPE_ANSWER ? (uint8_t)CHOICES_answer : field->choices;
}

/* The order of the list, not of the stable numbers: a choice may be added in the middle. */
size_t choice_rank(uint8_t choices, int64_t number)
{
	const struct choice_set *set = schema_choices(choices);
	size_t rank = 0;
	while (rank < set->count && set->choices[rank].number != number)
		rank++;
	return rank;
}

int64_t number_scale(uint8_t type)
{
	return type == TYPE_MONEY || type == TYPE_DECIMAL || type == TYPE_PERCENT ? 100 : 1;
}
