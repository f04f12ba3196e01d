#include "tui/record_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "tui/canvas.h"
#include "tui/ways.h"
#include "tui/words.h"

static struct record_form *of(const struct screen *screen)
{
	return (struct record_form *)(uintptr_t)screen;
}

bool record_form_base(const struct record_form *form, struct record *record)
{
	if (form->base.size == 0 || !record_open(record, form->base.data, form->base.size))
		return false;
	record->id = form->ref.id;
	return true;
}

size_t record_form_row(const struct record_form *form, const struct field *field)
{
	for (size_t row = 0; row < form->count; row++)
		if (form->fields[row] == field)
			return row;
	return SIZE_MAX;
}

void record_form_fill(struct record_form *form, struct glance *glance, size_t row, const struct record *from)
{
	struct text words = {0};
	record_form_value_text(&words, glance, from, form->fields[row]);
	if (field_holds_ref(form->fields[row]))
		form->refs[row] = record_ref(from, form->fields[row]->number);
	form_fill(&form->form, row, words.size > 0 ? text_slice(&words) : SLICE(""));
	text_free(&words);
}

void record_form_rebase(struct record_form *form, const struct record *now)
{
	text_clear(&form->base);
	text_append_bytes(&form->base, now->bytes, now->size);
	form->revision = record_revision(now);
}

void record_form_set_ref(struct record_form *form, const struct field *field, struct ref ref)
{
	size_t row = field == NULL ? SIZE_MAX : record_form_row(form, field);
	struct glance glance = {0};
	struct text words = {0};
	if (row == SIZE_MAX || !glance_open(&glance, form->app))
		return;
	words_name(&words, &glance, ref);
	glance_close(&glance);
	form->refs[row] = ref;
	form_fill(&form->form, row, text_slice(&words));
	text_free(&words);
}

static void give(struct record_form *form, struct slice name, struct slice value)
{
	const struct field *field = schema_find_field(form->entity, name);
	size_t row = field == NULL ? SIZE_MAX : record_form_row(form, field);
	const struct choice *choice =
		row == SIZE_MAX ? NULL : schema_find_choice(schema_choices(record_form_choices(field)), value);
	if (choice != NULL)
		form_fill(&form->form, row, slice_of(_(choice->label)));
}

void record_form_give(struct record_form *form, const char *given)
{
	struct slice rest = slice_of(given), pair, name;
	while (slice_next(&rest, ' ', &pair))
		if (slice_next(&pair, '=', &name))
			give(form, name, pair);
}

void record_form_focus_required(struct record_form *form)
{
	for (size_t row = 0; row < form->count; row++)
		if (form->rows[row].required && form_text(&form->form, row).size == 0) {
			form->form.focus = row;
			return;
		}
}

void record_form_focus(struct record_form *form, const struct field *field)
{
	size_t row = field == NULL ? SIZE_MAX : record_form_row(form, field);
	if (row != SIZE_MAX && form->rows[row].kind != FIELD_SHOWN)
		form->form.focus = row;
}

void record_form_focus_missing(struct record_form *form)
{
	for (size_t row = 0; row < form->count; row++)
		if (form->fields[row]->wanted && form_text(&form->form, row).size == 0) {
			record_form_focus(form, form->fields[row]);
			return;
		}
}

static bool do_deed(struct record_form *form)
{
	struct error error = {0};
	if (!form_is_valid(&form->form))
		return false;
	bool done = form->deed->save(form, &error);
	if (done)
		app_changed(form->app);
	else if (error.kind != ERROR_NONE)
		tui_say_error(form->app->tui, &error);
	return done;
}

static unsigned save(struct record_form *form)
{
	struct app *app = form->app;
	bool new = form->ref.id == 0;
	if (form->deed != NULL ? !do_deed(form) : !record_form_save(form))
		return DONE_HANDLED;
	struct ref ref = form->ref;
	tui_say(app->tui, ROLE_GOOD, "%s", form->deed != NULL ? _(form->deed->done) : _("Saved; u undoes it."));
	if (form->for_form != NULL)
		record_form_take_ref(form->for_form, form->for_row, ref);
	if (!new || form->for_form != NULL || form->back)
		return DONE_HANDLED | DONE_CLOSE;
	tui_close(app->tui, &form->screen);
	open_record(app, ref);
	return DONE_HANDLED;
}

/* ---- the screen ---- */

static unsigned contexts_now(const struct screen *screen)
{
	return form_contexts(&of(screen)->form);
}

static void draw(struct screen *screen, struct area area)
{
	struct area inside = area_inside(area, 0, 1);
	struct slice rest = text_slice(&of(screen)->above), line;
	int row = 0;
	for (; row < inside.rows - 5 && layout_wrap(&rest, inside.columns - 2, &line); row++)
		canvas_text(inside.row + row + 1, inside.column + 2, inside.columns - 2, ROLE_NORMAL, line);
	row += row > 0 ? 2 : 0;
	form_draw(&of(screen)->form, area_part(inside, row, 0, inside.rows - row, inside.columns), true);
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct record_form *form = of(screen);
	if (action == ACTION_CANCEL || action == ACTION_BACK)
		return form_leave(&form->form, screen);
	if (action == ACTION_TRY) {
		record_form_try(form);
		return DONE_HANDLED;
	}
	return form_saves(&form->form, action) ? save(form) : form_act(&form->form, action);
}

