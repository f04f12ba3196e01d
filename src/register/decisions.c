#include "register/decisions.h"

#include "base/lang.h"
#include "register/edit.h"
#include "register/facts.h"

#define NAME_MOST 150 /* columns of a name in a title: the outcome is to have room */

/* What is decided about. */
struct subject {
	struct session *session;
	struct edit *edit;
	struct draft draft;
	struct ref ref;
	uint32_t revision;
	struct contract_reading contract; /* where it is one */
	struct contract_clock clock;
};

static bool read_subject(struct subject *subject, day_t day, struct error *error)
{
	struct record record;
	if (!view_record(edit_view(subject->edit), subject->ref, &record))
		return error_set(error, ERROR_NOT_FOUND, _("the record is not there any more"));
	draft_copy_record(&subject->draft, &record);
	subject->revision = record_revision(&record);
	if (subject->ref.entity == E_contract) {
		facts_contract(&record, &subject->contract);
		contract_clock(&subject->contract.terms, day, &subject->clock);
	}
	return true;
}

/* ---- what the decision leaves out ---- */

static bool is_set(const struct draft *decision, uint8_t field)
{
	return draft_value(decision, field).set;
}

static void set_decider(const struct session *session, struct draft *decision)
{
	bool forum = is_set(decision, F_decision_forum), committee = is_set(decision, F_decision_unit);
	if (!forum && !committee && !is_set(decision, F_decision_decided_by) && session->known)
		draft_set_ref(decision, F_decision_decided_by, (struct ref){E_person, session->actor});
	if (!is_set(decision, F_decision_kind))
		draft_set_number(decision, F_decision_kind,
		                 forum       ? C_decision_kind_forum
		                 : committee ? C_decision_kind_committee
		                             : C_decision_kind_delegated);
}

static void set_about(struct draft *decision, struct ref about)
{
	struct text list = {0};
	struct value value = draft_value(decision, F_decision_about);
	struct slice rest = value.text;
	struct ref named;
	while (value.set && value_list_next_ref(&rest, &named))
		if (ref_equal(named, about))
			return;
	if (value.set)
		text_append(&list, value.text);
	value_list_add_ref(&list, about);
	draft_set_text(decision, F_decision_about, text_slice(&list));
	text_free(&list);
}

static const char *outcome_words(const struct draft *decision)
{
	const struct field *field = schema_field(decision->entity, F_decision_outcome);
	return _(schema_choice(schema_choices(field->choices), (uint8_t)draft_value(decision, field->number).number)->label);
}

/* "Familjehemsregister, contract: let it run". */
static void set_words(const struct subject *subject, struct draft *decision)
{
	struct text words = {0};
	char day[DAY_TEXT_SIZE];
	view_append_name(edit_view(subject->edit), subject->ref, &words);
	words.size = text_fit(text_slice(&words), NAME_MOST);
	text_printf(&words, ": %s", outcome_words(decision));
	if (!is_set(decision, F_decision_title))
		draft_set_text(decision, F_decision_title, text_slice(&words));
	if (is_set(decision, F_decision_term_end))
		text_printf(&words, _(" (the term to %s)"), day_text((day_t)draft_value(decision, F_decision_term_end).number, day));
	if (!is_set(decision, F_decision_text))
		draft_set_text(decision, F_decision_text, text_slice(&words));
	text_free(&words);
}

static void fill_in(const struct subject *subject, struct draft *decision)
{
	set_decider(subject->session, decision);
	set_about(decision, subject->ref);
	if (subject->ref.entity == E_contract && !is_set(decision, F_decision_term_end) &&
	    subject->clock.current_end != DAY_UNSET)
		draft_set_day(decision, F_decision_term_end, subject->clock.current_end);
	set_words(subject, decision);
}

/* ---- what it does ---- */

static bool give_notice(struct subject *subject, day_t day, struct error *error)
{
	char before[DAY_TEXT_SIZE];
	if (subject->contract.terms.terminated != DAY_UNSET)
		return error_set(error, ERROR_INPUT, _("notice was given on %s already"),
		                 day_text(subject->contract.terms.terminated, before));
	draft_set_day(&subject->draft, F_contract_terminated, day);
	return edit_save(subject->edit, &subject->draft, &subject->ref, subject->revision, error);
}

static bool use_option(struct subject *subject, struct error *error)
{
	const struct contract_terms *terms = &subject->contract.terms;
	if (subject->clock.options_left == 0)
		return error_set(error, ERROR_INPUT, _("no option is left: it has %u, and all of them are used"),
		                 (unsigned)terms->option_count);
	draft_set_number(&subject->draft, F_contract_options_used,
	                 terms->options_used == NUMBER_UNSET ? 1 : terms->options_used + 1);
	return edit_save(subject->edit, &subject->draft, &subject->ref, subject->revision, error);
}

static bool carry_out(struct subject *subject, const struct draft *decision, struct error *error)
{
	int64_t outcome = draft_value(decision, F_decision_outcome).number;
	if (outcome != C_decision_outcome_give_notice && outcome != C_decision_outcome_use_option)
		return true;
	if (subject->ref.entity != E_contract)
		return error_set(error, ERROR_INPUT, _("%s is said of a contract: choose the contract and decide about that"),
		                 outcome_words(decision));
	return outcome == C_decision_outcome_give_notice
	           ? give_notice(subject, (day_t)draft_value(decision, F_decision_date).number, error)
	           : use_option(subject, error);
}

bool decision_make(struct session *session, struct draft *decision, struct ref about, struct ref *made,
                   struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE};
	struct subject subject = {.session = session, .ref = about};
	struct ref ref = {E_decision, 0};
	if (!is_set(decision, F_decision_outcome))
		return error_set(error, ERROR_INPUT, _("outcome: say what is decided"));
	if (!is_set(decision, F_decision_date))
		draft_set_day(decision, F_decision_date, session->today);
	if ((subject.edit = edit_begin(session, &facts, error)) == NULL)
		return false;
	draft_init(&subject.draft, schema_entity(about.entity));
	bool ok = read_subject(&subject, (day_t)draft_value(decision, F_decision_date).number, error);
	if (ok)
		fill_in(&subject, decision);
	ok = ok && edit_save(subject.edit, decision, &ref, 0, error) && carry_out(&subject, decision, error) &&
	     edit_commit(&subject.edit, NULL, error);
	edit_abort(&subject.edit);
	draft_free(&subject.draft);
	if (ok)
		*made = ref;
	return ok;
}
