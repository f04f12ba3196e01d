/* The address space under the store: sparse, far larger than the file, and smaller where the system is strict. */
#include <sys/mman.h>

#include "store/kv_private.h"

static bool would_be_given(size_t size)
{
	void *probe = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (probe == MAP_FAILED)
		return false;
	munmap(probe, size);
	return true;
}

size_t kv_map_choose(size_t wanted, size_t least, size_t held)
{
	while (wanted > held && !would_be_given(wanted - held)) {
		if (wanted / 2 < least)
			return least;
		wanted /= 2;
	}
	return wanted;
}

size_t kv_map_size(struct kv *kv)
{
	MDB_envinfo info;

	mdb_env_info(kv->env, &info);
	return info.me_mapsize;
}

size_t kv_map_used(struct kv *kv)
{
	MDB_envinfo info;
	MDB_stat stat;

	mdb_env_info(kv->env, &info);
	mdb_env_stat(kv->env, &stat);
	return (info.me_last_pgno + 1) * stat.ms_psize;
}

/* The engine gives the old map back before it asks for the new one, and is lost if it gets none: ask first. */
int kv_map_resize(struct kv *kv, size_t wanted)
{
	size_t held = kv_map_size(kv), used = kv_map_used(kv);
	size_t size = kv_map_choose(wanted, used > held ? used : held, held);
	int code;

	if (size == held || (size > held && !would_be_given(size - held)))
		return MDB_MAP_RESIZED;
	code = mdb_env_set_mapsize(kv->env, size);
	kv->unmapped = code != MDB_SUCCESS;
	return code;
}
