/* Everything is read once and looked at: the systems with what stands around them, then the other records, then the
 * register. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_private.h"
#include "base/lang.h"
#include "base/memory.h"
#include "conf/conf.h"

/* What a finding of a rule that looks after the systems changes in the summary row of the system it lies under. */
struct change_below {
	record_id system;
	uint8_t severity;
	int8_t more;
	money_t debt;
};

struct walk {
	struct pass *pass;
	struct records *stored; /* findings, by system */
	struct record at;       /* where that cursor stands */
	bool there;
	struct record_list below; /* stored findings of the system being read */
	bool *matched;
	size_t matched_capacity;
	struct change_below *changes;
	size_t change_count, change_capacity;
};

/* ---- what is done with each finding ---- */

static void finish_found(struct pass *pass, const struct active_rule *active, struct found *found,
                         const struct record *record, const struct record_list *assignments)
{
	if (active->severity_set)
		found->severity = active->severity;
	if (ref_is_set(found->detail_of)) {
		text_clear(&pass->detail);
		view_append_code(pass->view, found->detail_of, &pass->detail);
		found->detail = text_slice(&pass->detail);
	}
	if (found->next_step.count == 0 && *reason_types(active->rule->next_step) == REASON_REF)
		reasons_add(&found->next_step, active->rule->next_step, found->about);
	else if (found->next_step.count == 0 && active->rule->next_step != 0)
		reasons_add(&found->next_step, active->rule->next_step);
	found->person = find_whose(&pass->world, found, record, assignments);
}

static void count_verdict(struct pass *pass, const struct verdict *verdict)
{
	struct audit_counts *counts = &pass->counts;
	if (verdict->state == C_finding_state_accepted)
		counts->accepted++;
	else if (verdict->was_open && verdict->state == C_finding_state_resolved)
		counts->resolved++;
	if (!finding_state_is_open(verdict->state))
		return;
	counts->open[verdict->severity]++;
	counts->fresh[verdict->severity] += verdict->fresh;
	counts->known[verdict->severity] += verdict->known;
}

static money_t debt_of(const struct pass *pass, const struct verdict *verdict)
{
	return verdict->due != DAY_UNSET && verdict->due < pass->world.today ? verdict->cost : 0;
}

static void count_in_summary(const struct pass *pass, struct summary *summary, const struct verdict *verdict)
{
	if (!finding_state_is_open(verdict->state))
		return;
	summary->findings[verdict->severity]++;
	summary->debt += debt_of(pass, verdict);
}

/* The rules that look during a walk: over the systems, or the records of an entity. */
static void choose_walk(struct pass *pass, uint8_t scope, uint8_t entity)
{
	pass->walk_count = 0;
	for (size_t i = 0; i < pass->settings.count; i++) {
		const struct rule *rule = pass->settings.items[i].rule;
		if (pass->settings.items[i].looked && rule->look != NULL && rule->scope == scope &&
		    (scope == RULE_SYSTEM || rule->entity == entity))
			pass->walks[pass->walk_count++] = (uint16_t)i;
	}
}

/* ---- systems ---- */

static void look_at_system(struct pass *pass, struct system_scope *scope)
{
	const struct rule_case *gathers = NULL;
	collector_clear(&pass->collector);
	for (size_t i = 0; i < pass->walk_count; i++) {
		struct rule_case *at = &pass->cases[pass->walks[i]];
		at->scope = scope;
		at->record = &scope->system;
		at->rule->look(at);
		if (at->rule->gathers)
			gathers = at;
	}
	if (gathers != NULL)
		collector_gather(gathers);
}

/* A stored finding whose rule looks after the systems waits for it. */
static bool belongs_elsewhere(struct walk *walk, const struct record *stored, uint16_t place)
{
	const struct rule_settings *settings = &walk->pass->settings;
	if (place == RULE_NONE || !settings->items[place].looked)
		return false;
	const struct rule *rule = settings->items[place].rule;
	if (rule->scope == RULE_SYSTEM && rule->settle == NULL)
		return false;
	elsewhere_add(&walk->pass->elsewhere, place, stored);
	return true;
}

