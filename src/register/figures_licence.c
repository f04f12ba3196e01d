#include "register/figures_licence.h"

#include "base/lang.h"
#include "model/schema.h"

enum {
	FIG_licence_state = FIGURE_FIRST,
	FIG_licence_current_end, FIG_licence_last_notice_day,
	FIG_entitled, FIG_used, FIG_unused, FIG_missing, FIG_utilisation, FIG_left_seats, FIG_idle_seats,
	FIG_yearly, FIG_unused_yearly, FIG_missing_cost,
};

#define PIECES(figure, label_, help_)                                                                                  \
	{                                                                                                                  \
		.number = FIG_##figure, .type = TYPE_NUMBER, .name = #figure, .label = label_, .unit = UNIT_pieces,            \
		.help = help_                                                                                                  \
	}
#define MONEY(figure, label_, help_)                                                                                   \
	{                                                                                                                  \
		.number = FIG_##figure, .type = TYPE_MONEY, .name = #figure, .label = label_, .help = help_                    \
	}

const struct field licence_figures[LICENCE_FIGURES] = {
	{.number = FIG_licence_state,
     .type = TYPE_CHOICE,
     .name = "state",
     .label = N_("State"),
     .choices = CHOICES_contract_state,
     .help = N_("Whether the licence is in force.")},
	{.number = FIG_licence_current_end,
     .type = TYPE_DATE,
     .name = "current_end",
     .label = N_("Current end"),
     .help = N_("The last day of the term that runs today.")},
	{.number = FIG_licence_last_notice_day,
     .type = TYPE_DATE,
     .name = "last_notice_day",
     .label = N_("Last notice day"),
     .help = N_("The last day to give notice for the end of the term that runs today.")},
	PIECES(entitled, N_("Entitled to"), N_("How many the lots of its pool that are in force are for.")),
	PIECES(used, N_("In use"), N_("How many of the pool are used: seats held, measured, or what the unit counts.")),
	PIECES(unused, N_("Unused"), N_("How many more of the pool there are than are used.")),
	PIECES(missing, N_("Missing"), N_("How many more of the pool are used than there are.")),
	{.number = FIG_utilisation,
     .type = TYPE_PERCENT,
     .name = "utilisation",
     .label = N_("Utilisation"),
     .help = N_("Seats of the pool that have been used in the last 30 days, of those there are.")},
	PIECES(left_seats, N_("Held by who has left"), N_("Seats of the pool that are held by people who have left.")),
	PIECES(idle_seats, N_("Idle"),
           N_("Seats of the pool that have not been used for so long that they are dormant (option dormant_days).")),
	MONEY(yearly, N_("Cost a year"), N_("What the lots of its pool that are in force cost a year.")),
	MONEY(unused_yearly, N_("Unused, a year"), N_("What is unused of the pool costs a year.")),
	MONEY(missing_cost, N_("Missing, price"), N_("What it costs to buy what is missing of the pool.")),
};

static struct value number_value(int64_t number)
{
	return (struct value){.set = number != NUMBER_UNSET, .number = number};
}

static struct value day_value(day_t day)
{
	return (struct value){.set = day != DAY_UNSET, .number = day};
}

static void clock_of(const struct licence_reader *reader, const struct record *licence, struct contract_terms *terms,
                     struct contract_clock *clock)
{
	facts_licence(licence, terms);
	terms->running = terms->end == DAY_UNSET; /* it has no end */
	contract_clock(terms, licence_today(reader), clock);
}

static struct value clock_value(const struct licence_reader *reader, const struct record *licence, uint8_t figure)
{
	struct contract_terms terms;
	struct contract_clock clock;
	clock_of(reader, licence, &terms, &clock);
	switch (figure) {
	case FIG_licence_current_end: return day_value(clock.current_end);
	case FIG_licence_last_notice_day: return day_value(clock.last_notice_day);
	default: return (struct value){.set = true, .number = clock.state};
	}
}

struct value licence_value(struct licence_reader *reader, const struct record *licence, uint8_t figure)
{
	if (figure <= FIG_licence_last_notice_day)
		return clock_value(reader, licence, figure);
	const struct licence_standing *standing = licence_standing_of(reader, licence);
	const struct licence_position *position = &standing->position;
	bool listed = standing->use_count > 0;
	switch (figure) {
	case FIG_entitled: return number_value(position->entitled);
	case FIG_used: return number_value(position->required);
	case FIG_unused: return number_value(position->unused);
	case FIG_missing: return number_value(position->missing);
	case FIG_utilisation: return number_value(position->utilisation);
	case FIG_left_seats: return number_value(listed ? (int64_t)standing->counts.left : NUMBER_UNSET);
	case FIG_idle_seats: return number_value(listed ? (int64_t)standing->counts.idle : NUMBER_UNSET);
	case FIG_yearly: return number_value(position->yearly);
	case FIG_unused_yearly: return number_value(position->unused_yearly);
	case FIG_missing_cost: return number_value(position->missing_price);
	default: return VALUE_UNSET;
	}
}

static void explain_seats(const struct licence_reader *reader, const struct licence_standing *standing,
                          struct reasons *reasons)
{
	const struct licence_seats *counts = &standing->counts;
	if (standing->use_count == 0)
		return;
	if (standing->position.basis == LICENCE_USE_SEATS && standing->position.entitled != NUMBER_UNSET)
		reasons_add(reasons, REASON_licence_active, (int64_t)counts->active, standing->position.entitled);
	if (counts->idle > 0)
		reasons_add(reasons, REASON_licence_idle_seats, (int64_t)counts->idle, licence_idle_days(reader));
	if (counts->away > 0)
		reasons_add(reasons, REASON_licence_away, (int64_t)counts->away);
	if (counts->unknown > 0)
		reasons_add(reasons, REASON_licence_last_use_unknown, (int64_t)counts->unknown);
}

void licence_reasons(struct licence_reader *reader, const struct record *licence, uint8_t figure,
                     struct reasons *reasons)
{
	struct contract_terms terms;
	struct contract_clock clock;
	if (figure <= FIG_licence_last_notice_day) {
		clock_of(reader, licence, &terms, &clock);
		clock.remarks &= (uint16_t)~CONTRACT_NOT_SIGNED; /* nobody signs a licence */
		contract_explain(&terms, &clock, reasons);
		return;
	}
	const struct licence_standing *standing = licence_standing_of(reader, licence);
	licence_explain(&standing->position, standing->unit, standing->unit_count, reasons);
	explain_seats(reader, standing, reasons);
}
