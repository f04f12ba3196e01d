/* What else could be bought at the same time: systems of the same service, or in use for the same, that must be decided
 * on within the months that the configuration gives. */
#include "audit/proposal.h"
#include "base/memory.h"
#include "register/together.h"

#define CANDIDATES 32

struct candidates {
	record_id systems[CANDIDATES];
	size_t count;
};

static bool is_of_subject(const struct proposal *proposal, record_id system)
{
	for (size_t i = 0; i < proposal->subject.count; i++)
		if (proposal->subject.systems[i] == system)
			return true;
	return false;
}

static void add_candidate(struct candidates *candidates, const struct proposal *proposal, record_id system)
{
	for (size_t i = 0; i < candidates->count; i++)
		if (candidates->systems[i] == system)
			return;
	if (candidates->count < CANDIDATES && !is_of_subject(proposal, system))
		candidates->systems[candidates->count++] = system;
}

/* The systems with a row of `entity` that names the same as a row of `system` does. */
static void add_with_same(struct candidates *candidates, const struct proposal *proposal, uint8_t entity, uint8_t field,
                          record_id system)
{
	struct records *rows = records_new(proposal->view, entity);
	struct record row, other;
	bool on = false;
	while (records_child(rows, system, &on, &row)) {
		struct naming *same = naming_new(proposal->view, entity, field, record_ref(&row, field));
		while (naming_next(same, &other))
			add_candidate(candidates, proposal, other.parent);
		naming_free(&same);
	}
	records_free(&rows);
}

static bool read_purchase(const struct proposal *proposal, record_id id, struct purchase *purchase)
{
	struct record system;
	return view_record(proposal->view, (struct ref){E_system, id}, &system) &&
	       purchase_of_system(scope_read(proposal->scopes, &system), purchase);
}

/* The end that can be met nearest to the first trigger's day: the first that lies near enough. */
static int end_near(const struct proposal *proposal, const struct purchase *purchase)
{
	int64_t months = together_months(proposal->session->conf);
	day_t first = day_add_months(proposal->subject.due, -months), last = day_add_months(proposal->subject.due, months);
	for (size_t i = 0; i < purchase->end_count; i++)
		if (purchase->ends[i].end >= first && purchase->ends[i].end <= last)
			return (int)i;
	return -1;
}

static day_t own_decide_by(const struct proposal *proposal)
{
	day_t decide_by = DAY_UNSET;
	struct purchase purchase;
	for (size_t i = 0; i < proposal->subject.count; i++)
		if (read_purchase(proposal, proposal->subject.systems[i], &purchase))
			decide_by = day_earlier(decide_by, purchase.ends[0].decide_by);
	return decide_by;
}

static bool tell(struct proposal *proposal, record_id system, day_t *join_by)
{
	struct purchase purchase;
	int at = read_purchase(proposal, system, &purchase) ? end_near(proposal, &purchase) : -1;
	if (at < 0 || reasons_have_ref(&proposal->contracts, purchase.about))
		return false;
	if (purchase.ends[at].decide_by == DAY_UNSET)
		reasons_add(&proposal->contracts, REASON_proposal_together_undated, purchase.system, (int64_t)purchase.ends[at].end);
	else
		reasons_add(&proposal->contracts, REASON_proposal_together, purchase.system, (int64_t)purchase.ends[at].end,
		            (int64_t)purchase.ends[at].decide_by);
	*join_by = day_earlier(*join_by, purchase.ends[at].decide_by);
	return true;
}

void proposal_find_together(struct proposal *proposal)
{
	struct candidates candidates = {0};
	size_t told = 0;
	if (proposal->subject.due == DAY_UNSET)
		return;
	for (size_t i = 0; i < proposal->subject.count; i++)
		add_with_same(&candidates, proposal, E_support, F_support_service, proposal->subject.systems[i]);
	for (size_t i = 0; i < proposal->subject.count; i++)
		add_with_same(&candidates, proposal, E_system_capability, F_system_capability_capability,
		              proposal->subject.systems[i]);
	day_t join_by = candidates.count == 0 ? DAY_UNSET : own_decide_by(proposal);
	for (size_t i = 0; i < candidates.count; i++)
		told += tell(proposal, candidates.systems[i], &join_by);
	if (told > 0 && join_by != DAY_UNSET)
		reasons_add(&proposal->contracts, REASON_proposal_join_by, (int64_t)join_by);
}
