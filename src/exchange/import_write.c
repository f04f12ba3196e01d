/* What was read and found good, into the store: sorted, in bounded batches that others save between. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/import_private.h"
#include "exchange/rejects.h"
#include "register/summary.h"

#define BATCH_RECORDS 4000
#define BATCH_BYTES ((size_t)8 << 20)
#define SUMMARIES_AT_ONCE 2000 /* more records than this, and the rows are renewed afterwards */

static int compare_faults(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	if (x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;
	return (x->at.row > y->at.row) - (x->at.row < y->at.row);
}

/* The faults of one row, as the reject file wants them. */
static bool reject_row(const struct import *import, struct rejects *rejects, const struct csv_row *row, bool whole,
                       size_t first, size_t count, struct error *error)
{
	const struct workbook *workbook = import->sources[import->faults[first].at.file].workbook;
	struct reject *reasons = memory_new_array(count, sizeof *reasons);
	for (size_t i = 0; i < count; i++) {
		const struct fault *fault = &import->faults[first + i];
		uint32_t line = fault->at.line, column = fault->at.column;
		if (workbook != NULL)
			workbook_place(workbook, fault->at.line, fault->at.column, &line, &column);
		reasons[i] = (struct reject){line, column, slice_of(fault->field), slice_of(fault->value), fault->reason};
	}
	bool ok = rejects_add(rejects, row, whole ? reasons : NULL, whole ? count : 0, error);
	free(reasons);
	return ok;
}

/* A spreadsheet is no input any more when its rejects are written. */
static bool is_own_file(const struct source *source, const char *path)
{
	struct stat own, other;
	return source->workbook != NULL && stat(source->path, &own) == 0 && stat(path, &other) == 0 &&
	       own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

static bool write_source_rejects(struct import *import, uint32_t file, const char *path, struct error *error)
{
	struct source *source = &import->sources[file];
	if (is_own_file(source, path))
		return error_set(error, ERROR_USAGE, _("%s is the file being read; give the rejects another file"), path);
	struct input *input = import_open_source(source, error);
	struct csv *csv = import_open_csv(source, input, error);
	struct rejects *rejects = csv == NULL ? NULL : rejects_open(path, csv, error);
	struct csv_row row;
	struct error ignored;
	enum csv_outcome outcome = CSV_END;
	size_t at = 0;
	bool ok = rejects != NULL;
	while (at < import->fault_count && import->faults[at].at.file < file)
		at++;
	while (ok && (outcome = csv_next(csv, &row, &ignored)) != CSV_END && outcome != CSV_FAILED) {
		size_t first = at;
		while (at < import->fault_count && import->faults[at].at.file == file && import->faults[at].at.row == row.line)
			at++;
		if (source->lines != NULL && outcome == CSV_FAULT) {
			row.fault_line = import_line(import, file, (uint32_t)row.line);
			row.fault_column = 0;
		}
		if (at > first) {
			ok = reject_row(import, rejects, &row, outcome == CSV_ROW, first, at - first, error);
			import->result->rejected++;
		}
	}
	ok = ok && rejects_finish(&rejects, error);
	rejects_free(&rejects);
	csv_free(&csv);
	input_free(&input);
	return ok;
}

static bool source_has_faults(const struct import *import, uint32_t file)
{
	for (size_t i = 0; i < import->fault_count; i++)
		if (import->faults[i].at.file == file)
			return true;
	return false;
}

/* One file of rejects for one file read; for several, the name gets the file's own before it. */
static void rejects_path(const struct import *import, uint32_t file, struct text *path)
{
	const char *base = strrchr(import->sources[file].path, '/'), *slash = strrchr(import->options->rejects, '/');
	if (import->source_count == 1) {
		text_append_text(path, import->options->rejects);
		return;
	}
	size_t directory = slash == NULL ? 0 : (size_t)(slash - import->options->rejects) + 1;
	text_append(path, (struct slice){import->options->rejects, directory});
	text_printf(path, "%s.%s", base == NULL ? import->sources[file].path : base + 1, import->options->rejects + directory);
}

/* What was read into memory could be written over unseen. */
static bool is_apart(const struct source *source, const char *path, struct error *error)
{
	struct stat mine, other;
	bool same = source->lines != NULL && stat(source->path, &mine) == 0 && stat(path, &other) == 0 &&
	            S_ISREG(mine.st_mode) && mine.st_dev == other.st_dev && mine.st_ino == other.st_ino;
	return !same || error_set(error, ERROR_USAGE, _("%s is the file being read; give the rejects another file"), path);
}

bool import_write_rejects(struct import *import, struct error *error)
{
	bool ok = true;
	if (import->fault_count > 0)
		qsort(import->faults, import->fault_count, sizeof *import->faults, compare_faults);
	for (uint32_t file = 0; ok && file < import->source_count; file++) {
		struct text path = {0};
		if (import->source_count > 1 && !source_has_faults(import, file))
			continue;
		rejects_path(import, file, &path);
		ok = is_apart(&import->sources[file], path.data, error) && write_source_rejects(import, file, path.data, error);
		text_free(&path);
	}
	return ok;
}

static int compare_staged(const void *a, const void *b)
{
	const struct staged *x = a, *y = b;
	if (x->ref.entity != y->ref.entity)
		return x->ref.entity < y->ref.entity ? -1 : 1;
	if (x->parent != y->parent)
		return x->parent < y->parent ? -1 : 1;
	return (x->ref.id > y->ref.id) - (x->ref.id < y->ref.id);
}

static size_t count_to_write(const struct import *import)
{
	size_t count = 0;
	for (size_t i = 0; i < import->stage.count; i++)
		count += import->stage.items[i].changed && !import->stage.items[i].rejected;
	return count;
}

/* The new ids were assumed from a snapshot: nobody may have taken any since. */
static bool reserve_ids(struct import *import, struct edit *edit, struct error *error)
{
	for (unsigned entity = 1; entity < ENTITY_LIMIT; entity++) {
		if (import->next_id[entity] == 0)
			continue;
		record_id count = import->next_id[entity] - import->first_id[entity];
		if (edit_reserve(edit, (uint8_t)entity, count) != import->first_id[entity])
			return error_set(error, ERROR_CONFLICT,
			                 _("somebody else added records while the files were read; run the import again"));
	}
	return true;
}

/* What others refer to stays, and is told of: a list of parts is not stopped by an incident about one of them. */
static bool remove_one(struct import *import, struct edit *edit, const struct staged *staged, struct error *error)
{
	struct error refused = {0};
	if (edit_remove(edit, staged->ref, staged->base_revision, &refused))
		return true;
	if (refused.kind != ERROR_IN_USE) {
		if (error != NULL)
			*error = refused;
		return false;
	}
	import->result->removed--;
	import->result->kept++;
	import_notice(import, _("gone from the list, but left: %s"), refused.text);
	return true;
}

static bool write_one(struct import *import, struct edit *edit, const struct staged *staged, struct draft *draft,
                      struct error *error)
{
	struct ref ref = staged->ref;
	struct record record;
	if (staged->removed)
		return remove_one(import, edit, staged, error);
	bool ok = stage_record(&import->stage, staged, &record) ||
	          error_set(error, ERROR_INPUT, _("what was read has been damaged in memory"));
	if (ok && staged->base_revision == 0) {
		ok = edit_add_checked(edit, &record, error);
	} else if (ok) {
		draft_copy_record(draft, &record);
		ok = edit_save(edit, draft, &ref, staged->base_revision, error);
	}
	if (!ok)
		error_prefix(error, "%s:%u", import->sources[staged->file].name, import_line(import, staged->file, staged->line));
	return ok;
}

struct writing {
	struct import *import;
	size_t at;
	uint64_t group;
	uint64_t last; /* entry of the journal: up to it nobody else has written since the reading */
	bool whole;    /* all in one transaction */
	struct touched_set *touched; /* NULL: the summary rows are renewed with each batch */
};

static struct edit *begin_batch(struct writing *writing, struct error *error)
{
	struct import *import = writing->import;
	const struct entry_facts facts = {.kind = import->catalogue ? ENTRY_CATALOGUE : ENTRY_IMPORT,
	                                  .where = import->options->where,
	                                  .group = writing->group,
	                                  .open = !writing->whole};
	struct edit *edit = edit_begin(import->session, &facts, error);
	if (edit == NULL)
		return NULL;
	edit_trust_whole(edit, writing->last);
	if (import->checked)
		edit_trust_checks(edit, writing->last);
	if (import->catalogue)
		edit_allow_internal(edit);
	if (writing->touched != NULL)
		edit_defer_summaries(edit, writing->touched);
	if (writing->group == 0 && !reserve_ids(import, edit, error))
		edit_abort(&edit);
	return edit;
}

static bool write_batch(struct writing *writing, struct draft *draft, struct error *error)
{
	struct import *import = writing->import;
	struct edit *edit = begin_batch(writing, error);
	uint64_t sequence = 0;
	bool ok = edit != NULL;
	while (ok && writing->at < import->stage.count &&
	       (writing->whole || (edit_count(edit) < BATCH_RECORDS && edit_bytes(edit) < BATCH_BYTES))) {
		const struct staged *staged = &import->stage.items[writing->at++];
		if (staged->changed && !staged->rejected)
			ok = write_one(import, edit, staged, draft, error);
	}
	ok = ok && edit_commit(&edit, &sequence, error);
	edit_abort(&edit);
	if (ok && sequence == writing->last + 1)
		writing->last = sequence;
	if (ok && writing->group == 0)
		writing->group = import->result->sequence = sequence;
	return ok;
}

static bool close_group(struct writing *writing, struct error *error)
{
	const struct entry_facts facts = {
		.kind = ENTRY_IMPORT, .where = writing->import->options->where, .group = writing->group};
	struct edit *edit = edit_begin(writing->import->session, &facts, error);
	return edit != NULL && edit_commit(&edit, NULL, error);
}

static bool write_batches(struct import *import, size_t total, struct touched_set *touched, struct error *error)
{
	struct writing writing = {.import = import, .last = import->read_to, .whole = total <= BATCH_RECORDS,
	                          .touched = touched};
	struct draft draft;
	bool ok = true;
	draft_init(&draft, schema_entity(E_system));
	while (ok && writing.at < import->stage.count) {
		if (writing.at > 0)
			changes_give_way();
		ok = write_batch(&writing, &draft, error);
		if (ok && import->options->progress != NULL &&
		    !import->options->progress(import->options->context, writing.at, import->stage.count))
			ok = error_set(error, ERROR_STOPPED, _("stopped; what had been written is taken back"));
	}
	if (ok && !writing.whole)
		ok = close_group(&writing, error);
	draft_free(&draft);
	return ok;
}

/* Files are mostly in order already. */
static void sort_staged(struct stage *stage)
{
	size_t in_order = 1;
	while (in_order < stage->count && compare_staged(&stage->items[in_order - 1], &stage->items[in_order]) <= 0)
		in_order++;
	if (in_order < stage->count)
		qsort(stage->items, stage->count, sizeof *stage->items, compare_staged);
}

bool import_write(struct import *import, struct error *error)
{
	size_t total = count_to_write(import);
	if (total == 0)
		return true;
	sort_staged(&import->stage);
	import->read_to = view_sequence(import->view);
	view_close(&import->view);
	if (!store_import_begin(import->session->store, error))
		return false;
	struct touched_set *touched = total > SUMMARIES_AT_ONCE ? touched_new() : NULL;
	bool ok = write_batches(import, total, touched, error);
	store_import_end(import->session->store);
	if (!ok)
		store_import_abandon(import->session->store);
	if (ok && touched != NULL)
		ok = summary_refresh_touched(import->session, touched, error);
	touched_free(&touched);
	return ok;
}
