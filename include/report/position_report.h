/* How permissions stand, as a page: DOMAIN 3.7, FORMULAS F8. */
#ifndef REPORT_POSITION_REPORT_H
#define REPORT_POSITION_REPORT_H

#include "register/permissions.h"
#include "report/report.h"

struct permission_asked {
	record_id system, person; /* 0: all; each permission is told where one of them is named */
	enum permissions_by by;
	bool each_alone;          /* of one system or person: each is enough, they are not counted together too */
	bool all;                 /* every row, however many */
};
struct page *permission_report(const struct teller *teller, const struct permission_asked *asked, struct error *error);

/* As report kinds: by system; of a system or a person each of them. */
struct page *report_permissions(const struct teller *teller, const struct report_request *request,
                                struct error *error);
struct page *report_permissions_of(const struct teller *teller, struct ref about, struct error *error);

#endif
