#include "lifecycle/debt.h"

bool debt_is_due(day_t due, day_t today)
{
	return due != DAY_UNSET && due < today;
}

int64_t debt_age(day_t due, day_t today)
{
	return debt_is_due(due, today) ? (int64_t)today - due : 0;
}

void debt_add(struct debt *debt, money_t cost, day_t due, day_t today)
{
	int64_t age = debt_age(due, today);
	if (age == 0)
		return;
	debt->findings++;
	debt->days += age;
	debt->oldest = age > debt->oldest ? age : debt->oldest;
	if (cost == NUMBER_UNSET)
		debt->unpriced++;
	else if (!money_add(debt->sum, cost, &debt->sum))
		debt->overflows = true;
}

void debt_join(struct debt *debt, const struct debt *other)
{
	debt->findings += other->findings;
	debt->unpriced += other->unpriced;
	debt->days += other->days;
	debt->oldest = other->oldest > debt->oldest ? other->oldest : debt->oldest;
	debt->overflows = debt->overflows || other->overflows || !money_add(debt->sum, other->sum, &debt->sum);
}

int64_t debt_mean_age(const struct debt *debt)
{
	int64_t findings = (int64_t)debt->findings;
	return findings == 0 ? NUMBER_UNSET : (2 * debt->days + findings) / (2 * findings);
}

void overlap_add(struct overlap *overlap, money_t yearly)
{
	overlap->systems++;
	if (yearly == NUMBER_UNSET) {
		overlap->unknown++;
		return;
	}
	bool first = overlap->systems - overlap->unknown == 1;
	overlap->dearest = first || yearly > overlap->dearest ? yearly : overlap->dearest;
	overlap->overflows = overlap->overflows || !money_add(overlap->sum, yearly, &overlap->sum);
}

money_t overlap_cost(const struct overlap *overlap)
{
	money_t cost;
	if (overlap->systems - overlap->unknown < 2 || overlap->overflows ||
	    !money_add(overlap->sum, -overlap->dearest, &cost))
		return NUMBER_UNSET;
	return cost;
}
