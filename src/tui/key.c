#include "tui/key.h"

#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "base/lang.h"
#include "base/memory.h"

static const struct {
	keycode code;
	const char *name;
	bool worded;
} named_keys[] = {
#define NAMED_KEY(identifier, code, name) {code, name, false},
#define WORDED_KEY(identifier, code, name) {code, name, true},
#include "tui/keys.def"
#undef NAMED_KEY
};

bool key_is_text(keycode key)
{
	return key >= 0x20 && key != KEYCODE_BACKSPACE && key < 0x110000;
}

size_t key_utf8(keycode key, char bytes[4])
{
	int size = u8_uctomb((uint8_t *)bytes, key, 4);
	return size > 0 ? (size_t)size : 0;
}

static bool character_parse(struct slice name, keycode *key)
{
	ucs4_t character;
	int size = u8_mbtouc(&character, (const uint8_t *)name.data, name.size);
	if (size <= 0 || (size_t)size != name.size)
		return false;
	*key = character;
	return true;
}

bool key_parse(struct slice name, keycode *key)
{
	if (name.size > 0 && character_parse(name, key)) /* most of them are */
		return true;
	if (name.size == 2 && name.data[0] == '^' && name.data[1] >= 'A' && name.data[1] <= 'Z') {
		*key = KEYCODE_CONTROL(name.data[1]);
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(named_keys); i++) {
		if (slice_equal_text(name, named_keys[i].name)) {
			*key = named_keys[i].code;
			return true;
		}
	}
	return false;
}

const char *key_text(keycode key, char buffer[KEY_TEXT_SIZE])
{
	for (size_t i = 0; i < COUNT_OF(named_keys); i++) {
		if (named_keys[i].code == key) {
			snprintf(buffer, KEY_TEXT_SIZE, "%s", named_keys[i].worded ? _(named_keys[i].name) : named_keys[i].name);
			return buffer;
		}
	}
	if (key_is_text(key))
		buffer[key_utf8(key, buffer)] = '\0';
	else if (key >= 1 && key <= 26)
		snprintf(buffer, KEY_TEXT_SIZE, "Ctrl-%c", (int)('A' + key - 1));
	else
		snprintf(buffer, KEY_TEXT_SIZE, "?");
	return buffer;
}

bool binding_next(struct slice *rest, struct binding *binding)
{
	struct slice word;
	do {
		if (!slice_next(rest, ' ', &word))
			return false;
	} while (word.size == 0);
	*binding = (struct binding){0};
	if (key_parse(word, &binding->first))
		return true;
	int size = u8_mblen((const uint8_t *)word.data, word.size);
	if (size <= 0)
		return false;
	size_t first = (size_t)size;
	return character_parse((struct slice){word.data, first}, &binding->first) &&
	       character_parse((struct slice){word.data + first, word.size - first}, &binding->second);
}

const char *binding_text(struct binding binding, char buffer[KEY_TEXT_SIZE])
{
	char second[KEY_TEXT_SIZE];
	key_text(binding.first, buffer);
	if (binding.second == KEYCODE_NONE)
		return buffer;
	size_t size = strlen(buffer);
	snprintf(buffer + size, KEY_TEXT_SIZE - size, " %s", key_text(binding.second, second));
	return buffer;
}
