/* What costs are called wherever they are told: groups, where a line comes from, assumptions; and who is told of which
 * line. */
#ifndef REPORT_COST_WORDS_H
#define REPORT_COST_WORDS_H

#include "lifecycle/system_cost.h"
#include "report/teller.h"

/* Stable names; labels in the current language. */
const char *cost_group_name(int group);
const char *cost_group_label(int group);
const char *cost_origin_name(int origin);
const char *cost_origin_label(int origin);
const char *cost_assumption_name(int assumption);
const char *cost_assumption_label(int assumption);

/* Whether the person may see what the line is about and what it rests on: without that they are told of neither it nor
 * its amount, though it is in the sums. */
bool cost_line_is_told(const struct teller *teller, const struct cost_line *line);

/* Basis points; NUMBER_UNSET of nothing. */
int64_t cost_share(money_t part, money_t whole);

#endif
