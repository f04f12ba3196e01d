/* What a change of many records would make of each of them, before it is made: what becomes what, what is so already,
 * what cannot be changed and why. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/change_many.h"
#include "tui/dialog.h"
#include "tui/list_view.h"
#include "tui/ways.h"
#include "tui/words.h"
#include "tui/work.h"

#define LOOKED_AT_ONCE 100
#define ARROW " → "

struct preview {
	struct screen screen;
	struct change_many *many;
	struct list_column columns[3];
	struct list_view list;
	size_t looked;             /* rows looked at so far */
	bool renewed;              /* the register has changed since the question was asked */
	size_t counts[MANY_GONE + 1];
	struct glance glance;      /* open during one action or one picture */
};

static size_t count(void *owner)
{
	return ((struct preview *)owner)->looked;
}

static struct ref ref_at(const struct preview *preview, size_t row)
{
	return (struct ref){preview->many->entity->number, preview->many->rows[row].id};
}

static uint64_t key(void *owner, size_t row)
{
	return ref_at(owner, row).id;
}

static void append_value(struct text *out, struct preview *preview, const struct record *record,
	const struct field *field, const struct value *value)
{
	if (value->set)
		words_value(out, &preview->glance, record, field, value);
	else
		text_append_text(out, _("(not set)"));
}

/* "Criticality: 3 → 4"; what is so already is not told. */
static void append_becomes(struct text *out, struct preview *preview, const struct record *record)
{
	const struct many_change *change = &preview->many->change;
	for (const uint8_t *number = change->fields; *number != 0; number++) {
		const struct field *field = schema_field(record->entity, *number);
		struct value old = reading_field(preview->glance.reading, record, field);
		struct value new = draft_value(&change->values, *number);
		if (value_equal(field, &old, &new))
			continue;
		text_printf(out, "%s%s: ", out->size > 0 ? "; " : "", words_field(preview->many->app, field));
		append_value(out, preview, record, field, &old);
		text_append_text(out, ARROW);
		append_value(out, preview, record, field, &new);
	}
}

/* Why it cannot be changed: asked again, for the rows in sight. */
static void append_outcome(struct text *out, struct preview *preview, const struct many_row *row, enum role *role)
{
	static const char *const words[] = {
		[MANY_CHANGES] = N_("will be changed"), [MANY_IS_SO] = N_("so already"), [MANY_GONE] = N_("no longer there")};
	struct many_row looked = *row;
	struct error error = {0};
	if (row->outcome != MANY_REFUSED) {
		*role = row->outcome == MANY_CHANGES ? ROLE_NORMAL : ROLE_MUTED;
		text_append_text(out, _(words[row->outcome]));
		return;
	}
	*role = ROLE_ERROR;
	many_look(&preview->many->change, preview->many->app->session, preview->glance.view, &looked, &error);
	text_printf(out, "! %s", error.text);
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	struct preview *preview = owner;
	struct record record;
	if (!glance_open(&preview->glance, preview->many->app))
		return;
	bool there = view_record(preview->glance.view, ref_at(preview, row), &record);
	if (column == 0)
		words_name(out, &preview->glance, ref_at(preview, row));
	else if (column == 1 && there)
		append_becomes(out, preview, &record);
	else if (column == 2)
		append_outcome(out, preview, &preview->many->rows[row], role);
}

static void rest(void *owner)
{
	glance_close(&((struct preview *)owner)->glance);
}

static const struct list_source source = {.count = count, .cell = cell, .key = key, .rest = rest};

/* ---- looking ---- */

