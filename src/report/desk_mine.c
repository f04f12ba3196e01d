/* What is the person's own: assignments, things to put right, facts to fill in. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/summary.h"
#include "report/report_private.h"

#define OWN_MOST 3000     /* systems and services of one person */
#define FINDINGS_MOST 500 /* of one person, looked at for the desk */

void desk_each_of_person(struct desk_facts *facts, const struct teller *teller, uint8_t entity, uint8_t field,
                         desk_finder *found)
{
	const struct ref person = {E_person, teller->session->actor};
	struct naming *naming = naming_new(teller->view, entity, field, person);
	struct record record;
	for (size_t count = 0; count < OWN_MOST && naming_next(naming, &record); count++)
		found(facts, teller, &record);
	naming_free(&naming);
}

/* ---- what the person answers for ---- */

static void add_own(struct desk_facts *facts, struct ref ref)
{
	for (size_t i = 0; i < facts->own_count; i++)
		if (ref_equal(facts->own[i], ref))
			return;
	if (facts->own_count >= OWN_MOST || !ref_is_set(ref))
		return;
	memory_grow(&facts->own, &facts->own_capacity, facts->own_count, sizeof(*facts->own));
	facts->own[facts->own_count++] = ref;
}

/* Every record of `entity` whose indexed `field` holds `ref`; of support the system, of the rest the record itself. */
static void add_holders(struct desk_facts *facts, const struct teller *teller, uint8_t entity, uint8_t field,
                        struct ref ref)
{
	bool below = entity == E_support || entity == E_contract_system;
	struct naming *naming = naming_new(teller->view, entity, field, ref);
	struct record record;
	while (naming_next(naming, &record))
		add_own(facts, below ? (struct ref){E_system, record.parent} : record_self(&record));
	naming_free(&naming);
}

static void add_services_of(struct desk_facts *facts, const struct teller *teller, record_id system)
{
	struct records *records = records_new(teller->view, E_support);
	struct record support;
	bool found = false;
	while (records_child(records, system, &found, &support))
		add_own(facts, record_ref(&support, F_support_service));
	records_free(&records);
}

static bool holds_on(const struct record *assignment, day_t today)
{
	day_t from = record_day(assignment, F_assignment_from), to = record_day(assignment, F_assignment_to);
	return (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || to >= today);
}

/* Who decides: the rest look after a part of it. */
static bool leads(const struct record *assignment)
{
	switch (record_choice(assignment, F_assignment_role)) {
	case C_role_system_owner: case C_role_system_manager: case C_role_contract_owner: case C_role_contract_manager:
		return true;
	default: return false;
	}
}

static void take_assignment(struct desk_facts *facts, const struct teller *teller, const struct record *assignment)
{
	if (!holds_on(assignment, teller->session->today) || (facts->asked.message && !leads(assignment)))
		return;
	struct ref system = record_ref(assignment, F_assignment_system);
	struct ref service = record_ref(assignment, F_assignment_service);
	struct ref object = record_ref(assignment, F_assignment_object);
	struct ref contract = record_ref(assignment, F_assignment_contract);
	add_own(facts, system);
	add_own(facts, service);
	if (ref_is_set(system))
		add_services_of(facts, teller, system.id);
	if (ref_is_set(service))
		add_holders(facts, teller, E_support, F_support_service, service);
	if (ref_is_set(object)) {
		add_holders(facts, teller, E_system, F_system_object, object);
		add_holders(facts, teller, E_service, F_service_object, object);
	}
	if (ref_is_set(contract))
		add_holders(facts, teller, E_contract_system, F_contract_system_contract, contract);
}

static void take_deputising(struct desk_facts *facts, const struct teller *teller, const struct record *assignment)
{
	struct record person;
	if (!facts->asked.message || (view_record(teller->view, record_ref(assignment, F_assignment_person), &person) &&
	                              person_is_away_on(&person, teller->session->today)))
		take_assignment(facts, teller, assignment);
}

void desk_read_own(struct desk_facts *facts, const struct teller *teller)
{
	if (teller->session->actor >= RECORD_BY_AUDIT || teller->session->actor == RECORD_BY_NOBODY)
		return;
	desk_each_of_person(facts, teller, E_assignment, F_assignment_person, take_assignment);
	desk_each_of_person(facts, teller, E_assignment, F_assignment_deputy, take_deputising);
}

/* ---- the audit's last run ---- */

