/* The offers of an opportunity beside its requirements, open to look at. Source: FORMULAS F24. */
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "model/code.h"
#include "register/authority.h"
#include "register/offers.h"
#include "report/portfolio_report.h"

#define OFFERS_BESIDE 12 /* columns of the matrix; the others stand in what programs read */

static const struct {
	const char *name, *label;
} states[] = {
	[OFFER_JUDGED] = {"judged", N_("judged")},
	[OFFER_UNDECIDED] = {"undecided", N_("not settled")},
	[OFFER_EXCLUDED] = {"excluded", N_("out: misses what is mandatory")},
};

const char *offer_state_label(uint8_t state)
{
	return _(states[state].label);
}

struct telling {
	const struct teller *teller;
	const struct offer_matrix *matrix;
	struct page *page;
	struct text code, words, more; /* scratch */
};

static bool is_sound(const struct telling *telling)
{
	return telling->matrix->fault == MATRIX_SOUND;
}

/* ---- what holds for all ---- */

static void tell_fault(struct telling *telling)
{
	const struct offer_matrix *matrix = telling->matrix;
	if (matrix->fault == MATRIX_NO_WEIGHTS)
		page_paragraph(telling->page, _("The weights of the requirements sum to nothing: nothing can be weighed."));
	if (matrix->fault != MATRIX_NO_WEIGHT)
		return;
	text_clear(&telling->code);
	text_clear(&telling->words);
	code_append(&telling->code, &matrix->requirements[matrix->which]);
	text_printf(&telling->words, _("The requirement %s has no weight: nothing can be weighed."), telling->code.data);
	page_paragraph(telling->page, telling->words.data);
}

static void tell_head(struct telling *telling, const struct record *opportunity)
{
	const struct offer_matrix *matrix = telling->matrix;
	text_clear(&telling->code);
	code_append(&telling->code, opportunity);
	page_fact(telling->page, "code", _("Code"), page_code(telling->code.data));
	page_fact(telling->page, "award_published", _("Award published"),
		page_day(record_day(opportunity, F_opportunity_award_published)));
	page_fact(telling->page, "offer_count", _("Offers"), page_number((int64_t)matrix->offer_count));
	page_fact(telling->page, "opened", _("Weights"), matrix->opened ? page_name("yes", _("fixed: the offers are opened"))
	                                                                 : page_name("no", _("not fixed yet")));
	tell_fault(telling);
	page_paragraph(telling->page, _("An offer that misses a mandatory requirement is out. The total of the others is the "
		"sum of weight × points over the desirable requirements, divided by the sum of their weights. What has not been "
		"answered is not settled: it is no miss and not 0 points."));
}

/* ---- the offers ---- */

static bool is_missed(const struct telling *telling, const struct offer_row *row, size_t at)
{
	return telling->matrix->facts[at].must && row->scores[at].met == C_answer_no;
}

static bool is_open(const struct telling *telling, const struct offer_row *row, size_t at)
{
	const struct matrix_score *score = &row->scores[at];
	return telling->matrix->facts[at].must ? score->met != C_answer_no && score->met != C_answer_yes
	                                       : score->points == NUMBER_UNSET;
}

/* The codes of the requirements for which it is so. */
static const char *list_codes(struct telling *telling, const struct offer_row *row, struct text *out,
                              bool (*is_so)(const struct telling *, const struct offer_row *, size_t))
{
	text_clear(out);
	for (size_t i = 0; i < telling->matrix->count; i++) {
		if (!is_so(telling, row, i))
			continue;
		text_append_text(out, out->size > 0 ? ", " : "");
		code_append(out, &telling->matrix->requirements[i]);
	}
	return out->size == 0 ? NULL : out->data;
}

static void tell_offer(struct telling *telling, const struct offer_row *row)
{
	struct text supplier = {0};
	const struct offer_standing *standing = &row->standing;
	text_clear(&telling->code);
	code_append(&telling->code, &row->record);
	teller_name(&supplier, telling->teller, record_ref(&row->record, F_offer_supplier));
	bool placed = is_sound(telling) && row->place > 0;
	page_row(telling->page, (struct page_cell[]){
		page_number(placed ? (int64_t)row->place : NUMBER_UNSET), page_code(telling->code.data), page_words(supplier.data),
		page_decimal(is_sound(telling) ? matrix_total(standing) : NUMBER_UNSET), page_money(row->price),
		page_name(states[standing->state].name, offer_state_label(standing->state)),
		page_words(list_codes(telling, row, &telling->words, is_missed)),
		page_words(list_codes(telling, row, &telling->more, is_open)), page_number(standing->weighted),
		page_number(standing->weights)});
	text_free(&supplier);
}

