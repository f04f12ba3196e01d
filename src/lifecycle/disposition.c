#include "lifecycle/disposition.h"

#define HIGH 250 /* hundredths */

uint8_t disposition_find(int64_t business_value, int64_t technical_fit)
{
	if (business_value == NUMBER_UNSET || technical_fit == NUMBER_UNSET)
		return DISPOSITION_NOT_ASSESSED;
	if (business_value >= HIGH)
		return technical_fit >= HIGH ? DISPOSITION_INVEST : DISPOSITION_MIGRATE;
	return technical_fit >= HIGH ? DISPOSITION_TOLERATE : DISPOSITION_ELIMINATE;
}
