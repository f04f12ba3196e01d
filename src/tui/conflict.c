/* Two people have changed the same record: both versions side by side, and nothing lost until the person has chosen. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/dialog.h"
#include "tui/list_view.h"
#include "tui/record_form.h"
#include "tui/words.h"

struct difference {
	const struct field *field;
	size_t row;         /* of the form; SIZE_MAX: not in it */
	char *theirs, *mine;
	bool both;          /* theirs and mine differ from what it was, and from each other */
	bool only_mine;
	bool take_mine;
};

struct conflict {
	struct screen screen;
	struct record_form *form;
	struct text now;    /* the record as it is now, packed */
	struct text who;
	struct difference *items;
	size_t count, capacity;
	struct list_view list;
	struct list_column columns[4];
};

static size_t count(void *owner)
{
	return ((struct conflict *)owner)->count;
}

static const char *taken(const struct difference *item)
{
	if (!item->both)
		return item->only_mine ? _("yours") : _("theirs");
	return item->take_mine ? _("yours") : _("theirs");
}

/* Of a text of several lines there is room for the first; Enter shows all of it. */
static void append_first_line(struct text *out, const char *words)
{
	struct slice rest = slice_of(words), line = SLICE("");
	slice_next(&rest, '\n', &line);
	text_append(out, line);
	if (line.size < strlen(words))
		text_append_text(out, canvas_sign(SYMBOL_ELLIPSIS));
}

static void cell(void *owner, size_t row, size_t column, struct text *out, enum role *role)
{
	const struct conflict *conflict = owner;
	const struct difference *item = &conflict->items[row];
	bool mine = item->only_mine || (item->both && item->take_mine);
	if (column == 0)
		text_append_text(out, words_field(conflict->form->app, item->field));
	else if (column == 1)
		append_first_line(out, item->theirs);
	else if (column == 2)
		append_first_line(out, item->mine);
	else
		text_printf(out, "%s%s%s", item->both ? "[" : " ", taken(item), item->both ? "]" : "");
	*role = column == 0 ? (item->both ? ROLE_WARNING : ROLE_NORMAL) : (column == 2) == mine ? ROLE_NORMAL : ROLE_MUTED;
}

static const struct list_source source = {.count = count, .cell = cell};

/* ---- what differs ---- */

static void add(struct conflict *conflict, struct difference item)
{
	memory_grow(&conflict->items, &conflict->capacity, conflict->count, sizeof(*conflict->items));
	conflict->items[conflict->count++] = item;
}

static char *words_of(struct glance *glance, const struct record *record, const struct field *field)
{
	struct value value = reading_field(glance->reading, record, field);
	struct text words = {0};
	if (value.set)
		words_value(&words, glance, record, field, &value);
	else
		text_append_text(&words, _("not stated"));
	return words.size > 0 ? text_take(&words) : memory_copy_text("");
}

static char *typed_words(const struct record_form *form, size_t row)
{
	struct slice typed = form_text(&form->form, row);
	struct text words = {0};
	text_append(&words, typed.size > 0 ? typed : slice_of(_("not stated")));
	return words.size > 0 ? text_take(&words) : memory_copy_text("");
}

static bool holds(const uint8_t *fields, size_t count_, uint8_t number)
{
	return memchr(fields, number, count_) != NULL;
}

/* Theirs first, with mine beside where I have changed the same; then what only I have changed. */
static void compare(struct conflict *conflict, struct glance *glance, const struct record *base,
	const struct record *now)
{
	struct record_form *form = conflict->form;
	uint8_t fields[255];
	size_t changed = record_differences(base, now, fields);
	for (size_t i = 0; i < changed; i++) {
		const struct field *field = schema_field(form->entity, fields[i]);
		size_t row = record_form_row(form, field);
		bool mine = row != SIZE_MAX && form_field_changed(&form->form, row);
		add(conflict, (struct difference){
			.field = field, .row = row, .both = mine, .theirs = words_of(glance, now, field),
			.mine = mine ? typed_words(form, row) : words_of(glance, base, field),
		});
	}
	for (size_t row = 0; row < form->count; row++)
		if (form_field_changed(&form->form, row) && !holds(fields, changed, form->fields[row]->number))
			add(conflict, (struct difference){
				.field = form->fields[row], .row = row, .only_mine = true,
				.theirs = words_of(glance, now, form->fields[row]), .mine = typed_words(form, row),
			});
}

/* ---- putting them together ---- */

static void merge(struct conflict *conflict, struct glance *glance, const struct record *now)
{
	struct record_form *form = conflict->form;
	record_form_rebase(form, now);
	for (size_t i = 0; i < conflict->count; i++) {
		const struct difference *item = &conflict->items[i];
		struct text typed = {0};
		if (item->row == SIZE_MAX)
			continue;
		bool mine = item->only_mine || (item->both && item->take_mine);
		struct ref chosen = form->refs[item->row];
		text_append(&typed, form_text(&form->form, item->row));
		record_form_fill(form, glance, item->row, now);
		if (mine) {
			form->refs[item->row] = chosen;
			form_set(&form->form, item->row, typed.size > 0 ? text_slice(&typed) : SLICE(""));
		}
		text_free(&typed);
	}
}

static unsigned finish(struct conflict *conflict)
{
	struct record_form *form = conflict->form;
	struct tui *tui = conflict->screen.tui;
	struct glance glance = {0};
	struct record now;
	if (!glance_open(&glance, form->app))
		return DONE_HANDLED;
	if (record_open(&now, conflict->now.data, conflict->now.size)) {
		now.id = form->ref.id;
		merge(conflict, &glance, &now);
	}
	glance_close(&glance);
	tui_close(tui, &conflict->screen);
	tui_act(tui, ACTION_SAVE);
	return DONE_HANDLED;
}

