/* Where licences stand: pools with what they entitle to, what is used, and what the difference is worth. DOMAIN 3.6. */
#ifndef REPORT_LICENCE_REPORT_H
#define REPORT_LICENCE_REPORT_H

#include "register/licences.h"
#include "report/report.h"

/* Of the whole register; of a system, or of the pool of a licence, with its lots and the seats to take back. */
struct page *report_licences(const struct teller *teller, const struct report_request *request, struct error *error);
struct page *report_licences_of(const struct teller *teller, struct ref about, struct error *error);

/* As the asking person may see them: of the system with this id, 0: of all. */
void report_read_licences(struct licence_rows *rows, const struct teller *teller, struct licence_reader *reader,
                          record_id system);

#endif
