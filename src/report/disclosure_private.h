/* A masked copy being made. */
#ifndef REPORT_DISCLOSURE_PRIVATE_H
#define REPORT_DISCLOSURE_PRIVATE_H

#include "query/expression.h"
#include "register/masking.h"
#include "report/report.h"
#include "report/word_set.h"

/* One number in the list: fields of one record that are masked on one ground. */
struct copy_mask {
	struct ref ref;
	struct mask mask;
	uint64_t fields[4]; /* bit (number) for each */
};

struct copy {
	const struct report_request *request;
	struct report_sink *sink;
	struct error *error;
	struct session outside; /* who it is made for */
	struct reading *reading;
	struct evaluation *evaluation; /* NULL: every record */
	struct word_set *words;        /* what is masked anywhere and could be said elsewhere */
	struct copy_mask *masks;
	size_t mask_count, mask_capacity;
	/* of the record at hand */
	struct mask whole;
	uint32_t numbers[MASK_GROUNDS];
	struct text texts; /* of its cells */
	struct slice cells[255];
};

/* disclosure_words.c: every text of the register that says who or what is masked. */
void copy_read_words(struct copy *copy);
/* disclosure_masks.c: the lists at the end. */
bool copy_write_masks(struct copy *copy);
/* What the record may be called outside. */
void copy_append_code(struct copy *copy, struct ref ref, struct text *out);
/* Gives the row whose cells begin at `starts` in the copy's texts, one behind the other. */
bool copy_give_row(struct copy *copy, const struct report_table *table, const size_t *starts);

#endif
