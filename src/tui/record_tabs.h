/* The tabs of a record's screen: which there are, in which order, and the line that names them. */
#ifndef TUI_RECORD_TABS_H
#define TUI_RECORD_TABS_H

#include "tui/fact_list.h"
#include "tui/record_related.h"
#include "tui/table.h"
#include "tui/text_view.h"

enum tab_kind { TAB_FACTS, TAB_RELATED, TAB_HISTORY };

struct tab {
	enum tab_kind kind;
	struct related related; /* of TAB_RELATED; its rows are given to the table when it is first looked at */
	struct table table;
	bool started;
};

struct record_screen {
	struct screen screen;
	struct app *app;
	struct ref ref;
	bool gone;
	struct tab *tabs;
	size_t count, current;
	struct fact_list facts;
	struct text_view history;
};

void record_tabs_free(struct record_screen *record);
/* Takes over what `related` holds. */
void record_tabs_make(struct record_screen *record, struct related_list *related);
void record_tabs_draw(const struct record_screen *record, struct area area);

#endif
