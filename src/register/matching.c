/* Which release of the catalogue a component is: worked out when a component or the catalogue is written, never in the
 * audit. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lifecycle/support.h"
#include "register/register_private.h"

#define MERGED_DEEP 8 /* products into one another */

struct release_row {
	record_id id;
	struct slice cycle; /* into catalogue.texts, fixed up when all is read */
	size_t cycle_at;
	struct release_support support;
	day_t active_end, state_since;
};

struct product_row {
	record_id id;
	size_t first_release, release_count;
	uint8_t standing;
	day_t standing_until;
};

struct name_row {
	size_t at, size; /* the squeezed name, in texts */
	uint32_t product;
};

struct catalogue {
	uint64_t written; /* the entry that last wrote any of it, when it was read */
	bool old;          /* something of it was written since, in this process */
	struct text texts;
	struct product_row *products;
	struct release_row *releases;
	struct name_row *names; /* sorted by name */
	size_t product_count, product_capacity, release_count, release_capacity, name_count, name_capacity;
};

void catalogue_free(struct catalogue **catalogue)
{
	if (*catalogue == NULL)
		return;
	text_free(&(*catalogue)->texts);
	free((*catalogue)->products);
	free((*catalogue)->releases);
	free((*catalogue)->names);
	free(*catalogue);
	*catalogue = NULL;
}

static void add_name(struct catalogue *catalogue, struct slice name)
{
	size_t at = catalogue->texts.size;
	text_append_squeezed(&catalogue->texts, name);
	if (catalogue->texts.size == at)
		return;
	memory_grow(&catalogue->names, &catalogue->name_capacity, catalogue->name_count, sizeof *catalogue->names);
	catalogue->names[catalogue->name_count++] =
		(struct name_row){at, catalogue->texts.size - at, (uint32_t)catalogue->product_count - 1};
}

static void add_names(struct catalogue *catalogue, struct slice list)
{
	struct slice name;
	while (value_list_next_text(&list, &name))
		add_name(catalogue, name);
}

static void add_product(struct catalogue *catalogue, const struct record *product)
{
	memory_grow(&catalogue->products, &catalogue->product_capacity, catalogue->product_count, sizeof *catalogue->products);
	catalogue->products[catalogue->product_count++] = (struct product_row){
		.id = product->id,
		.first_release = catalogue->release_count,
		.standing = record_choice(product, F_product_standing),
		.standing_until = record_day(product, F_product_standing_until),
	};
}

static void add_product_names(struct catalogue *catalogue, const struct record *product)
{
	add_name(catalogue, record_text(product, F_product_name));
	add_name(catalogue, record_text(product, F_product_label));
	add_names(catalogue, record_text(product, F_product_aliases));
	add_names(catalogue, record_text(product, F_product_identifiers));
}

static void add_release(struct catalogue *catalogue, const struct record *release)
{
	struct slice cycle = record_text(release, F_release_cycle);
	memory_grow(&catalogue->releases, &catalogue->release_capacity, catalogue->release_count, sizeof *catalogue->releases);
	catalogue->releases[catalogue->release_count++] = (struct release_row){
		.id = release->id, .cycle = {NULL, cycle.size}, .cycle_at = catalogue->texts.size,
		.support = {.security_end = record_day(release, F_release_security_end),
		            .seen = day_later(record_day(release, F_release_seen), record_day(release, F_release_state_since)),
		            .state = record_choice(release, F_release_state)},
		.active_end = record_day(release, F_release_support_end), .state_since = record_day(release, F_release_state_since),
	};
	text_append(&catalogue->texts, cycle);
	catalogue->products[catalogue->product_count - 1].release_count++;
}

