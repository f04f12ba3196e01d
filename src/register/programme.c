#include "register/programme.h"

#include <stdlib.h>

#include "base/memory.h"

static bool has(const struct programme *programme, record_id id)
{
	for (size_t i = 0; i < programme->count; i++)
		if (programme->parts[i].record.id == id)
			return true;
	return false;
}

static void add_parts(struct programme *programme, const struct view *view, record_id top, record_id id, unsigned depth)
{
	struct naming *naming = naming_new(view, E_opportunity, F_opportunity_programme, (struct ref){E_opportunity, id});
	struct record part;
	while (naming_next(naming, &part)) {
		if (part.id == top || has(programme, part.id))
			continue;
		memory_grow(&programme->parts, &programme->capacity, programme->count, sizeof *programme->parts);
		programme->parts[programme->count++] = (struct programme_part){part, depth};
		add_parts(programme, view, top, part.id, depth + 1);
	}
	naming_free(&naming);
}

void programme_read(struct programme *programme, const struct view *view, record_id id)
{
	add_parts(programme, view, id, id, 1);
}

void programme_free(struct programme *programme)
{
	free(programme->parts);
	*programme = (struct programme){0};
}

static bool is_open(const struct record *part)
{
	uint8_t stage = record_choice(part, F_opportunity_stage);
	return stage != C_stage_realised && stage != C_stage_rejected && stage != C_stage_stopped;
}

size_t programme_open_parts(const struct view *view, record_id id, struct ref *first)
{
	struct programme programme = {0};
	size_t open = 0;
	programme_read(&programme, view, id);
	for (size_t i = 0; i < programme.count; i++)
		if (is_open(&programme.parts[i].record) && open++ == 0)
			*first = record_self(&programme.parts[i].record);
	programme_free(&programme);
	return open;
}
