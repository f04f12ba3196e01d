/* Reads gettext's .mo files: two sorted tables of (length, offset), the messages and their translations. The
 * file is checked whole when it is opened, so that looking up needs no checks.
 * Format: GNU gettext manual, "The Format of GNU MO Files". */
#include <endian.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_private.h"
#include "base/memory.h"

#define MO_MAGIC 0x950412de
#define MO_HEADER 28

struct catalogue {
	char code[4];
	const char *bytes; /* mapped as long as the program runs: NULL where there is no catalogue */
	size_t size;
	uint32_t count, messages, translations;
};

static struct catalogue *catalogues[16];
static char *first_directory;

static uint32_t word_at(const struct catalogue *catalogue, size_t at)
{
	uint32_t word;

	memcpy(&word, catalogue->bytes + at, sizeof(word));
	return le32toh(word);
}

static bool strings_are_inside(const struct catalogue *catalogue, uint32_t table)
{
	if (table > catalogue->size || catalogue->size - table < (size_t)catalogue->count * 8)
		return false;
	for (uint32_t i = 0; i < catalogue->count; i++) {
		size_t length = word_at(catalogue, table + (size_t)i * 8);
		size_t offset = word_at(catalogue, table + (size_t)i * 8 + 4);
		if (offset + length >= catalogue->size || catalogue->bytes[offset + length])
			return false;
	}
	return true;
}

static bool is_sound(struct catalogue *catalogue)
{
	if (catalogue->size < MO_HEADER || word_at(catalogue, 0) != MO_MAGIC || word_at(catalogue, 4) >> 16)
		return false;
	catalogue->count = word_at(catalogue, 8);
	catalogue->messages = word_at(catalogue, 12);
	catalogue->translations = word_at(catalogue, 16);
	return strings_are_inside(catalogue, catalogue->messages) && strings_are_inside(catalogue, catalogue->translations);
}

static bool map_file(struct catalogue *catalogue, const char *path)
{
	struct stat status;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0)
		return false;
	void *bytes = MAP_FAILED;
	if (fstat(file, &status) == 0 && status.st_size > 0)
		bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	if (bytes == MAP_FAILED)
		return false;
	catalogue->bytes = bytes;
	catalogue->size = (size_t)status.st_size;
	if (is_sound(catalogue))
		return true;
	munmap(bytes, (size_t)status.st_size);
	catalogue->bytes = NULL;
	return false;
}

static bool open_in(struct catalogue *catalogue, const char *directory)
{
	struct text path = {0};

	text_printf(&path, "%s/%s/LC_MESSAGES/forvalta.mo", directory, catalogue->code);
	bool found = map_file(catalogue, path.data);
	text_free(&path);
	return found;
}

static bool open_beside_program(struct catalogue *catalogue)
{
	char path[4096];
	ssize_t size = readlink("/proc/self/exe", path, sizeof(path) - sizeof("/locale"));

	if (size <= 0)
		return false;
	path[size] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash)
		return false;
	strcpy(slash, "/locale");
	return open_in(catalogue, path);
}

static struct catalogue *catalogue_load(const char *code)
{
	struct catalogue *catalogue = memory_new(sizeof(*catalogue));

	snprintf(catalogue->code, sizeof(catalogue->code), "%s", code);
	if (first_directory && open_in(catalogue, first_directory))
		return catalogue;
	if (!open_beside_program(catalogue))
		open_in(catalogue, PREFIX "/share/locale");
	return catalogue;
}

const struct catalogue *catalogue_find(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(catalogues); i++) {
		if (!catalogues[i])
			catalogues[i] = catalogue_load(code);
		if (strcmp(catalogues[i]->code, code) == 0)
			return catalogues[i]->bytes ? catalogues[i] : NULL;
	}
	return NULL;
}

const char *catalogue_code(const struct catalogue *catalogue)
{
	return catalogue->code;
}

void catalogue_look_in(const char *directory)
{
	free(first_directory);
	first_directory = memory_copy_text(directory);
	/* What was not found may be found now. What was found is in use and stays. */
	for (size_t i = 0; i < COUNT_OF(catalogues); i++)
		if (catalogues[i] && !catalogues[i]->bytes)
			open_in(catalogues[i], directory);
}

static const char *string_at(const struct catalogue *catalogue, uint32_t table, uint32_t index)
{
	return catalogue->bytes + word_at(catalogue, table + (size_t)index * 8 + 4);
}

const char *catalogue_text(const struct catalogue *catalogue, const char *message)
{
	uint32_t low = 0, high = catalogue->count;

	/* The empty message is the file's own header. */
	while (*message && low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(message, string_at(catalogue, catalogue->messages, middle));
		if (order == 0) {
			const char *found = string_at(catalogue, catalogue->translations, middle);
			return *found ? found : NULL;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
