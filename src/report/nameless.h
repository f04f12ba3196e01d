/* What a record is called whose kind has no name. */
#ifndef REPORT_NAMELESS_H
#define REPORT_NAMELESS_H

#include "report/teller.h"

/* "Anna Berg, system manager, Home care planning", as far as the asking person may read it, without what refers to
 * `but`; false, with nothing appended, where there is nothing to tell. */
bool nameless_append(struct text *out, const struct teller *teller, const struct record *record, struct ref but);

#endif
