#include "report/report.h"

#include "base/lang.h"
#include "report/cost_report.h"

const struct report_kind report_kinds[] = {
	{.name = "disclosure",
     .summary = N_("a masked copy for somebody outside, with what is masked on which ground"),
     .present = true,
     .make = report_disclosure},
	{.name = "cost",
     .summary = N_("what a system, a service or the alternatives of an opportunity cost"),
     .page = report_cost,
     .about = (const uint8_t[]){E_system, E_service, E_opportunity, 0}},
	{.name = NULL},
};
