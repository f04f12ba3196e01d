/* The zip archive that a workbook is. libzip brings a crypto library along, which costs the start of the program three
 * times what everything else does: so it is loaded when the first workbook is read. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/workbook_private.h"

#define PIECE_SIZE 65536
#define SMALL_PART ((uint64_t)1 << 20) /* of such a part the ratio says nothing */

/* One line for each function of the library that is used. */
#define LIBRARY_FUNCTIONS(X) \
	X(zip_source_buffer_create) X(zip_source_free) X(zip_open_from_source) X(zip_discard) X(zip_get_num_entries) \
	X(zip_name_locate) X(zip_stat_index) X(zip_get_name) X(zip_fopen_index) X(zip_fread) X(zip_fclose)

static struct {
	bool loaded;
#define POINTER(name) __typeof__(&name) name;
	LIBRARY_FUNCTIONS(POINTER)
#undef POINTER
} library;

struct archive {
	zip_t *zip;
	char *name;
};

static bool find_function(void *handle, const char *name, void *pointer, struct error *error)
{
	void *found = dlsym(handle, name);
	if (found == NULL)
		return error_set(error, ERROR_SYSTEM, _("%s, which reads spreadsheets, is of another version: %s is not in it"),
		                 LIBZIP, name);
	memcpy(pointer, &found, sizeof found);
	return true;
}

static bool load_library(struct error *error)
{
	void *handle = library.loaded ? NULL : dlopen(LIBZIP, RTLD_NOW | RTLD_LOCAL);
	if (library.loaded)
		return true;
	if (handle == NULL)
		return error_set(error, ERROR_SYSTEM, _("%s, which reads spreadsheets, is not installed; save as CSV instead"),
		                 LIBZIP);
#define FIND(name) \
	if (!find_function(handle, #name, &library.name, error)) \
		return false;
	LIBRARY_FUNCTIONS(FIND)
#undef FIND
	return library.loaded = true;
}

static bool refuse_archive(const char *name, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("%s: the spreadsheet is damaged or cut off: its archive cannot be read"), name);
}

/* Names lead nowhere here, since nothing is unpacked to a disk: yet no spreadsheet program writes such. */
static bool is_sound_name(const char *name)
{
	if (name == NULL || *name == '\0' || *name == '/' || strchr(name, '\\') != NULL)
		return false;
	for (const char *at = name; (at = strstr(at, "..")) != NULL; at += 2)
		if ((at == name || at[-1] == '/') && (at[2] == '/' || at[2] == '\0'))
			return false;
	return true;
}

static bool check_entries(const struct archive *archive, struct error *error)
{
	zip_int64_t count = library.zip_get_num_entries(archive->zip, 0);
	if (count < 0 || count > WORKBOOK_ENTRIES_MAX)
		return error_set(error, ERROR_INPUT, _("%s: the spreadsheet has more than %d parts; is it one?"), archive->name,
		                 WORKBOOK_ENTRIES_MAX);
	for (zip_int64_t i = 0; i < count; i++)
		if (!is_sound_name(library.zip_get_name(archive->zip, (zip_uint64_t)i, 0)))
			return error_set(error, ERROR_INPUT,
			                 _("%s: a part has a name that leads out of the spreadsheet; no spreadsheet program made this"),
			                 archive->name);
	return true;
}

struct archive *archive_open(struct slice bytes, const char *name, struct error *error)
{
	if (!load_library(error))
		return NULL;
	struct archive *archive = memory_new(sizeof *archive);
	archive->name = memory_copy_text(name);
	zip_source_t *source = library.zip_source_buffer_create(bytes.data, bytes.size, 0, NULL);
	archive->zip = source == NULL ? NULL : library.zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (archive->zip == NULL) {
		if (source != NULL)
			library.zip_source_free(source);
		refuse_archive(name, error);
		archive_free(&archive);
	} else if (!check_entries(archive, error)) {
		archive_free(&archive);
	}
	return archive;
}

void archive_free(struct archive **archive)
{
	if (*archive == NULL)
		return;
	if ((*archive)->zip != NULL)
		library.zip_discard((*archive)->zip);
	free((*archive)->name);
	free(*archive);
	*archive = NULL;
}

bool archive_has(const struct archive *archive, const char *part)
{
	return library.zip_name_locate(archive->zip, part, 0) >= 0;
}

const char *archive_name(const struct archive *archive)
{
	return archive->name;
}

static bool refuse_size(const struct archive *archive, const char *part, struct error *error)
{
	return error_set(error, ERROR_INPUT, _("%s: %s unpacks to far more than a spreadsheet holds; it is not read"),
	                 archive->name, part);
}

static bool is_too_much(uint64_t size, uint64_t packed)
{
	return size > WORKBOOK_PART_MAX || (size > SMALL_PART && size / WORKBOOK_RATIO_MAX > packed);
}

/* What the archive says of the part, before any of it is unpacked. */
static bool check_part(const struct archive *archive, const char *part, zip_int64_t index, uint64_t *packed,
                       struct error *error)
{
	zip_stat_t about = {0};
	const zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
	if (library.zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &about) != 0 || (about.valid & wanted) != wanted)
		return refuse_archive(archive->name, error);
	if (about.encryption_method != ZIP_EM_NONE)
		return error_set(error, ERROR_INPUT, _("%s: the spreadsheet is encrypted; save it without a password"),
		                 archive->name);
	if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE)
		return error_set(error, ERROR_INPUT, _("%s: %s is packed in a way that spreadsheets are not"), archive->name, part);
	*packed = about.comp_size;
	return !is_too_much(about.size, about.comp_size) || refuse_size(archive, part, error);
}

bool archive_read(struct archive *archive, const char *part,
                  bool (*take)(void *context, struct slice piece, bool last, struct error *error), void *context,
                  struct error *error)
{
	zip_int64_t index = library.zip_name_locate(archive->zip, part, 0);
	char piece[PIECE_SIZE];
	uint64_t packed = 0, size = 0;
	if (index < 0)
		return error_set(error, ERROR_INPUT, _("%s: this is no spreadsheet: %s is not in it"), archive->name, part);
	if (!check_part(archive, part, index, &packed, error))
		return false;
	zip_file_t *file = library.zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
	zip_int64_t got = file == NULL ? -1 : 1;
	bool ok = true;
	while (ok && got > 0) {
		got = library.zip_fread(file, piece, sizeof piece);
		size += got > 0 ? (uint64_t)got : 0; /* counted as it comes: what the archive says may be a lie */
		ok = got >= 0 ? !is_too_much(size, packed) || refuse_size(archive, part, error) : true;
		ok = ok && got >= 0 && take(context, (struct slice){piece, (size_t)got}, got == 0, error);
	}
	if (got < 0)
		ok = refuse_archive(archive->name, error);
	if (file != NULL)
		library.zip_fclose(file);
	return ok;
}
