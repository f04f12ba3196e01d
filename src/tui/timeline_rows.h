/* The rows of a timeline on the screen: names, and beside them the lanes as pictures. Either a table of records, whose
 * lanes are read when they are in sight, or the lanes of one record. */
#ifndef TUI_TIMELINE_ROWS_H
#define TUI_TIMELINE_ROWS_H

#include "report/timeline_lanes.h"
#include "tui/table.h"

#define LANES_KEPT 256 /* of a table, so that a move reads none anew */
#define ROW_COLUMNS 3

struct timeline_rows {
	struct table table;              /* first: its list's owner */
	struct app *app;
	bool of_record;
	struct timeline_window window;
	struct timeline_reader *reader;  /* while a picture is made */
	struct teller teller;            /* its own */
	bool drawing;
	struct timeline_lane kept[LANES_KEPT]; /* of a table: by the record's number */
	struct timeline_lanes lanes;     /* of a record */
	char **names, **kinds;
	struct list_view list;           /* of a record */
	struct list_column columns[ROW_COLUMNS];
	size_t column_count;
	struct text axis;
};

/* `rows` is zeroed but for app, of_record and window. */
bool timeline_rows_start_table(struct timeline_rows *rows, uint8_t entity, struct slice where, struct slice sort,
	struct error *error);
/* The same of records that are given: table_give and table_given follow. */
bool timeline_rows_start_given(struct timeline_rows *rows, uint8_t entity, struct error *error);
void timeline_rows_read_record(struct timeline_rows *rows, struct ref about);
void timeline_rows_free(struct timeline_rows *rows);

struct list_view *timeline_rows_list(struct timeline_rows *rows);
/* In so large an area; the window's columns follow. */
void timeline_rows_draw(struct timeline_rows *rows, struct area area);
/* Those kept are read anew. */
void timeline_rows_forget(struct timeline_rows *rows);
/* What the cursor stands on; false where that is nothing. */
bool timeline_rows_selected(const struct timeline_rows *rows, struct ref *about);
/* Its lane; false where it cannot be read. */
bool timeline_rows_lane(struct timeline_rows *rows, struct timeline_lane *lane);

#endif
