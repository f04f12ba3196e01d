#include "tui/change_many.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/edit.h"
#include "tui/canvas.h"
#include "tui/choices.h"
#include "tui/words.h"

#define NARROWEST 76
#define FRAME 4

static struct list_view *list_of(struct screen *screen)
{
	return &((struct change_many *)screen)->list;
}

static void draw(struct screen *screen, struct area area)
{
	struct change_many *many = (struct change_many *)screen;
	int rows = int_clamp((int)many->choices.count + 4, 6, area.rows);
	int columns = int_clamp(list_view_wanted(&many->list) + FRAME, NARROWEST, area.columns);
	struct area inside = canvas_frame(area_center(area, rows, columns), screen_title(screen));
	list_view_draw(&many->list, area_part(inside, 0, 0, inside.rows - 1, inside.columns), true);
	canvas_text(inside.row + inside.rows - 1, inside.column, inside.columns, ROLE_MUTED,
		slice_of(_("Space marks several; Enter goes on to their values. Nothing is changed yet.")));
}

/* ---- the form ---- */

/* What the form says becomes the change, which is looked at in front of the form: it stays open. */
static bool look_at(struct record_form *form, struct error *error)
{
	struct change_many *many = form->context;
	struct glance glance = {0};
	if (!glance_open(&glance, form->app))
		return false;
	const struct value_reader reader = register_reader(glance.view, form->app->session->today, true);
	bool ok = true;
	for (size_t row = 0; row < form->count && ok; row++) {
		ok = record_form_take(form, row, &many->change.values, &reader, error);
		if (!ok)
			form_set_error(&form->form, row, error);
	}
	glance_close(&glance);
	if (ok)
		change_preview_open(many);
	return false;
}

/* In the order in which they stand in the form of the record. */
static void take_fields(struct change_many *many)
{
	size_t count = 0;
	for (unsigned i = 0; i < many->entity->field_count; i++) {
		const struct field *field = &many->entity->fields[i];
		uint64_t selected = many->list.selected_key;
		bool taken = many->list.mark_count > 0 ? list_view_marked(&many->list, field->number)
						       : selected == field->number;
		if (taken)
			many->change.fields[count++] = field->number;
	}
	many->change.fields[count] = 0;
}

static unsigned go_on(struct change_many *many)
{
	struct text title = {0};
	take_fields(many);
	many->deed = (struct form_deed){
		.title = N_("Change many"),
		.help = N_("Each of the marked records gets what stands here; a field left empty becomes not set. Ctrl-S shows "
			   "what each of them would become, before anything is changed."),
		.fields = many->change.fields,
		.save = look_at,
	};
	many->form = record_form_open_deed(many->app, &many->deed, (struct ref){many->entity->number, many->rows[0].id});
	if (many->form == NULL)
		return DONE_HANDLED;
	many->form->context = many;
	many->form->form.save = _("Show what would change");
	text_printf(&title, "%s (%zu)", _("Change many"), many->count);
	screen_set_title(&many->form->screen, title.data);
	text_append_text(&many->form->above, _("Each of the marked records gets this; what is left empty becomes not set. "
					       "Ctrl-S shows what would become of each."));
	text_free(&title);
	return DONE_HANDLED;
}

/* ---- the fields ---- */

static unsigned act(struct screen *screen, enum action_id action)
{
	struct change_many *many = (struct change_many *)screen;
	if (action == ACTION_OPEN)
		return list_view_has_selected(&many->list) || many->list.mark_count > 0 ? go_on(many) : DONE_HANDLED;
	return DONE_NOTHING;
}

static bool can(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action != ACTION_MARK_ALL;
}

static const char *hint(const struct screen *screen, enum action_id action)
{
	(void)screen;
	return action == ACTION_OPEN ? _("Their values") : NULL;
}

static void close_many(struct screen *screen)
{
	struct change_many *many = (struct change_many *)screen;
	list_view_free(&many->list);
	choices_free(&many->choices);
	many_free(&many->change);
	free(many->rows);
	free(many);
}

static const enum action_id hints[] = {ACTION_MARK, ACTION_OPEN, ACTION_FILTER, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.window = true,
	.help = N_("Which fields the marked records are to get anew. What tells one record from another, such as a code, is "
		   "not among them."),
	.hints = hints,
	.contexts = IN_MARKING,
	.draw = draw,
	.list = list_of,
	.act = act,
	.can = can,
	.hint = hint,
	.close = close_many,
};

static void offer_field(struct change_many *many, struct glance *glance, const struct record *record, uint8_t number)
{
	const struct field *field = schema_field(many->entity, number);
	if (many_can(field) && authority_may_read(many->app->session, glance->view, record, field))
		choices_add(&many->choices, field->number, words_field(many->app, field), _(field->help), NULL);
}

/* Its own ones first, then those that every record has. */
static void offer_fields(struct change_many *many, struct glance *glance)
{
	struct record record;
	struct ref first = {many->entity->number, many->rows[0].id};
	if (!view_record(glance->view, first, &record))
		return;
	for (uint8_t number = F_first_own; number <= many->entity->field_count; number++)
		offer_field(many, glance, &record, number);
	for (uint8_t number = F_code; number < F_first_own; number++)
		offer_field(many, glance, &record, number);
}

void change_many_open(struct app *app, const struct entity *entity, const uint64_t ids[], size_t count,
	void (*done)(void *owner), void *owner)
{
	struct change_many *many = memory_new(sizeof(*many));
	struct glance glance = {0};
	struct text title = {0};
	many->screen.ops = &ops;
	many->app = app;
	many->entity = entity;
	many->done = done;
	many->owner = owner;
	many->count = count;
	many->rows = memory_new_array(count, sizeof(*many->rows));
	for (size_t i = 0; i < count; i++)
		many->rows[i].id = (record_id)ids[i];
	many_start(&many->change, entity);
	if (glance_open(&glance, app))
		offer_fields(many, &glance);
	glance_close(&glance);
	text_printf(&title, "%s (%zu)", _("What is to be changed?"), count);
	screen_set_title(&many->screen, title.data);
	text_free(&title);
	many->columns[0] = (struct list_column){.title = _("Field"), .least = 16, .most = 34};
	many->columns[1] = (struct list_column){.title = _("What it is"), .least = 16, .priority = 1};
	list_view_start(&many->list, &choices_source, &many->choices, many->columns, COUNT_OF(many->columns));
	many->list.marking = true;
	tui_push(app->tui, &many->screen);
}
