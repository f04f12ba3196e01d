#include "query/selection.h"

#include <stdlib.h>

#include "base/memory.h"
#include "query/list.h"

static void take_all(struct selection *selection, struct rows *rows)
{
	struct record record;
	while (rows_next(rows, &record)) {
		memory_grow(&selection->refs, &selection->capacity, selection->count, sizeof *selection->refs);
		selection->refs[selection->count++] = record_self(&record);
	}
}

bool selection_read(struct selection *selection, const struct entity *entity, struct slice where,
                    struct reading *reading, struct error *error)
{
	const struct list_request request = {.where = where};
	struct list_plan *plan = list_plan_new(entity, &request, error);
	struct rows *rows = plan == NULL ? NULL : rows_new(plan, reading, error);
	*selection = (struct selection){0};
	if (rows != NULL)
		take_all(selection, rows);
	bool done = rows != NULL;
	rows_free(&rows);
	list_plan_free(&plan);
	return done;
}

void selection_free(struct selection *selection)
{
	free(selection->refs);
	*selection = (struct selection){0};
}
