/* Debt and overlap: what their files share. */
#ifndef REGISTER_DEBTS_PRIVATE_H
#define REGISTER_DEBTS_PRIVATE_H

#include "register/debts.h"

/* The place of `ref` among the groups, made where it is not there. They are in the order of their refs until they are
 * sorted. */
struct debt_group *debts_group(struct debt_groups *groups, struct ref ref);
/* Functions, parts and the whole of the overlap. */
void debts_read_overlap(struct debts *debts, const struct view *view, const struct conf *conf,
                        const struct debt_choice *choice);
record_id debts_unit_of_system(const struct view *view, record_id system);

#endif
