/* The lists behind a masked copy: what is masked where and on which ground, and how often each ground was used. */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/memory.h"
#include "report/disclosure_private.h"

static const char *const ground_words[MASK_GROUNDS] = {
	[MASK_OFFER] = N_("offer before the award is published"),
	[MASK_SECRET] = N_("secret field"),
	[MASK_PERSONAL] = N_("about a living person"),
	[MASK_SENSITIVE] = N_("sensitive together: versions, support, classification and what was found of them"),
	[MASK_MENTION] = N_("says what is masked elsewhere"),
};

/* The legal ground as it stands in the record that is marked, and which that is where it is another. */
static void append_ground(struct copy *copy, const struct copy_mask *row, bool place, struct text *out)
{
	struct record marked;
	if (row->mask.ground != MASK_SECRECY) {
		text_append_text(out, _(ground_words[row->mask.ground]));
		return;
	}
	bool there = view_record(copy->request->view, row->mask.of, &marked);
	struct slice ground = there ? record_text(&marked, F_secrecy_ground) : SLICE("");
	if (ground.size > 0 && !word_set_stands_in(copy->words, ground))
		text_append(out, ground);
	else
		text_append_text(out, _("secrecy"));
	if (place && !ref_equal(row->mask.of, row->ref)) {
		text_append_text(out, _(", of "));
		copy_append_code(copy, row->mask.of, out);
	}
}

static void append_fields(const struct copy *copy, const struct copy_mask *row, struct text *out)
{
	const struct entity *entity = schema_entity(row->ref.entity);
	bool first = true;
	if (row->mask.ground == MASK_SECRECY || row->mask.ground == MASK_OFFER) {
		text_append_text(out, copy->request->shown ? _("all but the number") : "*");
		return;
	}
	for (unsigned i = 0; i < entity->field_count; i++) {
		const struct field *field = &entity->fields[i];
		if ((row->fields[field->number / 64] >> field->number % 64 & 1) == 0)
			continue;
		text_printf(out, "%s%s", first ? "" : copy->request->shown ? ", " : ";",
		            copy->request->shown ? _(field->label) : field->name);
		first = false;
	}
}

static bool write_mask(struct copy *copy, const struct report_table *table, size_t place)
{
	const struct copy_mask *row = &copy->masks[place];
	size_t starts[4] = {0};
	text_clear(&copy->texts);
	text_printf(&copy->texts, "%zu", place + 1);
	starts[1] = copy->texts.size;
	copy_append_code(copy, row->ref, &copy->texts);
	starts[2] = copy->texts.size;
	append_fields(copy, row, &copy->texts);
	starts[3] = copy->texts.size;
	append_ground(copy, row, true, &copy->texts);
	return copy_give_row(copy, table, starts);
}

static bool write_list(struct copy *copy)
{
	const struct report_column columns[] = {
		{"number", _("Mark number"), 8}, {"place", _("Record"), 12}, {"fields", _("Fields"), 40}, {"ground", _("Ground"), 0}};
	const struct report_table table = {
		.name = "masked", .title = _("What is masked"), .columns = columns, .column_count = 4};
	bool ok = copy->sink->table(copy->sink->context, &table, copy->error);
	for (size_t i = 0; ok && i < copy->mask_count; i++)
		ok = write_mask(copy, &table, i);
	return ok;
}

/* ---- how often ---- */

struct used_ground {
	struct text words;
	size_t count;
};

struct used_grounds {
	struct used_ground *items;
	size_t count, capacity;
};

static void count_ground(struct used_grounds *used, const struct text *words)
{
	for (size_t i = 0; i < used->count; i++)
		if (slice_equal(text_slice(&used->items[i].words), text_slice(words))) {
			used->items[i].count++;
			return;
		}
	memory_grow(&used->items, &used->capacity, used->count, sizeof *used->items);
	used->items[used->count] = (struct used_ground){.count = 1};
	text_append(&used->items[used->count++].words, text_slice(words));
}

static void count_grounds(struct copy *copy, struct used_grounds *used)
{
	for (size_t i = 0; i < copy->mask_count; i++) {
		text_clear(&copy->texts);
		append_ground(copy, &copy->masks[i], false, &copy->texts);
		count_ground(used, &copy->texts);
	}
}

static bool write_used(struct copy *copy, const struct report_table *table, const struct used_ground *used)
{
	size_t starts[2] = {0};
	text_clear(&copy->texts);
	text_append(&copy->texts, text_slice(&used->words));
	starts[1] = copy->texts.size;
	text_printf(&copy->texts, "%zu", used->count);
	return copy_give_row(copy, table, starts);
}

static bool write_grounds(struct copy *copy)
{
	const struct report_column columns[] = {{"ground", _("Ground"), 60}, {"numbers", _("How many"), 8}};
	const struct report_table table = {.name = "grounds", .title = _("Grounds"), .columns = columns, .column_count = 2};
	struct used_grounds used = {0};
	count_grounds(copy, &used);
	bool ok = copy->sink->table(copy->sink->context, &table, copy->error);
	for (size_t i = 0; i < used.count; i++) {
		ok = ok && write_used(copy, &table, &used.items[i]);
		text_free(&used.items[i].words);
	}
	free(used.items);
	return ok;
}

bool copy_write_masks(struct copy *copy)
{
	return write_list(copy) && write_grounds(copy);
}
