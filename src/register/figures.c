#include "register/figures.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/costs.h"
#include "register/figures_permission.h"
#include "register/figures_licence.h"
#include "register/figures_progress.h"
#include "register/summary.h"

/* One row per figure: what it is called and shown as. The places in the tables are the numbers from FIGURE_FIRST. */
enum {
	FIG_support_ends = FIGURE_FIRST,
	FIG_decide_by, FIG_decide_state, FIG_decide_trigger, FIG_trigger_day, FIG_earliest, FIG_gap, FIG_act_by,
	FIG_obsolescence, FIG_lcc, FIG_lcc_narrow, FIG_debt, FIG_disposition, FIG_unknown_components, FIG_open_findings,
	FIG_current_end, FIG_last_notice_day, FIG_option_notice_day, FIG_exit_if_noticed, FIG_ends_by_termination,
	FIG_final_end, FIG_state,
};

#define DAY_FIGURE(figure, label_, help_, ...)                                                                         \
	{                                                                                                                  \
		.number = FIG_##figure, .type = TYPE_DATE, .name = #figure, .label = label_, .help = help_, __VA_ARGS__        \
	}

static const struct field system_figures[] = {
	DAY_FIGURE(decide_by, N_("Decide by"), N_("The last day on which a decision still leaves a choice.")),
	{.number = FIG_decide_state,
     .type = TYPE_CHOICE,
     .name = "decide_state",
     .label = N_("Decision"),
     .choices = CHOICES_decide_state,
     .help = N_("How near the day to decide is.")},
	{.number = FIG_decide_trigger,
     .type = TYPE_CHOICE,
     .name = "decide_trigger",
     .label = N_("Trigger"),
     .choices = CHOICES_trigger_kind,
     .help = N_("What makes the decision necessary.")},
	DAY_FIGURE(trigger_day, N_("Trigger's day"), N_("The day on which the trigger happens.")),
	DAY_FIGURE(earliest, N_("Earliest successor"),
               N_("When a successor can be in place if the decision is taken today.")),
	{.number = FIG_gap,
     .type = TYPE_NUMBER,
     .name = "gap",
     .label = N_("Gap"),
     .unit = UNIT_months,
     .help = N_("Months from the trigger until a successor can be in place.")},
	DAY_FIGURE(support_ends, N_("Support to"), N_("The last day of support of the component that loses it first."),
               .sensitive = true),
	DAY_FIGURE(act_by, N_("Act by"), N_("The last day to begin the upgrade that is most urgent."), .sensitive = true),
	{.number = FIG_obsolescence,
     .type = TYPE_DECIMAL,
     .name = "obsolescence",
     .label = N_("Obsolescence"),
     .sensitive = true,
     .help = N_("0 is far from obsolete, 60 is the day to act, 100 is without support. The worst component decides.")},
	{.number = FIG_unknown_components,
     .type = TYPE_NUMBER,
     .name = "unknown_components",
     .sensitive = true,
     .label = N_("End unknown"),
     .help = N_("How many components have an end of support that is not known.")},
	{.number = FIG_lcc,
     .type = TYPE_MONEY,
     .name = "lcc",
     .label = N_("Life-cycle cost"),
     .help = N_("The cost over the whole life, development included.")},
	{.number = FIG_lcc_narrow,
     .type = TYPE_MONEY,
     .name = "lcc_narrow",
     .label = N_("Life-cycle cost, narrow"),
     .help = N_("The part of the life-cycle cost that today's budget sees.")},
	{.number = FIG_debt,
     .type = TYPE_MONEY,
     .name = "debt",
     .label = N_("Management debt"),
     .help = N_("The cost to put right what is overdue.")},
	{.number = FIG_disposition,
     .type = TYPE_CHOICE,
     .name = "disposition",
     .label = N_("Disposition"),
     .choices = CHOICES_disposition,
     .help = N_("What the latest valuation says: tolerate, invest, migrate or eliminate.")},
	{.number = FIG_open_findings,
     .type = TYPE_NUMBER,
     .name = "open_findings",
     .label = N_("To put right, medium+"),
     .help = N_("How many findings of medium severity and above stand open, as of the last audit.")},
};

static const struct field component_figures[] = {
	DAY_FIGURE(support_ends, N_("Support to"), N_("The last day of support actually held."), .sensitive = true),
	DAY_FIGURE(act_by, N_("Act by"), N_("The last day to begin the upgrade."), .sensitive = true),
	{.number = FIG_obsolescence, .type = TYPE_DECIMAL, .name = "obsolescence", .label = N_("Obsolescence"),
	 .sensitive = true, .help = N_("0 is far from obsolete, 60 is the day to act, 100 is without support.")},
};

