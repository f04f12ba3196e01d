#include "tui/need_form.h"

#include "base/lang.h"
#include "register/opportunity_deeds.h"

enum { ROW_TITLE, ROW_NEED, ROW_UNIT, ROW_SERVICE };

static const uint8_t fields[] = {
	F_opportunity_title, F_opportunity_need, F_opportunity_unit, F_opportunity_service, 0};

static bool capture(struct record_form *form, struct error *error)
{
	struct text scratch = {0};
	struct value unit, service;
	struct ref made;
	bool ok = record_form_value(form, ROW_UNIT, &scratch, &unit, error) &&
		  record_form_value(form, ROW_SERVICE, &scratch, &service, error);
	text_free(&scratch);
	if (!ok)
		return false;
	const struct capture need = {
		.title = form_text(&form->form, ROW_TITLE),
		.need = form_text(&form->form, ROW_NEED),
		.unit = unit.ref,
		.service = service.set ? service.ref : (struct ref){0},
	};
	if (!opportunity_capture(form->app->session, &need, &made, error))
		return false;
	form->ref = made;
	return true;
}

const struct form_deed need_deed = {
	.name = "need",
	.title = N_("A need"),
	.help = N_("Say what should become possible and why, in your own words. Whoever looks after the portfolio answers; "
		   "the answer comes to your desk."),
	.done = N_("Written down; u undoes it."),
	.fields = fields,
	.required = ROW_UNIT + 1,
	.save = capture,
};

/* One's own unit is what it is about, as a rule. */
static struct ref own_unit(struct app *app)
{
	struct glance glance = {0};
	struct record person;
	struct ref unit = {0};
	if (app->session->known && glance_open(&glance, app) &&
	    view_record(glance.view, (struct ref){E_person, app->session->actor}, &person))
		unit = record_ref(&person, F_person_unit);
	glance_close(&glance);
	return unit;
}

void need_form_open(struct app *app)
{
	struct record_form *form = record_form_open_deed(app, &need_deed, (struct ref){E_opportunity, 0});
	struct ref unit = own_unit(app);
	if (form != NULL && ref_is_set(unit))
		record_form_set_ref(form, schema_field(form->entity, F_opportunity_unit), unit);
}