/* Rules that are off find nothing; those that were merely not asked for are left as they are. */
static void match_without(struct walk *walk, const struct record *stored, uint16_t place, struct verdict *verdict)
{
	struct pass *pass = walk->pass;
	if (place != RULE_NONE && pass->settings.items[place].on && !pass->settings.items[place].looked)
		match_left(&pass->matcher, stored, verdict);
	else
		match_gone(&pass->matcher, stored, verdict);
	if (place == RULE_NONE || pass->settings.items[place].looked || !pass->settings.items[place].on)
		count_verdict(pass, verdict);
}

static void take_stored(struct walk *walk, struct summary *summary)
{
	struct verdict verdict;
	uint16_t place = rule_settings_find(&walk->pass->settings, record_text(&walk->at, F_finding_rule));
	if (belongs_elsewhere(walk, &walk->at, place)) {
		match_left(&walk->pass->matcher, &walk->at, &verdict);
		if (summary != NULL)
			count_in_summary(walk->pass, summary, &verdict);
	} else if (summary != NULL) {
		memory_grow(&walk->below.items, &walk->below.capacity, walk->below.count, sizeof walk->at);
		walk->below.items[walk->below.count++] = walk->at;
	} else {
		match_without(walk, &walk->at, place, &verdict);
	}
}

/* The cursor over the stored findings goes on to those of `system`; what lay under no system, or under one that is
 * gone, is passed by itself. */
static void read_stored(struct walk *walk, record_id system, struct summary *summary)
{
	walk->below.count = 0;
	while (walk->there && walk->at.parent <= system) {
		take_stored(walk, walk->at.parent == system ? summary : NULL);
		walk->there = records_next(walk->stored, &walk->at);
	}
	memory_grow(&walk->matched, &walk->matched_capacity, walk->below.count, sizeof *walk->matched);
	memset(walk->matched, 0, walk->below.count * sizeof *walk->matched);
}

static const struct record *find_below(struct walk *walk, const struct active_rule *active, const struct found *found)
{
	struct slice id = slice_of(active->id);
	for (size_t i = 0; i < walk->below.count; i++) {
		if (walk->matched[i] || !match_is_same(&walk->below.items[i], id, found))
			continue;
		walk->matched[i] = true;
		return &walk->below.items[i];
	}
	return NULL;
}

static void note_raising(struct pass *pass, const struct active_rule *active, const struct found *found,
                         const struct verdict *verdict)
{
	if (pass->raises && active->rule->raises && found->trigger.kind != 0 && finding_state_is_open(verdict->state) &&
	    verdict->severity >= pass->raise_minimum)
		raise_note(&pass->raise_list, found);
}

static void match_system(struct walk *walk, struct system_scope *scope, struct summary *summary)
{
	struct pass *pass = walk->pass;
	struct verdict verdict;
	for (size_t i = 0; i < pass->collector.count; i++) {
		struct found_item *item = &pass->collector.items[i];
		const struct active_rule *active = &pass->settings.items[item->rule];
		finish_found(pass, active, &item->found, &scope->system, &scope->lists[E_assignment]);
		match_found(&pass->matcher, find_below(walk, active, &item->found), active, &item->found, &verdict);
		count_verdict(pass, &verdict);
		count_in_summary(pass, summary, &verdict);
		note_raising(pass, active, &item->found, &verdict);
	}
	for (size_t i = 0; i < walk->below.count; i++) {
		if (walk->matched[i])
			continue;
		match_without(walk, &walk->below.items[i],
		              rule_settings_find(&pass->settings, record_text(&walk->below.items[i], F_finding_rule)),
		              &verdict);
		count_in_summary(pass, summary, &verdict);
	}
}

static void renew_summary(struct pass *pass, const struct system_scope *scope, const struct summary *below)
{
	struct ref ref = record_self(&scope->system);
	struct summary before, summary;
	struct slice row = {0};
	bool had = view_summary(pass->view, ref, &row) && summary_decode(row, &before);
	summary_of_system(pass->view, scope, pass->world.today, had ? &before : NULL, &pass->scratch, &summary);
	memcpy(summary.findings, below->findings, sizeof summary.findings);
	summary.debt = below->debt;
	text_clear(&pass->summary_bytes);
	summary_encode(&pass->summary_bytes, &summary);
	if (!had || !slice_equal(row, text_slice(&pass->summary_bytes)))
		outbox_add_summary(&pass->outbox, ref, text_slice(&pass->summary_bytes));
}

