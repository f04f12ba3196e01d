#include "tui/last_visit.h"

#include "tui/person_state.h"

static day_t next_day(struct slice *rest)
{
	struct slice word;
	day_t day;
	return slice_next(rest, ' ', &word) && day_parse(word, &day, NULL) ? day : DAY_UNSET;
}

/* "2026-11-23 2026-11-19": the last day, and the one before that where it is known. */
static void read_days(const char *path, day_t *last, day_t *before)
{
	struct text kept = {0};
	if (person_state_read(path, &kept)) {
		struct slice rest = text_slice(&kept);
		*last = next_day(&rest);
		*before = next_day(&rest);
	}
	text_free(&kept);
}

static void keep_days(const char *path, day_t last, day_t before)
{
	char buffer[DAY_TEXT_SIZE];
	struct text days = {0};
	text_append_text(&days, day_text(last, buffer));
	text_printf(&days, " %s", day_text(before, buffer));
	person_state_write(path, text_slice(&days));
	text_free(&days);
}

day_t last_visit(const struct app *app)
{
	struct text path = {0};
	day_t last = DAY_UNSET, before = DAY_UNSET, today = app->session->today;
	if (app->session->as_of == 0 && person_state_path(&path, app, "visit")) {
		read_days(path.data, &last, &before);
		if (last != today) {
			before = last != DAY_UNSET && last < today ? last : DAY_UNSET;
			keep_days(path.data, today, before);
		}
	}
	text_free(&path);
	return before;
}
