/* What stands in the form, tried without saving it. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/trial_report.h"
#include "tui/record_form.h"
#include "tui/report_screen.h"

/* What is tried, kept for as long as what would come of it is shown. */
struct tried {
	struct ref ref;
	struct text *assignments; /* "field=value", as programs write values */
	size_t count, capacity;
};

static void tried_free(void *context)
{
	struct tried *tried = context;
	for (size_t i = 0; i < tried->count; i++)
		text_free(&tried->assignments[i]);
	free(tried->assignments);
	free(tried);
}

static bool take_row(struct tried *tried, struct record_form *form, struct glance *glance, size_t row,
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
	if (!ok)
		form_set_error(&form->form, row, error);
	memory_grow(&tried->assignments, &tried->capacity, tried->count, sizeof(*tried->assignments));
	tried->assignments[tried->count++] = words;
	text_free(&scratch);
	return ok;
}

static bool take_rows(struct tried *tried, struct record_form *form, struct error *error)
{
	struct glance glance = {0};
	bool ok = glance_open(&glance, form->app);
	for (size_t row = 0; ok && row < form->count; row++)
		ok = !form_field_changed(&form->form, row) || take_row(tried, form, &glance, row, error);
	glance_close(&glance);
	return ok;
}

static struct page *make(struct app *app, void *context, struct error *error)
{
	const struct tried *tried = context;
	struct trial *trial = trial_new(app->session);
	for (size_t i = 0; i < tried->count; i++)
		trial_set(trial, tried->ref, text_slice(&tried->assignments[i]));
	struct page *page = trial_report(app->session, trial, error);
	trial_free(&trial);
	return page;
}

bool record_form_can_try(const struct record_form *form)
{
	return form->deed == NULL && form->ref.id != 0 && form->app->session->as_of == 0 && form_changed(&form->form) &&
	       trial_takes(form->ref.entity);
}

void record_form_try(struct record_form *form)
{
	struct tried *tried = memory_new(sizeof(*tried));
	struct error error = {0};
	tried->ref = form->ref;
	if (take_rows(tried, form, &error)) {
		report_show(form->app, _("What if"), &(struct report_source){make, tried, tried_free});
		return;
	}
	if (error.kind != ERROR_NONE)
		tui_say_error(form->app->tui, &error);
	tried_free(tried);
}
