#include "lifecycle/completeness.h"

void completeness_add(struct completeness *completeness, const uint8_t facts[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		completeness->wanted += facts[i] != FACT_NOT_WANTED;
		completeness->known += facts[i] == FACT_KNOWN;
		completeness->unknown += facts[i] == FACT_UNKNOWN;
	}
}

int64_t completeness_share(const struct completeness *completeness)
{
	return scaled(completeness->known, 10000, completeness->wanted);
}

bool estimated_add(struct estimated *sum, money_t amount, bool is_estimated)
{
	struct estimated next = *sum;

	if (!money_add(sum->total, amount, &next.total) ||
	    (is_estimated && !money_add(sum->estimated, amount, &next.estimated)))
		return false;
	*sum = next;
	return true;
}

int64_t estimated_share(const struct estimated *sum)
{
	return scaled(sum->estimated, 10000, sum->total);
}
