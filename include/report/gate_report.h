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

/* The five questions, and what they propose. */
struct page *triage_report(const struct teller *teller, const struct record *opportunity, const struct triage *triage);

#endif
