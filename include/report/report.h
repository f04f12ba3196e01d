/* Reports of any length: what is told, apart from how it is written. A kind of report gives its tables row by row to a
 * sink, so that none is held in memory; whoever writes it (text, CSV, JSON, HTML) is the sink. What fits on some pages
 * and has pictures is made as one (report/page.h). A new kind is a row in report_kinds and
 * a function. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "register/session.h"
#include "report/page.h"
#include "report/teller.h"

struct report_column {
	const char *name;  /* stable: in CSV and JSON */
	const char *label; /* in the reader's language */
	size_t width;      /* columns in a text */
};

struct report_table {
	const char *name;  /* stable */
	const char *title; /* in the reader's language */
	const struct report_column *columns;
	size_t column_count;
	bool records; /* many columns of which few are set: for people each row is a block of its own */
};

struct report_head {
	const char *name;  /* the kind's */
	const char *title;
	struct slice words; /* what to know about it: lines */
};

/* False with words where it cannot be written further. A cell whose data is NULL is not set. */
struct report_sink {
	void *context;
	bool (*begin)(void *context, const struct report_head *head, struct error *error);
	bool (*table)(void *context, const struct report_table *table, struct error *error);
	bool (*row)(void *context, const struct report_table *table, const struct slice *cells, struct error *error);
	bool (*end)(void *context, struct error *error);
};

struct report_request {
	struct session *session;
	const struct view *view;
	const struct entity *const *entities; /* of what; none: of all that there is */
	size_t entity_count;
	struct slice where; /* only these records; empty: all. For one entity */
	bool personal;      /* with fields about living people */
	bool shown;         /* for people: labels and names; else stable names and codes */
	int64_t years;      /* of what comes up: how many, from 1 */
	bool by_committee;  /* grouped by committee */
};

struct report_kind {
	const char *name;
	const char *label;   /* on the screen, untranslated, and so are the next two */
	const char *summary;
	const char *help;    /* what else to know; NULL: the summary says it */
	bool present;        /* of the register as it is, never as it was */
	/* Row by row, of kinds of records; or a page about one record, and then of which kinds it can be (0 ends). */
	bool (*make)(const struct report_request *request, struct report_sink *sink, struct error *error);
	struct page *(*page)(const struct teller *teller, struct ref about, struct error *error);
	const uint8_t *about;
	/* Or a page about all there is, beside `page` where a code may follow; `conditioned`: as far as `where` goes. */
	bool conditioned;
	struct page *(*whole)(const struct teller *teller, const struct report_request *request, struct error *error);
};
extern const struct report_kind report_kinds[]; /* name NULL ends */

/* What comes up in the years to come: each with the day, the day to decide, what it costs and what answers it. */
struct page *report_upcoming(const struct teller *teller, const struct report_request *request, struct error *error);

/* The same of a unit and what lies below it: of a committee, its departments; the next five years. */
struct page *report_upcoming_of(const struct teller *teller, struct ref about, struct error *error);
/* Everything that rests on a supplier: whom it touches, what it costs, what could end together, how it is left. */
struct page *report_supplier(const struct teller *teller, struct ref about, struct error *error);

/* The page of a service: what it rests on, what happens next, what it costs, also for each unit delivered. */
struct page *report_service(const struct teller *teller, struct ref about, struct error *error);

/* An opportunity as it stands: need, what sets it off, alternatives, benefits, the gate, milestones, people. */
struct page *report_opportunity(const struct teller *teller, struct ref about, struct error *error);
/* The frame of a report to the committee about an opportunity, a contract or a system: what the register knows stands
 * in it with where it comes from, and every heading stands though nothing is known. */
struct page *report_decision(const struct teller *teller, struct ref about, struct error *error);

/* The masked copy, for somebody outside, with the list of what is masked on which ground (DESIGN 4). What is masked is
 * a marker with a number that stands in the list; nothing of the value follows from either. Records are in the order of
 * their numbers and are called by them where their code could tell something. */
bool report_disclosure(const struct report_request *request, struct report_sink *sink, struct error *error);

#endif