static void tell_offers(struct telling *telling)
{
	const struct page_column columns[] = {
		{"place", _("Place"), PAGE_NUMBER}, {"code", _("Code"), PAGE_CODE}, {"supplier", _("Supplier"), PAGE_WORDS},
		{"total", _("Total"), PAGE_DECIMAL}, {"price", _("Price"), PAGE_MONEY}, {"state", _("State"), PAGE_NAME},
		{"missed", _("Misses"), PAGE_WORDS, PAGE_BELOW}, {"unsettled", _("Not settled"), PAGE_WORDS, PAGE_BELOW},
		{"weighted", _("Weight × points"), PAGE_NUMBER, PAGE_DATA},
		{"weights", _("Sum of the weights"), PAGE_NUMBER, PAGE_DATA}};
	const struct offer_matrix *matrix = telling->matrix;
	if (matrix->offer_count > 0)
		page_heading(telling->page, _("The offers"));
	page_table(telling->page, "offers", columns, COUNT_OF(columns), true);
	for (size_t i = 0; i < matrix->offer_count; i++)
		tell_offer(telling, &matrix->offers[i]);
}

/* ---- the matrix ---- */

static struct page_cell choice_cell(uint8_t set, uint8_t number)
{
	const struct choice *choice = schema_choice(schema_choices(set), number);
	return choice == NULL ? page_words(NULL) : page_name(choice->name, _(choice->label));
}

static struct page_cell score_cell(const struct matrix_requirement *requirement, const struct matrix_score *score)
{
	static const char *const points[] = {"0", "1", "2", "3", "4", "5"};
	if (requirement->must)
		return score->met == 0 ? page_name("unset", "?") : choice_cell(CHOICES_answer, score->met);
	return score->points == NUMBER_UNSET ? page_name("unset", "?") : page_words(points[score->points]);
}

static void append_traces(struct text *out, uint8_t traces)
{
	for (unsigned t = 0; t < MATRIX_TRACES; t++) {
		const struct choice *choice = schema_choice(schema_choices(CHOICES_trace), (uint8_t)(t + 1));
		if (traces >> t & 1)
			text_printf(out, "%s%s", out->size > 0 ? ", " : "", _(choice->label));
	}
}

#define BEFORE_OFFERS 5

static void begin_matrix(struct telling *telling, size_t beside)
{
	struct page_column columns[BEFORE_OFFERS + OFFERS_BESIDE] = {
		{"code", _("Code"), PAGE_CODE}, {"requirement", _("Requirement"), PAGE_WORDS}, {"level", _("Level"), PAGE_NAME},
		{"weight", _("Weight"), PAGE_NUMBER}, {"found_in", _("Found again in"), PAGE_WORDS, PAGE_BELOW}};
	struct text codes[OFFERS_BESIDE] = {0};
	for (size_t i = 0; i < beside; i++) {
		code_append(&codes[i], &telling->matrix->offers[i].record);
		columns[BEFORE_OFFERS + i] = (struct page_column){codes[i].data, codes[i].data, PAGE_NAME, PAGE_BESIDE};
	}
	page_heading(telling->page, _("Requirement by requirement"));
	page_table(telling->page, "matrix", columns, BEFORE_OFFERS + beside, false);
	for (size_t i = 0; i < beside; i++)
		text_free(&codes[i]);
}

static void tell_requirement(struct telling *telling, size_t at, size_t beside)
{
	const struct offer_matrix *matrix = telling->matrix;
	const struct record *record = &matrix->requirements[at];
	struct page_cell cells[BEFORE_OFFERS + OFFERS_BESIDE];
	text_clear(&telling->code);
	text_clear(&telling->words);
	text_clear(&telling->more);
	code_append(&telling->code, record);
	teller_title(&telling->words, telling->teller, record);
	append_traces(&telling->more, matrix->facts[at].traces);
	cells[0] = page_code(telling->code.data);
	cells[1] = page_words(telling->words.data);
	cells[2] = choice_cell(CHOICES_requirement_level, record_choice(record, F_requirement_level));
	cells[3] = page_number(matrix->facts[at].must ? NUMBER_UNSET : matrix->facts[at].weight);
	cells[4] = matrix->facts[at].traces == 0 ? page_name("nowhere", _("nowhere")) : page_words(telling->more.data);
	for (size_t i = 0; i < beside; i++)
		cells[BEFORE_OFFERS + i] = score_cell(&matrix->facts[at], &matrix->offers[i].scores[at]);
	page_row(telling->page, cells);
}

