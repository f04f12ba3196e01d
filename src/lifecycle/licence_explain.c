#include "lifecycle/licence.h"

#include "model/schema.h"

static void explain_entitled(const struct licence_position *position, struct reasons *chain)
{
	if (position->valid == 0)
		reasons_add(chain, REASON_licence_no_lot);
	else if (position->basis == LICENCE_USE_COVER)
		reasons_add(chain, REASON_licence_covered);
	else if (position->without_count > 0)
		reasons_add(chain, REASON_licence_uncounted, (int64_t)position->without_count);
	else
		reasons_add(chain, REASON_licence_entitled, (int64_t)position->valid, position->entitled);
}

static void explain_used(const struct licence_position *position, struct ref unit, size_t units,
                         struct reasons *chain)
{
	switch (position->basis) {
	case LICENCE_USE_SEATS:
		reasons_add(chain, REASON_licence_held, position->required);
		break;
	case LICENCE_USE_MEASURED:
		if (position->measured_on == DAY_UNSET)
			reasons_add(chain, REASON_licence_measured_undated, position->required);
		else
			reasons_add(chain, REASON_licence_measured, (int64_t)position->measured_on, position->required);
		break;
	case LICENCE_USE_UNIT:
		if (units == 1)
			reasons_add(chain, REASON_licence_unit_counts, unit, position->required);
		else
			reasons_add(chain, REASON_licence_units_count, (int64_t)units, unit, position->required);
		break;
	case LICENCE_USE_UNKNOWN:
		reasons_add(chain, REASON_licence_use_unknown);
		break;
	case LICENCE_USE_COVER:
		break;
	}
}

static void explain_unused(const struct licence_position *position, struct reasons *chain)
{
	if (position->unused_yearly == NUMBER_UNSET || position->unused_once == NUMBER_UNSET)
		reasons_add(chain, REASON_licence_unused_unpriced, position->unused);
	else if (position->unused_yearly > 0)
		reasons_add(chain, REASON_licence_unused, position->unused, position->unused_yearly);
	else
		reasons_add(chain, REASON_licence_unused_once, position->unused, position->unused_once);
}

static void explain_missing(const struct licence_position *position, struct reasons *chain)
{
	money_t yearly = licence_missing_yearly(position);
	if (position->missing_price == NUMBER_UNSET || yearly == NUMBER_UNSET)
		reasons_add(chain, REASON_licence_missing_unpriced, position->missing);
	else if (position->missing_period == C_period_once)
		reasons_add(chain, REASON_licence_missing_once, position->missing, position->missing_price);
	else
		reasons_add(chain, REASON_licence_missing, position->missing, yearly);
}

void licence_explain(const struct licence_position *position, struct ref unit, size_t units, struct reasons *chain)
{
	explain_entitled(position, chain);
	explain_used(position, unit, units, chain);
	if (position->balance == NUMBER_UNSET)
		return;
	if (position->unused > 0)
		explain_unused(position, chain);
	else if (position->missing > 0)
		explain_missing(position, chain);
}
