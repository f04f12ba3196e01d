/* The past in words: what each revision of a record changed, field by field. */
#ifndef TUI_HISTORY_WORDS_H
#define TUI_HISTORY_WORDS_H

#include "store/journal.h"
#include "tui/app.h"
#include "tui/text_view.h"

/* Every revision, the latest first, at most `most` of them. */
void history_show(struct text_view *view, struct glance *glance, struct ref ref, size_t most);

/* "changed", "imported": what an entry was. */
const char *history_entry_kind(enum entry_kind kind);
/* What a change is of: "Home care planning · Assignment Anna Berg, system manager"; "12 findings". What is gone is
 * called as it was, for whoever may read that. */
void history_append_subject(struct text *out, struct glance *glance, const struct entry_change *change);
bool history_may_read(const struct glance *glance, struct ref ref);
/* What a revision made of a record, in a line: "Criticality: 3 → 4; Unit: …", "new", "removed". */
void history_append_change(struct text *out, struct glance *glance, struct ref ref, uint32_t revision);
/* What would change if the record stood again as it did after entry `sequence`: "Criticality: 4 → 3", field by field
 * with `between` between them. */
void history_append_return(struct text *out, struct glance *glance, struct ref ref, uint64_t sequence,
	const char *between);

#endif
