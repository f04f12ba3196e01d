/* The pass over the register: everything, or what has changed since the last run and what depends on it. */
#include <stdlib.h>

#include "audit/pass_private.h"
#include "base/memory.h"

static void make_cases(struct pass *pass)
{
	pass->cases = memory_new_array(pass->settings.count, sizeof *pass->cases);
	pass->walks = memory_new_array(pass->settings.count, sizeof *pass->walks);
	for (size_t i = 0; i < pass->settings.count; i++) {
		const struct active_rule *active = &pass->settings.items[i];
		pass->cases[i] = (struct rule_case){.world = &pass->world, .rule = active->rule,
		                                    .thresholds = active->thresholds, .active = active,
		                                    .collector = &pass->collector};
	}
}

static bool read_everything(struct walk *walk, struct error *error)
{
	world_read_people(&walk->pass->world);
	return pass_systems(walk, error) && pass_records(walk, error) && pass_register(walk, error) &&
	       resolve_elsewhere(walk, error);
}

static void look_with(struct pass *pass, enum rule_part part)
{
	for (size_t i = 0; i < pass->settings.count; i++)
		pass->settings.items[i].looked = pass->settings.items[i].on && pass->settings.items[i].part == part;
}

/* First the changed systems and records, with the rules that look at one thing at a time; then, wholly, the rules
 * that what has changed touches and that need all of it. */
static bool read_changes(struct walk *walk, const struct delta *delta, struct error *error)
{
	struct pass *pass = walk->pass;
	for (size_t i = 0; i < delta->gone.count; i++)
		uncount_finding(pass, &delta->gone.items[i]);
	look_with(pass, PART_CHANGED);
	if (!pass_changed_systems(walk, &delta->systems, error) || !pass_changed_records(walk, &delta->records, error))
		return false;
	look_with(pass, PART_WHOLE);
	read_stored_of_rules(walk);
	pass_tallies(walk);
	return pass_records(walk, error) && pass_register(walk, error) && resolve_elsewhere(walk, error);
}

bool pass_everything(struct pass *pass, const struct delta *delta, struct error *error)
{
	struct walk walk = {.pass = pass, .stored = records_new(pass->view, E_finding)};
	make_cases(pass);
	bool ok = own_rules_begin(pass, error) &&
	          (delta == NULL ? read_everything(&walk, error) : read_changes(&walk, delta, error)) &&
	          outbox_flush(&pass->outbox, true, error) && (!pass->writes_summaries || patch_summaries(&walk, error));
	own_rules_end(pass);
	index_free(&pass->contract_systems);
	index_free(&walk.by_about);
	records_free(&walk.stored);
	free(walk.below.items);
	free(walk.matched);
	free(walk.changes);
	return ok;
}
