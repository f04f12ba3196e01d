#include "register/batches.h"

#include "base/lang.h"

#define BATCH_RECORDS 2000
#define BATCH_BYTES ((size_t)8 << 20)

static bool is_whole(const struct batches *batches)
{
	return batches->total <= BATCH_RECORDS;
}

bool batches_begin(struct batches *batches, struct error *error)
{
	return is_whole(batches) || store_import_begin(batches->session->store, error);
}

static bool begin_edit(struct batches *batches, bool open, struct error *error)
{
	const struct entry_facts facts = {.kind = ENTRY_CHANGE, .why = batches->why, .group = batches->group, .open = open};
	batches->edit = edit_begin(batches->session, &facts, error);
	if (batches->edit != NULL)
		edit_allow_internal(batches->edit);
	return batches->edit != NULL;
}

static bool commit(struct batches *batches, struct error *error)
{
	uint64_t sequence = 0;
	if (batches->edit == NULL)
		return true;
	bool done = edit_commit(&batches->edit, &sequence, error);
	if (done && batches->group == 0)
		batches->group = sequence;
	return done;
}

static bool give_way(struct batches *batches, struct error *error)
{
	if (!commit(batches, error))
		return false;
	changes_give_way();
	return batches->progress == NULL || batches->progress(batches->context, batches->done, batches->total) ||
	       error_set(error, ERROR_STOPPED, _("stopped; what had been written is taken back"));
}

struct edit *batches_next(struct batches *batches, struct error *error)
{
	bool full = !is_whole(batches) && batches->edit != NULL &&
	            (edit_count(batches->edit) >= BATCH_RECORDS || edit_bytes(batches->edit) >= BATCH_BYTES);
	if (full && !give_way(batches, error))
		return NULL;
	if (batches->edit == NULL && !begin_edit(batches, !is_whole(batches), error))
		return NULL;
	batches->done++;
	return batches->edit;
}

bool batches_end(struct batches *batches, bool done, struct error *error)
{
	done = done && commit(batches, error);
	if (!is_whole(batches) && done)
		done = begin_edit(batches, false, error) && commit(batches, error);
	edit_abort(&batches->edit);
	if (is_whole(batches))
		return done;
	store_import_end(batches->session->store);
	if (!done)
		store_import_abandon(batches->session->store);
	return done;
}
