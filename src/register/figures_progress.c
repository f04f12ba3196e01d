#include "register/figures_progress.h"

#include "base/lang.h"
#include "lifecycle/variance.h"

#define DAYS_LATE                                                                                                      \
	{                                                                                                                  \
		.number = FIG_days_late, .type = TYPE_NUMBER, .name = "days_late", .label = N_("Days late"),                   \
		.help = N_("Days from the end that was decided to the day it was done, or is planned to be; below 0 it is early.") \
	}

const struct field opportunity_figures[OPPORTUNITY_FIGURES] = {
	DAYS_LATE,
	{.number = FIG_late_share,
     .type = TYPE_PERCENT,
     .name = "late_share",
     .label = N_("Late, share"),
     .help = N_("Days late of the days that were planned.")},
	{.number = FIG_over_budget,
     .type = TYPE_MONEY,
     .name = "over_budget",
     .label = N_("Above budget"),
     .help = N_("What it has cost, or is expected to cost, less the budget; below 0 it is cheaper.")},
	{.number = FIG_over_share,
     .type = TYPE_PERCENT,
     .name = "over_share",
     .label = N_("Above budget, share"),
     .help = N_("The part of the budget that it costs more; below 0 less.")},
};

const struct field milestone_figures[MILESTONE_FIGURES] = {DAYS_LATE};

static bool is_over(const struct record *opportunity)
{
	return record_choice(opportunity, F_opportunity_stage) >= C_stage_delivered;
}

static struct variance_facts facts_of(const struct record *record)
{
	if (record->entity->number == E_milestone)
		return (struct variance_facts){DAY_UNSET, record_day(record, F_milestone_due), DAY_UNSET,
		                               record_day(record, F_milestone_done), NUMBER_UNSET, NUMBER_UNSET, NUMBER_UNSET, false};
	return (struct variance_facts){
		record_day(record, F_opportunity_start),        record_day(record, F_opportunity_baseline_end),
		record_day(record, F_opportunity_end),          record_day(record, F_opportunity_delivered),
		record_number(record, F_opportunity_budget),    record_number(record, F_opportunity_forecast),
		record_number(record, F_opportunity_spent),     is_over(record),
	};
}

struct value progress_value(const struct record *record, uint8_t figure, day_t today)
{
	const struct variance_facts facts = facts_of(record);
	struct variance variance;
	variance_find(&facts, today, &variance);
	const int64_t numbers[] = {variance.days_late, variance.late_share, variance.over, variance.over_share};
	int64_t number = numbers[figure - FIG_days_late];
	return (struct value){.set = number != NUMBER_UNSET, .number = number};
}

void progress_reasons(const struct record *record, uint8_t figure, day_t today, struct reasons *reasons)
{
	const struct variance_facts facts = facts_of(record);
	struct variance variance;
	variance_find(&facts, today, &variance);
	if (figure == FIG_over_budget || figure == FIG_over_share)
		variance_explain_cost(&facts, &variance, reasons);
	else
		variance_explain_time(&facts, &variance, reasons);
}
