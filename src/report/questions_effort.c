/* How this year's money and the hours set aside for development are spread among the departments, and between running,
 * improving and developing. Of what the money is for: FORMULAS F11; whether hours are fairly spread: F16. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/budgets.h"
#include "report/questions_private.h"
#include "report/telling.h"

#define NAMED 8 /* departments */
#define LEVELS 16
#define COST_COLUMNS "system,service,kind,class,basis,amount,year"
#define HOUR_COLUMNS "opportunity,unit,person,quarter,planned,used"

enum { PURPOSES = C_cost_class_develop + 1 };

void questions_effort_begin(struct questions *questions)
{
	static const char *const words[PURPOSES] = {
		N_("for what nobody has said, this year"), N_("to run what there is, this year"),
		N_("to improve what there is, this year"), N_("to develop what is new, this year")};
	static const uint8_t order[PURPOSES] = {C_cost_class_run, C_cost_class_improve, C_cost_class_develop, 0};
	for (size_t i = 0; i < PURPOSES; i++) {
		struct reply *answer = reply_add(questions, QUESTION_EFFORT, memory_copy_text(_(words[order[i]])));
		answer->kind = PAGE_MONEY;
		answer->entity = E_cost;
		answer->columns = COST_COLUMNS;
		answer->sort = "-amount";
	}
}

/* ---- whose ---- */

/* The department, company or the like that the unit is or lies below; else the unit itself. */
static struct ref department_of(const struct view *view, struct ref unit)
{
	struct ref at = unit;
	struct record record;
	for (unsigned level = 0; level < LEVELS && view_record(view, at, &record); level++) {
		uint8_t kind = record_choice(&record, F_unit_kind);
		if (kind == C_unit_kind_department || kind == C_unit_kind_company || kind == C_unit_kind_association ||
		    kind == C_unit_kind_joint_committee)
			return at;
		at = record_ref(&record, F_unit_parent);
	}
	return unit;
}

/* The row of a department: of its money, or of its hours. */
static struct reply *row_of(struct questions *questions, const struct teller *teller, struct ref department,
                             uint8_t entity)
{
	struct replies *answers = &questions->of[QUESTION_EFFORT];
	struct text words = {0};
	for (size_t i = PURPOSES; i < answers->count; i++)
		if (answers->items[i].entity == entity && ref_equal(answers->items[i].about, department))
			return &answers->items[i];
	if (entity == E_allocation)
		text_append_text(&words, _("hours: "));
	if (ref_is_set(department))
		teller_name(&words, teller, department);
	else
		text_append_text(&words, _("no unit stated"));
	struct reply *answer = reply_add(questions, QUESTION_EFFORT, text_take(&words));
	answer->kind = entity == E_cost ? PAGE_MONEY : PAGE_NUMBER;
	answer->entity = entity;
	answer->columns = entity == E_cost ? COST_COLUMNS : HOUR_COLUMNS;
	answer->sort = entity == E_cost ? "-amount" : "quarter";
	answer->about = department;
	return answer;
}

/* ---- money ---- */

struct cost {
	record_id id;
	struct ref owner;
	uint8_t kind, basis, purpose;
	money_t amount;
};

struct costs {
	struct cost *items;
	size_t count, capacity;
};

