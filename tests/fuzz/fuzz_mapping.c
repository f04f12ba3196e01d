/* Any bytes as a mapping file: a plan or words that name file and line, never a crash. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "exchange/mapping.h"
#include "fuzz/fuzz.h"

static bool includes(const uint8_t *data, size_t size)
{
	return memmem(data, size, "@include", 8) != NULL; /* the library then reads other files: not what is tried here */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import_plan plan = {0};
	struct error error = {0};
	char path[64];
	int file = memfd_create("mapping", 0);
	if (file < 0 || includes(data, size) || write(file, data, size) != (ssize_t)size) {
		close(file);
		return 0;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	bool ok = mapping_read(&plan, path, &error);
	REQUIRE(ok ? plan.record_count > 0 : strncmp(error.text, path, strlen(path)) == 0);
	plan_free(&plan);
	close(file);
	return 0;
}