static void do_system(struct walk *walk, struct system_scope *scope)
{
	struct summary below = {0};
	read_stored(walk, scope->system.id, &below);
	world_note_support(&walk->pass->world, scope->system.id, scope->support.support_ends);
	look_at_system(walk->pass, scope);
	match_system(walk, scope, &below);
	if (walk->pass->writes_summaries)
		renew_summary(walk->pass, scope, &below);
}

/* Entities that the rules' fields are of, as bits. */
static uint64_t entities_read(const struct rule_settings *settings)
{
	uint64_t entities = UINT64_C(1) << E_assignment | UINT64_C(1) << E_valuation;
	for (size_t i = 0; i < settings->count; i++) {
		struct slice rest = slice_of(settings->items[i].rule->reads), path, name;
		while (settings->items[i].looked && settings->items[i].rule->scope == RULE_SYSTEM && slice_next(&rest, ' ', &path)) {
			slice_next(&path, '.', &name);
			const struct entity *entity = schema_find_entity(name);
			if (entity != NULL)
				entities |= UINT64_C(1) << entity->number;
		}
	}
	return entities;
}

static uint64_t count_records(const struct view *view, uint64_t entities)
{
	uint64_t count = 0;
	for (uint8_t entity = 1; entity < ENTITY_LIMIT; entity++)
		if ((entities >> entity & 1) != 0)
			count += view_count(view, entity);
	return count;
}

#define SYSTEMS_BETWEEN_REPORTS 1024

static bool report_progress(const struct pass *pass, uint64_t done, uint64_t of, struct error *error)
{
	if (pass->options->progress == NULL || pass->options->progress(pass->options->progress_context, done, of))
		return true;
	return error_set(error, ERROR_STOPPED,
	                 _("stopped: the audit was not finished, and counts for nothing until it is made again"));
}

static bool pass_systems(struct walk *walk, struct error *error)
{
	struct pass *pass = walk->pass;
	uint64_t wanted = entities_read(&pass->settings), done = 0, of = view_count(pass->view, E_system);
	struct scope_reader *reader = scope_reader_new(pass->view, pass->session->conf, pass->world.today, wanted);
	struct records *systems = records_new(pass->view, E_system);
	choose_walk(pass, RULE_SYSTEM, 0);
	struct record system;
	bool ok = true;
	for (bool there = records_first(systems, &system); there && ok; there = records_next(systems, &system)) {
		do_system(walk, scope_read(reader, &system));
		ok = outbox_flush(&pass->outbox, false, error) &&
		     (++done % SYSTEMS_BETWEEN_REPORTS != 0 || report_progress(pass, done, of, error));
	}
	if (ok)
		read_stored(walk, UINT32_MAX, NULL);
	pass->facts.records += count_records(pass->view, wanted | UINT64_C(1) << E_system);
	pass->world.state->all_systems_seen = true;
	collector_clear(&pass->collector);
	records_free(&systems);
	scope_reader_free(&reader);
	return ok;
}

/* ---- the other records ---- */

/* Under which system a contract's findings lie: its main one, where there is only one. */
static record_id only_system_of_contract(struct pass *pass, const struct record *contract)
{
	const struct field *field = schema_field(schema_entity(E_contract_system), F_contract_system_contract);
	const struct value value = {.set = true, .ref = record_self(contract)};
	struct index_hit hit;
	record_id system = 0;
	unsigned count = 0;
	if (pass->contract_systems == NULL)
		pass->contract_systems = index_new(pass->view, field, E_contract_system);
	for (bool there = index_seek(pass->contract_systems, &value, &hit); there;
	     there = index_next_same(pass->contract_systems, &hit)) {
		int64_t part = payload_number(field, E_contract_system, &hit, 1);
		if (part != NUMBER_UNSET && part != C_contract_part_main)
			continue;
		system = (record_id)payload_number(field, E_contract_system, &hit, 0);
		count++;
	}
	return count == 1 ? system : 0;
}