static const struct field contract_figures[] = {
	DAY_FIGURE(current_end, N_("Current end"), N_("The last day of the term that runs today.")),
	DAY_FIGURE(last_notice_day, N_("Last notice day"),
               N_("The last day to give notice for the end of the term that runs today.")),
	DAY_FIGURE(option_notice_day, N_("Call the option by"), N_("The last day to call the next option.")),
	DAY_FIGURE(exit_if_noticed, N_("Out if noticed today"),
               N_("Where the contract would end if notice were given today.")),
	DAY_FIGURE(ends_by_termination, N_("Ends by notice"),
               N_("Where the notice that has been given ends the contract.")),
	DAY_FIGURE(final_end, N_("Final end"), N_("The last day after every option that is left.")),
	{.number = FIG_state,
     .type = TYPE_CHOICE,
     .name = "state",
     .label = N_("State"),
     .choices = CHOICES_contract_state,
     .help = N_("Whether the contract is in force.")},
};

static const struct field *table_of(const struct entity *entity, size_t *count)
{
	switch (entity->number) {
	case E_system: case E_service: *count = COUNT_OF(system_figures); return system_figures;
	case E_component: *count = COUNT_OF(component_figures); return component_figures;
	case E_contract: *count = COUNT_OF(contract_figures); return contract_figures;
	case E_licence: *count = LICENCE_FIGURES; return licence_figures;
	case E_opportunity: *count = OPPORTUNITY_FIGURES; return opportunity_figures;
	case E_milestone: *count = MILESTONE_FIGURES; return milestone_figures;
	case E_permission: *count = PERMISSION_FIGURES; return permission_figures;
	default: *count = 0; return NULL;
	}
}

const struct field *figure_at(const struct entity *entity, size_t index)
{
	size_t count;
	const struct field *table = table_of(entity, &count);
	return index < count ? &table[index] : NULL;
}

const struct field *figure_named(const struct entity *entity, struct slice name)
{
	const struct field *figure;
	for (size_t i = 0; (figure = figure_at(entity, i)) != NULL; i++)
		if (slice_equal_text(name, figure->name))
			return figure;
	return NULL;
}

const struct field *figure_find(const struct entity *entity, struct slice name)
{
	const struct field *figure = figure_named(entity, name);
	if (figure != NULL)
		return figure;
	for (size_t i = 0; (figure = figure_at(entity, i)) != NULL; i++)
		if (schema_is_label(name, figure->name) || schema_is_label(name, figure->label))
			return figure;
	return NULL;
}

struct figures {
	const struct view *view;
	const struct conf *conf;
	day_t today;
	bool rows_hold;
	struct lead_parameters parameters;
	uint32_t mark; /* of the parameters */
	struct scope_reader *reader; /* made when first needed, and so is the next */
	struct cost_reader *costs;
	struct permissions *permissions;
	struct licence_reader *licences;
	struct text scratch;
};

struct figures *figures_new(const struct view *view, const struct conf *conf, day_t today)
{
	struct figures *figures = memory_new(sizeof *figures);
	*figures = (struct figures){.view = view, .conf = conf, .today = today, .rows_hold = summaries_are_fresh(view)};
	figures->parameters = facts_lead_parameters(conf, today);
	figures->mark = facts_parameters_mark(&figures->parameters);
	return figures;
}

void figures_free(struct figures **figures)
{
	if (*figures == NULL)
		return;
	scope_reader_free(&(*figures)->reader);
	cost_reader_free(&(*figures)->costs);
	permissions_free(&(*figures)->permissions);
	licence_reader_free(&(*figures)->licences);
	text_free(&(*figures)->scratch);
	free(*figures);
	*figures = NULL;
}

static struct scope_reader *live_reader(struct figures *figures)
{
	if (figures->reader == NULL)
		figures->reader = scope_reader_new(figures->view, figures->conf, figures->today, UINT64_C(1) << E_valuation);
	return figures->reader;
}

static struct licence_reader *licences_of(struct figures *figures)
{
	if (figures->licences == NULL)
		figures->licences = licence_reader_new(figures->view, figures->conf, figures->today);
	return figures->licences;
}

