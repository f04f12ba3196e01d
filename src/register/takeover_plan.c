/* What would come of it: every row that refers to the old record, and what becomes of it. */
#include <stdlib.h>

#include "base/memory.h"
#include "register/takeover_private.h"

struct planning {
	struct session *session;
	const struct view *view;
	struct takeover *takeover;
	struct takeover_same *same;
	struct ref *found; /* what refers to the old one: once for each field that does */
	size_t found_count, found_capacity;
	struct draft draft;
	struct text packed;
};

static void add_item(struct planning *planning, const struct record *record, struct takeover_item item)
{
	struct takeover *takeover = planning->takeover;
	bool written = item.deed != TAKEOVER_STAYS && item.deed != TAKEOVER_REFUSED;
	item.ref = record_self(record);
	item.revision = written ? record_revision(record) : 0;
	memory_grow(&takeover->items, &takeover->capacity, takeover->count, sizeof *takeover->items);
	takeover->items[takeover->count++] = item;
	takeover->of[item.deed]++;
}

/* ---- may they? ---- */

static struct record packed(struct planning *planning, const struct record *before)
{
	struct record record;
	draft_pack(&planning->draft, &(struct record_stamp){.revision = 1}, &planning->packed);
	record_open(&record, planning->packed.data, planning->packed.size);
	record.id = before->id;
	record.parent = draft_parent(&planning->draft);
	return record;
}

/* `planning->draft` is the row as it would become. */
static bool may(struct planning *planning, const struct record *before, uint8_t deed)
{
	const struct session *session = planning->session;
	const struct view *view = planning->view;
	uint8_t entity = before->entity->number;
	const struct field *field;
	if (entity == E_finding)
		return true; /* whose it is follows from who answers: the audit would say the same */
	if (deed == TAKEOVER_REMOVED)
		return authority_allows(session, view, DEED_REMOVE, entity, before);
	if (deed == TAKEOVER_MATCHED || deed == TAKEOVER_ENDED)
		return authority_allows(session, view, DEED_CHANGE, entity, before);
	struct record after = packed(planning, before);
	if (deed == TAKEOVER_CONTINUED)
		return authority_allows(session, view, DEED_CHANGE, entity, before) &&
		       authority_allows(session, view, DEED_ADD, entity, &after);
	return authority_may_save(session, view, before, &after, false, &field);
}

static void add_if_allowed(struct planning *planning, const struct record *record, struct takeover_item item)
{
	if (item.deed != TAKEOVER_STAYS && !may(planning, record, item.deed))
		item.deed = TAKEOVER_REFUSED;
	add_item(planning, record, item);
}

/* ---- one row ---- */

static uint8_t choose_target(const struct planning *planning, const struct record *record)
{
	const struct takeover_request *request = &planning->takeover->request;
	struct ref above = authority_lies_under(record), self = record_self(record);
	unsigned best = 0;
	uint8_t target = 0;
	for (size_t i = 0; i < request->choice_count; i++) {
		const struct takeover_choice *choice = &request->choices[i];
		unsigned nearness = ref_equal(choice->about, self)                                        ? 3
		                    : ref_is_set(above) && ref_equal(choice->about, above)                ? 2
		                    : choice->about.id == 0 && choice->about.entity == record->entity->number ? 1
		                                                                                           : 0;
		if (nearness > 0 && nearness >= best) {
			best = nearness;
			target = choice->target;
		}
	}
	return target;
}

/* The row is what somebody has, does or uses from one day to another. */
static bool has_a_time(const struct planning *planning, const struct record *record)
{
	uint8_t from, to;
	bool relation = false;
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		relation = relation || ((field->required || field->one_of != 0) &&
		                        takeover_follows(planning->takeover, record, field));
	}
	return relation && takeover_span(record->entity, &from, &to) &&
	       (!record_is_set(record, from) || record_day(record, from) < planning->takeover->request.day);
}

static bool is_referred_to(void *context, const struct record *record, const struct field *field)
{
	bool *found = context;
	(void)field;
	*found = *found || record->entity->number != E_finding;
	return !*found;
}

