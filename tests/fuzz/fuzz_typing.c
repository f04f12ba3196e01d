/* Any keys into a line that is being typed, and into the lists of keys that people write: the cursor stands between two
 * whole characters, and what can be undone is undone. Each byte below 128 is a character, the others choose a key of
 * their own or an action. */
#include <string.h>

#include "fuzz/fuzz.h"
#include "tui/line_editor.h"

#define LIMIT 200

static void read_keys(struct slice text)
{
	struct binding binding;
	char buffer[KEY_TEXT_SIZE];
	keycode key;
	if (text_first_invalid(text) == SIZE_MAX && key_parse(text, &key))
		REQUIRE(strlen(key_text(key, buffer)) < KEY_TEXT_SIZE);
	while (binding_next(&text, &binding))
		binding_text(binding, buffer);
}

static void check(const struct line_editor *editor)
{
	struct slice text = text_slice(&editor->text);
	REQUIRE(editor->cursor <= text.size && text.size <= LIMIT);
	REQUIRE(text_first_invalid(text) == SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct line_editor editor = {.limit = LIMIT, .lines = size > 0 && bytes[0] & 1};
	line_editor_set(&editor, SLICE("Å\xcc\x88 text"));
	for (size_t i = 0; i + 3 < size; i += 3) {
		keycode key = (keycode)bytes[i + 1] << 8 | bytes[i + 2];
		if (bytes[i] & 0x80)
			line_editor_act(&editor, (enum action_id)(bytes[i] & 0x7f));
		else if (key_is_text(key | (keycode)(bytes[i] & 0x1f) << 16))
			line_editor_type(&editor, key | (keycode)(bytes[i] & 0x1f) << 16);
		check(&editor);
		line_editor_scroll(&editor, bytes[i] % 40);
		REQUIRE(editor.first <= editor.text.size);
	}
	line_editor_act(&editor, ACTION_EDIT_UNDO);
	line_editor_free(&editor);
	read_keys((struct slice){(const char *)bytes, size});
	return 0;
}
