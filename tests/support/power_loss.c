#include "support/power_loss.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/power_events.h"

#define PAGE ((uint64_t)4096)
#define ROOT 0
#define NEVER SIZE_MAX

struct event {
	struct power_event head;
	const char *path, *data; /* both followed by a NUL */
	size_t durable;          /* the event that promises it, NEVER when none does */
};

/* Namespace changes, taken apart: a name in a directory comes to mean something, or nothing. */
struct naming {
	size_t event;
	uint64_t directory;
	char *name;
	uint64_t meaning; /* a file or a directory */
	bool set, is_directory;
	size_t durable;
};

struct names {
	struct naming *items;
	size_t count, capacity;
};

struct power_recording {
	char *bytes;
	struct event *events;
	size_t count, capacity;
	struct names changes;
};

size_t power_events(const struct power_recording *recording)
{
	return recording->count;
}

size_t power_syncs(const struct power_recording *recording)
{
	size_t count = 0;

	for (size_t i = 0; i < recording->count; i++)
		count += recording->events[i].head.type == POWER_SYNC || recording->events[i].head.synchronous;
	return count;
}

static bool is_turning_point(const struct power_event *event)
{
	return event->type != POWER_WRITE || event->synchronous;
}

size_t power_turning_point(const struct power_recording *recording, size_t number)
{
	size_t count = 0;

	for (size_t i = 0; i < recording->count; i++)
		count += is_turning_point(&recording->events[i].head);
	number = count ? number % count : 0;
	for (size_t i = 0; i < recording->count; i++)
		if (is_turning_point(&recording->events[i].head) && number-- == 0)
			return i;
	return 0;
}

const char *power_acknowledged(const struct power_recording *recording, size_t crash)
{
	while (crash-- > 0)
		if (recording->events[crash].head.type == POWER_ACKNOWLEDGE)
			return recording->events[crash].data;
	return NULL;
}

/* The names as they are while the program runs. */

static struct naming *find_name(struct names *names, uint64_t directory, const char *name, size_t size)
{
	for (size_t i = 0; i < names->count; i++)
		if (names->items[i].directory == directory && strlen(names->items[i].name) == size &&
		    memcmp(names->items[i].name, name, size) == 0)
			return &names->items[i];
	return NULL;
}

static void apply_naming(struct names *names, const struct naming *change)
{
	struct naming *old = find_name(names, change->directory, change->name, strlen(change->name));

	if (old && change->set)
		*old = *change;
	else if (old)
		*old = names->items[--names->count];
	else if (change->set) {
		memory_grow(&names->items, &names->capacity, names->count, sizeof(*names->items));
		names->items[names->count++] = *change;
	}
}

/* The directory that `path` lies in; `name` is set to its last part. */
static uint64_t parent_of(struct names *names, const char *path, const char **name)
{
	uint64_t directory = ROOT;
	const char *slash;

	while ((slash = strchr(path, '/'))) {
		struct naming *found = find_name(names, directory, path, (size_t)(slash - path));

		directory = found ? found->meaning : UINT64_MAX;
		path = slash + 1;
	}
	*name = path;
	return directory;
}

static struct naming *look_up(struct names *names, const char *path)
{
	const char *name;
	uint64_t directory = parent_of(names, path, &name);

	return find_name(names, directory, name, strlen(name));
}

static void change_name(struct power_recording *recording, struct names *now, size_t event, const char *path,
			struct naming to)
{
	struct names *changes = &recording->changes;
	const char *name;

	to.event = event;
	to.directory = parent_of(now, path, &name);
	to.name = memory_copy_text(name);
	to.durable = NEVER;
	memory_grow(&changes->items, &changes->capacity, changes->count, sizeof(*changes->items));
	changes->items[changes->count++] = to;
	apply_naming(now, &to);
}

static void rename_to(struct power_recording *recording, struct names *now, size_t index)
{
	const struct event *event = &recording->events[index];
	struct naming *old = look_up(now, event->path), moved;

	if (!old)
		return;
	moved = *old;
	moved.set = true;
	change_name(recording, now, index, event->data, moved);
	change_name(recording, now, index, event->path, (struct naming){.set = false});
}

