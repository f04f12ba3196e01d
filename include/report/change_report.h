/* What changes and what is disturbed: the calendar of releases, the annual wheel, incidents and what lies behind them
 * (F19). */
#ifndef REPORT_CHANGE_REPORT_H
#define REPORT_CHANGE_REPORT_H

#include "register/incidents.h"
#include "register/releases.h"
#include "register/wheel.h"
#include "report/report.h"

/* Releases that are ahead and those of the last month; with `conflicts` what stands in their way stands first. */
struct page *release_report(const struct teller *teller, bool conflicts, struct error *error);
struct page *report_releases(const struct teller *teller, const struct report_request *request, struct error *error);
/* The year to come from the first day of this month, month by month. */
struct page *report_wheel(const struct teller *teller, const struct report_request *request, struct error *error);
/* Twelve months beside the twelve before; what comes again; by component. */
struct page *report_incidents(const struct teller *teller, const struct report_request *request, struct error *error);

/* Read as the asking person may: what they may not see is counted as hidden. */
void report_read_releases(struct release_calendar *calendar, const struct teller *teller);
void report_read_patterns(struct incident_patterns *patterns, const struct teller *teller);
#define INCIDENT_PERIODS 2
void report_read_periods(struct incident_period periods[INCIDENT_PERIODS], const struct teller *teller);

/* "Procapita 8.0", as the person may read it. */
void report_release_name(struct text *out, const struct teller *teller, struct ref release);
/* "release 8.0 of B is made …; both systems have PostgreSQL". */
void report_conflict_words(struct text *out, const struct teller *teller, const struct release_calendar *calendar,
                           const struct release_conflict *conflict, size_t row);
/* What a row of the wheel is: "freeze", "permissions", "meeting". */
const char *report_wheel_kind(const struct wheel_entry *entry);

#endif
