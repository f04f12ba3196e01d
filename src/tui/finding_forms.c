#include "tui/finding_forms.h"

#include "audit/audit.h"
#include "base/lang.h"

enum { ROW_UNTIL, ROW_WHY, ROW_CEILING, ROW_DECISION };

/* Who may accept it, and until when. */
static void tell_rule(struct record_form *form, struct glance *glance)
{
	struct record finding;
	if (view_record(glance->view, form->ref, &finding))
		audit_append_acceptance_rule(&form->above, form->app->session, glance->view, &finding);
}

static const uint8_t acceptance_fields[] = {
	F_finding_accepted_until, F_finding_accepted_why, F_finding_cost_ceiling, F_finding_decision, 0};

static bool accept(struct record_form *form, struct error *error)
{
	struct value until, ceiling, decision;
	struct text scratch = {0};
	bool ok = record_form_value(form, ROW_UNTIL, &scratch, &until, error) &&
		  record_form_value(form, ROW_CEILING, &scratch, &ceiling, error) &&
		  record_form_value(form, ROW_DECISION, &scratch, &decision, error);
	text_free(&scratch);
	if (!ok)
		return false;
	const struct acceptance acceptance = {
		.until = (day_t)until.number,
		.why = form_text(&form->form, ROW_WHY),
		.cost_ceiling = ceiling.set ? ceiling.number : NUMBER_UNSET,
		.decision = decision.set ? decision.ref : (struct ref){0},
	};
	return audit_accept(form->app->session, form->ref, &acceptance, error);
}

const struct form_deed acceptance_deed = {
	.name = "accept",
	.title = N_("Accept the risk"),
	.help = N_("The risk is accepted until a day, with the reason; on that day the finding returns. Who may accept "
		   "depends on how serious it is, and stands above the form."),
	.done = N_("Accepted until that day; u undoes it."),
	.fields = acceptance_fields,
	.required = ROW_WHY + 1,
	.begin = tell_rule,
	.save = accept,
};

static const uint8_t opinion_fields[] = {F_finding_opinion, 0};

static bool give_opinion(struct record_form *form, struct error *error)
{
	return audit_give_opinion(form->app->session, form->ref, form_text(&form->form, 0), error);
}

const struct form_deed opinion_deed = {
	.name = "opinion",
	.title = N_("Opinion of the security officer"),
	.help = N_("Serious findings need the security officer's opinion before they are accepted."),
	.done = N_("The opinion is saved; u undoes it."),
	.fields = opinion_fields,
	.required = 1,
	.begin = tell_rule,
	.save = give_opinion,
};
