/* What things are called by whoever tells of them, screens and messages alike: names as the asking person may read
 * them, rules by their titles, reasons as sentences, amounts with their currency. In the current language. */
#ifndef REPORT_TELLER_H
#define REPORT_TELLER_H

#include "model/reason.h"
#include "query/reading.h"
#include "store/journal.h"

struct conf;
struct rule_list;

/* `= {0}` before use; read when a rule is first told of. */
struct rule_titles {
	struct rule_list *list;
	bool failed;
};
void rule_titles_free(struct rule_titles *titles);

/* Owns nothing; all of it outlives the telling. */
struct teller {
	const struct session *session; /* whose day, configuration and rights */
	const struct view *view;
	struct reading *reading;       /* of that session, from that view */
	struct rule_titles *rules;
};

/* Its name; where its kind has none, the first of what it says: "Anna Berg, system manager, Home care planning"; else
 * its code. */
void teller_name(struct text *out, const struct teller *teller, struct ref ref);
void teller_title(struct text *out, const struct teller *teller, const struct record *record);
/* The same where it is told beside the record `above`, which it does not name again. */
void teller_title_below(struct text *out, const struct teller *teller, const struct record *record, struct ref above);
void teller_rule(struct text *out, const struct teller *teller, struct slice rule); /* its title, else its id */
void teller_reason(struct text *out, const struct teller *teller, const struct reason *reason); /* a sentence */
/* The reasons of a packed chain with "; " between. */
void teller_reasons(struct text *out, const struct teller *teller, struct slice packed);

/* Of an image that is no more: "erased", "disposed of: decision 12 (DEC-0012), before 2020-01-01 (#345)". */
void teller_gone(struct text *out, const struct view *view, const struct image *image);

void teller_amount(struct text *out, money_t money); /* "1 250 000", "12,50" */
void teller_money(struct text *out, money_t money, const struct conf *conf); /* "1 250 000 kr" */
void teller_money_short(struct text *out, money_t money, const struct conf *conf); /* "412 tkr", never broken */

#endif
