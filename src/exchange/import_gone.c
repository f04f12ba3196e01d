/* Files that are the whole of a list: what of it they no longer name has ended or is gone. A list that shrinks much is
 * more likely cut short than true, and is refused. */
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "register/authority.h"

#define SHARE_ENDED 20   /* one in so many may end at once: 5 % */
#define SHARE_REMOVED 10 /* or go: 10 % */

struct gone {
	struct import *import;
	const struct plan_record *plan;
	struct value *whole; /* what the constants say, one for each field of plan->whole */
	struct ref *named;   /* every record that a row names, sorted */
	size_t named_count;
	struct draft draft;
	size_t listed, gone;
};

static int compare_refs(const void *a, const void *b)
{
	return ref_compare(*(const struct ref *)a, *(const struct ref *)b);
}

static void gather_named(struct gone *gone)
{
	const struct import *import = gone->import;
	gone->named = memory_new_array(import->identity_count + import->alike_count + 1, sizeof *gone->named);
	for (size_t i = 0; i < import->identity_count; i++)
		if (import->identities[i].ref.entity == gone->plan->entity->number)
			gone->named[gone->named_count++] = import->identities[i].ref;
	for (size_t i = 0; i < import->alike_count; i++)
		gone->named[gone->named_count++] = import->alike_refs[i];
	if (gone->named_count > 0)
		qsort(gone->named, gone->named_count, sizeof *gone->named, compare_refs);
}

/* The constants as values; their texts are the plan's. */
static bool read_whole(struct gone *gone, struct error *error)
{
	const struct plan_record *plan = gone->plan;
	const struct value_reader reader = {.resolve = import_resolve, .context = gone->import,
	                                    .today = gone->import->session->today, .typed = true, .decimal = '.'};
	struct text scratch = {0};
	bool ok = true;
	gone->whole = memory_new_array(plan->whole_count, sizeof *gone->whole);
	for (size_t i = 0; ok && i < plan->whole_count; i++)
		for (size_t c = 0; ok && c < plan->cell_count; c++)
			if (plan->cells[c].field == plan->whole[i]) {
				draft_clear(&gone->draft, plan->entity);
				ok = value_parse(plan->whole[i], slice_of(plan->cells[c].constant), &reader, &scratch, &gone->whole[i], error);
				if (ok && field_holds_text(plan->whole[i]))
					gone->whole[i].text = slice_of(plan->cells[c].constant);
			}
	text_free(&scratch);
	return ok;
}

static bool is_of_list(const struct gone *gone, const struct record *record)
{
	for (size_t i = 0; i < gone->plan->whole_count; i++) {
		struct value value = record_value(record, gone->plan->whole[i]);
		if (!value.set || !value_equal(gone->plan->whole[i], &value, &gone->whole[i]))
			return false;
	}
	return true;
}

static bool has_ended(const struct gone *gone, const struct record *record)
{
	if (gone->plan->gone_end == NULL)
		return false;
	day_t end = record_day(record, gone->plan->gone_end->number);
	bool noted = gone->plan->gone_since == NULL || record_is_set(record, gone->plan->gone_since->number);
	return noted && end != DAY_UNSET && end <= gone->import->session->today;
}

static bool is_named(const struct gone *gone, const struct record *record)
{
	struct ref ref = record_self(record);
	return gone->named_count > 0 && bsearch(&ref, gone->named, gone->named_count, sizeof ref, compare_refs) != NULL;
}

static void preview(struct gone *gone, const struct record *record)
{
	struct text line = {0};
	if (gone->import->options->preview == NULL)
		return;
	text_append_text(&line, "- ");
	view_append_code(gone->import->view, record_self(record), &line);
	if (gone->plan->same_count > 0)
		import_append_same(&line, gone->import, gone->plan, record);
	else
		text_printf(&line, " %.*s", (int)record_text(record, gone->plan->entity->name_field).size,
		            record_text(record, gone->plan->entity->name_field).data);
	gone->import->options->preview(gone->import->options->context, line.data);
	text_free(&line);
}

static bool is_administrator(const struct record *record)
{
	int64_t access = record->entity->number == E_person ? record_number(record, F_person_access) : NUMBER_UNSET;
	return access != NUMBER_UNSET && (access >> (C_access_administrator - 1) & 1) != 0;
}

/* The register must keep somebody who may do everything, tomorrow too. */
static bool is_last_administrator(const struct gone *gone, const struct record *record)
{
	struct records *people = is_administrator(record) ? records_new(gone->import->view, E_person) : NULL;
	struct record other;
	bool last = people != NULL;
	for (bool there = last && records_first(people, &other); there && last; there = records_next(people, &other)) {
		const struct staged *staged = stage_find(&gone->import->stage, record_self(&other));
		day_t to = record_day(&other, F_person_active_to);
		bool stays = (to == DAY_UNSET || to > gone->import->session->today) && (staged == NULL || !staged->ended);
		last = other.id == record->id || !is_administrator(&other) || !stays;
	}
	if (people != NULL)
		records_free(&people);
	return last;
}

