/* Which benefits were to come this year and did, who owns them and who pays. Those of what was rejected or stopped are
 * hoped for no longer. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "register/benefits.h"
#include "report/questions_private.h"

#define NAMED 5 /* owners, and payers, by name; the rest together */
#define COLUMNS "title,opportunity,owner,payer,due,measured,yearly_value,realised_value"

/* Of this year, in this order: the first is the sum of the others. */
enum { TO_COME, HAVE_COME, PARTLY, NOT_MEASURED, LATER, YEAR_ROWS };
/* Whose they are: the rows that always stand there. */
enum { NO_OWNER, NO_PAYER, PAID_ELSEWHERE, WHOSE_ROWS };

static struct reply *add_row(struct questions *questions, enum question question, char *words, enum desk_weight weight,
                              bool told)
{
	struct reply *answer = reply_add(questions, question, words);
	answer->entity = E_benefit;
	answer->columns = COLUMNS;
	answer->sort = "due";
	answer->weight = weight;
	answer->told = told;
	return answer;
}

void questions_benefits_begin(struct questions *questions)
{
	static const struct {
		enum question question;
		const char *words;
		enum desk_weight weight;
		bool told;
	} rows[] = {
		{QUESTION_BENEFITS, N_("benefits were to come this year"), WEIGHT_PLAIN, false},
		{QUESTION_BENEFITS, N_("have come: their target is reached"), WEIGHT_PLAIN, false},
		{QUESTION_BENEFITS, N_("are measured and not yet reached"), WEIGHT_PLAIN, true},
		{QUESTION_BENEFITS, N_("are past their day and not measured"), WEIGHT_DANGER, true},
		{QUESTION_BENEFITS, N_("have their day later this year"), WEIGHT_PLAIN, false},
		{QUESTION_WHOSE, N_("benefits without an owner"), WEIGHT_WARNING, true},
		{QUESTION_WHOSE, N_("benefits that nobody is said to pay for"), WEIGHT_WARNING, false},
		{QUESTION_WHOSE, N_("benefits that another unit pays for than gains"), WEIGHT_PLAIN, false},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		add_row(questions, rows[i].question, memory_copy_text(_(rows[i].words)), rows[i].weight, rows[i].told);
}

/* ---- counting ---- */

static bool counts(const struct teller *teller, const struct benefit_row *row)
{
	uint8_t stage = row->opportunity.bytes == NULL ? 0 : record_choice(&row->opportunity, F_opportunity_stage);
	return stage != C_stage_rejected && stage != C_stage_stopped &&
	       authority_may_explain(teller->session, teller->view, &row->benefit) &&
	       (row->opportunity.bytes == NULL || authority_may_explain(teller->session, teller->view, &row->opportunity));
}

static void count_of_year(struct questions *questions, const struct benefit_row *row, day_t today)
{
	struct reply *rows = questions->of[QUESTION_BENEFITS].items;
	int64_t reached = benefit_reached(&row->facts);
	bool measured = row->facts.outcome != NUMBER_UNSET || row->facts.realised_value != NUMBER_UNSET;
	int which = !measured ? (row->facts.due < today ? NOT_MEASURED : LATER)
	          : reached != NUMBER_UNSET && reached >= 10000 ? HAVE_COME : PARTLY;
	if (row->facts.due == DAY_UNSET || day_year(row->facts.due) != day_year(today))
		return;
	reply_count(&rows[TO_COME], row->benefit.id);
	reply_count(&rows[which], row->benefit.id);
	reply_add_sum(&rows[TO_COME], row->facts.yearly_value);
	reply_add_sum(&rows[which], which == HAVE_COME || which == PARTLY ? benefit_realised(&row->facts)
	                                                                    : row->facts.yearly_value);
}

/* The row of a person that owns, or of a unit that pays; there are not many of either. */
static struct reply *row_of(struct questions *questions, const struct teller *teller, struct ref ref)
{
	struct replies *answers = &questions->of[QUESTION_WHOSE];
	struct text name = {0}, words = {0};
	for (size_t i = WHOSE_ROWS; i < answers->count; i++)
		if (ref_equal(answers->items[i].about, ref))
			return &answers->items[i];
	teller_name(&name, teller, ref);
	text_printf(&words, ref.entity == E_person ? _("owned by %s") : _("paid by %s"), name.data);
	text_free(&name);
	struct reply *answer = add_row(questions, QUESTION_WHOSE, text_take(&words), WEIGHT_PLAIN, false);
	answer->about = ref;
	return answer;
}

static void count_whose(struct questions *questions, const struct teller *teller, const struct benefit_row *row,
                        struct ref ref, int nobody)
{
	struct reply *answer = ref_is_set(ref) ? row_of(questions, teller, ref)
	                                        : &questions->of[QUESTION_WHOSE].items[nobody];
	reply_count(answer, row->benefit.id);
	reply_add_sum(answer, row->facts.yearly_value);
}

static void count_benefit(struct questions *questions, const struct teller *teller, const struct benefit_row *row)
{
	if (!counts(teller, row))
		return;
	count_of_year(questions, row, teller->session->today);
	count_whose(questions, teller, row, record_ref(&row->benefit, F_benefit_owner), NO_OWNER);
	count_whose(questions, teller, row, row->pays, NO_PAYER);
	if (benefit_is_paid_elsewhere(row))
		reply_count(&questions->of[QUESTION_WHOSE].items[PAID_ELSEWHERE], row->benefit.id);
}

/* ---- all are counted ---- */

static void say_sum(struct reply *answer, const struct teller *teller)
{
	struct text words = {0}, money = {0};
	answer->number = (int64_t)answer->id_count;
	if (answer->sum == NUMBER_UNSET)
		return;
	teller_money_short(&money, answer->sum, teller->session->conf);
	text_printf(&words, _("%s a year"), money.data);
	reply_say_beside(answer, text_take(&words));
	text_free(&money);
}

static void say_others(struct reply *answer, const char *words)
{
	free(answer->words);
	answer->words = memory_copy_text(words);
}

/* Owners first, then payers: each in the order of what they have. */
static void fold_whose(struct replies *answers)
{
	struct replies payers = {0};
	size_t kept = WHOSE_ROWS;
	for (size_t i = WHOSE_ROWS; i < answers->count; i++)
		if (answers->items[i].about.entity == E_person) {
			answers->items[kept++] = answers->items[i];
		} else {
			memory_grow(&payers.items, &payers.capacity, payers.count, sizeof *payers.items);
			payers.items[payers.count++] = answers->items[i];
		}
	answers->count = kept;
	if (replies_fold(answers, WHOSE_ROWS, NAMED))
		say_others(&answers->items[answers->count - 1], _("owned by others"));
	if (replies_fold(&payers, 0, NAMED))
		say_others(&payers.items[payers.count - 1], _("paid by others"));
	for (size_t i = 0; i < payers.count; i++) {
		memory_grow(&answers->items, &answers->capacity, answers->count, sizeof *answers->items);
		answers->items[answers->count++] = payers.items[i];
	}
	free(payers.items);
}

static void finish(struct questions *questions, const struct teller *teller)
{
	struct replies *year = &questions->of[QUESTION_BENEFITS], *whose = &questions->of[QUESTION_WHOSE];
	fold_whose(whose);
	for (size_t i = 0; i < year->count; i++)
		say_sum(&year->items[i], teller);
	for (size_t i = 0; i < whose->count; i++)
		say_sum(&whose->items[i], teller);
}

bool questions_benefits(struct questions *questions, const struct teller *teller, struct pace *pace)
{
	const struct session *session = teller->session;
	struct benefit_reader *reader = benefit_reader_new(teller->view, session->conf, session->today);
	struct records *benefits = records_new(teller->view, E_benefit);
	struct benefit_row row;
	struct record benefit;
	bool there = questions_next(questions, benefits, &benefit), over = false;
	for (; there && !over; there = records_next(benefits, &benefit)) {
		questions->parent = benefit.parent;
		questions->id = benefit.id;
		benefit_reader_read(reader, &benefit, &row);
		count_benefit(questions, teller, &row);
		over = pace_is_over(pace);
	}
	if (!there)
		finish(questions, teller);
	records_free(&benefits);
	benefit_reader_free(&reader);
	return there;
}
