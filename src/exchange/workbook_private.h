/* The workbook reader's parts: archive (libzip), XML (expat), shared texts, number formats, the sheet itself. */
#ifndef EXCHANGE_WORKBOOK_PRIVATE_H
#define EXCHANGE_WORKBOOK_PRIVATE_H

#include <stdint.h>

#include "base/date.h"
#include "exchange/workbook.h"

/* ---- the archive ---- */

struct archive;
/* The bytes are somebody else's and outlive it. NULL with words. */
struct archive *archive_open(struct slice bytes, const char *name, struct error *error);
void archive_free(struct archive **archive);
bool archive_has(const struct archive *archive, const char *part);
/* Gives a part's bytes piece by piece; false with words where `take` refuses, or the part is not as it says it is. */
bool archive_read(struct archive *archive, const char *part,
                  bool (*take)(void *context, struct slice piece, bool last, struct error *error), void *context,
                  struct error *error);
const char *archive_name(const struct archive *archive); /* of the file, for messages */

/* ---- XML ---- */

/* Elements by their local name, whatever their prefix; texts whole, one call for each element that has any. */
struct markup_element {
	const char *name;
	const char *const *attributes; /* pairs, NULL after the last */
};
/* The value of the attribute by its local name; NULL where it is not there. */
const char *markup_attribute(const struct markup_element *element, const char *name);

struct markup_reader {
	bool (*start)(void *context, const struct markup_element *element, struct error *error);
	bool (*end)(void *context, const char *name, struct error *error);
	bool (*text)(void *context, struct slice piece, struct error *error); /* pieces of the text between */
	void *context;
};
bool markup_read(struct archive *archive, const char *part, const struct markup_reader *reader, struct error *error);

/* ---- what the cells refer to ---- */

struct shared_texts {
	struct text bytes;
	size_t *ends; /* of each text, in `bytes` */
	size_t count, capacity;
};
bool shared_texts_read(struct shared_texts *texts, struct archive *archive, const char *part, struct error *error);
bool shared_texts_at(const struct shared_texts *texts, uint64_t index, struct slice *text);
void shared_texts_free(struct shared_texts *texts);

enum cell_look { LOOK_NUMBER, LOOK_DAY, LOOK_PERCENT, LOOK_LENGTH_OF_TIME };
struct cell_looks {
	uint8_t *looks; /* by the cell's style */
	size_t count, capacity;
};
bool cell_looks_read(struct cell_looks *looks, struct archive *archive, const char *part, struct error *error);
/* What a number format shows: LOOK_DAY for "yyyy-mm-dd", "d mmm", "mm/dd/yyyy hh:mm", … */
enum cell_look cell_look_of_format(const char *format);
/* The number as the person sees it, "" where it is none. `from_1904`: days are counted from then. */
void cell_append_number(struct text *out, const char *digits, enum cell_look look, bool from_1904);

/* What the workbook says of its sheets. */
struct workbook_parts {
	char *sheet;         /* name of the one that is read */
	char *sheet_part, *texts_part, *looks_part; /* NULL: there is none */
	bool from_1904;
};
bool workbook_parts_find(struct workbook_parts *parts, struct archive *archive, const char *sheet, struct error *error);
void workbook_parts_free(struct workbook_parts *parts);

bool sheet_read(struct workbook *workbook, struct archive *archive, const struct workbook_parts *parts,
                const struct shared_texts *texts, const struct cell_looks *looks, struct error *error);

/* "C41". */
void workbook_append_cell(struct text *out, uint32_t row, uint32_t column);

#endif
