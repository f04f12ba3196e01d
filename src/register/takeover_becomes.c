/* What becomes of the old record, which stays and says which one it goes on under; and of the new one, which gets what
 * it lacks. */
#include "register/takeover_private.h"

#include "base/memory.h"

/* Where an entity says that a record has ended, and which one it goes on under; 0: nowhere. */
struct ending {
	uint8_t entity, last_day, successor;
	bool by_handover, by_merge;
};

static const struct ending endings[] = {
	{E_unit, F_unit_to, F_unit_succeeded_by, true, true},
	{E_supplier, F_supplier_to, F_supplier_succeeded_by, true, true},
	{E_person, F_person_active_to, F_person_same_as, true, true},
	{E_system, 0, F_system_replaced_by, true, true},
	{E_product, 0, F_product_replaced_by, false, true},
};

/* What the new one is given where it lacks it. Nothing that lets anybody in. */
static const uint8_t filled[][20] = {
	{E_unit, F_unit_short_name, F_unit_kind, F_unit_parent, F_unit_manager, F_unit_controller, F_unit_organisation_number,
     F_unit_email, F_unit_telephone, F_unit_description, F_unit_employees, F_unit_inhabitants_served, F_unit_pupils,
     F_unit_budget, F_unit_it_budget, F_unit_cost_centre, F_unit_from},
	{E_supplier, F_supplier_part_of, F_supplier_organisation_number, F_supplier_country, F_supplier_contact,
     F_supplier_email, F_supplier_telephone, F_supplier_address, F_supplier_website},
	{E_person, F_person_login, F_person_email, F_person_telephone, F_person_unit, F_person_manager, F_person_title,
     F_person_kind, F_person_supplier, F_person_language, F_person_active_from},
	{E_product, F_product_label, F_product_category, F_product_standing, F_product_standing_until, F_product_address},
};

static const struct ending *find_ending(uint8_t entity)
{
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (endings[i].entity == entity)
			return &endings[i];
	return NULL;
}

bool takeover_can(enum takeover_kind kind, uint8_t entity)
{
	const struct ending *ending = find_ending(entity);
	return ending != NULL && (kind == TAKEOVER_MERGE ? ending->by_merge : ending->by_handover);
}

bool takeover_is_there(const struct record *record, day_t day)
{
	const struct ending *ending = find_ending(record->entity->number);
	day_t last = ending->last_day == 0 ? DAY_UNSET : record_day(record, ending->last_day);
	if (record->entity->number == E_system && record_choice(record, F_system_phase) == C_phase_retired)
		return false;
	return !record_is_set(record, ending->successor) && (last == DAY_UNSET || last >= day);
}

/* ---- the old one ---- */

static void end_on(struct draft *draft, uint8_t field, day_t last)
{
	struct value now = draft_value(draft, field);
	if (!now.set || now.number > last)
		draft_set_day(draft, field, last);
}

static void end_system(const struct takeover_request *request, struct draft *draft)
{
	bool merge = request->kind == TAKEOVER_MERGE;
	draft_set_number(draft, F_system_phase, merge ? C_phase_retired : C_phase_phase_out);
	if (merge && !draft_value(draft, F_system_retired_on).set)
		draft_set_day(draft, F_system_retired_on, request->day);
	else if (!merge)
		draft_set_day(draft, F_system_planned_retirement, request->day);
}

/* Somebody who stood here twice signs in as one. */
static void end_person(struct draft *draft, const struct record *into)
{
	draft_unset(draft, F_person_access);
	if (!record_is_set(into, F_person_login))
		draft_unset(draft, F_person_login);
}

bool takeover_old(const struct takeover *takeover, const struct view *view, struct draft *draft)
{
	const struct takeover_request *request = &takeover->request;
	const struct ending *ending = find_ending(request->from.entity);
	bool merge = request->kind == TAKEOVER_MERGE;
	struct record old, into;
	/* People who hand over stay: the directory says when they leave. */
	if (!merge && (request->keep || request->from.entity == E_person))
		return false;
	if (!view_record(view, request->from, &old) || !view_record(view, request->into[0], &into))
		return false;
	draft_clear(draft, old.entity);
	draft_copy_record(draft, &old);
	draft_set_ref(draft, ending->successor, request->into[0]);
	if (ending->last_day != 0)
		end_on(draft, ending->last_day, request->day - 1);
	if (request->from.entity == E_system)
		end_system(request, draft);
	else if (request->from.entity == E_person)
		end_person(draft, &into);
	return true;
}

