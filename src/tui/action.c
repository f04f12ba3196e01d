#include "tui/action.h"

#include "base/lang.h"

static const struct action actions[ACTION_COUNT] = {
	[ACTION_NONE] = {"", "", "", "", 0, act_on_screen},
#define ACTION(identifier, action_name, action_title, action_help, action_keys, action_contexts, action_handler)       \
	[ACTION_##identifier] = {                                                                                      \
		.name = action_name,                                                                                   \
		.title = action_title,                                                                                 \
		.help = action_help,                                                                                   \
		.keys = action_keys,                                                                                   \
		.contexts = (unsigned)(action_contexts),                                                               \
		.handler = action_handler,                                                                             \
	},
#include "tui/actions.def"
#undef ACTION
};

const struct action *action_row(enum action_id action)
{
	return &actions[action < ACTION_COUNT ? action : ACTION_NONE];
}

enum action_id action_named(struct slice name)
{
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		if (slice_equal_text(name, actions[action].name))
			return action;
	}
	return ACTION_NONE;
}

bool action_applies(enum action_id action, unsigned contexts)
{
	return (action_row(action)->contexts & contexts) != 0;
}

/* While a line is typed its characters are text, whatever they mean elsewhere. */
static bool binding_works(struct binding binding, unsigned contexts)
{
	return !(contexts & IN_TYPING) || !key_is_text(binding.first);
}

enum action_id action_of_keys(unsigned contexts, keycode first, keycode second)
{
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		struct slice rest = slice_of(actions[action].keys);
		struct binding binding;
		while (action_applies(action, contexts) && binding_next(&rest, &binding)) {
			if (binding.first == first && binding.second == second && binding_works(binding, contexts))
				return action;
		}
	}
	return ACTION_NONE;
}

bool action_begins(unsigned contexts, keycode first)
{
	for (enum action_id action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		struct slice rest = slice_of(actions[action].keys);
		struct binding binding;
		while (action_applies(action, contexts) && binding_next(&rest, &binding)) {
			if (binding.first == first && binding.second != KEYCODE_NONE &&
				binding_works(binding, contexts))
				return true;
		}
	}
	return false;
}

const char *action_key_text(enum action_id action, unsigned contexts, char buffer[KEY_TEXT_SIZE])
{
	struct slice rest = slice_of(action_row(action)->keys);
	struct binding binding;
	buffer[0] = '\0';
	while (binding_next(&rest, &binding)) {
		if (binding_works(binding, contexts))
			return binding_text(binding, buffer);
	}
	return buffer;
}

void action_append_keys(enum action_id action, unsigned contexts, struct text *out)
{
	struct slice rest = slice_of(action_row(action)->keys);
	struct binding binding;
	char buffer[KEY_TEXT_SIZE];
	const char *gap = "";
	while (binding_next(&rest, &binding)) {
		if (!binding_works(binding, contexts))
			continue;
		text_printf(out, "%s%s", gap, binding_text(binding, buffer));
		gap = "  ";
	}
}
