#include "register/matching.h"

#include "register/register_private.h"
#include "register/summary.h"

#define WRITTEN_IN_A_BATCH 2000
#define READ_IN_A_BATCH 100000

struct renewal {
	struct session *session;
	record_id parent, id; /* where to go on */
	bool done;
	uint64_t changed;
};

static bool is_stale(struct renewal *renewal, const struct view *view, const struct record *component,
                     struct draft *draft)
{
	draft_copy_record(draft, component);
	matching_fill(renewal->session, view, draft);
	for (unsigned i = 0; i < draft->entity->field_count; i++) {
		struct value a = record_value(component, &draft->entity->fields[i]), b = draft_value(draft, (uint8_t)(i + 1));
		if (!value_equal(&draft->entity->fields[i], &a, &b))
			return true;
	}
	return false;
}

/* Finds the next stale components in a snapshot of its own. */
static bool find_stale(struct renewal *renewal, struct ref stale[WRITTEN_IN_A_BATCH], size_t *count,
                       struct draft *draft, struct error *error)
{
	struct view *view = view_open(renewal->session->store, error);
	if (view == NULL)
		return false;
	matching_check(renewal->session, view);
	struct records *records = records_new(view, E_component);
	struct record component;
	bool there = records_seek(records, renewal->parent, renewal->id, &component);
	*count = 0;
	for (size_t read = 0; there && *count < WRITTEN_IN_A_BATCH && read < READ_IN_A_BATCH; read++) {
		if (is_stale(renewal, view, &component, draft))
			stale[(*count)++] = record_self(&component);
		there = records_next(records, &component);
	}
	renewal->parent = there ? component.parent : 0;
	renewal->id = there ? component.id : 0;
	renewal->done = !there;
	records_free(&records);
	view_close(&view);
	return true;
}

static bool write_stale(struct renewal *renewal, const struct ref *stale, size_t count, struct draft *draft,
                        struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CATALOGUE, .why = SLICE("matched to the product catalogue")};
	struct edit *edit = edit_begin(renewal->session, &facts, error);
	bool ok = edit != NULL;
	for (size_t i = 0; ok && i < count; i++) {
		struct record component;
		struct ref ref = stale[i];
		if (!view_record(edit_view(edit), ref, &component))
			continue;
		draft_copy_record(draft, &component);
		ok = edit_save(edit, draft, &ref, record_revision(&component), error);
	}
	renewal->changed += ok ? edit_count(edit) : 0;
	ok = ok && edit_commit(&edit, NULL, error);
	edit_abort(&edit);
	return ok;
}

bool matching_renew(struct session *session, uint64_t *changed, struct error *error)
{
	static struct ref stale[WRITTEN_IN_A_BATCH];
	struct renewal renewal = {.session = session};
	struct draft draft;
	bool ok = true;
	draft_init(&draft, schema_entity(E_component));
	while (ok && !renewal.done) {
		size_t count;
		ok = find_stale(&renewal, stale, &count, &draft, error) &&
		     (count == 0 || write_stale(&renewal, stale, count, &draft, error));
	}
	draft_free(&draft);
	*changed = renewal.changed;
	return ok;
}
