/* What comes up in the years to come, told by year or by committee. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
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

/* ---- the order, and what has been counted ---- */

static int64_t year_of(const struct upcoming_item *item, day_t today)
{
	if (item->day == DAY_UNSET)
		return item->decide_by == DAY_UNSET ? NO_DAY : day_year(item->decide_by);
	return item->day < today ? BEHIND : day_year(item->day);
}

struct placed {
	int64_t group;
	struct upcoming_item item;
};

static int compare_days(day_t a, day_t b)
{
	if (a == b)
		return 0;
	return a == DAY_UNSET ? 1 : b == DAY_UNSET ? -1 : a < b ? -1 : 1;
}

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = (x->group > y->group) - (x->group < y->group);
	if (order == 0)
		order = compare_days(day_earlier(x->item.decide_by, x->item.day), day_earlier(y->item.decide_by, y->item.day));
	if (order == 0)
		order = ref_compare(x->item.about, y->item.about);
	return order != 0 ? order : x->item.kind - y->item.kind;
}

static void sort_items(struct upcoming_making *making)
{
	struct upcoming *upcoming = &making->upcoming;
	struct placed *placed = memory_new_array(upcoming->count + 1, sizeof *placed);
	for (size_t i = 0; i < upcoming->count; i++) {
		placed[i].item = upcoming->items[i];
		placed[i].group = making->group_by_committee ? (int64_t)place_of(making, placed[i].item.committee)
		                                             : year_of(&placed[i].item, upcoming->today);
	}
	qsort(placed, upcoming->count, sizeof *placed, compare_placed);
	for (size_t i = 0; i < upcoming->count; i++)
		upcoming->items[i] = placed[i].item;
	free(placed);
}

struct owner {
	struct ref ref; /* what costs */
	size_t at;
};

