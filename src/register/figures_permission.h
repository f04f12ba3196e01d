/* The figures of permissions: how each stands, and what is to be asked about it. */
#ifndef REGISTER_FIGURES_PERMISSION_H
#define REGISTER_FIGURES_PERMISSION_H

#include "register/figures.h"
#include "register/permissions.h"

/* Beyond those of figures.c; opportunities, which have the same numbers, are no permissions. */
enum {
	FIG_permission_state = FIGURE_FIRST + 25,
	FIG_review_due, FIG_dormant, FIG_overdue, FIG_orphan, FIG_holder_left, FIG_holder_away, FIG_self_approved,
	FIG_without_reason, FIG_privileged, FIG_in_conflict, FIG_without_contract, FIG_without_owner, FIG_questions,
};

#define PERMISSION_FIGURES 14
extern const struct field permission_figures[PERMISSION_FIGURES];

struct value permission_value(struct permissions *permissions, const struct record *permission, uint8_t figure);
void permission_reasons(struct permissions *permissions, const struct record *permission, uint8_t figure,
                        struct reasons *reasons);

#endif
