/* What is overdue, and where it lies. */
#include "register/debts.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "register/costs_private.h"
#include "register/debts_private.h"
#include "register/summary.h"

/* ---- groups ---- */

struct debt_group *debts_group(struct debt_groups *groups, struct ref ref)
{
	size_t low = 0, high = groups->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (ref_compare(groups->items[middle].ref, ref) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < groups->count && ref_equal(groups->items[low].ref, ref))
		return &groups->items[low];
	memory_grow(&groups->items, &groups->capacity, groups->count, sizeof *groups->items);
	memmove(groups->items + low + 1, groups->items + low, (groups->count - low) * sizeof *groups->items);
	groups->count++;
	groups->items[low] = (struct debt_group){.ref = ref};
	return &groups->items[low];
}

/* The largest first; what lies at none comes last. */
static int compare_groups(const void *a, const void *b)
{
	const struct debt_group *x = a, *y = b;
	if ((x->ref.id == 0) != (y->ref.id == 0))
		return x->ref.id == 0 ? 1 : -1;
	if (x->debt.sum != y->debt.sum)
		return x->debt.sum < y->debt.sum ? 1 : -1;
	if (x->overlap != y->overlap)
		return x->overlap < y->overlap ? 1 : -1;
	return ref_compare(x->ref, y->ref);
}

static void sort_groups(struct debt_groups *groups)
{
	if (groups->count > 0)
		qsort(groups->items, groups->count, sizeof *groups->items, compare_groups);
}

/* ---- where a finding lies ---- */

record_id debts_unit_of_system(const struct view *view, record_id system)
{
	struct record record;
	return view_record(view, (struct ref){E_system, system}, &record) ? record_ref_id(&record, F_system_unit) : 0;
}

static const struct {
	uint8_t entity, unit;
} belongings[] = {{E_system, F_system_unit}, {E_service, F_service_unit},         {E_object, F_object_unit},
                  {E_person, F_person_unit}, {E_contract, F_contract_unit}, {E_opportunity, F_opportunity_unit}};

static record_id unit_of(const struct view *view, struct ref ref)
{
	struct record record;
	if (ref.entity == E_unit)
		return ref.id;
	for (size_t i = 0; i < COUNT_OF(belongings); i++)
		if (belongings[i].entity == ref.entity)
			return view_record(view, ref, &record) ? record_ref_id(&record, belongings[i].unit) : 0;
	return 0;
}

static struct ref lies_under(const struct record *finding)
{
	if (finding->parent != 0)
		return (struct ref){E_system, finding->parent};
	return record_ref(finding, F_finding_about);
}

static bool is_chosen(const struct debt_choice *choice, struct ref under, record_id unit)
{
	return choice == NULL || choice->take == NULL || choice->take(choice->context, under, unit);
}

static bool is_seen(const struct debt_choice *choice, const struct record *finding)
{
	return choice == NULL || choice->see == NULL || choice->see(choice->context, finding);
}

/* ---- overdue findings ---- */

static void take_finding(struct debts *debts, const struct view *view, const struct record *finding,
                         const struct debt_choice *choice)
{
	day_t due = record_day(finding, F_finding_due);
	if (!finding_state_is_open(record_choice(finding, F_finding_state)) || !debt_is_due(due, debts->today))
		return;
	struct ref under = lies_under(finding);
	const struct overdue *last = debts->count > 0 ? &debts->items[debts->count - 1] : NULL;
	record_id unit = last != NULL && ref_equal(last->under, under) ? last->unit : unit_of(view, under);
	if (!is_chosen(choice, under, unit))
		return;
	if (!is_seen(choice, finding)) {
		debts->hidden++;
		return;
	}
	memory_grow(&debts->items, &debts->capacity, debts->count, sizeof *debts->items);
	debts->items[debts->count++] = (struct overdue){*finding, under, unit};
	money_t cost = record_number(finding, F_finding_cost);
	debt_add(&debts->whole, cost, due, debts->today);
	debt_add(&debts_group(&debts->under, under)->debt, cost, due, debts->today);
	debt_add(&debts_group(&debts->units, (struct ref){E_unit, unit})->debt, cost, due, debts->today);
}

/* ---- services ---- */

struct sharing_debt {
	struct debts *debts;
	const struct debt_group *group;
	struct debt left; /* what no service takes */
	money_t overlap_left;
	bool taken;
};

static void give_part(struct sharing_debt *sharing, struct ref service, int64_t before, int64_t own, int64_t whole)
{
	struct debt_group *group = debts_group(&sharing->debts->services, service);
	struct debt part = sharing->group->debt;
	money_t overlap = cost_part(sharing->group->overlap, before, own, whole);
	part.sum = cost_part(part.sum, before, own, whole);
	debt_join(&group->debt, &part);
	group->overlap += overlap;
	group->overlapping += sharing->group->overlapping;
	sharing->left.sum -= part.sum;
	sharing->overlap_left -= overlap;
	sharing->taken = true;
}

