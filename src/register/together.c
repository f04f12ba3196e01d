#include "register/together.h"

#include <stdlib.h>

#include "base/memory.h"
#include "conf/conf.h"

int64_t together_months(const struct conf *conf)
{
	const int64_t standard = 12;
	return conf == NULL ? standard : conf_number(conf, CONF_together_months, DAY_UNSET);
}

/* ---- one system ---- */

static void add_end(struct purchase *purchase, day_t end, day_t decide_by)
{
	purchase->ends[purchase->end_count].end = end;
	purchase->ends[purchase->end_count++].decide_by = decide_by;
}

static const struct contract_facts *contract_of(const struct system_scope *scope, struct ref about)
{
	for (size_t i = 0; i < scope->facts.contract_count; i++)
		if (ref_equal(scope->facts.contracts[i].terms->ref, about))
			return &scope->facts.contracts[i];
	return NULL;
}

/* A door: the terms that follow the first can be waited for. */
static void add_later_ends(struct purchase *purchase, const struct system_scope *scope,
                           const struct contract_terms *terms)
{
	int64_t renewals = contract_renewals_until(terms, purchase->ends[0].end);
	while (renewals >= 0 && purchase->end_count < TOGETHER_ENDS) {
		day_t end = contract_renewed_end(terms, ++renewals);
		if (end == DAY_UNSET)
			return;
		day_t lead = day_add_months(end, -scope->decision.lead.months);
		add_end(purchase, end, day_earlier(lead, day_add_months(end, -contract_months(terms->notice_months))));
	}
}

static money_t yearly_of(const struct system_scope *scope, struct ref about)
{
	money_t sum = NUMBER_UNSET;
	for (size_t i = 0; i < scope->lists[E_contract].count; i++) {
		const struct record *contract = &scope->lists[E_contract].items[i];
		if (!scope->contracts[i].there || !scope->contracts[i].main || scope->contracts[i].clock.state == CONTRACT_ENDED ||
		    (about.entity == E_contract && !ref_equal(about, record_self(contract))))
			continue;
		money_t yearly = record_number(contract, F_contract_yearly_cost);
		if (yearly != NUMBER_UNSET && (sum == NUMBER_UNSET || !money_add(sum, yearly, &sum)))
			sum = sum == NUMBER_UNSET ? yearly : NUMBER_UNSET;
	}
	return sum;
}

bool purchase_of_system(const struct system_scope *scope, struct purchase *purchase)
{
	const struct decision_trigger *first = &scope->decision.first;
	const struct contract_facts *contract = contract_of(scope, first->about);
	if (first->kind == 0 || first->day == DAY_UNSET || scope->decision.state == DECISION_DECIDED ||
	    scope->decision.state == DECISION_NONE)
		return false;
	*purchase = (struct purchase){.about = first->about.entity == E_contract ? first->about : scope->facts.ref,
	                              .system = scope->facts.ref, .kind = first->kind, .state = scope->decision.state};
	add_end(purchase, first->day, first->decide_by);
	if (first->force == TRIGGER_MAY && contract != NULL && contract_renews_tacitly(contract->terms))
		add_later_ends(purchase, scope, contract->terms);
	purchase->yearly = yearly_of(scope, purchase->about);
	return true;
}

/* ---- which belong together ---- */

struct belonging {
	struct ref by;
	size_t purchase;
};
struct belongings {
	struct belonging *items;
	size_t count, capacity;
};

static int compare_belongings(const void *a, const void *b)
{
	const struct belonging *x = a, *y = b;
	int order = ref_compare(x->by, y->by);
	return order != 0 ? order : (x->purchase > y->purchase) - (x->purchase < y->purchase);
}

static void add_rows(struct belongings *belongings, const struct record_list *rows, uint8_t field, size_t purchase)
{
	for (size_t i = 0; i < rows->count; i++) {
		memory_grow(&belongings->items, &belongings->capacity, belongings->count, sizeof *belongings->items);
		belongings->items[belongings->count++] = (struct belonging){record_ref(&rows->items[i], field), purchase};
	}
}

static void read_system(struct together *together, struct belongings *belongings, const struct system_scope *scope)
{
	struct purchase purchase;
	if (!purchase_of_system(scope, &purchase))
		return;
	add_rows(belongings, &scope->lists[E_support], F_support_service, together->purchase_count);
	add_rows(belongings, &scope->lists[E_system_capability], F_system_capability_capability, together->purchase_count);
	memory_grow(&together->purchases, &together->purchase_capacity, together->purchase_count,
	            sizeof *together->purchases);
	together->purchases[together->purchase_count++] = purchase;
}

