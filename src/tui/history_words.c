#include "tui/history_words.h"

#include <stdlib.h>

#include "base/lang.h"
#include "base/memory.h"
#include "register/authority.h"
#include "report/teller.h"
#include "tui/words.h"

const char *history_entry_kind(enum entry_kind kind)
{
	switch (kind) {
	case ENTRY_IMPORT: return _("import");
	case ENTRY_AUDIT: return _("nightly audit");
	case ENTRY_UNDO: return _("undone");
	case ENTRY_INIT: return _("the register was made");
	case ENTRY_ROLLBACK: return _("an unfinished import taken back");
	case ENTRY_CATALOGUE: return _("product catalogue");
	case ENTRY_ERASURE: return _("erasure");
	case ENTRY_DISPOSAL: return _("disposal");
	default: return _("change");
	}
}

static void append_value(struct text *out, struct glance *glance, const struct record *record,
	const struct field *field)
{
	struct value value = reading_field(glance->reading, record, field);
	if (!value.set && record_is_set(record, field->number))
		text_append_text(out, _("not shown to you"));
	else if (!value.set)
		text_append_text(out, _("not stated"));
	else
		words_value_whole(out, glance, record, field, &value);
}

static void append_field(struct text *out, struct glance *glance, const struct record *before,
	const struct record *after, const struct field *field)
{
	append_value(out, glance, before, field);
	text_append_text(out, " → ");
	append_value(out, glance, after, field);
}

/* The record of one revision: false where it cannot be read. */
static bool revision_record(const struct glance *glance, struct ref ref, uint32_t revision, struct image *image)
{
	return revision > 0 && view_image(glance->view, ref, revision, image) && image->readable &&
	       (image->state == IMAGE_CURRENT || image->state == IMAGE_FORMER);
}

static void append_differences(struct text *out, struct glance *glance, const struct record *before,
	const struct record *after, const char *between)
{
	uint8_t fields[255];
	size_t count = record_differences(before, after, fields);
	for (size_t i = 0; i < count; i++) {
		const struct field *field = schema_field(after->entity, fields[i]);
		text_printf(out, "%s%s: ", i > 0 ? between : "", words_field(glance->app, field));
		append_field(out, glance, before, after, field);
	}
	if (count == 0)
		text_append_text(out, _("nothing changed"));
}

static bool is_gone(const struct glance *glance, struct ref ref, uint32_t revision, struct image *image)
{
	return revision > 0 && view_image(glance->view, ref, revision, image) && image_is_gone(image);
}

bool history_may_read(const struct glance *glance, struct ref ref)
{
	struct record record;
	bool there = view_record(glance->view, ref, &record);
	return authority_allows(glance->app->session, glance->view, DEED_READ_HISTORY, ref.entity, there ? &record : NULL);
}

static bool find_subject(struct glance *glance, const struct entry_change *change, struct record *record)
{
	struct image before;
	if (view_record(glance->view, change->ref, record))
		return true;
	if (!history_may_read(glance, change->ref) || !revision_record(glance, change->ref, change->revision - 1, &before))
		return false;
	*record = before.record;
	return true;
}

/* What lies under another is told after it, and does not name it again. */
static void append_name(struct text *out, struct glance *glance, const struct entity *entity,
	const struct record *record)
{
	const struct teller teller = words_teller(glance);
	struct ref above = authority_lies_under(record);
	if (ref_is_set(above)) {
		teller_name(out, &teller, above);
		text_append_text(out, " · ");
	}
	text_printf(out, "%s ", words_entity(glance->app, entity));
	teller_title_below(out, &teller, record, above);
}

void history_append_subject(struct text *out, struct glance *glance, const struct entry_change *change)
{
	const struct entity *entity = schema_entity(change->ref.entity);
	struct record record;
	if (change->ref.id == 0) {
		text_printf(out, ngettext("%u finding", "%u findings", change->revision), change->revision);
	} else if (entity != NULL && find_subject(glance, change, &record)) {
		append_name(out, glance, entity, &record);
	} else {
		text_printf(out, "%s ", entity == NULL ? "?" : words_entity(glance->app, entity));
		words_name(out, glance, change->ref);
	}
}

