/* Where an erased person is named, and the part of it that the program has written itself. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/code.h"
#include "register/erase_private.h"
#include "store/dump.h"

#define SHORTEST_WORD 5 /* bytes */

static void add_word(struct erase_result *result, struct slice word)
{
	if (word.size < SHORTEST_WORD || erase_names(result, word))
		return;
	memory_grow(&result->words, &result->word_capacity, result->word_count, sizeof *result->words);
	result->words[result->word_count] = (struct text){0};
	text_append_folded(&result->words[result->word_count++], word);
}

static bool read_image(void *context, const struct image *image)
{
	static const uint8_t telling[] = {F_person_name, F_person_login, F_person_email, F_code};
	for (size_t i = 0; image->readable && i < sizeof telling; i++)
		add_word(context, record_text(&image->record, telling[i]));
	return true;
}

void erase_read_words(struct erase_result *result, const struct view *view, struct ref person)
{
	view_history(view, person, read_image, result);
}

bool erase_names(struct erase_result *result, struct slice text)
{
	text_clear(&result->folded);
	text_append_folded(&result->folded, text);
	for (size_t i = 0; i < result->word_count; i++)
		if (result->folded.size >= result->words[i].size &&
		    memmem(result->folded.data, result->folded.size, result->words[i].data, result->words[i].size) != NULL)
			return true;
	return false;
}

/* ---- finding ---- */

struct finding_mentions {
	struct erase_result *result;
	struct ref self;
};

static void note(struct erase_result *result, const struct erase_mention *mention)
{
	const struct erase_mention *last =
		result->mention_count == 0 ? NULL : &result->mentions[result->mention_count - 1];
	if (last != NULL && ref_equal(last->ref, mention->ref) && last->field == mention->field &&
	    last->former == mention->former && last->sequence == mention->sequence)
		return;
	memory_grow(&result->mentions, &result->mention_capacity, result->mention_count, sizeof *result->mentions);
	result->mentions[result->mention_count++] = *mention;
}

static void look_at_record(struct finding_mentions *finding, const struct dump_row *row, bool former)
{
	for (unsigned i = 0; i < row->record.entity->field_count; i++) {
		const struct field *field = &row->record.entity->fields[i];
		if (field_holds_text(field) && erase_names(finding->result, record_text(&row->record, field->number)))
			note(finding->result, &(struct erase_mention){.ref = row->ref, .field = field, .former = former});
	}
}

static bool look_at_row(void *context, const struct dump_row *row, struct error *error)
{
	struct finding_mentions *finding = context;
	bool former = row->kind == DUMP_IMAGE && row->image.state == IMAGE_FORMER;
	(void)error;
	if (row->kind == DUMP_ENTRY &&
	    (erase_names(finding->result, row->entry.why) || erase_names(finding->result, row->entry.where)))
		note(finding->result, &(struct erase_mention){.sequence = row->entry.sequence});
	if ((row->kind == DUMP_RECORD || former) && !ref_equal(row->ref, finding->self))
		look_at_record(finding, row, former);
	return true;
}

bool erase_find_mentions(const struct view *view, struct ref self, struct erase_result *result, struct error *error)
{
	struct finding_mentions finding = {result, self};
	return result->word_count == 0 || store_dump(view, look_at_row, &finding, error);
}

/* ---- clearing ---- */

static bool is_own(const struct erase_mention *mention)
{
	return mention->field != NULL && mention->field->internal;
}

/* What a finding is known by must stand: its number does then. The next audit finds it by what it is about. */
static void clear_field(struct draft *draft, const struct field *field, struct ref ref)
{
	struct text name = {0};
	code_append_default(&name, ref.entity, ref.id);
	if (field->required)
		draft_set_text(draft, field->number, text_slice(&name));
	else
		draft_unset(draft, field->number);
	text_free(&name);
}

static bool clear_record(struct edit *edit, struct erase_result *result, struct ref ref, struct error *error)
{
	struct record record;
	struct draft draft;
	bool ok = true;
	if (view_record(edit_view(edit), ref, &record)) {
		draft_init(&draft, record.entity);
		draft_copy_record(&draft, &record);
		for (size_t i = 0; i < result->mention_count; i++)
			if (ref_equal(result->mentions[i].ref, ref) && is_own(&result->mentions[i]) && !result->mentions[i].former)
				clear_field(&draft, result->mentions[i].field, ref);
		ok = changes_put(edit->changes, &draft, ref.id, record_revision(&record), error);
		draft_free(&draft);
	}
	result->images += ok ? changes_erase_past(edit->changes, ref) : 0;
	result->cleared += ok;
	return ok;
}

static void drop_cleared(struct erase_result *result)
{
	size_t kept = 0;
	for (size_t i = 0; i < result->mention_count; i++)
		if (!is_own(&result->mentions[i]))
			result->mentions[kept++] = result->mentions[i];
	result->mention_count = kept;
}

static bool was_cleared(const struct erase_result *result, size_t place)
{
	for (size_t i = 0; i < place; i++)
		if (is_own(&result->mentions[i]) && ref_equal(result->mentions[i].ref, result->mentions[place].ref))
			return true;
	return false;
}

bool erase_clear_own(struct edit *edit, struct erase_result *result, struct error *error)
{
	bool ok = true;
	for (size_t i = 0; ok && i < result->mention_count; i++)
		if (is_own(&result->mentions[i]) && !was_cleared(result, i))
			ok = clear_record(edit, result, result->mentions[i].ref, error);
	drop_cleared(result);
	return ok;
}
