/* What the formats of the audit's output share. */
#ifndef AUDIT_PRINT_PRIVATE_H
#define AUDIT_PRINT_PRIVATE_H

#include "audit/audit_private.h"

/* One finding to be shown: enough to sort it by and to read it. */
struct shown {
	uint8_t severity, about_entity;
	uint16_t rule;   /* place, RULE_NONE */
	record_id system, about, id;
	uint32_t kept;   /* place in the outbox + 1, of a run that wrote nothing; 0: in the view */
};

struct printer {
	const struct audit *audit;
	const struct view *view;
	struct runs runs;
	FILE *out;
	bool only_new, shown_to_people; /* whose terminal nothing may steer */
	struct shown *items;
	size_t count, capacity;
	struct text text; /* what waits to be written */
};

/* The finding's row, and how it stands. */
bool printer_record(const struct printer *printer, const struct shown *shown, struct record *record,
                    struct finding_standing *standing);
const char *printer_title(const struct printer *printer, const struct shown *shown, const struct record *record);
/* Names, and codes, of what a finding speaks of. Nothing where the reference is not set. */
void printer_append_name(const struct printer *printer, struct ref ref, struct text *out);
void printer_append_code(const struct printer *printer, struct ref ref, struct text *out);
/* A chain as sentences with `between` between them. */
void printer_append_reasons(const struct printer *printer, struct slice packed, const char *between, struct text *out);
/* Writes what waits when it is much, or `all`. */
void printer_flush(struct printer *printer, bool all);
uint32_t counts_sum(const uint32_t counts[SEVERITIES]);

void print_text(struct printer *printer);
void print_json(struct printer *printer);
void print_jsonl(struct printer *printer);
void print_csv(struct printer *printer);
void print_openmetrics(struct printer *printer);

#endif
