/* Records, fields and values as people read them: names for references, the set of words that the person has chosen,
 * money and numbers with their units, reasons as sentences. */
#ifndef TUI_WORDS_H
#define TUI_WORDS_H

#include "model/reason.h"
#include "report/teller.h"
#include "tui/app.h"

/* What the screens tell with: names, rules, reasons and amounts are told as in messages. */
struct teller words_teller(struct glance *glance);

const char *words_entity(const struct app *app, const struct entity *entity);   /* "System", "Digital tool" */
const char *words_entities(const struct app *app, const struct entity *entity); /* "Systems" */
const char *words_field(const struct app *app, const struct field *field);

/* The value as it stands in a list. */
void words_value(struct text *out, struct glance *glance, const struct record *record, const struct field *field,
	const struct value *value);
/* The same with its unit, as it stands beside a label. */
void words_value_whole(struct text *out, struct glance *glance, const struct record *record,
	const struct field *field, const struct value *value);

void words_name(struct text *out, struct glance *glance, struct ref ref); /* its name, else its code */
void words_title(struct text *out, struct glance *glance, const struct record *record);
void words_days(struct text *out, int32_t days); /* "38 days", "1 day" */

/* With a capital letter. */
void words_capital(struct text *out, struct slice words);
/* One reason as a sentence with a capital letter and no stop. */
void words_reason(struct text *out, struct glance *glance, const struct reason *reason);
/* The reasons of a packed chain with "; " between. */
void words_reasons(struct text *out, struct glance *glance, struct slice packed);
/* What a record's finding says, in a line: the rule's title. */
void words_rule(struct text *out, struct app *app, struct slice rule);
void words_actor(struct text *out, struct glance *glance, uint32_t actor); /* a person, or "the nightly audit" */

/* How the state of a decision and a severity look; the words beside them say the same. */
enum role words_decision_role(uint8_t state);
enum role words_severity_role(int64_t severity);

#endif
