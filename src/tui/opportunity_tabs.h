/* What stands on the tabs of an opportunity's screen: read into memory as words, each row with what Enter does. */
#ifndef TUI_OPPORTUNITY_TABS_H
#define TUI_OPPORTUNITY_TABS_H

#include "report/gate_report.h"
#include "tui/fact_list.h"
#include "tui/word_table.h"

enum gate_aim_kind { AIM_NOTHING, AIM_RECEIVE, AIM_ASSESS, AIM_ADVANCE, AIM_STOP, AIM_ANSWER };

struct gate_aim {
	enum gate_aim_kind kind;
	uint8_t stage;       /* AIM_ADVANCE: to which */
	struct gate_way way; /* AIM_ANSWER */
};

/* The next steps and the gate as a list of facts, with what Enter does on each. */
struct gate_tab {
	struct fact_list list;
	struct gate_aim *aims; /* one for each fact */
	size_t count, capacity;
	size_t missing;
};

void gate_tab_read(struct gate_tab *tab, struct glance *glance, const struct record *opportunity);
void gate_tab_free(struct gate_tab *tab);
/* NULL where the cursor stands on nothing. */
const struct gate_aim *gate_tab_selected(const struct gate_tab *tab);
/* Does it: opens a form, or asks. */
void gate_aim_do(struct app *app, struct ref opportunity, const struct gate_aim *aim);
/* The form of a new record as the way says it; saved, the person is back here. */
void opportunity_add(struct app *app, const struct gate_way *way);

/* Each fills a table that is empty, and answers with how many there are. */
size_t alternatives_tab_read(struct word_table *table, struct glance *glance, const struct record *opportunity);
size_t benefits_tab_read(struct word_table *table, struct glance *glance, const struct record *opportunity);
size_t offers_tab_read(struct word_table *table, struct glance *glance, const struct record *opportunity);

#endif
