/* The table of questions, and what the gates do alike. */
#include "lifecycle/gate_private.h"

#include "base/lang.h"
#include "base/memory.h"

static const struct {
	uint8_t gate;
	const char *name, *title;
	uint8_t demands[GATE_TRACKS];
	uint8_t entity, field;
} questions[] = {
#define GATE_QUESTION(gate, name, title, is, il, ds, dl, entity, field)                                                \
	{GATE_##gate, #name, title, {DEMAND_##is, DEMAND_##il, DEMAND_##ds, DEMAND_##dl}, E_##entity, field},
#include "lifecycle/gate.def"
#undef GATE_QUESTION
};

enum gate_track gate_track(uint8_t track, uint8_t size)
{
	return (track == C_track_infrastructure ? GATE_INFRASTRUCTURE_SMALL : GATE_DEVELOPMENT_SMALL) +
	       (size != C_size_small);
}

const char *gate_question_name(enum gate_question question)
{
	return question < GATE_QUESTIONS ? questions[question].name : "";
}

const char *gate_question_title(enum gate_question question)
{
	return question < GATE_QUESTIONS ? questions[question].title : "";
}

const char *gate_name(enum gate_kind gate)
{
	static const char *const names[GATE_KINDS] = {
		[GATE_DECIDED] = "decided", [GATE_DELIVERED] = "delivered", [GATE_RETIRED] = "retired"};
	return gate < GATE_KINDS ? names[gate] : "";
}

enum gate_demand gate_demand(enum gate_question question, enum gate_track track)
{
	return questions[question].demands[track];
}

void gate_begin(struct gate *gate, enum gate_kind kind, uint8_t track, uint8_t size)
{
	*gate = (struct gate){.kind = (uint8_t)kind, .track = (uint8_t)gate_track(track, size), .degree = -1};
}

struct gate_answer *gate_add(struct gate *gate, enum gate_question question)
{
	struct gate_answer *answer = &gate->answers[gate->count++];
	*answer = (struct gate_answer){.question = (uint8_t)question,
	                               .state = GATE_MISSING,
	                               .record = {questions[question].entity, 0},
	                               .field = questions[question].field};
	return answer;
}

void gate_leave_out(struct gate_answer *answer, struct reason why)
{
	answer->state = GATE_NOT_ASKED;
	answer->reason = why;
}

/* A record of another kind than the row's answers as a whole, until somebody says by which field. */
static void stand_in(struct gate_answer *answer, struct ref record)
{
	if (!ref_is_set(record))
		return;
	if (record.entity != answer->record.entity)
		answer->field = 0;
	answer->record = record;
}

void gate_take(struct gate_answer *answer, struct ref record, struct reason how)
{
	answer->state = GATE_ANSWERED;
	stand_in(answer, record);
	answer->reason = how;
}

void gate_miss(struct gate_answer *answer, struct ref record, struct reason what)
{
	answer->state = GATE_MISSING;
	stand_in(answer, record);
	answer->reason = what;
}

/* One line each says what a thing lacks; where several lack something, the first and how many more. */
void gate_miss_of_several(struct gate_answer *answer, struct ref first, size_t lacking, uint8_t field)
{
	int64_t lacks = FIELD_ARGUMENT(first.entity, field);
	answer->field = field;
	gate_miss(answer, first,
	          lacking == 1 ? reason_make(REASON_gate_lacks, first, lacks)
	                       : reason_make(REASON_gate_lacks_of_several, first, (int64_t)lacking - 1, lacks));
}

void gate_leave_out_of_track(const struct gate *gate, struct gate_answer *answer)
{
	bool development = gate->track >= GATE_DEVELOPMENT_SMALL, large = gate->track % 2 == 1;
	uint8_t track = development ? C_track_business_development : C_track_infrastructure;
	gate_leave_out(answer,
	               reason_make(REASON_gate_not_asked_of, CHOICE_ARGUMENT(CHOICES_track, track),
	                           CHOICE_ARGUMENT(CHOICES_size, large ? C_size_large : C_size_small)));
}

void gate_end(struct gate *gate)
{
	for (size_t i = 0; i < gate->count; i++) {
		gate->asked += gate->answers[i].state != GATE_NOT_ASKED;
		gate->missing += gate->answers[i].state == GATE_MISSING;
	}
}

const struct gate_answer *gate_find(const struct gate *gate, enum gate_question question)
{
	for (size_t i = 0; i < gate->count; i++)
		if (gate->answers[i].question == question)
			return &gate->answers[i];
	return NULL;
}