/* What cannot be changed stands first: it is what must be read. */
static int compare(const void *a, const void *b)
{
	static const int places[] = {[MANY_REFUSED] = 0, [MANY_GONE] = 1, [MANY_CHANGES] = 2, [MANY_IS_SO] = 3};
	const struct many_row *left = a, *right = b;
	int order = places[left->outcome] - places[right->outcome];
	return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

static void look_again(struct preview *preview)
{
	preview->looked = 0;
	for (size_t i = 0; i < COUNT_OF(preview->counts); i++)
		preview->counts[i] = 0;
}

static bool is_whole(const struct preview *preview)
{
	return preview->looked == preview->many->count;
}

static void look(struct preview *preview)
{
	struct change_many *many = preview->many;
	for (size_t i = 0; i < LOOKED_AT_ONCE && !is_whole(preview); i++) {
		struct many_row *row = &many->rows[preview->looked++];
		many_look(&many->change, many->app->session, preview->glance.view, row, NULL);
		preview->counts[row->outcome]++;
	}
	if (is_whole(preview))
		qsort(many->rows, many->count, sizeof(*many->rows), compare);
}

static bool work(struct screen *screen)
{
	struct preview *preview = (struct preview *)screen;
	if (is_whole(preview) || !glance_open(&preview->glance, preview->many->app))
		return false;
	look(preview);
	list_view_changed(&preview->list);
	rest(preview);
	tui_redraw(screen->tui);
	return !is_whole(preview);
}

static void follow(struct screen *screen)
{
	((struct preview *)screen)->renewed = true;
	look_again((struct preview *)screen);
	work(screen);
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &((struct preview *)screen)->list;
}

static void append_part(struct text *out, size_t number, const char *words)
{
	if (number == 0)
		return;
	if (out->size > 0)
		text_printf(out, " %s ", canvas_sign(SYMBOL_DOT));
	text_printf(out, "%zu %s", number, words);
}

/* "12 will be changed · 2 cannot be changed · 1 is so already" */
static void append_summary(struct text *out, const struct preview *preview)
{
	const size_t *counts = preview->counts;
	append_part(out, counts[MANY_CHANGES], _("will be changed"));
	append_part(out, counts[MANY_REFUSED], _("cannot be changed"));
	append_part(out, counts[MANY_IS_SO], ngettext("is so already", "are so already", counts[MANY_IS_SO]));
	append_part(out, counts[MANY_GONE], ngettext("is no longer there", "are no longer there", counts[MANY_GONE]));
	if (!is_whole(preview))
		text_append_text(out, " …");
}

static void draw(struct screen *screen, struct area area)
{
	struct preview *preview = (struct preview *)screen;
	struct area inside = area_inside(area, 0, 1);
	struct text words = {0};
	append_summary(&words, preview);
	canvas_text(inside.row, inside.column, inside.columns, ROLE_WARNING, text_slice(&words));
	list_view_draw(&preview->list, area_part(inside, 1, 0, inside.rows - 1, inside.columns), true);
	text_free(&words);
}

/* Nothing of the ways here is left behind; whoever asked hears of it last. */
static void finish(struct preview *preview)
{
	struct change_many *many = preview->many;
	struct app *app = many->app;
	void (*done)(void *owner) = many->done;
	void *owner = many->owner;
	tui_close(app->tui, &preview->screen);
	tui_close(app->tui, &many->form->screen);
	tui_close(app->tui, &many->screen);
	app_changed(app);
	done(owner);
}

static void say_failure(struct preview *preview, size_t failed, const struct error *error)
{
	struct text words = {0};
	if (failed != SIZE_MAX && glance_open(&preview->glance, preview->many->app)) {
		words_name(&words, &preview->glance, ref_at(preview, failed));
		text_append_text(&words, ": ");
	}
	rest(preview);
	text_append_text(&words, error->text);
	tui_say(preview->screen.tui, ROLE_ERROR, _("! %s. Nothing is changed; this is how it would be now."), words.data);
	text_free(&words);
	follow(&preview->screen);
}

struct writing {
	struct change_many *many;
	size_t failed;
};

static bool write_them(void *context, struct error *error)
{
	struct writing *writing = context;
	struct change_many *many = writing->many;
	return many_write(&many->change, many->app->session, many->rows, many->count, &writing->failed, error);
}

/* What was asked about is what is done. */
static void answered(struct tui *tui, void *owner, size_t answer)
{
	struct preview *preview = owner;
	struct change_many *many = preview->many;
	struct error error = {0};
	struct writing writing = {.many = many, .failed = SIZE_MAX};
	size_t changed = preview->counts[MANY_CHANGES];
	if (answer == 1 && preview->renewed)
		tui_say(tui, ROLE_WARNING, "%s", _("The register has changed meanwhile: this is how it would be now."));
	if (answer != 1 || preview->renewed)
		return;
	if (!work_write(many->app, _("Change many"), write_them, &writing, &error)) {
		if (error.kind != ERROR_STOPPED)
			say_failure(preview, writing.failed, &error);
		return;
	}
	finish(preview);
	tui_say(tui, ROLE_GOOD, ngettext("%zu record changed; u undoes it.", "%zu records changed; u undoes it all.",
		(unsigned long)changed), changed);
}

static void ask(struct preview *preview)
{
	struct text title = {0}, words = {0};
	size_t changed = preview->counts[MANY_CHANGES];
	preview->renewed = false;
	text_printf(&title, ngettext("Change %zu record?", "Change %zu records?", (unsigned long)changed), changed);
	append_summary(&words, preview);
	text_append_text(&words, "\n");
	text_append_text(&words, _("All of them in one step, which one undo takes back."));
	tui_ask(preview->screen.tui, &(struct question){
		.title = title.data,
		.text = words.data,
		.answers = {_("Keep as they are"), _("Change")},
		.answered = answered,
		.owner = preview,
	});
	text_free(&title);
	text_free(&words);
}

static unsigned change(struct preview *preview)
{
	if (!is_whole(preview))
		tui_say(preview->screen.tui, ROLE_WARNING, "%s", _("Not all of them have been looked at yet."));
	else if (preview->counts[MANY_CHANGES] == 0)
		tui_say(preview->screen.tui, ROLE_WARNING, "%s", _("Nothing would be changed."));
	else
		ask(preview);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct preview *preview = (struct preview *)screen;
	if (action == ACTION_CHANGE_NOW)
		return change(preview);
	if (action != ACTION_OPEN || !list_view_has_selected(&preview->list))
		return DONE_NOTHING;
	open_record(preview->many->app, ref_at(preview, preview->list.selected));
	return DONE_HANDLED;
}

static void close_preview(struct screen *screen)
{
	struct preview *preview = (struct preview *)screen;
	rest(preview);
	list_view_free(&preview->list);
	free(preview);
}

static const enum action_id hints[] = {ACTION_CHANGE_NOW, ACTION_OPEN, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("What the change would make of each record; nothing is changed yet. What cannot be changed stands first, "
		   "with the reason, and stays as it is. Ctrl-S changes the others, after a question; Esc goes back to the values."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_CHANGING,
	.draw = draw,
	.list = list_of,
	.act = act,
	.work = work,
	.follow = follow,
	.close = close_preview,
};

void change_preview_open(struct change_many *many)
{
	struct preview *preview = memory_new(sizeof(*preview));
	preview->screen.ops = &ops;
	preview->many = many;
	screen_set_title(&preview->screen, _("What would change"));
	preview->columns[0] = (struct list_column){.title = words_entity(many->app, many->entity), .least = 20, .most = 40};
	preview->columns[1] = (struct list_column){.title = _("What becomes what"), .least = 20, .priority = 1};
	preview->columns[2] = (struct list_column){.title = _("Outcome"), .least = 12, .priority = 2};
	list_view_start(&preview->list, &source, preview, preview->columns, COUNT_OF(preview->columns));
	tui_push(many->app->tui, &preview->screen);
	work(&preview->screen);
}
