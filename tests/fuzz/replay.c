/* Runs a fuzz target over the files and directories named: the corpus as an ordinary test, under any compiler. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

static size_t replayed;

static void replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END) != 0) {
		perror(path);
		exit(2);
	}
	long size = ftell(file);
	rewind(file);
	/* Exactly as large as the input: a sanitizer sees a byte too many. */
	uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1);
	if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
		perror(path);
		exit(2);
	}
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, (size_t)size);
	free(bytes);
	replayed++;
}

static void replay_directory(const char *path, DIR *directory)
{
	const struct dirent *entry;
	while ((entry = readdir(directory))) {
		char name[4096];
		if (entry->d_name[0] != '.') {
			snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
			replay_file(name);
		}
	}
	closedir(directory);
}

int main(int count, char **paths)
{
	for (int i = 1; i < count; i++) {
		DIR *directory = opendir(paths[i]);
		if (directory) {
			replay_directory(paths[i], directory);
		} else {
			replay_file(paths[i]);
		}
	}
	printf("%zu inputs replayed\n", replayed);
	return replayed ? 0 : 1;
}
