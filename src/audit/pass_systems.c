/* The systems, one after the other, each with everything around it and the findings that stand below it. */
#include <stdlib.h>
#include <string.h>

#include "audit/pass_private.h"
#include "base/lang.h"
#include "base/memory.h"

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

/* Where a stored finding is dealt with. */
enum row_place {
	ROW_HERE,      /* while its system is read */
	ROW_ELSEWHERE, /* by a rule that looks, or settles, after the systems */
	ROW_LEFT,      /* nowhere: its rule is on and does not look now */
};

static enum row_place place_of(const struct rule_settings *settings, uint16_t place)
{
	if (place == RULE_NONE || !settings->items[place].on)
		return ROW_HERE; /* a rule that is off finds nothing */
	if (!settings->items[place].looked)
		return ROW_LEFT;
	return rule_is_plain(settings->items[place].rule, RULE_SYSTEM) ? ROW_HERE : ROW_ELSEWHERE;
}

static void keep_below(struct walk *walk)
{
	memory_grow(&walk->below.items, &walk->below.capacity, walk->below.count, sizeof walk->at);
	walk->below.items[walk->below.count++] = walk->at;
}

/* `summary` NULL: it lies under no system, or one that is gone. */
static void take_stored(struct walk *walk, struct summary *summary)
{
	struct pass *pass = walk->pass;
	struct verdict verdict;
	uint16_t place = rule_settings_find(&pass->settings, record_text(&walk->at, F_finding_rule));
	enum row_place where = place_of(&pass->settings, place);
	if (where == ROW_HERE && summary != NULL) {
		keep_below(walk);
	} else if (where == ROW_HERE) {
		match_gone(&pass->matcher, &walk->at, &verdict);
		count_finding(pass, &walk->at, &verdict);
	} else {
		if (where == ROW_ELSEWHERE && !pass->of_changes)
			elsewhere_add(&pass->elsewhere, place, &walk->at);
		if (summary == NULL || !pass->writes_summaries)
			return;
		match_stored(&pass->matcher, &walk->at, &verdict);
		count_in_summary(pass, summary, &verdict);
	}
}

void clear_matched(struct walk *walk)
{
	memory_grow(&walk->matched, &walk->matched_capacity, walk->below.count, sizeof *walk->matched);
	memset(walk->matched, 0, walk->below.count * sizeof *walk->matched);
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
	clear_matched(walk);
}

/* The same for one system among others. */
static void seek_stored(struct walk *walk, record_id system, struct summary *summary)
{
	walk->below.count = 0;
	bool there = records_seek(walk->stored, system, 0, &walk->at);
	for (; there && walk->at.parent == system; there = records_next(walk->stored, &walk->at))
		take_stored(walk, summary);
	clear_matched(walk);
}

