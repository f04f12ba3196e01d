/* What comes up in the years to come, told by year or by committee. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/committees.h"
#include "report/report.h"
#include "report/upcoming.h"

#define SHOWN_MOST 1000 /* rows on a page for people */
#define BEHIND 0        /* years that stand for what has happened, … */
#define NO_DAY 9999     /* … and for what has no day */

/* What the items of a year, or of a committee, come to. */
struct upcoming_sum {
	int64_t key; /* the year; the place of the committee */
	size_t items, states[DECISION_DECIDED + 1], unknown;
	money_t yearly, estimated, once;
	bool overflows;
};

struct committee_place {
	record_id id;
	struct text key; /* by which it sorts */
};

struct upcoming_making {
	const struct teller *teller;
	struct page *page;
	struct upcoming upcoming;
	struct committee_place *committees;
	size_t committee_count, committee_capacity;
	struct upcoming_sum *years, *by_committee;
	size_t year_count, by_committee_count;
	bool group_by_committee;
	record_id unit; /* it and what lies below it alone; 0: everything */
};

/* ---- the committees in the order of their names ---- */

static int compare_places(const void *a, const void *b)
{
	const struct committee_place *x = a, *y = b;
	if ((x->id == 0) != (y->id == 0))
		return x->id == 0 ? 1 : -1; /* none comes last */
	size_t size = x->key.size < y->key.size ? x->key.size : y->key.size;
	int order = size == 0 ? 0 : memcmp(x->key.data, y->key.data, size);
	if (order == 0)
		order = (x->key.size > y->key.size) - (x->key.size < y->key.size);
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static size_t place_of(const struct upcoming_making *making, record_id committee)
{
	size_t at = 0;
	while (at < making->committee_count && making->committees[at].id != committee)
		at++;
	return at;
}

static void read_committees(struct upcoming_making *making)
{
	for (size_t i = 0; i < making->upcoming.count; i++) {
		record_id id = making->upcoming.items[i].committee;
		struct text name = {0};
		if (place_of(making, id) < making->committee_count)
			continue;
		memory_grow(&making->committees, &making->committee_capacity, making->committee_count,
		            sizeof *making->committees);
		struct committee_place *place = &making->committees[making->committee_count++];
		*place = (struct committee_place){.id = id};
		if (id != 0)
			teller_name(&name, making->teller, (struct ref){E_unit, id});
		text_append_sort_key(&place->key, name.size > 0 ? text_slice(&name) : SLICE(""));
		text_free(&name);
	}
	if (making->committee_count > 0)
		qsort(making->committees, making->committee_count, sizeof *making->committees, compare_places);
}

/* ---- the groups ---- */

static int64_t year_of(const struct upcoming_item *item, day_t today)
{
	if (item->day == DAY_UNSET)
		return item->decide_by == DAY_UNSET ? NO_DAY : day_year(item->decide_by);
	return item->day < today ? BEHIND : day_year(item->day);
}

static int64_t group_of(const void *context, const struct upcoming_item *item)
{
	const struct upcoming_making *making = context;
	return making->group_by_committee ? (int64_t)place_of(making, item->committee)
	                                  : year_of(item, making->upcoming.today);
}

/* ---- sums ---- */

static void add_money(struct upcoming_sum *sum, money_t *place, money_t amount)
{
	if (amount != NUMBER_UNSET && !money_add(*place, amount, place))
		sum->overflows = true;
}

static void add_item(struct upcoming_sum *sum, const struct upcoming_item *item)
{
	sum->items++;
	sum->states[item->state]++;
	sum->unknown += item->cost == COST_UNKNOWN;
	add_money(sum, &sum->yearly, item->yearly);
	add_money(sum, &sum->estimated, item->estimated);
	add_money(sum, &sum->once, item->once);
}

/* The place of the key among the sums, made where it is not there: they stay sorted. */
static struct upcoming_sum *sum_of(struct upcoming_sum **sums, size_t *count, size_t *capacity, int64_t key)
{
	size_t at = *count;
	while (at > 0 && (*sums)[at - 1].key >= key)
		at--;
	if (at < *count && (*sums)[at].key == key)
		return &(*sums)[at];
	memory_grow(sums, capacity, *count, sizeof **sums);
	memmove(*sums + at + 1, *sums + at, (*count - at) * sizeof **sums);
	(*count)++;
	(*sums)[at] = (struct upcoming_sum){.key = key};
	return &(*sums)[at];
}

static struct upcoming_sum add_up(struct upcoming_making *making)
{
	struct upcoming_sum all = {0};
	size_t years = 0, committees = 0;
	for (size_t i = 0; i < making->upcoming.count; i++) {
		const struct upcoming_item *item = &making->upcoming.items[i];
		add_item(&all, item);
		add_item(sum_of(&making->years, &making->year_count, &years, year_of(item, making->upcoming.today)), item);
		add_item(sum_of(&making->by_committee, &making->by_committee_count, &committees,
		                (int64_t)place_of(making, item->committee)), item);
	}
	return all;
}

/* ---- words ---- */

static const char *year_name(int64_t year)
{
	return year == BEHIND ? "behind" : year == NO_DAY ? "none" : NULL;
}

static void append_year(struct text *out, int64_t year)
{
	if (year == BEHIND)
		text_append_text(out, _("Behind us"));
	else if (year == NO_DAY)
		text_append_text(out, _("No day stated"));
	else
		text_printf(out, "%lld", (long long)year);
}

static void append_committee(struct text *out, const struct upcoming_making *making, size_t place)
{
	record_id id = making->committees[place].id;
	if (id == 0)
		text_append_text(out, _("No committee"));
	else
		teller_name(out, making->teller, (struct ref){E_unit, id});
}

/* ---- the list ---- */

static void tell_group_sum(struct page *page, const struct upcoming_sum *sum)
{
	struct page_cell cells[UPCOMING_COLUMNS];
	struct text words = {0};
	for (int c = 0; c < UPCOMING_COLUMNS; c++)
		cells[c] = page_words("");
	text_printf(&words, ngettext("%zu item", "%zu items", sum->items), sum->items);
	if (sum->unknown > 0)
		text_printf(&words, _(", of %zu the cost is unknown"), sum->unknown);
	cells[LIST_NAME] = page_words(words.data);
	cells[LIST_YEARLY] = page_money(sum->yearly);
	cells[LIST_ESTIMATED] = page_money(sum->estimated);
	cells[LIST_ONCE] = page_money(sum->once);
	page_sum(page, cells);
	text_free(&words);
}

static void tell_group_name(const struct upcoming_making *making, int64_t key)
{
	struct text words = {0};
	if (making->group_by_committee)
		append_committee(&words, making, (size_t)key);
	else
		append_year(&words, key);
	page_group(making->page, words.data);
	text_free(&words);
}

/* Groups whole where they are shown at all, until there are enough rows. */
static void tell_list(const struct upcoming_making *making, bool whole)
{
	const struct upcoming_sum *groups = making->group_by_committee ? making->by_committee : making->years;
	size_t count = making->group_by_committee ? making->by_committee_count : making->year_count, at = 0;
	page_heading(making->page, _("The list"));
	upcoming_begin_list(making->page, "upcoming", making->group_by_committee, true);
	for (size_t g = 0; g < count && (whole || at < SHOWN_MOST); g++) {
		size_t end = at + groups[g].items, shown = whole || end < SHOWN_MOST ? end : SHOWN_MOST;
		tell_group_name(making, groups[g].key);
		for (; at < shown; at++)
			upcoming_tell_item(making->page, making->teller, &making->upcoming.items[at]);
		if (shown == end)
			tell_group_sum(making->page, &groups[g]);
	}
	if (at < making->upcoming.count) {
		struct text words = {0};
		text_printf(&words, _("%zu more are not shown here, but counted above: --format csv or json tells every one."),
		            making->upcoming.count - at);
		page_paragraph(making->page, words.data);
		text_free(&words);
	}
}

/* ---- sums by year and by committee ---- */

#define SUM_COLUMNS 11

static void tell_sum(struct page *page, struct page_cell first, const struct upcoming_sum *sum, bool last)
{
	struct page_cell cells[SUM_COLUMNS] = {first, page_number((int64_t)sum->items)};
	for (int state = DECISION_PASSED; state <= DECISION_DECIDED; state++)
		cells[1 + state] = page_number((int64_t)sum->states[state]);
	bool known = sum->items > sum->unknown || sum->items == 0;
	cells[7] = page_money(known ? sum->yearly : NUMBER_UNSET);
	cells[8] = page_money(known ? sum->once : NUMBER_UNSET);
	cells[9] = page_money(known ? sum->estimated : NUMBER_UNSET);
	cells[10] = page_number((int64_t)sum->unknown);
	if (last)
		page_sum(page, cells);
	else
		page_row(page, cells);
}

static void begin_sums(struct page *page, const char *name, struct page_column first)
{
	struct page_column columns[SUM_COLUMNS] = {first, {"items", _("Items"), PAGE_NUMBER}};
	for (int state = DECISION_PASSED; state <= DECISION_DECIDED; state++) {
		const struct choice *choice = schema_choice(schema_choices(CHOICES_decide_state), (uint8_t)state);
		columns[1 + state] = (struct page_column){choice->name, _(choice->label), PAGE_NUMBER};
	}
	columns[7] = (struct page_column){"yearly", _("A year"), PAGE_MONEY};
	columns[8] = (struct page_column){"once", _("Once"), PAGE_MONEY};
	columns[9] = (struct page_column){"estimated", _("Estimated"), PAGE_MONEY};
	columns[10] = (struct page_column){"unknown", _("Cost unknown"), PAGE_NUMBER};
	page_table(page, name, columns, SUM_COLUMNS, false);
}

static void tell_years(const struct upcoming_making *making, const struct upcoming_sum *all)
{
	page_heading(making->page, _("Year by year"));
	begin_sums(making->page, "by_year", (struct page_column){"year", _("Year"), PAGE_NAME});
	for (size_t i = 0; i < making->year_count; i++) {
		struct text words = {0};
		append_year(&words, making->years[i].key);
		const char *name = year_name(making->years[i].key);
		tell_sum(making->page, page_name(name == NULL ? words.data : name, words.data), &making->years[i], false);
		text_free(&words);
	}
	tell_sum(making->page, page_words(_("Sum")), all, true);
	page_bars(making->page, _("What is known of the cost, by the year in which it comes up"), 7, 2);
}

static void tell_committees(const struct upcoming_making *making, const struct upcoming_sum *all)
{
	page_heading(making->page, _("Committee by committee"));
	begin_sums(making->page, "by_committee", (struct page_column){"committee", _("Committee"), PAGE_WORDS});
	for (size_t i = 0; i < making->by_committee_count; i++) {
		struct text words = {0};
		append_committee(&words, making, (size_t)making->by_committee[i].key);
		tell_sum(making->page, page_words(words.data), &making->by_committee[i], false);
		text_free(&words);
	}
	tell_sum(making->page, page_words(_("Sum")), all, true);
	page_bars(making->page, _("What is known of the cost, by committee"), 7, 2);
}

/* ---- all of it ---- */

static void tell_beginning(const struct upcoming_making *making, const struct upcoming_sum *all)
{
	struct page *page = making->page;
	page_fact(page, "today", _("As of"), page_day(making->upcoming.today));
	page_fact(page, "until", _("Until"), page_day(making->upcoming.until));
	page_fact(page, "items", _("Items"), page_number((int64_t)all->items));
	page_fact(page, "passed", _("Of them, the day to decide has passed"),
	          page_number((int64_t)all->states[DECISION_PASSED]));
	page_fact(page, "yearly", _("What they cost a year, as far as known"), page_money(all->yearly));
	page_fact(page, "estimated", _("Of that estimated"), page_money(all->estimated));
	page_fact(page, "once", _("Budgets and whole values, as far as known"), page_money(all->once));
	page_fact(page, "unknown", _("Items whose cost is unknown"), page_number((int64_t)all->unknown));
	if (making->unit == 0)
		page_fact(page, "upgrades", _("Systems with a component to upgrade"),
		          page_number((int64_t)making->upcoming.upgrades));
	if (making->upcoming.hidden > 0)
		page_fact(page, "hidden", _("Not shown to you"), page_number((int64_t)making->upcoming.hidden));
	page_paragraph(page, _("What must be answered or can be left within these years: ends of support that the system has "
		"to be replaced for, contracts, options and licences, planned retirements, and opportunities that somebody has "
		"received. The day is when it happens; decide by is the last day on which there is still a choice. A year costs "
		"what the contract, the licence or the system costs to go on with; a system and a contract that it rests on "
		"may hold the same money. Each is counted once. Upgrades of components belong to their technical managers and are "
		"not in the list."));
}

static void keep_unit(struct upcoming_making *making)
{
	struct upcoming *upcoming = &making->upcoming;
	struct ref above = {E_unit, making->unit};
	size_t kept = 0;
	for (size_t i = 0; i < upcoming->count; i++)
		if (lies_within(making->teller->view, (struct ref){E_unit, upcoming->items[i].unit}, above))
			upcoming->items[kept++] = upcoming->items[i];
		else
			free(upcoming->items[i].left);
	upcoming->count = kept;
}

static bool make(struct upcoming_making *making, const struct report_request *request, struct error *error)
{
	upcoming_read(&making->upcoming, making->teller, request->years, NULL);
	making->group_by_committee = request->by_committee;
	if (making->unit != 0)
		keep_unit(making);
	read_committees(making);
	upcoming_sort(&making->upcoming, group_of, making);
	struct upcoming_sum all = add_up(making);
	if (all.overflows || making->upcoming.overflows)
		return error_set(error, ERROR_INPUT, _("the sums are too large to be told"));
	tell_beginning(making, &all);
	tell_years(making, &all);
	if (making->group_by_committee)
		tell_committees(making, &all);
	tell_list(making, !request->shown);
	return true;
}

static struct page *make_page(const struct teller *teller, const struct report_request *request, record_id unit,
                              struct error *error)
{
	struct upcoming_making making = {.teller = teller, .unit = unit};
	struct text title = {0};
	text_printf(&title, ngettext("What comes up in the next year", "What comes up in the next %lld years",
	                             (unsigned long)request->years), (long long)request->years);
	if (unit != 0) {
		text_append_text(&title, ": ");
		teller_name(&title, teller, (struct ref){E_unit, unit});
	}
	making.page = page_new("upcoming", title.data, teller->session->conf);
	if (!make(&making, request, error))
		page_free(&making.page);
	for (size_t i = 0; i < making.committee_count; i++)
		text_free(&making.committees[i].key);
	free(making.committees);
	free(making.years);
	free(making.by_committee);
	upcoming_free(&making.upcoming);
	text_free(&title);
	return making.page;
}

struct page *report_upcoming(const struct teller *teller, const struct report_request *request, struct error *error)
{
	return make_page(teller, request, 0, error);
}

struct page *report_upcoming_of(const struct teller *teller, struct ref about, struct error *error)
{
	const struct report_request request = {.years = 5}; /* every row: there are not so many of one committee */
	return make_page(teller, &request, about.id, error);
}
