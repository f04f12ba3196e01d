/* OBS: what is about products and releases rather than one component, and what is passed on between systems. */
#include "audit/rules_obs.h"

/* How many components, and a system that has one: components are called as their product is. */
static void add_components(struct found *found, const struct tally *tally, record_id system)
{
	if (tally->count == 1)
		reasons_add(&found->reasons, REASON_component_there, (struct ref){E_system, system});
	else
		reasons_add(&found->reasons, REASON_components_there, (int64_t)tally->count, (struct ref){E_system, system});
}

/* ---- the product catalogue does not know it ---- */

#define KEY_SIZE 96

/* The product as it is compared: small letters, without space, '-', '_' and '.'; letters outside ASCII as they are. Cut
 * between characters. */
static struct slice product_key(struct slice product, char key[KEY_SIZE])
{
	struct slice squeezed = {key, 0};
	for (size_t i = 0; i < product.size && squeezed.size < KEY_SIZE; i++) {
		char c = product.data[i];
		if (squeezed.size >= KEY_SIZE - 4 && ((unsigned char)c & 0xC0) != 0x80)
			break;
		if (c != ' ' && c != '-' && c != '_' && c != '.')
			key[squeezed.size++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return squeezed;
}

/* longer_supported is filled in where the catalogue has the product, whether it has the version or not. */
void obs_look_for_unknown_product(const struct rule_case *at)
{
	const struct record_list *components = &at->scope->lists[E_component];
	char key[KEY_SIZE];
	for (size_t i = 0; system_is_used(at->record) && i < components->count; i++) {
		const struct record *component = &components->items[i];
		if (record_is_set(component, F_component_release) || !record_is_set(component, F_component_version) ||
		    at->scope->component_clocks[i].support_ends != DAY_UNSET)
			continue;
		struct slice product = product_key(record_text(component, F_component_product), key);
		tally_add(at, (struct ref){0, 0}, product, record_self(component));
	}
}

void obs_settle_unknown_product(const struct rule_case *at, const struct tally *tally)
{
	struct record component;
	if (!view_record(at->world->view, tally->first, &component))
		return;
	struct found *found = tally_finding(at, tally);
	struct slice product = record_text(&component, F_component_product);
	if (record_is_set(&component, F_component_longer_supported))
		reasons_add(&found->reasons, REASON_version_not_in_catalogue, product, record_text(&component, F_component_version));
	else
		reasons_add(&found->reasons, REASON_product_not_in_catalogue, product);
	add_components(found, tally, component.parent);
	found_add_catalogue(found, at->world);
}

/* ---- by release ---- */

/* The release of a component, else the component itself. */
static struct ref release_of(const struct record *component)
{
	struct ref release = record_ref(component, F_component_release);
	return ref_is_set(release) ? release : record_self(component);
}

/* A release is called by its cycle alone: the product before it says which. */
static void add_release(const struct rule_case *at, struct found *found)
{
	struct record release;
	if (found->about.entity == E_release && view_record(at->world->view, found->about, &release))
		reasons_add(&found->reasons, REASON_release_of, (struct ref){E_product, release.parent},
		            record_text(&release, F_release_cycle));
}

void obs_look_for_active_end(const struct rule_case *at)
{
	const struct record_list *components = &at->scope->lists[E_component];
	for (size_t i = 0; system_is_used(at->record) && i < components->count; i++) {
		const struct component_clock *clock = &at->scope->component_clocks[i];
		day_t active_end = record_day(&components->items[i], F_component_active_end);
		bool ended = clock->support_ends != DAY_UNSET && clock->support_ends < at->world->today;
		if (active_end != DAY_UNSET && active_end < at->world->today && !ended && clock->source != SUPPORT_EXTENDED)
			tally_add(at, release_of(&components->items[i]), SLICE(""), record_self(&components->items[i]));
	}
}

void obs_settle_active_end(const struct rule_case *at, const struct tally *tally)
{
	struct record component;
	if (!view_record(at->world->view, tally->first, &component))
		return;
	struct found *found = tally_finding(at, tally);
	add_release(at, found);
	reasons_add(&found->reasons, REASON_active_support_ended, (int64_t)record_day(&component, F_component_active_end));
	if (record_is_set(&component, F_component_vendor_end))
		reasons_add(&found->reasons, REASON_support_vendor, (int64_t)record_day(&component, F_component_vendor_end));
	add_components(found, tally, component.parent);
	found_add_catalogue(found, at->world);
}

/* ---- we have said no to it ---- */

static bool is_refused(const struct record *component, day_t today)
{
	uint8_t standing = record_choice(component, F_component_standing);
	day_t until = record_day(component, F_component_standing_until);
	return standing == C_standing_denied || (standing != 0 && until != DAY_UNSET && until < today);
}

/* The version has no release: the product is found by its name, else its components are counted under the register. */
static struct ref product_named(const struct audit_world *world, struct slice name)
{
	struct index *index = index_new(world->view, schema_field(schema_entity(E_product), F_product_name), E_product);
	const struct value value = {.set = true, .text = name};
	struct index_hit hit;
	bool there = index_seek(index, &value, &hit);
	index_free(&index);
	return there ? (struct ref){E_product, hit.id} : (struct ref){0, 0};
}

static struct ref product_of(const struct audit_world *world, const struct record *component)
{
	struct record release;
	if (view_record(world->view, record_ref(component, F_component_release), &release))
		return (struct ref){E_product, release.parent};
	return product_named(world, record_text(component, F_component_product));
}

void obs_look_for_standing(const struct rule_case *at)
{
	const struct record_list *components = &at->scope->lists[E_component];
	char key[KEY_SIZE];
	for (size_t i = 0; system_is_used(at->record) && i < components->count; i++) {
		const struct record *component = &components->items[i];
		if (!is_refused(component, at->world->today))
			continue;
		struct ref product = product_of(at->world, component);
		struct slice name = product_key(record_text(component, F_component_product), key);
		tally_add(at, product, ref_is_set(product) ? SLICE("") : name, record_self(component));
	}
}

void obs_settle_standing(const struct rule_case *at, const struct tally *tally)
{
	struct record component;
	if (!view_record(at->world->view, tally->first, &component))
		return;
	struct found *found = tally_finding(at, tally);
	uint8_t standing = record_choice(&component, F_component_standing);
	day_t until = record_day(&component, F_component_standing_until);
	reasons_add(&found->reasons, REASON_standing, (int64_t)(CHOICES_standing * 256 + standing));
	if (until != DAY_UNSET) {
		reasons_add(&found->reasons, REASON_standing_until, (int64_t)until);
		found->due = until;
	}
	add_components(found, tally, component.parent);
	if (!ref_is_set(tally->about))
		reasons_add(&found->next_step, REASON_do_judge_product, tally->first);
}

/* ---- ended, date unknown ---- */

void obs_look_for_undated(const struct rule_case *at)
{
	for (size_t i = 0; system_is_used(at->record) && i < at->scope->facts.component_count; i++)
		if (at->scope->component_clocks[i].source == SUPPORT_ENDED_UNDATED) {
			const struct record *component = &at->scope->lists[E_component].items[i];
			tally_add(at, release_of(component), SLICE(""), record_self(component));
		}
}

void obs_settle_undated(const struct rule_case *at, const struct tally *tally)
{
	struct record component;
	if (!view_record(at->world->view, tally->first, &component))
		return;
	struct found *found = tally_finding(at, tally);
	add_release(at, found);
	reasons_add(&found->reasons, REASON_support_ended_undated, (int64_t)record_day(&component, F_component_vendor_end));
	add_components(found, tally, component.parent);
	found_add_catalogue(found, at->world);
}

/* ---- passed on, one step ---- */

static bool is_without_support(const struct audit_world *world, record_id system)
{
	return system != 0 && system_support_has_ended(world, system) && target_is_used(world, (struct ref){E_system, system});
}

static void tell_of_exposed(const struct rule_case *at, record_id exposed, record_id through)
{
	struct found *found = finding_add(at);
	found->system = exposed;
	reasons_add(&found->reasons, REASON_exposed_through, (struct ref){E_system, exposed}, (struct ref){E_system, through});
}

/* A system that has lost its support itself has that to put right first. */
void obs_look_for_exposed(const struct rule_case *at)
{
	uint8_t state = record_choice(at->record, F_integration_state);
	record_id from = record_ref_id(at->record, F_integration_from_system);
	record_id to = record_ref_id(at->record, F_integration_to_system);
	if (!record_yes(at->record, F_integration_critical) || from == 0 || to == 0 ||
	    state == C_integration_state_planned || state == C_integration_state_closed)
		return;
	bool from_ended = is_without_support(at->world, from), to_ended = is_without_support(at->world, to);
	if (from_ended == to_ended)
		return;
	record_id exposed = from_ended ? to : from;
	if (target_is_used(at->world, (struct ref){E_system, exposed}))
		tell_of_exposed(at, exposed, from_ended ? from : to);
}
