#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/lang.h"
#include "base/memory.h"
#include "exchange/json_private.h"

static void cut_to(struct json_path *path, size_t size)
{
	if (path->text.size > size) {
		path->text.size = size;
		path->text.data[size] = '\0';
	}
}

static struct json_level *top(struct json_path *path)
{
	return path->depth ? &path->levels[path->depth - 1] : NULL;
}

void json_path_free(struct json_path *path)
{
	text_free(&path->text);
	free(path->names);
}

void json_path_enter(struct json_path *path, bool array)
{
	if (array) {
		text_append_text(&path->text, "[]");
	}
	path->levels[path->depth++] = (struct json_level){.array = array, .path_size = path->text.size};
}

void json_path_leave(struct json_path *path)
{
	struct json_level *level = top(path);
	cut_to(path, level->path_size - (level->array ? 2 : 0));
	path->name_count -= level->members;
	path->depth--;
}

void json_path_element(struct json_path *path)
{
	struct json_level *level = top(path);
	if (level && level->array) {
		level->index++;
		cut_to(path, level->path_size);
	}
}

/* Length of the run at the start that cannot be taken for a part of the path. */
static size_t plain_length(struct slice name)
{
	size_t at = 0;
	while (at < name.size && name.data[at] != '.' && name.data[at] != '[' && name.data[at] != ']'
		&& name.data[at] != '\\') {
		at++;
	}
	return at;
}

static void append_name(struct text *text, struct slice name)
{
	for (;;) {
		size_t plain = plain_length(name);
		text_append_bytes(text, name.data, plain);
		if (plain == name.size) {
			return;
		}
		text_append_char(text, '\\');
		text_append_char(text, name.data[plain]);
		name = (struct slice){name.data + plain + 1, name.size - plain - 1};
	}
}

static bool is_named_before(const struct json_path *path, size_t members, uint64_t hash)
{
	for (size_t i = path->name_count - members; i < path->name_count; i++) {
		if (path->names[i] == hash) {
			return true;
		}
	}
	return false;
}

bool json_path_member(struct json_path *path, struct slice name, struct error *error)
{
	struct json_level *level = top(path);
	uint64_t hash = XXH3_64bits(name.data, name.size);
	cut_to(path, level->path_size);
	if (level->path_size) {
		text_append_char(&path->text, '.');
	}
	append_name(&path->text, name);
	if (is_named_before(path, level->members, hash)) {
		return error_set(error, ERROR_INPUT, _("stands twice in the same object"));
	}
	if (level->members == JSON_MEMBER_LIMIT) {
		return error_set(error, ERROR_INPUT, _("more than %d members in one object"), JSON_MEMBER_LIMIT);
	}
	memory_grow(&path->names, &path->name_capacity, path->name_count, sizeof *path->names);
	path->names[path->name_count++] = hash;
	level->members++;
	return true;
}

static void append_part(const struct text *text, size_t from, size_t to, struct text *out)
{
	if (to > from) /* an empty path has no bytes to point at */
		text_append_bytes(out, text->data + from, to - from);
}

void json_path_append_exact(const struct json_path *path, struct text *out)
{
	size_t at = 0;
	for (size_t i = 0; i < path->depth; i++) {
		const struct json_level *level = &path->levels[i];
		size_t end = level->path_size - (level->array ? 2 : 0);
		append_part(&path->text, at, end, out);
		if (level->array) {
			text_printf(out, "[%zu]", level->index ? level->index - 1 : 0);
		}
		at = level->path_size;
	}
	append_part(&path->text, at, path->text.size, out);
}