/* The new one has the same: one row is enough, unless something else is about it. */
static uint8_t deed_of_same(const struct planning *planning, const struct record *record)
{
	uint8_t from, to;
	bool used = false;
	if (record->entity->number == E_release)
		return TAKEOVER_STAYS;
	if (takeover_span(record->entity, &from, &to) &&
	    (!record_is_set(record, from) || record_day(record, from) < planning->takeover->request.day))
		return TAKEOVER_ENDED;
	view_references(planning->view, record_self(record), is_referred_to, &used);
	return used ? TAKEOVER_CHANGED : TAKEOVER_REMOVED;
}

/* Bids that have been opened are not rewritten. */
static bool may_be_rewritten(const struct planning *planning, const struct record *record)
{
	uint8_t field;
	return !tender_concerns(record->entity->number) ||
	       tender_check(planning->view, record, &planning->draft, record_self(record), &field, NULL);
}

static uint8_t decide(struct planning *planning, const struct record *record, uint8_t field, uint8_t target)
{
	if (field == 0 || target == TAKEOVER_LEFT)
		return TAKEOVER_STAYS;
	takeover_rewrite(planning->takeover, record, target, &planning->draft);
	if (takeover_is_loop(&planning->draft))
		return TAKEOVER_REMOVED;
	if (!may_be_rewritten(planning, record))
		return TAKEOVER_STAYS;
	bool handover = planning->takeover->request.kind == TAKEOVER_HANDOVER;
	if ((handover || !takeover_is_over(record, planning->takeover->request.day)) &&
	    takeover_same_has(planning->same, record, &planning->draft))
		return deed_of_same(planning, record);
	if (!handover || !has_a_time(planning, record))
		return TAKEOVER_CHANGED;
	takeover_continue(planning->takeover, record, target, &planning->draft);
	return TAKEOVER_CONTINUED;
}

/* The first field by which it follows, else by which it leads to the old one; *follows which of the two. */
static uint8_t find_field(const struct planning *planning, const struct record *record, bool *follows)
{
	struct ref from = planning->takeover->request.from;
	uint8_t leads = 0;
	for (unsigned i = 0; i < record->entity->field_count; i++) {
		const struct field *field = &record->entity->fields[i];
		*follows = takeover_follows(planning->takeover, record, field);
		if (*follows)
			return field->number;
		bool list = field->type == TYPE_REFS && record_is_set(record, field->number);
		if (leads == 0 && (list || (field_holds_ref(field) && ref_equal(record_ref(record, field->number), from))))
			leads = field->number;
	}
	return leads;
}

static bool is_a_side(const struct takeover_request *request, struct ref ref)
{
	bool side = ref_equal(ref, request->from);
	for (size_t i = 0; i < request->into_count; i++)
		side = side || ref_equal(ref, request->into[i]);
	return side;
}

static void plan_row(struct planning *planning, struct ref ref)
{
	struct record record;
	bool follows;
	if (is_a_side(&planning->takeover->request, ref) || !view_record(planning->view, ref, &record))
		return;
	uint8_t field = find_field(planning, &record, &follows), target = choose_target(planning, &record);
	uint8_t deed = decide(planning, &record, follows ? field : 0, target);
	if (deed == TAKEOVER_STAYS)
		target = 0;
	add_if_allowed(planning, &record, (struct takeover_item){.field = field, .deed = deed, .target = target});
}

/* ---- all of them ---- */

static bool note_found(void *context, const struct record *record, const struct field *field)
{
	struct planning *planning = context;
	(void)field;
	memory_grow(&planning->found, &planning->found_capacity, planning->found_count, sizeof *planning->found);
	planning->found[planning->found_count++] = record_self(record);
	return true;
}

static int compare_refs(const void *a, const void *b)
{
	return ref_compare(*(const struct ref *)a, *(const struct ref *)b);
}

