/* What the files of the licence positions share. */
#ifndef REGISTER_LICENCES_PRIVATE_H
#define REGISTER_LICENCES_PRIVATE_H

#include "register/licences.h"

/* Units that state how many use what is counted by the unit. */
struct licence_units {
	const struct view *view;
	struct records *usages;
	day_t today;
	struct stated {
		struct ref unit;
		int64_t count;
	} *items;
	size_t count, capacity;
};
/* How many inhabitants, pupils or employees the lots are for: those of the units that use the lots' systems, of a
 * system that nobody states who uses those of its own unit, of what is for no system those of the contract's. Each unit
 * as the nearest upwards that states it, each once; what lies within another is part of it. NUMBER_UNSET: none states
 * it, or the metric is not counted so. What it was is left in `units`. */
int64_t licence_units_count(struct licence_units *units, uint8_t metric, const struct record_list *lots);
void licence_units_free(struct licence_units *units);

#endif
