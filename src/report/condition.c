#include "report/condition.h"

bool condition_read(struct condition *condition, const struct teller *teller, uint8_t entity, struct slice where,
                    struct error *error)
{
	*condition = (struct condition){0};
	if (where.size == 0)
		return true;
	condition->expression = expression_parse(schema_entity(entity), where, NULL, error);
	if (condition->expression != NULL)
		condition->evaluation = evaluation_new(condition->expression, teller->reading, NULL, error);
	if (condition->evaluation != NULL)
		return true;
	condition_free(condition);
	return error_prefix(error, "--where");
}

bool condition_holds(const struct condition *condition, const struct record *record)
{
	return condition->evaluation == NULL || evaluation_test(condition->evaluation, record) == TRUTH_TRUE;
}

void condition_free(struct condition *condition)
{
	evaluation_free(&condition->evaluation);
	expression_free(&condition->expression);
}
