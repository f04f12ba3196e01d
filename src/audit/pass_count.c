/* What is counted of each finding: in the run, and in the summary row of its system. */
#include "audit/pass_private.h"
#include "base/memory.h"
#include "lifecycle/debt.h"
#include "model/reason.h"

bool rule_is_plain(const struct rule *rule, uint8_t scope)
{
	return rule->scope == scope && rule->settle == NULL;
}

bool rule_walks(const struct rule *rule, uint8_t entity)
{
	const struct entity *row = schema_entity(entity);
	if (rule->scope != RULE_RECORD || rule->look == NULL || row == NULL)
		return false;
	return rule->walks == NULL ? rule->entity == entity : rule->walks(row);
}

void finish_found(struct pass *pass, const struct active_rule *active, struct found *found, const struct record *record,
                         const struct record_list *assignments)
{
	if (active->severity_set)
		found->severity = active->severity;
	if (ref_is_set(found->detail_of)) {
		text_clear(&pass->detail);
		view_append_code(pass->view, found->detail_of, &pass->detail);
		found->detail = text_slice(&pass->detail);
	}
	if (found->detail_year != 0) {
		text_clear(&pass->detail);
		text_printf(&pass->detail, "%d", found->detail_year);
		found->detail = text_slice(&pass->detail);
	}
	if (found->next_step.count == 0 && *reason_types(active->rule->next_step) == REASON_REF)
		reasons_add(&found->next_step, active->rule->next_step, found->about);
	else if (found->next_step.count == 0 && active->rule->next_step != 0)
		reasons_add(&found->next_step, active->rule->next_step);
	found->person = find_whose(&pass->world, found, record, assignments);
}

static money_t debt_of(const struct verdict *verdict, day_t today)
{
	return debt_is_due(verdict->due, today) && verdict->cost != NUMBER_UNSET ? verdict->cost : 0;
}

static void add_verdict(struct audit_counts *counts, const struct verdict *verdict, day_t today, int sign)
{
	uint32_t one = (uint32_t)sign;
	if (verdict->state == C_finding_state_accepted)
		counts->accepted += one;
	else if (verdict->was_open && verdict->state == C_finding_state_resolved)
		counts->resolved += one;
	if (!finding_state_is_open(verdict->state))
		return;
	counts->open[verdict->severity] += one;
	counts->fresh[verdict->severity] += verdict->fresh ? one : 0;
	counts->known[verdict->severity] += verdict->known ? one : 0;
	counts->overdue += debt_is_due(verdict->due, today) ? one : 0;
	counts->debt += sign * debt_of(verdict, today);
}

void counts_move(struct audit_counts *counts, const struct verdict *before, const struct verdict *after, day_t today)
{
	if (before != NULL)
		add_verdict(counts, before, today, -1);
	add_verdict(counts, after, today, 1);
}

void uncount_finding(struct pass *pass, const struct record *gone)
{
	struct verdict verdict;
	match_stored(&pass->matcher, gone, &verdict);
	add_verdict(&pass->counts, &verdict, pass->world.today, -1);
}

void count_finding(struct pass *pass, const struct record *stored, const struct verdict *verdict)
{
	struct verdict before;
	if (pass->of_changes && stored != NULL)
		match_stored(&pass->matcher, stored, &before);
	counts_move(&pass->counts, pass->of_changes && stored != NULL ? &before : NULL, verdict, pass->world.today);
}

void count_in_summary(const struct pass *pass, struct summary *summary, const struct verdict *verdict)
{
	if (!finding_state_is_open(verdict->state))
		return;
	summary->findings[verdict->severity]++;
	summary->debt += debt_of(verdict, pass->world.today);
}

/* The rules that look during a walk: over the systems, or the records of an entity. */
void choose_walk(struct pass *pass, uint8_t scope, uint8_t entity)
{
	pass->walk_count = 0;
	for (size_t i = 0; i < pass->settings.count; i++) {
		const struct rule *rule = pass->settings.items[i].rule;
		bool walks = scope == RULE_RECORD ? rule_walks(rule, entity) : rule->scope == scope && rule->look != NULL;
		if (walks && pass->settings.items[i].looked)
			pass->walks[pass->walk_count++] = (uint16_t)i;
	}
}

/* ---- summary rows of systems under which findings lie that were found after the systems ---- */

static void add_change(struct walk *walk, const struct verdict *verdict, int8_t sign)
{
	if (!finding_state_is_open(verdict->state) || verdict->system == 0)
		return;
	memory_grow(&walk->changes, &walk->change_capacity, walk->change_count, sizeof *walk->changes);
	walk->changes[walk->change_count++] = (struct change_below){verdict->system, verdict->severity, sign,
	                                                            sign * debt_of(verdict, walk->pass->world.today)};
}

void note_change(struct walk *walk, const struct record *stored, const struct verdict *verdict)
{
	struct verdict before = {0};
	if (!walk->pass->writes_summaries)
		return;
	if (stored != NULL)
		match_stored(&walk->pass->matcher, stored, &before);
	bool was = finding_state_is_open(before.state), is = finding_state_is_open(verdict->state);
	bool same = was && is && before.system == verdict->system && before.severity == verdict->severity &&
	            debt_of(&before, walk->pass->world.today) == debt_of(verdict, walk->pass->world.today);
	if (same)
		return;
	add_change(walk, &before, -1);
	add_change(walk, verdict, 1);
}

static void patch_row(struct changes *changes, const struct change_below *below)
{
	struct ref ref = {E_system, below->system};
	struct summary summary;
	struct text search = {0};
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

bool patch_summaries(const struct walk *walk, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT, .actor = RECORD_BY_AUDIT};
	for (size_t done = 0; done < walk->change_count;) {
		struct changes *changes = changes_begin(walk->pass->session->store, &facts, error);
		if (changes == NULL)
			return false;
		for (size_t i = 0; i < PATCHES_IN_A_BATCH && done < walk->change_count; i++)
			patch_row(changes, &walk->changes[done++]);
		if (!changes_commit(&changes, NULL, error))
			return false;
	}
	return true;
}
