#include "tui/record_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/edit.h"
#include "tui/dialog.h"
#include "tui/ways.h"
#include "tui/words.h"

#define TEXT_BYTES 800 /* 200 characters of four bytes */
#define NOTE_BYTES 65536

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

/* ---- making the rows ---- */

static size_t limit_of(const struct field *field)
{
	return field->type == TYPE_NOTE ? NOTE_BYTES : field->type == TYPE_TEXT ? TEXT_BYTES : 0;
}

static int columns_of(const struct field *field)
{
	switch (field->type) {
	case TYPE_DATE: case TYPE_QUARTER: return 12;
	case TYPE_NUMBER: case TYPE_DECIMAL: case TYPE_PERCENT: return 14;
	case TYPE_MONEY: return 20;
	default: return 0;
	}
}

static void add_row(struct record_form *form, const struct field *field, const char *group, bool may_write)
{
	size_t row = form->count++;
	form->fields[row] = field;
	form->rows[row] = (struct form_field){
		.group = group,
		.label = words_field(form->app, field),
		.help = _(field->help),
		.kind = may_write ? record_form_kind(field) : FIELD_SHOWN,
		.required = field->required && may_write,
		.limit = limit_of(field),
		.columns = columns_of(field),
	};
}

static bool may_write(const struct record_form *form, struct glance *glance, const struct record *record,
	const struct field *field)
{
	struct record empty = {.entity = form->entity};
	if (field->internal)
		return false;
	if (record == NULL) /* of a new record everything may be stated: whether it may be made is asked when it is saved */
		return empty.entity != NULL;
	return authority_may_write(form->app->session, glance->view, record, field);
}

/* What may not be read is not there at all: an empty row would be saved as empty. */
static void add_field(struct record_form *form, struct glance *glance, const struct record *record,
	const struct field *field, const char *group)
{
	bool writes = may_write(form, glance, record, field);
	bool reads = record == NULL || authority_may_read(form->app->session, glance->view, record, field);
	if (reads && (writes || (record != NULL && record_is_set(record, field->number) && field->type != TYPE_REASONS)))
		add_row(form, field, group, writes);
}

