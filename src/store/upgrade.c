#include "store/upgrade.h"

#include "base/lang.h"
#include "store/kv_private.h"
#include "store/store_private.h"

/* Format 1 was never handed out: there is no way from it, and from 2 none is needed yet. */
const struct upgrade_step upgrade_steps[] = {{0, NULL}};

static const struct upgrade_step *find_step(const struct upgrade_step *steps, uint64_t from)
{
	for (; steps->from != 0; steps++)
		if (steps->from == from)
			return steps;
	return NULL;
}

bool upgrade_has_way(const struct upgrade_step *steps, uint64_t from, uint64_t to)
{
	while (from < to && find_step(steps, from) != NULL)
		from++;
	return from == to;
}

static bool refuse_without_way(const char *directory, uint64_t from, uint64_t to, struct error *error)
{
	if (from > to)
		return error_set(error, ERROR_STORE,
		                 _("%s: the register has format %llu, newer than this program's %d; install the newer program"),
		                 directory, (unsigned long long)from, (int)to);
	return error_set(error, ERROR_STORE,
	                 _("%s: there is no way from format %llu to %llu; export it with the program that made it, and import "
	                   "that into a new one"),
	                 directory, (unsigned long long)from, (unsigned long long)to);
}

static bool read_format(struct kv *kv, const char *directory, uint64_t *format, struct error *error)
{
	struct kv_txn *txn = kv_begin(kv, false, error);
	if (txn == NULL)
		return false;
	bool found = meta_number(txn, "format", format);
	kv_abort(&txn);
	return found ||
	       error_set(error, ERROR_STORE, _("%s: there is no register here; make one with forvalta init --store %s"),
	                 directory, directory);
}

/* Of older tables too: what a table holds, this program may not be able to say, but how much. */
static bool counts_are_equal(struct kv *a, struct kv *b, struct error *error)
{
	struct kv_txn *x = kv_begin(a, false, error), *y = x == NULL ? NULL : kv_begin(b, false, error);
	bool equal = y != NULL;
	for (enum kv_table table = 0; equal && table < KV_TABLES; table++)
		equal = kv_has_table(a, table) == kv_has_table(b, table) &&
		        (!kv_has_table(a, table) || kv_count(x, table) == kv_count(y, table));
	kv_abort(&y);
	kv_abort(&x);
	return equal || error_set(error, ERROR_STORE, _("the copy is not what was copied: nothing was upgraded"));
}

static bool back_up(struct kv *kv, const char *backup, const struct kv_options *options, struct error *error)
{
	if (!kv_copy(kv, backup, error))
		return false;
	struct kv *copy = kv_open(backup, options, error);
	bool ok = copy != NULL && counts_are_equal(kv, copy, error);
	if (copy != NULL)
		kv_close(&copy);
	return ok;
}

/* Looks and copies without writing anything. */
static bool prepare(const char *directory, const struct upgrade_step *steps, uint64_t to, const char *backup,
                    const struct kv_options *options, struct upgrade_result *result, struct error *error)
{
	struct kv *kv = kv_open(directory, options, error);
	bool ok = kv != NULL && read_format(kv, directory, &result->from, error);
	result->to = result->from;
	if (ok && !upgrade_has_way(steps, result->from, to))
		ok = refuse_without_way(directory, result->from, to, error);
	if (ok && result->from < to)
		ok = back_up(kv, backup, options, error);
	if (kv != NULL)
		kv_close(&kv);
	return ok;
}

/* Somebody else may be upgrading too: each step looks whether it is still to be done. */
static bool take_step(struct kv *kv, const struct upgrade_step *step, struct error *error)
{
	uint64_t format = 0;
	struct kv_txn *txn = kv_begin(kv, true, error);
	if (txn == NULL)
		return false;
	if (!meta_number(txn, "format", &format) || format != step->from) {
		kv_abort(&txn);
		return format > step->from || error_set(error, ERROR_STORE, _("the format of the store cannot be read"));
	}
	if (!step->run(txn, error)) {
		kv_abort(&txn);
		return error_prefix(error, _("from format %llu to %llu"), (unsigned long long)step->from,
		                    (unsigned long long)step->from + 1);
	}
	meta_put_number(txn, "format", step->from + 1);
	meta_seal(txn);
	return kv_commit(&txn, error);
}

bool store_upgrade(const char *directory, const struct upgrade_step *steps, uint64_t to, const char *backup,
                   const struct store_options *options, struct upgrade_result *result, struct error *error)
{
	struct kv_options kv_options = {.read_only = true, .older = true, .force_network = options->force_network,
	                                .map_size = options->map_size, .notice = options->notice,
	                                .notice_context = options->notice_context};
	*result = (struct upgrade_result){0};
	if (!prepare(directory, steps, to, backup, &kv_options, result, error))
		return false;
	if (result->from == to)
		return true;
	kv_options.read_only = kv_options.older = false;
	kv_options.create = true; /* the tables that are missing; the store is there */
	struct kv *kv = kv_open(directory, &kv_options, error);
	bool ok = kv != NULL;
	for (; ok && result->to < to; result->to += ok)
		ok = take_step(kv, find_step(steps, result->to), error);
	if (kv != NULL)
		kv_close(&kv);
	result->done = ok;
	return ok;
}