static int compare_owners(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;
	int order = ref_compare(x->ref, y->ref);
	return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

/* Each system and agreement is counted at its first item alone. */
static void count_once(struct upcoming *upcoming)
{
	struct owner *owners = memory_new_array(upcoming->count + 1, sizeof *owners);
	for (size_t i = 0; i < upcoming->count; i++) {
		const struct upcoming_item *item = &upcoming->items[i];
		bool own = item->about.entity == E_contract || item->about.entity == E_licence ||
		           item->kind == UPCOMING_OPPORTUNITY;
		owners[i] = (struct owner){own ? item->about : item->system, i};
	}
	qsort(owners, upcoming->count, sizeof *owners, compare_owners);
	for (size_t i = 1; i < upcoming->count; i++) {
		struct upcoming_item *item = &upcoming->items[owners[i].at];
		if (!ref_equal(owners[i].ref, owners[i - 1].ref) || item->cost == COST_UNKNOWN)
			continue;
		item->cost = COST_COUNTED;
		item->yearly = item->once = item->estimated = NUMBER_UNSET;
	}
	free(owners);
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

static struct page_cell kind_cell(uint8_t kind)
{
	switch (kind) {
	case UPCOMING_OPTION: return page_name("option", _("option to be called"));
	case UPCOMING_RENEWAL: return page_name("renewal", _("renews itself"));
	case UPCOMING_OPPORTUNITY: return page_name("opportunity", _("development opportunity"));
	default: return told_choice(CHOICES_trigger_kind, kind);
	}
}

static struct page_cell cost_cell(uint8_t cost)
{
	switch (cost) {
	case COST_YEARLY: return page_name("yearly", _("a year"));
	case COST_ONCE: return page_name("once", _("once"));
	case COST_COUNTED: return page_name("counted", _("counted at another row"));
	default: return page_name("unknown", _("unknown"));
	}
}

/* ---- the list ---- */

enum list_column {
	LIST_DECIDE_BY, LIST_STATE, LIST_DAY, LIST_KIND, LIST_NAME, LIST_CODE, LIST_SYSTEM, LIST_SYSTEM_NAME, LIST_BECAUSE,
	LIST_SERVICE, LIST_UNIT, LIST_COMMITTEE, LIST_YEARLY, LIST_ESTIMATED, LIST_ONCE, LIST_COST, LIST_OPPORTUNITY,
	LIST_ANSWER, LIST_STAGE, LIST_EARLIEST, LIST_LEFT, LIST_COLUMNS
};

static void begin_list(struct page *page, bool by_committee)
{
	const struct page_column columns[LIST_COLUMNS] = {
		[LIST_DECIDE_BY] = {"decide_by", _("Decide by"), PAGE_DAY},
		[LIST_STATE] = {"state", _("State"), PAGE_NAME},
		[LIST_DAY] = {"day", _("Day"), PAGE_DAY},
		[LIST_KIND] = {"kind", _("What"), PAGE_NAME},
		[LIST_NAME] = {"name", _("Name"), PAGE_WORDS},
		[LIST_CODE] = {"code", _("Code"), PAGE_CODE, PAGE_DATA},
		[LIST_SYSTEM] = {"system", _("System"), PAGE_CODE, PAGE_DATA},
		[LIST_SYSTEM_NAME] = {"system_name", _("System"), PAGE_WORDS, PAGE_BELOW},
		[LIST_BECAUSE] = {"because", _("Because of"), PAGE_WORDS, PAGE_BELOW},
		[LIST_SERVICE] = {"service", _("Service"), PAGE_WORDS, PAGE_BELOW},
		[LIST_UNIT] = {"unit", _("Unit"), PAGE_WORDS, PAGE_BELOW},
		[LIST_COMMITTEE] = {"committee", _("Committee"), PAGE_WORDS, by_committee ? PAGE_DATA : PAGE_BELOW},
		[LIST_YEARLY] = {"yearly", _("A year"), PAGE_MONEY},
		[LIST_ESTIMATED] = {"estimated", _("Estimated"), PAGE_MONEY},
		[LIST_ONCE] = {"once", _("Once"), PAGE_MONEY},
		[LIST_COST] = {"cost", _("Cost"), PAGE_NAME, PAGE_DATA},
		[LIST_OPPORTUNITY] = {"opportunity", _("Opportunity"), PAGE_CODE, PAGE_DATA},
		[LIST_ANSWER] = {"answered_by", _("Answered by"), PAGE_WORDS, PAGE_BELOW},
		[LIST_STAGE] = {"stage", _("Stage"), PAGE_NAME, PAGE_DATA},
		[LIST_EARLIEST] = {"earliest", _("Earliest successor"), PAGE_DAY, PAGE_BELOW},
		[LIST_LEFT] = {"left", _("What is left"), PAGE_WORDS, PAGE_BELOW},
	};
	page_table(page, "upcoming", columns, LIST_COLUMNS, true);
}

/* The words of a row while it is put together. */
struct row_words {
	const struct teller *teller;
	struct text texts[LIST_COLUMNS];
	struct page_cell cells[LIST_COLUMNS];
};

static void row_name(struct row_words *row, enum list_column column, struct ref ref)
{
	if (ref_is_set(ref))
		teller_name(&row->texts[column], row->teller, ref);
	row->cells[column] = page_words(row->texts[column].data);
}

static void row_code(struct row_words *row, enum list_column column, struct ref ref)
{
	if (ref_is_set(ref))
		view_append_code(row->teller->view, ref, &row->texts[column]);
	row->cells[column] = page_code(row->texts[column].data);
}

static void tell_more(struct row_words *row, enum list_column column, uint32_t more)
{
	if (more > 0)
		text_printf(&row->texts[column], _(" and %u more"), more);
	row->cells[column] = page_words(row->texts[column].data);
}

/* A contract, licence or opportunity is called by its name; else it is the system, and what it is because of. */
static void tell_what(struct row_words *row, const struct upcoming_item *item)
{
	const struct ref nothing = {0, 0};
	bool own = item->about.entity == E_contract || item->about.entity == E_licence || item->kind == UPCOMING_OPPORTUNITY;
	bool retires = item->kind == TRIGGER_PLANNED_RETIREMENT;
	row_name(row, LIST_NAME, own ? item->about : item->system);
	row_code(row, LIST_CODE, item->about);
	row_code(row, LIST_SYSTEM, item->system);
	row_name(row, LIST_SYSTEM_NAME, own ? item->system : nothing);
	row_name(row, LIST_BECAUSE, own || retires ? nothing : item->about);
	tell_more(row, LIST_BECAUSE, item->more);
}

static void tell_whose(struct row_words *row, const struct upcoming_item *item)
{
	row_name(row, LIST_SERVICE, (struct ref){E_service, item->service});
	tell_more(row, LIST_SERVICE, item->services > 1 ? item->services - 1 : 0);
	row_name(row, LIST_UNIT, (struct ref){E_unit, item->unit});
	row_name(row, LIST_COMMITTEE, (struct ref){E_unit, item->committee});
}

static struct page_cell amount_cell(money_t amount, uint8_t cost, bool first)
{
	struct page_cell cell = page_money(amount);
	if (amount == NUMBER_UNSET && first && (cost == COST_UNKNOWN || cost == COST_COUNTED))
		cell.label = cost == COST_UNKNOWN ? _("unknown") : _("see above");
	return cell;
}

static void tell_answer(struct row_words *row, const struct upcoming_item *item)
{
	struct ref ref = {E_opportunity, item->opportunity};
	row_code(row, LIST_OPPORTUNITY, ref);
	row->cells[LIST_STAGE] = told_choice(CHOICES_stage, item->stage);
	row->cells[LIST_ANSWER] = page_words("");
	if (item->opportunity == 0 || item->kind == UPCOMING_OPPORTUNITY)
		return;
	text_printf(&row->texts[LIST_ANSWER], "%s ", row->texts[LIST_OPPORTUNITY].data);
	teller_name(&row->texts[LIST_ANSWER], row->teller, ref);
	if (row->cells[LIST_STAGE].label != NULL)
		text_printf(&row->texts[LIST_ANSWER], " (%s)", row->cells[LIST_STAGE].label);
	row->cells[LIST_ANSWER] = page_words(row->texts[LIST_ANSWER].data);
}

static void tell_item(const struct upcoming_making *making, const struct upcoming_item *item)
{
	struct row_words row = {.teller = making->teller};
	row.cells[LIST_DECIDE_BY] = page_day(item->decide_by);
	row.cells[LIST_STATE] = told_choice(CHOICES_decide_state, item->state);
	row.cells[LIST_DAY] = page_day(item->day);
	row.cells[LIST_KIND] = kind_cell(item->kind);
	tell_what(&row, item);
	tell_whose(&row, item);
	row.cells[LIST_YEARLY] = amount_cell(item->yearly, item->cost, item->kind != UPCOMING_OPPORTUNITY);
	row.cells[LIST_ESTIMATED] = page_money(item->estimated);
	row.cells[LIST_ONCE] = amount_cell(item->once, item->cost, item->kind == UPCOMING_OPPORTUNITY);
	row.cells[LIST_COST] = cost_cell(item->cost);
	tell_answer(&row, item);
	row.cells[LIST_EARLIEST] = page_day(item->earliest);
	row.cells[LIST_LEFT] = page_words(item->left);
	page_row(making->page, row.cells);
	for (int c = 0; c < LIST_COLUMNS; c++)
		text_free(&row.texts[c]);
}

static void tell_group_sum(struct page *page, const struct upcoming_sum *sum)
{
	struct page_cell cells[LIST_COLUMNS];
	struct text words = {0};
	for (int c = 0; c < LIST_COLUMNS; c++)
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
	begin_list(making->page, making->group_by_committee);
	for (size_t g = 0; g < count && (whole || at < SHOWN_MOST); g++) {
		size_t end = at + groups[g].items, shown = whole || end < SHOWN_MOST ? end : SHOWN_MOST;
		tell_group_name(making, groups[g].key);
		for (; at < shown; at++)
			tell_item(making, &making->upcoming.items[at]);
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
	cells[7] = page_money(sum->yearly);
	cells[8] = page_money(sum->once);
	cells[9] = page_money(sum->estimated);
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

static bool make(struct upcoming_making *making, const struct report_request *request, struct error *error)
{
	upcoming_read(&making->upcoming, making->teller, request->years);
	making->group_by_committee = request->by_committee;
	read_committees(making);
	sort_items(making);
	count_once(&making->upcoming);
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

struct page *report_upcoming(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct upcoming_making making = {.teller = teller};
	struct text title = {0};
	text_printf(&title, ngettext("What comes up in the next year", "What comes up in the next %lld years",
	                             (unsigned long)request->years), (long long)request->years);
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
