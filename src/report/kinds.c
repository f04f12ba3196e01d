#include "report/report.h"

#include "base/lang.h"

const struct report_kind report_kinds[] = {
	{"disclosure", N_("a masked copy for somebody outside, with what is masked on which ground"), true, report_disclosure},
	{NULL, NULL, false, NULL},
};
