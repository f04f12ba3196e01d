/* Numbers on the desk: each is counted by the condition that it opens. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/finder.h"
#include "report/questions_private.h"
#include "report/report_private.h"

#define STEP 2 /* milliseconds */

static void drop_finder(struct desk_facts *facts)
{
	finder_free(&facts->finder);
	list_plan_free(&facts->plan);
}

/* What was counted stands, and is counted once more; a count that is under way is made to its end first, so that one
 * is ever reached where others change the register all the time. */
void desk_ask_again(struct desk_facts *facts)
{
	facts->count_again = facts->finder != NULL;
	for (size_t i = 0; i < facts->count_count; i++) {
		facts->counts[i].asked = false;
		facts->counts[i].fresh = facts->counts[i].fresh && facts->count_again;
	}
}

size_t desk_ask_count(struct desk_facts *facts, uint8_t entity, const char *where)
{
	size_t place = 0;
	while (place < facts->count_count &&
	       (facts->counts[place].entity != entity || strcmp(facts->counts[place].where, where) != 0))
		place++;
	if (place == facts->count_count) {
		memory_grow(&facts->counts, &facts->count_capacity, place, sizeof *facts->counts);
		facts->counts[facts->count_count++] =
			(struct desk_count){.entity = entity, .where = memory_copy_text(where), .number = NUMBER_UNSET};
	}
	facts->counts[place].asked = true;
	return place;
}

static struct desk_count *next_count(struct desk_facts *facts)
{
	if (facts->finder != NULL)
		return &facts->counts[facts->counting];
	for (facts->counting = 0; facts->counting < facts->count_count; facts->counting++)
		if (facts->counts[facts->counting].asked && !facts->counts[facts->counting].fresh)
			return &facts->counts[facts->counting];
	if (!facts->count_again)
		return NULL;
	facts->count_again = false;
	for (size_t i = 0; i < facts->count_count; i++)
		facts->counts[i].fresh = false;
	return next_count(facts);
}

/* False where it is not counted to its end. */
static bool count_one(struct desk_facts *facts, const struct teller *teller, struct desk_count *count,
                      unsigned milliseconds)
{
	const struct list_request request = {.where = slice_of(count->where)};
	struct error error = {0};
	if (facts->plan == NULL)
		facts->plan = list_plan_new(schema_entity(count->entity), &request, &error);
	if (facts->plan != NULL && facts->finder == NULL)
		facts->finder = finder_new(facts->plan);
	if (facts->finder != NULL && !finder_step(facts->finder, teller->reading, milliseconds, &error) &&
	    error.kind == ERROR_NONE)
		return false;
	if (error.kind == ERROR_NONE)
		count->number = (int64_t)finder_count(facts->finder);
	count->fresh = true;
	drop_finder(facts);
	return true;
}

bool desk_counts_work(struct desk_facts *facts, const struct teller *teller, struct pace *pace)
{
	struct desk_count *count = next_count(facts);
	while (count != NULL) {
		if (pace_is_over(pace) || !count_one(facts, teller, count, pace->timed ? STEP : 0))
			return true;
		count = next_count(facts);
	}
	return false;
}

/* ---- in words ---- */

static void tell_number(struct desk_item *item, int64_t number)
{
	struct text name = {0};
	if (item->one != NULL) {
		free(item->what);
		item->what = memory_copy_text(_(number == 1 ? item->one : item->many));
	}
	if (number == NUMBER_UNSET)
		text_append_text(&name, "\xe2\x80\xa6");
	else
		teller_amount(&name, number * 100);
	free(item->name);
	item->name = text_take(&name);
	if (number == 0 && item->weight == WEIGHT_WARNING) { /* nothing to be warned of */
		item->weight = WEIGHT_PLAIN;
		item->sign = SIGN_SMALL;
	}
}

void desk_tell_counts(struct desk_facts *facts)
{
	for (enum desk_section section = 0; section < DESK_SECTIONS; section++) {
		struct desk_items *items = &facts->sections[section];
		items->counted = 0;
		for (size_t i = 0; i < items->count; i++) {
			struct desk_item *item = &items->items[i];
			if (item->counted == 0 && !item->changes)
				continue;
			int64_t number = item->changes ? desk_changes(facts) : facts->counts[item->counted - 1].number;
			tell_number(item, number);
			items->counted += number == NUMBER_UNSET ? 0 : (uint64_t)number;
		}
	}
}

void desk_counts_free(struct desk_facts *facts)
{
	drop_finder(facts);
	for (size_t i = 0; i < facts->count_count; i++)
		free(facts->counts[i].where);
	free(facts->counts);
}
