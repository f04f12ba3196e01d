/* Whoever waits for long work looks at it now and then, and may stop it. */
#include "base/lang.h"
#include "store/kv_private.h"

#define MOVES_BETWEEN_LOOKS 128

void kv_watch(struct kv *kv, bool (*watcher)(void *context), void *context)
{
	kv->watcher = watcher;
	kv->watcher_context = context;
	kv->until_look = watcher != NULL ? 1 : 0;
}

static void fail(struct kv_txn *txn)
{
	struct error stopped = {0};

	error_set(&stopped, ERROR_STOPPED, "%s", _("stopped; nothing has been changed"));
	kv_fail(txn, &stopped);
}

/* Nobody watches what the watcher reads itself. Once it has said no, it stays so. */
void kv_look(struct kv_txn *txn)
{
	struct kv *kv = txn->kv;
	bool goes_on;

	if (kv_failed(txn)) {
		kv->until_look = 1;
		return;
	}
	kv->until_look = 0;
	if (kv->watcher == NULL)
		return;
	goes_on = kv->watcher(kv->watcher_context);
	kv->until_look = goes_on ? MOVES_BETWEEN_LOOKS : 1;
	if (!goes_on)
		fail(txn);
}

void kv_look_last(struct kv_txn *txn)
{
	if (txn->kv->until_look == 1)
		kv_look(txn);
}
