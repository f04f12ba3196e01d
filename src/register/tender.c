/* Offers are judged by what was asked for, as it was weighed before they were opened: what may not be written about
 * requirements, offers and scores. Source: FORMULAS F24. */
#include "base/lang.h"
#include "register/offers.h"
#include "register/register_private.h"

struct tender {
	const struct view *view;
	const struct record *before; /* NULL: a new record */
	const struct draft *draft;
	struct ref self, opportunity;
	struct offer_matrix matrix;
	uint8_t *at;
	struct error *error;
};

static bool refuse(const struct tender *tender, uint8_t field, const char *message)
{
	struct text code = {0};
	if (tender->at != NULL)
		*tender->at = field;
	view_append_code(tender->view, tender->opportunity, &code);
	error_set(tender->error, ERROR_INPUT, "%s: %s (%s)", schema_field(tender->draft->entity, field)->name, message,
	          code.data);
	text_free(&code);
	return false;
}

static bool is_changed(const struct tender *tender, uint8_t field)
{
	const struct field *row = schema_field(tender->draft->entity, field);
	struct value new = draft_value(tender->draft, field);
	if (tender->before == NULL)
		return new.set;
	struct value old = record_value(tender->before, row);
	return !value_equal(row, &old, &new);
}

/* ---- requirements ---- */

static bool check_requirement(const struct tender *tender)
{
	static const uint8_t fixed[] = {F_requirement_opportunity, F_requirement_level, F_requirement_weight};
	if (!tender->matrix.opened)
		return true;
	for (size_t i = 0; i < sizeof fixed; i++)
		if (is_changed(tender, fixed[i]))
			return refuse(tender, fixed[i],
			              _("the offers have been opened: requirements, levels and weights stand as they are"));
	return true;
}

/* ---- offers and scores ---- */

static bool can_be_opened(const struct tender *tender, uint8_t field)
{
	struct text words = {0}, code = {0};
	switch (tender->matrix.fault) {
	case MATRIX_NO_REQUIREMENTS:
		return refuse(tender, field, _("there are no requirements to judge an offer by; write them first"));
	case MATRIX_NO_WEIGHTS:
		return refuse(tender, field, _("the weights of the requirements sum to nothing; set them before offers are opened"));
	case MATRIX_NO_WEIGHT:
		view_append_code(tender->view, record_self(&tender->matrix.requirements[tender->matrix.which]), &code);
		text_printf(&words, _("the requirement %s has no weight; set it before offers are opened"), code.data);
		refuse(tender, field, words.data);
		text_free(&words);
		text_free(&code);
		return false;
	default: return true;
	}
}

static bool check_offer(const struct tender *tender)
{
	if (is_changed(tender, F_offer_price))
		return can_be_opened(tender, F_offer_price);
	return tender->matrix.count > 0 || !is_changed(tender, F_offer_opportunity) ||
	       can_be_opened(tender, F_offer_opportunity);
}

/* Another score of the same offer for the same requirement. */
static bool is_scored_already(const struct tender *tender, struct ref requirement)
{
	struct records *records = records_new(tender->view, E_score);
	struct record record;
	bool on = false, found = false;
	while (!found && records_child(records, draft_parent(tender->draft), &on, &record))
		found = record.id != tender->self.id && ref_equal(record_ref(&record, F_score_requirement), requirement);
	records_free(&records);
	return found;
}

static bool check_score(const struct tender *tender)
{
	struct ref requirement = draft_value(tender->draft, F_score_requirement).ref;
	const struct offer_matrix *matrix = &tender->matrix;
	size_t at = 0;
	while (at < matrix->count && matrix->requirements[at].id != requirement.id)
		at++;
	if (at == matrix->count)
		return refuse(tender, F_score_requirement, _("it is not a requirement of the opportunity that the offer is for"));
	if (matrix->facts[at].must && draft_value(tender->draft, F_score_points).set)
		return refuse(tender, F_score_points, _("the requirement is mandatory: say whether it is met"));
	if (!matrix->facts[at].must && draft_value(tender->draft, F_score_met).set)
		return refuse(tender, F_score_met, _("the requirement is desirable: give points"));
	if (is_scored_already(tender, requirement))
		return refuse(tender, F_score_requirement, _("the offer is judged by this requirement already; change that score"));
	return can_be_opened(tender, F_score_requirement);
}

/* ---- all of it ---- */

static struct ref opportunity_of(const struct view *view, const struct draft *draft)
{
	struct record offer;
	struct ref above = {E_opportunity, draft_parent(draft)};
	if (draft->entity->number != E_score)
		return above;
	return view_record(view, (struct ref){E_offer, draft_parent(draft)}, &offer)
	           ? record_ref(&offer, F_offer_opportunity)
	           : (struct ref){0, 0};
}

static bool check_one(struct tender *tender)
{
	uint8_t entity = tender->draft->entity->number;
	if (entity == E_requirement)
		offer_matrix_read(&tender->matrix, tender->view, tender->opportunity.id);
	else
		offer_matrix_read_asked(&tender->matrix, tender->view, tender->opportunity.id);
	bool ok = entity == E_requirement ? check_requirement(tender)
	          : entity == E_offer     ? check_offer(tender)
	                                  : check_score(tender);
	offer_matrix_free(&tender->matrix);
	return ok;
}

bool tender_concerns(uint8_t entity)
{
	return entity == E_requirement || entity == E_offer || entity == E_score;
}

bool tender_check(const struct view *view, const struct record *before, const struct draft *draft, struct ref self,
                  uint8_t *field, struct error *error)
{
	if (!tender_concerns(draft->entity->number))
		return true;
	/* A requirement that moves changes what is asked for in two places. */
	struct tender tender = {.view = view, .before = before, .draft = draft, .self = self, .at = field, .error = error};
	tender.opportunity = opportunity_of(view, draft);
	if (!check_one(&tender))
		return false;
	if (draft->entity->number != E_requirement || before == NULL || before->parent == draft_parent(draft))
		return true;
	tender.opportunity.id = before->parent;
	return check_one(&tender);
}

bool tender_lets_remove(const struct view *view, const struct record *record, struct error *error)
{
	struct offer_matrix matrix;
	if (record->entity->number != E_requirement)
		return true;
	offer_matrix_read(&matrix, view, record->parent);
	bool opened = matrix.opened;
	offer_matrix_free(&matrix);
	return !opened || error_set(error, ERROR_INPUT,
		_("the offers have been opened: requirements, levels and weights stand as they are"));
}