static day_t first_decision(const struct together *together, const struct belonging *item)
{
	day_t decide_by = together->purchases[item->purchase].ends[0].decide_by;
	return decide_by == DAY_UNSET ? DAY_LAST : decide_by;
}

/* Of several systems with one contract, or of a system named twice, the one that must be decided on first. */
static bool leads(const struct together *together, const struct belonging *items, size_t count, size_t at)
{
	struct ref about = together->purchases[items[at].purchase].about;
	day_t own = first_decision(together, &items[at]);
	for (size_t i = 0; i < count; i++) {
		day_t other = first_decision(together, &items[i]);
		if (i != at && ref_equal(together->purchases[items[i].purchase].about, about) &&
		    (other < own || (other == own && i < at)))
			return false;
	}
	return true;
}

static void add_set(struct together *together, struct ref by, const struct together_set *found,
                    const struct together_option members[])
{
	memory_grow(&together->sets, &together->set_capacity, together->set_count, sizeof *together->sets);
	struct joined_set *set = &together->sets[together->set_count++];
	*set = (struct joined_set){.by = by, .from = together->joined_count, .count = found->count, .first = found->first,
	                           .last = found->last, .join_by = found->join_by};
	for (size_t i = 0; i < found->count; i++) {
		const struct together_option *member = &members[found->from + i];
		money_t yearly = together->purchases[member->purchase].yearly;
		memory_grow(&together->joined, &together->joined_capacity, together->joined_count, sizeof *together->joined);
		together->joined[together->joined_count++] = (struct joined){member->purchase, member->end, member->decide_by};
		if (yearly == NUMBER_UNSET)
			set->unstated++;
		else if (set->yearly == NUMBER_UNSET || !money_add(set->yearly, yearly, &set->yearly))
			set->yearly = NUMBER_UNSET;
	}
}

static void find_sets(struct together *together, const struct belonging *items, size_t count)
{
	struct together_option *options = memory_new_array(2 * count * TOGETHER_ENDS, sizeof *options);
	struct together_option *members = options + count * TOGETHER_ENDS;
	struct together_set *sets = memory_new_array(count, sizeof *sets);
	size_t option_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct purchase *purchase = &together->purchases[items[i].purchase];
		bool leading = leads(together, items, count, i);
		for (size_t e = 0; leading && e < purchase->end_count; e++)
			options[option_count++] = (struct together_option){(uint32_t)items[i].purchase, purchase->ends[e].end,
			                                                   purchase->ends[e].decide_by,
			                                                   e == 0 ? DAY_UNSET : purchase->ends[e - 1].end};
	}
	size_t found = together_find(options, option_count, together->months, members, sets);
	for (size_t i = 0; i < found; i++)
		add_set(together, items[0].by, &sets[i], members);
	free(options);
	free(sets);
}

static int compare_sets(const void *a, const void *b)
{
	const struct joined_set *x = a, *y = b;
	day_t one = x->join_by == DAY_UNSET ? DAY_LAST : x->join_by, other = y->join_by == DAY_UNSET ? DAY_LAST : y->join_by;
	int order = ref_compare(x->by, y->by);
	if (one != other)
		return one < other ? -1 : 1;
	return order != 0 ? order : (x->from > y->from) - (x->from < y->from);
}

void together_read(struct together *together, const struct view *view, const struct conf *conf, day_t today,
                   bool (*see)(void *context, const struct record *system), void *context)
{
	const uint64_t wanted = UINT64_C(1) << E_support | UINT64_C(1) << E_system_capability;
	struct scope_reader *scopes = scope_reader_new(view, conf, today, wanted);
	struct records *systems = records_new(view, E_system);
	struct belongings belongings = {0};
	struct record system;
	*together = (struct together){.months = together_months(conf)};
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system))
		if (see == NULL || see(context, &system))
			read_system(together, &belongings, scope_read(scopes, &system));
		else
			together->hidden++;
	if (belongings.count > 0)
		qsort(belongings.items, belongings.count, sizeof *belongings.items, compare_belongings);
	for (size_t from = 0, end; from < belongings.count; from = end) {
		for (end = from + 1; end < belongings.count && ref_equal(belongings.items[from].by, belongings.items[end].by);)
			end++;
		find_sets(together, belongings.items + from, end - from);
	}
	if (together->set_count > 0)
		qsort(together->sets, together->set_count, sizeof *together->sets, compare_sets);
	free(belongings.items);
	records_free(&systems);
	scope_reader_free(&scopes);
}

void together_free(struct together *together)
{
	free(together->purchases);
	free(together->joined);
	free(together->sets);
	*together = (struct together){0};
}
