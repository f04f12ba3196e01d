/* A record's facts as a list that is moved about in: labels and values, long values on several rows. */
#ifndef TUI_FACT_LIST_H
#define TUI_FACT_LIST_H

#include "register/figures.h"
#include "tui/list_view.h"
#include "tui/record_facts.h"

#define FACTS_FIGURES FIGURE_FIRST /* a field with such a number is a figure */

struct fact_row {
	size_t fact;
	size_t from, size; /* of its value */
	bool first;        /* with the label */
};

struct fact_list {
	struct facts facts;
	struct fact_row *rows;
	size_t count, capacity;
	int columns; /* that the rows were made for */
	struct list_view list;
	struct list_column list_columns[2];
};

void fact_list_start(struct fact_list *list);
void fact_list_free(struct fact_list *list);
/* NULL: the record is gone. Keeps the cursor on the same fact. */
void fact_list_read(struct fact_list *list, struct glance *glance, const struct record *record);
/* The same of facts that were made otherwise, which it takes over; `facts` is empty afterwards. */
void fact_list_take(struct fact_list *list, struct facts *facts);
void fact_list_draw(struct fact_list *list, struct area area);
/* NULL where there is none. */
const struct fact *fact_list_selected(const struct fact_list *list);

/* Shows why the figure under the cursor is what it is; of a fact what it means. */
unsigned fact_list_why(const struct fact_list *list, struct app *app, struct ref ref);

#endif
