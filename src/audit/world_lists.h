/* What rules of records ask of what lies around the record they look at, and what a system costs. Each list is read
 * once for all rules, and holds until the same is asked of another record. */
#ifndef AUDIT_WORLD_LISTS_H
#define AUDIT_WORLD_LISTS_H

#include "audit/rule.h"
#include "lifecycle/gate.h"
#include "lifecycle/system_cost.h"
#include "register/incidents.h"
#include "register/licences.h"
#include "register/releases.h"

struct world_lists;
void world_lists_free(struct world_lists **lists);

/* The records of `entity` that are stored below `parent`. */
const struct record_list *records_below(const struct audit_world *world, uint8_t entity, record_id parent);
/* The cost rows of a system, service, object or contract. */
const struct record_list *costs_of(const struct audit_world *world, struct ref owner);

/* What the rows that pass the test come to in a year: the best basis of each kind. Only rows of that year, or,
 * `carried`, also what goes on from the years before. NUMBER_UNSET where it does not fit. */
typedef bool cost_test(const struct record *cost, record_id payer);
money_t costs_sum(const struct audit_world *world, const struct record_list *costs, int64_t year, bool carried,
                  cost_test *passes, record_id payer);

/* What the system being looked at costs; NULL where nobody has entered a row, or the sums do not fit. *rows: how many
 * there are, those of its contracts too. A rule that asks reads COST_FACTS. */
const struct system_cost *scope_cost(const struct rule_case *at, size_t *rows);
/* What keeping it on costs a year, as if no end of it were planned; false where that is not known. */
bool scope_keeping(const struct rule_case *at, struct system_keeping *keeping);
int64_t world_cost_rate(const struct audit_world *world);

/* The releases that are ahead and what stands in their way. A rule that asks reads RELEASE_FACTS. */
const struct release_calendar *world_releases(const struct audit_world *world);
#define RELEASE_FACTS                                                                                                  \
	"release_plan.start release_plan.end release_plan.state release_plan.responsible integration.to_system "           \
	"integration.via integration.state support.service service.criticality service.to service.unit component.product " \
	"component.release usage.unit usage.from usage.to system.unit event.kind event.recurs event.year event.month "     \
	"event.day event.length_days event.unit unit.parent "

/* Incidents of the system being looked at that come again without a problem behind them. */
const struct incident_patterns *scope_patterns(const struct rule_case *at);

/* How the pool stands that the licence leads; NULL for one that another lot leads. Until the next call. */
const struct licence_standing *world_licence(const struct audit_world *world, const struct record *licence);
int64_t world_idle_days(const struct audit_world *world);

/* The gate of the decision about the opportunity being looked at. A rule that asks reads GATE_FACTS. */
const struct gate *decision_gate(const struct rule_case *at);
#define GATE_FACTS                                                                                                     \
	"opportunity.track opportunity.size opportunity.need opportunity.acceptance opportunity.new_way_of_working "       \
	"opportunity.functions_kept opportunity.functions_changed opportunity.functions_new opportunity.buys "             \
	"opportunity.exit_plan opportunity.exception_decision opportunity.exception_until alternative.kind "               \
	"alternative.chosen alternative.investment benefit.owner benefit.measure benefit.due opportunity_goal.goal "       \
	"opportunity_system.system opportunity_system.role requirement.level requirement.secures offer.supplier "          \
	"system.data_owned system.open_standards system.open_api system.lcc decision.outcome decision.amount "

/* Every field that a cost follows from; with the figure, as rules name what they read. */
#define COST_FACTS "system.lcc " COST_FIELDS
#define COST_FIELDS                                                                                                    \
	"system.exit_cost system.users system.planned_retirement system.retired_on cost.year cost.kind "        \
	"cost.basis cost.amount cost.certainty cost.contract incident.opened incident.cost incident.downtime_minutes "     \
	"contract.exit_cost contract_system.contract contract_system.share integration.kind integration.standard "         \
	"integration.yearly_cost integration.adaptation_cost integration.state integration.to_system "                     \
	"component.support_ends"

#endif
