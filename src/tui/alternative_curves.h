/* What alternatives cost less what they give, added up year by year, as curves in an area of the screen. */
#ifndef TUI_ALTERNATIVE_CURVES_H
#define TUI_ALTERNATIVE_CURVES_H

#include "lifecycle/cost.h"
#include "tui/layout.h"

struct conf;

#define CURVES_MOST 12
#define CURVES_ROWS 8 /* fewer say nothing */

struct alternative_curves {
	int64_t amounts[CURVES_MOST][COST_YEARS + 1]; /* NUMBER_UNSET after the life of one */
	size_t count, points; /* curves; years, this one too */
	int first_year;
	const struct conf *conf;
};

/* The letter of a curve, "A" of the first. */
char alternative_letter(size_t curve);
/* Nothing where there is nothing to draw, or no room. */
void alternative_curves_draw(const struct alternative_curves *curves, struct area area);

#endif
