/* What is asked of a list, parsed. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/list_private.h"

static bool parse_columns(struct list_plan *plan, struct slice columns, struct error *error)
{
	struct slice name;
	struct text own = {0};
	bool ok = true;
	if (slice_trim(columns).size == 0) {
		list_default_columns(&own, plan->entity);
		columns = text_slice(&own);
	}
	while (ok && slice_next(&columns, ',', &name)) {
		if (plan->column_count == LIST_COLUMNS_MAX)
			ok = error_set(error, ERROR_INPUT, _("at most %d columns can be asked for"), LIST_COLUMNS_MAX);
		else
			ok = path_parse(&plan->columns[plan->column_count++], plan->entity, slice_trim(name), NULL, error);
	}
	text_free(&own);
	return ok || error_prefix(error, _("columns"));
}

static bool parse_sort(struct list_plan *plan, struct slice sort, struct error *error)
{
	struct slice name;
	while (slice_next(&sort, ',', &name)) {
		struct list_sort *one = &plan->sorts[plan->sort_count];
		name = slice_trim(name);
		if (name.size == 0)
			continue;
		if (plan->sort_count == LIST_SORTS_MAX)
			return error_set(error, ERROR_INPUT, _("at most %d fields can be sorted by"), LIST_SORTS_MAX) ||
			       error_prefix(error, _("sort"));
		one->descending = name.data[0] == '-';
		if (name.data[0] == '-' || name.data[0] == '+')
			name = (struct slice){name.data + 1, name.size - 1};
		if (!path_parse(&one->path, plan->entity, slice_trim(name), NULL, error))
			return error_prefix(error, _("sort"));
		plan->sort_count++;
	}
	return true;
}

/* Rows of a group stand together: it is what they are sorted by first, the way round that is asked for. */
static bool parse_group(struct list_plan *plan, struct slice group, struct error *error)
{
	struct list_sort *first = &plan->sorts[0];
	struct path path;
	if (slice_trim(group).size == 0)
		return true;
	if (!path_parse(&path, plan->entity, slice_trim(group), NULL, error))
		return error_prefix(error, _("group"));
	plan->grouped = true;
	if (plan->sort_count > 0 && path_equal(&first->path, &path))
		return true;
	plan->sort_count -= plan->sort_count == LIST_SORTS_MAX;
	memmove(first + 1, first, plan->sort_count++ * sizeof *first);
	*first = (struct list_sort){.path = path};
	return true;
}

static bool parse_where(struct list_plan *plan, struct slice where, struct error *error)
{
	if (slice_trim(where).size == 0)
		return true;
	plan->where = expression_parse(plan->entity, where, NULL, error);
	return plan->where != NULL || error_prefix(error, _("where"));
}

struct list_plan *list_plan_new(const struct entity *entity, const struct list_request *request, struct error *error)
{
	struct list_plan *plan = memory_new(sizeof *plan);
	plan->entity = entity;
	plan->offset = request->offset;
	plan->limit = request->limit;
	text_append(&plan->words, request->words);
	if (!parse_columns(plan, request->columns, error) || !parse_sort(plan, request->sort, error) ||
	    !parse_group(plan, request->group, error) || !parse_where(plan, request->where, error))
		list_plan_free(&plan);
	return plan;
}

void list_plan_search_also(struct list_plan *plan, list_more_words *more, void *context)
{
	plan->more = more;
	plan->more_context = context;
}

void list_plan_free(struct list_plan **plan)
{
	if (*plan == NULL)
		return;
	expression_free(&(*plan)->where);
	text_free(&(*plan)->words);
	free(*plan);
	*plan = NULL;
}

const struct entity *list_plan_entity(const struct list_plan *plan)
{
	return plan->entity;
}

size_t list_plan_columns(const struct list_plan *plan)
{
	return plan->column_count;
}

const struct path *list_plan_column(const struct list_plan *plan, size_t column)
{
	return &plan->columns[column];
}

size_t list_plan_sorts(const struct list_plan *plan)
{
	return plan->sort_count;
}

const struct list_sort *list_plan_sort(const struct list_plan *plan, size_t sort)
{
	return &plan->sorts[sort];
}

const struct path *list_plan_group(const struct list_plan *plan)
{
	return plan->grouped ? &plan->sorts[0].path : NULL;
}

const struct expression *list_plan_where(const struct list_plan *plan)
{
	return plan->where;
}