/* Under which system a finding about the record lies. */
static record_id system_above(struct pass *pass, const struct record *record)
{
	const struct entity *entity = record->entity;
	if (entity->number == E_system)
		return record->id;
	if (entity->number == E_contract)
		return only_system_of_contract(pass, record);
	return entity->parent_field != 0 && entity->fields[entity->parent_field - 1].target == E_system ? record->parent : 0;
}

static void note_change(struct walk *walk, const struct record *stored, const struct verdict *verdict)
{
	struct verdict before = {0};
	bool was = false, is = finding_state_is_open(verdict->state) && verdict->system != 0;
	if (stored != NULL) {
		match_left(&walk->pass->matcher, stored, &before);
		was = finding_state_is_open(before.state) && before.system != 0;
	}
	money_t debt_before = was ? debt_of(walk->pass, &before) : 0, debt = is ? debt_of(walk->pass, verdict) : 0;
	if (was == is &&
	    (!is || (before.system == verdict->system && before.severity == verdict->severity && debt == debt_before)))
		return;
	memory_grow(&walk->changes, &walk->change_capacity, walk->change_count + 1, sizeof *walk->changes);
	if (was)
		walk->changes[walk->change_count++] = (struct change_below){before.system, before.severity, -1, -debt_before};
	if (is)
		walk->changes[walk->change_count++] = (struct change_below){verdict->system, verdict->severity, 1, debt};
}

static void match_collected(struct walk *walk, const struct record *record)
{
	struct pass *pass = walk->pass;
	record_id above = 0;
	for (size_t i = 0; i < pass->collector.count; i++) {
		struct found_item *item = &pass->collector.items[i];
		const struct active_rule *active = &pass->settings.items[item->rule];
		struct record stored;
		struct verdict verdict;
		if (above == 0 && record != NULL && item->found.system == 0)
			above = system_above(pass, record);
		if (item->found.system == 0)
			item->found.system = above;
		finish_found(pass, active, &item->found, record, NULL);
		bool there = elsewhere_find(&pass->elsewhere, pass->view, active, &item->found, &stored);
		match_found(&pass->matcher, there ? &stored : NULL, active, &item->found, &verdict);
		count_verdict(pass, &verdict);
		note_change(walk, there ? &stored : NULL, &verdict);
	}
	collector_clear(&pass->collector);
}

static void read_contract(struct scope_contract *contract, const struct record *record, day_t today)
{
	contract->there = contract->main = true;
	facts_contract(record, &contract->reading);
	contract_clock(&contract->reading.terms, today, &contract->clock);
}

static bool walks_through(const struct active_rule *active, uint8_t entity)
{
	return active->looked && active->rule->scope == RULE_RECORD && active->rule->entity == entity &&
	       active->rule->look != NULL;
}

static bool pass_entity(struct walk *walk, uint8_t entity, struct error *error)
{
	struct pass *pass = walk->pass;
	struct records *records = records_new(pass->view, entity);
	choose_walk(pass, RULE_RECORD, entity);
	struct scope_contract contract;
	struct record record;
	bool ok = true;
	for (bool there = records_first(records, &record); there && ok; there = records_next(records, &record)) {
		if (entity == E_contract)
			read_contract(&contract, &record, pass->world.today);
		for (size_t i = 0; i < pass->walk_count; i++) {
			struct rule_case *at = &pass->cases[pass->walks[i]];
			at->record = &record;
			at->contract = entity == E_contract ? &contract : NULL;
			at->rule->look(at);
		}
		match_collected(walk, &record);
		ok = outbox_flush(&pass->outbox, false, error);
	}
	pass->facts.records += view_count(pass->view, entity);
	records_free(&records);
	return ok;
}

static bool pass_records(struct walk *walk, struct error *error)
{
	uint64_t entities = 0;
	for (size_t i = 0; i < walk->pass->settings.count; i++)
		if (walks_through(&walk->pass->settings.items[i], walk->pass->settings.items[i].rule->entity))
			entities |= UINT64_C(1) << walk->pass->settings.items[i].rule->entity;
	for (uint8_t entity = 1; entity < ENTITY_LIMIT; entity++)
		if ((entities >> entity & 1) != 0 && !pass_entity(walk, entity, error))
			return false;
	return true;
}

