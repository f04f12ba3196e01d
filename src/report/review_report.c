#include "report/review_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/reviews.h"
#include "report/telling.h"

/* ---- all rounds ---- */

static void tell_round(struct page *page, const struct teller *teller, const struct record *round)
{
	struct review_counts counts;
	struct text code = {0}, name = {0};
	review_count(teller->view, record_self(round), &counts);
	view_append_code(teller->view, record_self(round), &code);
	text_append(&name, told_text(teller, round, F_review_name));
	page_row(page, (struct page_cell[]){
		page_code(code.data), page_words(name.data), told_choice(CHOICES_review_kind, record_choice(round, F_review_kind)),
		page_day(told_day(teller, round, F_review_opened)), page_day(told_day(teller, round, F_review_due)),
		page_day(told_day(teller, round, F_review_closed)), page_number((int64_t)counts.items),
		page_number((int64_t)counts.settled), page_or_unknown(page_percent(review_progress(&counts)))});
	text_free(&code);
	text_free(&name);
}

struct page *report_reviews(const struct teller *teller, const struct report_request *request, struct error *error)
{
	const struct page_column columns[] = {
		{"code", _("Code"), PAGE_CODE},      {"name", _("Name"), PAGE_WORDS},       {"kind", _("Kind"), PAGE_NAME},
		{"opened", _("Opened"), PAGE_DAY},   {"due", _("Due"), PAGE_DAY},           {"closed", _("Closed"), PAGE_DAY},
		{"items", _("Questions"), PAGE_NUMBER}, {"decided", _("Decided"), PAGE_NUMBER}, {"share", _("Share"), PAGE_PERCENT}};
	struct page *page = page_new("reviews", _("Rounds of review"), teller->session->conf);
	struct records *rounds = records_new(teller->view, E_review);
	struct record round;
	(void)request;
	(void)error;
	page_table(page, "rounds", columns, COUNT_OF(columns), true);
	page_table_none(page, _("None has been opened: forvalta review open permissions name=…"));
	for (bool there = records_last(rounds, &round); there; there = records_previous(rounds, &round))
		tell_round(page, teller, &round);
	records_free(&rounds);
	return page;
}

/* ---- by whom and where ---- */

/* Counts of the items that have something in common. */
struct part {
	struct ref about;
	struct review_counts counts;
};
struct parts {
	struct part *items;
	size_t count, capacity;
};

static struct part *part_of(struct parts *parts, struct ref about)
{
	for (size_t i = 0; i < parts->count; i++)
		if (ref_equal(parts->items[i].about, about))
			return &parts->items[i];
	memory_grow(&parts->items, &parts->capacity, parts->count, sizeof *parts->items);
	parts->items[parts->count] = (struct part){.about = about};
	return &parts->items[parts->count++];
}

/* What is furthest from done first. */
static int compare_parts(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	size_t left_x = x->counts.items - x->counts.settled, left_y = y->counts.items - y->counts.settled;
	if (left_x != left_y)
		return left_x > left_y ? -1 : 1;
	return ref_compare(x->about, y->about);
}

struct protocol {
	const struct teller *teller;
	struct page *page;
	struct record round;
	uint8_t kind;
	struct review_counts counts;
	struct parts reviewers, units;
	record_id *to_do, *open; /* items */
	size_t to_do_count, to_do_capacity, open_count, open_capacity;
};

/* The unit of the holder; of anything else that of the system. */
static struct ref unit_of(const struct protocol *protocol, struct ref subject)
{
	const struct view *view = protocol->teller->view;
	struct record record, above;
	if (!view_record(view, subject, &record))
		return (struct ref){0};
	struct ref person = subject.entity == E_permission ? record_ref(&record, F_permission_person) : (struct ref){0};
	struct ref system = subject.entity == E_system       ? subject
	                    : subject.entity == E_permission ? record_ref(&record, F_permission_system)
	                                                     : record_ref(&record, F_licence_system);
	if (ref_is_set(person) && view_record(view, person, &above) && record_is_set(&above, F_person_unit))
		return record_ref(&above, F_person_unit);
	return ref_is_set(system) && view_record(view, system, &above) ? record_ref(&above, F_system_unit) : (struct ref){0};
}

