/* Which questions there are, and what is counted by a condition. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "query/finder.h"
#include "report/questions_private.h"

static const struct {
	const char *name, *brief, *words;
} texts[QUESTIONS] = {
	[QUESTION_DECIDE] = {"decide", N_("To decide within 24 months"),
		N_("Which decisions must we take within 24 months, and in which is the choice already gone?")},
	[QUESTION_DECIDED] = {"decided", N_("Decided but not done"),
		N_("What has been decided but not carried out, and why?")},
	[QUESTION_BENEFITS] = {"benefits", N_("Benefits of this year"),
		N_("Which benefits were to come this year, and did they?")},
	[QUESTION_WHOSE] = {"whose", N_("Who owns the benefit, who pays"), N_("Who owns the benefit, and who pays?")},
	[QUESTION_COST] = {"cost", N_("Cost over the life"),
		N_("What does the service cost over its life, how much of it is assumptions, how much is development?")},
	[QUESTION_RESTS] = {"rests", N_("Without support, contract or owner"),
		N_("Which services rest on something that lacks support, contract or owner?")},
	[QUESTION_EFFORT] = {"effort", N_("How the effort is spread"),
		N_("How is the effort spread among the departments, and between running and developing?")},
	[QUESTION_ENDED] = {"ended", N_("Ended, and learned"),
		N_("What have we ended, and what did we learn?")},
};

const char *question_words(enum question question)
{
	return _(texts[question].words);
}

const char *question_name(enum question question)
{
	return texts[question].name;
}

const char *question_brief(enum question question)
{
	return _(texts[question].brief);
}

/* ---- what conditions count ---- */

#define CLOCK "name,decide_state,decide_by,decide_trigger,trigger_day,gap,unit"
#define CLOCK_OF_SERVICES "name,decide_state,decide_by,gap,unit"
#define COURSE "title,stage,health,decided,start,end,moved,sponsor"
#define UNDER_WAY "stage in (decided, running)"

static const struct line {
	enum question question;
	uint8_t entity, of_business; /* of_business: the same in the words of the business, 0: the same in both */
	enum desk_weight weight;
	bool told;
	const char *words, *where, *columns, *sort;
} lines[] = {
	{QUESTION_DECIDE, E_system, E_service, WEIGHT_DANGER, true, N_("the choice is already gone"),
     "decide_state = passed", CLOCK, "-decide_by"},
	{QUESTION_DECIDE, E_system, E_service, WEIGHT_WARNING, true, N_("to be decided now"), "decide_state = now", CLOCK,
     "decide_by"},
	{QUESTION_DECIDE, E_system, E_service, WEIGHT_PLAIN, false, N_("to be decided soon"),
     "decide_state = soon and decide_by <= today + 24m", CLOCK, "decide_by"},
	{QUESTION_DECIDE, E_system, E_service, WEIGHT_PLAIN, false, N_("later within 24 months"),
     "decide_state = open and decide_by <= today + 24m", CLOCK, "decide_by"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_PLAIN, false, N_("opportunities decided, not begun"), "stage = decided",
     COURSE, "decided"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_WARNING, true, N_("of them past their start"),
     "stage = decided and start < today", COURSE, "start"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_PLAIN, false, N_("opportunities under way"), "stage = running", COURSE,
     "end"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_WARNING, true, N_("of them past their end"),
     "stage = running and end < today", COURSE, "end"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_DANGER, true, N_("why: off course"),
     UNDER_WAY " and health = red", COURSE, "end"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_WARNING, true, N_("why: no sponsor in the business"),
     UNDER_WAY " and sponsor is unset", COURSE, "end"},
	{QUESTION_DECIDED, E_opportunity, 0, WEIGHT_WARNING, true, N_("why: no hours are set aside"),
     UNDER_WAY " and not exists(allocation)", COURSE, "end"},
	{QUESTION_DECIDED, E_decision, 0, WEIGHT_WARNING, true, N_("decisions not followed up by their day"),
     "outcome = approved and done is unset and follow_up < today and not exists(decision via supersedes)",
     "title,date,follow_up,kind,amount", "follow_up"},
	{QUESTION_COST, E_service, 0, WEIGHT_PLAIN, false, N_("services whose cost over the life is known"), "lcc is set",
     "name,lcc,lcc_narrow,unit", "-lcc"},
	{QUESTION_COST, E_service, 0, WEIGHT_WARNING, false, N_("services whose cost nobody knows"), "lcc is unset",
     "name,lcc,criticality,unit", "-criticality"},
	{QUESTION_ENDED, E_system, 0, WEIGHT_PLAIN, true, N_("systems retired in the last 24 months"),
     "phase = retired and retired_on >= today - 24m", "name,retired_on,replaced_by,unit", "-retired_on"},
	{QUESTION_ENDED, E_system, 0, WEIGHT_WARNING, false, N_("of them without a lesson"),
     "phase = retired and retired_on >= today - 24m and not exists(lesson)", "name,retired_on,replaced_by,unit",
     "-retired_on"},
	{QUESTION_ENDED, E_opportunity, 0, WEIGHT_PLAIN, true, N_("opportunities stopped"), "stage = stopped",
     "title,unit,cause_of_rejection,decided,spent", "title"},
	{QUESTION_ENDED, E_opportunity, 0, WEIGHT_WARNING, false, N_("of them without a lesson"),
     "stage = stopped and not exists(lesson)", "title,unit,cause_of_rejection,decided,spent", "title"},
	{QUESTION_ENDED, E_opportunity, 0, WEIGHT_PLAIN, false, N_("needs said no to"),
     "stage = rejected and (answer is unset or answer = no)", "title,unit,cause_of_rejection,rejected_until", "title"},
	{QUESTION_ENDED, E_lesson, 0, WEIGHT_PLAIN, true, N_("lessons written down in the last 24 months"),
     "date >= today - 24m", "title,about,date,share", "-date"},
};

