/* What the words of a parts list mean here. */
#include <string.h>

#include "base/memory.h"
#include "exchange/bom.h"
#include "model/schema.h"

static const struct {
	const char *type;
	uint8_t layer;
	bool left_out;
} types[] = {
	{"application", C_layer_application, false},
	{"framework", C_layer_library, false},
	{"library", C_layer_library, false},
	{"machine-learning-model", C_layer_library, false},
	{"container", C_layer_runtime, false},
	{"platform", C_layer_runtime, false},
	{"operating-system", C_layer_operating_system, false},
	{"device-driver", C_layer_operating_system, false},
	{"device", C_layer_hardware, false},
	{"firmware", C_layer_hardware, false},
	{"file", 0, true},
	{"data", 0, true},
	{"cryptographic-asset", 0, true},
};

bool bom_layer(struct slice type, uint8_t *layer)
{
	*layer = 0;
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (slice_equal_text(type, types[i].type)) {
			*layer = types[i].layer;
			return !types[i].left_out;
		}
	return true;
}

void bom_append_name(struct text *out, struct slice group, struct slice name)
{
	bool has_it = name.size > group.size && memcmp(name.data, group.data, group.size) == 0 &&
	              strchr("/:.", name.data[group.size]) != NULL;
	if (group.size > 0 && !has_it) {
		text_append(out, group);
		text_append_char(out, '/');
	}
	text_append(out, name);
}
