#include "register/figures_permission.h"

#include "base/lang.h"
#include "base/memory.h"

#define MARKED(figure, name_, label_, help_)                                                                           \
	{                                                                                                                  \
		.number = FIG_##figure, .type = TYPE_YESNO, .name = name_, .label = label_, .help = help_,                     \
		.choices = CHOICES_yesno                                                                                       \
	}

const struct field permission_figures[PERMISSION_FIGURES] = {
	{.number = FIG_permission_state, .type = TYPE_CHOICE, .name = "state", .label = N_("State"),
	 .choices = CHOICES_permission_state,
	 .help = N_("Whether it holds. What was ticked off as removed and stands in the system's own list is seen again.")},
	{.number = FIG_review_due, .type = TYPE_DATE, .name = "review_due", .label = N_("Review by"),
	 .help = N_("The last day to review it in time, by the system's highest classification.")},
	{.number = FIG_questions, .type = TYPE_NUMBER, .name = "questions", .label = N_("To be asked"),
	 .help = N_("How many things are to be asked about it: the more, the more there is to look at.")},
	MARKED(overdue, "overdue", N_("Review overdue"), N_("Whether the day to review it has passed.")),
	{.number = FIG_dormant, .type = TYPE_ANSWER, .name = "dormant", .label = N_("Dormant"), .choices = CHOICES_answer,
	 .help = N_("Whether it has gone unused for longer than dormant_days. Unknown where nobody knows when it was used; "
	            "who is away does not use it, and that says nothing.")},
	MARKED(orphan, "orphan", N_("Orphan account"), N_("Whether it is an account that nobody owns.")),
	MARKED(holder_left, "holder_left", N_("Holder has left"), N_("Whether whoever holds it has left.")),
	MARKED(holder_away, "holder_away", N_("Holder is away"), N_("Whether whoever holds it is away for a longer time.")),
	MARKED(self_approved, "self_approved", N_("Approved by oneself"),
	       N_("Whether it was approved by its holder or by whoever carried it out.")),
	MARKED(without_reason, "without_reason", N_("Without reason"), N_("Whether nobody has said what it is needed for.")),
	MARKED(privileged, "privileged", N_("Privileged"), N_("Whether it administers, or is for emergencies.")),
	MARKED(in_conflict, "in_conflict", N_("Conflict of duties"),
	       N_("Whether its holder has another that nobody may hold together with it.")),
	MARKED(without_contract, "without_contract", N_("Without contract"),
	       N_("Whether its holder comes from a supplier with whom no contract is in force.")),
	MARKED(without_owner, "without_owner", N_("Service account without owner"),
	       N_("Whether its holder is a service account for which nobody answers.")),
};

static const struct {
	uint8_t figure;
	uint32_t mark;
} marks[] = {
	{FIG_overdue, PERMISSION_OVERDUE},
	{FIG_orphan, PERMISSION_ORPHAN},
	{FIG_holder_left, PERMISSION_HOLDER_LEFT},
	{FIG_holder_away, PERMISSION_HOLDER_AWAY},
	{FIG_self_approved, PERMISSION_SELF_APPROVED},
	{FIG_without_reason, PERMISSION_NO_REASON},
	{FIG_privileged, PERMISSION_PRIVILEGED},
	{FIG_in_conflict, PERMISSION_IN_CONFLICT},
	{FIG_without_contract, PERMISSION_NO_CONTRACT},
	{FIG_without_owner, PERMISSION_UNOWNED},
};

static bool stands(const struct permission_position *position)
{
	return (position->marks & (PERMISSION_VALID | PERMISSION_PAST_END)) != 0;
}

static struct value number_value(bool set, int64_t number)
{
	return (struct value){.set = set, .number = number};
}

static struct value dormant_value(const struct permission_position *position)
{
	bool asked = (position->marks & PERMISSION_VALID) != 0;
	return number_value(asked, (position->marks & PERMISSION_USE_UNKNOWN) != 0 ? C_answer_unknown
	                           : (position->marks & PERMISSION_DORMANT) != 0   ? C_answer_yes
	                                                                           : C_answer_no);
}

static struct value marked_value(const struct permission_position *position, uint8_t figure)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (marks[i].figure == figure)
			return number_value(stands(position), (position->marks & marks[i].mark) != 0 ? C_yesno_yes : C_yesno_no);
	return VALUE_UNSET;
}

struct value permission_value(struct permissions *permissions, const struct record *permission, uint8_t figure)
{
	struct permission_position position;
	permissions_position(permissions, permission, &position);
	switch (figure) {
	case FIG_permission_state: return number_value(true, position.state);
	case FIG_review_due:
		return number_value((position.marks & PERMISSION_VALID) != 0 && position.review_due != DAY_UNSET,
		                    position.review_due);
	case FIG_questions: return number_value(position.marks != 0, permission_questions(position.marks));
	case FIG_dormant: return dormant_value(&position);
	default: return marked_value(&position, figure);
	}
}

void permission_reasons(struct permissions *permissions, const struct record *permission, uint8_t figure,
                        struct reasons *reasons)
{
	if (figure == FIG_permission_state || figure == FIG_questions || figure == FIG_review_due)
		permissions_explain(permissions, permission, reasons);
}
