#include "report/opportunity_parts.h"

#include "audit/audit.h"
#include "base/lang.h"
#include "base/memory.h"
#include "register/opportunities.h"

bool opportunity_systems(const struct teller *teller, const struct record *opportunity, struct ref **refs,
                         size_t *count)
{
	struct records *rows = records_new(teller->view, E_opportunity_system);
	struct record row, system;
	size_t capacity = 0;
	bool on = false, seen = true;
	*refs = NULL;
	*count = 0;
	while (records_child(rows, opportunity->id, &on, &row)) {
		struct ref ref = record_ref(&row, F_opportunity_system_system);
		if (!reading_record(teller->reading, ref, &system))
			continue;
		seen = seen && told_may_see(teller, &system);
		memory_grow(refs, &capacity, *count, sizeof **refs);
		(*refs)[(*count)++] = ref;
	}
	memory_grow(refs, &capacity, *count, sizeof **refs);
	(*refs)[(*count)++] = record_self(opportunity);
	records_free(&rows);
	return seen;
}

void tell_opportunity_triggers(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	tell_children(page, teller, NULL, E_opportunity_trigger, opportunity->id, "triggers", "kind;about;due;_note");
}

void tell_opportunity_systems(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	tell_children(page, teller, NULL, E_opportunity_system, opportunity->id, "systems",
	              "role;code=system.code;name=system.name;decide_by=system.decide_by;decide_state=system.decide_state;"
	              "_unit=system.unit;_supplier=system.supplier;_note");
}

static void tell_answer(struct page *page, const struct teller *teller, const struct gate_answer *answer)
{
	const struct reasons why = {.count = 1, .items = {answer->reason}};
	struct text words = {0};
	bool missing = answer->state == GATE_MISSING;
	tell_reasons(&words, teller, &why);
	page_row(page, (struct page_cell[]){
		page_name(missing ? "missing" : "answered", missing ? _("missing") : _("answered")),
		page_name(gate_question_name(answer->question), _(gate_question_title(answer->question))),
		page_words(words.data)});
	text_free(&words);
}

static void tell_answers(struct page *page, const struct teller *teller, const struct gate *gate)
{
	static const uint8_t states[] = {GATE_MISSING, GATE_ANSWERED};
	const struct page_column columns[] = {
		{"state", _("State"), PAGE_NAME}, {"question", _("Question"), PAGE_NAME}, {"why", _("Why"), PAGE_WORDS}};
	page_table(page, "gate", columns, COUNT_OF(columns), false);
	for (size_t state = 0; state < COUNT_OF(states); state++)
		for (size_t i = 0; i < gate->count; i++)
			if (gate->answers[i].state == states[state])
				tell_answer(page, teller, &gate->answers[i]);
}

void tell_opportunity_gate(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	const struct session *session = teller->session;
	bool decided = record_choice(opportunity, F_opportunity_stage) >= C_stage_decided;
	struct opportunity_reader *reader = opportunity_reader_new(teller->view, session->conf, session->today);
	struct gate gate;
	opportunity_gate(reader, opportunity, decided ? GATE_DELIVERED : GATE_DECIDED, &gate);
	page_fact(page, "gate_before", _("Before"), page_name(gate_name(gate.kind), _(gate_name(gate.kind))));
	page_fact(page, "gate_asked", _("Questions asked"), page_number(gate.asked));
	page_fact(page, "gate_missing", _("Missing"), page_number(gate.missing));
	tell_answers(page, teller, &gate);
	opportunity_reader_free(&reader);
}

/* Of a need that no night has filled in yet. */
static bool tell_alike(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	const struct field *field = schema_field(opportunity->entity, F_opportunity_known_alike);
	struct text words = {0}, packed = {0};
	struct reasons alike;
	audit_find_alike(teller->session, teller->view, opportunity, &alike);
	reasons_pack(&packed, &alike);
	teller_reasons(&words, teller, text_slice(&packed));
	if (alike.count > 0)
		page_passage(page, field->name, words.data, _(field->label));
	text_free(&packed);
	text_free(&words);
	return alike.count > 0;
}

void tell_opportunity_known(struct page *page, const struct teller *teller, const struct record *opportunity)
{
	static const uint8_t fields[] = {F_opportunity_known_affected, F_opportunity_known_costs,
		F_opportunity_known_findings, F_opportunity_known_contracts, F_opportunity_known_alike,
		F_opportunity_known_bridges};
	bool told = false;
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (told_value(teller, opportunity, fields[i]).set) {
			tell_passage(page, teller, opportunity, fields[i], true);
			told = true;
		}
	if (!told_value(teller, opportunity, F_opportunity_known_alike).set)
		told = tell_alike(page, teller, opportunity) || told;
	if (!told)
		page_paragraph(page, _("Nothing beyond what stands here."));
}
