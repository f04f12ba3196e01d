/* Management debt and overlap as a page: the whole, where it lies, and the findings behind it. Sources: DOMAIN 3.9,
 * FORMULAS F23. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/committees.h"
#include "register/debts.h"
#include "report/portfolio_report.h"
#include "report/telling.h"

#define NIGHTS 14
#define QUARTERS 8
#define SHOWN_MOST 1000 /* findings on a page for people */

struct debt_making {
	const struct teller *teller;
	struct page *page;
	struct ref about; /* id 0: the whole register */
	struct ref *systems; /* of a service */
	size_t system_count, system_capacity;
	struct debts debts;
	bool all; /* every finding, however many */
};

/* ---- what is looked at ---- */

static bool see(void *context, const struct record *finding)
{
	const struct debt_making *making = context;
	return told_may_see(making->teller, finding);
}

static bool take(void *context, struct ref under, record_id unit)
{
	const struct debt_making *making = context;
	if (making->about.entity == E_unit)
		return lies_within(making->teller->view, (struct ref){E_unit, unit}, making->about);
	for (size_t i = 0; i < making->system_count; i++)
		if (ref_equal(making->systems[i], under))
			return true;
	return ref_equal(making->about, under);
}

static void read_systems(struct debt_making *making)
{
	struct naming *supports;
	struct record support;
	if (making->about.entity != E_service)
		return;
	supports = naming_new(making->teller->view, E_support, F_support_service, making->about);
	while (naming_next(supports, &support)) {
		memory_grow(&making->systems, &making->system_capacity, making->system_count, sizeof *making->systems);
		making->systems[making->system_count++] = (struct ref){E_system, support.parent};
	}
	naming_free(&supports);
}

static struct debt_choice choice_of(struct debt_making *making)
{
	return (struct debt_choice){see, ref_is_set(making->about) ? take : NULL, making};
}

/* ---- the whole ---- */

static void tell_whole(const struct debt_making *making)
{
	const struct debts *debts = &making->debts;
	struct page *page = making->page;
	page_fact(page, "today", _("As of"), page_day(debts->today));
	page_fact(page, "debt", _("Management debt"), page_money(debts->whole.sum));
	page_fact(page, "overdue", _("Findings past their day"), page_number((int64_t)debts->whole.findings));
	page_fact(page, "mean_age", _("Days past it, on average"), page_number(debt_mean_age(&debts->whole)));
	page_fact(page, "oldest", _("Days past it, the oldest"),
		page_number(debts->whole.findings == 0 ? NUMBER_UNSET : debts->whole.oldest));
	if (debts->whole.unpriced > 0)
		page_fact(page, "unpriced", _("Of them, without a cost"), page_number((int64_t)debts->whole.unpriced));
	page_fact(page, "overlap", _("Overlap, a year"), page_money(debts->overlap));
	page_fact(page, "overlapping", _("Systems in the overlap"), page_number((int64_t)debts->overlapping));
	if (debts->hidden > 0)
		page_fact(page, "hidden", _("Not shown to you"), page_number((int64_t)debts->hidden));
	page_paragraph(page, _("Management debt is what it is estimated to cost to put right the open findings that are past "
		"their day; what has been accepted is not in it. Overlap is what active systems in use for the same cost a year "
		"over their life, beside the dearest of them. Each finding and each system counts once in the whole."));
}

/* ---- where it lies ---- */

static void append_place(struct text *out, const struct debt_making *making, struct ref ref)
{
	if (ref.id != 0)
		teller_name(out, making->teller, ref);
	else if (ref.entity == E_unit)
		text_append_text(out, _("No unit"));
	else
		text_append_text(out, ref.entity == E_service ? _("No service") : _("The register"));
}

static void tell_group(const struct debt_making *making, const struct debt_group *group)
{
	struct text code = {0}, name = {0};
	if (group->ref.id != 0)
		view_append_code(making->teller->view, group->ref, &code);
	append_place(&name, making, group->ref);
	page_row(making->page, (struct page_cell[]){
		page_words(name.data), page_code(code.data), page_money(group->debt.sum),
		page_number((int64_t)group->debt.findings), page_number(debt_mean_age(&group->debt)),
		page_number(group->debt.findings == 0 ? NUMBER_UNSET : group->debt.oldest),
		page_money(group->overlapping == 0 ? NUMBER_UNSET : group->overlap)});
	text_free(&code);
	text_free(&name);
}

static void tell_groups(const struct debt_making *making, const struct debt_groups *groups, const char *name,
                        const char *heading, const char *label)
{
	const struct page_column columns[] = {{"name", label, PAGE_WORDS}, {"code", _("Code"), PAGE_CODE},
		{"debt", _("Debt"), PAGE_MONEY}, {"findings", _("Findings"), PAGE_NUMBER},
		{"mean_age", _("Days, average"), PAGE_NUMBER}, {"oldest", _("Days, oldest"), PAGE_NUMBER},
		{"overlap", _("Overlap, a year"), PAGE_MONEY}};
	struct debt_group sum = {0};
	if (groups->count == 0)
		return;
	page_heading(making->page, heading);
	page_table(making->page, name, columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < groups->count; i++) {
		tell_group(making, &groups->items[i]);
		debt_join(&sum.debt, &groups->items[i].debt);
		sum.overlap += groups->items[i].overlap;
	}
	page_sum(making->page, (struct page_cell[]){page_words(_("Sum")), page_words(""), page_money(sum.debt.sum),
		page_words(""), page_words(""), page_words(""), page_money(sum.overlap)});
}

