/* Computed figures by name: what --where, --columns, --sort, lists and JSON may ask for beside the stored fields. Each
 * is described by a field row (name, label, help, type) with a number of its own from 200. Systems and services are
 * answered from their summary rows where these hold for today, else computed live; all others live.
 * DESIGN 6. */
#ifndef REGISTER_FIGURES_H
#define REGISTER_FIGURES_H

#include "model/reason.h"
#include "register/session.h"

#define FIGURE_FIRST 200

/* NULL where there is none. By its own name, or by a name in any language, as schema_find_field. */
const struct field *figure_named(const struct entity *entity, struct slice name);
const struct field *figure_find(const struct entity *entity, struct slice name);
const struct field *figure_at(const struct entity *entity, size_t index); /* each in turn; NULL after the last */

struct figures;
struct figures *figures_new(const struct view *view, const struct conf *conf, day_t today);
void figures_free(struct figures **figures);
/* The figure of one record. Not set where it cannot be known. Texts and refs point into the view or the figures, until
 * the next call. */
struct value figures_value(struct figures *figures, const struct record *record, const struct field *figure);
/* The chain of reasons behind it; false where there is none. */
bool figures_reasons(struct figures *figures, const struct record *record, const struct field *figure,
                     struct reasons *reasons);

#endif
