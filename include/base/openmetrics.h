/* For monitoring: OpenMetrics 1.0 (openmetrics.io), the forms that the program writes. */
#ifndef BASE_OPENMETRICS_H
#define BASE_OPENMETRICS_H

#include "base/date.h"
#include "base/text.h"

/* The head of a family; its samples follow. `unit` is the name's last word, or NULL. */
void openmetrics_family(struct text *out, const char *name, const char *type, const char *unit, const char *help);
/* A family of one sample. */
void openmetrics_gauge(struct text *out, const char *name, const char *help, int64_t value);
void openmetrics_bytes(struct text *out, const char *name, const char *help, uint64_t bytes);
/* Seconds since 1970; `name` ends with _seconds. */
void openmetrics_seconds(struct text *out, const char *name, const char *help, moment_t value);
void openmetrics_day(struct text *out, const char *name, const char *help, day_t day); /* nothing for DAY_UNSET */
void openmetrics_end(struct text *out);

#endif
