/* Shared by the parts of a system's cost and by nobody else. */
#ifndef LIFECYCLE_COST_PRIVATE_H
#define LIFECYCLE_COST_PRIVATE_H

#include "lifecycle/system_cost.h"

/* One telling of lines. */
struct cost_scan {
	const struct system_cost_facts *facts;
	const struct cost_parameters *parameters;
	day_t today;
	int16_t first_year;
	uint16_t years;
	int16_t last_running_year; /* after which nothing goes on by itself */
	cost_line_taker *take;
	void *context;
};

bool cost_ledger_lines(const struct cost_scan *scan);
/* Whether a row of that kind stands in one of the years. */
bool cost_ledger_states(const struct cost_scan *scan, uint8_t kind);

#endif
