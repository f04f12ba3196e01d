/* Whether what is open is still what stands in its place. Files that were moved, removed or replaced under an open
 * store live on for whoever has them open: what is written there, or under a lock file that the next one does not
 * see, would be acknowledged and lost. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "store/kv_private.h"

static struct kv_identity identity_of(const char *directory, const char *name)
{
	char *path = kv_files_path(directory, name);
	struct stat status;
	struct kv_identity identity = {0};

	if (stat(path, &status) == 0)
		identity = (struct kv_identity){status.st_dev, status.st_ino};
	free(path);
	return identity;
}

bool kv_same_file(struct kv_identity a, struct kv_identity b)
{
	return a.device == b.device && a.inode == b.inode;
}

void kv_place_note_lock(struct kv *kv)
{
	kv->lock = identity_of(kv->directory, KV_LOCK_FILE);
}

bool kv_place_check(const struct kv *kv, struct error *error)
{
	if (kv_same_file(identity_of(kv->directory, KV_DATA_FILE), kv->data) &&
	    kv_same_file(identity_of(kv->directory, KV_LOCK_FILE), kv->lock))
		return true;
	return error_set(error, ERROR_STORE,
			 _("the store %s has been moved, removed or replaced while it was open: nothing was saved; see what "
			   "stands there, and start the program again"),
			 kv->directory);
}
