/* The order of what comes up, and its rows. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/upcoming.h"

/* ---- what has been counted ---- */

static int compare_days(day_t a, day_t b)
{
	if (a == b)
		return 0;
	return a == DAY_UNSET ? 1 : b == DAY_UNSET ? -1 : a < b ? -1 : 1;
}

/* The first to come first, however they are grouped. */
static int compare_items(const struct upcoming_item *x, const struct upcoming_item *y)
{
	int order = compare_days(day_earlier(x->decide_by, x->day), day_earlier(y->decide_by, y->day));
	if (order == 0)
		order = ref_compare(x->about, y->about);
	return order != 0 ? order : x->kind - y->kind;
}

struct owner {
	struct ref ref; /* what costs */
	struct upcoming_item *item;
};

static int compare_owners(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;
	int order = ref_compare(x->ref, y->ref);
	return order != 0 ? order : compare_items(x->item, y->item);
}

/* Each system and agreement is counted at its first item alone, the same whichever way the list is grouped. */
static void count_once(struct upcoming *upcoming)
{
	struct owner *owners = memory_new_array(upcoming->count + 1, sizeof *owners);
	for (size_t i = 0; i < upcoming->count; i++) {
		struct upcoming_item *item = &upcoming->items[i];
		bool own = item->about.entity == E_contract || item->about.entity == E_licence ||
		           item->kind == UPCOMING_OPPORTUNITY;
		owners[i] = (struct owner){own ? item->about : item->system, item};
	}
	qsort(owners, upcoming->count, sizeof *owners, compare_owners);
	for (size_t i = 1; i < upcoming->count; i++) {
		struct upcoming_item *item = owners[i].item;
		if (!ref_equal(owners[i].ref, owners[i - 1].ref) || item->cost == COST_UNKNOWN)
			continue;
		item->cost = COST_COUNTED;
		item->yearly = item->once = item->estimated = NUMBER_UNSET;
	}
	free(owners);
}

/* ---- the order ---- */

struct placed {
	int64_t group;
	struct upcoming_item item;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = (x->group > y->group) - (x->group < y->group);
	return order != 0 ? order : compare_items(&x->item, &y->item);
}

void upcoming_sort(struct upcoming *upcoming, int64_t (*group)(const void *context, const struct upcoming_item *item),
                   const void *context)
{
	struct placed *placed = memory_new_array(upcoming->count + 1, sizeof *placed);
	for (size_t i = 0; i < upcoming->count; i++) {
		placed[i].item = upcoming->items[i];
		placed[i].group = group == NULL ? 0 : group(context, &placed[i].item);
	}
	qsort(placed, upcoming->count, sizeof *placed, compare_placed);
	for (size_t i = 0; i < upcoming->count; i++)
		upcoming->items[i] = placed[i].item;
	free(placed);
	count_once(upcoming);
}

/* ---- words ---- */

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

/* ---- rows ---- */

void upcoming_begin_list(struct page *page, const char *name, bool by_committee, bool main)
{
	const struct page_column columns[UPCOMING_COLUMNS] = {
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
	page_table(page, name, columns, UPCOMING_COLUMNS, main);
}

/* The words of a row while it is put together. */
struct row_words {
	const struct teller *teller;
	struct text texts[UPCOMING_COLUMNS];
	struct page_cell cells[UPCOMING_COLUMNS];
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
	row_code(row, LIST_CODE, item->hidden ? item->system : item->about);
	row_code(row, LIST_SYSTEM, item->system);
	row_name(row, LIST_SYSTEM_NAME, own ? item->system : nothing);
	row_name(row, LIST_BECAUSE, own || retires || item->hidden ? nothing : item->about);
	tell_more(row, LIST_BECAUSE, item->hidden ? 0 : item->more);
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
		cell.label = cost == COST_UNKNOWN ? _("unknown") : _("another row");
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

void upcoming_tell_item(struct page *page, const struct teller *teller, const struct upcoming_item *item)
{
	struct row_words row = {.teller = teller};
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
	page_row(page, row.cells);
	for (int c = 0; c < UPCOMING_COLUMNS; c++)
		text_free(&row.texts[c]);
}

/* ---- of some systems alone ---- */

void upcoming_tell_only(struct page *page, const struct teller *teller, const struct upcoming_only *only, int64_t years,
                        const char *name)
{
	struct upcoming upcoming;
	upcoming_read(&upcoming, teller, years, only);
	upcoming_sort(&upcoming, NULL, NULL);
	upcoming_begin_list(page, name, false, false);
	for (size_t i = 0; i < upcoming.count; i++)
		upcoming_tell_item(page, teller, &upcoming.items[i]);
	upcoming_free(&upcoming);
}
