/* Timelines on a page: in letters, and as SVG. */
#include <stdio.h>

#include "base/lang.h"
#include "conf/conf.h"
#include "report/html.h"
#include "report/page_private.h"

/* ---- in letters ---- */

#define NAME_COLUMNS 22
#define PICTURE_COLUMNS 55

static void end_line(struct text *out)
{
	while (out->size > 0 && out->data[out->size - 1] == ' ')
		out->size--;
	text_append_char(out, '\n');
}

void page_write_text_timeline(const struct page *page, const struct page_part *timeline, struct text *out)
{
	enum chart_style style = conf_yes(page->conf, CONF_ascii) ? CHART_ASCII : CHART_BLOCKS;
	struct timeline_window window = timeline->window;
	window.columns = PICTURE_COLUMNS;
	text_printf(out, "%-*s", NAME_COLUMNS + 1, "");
	timeline_axis(out, &window);
	end_line(out);
	for (size_t i = 0; i < timeline->lane_count; i++) {
		text_append_cell(out, slice_of(timeline->lanes[i].name), NAME_COLUMNS, false, style == CHART_ASCII);
		text_append_char(out, ' ');
		timeline_draw(out, &timeline->lanes[i].lane, &window, style);
		end_line(out);
	}
	timeline_legend(out, style, NAME_COLUMNS + 1 + PICTURE_COLUMNS);
	text_append_char(out, '\n');
}

/* ---- as SVG ---- */

#define LEFT 190
#define NAME_LETTERS 26
#define LANE_HEIGHT 24
#define TOP 24
#define LEGEND_HEIGHT 20
#define LEGEND_COLUMNS 2

static const struct {
	const char *colour, *label;
	int height;
} spans[TIMELINE_SPAN_KINDS] = {
#define TIMELINE_SPAN(identifier, sign, ascii, colour_, height_, label_)                                               \
	[SPAN_##identifier] = {colour_, label_, height_},
#include "report/timeline_spans.def"
#undef TIMELINE_SPAN
};

static const char *const mark_labels[TIMELINE_MARKS] = {
#define TIMELINE_MARK(identifier, sign, ascii, label) [MARK_##identifier] = label,
#include "report/timeline_marks.def"
#undef TIMELINE_MARK
};

static void append_span(const struct timeline_span *span, const struct timeline_window *window, int middle,
                        struct text *out)
{
	int from = span->from == DAY_UNSET ? 0 : timeline_column(window, span->from);
	int to = span->to == DAY_UNSET ? window->columns : timeline_column(window, span->to) + 1;
	from = from < 0 ? 0 : from;
	to = to > window->columns ? window->columns : to;
	if (to <= from)
		return;
	text_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", LEFT + from,
	            middle - spans[span->kind].height / 2, to - from, spans[span->kind].height, spans[span->kind].colour);
}

static void append_mark(enum timeline_mark mark, day_t day, const struct timeline_window *window, int middle,
                        struct text *out)
{
	int column = timeline_column(window, day);
	if (mark != MARK_NONE && column >= 0 && column < window->columns)
		page_svg_words(out, LEFT + column, middle + 4, "middle", timeline_mark_sign(CHART_BLOCKS, mark));
}

static void append_event(const struct timeline_event *event, const struct timeline_window *window, int middle,
                         struct text *out)
{
	bool earlier = event->kind == EVENT_DECIDE_BY && event->day < window->first;
	append_mark(earlier ? MARK_EARLIER : timeline_event_mark(event->kind), earlier ? window->first : event->day, window,
	            middle, out);
}

static void append_lane(const struct page_lane *lane, const struct timeline_window *window, int middle,
                        struct text *out)
{
	struct text name = {0};
	text_append_cell(&name, slice_of(lane->name), NAME_LETTERS, false, false);
	while (name.size > 0 && name.data[name.size - 1] == ' ')
		name.data[--name.size] = '\0';
	page_svg_words(out, LEFT - 8, middle + 4, "end", name.size > 0 ? name.data : "");
	text_free(&name);
	for (uint8_t kind = 0; kind < TIMELINE_SPAN_KINDS; kind++)
		for (size_t i = 0; i < lane->lane.span_count; i++)
			if (lane->lane.spans[i].kind == kind)
				append_span(&lane->lane.spans[i], window, middle, out);
	for (size_t i = 0; i < lane->lane.event_count; i++)
		append_event(&lane->lane.events[i], window, middle, out);
}

static void append_years(const struct timeline_window *window, int bottom, struct text *out)
{
	int last = day_year(timeline_last(window)), every = window->months / 12 / 10 + 1;
	for (int year = day_year(window->first); year <= last; year += every) {
		char words[16];
		int column = timeline_column(window, day_from_civil(year, 1, 1));
		if (column < 0)
			continue;
		text_printf(out, "<path d=\"M%d,%d V%d\" stroke=\"currentColor\" stroke-opacity=\"0.2\" fill=\"none\"/>\n",
		            LEFT + column, TOP - 6, bottom);
		snprintf(words, sizeof words, "%d", year);
		page_svg_words(out, LEFT + column + 3, TOP - 8, "start", words);
	}
	int today = timeline_column(window, window->today);
	if (today >= 0 && today < window->columns)
		text_printf(out, "<path d=\"M%d,%d V%d\" stroke=\"#c0392b\" stroke-dasharray=\"4 3\" fill=\"none\"/>\n",
		            LEFT + today, TOP - 6, bottom);
}

static void append_legend(int y, struct text *out)
{
	const int width = (PICTURE_WIDTH - LEFT) / LEGEND_COLUMNS;
	for (int i = 0; i < TIMELINE_SPAN_KINDS; i++) {
		text_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"20\" height=\"%d\" fill=\"%s\"/>\n", LEFT,
		            y + i * LEGEND_HEIGHT - spans[i].height / 2, spans[i].height, spans[i].colour);
		page_svg_words(out, LEFT + 28, y + i * LEGEND_HEIGHT + 4, "start", _(spans[i].label));
	}
	for (int i = 0; i < TIMELINE_MARKS; i++) {
		int row = y + i * LEGEND_HEIGHT;
		page_svg_words(out, LEFT + width, row + 4, "middle", timeline_mark_sign(CHART_BLOCKS, (enum timeline_mark)i));
		page_svg_words(out, LEFT + width + 12, row + 4, "start", _(mark_labels[i]));
	}
}

void page_write_svg_timeline(const struct page *page, size_t at, struct text *out)
{
	const struct page_part *part = &page->parts[at];
	const int of_spans = TIMELINE_SPAN_KINDS, of_marks = TIMELINE_MARKS, rows = of_marks > of_spans ? of_marks : of_spans;
	int bottom = TOP + (int)part->lane_count * LANE_HEIGHT;
	struct timeline_window window = part->window;
	window.columns = PICTURE_WIDTH - LEFT - 8;
	page_svg_begin(part, bottom + 20 + rows * LEGEND_HEIGHT, out);
	append_years(&window, bottom, out);
	for (size_t i = 0; i < part->lane_count; i++)
		append_lane(&part->lanes[i], &window, TOP + (int)i * LANE_HEIGHT + LANE_HEIGHT / 2, out);
	append_legend(bottom + 20, out);
	text_append_text(out, "</svg>\n");
}