static bool can(const struct screen *screen, enum action_id action)
{
	return action == ACTION_TRY ? record_form_can_try(of(screen)) : form_can(&of(screen)->form, action);
}

static unsigned type(struct screen *screen, keycode key)
{
	return form_type(&of(screen)->form, key);
}

static bool unsaved(const struct screen *screen)
{
	return form_changed(&of(screen)->form);
}

static void lost(struct screen *screen)
{
	if (form_changed(&of(screen)->form))
		kept_form_write(of(screen));
}

static void keep(struct screen *screen)
{
	if (form_changed(&of(screen)->form))
		kept_form_keep(of(screen));
	else
		kept_form_forget(of(screen));
}

static void close_form(struct screen *screen)
{
	struct record_form *form = of(screen);
	kept_form_forget(form); /* saved, or left on purpose */
	form_free(&form->form);
	free(form->rows);
	free(form->fields);
	free(form->refs);
	text_free(&form->base);
	text_free(&form->above);
	text_free(&form->begun);
	free(form);
}

static const enum action_id hints[] = {
	ACTION_SAVE, ACTION_TRY, ACTION_FIELD_NEXT, ACTION_FIELD_CHOOSE, ACTION_CANCEL, ACTION_EDIT_UNDO, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("The facts of one record. Each is checked as it is typed: dates as 2027-03-31 or +18m, amounts as "
		   "1 250 000 or 1,2 Mkr. In a field with a mark at its end, type some letters to choose, or Ctrl-O for the month "
		   "of a day; what is looked for and missing can be made on the spot. Ctrl-S saves."),
	.hints = hints,
	.contexts = IN_SCREEN,
	.contexts_now = contexts_now,
	.draw = draw,
	.act = act,
	.can = can,
	.type = type,
	.unsaved = unsaved,
	.keep = keep,
	.lost = lost,
	.close = close_form,
};

static void make_title(struct record_form *form, struct glance *glance)
{
	struct text *title = &form->screen.title;
	if (form->deed != NULL)
		text_append_text(title, _(form->deed->title));
	else if (form->ref.id == 0)
		text_printf(title, _("New: %s"), words_entity(form->app, form->entity));
	else
		words_name(title, glance, form->ref);
	if (strcmp(title->data, screen_title(tui_front(form->app->tui))) == 0)
		screen_set_title(&form->screen, _("Edit")); /* the record itself stands below */
}

static void fill(struct record_form *form, struct glance *glance, const struct record *record)
{
	record_form_rebase(form, record);
	for (size_t row = 0; form->deed == NULL && row < form->count; row++)
		record_form_fill(form, glance, row, record);
}

/* `record` NULL: a new one. */
static struct record_form *make(const struct record_form *how, struct glance *glance, const struct record *record)
{
	static const struct form_ops form_ops = {
		.check = record_form_check, .settle = record_form_settle, .choose = record_form_choose};
	struct record_form *form = memory_copy(how, sizeof(*how));
	form->screen.ops = &ops;
	form->entity = schema_entity(form->ref.entity);
	form->screen.help = form->deed != NULL ? form->deed->help : NULL;
	make_title(form, glance);
	record_form_add_rows(form, glance, record);
	form_start(&form->form, form->app->tui, &form_ops, form, form->rows, form->count);
	if (record != NULL)
		fill(form, glance, record);
	if (form->deed != NULL && form->deed->begin != NULL)
		form->deed->begin(form, glance);
	tui_push(form->app->tui, &form->screen);
	return form;
}

/* `how` says what and for what; the rest of it is empty. */
static struct record_form *open(const struct record_form *how)
{
	struct glance glance = {0};
	struct record_form *form = NULL;
	struct record record;
	if (!glance_open(&glance, how->app))
		return NULL;
	bool there = how->ref.id != 0 && view_record(glance.view, how->ref, &record);
	if (there || how->ref.id == 0)
		form = make(how, &glance, there ? &record : NULL);
	else
		tui_say(how->app->tui, ROLE_WARNING, "%s", _("This record is no longer in the register."));
	glance_close(&glance);
	return form;
}

struct record_form *record_form_open(struct app *app, const struct entity *entity, struct ref ref)
{
	return open(&(struct record_form){.app = app, .ref = {entity->number, ref.id}});
}

struct record_form *record_form_open_deed(struct app *app, const struct form_deed *deed, struct ref ref)
{
	return open(&(struct record_form){.app = app, .ref = ref, .deed = deed});
}

void record_form_open_brief(struct record_form *below, size_t row, uint8_t entity, struct slice typed)
{
	struct record_form *form = open(
		&(struct record_form){.app = below->app, .ref = {entity, 0}, .for_form = below, .for_row = row});
	const struct field *name = form == NULL ? NULL : schema_field(form->entity, form->entity->name_field);
	size_t named = name == NULL ? SIZE_MAX : record_form_row(form, name);
	if (named != SIZE_MAX && typed.size > 0)
		form_set(&form->form, named, typed);
}
