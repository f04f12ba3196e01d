#include "tui/saved_view.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "model/hash.h"
#include "tui/person_state.h"

#define KIND "view"

/* The lines of the file: "name=…". */
static const struct {
	const char *name;
	size_t part;
} lines[] = {
	{"entity", offsetof(struct saved_view, entity)}, {"name", offsetof(struct saved_view, name)},
	{"columns", offsetof(struct saved_view, columns)}, {"where", offsetof(struct saved_view, where)},
	{"sort", offsetof(struct saved_view, sort)}, {"group", offsetof(struct saved_view, group)},
};

static struct text *part_of(struct saved_view *view, size_t line)
{
	return (struct text *)(void *)((char *)view + lines[line].part);
}

void saved_view_free(struct saved_view *view)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		text_free(part_of(view, i));
}

static bool append_path(struct text *path, const struct session *session, struct slice entity, struct slice name)
{
	struct text key = {0};
	bool there = person_state_path_of(path, session, KIND);
	text_append(&key, entity);
	text_append_char(&key, '\n');
	text_append_folded(&key, name);
	text_printf(path, "%016" PRIx64, hash_64(key.data, key.size, 0));
	text_free(&key);
	return there;
}

static void parse(struct saved_view *view, struct slice content)
{
	struct slice line, name;
	while (slice_next(&content, '\n', &line)) {
		if (!slice_next(&line, '=', &name))
			continue;
		for (size_t i = 0; i < COUNT_OF(lines); i++)
			if (slice_equal_text(name, lines[i].name))
				text_append(part_of(view, i), line);
	}
}

static bool read_file(struct saved_view *view, const char *path)
{
	struct text content = {0};
	bool read = person_state_read(path, &content);
	if (read)
		parse(view, text_slice(&content));
	text_free(&content);
	return read && view->entity.size > 0 && view->name.size > 0;
}

bool saved_view_read(struct saved_view *view, const struct session *session, struct slice entity, struct slice name)
{
	struct text path = {0};
	bool read = append_path(&path, session, entity, name) && read_file(view, path.data);
	text_free(&path);
	return read;
}

bool saved_view_keep(const struct saved_view *view, const struct session *session)
{
	struct text path = {0}, content = {0};
	struct saved_view parts = *view;
	bool kept = append_path(&path, session, text_slice(&view->entity), text_slice(&view->name));
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		text_printf(&content, "%s=", lines[i].name);
		text_append(&content, text_slice(part_of(&parts, i)));
		text_append_char(&content, '\n');
	}
	kept = kept && person_state_write(path.data, text_slice(&content));
	text_free(&path);
	text_free(&content);
	return kept;
}

bool saved_view_remove(const struct saved_view *view, const struct session *session)
{
	struct text path = {0};
	bool removed = append_path(&path, session, text_slice(&view->entity), text_slice(&view->name)) &&
		       unlink(path.data) == 0;
	text_free(&path);
	return removed;
}

/* ---- all of them ---- */

struct gathered {
	struct slice entity;
	struct saved_view *views;
	size_t count, capacity;
};

static void gather(void *context, const char *path)
{
	struct gathered *gathered = context;
	struct saved_view view = {0};
	if (!read_file(&view, path) || !slice_equal(text_slice(&view.entity), gathered->entity)) {
		saved_view_free(&view);
		return;
	}
	memory_grow(&gathered->views, &gathered->capacity, gathered->count, sizeof(*gathered->views));
	gathered->views[gathered->count++] = view;
}

static int compare(const void *a, const void *b)
{
	const struct saved_view *left = a, *right = b;
	struct text keys[2] = {{0}};
	text_append_sort_key(&keys[0], text_slice(&left->name));
	text_append_sort_key(&keys[1], text_slice(&right->name));
	int order = slice_compare(text_slice(&keys[0]), text_slice(&keys[1]));
	text_free(&keys[0]);
	text_free(&keys[1]);
	return order;
}

void saved_view_each(const struct session *session, struct slice entity,
	void (*found)(void *context, const struct saved_view *view), void *context)
{
	struct gathered gathered = {.entity = entity};
	person_state_each(session, KIND, gather, &gathered);
	if (gathered.count > 1)
		qsort(gathered.views, gathered.count, sizeof(*gathered.views), compare);
	for (size_t i = 0; i < gathered.count; i++) {
		found(context, &gathered.views[i]);
		saved_view_free(&gathered.views[i]);
	}
	free(gathered.views);
}
