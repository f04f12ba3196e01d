/* What others ask of the person, and what they answer. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/report_private.h"

#define ASKED_MOST 500

/* ---- asked ---- */

static char *by_day(day_t due)
{
	char buffer[DAY_TEXT_SIZE];
	struct text words = {0};
	if (due == DAY_UNSET)
		return memory_copy_text("");
	text_printf(&words, _("by %s"), day_text(due, buffer));
	return text_take(&words);
}

static void set_due(struct desk_item *item, day_t due, day_t today)
{
	bool late = due != DAY_UNSET && due < today;
	item->due = due;
	item->when = by_day(due);
	item->sign = late ? SIGN_GREAT : SIGN_SMALL;
	item->weight = late ? WEIGHT_WARNING : WEIGHT_PLAIN;
}

static void take_activity(struct desk_facts *facts, const struct teller *teller, const struct record *activity)
{
	struct desk_items *items = &facts->sections[DESK_ASKED];
	uint8_t state = record_choice(activity, F_activity_state);
	if (record_is_set(activity, F_activity_done) || state == C_activity_state_done ||
	    state == C_activity_state_cancelled || items->count >= ASKED_MOST)
		return;
	struct desk_item *item = desk_item_add(items);
	struct text name = {0}, what = {0};
	struct ref about = record_ref(activity, F_activity_about);
	teller_title(&name, teller, activity);
	if (ref_is_set(about))
		teller_name(&what, teller, about);
	item->ref = record_self(activity);
	item->since = record_created(activity);
	item->name = text_take(&name);
	item->what = what.size > 0 ? text_take(&what) : memory_copy_text("");
	set_due(item, record_day(activity, F_activity_due), teller->session->today);
}

/* Those whose day comes first, then those without one, in the order in which they came. */
static int first_due_first(const void *a, const void *b)
{
	const struct desk_item *left = a, *right = b;
	if (left->due != right->due && (left->due == DAY_UNSET || right->due == DAY_UNSET))
		return left->due == DAY_UNSET ? 1 : -1;
	if (left->due != right->due)
		return left->due < right->due ? -1 : 1;
	return (left->ref.id > right->ref.id) - (left->ref.id < right->ref.id);
}

/* Proposals and needs that nobody has received are asked of those who look after the portfolio: one row for all. */
static void count_waiting(struct desk_item *item, const struct teller *teller)
{
	const struct field *stage = schema_field(schema_entity(E_opportunity), F_opportunity_stage);
	const struct value raised = {.set = true, .number = C_stage_raised};
	struct index *index = index_new(teller->view, stage, E_opportunity);
	struct index_hit hit = {0};
	struct record opportunity;
	for (bool there = index_seek(index, &raised, &hit); there; there = index_next_same(index, &hit)) {
		if (!view_record(teller->view, (struct ref){E_opportunity, hit.id}, &opportunity) ||
		    record_is_set(&opportunity, F_opportunity_received))
			continue;
		moment_t since = record_created(&opportunity);
		item->left++;
		item->since = since > item->since ? since : item->since;
		item->due = day_earlier(item->due, record_day(&opportunity, F_opportunity_answer_due));
	}
	index_free(&index);
}

static void read_waiting(struct desk_facts *facts, const struct teller *teller)
{
	struct desk_item waiting = {.due = DAY_UNSET, .listed = E_opportunity};
	struct text name = {0};
	count_waiting(&waiting, teller);
	if (waiting.left == 0)
		return;
	text_printf(&name, ngettext("%zu proposal to receive", "%zu proposals to receive", waiting.left), waiting.left);
	waiting.name = text_take(&name);
	waiting.what = memory_copy_text("");
	waiting.where = memory_copy_text("stage = raised and received is unset");
	set_due(&waiting, waiting.due, teller->session->today);
	*desk_item_add(&facts->sections[DESK_ASKED]) = waiting;
}

void desk_read_asked(struct desk_facts *facts, const struct teller *teller)
{
	struct desk_items *items = &facts->sections[DESK_ASKED];
	if (!teller->session->known)
		return;
	if (teller->session->access & UINT32_C(1) << (C_access_portfolio_manager - 1))
		read_waiting(facts, teller);
	desk_each_of_person(facts, teller, E_activity, F_activity_responsible, take_activity);
	if (items->count > 1)
		qsort(items->items, items->count, sizeof(*items->items), first_due_first);
}

/* ---- answers to what the person asked for ---- */

static void take_answer(struct desk_facts *facts, const struct teller *teller, const struct record *opportunity)
{
	uint8_t answer = record_choice(opportunity, F_opportunity_answer);
	const struct choice *choice = schema_choice(schema_choices(CHOICES_need_answer), answer);
	if (choice == NULL)
		return;
	struct desk_item *item = desk_item_add(&facts->sections[DESK_ANSWERS]);
	struct text name = {0}, what = {0};
	teller_title(&name, teller, opportunity);
	text_append_text(&what, _(choice->label));
	if (record_is_set(opportunity, F_opportunity_received_by)) {
		text_append_text(&what, ", ");
		teller_name(&what, teller, record_ref(opportunity, F_opportunity_received_by));
	}
	item->ref = record_self(opportunity);
	item->since = record_changed(opportunity);
	item->name = text_take(&name);
	item->what = text_take(&what);
	item->when = memory_copy_text("");
}

void desk_read_answers(struct desk_facts *facts, const struct teller *teller)
{
	if (teller->session->known)
		desk_each_of_person(facts, teller, E_opportunity, F_opportunity_asked_by, take_answer);
}