static void match_settled(void *context)
{
	match_collected(context, NULL);
}

static bool pass_register(struct walk *walk, struct error *error)
{
	struct pass *pass = walk->pass;
	int64_t least = conf_number(pass->session->conf, CONF_share_denominator, pass->world.today);
	for (size_t i = 0; i < pass->settings.count; i++) {
		struct rule_case *at = &pass->cases[i];
		at->scope = NULL;
		at->record = NULL;
		at->contract = NULL;
		if (at->active->looked && at->rule->scope == RULE_REGISTER && at->rule->look != NULL)
			at->rule->look(at);
		if (at->active->looked && at->rule->settle != NULL)
			collector_settle(at, least, match_settled, walk);
		match_collected(walk, NULL);
		if (!outbox_flush(&pass->outbox, false, error))
			return false;
	}
	return true;
}

/* What stood and was not found again. */
static bool resolve_elsewhere(struct walk *walk, struct error *error)
{
	struct pass *pass = walk->pass;
	for (size_t i = 0; i < pass->elsewhere.capacity; i++) {
		const struct elsewhere_slot *slot = &pass->elsewhere.slots[i];
		struct record stored;
		struct verdict verdict;
		if (slot->id == 0 || slot->matched || !view_record(pass->view, (struct ref){E_finding, slot->id}, &stored))
			continue;
		match_gone(&pass->matcher, &stored, &verdict);
		count_verdict(pass, &verdict);
		note_change(walk, &stored, &verdict);
		if (!outbox_flush(&pass->outbox, false, error))
			return false;
	}
	return true;
}

/* ---- the summary rows of systems under which such findings lie ---- */

static void patch_row(const struct pass *pass, struct changes *changes, const struct change_below *below)
{
	struct ref ref = {E_system, below->system};
	struct summary summary;
	struct text search = {0};
	(void)pass;
	if (!summary_read(changes_view(changes), ref, &summary))
		return;
	text_append(&search, summary.search);
	summary.search = text_slice(&search);
	if (below->more > 0 || summary.findings[below->severity] > 0)
		summary.findings[below->severity] += (uint32_t)(int32_t)below->more;
	summary.debt = (summary.debt == NUMBER_UNSET ? 0 : summary.debt) + below->debt;
	summary_put(changes, ref, &summary);
	text_free(&search);
}

#define PATCHES_IN_A_BATCH 4000

static bool patch_summaries(const struct walk *walk, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .actor = RECORD_BY_AUDIT};
	for (size_t done = 0; done < walk->change_count;) {
		struct changes *changes = changes_begin(walk->pass->session->store, &facts, error);
		if (changes == NULL)
			return false;
		for (size_t i = 0; i < PATCHES_IN_A_BATCH && done < walk->change_count; i++)
			patch_row(walk->pass, changes, &walk->changes[done++]);
		if (!changes_commit(&changes, NULL, error))
			return false;
	}
	return true;
}

static void make_cases(struct pass *pass)
{
	pass->cases = memory_new_array(pass->settings.count, sizeof *pass->cases);
	pass->walks = memory_new_array(pass->settings.count, sizeof *pass->walks);
	for (size_t i = 0; i < pass->settings.count; i++) {
		const struct active_rule *active = &pass->settings.items[i];
		pass->cases[i] = (struct rule_case){.world = &pass->world,
		                                    .rule = active->rule,
		                                    .thresholds = active->thresholds,
		                                    .active = active,
		                                    .collector = &pass->collector};
	}
}

bool pass_everything(struct pass *pass, struct error *error)
{
	struct walk walk = {.pass = pass, .stored = records_new(pass->view, E_finding)};
	make_cases(pass);
	walk.there = records_first(walk.stored, &walk.at);
	bool ok = own_rules_begin(pass, error) && pass_systems(&walk, error) && pass_records(&walk, error) &&
	          pass_register(&walk, error) && resolve_elsewhere(&walk, error) &&
	          outbox_flush(&pass->outbox, true, error) && (!pass->writes_summaries || patch_summaries(&walk, error));
	own_rules_end(pass);
	index_free(&pass->contract_systems);
	records_free(&walk.stored);
	free(walk.below.items);
	free(walk.matched);
	free(walk.changes);
	return ok;
}