/* ---- overlap ---- */

static void tell_part(const struct debt_making *making, const struct overlapping *part)
{
	struct text function = {0}, code = {0}, name = {0};
	teller_name(&function, making->teller, making->debts.functions[part->function].capability);
	view_append_code(making->teller->view, part->system, &code);
	teller_name(&name, making->teller, part->system);
	page_row(making->page, (struct page_cell[]){
		page_words(function.data), page_words(name.data), page_code(code.data),
		page_or_unknown(page_money(part->yearly)),
		part->dearest ? page_name("yes", _("dearest")) : page_words("")});
	text_free(&function);
	text_free(&code);
	text_free(&name);
}

static void tell_function(const struct debt_making *making, const struct function_overlap *function)
{
	struct text code = {0}, name = {0};
	view_append_code(making->teller->view, function->capability, &code);
	teller_name(&name, making->teller, function->capability);
	page_row(making->page, (struct page_cell[]){
		page_words(name.data), page_code(code.data), page_number((int64_t)function->overlap.systems),
		page_number((int64_t)function->overlap.unknown), page_money(function->overlap.sum),
		page_money(function->overlap.dearest), page_or_unknown(page_money(overlap_cost(&function->overlap)))});
	text_free(&code);
	text_free(&name);
}

static void tell_overlap(const struct debt_making *making)
{
	const struct debts *debts = &making->debts;
	const struct page_column functions[] = {{"function", _("Capability"), PAGE_WORDS}, {"code", _("Code"), PAGE_CODE},
		{"systems", _("Systems"), PAGE_NUMBER}, {"unknown", _("Cost unknown"), PAGE_NUMBER},
		{"yearly", _("Together, a year"), PAGE_MONEY}, {"dearest", _("The dearest"), PAGE_MONEY},
		{"overlap", _("Overlap, a year"), PAGE_MONEY}};
	const struct page_column parts[] = {{"function", _("Capability"), PAGE_WORDS}, {"name", _("System"), PAGE_WORDS},
		{"code", _("Code"), PAGE_CODE}, {"yearly", _("A year costs"), PAGE_MONEY}, {"dearest", _("Dearest"), PAGE_NAME}};
	if (debts->function_count == 0)
		return;
	page_heading(making->page, _("In use for the same"));
	page_table(making->page, "overlap", functions, COUNT_OF(functions), false);
	for (size_t i = 0; i < debts->function_count; i++)
		tell_function(making, &debts->functions[i]);
	page_table(making->page, "overlapping", parts, COUNT_OF(parts), false);
	for (size_t i = 0; i < debts->function_count; i++)
		for (size_t p = 0; p < debts->functions[i].overlap.systems; p++) {
			struct overlapping part = debts->parts[debts->functions[i].from + p];
			part.function = i; /* sorted since */
			tell_part(making, &part);
		}
}

/* ---- from night to night ---- */

/* False before the first night. */
static bool tell_runs(const struct debt_making *making, bool quarters)
{
	const struct page_column columns[] = {{"day", _("Day"), PAGE_DAY}, {"debt", _("Debt"), PAGE_MONEY},
		{"overlap", _("Overlap, a year"), PAGE_MONEY}, {"overdue", _("Findings past their day"), PAGE_NUMBER}};
	struct debt_run runs[NIGHTS];
	size_t count = debts_runs(making->teller->view, quarters, runs, quarters ? QUARTERS : NIGHTS);
	if (count == 0)
		return false;
	page_heading(making->page, quarters ? _("Quarter by quarter, the last night of each") : _("Night by night"));
	page_table(making->page, quarters ? "quarters" : "nights", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < count; i++)
		page_row(making->page, (struct page_cell[]){page_day(runs[i].day), page_or_unknown(page_money(runs[i].debt)),
			page_or_unknown(page_money(runs[i].overlap)), page_number(runs[i].findings)});
	return true;
}

/* The runs count the whole register; of a part of it the findings themselves say since when. */
static void tell_back(struct debt_making *making)
{
	const struct page_column columns[] = {{"day", _("Day"), PAGE_DAY}, {"debt", _("Debt"), PAGE_MONEY},
		{"overdue", _("Findings past their day"), PAGE_NUMBER}, {"oldest", _("Days, oldest"), PAGE_NUMBER}};
	const struct debt_choice choice = choice_of(making);
	struct debt debts[QUARTERS];
	day_t days[QUARTERS] = {making->debts.today};
	for (int i = 1; i < QUARTERS; i++)
		days[i] = day_quarter_end(day_add_months(days[0], -3 * i));
	debts_back(making->teller->view, days, QUARTERS, &choice, debts);
	page_heading(making->page, _("Counted back from the findings as they stand"));
	page_table(making->page, "back", columns, COUNT_OF(columns), false);
	for (int i = 0; i < QUARTERS; i++)
		page_row(making->page, (struct page_cell[]){page_day(days[i]), page_money(debts[i].sum),
			page_number((int64_t)debts[i].findings), page_number(debts[i].findings == 0 ? NUMBER_UNSET : debts[i].oldest)});
}

