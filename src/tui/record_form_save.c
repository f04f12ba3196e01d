/* From the form to the register: what is typed becomes a draft, is checked field by field, and written. */
#include <stdlib.h>

#include "base/lang.h"
#include "register/edit.h"
#include "tui/record_form.h"

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
