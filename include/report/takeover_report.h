/* The consequences of a hand-over or a merge, counted by kind and told one by one; before it is done, or of what was.
 * Source: DOMAIN 3.11. */
#ifndef REPORT_TAKEOVER_REPORT_H
#define REPORT_TAKEOVER_REPORT_H

#include "register/takeover.h"
#include "report/page.h"
#include "report/teller.h"

/* What happens to it, for people; the stable name of it. */
const char *takeover_deed_label(uint8_t deed);
const char *takeover_deed_name(uint8_t deed);
/* "Hand-over: Anna Berg → Eva Lind". */
void takeover_title(struct text *out, const struct teller *teller, const struct takeover *takeover);
/* What the record is called; where it has no name, what it says: "system owner · Case system". */
void takeover_append_name(struct text *out, const struct teller *teller, const struct takeover *takeover,
                          struct ref ref);
/* What changes in the record, "Phase: in use → retired; Replaced by: – → Treserva"; nothing of what may not be read. */
void takeover_append_change(struct text *out, const struct teller *teller, const struct takeover *takeover,
                            const struct takeover_item *item);

/* `each`: a row for every record too. */
struct page *takeover_report(const struct teller *teller, const struct takeover *takeover, bool each);

#endif
