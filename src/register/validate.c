/* What the register refuses, whoever asks: the rules of the schema's rows, and a few of single entities. */
#include <ctype.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/keys.h"
#include "register/licensing.h"
#include "register/register_private.h"
#include "register/reviewing.h"

static bool refuse(uint8_t *at, const struct field *field, struct error *error, const char *message)
{
	if (at != NULL)
		*at = field->number;
	return error_set(error, ERROR_INPUT, "%s: %s", field->name, message);
}

/* What the program fills in by itself is not asked of people: a form or an import is checked before it has its
 * number. */
static bool check_required(const struct draft *draft, uint8_t *at, struct error *error)
{
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		if (field->required && !field->internal && !draft->values[i].set)
			return refuse(at, field, error, _("must be filled in"));
	}
	return true;
}

static bool refuse_one_of(const struct draft *draft, uint8_t group, bool none, uint8_t *at, struct error *error)
{
	struct text names = {0};
	const struct field *first = NULL;
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		if (field->one_of != group)
			continue;
		text_printf(&names, "%s%s", first == NULL ? "" : ", ", field->name);
		first = first == NULL ? field : first;
	}
	error_set(error, ERROR_INPUT, none ? _("one of %s must be filled in") : _("only one of %s may be filled in"),
	          names.data);
	if (at != NULL)
		*at = first->number;
	text_free(&names);
	return false;
}

static bool check_one_of(const struct draft *draft, uint8_t group, uint8_t *at, struct error *error)
{
	unsigned set = 0;
	for (unsigned i = 0; i < draft->entity->field_count; i++)
		set += draft->entity->fields[i].one_of == group && draft->values[i].set;
	return set == 1 || refuse_one_of(draft, group, set == 0, at, error);
}

static bool check_groups(const struct draft *draft, uint8_t *at, struct error *error)
{
	uint8_t done = 0;
	for (unsigned i = 0; draft->entity->has_groups && i < draft->entity->field_count; i++) {
		uint8_t group = draft->entity->fields[i].one_of;
		if (group > done && !check_one_of(draft, group, at, error))
			return false;
		done = group > done ? group : done;
	}
	return true;
}

/* Swedish numbers have ten digits, the last a check digit (Luhn); foreign ones are taken as they are. */
static bool organisation_number_holds(struct slice text)
{
	unsigned digits[12], count = 0, sum = 0;
	for (size_t i = 0; i < text.size; i++) {
		if (isdigit((unsigned char)text.data[i]) && count < 12)
			digits[count++] = (unsigned)(text.data[i] - '0');
		else if (text.data[i] != '-' && text.data[i] != ' ')
			return true;
	}
	if (count != 10 || digits[2] < 2)
		return true;
	for (unsigned i = 0; i < 10; i++) {
		unsigned weighted = digits[i] * (i % 2 == 0 ? 2 : 1);
		sum += weighted / 10 + weighted % 10;
	}
	return sum % 10 == 0;
}

static bool check_supplier(const struct draft *draft, uint8_t *at, struct error *error)
{
	struct value number = draft_value(draft, F_supplier_organisation_number),
				 country = draft_value(draft, F_supplier_country);
	bool swedish = !country.set || slice_equal_text(country.text, "SE");
	if (number.set && swedish && !organisation_number_holds(number.text))
		return refuse(at, &draft->entity->fields[F_supplier_organisation_number - 1], error,
		              _("the check digit of the organisation number is wrong"));
	return true;
}

static bool check_system(const struct draft *draft, uint8_t *at, struct error *error)
{
	struct value confidentiality = draft_value(draft, F_system_confidentiality);
	if (confidentiality.set && confidentiality.number >= 4)
		return refuse(at, &draft->entity->fields[F_system_confidentiality - 1], error,
		              _("facts of confidentiality 4 may not be kept here; ask the security officer, leave this empty "
		                "and set handled_elsewhere"));
	return true;
}

static bool check_contract(const struct draft *draft, uint8_t *at, struct error *error)
{
	bool running =
		draft_value(draft, F_contract_running).set && draft_value(draft, F_contract_running).number == C_yesno_yes;
	if (running && draft_value(draft, F_contract_end).set)
		return refuse(at, &draft->entity->fields[F_contract_end - 1], error,
		              _("a contract that runs until further notice has no end"));
	return true;
}

static bool check_person(const struct draft *draft, uint8_t *at, struct error *error)
{
	struct value keys = draft_value(draft, F_person_ssh_keys);
	unsigned line;
	if (!keys.set || keys_check(keys.text, &line, error))
		return true;
	if (at != NULL)
		*at = F_person_ssh_keys;
	return error_prefix(error, _("ssh_keys: line %u"), line);
}