static void add_id(record_id **ids, size_t *count, size_t *capacity, record_id id)
{
	memory_grow(ids, capacity, *count, sizeof **ids);
	(*ids)[(*count)++] = id;
}

static void count_item(struct protocol *protocol, const struct record *item)
{
	struct review_state state = {.decision = record_choice(item, F_review_item_decision),
	                             .decided = record_day(item, F_review_item_decided),
	                             .carried_out = record_day(item, F_review_item_carried_out),
	                             .at_once = record_number(item, F_review_item_decided_at_once)};
	day_t due = record_day(&protocol->round, F_review_due);
	struct part *reviewer = part_of(&protocol->reviewers, record_ref(item, F_review_item_reviewer));
	struct part *unit = part_of(&protocol->units, unit_of(protocol, record_ref(item, F_review_item_subject)));
	const struct review_answer *answer = review_answer(protocol->kind, state.decision);
	review_counts_add(&protocol->counts, protocol->kind, &state, due);
	review_counts_add(&reviewer->counts, protocol->kind, &state, due);
	review_counts_add(&unit->counts, protocol->kind, &state, due);
	if (answer == NULL || !answer->settles)
		add_id(&protocol->open, &protocol->open_count, &protocol->open_capacity, item->id);
	else if (answer->to_do && state.carried_out == DAY_UNSET)
		add_id(&protocol->to_do, &protocol->to_do_count, &protocol->to_do_capacity, item->id);
}

static void count_items(struct protocol *protocol)
{
	struct records *items = records_new(protocol->teller->view, E_review_item);
	struct record item;
	bool found = false;
	while (records_child(items, protocol->round.id, &found, &item))
		count_item(protocol, &item);
	records_free(&items);
}

/* ---- the protocol ---- */

static void tell_signature(struct protocol *protocol)
{
	char signature[REVIEW_SIGNATURE + 1];
	struct text signed_as = {0};
	if (!record_is_set(&protocol->round, F_review_closed))
		return;
	text_append(&signed_as, record_text(&protocol->round, F_review_signature));
	review_sign(protocol->teller->view, record_self(&protocol->round), signature);
	page_fact(protocol->page, "signature", _("Signature"), page_words(signed_as.data));
	bool same = slice_equal_text(text_slice(&signed_as), signature);
	page_paragraph(protocol->page,
	               signed_as.size == 0 ? _("It was closed elsewhere, without a signature.")
	               : same              ? _("What stands in the round is what was signed.")
	                                   : _("What stands in the round is not what was signed: it has been changed since."));
	text_free(&signed_as);
}

static void tell_head(struct protocol *protocol)
{
	const struct review_counts *counts = &protocol->counts;
	struct page *page = protocol->page;
	tell_facts(page, protocol->teller, &protocol->round,
	           "code;kind;scope;reviewers;opened;opened_by;due;closed;closed_by;left_undecided");
	page_fact(page, "items", _("Questions"), page_number((int64_t)counts->items));
	page_fact(page, "decided", _("Decided"), page_number((int64_t)counts->settled));
	page_fact(page, "share", _("Share"), page_or_unknown(page_percent(review_progress(counts))));
	page_fact(page, "on_time", _("Decided by the due day, of all"),
	          page_or_unknown(page_percent(review_on_time_share(counts))));
	page_fact(page, "to_do", _("To be done in the systems themselves"), page_number((int64_t)counts->to_do));
	page_fact(page, "done", _("Of these, done"), page_number((int64_t)counts->done));
	if (counts->swept > 0) {
		struct text words = {0};
		text_printf(&words, _("%zu were approved in sweeps of %d or more at once: they were hardly looked at one by one."),
		            counts->swept, REVIEW_SWEEP);
		page_paragraph(page, words.data);
		text_free(&words);
	}
	tell_signature(protocol);
}