static struct system_scope *live_scope(struct figures *figures, const struct record *system)
{
	return scope_read(live_reader(figures), system);
}

/* False where no cost is known. */
static bool find_cost(struct figures *figures, const struct record *record, struct system_cost *cost)
{
	if (figures->costs == NULL)
		figures->costs = cost_reader_new(figures->view, figures->conf, figures->today);
	return cost_reader_find(figures->costs, record_self(record), cost, NULL) && cost->lines > 0;
}

static struct value cost_value(struct figures *figures, const struct record *record, uint8_t figure)
{
	struct system_cost cost;
	if (!find_cost(figures, record, &cost))
		return VALUE_UNSET;
	return (struct value){.set = true, .number = figure == FIG_lcc ? cost.cost.full : cost.cost.narrow};
}

static bool is_cost(uint8_t figure)
{
	return figure == FIG_lcc || figure == FIG_lcc_narrow;
}

static bool row_holds(const struct figures *figures, const struct summary *row, uint8_t entity)
{
	/* A service without systems has no parameters in its row. */
	uint32_t parameters = entity == E_service && row->parameters == 0 ? 0 : figures->mark;
	return figures->rows_hold && summary_holds(row, figures->today, parameters);
}

static void find_summary(struct figures *figures, const struct record *record, struct summary *summary)
{
	struct summary row;
	bool had = summary_read(figures->view, record_self(record), &row);
	if (had && row_holds(figures, &row, record->entity->number))
		*summary = row;
	else if (record->entity->number == E_service)
		summary_of_service(figures->view, record, figures->today, had ? &row : NULL, live_reader(figures),
		                   &figures->scratch, summary);
	else
		summary_of_system(figures->view, live_scope(figures, record), figures->today, had ? &row : NULL,
		                  &figures->scratch, summary);
}

static struct value number_value(int64_t number)
{
	return (struct value){.set = number != NUMBER_UNSET, .number = number};
}

static struct value day_value(day_t day)
{
	return (struct value){.set = day != DAY_UNSET, .number = day};
}

static struct value choice_value(uint8_t choice)
{
	return (struct value){.set = choice != 0, .number = choice};
}

static struct value summary_value(const struct summary *summary, uint8_t figure)
{
	switch (figure) {
	case FIG_support_ends: return day_value(summary->support_ends);
	case FIG_decide_by: return day_value(summary->decide_by);
	case FIG_decide_state: return choice_value(summary->state);
	case FIG_decide_trigger: return choice_value(summary->trigger_kind);
	case FIG_trigger_day: return day_value(summary->trigger_day);
	case FIG_earliest: return day_value(summary->decide_by == DAY_UNSET ? DAY_UNSET : summary->earliest);
	case FIG_gap: return number_value(summary->state == C_decide_state_passed ? summary->gap : NUMBER_UNSET);
	case FIG_act_by: return day_value(summary->act_by);
	case FIG_obsolescence: return number_value(summary->obsolescence < 0 ? NUMBER_UNSET : summary->obsolescence);
	case FIG_debt: return number_value(summary->debt);
	case FIG_disposition: return choice_value(summary->disposition);
	case FIG_unknown_components: return number_value(summary->unknown_components);
	case FIG_open_findings:
		return number_value(summary->findings[C_severity_medium] + summary->findings[C_severity_high] +
		                    summary->findings[C_severity_critical]);
	default: return VALUE_UNSET;
	}
}

static struct value component_value(const struct figures *figures, const struct record *record, uint8_t figure)
{
	struct component_facts facts;
	struct component_clock clock;
	facts_component(record, &facts);
	component_clock(&facts, &figures->parameters, &clock);
	switch (figure) {
	case FIG_support_ends: return day_value(clock.support_ends);
	case FIG_act_by: return day_value(clock.act_by);
	case FIG_obsolescence: return number_value(obsolescence_score(clock.support_ends, clock.act_by, figures->today));
	default: return VALUE_UNSET;
	}
}

static struct value contract_value(const struct figures *figures, const struct record *record, uint8_t figure)
{
	struct contract_reading reading;
	struct contract_clock clock;
	facts_contract(record, &reading);
	contract_clock(&reading.terms, figures->today, &clock);
	switch (figure) {
	case FIG_current_end: return day_value(clock.current_end);
	case FIG_last_notice_day: return day_value(clock.last_notice_day);
	case FIG_option_notice_day: return day_value(clock.option_notice_day);
	case FIG_exit_if_noticed: return day_value(clock.exit_if_noticed);
	case FIG_ends_by_termination: return day_value(clock.ends_by_termination);
	case FIG_final_end: return day_value(clock.final_end);
	case FIG_state: return choice_value(clock.state);
	default: return VALUE_UNSET;
	}
}

