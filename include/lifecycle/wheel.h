/* The annual wheel: on which days something that comes again happens. DOMAIN 2 (event). */
#ifndef LIFECYCLE_WHEEL_H
#define LIFECYCLE_WHEEL_H

#include <stdbool.h>

#include "base/date.h"

/* As the register has it; NUMBER_UNSET where not set. */
struct wheel_facts {
	uint8_t recurs;      /* C_recurrence_…; 0: once where a year is stated, else yearly */
	int64_t year;        /* of what happens once */
	int64_t month;       /* yearly and once: 1–12; quarterly: any of its months */
	int64_t day;         /* the month's last where the month is shorter */
	int64_t length_days;
};

struct wheel_days {
	day_t from, to; /* that day included */
};

/* Whether its days can be told: what happens yearly or quarterly needs a month, what happens once its year too. Without
 * a day it begins on the 1st and lasts the whole month; with a day, without a length, it lasts that day. */
bool wheel_is_placed(const struct wheel_facts *facts);
/* The first time that it begins on `day` or later; false where there is none (within what days can be stored). */
bool wheel_next(const struct wheel_facts *facts, day_t day, struct wheel_days *days);
/* The first time of which any day is `day` or later; then wheel_next from the day after it began. */
bool wheel_first(const struct wheel_facts *facts, day_t day, struct wheel_days *days);

#endif
