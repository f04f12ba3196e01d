/* REG: rules whose findings nobody does anything about. Fewer rules that are heeded are worth more than many that are
 * not. DOMAIN 4, "Profiles". */
#include <stdlib.h>
#include <string.h>

#include "audit/rules_reg.h"
#include "base/memory.h"
#include "register/summary.h"

/* What has become of the findings of one rule. */
struct heed {
	struct slice rule;
	day_t oldest; /* first seen, of those that stand open; DAY_UNSET: none */
	bool acted;   /* on any of them, within the months */
};

struct heeds {
	struct heed *items;
	size_t count, capacity, last;
};

/* Below most systems the same rules come in the same order: the search goes on from the last one. */
static struct heed *heed_of(struct heeds *heeds, struct slice rule)
{
	for (size_t i = 0; i < heeds->count; i++) {
		struct heed *heed = &heeds->items[heeds->last];
		if (slice_equal(heed->rule, rule))
			return heed;
		heeds->last = heeds->last + 1 < heeds->count ? heeds->last + 1 : 0;
	}
	memory_grow(&heeds->items, &heeds->capacity, heeds->count, sizeof *heeds->items);
	heeds->last = heeds->count;
	heeds->items[heeds->count] = (struct heed){.rule = rule, .oldest = DAY_UNSET};
	return &heeds->items[heeds->count++];
}

/* As it stood when the day began: what an audit of the same day has put right still stood then. */
static bool stood_open(const struct record *finding, day_t today)
{
	uint8_t state = record_choice(finding, F_finding_state);
	return finding_state_is_open(state) ||
	       (state == C_finding_state_resolved && record_day(finding, F_finding_resolved) == today);
}

/* Somebody has put it right, is to do so, or has accepted it. One that came back had been dealt with. */
static bool was_acted_on(const struct record *finding, day_t since, day_t today)
{
	uint8_t state = record_choice(finding, F_finding_state);
	day_t resolved = record_day(finding, F_finding_resolved), due = record_day(finding, F_finding_acknowledged_due),
		  until = record_day(finding, F_finding_accepted_until);
	if (state == C_finding_state_reopened || state == C_finding_state_accepted ||
	    (resolved == today && record_choice(finding, F_finding_former_state) == C_finding_state_reopened))
		return true;
	return (resolved != DAY_UNSET && resolved >= since && resolved < today) || (due != DAY_UNSET && due >= since) ||
	       (until != DAY_UNSET && until >= since);
}

static void take_finding(struct heeds *heeds, const struct record *finding, day_t since, day_t today)
{
	struct heed *heed = heed_of(heeds, record_text(finding, F_finding_rule));
	if (stood_open(finding, today))
		heed->oldest = day_earlier(heed->oldest, record_day(finding, F_finding_first_seen));
	heed->acted = heed->acted || was_acted_on(finding, since, today);
}

static int compare_heeds(const void *a, const void *b)
{
	const struct heed *x = a, *y = b;
	size_t least = x->rule.size < y->rule.size ? x->rule.size : y->rule.size;
	int order = memcmp(x->rule.data, y->rule.data, least);
	return order != 0 ? order : (x->rule.size > y->rule.size) - (x->rule.size < y->rule.size);
}

static void tell(const struct rule_case *at, const struct heed *heed)
{
	struct found *found = finding_add(at);
	found->detail = heed->rule;
	reasons_add(&found->reasons, REASON_rule_unheeded, heed->rule, (int64_t)heed->oldest, at->thresholds[0]);
}

static void tell_all(const struct rule_case *at, struct heeds *heeds, day_t since)
{
	if (heeds->count > 0)
		qsort(heeds->items, heeds->count, sizeof *heeds->items, compare_heeds);
	for (size_t i = 0; i < heeds->count; i++) {
		const struct heed *heed = &heeds->items[i];
		bool own = slice_equal_text(heed->rule, REG_UNHEEDED);
		if (heed->oldest != DAY_UNSET && heed->oldest <= since && !heed->acted && !own)
			tell(at, heed);
	}
}

/* No finding is older than the first audit. */
static bool is_old_enough(const struct view *view, day_t since)
{
	struct records *runs = records_new(view, E_run);
	struct record first;
	bool old = records_first(runs, &first) && record_day(&first, F_run_day) <= since;
	records_free(&runs);
	return old;
}

void reg_look_for_unheeded(const struct rule_case *at)
{
	struct heeds heeds = {0};
	struct record finding;
	day_t today = at->world->today, since = day_add_months(today, -at->thresholds[0]);
	if (!is_old_enough(at->world->view, since))
		return;
	struct records *records = records_new(at->world->view, E_finding);
	for (bool there = records_first(records, &finding); there; there = records_next(records, &finding))
		take_finding(&heeds, &finding, since, today);
	tell_all(at, &heeds, since);
	records_free(&records);
	free(heeds.items);
}
