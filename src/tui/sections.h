/* Rows under headings, held in memory: what is short enough to be read at once, some of it with a sentence below. Each
 * row leads to a record, or to what its screen knows by a number. Narrowed down by what is typed. */
#ifndef TUI_SECTIONS_H
#define TUI_SECTIONS_H

#include "model/ref.h"
#include "tui/list_view.h"

#define SECTION_CELLS 4

struct section_row {
	enum row_kind kind; /* ROW_HEADING or ROW_ITEM */
	uint64_t key;       /* never 0 */
	struct ref ref;     /* where Enter leads; not set: the screen knows by `number` */
	size_t number;
	enum symbol sign;   /* before the first cell, where it is `signed_row` */
	bool signed_row;
	enum role role;     /* of the second cell and those after it */
	char *cells[SECTION_CELLS];
	char *detail;       /* a sentence below the row; NULL: none */
	char *folded;       /* all of it, for searching */
};

struct sections {
	struct section_row *rows;
	size_t count, capacity;
	struct section_line {
		size_t row;
		enum row_kind kind;
		struct slice line; /* of a detail */
	} *shown;
	size_t shown_count, shown_capacity;
	int columns;        /* that details are wrapped in */
	struct text filter; /* folded */
};

/* Its owner is a struct sections. */
extern const struct list_source sections_source;

void sections_clear(struct sections *sections); /* keeps the filter */
void sections_free(struct sections *sections);
void sections_heading(struct sections *sections, const char *title);
/* Texts are copied; NULL is empty. The row is the caller's to finish until the next. */
struct section_row *sections_item(struct sections *sections, uint64_t key, struct ref ref,
	const char *const cells[SECTION_CELLS], const char *detail);
/* After what was added: which lines are shown. Then list_view_changed. */
void sections_choose(struct sections *sections);
/* NULL where the line is none that leads anywhere. */
const struct section_row *sections_at(const struct sections *sections, size_t line);

#endif
