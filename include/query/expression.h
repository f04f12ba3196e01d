/* The one language of conditions: --where, filters on screen, scopes of reviews, an organisation's own rules. DESIGN 6.
 *
 *   criticality >= 3 and decide_by < today + 12m and unit = "Socialförvaltningen"
 *
 * condition  a and b   a or b   not a   ( a )   a field of yes or no by itself
 * compare    = != < <= > >= two values of a kind: texts regardless of case and in Swedish order, choices in the order
 * of their list, a reference with a code, a unique field or a name (then all records of that name) sets       phase in
 * (in_use, phase_out)   phase not in (…) inside     name contains "care"   aliases contains "Procapita"   access
 * contains steward   name matches "^E-" (PCRE2); of a reference the name of its record is looked at state      is set
 * is unset   is not set   is unknown (answers) values     12  3.5  15%  2027-03-31  2027-Q1  2027-03-31T10:00:00Z today
 * + 12m  in_use  yes  "text"  'text'  SYS-0042; a quote inside a text is doubled; today and a date field are moved by
 * steps of d, w, m or y: end - 30d paths      supplier.country   unit.parent.name; of the header revision, created,
 * created_by, changed, changed_by; figures, such as decide_by below      count(component where support_ends < today) >
 * 0   exists(licence where end < today) sum(cost.amount where year = 2026)   min(…)   max(…)   count(assignment via
 * deputy) where several lead here
 *
 * Names of fields, entities and choices and the words above are accepted in Swedish too, "_" for a space:
 * besluta_senast.
 *
 * Three values (Kleene): a comparison with a value that is not set is unknown; `is …` is never unknown. count and
 * exists know how many there are at least and at most: with an undecided child, count(…) > 0 is unknown where no other
 * decides it. sum, min and max of nothing are not set, and so they are where a child's condition is unknown. A
 * `matches` that reaches its limits is unknown. */
#ifndef QUERY_EXPRESSION_H
#define QUERY_EXPRESSION_H

#include "query/reading.h"

#define EXPRESSION_SIZE_MAX 8192

enum truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE };

struct expression;

/* Parses and checks `text` for records of `entity`; nothing is looked up in a store. An error begins with "column 14:
 * ", characters counted from 1, and *place (may be NULL) is the byte. Empty text is an error. */
struct expression *expression_parse(const struct entity *entity, struct slice text, size_t *place, struct error *error);
void expression_free(struct expression **expression);
const struct entity *expression_entity(const struct expression *expression);
/* The canonical text: stable names, fewest parentheses. Parsing it gives the same expression. */
void expression_append(struct text *out, const struct expression *expression);
/* Every field and figure it looks at, once for each mention. */
void expression_fields(const struct expression *expression,
                       void (*found)(void *context, const struct entity *entity, const struct field *field),
                       void *context);

/* An expression made ready for one reading: references looked up, patterns compiled, days worked out. The expression
 * and the reading outlive it. Nothing is allocated for a record. NULL with words, and the place, where a reference
 * names nothing. */
struct evaluation;
struct evaluation *evaluation_new(const struct expression *expression, struct reading *reading, size_t *place,
                                  struct error *error);
void evaluation_free(struct evaluation **evaluation);
enum truth evaluation_test(struct evaluation *evaluation, const struct record *record);

#endif