static void tell_decisions(struct protocol *protocol)
{
	const struct page_column columns[] = {{"decision", _("Decision"), PAGE_NAME},
	                                      {"items", _("Questions"), PAGE_NUMBER},
	                                      {"share", _("Share"), PAGE_PERCENT}};
	const struct review_answer *answer;
	page_heading(protocol->page, _("What was decided"));
	page_table(protocol->page, "decisions", columns, COUNT_OF(columns), false);
	for (size_t i = 0; (answer = review_answer_at(protocol->kind, i)) != NULL; i++) {
		size_t count = protocol->counts.by_decision[answer->decision];
		page_row(protocol->page, (struct page_cell[]){
			told_choice(CHOICES_review_decision, answer->decision), page_number((int64_t)count),
			page_or_unknown(page_percent(scaled((int64_t)count, 10000, (int64_t)protocol->counts.items)))});
	}
}

static void tell_parts(struct protocol *protocol, struct parts *parts, const char *name, const char *heading,
                       const char *label, const char *nobody)
{
	const struct page_column columns[] = {{"name", label, PAGE_WORDS},
	                                      {"items", _("Questions"), PAGE_NUMBER},
	                                      {"decided", _("Decided"), PAGE_NUMBER},
	                                      {"share", _("Share"), PAGE_PERCENT},
	                                      {"on_time", _("On time"), PAGE_NUMBER},
	                                      {"removed", _("Taken away"), PAGE_NUMBER},
	                                      {"swept", _("In large sweeps"), PAGE_NUMBER}};
	if (parts->count > 1)
		qsort(parts->items, parts->count, sizeof *parts->items, compare_parts);
	page_heading(protocol->page, heading);
	page_table(protocol->page, name, columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < parts->count; i++) {
		const struct review_counts *counts = &parts->items[i].counts;
		struct text about = {0};
		if (ref_is_set(parts->items[i].about))
			teller_name(&about, protocol->teller, parts->items[i].about);
		page_row(protocol->page, (struct page_cell[]){
			page_words(about.data == NULL ? nobody : about.data), page_number((int64_t)counts->items),
			page_number((int64_t)counts->settled), page_or_unknown(page_percent(review_progress(counts))),
			page_number((int64_t)counts->on_time), page_number((int64_t)counts->by_decision[C_review_decision_remove]),
			page_number((int64_t)counts->swept)});
		text_free(&about);
	}
}

static void tell_items(struct protocol *protocol)
{
	const struct teller *teller = protocol->teller;
	tell_ids(protocol->page, teller, _("To be done in the systems themselves"), E_review_item, protocol->to_do,
	         protocol->to_do_count, "to_do", "code;subject;decision;reduce_to;suspend_until;decided;decided_by;_note");
	tell_ids(protocol->page, teller, _("Not decided"), E_review_item, protocol->open, protocol->open_count, "undecided",
	         "code;subject;reviewer;decision;passed_to;_note");
	page_heading(protocol->page, _("Every question"));
	struct told_table table;
	struct records *items = records_new(teller->view, E_review_item);
	struct record item;
	bool found = false;
	told_table_begin(&table, protocol->page, teller, E_review_item, "items",
	                 "code;subject;reviewer;decision;reduce_to;suspend_until;decided;decided_by;carried_out;_note", true);
	while (records_child(items, protocol->round.id, &found, &item))
		told_table_row(&table, &item);
	told_table_end(&table);
	records_free(&items);
}

struct page *report_review(const struct teller *teller, struct ref round, struct error *error)
{
	struct protocol protocol = {.teller = teller};
	struct text title = {0};
	if (!view_record(teller->view, round, &protocol.round)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such round of review"));
		return NULL;
	}
	teller_name(&title, teller, round);
	protocol.kind = record_choice(&protocol.round, F_review_kind);
	protocol.page = page_new("review", title.data, teller->session->conf);
	count_items(&protocol);
	tell_head(&protocol);
	tell_decisions(&protocol);
	tell_parts(&protocol, &protocol.reviewers, "reviewers", _("By reviewer"), _("Reviewer"), _("nobody"));
	tell_parts(&protocol, &protocol.units, "units", _("By unit"), _("Unit"), _("no unit"));
	tell_items(&protocol);
	free(protocol.reviewers.items);
	free(protocol.units.items);
	free(protocol.to_do);
	free(protocol.open);
	text_free(&title);
	return protocol.page;
}