static bool end_record(struct gone *gone, const struct record *record, struct error *error)
{
	struct import *import = gone->import;
	uint8_t end = gone->plan->gone_end->number, field;
	struct error why;
	draft_copy_record(&gone->draft, record);
	if (gone->plan->gone_since != NULL)
		draft_set_day(&gone->draft, gone->plan->gone_since->number, import->session->today);
	if (gone->plan->gone_again != NULL)
		draft_unset(&gone->draft, gone->plan->gone_again->number);
	day_t before = record_day(record, end);
	if (before == DAY_UNSET || before > import->session->today)
		draft_set_day(&gone->draft, end, import->session->today);
	if (!register_check_imported(import->session, import->view, &gone->draft, record_self(record), &field, &why)) {
		import_notice(import, _("gone from the list, but left: %s"), why.text);
		import->result->kept++;
		return true;
	}
	if (!import_may_take(import, &gone->draft, record_self(record), error))
		return false;
	struct staged *staged = stage_put(&import->stage, record_self(record), &gone->draft);
	staged->base_revision = record_revision(record);
	staged->changed = staged->ended = true;
	import->result->ended++;
	return true;
}

static bool let_go(struct gone *gone, const struct record *record, struct error *error)
{
	struct import *import = gone->import;
	struct text code = {0};
	if (is_last_administrator(gone, record)) {
		view_append_code(import->view, record_self(record), &code);
		import_notice(import, _("gone from the list, but left: %s is the register's last administrator"), code.data);
		text_free(&code);
		import->result->kept++;
		return true;
	}
	gone->gone++;
	preview(gone, record);
	if (!gone->plan->gone_removed)
		return end_record(gone, record, error);
	stage_removal(&import->stage, record);
	import->result->removed++;
	return true;
}

static bool refuse_shrink(const struct gone *gone, struct error *error)
{
	const char *kinds = _(gone->plan->entity->plural);
	if (gone->import->options->allow_shrink ||
	    gone->gone * (gone->plan->gone_removed ? SHARE_REMOVED : SHARE_ENDED) <= gone->listed)
		return true;
	return error_set(error, ERROR_INPUT,
	                 gone->plan->gone_removed
	                     ? _("%s: the list has %zu of %zu no more, which would be removed: more than 10 %%; is it whole? "
	                         "--allow-shrink lets it")
	                     : _("%s: the list has %zu of %zu no more, which would end: more than 5 %%; is it whole? "
	                         "--allow-shrink lets it"),
	                 kinds, gone->gone, gone->listed);
}

static bool stage_list(struct gone *gone, struct error *error)
{
	struct records *records = records_new(gone->import->view, gone->plan->entity->number);
	struct record record;
	bool ok = true;
	for (bool there = records_first(records, &record); ok && there; there = records_next(records, &record)) {
		if (!is_of_list(gone, &record) || has_ended(gone, &record))
			continue;
		gone->listed++;
		if (!is_named(gone, &record))
			ok = let_go(gone, &record, error);
	}
	records_free(&records);
	return ok && refuse_shrink(gone, error);
}

static bool stage_gone_of(struct import *import, const struct plan_record *plan, struct error *error)
{
	struct gone gone = {.import = import, .plan = plan};
	draft_init(&gone.draft, plan->entity);
	gather_named(&gone);
	bool ok = read_whole(&gone, error) && stage_list(&gone, error);
	draft_free(&gone.draft);
	free(gone.named);
	free(gone.whole);
	return ok;
}

/* All files of one import share their plan, or state the same list: they are the list together. */
bool import_stage_gone(struct import *import, struct error *error)
{
	const struct import_plan *done = NULL;
	for (size_t i = 0; i < import->source_count; i++) {
		const struct import_plan *plan = import->sources[i].plan;
		for (size_t r = 0; plan != done && r < plan->record_count; r++) {
			if (plan->records[r].whole_count == 0)
				continue;
			if (import->nameless > 0) {
				import_notice(import, _("nothing is ended or removed, since rows that could not be read may be about anything"));
				return true;
			}
			if (!stage_gone_of(import, &plan->records[r], error))
				return false;
		}
		done = plan;
	}
	return true;
}

void import_open_again(const struct plan_record *plan, struct draft *draft, day_t today)
{
	if (plan->gone_since == NULL)
		return;
	struct value since = draft_value(draft, plan->gone_since->number), end = draft_value(draft, plan->gone_end->number);
	if (since.set && end.set && end.number == since.number)
		draft_unset(draft, plan->gone_end->number);
	else if (plan->gone_again != NULL && end.set && end.number < today &&
	         !draft_value(draft, plan->gone_again->number).set)
		draft_set_day(draft, plan->gone_again->number, today);
	draft_unset(draft, plan->gone_since->number);
}
