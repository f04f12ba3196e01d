/* Rows to be written, gathered while reading and put in batches of one short transaction each, between which others
 * save. */
#include <stdlib.h>

#include "audit/audit_private.h"
#include "base/memory.h"

#define BATCH_ROWS 4000
#define BATCH_BYTES ((size_t)2 << 20)

void outbox_init(struct outbox *outbox, struct session *session, bool keep)
{
	*outbox = (struct outbox){.session = session, .keep = keep};
}

void outbox_free(struct outbox *outbox)
{
	text_free(&outbox->rows);
	free(outbox->items);
	*outbox = (struct outbox){0};
}

static struct outgoing *add(struct outbox *outbox)
{
	memory_grow(&outbox->items, &outbox->capacity, outbox->count, sizeof *outbox->items);
	struct outgoing *item = &outbox->items[outbox->count++];
	*item = (struct outgoing){.start = outbox->rows.size};
	return item;
}

void outbox_add(struct outbox *outbox, record_id id, uint32_t revision, const struct draft *draft)
{
	struct text packed = {0};
	struct outgoing *item = add(outbox);
	draft_pack(draft, &(struct record_stamp){.revision = revision}, &packed);
	text_append(&outbox->rows, text_slice(&packed));
	item->ref = (struct ref){E_finding, id};
	item->revision = revision;
	item->size = packed.size;
	text_free(&packed);
}

void outbox_add_summary(struct outbox *outbox, struct ref ref, struct slice row)
{
	struct outgoing *item = add(outbox);
	text_append(&outbox->rows, row);
	item->ref = ref;
	item->summary = true;
	item->size = row.size;
}

struct record outbox_record(const struct outbox *outbox, size_t index)
{
	const struct outgoing *item = &outbox->items[index];
	struct record record = {0};
	record_open(&record, outbox->rows.data + item->start, item->size);
	record.id = item->ref.id;
	record.parent = record_ref_id(&record, F_finding_system);
	return record;
}

/* A finding that somebody has handled meanwhile is theirs: the next run looks at it again. */
static bool was_changed(struct changes *changes, const struct outgoing *item)
{
	struct record now;
	return item->ref.id != 0 &&
	       (!view_record(changes_view(changes), item->ref, &now) || record_revision(&now) != item->revision);
}

static bool write_finding(struct outbox *outbox, struct changes *changes, size_t index, struct draft *draft,
                          struct error *error)
{
	const struct outgoing *item = &outbox->items[index];
	struct record record = outbox_record(outbox, index);
	if (was_changed(changes, item)) {
		outbox->skipped++;
		return true;
	}
	draft_copy_record(draft, &record);
	record_id id = item->ref.id != 0 ? item->ref.id : changes_new_id(changes, E_finding);
	return changes_put_derived(changes, draft, id, item->revision, error);
}

static bool write_items(struct outbox *outbox, struct changes *changes, struct error *error)
{
	struct draft draft;
	bool ok = true;
	draft_init(&draft, schema_entity(E_finding));
	for (size_t i = 0; ok && i < outbox->count; i++) {
		const struct outgoing *item = &outbox->items[i];
		if (item->summary)
			changes_put_summary(changes, item->ref, (struct slice){outbox->rows.data + item->start, item->size});
		else
			ok = write_finding(outbox, changes, i, &draft, error);
	}
	draft_free(&draft);
	return ok;
}

static bool write_batch(struct outbox *outbox, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_AUDIT,
	                                  .actor = RECORD_BY_AUDIT,
	                                  .where = text_slice(&outbox->session->where),
	                                  .group = outbox->group};
	struct changes *changes = changes_begin(outbox->session->store, &facts, error);
	bool ok = changes != NULL && write_items(outbox, changes, error) && changes_commit(&changes, NULL, error);
	changes_abort(&changes);
	outbox->count = 0;
	text_clear(&outbox->rows);
	return ok;
}

bool outbox_flush(struct outbox *outbox, bool all, struct error *error)
{
	if (outbox->keep || outbox->count == 0 || (!all && outbox->count < BATCH_ROWS && outbox->rows.size < BATCH_BYTES))
		return true;
	return write_batch(outbox, error);
}