void history_append_change(struct text *out, struct glance *glance, struct ref ref, uint32_t revision)
{
	struct image now, before;
	if (is_gone(glance, ref, revision, &now)) {
		teller_gone(out, glance->view, &now);
		return;
	}
	if (!revision_record(glance, ref, revision, &now)) {
		text_append_text(out, _("removed"));
		return;
	}
	if (is_gone(glance, ref, revision - 1, &before)) {
		text_append_text(out, _("changed; what it was before is gone"));
		return;
	}
	if (!revision_record(glance, ref, revision - 1, &before)) {
		text_append_text(out, _("new"));
		return;
	}
	append_differences(out, glance, &before.record, &now.record, "; ");
}

void history_append_return(struct text *out, struct glance *glance, struct ref ref, uint64_t sequence,
	const char *between)
{
	struct record now;
	struct image then;
	if (view_image_at(glance->view, ref, sequence, &then) && image_is_gone(&then))
		teller_gone(out, glance->view, &then);
	else if (!view_image_at(glance->view, ref, sequence, &then) || !then.readable)
		text_append_text(out, _("removed"));
	else if (!view_record(glance->view, ref, &now))
		text_append_text(out, _("the record is there again"));
	else
		append_differences(out, glance, &now, &then.record, between);
}

struct revision_list {
	struct {
		uint32_t revision;
		uint64_t sequence;
		enum image_state state;
	} *items;
	size_t count, capacity;
};

static bool note_revision(void *context, const struct image *image)
{
	struct revision_list *list = context;
	memory_grow(&list->items, &list->capacity, list->count, sizeof(*list->items));
	list->items[list->count].revision = image->revision;
	list->items[list->count].sequence = image->sequence;
	list->items[list->count++].state = image->state;
	return true;
}

/* "2026-11-20 10:12  Anna Berg · import contracts.csv · because …" */
static void add_entry(struct text_view *view, struct glance *glance, const struct entry *entry)
{
	char buffer[MOMENT_TEXT_SIZE];
	struct text words = {0};
	text_printf(&words, "%s  ", moment_local_text(entry->moment, buffer));
	words_actor(&words, glance, entry->actor);
	if (entry->kind != ENTRY_CHANGE)
		text_printf(&words, " · %s", history_entry_kind(entry->kind));
	if (entry->why.size > 0)
		text_printf(&words, " · %.*s", (int)entry->why.size, entry->why.data);
	text_view_heading(view, words.data);
	text_free(&words);
}

static void add_differences(struct text_view *view, struct glance *glance, const struct image *before,
	const struct image *now)
{
	uint8_t fields[255];
	size_t count = record_differences(&before->record, &now->record, fields);
	for (size_t i = 0; i < count; i++) {
		const struct field *field = schema_field(now->record.entity, fields[i]);
		struct text words = {0};
		append_field(&words, glance, &before->record, &now->record, field);
		text_view_pair(view, words_field(glance->app, field), ROLE_NORMAL, words.data);
		text_free(&words);
	}
}

static void add_revision(struct text_view *view, struct glance *glance, struct ref ref, uint32_t revision)
{
	struct image now, before;
	struct text words = {0};
	if (is_gone(glance, ref, revision, &now)) {
		teller_gone(&words, glance->view, &now);
		text_view_paragraph(view, ROLE_MUTED, words.data);
	} else if (!revision_record(glance, ref, revision, &now))
		text_view_paragraph(view, ROLE_MUTED, _("The record was removed."));
	else if (is_gone(glance, ref, revision - 1, &before))
		text_view_paragraph(view, ROLE_MUTED, _("changed; what it was before is gone"));
	else if (revision == 1 || !revision_record(glance, ref, revision - 1, &before))
		text_view_paragraph(view, ROLE_MUTED, _("The record was made."));
	else
		add_differences(view, glance, &before, &now);
	text_free(&words);
}

void history_show(struct text_view *view, struct glance *glance, struct ref ref, size_t most)
{
	struct revision_list list = {0};
	struct journal *journal = journal_new(glance->view);
	struct entry entry;
	view_history(glance->view, ref, note_revision, &list);
	for (size_t i = list.count; i > 0 && list.count - i < most; i--) {
		if (journal_seek(journal, list.items[i - 1].sequence, &entry))
			add_entry(view, glance, &entry);
		add_revision(view, glance, ref, list.items[i - 1].revision);
		text_view_blank(view);
	}
	if (list.count > most)
		text_view_paragraph(view, ROLE_MUTED, _("Earlier changes are told by forvalta history."));
	journal_free(&journal);
	free(list.items);
}
