/* The desk: what its files share. */
#ifndef REPORT_REPORT_PRIVATE_H
#define REPORT_REPORT_PRIVATE_H

#include "report/desk.h"

struct desk_item *desk_item_add(struct desk_items *items);
void desk_items_clear(struct desk_items *items);
/* desk_words.c: one decision as a row; false where, looked at closely, there is none. */
bool desk_tell_decision(struct desk_item *item, const struct desk_facts *facts, const struct teller *teller,
                        struct scope_reader *reader, struct ref ref);
/* desk_mine.c */
void desk_read_own(struct desk_facts *facts, const struct teller *teller);
void desk_read_act(struct desk_facts *facts, const struct teller *teller);
void desk_read_fill(struct desk_facts *facts, const struct teller *teller);
void desk_read_answers(struct desk_facts *facts, const struct teller *teller);
void desk_read_run(struct desk_run *run, const struct view *view);

#endif
