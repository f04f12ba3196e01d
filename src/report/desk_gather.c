/* Gathering it: whose systems, which decisions, in which order. */
#include "report/questions_private.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/memory.h"
#include "lifecycle/decision.h"
#include "report/telling.h"

#define ROWS_BETWEEN_LOOKS 256

const char *desk_section_title(enum desk_section section)
{
	switch (section) {
	case DESK_DECIDE: return _("Decide");
	case DESK_ACT: return _("Put right");
	case DESK_FILL: return _("Review and fill in");
	case DESK_ASKED: return _("Asked of you");
	case DESK_ANSWERS: return _("Answers to you");
	case DESK_ROLE: return _("In your role");
	case DESK_QUESTIONS: return _("The leadership's questions");
	case DESK_HEALTH: return _("The register itself");
	default: return _("What is new");
	}
}

struct desk_item *desk_item_add(struct desk_items *items)
{
	memory_grow(&items->items, &items->capacity, items->count, sizeof(*items->items));
	items->items[items->count] = (struct desk_item){.due = DAY_UNSET};
	items->all++;
	return &items->items[items->count++];
}

void desk_items_cut(struct desk_items *items, size_t count)
{
	for (size_t i = count; i < items->count; i++) {
		free(items->items[i].name);
		free(items->items[i].what);
		free(items->items[i].when);
		free(items->items[i].detail);
		free(items->items[i].where);
	}
	items->count = count;
}

void desk_items_clear(struct desk_items *items)
{
	desk_items_cut(items, 0);
	items->all = items->counted = 0;
}

void desk_facts_free(struct desk_facts *facts)
{
	for (size_t i = 0; i < DESK_SECTIONS; i++) {
		desk_items_clear(&facts->sections[i]);
		free(facts->sections[i].items);
	}
	free(facts->own);
	own_changes_free(&facts->changes);
	desk_counts_free(facts);
	desk_role_free(facts);
	*facts = (struct desk_facts){0};
}

/* ---- decisions ---- */

/* A row of yesterday tells today's state by its days. 0: nothing that asks for one before long. */
static uint8_t state_on(const struct desk_facts *facts, const struct summary *summary, day_t today)
{
	if (summary->state == 0 || summary->state == C_decide_state_decided || summary->decide_by == DAY_UNSET)
		return 0;
	uint8_t state = decision_state_on(summary->trigger_force, summary->decide_by, today, &facts->leads);
	return state == DECISION_OPEN ? 0 : state;
}

/* Where there is still a choice comes first, the nearest day before the others; then what has passed, the latest
 * first: there most can still be done. */
static bool more_urgent(const struct desk_decision *a, const struct desk_decision *b)
{
	bool a_passed = a->state == C_decide_state_passed, b_passed = b->state == C_decide_state_passed;
	if (a_passed != b_passed)
		return b_passed;
	if (a->decide_by != b->decide_by)
		return a_passed ? a->decide_by > b->decide_by : a->decide_by < b->decide_by;
	return a->ref.id < b->ref.id;
}

static void keep_decision(struct desk_facts *facts, struct desk_decision decision)
{
	size_t place = facts->decision_count;
	facts->states[decision.state]++;
	if (place == DESK_DECISIONS && !more_urgent(&decision, &facts->decisions[place - 1]))
		return;
	if (place < DESK_DECISIONS)
		facts->decision_count++;
	else
		place--;
	for (; place > 0 && more_urgent(&decision, &facts->decisions[place - 1]); place--)
		facts->decisions[place] = facts->decisions[place - 1];
	facts->decisions[place] = decision;
}

/* What is secret is told, and counted, for those only who may read it. */
static bool may_see(const struct teller *teller, struct ref ref, const struct summary *summary)
{
	struct record record;
	return !summary->secret ||
	       (reading_record(teller->reading, ref, &record) && told_may_see(teller, &record));
}

static void look_at(struct desk_facts *facts, const struct teller *teller, struct ref ref,
                    const struct summary *summary)
{
	uint8_t state = state_on(facts, summary, teller->session->today);
	if (state != 0 && may_see(teller, ref, summary))
		keep_decision(facts, (struct desk_decision){ref, state, summary->decide_by});
}

static uint8_t shown_entity(const struct desk_facts *facts)
{
	return facts->asked.business ? E_service : E_system;
}