static void add_line(struct questions *questions, const struct line *line)
{
	bool other = questions->business && line->of_business != 0;
	struct reply *answer = reply_add(questions, line->question, memory_copy_text(_(line->words)));
	answer->weight = line->weight;
	answer->told = line->told;
	answer->entity = other ? line->of_business : line->entity;
	answer->where = line->where;
	answer->columns = other ? CLOCK_OF_SERVICES : line->columns;
	answer->sort = line->sort;
}

static void drop_finder(struct questions *questions)
{
	finder_free(&questions->finder);
	list_plan_free(&questions->plan);
}

/* The next answer that a condition counts and that is not counted yet. */
static struct reply *next_to_count(struct questions *questions)
{
	size_t place = 0;
	for (size_t q = 0; q < QUESTIONS; q++)
		for (size_t i = 0; i < questions->of[q].count; i++)
			if (questions->of[q].items[i].where != NULL && place++ == questions->place)
				return &questions->of[q].items[i];
	return NULL;
}

static bool count_some(struct questions *questions, const struct teller *teller, struct pace *pace)
{
	struct reply *answer;
	struct error error = {0};
	while ((answer = next_to_count(questions)) != NULL) {
		const struct list_request request = {.where = slice_of(answer->where)};
		if (questions->plan == NULL)
			questions->plan = list_plan_new(schema_entity(answer->entity), &request, &error);
		if (questions->finder == NULL && questions->plan != NULL)
			questions->finder = finder_new(questions->plan);
		if (questions->finder != NULL && !finder_step(questions->finder, teller->reading, pace->timed ? 2 : 0, &error) &&
		    error.kind == ERROR_NONE)
			return true;
		if (error.kind == ERROR_NONE)
			answer->number = (int64_t)finder_count(questions->finder);
		error = (struct error){0};
		drop_finder(questions);
		questions->place++;
		if (pace_is_over(pace))
			return true;
	}
	return false;
}

/* ---- all of it ---- */

static question_step *const steps[] = {count_some, questions_benefits, questions_services, questions_costs,
	questions_effort};

static void replies_free(struct replies *answers)
{
	for (size_t i = 0; i < answers->count; i++) {
		free(answers->items[i].words);
		free(answers->items[i].beside);
		free(answers->items[i].ids);
	}
	free(answers->items);
	*answers = (struct replies){0};
}

void questions_free(struct questions *questions)
{
	for (size_t q = 0; q < QUESTIONS; q++)
		replies_free(&questions->of[q]);
	drop_finder(questions);
	*questions = (struct questions){0};
}

void questions_begin(struct questions *questions, bool business)
{
	questions_free(questions);
	questions->business = business;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		add_line(questions, &lines[i]);
	questions_benefits_begin(questions);
	questions_services_begin(questions);
	questions_effort_begin(questions);
}