void desk_read_run(struct desk_run *run, const struct view *view)
{
	static const uint8_t counts[] = {0, F_run_count_info, F_run_count_low, F_run_count_medium, F_run_count_high,
		F_run_count_critical};
	struct records *records = records_new(view, E_run);
	struct record record;
	*run = (struct desk_run){.catalogue = DAY_UNSET};
	for (bool there = records_last(records, &record); there; there = records_previous(records, &record)) {
		if (!record_is_set(&record, F_run_ended))
			continue;
		if (run->there && record_day(&record, F_run_day) == run->day)
			continue;
		if (run->there) {
			run->before = (record_id)record_number(&record, F_run_number);
			break;
		}
		run->there = true;
		run->number = (record_id)record_number(&record, F_run_number);
		run->ended = record_number(&record, F_run_ended);
		run->day = record_day(&record, F_run_day);
		run->catalogue = record_day(&record, F_run_catalogue_seen);
		for (size_t i = 1; i < COUNT_OF(counts); i++)
			run->count[i] = record_number(&record, counts[i]);
		run->fresh = record_number(&record, F_run_count_new);
	}
	records_free(&records);
}

/* ---- things to put right ---- */

static bool stands_open(const struct record *finding)
{
	uint8_t state = record_choice(finding, F_finding_state);
	return state == C_finding_state_open || state == C_finding_state_acknowledged ||
	       state == C_finding_state_reopened;
}

static enum desk_weight severity_weight(uint8_t severity)
{
	return severity >= C_severity_high ? WEIGHT_DANGER
	     : severity == C_severity_medium ? WEIGHT_WARNING : WEIGHT_PLAIN;
}

static enum desk_sign severity_sign(uint8_t severity)
{
	return severity >= C_severity_high ? SIGN_GREAT : SIGN_SMALL;
}

/* Decisions have a section of their own. */
static bool is_decision(const struct record *finding)
{
	struct slice rule = record_text(finding, F_finding_rule);
	return rule.size >= 4 && slice_equal((struct slice){rule.data, 4}, SLICE("DEC-"));
}

/* What somebody has promised to handle by a day is not told of as new. */
static void set_clock(struct desk_item *item, const struct record *finding)
{
	uint8_t state = record_choice(finding, F_finding_state);
	if (state == C_finding_state_acknowledged) {
		item->due = record_day(finding, F_finding_acknowledged_due);
		return;
	}
	item->due = record_day(finding, F_finding_due);
	item->since = state == C_finding_state_reopened ? record_changed(finding) : record_created(finding);
}

/* On the screen the record itself is a key away; in a message a component's name alone says too little. */
static void append_system(struct text *name, const struct desk_facts *facts, const struct teller *teller,
                          const struct record *finding)
{
	struct ref system = record_ref(finding, F_finding_system);
	if (!facts->asked.message || !ref_is_set(system) || ref_equal(system, record_ref(finding, F_finding_about)))
		return;
	text_append_text(name, " (");
	teller_name(name, teller, system);
	text_append_char(name, ')');
}

static void take_finding(struct desk_facts *facts, const struct teller *teller, const struct record *finding)
{
	struct desk_items *items = &facts->sections[DESK_ACT];
	uint8_t severity = finding_severity(finding);
	if (!stands_open(finding) || is_decision(finding) || severity < C_severity_medium)
		return;
	if (items->count >= FINDINGS_MOST) {
		items->all++;
		return;
	}
	struct desk_item *item = desk_item_add(items);
	struct text name = {0}, what = {0}, when = {0};
	teller_name(&name, teller, record_ref(finding, F_finding_about));
	append_system(&name, facts, teller, finding);
	teller_rule(&what, teller, record_text(finding, F_finding_rule));
	teller_reasons(&when, teller, record_text(finding, F_finding_next_step));
	item->ref = record_self(finding);
	set_clock(item, finding);
	item->weight = severity_weight(severity);
	item->sign = severity_sign(severity);
	item->name = text_take(&name);
	item->what = text_take(&what);
	item->when = text_take(&when);
}

static void add_count(struct desk_facts *facts, uint8_t severity)
{
	const struct choice *choice = schema_choice(schema_choices(CHOICES_severity), severity);
	struct text where = {0};
	struct desk_item *item = desk_item_add(&facts->sections[DESK_ACT]);
	text_printf(&where, "severity = %s and " DESK_OPEN, choice->name);
	item->counted = 1 + desk_ask_count(facts, E_finding, where.data);
	item->weight = severity_weight(severity);
	item->sign = severity_sign(severity);
	item->name = memory_copy_text("");
	item->what = memory_copy_text(_(choice->label));
	item->when = memory_copy_text("");
	item->listed = E_finding;
	item->where = text_take(&where);
}

void desk_append_own_condition(struct text *out, const struct teller *teller)
{
	text_append_text(out, "person = ");
	view_append_code(teller->view, (struct ref){E_person, teller->session->actor}, out);
	text_append_text(out, " and severity >= medium and not rule matches \"^DEC-\" and " DESK_OPEN);
}

