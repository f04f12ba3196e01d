/* Files of endoflife.date: which releases a product has and how long they are supported.
 *
 * Source: the API's descriptions, openapi-v1.yml (`products/full` and a single product) and openapi-v0.yml (a file per
 * product). The form is told by the file itself. */
#ifndef EXCHANGE_ENDOFLIFE_H
#define EXCHANGE_ENDOFLIFE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "exchange/input.h"

/* What a file says of a release where it has no end date. The numbers are those of the schema's choice. */
enum catalogue_state {
	CATALOGUE_DATED = 0, /* the date is there, or nothing at all is said */
	CATALOGUE_ENDED_UNKNOWN = 1,
	CATALOGUE_SUPPORTED_UNKNOWN = 2,
};

/* Texts are empty and days DAY_UNSET where the file says nothing. */
struct catalogue_release {
	struct slice cycle; /* unique within the product */
	struct slice label, codename, latest;
	day_t released;
	day_t support_end;  /* the last day of active support: eoasFrom, v0 `support` */
	day_t security_end; /* the last day of security support: eolFrom, v0 `eol`, unchanged */
	day_t extended_end; /* of support that has to be bought: eoesFrom, v0 `extendedSupport` */
	day_t discontinued;
	enum catalogue_state state;
	bool is_lts; /* on the day asked for, where the file has a date */
};

struct catalogue_identifier {
	struct slice type, id; /* "purl", "pkg:deb/debian/postgresql-15" */
};

struct catalogue_product {
	struct slice name; /* the key: "postgresql" */
	struct slice label, category;
	/* A v0 file holds the name and the releases only: label, category, aliases and identifiers are then not known,
	 * rather than none. */
	bool bare;
	const struct slice *aliases;
	size_t alias_count;
	const struct catalogue_identifier *identifiers;
	size_t identifier_count;
	const struct catalogue_release *releases; /* in the order of the file, newest first */
	size_t release_count;
};

/* What was read, so that nothing is dropped silently. */
struct catalogue_counts {
	size_t products, releases, aliases, identifiers;
	size_t ended_unknown, supported_unknown;
	/* Active support, extended support or end of sale told by yes or no without a date: not kept. */
	size_t undated;
	size_t unknown; /* values in places the format does not have: not kept */
	day_t generated; /* the file's own day; DAY_UNSET where it has none */
};

struct endoflife_options {
	day_t today;          /* the day for which `is_lts` is worked out */
	struct slice product; /* the name for a v0 file; empty: the file's name without ".json" */
};

/* Valid during the call. False ends the reading; the place is added to the error. */
typedef bool catalogue_handler(void *context, const struct catalogue_product *product, struct error *error);

/* Products come as they stand in the file, so some may have been told when the file turns out to be broken. `counts`
 * is written on success. */
bool endoflife_read(struct input *input, const struct endoflife_options *options, catalogue_handler *handler,
	void *context, struct catalogue_counts *counts, struct error *error);

#endif
