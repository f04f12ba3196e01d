/* How often and when last a finding has been seen: worked out from the runs, since its row is written only when
 * something changes. */
#include <stdlib.h>

#include "audit/audit_private.h"
#include "base/memory.h"

struct finding_standings {
	struct runs runs;
};

struct finding_standings *finding_standings_read(const struct view *view)
{
	struct finding_standings *standings = memory_new(sizeof *standings);
	runs_read(&standings->runs, view, DAY_LAST);
	/* Everything is compared as in the last run: with the one of the day before its. */
	if (standings->runs.count > 0) {
		day_t today = standings->runs.rows[standings->runs.count - 1].day;
		runs_free(&standings->runs);
		runs_read(&standings->runs, view, today);
	}
	return standings;
}

void finding_standings_free(struct finding_standings **standings)
{
	if (*standings == NULL)
		return;
	runs_free(&(*standings)->runs);
	free(*standings);
	*standings = NULL;
}

void runs_stand(const struct runs *runs, const struct record *finding, struct finding_standing *standing)
{
	int64_t times = record_number(finding, F_finding_times_seen), since = record_number(finding, F_finding_since_run);
	uint8_t state = record_choice(finding, F_finding_state);
	uint32_t counted = 0;
	*standing = (struct finding_standing){.last_seen = record_day(finding, F_finding_last_seen),
	                                      .times_seen = times == NUMBER_UNSET ? 0 : (uint32_t)times};
	for (size_t i = runs->count; i > 0 && since != NUMBER_UNSET && runs->rows[i - 1].number >= (uint64_t)since; i--)
		counted++;
	if (state == C_finding_state_resolved || counted == 0)
		return;
	standing->times_seen += counted;
	standing->last_seen = runs->rows[runs->count - 1].day;
	standing->fresh =
		finding_state_is_open(state) && !record_yes(finding, F_finding_known_at_start) && since > runs->earlier.number;
}

void finding_standing(const struct finding_standings *standings, const struct record *finding,
                      struct finding_standing *standing)
{
	runs_stand(&standings->runs, finding, standing);
}
