/* Which services rest on something that lacks support, contract or owner, and what the dearest cost over their life. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/costs.h"
#include "register/figures.h"
#include "report/questions_private.h"
#include "report/telling.h"

#define NAMED 5 /* of the dearest */
#define SUITES 8 /* levels */

enum { NO_SUPPORT, NO_CONTRACT, NO_OWNER, LACKS };

void questions_services_begin(struct questions *questions)
{
	static const char *const words[LACKS] = {
		N_("services rest on what lacks support"),
		N_("services rest on what lacks a contract"),
		N_("services rest on what lacks an owner"),
	};
	for (size_t i = 0; i < LACKS; i++) {
		struct reply *answer = reply_add(questions, QUESTION_RESTS, memory_copy_text(_(words[i])));
		answer->entity = E_service;
		answer->columns = "name,criticality,support_ends,decide_by,unit";
		answer->sort = "-criticality";
		answer->weight = i == NO_SUPPORT ? WEIGHT_DANGER : WEIGHT_WARNING;
		answer->told = true;
	}
}

/* ---- what a system lacks ---- */

static bool is_used(const struct record *system)
{
	uint8_t phase = record_choice(system, F_system_phase);
	return phase == 0 || (phase >= C_phase_introduction && phase <= C_phase_phase_out);
}

static bool lacks_support(const struct teller *teller, const struct record *system)
{
	const struct field *figure = figure_find(schema_entity(E_system), SLICE("support_ends"));
	struct value ends = reading_field(teller->reading, system, figure);
	return ends.set && ends.number < teller->session->today;
}

/* Somebody outside sells, runs or maintains it. */
static bool needs_contract(const struct record *system)
{
	uint8_t hosting = record_choice(system, F_system_hosting);
	return record_is_set(system, F_system_supplier) || record_is_set(system, F_system_operated_by) ||
	       record_is_set(system, F_system_maintained_by) || hosting == C_hosting_hosted || hosting == C_hosting_saas;
}

static bool is_in_force(const struct teller *teller, struct ref ref)
{
	struct contract_reading reading;
	struct contract_clock clock;
	struct record contract;
	if (!view_record(teller->view, ref, &contract))
		return false;
	facts_contract(&contract, &reading);
	contract_clock(&reading.terms, teller->session->today, &clock);
	return clock.state != CONTRACT_ENDED && clock.state != CONTRACT_NOT_STARTED;
}

/* A module has that of its suite. */
static bool has_contract(const struct teller *teller, const struct record *system)
{
	struct records *rows = records_new(teller->view, E_contract_system);
	struct record at = *system, row;
	bool there = true, found = false;
	for (unsigned level = 0; level < SUITES && there && !found; level++) {
		bool on = false;
		while (!found && records_child(rows, at.id, &on, &row)) {
			uint8_t part = record_choice(&row, F_contract_system_part);
			found = (part == 0 || part == C_contract_part_main) &&
			        is_in_force(teller, record_ref(&row, F_contract_system_contract));
		}
		there = view_record(teller->view, record_ref(&at, F_system_parent), &at);
	}
	records_free(&rows);
	return found;
}

static bool has_owner(const struct teller *teller, record_id system)
{
	struct naming *naming = naming_new(teller->view, E_assignment, F_assignment_system, (struct ref){E_system, system});
	day_t today = teller->session->today;
	struct record row;
	bool found = false;
	while (!found && naming_next(naming, &row)) {
		day_t from = record_day(&row, F_assignment_from), to = record_day(&row, F_assignment_to);
		found = record_choice(&row, F_assignment_role) == C_role_system_owner &&
		        (from == DAY_UNSET || from <= today) && (to == DAY_UNSET || to >= today);
	}
	naming_free(&naming);
	return found;
}

static void look_at(const struct teller *teller, const struct record *system, bool lacks[LACKS])
{
	if (!is_used(system) || !told_may_see(teller, system))
		return;
	lacks[NO_SUPPORT] = lacks[NO_SUPPORT] || lacks_support(teller, system);
	lacks[NO_CONTRACT] = lacks[NO_CONTRACT] || (needs_contract(system) && !has_contract(teller, system));
	lacks[NO_OWNER] = lacks[NO_OWNER] || !has_owner(teller, system->id);
}

static void look_at_service(struct questions *questions, const struct teller *teller, const struct record *service)
{
	struct reply *answers = questions->of[QUESTION_RESTS].items;
	struct naming *naming = naming_new(teller->view, E_support, F_support_service, record_self(service));
	struct record support, system;
	bool lacks[LACKS] = {false};
	while (naming_next(naming, &support))
		if (reading_record(teller->reading, (struct ref){E_system, support.parent}, &system))
			look_at(teller, &system, lacks);
	naming_free(&naming);
	for (size_t i = 0; i < LACKS; i++)
		if (lacks[i])
			reply_count(&answers[i], service->id);
}