bool validate_draft(const struct draft *draft, uint8_t *field, struct error *error)
{
	if (!check_required(draft, field, error) || !check_groups(draft, field, error) || !validate_order(draft, field, error))
		return false;
	switch (draft->entity->number) {
	case E_supplier: return check_supplier(draft, field, error);
	case E_system: return check_system(draft, field, error);
	case E_contract: return check_contract(draft, field, error);
	case E_person: return check_person(draft, field, error);
	case E_licence: return licensing_check_licence(draft, field, error);
	default: return true;
	}
}

bool register_is_taken(const struct view *view, const struct draft *draft, const struct field *field, struct ref self,
                       struct ref *holder)
{
	struct value value = draft_value(draft, field->number);
	struct index_hit hit;
	bool taken = false;
	if (!value.set)
		return false;
	struct index *index = index_new(view, field, draft->entity->number);
	for (bool there = index_seek(index, &value, &hit); there && !taken; there = !taken && index_next_same(index, &hit)) {
		taken = hit.id != self.id;
		*holder = (struct ref){draft->entity->number, hit.id};
	}
	index_free(&index);
	return taken;
}

bool register_refuse_taken(const struct view *view, const struct field *field, struct ref holder, struct error *error)
{
	struct text code = {0};
	view_append_code(view, holder, &code);
	error_set(error, ERROR_INPUT, _("%s: the value is taken by %s"), field->name, code.data);
	text_free(&code);
	return false;
}

static bool check_unique(const struct view *view, const struct draft *draft, const struct field *field, struct ref self,
                         uint8_t *at, struct error *error)
{
	struct ref holder;
	if (!register_is_taken(view, draft, field, self, &holder))
		return true;
	if (at != NULL)
		*at = field->number;
	return register_refuse_taken(view, field, holder, error);
}

static bool refuse_code(const struct draft *draft, struct slice code, struct ref holder, uint8_t *at,
                        struct error *error)
{
	struct text words = {0};
	text_printf(&words, _("\"%.*s\" is already the code of a record of the kind %s; give another"), (int)code.size,
	            code.data, _(schema_entity(holder.entity)->label));
	refuse(at, &draft->entity->fields[F_code - 1], error, words.data);
	text_free(&words);
	return false;
}

static bool check_code(const struct view *view, const struct draft *draft, struct ref self, uint8_t *at,
                       struct error *error)
{
	struct value code = draft_value(draft, F_code);
	struct ref holder;
	if (!code.set)
		return true;
	for (size_t i = 0; i < code.text.size; i++)
		if (isspace((unsigned char)code.text.data[i]) || code.text.data[i] == ';' || code.text.data[i] == '#')
			return refuse(at, &draft->entity->fields[F_code - 1], error, _("a code has no spaces, semicolons or number signs"));
	if (view_find_code(view, code.text, &holder) && !ref_equal(holder, self))
		return refuse_code(draft, code.text, holder, at, error);
	return true;
}

static bool check_there(const struct view *view, const struct field *field, struct ref target, uint8_t *at,
                        struct error *error)
{
	struct record record;
	if (view_record(view, target, &record))
		return true;
	return refuse(at, field, error, _("refers to a record that is not there"));
}

static bool check_references(const struct view *view, const struct draft *draft, uint8_t *at, struct error *error)
{
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		const struct field *field = &draft->entity->fields[i];
		const struct value *value = &draft->values[i];
		struct slice rest = value->text;
		struct ref item;
		if (!value->set || field->internal)
			continue;
		if (field_holds_ref(field) && !check_there(view, field, value->ref, at, error))
			return false;
		while (field->type == TYPE_REFS && value_list_next_ref(&rest, &item))
			if (!check_there(view, field, item, at, error))
				return false;
	}
	return true;
}

/* Follows a reference of an entity to itself (parent, part_of, programme) upward: it must not come back. `view` NULL:
 * nothing may be its own. */
static bool check_cycle(const struct view *view, const struct draft *draft, const struct field *field, struct ref self,
                        uint8_t *at, struct error *error)
{
	struct value up = draft_value(draft, field->number);
	struct record record;
	struct ref at_ref = up.ref;
	for (unsigned steps = 0; up.set && ref_is_set(at_ref); steps++) {
		if (ref_equal(at_ref, self) || steps > 1000)
			return refuse(at, field, error, _("the records would lie inside one another in a circle; name another, or none"));
		if (view == NULL || !view_record(view, at_ref, &record))
			return true;
		at_ref = record_ref(&record, field->number);
	}
	return true;
}

