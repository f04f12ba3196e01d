#include "support/contents.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "model/hash.h"
#include "store/changes.h"

static void add_record(struct contents *contents, const struct dump_row *row)
{
	if (row->ref.entity != E_run)
		contents->records[row->ref.entity]++;
	contents->records_hash = hash_64(row->record.bytes, row->record.size, contents->records_hash);
}

static bool take(void *context, const struct dump_row *row, struct error *error)
{
	struct contents *contents = context;

	(void)error;
	if (row->kind == DUMP_RECORD)
		add_record(contents, row);
	else if (row->kind == DUMP_IMAGE && row->image.state == IMAGE_FORMER)
		contents->hash = hash_64(row->record.bytes, row->record.size, contents->hash);
	else if (row->kind == DUMP_ENTRY)
		contents->hash = hash_64(row->entry.hash, 32, contents->hash);
	return true;
}

static void fault(void *context, const char *line)
{
	fail_msg("%s: %s", (const char *)context, line);
}

static void read_all(struct store *store, const char *what, struct contents *contents)
{
	struct verify_report report = {0};
	struct error error = {0};
	struct view *view = view_open(store, &error);

	if (!view)
		fail_msg("%s: %s", what, error.text);
	store_verify(view, fault, NULL, (void *)(uintptr_t)what, &report);
	contents->sequence = view_sequence(view);
	if (!store_dump(view, take, contents, &error))
		fail_msg("%s: %s", what, error.text);
	view_close(&view);
}

static void take_back_what_was_cut_off(struct store *store, const char *what)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .actor = RECORD_BY_ROOT, .where = SLICE("test")};
	struct error error = {0};
	struct changes *changes = changes_begin(store, &facts, &error);

	if (!changes)
		fail_msg("%s: %s", what, error.text);
	changes_abort(&changes);
}

struct contents contents_read(const char *directory, const char *what)
{
	const struct store_options options = {.map_size = (size_t)1 << 30};
	struct contents contents = {0};
	struct error error = {0};
	struct store *store = store_open(directory, &options, &error);

	if (!store && error.kind == ERROR_NOT_FOUND)
		return contents;
	if (!store)
		fail_msg("%s: %s", what, error.text);
	contents.there = true;
	take_back_what_was_cut_off(store, what);
	read_all(store, what, &contents);
	store_close(&store);
	return contents;
}

bool contents_equal(const struct contents *a, const struct contents *b)
{
	return a->there == b->there && a->records_hash == b->records_hash &&
	       (a->sequence != b->sequence || a->hash == b->hash);
}

bool contents_as_many(const struct contents *a, const struct contents *b)
{
	return a->there == b->there && !memcmp(a->records, b->records, sizeof(a->records));
}

bool contents_alike(const struct contents *a, const struct contents *b)
{
	return contents_as_many(a, b) && a->sequence == b->sequence;
}
