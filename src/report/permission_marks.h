/* The marks of permissions in words, and the columns they are counted in. */
#ifndef REPORT_PERMISSION_MARKS_H
#define REPORT_PERMISSION_MARKS_H

#include "report/position_report.h"

struct permission_mark_words {
	uint32_t mark;
	const char *name, *label, *column; /* stable; untranslated, the column's short */
	bool of_valid;            /* its share is of the valid ones, else of all that stand */
	enum page_place place;    /* of its column beside the groups */
};
#define PERMISSION_MARK_WORDS 14
extern const struct permission_mark_words permission_mark_words[PERMISSION_MARK_WORDS];

/* What is to be asked about one: "Dormant, Review overdue". */
void permission_append_questions(struct text *out, uint32_t marks);

#endif
