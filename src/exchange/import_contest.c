/* Two records that exchange their names, or a new name that another record leaves free: what counts is how the register
 * stands when all is written. */
#include <stdlib.h>

#include "base/memory.h"
#include "exchange/import_private.h"

struct contest {
	struct ref ref, holder;
	const struct field *field;
};

struct contests {
	struct contest *items;
	size_t count, capacity;
	struct ref *named; /* every record that has a row, sorted */
	size_t named_count;
};

static int compare_refs(const void *a, const void *b)
{
	return ref_compare(*(const struct ref *)a, *(const struct ref *)b);
}

static struct contests *make_contests(const struct import *import)
{
	struct contests *contests = memory_new(sizeof *contests);
	contests->named = memory_new_array(import->identity_count + 1, sizeof *contests->named);
	for (size_t i = 0; i < import->identity_count; i++)
		if (import->identities[i].ref.id != 0)
			contests->named[contests->named_count++] = import->identities[i].ref;
	if (contests->named_count > 0)
		qsort(contests->named, contests->named_count, sizeof *contests->named, compare_refs);
	return contests;
}

static bool has_row(struct import *import, struct ref ref)
{
	if (import->contests == NULL)
		import->contests = make_contests(import);
	return import->contests->named_count > 0 &&
	       bsearch(&ref, import->contests->named, import->contests->named_count, sizeof ref, compare_refs) != NULL;
}

bool import_is_contested(struct import *import, const struct draft *draft, struct ref ref, const struct field **field,
                         struct ref *holder)
{
	for (unsigned i = 0; draft->entity->has_unique && i < draft->entity->field_count; i++) {
		*field = &draft->entity->fields[i];
		if (!(*field)->unique || !register_is_taken(import->view, draft, *field, ref, holder))
			continue;
		if (ref.id == 0 || !has_row(import, *holder))
			return false;
		struct contests *contests = import->contests;
		memory_grow(&contests->items, &contests->capacity, contests->count, sizeof *contests->items);
		contests->items[contests->count++] = (struct contest){ref, *holder, *field};
	}
	return true;
}

/* The holder's row goes in, and says something else. */
static bool is_given_up(const struct import *import, const struct contest *contest, const struct record *taker)
{
	const struct staged *staged = stage_find(&import->stage, contest->holder);
	struct record holder;
	if (staged == NULL || staged->rejected || !stage_record(&import->stage, staged, &holder))
		return false;
	struct value wanted = record_value(taker, contest->field), held = record_value(&holder, contest->field);
	return !held.set || value_compare(contest->field, &wanted, &held) != 0;
}

static bool reject_where_taken(struct import *import, const struct contest *contest)
{
	struct staged *staged = stage_find(&import->stage, contest->ref);
	struct record taker;
	if (staged == NULL || staged->rejected || !stage_record(&import->stage, staged, &taker) ||
	    is_given_up(import, contest, &taker))
		return false;
	struct error error;
	register_refuse_taken(import->view, contest->field, contest->holder, &error);
	import_reject_row(import, staged, contest->field, error.text);
	return true;
}

/* A row that is rejected gives nothing up: until no more are. */
void import_reject_taken(struct import *import)
{
	bool any = import->contests != NULL;
	while (any) {
		any = false;
		for (size_t i = 0; i < import->contests->count; i++)
			any = reject_where_taken(import, &import->contests->items[i]) || any;
	}
}

void import_free_contests(struct import *import)
{
	if (import->contests == NULL)
		return;
	free(import->contests->items);
	free(import->contests->named);
	free(import->contests);
	import->contests = NULL;
}
