/* Pools as rows, of a system or of the whole register, and their sums. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/licences.h"

typedef bool see_function(void *context, const struct record *record);

static bool is_seen(const struct view *view, const struct record *lot, see_function *see, void *context)
{
	struct record system;
	if (see == NULL)
		return true;
	return see(context, lot) &&
	       (!view_record(view, (struct ref){E_system, lot->parent}, &system) || see(context, &system));
}

static bool all_seen(const struct view *view, const struct record_list *lots, see_function *see, void *context)
{
	for (size_t i = 0; i < lots->count; i++)
		if (!is_seen(view, &lots->items[i], see, context))
			return false;
	return true;
}

static struct ref system_of(const struct record_list *lots)
{
	for (size_t i = 0; i < lots->count; i++)
		if (lots->items[i].parent != 0)
			return (struct ref){E_system, lots->items[i].parent};
	return (struct ref){0, 0};
}

static void add_row(struct licence_rows *rows, const struct licence_standing *standing)
{
	const struct licence_position *position = &standing->position;
	bool once = position->missing_period == C_period_once;
	memory_grow(&rows->items, &rows->capacity, rows->count, sizeof *rows->items);
	rows->items[rows->count++] = (struct licence_row){
		.licence = record_self(&standing->lots->items[0]),
		.system = system_of(standing->lots),
		.lots = standing->lots->count,
		.counts = standing->counts,
		.position = *position,
		.missing_yearly = licence_missing_yearly(position),
		.missing_once = once ? position->missing_price : 0,
	};
}

/* ---- in which order ---- */

/* Short of some, then more than are used, then what is even or not known. */
static int rank(const struct licence_row *row)
{
	const struct licence_position *position = &row->position;
	return position->balance == NUMBER_UNSET ? 3 : position->missing > 0 ? 0 : position->unused > 0 ? 1 : 2;
}

static money_t weight(const struct licence_row *row)
{
	const struct licence_position *position = &row->position;
	return position->missing > 0 ? position->missing_price : position->unused_yearly;
}

static int compare_rows(const void *a, const void *b)
{
	const struct licence_row *x = a, *y = b;
	int order = rank(x) - rank(y);
	if (order == 0 && weight(x) != weight(y)) /* what is not known is least */
		order = weight(x) > weight(y) ? -1 : 1;
	return order != 0 ? order : ref_compare(x->licence, y->licence);
}

/* ---- all of them ---- */

static void take(struct licence_rows *rows, struct licence_reader *reader, const struct record *licence,
                 see_function *see, void *context)
{
	const struct licence_standing *standing = licence_standing_of(reader, licence);
	if (all_seen(licence_view(reader), standing->lots, see, context))
		add_row(rows, standing);
	else
		rows->hidden += standing->lots->count;
}

void licence_rows_read(struct licence_rows *rows, struct licence_reader *reader, record_id system, see_function *see,
                       void *context)
{
	struct records *licences = records_new(licence_view(reader), E_licence);
	struct record record;
	bool on = false;
	bool there = system == 0 ? records_first(licences, &record) : records_child(licences, system, &on, &record);
	while (there) {
		if (licence_leads(reader, &record, system))
			take(rows, reader, &record, see, context);
		there = system == 0 ? records_next(licences, &record) : records_child(licences, system, &on, &record);
	}
	if (rows->count > 0)
		qsort(rows->items, rows->count, sizeof *rows->items, compare_rows);
	records_free(&licences);
}

void licence_rows_free(struct licence_rows *rows)
{
	free(rows->items);
	*rows = (struct licence_rows){0};
}

/* ---- sums ---- */

static void add_money(money_t *sum, money_t money, size_t *unknown)
{
	if (money == NUMBER_UNSET || *sum == NUMBER_UNSET || !money_add(*sum, money, sum))
		++*unknown;
}

static void add_pair(money_t *yearly, money_t *once, money_t more_yearly, money_t more_once, size_t *unknown)
{
	size_t parts = 0;
	add_money(yearly, more_yearly, &parts);
	add_money(once, more_once, &parts);
	*unknown += parts > 0;
}

void licence_sums_add(struct licence_sums *sums, const struct licence_row *row)
{
	const struct licence_position *position = &row->position;
	sums->pools++;
	sums->left += row->counts.left;
	sums->idle += row->counts.idle;
	add_money(&sums->yearly, position->yearly, &sums->unpriced);
	sums->unknown += position->balance == NUMBER_UNSET && position->basis != LICENCE_USE_COVER;
	if (position->balance == NUMBER_UNSET)
		return;
	sums->short_pools += position->missing > 0;
	sums->unused_pools += position->unused > 0;
	add_pair(&sums->missing_yearly, &sums->missing_once, row->missing_yearly, row->missing_once, &sums->short_unpriced);
	add_pair(&sums->unused_yearly, &sums->unused_once, position->unused_yearly, position->unused_once,
	         &sums->unused_unpriced);
}
