/* What could be bought together, as a page: sets of purchases with their days, contracts and money. DOMAIN 5. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/together.h"
#include "report/portfolio_report.h"
#include "report/telling.h"
#include "report/upcoming.h"

struct together_making {
	const struct teller *teller;
	struct page *page;
	struct together together;
};

static bool see(void *context, const struct record *system)
{
	const struct together_making *making = context;
	return told_may_see(making->teller, system);
}

static void tell_beginning(const struct together_making *making)
{
	const struct together *together = &making->together;
	struct page *page = making->page;
	page_fact(page, "today", _("As of"), page_day(making->teller->session->today));
	page_fact(page, "months", _("Months within which they end"), page_number(together->months));
	page_fact(page, "sets", _("Sets"), page_number((int64_t)together->set_count));
	if (together->hidden > 0)
		page_fact(page, "hidden", _("Not shown to you"), page_number((int64_t)together->hidden));
	page_paragraph(page, _("Systems of one service, or in use for the same, that nobody has decided on yet and that end "
		"so near one another that one purchase could answer them. A contract that renews itself may be left at a later "
		"end; the first that fits is told. Until the day to join by all of a set can still be bought together: then the "
		"first of them must be decided. A system can be in one set by its service and in another by what it is used "
		"for."));
}

static struct page_cell state_of(const struct together_making *making, day_t join_by)
{
	return told_choice(CHOICES_decide_state, upcoming_state(join_by, making->teller->session->today));
}

static void tell_set(const struct together_making *making, size_t number)
{
	const struct joined_set *set = &making->together.sets[number];
	struct text name = {0}, code = {0};
	teller_name(&name, making->teller, set->by);
	view_append_code(making->teller->view, set->by, &code);
	page_row(making->page, (struct page_cell[]){
		page_number((int64_t)number + 1), page_words(name.data), page_code(code.data), page_day(set->join_by),
		state_of(making, set->join_by), page_day(set->first), page_day(set->last), page_number((int64_t)set->count),
		page_or_unknown(page_money(set->unstated == set->count ? NUMBER_UNSET : set->yearly)),
		page_number((int64_t)set->unstated)});
	text_free(&name);
	text_free(&code);
}

static void tell_sets(const struct together_making *making)
{
	const struct page_column columns[] = {{"set", _("Set"), PAGE_NUMBER}, {"name", _("Service or capability"), PAGE_WORDS},
		{"code", _("Code"), PAGE_CODE}, {"join_by", _("Join by"), PAGE_DAY}, {"state", _("Decision"), PAGE_NAME},
		{"first_end", _("First end"), PAGE_DAY}, {"last_end", _("Last end"), PAGE_DAY},
		{"purchases", _("Purchases"), PAGE_NUMBER}, {"yearly", _("Contracts, a year"), PAGE_MONEY},
		{"unstated", _("Cost unknown"), PAGE_NUMBER}};
	page_heading(making->page, _("What can be joined"));
	page_table(making->page, "sets", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < making->together.set_count; i++)
		tell_set(making, i);
}

static void tell_purchase(const struct together_making *making, size_t number, const struct joined *joined)
{
	const struct purchase *purchase = &making->together.purchases[joined->purchase];
	struct text name = {0}, code = {0}, system = {0}, system_name = {0};
	teller_name(&name, making->teller, purchase->about);
	view_append_code(making->teller->view, purchase->about, &code);
	teller_name(&system_name, making->teller, purchase->system);
	view_append_code(making->teller->view, purchase->system, &system);
	page_row(making->page, (struct page_cell[]){
		page_number((int64_t)number + 1), page_words(name.data), page_code(code.data), page_words(system_name.data),
		page_code(system.data), told_choice(CHOICES_trigger_kind, purchase->kind), page_day(joined->end),
		page_day(joined->decide_by), state_of(making, joined->decide_by), page_or_unknown(page_money(purchase->yearly))});
	text_free(&name);
	text_free(&code);
	text_free(&system);
	text_free(&system_name);
}

static void tell_purchases(const struct together_making *making)
{
	const struct page_column columns[] = {{"set", _("Set"), PAGE_NUMBER}, {"name", _("What ends"), PAGE_WORDS},
		{"code", _("Code"), PAGE_CODE}, {"system_name", _("System"), PAGE_WORDS}, {"system", _("Its code"), PAGE_CODE},
		{"trigger", _("Trigger"), PAGE_NAME}, {"end", _("Ends"), PAGE_DAY}, {"decide_by", _("Decide by"), PAGE_DAY},
		{"state", _("Decision"), PAGE_NAME}, {"yearly", _("Contracts, a year"), PAGE_MONEY}};
	page_heading(making->page, _("Set by set"));
	page_table(making->page, "purchases", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < making->together.set_count; i++) {
		const struct joined_set *set = &making->together.sets[i];
		struct text words = {0};
		text_printf(&words, "%zu. ", i + 1);
		teller_name(&words, making->teller, set->by);
		page_group(making->page, words.data);
		text_free(&words);
		for (size_t m = 0; m < set->count; m++)
			tell_purchase(making, i, &making->together.joined[set->from + m]);
	}
}

struct page *report_together(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct together_making making = {.teller = teller};
	(void)request;
	(void)error;
	making.page = page_new("together", _("What could be bought together"), teller->session->conf);
	together_read(&making.together, teller->view, teller->session->conf, teller->session->today, see, &making);
	tell_beginning(&making);
	if (making.together.set_count > 0) {
		tell_sets(&making);
		tell_purchases(&making);
	}
	together_free(&making.together);
	return making.page;
}
