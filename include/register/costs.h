/* What systems and services cost over the years to come, from the register's records. Source: DOMAIN 3.4. What a
 * contract costs is shared among the systems it covers by their weights, what a system costs among the services that
 * rest on it by theirs: those that are not stated share what the others leave of 100 %, equally. Parts add up to the
 * whole, to the öre.
 *
 * An integration is told at both of its ends, since either has to pay for it: sums over several systems are not the
 * sum of their development around. */
#ifndef REGISTER_COSTS_H
#define REGISTER_COSTS_H

#include "lifecycle/system_cost.h"
#include "register/scope.h"

/* What a scope must have read for its cost. */
#define COST_SCOPE (UINT64_C(1) << E_cost | UINT64_C(1) << E_incident)

struct cost_row facts_cost_row(const struct record *cost);
struct cost_parameters facts_cost_parameters(const struct conf *conf, day_t today);

struct cost_reader;
/* All of them outlive the reader. */
struct cost_reader *cost_reader_new(const struct view *view, const struct conf *conf, day_t today);
void cost_reader_free(struct cost_reader **reader);
/* May be changed before the first question. */
struct cost_parameters *cost_reader_parameters(struct cost_reader *reader);

/* From here on as if no system that is asked about were planned to be retired, or as it is planned again. */
void cost_reader_go_on(struct cost_reader *reader, bool goes_on);

/* The facts of a system whose scope has been read with COST_SCOPE. They hold until the next call. */
const struct system_cost_facts *cost_reader_facts(struct cost_reader *reader, const struct system_scope *scope);
/* Every line of a system or a service. False where it is not there, or the sums do not fit. */
bool cost_reader_lines(struct cost_reader *reader, struct ref about, cost_line_taker *take, void *context);
/* What it comes to, and what the assumptions make of it (`effects` may be NULL). */
bool cost_reader_find(struct cost_reader *reader, struct ref about, struct system_cost *cost,
                      money_t effects[COST_ASSUMPTIONS]);

#endif
