/* What the parts of the calendar of releases share. */
#ifndef REGISTER_RELEASES_PRIVATE_H
#define REGISTER_RELEASES_PRIVATE_H

#include "base/text.h"
#include "register/releases.h"

/* What releases touch: numbers for what has no id of its own, products. */
struct touching {
	const struct view *view;
	const struct release_calendar *calendar;
	struct release_touch *touches;
	size_t count, capacity;
	struct records *integrations, *supports, *components;
	struct named_product {
		size_t from;        /* where it stands in `names`, which moves while it grows */
		struct slice name;  /* squeezed, when all are there */
		size_t touch;       /* that waits for its number */
		struct ref component;
	} *named;
	size_t named_count, named_capacity;
	struct text names;
	struct ref *products;   /* by number: a component of it */
	size_t product_count, product_capacity;
};
/* Of every release that is ahead. */
void touching_read(struct touching *touching, const struct view *view, const struct release_calendar *calendar);
void touching_free(struct touching *touching);
/* What a bond's number stands for. */
struct ref touching_thing(const struct touching *touching, uint8_t bond, uint32_t what);

/* Adds what falls in a freeze. */
void freezes_read(struct release_calendar *calendar, const struct view *view, day_t today);

#endif
