/* The figures of opportunities and milestones: how far from what was decided. */
#ifndef REGISTER_FIGURES_PROGRESS_H
#define REGISTER_FIGURES_PROGRESS_H

#include "register/figures.h"

/* Beyond those of figures.c. */
enum {
	FIG_days_late = FIGURE_FIRST + 30,
	FIG_late_share, FIG_over_budget, FIG_over_share,
};

#define OPPORTUNITY_FIGURES 4
#define MILESTONE_FIGURES 1
extern const struct field opportunity_figures[OPPORTUNITY_FIGURES], milestone_figures[MILESTONE_FIGURES];

struct value progress_value(const struct record *record, uint8_t figure, day_t today);
void progress_reasons(const struct record *record, uint8_t figure, day_t today, struct reasons *reasons);

#endif
