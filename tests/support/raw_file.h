/* Files as bytes: whether something stands in any of them. */
#ifndef SUPPORT_RAW_FILE_H
#define SUPPORT_RAW_FILE_H

#include "base/text.h"

/* Appends the file's bytes; nothing where it is not there. */
void raw_file_read(struct text *out, const char *directory, const char *name);
size_t raw_count(const struct text *bytes, const char *wanted);

#endif
