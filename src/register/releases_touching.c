/* What a release touches: its system, what that is joined with, rests under and is made of, and who answers for it. */
#include <stdlib.h>

#include "base/memory.h"
#include "model/schema.h"
#include "register/releases_private.h"

#define CRITICAL_LEAST 3
/* Set in the number of a product that the catalogue knows: the rest is its id. */
#define OF_CATALOGUE (UINT32_C(1) << 31)

static void touch(struct touching *touching, uint32_t release, uint8_t bond, uint32_t what)
{
	const struct release_row *row = &touching->calendar->rows[release];
	if (what == 0)
		return;
	memory_grow(&touching->touches, &touching->capacity, touching->count, sizeof *touching->touches);
	touching->touches[touching->count++] = (struct release_touch){bond, what, release, row->start, row->end};
}

static bool is_open(const struct record *integration)
{
	return record_choice(integration, F_integration_state) != C_integration_state_closed;
}

static void touch_named(struct touching *touching, uint32_t release, uint8_t field)
{
	const struct ref system = touching->calendar->rows[release].system;
	struct naming *naming = naming_new(touching->view, E_integration, field, system);
	struct record integration;
	while (naming_next(naming, &integration))
		if (is_open(&integration))
			touch(touching, release, RELEASE_INTEGRATION, integration.id);
	naming_free(&naming);
}

static void touch_integrations(struct touching *touching, uint32_t release)
{
	struct record integration;
	bool on = false;
	while (records_child(touching->integrations, touching->calendar->rows[release].system.id, &on, &integration))
		if (is_open(&integration))
			touch(touching, release, RELEASE_INTEGRATION, integration.id);
	touch_named(touching, release, F_integration_to_system);
	touch_named(touching, release, F_integration_via);
}

/* A service that is no longer offered when the release comes is disturbed by nothing. */
static bool is_critical(const struct record *service, day_t day)
{
	day_t to = record_day(service, F_service_to);
	int64_t criticality = record_number(service, F_service_criticality);
	return criticality != NUMBER_UNSET && criticality >= CRITICAL_LEAST && (to == DAY_UNSET || to >= day);
}

static void touch_services(struct touching *touching, uint32_t release)
{
	const struct release_row *row = &touching->calendar->rows[release];
	struct record support, service;
	bool on = false;
	while (records_child(touching->supports, row->system.id, &on, &support))
		if (view_record(touching->view, record_ref(&support, F_support_service), &service) &&
		    is_critical(&service, row->start))
			touch(touching, release, RELEASE_SERVICE, service.id);
}

/* ---- products: by what the catalogue knows them as, and by what they are called ---- */

static void name_product(struct touching *touching, uint32_t release, const struct record *component)
{
	size_t from = touching->names.size;
	text_append_squeezed(&touching->names, record_text(component, F_component_product));
	if (touching->names.size == from)
		return;
	touch(touching, release, RELEASE_PRODUCT, OF_CATALOGUE);
	memory_grow(&touching->named, &touching->named_capacity, touching->named_count, sizeof *touching->named);
	touching->named[touching->named_count++] =
		(struct named_product){from, {NULL, touching->names.size - from}, touching->count - 1, record_self(component)};
}

static void touch_products(struct touching *touching, uint32_t release)
{
	struct record component, known;
	bool on = false;
	while (records_child(touching->components, touching->calendar->rows[release].system.id, &on, &component)) {
		name_product(touching, release, &component);
		if (view_record(touching->view, record_ref(&component, F_component_release), &known))
			touch(touching, release, RELEASE_PRODUCT, OF_CATALOGUE | known.parent);
	}
}

static int compare_named(const void *a, const void *b)
{
	const struct named_product *x = a, *y = b;
	int order = slice_compare(x->name, y->name);
	return order != 0 ? order : ref_compare(x->component, y->component);
}

/* The same name, the same number, from 1. */
static void number_products(struct touching *touching)
{
	for (size_t i = 0; i < touching->named_count; i++)
		touching->named[i].name.data = touching->names.data + touching->named[i].from;
	if (touching->named_count > 0)
		qsort(touching->named, touching->named_count, sizeof *touching->named, compare_named);
	for (size_t i = 0; i < touching->named_count; i++) {
		const struct named_product *named = &touching->named[i];
		if (i == 0 || !slice_equal(named[-1].name, named->name)) {
			memory_grow(&touching->products, &touching->product_capacity, touching->product_count,
			            sizeof *touching->products);
			touching->products[touching->product_count++] = named->component;
		}
		touching->touches[named->touch].what = (uint32_t)touching->product_count;
	}
}

/* ---- */

void touching_read(struct touching *touching, const struct view *view, const struct release_calendar *calendar)
{
	*touching = (struct touching){.view = view, .calendar = calendar};
	touching->integrations = records_new(view, E_integration);
	touching->supports = records_new(view, E_support);
	touching->components = records_new(view, E_component);
	for (uint32_t i = 0; i < calendar->count; i++) {
		if (!calendar->rows[i].ahead)
			continue;
		touch(touching, i, RELEASE_SYSTEM, calendar->rows[i].system.id);
		touch(touching, i, RELEASE_PERSON, calendar->rows[i].responsible.id);
		touch_integrations(touching, i);
		touch_services(touching, i);
		touch_products(touching, i);
	}
	number_products(touching);
}

void touching_free(struct touching *touching)
{
	records_free(&touching->integrations);
	records_free(&touching->supports);
	records_free(&touching->components);
	text_free(&touching->names);
	free(touching->touches);
	free(touching->named);
	free(touching->products);
	*touching = (struct touching){0};
}

struct ref touching_thing(const struct touching *touching, uint8_t bond, uint32_t what)
{
	static const uint8_t entities[RELEASE_BONDS] = {[RELEASE_SYSTEM] = E_system,
	                                                [RELEASE_INTEGRATION] = E_integration,
	                                                [RELEASE_SERVICE] = E_service,
	                                                [RELEASE_PRODUCT] = E_product,
	                                                [RELEASE_PERSON] = E_person};
	if (bond == RELEASE_PRODUCT && (what & OF_CATALOGUE) == 0)
		return touching->products[what - 1];
	return (struct ref){entities[bond], what & ~OF_CATALOGUE};
}