const struct record *find_below(struct walk *walk, const struct active_rule *active, const struct found *found)
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
		const struct record *stored = find_below(walk, active, &item->found);
		match_found(&pass->matcher, stored, active, &item->found, &verdict);
		count_finding(pass, stored, &verdict);
		count_in_summary(pass, summary, &verdict);
		note_raising(pass, active, &item->found, &verdict);
	}
	for (size_t i = 0; i < walk->below.count; i++) {
		if (walk->matched[i])
			continue;
		match_gone(&pass->matcher, &walk->below.items[i], &verdict);
		count_finding(pass, &walk->below.items[i], &verdict);
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

static void do_system(struct walk *walk, struct system_scope *scope, struct summary *below)
{
	look_at_system(walk->pass, scope);
	match_system(walk, scope, below);
	if (walk->pass->writes_summaries)
		renew_summary(walk->pass, scope, below);
}

/* Entities that a rule's fields are of, as bits; *figures where it looks at a figure of the system. */
static uint64_t entities_of(const struct rule *rule, bool *figures)
{
	struct slice rest = slice_of(rule->reads), path, name;
	uint64_t entities = 0;
	while (slice_next(&rest, ' ', &path)) {
		slice_next(&path, '.', &name);
		const struct entity *entity = schema_find_entity(name);
		if (entity == NULL)
			continue;
		entities |= UINT64_C(1) << entity->number;
		*figures = *figures || (entity->number == E_system && schema_find_field(entity, path) == NULL);
	}
	return entities;
}

/* What the rules that look need around a system; whose the next step is follows from the assignments. A rule of records
 * is given its own where it walks. */
static uint64_t entities_read(const struct rule_settings *settings, bool *figures)
{
	uint64_t entities = UINT64_C(1) << E_assignment;
	for (size_t i = 0; i < settings->count; i++) {
		const struct rule *rule = settings->items[i].rule;
		bool of_records = false;
		if (settings->items[i].looked && rule->scope == RULE_SYSTEM)
			entities |= entities_of(rule, figures);
		else if (settings->items[i].looked && rule->scope == RULE_RECORD)
			entities |= entities_of(rule, &of_records) & ~(UINT64_C(1) << rule->entity);
	}
	return entities;
}

/* `summaries`: also what these are worked out from. */
static struct scope_reader *new_reader(const struct pass *pass, bool summaries, uint64_t *entities)
{
	bool clocks = summaries;
	const struct conf *conf = pass->session->conf;
	*entities = entities_read(&pass->settings, &clocks) | (summaries ? UINT64_C(1) << E_valuation : 0);
	return clocks ? scope_reader_new(pass->view, conf, pass->world.today, *entities)
	              : scope_reader_new_bare(pass->view, conf, pass->world.today, *entities);
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
	if (done % SYSTEMS_BETWEEN_REPORTS != 0 || pass->options->progress == NULL ||
	    pass->options->progress(pass->options->progress_context, done, of))
		return true;
	return error_set(error, ERROR_STOPPED,
	                 _("stopped: the audit was not finished, and counts for nothing until it is made again"));
}

bool pass_systems(struct walk *walk, struct error *error)
{
	struct pass *pass = walk->pass;
	uint64_t entities, done = 0, of = view_count(pass->view, E_system);
	struct scope_reader *reader = new_reader(pass, pass->writes_summaries, &entities);
	struct records *systems = records_new(pass->view, E_system);
	struct record system;
	bool ok = true;
	choose_walk(pass, RULE_SYSTEM, 0);
	walk->there = records_first(walk->stored, &walk->at);
	for (bool there = records_first(systems, &system); there && ok; there = records_next(systems, &system)) {
		struct summary below = {0};
		struct system_scope *scope = scope_read(reader, &system);
		read_stored(walk, system.id, &below);
		world_note_support(&pass->world, system.id, scope->support.support_ends);
		do_system(walk, scope, &below);
		ok = outbox_flush(&pass->outbox, false, error) && report_progress(pass, ++done, of, error);
	}
	if (ok)
		read_stored(walk, UINT32_MAX, NULL);
	pass->facts.records += count_records(pass->view, entities | UINT64_C(1) << E_system);
	pass->world.state->all_systems_seen = true;
	collector_clear(&pass->collector);
	records_free(&systems);
	scope_reader_free(&reader);
	return ok;
}

static uint64_t count_scope(const struct system_scope *scope)
{
	uint64_t count = 1;
	for (size_t entity = 1; entity < ENTITY_LIMIT; entity++)
		count += scope->lists[entity].count;
	return count;
}

bool pass_changed_systems(struct walk *walk, const struct ref_list *changed, struct error *error)
{
	struct pass *pass = walk->pass;
	uint64_t entities;
	struct scope_reader *reader = new_reader(pass, true, &entities);
	struct record system;
	bool ok = true;
	choose_walk(pass, RULE_SYSTEM, 0);
	for (size_t i = 0; ok && i < changed->count; i++) {
		struct summary below = {0};
		bool there = view_record(pass->view, changed->items[i], &system);
		seek_stored(walk, changed->items[i].id, there ? &below : NULL);
		if (there) {
			struct system_scope *scope = scope_read(reader, &system);
			pass->facts.records += count_scope(scope);
			do_system(walk, scope, &below);
		}
		ok = outbox_flush(&pass->outbox, false, error);
	}
	collector_clear(&pass->collector);
	scope_reader_free(&reader);
	return ok;
}

/* Tallies alone: the systems' own findings are left as they are. */
void pass_tallies(struct walk *walk)
{
	struct pass *pass = walk->pass;
	uint64_t entities;
	choose_walk(pass, RULE_SYSTEM, 0);
	if (pass->walk_count == 0)
		return;
	struct scope_reader *reader = new_reader(pass, false, &entities);
	struct records *systems = records_new(pass->view, E_system);
	struct record system;
	for (bool there = records_first(systems, &system); there; there = records_next(systems, &system))
		look_at_system(pass, scope_read(reader, &system));
	pass->facts.records += count_records(pass->view, entities | UINT64_C(1) << E_system);
	collector_clear(&pass->collector);
	records_free(&systems);
	scope_reader_free(&reader);
}