static void tell_matrix(struct telling *telling)
{
	size_t beside = telling->matrix->offer_count < OFFERS_BESIDE ? telling->matrix->offer_count : OFFERS_BESIDE;
	begin_matrix(telling, beside);
	for (size_t i = 0; i < telling->matrix->count; i++)
		tell_requirement(telling, i, beside);
}

/* Every score, for programs: the matrix turned into rows. */
static void tell_scores(struct telling *telling)
{
	const struct page_column columns[] = {
		{"offer", _("Offer"), PAGE_CODE, PAGE_DATA}, {"requirement", _("Requirement"), PAGE_CODE, PAGE_DATA},
		{"points", _("Points"), PAGE_NUMBER, PAGE_DATA}, {"met", _("Met"), PAGE_NAME, PAGE_DATA}};
	const struct offer_matrix *matrix = telling->matrix;
	page_table(telling->page, "scores", columns, COUNT_OF(columns), false);
	for (size_t i = 0; i < matrix->offer_count; i++)
		for (size_t r = 0; r < matrix->count; r++) {
			const struct matrix_score *score = &matrix->offers[i].scores[r];
			text_clear(&telling->code);
			text_clear(&telling->words);
			code_append(&telling->code, &matrix->offers[i].record);
			code_append(&telling->words, &matrix->requirements[r]);
			page_row(telling->page, (struct page_cell[]){page_code(telling->code.data), page_code(telling->words.data),
				page_number(score->points), choice_cell(CHOICES_answer, score->met)});
		}
}

/* ---- tracing ---- */

static void tell_tracing(struct telling *telling)
{
	static const char *const names[MATRIX_TRACES] = {"found_in_need", "found_in_goal", "found_in_clause", "found_in_test"};
	const struct matrix_tracing *tracing = &telling->matrix->tracing;
	page_heading(telling->page, _("What can be followed"));
	page_fact(telling->page, "requirements", _("Requirements"), page_number((int64_t)tracing->count));
	page_fact(telling->page, "traced", _("Found again somewhere"), page_number((int64_t)tracing->traced));
	page_fact(telling->page, "traced_share", _("Share of the requirements"),
		page_percent(scaled((int64_t)tracing->traced, 10000, (int64_t)tracing->count)));
	for (unsigned t = 0; t < MATRIX_TRACES; t++) {
		const struct choice *choice = schema_choice(schema_choices(CHOICES_trace), (uint8_t)(t + 1));
		text_clear(&telling->words);
		text_printf(&telling->words, _("Found again in: %s"), _(choice->label));
		page_fact(telling->page, names[t], telling->words.data, page_number((int64_t)tracing->found_in[t]));
	}
}

/* ---- all of it ---- */

static struct page *tell(const struct teller *teller, const struct record *opportunity,
                         const struct offer_matrix *matrix)
{
	struct telling telling = {.teller = teller, .matrix = matrix};
	struct text title = {0}, name = {0};
	teller_title(&name, teller, opportunity);
	text_printf(&title, _("Offers: %s"), name.data);
	telling.page = page_new("offers", title.data, teller->session->conf);
	tell_head(&telling, opportunity);
	tell_offers(&telling);
	tell_matrix(&telling);
	tell_scores(&telling);
	tell_tracing(&telling);
	text_free(&telling.code);
	text_free(&telling.words);
	text_free(&telling.more);
	text_free(&title);
	text_free(&name);
	return telling.page;
}

static bool may_see(const struct teller *teller, const struct record *opportunity, struct error *error)
{
	return (authority_reads_offers(teller->session, opportunity) &&
	        authority_may_explain(teller->session, teller->view, opportunity)) ||
	       error_set(error, ERROR_DENIED,
	                 _("offers are closed until the award is published: until then only those named on the opportunity "
	                   "see them"));
}

struct page *report_offers(const struct teller *teller, struct ref about, struct error *error)
{
	struct record opportunity;
	struct offer_matrix matrix;
	struct page *page = NULL;
	if (!view_record(teller->view, about, &opportunity)) {
		error_set(error, ERROR_NOT_FOUND, _("there is no such record"));
		return NULL;
	}
	if (!may_see(teller, &opportunity, error))
		return NULL;
	offer_matrix_read(&matrix, teller->view, about.id);
	if (matrix.fault == MATRIX_NO_REQUIREMENTS)
		error_set(error, ERROR_INPUT, _("there are no requirements to judge an offer by; write them first"));
	else
		page = tell(teller, &opportunity, &matrix);
	offer_matrix_free(&matrix);
	return page;
}
