/* The gates and the first assessment as pages: each question with its answer, or with what is missing and the command
 * that answers it. */
#ifndef REPORT_GATE_REPORT_H
#define REPORT_GATE_REPORT_H

#include "lifecycle/gate.h"
#include "lifecycle/triage.h"
#include "report/page.h"
#include "report/teller.h"

/* GATE_RETIRED is of a system, the others of an opportunity. *missing: how many answers are missing. NULL with words
 * where the record is of neither kind. */
struct page *gate_report(const struct teller *teller, struct ref about, enum gate_kind kind, size_t *missing,
                         struct error *error);
/* The gate that is next: of a system before it is retired. */
struct page *report_gate(const struct teller *teller, struct ref about, struct error *error);
/* The table alone, in a page about the opportunity. */
void gate_report_table(struct page *page, const struct teller *teller, const struct gate *gate, struct ref about);

/* How a missing answer is given: in a field of a record, or (its id is 0) by a new record of that entity, where
 * `under_field` leads to `under` (whose id may be 0) and `given` says what else is known of it, the rest as "…":
 * "text=… level=must secures=open_api". */
struct gate_way {
	struct ref record, under;
	uint8_t field, under_field;
	const char *given;
};
/* False where nothing is missing, or where no field is the answer: contracts and steps that are left are to be seen
 * to. */
bool gate_way_find(const struct view *view, const struct gate_answer *answer, struct ref about, struct gate_way *way);
/* "forvalta set OPP-0001 need=…": the command that answers, but for the answer; nothing where there is none. */
void gate_append_command(struct text *out, const struct view *view, const struct gate_answer *answer, struct ref about);

/* The five questions, and what they propose. */
struct page *triage_report(const struct teller *teller, const struct record *opportunity, const struct triage *triage);

#endif
