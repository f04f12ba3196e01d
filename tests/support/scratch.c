#include "support/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

static char *make_in(const char *parent)
{
	size_t size = strlen(parent) + sizeof("/forvalta-test-XXXXXX");
	char *path = memory_new(size);

	snprintf(path, size, "%s/forvalta-test-XXXXXX", parent);
	if (!mkdtemp(path)) {
		perror(path);
		exit(1);
	}
	return path;
}

char *scratch_new(void)
{
	return access("/dev/shm", W_OK) == 0 ? make_in("/dev/shm") : scratch_new_on_disk();
}

char *scratch_new_on_disk(void)
{
	const char *parent = getenv("TMPDIR");

	return make_in(parent && *parent ? parent : "/tmp");
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *position)
{
	(void)status, (void)type, (void)position;
	return remove(path);
}

void scratch_free(char **directory)
{
	if (!*directory)
		return;
	nftw(*directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(*directory);
	*directory = NULL;
}
