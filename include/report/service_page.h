/* A service as the business speaks of it, in sections of rows that each lead on: who answers for it, what it rests on,
 * what it costs, what is to be put right, what is under way. Source: DESIGN 5, service page. */
#ifndef REPORT_SERVICE_PAGE_H
#define REPORT_SERVICE_PAGE_H

#include "report/desk.h"

enum service_section {
	SERVICE_PEOPLE, SERVICE_SYSTEMS, SERVICE_COST, SERVICE_CONTRACTS, SERVICE_FINDINGS, SERVICE_INCIDENTS,
	SERVICE_DEVELOPMENT, SERVICE_SECTIONS
};
const char *service_section_title(enum service_section section); /* in the current language */

/* Items as the desk has them; a row without a record of its own in SERVICE_COST leads to the costs. */
struct service_page {
	struct desk_items sections[SERVICE_SECTIONS];
};

/* Begins anew. False where the service is not there, or may not be read. */
bool service_page_read(struct service_page *page, const struct teller *teller, record_id service);
void service_page_free(struct service_page *page);

#endif
