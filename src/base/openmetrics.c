#include "base/openmetrics.h"

#include <inttypes.h>

void openmetrics_family(struct text *out, const char *name, const char *type, const char *unit, const char *help)
{
	text_printf(out, "# TYPE %s %s\n", name, type);
	if (unit != NULL)
		text_printf(out, "# UNIT %s %s\n", name, unit);
	text_printf(out, "# HELP %s %s\n", name, help);
}

void openmetrics_gauge(struct text *out, const char *name, const char *help, int64_t value)
{
	openmetrics_family(out, name, "gauge", NULL, help);
	text_printf(out, "%s %" PRId64 "\n", name, value);
}

void openmetrics_bytes(struct text *out, const char *name, const char *help, uint64_t bytes)
{
	openmetrics_family(out, name, "gauge", "bytes", help);
	text_printf(out, "%s %" PRIu64 "\n", name, bytes);
}

void openmetrics_seconds(struct text *out, const char *name, const char *help, moment_t value)
{
	openmetrics_family(out, name, "gauge", "seconds", help);
	text_printf(out, "%s %" PRId64 ".%06" PRId64 "\n", name, (int64_t)(value / MICROSECONDS),
	            (int64_t)(value % MICROSECONDS));
}

void openmetrics_day(struct text *out, const char *name, const char *help, day_t day)
{
	if (day != DAY_UNSET)
		openmetrics_seconds(out, name, help, (moment_t)day * 86400 * MICROSECONDS);
}

void openmetrics_end(struct text *out)
{
	text_append_text(out, "# EOF\n");
}