static struct permissions *permissions_of(struct figures *figures)
{
	if (figures->permissions == NULL)
		figures->permissions = permissions_new(figures->view, figures->conf, figures->today);
	return figures->permissions;
}

/* What has been found at any of the systems that the service rests on; where none of them has been looked at,
 * unknown. */
static struct value service_findings(struct figures *figures, const struct record *service, uint8_t figure)
{
	struct naming *supports = naming_new(figures->view, E_support, F_support_service, record_self(service));
	struct value sum = VALUE_UNSET;
	struct record support, system;
	struct summary summary;
	while (naming_next(supports, &support)) {
		if (!view_record(figures->view, (struct ref){E_system, support.parent}, &system))
			continue;
		find_summary(figures, &system, &summary);
		const struct value one = summary_value(&summary, figure);
		if (!one.set || (sum.set && !money_add(sum.number, one.number, &sum.number)))
			continue;
		sum = sum.set ? sum : one;
	}
	naming_free(&supports);
	return sum;
}

struct value figures_value(struct figures *figures, const struct record *record, const struct field *figure)
{
	struct summary summary;
	switch (record->entity->number) {
	case E_system: case E_service:
		if (is_cost(figure->number))
			return cost_value(figures, record, figure->number);
		if (record->entity->number == E_service && (figure->number == FIG_debt || figure->number == FIG_open_findings))
			return service_findings(figures, record, figure->number);
		find_summary(figures, record, &summary);
		return summary_value(&summary, figure->number);
	case E_component: return component_value(figures, record, figure->number);
	case E_contract: return contract_value(figures, record, figure->number);
	case E_licence: return licence_value(licences_of(figures), record, figure->number);
	case E_opportunity: case E_milestone: return progress_value(record, figure->number, figures->today);
	case E_permission: return permission_value(permissions_of(figures), record, figure->number);
	default: return VALUE_UNSET;
	}
}

static void system_reasons(struct figures *figures, const struct record *record, uint8_t figure,
                           struct reasons *reasons)
{
	const struct system_scope *scope = live_scope(figures, record);
	if (figure == FIG_obsolescence)
		obsolescence_explain(&scope->obsolescence, reasons);
	else if (figure == FIG_support_ends || figure == FIG_act_by) {
		struct ref wanted = figure == FIG_act_by ? scope->decision.act_on : scope->support.worst;
		for (size_t i = 0; i < scope->facts.component_count; i++)
			if (ref_equal(scope->components[i].ref, wanted))
				component_explain(&scope->components[i], &scope->component_clocks[i], reasons);
	} else if (figure >= FIG_decide_by && figure <= FIG_gap) {
		decision_explain(&scope->facts, &scope->decision, NULL, reasons);
	}
}

bool figures_reasons(struct figures *figures, const struct record *record, const struct field *figure,
                     struct reasons *reasons)
{
	struct system_cost cost;
	*reasons = (struct reasons){0};
	if (record->entity->number == E_permission) {
		permission_reasons(permissions_of(figures), record, figure->number, reasons);
	} else if (record->entity->number == E_licence) {
		licence_reasons(licences_of(figures), record, figure->number, reasons);
	} else if (is_cost(figure->number)) {
		if (find_cost(figures, record, &cost))
			system_cost_explain(&cost, cost_reader_parameters(figures->costs)->rate, figure->number == FIG_lcc_narrow,
			                    reasons);
	} else if (record->entity->number == E_system) {
		system_reasons(figures, record, figure->number, reasons);
	} else if (record->entity->number == E_component) {
		struct component_facts facts;
		struct component_clock clock;
		facts_component(record, &facts);
		component_clock(&facts, &figures->parameters, &clock);
		component_explain(&facts, &clock, reasons);
	} else if (record->entity->number == E_contract) {
		struct contract_reading reading;
		struct contract_clock clock;
		facts_contract(record, &reading);
		contract_clock(&reading.terms, figures->today, &clock);
		contract_explain(&reading.terms, &clock, reasons);
	} else if (record->entity->number == E_opportunity || record->entity->number == E_milestone) {
		progress_reasons(record, figure->number, figures->today, reasons);
	}
	return reasons->count > 0;
}
