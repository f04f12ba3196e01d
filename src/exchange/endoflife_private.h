/* Reading endoflife.date: endoflife.c follows the document, endoflife_fields.c knows the members. */
#ifndef EXCHANGE_ENDOFLIFE_PRIVATE_H
#define EXCHANGE_ENDOFLIFE_PRIVATE_H

#include <stdint.h>

#include "exchange/endoflife.h"
#include "exchange/json.h"

#define ENDOFLIFE_PRODUCT_LIMIT ((size_t)64 << 20) /* bytes of the texts of one product */
#define ENDOFLIFE_LIST_LIMIT 20000                 /* releases, aliases or identifiers of one product */

enum endoflife_form {
	FORM_UNKNOWN,
	FORM_FULL,   /* v1, result: a list of products */
	FORM_SINGLE, /* v1, result: one product */
	FORM_V0,     /* a list of releases */
};

/* A text kept for the product being read; offsets, since the room may move. */
struct kept_text {
	size_t offset, size;
};

enum told {
	NOT_TOLD,
	TOLD_NO,
	TOLD_YES,
};

struct draft_release {
	struct kept_text cycle, label, codename, latest;
	day_t released, support_end, security_end, extended_end, discontinued, lts_from;
	enum told security_over, is_lts;
	/* Only counted: without a date they are not kept. In v0 the first two mean the opposite, still supported. */
	enum told support_over, extended_over, is_discontinued;
};

struct draft_identifier {
	struct kept_text type, id;
};

struct draft_product {
	struct text texts;
	struct kept_text name, label, category;
	bool has_releases;
	struct kept_text *aliases;
	size_t alias_count, alias_capacity;
	struct draft_identifier *identifiers;
	size_t identifier_count, identifier_capacity;
	struct draft_release *releases;
	size_t release_count, release_capacity;
};

struct endoflife {
	const struct endoflife_options *options;
	catalogue_handler *handler;
	void *context;
	const char *file_name;
	enum endoflife_form form;
	struct draft_product product;
	struct catalogue_counts counts;
	int64_t total; /* products, as the file tells it; NUMBER_UNSET where it does not */
};

/* Takes a member of the product (`path` ".name") or of its last release ("releases[].name", in v0 "cycle"). */
bool endoflife_take_product_member(struct endoflife *reader, struct slice path, const struct json_value *value,
	struct error *error);
bool endoflife_take_release_member(struct endoflife *reader, struct slice path, const struct json_value *value,
	struct error *error);

void draft_product_clear(struct draft_product *product);
void draft_product_free(struct draft_product *product);
bool draft_add_release(struct draft_product *product, struct error *error);
bool draft_keep_text(
	struct draft_product *product, const struct json_value *value, struct kept_text *kept, struct error *error);
/* Checks the product being read, tells it to the handler, counts it and clears it. */
bool draft_tell(struct endoflife *reader, struct error *error);

#endif
