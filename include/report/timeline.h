/* Timelines: lives, contracts, options, support, days to decide and releases on an axis of days, a lane for each
 * record. This is the picture, and pure: what stands in a lane is read by report/timeline_lanes.h. */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include "base/date.h"
#include "model/ref.h"
#include "report/chart.h"

enum timeline_span_kind {
#define TIMELINE_SPAN(identifier, sign, ascii, colour, height, label) SPAN_##identifier,
#include "report/timeline_spans.def"
#undef TIMELINE_SPAN
	TIMELINE_SPAN_KINDS,
};

enum timeline_mark {
#define TIMELINE_MARK(identifier, sign, ascii, label) MARK_##identifier,
#include "report/timeline_marks.def"
#undef TIMELINE_MARK
	TIMELINE_MARKS,
	MARK_NONE = TIMELINE_MARKS,
};

enum timeline_event_kind {
#define TIMELINE_EVENT(identifier, name, mark, label) EVENT_##identifier,
#include "report/timeline_events.def"
#undef TIMELINE_EVENT
	TIMELINE_EVENT_KINDS,
};

/* From a day to a day, both included; DAY_UNSET: nobody knows since when, or it goes on. */
struct timeline_span {
	day_t from, to;
	uint8_t kind;
};

struct timeline_event {
	day_t day;
	uint8_t kind;
};

#define LANE_SPANS 24
#define LANE_EVENTS 32

struct timeline_lane {
	struct ref about;
	bool hidden; /* nothing of it may be shown to the person */
	struct timeline_span spans[LANE_SPANS];
	struct timeline_event events[LANE_EVENTS];
	size_t span_count, event_count;
};
/* Adds where there is room: no span that ends before it begins, no event without a day. */
void timeline_add_span(struct timeline_lane *lane, enum timeline_span_kind kind, day_t from, day_t to);
void timeline_add_event(struct timeline_lane *lane, enum timeline_event_kind kind, day_t day);

const char *timeline_event_name(uint8_t kind);  /* stable */
const char *timeline_event_label(uint8_t kind); /* in the current language */
enum timeline_mark timeline_event_mark(uint8_t kind);
const char *timeline_span_sign(enum chart_style style, uint8_t kind);
const char *timeline_mark_sign(enum chart_style style, enum timeline_mark mark);

/* What is in sight: `months` from `first`, the first day of a month, over `columns`. */
struct timeline_window {
	day_t first, today;
	int months, columns;
};
#define TIMELINE_MONTHS 60 /* at first */
/* A window of so many months, about today: a little of what has been, most of what comes. */
struct timeline_window timeline_window_about(day_t today, int months, int columns);
/* Closer (1) or wider (−1), from a year to two decades; today stays in sight where it was. False at the ends. */
bool timeline_zoom(struct timeline_window *window, int closer);
/* So many steps, a quarter of the window or less, later or, where negative, earlier. False where the calendar ends. */
bool timeline_shift(struct timeline_window *window, int steps);
day_t timeline_last(const struct timeline_window *window); /* the last day in sight */
/* The column of a day; below 0 or from `columns` on where it is not in sight. */
int timeline_column(const struct timeline_window *window, day_t day);

/* A year or a month where each tick is, as many as have room: "2027      2028", "2027-01  2027-04". */
void timeline_axis(struct text *out, const struct timeline_window *window);
/* The lane as signs, exactly `columns` of them. */
void timeline_draw(struct text *out, const struct timeline_lane *lane, const struct timeline_window *window,
                   enum chart_style style);
/* What the signs mean, "═ contract, support" and so on, in lines of at most so many columns. */
void timeline_legend(struct text *out, enum chart_style style, int columns);

#endif
