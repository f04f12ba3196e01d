#include "cli/whole_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"

bool whole_file_begin(struct whole_file *whole, const char *path, struct error *error)
{
	struct text part = {0};
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
	bool ok = fflush(whole->file) == 0 && !ferror(whole->file) && fsync(fileno(whole->file)) == 0;
	ok = fclose(whole->file) == 0 && ok;
	ok = !keep || (ok && rename(whole->part, whole->path) == 0) || error_set_errno(error, "%s", whole->path);
	if (!keep || !ok)
		unlink(whole->part);
	free(whole->path);
	free(whole->part);
	*whole = (struct whole_file){0};
	return ok;
}
