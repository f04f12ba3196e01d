/* Which component of a system each part of a list is. */
#ifndef EXCHANGE_BOM_MATCH_H
#define EXCHANGE_BOM_MATCH_H

#include "exchange/bom.h"
#include "register/edit.h"

enum part_fate {
	PART_NEW,
	PART_OWN,      /* a component that this list brought before */
	PART_THEIRS,   /* a component that a person or another list entered: it stays as it is */
	PART_AGAIN,    /* the same as a part before it */
	PART_LEFT_OUT, /* nothing that could lose its support */
	PART_FATES
};

struct bom_match_part {
	struct slice product, version, identifier; /* the match's own texts */
	uint8_t layer;                             /* C_layer_…; 0: not known */
	enum part_fate fate;
	struct ref component; /* of PART_OWN */
	size_t line;
};

/* The parts of several lists that are read together. */
struct bom_seen;
struct bom_seen *bom_seen_new(void);
void bom_seen_free(struct bom_seen **seen);

/* A part is the component with its identifier; or, where that has none, its product and version; else what another
 * version of it was in the same list before. `source` is what components that the list brought say they come from.
 * Everything is the match's own; the view must outlive the call only. */
struct bom_match;
struct bom_match *bom_match_new(const struct view *view, struct ref system, struct slice source, const struct bom *bom,
                                struct bom_seen *seen);
void bom_match_free(struct bom_match **match);
size_t bom_match_count(const struct bom_match *match);
const struct bom_match_part *bom_match_part(const struct bom_match *match, size_t index);

#endif