/* What is known best comes first: the outcome, else the forecast, else the budget. */
static int compare_costs(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;
	int order = ref_compare(x->owner, y->owner);
	if (order == 0)
		order = x->kind - y->kind;
	if (order == 0)
		order = y->basis - x->basis;
	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static struct ref owner_of(const struct record *cost)
{
	static const uint8_t fields[] = {F_cost_system, F_cost_service, F_cost_object, F_cost_contract};
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (record_is_set(cost, fields[i]))
			return record_ref(cost, fields[i]);
	return (struct ref){0};
}

static bool may_see(const struct teller *teller, const struct record *cost, struct ref owner)
{
	struct record record;
	return told_may_see(teller, cost) &&
	       (!reading_record(teller->reading, owner, &record) || told_may_see(teller, &record));
}

static void gather(struct costs *costs, const struct teller *teller, const struct record *cost)
{
	struct ref owner = owner_of(cost);
	if (record_number(cost, F_cost_year) != day_year(teller->session->today) || !may_see(teller, cost, owner))
		return;
	money_t amount = record_number(cost, F_cost_amount);
	uint8_t kind = record_choice(cost, F_cost_kind);
	memory_grow(&costs->items, &costs->capacity, costs->count, sizeof *costs->items);
	costs->items[costs->count++] = (struct cost){.id = cost->id, .owner = owner, .kind = kind,
		.basis = record_choice(cost, F_cost_basis), .purpose = record_choice(cost, F_cost_class),
		.amount = kind == COST_KIND_RESIDUAL ? -amount : amount};
}

static void count_cost(struct questions *questions, const struct teller *teller, const struct cost *cost)
{
	static const uint8_t places[PURPOSES] = {3, 0, 1, 2};
	uint8_t purpose = cost->purpose < PURPOSES ? cost->purpose : 0;
	struct ref department = department_of(teller->view, budget_unit(teller->view, cost->owner));
	struct reply *row = row_of(questions, teller, department, E_cost);
	struct reply *of_purpose = &questions->of[QUESTION_EFFORT].items[places[purpose]];
	reply_count(row, cost->id);
	reply_add_sum(row, cost->amount);
	row->parts[purpose] += cost->amount;
	reply_count(of_purpose, cost->id);
	reply_add_sum(of_purpose, cost->amount);
}

/* Those that are known best of each owner and kind. */
static void settle(struct questions *questions, const struct teller *teller, struct costs *costs)
{
	if (costs->count > 1)
		qsort(costs->items, costs->count, sizeof *costs->items, compare_costs);
	const struct cost *best = NULL;
	for (size_t i = 0; i < costs->count; i++) {
		const struct cost *cost = &costs->items[i];
		if (best == NULL || !ref_equal(best->owner, cost->owner) || best->kind != cost->kind)
			best = cost;
		if (best->basis == cost->basis)
			count_cost(questions, teller, cost);
	}
	costs->count = 0;
}

/* ---- hours ---- */

static void count_hours(struct questions *questions, const struct teller *teller)
{
	struct records *allocations = records_new(teller->view, E_allocation);
	struct record row, person;
	for (bool there = records_first(allocations, &row); there; there = records_next(allocations, &row)) {
		struct ref unit = record_ref(&row, F_allocation_unit);
		if (record_number(&row, F_allocation_quarter) / 4 != day_year(teller->session->today) ||
		    !may_see(teller, &row, (struct ref){E_opportunity, row.parent}))
			continue;
		if (!ref_is_set(unit) && view_record(teller->view, record_ref(&row, F_allocation_person), &person))
			unit = record_ref(&person, F_person_unit);
		struct reply *answer = row_of(questions, teller, department_of(teller->view, unit), E_allocation);
		reply_count(answer, row.id);
		reply_add_sum(answer, record_number(&row, F_allocation_planned));
	}
	records_free(&allocations);
}

/* ---- all is counted ---- */

/* To improve what there is counts as developing it here; the rows above tell them apart. */
static void say_parts(struct reply *answer)
{
	money_t develops = answer->parts[C_cost_class_improve] + answer->parts[C_cost_class_develop];
	struct text words = {0};
	if (answer->sum == NUMBER_UNSET || answer->sum <= 0)
		return;
	text_printf(&words, _("runs %lld %% · develops %lld %%"),
	            (long long)scaled(answer->parts[C_cost_class_run], 100, answer->sum),
	            (long long)scaled(develops, 100, answer->sum));
	reply_say_beside(answer, text_take(&words));
}

static int64_t employees_of(const struct teller *teller, struct ref department)
{
	struct record unit;
	int64_t employees = view_record(teller->view, department, &unit) ? record_number(&unit, F_unit_employees)
	                                                                 : NUMBER_UNSET;
	return employees == NUMBER_UNSET ? 0 : employees;
}

/* F16: its share of the hours beside its share of the people; 1 is fair. */
static void say_fairness(struct reply *answer, const struct teller *teller, int64_t hours, int64_t people)
{
	char buffer[NUMBER_TEXT_SIZE];
	struct text words = {0};
	int64_t own = employees_of(teller, answer->about);
	if (own == 0 || people == 0 || hours == 0)
		return;
	int64_t share = scaled(answer->sum, 10000, hours), fair = scaled(own, 10000, people);
	int64_t times = scaled(share, 100, fair);
	if (times == NUMBER_UNSET)
		return;
	answer->weight = times < 50 ? WEIGHT_WARNING : WEIGHT_PLAIN;
	text_printf(&words, _("%s of its share by employees"), decimal_local_text(times, buffer));
	reply_say_beside(answer, text_take(&words));
}

static void split(struct replies *answers, struct replies *hours)
{
	size_t kept = PURPOSES;
	for (size_t i = PURPOSES; i < answers->count; i++)
		if (answers->items[i].entity == E_cost) {
			answers->items[kept++] = answers->items[i];
		} else {
			memory_grow(&hours->items, &hours->capacity, hours->count, sizeof *hours->items);
			hours->items[hours->count++] = answers->items[i];
		}
	answers->count = kept;
}

static void tell_hours(struct replies *answers, struct replies *hours, const struct teller *teller)
{
	int64_t all = 0, people = 0;
	for (size_t i = 0; i < hours->count; i++) {
		all += hours->items[i].sum;
		people += employees_of(teller, hours->items[i].about);
	}
	for (size_t i = 0; i < hours->count; i++) {
		memory_grow(&answers->items, &answers->capacity, answers->count, sizeof *answers->items);
		hours->items[i].number = hours->items[i].sum == NUMBER_UNSET ? 0 : hours->items[i].sum;
		say_fairness(&hours->items[i], teller, all, people);
		answers->items[answers->count++] = hours->items[i];
	}
	free(hours->items);
}

static void finish(struct questions *questions, const struct teller *teller)
{
	struct replies *answers = &questions->of[QUESTION_EFFORT], hours = {0};
	count_hours(questions, teller);
	split(answers, &hours);
	for (size_t i = 0; i < answers->count; i++)
		answers->items[i].number = answers->items[i].sum == NUMBER_UNSET ? 0 : answers->items[i].sum;
	if (replies_fold(answers, PURPOSES, NAMED)) {
		struct reply *rest = &answers->items[answers->count - 1];
		free(rest->words);
		rest->words = memory_copy_text(_("the other departments"));
	}
	for (size_t i = PURPOSES; i < answers->count; i++)
		say_parts(&answers->items[i]);
	tell_hours(answers, &hours, teller);
}

bool questions_effort(struct questions *questions, const struct teller *teller, struct pace *pace)
{
	struct records *rows = records_new(teller->view, E_cost);
	struct costs costs = {0};
	struct record cost;
	/* All rows of a system lie together: a step ends between two systems. */
	bool there = questions->begun ? records_seek(rows, questions->parent + 1, 0, &cost) : records_first(rows, &cost);
	bool over = false;
	questions->begun = true;
	while (there && !over) {
		record_id parent = cost.parent;
		for (; there && cost.parent == parent; there = records_next(rows, &cost))
			gather(&costs, teller, &cost);
		settle(questions, teller, &costs);
		questions->parent = parent;
		over = pace_is_over(pace);
	}
	free(costs.items);
	records_free(&rows);
	if (!there)
		finish(questions, teller);
	return there;
}
