#include "report/own_changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "register/authority.h"
#include "report/questions_private.h"

#define CHANGES_BETWEEN_LOOKS 64 /* at the clock */

static int compare_refs(const void *a, const void *b)
{
	const struct ref *left = a, *right = b;
	if (left->entity != right->entity)
		return left->entity < right->entity ? -1 : 1;
	return (left->id > right->id) - (left->id < right->id);
}

void own_changes_free(struct own_changes *changes)
{
	free(changes->own);
	free(changes->found);
	*changes = (struct own_changes){0};
}

void own_changes_copy(struct own_changes *to, const struct own_changes *from)
{
	*to = *from;
	to->own = from->own == NULL ? NULL : memory_new_array(from->own_count, sizeof *to->own);
	if (to->own != NULL)
		memcpy(to->own, from->own, from->own_count * sizeof *to->own);
	to->capacity = from->count;
	to->found = from->count == 0 ? NULL : memory_new_array(from->count, sizeof *to->found);
	if (to->found != NULL)
		memcpy(to->found, from->found, from->count * sizeof *to->found);
}

static bool is_wanted(const struct own_changes *changes, day_t since, const struct ref *own, size_t count)
{
	bool same = changes->looked > 0 && changes->since == since && changes->own_count == count;
	for (size_t i = 0; same && i < count; i++)
		same = ref_equal(changes->own[i], own[i]);
	return same;
}

void own_changes_want(struct own_changes *changes, record_id person, day_t since, const struct ref *own, size_t count)
{
	struct ref *sorted = NULL;
	if (count > 0) {
		sorted = memory_new_array(count, sizeof *sorted);
		memcpy(sorted, own, count * sizeof *sorted);
		qsort(sorted, count, sizeof *sorted, compare_refs);
	}
	if (is_wanted(changes, since, sorted, count)) {
		free(sorted);
		return;
	}
	own_changes_free(changes);
	*changes = (struct own_changes){.person = person, .since = since, .own = sorted, .own_count = count};
}

/* ---- whether an entry is meant ---- */

static bool holds(const struct own_changes *changes, struct ref ref)
{
	return bsearch(&ref, changes->own, changes->own_count, sizeof ref, compare_refs) != NULL;
}

static bool holds_contract(const struct own_changes *changes, const struct view *view, struct ref contract)
{
	struct naming *covers = naming_new(view, E_contract_system, F_contract_system_contract, contract);
	struct record cover;
	bool found = false;
	while (!found && naming_next(covers, &cover))
		found = holds(changes, (struct ref){E_system, cover.parent});
	naming_free(&covers);
	return found;
}

/* As it stands, or where it is gone as it was before. */
static bool find_record(const struct view *view, const struct entry_change *change, struct record *record)
{
	struct image before;
	if (view_record(view, change->ref, record))
		return true;
	if (change->revision < 2 || !view_image(view, change->ref, change->revision - 1, &before) || !before.readable)
		return false;
	*record = before.record;
	return true;
}

/* It was theirs until this change. */
static bool was_own(const struct own_changes *changes, const struct view *view, const struct entry_change *change)
{
	struct image before;
	return change->ref.entity == E_assignment && change->revision > 1 &&
	       view_image(view, change->ref, change->revision - 1, &before) && before.readable &&
	       record_ref_id(&before.record, F_assignment_person) == changes->person;
}

static bool touches_own(const struct own_changes *changes, const struct view *view, const struct entry_change *change)
{
	struct record record;
	if (change->ref.id == 0 || !find_record(view, change, &record))
		return false;
	struct ref roof = authority_roof(view, &record);
	if (was_own(changes, view, change))
		return true;
	return roof.entity == E_contract ? holds_contract(changes, view, roof) : holds(changes, roof);
}

static bool is_meant(const struct own_changes *changes, const struct view *view, const struct entry *entry)
{
	struct entry_change change;
	uint32_t at = 0;
	bool found = changes->own == NULL || entry->actor == changes->person;
	if (entry->kind == ENTRY_AUDIT)
		return false;
	while (!found && entry_next(entry, &at, &change))
		found = touches_own(changes, view, &change);
	return found;
}

/* ---- looking ---- */

static int rising(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

static void end_look(struct own_changes *changes)
{
	changes->looked = changes->head;
	changes->head = changes->at = 0;
	if (changes->count > 1)
		qsort(changes->found, changes->count, sizeof *changes->found, rising);
}

static void note(struct own_changes *changes, uint64_t sequence)
{
	memory_grow(&changes->found, &changes->capacity, changes->count, sizeof *changes->found);
	changes->found[changes->count++] = sequence;
}

static bool look_down(struct own_changes *changes, const struct view *view, struct pace *pace)
{
	struct journal *journal = journal_new(view);
	struct entry entry;
	size_t looked = 0;
	bool there = journal_seek(journal, changes->at, &entry);
	while (there && entry.sequence > changes->looked && moment_day(entry.moment) >= changes->since) {
		if (is_meant(changes, view, &entry))
			note(changes, entry.sequence);
		looked += 1 + entry.count;
		there = journal_previous(journal, &entry);
		changes->at = there ? entry.sequence : 0;
		if (there && looked >= CHANGES_BETWEEN_LOOKS && pace_is_over(pace)) {
			journal_free(&journal);
			return true;
		}
	}
	journal_free(&journal);
	end_look(changes);
	return false;
}

bool own_changes_look(struct own_changes *changes, const struct view *view, unsigned milliseconds)
{
	struct pace pace = pace_of(milliseconds);
	uint64_t head = journal_head(view, (uint8_t[DIGEST_SIZE]){0});
	if (head < changes->looked) /* the past is looked at */
		changes->looked = changes->at = changes->count = 0;
	do {
		if (changes->at == 0 && head <= changes->looked)
			return false;
		if (changes->at == 0)
			changes->at = changes->head = head;
	} while (!look_down(changes, view, &pace));
	return true;
}
