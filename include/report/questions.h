/* The leadership's eight questions, answered from the register: rows of a number, what it counts and what is beside it.
 * Each number opens exactly what it counts: the records that a condition lets through, those that are given, or, of a
 * sum over a life, the record that it is the sum of. Answered a little at a time, for there may be millions. */
#ifndef REPORT_QUESTIONS_H
#define REPORT_QUESTIONS_H

#include "report/desk.h"
#include "report/page.h"
#include "report/report.h"

enum question {
	QUESTION_DECIDE,   /* which decisions within 24 months, and where the choice is gone */
	QUESTION_DECIDED,  /* what is decided and not done */
	QUESTION_BENEFITS, /* which benefits were to come this year */
	QUESTION_WHOSE,    /* who owns them, who pays */
	QUESTION_COST,     /* what services cost over their life */
	QUESTION_RESTS,    /* which rest on what lacks support, contract or owner */
	QUESTION_EFFORT,   /* how the effort is spread */
	QUESTION_ENDED,    /* what has ended, and what was learned */
	QUESTIONS
};
const char *question_words(enum question question); /* the whole question, in the current language */
const char *question_name(enum question question);  /* stable */
const char *question_brief(enum question question); /* some words, for where there is little room */

struct reply {
	enum page_kind kind;  /* of the number: PAGE_NUMBER or PAGE_MONEY */
	int64_t number;       /* NUMBER_UNSET as long as it is not counted */
	money_t sum;          /* of the rows, where `beside` tells it; NUMBER_UNSET: none of them has any */
	money_t parts[4];     /* of the sum, by C_cost_class_…; 0: nobody says what it is for */
	enum desk_weight weight;
	bool told;            /* worth being told by name on paper */
	char *words, *beside; /* what is counted; more about it, or "" */
	uint8_t entity;       /* of the rows that it opens; 0: it opens `about` … */
	const char *columns, *sort; /* as struct list_request has them */
	const char *where;    /* … what this condition lets through; NULL: … */
	record_id *ids;       /* … these */
	size_t id_count, id_capacity;
	struct ref about;
};

struct replies {
	struct reply *items;
	size_t count, capacity;
};

struct finder;
struct list_plan;

struct questions {
	struct replies of[QUESTIONS];
	bool business;      /* services stand for their systems */
	bool done;
	size_t step, place; /* how far it has come */
	bool begun;
	record_id parent, id;
	struct list_plan *plan;
	struct finder *finder;
};

/* Begins anew; nothing is counted yet, but every row whose words are known stands there. */
void questions_begin(struct questions *questions, bool business);
/* Counts on for about so many milliseconds (0: to the end); false when all is answered. The view may be a newer one
 * than the last time's; begin anew where the register has changed. */
bool questions_work(struct questions *questions, const struct teller *teller, unsigned milliseconds);
void questions_free(struct questions *questions);
/* How many rows the answer opens; of one about a record 1. */
uint64_t reply_rows(const struct reply *answer);
/* The number as people read it; "…" while it is being counted. */
void reply_append_number(struct text *out, const struct reply *answer, const struct conf *conf);

/* All of it as a page, with the rows that are worth naming. */
struct page *report_questions(const struct teller *teller, const struct report_request *request, struct error *error);

#endif
