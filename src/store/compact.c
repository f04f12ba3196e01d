#include "store/compact.h"

#include "base/lang.h"
#include "store/dump.h"
#include "store/kv_stage.h"
#include "store/store_private.h"

#define UNCOMPACTED "uncompacted"
#define ATTEMPTS 3

void changes_note_uncompacted(struct changes *changes)
{
	changes_put_fact(changes, UNCOMPACTED, SLICE("yes"));
}

bool view_is_uncompacted(const struct view *view)
{
	struct slice value;
	return view_fact(view, UNCOMPACTED, &value);
}

static bool put_row(void *context, const struct dump_row *row, struct error *error)
{
	bool done_with = row->kind == DUMP_FACT && slice_equal_text(row->name, "fact:" UNCOMPACTED);
	return done_with || rebuild_put(context, row, error);
}

/* The commit is asked for before the snapshot is taken: one that comes between is seen to be later. */
static bool copy_rows(struct store *store, struct rebuild *rebuild, uint64_t *copied, struct error *error)
{
	struct kv_statistics statistics;
	if (!kv_stat(store->kv, &statistics, error))
		return false;
	*copied = statistics.last_commit;
	struct view *view = view_open(store, error);
	bool ok = view != NULL && store_dump(view, put_row, rebuild, error);
	view_close(&view);
	return ok;
}

static bool fill(const char *directory, const struct store_options *options, struct rebuild *rebuild, uint64_t *copied,
                 struct error *error)
{
	struct store_options reading = *options;
	reading.read_only = true;
	struct store *store = store_open(directory, &reading, error);
	bool ok = store != NULL && copy_rows(store, rebuild, copied, error);
	store_close(&store);
	return ok;
}

static bool compact_once(const char *directory, const struct store_options *options,
                         bool (*verify)(void *context, struct store *compacted, struct error *error), void *context,
                         struct error *error)
{
	uint64_t copied = 0;
	struct rebuild *rebuild = rebuild_begin(directory, options, error);
	bool ok = rebuild != NULL && fill(directory, options, rebuild, &copied, error);
	struct store *compacted = ok ? rebuild_store(rebuild, error) : NULL;
	ok = compacted != NULL && verify(context, compacted, error) && rebuild_install_copy(&rebuild, copied, error);
	rebuild_abandon(&rebuild);
	return ok;
}

bool store_compact(const char *directory, const struct store_options *options,
                   bool (*verify)(void *context, struct store *compacted, struct error *error), void *context,
                   struct error *error)
{
	struct error why = {0};
	bool ok = false;
	for (int attempt = 0; !ok && (attempt == 0 || (attempt < ATTEMPTS && why.kind == ERROR_CONFLICT)); attempt++) {
		error_clear(&why);
		ok = rebuild_may_replace(directory, &why) && compact_once(directory, options, verify, context, &why);
	}
	return ok || error_set(error, why.kind, "%s", why.text);
}
