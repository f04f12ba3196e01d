/* What to do with a system in the long run. Source: FORMULAS F22: business value and technical fit of 2.5 of 4 or more
 * are high. What has not been assessed stays not assessed. */
#ifndef LIFECYCLE_DISPOSITION_H
#define LIFECYCLE_DISPOSITION_H

#include <stdint.h>

#include "base/money.h"

/* Numbers of the stored choices. */
enum disposition {
	DISPOSITION_NOT_ASSESSED = 0,
	DISPOSITION_TOLERATE = 1,  /* sound, but of little value */
	DISPOSITION_INVEST = 2,    /* of value and sound */
	DISPOSITION_MIGRATE = 3,   /* of value, but not sound */
	DISPOSITION_ELIMINATE = 4,
};

/* In hundredths, so that an average of several valuations can be given: 300 is 3. NUMBER_UNSET: not assessed. */
uint8_t disposition_find(int64_t business_value, int64_t technical_fit);

#endif
