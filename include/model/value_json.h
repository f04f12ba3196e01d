/* Values in JSON: whole numbers, decimals and percentages as numbers; money as a string; choices and lists as arrays;
 * reasons as objects of their stable name and arguments; all else as its text form. Not set is null. */
#ifndef MODEL_VALUE_JSON_H
#define MODEL_VALUE_JSON_H

#include "base/json_writer.h"
#include "model/reason.h"
#include "model/value.h"

void value_write_json(struct json_writer *json, const struct field *field, const struct value *value,
                      const struct value_writer *writer);
void reasons_write_json(struct json_writer *json, const struct reasons *chain, const struct value_writer *writer);

#endif
