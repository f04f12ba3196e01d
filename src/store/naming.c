/* The records that name one in an indexed field. */
#include <stdlib.h>

#include "base/memory.h"
#include "store/store_private.h"

struct naming {
	const struct view *view;
	struct index *index;
	struct value value;
	struct index_hit hit;
	uint8_t entity;
	bool begun;
};

struct naming *naming_new(const struct view *view, uint8_t entity, uint8_t field, struct ref ref)
{
	struct naming *naming = memory_new(sizeof *naming);
	naming->view = view;
	naming->entity = entity;
	naming->value = (struct value){.set = true, .ref = ref};
	naming->index = index_new(view, schema_field(schema_entity(entity), field), entity);
	return naming;
}

static bool step(struct naming *naming)
{
	if (naming->begun)
		return index_next_same(naming->index, &naming->hit);
	naming->begun = true;
	return index_seek(naming->index, &naming->value, &naming->hit);
}

bool naming_next(struct naming *naming, struct record *record)
{
	while (step(naming))
		if (view_record(naming->view, (struct ref){naming->entity, naming->hit.id}, record))
			return true;
	return false;
}

void naming_free(struct naming **naming)
{
	if (*naming == NULL)
		return;
	index_free(&(*naming)->index);
	free(*naming);
	*naming = NULL;
}