static bool rests_under_service(const struct teller *teller, record_id system)
{
	struct records *records = records_new(teller->view, E_support);
	struct record support;
	bool found = false;
	bool there = records_child(records, system, &found, &support);
	records_free(&records);
	return there;
}

/* In the words of the business a service stands for its systems; a system without any stands for itself. */
static bool is_shown(const struct desk_facts *facts, const struct teller *teller, struct ref ref)
{
	if (!facts->asked.business)
		return ref.entity == E_system;
	return ref.entity == E_service || !rests_under_service(teller, ref.id);
}

static void look_at_own(struct desk_facts *facts, const struct teller *teller)
{
	struct summary summary;
	for (size_t i = 0; i < facts->own_count; i++)
		if (is_shown(facts, teller, facts->own[i]) && summary_read(teller->view, facts->own[i], &summary))
			look_at(facts, teller, facts->own[i], &summary);
}

static bool time_is_up(const struct timespec *start, unsigned milliseconds)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	long passed = (now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
	return passed >= (long)milliseconds;
}

static bool look_through(struct desk_facts *facts, const struct teller *teller, unsigned milliseconds)
{
	uint8_t entity = shown_entity(facts);
	struct summaries *summaries = summaries_new(teller->view, entity);
	struct timespec start;
	struct summary summary;
	struct slice row;
	record_id id;
	size_t looked = 0;
	clock_gettime(CLOCK_MONOTONIC, &start);
	bool there = facts->scanning && summaries_seek(summaries, facts->next, &id, &row);
	for (; there; there = summaries_next(summaries, &id, &row)) {
		facts->next = id;
		if (++looked % ROWS_BETWEEN_LOOKS == 0 && time_is_up(&start, milliseconds))
			break;
		if (summary_decode(row, &summary))
			look_at(facts, teller, (struct ref){entity, id}, &summary);
	}
	facts->scanning = there;
	summaries_free(&summaries);
	return there;
}

bool desk_facts_scan(struct desk_facts *facts, const struct teller *teller, unsigned milliseconds)
{
	struct pace pace = pace_of(milliseconds);
	if (facts->scanning && look_through(facts, teller, milliseconds))
		return true;
	if (desk_counts_work(facts, teller, &pace))
		return true;
	if (!facts->asked.message && own_changes_look(&facts->changes, teller->view, milliseconds))
		return true;
	return pace_is_over(&pace) || desk_questions_work(facts, teller, milliseconds);
}

/* ---- everything ---- */

void desk_facts_read(struct desk_facts *facts, const struct teller *teller, const struct desk_asked *asked)
{
	facts->asked = *asked;
	facts->leads = facts_lead_parameters(teller->session->conf, teller->session->today);
	facts->own_count = facts->decision_count = 0;
	memset(facts->states, 0, sizeof facts->states);
	for (size_t i = 0; i < DESK_SECTIONS; i++)
		desk_items_clear(&facts->sections[i]);
	desk_ask_again(facts);
	desk_read_run(&facts->run, teller->view);
	desk_read_own(facts, teller);
	facts->mine = facts->own_count > 0 || asked->message;
	facts->scanning = !facts->mine;
	facts->next = 0;
	if (facts->mine)
		look_at_own(facts, teller);
	desk_read_act(facts, teller);
	desk_read_fill(facts, teller);
	desk_read_asked(facts, teller);
	desk_read_answers(facts, teller);
	desk_read_role(facts, teller);
}

void desk_facts_tell(struct desk_facts *facts, const struct teller *teller)
{
	const struct session *session = teller->session;
	struct desk_items *items = &facts->sections[DESK_DECIDE];
	struct scope_reader *reader = NULL;
	desk_items_clear(items);
	for (size_t i = 0; i < facts->decision_count; i++) {
		struct desk_item item = {.ref = facts->decisions[i].ref, .due = facts->decisions[i].decide_by};
		if (reader == NULL)
			reader = scope_reader_new(teller->view, session->conf, session->today, 0);
		if (desk_tell_decision(&item, facts, teller, reader, facts->decisions[i].ref))
			*desk_item_add(items) = item;
	}
	if (reader != NULL)
		scope_reader_free(&reader);
	uint64_t known = facts->states[C_decide_state_passed] + facts->states[C_decide_state_now] +
			 facts->states[C_decide_state_soon];
	if (known > items->all && facts->decision_count == DESK_DECISIONS)
		items->all = known;
	desk_tell_counts(facts);
	desk_tell_news(facts);
	desk_tell_role(facts, teller);
}
