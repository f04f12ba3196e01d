#include "lifecycle/incident.h"

#include <stdlib.h>

#include "base/money.h"
#include "lifecycle/release.h"
#include "model/schema.h"

#define WHOLE 10000

enum incident_origin incident_origin(uint8_t cause, bool release_named)
{
	if (cause == C_incident_cause_own_change)
		return ORIGIN_OWN_CHANGE;
	if (cause != 0 && cause != C_incident_cause_unknown)
		return ORIGIN_OTHER;
	return release_named ? ORIGIN_OWN_CHANGE : ORIGIN_UNKNOWN;
}

void change_add_incident(struct change_counts *counts, enum incident_origin origin)
{
	counts->incidents++;
	counts->known += origin != ORIGIN_UNKNOWN;
	counts->own_change += origin == ORIGIN_OWN_CHANGE;
}

void change_add_release(struct change_counts *counts, const struct release_made *release)
{
	if (!release_is_made(release->state))
		return;
	counts->made++;
	counts->failed += release_has_failed(release->state) || release->has_caused;
	counts->kind_stated += release->change != 0;
	counts->urgent += release->change == C_change_kind_urgent;
	counts->ahead_stated += release->ahead_stated;
	counts->not_ahead += release->ahead_stated && !release->planned_ahead;
}

static int64_t share(size_t part, size_t whole)
{
	return scaled((int64_t)part, WHOLE, (int64_t)whole);
}

int64_t change_caused_share(const struct change_counts *counts)
{
	return share(counts->own_change, counts->known);
}

int64_t change_unknown_share(const struct change_counts *counts)
{
	return share(counts->incidents - counts->known, counts->incidents);
}

int64_t change_failure_rate(const struct change_counts *counts)
{
	return share(counts->failed, counts->made);
}

int64_t change_urgent_share(const struct change_counts *counts)
{
	return share(counts->urgent, counts->kind_stated);
}

int64_t change_unplanned_share(const struct change_counts *counts)
{
	return share(counts->not_ahead, counts->ahead_stated);
}

/* ---- what comes again ---- */

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static int compare_recurring(const void *a, const void *b)
{
	const struct recurring *x = a, *y = b;
	if (x->group != y->group)
		return ORDER(x->group, y->group);
	if (x->opened != y->opened)
		return ORDER(x->opened, y->opened);
	return ORDER(x->number, y->number);
}

void recurring_find(struct recurring incidents[], size_t count, size_t least, int64_t days)
{
	for (size_t i = 0; i < count; i++)
		incidents[i].recurs = false;
	if (count == 0 || least == 0)
		return;
	qsort(incidents, count, sizeof *incidents, compare_recurring);
	for (size_t first = 0, last = least - 1; last < count; first++, last++) {
		if (incidents[first].group != incidents[last].group ||
		    (int64_t)incidents[last].opened - incidents[first].opened > days)
			continue;
		for (size_t i = first; i <= last; i++)
			incidents[i].recurs = true;
	}
}
