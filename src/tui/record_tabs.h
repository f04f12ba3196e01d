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
	struct related related; /* of TAB_RELATED */
	struct table *table;    /* its rows, from when it is first looked at; NULL before */
};

struct tabs {
	struct tab *items;
	size_t count;
};

struct record_screen {
	struct screen screen;
	struct app *app;
	struct ref ref;
	bool gone, past; /* past: the person may read its history */
	struct tabs tabs;
	size_t current;
	void (*turned)(struct record_screen *record, size_t tab); /* while tabs are chosen among */
	struct fact_list facts;
	struct text_view history;
};

void tabs_free(struct tabs *tabs);
/* Whether both show the same kind of thing. */
bool tabs_alike(const struct tab *a, const struct tab *b);
/* Takes over what `related` holds. */
void record_tabs_make(struct record_screen *record, struct related_list *related);
/* "Components 8". Takes the place of what stands in `out`. */
void record_tab_words(struct text *out, const struct record_screen *record, size_t tab);
void record_tabs_draw(const struct record_screen *record, struct area area);

#endif