static int most_severe_first(const void *a, const void *b)
{
	const struct desk_item *left = a, *right = b;
	bool high_left = left->weight == WEIGHT_DANGER, high_right = right->weight == WEIGHT_DANGER;
	if (high_left != high_right)
		return high_left ? -1 : 1;
	return (left->ref.id > right->ref.id) - (left->ref.id < right->ref.id);
}

void desk_read_act(struct desk_facts *facts, const struct teller *teller)
{
	struct desk_items *items = &facts->sections[DESK_ACT];
	if (!facts->mine) {
		for (uint8_t severity = C_severity_critical; severity >= C_severity_medium; severity--)
			if (facts->run.there && facts->run.count[severity] > 0)
				add_count(facts, severity);
		return;
	}
	desk_each_of_person(facts, teller, E_finding, F_finding_person, take_finding);
	if (items->count > 1)
		qsort(items->items, items->count, sizeof(*items->items), most_severe_first);
}

/* ---- facts to fill in, reviews ---- */

static size_t missing_facts(const struct record *record)
{
	size_t missing = 0;
	for (size_t i = 0; i < record->entity->field_count; i++)
		missing += record->entity->fields[i].wanted && !record_is_set(record, (uint8_t)(i + 1));
	return missing;
}

/* Half a minute for each, as one answers what one knows. */
static void add_missing(struct desk_items *items, const struct teller *teller, const struct record *record,
                        size_t missing)
{
	struct desk_item *item = desk_item_add(items);
	struct text name = {0}, what = {0}, when = {0};
	size_t minutes = (missing + 1) / 2;
	teller_title(&name, teller, record);
	text_printf(&what, ngettext("%zu fact to fill in", "%zu facts to fill in", missing), missing);
	text_printf(&when, ngettext("%zu minute", "%zu minutes", minutes), minutes);
	item->ref = record_self(record);
	item->form = true;
	item->left = missing;
	item->name = text_take(&name);
	item->what = text_take(&what);
	item->when = text_take(&when);
}

/* Undecided items of a review, counted together. */
static void take_review_item(struct desk_facts *facts, const struct teller *teller, const struct record *item)
{
	struct desk_items *items = &facts->sections[DESK_FILL];
	struct ref review = {E_review, item->parent};
	struct record round;
	if (record_is_set(item, F_review_item_decided))
		return;
	for (size_t i = 0; i < items->count; i++)
		if (ref_equal(items->items[i].ref, review)) {
			items->items[i].left++;
			return;
		}
	if (!view_record(teller->view, review, &round) || record_is_set(&round, F_review_closed))
		return;
	struct desk_item *row = desk_item_add(items);
	row->ref = review;
	row->left = 1;
	row->since = record_created(item);
}

static void tell_reviews(struct desk_items *items, const struct teller *teller)
{
	for (size_t i = 0; i < items->count; i++) {
		struct desk_item *item = &items->items[i];
		struct text name = {0}, what = {0}, when = {0};
		char buffer[DAY_TEXT_SIZE];
		struct record review;
		day_t due = view_record(teller->view, item->ref, &review) ? record_day(&review, F_review_due) : DAY_UNSET;
			teller_name(&name, teller, item->ref);
		text_printf(&what, _("%zu left"), item->left);
		if (due != DAY_UNSET)
			text_printf(&when, _("by %s"), day_text(due, buffer));
		item->due = due;
		item->name = text_take(&name);
		item->what = text_take(&what);
		item->when = when.size > 0 ? text_take(&when) : memory_copy_text("");
	}
}

static int shortest_first(const void *a, const void *b)
{
	const struct desk_item *left = a, *right = b;
	if (left->left != right->left)
		return left->left < right->left ? -1 : 1;
	return (left->ref.id > right->ref.id) - (left->ref.id < right->ref.id);
}

void desk_read_fill(struct desk_facts *facts, const struct teller *teller)
{
	struct desk_items *items = &facts->sections[DESK_FILL];
	struct record record;
	if (!facts->mine)
		return;
	desk_each_of_person(facts, teller, E_review_item, F_review_item_reviewer, take_review_item);
	tell_reviews(items, teller);
	size_t reviews = items->count;
	for (size_t i = 0; i < facts->own_count && !facts->asked.message; i++) {
		size_t missing = view_record(teller->view, facts->own[i], &record) ? missing_facts(&record) : 0;
		if (missing > 0 && items->count < FINDINGS_MOST)
			add_missing(items, teller, &record, missing);
	}
	if (items->count > reviews + 1)
		qsort(items->items + reviews, items->count - reviews, sizeof(*items->items), shortest_first);
}
