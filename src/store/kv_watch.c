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

/* Nobody watches what the watcher reads itself. */
void kv_look(struct kv_txn *txn)
{
	struct kv *kv = txn->kv;
	struct error stopped;

	kv->until_look = 0;
	if (kv->watcher == NULL)
		return;
	if (!kv->watcher(kv->watcher_context)) {
		error_set(&stopped, ERROR_STOPPED, _("stopped; nothing has been changed"));
		kv_fail(txn, &stopped);
	}
	kv->until_look = MOVES_BETWEEN_LOOKS;
}
