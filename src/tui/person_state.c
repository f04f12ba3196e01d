#include "tui/person_state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/hash.h"
#include "store/store.h"
#include "tui/tui.h"

#define LARGEST (1 << 20)

static bool append_directory(struct text *path)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state != NULL && state[0] == '/')
		text_printf(path, "%s/forvalta", state);
	else if (home != NULL && home[0] == '/')
		text_printf(path, "%s/.local/state/forvalta", home);
	return path->size > 0;
}

static bool make_directories(const char *path)
{
	struct text at = {0};
	bool ok = true;
	for (const char *slash = strchr(path + 1, '/'); ok; slash = strchr(slash + 1, '/')) {
		text_clear(&at);
		text_append(&at, (struct slice){path, slash != NULL ? (size_t)(slash - path) : strlen(path)});
		ok = mkdir(at.data, 0700) == 0 || errno == EEXIST;
		if (slash == NULL)
			break;
	}
	text_free(&at);
	return ok;
}

/* Each register and person apart: several may share an account. */
static void append_register(struct text *out, const char *directory, const char *kind)
{
	char *real = realpath(directory, NULL);
	const char *named = real != NULL ? real : directory;
	text_printf(out, "%s-%016" PRIx64 "-", kind, hash_64(named, strlen(named), 0));
	free(real);
}

static void append_prefix(struct text *out, const struct session *session, const char *kind)
{
	append_register(out, store_directory(session->store), kind);
	text_printf(out, "%u-", session->actor);
}

bool person_state_path_of(struct text *path, const struct session *session, const char *kind)
{
	if (!append_directory(path) || !make_directories(path->data))
		return false;
	text_append_char(path, '/');
	append_prefix(path, session, kind);
	return true;
}

bool person_state_path(struct text *path, const struct app *app, const char *kind)
{
	return person_state_path_of(path, app->session, kind);
}

void person_state_each(const struct session *session, const char *kind, void (*found)(void *context, const char *path),
	void *context)
{
	struct text directory = {0}, prefix = {0};
	append_prefix(&prefix, session, kind);
	DIR *listing = append_directory(&directory) ? opendir(directory.data) : NULL;
	for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;) {
		struct text path = {0};
		text_printf(&path, "%s/%s", directory.data, entry->d_name);
		if (strncmp(entry->d_name, prefix.data, prefix.size) == 0)
			found(context, path.data);
		text_free(&path);
	}
	if (listing != NULL)
		closedir(listing);
	text_free(&directory);
	text_free(&prefix);
}

int person_state_hold(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
		close(file);
		file = -1;
	}
	return file;
}

static bool is_held(struct slice directory, const char *name)
{
	struct text path = {0};
	text_append(&path, directory);
	text_printf(&path, "/%s", name);
	int file = open(path.data, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool held = file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	if (file >= 0)
		close(file);
	text_free(&path);
	return held;
}

bool person_state_latest(struct text *path, const struct app *app, const char *kind)
{
	struct text prefix = {0};
	char latest[256] = "";
	append_prefix(&prefix, app->session, kind);
	DIR *directory = append_directory(path) ? opendir(path->data) : NULL;
	for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;)
		if (strncmp(entry->d_name, prefix.data, prefix.size) == 0 && strcmp(entry->d_name, latest) > 0 &&
		    !is_held(text_slice(path), entry->d_name))
			snprintf(latest, sizeof latest, "%s", entry->d_name);
	if (directory != NULL)
		closedir(directory);
	text_printf(path, "/%s", latest);
	text_free(&prefix);
	return latest[0] != '\0';
}

static bool write_new(const char *path, struct slice content)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file < 0)
		return false;
	bool ok = write(file, content.data, content.size) == (ssize_t)content.size && fsync(file) == 0;
	return close(file) == 0 && ok;
}

bool person_state_write(const char *path, struct slice content)
{
	struct text beside = {0};
	const char *name = strrchr(path, '/') + 1;
	text_printf(&beside, "%.*s.%s.%d", (int)(name - path), path, name, (int)getpid());
	bool ok = write_new(beside.data, content) && rename(beside.data, path) == 0;
	if (!ok)
		unlink(beside.data);
	text_free(&beside);
	return ok;
}

bool person_state_read(const char *path, struct text *content)
{
	char bytes[4096];
	ssize_t size;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0)
		return false;
	while ((size = read(file, bytes, sizeof bytes)) > 0 && content->size < LARGEST)
		text_append_bytes(content, bytes, (size_t)size);
	close(file);
	return size == 0 && content->size > 0 && text_first_invalid(text_slice(content)) == SIZE_MAX;
}

/* ---- forgetting a person ---- */

static bool begins(const char *name, const struct text *prefix)
{
	return prefix->size > 0 && strncmp(name, prefix->data, prefix->size) == 0;
}

static bool is_of_person(const struct tui_forgetting *forgetting, const char *name, const char *kind)
{
	struct text prefix = {0};
	append_register(&prefix, forgetting->store, kind);
	text_printf(&prefix, "%u-", forgetting->person);
	bool is = begins(name, &prefix);
	text_free(&prefix);
	return is;
}

static bool names_person(const struct tui_forgetting *forgetting, const char *name, const char *path)
{
	struct text prefix = {0}, content = {0};
	append_register(&prefix, forgetting->store, "form");
	bool names = begins(name, &prefix) && person_state_read(path, &content) &&
	             forgetting->names(forgetting->context, text_slice(&content));
	text_free(&content);
	text_free(&prefix);
	return names;
}

static size_t forget_file(const struct tui_forgetting *forgetting, const char *directory, const char *name)
{
	struct text path = {0};
	size_t removed = 0;
	text_printf(&path, "%s/%s", directory, name);
	if (is_of_person(forgetting, name, "form") || is_of_person(forgetting, name, "columns") ||
	    is_of_person(forgetting, name, "setting") || is_of_person(forgetting, name, "view"))
		removed = unlink(path.data) == 0;
	else if (names_person(forgetting, name, path.data))
		forgetting->found(forgetting->context, path.data);
	text_free(&path);
	return removed;
}

size_t tui_forget_person(const struct tui_forgetting *forgetting)
{
	struct text directory = {0};
	size_t removed = 0;
	DIR *listing = append_directory(&directory) ? opendir(directory.data) : NULL;
	for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;)
		removed += forget_file(forgetting, directory.data, entry->d_name);
	if (listing != NULL)
		closedir(listing);
	text_free(&directory);
	return removed;
}