static int compare_bytes(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
	return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

static int compare_names(const void *a, const void *b, void *texts)
{
	const struct name_row *x = a, *y = b;
	const char *data = ((const struct text *)texts)->data;
	int order = compare_bytes(data + x->at, x->size, data + y->at, y->size);
	return order != 0 ? order : (x->product > y->product) - (x->product < y->product);
}

static uint64_t last_written(const struct view *view)
{
	uint64_t products = view_written(view, E_product), releases = view_written(view, E_release);
	return products > releases ? products : releases;
}

/* The product's names and releases, and after them those of the products that were merged into it: its own count
 * first. */
static void add_called(struct catalogue *catalogue, const struct view *view, struct records *releases,
                       const struct record *product, unsigned depth)
{
	struct naming *merged = naming_new(view, E_product, F_product_replaced_by, record_self(product));
	struct record row;
	bool on = false;
	add_product_names(catalogue, product);
	while (records_child(releases, product->id, &on, &row))
		add_release(catalogue, &row);
	while (depth < MERGED_DEEP && naming_next(merged, &row))
		add_called(catalogue, view, releases, &row, depth + 1);
	naming_free(&merged);
}

static struct catalogue *read_catalogue(const struct view *view)
{
	struct catalogue *catalogue = memory_new(sizeof *catalogue);
	struct records *products = records_new(view, E_product), *releases = records_new(view, E_release);
	struct record product;
	catalogue->written = last_written(view);
	for (bool there = records_first(products, &product); there; there = records_next(products, &product)) {
		if (record_is_set(&product, F_product_replaced_by))
			continue;
		add_product(catalogue, &product);
		add_called(catalogue, view, releases, &product, 0);
	}
	for (size_t i = 0; i < catalogue->release_count; i++)
		catalogue->releases[i].cycle.data = catalogue->texts.data + catalogue->releases[i].cycle_at;
	if (catalogue->name_count > 0)
		qsort_r(catalogue->names, catalogue->name_count, sizeof *catalogue->names, compare_names, &catalogue->texts);
	records_free(&products);
	records_free(&releases);
	return catalogue;
}

void matching_check(struct session *session, const struct view *view)
{
	if (session->catalogue != NULL && session->catalogue->written != last_written(view))
		catalogue_free(&session->catalogue);
}

static const struct catalogue *current_catalogue(struct session *session, const struct view *view)
{
	if (session->catalogue != NULL && session->catalogue->old)
		catalogue_free(&session->catalogue);
	if (session->catalogue == NULL)
		session->catalogue = read_catalogue(view);
	return session->catalogue;
}

void matching_changed(struct session *session, uint8_t entity)
{
	if ((entity == E_product || entity == E_release) && session->catalogue != NULL)
		session->catalogue->old = true;
}

static const struct product_row *find_name(const struct catalogue *catalogue, struct slice name)
{
	struct text squeezed = {0};
	size_t low = 0, high = catalogue->name_count;
	text_append_squeezed(&squeezed, name);
	while (low < high && squeezed.size > 0) {
		size_t middle = (low + high) / 2;
		const struct name_row *row = &catalogue->names[middle];
		if (compare_bytes(catalogue->texts.data + row->at, row->size, squeezed.data, squeezed.size) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct name_row *row = low < catalogue->name_count ? &catalogue->names[low] : NULL;
	bool found = row != NULL && squeezed.size > 0 &&
	             compare_bytes(catalogue->texts.data + row->at, row->size, squeezed.data, squeezed.size) == 0;
	text_free(&squeezed);
	return found ? &catalogue->products[row->product] : NULL;
}

static const struct release_row *find_release(const struct catalogue *catalogue, const struct product_row *product,
                                              struct slice version)
{
	const struct release_row *best = NULL;
	size_t best_parts = 0;
	for (size_t i = 0; i < product->release_count; i++) {
		const struct release_row *release = &catalogue->releases[product->first_release + i];
		size_t parts = support_cycle_covers(version, release->cycle);
		if (parts > best_parts) {
			best_parts = parts;
			best = release;
		}
	}
	return best;
}

static bool is_longer_supported(const struct catalogue *catalogue, const struct product_row *product,
                                const struct release_row *own, day_t held)
{
	for (size_t i = 0; i < product->release_count; i++) {
		const struct release_row *release = &catalogue->releases[product->first_release + i];
		if (release != own && support_is_longer(&release->support, held))
			return true;
	}
	return false;
}

static day_t draft_day(const struct draft *draft, uint8_t field)
{
	struct value value = draft_value(draft, field);
	return value.set ? (day_t)value.number : DAY_UNSET;
}

static void forget(struct draft *draft)
{
	static const uint8_t fields[] = {F_component_release,    F_component_vendor_state,
	                                 F_component_active_end, F_component_longer_supported,
	                                 F_component_standing,   F_component_standing_until};
	struct value from = draft_value(draft, F_component_vendor_end_from);
	for (size_t i = 0; i < sizeof fields; i++)
		draft_unset(draft, fields[i]);
	if (from.set && from.number == C_end_source_catalogue)
		draft_unset(draft, F_component_vendor_end);
	draft_unset(draft, F_component_vendor_end_from);
}

static void fill_release(struct draft *draft, const struct release_row *release)
{
	day_t typed = draft_day(draft, F_component_vendor_end);
	day_t end = support_vendor_end(release->support.security_end, release->support.state, release->state_since, typed);
	draft_set_ref(draft, F_component_release, (struct ref){E_release, release->id});
	draft_set_day(draft, F_component_vendor_end, end);
	draft_set_day(draft, F_component_active_end, release->active_end);
	if (release->support.state != 0)
		draft_set_number(draft, F_component_vendor_state, release->support.state);
	if (end != DAY_UNSET && end != typed)
		draft_set_number(draft, F_component_vendor_end_from, C_end_source_catalogue);
}

static const struct product_row *find_product(const struct catalogue *catalogue, struct slice identifier,
                                              struct slice name)
{
	const struct product_row *product =
		identifier.size > 0 ? find_name(catalogue, support_identifier_base(identifier)) : NULL;
	return product != NULL ? product : find_name(catalogue, name);
}

record_id matching_product(struct session *session, const struct view *view, const struct record *component)
{
	const struct product_row *product =
		find_product(current_catalogue(session, view), record_text(component, F_component_identifier),
	                 record_text(component, F_component_product));
	return product == NULL ? 0 : product->id;
}

void matching_fill(struct session *session, const struct view *view, struct draft *draft)
{
	if (draft->entity->number != E_component)
		return;
	const struct catalogue *catalogue = current_catalogue(session, view);
	struct value name = draft_value(draft, F_component_product), version = draft_value(draft, F_component_version);
	struct value identifier = draft_value(draft, F_component_identifier);
	forget(draft);
	const struct product_row *product = find_product(catalogue, identifier.set ? identifier.text : (struct slice){0},
	                                                 name.set ? name.text : (struct slice){0});
	const struct release_row *release =
		product != NULL && version.set ? find_release(catalogue, product, version.text) : NULL;
	if (release != NULL)
		fill_release(draft, release);
	if (draft_value(draft, F_component_vendor_end).set && !draft_value(draft, F_component_vendor_end_from).set)
		draft_set_number(draft, F_component_vendor_end_from, C_end_source_typed);
	if (product == NULL)
		return;
	day_t held = draft_day(draft, F_component_extended_end);
	held = held != DAY_UNSET ? held : draft_day(draft, F_component_vendor_end);
	held = held != DAY_UNSET ? held : draft_day(draft, F_component_own_end);
	draft_set_number(draft, F_component_longer_supported,
	                 is_longer_supported(catalogue, product, release, held) ? C_yesno_yes : C_yesno_no);
	if (product->standing != 0)
		draft_set_number(draft, F_component_standing, product->standing);
	draft_set_day(draft, F_component_standing_until, product->standing_until);
}
