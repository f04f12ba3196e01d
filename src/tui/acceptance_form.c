#include "tui/acceptance_form.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "register/edit.h"
#include "tui/canvas.h"
#include "tui/form.h"
#include "tui/record_finder.h"
#include "tui/words.h"

enum { ROW_UNTIL, ROW_WHY, ROW_CEILING, ROW_DECISION, ROWS };

struct acceptance_form {
	struct screen screen;
	struct app *app;
	struct ref finding;
	struct text rule;     /* who may accept it, and until when */
	struct form form;
	struct form_field rows[ROWS];
	struct ref decision;
};

static struct acceptance_form *of(const struct screen *screen)
{
	return (struct acceptance_form *)(uintptr_t)screen;
}

static const struct field *field_of(size_t row)
{
	static const uint8_t numbers[ROWS] = {
		F_finding_accepted_until, F_finding_accepted_why, F_finding_cost_ceiling, F_finding_decision};
	return schema_field(schema_entity(E_finding), numbers[row]);
}

static bool read_value(struct acceptance_form *form, size_t row, struct value *value, struct error *error)
{
	struct glance glance = {0};
	struct text scratch = {0};
	if (!glance_open(&glance, form->app))
		return true;
	const struct value_reader reader = register_reader(glance.view, form->app->session->today, true);
	bool ok = value_parse(field_of(row), form_text(&form->form, row), &reader, &scratch, value, error);
	text_free(&scratch);
	glance_close(&glance);
	return ok;
}

static bool check(void *owner, size_t row, struct slice typed, struct text *note, struct error *error)
{
	struct acceptance_form *form = owner;
	struct value value = VALUE_UNSET;
	char buffer[DAY_TEXT_SIZE];
	if (slice_trim(typed).size == 0)
		return row > ROW_WHY || error_set(error, ERROR_INPUT, _("this must be stated"));
	if (row == ROW_WHY || row == ROW_DECISION)
		return true;
	if (!read_value(form, row, &value, error))
		return false;
	if (row == ROW_UNTIL && value.set)
		text_printf(note, "= %s", day_text((day_t)value.number, buffer));
	return true;
}

static void found(struct tui *tui, void *owner, struct ref ref)
{
	struct acceptance_form *form = owner;
	struct glance glance = {0};
	struct text words = {0};
	(void)tui;
	if (!glance_open(&glance, form->app))
		return;
	words_name(&words, &glance, ref);
	glance_close(&glance);
	form->decision = ref;
	form_set(&form->form, ROW_DECISION, text_slice(&words));
	text_free(&words);
}

static void choose(void *owner, size_t row, struct slice typed)
{
	static const uint8_t decisions[] = {E_decision, 0};
	struct acceptance_form *form = owner;
	(void)row;
	record_finder_open(form->app, &(struct record_finding){
		.title = _("Decision"), .entities = decisions, .typed = typed, .found = found, .owner = form});
}

static unsigned save(struct acceptance_form *form)
{
	struct value until = VALUE_UNSET, ceiling = VALUE_UNSET;
	struct error error = {0};
	if (!form_is_valid(&form->form) || !read_value(form, ROW_UNTIL, &until, &error) ||
	    !read_value(form, ROW_CEILING, &ceiling, &error))
		return DONE_HANDLED;
	bool decided = form_text(&form->form, ROW_DECISION).size > 0;
	const struct acceptance acceptance = {
		.until = (day_t)until.number,
		.why = form_text(&form->form, ROW_WHY),
		.cost_ceiling = ceiling.set ? ceiling.number : NUMBER_UNSET,
		.decision = decided ? form->decision : (struct ref){0},
	};
	if (!audit_accept(form->app->session, form->finding, &acceptance, &error)) {
		tui_say_error(form->app->tui, &error);
		return DONE_HANDLED;
	}
	app_changed(form->app);
	tui_say(form->app->tui, ROLE_GOOD, "%s", _("Accepted until that day; u undoes it."));
	return DONE_HANDLED | DONE_CLOSE;
}

static const char *title(struct screen *screen)
{
	(void)screen;
	return _("Accept the risk");
}

static unsigned contexts(const struct screen *screen)
{
	return IN_SCREEN | form_contexts(&of(screen)->form);
}

static void draw(struct screen *screen, struct area area)
{
	struct area inside = area_inside(area, 0, 1);
	struct slice rest = text_slice(&of(screen)->rule), line;
	int row = 1;
	for (; row < inside.rows - 4 && layout_wrap(&rest, inside.columns - 2, &line); row++)
		canvas_text(inside.row + row, inside.column + 2, inside.columns - 2, ROLE_NORMAL, line);
	form_draw(&of(screen)->form, area_part(inside, row + 1, 0, inside.rows - row - 1, inside.columns), true);
}

static unsigned act(struct screen *screen, enum action_id action)
{
	struct acceptance_form *form = of(screen);
	if (action == ACTION_CANCEL || action == ACTION_BACK)
		return form_leave(&form->form, screen);
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

static void close_form(struct screen *screen)
{
	form_free(&of(screen)->form);
	text_free(&of(screen)->rule);
	free(of(screen));
}

static const enum action_id hints[] = {ACTION_SAVE, ACTION_FIELD_NEXT, ACTION_FIELD_CHOOSE, ACTION_CANCEL, ACTION_NONE};

static const struct screen_ops ops = {
	.help = N_("The risk is accepted until a day, with the reason; on that day the finding returns. Who may accept "
		   "depends on how serious it is, and stands above the form."),
	.hints = hints,
	.title = title,
	.contexts = contexts,
	.draw = draw,
	.act = act,
	.type = type,
	.unsaved = unsaved,
	.close = close_form,
};

static void make_rows(struct acceptance_form *form)
{
	static const enum field_kind kinds[ROWS] = {FIELD_TYPED, FIELD_NOTE, FIELD_TYPED, FIELD_CHOSEN};
	static const int columns[ROWS] = {12, 0, 20, 0};
	for (size_t row = 0; row < ROWS; row++)
		form->rows[row] = (struct form_field){
			.label = words_field(form->app, field_of(row)), .help = _(field_of(row)->help), .kind = kinds[row],
			.columns = columns[row], .required = row <= ROW_WHY};
}

void acceptance_form_open(struct app *app, struct ref ref)
{
	static const struct form_ops form_ops = {.check = check, .choose = choose};
	struct glance glance = {0};
	struct record finding;
	if (!glance_open(&glance, app))
		return;
	if (view_record(glance.view, ref, &finding)) {
		struct acceptance_form *form = memory_new(sizeof(*form));
		form->screen.ops = &ops;
		form->app = app;
		form->finding = ref;
		audit_append_acceptance_rule(&form->rule, app->session, glance.view, &finding);
		make_rows(form);
		form_start(&form->form, app->tui, &form_ops, form, form->rows, ROWS);
		tui_push(app->tui, &form->screen);
	}
	glance_close(&glance);
}
