#include "report/report.h"

#include "base/lang.h"
#include "report/budget_report.h"
#include "report/change_report.h"
#include "report/cost_report.h"
#include "report/exit_report.h"
#include "report/gate_report.h"
#include "report/licence_report.h"
#include "report/portfolio_report.h"
#include "report/position_report.h"
#include "report/programme_report.h"
#include "report/questions.h"
#include "report/review_report.h"

const struct report_kind report_kinds[] = {
	{.name = "disclosure",
     .label = N_("Masked copy"),
     .summary = N_("a masked copy for somebody outside, with what is masked on which ground"),
     .help = N_("A copy of the records of these kinds (of all where none is named), in which what is secret, personal, "
                "sensitive together or an offer before the award is masked, and the list of what is masked on which "
                "ground. What is marked secret hides what lies under it; secrecy that has run out hides nothing. A "
                "text that says what is masked elsewhere is masked too. --personal leaves what is about living people. "
                "Read it through before it is given out."),
     .present = true,
     .make = report_disclosure},
	{.name = "cost",
     .label = N_("Cost over the life"),
     .summary = N_("what a system, a service or the alternatives of an opportunity cost"),
     .help = N_("As the command cost, of the record whose code follows."),
     .page = report_cost,
     .about = (const uint8_t[]){E_system, E_service, E_opportunity, 0}},
	{.name = "budget",
     .label = N_("Budget and outcome"),
     .summary = N_("budget, forecast and outcome, what the money is for, and what investments cost"),
     .help = N_("Of all there is, or of the unit, object, system, service or contract whose code follows: with the "
                "deviation of what has both, shares of run, improve and develop, and capital cost."),
     .page = report_budget,
     .whole = report_budget_whole,
     .about = (const uint8_t[]){E_unit, E_object, E_system, E_service, E_contract, 0}},
	{.name = "exit",
     .label = N_("Leaving it"),
     .summary = N_("whether a system, what a contract covers or all that rests on a supplier could be left"),
     .help = N_("At what price and how soon, with the committees it touches and the mandatory requirements that are "
                "met, promised, waived or missing."),
     .page = report_exit,
     .about = (const uint8_t[]){E_system, E_contract, E_supplier, 0}},
	{.name = "priority",
     .label = N_("Priority"),
     .summary = N_("the development opportunities in order, by direction and benefit, with the line where hours run "
                   "out"),
     .help = N_("As the command priority."),
     .whole = report_priority,
     .conditioned = true},
	{.name = "upcoming",
     .label = N_("Coming years"),
     .summary = N_("what comes up in the next years: by when to decide, at what cost"),
     .help = N_("Ends of support to be answered, contracts, options, licences, planned retirements and opportunities,"
                " by year, or with --by committee; --years says how many, 5 otherwise. Of a committee, or another "
                "unit with what lies below it, where its code follows. Where the day to decide has passed it tells "
                "what is left."),
     .page = report_upcoming_of,
     .about = (const uint8_t[]){E_unit, 0},
     .whole = report_upcoming},
	{.name = "supplier",
     .label = N_("Supplier"),
     .summary = N_("everything that rests on a supplier, what it costs and how it could be left"),
     .help = N_("Of the supplier and of what is part of it: systems, contracts with their clocks, licences, services "
                "and committees touched, money by year, what could end together, what has been promised and kept, "
                "direct awards, and whether it could be left."),
     .page = report_supplier,
     .about = (const uint8_t[]){E_supplier, 0}},
	{.name = "service",
     .label = N_("Service"),
     .summary = N_("the page of a service: what it rests on, what happens next, what it costs"),
     .help = N_("With its owner and manager, its systems and their importance, the worst end of support, the day to "
                "decide, the cost over its life and for each unit delivered, findings, contracts, integrations and "
                "opportunities."),
     .page = report_service,
     .about = (const uint8_t[]){E_service, 0}},
	{.name = "debt",
     .label = N_("Management debt"),
     .summary = N_("what it would cost to put right what is overdue, and what systems in use for the same cost"),
     .help = N_("Of the whole register, or of the system, service or unit whose code follows: by unit, service and "
                "system, from night to night, with the findings behind each sum."),
     .page = report_debt_of,
     .about = (const uint8_t[]){E_system, E_service, E_unit, 0},
     .whole = report_debt},
	{.name = "permissions",
     .label = N_("Position of permissions"),
     .summary = N_("how permissions stand: what is overdue, orphaned, unused or in conflict"),
     .help = N_("As the command position permissions, of all systems, or of the system or person whose code follows."),
     .page = report_permissions_of,
     .about = (const uint8_t[]){E_system, E_person, 0},
     .whole = report_permissions},
	{.name = "together",
     .label = N_("Bought together"),
     .summary = N_("what could be bought together: decisions that can be joined, and until when"),
     .help = N_("By service and by what systems are used for, within the months that the configuration gives "
                "(together_months): with the days, the contracts, the money and the latest day on which all can still "
                "be joined."),
     .whole = report_together},
	{.name = "offers",
     .label = N_("Offers"),
     .summary = N_("the offers for an opportunity beside its requirements"),
     .help = N_("As the command offers, of the opportunity whose code follows."),
     .page = report_offers,
     .about = (const uint8_t[]){E_opportunity, 0}},
	{.name = "opportunity",
     .label = N_("Opportunity"),
     .summary = N_("a development opportunity as it stands: need, alternatives, benefits, what is missing"),
     .help = N_("With what sets it off, by when to decide, what the register knew when it was raised, goals, "
                "requirements, the gate with what is missing, milestones and people."),
     .page = report_opportunity,
     .about = (const uint8_t[]){E_opportunity, 0}},
	{.name = "programme",
     .label = N_("Programme"),
     .summary = N_("a programme and its parts: how far they have come, what they cost and give"),
     .help = N_("Of the development opportunity whose code follows, and all that lies within it. Sums are of what is "
                "stated, with how many parts state it; the programme's own budget is the frame."),
     .page = report_programme,
     .about = (const uint8_t[]){E_opportunity, 0}},
	{.name = "gate",
     .label = N_("What must be answered"),
     .summary = N_("what must be answered before an opportunity is decided or handed over, or a system retired"),
     .help = N_("As the command gate, of the gate that is next."),
     .page = report_gate,
     .about = (const uint8_t[]){E_opportunity, E_system, 0}},
	{.name = "decision",
     .label = N_("Basis for a decision"),
     .summary = N_("the frame of a report to the committee about an opportunity, a contract or a system"),
     .help = N_("Proposal for decision, summary, background, alternatives, economic consequences, consequences for "
                "staff, the best interests of children, risks, basis, sent to: filled in from the register with where"
                " it comes from. What nobody has written stands as a marked heading."),
     .page = report_decision,
     .about = (const uint8_t[]){E_opportunity, E_contract, E_system, 0}},
	{.name = "benefits",
     .label = N_("Benefits"),
     .summary = N_("benefits: hoped for, measured, followed up, and what cannot be followed up"),
     .help = N_("Of all, or of the opportunity whose code follows, then with its net benefit; --where takes a "
                "condition on benefits. Benefits are followed up 6, 12 and 24 months after delivery (option "
                "follow_up_months). Realisation is what was measured of what was to be reached by today."),
     .page = report_benefits_of,
     .about = (const uint8_t[]){E_opportunity, 0},
     .whole = report_benefits,
     .conditioned = true},
	{.name = "goals",
     .label = N_("Goals"),
     .summary = N_("the goals as a tree, with weight and source, and what is done about each"),
     .help = N_("With the opportunities under way and delivered that name each goal, their budget and benefits, by "
                "unit too. Goals that nothing under way names are counted."),
     .whole = report_goals},
	{.name = "questions",
     .label = N_("Leadership's questions"),
     .summary = N_("the eight questions that a leadership should be able to answer, answered from the register"),
     .help = N_("What must be decided and where the choice is gone, what is decided and not done, benefits and who "
                "owns and pays for them, cost over the life, what lacks support, contract or owner, how the effort is "
                "spread, what has ended and what was learned. With each number stands, for programs, the "
                "condition that lists the rows it counts."),
     .whole = report_questions},
	{.name = "licences",
     .label = N_("Licence positions"),
     .summary = N_("what there is, what is used, what it is worth"),
     .help = N_("As the command position licences: of the whole register, or of the system or licence whose code "
                "follows, with lots and seats to take back."),
     .page = report_licences_of,
     .about = (const uint8_t[]){E_system, E_licence, 0},
     .whole = report_licences},
	{.name = "releases",
     .label = N_("Calendar of releases"),
     .summary = N_("the releases to come, and what stands in their way"),
     .help = N_("As the command releases."),
     .whole = report_releases},
	{.name = "wheel",
     .label = N_("Annual wheel"),
     .summary = N_("the annual wheel of twelve months: meetings, reviews, freezes"),
     .help = N_("From the first day of this month: events with all their days, meetings that have an agenda, and "
                "reviews by the day they are due."),
     .whole = report_wheel},
	{.name = "incidents",
     .label = N_("Incidents and changes"),
     .summary = N_("what lies behind incidents, with the share that is unknown, and what comes again"),
     .help = N_("Twelve months beside the twelve before: the share of incidents caused by our own changes, of releases "
                "that failed, of emergency changes; what comes again without a problem behind it; the components that "
                "most come from."),
     .whole = report_incidents},
	{.name = "reviews",
     .label = N_("Rounds of review"),
     .summary = N_("the rounds of review, and how far each has come"),
     .help = N_("The latest opened first."),
     .whole = report_reviews},
	{.name = "review",
     .label = N_("Protocol of a review"),
     .summary = N_("the protocol of a round of review: who decided what, and what is left to do"),
     .help =
         N_("By decision, reviewer and unit, with what must be done in the systems themselves, what is undecided, and "
            "every question. Of a closed round it says whether what stands there is what was signed."),
     .page = report_review,
     .about = (const uint8_t[]){E_review, 0}},
	{.name = NULL},
};
