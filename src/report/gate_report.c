#include "report/gate_report.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"
#include "register/opportunities.h"
#include "report/telling.h"

/* ---- pages ---- */

static const struct {
	const char *name, *label;
} states[] = {[GATE_NOT_ASKED] = {"not_asked", N_("not asked")},
              [GATE_ANSWERED] = {"answered", N_("answered")},
              [GATE_MISSING] = {"missing", N_("missing")}};

static void name_of(void *context, struct ref ref, struct text *out)
{
	teller_name(out, context, ref);
}

static void append_reason(struct text *out, const struct teller *teller, const struct reason *reason)
{
	union {
		const struct teller *teller;
		void *context;
	} pass = {.teller = teller};
	const struct reason_words words = {name_of, pass.context};
	text_append_text(out, "");
	reason_append_words(out, reason, &words);
}

/* A command that answers several questions stands at the first of them. */
static void add_row(struct page *page, const struct teller *teller, const struct gate_answer *answer, struct ref about,
                    struct text *last)
{
	struct text words = {0}, code = {0}, command = {0};
	const struct entity *entity = schema_entity(answer->record.entity);
	const struct field *field = answer->field == 0 ? NULL : schema_field(entity, answer->field);
	append_reason(&words, teller, &answer->reason);
	text_append_text(&code, "");
	text_append_text(&command, "");
	if (answer->record.id != 0)
		view_append_code(teller->view, answer->record, &code);
	gate_append_command(&command, teller->view, answer, about);
	const struct page_cell cells[] = {
		page_name(gate_question_name(answer->question), _(gate_question_title(answer->question))),
		page_name(states[answer->state].name, _(states[answer->state].label)),
		page_words(words.data),
		page_words(reason_name(answer->reason.id)),
		page_name(entity->name, _(entity->label)),
		page_code(code.data),
		page_words(field == NULL ? "" : field->name),
		page_words(slice_equal(text_slice(&command), text_slice(last)) ? "" : command.data)};
	page_row(page, cells);
	text_free(&words);
	text_free(&code);
	text_free(last);
	*last = command;
}

/* What is missing comes first: it is what somebody can do. */
void gate_report_table(struct page *page, const struct teller *teller, const struct gate *gate, struct ref about)
{
	static const uint8_t order[] = {GATE_MISSING, GATE_ANSWERED, GATE_NOT_ASKED};
	const struct page_column columns[] = {{"question", _("Question"), PAGE_NAME, PAGE_BESIDE},
	                                      {"state", _("State"), PAGE_NAME, PAGE_BESIDE},
	                                      {"reason", _("Why"), PAGE_WORDS, PAGE_BELOW},
	                                      {"reason_id", _("Reason"), PAGE_WORDS, PAGE_DATA},
	                                      {"entity", _("Kind"), PAGE_NAME, PAGE_DATA},
	                                      {"record", _("Record"), PAGE_CODE, PAGE_DATA},
	                                      {"field", _("Field"), PAGE_WORDS, PAGE_DATA},
	                                      {"command", _("Answered by"), PAGE_WORDS, PAGE_BELOW}};
	struct text command = {0};
	page_table(page, "questions", columns, COUNT_OF(columns), true);
	for (size_t state = 0; state < COUNT_OF(order); state++)
		for (size_t i = 0; i < gate->count; i++)
			if (gate->answers[i].state == order[state])
				add_row(page, teller, &gate->answers[i], about, &command);
	text_free(&command);
}

static void add_choice_fact(struct page *page, const char *name, const char *label, uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	page_fact(page, name, label,
	          page_or_unknown(page_name(choice == NULL ? "" : choice->name, choice == NULL ? "" : _(choice->label))));
}

static const char *title_of(enum gate_kind kind)
{
	switch (kind) {
	case GATE_DELIVERED: return _("What must be answered before it is handed over");
	case GATE_RETIRED: return _("What must be done before it is retired");
	default: return _("What must be answered before it is decided");
	}
}

static void add_decision_facts(struct page *page, const struct teller *teller, const struct gate *gate,
                               const struct record *record)
{
	static const struct {
		const char *name, *label;
	} likes[] = {[LIKE_NOT_ASKED] = {"not_asked", N_("nothing is replaced")},
	             [LIKE_UNKNOWN] = {"unknown", N_("unknown")},
	             [LIKE_NO] = {"no", N_("no")},
	             [LIKE_REFUSED] = {"refused", N_("yes, and not allowed")},
	             [LIKE_ALLOWED] = {"allowed", N_("yes, allowed for a time")}};
	day_t due = opportunity_gate_due(record, teller->session->conf);
	page_fact(page, "like_for_like", _("Like for like"),
	          page_name(likes[gate->like_for_like].name, _(likes[gate->like_for_like].label)));
	if (gate->degree >= 0)
		page_fact(page, "degree", _("Degree of development"), page_percent(gate->degree));
	if (due != DAY_UNSET)
		page_fact(page, "due", _("Urgent: to be answered by"), page_day(due));
}