/* The shares that are stated may leave something to nobody. */
static void give_to_services(struct sharing_debt *sharing, const struct view *view, record_id system)
{
	struct records *supports = records_new(view, E_support);
	struct record_list list = {0};
	struct record row;
	bool on = false;
	while (records_child(supports, system, &on, &row))
		costs_list(&list, &row);
	for (size_t i = 0; i < list.count; i++) {
		const struct cost_weight weight = costs_weigh(&list, F_support_share, list.items[i].id);
		give_part(sharing, record_ref(&list.items[i], F_support_service), weight.before, weight.own,
		          weight.whole < COST_SHARED_WHOLE ? COST_SHARED_WHOLE : weight.whole);
	}
	free(list.items);
	records_free(&supports);
}

static void share_group(struct debts *debts, const struct view *view, const struct debt_group *group)
{
	struct sharing_debt sharing = {.debts = debts, .group = group, .left = group->debt, .overlap_left = group->overlap};
	if (group->ref.entity == E_system)
		give_to_services(&sharing, view, group->ref.id);
	else if (group->ref.entity == E_service)
		give_part(&sharing, group->ref, 0, COST_SHARED_WHOLE, COST_SHARED_WHOLE);
	if (sharing.taken && sharing.left.sum == 0 && sharing.overlap_left == 0)
		return;
	struct debt_group *none = debts_group(&debts->services, (struct ref){E_service, 0});
	debt_join(&none->debt, &sharing.left);
	none->overlap += sharing.overlap_left;
	none->overlapping += group->overlapping;
}

/* ---- all of it ---- */

static int compare_overdue(const void *a, const void *b)
{
	const struct overdue *x = a, *y = b;
	int order = ref_compare(x->under, y->under);
	day_t one = record_day(&x->finding, F_finding_due), other = record_day(&y->finding, F_finding_due);
	if (order == 0)
		order = (one > other) - (one < other);
	return order != 0 ? order : (x->finding.id > y->finding.id) - (x->finding.id < y->finding.id);
}

/* Before the groups are sorted: they are in the order of their refs, as the findings are. */
static void find_places(struct debts *debts)
{
	size_t from = 0;
	if (debts->count > 0)
		qsort(debts->items, debts->count, sizeof *debts->items, compare_overdue);
	for (size_t i = 0; i < debts->under.count; i++) {
		debts->under.items[i].from = from;
		from += debts->under.items[i].debt.findings;
	}
}

void debts_read(struct debts *debts, const struct view *view, const struct conf *conf, day_t today,
                const struct debt_choice *choice)
{
	struct records *findings = records_new(view, E_finding);
	struct record finding;
	*debts = (struct debts){.today = today};
	for (bool there = records_first(findings, &finding); there; there = records_next(findings, &finding))
		take_finding(debts, view, &finding, choice);
	records_free(&findings);
	debts_read_overlap(debts, view, conf, choice);
	for (size_t i = 0; i < debts->under.count; i++)
		share_group(debts, view, &debts->under.items[i]);
	find_places(debts);
	sort_groups(&debts->under);
	sort_groups(&debts->units);
	sort_groups(&debts->services);
}

void debts_free(struct debts *debts)
{
	free(debts->items);
	free(debts->under.items);
	free(debts->units.items);
	free(debts->services.items);
	free(debts->functions);
	free(debts->parts);
	*debts = (struct debts){0};
}

/* ---- from night to night ---- */

/* Open on the day, as far as it says itself. */
static bool was_open(const struct record *finding, day_t day)
{
	day_t first = record_day(finding, F_finding_first_seen), resolved = record_day(finding, F_finding_resolved);
	if (first == DAY_UNSET || first > day)
		return false;
	uint8_t state = record_choice(finding, F_finding_state);
	return finding_state_is_open(state) ||
	       (state == C_finding_state_resolved && resolved != DAY_UNSET && resolved > day);
}

void debts_back(const struct view *view, const day_t days[], size_t count, const struct debt_choice *choice,
                struct debt debts[])
{
	struct records *findings = records_new(view, E_finding);
	struct record finding;
	memset(debts, 0, count * sizeof *debts);
	for (bool there = records_first(findings, &finding); there; there = records_next(findings, &finding)) {
		struct ref under = lies_under(&finding);
		if (!is_chosen(choice, under, unit_of(view, under)) || !is_seen(choice, &finding))
			continue;
		for (size_t i = 0; i < count; i++)
			if (was_open(&finding, days[i]))
				debt_add(&debts[i], record_number(&finding, F_finding_cost), record_day(&finding, F_finding_due), days[i]);
	}
	records_free(&findings);
}

static int quarter_of(day_t day)
{
	struct civil_day civil = day_to_civil(day);
	return civil.year * 4 + (civil.month - 1) / 3;
}

size_t debts_runs(const struct view *view, bool quarters, struct debt_run runs[], size_t most)
{
	struct records *records = records_new(view, E_run);
	struct record run;
	size_t count = 0;
	for (bool there = records_last(records, &run); there; there = records_previous(records, &run)) {
		day_t day = record_day(&run, F_run_day);
		bool told = count > 0 && (day >= runs[count - 1].day ||
		                          (quarters && quarter_of(day) == quarter_of(runs[count - 1].day)));
		if (!record_is_set(&run, F_run_ended) || day == DAY_UNSET || told)
			continue;
		if (count == most)
			break;
		runs[count++] = (struct debt_run){day, record_number(&run, F_run_debt), record_number(&run, F_run_overlap),
		                                  record_number(&run, F_run_overdue)};
	}
	records_free(&records);
	return count;
}
