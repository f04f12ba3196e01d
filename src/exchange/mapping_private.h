/* Parts of the reader of mappings. What may stand where is in tables; anything else is an error with its line. */
#ifndef EXCHANGE_MAPPING_PRIVATE_H
#define EXCHANGE_MAPPING_PRIVATE_H

#include "conf/document.h"
#include "exchange/import_plan.h"

struct mapping {
	const struct document *document;
	struct import_plan *plan;
	const struct entity *entity; /* of the record being read */
	struct error *error;
};

/* `into` is the setting's place in what the table is about. */
typedef bool mapping_taker(struct mapping *mapping, const struct node *node, void *into);

struct mapping_option {
	const char *name; /* NULL ends */
	mapping_taker *take;
	size_t offset;
};

/* By the row of its name into `target`; false where there is none. */
bool mapping_take(struct mapping *mapping, const struct node *node, const struct mapping_option *options, void *target);

mapping_taker mapping_take_text; /* char * */
mapping_taker mapping_take_flag; /* bool */
bool mapping_take_texts(struct mapping *mapping, const struct node *node, char ***texts, size_t *count);

/* A field that the record has, by its name; NULL with the error filled. */
const struct field *mapping_field(struct mapping *mapping, const struct node *node, const struct entity *entity,
                                  const char *name);
const struct plan_cell *mapping_cell_of(const struct plan_record *record, const struct field *field);

/* name = "Column" or name = { column = "Column"; … }. */
bool mapping_take_cell(struct mapping *mapping, const struct node *node, struct plan_record *record);
bool mapping_take_record(struct mapping *mapping, const struct node *node);

#endif