/* ---- the findings behind it ---- */

static void tell_finding(const struct debt_making *making, const struct overdue *item)
{
	struct text code = {0}, title = {0}, place = {0}, place_code = {0}, unit = {0}, next = {0};
	const struct teller *teller = making->teller;
	day_t due = record_day(&item->finding, F_finding_due);
	struct value step = told_value(teller, &item->finding, F_finding_next_step);
	view_append_code(teller->view, record_self(&item->finding), &code);
	teller_title(&title, teller, &item->finding);
	append_place(&place, making, item->under);
	if (item->under.id != 0)
		view_append_code(teller->view, item->under, &place_code);
	append_place(&unit, making, (struct ref){E_unit, item->unit});
	if (step.set)
		teller_reasons(&next, teller, step.text);
	page_row(making->page, (struct page_cell[]){
		page_words(place.data), page_code(place_code.data), page_words(unit.data), page_words(title.data),
		page_code(code.data), told_choice(CHOICES_severity, record_choice(&item->finding, F_finding_severity)),
		page_day(due), page_number(debt_age(due, making->debts.today)),
		page_or_unknown(page_money(record_number(&item->finding, F_finding_cost))), page_words(next.data)});
	text_free(&code);
	text_free(&title);
	text_free(&place);
	text_free(&place_code);
	text_free(&unit);
	text_free(&next);
}

/* By where they lie, the largest debt first. */
static void tell_findings(const struct debt_making *making)
{
	const struct debts *debts = &making->debts;
	const struct page_column columns[] = {{"name", _("Lies at"), PAGE_WORDS}, {"code", _("Code"), PAGE_CODE},
		{"unit", _("Unit"), PAGE_WORDS}, {"finding", _("Finding"), PAGE_WORDS}, {"finding_code", _("Its code"), PAGE_CODE},
		{"severity", _("Severity"), PAGE_NAME}, {"due", _("Due"), PAGE_DAY}, {"days", _("Days past"), PAGE_NUMBER},
		{"cost", _("To put right"), PAGE_MONEY}, {"next_step", _("Next step"), PAGE_WORDS, PAGE_BELOW}};
	size_t told = 0, most = making->all ? debts->count : SHOWN_MOST;
	page_heading(making->page, _("The findings behind it"));
	page_table(making->page, "findings", columns, COUNT_OF(columns), true);
	for (size_t g = 0; g < debts->under.count; g++)
		for (size_t i = 0; i < debts->under.items[g].debt.findings && told < most; i++, told++)
			tell_finding(making, &debts->items[debts->under.items[g].from + i]);
	if (told < debts->count)
		page_paragraph(making->page,
			_("The rest are not shown here, but counted above: --format csv or json tells every one."));
}

/* ---- all of it ---- */

static bool make(struct debt_making *making, struct error *error)
{
	const struct debt_choice choice = choice_of(making);
	const struct session *session = making->teller->session;
	read_systems(making);
	debts_read(&making->debts, making->teller->view, session->conf, session->today, &choice);
	if (making->debts.whole.overflows || making->debts.overlap == NUMBER_UNSET)
		return error_set(error, ERROR_INPUT, _("the sums are too large to be told"));
	tell_whole(making);
	if (!ref_is_set(making->about)) {
		if (tell_runs(making, true)) {
			page_bars(making->page, _("Debt by quarter"), 1, 1);
			page_bars(making->page, _("Overlap by quarter, a year"), 2, 1);
		}
		tell_runs(making, false);
	} else {
		tell_back(making);
	}
	tell_groups(making, &making->debts.units, "units", _("By unit"), _("Unit"));
	tell_groups(making, &making->debts.services, "services", _("By service, each system by its shares"), _("Service"));
	tell_groups(making, &making->debts.under, "systems", _("By system"), _("System"));
	tell_overlap(making);
	tell_findings(making);
	return true;
}

static struct page *report(struct debt_making *making, struct error *error)
{
	struct text title = {0};
	if (ref_is_set(making->about)) {
		struct text name = {0};
		teller_name(&name, making->teller, making->about);
		text_printf(&title, _("Management debt: %s"), name.data);
		text_free(&name);
	} else {
		text_append_text(&title, _("Management debt"));
	}
	making->page = page_new("debt", title.data, making->teller->session->conf);
	if (!make(making, error))
		page_free(&making->page);
	debts_free(&making->debts);
	free(making->systems);
	text_free(&title);
	return making->page;
}

struct page *report_debt(const struct teller *teller, const struct report_request *request, struct error *error)
{
	struct debt_making making = {.teller = teller, .all = !request->shown};
	return report(&making, error);
}

struct page *report_debt_of(const struct teller *teller, struct ref about, struct error *error)
{
	struct debt_making making = {.teller = teller, .about = about, .all = true};
	return report(&making, error);
}
