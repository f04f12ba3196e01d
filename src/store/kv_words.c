/* What the engine's and the system's codes mean to the person. */
#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/lang.h"
#include "base/memory.h"
#include "store/kv_private.h"

static const struct {
	int code;
	enum error_kind kind;
	const char *text;
} words[] = {
	{MDB_MAP_FULL, ERROR_STORE, N_("the store is full: give it a larger map or remove what is not needed")},
	{MDB_MAP_RESIZED, ERROR_STORE, N_("the store has outgrown what this process may address: raise ulimit -v")},
	{ENOMEM, ERROR_STORE, N_("the store is larger than what this process may address: raise ulimit -v")},
	{MDB_READERS_FULL, ERROR_STORE, N_("the store is being read by too many at once: try again shortly")},
	{MDB_TXN_FULL, ERROR_STORE, N_("too large a change to the store at once: nothing of it was saved")},
	{MDB_VERSION_MISMATCH, ERROR_STORE,
	 N_("the store was written by another version of LMDB: export it with a program built on that one")},
	{MDB_INVALID, ERROR_STORE, N_("no store: its data file is something else, or damaged")},
	{MDB_NOTFOUND, ERROR_STORE, N_("no store of this program, but data of another")},
	{MDB_INCOMPATIBLE, ERROR_STORE, N_("no store of this program, but data of another")},
	{MDB_CORRUPTED, ERROR_STORE, N_("the store is damaged: restore it from a backup")},
	{MDB_PAGE_NOTFOUND, ERROR_STORE, N_("the store is damaged: restore it from a backup")},
	{MDB_PANIC, ERROR_STORE, N_("writing to the store failed before: see to the disk and start the program again")},
	{MDB_BAD_VALSIZE, ERROR_STORE, N_("a key or a value has a size that the store cannot keep")},
	{ENOSPC, ERROR_SYSTEM, N_("no room is left on the disk: nothing was saved; make room and try again")},
	{EDQUOT, ERROR_SYSTEM, N_("the disk quota is used up: nothing was saved; make room and try again")},
	{EFBIG, ERROR_SYSTEM, N_("the file of the store may not grow (ulimit -f): nothing was saved")},
	{EIO, ERROR_SYSTEM, N_("the disk failed: nothing was saved; see to the disk")},
	{EROFS, ERROR_SYSTEM, N_("the file system is read-only")},
	{EACCES, ERROR_DENIED, N_("you may not: ask for the rights to the directory and the files of the store")},
	{EPERM, ERROR_DENIED, N_("you may not: ask for the rights to the directory and the files of the store")},
};

/* The engine calls a write that was cut short by a full disk an input/output error. */
static int true_code(const char *directory, int code)
{
	struct statvfs room;

	if (code == EIO && statvfs(directory, &room) == 0 && room.f_bavail < 256)
		return ENOSPC;
	return code;
}

bool kv_words(const char *directory, int code, struct error *error)
{
	code = true_code(directory, code);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (words[i].code == code)
			return error_set(error, words[i].kind, "%s: %s", directory, _(words[i].text));
	return error_set(error, ERROR_STORE, "%s: %s", directory, mdb_strerror(code));
}
