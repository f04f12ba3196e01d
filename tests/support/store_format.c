#include "support/store_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/kv.h"
#include "store/store_private.h"

void test_store_raise_format(const char *directory)
{
	const struct kv_options options = {.map_size = (size_t)1 << 30};
	struct error error = {0};
	struct kv *kv = kv_open(directory, &options, &error);
	struct kv_txn *txn = kv == NULL ? NULL : kv_begin(kv, true, &error);

	if (txn == NULL)
		fail_msg("%s", error.text);
	meta_put_number(txn, "format", STORE_FORMAT + 1);
	meta_seal(txn);
	assert_true(kv_commit(&txn, &error));
	kv_close(&kv);
}
