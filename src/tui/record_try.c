/* What stands in the form, tried without saving it. */
#include "base/lang.h"
#include "report/trial_report.h"
#include "tui/record_form.h"
#include "tui/report_screen.h"

/* "field=value" of a row, as programs write values. */
static bool tell_row(struct record_form *form, struct glance *glance, struct trial *trial, size_t row,
	struct error *error)
{
	const struct value_writer writer = view_writer(glance->view, false);
	const struct field *field = form->fields[row];
	struct text words = {0}, scratch = {0};
	struct value value = VALUE_UNSET;
	bool ok = form_text(&form->form, row).size == 0 || record_form_value(form, row, &scratch, &value, error);
	text_printf(&words, "%s=", field->name);
	if (ok && value.set)
		value_append(&words, field, &value, &writer);
	if (ok)
		trial_set(trial, form->ref, text_slice(&words));
	else
		form_set_error(&form->form, row, error);
	text_free(&words);
	text_free(&scratch);
	return ok;
}

static bool tell_rows(struct record_form *form, struct trial *trial, struct error *error)
{
	struct glance glance = {0};
	bool ok = glance_open(&glance, form->app);
	for (size_t row = 0; ok && row < form->count; row++)
		ok = !form_field_changed(&form->form, row) || tell_row(form, &glance, trial, row, error);
	glance_close(&glance);
	return ok;
}

bool record_form_can_try(const struct record_form *form)
{
	return form->deed == NULL && form->ref.id != 0 && form->app->session->as_of == 0 && form_changed(&form->form) &&
	       trial_takes(form->ref.entity);
}

void record_form_try(struct record_form *form)
{
	struct trial *trial = trial_new(form->app->session);
	struct error error = {0};
	struct page *page = NULL;
	if (tell_rows(form, trial, &error))
		page = trial_report(form->app->session, trial, &error);
	trial_free(&trial);
	if (page != NULL)
		report_show(form->app, _("What if"), page);
	else if (error.kind != ERROR_NONE)
		tui_say_error(form->app->tui, &error);
	page_free(&page);
}