static void next_step(struct questions *questions)
{
	questions->step++;
	questions->begun = false;
	questions->place = 0;
	questions->done = questions->step == COUNT_OF(steps);
}

bool questions_work(struct questions *questions, const struct teller *teller, unsigned milliseconds)
{
	struct pace pace = pace_of(milliseconds);
	while (!questions->done) {
		bool more = steps[questions->step](questions, teller, &pace);
		if (!more)
			next_step(questions);
		if (pace.timed && (more || pace_is_over(&pace)))
			break;
	}
	return !questions->done;
}

bool questions_next(struct questions *questions, struct records *records, struct record *record)
{
	bool there = questions->begun ? records_seek(records, questions->parent, questions->id + 1, record)
	                              : records_first(records, record);
	questions->begun = true;
	return there;
}

struct reply *reply_add(struct questions *questions, enum question question, char *words)
{
	struct replies *answers = &questions->of[question];
	memory_grow(&answers->items, &answers->capacity, answers->count, sizeof *answers->items);
	struct reply *answer = &answers->items[answers->count++];
	*answer = (struct reply){.kind = PAGE_NUMBER, .number = NUMBER_UNSET, .sum = NUMBER_UNSET, .words = words,
	                          .beside = memory_copy_text("")};
	return answer;
}

void reply_say_beside(struct reply *answer, char *beside)
{
	free(answer->beside);
	answer->beside = beside;
}

void reply_count(struct reply *answer, record_id id)
{
	memory_grow(&answer->ids, &answer->id_capacity, answer->id_count, sizeof *answer->ids);
	answer->ids[answer->id_count++] = id;
}

void reply_add_sum(struct reply *answer, money_t money)
{
	if (money != NUMBER_UNSET && !money_add(answer->sum == NUMBER_UNSET ? 0 : answer->sum, money, &answer->sum))
		answer->sum = INT64_MAX;
}

static int more_first(const void *a, const void *b)
{
	const struct reply *x = a, *y = b;
	int64_t of_x = x->kind == PAGE_MONEY ? x->number : (int64_t)x->id_count;
	int64_t of_y = y->kind == PAGE_MONEY ? y->number : (int64_t)y->id_count;
	if (of_x != of_y)
		return of_x > of_y ? -1 : 1;
	return ref_compare(x->about, y->about);
}

static void reply_join(struct reply *answer, struct reply *other)
{
	for (size_t i = 0; i < other->id_count; i++)
		reply_count(answer, other->ids[i]);
	reply_add_sum(answer, other->sum);
	for (size_t i = 0; i < COUNT_OF(answer->parts); i++)
		answer->parts[i] += other->parts[i];
	if (answer->kind == PAGE_MONEY)
		answer->number = answer->sum;
	free(other->words);
	free(other->beside);
	free(other->ids);
}

bool replies_fold(struct replies *answers, size_t from, size_t most)
{
	size_t count = answers->count - from;
	struct reply *items = answers->items + from;
	if (count > 1)
		qsort(items, count, sizeof *items, more_first);
	if (count <= most + 1)
		return false;
	for (size_t i = most + 1; i < count; i++)
		reply_join(&items[most], &items[i]);
	answers->count = from + most + 1;
	items[most].about = (struct ref){0};
	return true;
}

uint64_t reply_rows(const struct reply *answer)
{
	if (answer->entity == 0)
		return 1;
	return answer->where != NULL ? (uint64_t)answer->number : answer->id_count;
}

void reply_append_number(struct text *out, const struct reply *answer, const struct conf *conf)
{
	if (answer->number == NUMBER_UNSET)
		text_append_text(out, "\xe2\x80\xa6");
	else if (answer->kind == PAGE_MONEY)
		teller_money_short(out, answer->number, conf);
	else
		teller_amount(out, answer->number * 100);
}

/* ---- time ---- */

struct pace pace_of(unsigned milliseconds)
{
	struct pace pace = {.timed = milliseconds > 0};
	clock_gettime(CLOCK_MONOTONIC, &pace.end);
	pace.end.tv_nsec += (long)milliseconds * 1000000;
	pace.end.tv_sec += pace.end.tv_nsec / 1000000000;
	pace.end.tv_nsec %= 1000000000;
	return pace;
}

bool pace_is_over(struct pace *pace)
{
	struct timespec now;
	if (!pace->timed)
		return false;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > pace->end.tv_sec || (now.tv_sec == pace->end.tv_sec && now.tv_nsec >= pace->end.tv_nsec);
}
