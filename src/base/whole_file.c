#include "base/whole_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"

/* A pipe or a device is written to as it is: nothing takes its place. */
static bool is_replaced(const char *path)
{
	struct stat status;
	return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

static bool begin_directly(struct whole_file *whole, const char *path, struct error *error)
{
	FILE *file = fopen(path, "w");
	if (file == NULL)
		return error_set_errno(error, "%s", path);
	*whole = (struct whole_file){.file = file, .path = memory_copy_text(path)};
	return true;
}

bool whole_file_begin(struct whole_file *whole, const char *path, struct error *error)
{
	struct text part = {0};
	if (!is_replaced(path))
		return begin_directly(whole, path, error);
	text_printf(&part, "%s.XXXXXX", path);
	int file = mkstemp(part.data);
	if (file < 0) {
		text_free(&part);
		return error_set_errno(error, "%s", path);
	}
	fchmod(file, 0644);
	*whole = (struct whole_file){fdopen(file, "w"), memory_copy_text(path), text_take(&part)};
	return true;
}

bool whole_file_end(struct whole_file *whole, bool keep, struct error *error)
{
	bool beside = whole->part != NULL;
	bool ok = fflush(whole->file) == 0 && !ferror(whole->file) && (!beside || fsync(fileno(whole->file)) == 0);
	ok = fclose(whole->file) == 0 && ok;
	ok = ok && (!beside || !keep || rename(whole->part, whole->path) == 0);
	if (!ok && keep)
		error_set_errno(error, "%s", whole->path);
	if (beside && (!keep || !ok))
		unlink(whole->part);
	free(whole->path);
	free(whole->part);
	*whole = (struct whole_file){0};
	return ok || !keep;
}
