/* A software bill of materials: what a system is made of, as the tools that build or scan it say.
 *
 * CycloneDX in JSON, versions 1.2 to 1.7, after the schema of https://cyclonedx.org/specification/overview. Read in
 * bounded memory: nesting, texts and members as exchange/json.h limits them, and the number of parts below. */
#ifndef EXCHANGE_BOM_H
#define EXCHANGE_BOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/input.h"

#define BOM_PART_LIMIT 200000
#define BOM_TEXT_LIMIT ((size_t)128 << 20) /* bytes of all names, versions and identifiers */

/* A text of a bom: where it stands in its room. */
struct bom_text {
	size_t at, size;
};

struct bom_part {
	struct bom_text type, group, name, version;
	struct bom_text identifier; /* package address, else platform name (CPE), else SWID tag; as written */
	uint8_t trust;              /* how good the identifier is: the reader's own */
	size_t line;                /* where it begins in the file */
};

struct bom {
	struct text texts;
	struct bom_part *parts; /* those of a nested part after it: all that the document holds below "components" */
	size_t part_count, part_capacity;
	struct bom_text group, name, version, serial; /* what it is about, and its own number; empty where not said */
	struct bom_text number;                       /* of this edition of it */
	size_t services; /* called by the system, no part of it: counted only */
};

/* Fills `bom`, which bom_free frees whatever is returned. The error names file, line and column. */
bool bom_read(struct bom *bom, struct input *input, struct error *error);
void bom_free(struct bom *bom);

struct slice bom_slice(const struct bom *bom, struct bom_text text);

/* The layer of a type of CycloneDX (C_layer_…; 0: not told by it). False for what has no life of its own that could
 * end: files, data, keys. */
bool bom_layer(struct slice type, uint8_t *layer);
/* "laravel/framework": the group before the name, unless the name has it already. */
void bom_append_name(struct text *out, struct slice group, struct slice name);
#endif