static void plan_rows(struct planning *planning)
{
	view_references(planning->view, planning->takeover->request.from, note_found, planning);
	if (planning->found_count > 0)
		qsort(planning->found, planning->found_count, sizeof *planning->found, compare_refs);
	for (size_t i = 0; i < planning->found_count; i++)
		if (i == 0 || !ref_equal(planning->found[i], planning->found[i - 1]))
			plan_row(planning, planning->found[i]);
}

/* Components name a product in words. */
static void plan_components(struct planning *planning)
{
	struct records *records = records_new(planning->view, E_component);
	struct record component;
	matching_check(planning->session, planning->view);
	for (bool there = records_first(records, &component); there; there = records_next(records, &component))
		if (matching_product(planning->session, planning->view, &component) == planning->takeover->request.from.id)
			add_if_allowed(planning, &component, (struct takeover_item){.deed = TAKEOVER_MATCHED});
	records_free(&records);
}

static void plan_sides(struct planning *planning)
{
	const struct takeover *takeover = planning->takeover;
	struct record record;
	if (takeover_old(takeover, planning->view, &planning->draft) &&
	    view_record(planning->view, takeover->request.from, &record))
		add_if_allowed(planning, &record, (struct takeover_item){.deed = TAKEOVER_BECOMES});
	for (size_t i = 0; i < takeover->request.into_count; i++)
		if (takeover_new_one(takeover, planning->view, (uint8_t)i, &planning->draft) &&
		    view_record(planning->view, takeover->request.into[i], &record))
			add_if_allowed(planning, &record,
			               (struct takeover_item){.deed = TAKEOVER_BECOMES, .target = (uint8_t)i});
}

/* Sides first, the old one before the new; then by kind, what stays last. */
static int compare_items(const void *a, const void *b)
{
	const struct takeover_item *x = a, *y = b;
	bool x_last = x->deed == TAKEOVER_STAYS, y_last = y->deed == TAKEOVER_STAYS;
	bool x_first = x->deed == TAKEOVER_BECOMES, y_first = y->deed == TAKEOVER_BECOMES;
	if (x_first != y_first || x_last != y_last)
		return (y_first - x_first) + (x_last - y_last);
	if (x_first)
		return 0;
	if (x->ref.entity != y->ref.entity)
		return x->ref.entity < y->ref.entity ? -1 : 1;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	if (x->deed != y->deed)
		return x->deed < y->deed ? -1 : 1;
	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	return ref_compare(x->ref, y->ref);
}

static bool are_of_a_kind(const struct takeover_item *a, const struct takeover_item *b)
{
	return a->deed == b->deed && a->ref.entity == b->ref.entity && a->field == b->field && a->target == b->target &&
	       a->deed != TAKEOVER_BECOMES;
}

static void group_items(struct takeover *takeover, size_t sides)
{
	size_t rows = takeover->count - sides;
	if (rows > 0)
		qsort(takeover->items + sides, rows, sizeof *takeover->items, compare_items);
	for (size_t i = 0; i < takeover->count; i++) {
		if (i > 0 && are_of_a_kind(&takeover->items[i - 1], &takeover->items[i])) {
			takeover->groups[takeover->group_count - 1].count++;
			continue;
		}
		memory_grow(&takeover->groups, &takeover->group_capacity, takeover->group_count, sizeof *takeover->groups);
		takeover->groups[takeover->group_count++] = (struct takeover_group){i, 1};
	}
}

void takeover_plan(struct session *session, const struct view *view, struct takeover *takeover)
{
	struct planning planning = {.session = session, .view = view, .takeover = takeover};
	draft_init(&planning.draft, schema_entity(E_system));
	plan_sides(&planning);
	size_t sides = takeover->count;
	planning.same = takeover_same_new(takeover, view);
	plan_rows(&planning);
	if (takeover->request.from.entity == E_product)
		plan_components(&planning);
	group_items(takeover, sides);
	takeover_same_free(&planning.same);
	draft_free(&planning.draft);
	text_free(&planning.packed);
	free(planning.found);
}