/* ---- the screen ---- */

static struct list_view *list_of(struct screen *screen)
{
	return &((struct conflict *)screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct conflict *conflict = (struct conflict *)screen;
	struct area inside = area_inside(area, 0, 1);
	struct text words = {0};
	struct slice rest, line;
	int row = 0;
	text_printf(&words, _("%s has changed the record while you were. Space chooses whose is to stand; Ctrl-S saves the "
			      "two together; Esc goes back to the form, where nothing of yours is lost."), conflict->who.data);
	for (rest = text_slice(&words); layout_wrap(&rest, inside.columns, &line); row++)
		canvas_text(inside.row + row, inside.column, inside.columns, ROLE_NORMAL, line);
	list_view_draw(&conflict->list, area_part(inside, row, 0, inside.rows - row, inside.columns), true);
	text_free(&words);
}

/* Both versions of a field, whole. */
static unsigned show_whole(const struct conflict *conflict)
{
	const struct difference *item = &conflict->items[conflict->list.selected];
	struct text words = {0};
	text_printf(&words, "%s: %s\n\n%s: %s", _("Theirs"), item->theirs, _("Yours"), item->mine);
	tui_tell(conflict->screen.tui, words_field(conflict->form->app, item->field), words.data);
	text_free(&words);
	return DONE_HANDLED;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct conflict *conflict = (struct conflict *)screen;
	bool stands = list_view_has_selected(&conflict->list);
	if (action == ACTION_SAVE_BOTH)
		return finish(conflict);
	if (action == ACTION_OPEN && stands)
		return show_whole(conflict);
	if (action == ACTION_MARK && stands) {
		struct difference *item = &conflict->items[conflict->list.selected];
		item->take_mine = item->both && !item->take_mine;
		if (!item->both)
			tui_say(screen->tui, ROLE_MUTED, "%s", _("Only one of you has changed this: it stands as it is."));
		return DONE_HANDLED;
	}
	return DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action != ACTION_FILTER && action != ACTION_MARK_ALL;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action == ACTION_MARK ? _("Yours or theirs") : action == ACTION_OPEN ? _("Read whole") : NULL;
}

static void close_conflict(struct screen *screen)
{
	struct conflict *conflict = (struct conflict *)screen;
	for (size_t i = 0; i < conflict->count; i++) {
		free(conflict->items[i].theirs);
		free(conflict->items[i].mine);
	}
	free(conflict->items);
	list_view_free(&conflict->list);
	text_free(&conflict->now);
	text_free(&conflict->who);
	free(conflict);
}

static const enum action_id hints[] = {ACTION_SAVE_BOTH, ACTION_MARK, ACTION_OPEN, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("Somebody saved the record while you were writing. Fields that only one of you has changed are taken from "
		   "that one; for the others you choose. Enter shows both versions of a field whole."),
	.hints = hints,
	.contexts = IN_SCREEN | IN_MARKING | IN_CONFLICT,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.hint = hint,
	.close = close_conflict,
};

static void make_anew(struct tui *tui, void *owner, size_t answer)
{
	struct record_form *form = owner;
	struct glance glance = {0};
	if (answer != 1 || !glance_open(&glance, form->app))
		return;
	glance_close(&glance);
	text_clear(&form->base);
	form->ref.id = 0;
	form->revision = 0;
	for (size_t row = 0; row < form->count; row++) {
		struct text typed = {0};
		text_append(&typed, form_text(&form->form, row));
		form_fill(&form->form, row, SLICE(""));
		form_set(&form->form, row, typed.size > 0 ? text_slice(&typed) : SLICE(""));
		text_free(&typed);
	}
	tui_act(tui, ACTION_SAVE);
}

static void tell_removed(struct record_form *form)
{
	tui_ask(form->app->tui, &(struct question){
		.title = _("It is no longer there"),
		.text = _("Somebody removed the record while you were writing. What you have written can be saved as a new one."),
		.answers = {_("Back to the form"), _("Save as new")},
		.answered = make_anew,
		.owner = form,
	});
}

static void start(struct conflict *conflict, struct glance *glance, const struct record *base, const struct record *now)
{
	text_append_bytes(&conflict->now, now->bytes, now->size);
	words_actor(&conflict->who, glance, record_changed_by(now));
	compare(conflict, glance, base, now);
	conflict->columns[0] = (struct list_column){.title = _("Field"), .least = 14, .most = 26};
	conflict->columns[1] = (struct list_column){.title = _("Theirs"), .least = 12, .most = 60};
	conflict->columns[2] = (struct list_column){.title = _("Yours"), .least = 12, .most = 60};
	conflict->columns[3] = (struct list_column){.title = _("Stands"), .least = 9};
	list_view_start(&conflict->list, &source, conflict, conflict->columns, COUNT_OF(conflict->columns));
}

void conflict_open(struct record_form *form)
{
	struct glance glance = {0};
	struct record base, now;
	if (!glance_open(&glance, form->app))
		return;
	if (!view_record(glance.view, form->ref, &now)) {
		glance_close(&glance);
		tell_removed(form);
		return;
	}
	if (record_form_base(form, &base)) {
		struct conflict *conflict = memory_new(sizeof(*conflict));
		conflict->screen.ops = &ops;
		screen_set_title(&conflict->screen, _("Two have changed this"));
		conflict->form = form;
		start(conflict, &glance, &base, &now);
		tui_push(form->app->tui, &conflict->screen);
	}
	glance_close(&glance);
}
