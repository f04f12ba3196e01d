/* Codes: every record has one, unique in the whole register. A record whose code was not chosen by a person has its
 * entity's prefix and its id: SYS-0042. Only a chosen code is stored. */
#ifndef MODEL_CODE_H
#define MODEL_CODE_H

#include "model/record.h"

void code_append_default(struct text *out, uint8_t entity, record_id id); /* "SYS-0042", at least four digits */
/* Appends the record's code, chosen or default. */
void code_append(struct text *out, const struct record *record);
/* True where `text` is the default code of some id: "SYS-0042", "sys-42" too. */
bool code_parse_default(struct slice text, struct ref *ref);

#endif