static void promise_names(struct power_recording *recording, struct names *now, size_t index)
{
	const char *path = recording->events[index].path;
	struct naming *found = *path ? look_up(now, path) : NULL;
	uint64_t directory = *path ? (found ? found->meaning : UINT64_MAX) : ROOT;

	for (size_t i = 0; i < recording->changes.count; i++)
		if (recording->changes.items[i].directory == directory && recording->changes.items[i].durable == NEVER)
			recording->changes.items[i].durable = index;
}

static void follow_names(struct power_recording *recording)
{
	struct names now = {0};

	for (size_t i = 0; i < recording->count; i++) {
		const struct event *event = &recording->events[i];

		if (event->head.type == POWER_MAKE_DIRECTORY)
			change_name(recording, &now, i, event->path,
				    (struct naming){.set = true, .is_directory = true, .meaning = i + 1});
		else if (event->head.type == POWER_MAKE_FILE || event->head.type == POWER_LINK)
			change_name(recording, &now, i, event->path, (struct naming){.set = true, .meaning = event->head.file});
		else if (event->head.type == POWER_UNLINK || event->head.type == POWER_REMOVE_DIRECTORY)
			change_name(recording, &now, i, event->path, (struct naming){.set = false});
		else if (event->head.type == POWER_RENAME)
			rename_to(recording, &now, i);
		else if (event->head.type == POWER_SYNC_DIRECTORY)
			promise_names(recording, &now, i);
	}
	free(now.items);
}

static void promise_content(struct power_recording *recording)
{
	for (size_t sync = 0; sync < recording->count; sync++) {
		const struct power_event *promise = &recording->events[sync].head;

		if (promise->synchronous)
			recording->events[sync].durable = sync;
		for (size_t i = sync; promise->type == POWER_SYNC && i-- > 0;) {
			struct event *event = &recording->events[i];

			if (event->head.file != promise->file)
				continue;
			if (event->head.type == POWER_SYNC)
				break;
			if (event->durable == NEVER)
				event->durable = sync;
		}
	}
}

/* Reading. Each text gets a NUL behind it, so the bytes are copied apart. */

static char *read_all(const char *path, size_t *size)
{
	struct stat status;
	int file = open(path, O_RDONLY | O_CLOEXEC);
	char *bytes;

	if (file < 0 || fstat(file, &status) != 0 || status.st_size == 0) {
		fprintf(stderr, "%s: nothing was recorded\n", path);
		return NULL;
	}
	*size = (size_t)status.st_size;
	bytes = memory_new(*size);
	if (read(file, bytes, *size) != (ssize_t)*size)
		abort();
	close(file);
	return bytes;
}

static void take_event(struct power_recording *recording, const char *from, char **to)
{
	struct event event = {.durable = NEVER};

	memcpy(&event.head, from, sizeof(event.head));
	event.path = *to;
	memcpy(*to, from + sizeof(event.head), event.head.path_size);
	*to += event.head.path_size + 1;
	event.data = *to;
	memcpy(*to, from + sizeof(event.head) + event.head.path_size, event.head.data_size);
	*to += event.head.data_size + 1;
	memory_grow(&recording->events, &recording->capacity, recording->count, sizeof(event));
	recording->events[recording->count++] = event;
}

struct power_recording *power_read(const char *log)
{
	size_t size, offset = 0;
	char *raw = read_all(log, &size), *to;
	struct power_recording *recording;

	if (!raw)
		return NULL;
	recording = memory_new(sizeof(*recording));
	recording->bytes = to = memory_new(size); /* a head is longer than the two NULs that take its place */
	while (offset < size) {
		take_event(recording, raw + offset, &to);
		offset += sizeof(struct power_event) + recording->events[recording->count - 1].head.path_size +
			  recording->events[recording->count - 1].head.data_size;
	}
	free(raw);
	promise_content(recording);
	follow_names(recording);
	return recording;
}

void power_free(struct power_recording **recording)
{
	if (!*recording)
		return;
	for (size_t i = 0; i < (*recording)->changes.count; i++)
		free((*recording)->changes.items[i].name);
	free((*recording)->changes.items);
	free((*recording)->events);
	free((*recording)->bytes);
	free(*recording);
	*recording = NULL;
}

/* Building. */

struct chance {
	uint64_t state;
	unsigned in_hundred; /* of what no sync has promised, so much is there */
};

