/* The engine keeps two heads, the last commit's and the one before, each on a page of its own, and goes by the greater
 * number. Where the last one's number is damaged it would go back a commit without a word: what was acknowledged would
 * be gone. But two heads always follow one another. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "store/kv_private.h"

/* Where a head's page has it: behind the page's header, magic, version, address, size, two tables and the last page. */
#define HEAD_NUMBER 144
#define PAGE_SIZE_AT 40 /* of the first table, whose place for it is unused otherwise */
#define ATTEMPTS 100    /* another process may be writing one */

static bool read_number(int file, off_t page, uint64_t *number)
{
	return pread(file, number, sizeof(*number), page + HEAD_NUMBER) == (ssize_t)sizeof(*number);
}

/* A new store's heads are both 0. */
static bool follow(uint64_t a, uint64_t b)
{
	return (a == 0 && b == 0) || a == b + 1 || b == a + 1;
}

bool kv_heads_last(const char *directory, uint64_t *number, struct error *error)
{
	char *path = kv_files_path(directory, KV_DATA_FILE);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	uint32_t page = 0;
	uint64_t first = 0, second = 0;
	bool good = file >= 0 && pread(file, &page, sizeof(page), PAGE_SIZE_AT) == (ssize_t)sizeof(page) && page > 0 &&
		read_number(file, 0, &first) && read_number(file, (off_t)page, &second);

	if (!good)
		kv_words(directory, file < 0 ? errno : MDB_INVALID, error);
	if (file >= 0)
		close(file);
	free(path);
	*number = first > second ? first : second;
	return good;
}

bool kv_heads_check(struct kv *kv, struct error *error)
{
	uint64_t first = 0, second = 0;
	MDB_stat pages;
	int file;

	if (mdb_env_get_fd(kv->env, &file) != MDB_SUCCESS || mdb_env_stat(kv->env, &pages) != MDB_SUCCESS)
		return kv_words(kv->directory, MDB_INVALID, error);
	for (int attempt = 0; attempt < ATTEMPTS; attempt++)
		if (read_number(file, 0, &first) && read_number(file, (off_t)pages.ms_psize, &second) && follow(first, second))
			return true;
	return error_set(error, ERROR_STORE,
			 _("the store %s is damaged: its last commits are numbered %llu and %llu; restore it from a backup"),
			 kv->directory, (unsigned long long)first, (unsigned long long)second);
}
