/* The eight questions: what the files that answer them share. */
#ifndef REPORT_QUESTIONS_PRIVATE_H
#define REPORT_QUESTIONS_PRIVATE_H

#include <time.h>

#include "report/questions.h"

/* The time that a step may take. */
struct pace {
	struct timespec end;
	bool timed;
};
struct pace pace_of(unsigned milliseconds);
bool pace_is_over(struct pace *pace);

/* A new last answer to the question, with its words (owned from here on); beside is "" until it is said. */
struct reply *reply_add(struct questions *questions, enum question question, char *words);
void reply_say_beside(struct reply *answer, char *beside);
void reply_count(struct reply *answer, record_id id); /* one more row that it opens */
void reply_add_sum(struct reply *answer, money_t money); /* NUMBER_UNSET adds nothing */
/* Puts those from the place `from` on in the order of their rows (of money: of their sums), and makes one of all behind
 * the first `most`; true where it does. */
bool replies_fold(struct replies *answers, size_t from, size_t most);

/* Each goes on from where it came to; false when there is no more. They begin with nothing where `begun` is not set. */
typedef bool question_step(struct questions *questions, const struct teller *teller, struct pace *pace);
question_step questions_benefits, questions_services, questions_costs, questions_effort;
void questions_benefits_begin(struct questions *questions);
void questions_services_begin(struct questions *questions);
void questions_effort_begin(struct questions *questions);

/* The record after the one that the step came to, else the first; `looked_at` remembers it. */
bool questions_next(struct questions *questions, struct records *records, struct record *record);

#endif