static void add_rows(struct record_form *form, struct glance *glance, const struct record *record)
{
	const char *group = _("Facts");
	size_t most = form->entity->field_count;
	form->rows = memory_new_array(most + 1, sizeof(*form->rows));
	form->fields = memory_new_array(most + 1, sizeof(*form->fields));
	form->refs = memory_new_array(most + 1, sizeof(*form->refs));
	for (size_t i = F_first_own - 1; i < most; i++) {
		const struct field *field = &form->entity->fields[i];
		group = field->section != NULL ? _(field->section) : group;
		add_field(form, glance, record, field, group);
	}
	for (uint8_t number = F_code; number < F_first_own; number++)
		add_field(form, glance, record, schema_field(form->entity, number), _("In the register"));
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

/* ---- saving ---- */

static bool make_draft(struct record_form *form, struct glance *glance, struct draft *draft, struct error *error)
{
	const struct value_reader reader = register_reader(glance->view, form->app->session->today, true);
	struct record base;
	if (record_form_base(form, &base))
		draft_copy_record(draft, &base);
	for (size_t row = 0; row < form->count; row++) {
		bool filled_in = form->ref.id == 0 && form_text(&form->form, row).size > 0;
		if ((filled_in || form_field_changed(&form->form, row)) &&
		    !record_form_take(form, row, draft, &reader, error)) {
			form_set_error(&form->form, row, error);
			return false;
		}
	}
	return true;
}

/* What the register says about a field is said at the field. */
static bool check_draft(struct record_form *form, struct glance *glance, const struct draft *draft, struct error *error)
{
	uint8_t number = 0;
	if (register_check(form->app->session, glance->view, draft, form->ref, &number, error))
		return true;
	const struct field *field = number == 0 ? NULL : schema_field(form->entity, number);
	size_t row = field == NULL ? SIZE_MAX : record_form_row(form, field);
	if (row != SIZE_MAX && form->rows[row].kind != FIELD_SHOWN)
		form_set_error(&form->form, row, error);
	else
		tui_say_error(form->app->tui, error);
	return false;
}

static bool write(struct record_form *form, struct draft *draft)
{
	struct error error = {0};
	struct ref ref = form->ref;
	if (register_save(form->app->session, draft, &ref, form->revision, SLICE(""), &error)) {
		form->ref = ref;
		app_changed(form->app);
		return true;
	}
	if (error.kind == ERROR_CONFLICT)
		conflict_open(form);
	else
		tui_say_error(form->app->tui, &error);
	return false;
}

bool record_form_save(struct record_form *form)
{
	struct glance glance = {0};
	struct error error = {0};
	struct draft draft;
	if (!form_is_valid(&form->form) || !glance_open(&glance, form->app))
		return false;
	draft_init(&draft, form->entity);
	bool ready = make_draft(form, &glance, &draft, &error) && check_draft(form, &glance, &draft, &error);
	glance_close(&glance);
	bool saved = ready && write(form, &draft);
	draft_free(&draft);
	return saved;
}

static unsigned save(struct record_form *form)
{
	struct app *app = form->app;
	bool new = form->ref.id == 0;
	if (!record_form_save(form))
		return DONE_HANDLED;
	struct ref ref = form->ref;
	kept_form_forget(form);
	tui_say(app->tui, ROLE_GOOD, "%s", _("Saved; u undoes it."));
	if (!new)
		return DONE_HANDLED | DONE_CLOSE;
	tui_close(app->tui, &form->screen);
	open_record(app, ref);
	return DONE_HANDLED;
}

/* ---- the screen ---- */

static const char *title(struct screen *screen)
{
	return of(screen)->title.data;
}

static unsigned contexts(const struct screen *screen)
{
	return IN_SCREEN | form_contexts(&of(screen)->form);
}

static void draw(struct screen *screen, struct area area)
{
	form_draw(&of(screen)->form, area_inside(area, 0, 1), true);
}

static unsigned leave(struct record_form *form)
{
	unsigned done = form_leave(&form->form, &form->screen);
	if (done != DONE_NOTHING)
		return done;
	kept_form_forget(form);
	return DONE_HANDLED | DONE_CLOSE;
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct record_form *form = of(screen);
	if (action == ACTION_CANCEL || action == ACTION_BACK)
		return leave(form);
	return form_saves(&form->form, action) ? save(form) : form_act(&form->form, action);
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

static void close_form(struct screen *screen)
{
	struct record_form *form = of(screen);
	form_free(&form->form);
	free(form->rows);
	free(form->fields);
	free(form->refs);
	free(form->kept);
	text_free(&form->base);
	text_free(&form->title);
	free(form);
}

static const enum action_id hints[] = {
	ACTION_SAVE, ACTION_FIELD_NEXT, ACTION_FIELD_CHOOSE, ACTION_CANCEL, ACTION_EDIT_UNDO, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("The facts of one record. Each is checked as it is typed: dates as 2027-03-31 or +18m, amounts as "
		   "1 250 000 or 1,2 Mkr. In a field with a mark at its end, type some letters to choose. Ctrl-S saves."),
	.hints = hints,
	.title = title,
	.contexts = contexts,
	.draw = draw,
	.act = act,
	.type = type,
	.unsaved = unsaved,
	.lost = lost,
	.close = close_form,
};

static void make_title(struct record_form *form, struct glance *glance)
{
	if (form->ref.id == 0)
		text_printf(&form->title, _("New: %s"), words_entity(form->app, form->entity));
	else
		words_name(&form->title, glance, form->ref);
}

struct record_form *record_form_open(struct app *app, const struct entity *entity, struct ref ref)
{
	struct glance glance = {0};
	struct record record;
	if (!glance_open(&glance, app))
		return NULL;
	bool there = ref.id != 0 && view_record(glance.view, ref, &record);
	if (ref.id != 0 && !there) {
		tui_say(app->tui, ROLE_WARNING, "%s", _("This record is no longer in the register."));
		glance_close(&glance);
		return NULL;
	}
	struct record_form *form = memory_new(sizeof(*form));
	form->screen.ops = &ops;
	form->app = app;
	form->entity = entity;
	form->ref = (struct ref){entity->number, ref.id};
	make_title(form, &glance);
	add_rows(form, &glance, there ? &record : NULL);
	static const struct form_ops form_ops = {.check = record_form_check, .choose = record_form_choose};
	form_start(&form->form, app->tui, &form_ops, form, form->rows, form->count);
	if (there) {
		record_form_rebase(form, &record);
		for (size_t row = 0; row < form->count; row++)
			record_form_fill(form, &glance, row, &record);
	}
	glance_close(&glance);
	tui_push(app->tui, &form->screen);
	return form;
}