bool questions_services(struct questions *questions, const struct teller *teller, struct pace *pace)
{
	struct records *services = records_new(teller->view, E_service);
	struct record service;
	bool there = questions_next(questions, services, &service), over = false;
	for (; there && !over; there = records_next(services, &service)) {
		questions->parent = service.parent;
		questions->id = service.id;
		if (told_may_see(teller, &service))
			look_at_service(questions, teller, &service);
		over = pace_is_over(pace);
	}
	for (size_t i = 0; i < LACKS && !there; i++)
		questions->of[QUESTION_RESTS].items[i].number = (int64_t)questions->of[QUESTION_RESTS].items[i].id_count;
	records_free(&services);
	return there;
}

/* ---- the dearest ---- */

static bool may_see_systems(const struct teller *teller, struct ref service)
{
	struct naming *naming = naming_new(teller->view, E_support, F_support_service, service);
	struct record support, system;
	bool may = true;
	while (may && naming_next(naming, &support))
		may = !reading_record(teller->reading, (struct ref){E_system, support.parent}, &system) ||
		      told_may_see(teller, &system);
	naming_free(&naming);
	return may;
}

static void swap_with_before(struct reply *answer)
{
	struct reply before = answer[-1];
	answer[-1] = *answer;
	*answer = before;
}

/* Kept among the dearest so far, in its place. */
static void keep_dear(struct questions *questions, const struct teller *teller, const struct record *service,
                      money_t cost)
{
	struct replies *answers = &questions->of[QUESTION_COST];
	size_t first = 0;
	while (first < answers->count && answers->items[first].where != NULL)
		first++;
	if (answers->count == first + NAMED && answers->items[answers->count - 1].number >= cost)
		return;
	if (!may_see_systems(teller, record_self(service)))
		return;
	struct text name = {0};
	teller_title(&name, teller, service);
	struct reply *answer = reply_add(questions, QUESTION_COST, text_take(&name));
	answer->kind = PAGE_MONEY;
	answer->number = cost;
	answer->about = record_self(service);
	for (size_t i = answers->count - 1; i > first && answers->items[i - 1].number < cost; i--)
		swap_with_before(&answers->items[i]);
	if (answers->count <= first + NAMED)
		return;
	answers->count--;
	free(answers->items[answers->count].words);
	free(answers->items[answers->count].beside);
}

static void say_shares(struct reply *answer, const struct system_cost *cost)
{
	struct text words = {0};
	char buffer[NUMBER_TEXT_SIZE];
	int64_t assumed = cost->cost.full == 0 ? 0 : scaled(cost->full_estimated, 10000, cost->cost.full);
	int64_t developed = cost->cost.development_share == NUMBER_UNSET ? 0 : cost->cost.development_share;
	text_printf(&words, _("%s %% assumptions"), percent_local_text(scaled(assumed, 1, 100) * 100, buffer));
	text_printf(&words, _(" · %s %% development"), percent_local_text(scaled(developed, 1, 100) * 100, buffer));
	reply_say_beside(answer, text_take(&words));
}

static void finish_costs(struct questions *questions, const struct teller *teller)
{
	const struct session *session = teller->session;
	struct cost_reader *reader = cost_reader_new(teller->view, session->conf, session->today);
	struct replies *answers = &questions->of[QUESTION_COST];
	struct system_cost cost;
	for (size_t i = 0; i < answers->count; i++) {
		struct reply *answer = &answers->items[i];
		if (answer->where != NULL || !cost_reader_find(reader, answer->about, &cost, NULL))
			continue;
		answer->number = cost.cost.full;
		say_shares(answer, &cost);
	}
	cost_reader_free(&reader);
}

bool questions_costs(struct questions *questions, const struct teller *teller, struct pace *pace)
{
	const struct field *figure = figure_find(schema_entity(E_service), SLICE("lcc"));
	struct records *services = records_new(teller->view, E_service);
	struct record service;
	bool there = questions_next(questions, services, &service), over = false;
	for (; there && !over; there = records_next(services, &service)) {
		questions->parent = service.parent;
		questions->id = service.id;
		struct value cost = reading_field(teller->reading, &service, figure);
		if (cost.set && told_may_see(teller, &service))
			keep_dear(questions, teller, &service, cost.number);
		over = pace_is_over(pace);
	}
	if (!there)
		finish_costs(questions, teller);
	records_free(&services);
	return there;
}
