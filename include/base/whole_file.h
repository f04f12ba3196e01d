/* A file that others read while it is written anew: they see the old one or the new one, never a part. */
#ifndef BASE_WHOLE_FILE_H
#define BASE_WHOLE_FILE_H

#include <stdio.h>

#include "base/error.h"

struct whole_file {
	FILE *file;
	char *path, *part; /* part: beside it, until it is whole; NULL: a device or pipe, written to as it is */
};

/* Everybody may read it. */
bool whole_file_begin(struct whole_file *whole, const char *path, struct error *error);
/* Puts it in its place, on disk, where `keep`; else it was never there. Ends it in any case. */
bool whole_file_end(struct whole_file *whole, bool keep, struct error *error);

#endif
