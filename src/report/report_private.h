/* The desk and the messages made from it: what their files share. */
#ifndef REPORT_REPORT_PRIVATE_H
#define REPORT_REPORT_PRIVATE_H

#include "report/desk.h"

struct desk_item *desk_item_add(struct desk_items *items);
void desk_items_clear(struct desk_items *items);
void desk_items_cut(struct desk_items *items, size_t count); /* leaves the first `count` */
/* desk_words.c: one decision as a row; false where, looked at closely, there is none. */
bool desk_tell_decision(struct desk_item *item, const struct desk_facts *facts, const struct teller *teller,
                        struct scope_reader *reader, struct ref ref);
/* desk_mine.c, desk_asked.c */
typedef void desk_finder(struct desk_facts *facts, const struct teller *teller, const struct record *record);
/* Calls `found` for every record whose indexed field holds the teller's person. */
void desk_each_of_person(struct desk_facts *facts, const struct teller *teller, uint8_t entity, uint8_t field,
                         desk_finder *found);

void desk_read_own(struct desk_facts *facts, const struct teller *teller);
void desk_read_act(struct desk_facts *facts, const struct teller *teller);
void desk_read_fill(struct desk_facts *facts, const struct teller *teller);
void desk_read_asked(struct desk_facts *facts, const struct teller *teller);
void desk_read_answers(struct desk_facts *facts, const struct teller *teller);
void desk_read_run(struct desk_run *run, const struct view *view);

/* desk_counts.c: conditions that rows are counted by, a little at a time. */
void desk_ask_again(struct desk_facts *facts); /* what is not asked for from here on is forgotten */
size_t desk_ask_count(struct desk_facts *facts, uint8_t entity, const char *where); /* its place */
struct pace;
bool desk_counts_work(struct desk_facts *facts, const struct teller *teller, struct pace *pace);
void desk_tell_counts(struct desk_facts *facts);
void desk_counts_free(struct desk_facts *facts);
/* desk_news.c */
void desk_read_news(struct desk_facts *facts, const struct teller *teller);
void desk_tell_news(struct desk_facts *facts); /* no new findings take no row */
int64_t desk_changes(const struct desk_facts *facts); /* how many; NUMBER_UNSET as long as they are not counted */
/* desk_role.c */
void desk_read_role(struct desk_facts *facts, const struct teller *teller);
bool desk_questions_work(struct desk_facts *facts, const struct teller *teller, unsigned milliseconds);
void desk_tell_role(struct desk_facts *facts, const struct teller *teller);
void desk_role_free(struct desk_facts *facts);

/* notice_words.c */
struct conf;
void notice_append_subject(struct text *out, const struct desk_facts *facts);
void notice_append_body(struct text *out, const struct desk_facts *facts, struct slice name, const struct conf *conf);

#endif
