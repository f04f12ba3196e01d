/* The benefits of opportunities as the register has them: what was measured last, when they are followed up, and who
 * pays for what somebody else gains. Sources: FORMULAS F20, DOMAIN 5. */
#ifndef REGISTER_BENEFITS_H
#define REGISTER_BENEFITS_H

#include "lifecycle/benefit.h"
#include "store/store.h"

struct conf;

#define FOLLOW_UPS 3

struct benefit_row {
	struct record benefit;     /* in the view */
	struct record opportunity; /* bytes NULL where it is gone */
	/* Of several measurements (its own, and those below it) the latest gives outcome and realised value. */
	struct benefit_facts facts;
	day_t measured;
	bool followed; /* it has been delivered, and that somebody has said */
	int64_t months[FOLLOW_UPS];
	struct follow_up follow_ups[FOLLOW_UPS];
	struct ref gains, pays; /* units; not set where nobody has said */
};

struct benefit_reader;
/* All of them outlive the reader. */
struct benefit_reader *benefit_reader_new(const struct view *view, const struct conf *conf, day_t today);
void benefit_reader_free(struct benefit_reader **reader);
void benefit_reader_read(struct benefit_reader *reader, const struct record *benefit, struct benefit_row *row);

/* Somebody else than who gains pays. */
bool benefit_is_paid_elsewhere(const struct benefit_row *row);

#endif