/* ---- the new one ---- */

void takeover_add_users(struct draft *into, int64_t users)
{
	struct value now = draft_value(into, F_system_users);
	if (users != NUMBER_UNSET)
		draft_set_number(into, F_system_users, users + (now.set ? now.number : 0));
}

static bool list_has(struct slice list, struct slice name)
{
	struct slice item;
	while (value_list_next_text(&list, &item))
		if (slice_equal(item, name))
			return true;
	return false;
}

static void add_alias(struct text *list, struct slice name, struct slice own)
{
	if (name.size > 0 && !slice_equal(name, own) && !list_has(text_slice(list), name))
		value_list_add_text(list, name);
}

/* Found by its former name too. */
static void add_aliases(struct draft *draft, const struct record *old, uint8_t aliases, uint8_t name)
{
	struct text list = {0}, own = {0};
	struct value now = draft_value(draft, aliases);
	struct slice rest = record_text(old, aliases), item;
	text_append(&own, draft_value(draft, name).text);
	if (now.set)
		text_append(&list, now.text);
	add_alias(&list, record_text(old, name), text_slice(&own));
	while (value_list_next_text(&rest, &item))
		add_alias(&list, item, text_slice(&own));
	if (list.size > 0)
		draft_set_text(draft, aliases, text_slice(&list));
	text_free(&list);
	text_free(&own);
}

static bool is_one_of_us(const struct takeover_request *request, struct ref ref)
{
	for (size_t i = 0; i < request->into_count; i++)
		if (ref_equal(request->into[i], ref))
			return true;
	return ref_equal(request->from, ref);
}

static void fill(const struct takeover_request *request, struct draft *draft, const struct record *old)
{
	for (size_t i = 0; i < COUNT_OF(filled); i++)
		for (size_t j = 1; filled[i][0] == old->entity->number && j < sizeof filled[i] && filled[i][j] != 0; j++) {
			const struct field *field = schema_field(old->entity, filled[i][j]);
			struct value value = record_value(old, field);
			bool circle = value.set && field_holds_ref(field) && is_one_of_us(request, value.ref);
			if (value.set && !circle && !draft_value(draft, field->number).set)
				draft_set(draft, field->number, &value);
		}
}

/* What lay below the old one cannot lie below itself: it lies where the old one does. */
static void lead_past(const struct takeover *takeover, struct draft *draft, const struct record *into,
                      const struct record *old)
{
	for (unsigned i = 0; i < into->entity->field_count; i++) {
		const struct field *field = &into->entity->fields[i];
		if (!takeover_follows(takeover, into, field))
			continue;
		struct ref further = record_ref(old, field->number);
		if (ref_is_set(further) && !is_one_of_us(&takeover->request, further))
			draft_set_ref(draft, field->number, further);
		else
			draft_unset(draft, field->number);
	}
}

static bool differs(const struct draft *draft, const struct record *record)
{
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		struct value a = record_value(record, &record->entity->fields[i]), b = draft_value(draft, (uint8_t)(i + 1));
		if (!value_equal(&record->entity->fields[i], &a, &b))
			return true;
	}
	return false;
}

bool takeover_new_one(const struct takeover *takeover, const struct view *view, uint8_t target, struct draft *draft)
{
	const struct takeover_request *request = &takeover->request;
	bool merge = request->kind == TAKEOVER_MERGE;
	struct record old, into;
	if (!view_record(view, request->from, &old) || !view_record(view, request->into[target], &into))
		return false;
	draft_clear(draft, into.entity);
	draft_copy_record(draft, &into);
	lead_past(takeover, draft, &into, &old);
	if (merge)
		fill(request, draft, &old);
	if (merge && into.entity->number == E_supplier)
		add_aliases(draft, &old, F_supplier_aliases, F_supplier_name);
	if (merge && into.entity->number == E_system)
		add_aliases(draft, &old, F_system_aliases, F_system_name);
	if (into.entity->number == E_system)
		takeover_add_users(draft, record_number(&old, F_system_users));
	return differs(draft, &into);
}
