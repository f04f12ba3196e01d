/* What a round of review has come to, and what its reviewers see. */
#include <sodium.h>
#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/reviews_private.h"

void round_items_read(struct round_items *items, const struct view *view, struct ref round)
{
	struct records *records = records_new(view, E_review_item);
	struct record record;
	bool found = false;
	while (records_child(records, round.id, &found, &record)) {
		memory_grow(&items->items, &items->capacity, items->count + 1, sizeof *items->items);
		items->items[items->count++] = record;
	}
	records_free(&records);
}

void round_items_free(struct round_items *items)
{
	free(items->items);
	*items = (struct round_items){0};
}

bool review_find_open(const struct view *view, struct ref round, struct record *record, struct error *error)
{
	if (round.entity != E_review || !view_record(view, round, record))
		return error_set(error, ERROR_NOT_FOUND, _("there is no such round of review"));
	char day[DAY_TEXT_SIZE];
	return !record_is_set(record, F_review_closed) ||
	       error_set(error, ERROR_INPUT, _("the round was closed on %s; open a new one"),
	                 day_text(record_day(record, F_review_closed), day));
}

struct review_state review_state_of(const struct record *item)
{
	return (struct review_state){.decision = record_choice(item, F_review_item_decision),
	                             .decided = record_day(item, F_review_item_decided),
	                             .carried_out = record_day(item, F_review_item_carried_out),
	                             .at_once = record_number(item, F_review_item_decided_at_once)};
}

bool review_is_settled(uint8_t kind, const struct record *item)
{
	const struct review_answer *answer = review_answer(kind, record_choice(item, F_review_item_decision));
	return answer != NULL && answer->settles;
}

void review_count(const struct view *view, struct ref round, struct review_counts *counts)
{
	struct records *records = records_new(view, E_review_item);
	struct record record, item;
	bool found = false, there = view_record(view, round, &record);
	*counts = (struct review_counts){0};
	while (there && records_child(records, round.id, &found, &item)) {
		struct review_state state = review_state_of(&item);
		review_counts_add(counts, record_choice(&record, F_review_kind), &state, record_day(&record, F_review_due));
	}
	records_free(&records);
}

/* ---- what is seen ---- */

static bool is_shown(const struct field *field)
{
	return !field->internal && !field->secret && field->type != TYPE_NOTE && field->number > F_secrecy_until;
}

void review_append_snapshot(const struct view *view, const struct record *subject, struct text *out)
{
	struct value_writer writer = view_writer(view, false);
	for (unsigned i = 0; i < subject->entity->field_count; i++) {
		const struct field *field = &subject->entity->fields[i];
		struct value value = record_value(subject, field);
		if (!value.set || !is_shown(field))
			continue;
		text_printf(out, "%s%s=", out->size > 0 ? "\n" : "", field->name);
		value_append(out, field, &value, &writer);
		if (field->type != TYPE_REF)
			continue;
		text_append_char(out, ' ');
		view_append_name(view, value.ref, out);
	}
}

/* ---- the signature ---- */

/* Each with its length before it, so that no two items can be written alike. */
static void sign_text(crypto_generichash_state *hash, struct slice text)
{
	uint64_t size = text.size;
	crypto_generichash_update(hash, (const unsigned char *)&size, sizeof size);
	crypto_generichash_update(hash, (const unsigned char *)text.data, text.size);
}

static void sign_item(crypto_generichash_state *hash, const struct value_writer *writer, const struct record *item,
                      struct text *scratch)
{
	static const uint8_t fields[] = {F_review_item_subject, F_review_item_reviewer, F_review_item_snapshot,
	                                 F_review_item_decision, F_review_item_reduce_to, F_review_item_suspend_until,
	                                 F_review_item_decided, F_review_item_decided_by, F_review_item_decided_at_once,
	                                 F_review_item_note};
	for (size_t i = 0; i < sizeof fields; i++) {
		const struct field *field = schema_field(item->entity, fields[i]);
		struct value value = record_value(item, field);
		text_clear(scratch);
		value_append(scratch, field, &value, writer);
		sign_text(hash, text_slice(scratch));
	}
}

void review_sign(const struct view *view, struct ref round, char signature[REVIEW_SIGNATURE + 1])
{
	const struct value_writer writer = {.code = NULL}; /* codes may be changed; numbers are not */
	struct records *records = records_new(view, E_review_item);
	unsigned char digest[REVIEW_SIGNATURE / 2];
	crypto_generichash_state hash;
	struct text scratch = {0};
	struct record item;
	bool found = false;
	crypto_generichash_init(&hash, NULL, 0, sizeof digest);
	while (records_child(records, round.id, &found, &item))
		sign_item(&hash, &writer, &item, &scratch);
	crypto_generichash_final(&hash, digest, sizeof digest);
	sodium_bin2hex(signature, REVIEW_SIGNATURE + 1, digest, sizeof digest);
	records_free(&records);
	text_free(&scratch);
}