static void add_facts(struct page *page, const struct teller *teller, const struct gate *gate,
                      const struct record *record)
{
	struct text name = {0};
	teller_name(&name, teller, record_self(record));
	page_fact(page, "about", _("About"), page_words(name.data));
	page_fact(page, "gate", _("Before"), page_name(gate_name(gate->kind), _(gate_name(gate->kind))));
	if (gate->kind != GATE_RETIRED) {
		add_choice_fact(page, "track", _("Track"), CHOICES_track, record_choice(record, F_opportunity_track));
		add_choice_fact(page, "size", _("Size"), CHOICES_size, record_choice(record, F_opportunity_size));
	}
	page_fact(page, "asked", _("Questions asked"), page_number(gate->asked));
	page_fact(page, "missing", _("Missing"), page_number(gate->missing));
	if (gate->kind == GATE_DECIDED)
		add_decision_facts(page, teller, gate, record);
	text_free(&name);
}

/* What cannot wait needs a decision about it, not the answers: those come afterwards. */
static void tell_urgency(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	const struct session *session = teller->session;
	struct text words = {0}, code = {0};
	if (!record_is_set(opportunity, F_opportunity_urgent) || record_is_set(opportunity, F_opportunity_decided))
		return;
	view_append_code(teller->view, record_self(opportunity), &code);
	text_printf(&words,
	            _("It is urgent: it may be decided at once by a delegated decision, or one with a mandate, that is "
	              "about it (forvalta add decision … about=%s). What is missing is then answered within %lld days."),
	            code.data, (long long)conf_number(session->conf, CONF_urgent_days, session->today));
	page_paragraph(page, words.data);
	text_free(&words);
	text_free(&code);
}

struct page *gate_report(const struct teller *teller, struct ref about, enum gate_kind kind, size_t *missing,
                         struct error *error)
{
	struct record record;
	struct gate gate;
	if (about.entity != (kind == GATE_RETIRED ? E_system : E_opportunity) || !view_record(teller->view, about, &record)) {
		error_set(error, ERROR_INPUT,
		          kind == GATE_RETIRED ? _("a gate before retirement is of a system")
		                               : _("a gate before a decision or a hand-over is of a development opportunity"));
		return NULL;
	}
	struct opportunity_reader *reader =
		opportunity_reader_new(teller->view, teller->session->conf, teller->session->today);
	opportunity_gate(reader, &record, kind, &gate);
	struct page *page = page_new("gate", title_of(kind), teller->session->conf);
	if (!tell_hidden(page, teller, &record)) {
		add_facts(page, teller, &gate, &record);
		if (kind == GATE_DECIDED)
			tell_urgency(page, teller, &record);
		gate_report_table(page, teller, &gate, about);
	}
	opportunity_reader_free(&reader);
	*missing = gate.missing;
	return page;
}

/* ---- the first assessment ---- */

struct page *triage_report(const struct teller *teller, const struct record *opportunity, const struct triage *triage)
{
	static const char *const names[TRIAGE_QUESTIONS] = {
		[TRIAGE_WORK] = "work", [TRIAGE_WHOM] = "whom", [TRIAGE_MONEY] = "money", [TRIAGE_OTHERS] = "others",
		[TRIAGE_URGENT] = "urgent"};
	const struct page_column columns[] = {{"question", _("Question"), PAGE_NAME, PAGE_BESIDE},
	                                      {"known", _("Known"), PAGE_NAME, PAGE_DATA},
	                                      {"answer", _("What the register knows"), PAGE_WORDS, PAGE_BESIDE}};
	struct page *page = page_new("triage", _("First assessment"), teller->session->conf);
	struct text name = {0};
	if (tell_hidden(page, teller, opportunity))
		return page;
	teller_name(&name, teller, record_self(opportunity));
	page_fact(page, "about", _("About"), page_words(name.data));
	add_choice_fact(page, "track", _("Track"), CHOICES_track, record_choice(opportunity, F_opportunity_track));
	add_choice_fact(page, "size", _("Size"), CHOICES_size, record_choice(opportunity, F_opportunity_size));
	add_choice_fact(page, "proposed_track", _("Proposed track"), CHOICES_track, triage->track);
	add_choice_fact(page, "proposed_size", _("Proposed size"), CHOICES_size, triage->size);
	page_table(page, "questions", columns, COUNT_OF(columns), true);
	for (unsigned i = 0; i < TRIAGE_QUESTIONS; i++) {
		struct text words = {0};
		append_reason(&words, teller, &triage->answers[i].reason);
		const struct page_cell cells[] = {page_name(names[i], _(triage_question_title(i))),
		                                  page_name(triage->answers[i].known ? "yes" : "no",
		                                            triage->answers[i].known ? _("yes") : _("no")),
		                                  page_words(words.data)};
		page_row(page, cells);
		text_free(&words);
	}
	text_free(&name);
	return page;
}

struct page *report_gate(const struct teller *teller, struct ref about, struct error *error)
{
	struct record record;
	size_t missing;
	bool decided = about.entity == E_opportunity && view_record(teller->view, about, &record) &&
	               record_choice(&record, F_opportunity_stage) >= C_stage_decided;
	enum gate_kind next = about.entity == E_system ? GATE_RETIRED : decided ? GATE_DELIVERED : GATE_DECIDED;
	return gate_report(teller, about, next, &missing, error);
}