bool register_is_hierarchy(const struct field *field, uint8_t entity)
{
	static const char *const names[] = {"parent", "part_of", "programme", "joined_with", "replaced_by", "succeeded_by",
	                                   "same_as"};
	bool own = field->type == TYPE_REF && field->target == entity, named = false;
	for (size_t i = 0; own && i < COUNT_OF(names); i++)
		named = named || strcmp(field->name, names[i]) == 0;
	return named;
}

bool validate_in_register(const struct view *view, const struct draft *draft, struct ref ref, enum trust trust,
                          uint8_t *field, struct error *error)
{
	if (!check_code(view, draft, ref, field, error) ||
	    (trust < TRUST_REFERENCES && !check_references(view, draft, field, error)))
		return false;
	bool whole = trust == TRUST_WHOLE, any = (!whole && draft->entity->has_unique) || draft->entity->refers_to_itself;
	for (unsigned i = 0; any && i < draft->entity->field_count; i++) {
		const struct field *row = &draft->entity->fields[i];
		if (row->unique && !whole && !check_unique(view, draft, row, ref, field, error))
			return false;
		if (ref.id != 0 && register_is_hierarchy(row, draft->entity->number) &&
		    !check_cycle(whole ? NULL : view, draft, row, ref, field, error))
			return false;
	}
	return true;
}

/* A decision's wording stands; what is done about it afterwards may be filled in. */
static bool may_follow(uint8_t field)
{
	return field == F_decision_reported || field == F_decision_follow_up || field == F_decision_done ||
	       field == F_decision_notes || field == F_secrecy_ground || field == F_secrecy_until || field == F_code;
}

bool validate_change(const struct record *before, const struct draft *draft, uint8_t *field, struct error *error)
{
	if (before->entity->number != E_decision)
		return true;
	for (unsigned i = 0; i < before->entity->field_count; i++) {
		const struct field *row = &before->entity->fields[i];
		struct value old = record_value(before, row), new = draft_value(draft, row->number);
		if (!value_equal(row, &old, &new) && !may_follow(row->number) && !row->internal)
			return refuse(field, row, error,
			              _("a decision is not rewritten; record a new one that takes its place (supersedes)"));
	}
	return true;
}

static bool check_stages(const struct session *session, const struct view *view, const struct draft *draft,
                         struct ref ref, const struct record *before, enum trust trust, uint8_t *field,
                         struct error *error)
{
	enum stage_change change = trust == TRUST_WHOLE ? STAGE_BY_IMPORT : STAGE_BY_PERSON;
	struct text packed = {0};
	struct record after;
	draft_pack(draft, &(struct record_stamp){.revision = 1}, &packed);
	record_open(&after, packed.data, packed.size);
	after.id = ref.id;
	bool ok = stages_allow(session, view, before, &after, change, field, error);
	text_free(&packed);
	return ok;
}

static bool check(const struct session *session, const struct view *view, const struct draft *draft, struct ref ref,
                  enum trust trust, uint8_t *field, struct error *error)
{
	struct record before;
	if (field != NULL)
		*field = 0;
	if (!validate_draft(draft, field, error) || !validate_in_register(view, draft, ref, trust, field, error))
		return false;
	bool there = ref.id != 0 && view_record(view, ref, &before);
	/* What an import adds is judged when it is written, beside what comes with it. */
	bool judged = trust == TRUST_WHOLE && draft->entity->number != E_requirement;
	const struct reviewing reviewing = {.session = session, .view = view, .before = there ? &before : NULL,
	                                    .history = trust == TRUST_WHOLE && !there};
	if (draft->entity->number == E_licence_use &&
	    !licensing_check_use(view, session->today, there ? &before : NULL, draft, ref, field, error))
		return false;
	return (judged || tender_check(view, there ? &before : NULL, draft, ref, field, error)) &&
	       reviewing_check(&reviewing, draft, field, error) &&
	       (!there || validate_change(&before, draft, field, error)) &&
	       (!stages_concern(draft) ||
	        check_stages(session, view, draft, ref, there ? &before : NULL, trust, field, error));
}

bool register_check(const struct session *session, const struct view *view, const struct draft *draft, struct ref ref,
                    uint8_t *field, struct error *error)
{
	return check(session, view, draft, ref, TRUST_NOTHING, field, error);
}

bool register_check_imported(const struct session *session, const struct view *view, const struct draft *draft,
                             struct ref ref, uint8_t *field, struct error *error)
{
	return check(session, view, draft, ref, TRUST_WHOLE, field, error);
}