static uint64_t next_random(struct chance *chance)
{
	chance->state += 0x9e3779b97f4a7c15u;
	uint64_t mixed = (chance->state ^ (chance->state >> 30)) * 0xbf58476d1ce4e5b9u;

	mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
	return mixed ^ (mixed >> 31);
}

static bool happens(struct chance *chance)
{
	return next_random(chance) % 100 < chance->in_hundred;
}

struct content {
	char *bytes;
	uint64_t size, capacity;
};

static void resize(struct content *content, uint64_t size)
{
	if (size > content->capacity) {
		uint64_t capacity = size * 2;

		content->bytes = memory_resize(content->bytes, capacity, 1);
		memset(content->bytes + content->capacity, 0, capacity - content->capacity);
		content->capacity = capacity;
	}
	if (size < content->size)
		memset(content->bytes + size, 0, content->size - size);
	content->size = size;
}

static void write_part(struct content *content, const char *data, uint64_t offset, uint64_t size)
{
	if (offset + size > content->size)
		resize(content, offset + size);
	memcpy(content->bytes + offset, data, size);
}

static void apply_write(struct content *content, const struct event *event, bool promised, struct chance *chance)
{
	uint64_t offset = event->head.offset, end = offset + event->head.data_size;

	while (offset < end) {
		uint64_t page_end = (offset / PAGE + 1) * PAGE, size = (page_end < end ? page_end : end) - offset;

		if (promised || happens(chance))
			write_part(content, event->data + (offset - event->head.offset), offset, size);
		offset += size;
	}
}

static struct content content_of(const struct power_recording *recording, uint64_t file, size_t crash,
				 struct chance *chance)
{
	struct content content = {0};

	for (size_t i = 0; i < crash; i++) {
		const struct event *event = &recording->events[i];
		bool promised = event->durable < crash;

		if (event->head.file != file)
			continue;
		if (event->head.type == POWER_WRITE)
			apply_write(&content, event, promised, chance);
		else if (event->head.type == POWER_RESIZE && (promised || happens(chance)))
			resize(&content, event->head.offset);
	}
	return content;
}

static void write_file(const char *path, const struct content *content)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (file < 0 || (content->size > 0 && write(file, content->bytes, content->size) != (ssize_t)content->size)) {
		perror(path);
		exit(1);
	}
	close(file);
}

static void build_directory(const struct power_recording *recording, const struct names *names, uint64_t directory,
			    size_t crash, struct chance *chance, const char *path)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct naming *name = &names->items[i];
		char below[4096];

		if (name->directory != directory)
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, name->name);
		if (name->is_directory) {
			mkdir(below, 0700);
			build_directory(recording, names, name->meaning, crash, chance, below);
		} else {
			struct content content = content_of(recording, name->meaning, crash, chance);

			write_file(below, &content);
			free(content.bytes);
		}
	}
}

static struct names names_at(const struct power_recording *recording, size_t crash, struct chance *chance)
{
	size_t happened = chance->in_hundred == 100 ? crash : chance->in_hundred ? next_random(chance) % (crash + 1) : 0;
	struct names names = {0};

	for (size_t i = 0; i < recording->changes.count; i++) {
		const struct naming *change = &recording->changes.items[i];

		if (change->event < crash && (change->event < happened || change->durable < crash))
			apply_naming(&names, change);
	}
	return names;
}

void power_build(const struct power_recording *recording, size_t crash, uint64_t seed, const char *directory)
{
	static const unsigned shares[] = {0, 100, 50, 10, 90, 50};
	struct chance chance = {seed, shares[seed % COUNT_OF(shares)]};
	struct names names = names_at(recording, crash, &chance);

	build_directory(recording, &names, ROOT, crash, &chance, directory);
	free(names.items);
}

void power_record_what_follows(const char *recorder, const char *root, const char *log, bool drop_sync)
{
	char speaker[24];

	snprintf(speaker, sizeof(speaker), "%ld", (long)getpid());
	setenv("FORVALTA_RECORD_SPEAKER", speaker, 1);
	setenv("LD_PRELOAD", recorder, 1);
	setenv("FORVALTA_RECORD_ROOT", root, 1);
	setenv("FORVALTA_RECORD_LOG", log, 1);
	if (drop_sync)
		setenv("FORVALTA_RECORD_DROP_SYNC", "1", 1);
	/* The sanitizer wants to be first; the recorder does not get in its way. */
	setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
}
